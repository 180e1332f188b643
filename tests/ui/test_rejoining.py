"""Real windows that meet; one is killed in the middle of it, started again, and goes back into the same meeting."""

from __future__ import annotations

import time
from pathlib import Path

from tests.desktop.programs import LONG
from tests.ui.test_killed import E45, PATIENCE_S, SHEET, Driven, named, press_when_it_can_be

GROUP = SHEET.replace("max = 2", "max = 3")


class Windows:
    """Some real windows, by name of their folders."""

    def __init__(self, folder: Path, n: int) -> None:
        self.everybody = [Driven(folder / f"person-{number}") for number in range(n)]
        self.folder = folder

    def __enter__(self) -> list[Driven]:
        for one in self.everybody:
            named(one)
        return self.everybody

    def __exit__(self, *_: object) -> None:
        for one in self.everybody:
            if one.running is not None and one.running.poll() is None:
                one.kill()


def meet(everybody: list[Driven], folder: Path, sheet: str) -> None:
    """From the home page to the answers, by an invite."""
    file = folder / "sheet.deal"
    file.write_text(sheet)
    host, *others = everybody
    host.quit()
    host.start(str(file))
    host.until("SharedPage")
    host.say("key", "Ctrl+Return")
    host.until("ConnectPage")
    if len(others) == 2:
        host.say("press", "3 people")
    host.say("key", "Ctrl+Return")
    host.until("InvitePage", where=lambda found: "Waiting" in " ".join(found["texts"]))  # type: ignore[arg-type]
    host.say("press", "Send it")
    host.say("press", "Copy invite")
    copied = str(host.until("InvitePage", where=lambda found: found["clipboard"])["clipboard"])
    invite = next(line for line in copied.split() if line.startswith("CG1-"))
    for one in others:
        one.say("press", "Join with an invite")
        one.until("EnterPage")
        one.say("fill", "Words, invite text or link", invite)
        one.say("key", "Ctrl+Return")
        one.until("ReviewPage")
        one.say("key", "Ctrl+Return")
    for one in everybody:
        one.until("WhoPage")
    for one in everybody:
        one.say("press", "Skip for now")
    for one in everybody:
        one.until("AnswerPage")


def lock_in(one: Driven) -> None:
    one.say("press", "Review and lock in")
    one.until("LockPage")
    one.say("key", "Ctrl+Return")
    one.until("WaitingPage")


def die_and_go_back(one: Driven) -> None:
    """Killed without a word a second after the last change; the page that offers to go back comes first."""
    time.sleep(1.0)
    one.kill()
    go_back(one)


def go_back(one: Driven) -> None:
    one.start()
    one.until("RejoinPage", E45)
    one.say("press", "Continue")
    one.until("RejoinPage", "You were in a meeting with")
    one.say("key", "Ctrl+Return")


def compare(everybody: list[Driven]) -> None:
    for one in everybody:
        press_when_it_can_be(one, "Compare now")
    for one in everybody:
        one.until("ResultPage", "The result is ready")


def until_result(one: Driven, other: Driven) -> None:
    """Both are asked once more if inputs had been used by then."""
    end = time.monotonic() + 2 * PATIENCE_S
    for seen in (one, other):
        while True:
            found = seen.state()
            if found["page"] == "ResultPage" and "The result is ready" in found["texts"]:  # type: ignore[operator]
                break
            for asked in (one, other):
                if "Compare again?" in asked.state()["texts"]:  # type: ignore[operator]
                    asked.say("press", "Compare again")
            assert time.monotonic() < end, (one.state(), other.state())
            time.sleep(0.1)


def test_killed_while_answering_and_locked_in_and_ready(tmp_path: Path) -> None:
    with Windows(tmp_path, 2) as (robin, kim):
        meet([robin, kim], tmp_path, SHEET)
        kim.say("press", "Yes")
        time.sleep(1.0)
        kim.kill()
        waits = robin.until("AnswerPage", "Common Ground stopped.")
        assert "Waiting for them to open it again. Until" in " ".join(waits["texts"])  # type: ignore[arg-type]
        go_back(kim)
        kim.until("AnswerPage", where=lambda found: "Yes" in found["ticked"])  # type: ignore[operator]
        robin.until("AnswerPage", where=lambda found: "stopped" not in " ".join(found["texts"]))  # type: ignore[arg-type]
        robin.say("press", "Yes")
        lock_in(robin)
        die_and_go_back(robin)
        robin.until("WaitingPage", where=lambda found: "locked in" in found["texts"])  # type: ignore[operator]
        lock_in(kim)
        press_when_it_can_be(kim, "Compare now")
        die_and_go_back(kim)  # kim has said it already: robin is all that is missing
        kim.until("WaitingPage", "The comparison starts when everyone has pressed")
        press_when_it_can_be(robin, "Compare now")
        until_result(robin, kim)
        for one in (robin, kim):
            one.kill()
            one.start()
            one.until("", where=lambda found: found["covered"])  # the agreement: there is nothing to go back to


def test_killed_while_comparing(tmp_path: Path) -> None:
    with Windows(tmp_path, 2) as (robin, kim):
        meet([robin, kim], tmp_path, LONG)
        for one in (robin, kim):
            lock_in(one)
        for one in (robin, kim):
            press_when_it_can_be(one, "Compare now")
        robin.until("ComparingPage")
        robin.kill()
        go_back(robin)
        until_result(robin, kim)


def test_one_of_three(tmp_path: Path) -> None:
    with Windows(tmp_path, 3) as everybody:
        meet(everybody, tmp_path, GROUP)
        for one in everybody:
            one.say("press", "Yes")
            lock_in(one)
        die_and_go_back(everybody[1])
        everybody[1].until("WaitingPage", where=lambda found: "locked in" in found["texts"])  # type: ignore[operator]
        compare(everybody)


def test_leaving_it_is_told(tmp_path: Path) -> None:
    with Windows(tmp_path, 2) as (robin, kim):
        meet([robin, kim], tmp_path, SHEET)
        kim.say("press", "Yes")
        time.sleep(1.0)
        kim.kill()
        kim.start()
        kim.until("RejoinPage", "You can go back until")
        kim.say("press", "Continue")
        kim.say("press", "Leave it")
        kim.until("AnswerPage", where=lambda found: "Yes" in found["ticked"])  # type: ignore[operator]
        robin.until("AnswerPage", "left")
        kim.kill()
        kim.start()
        kim.until("AnswerPage", E45)  # nothing to go back to
