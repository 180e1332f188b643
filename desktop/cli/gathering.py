"""While people are awaited: the invite in all its forms, replies that are pasted, people who are sent away.

`host` reads lines meanwhile: a reply (CGR1-...), or `remove N`. `join` prints a reply when it cannot reach the host.

Leaves to others: doing it (p2p.helm, p2p.callback, p2p.router), what follows when all are here (desktop.cli.meet).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from crypto.errors import PeerError
from desktop.cli.output import Output, Told, WrongUsage
from desktop.cli.typed import typed
from desktop.deals.role_names import role_name
from desktop.run.stages import Acquainted, Lobby, Stage
from desktop.strings.errors import explain, explanation
from p2p.errors import CannotListen, InviteError, NetworkError, RouterRefused
from p2p.group import Person
from p2p.helm import Helm
from p2p.invite import REPLY_PREFIX, invite_code, invite_link, parse_invite
from p2p.lines import is_cut_off
from p2p.listener import ListenAt, parse_listen
from p2p.lobby import MAX_NAME, is_name
from p2p.router import Router

PASTE_S = 0.5
"""Lines that follow each other this quickly were pasted together."""
T = TypeVar("T")
_REMOVE = re.compile(r"\s*remove\s+([0-9]{1,4})\s*", re.IGNORECASE)
_QUIET = 4
"""Modules of white around a code."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What was asked for on the command line about coming together.

    Attributes:
        listen: "ADDR:PORT"; name: what others see; map_port: ask the router; reply: print a reply where nobody watches;
        invite_file: where the invite goes, or comes from. met: name or id of somebody met before, who needs none; at:
        where he waits.
    """

    listen: str | None = None
    name: str | None = None
    map_port: bool = False
    invite_file: str | None = None
    reply: bool = False
    met: Sequence[str] | None = None
    at: str | None = None

    def listen_at(self) -> ListenAt | None:
        """Where to wait; None for wherever is best. Raises WrongUsage for what is no address."""
        try:
            return parse_listen(self.listen) if self.listen is not None else None
        except CannotListen as error:
            raise WrongUsage(f"--listen: {error}.") from error

    def checked_name(self) -> str:
        """What the others see, "" for nothing. Raises WrongUsage for what cannot be shown."""
        name = (self.name or "").strip()
        if not is_name(name):
            raise WrongUsage(f"--name takes one line of at most {MAX_NAME} characters that can be shown.")
        return name

    def router(self, output: Output) -> Router | None:
        """What asks the router, if it is to be asked."""

        def tell(outcome: str | RouterRefused) -> None:
            if isinstance(outcome, str):
                output.event("stage", {"stage": "router", "address": outcome})
                output.note(f"Your router lets people in at {outcome} as long as this program waits for them.")
                return
            told = explain(outcome)
            output.event("stage", {"stage": "router", "problem": told.message})
            output.note(told.summary)

        return Router(tell) if self.map_port else None


class Gathering:
    """What the host shows and hears until everybody is here.

    Attributes:
        helm: for the negotiation.
        hear: is given every line first, and None after the last one; says whether it was meant for somebody else.
    """

    def __init__(self, asked: Meeting, people: int, output: Output) -> None:
        self.helm = Helm()
        self.hear: Callable[[str | None], bool] = lambda line: False
        self._asked = asked
        self._people = people
        self._output = output
        self._seen: tuple[Person, ...] = ()
        self._file: Path | None = None
        self._line = ""
        self._listening: asyncio.Task[None] | None = None
        self._calls: set[asyncio.Task[None]] = set()

    async def while_waiting(self, work: Coroutine[object, object, T]) -> T:
        """Do the work; lines are read until everybody is here."""
        self._listening = asyncio.ensure_future(self._listen())
        try:
            return await work
        finally:
            self.end()
            await asyncio.gather(self._listening, *self._calls, return_exceptions=True)

    def show(self, line: str) -> None:
        """There is an invite."""
        self._line = line
        self._output.event("invite", {"invite": line})
        if not self._output.as_json:
            others = "the other person" if self._people == 2 else f"the {self._people - 1} other people"
            self._output.note(f"Send this line to {others}; it is valid for 15 minutes:")
            self._output.say(line)
            self._show_code()
        if self._asked.invite_file is not None:
            self._write(Path(self._asked.invite_file))
        if sys.stdin.isatty():
            self._output.note("If somebody cannot reach you, paste here the line that their program shows (CGR1-...).")

    def report(self, stage: Stage) -> None:
        """Called with every stage."""
        if isinstance(stage, Lobby):
            self._tell_people(stage.people)
        elif isinstance(stage, Acquainted):
            self.end()

    def end(self) -> None:
        """Nobody is awaited any more: the invite is destroyed, and typed lines are for others."""
        if self._listening is not None:
            self._listening.cancel()
        for call in self._calls:
            call.cancel()
        file, self._file = self._file, None
        if file is not None:
            with contextlib.suppress(OSError):
                if self._line in file.read_text():
                    file.unlink()
        self._line = ""

    def _show_code(self) -> None:
        if sys.stdout.isatty() and _can_print("▀▄█"):
            for row in code_rows(invite_code(self._line)):
                self._output.say(f"\x1b[38;5;16;48;5;231m{row}\x1b[0m")

    def _write(self, file: Path) -> None:
        text = invite_text(self._line, self._asked.checked_name())
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise Told(explanation("E42", folder=str(file))) from error
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            opened.write(text)
        self._file = file
        self._output.note(f"The invite is also in {file}, as long as it is valid.")

    def _tell_people(self, people: tuple[Person, ...]) -> None:
        before, self._seen = self._seen, people
        if self._people == 2:
            return
        for person in people:
            if person not in before:
                self._output.note(f"{called(person)} is here. To send them away, type: remove {person.number}")
        for person in before:
            if person not in people:
                self._output.note(f"{called(person)} is not here any more.")

    async def _listen(self) -> None:
        while (line := await typed.line()) is not None:
            if self.hear(line):
                continue
            removal = _REMOVE.fullmatch(line)
            if removal is not None:
                if not self.helm.remove(int(removal[1])):
                    self._output.note(f"There is no number {int(removal[1])} here.")
                continue
            text = await _whole(REPLY_PREFIX, line)
            if REPLY_PREFIX in text.upper() or text.strip().upper().startswith("CG1-"):
                call = asyncio.ensure_future(self._call(text))
                self._calls.add(call)
                call.add_done_callback(self._calls.discard)
            elif text.strip() and sys.stdin.isatty():
                self._output.note("This is neither a reply (CGR1-...) nor `remove` and a number.")
        self.hear(None)

    async def _call(self, reply: str) -> None:
        self._output.progress("Calling…")
        try:
            await self.helm.call_back(reply)
        except (InviteError, NetworkError, PeerError) as error:
            told = explain(error)
            self._output.event("stage", {"stage": "not called", "code": told.code, "message": told.message})
            self._output.note(told.summary)
        else:
            self._output.event("stage", {"stage": "called"})


def called(person: Person) -> str:
    """How to speak of somebody in the list of the host; "person 2" is what results call a seat, which comes later."""
    who = person.name or f"Guest {person.number}"
    return f"{who} ({role_name(person.role)})" if person.role else who


def invite_text(line: str, name: str) -> str:
    """The longer text with an invite in it, which says what it is in its first line."""
    until = time.strftime("%H:%M", time.localtime(parse_invite(line).expires))
    who = f" from {name}" if name else ""
    return (
        f"Common Ground invite{who}, valid until {until}\n\n{line}\n\n"
        "Open Common Ground, choose “Join with an invite” and paste all of this text.\n"
        f"Or open this link: {invite_link(line)}\n"
    )


def code_rows(code: tuple[tuple[bool, ...], ...]) -> list[str]:
    """A code in characters, two rows of modules in each line, with its white margin; dark modules are ink."""
    width = len(code) + 2 * _QUIET
    blank = (False,) * width
    rows = [(*blank[:_QUIET], *row, *blank[:_QUIET]) for row in code]
    rows = [blank] * _QUIET + rows + [blank] * (_QUIET + len(rows) % 2)
    ink = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
    return ["".join(map(ink.__getitem__, zip(*pair, strict=True))) for pair in zip(rows[::2], rows[1::2], strict=True)]


def reply_shower(asked: Meeting, output: Output) -> Reply | None:
    """What hands out the reply of a joiner; None where nobody is there to pass it on."""
    return Reply(output) if asked.reply or sys.stdin.isatty() else None


class Reply:
    """Shows the line that lets the host call back."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def __call__(self, line: str, why: NetworkError) -> None:
        """Called when the host could not be reached."""
        self._output.event("reply", {"reply": line})
        self._output.note(explain(why).summary)
        self._output.note("But their computer may reach this one: send the line below back to them, to be pasted where")
        self._output.note("their program waits. This program goes on trying meanwhile; Ctrl+C ends it.")
        self._output.say(line)


def read_pasted(prefix: str) -> str:
    """What is pasted on a terminal: one line, or several if they belong together."""
    text = typed.line_now() or ""
    while is_cut_off(prefix, text) or (text.lower().lstrip().startswith("common ground") and prefix not in text[13:]):
        more = typed.line_now(PASTE_S)
        if more is None:
            break
        text = f"{text}\n{more}"
    return text


async def _whole(prefix: str, text: str) -> str:
    """The same for a line that has already been read."""
    while is_cut_off(prefix, text):
        try:
            more = await asyncio.wait_for(typed.line(), PASTE_S)
        except TimeoutError:
            break
        if more is None:
            break
        text = f"{text}\n{more}"
    return text


def _can_print(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
