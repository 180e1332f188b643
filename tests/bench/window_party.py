"""A real window of tests.bench.window: `python -m tests.bench.window_party start|host|join SHEET`, offscreen.

start: the program as it is started, until its first window is painted. host and join: two windows come together over
loopback, the person answers while everything is prepared, locks in when it is ready, and compares. All the while
something moves in it sixty times a second, and the pauses between two paintings are noted. One line of figures.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from desktop.processes import HOME_VARIABLE

FRAME_MS = 16
PAUSE_MS = 1000
SHEETS = ("salary-offer", "two-bundles")


def say(event: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def start() -> None:
    """The program's own way to its window; the moment of the first painting."""
    from desktop import __main__
    from desktop.ui import window

    def painted(self: window.Window, event: object) -> None:
        say({"event": "painted", "at": time.monotonic()})
        sys.stdout.flush()
        os._exit(0)  # this is no test of ending

    window.Window.paintEvent = painted  # type: ignore[method-assign,assignment]
    sys.argv = ["commonground"]
    __main__.main()


def compare(part: str, name: str) -> dict[str, object]:
    """One comparison; pauses in milliseconds per part of it, and seconds from the last lock-in to the result."""
    from PySide6.QtCore import QElapsedTimer, Qt, QTimer

    from desktop.deals import templates
    from desktop.deals.parse_answers import parse_answers
    from desktop.deals.terms import load_sheet
    from desktop.run.stages import Standing
    from desktop.store import Settings
    from desktop.ui.answers import answer_widget, result_widget
    from desktop.ui.app import make_application
    from desktop.ui.bridge import Invitation
    from desktop.ui.desk import Desk, data_folder, open_store, settings_folder
    from desktop.ui.encounter import Entered
    from desktop.ui.engine import Engine
    from desktop.ui.flow.whole import Flow
    from desktop.ui.motif import Motif
    from desktop.ui.session import State
    from desktop.ui.states import all_locked_in
    from desktop.ui.window import Window

    if name == "two-bundles":
        sheet = load_sheet(two_bundles())
        answers = parse_answers(sheet, two_plans())
    else:
        sheet = templates.sample_sheet(name)
        answers = parse_answers(sheet, templates.sample_answers(name, 2)[part == "join"])

    invite = "" if part == "host" else sys.stdin.readline()
    app = make_application()
    store = open_store(data_folder())
    engine, window = Engine(), Window()
    window.cover_when_switching = False
    desk = Desk(data_folder(), settings_folder(), store)
    desk.change(Settings(name="Robin"))
    flow = Flow(window, engine, desk, answer_widget, result_widget, ("127.0.0.1", 0))
    flow.start()
    window.show()
    session, pages = flow.session, flow.pages
    moving = window.findChildren(Motif)[0]
    pauses: dict[str, list[float]] = {}
    moments: dict[str, float] = {}
    asked = [0]
    clock = QElapsedTimer()
    clock.start()

    def where() -> str:
        if session.state in (State.ANSWERING, State.LOCKED):
            return "ready" if session.is_prepared else "preparing" if session.preparing else "connecting"
        return {State.AGREED: "comparing", State.COMPARING: "comparing", State.OPENING: "comparing"}.get(
            session.state, "connecting"
        )

    def frame() -> None:
        pauses.setdefault(where(), []).append(clock.nsecsElapsed() / 1e6)
        clock.restart()
        moving.repaint()

    def answering() -> None:
        """What a person does: goes from question to question."""
        asked[0] += 1
        if session.state is State.ANSWERING and session.connected and window.page is pages.answer:
            pages.answer.go(asked[0] % len(sheet.items))

    def follow() -> None:
        if session.invite and "invited" not in moments:
            moments["invited"] = 0
            say({"event": "invite", "invite": session.invite})
        match session.state:
            case State.REVIEWING:
                QTimer.singleShot(0, lambda: session.accept(answers.role))
            case State.CHECKING:
                QTimer.singleShot(0, lambda: session.checked(True))
            case State.ANSWERING if session.connected and "answering" not in moments:
                moments["answering"] = time.monotonic()
                QTimer.singleShot(0, lambda: pages.answer.set_answers(answers))
            case State.ANSWERING if session.is_prepared and "ready" not in moments:
                moments["ready"] = time.monotonic()
                # One of them takes longer.
                QTimer.singleShot(PAUSE_MS * (1 + (part == "join")), lambda: session.lock_in(answers))
            case State.LOCKED if all_locked_in(session.standings) and "locked" not in moments:
                moments["locked"] = time.monotonic()
                QTimer.singleShot(0, session.compare)
            case State.COMPARING if all(standing is Standing.COMPARE for standing in session.standings):
                moments.setdefault("agreed", time.monotonic())
            case State.RESULT if "result" not in moments:
                moments["result"] = time.monotonic()
                moments["gates"] = 0 if session.result is None else session.result.statistics.and_gates
                QTimer.singleShot(0, lambda: app.exit(0))

    timers = []
    for interval, what in ((FRAME_MS, frame), (300, answering)):
        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(what)
        timer.start(interval)
        timers.append(timer)
    session.changed.connect(follow)
    session.failed.connect(lambda told: say({"event": "error", "message": told.summary}))

    def begin() -> None:
        if part == "host":
            session.host(Invitation(sheet, 2, answers.role, ("127.0.0.1", 0)))
        else:
            session.join(Entered(invite))

    QTimer.singleShot(PAUSE_MS, begin)
    QTimer.singleShot(120_000, lambda: app.exit(1))
    app.exec()
    for timer in timers:
        timer.stop()
    flow.shut_down()
    engine.close()
    store.close()
    return {"pauses": pauses, **moments}


def two_bundles() -> bytes:
    """50,000 triples and more: two bundles of 256 packages."""
    issues = ", ".join(f'{{ id = "i{i}", options = ["0", "1", "2", "3"] }}' for i in range(4))
    head = 'format = 1\nid = "bundles"\ntitle = "Two bundles"\nparties = { min = 2, max = 2 }\n'
    items = [f'[[items]]\nid = "{name}"\nkind = "bundle"\nissues = [{issues}]\n' for name in ("one", "two")]
    return (head + "".join(items)).encode()


def two_plans() -> bytes:
    """Everything is acceptable."""
    weakest = ", ".join(f'i{i} = "0"' for i in range(4))
    points = ", ".join(f'i{i} = {{ "1" = 10, "2" = 20, "3" = 30 }}' for i in range(4))
    plan = f"{{ points = {{ {points} }}, weakest = {{ {weakest} }} }}"
    return f"[answers]\none = {plan}\ntwo = {plan}\n".encode()


def main() -> int:
    part = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault(HOME_VARIABLE, str(Path(folder)))
        parts: dict[str, Callable[[], None]] = {"start": start}
        if part in parts:
            parts[part]()
        else:
            say({"event": "figures", **compare(part, sys.argv[2])})
    return 0


if __name__ == "__main__":
    sys.exit(main())
