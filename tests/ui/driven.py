"""A real process of the program, driven from outside as by a person: what is pressed, what is typed, which page is up.

    python -m tests.ui.driven

starts the window as `commonground` does, on the offscreen platform, and reads one command on each line of its standard
input; it answers with one line of JSON. The program knows nothing of it: the driver finds the window, and the buttons
by their names, like somebody who uses it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.ui import app as program
from desktop.ui.window import Window


def window() -> Window:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, Window) and one.isVisible())


def front() -> QWidget:
    """The question that is asked, or the window."""
    asked = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    return asked[0] if asked else window()


def button(name: str) -> QAbstractButton | None:
    for one in front().findChildren(QAbstractButton):
        if one.isVisible() and one.isEnabled() and name in (one.accessibleName(), one.text().replace("&&", "&")):
            return one
    return None


def texts(inside: QWidget) -> list[QLineEdit | QPlainTextEdit]:
    return [*inside.findChildren(QLineEdit), *inside.findChildren(QPlainTextEdit)]


def state() -> dict[str, object]:
    """What somebody sees."""
    shown = window()
    labels = [one.text() for one in front().findChildren(QLabel) if one.isVisible() and one.text()]
    fields = [one for one in texts(shown) if one.isVisible()]
    return {
        "page": type(shown.page).__name__ if shown.stack.count() and not shown.covered else "",
        "covered": shown.covered,
        "locked": shown.locked,
        "texts": labels,
        "ticked": [
            one.accessibleName() for one in front().findChildren(QAbstractButton) if one.isVisible() and one.isChecked()
        ],
        "fields": [one.toPlainText() if isinstance(one, QPlainTextEdit) else one.text() for one in fields],
        "clipboard": QApplication.clipboard().text(),
    }


def press(name: str) -> dict[str, object]:
    found = button(name)
    if found is None:
        return {"missing": name}
    found.click()
    return {}


def fill(name: str, text: str) -> dict[str, object]:
    for one in texts(front()):
        if one.isVisible() and one.accessibleName() == name:
            one.setFocus()
            one.selectAll()
            QTest.keyClicks(one, text)
            return {}
    return {"missing": name}


def key(name: str) -> dict[str, object]:
    """A key for the window, as the system sends it: F9, Ctrl+L."""
    *held, last = name.split("+")
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= {"Ctrl": Qt.KeyboardModifier.ControlModifier, "Shift": Qt.KeyboardModifier.ShiftModifier}[one]
    handle = front().windowHandle()
    if handle is not None:
        QTest.keyClick(handle, getattr(Qt.Key, f"Key_{last}"), modifiers)
    return {}


def quit_now() -> dict[str, object]:
    QTimer.singleShot(0, window().close)
    return {}


COMMANDS: dict[str, Callable[..., dict[str, object]]] = {
    "state": state,
    "press": press,
    "fill": fill,
    "key": key,
    "close": quit_now,
}


def listen() -> QSocketNotifier:
    """Do what comes on standard input, one line at a time, in the thread of the window."""
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, QCoreApplication.instance())

    def read() -> None:
        line = sys.stdin.buffer.raw.readline()  # type: ignore[attr-defined]  # unbuffered, so that nothing waits unseen
        if not line:
            notifier.setEnabled(False)
            return
        name, *arguments = json.loads(line)
        sys.stdout.write(json.dumps(COMMANDS[name](*arguments)) + "\n")
        sys.stdout.flush()

    notifier.activated.connect(read)
    return notifier


def main() -> int:
    program.make_application()
    listening = listen()
    try:
        return program.run(sys.argv[1] if len(sys.argv) > 1 else "", listen=("127.0.0.1", 0))
    finally:
        listening.setEnabled(False)


if __name__ == "__main__":
    sys.exit(main())
