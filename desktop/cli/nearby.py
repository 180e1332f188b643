"""host --nearby, and join with words or with somebody nearby: what is shown and asked on the way to the invite.

Everything is asked on standard error and answered by lines of standard input, so that another program can do it too.

Leaves to others: finding and talking (desktop.nearby), what follows once there is an invite (desktop.cli.meet).
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections import Counter
from collections.abc import AsyncIterator, Coroutine, Iterator
from dataclasses import dataclass
from typing import TypeVar

from desktop.cli.files import data_folder
from desktop.cli.output import Output, WrongUsage
from desktop.cli.typed import typed
from desktop.nearby import (
    DiscoveryDown,
    Foyer,
    FoyerEvent,
    addresses_to_say,
    ask_after,
    look_around,
    typed_words,
    with_words,
    without_words,
    word_of,
)
from desktop.paths import STORE_FOLDER
from desktop.run.stages import CheckWords, Stage
from desktop.store import Store, open_or_create
from desktop.strings.errors import explain, explanation, words_burned_here
from p2p.callers import Callers
from p2p.errors import CannotListen, SeveralNearby, WordsWrong
from p2p.greet import OpenDoors
from p2p.helm import Helm
from p2p.introduction import DEFAULT_PORT
from p2p.invite import parse_invite
from p2p.listener import ListenAt, parse_listen
from p2p.nearby_rows import MAX_NICKNAME, Row, is_nickname
from p2p.reception import Differed, Given, Tried
from p2p.words import are_words

T = TypeVar("T")
BETWEEN = " · "
_YES, _NO = {"yes", "y"}, {"no", "n"}


@dataclass(frozen=True, slots=True)
class Nearby:
    """What was asked for on the command line about people nearby.

    Attributes:
        wanted: host: be found, and show words; join: choose somebody nearby and compare words.
        show_name: host: let everybody on the network see the name.
        at: join: "ADDR" or "ADDR:PORT" of the host, where it cannot be found by itself.
        device_word: join: of the host's computer.
    """

    wanted: bool = False
    show_name: bool = False
    at: str | None = None
    device_word: str | None = None


# ---- the host


@contextlib.contextmanager
def host_desk(asked: Nearby, language: str, name: str, people: int, output: Output, helm: Helm) -> Iterator[HostDesk]:
    """What the host's command needs for people who hold no invite; nothing unless that was asked for.

    Raises:
        WrongUsage: the name cannot be shown to everybody.
    """
    if asked.show_name and not is_nickname(name):
        raise WrongUsage(f"--show-name needs a --name of at most {MAX_NICKNAME} characters.")
    if not asked.wanted:
        yield HostDesk(None, language, "", people, output, helm)
        return
    with open_or_create(data_folder() / STORE_FOLDER) as store:
        yield HostDesk(store, language, name if asked.show_name else "", people, output, helm)


class HostDesk:
    """Shows the words and asks about check words while people come in.

    Attributes:
        store: counts how often the words were tried; None where nobody comes in without an invite.
    """

    def __init__(
        self, store: Store | None, language: str, nickname: str, people: int, output: Output, helm: Helm
    ) -> None:
        self.store = store
        self._output = output
        self._people = people
        self._given: list[Given] = []
        self._answer: asyncio.Future[bool | None] | None = None
        self._ended = False
        self._foyer: Foyer | None = None
        if store is not None:
            self._foyer = Foyer(store, language, self._tell, confirm=self._confirm, nickname=nickname, meet=helm.meet)

    @property
    def open_doors(self) -> OpenDoors | None:
        """For the negotiation."""
        return self._foyer.open_doors if self._foyer is not None else None

    def listen_at(self, listen: ListenAt | None) -> ListenAt | None:
        """Where to wait: at the usual port unless something else was asked for, so that an address is enough."""
        if self._foyer is None:
            return listen
        self._foyer.be_found_on([listen[0]] if listen is not None and listen[0] else None)
        return listen or ("", DEFAULT_PORT)

    async def while_waiting(self, work: Coroutine[object, object, T]) -> T:
        """Do the work; people can come in until all are here."""
        if self._foyer is None:
            return await work
        async with self._foyer:
            return await work

    def show(self, line: str) -> None:
        """There is an invite: show the words that lead to it."""
        foyer = self._foyer
        if foyer is None:
            return
        foyer.show(line)
        invite = parse_invite(line)
        address = addresses_to_say(invite.addresses)[0]
        place = {"device_word": foyer.device_word, "address": address, "port": invite.port}
        self._output.event("words", {"words": foyer.words, **place})
        self._output.note("Say these words to the person next to you. They are valid for 15 minutes.")
        self._output.say(BETWEEN.join(foyer.words))
        self._output.note(f"This computer is ({foyer.device_word}) nearby. If asked: {_spell(address, invite.port)}")

    def report(self, stage: Stage) -> None:
        """Called with every stage."""
        if isinstance(stage, CheckWords):
            if self._foyer is not None:
                self._foyer.close()
            if stage.people > 2 or not self._given:
                show_check_words(stage, self._output, asked=self._must_ask)

    async def same_words(self, words: tuple[str, ...]) -> bool | None:
        """Group check: asked where somebody came in without the words, and there are more than two people. None where
        nobody compared anything."""
        if self._must_ask:
            return bool(await self._ask("Does everyone see the same words?"))
        return True if self._people == 2 and self._given else None

    def hear(self, line: str | None) -> bool:
        """A line was typed, or there will be no more; whether it was an answer that is waited for."""
        self._ended = self._ended or line is None
        answer, self._answer = self._answer, None
        if answer is None or answer.done():
            return False
        answer.set_result(None if line is None else _meaning(line))
        return True

    @property
    def _must_ask(self) -> bool:
        return self._people > 2 and not all(given.by_words for given in self._given)

    async def _ask(self, question: str) -> bool | None:
        if self._ended:
            return None
        sys.stderr.write(f"{question} Type yes or no: ")
        sys.stderr.flush()
        self._answer = asyncio.get_running_loop().create_future()
        return await self._answer

    def _tell(self, event: FoyerEvent) -> None:
        match event:
            case Tried(tries_left=left):
                self._output.event("words_tried", {"tries_left": left})
                tries = "1 try left" if left == 1 else f"{left} tries left"
                wrong = f"Someone entered different words. {tries}."
                self._output.note(wrong if left else words_burned_here().summary)
            case Differed():
                self._output.note(explanation("E21").summary)
            case Given():
                self._given.append(event)
            case DiscoveryDown(error=error):
                self._output.note(explain(error).summary)

    async def _confirm(self, words: tuple[str, ...]) -> bool | None:
        self._output.note("Somebody nearby wants to join without the words.")
        _show_words_to_compare(words, self._output)
        return await self._ask("Do they match?")


# ---- whoever joins


class Guest:
    """How somebody came to the invite, and what still has to be asked."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._people = 2
        self._introduced = False
        self._must_ask = False
        self._chosen: Row | None = None

    async def find_invite(self, text: str, asked: Nearby) -> str:
        """From what somebody typed, or who is nearby, to the text of an invite.

        Args:
            text: an invite or three words; not looked at where somebody nearby is to be chosen.
            asked: how to find the host.

        Raises:
            What desktop.nearby raises; WrongUsage.
        """
        if not asked.wanted and not are_words(text):
            return text
        self._introduced = True
        if not asked.wanted:
            return await self._say(text, asked)
        addresses, port = await self._place(asked)
        async with self.callers() as callers:
            invite = await without_words(addresses, port, self._confirm, callers=callers)
        self._must_ask = parse_invite(invite).parties > 2
        return invite

    def report(self, stage: Stage) -> None:
        """Called with every stage."""
        if not isinstance(stage, CheckWords):
            return
        self._people = stage.people
        if stage.people > 2 or not self._introduced:
            show_check_words(stage, self._output, asked=self._must_ask)

    async def same_words(self, words: tuple[str, ...]) -> bool | None:
        """Group check: asked of who came in without words, in a group. None where nobody compared anything."""
        if self._must_ask:
            return bool(await _ask("Does everyone see the same words?"))
        return True if self._people == 2 and self._introduced else None

    async def _confirm(self, words: tuple[str, ...]) -> bool | None:
        _show_words_to_compare(words, self._output)
        return await _ask("Do they match?")

    async def _say(self, text: str, asked: Nearby) -> str:
        """Say the words to whoever shows them; on a terminal they can be corrected."""
        words = typed_words(text)
        addresses, port = await self._place(asked)
        with open_or_create(data_folder() / STORE_FOLDER) as store:
            while True:
                self._output.progress("Checking the words…")
                try:
                    async with self.callers() as callers:
                        return await with_words(words, addresses, port, store, callers=callers)
                except WordsWrong as error:
                    if not sys.stdin.isatty():
                        raise
                    self._output.note(explain(error).summary)
                sys.stderr.write("The words: ")
                sys.stderr.flush()
                words = typed_words(await typed.line() or "")

    async def _place(self, asked: Nearby) -> tuple[tuple[str, ...], int]:
        """Where to connect: the address that was named, or that of somebody nearby."""
        if asked.at is not None:
            return _address(asked.at)
        self._output.progress("Looking for people nearby…")
        rows = await look_around()
        self._show(rows)
        if asked.device_word is not None:
            row = _only(rows, asked.device_word)
        else:
            row = rows[0] if len(rows) == 1 else await self._choose(rows)
        self._chosen = row
        return row.addresses, row.port

    @contextlib.asynccontextmanager
    async def callers(self) -> AsyncIterator[Callers | None]:
        """Be called by whoever was found, if nothing else leads to him."""
        if self._chosen is None:
            yield None
            return
        async with Callers(self._chosen.announcement.tag, after_s=ask_after(self._chosen)) as callers:
            yield callers

    def _show(self, rows: tuple[Row, ...]) -> None:
        people = [
            {"device_word": word_of(row), "name": row.announcement.nickname, "address": row.addresses[0]}
            for row in rows
        ]
        self._output.event("nearby", {"people": people})
        for row in rows:
            twin = f", {row.addresses[0]}" if row.twin else ""
            self._output.note(f"  {row.announcement.nickname or 'Someone nearby'} ({word_of(row)}{twin})")

    async def _choose(self, rows: tuple[Row, ...]) -> Row:
        sys.stderr.write("Which word is on the screen of the person you mean? ")
        sys.stderr.flush()
        return _only(rows, await typed.line() or "")


def show_check_words(stage: CheckWords, output: Output, *, asked: bool) -> None:
    """The words that everybody should see."""
    output.event("check_words", {"words": stage.words, "asked": asked})
    words = BETWEEN.join(stage.words)
    if stage.people > 2:
        output.note(f"Group check: {words}. Everyone should see the same words.")
    else:
        output.note(f"Say these words aloud. They should see the same ones: {words}")


def _show_words_to_compare(words: tuple[str, ...], output: Output) -> None:
    output.event("check_words", {"words": words, "asked": True})
    output.note("Say these words aloud. They should see the same ones:")
    output.note(f"  {BETWEEN.join(words)}")


def _meaning(line: str) -> bool | None:
    word = line.strip().lower()
    return True if word in _YES else False if word in _NO else None


async def _ask(question: str) -> bool | None:
    sys.stderr.write(f"{question} Type yes or no: ")
    sys.stderr.flush()
    return _meaning(await typed.line() or "")


def _only(rows: tuple[Row, ...], device_word: str) -> Row:
    """The one with this device word.

    Raises:
        SeveralNearby: there is none, or there are several.
    """
    chosen = [row for row in rows if word_of(row) == device_word.strip().strip("()").lower()]
    if len(chosen) == 1:
        return chosen[0]
    names = Counter(row.announcement.nickname for row in rows if row.announcement.nickname)
    shared = next((name for name, count in names.items() if count > 1), "")
    raise SeveralNearby("which one is meant?", device_words=tuple(map(word_of, rows)), name=shared)


def _address(at: str) -> tuple[tuple[str, ...], int]:
    try:
        address, port = parse_listen(at)
    except CannotListen as error:
        raise WrongUsage("--at takes the address on their screen, such as 192.168.4.23.") from error
    if not address:
        raise WrongUsage("--at takes the address on their screen, such as 192.168.4.23.")
    return (address,), port


def _spell(address: str, port: int) -> str:
    """As little as `join --at` needs."""
    if port == DEFAULT_PORT:
        return address
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
