"""Real processes of the program, killed where they stand: nothing is lost, and the next start comes back there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.desktop.programs import LONG, PROJECT, Program, inherited
from tests.desktop.programs import Desk as Programs

PATIENCE_S = 90.0
State = dict[str, object]
E45 = "Common Ground closed unexpectedly last time."
SHEET = """\
format = 1
id = "friday"
title = "Friday evening"
summary = "What we both want."
language = "en"
parties = { min = 2, max = 2 }
[[items]]
id = "walk"
kind = "match"
label = "A walk by the river"
[[items]]
id = "film"
kind = "match"
label = "A film"
"""
TERMS = SHEET + '\n[[open_terms]]\nid = "where"\nlabel = "Where"\ntype = "text"\n'
PARTNER = "[answers]\nwalk = true\n"


@dataclass
class Driven:
    """The program in a folder, started again and again."""

    home: Path
    running: subprocess.Popen[str] | None = None

    def start(self, opening: str = "") -> None:
        environment = {**inherited(), "COMMONGROUND_HOME": str(self.home)}
        self.running = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.driven", *([opening] if opening else [])],
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def say(self, *command: str) -> State:
        assert self.running is not None
        assert self.running.stdin is not None
        assert self.running.stdout is not None
        self.running.stdin.write(json.dumps(command) + "\n")
        self.running.stdin.flush()
        line = self.running.stdout.readline()
        assert line, self.running.stderr and self.running.stderr.read()
        answer: State = json.loads(line)
        assert "missing" not in answer, (answer, self.state())
        return answer

    def state(self) -> State:
        return self.say("state")

    def until(self, page: str = "", text: str = "", where: Callable[[State], object] = bool) -> State:
        end = time.monotonic() + PATIENCE_S
        while True:
            found = self.state()
            if found["page"] == page and text in " ".join(found["texts"]) and where(found):  # type: ignore[arg-type]
                return found
            assert time.monotonic() < end, (page, text, found)
            time.sleep(0.05)

    def kill(self) -> None:
        assert self.running is not None
        self.running.kill()
        self.running.communicate()

    def die_and_come_back(self, page: str, text: str = "") -> State:
        """A second after the last change the power goes; then the program is started again."""
        time.sleep(1.0)
        self.kill()
        self.start()
        back = self.until(page, E45)
        self.say("press", "Continue")
        again = self.until(page, text)
        assert E45 not in again["texts"], "said once"
        return back

    def quit(self) -> None:
        """By the button of the window; nothing went wrong meanwhile."""
        assert self.running is not None
        self.say("close")
        _, noted = self.running.communicate(timeout=PATIENCE_S)
        assert self.running.returncode == 0
        assert [line for line in noted.splitlines() if "propagateSizeHints" not in line] == []


@pytest.fixture
def driven(tmp_path: Path) -> Iterator[Driven]:
    made = Driven(tmp_path / "home")
    yield made
    if made.running is not None and made.running.poll() is None:
        made.kill()


@pytest.fixture
def programs(tmp_path: Path) -> Iterator[Programs]:
    made = Programs(tmp_path)
    yield made
    made.close()


def named(driven: Driven) -> None:
    """Started for the first time, with a name given."""
    driven.start()
    driven.until("WelcomePage")
    driven.say("fill", "Your first name", "Robin")
    driven.say("key", "Ctrl+Return")
    driven.until("HomePage")


def test_on_the_way_to_a_meeting(driven: Driven, tmp_path: Path) -> None:
    driven.start()
    driven.until("WelcomePage")
    driven.kill()
    named(driven)
    driven.until("HomePage")
    driven.die_and_come_back("HomePage")
    driven.say("press", "With one other person")
    driven.until("ChoosePage")
    driven.die_and_come_back("ChoosePage")
    driven.kill()
    file = tmp_path / "friday.deal"
    file.write_text(TERMS)
    driven.start(str(file))
    driven.until("TermsPage")
    driven.say("fill", "Where", "by the lake")
    back = driven.die_and_come_back("TermsPage")
    assert "by the lake" in back["fields"]  # type: ignore[operator]
    driven.say("key", "Ctrl+Return")
    driven.until("SharedPage")
    driven.die_and_come_back("SharedPage", "A walk by the river")
    driven.say("key", "Ctrl+Return")
    driven.until("ConnectPage")
    driven.say("key", "Ctrl+Return")
    driven.until("InvitePage")
    driven.die_and_come_back("ConnectPage")
    driven.quit()


def meet(driven: Driven, programs: Programs, sheet: str) -> Program:
    """From the page on which people connect to the answers, with a partner that answers by itself."""
    driven.until("ConnectPage")
    driven.say("key", "Ctrl+Return")
    driven.until("InvitePage", where=lambda found: "Waiting" in " ".join(found["texts"]))  # type: ignore[arg-type]
    driven.say("press", "Send it")
    driven.say("press", "Copy invite")
    invite = driven.until("InvitePage", where=lambda found: found["clipboard"])["clipboard"]
    other = programs.file("partner.toml", PARTNER if sheet.endswith("friday.deal") else "[answers]\n")
    joiner = programs.start("join", "--answers", other, "--expect", sheet, "--json", invite=str(invite))
    driven.until("WhoPage")
    driven.say("press", "Skip for now")
    assert driven.until("AnswerPage")["clipboard"] == "", "a used invite is taken off the clipboard"
    return joiner


def test_from_the_first_answer_to_the_agreement(driven: Driven, programs: Programs) -> None:
    sheet = programs.file("friday.deal", SHEET)
    named(driven)
    driven.quit()
    driven.start(sheet)
    driven.until("SharedPage")
    driven.say("key", "Ctrl+Return")
    meet(driven, programs, sheet)
    driven.until("AnswerPage")
    driven.die_and_come_back("AnswerPage", "A walk by the river")
    driven.say("press", "Yes")
    back = driven.die_and_come_back("AnswerPage", "A walk by the river")
    assert "Yes" in back["ticked"]  # type: ignore[operator]
    driven.say("press", "Review and lock in")
    driven.until("LockPage")
    driven.die_and_come_back("LockPage", "1 answered, 1 skipped")
    driven.say("key", "Ctrl+Return")
    driven.until("WaitingPage")
    driven.die_and_come_back("WaitingPage")
    driven.say("press", "Connect again")
    joiner = meet(driven, programs, sheet)
    driven.until("AnswerPage", where=lambda found: "Yes" in found["ticked"])  # type: ignore[operator]
    driven.say("press", "Review and lock in")
    driven.until("LockPage")
    driven.say("key", "Ctrl+Return")
    driven.until("WaitingPage", where=lambda _: True)
    press_when_it_can_be(driven, "Compare now")
    driven.until("ResultPage", "The result is ready")
    time.sleep(1.0)
    driven.kill()
    assert joiner.end().one("outcome")
    driven.start()
    assert driven.until("", where=lambda found: found["covered"])["locked"] is False
    driven.say("press", "Continue")
    shown = driven.until("SavedPage", "A walk by the river")
    assert E45 in shown["texts"]  # type: ignore[operator]
    assert "A film" not in shown["texts"]  # type: ignore[operator]
    driven.quit()


def press_when_it_can_be(driven: Driven, name: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while driven.running is not None:
        driven.running.stdin.write(json.dumps(["press", name]) + "\n")  # type: ignore[union-attr]
        driven.running.stdin.flush()  # type: ignore[union-attr]
        if "missing" not in json.loads(driven.running.stdout.readline()):  # type: ignore[union-attr]
            return
        assert time.monotonic() < end, (name, driven.state())
        time.sleep(0.05)


def test_while_comparing_answers_stay_locked_in(driven: Driven, programs: Programs) -> None:
    sheet = programs.file("long.deal", LONG)
    named(driven)
    driven.quit()
    driven.start(sheet)
    driven.until("SharedPage")
    driven.say("key", "Ctrl+Return")
    meet(driven, programs, sheet)
    driven.say("press", "Review and lock in")
    driven.until("LockPage")
    driven.say("key", "Ctrl+Return")
    press_when_it_can_be(driven, "Compare now")
    driven.until("ComparingPage")
    driven.kill()
    driven.start()
    driven.until("WaitingPage", E45)
    driven.quit()


def test_in_the_editor_and_behind_the_lock(driven: Driven) -> None:
    named(driven)
    driven.say("press", "With one other person")
    driven.until("ChoosePage")
    driven.say("press", "Start from blank")
    driven.until("EditorPage")
    driven.say("fill", "Title", "Our garden")
    back = driven.die_and_come_back("EditorPage")
    assert "Our garden" in back["fields"]  # type: ignore[operator]
    driven.say("key", "F9")
    driven.until("", where=lambda found: found["covered"])
    driven.say("press", "Continue")
    driven.until("EditorPage")
    driven.quit()
    driven.start()
    assert E45 not in driven.until("EditorPage")["texts"]  # type: ignore[operator]


def test_a_passphrase_comes_before_everything(driven: Driven) -> None:
    """The whole way with the real costs: set at the first start, asked for at the next, and nothing is told before."""
    secret = "river candle fox stone"  # noqa: S105  # of the test
    driven.start()
    driven.until("WelcomePage")
    driven.say("fill", "Your first name", "Robin")
    driven.say("press", "Ask for a passphrase when I open Common Ground")
    driven.say("key", "Ctrl+Return")
    driven.until("PassphrasePage")
    driven.say("fill", "New passphrase", secret)
    driven.say("fill", "The same again", secret)
    driven.say("key", "Ctrl+Return")
    driven.until("HomePage", "Your passphrase is set.")
    time.sleep(1.0)
    driven.kill()
    driven.start()
    asked = driven.until("", where=lambda found: found["locked"])
    assert set(asked["texts"]) == {"Common Ground", "Enter your passphrase"}  # type: ignore[arg-type]
    driven.say("fill", "Enter your passphrase", "not that one")
    driven.say("press", "Unlock")
    driven.until("", "That passphrase did not work.", where=lambda found: found["locked"])
    driven.say("fill", "Enter your passphrase", secret)
    driven.say("press", "Unlock")
    driven.until("HomePage", E45)
    driven.say("key", "Ctrl+L")
    driven.until("", where=lambda found: found["locked"])
    driven.quit()


def test_the_system_may_end_it_and_nothing_was_unexpected(driven: Driven) -> None:
    named(driven)
    assert driven.running is not None
    driven.running.terminate()
    driven.running.communicate(timeout=PATIENCE_S)
    assert driven.running.returncode == 0
    driven.start()
    assert E45 not in driven.until("HomePage")["texts"]  # type: ignore[operator]
    assert os.listdir(driven.home)
    driven.quit()
