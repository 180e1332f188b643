"""Starts the program as people do: real processes, real sockets on loopback, JSON lines in, JSON lines out."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
COMPILED = Path(sys.prefix) / "compiled-for-tests"
PATIENCE_S = 180.0
NOTICE_S = 15.0
"""Within so many seconds everybody knows that somebody is gone. It is five where nothing else runs, and takes two."""

COFFEE = """\
format = 1
id = "coffee"
title = "A coffee"
summary = "Only shown if it is mutual."
language = "en"
parties = { min = 2, max = 4 }
[[items]]
id = "coffee"
kind = "match"
"""

TWO_ROLES = """\
format = 1
id = "two-roles"
title = "Two roles"
summary = "One of each."
language = "en"
parties = { min = 2, max = 2, roles = ["giver", "taker"] }
[[items]]
id = "price"
kind = "ladder"
unit = "EUR"
amounts = [10, 20.50, 30]
direction = { giver = "lower", taker = "higher" }
[[items]]
id = "deal"
kind = "match"
"""

LONG = """\
format = 1
id = "long"
title = "Many packages"
summary = "Takes a while to compare."
language = "en"
parties = { min = 2, max = 3 }
[[items]]
id = "plan"
kind = "bundle"
issues = [
  { id = "a", options = ["1", "2", "3", "4"] },
  { id = "b", options = ["1", "2", "3", "4"] },
  { id = "c", options = ["1", "2", "3", "4"] },
  { id = "d", options = ["1", "2", "3", "4"] },
]
"""

YES = "[answers]\ncoffee = true\n"
NO = "[answers]\n"


def inherited() -> dict[str, str]:
    """The environment of a process to start. It keeps compiled modules, in the virtual environment:
    without, every process of every test would compile the program again."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(COMPILED)}


@dataclass
class Ended:
    """What a process printed, and how it ended."""

    events: list[dict[str, object]]
    stderr: str
    code: int
    seconds: float
    fresh: bool = False
    """It was waited for as soon as it was started, so that its seconds are mostly those in which it was loaded."""

    def one(self, name: str) -> dict[str, object]:
        found = [event for event in self.events if event["event"] == name]
        assert len(found) == 1, (name, self.events, self.stderr)
        return found[0]


@dataclass
class Program:
    """One running process.

    Attributes:
        beside: all that run on the same desk: when this one is waited for in vain, the reason is often theirs.
    """

    process: subprocess.Popen[str]
    seen: list[dict[str, object]] = field(default_factory=list)
    noted: str = ""
    beside: list[Program] = field(default_factory=list, repr=False)
    started: float = field(default_factory=time.monotonic)

    def next_event(self) -> dict[str, object]:
        assert self.process.stdout is not None
        with self._patience():
            line = self.process.stdout.readline()
        if not line:
            raise AssertionError(f"ended early: {self.end()}")
        self.seen.append(json.loads(line))
        return self.seen[-1]

    def invite(self) -> str:
        event = self.next_event()
        assert event["event"] == "invite", event
        return str(event["invite"])

    def wait_for(self, text: str) -> None:
        """Read standard error until a line with this text."""
        assert self.process.stderr is not None
        with self._patience():
            while line := self.process.stderr.readline():
                self.noted += line
                if text in line:
                    return
        raise AssertionError(f"never said {text!r}: {self.end()}")

    @contextlib.contextmanager
    def _patience(self) -> Iterator[None]:
        """A program that says nothing more is ended, so that its test fails with what it had said."""
        timer = threading.Timer(PATIENCE_S, self.process.kill)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def interrupt(self) -> None:
        self.process.send_signal(signal.SIGINT)

    def kill(self) -> None:
        self.process.kill()

    def end(self, patience_s: float = PATIENCE_S) -> Ended:
        """Wait for its end; standard output must have been JSON lines and nothing else."""
        before = time.monotonic()
        try:
            out, err = self.process.communicate(timeout=patience_s)
        except subprocess.TimeoutExpired:
            raise AssertionError(self._in_vain(patience_s)) from None
        events = [*self.seen, *(json.loads(line) for line in out.splitlines())]
        seconds, fresh = time.monotonic() - before, before - self.started < 1
        return Ended(events, self.noted + err, self.process.returncode, seconds, fresh)

    def _in_vain(self, patience_s: float) -> str:
        """What everybody has said. Whoever invites waits 15 minutes for somebody who could not come."""
        lines = [f"still running after {patience_s:.0f} s"]
        for program in {id(one): one for one in (self, *self.beside)}.values():
            code = program.process.poll()
            if code is None:
                program.process.kill()
            if program.process.stdout is not None and not program.process.stdout.closed:
                out, err = program.process.communicate()
                lines.append(f"{program.process.args} {code}: {program.seen} {out} {program.noted} {err}")
        return "\n".join(lines)


@dataclass
class Desk:
    """A folder with files, and the processes that were started from it. Everything ends with the test."""

    folder: Path
    running: list[Program] = field(default_factory=list)

    def file(self, name: str, text: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    def start(
        self,
        *arguments: str,
        invite: str | None = None,
        home: str | None = None,
        stdin: int = subprocess.DEVNULL,
        dies_at: str = "",
    ) -> Program:
        """`commonground` with these arguments and an invite in its environment; killed somewhere, if so asked."""
        environment = {**inherited(), "COMMONGROUND_HOME": home or str(self.folder / f"home-{len(self.running)}")}
        environment.pop("COMMONGROUND_INVITE", None)
        if invite is not None:
            environment["COMMONGROUND_INVITE"] = invite
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.desktop.opening_victim" if dies_at else "desktop", *arguments],
            cwd=PROJECT,
            env={**environment, "KILLED_AT": dies_at},
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.running.append(Program(process, beside=self.running))
        return self.running[-1]

    def host(self, sheet: str, answers: str, *more: str) -> Program:
        return self.start("host", sheet, "--answers", answers, "--listen", "127.0.0.1:0", "--json", *more)

    def join(self, invite: str, answers: str, *consent: str) -> Program:
        return self.start("join", "--answers", answers, "--json", *(consent or ("--yes",)), invite=invite)

    def run(self, *arguments: str, invite: str | None = None) -> Ended:
        """A command that prints JSON lines, to its end."""
        return self.start(*arguments, invite=invite).end()

    def close(self) -> None:
        for program in self.running:
            if program.process.poll() is None:
                program.process.kill()
            program.process.communicate()


def commonground(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command whose output is text, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        cwd=PROJECT,
        env={**inherited(), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def compare(desk: Desk, sheet: str, answers: Sequence[str], *more: str) -> list[Ended]:
    """Everybody compares; the first one hosts."""
    host = desk.host(sheet, answers[0], "--parties", str(len(answers)), *more)
    invite = host.invite()
    joiners = [desk.join(invite, one, "--expect", sheet) for one in answers[1:]]
    return [program.end() for program in (host, *joiners)]


STOPPABLE = """\
format = 1
id = "stoppable"
title = "With everything that a run can have"
language = "en"
parties = { min = 2, max = 2 }
[[items]]
id = "talk"
kind = "match"
[[items]]
id = "walk"
kind = "match"
[[items]]
id = "frank"
kind = "disclose"
statements = { all = [{ id = "s1" }] }
[[items]]
id = "clubs"
kind = "set"
max_entries = 300
"""


def killed_at(desk: Desk, kind: str, victim: int) -> Ended:
    """Two people compare STOPPABLE, and one is killed (see opening_victim); FILES: while a file is on its way.

    Returns:
        What the other one printed; its seconds are counted from the end of the victim.
    """
    sheet = desk.file("s.deal", STOPPABLE)
    desk.file("f.bin", bytes(5_000_000))
    file = 'frank = { s1 = { offer = true, file = "f.bin" } }\n' if kind.startswith("FILES") else ""
    mine = desk.file("a.toml", '[answers]\ntalk = true\nclubs = ["a"]\n' + file)
    theirs = desk.file("b.toml", '[answers]\ntalk = true\nclubs = ["a", "b"]\n')
    host = ("host", sheet, "--answers", mine, "--listen", "127.0.0.1:0", "--json")
    people = [desk.start(*host, dies_at=kind if victim == 0 else "")]
    join = ("join", "--answers", theirs, "--yes", "--json")
    people.append(desk.start(*join, invite=people[0].invite(), dies_at=kind if victim == 1 else ""))
    assert people[victim].end().code == -signal.SIGKILL
    return people[1 - victim].end()
