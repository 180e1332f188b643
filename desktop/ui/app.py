"""Start of the window: application, theme, store, flow. Nothing of this runs before the window is asked for.

Leaves to others: hardening the process and reporting faults (desktop.__main__).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QApplication

from desktop.store import StoreError
from desktop.strings import explain
from desktop.ui import icons
from desktop.ui.answers import answer_widget, result_widget
from desktop.ui.bridge import Engine
from desktop.ui.desk import Desk, data_folder, open_store, settings_folder
from desktop.ui.instance import Instance
from desktop.ui.running import Running
from desktop.ui.theme import theme
from desktop.updates import release_page
from p2p.listener import ANYWHERE, ListenAt


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The Qt application, dressed. There is only ever one."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["commonground", *arguments])
    app.setApplicationName("Common Ground")
    app.setDesktopFileName("commonground")
    app.setWindowIcon(icons.app_icon())
    app.setQuitOnLastWindowClosed(False)
    icons.add_search_path()
    theme()
    return app


def run(opening: str = "", on_fault: Callable[[str], None] | None = None, listen: ListenAt = ANYWHERE) -> int:
    """Show the window until it is closed.

    Args:
        opening: a .deal file to fill in, or a link with an invite; a window that is already there takes it over.
        on_fault: told type and place of what goes wrong in the other thread.
        listen: where invites wait.

    Returns:
        The exit code.
    """
    app = make_application()
    folder = data_folder()
    instance = Instance(folder)
    if instance.hand_over(opening):
        return 0
    instance.listen()
    try:
        store = open_store(folder)
    except StoreError as error:
        sys.stderr.write(f"{explain(error).message}\n")
        return 1
    with store:
        engine = Engine(on_fault)
        running = Running(
            engine,
            lambda: Desk(folder, settings_folder(), store),
            answer_widget,
            result_widget,
            listen,
            release_page(),
        )
        running.closed.connect(app.quit)
        instance.asked.connect(running.open)
        running.start()
        if opening:
            running.open(opening)
        code = app.exec()
        engine.close()
    instance.close()
    return code
