"""In the thread of the negotiation: how people without an invite come to it, and the words that people compare.

What happens is told as one of the events below; what the person decides comes back by compared, checked, choose.

Leaves to others: finding and talking (desktop.nearby), the thread (desktop.ui.bridge), showing it (desktop.ui.pages).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

from desktop import negotiation
from desktop.kept.relations import Relation
from desktop.met import Awaited, look_for
from desktop.nearby import (
    Foyer,
    FoyerEvent,
    addresses_to_say,
    ask_after,
    look_around,
    typed_words,
    with_words,
    without_words,
)
from desktop.paths import STORE_FOLDER
from desktop.run.around import Accept, Answer, Around
from desktop.run.stages import Result
from desktop.store import Store, open_or_create
from p2p.callers import Callers
from p2p.errors import CannotListen, RouterRefused
from p2p.introduction import DEFAULT_PORT
from p2p.invite import parse_invite
from p2p.listener import ANYWHERE, ListenAt, parse_listen
from p2p.nearby_rows import Row
from p2p.reception import Given
from p2p.words import are_words


@dataclass(frozen=True, slots=True)
class Shown:
    """These words lead to the invite. device_word: this computer's. address: as little as somebody has to type."""

    words: tuple[str, ...]
    device_word: str
    address: str


@dataclass(frozen=True, slots=True)
class Looking:
    """Looking for people nearby."""


@dataclass(frozen=True, slots=True)
class Found:
    """More than one could be meant: one of the rows is to be chosen."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody was found; the words are being checked."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The words that were entered are the right ones."""


@dataclass(frozen=True, slots=True)
class Compare:
    """Somebody comes in without words: both see these, are they the same? words: () when it is over."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """All are connected and see these words, if nobody is in between. may_skip: it is safe not to compare them now."""

    words: tuple[str, ...]
    people: int
    may_skip: bool


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Somebody met before is awaited, who needs no invite. address: if asked."""

    address: str


@dataclass(frozen=True, slots=True)
class RouterSaid:
    """What came of asking the router: the address at which it lets people in, or why it does not."""

    outcome: str | RouterRefused


Event = Shown | Awaiting | RouterSaid | Looking | Found | Saying | Matched | Compare | Check | FoyerEvent


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody entered in order to join.

    Attributes:
        text: three words, or an invite with whatever is around it.
        at: "ADDR" or "ADDR:PORT" of whoever shows the words, "" for looking.
        nearby: neither words nor an invite: somebody nearby who was chosen.
        on: addresses of the interfaces to look on; None for all.
        met: somebody met before, who waits without an invite.
    """

    text: str
    at: str = ""
    nearby: Row | None = None
    on: tuple[str, ...] | None = None
    met: Relation | None = None


Run = Callable[[Around, ListenAt, Callable[[str], None]], Awaitable[Result]]
"""run(around, listen, on_invite): the negotiation of whoever invites."""


class Encounter:
    """One way to one invite, and what was asked on it. Everything but `tell` happens in the loop."""

    def __init__(self, tell: Callable[[Event], None], folder: Path, store: Store | None = None) -> None:
        """Args: tell: is given every event. folder: of this person's data; tries are counted in its store. store: that
        store, where it is open already."""
        self._tell = tell
        self._folder = folder
        self._store = store
        self._foyer: Foyer | None = None
        self._line = ""
        self._asks = True
        self._introduced, self._must_ask = False, False
        self._as_before = False
        self._compared: asyncio.Future[bool | None] | None = None
        self._checked: asyncio.Future[bool | None] | None = None
        self._chosen: asyncio.Future[Row] | None = None
        self._found: Row | None = None

    def must_compare(self) -> None:
        """How people came together is not known any more: their words are compared before anything else."""
        self._must_ask = True

    # ---- whoever invites

    def trust_everybody(self) -> None:
        """Practice: nobody is asked to compare words."""
        self._asks = False

    async def host(self, language: str, nickname: str, listen: ListenAt, around: Around, run: Run) -> Result:
        """Run it while people without an invite can come in.

        Args:
            language: of the words.
            nickname: seen by everybody on the network, "" for nothing.
            listen: where to wait; everywhere means at the usual port, so that an address is enough.
        """
        on = [listen[0]] if listen[0] else None
        with await self._open_store() as store:
            helm = around.ways.helm
            meet = None if helm is None else helm.meet
            foyer = Foyer(store, language, self._hear, confirm=self._confirm, nickname=nickname, on=on, meet=meet)
            self._foyer = foyer
            here = replace(around, store=store, ways=replace(around.ways, open_doors=foyer.open_doors))
            at = ("", DEFAULT_PORT) if listen == ANYWHERE else listen
            async with foyer:
                return await run(here, at, self._show)

    async def host_met(self, relation: Relation, listen: ListenAt, around: Around, run: Run) -> Result:
        """Wait for somebody met before, and for nobody else."""
        self._introduced = self._as_before = True
        here = replace(around, ways=replace(around.ways, met=relation))
        async with Awaited(relation, on=[listen[0]] if listen[0] else None) as awaited:

            def show(line: str) -> None:
                self._tell(Awaiting(_address_of(line)))
                awaited.show(line)

            return await run(here, listen, show)

    async def find_met(self, relation: Relation, entered: Entered) -> tuple[tuple[str, ...], int]:
        """Where somebody met before waits. Raises what desktop.met.look_for raises, and CannotListen."""
        self._introduced = self._as_before = True
        if entered.at:
            return _place(entered.at)
        self._tell(Looking())
        return await look_for(relation, on=entered.on)

    def ask_router(self, outcome: str | RouterRefused) -> None:
        """What came of asking the router."""
        self._tell(RouterSaid(outcome))

    def new_words(self) -> None:
        """Other words for the same invite."""
        if self._foyer is not None and self._line:
            self._foyer.renew_words()
            self._show_words(self._foyer)

    def _show(self, line: str) -> None:
        self._line = line
        if self._foyer is not None:
            self._foyer.show(line)
            self._show_words(self._foyer)

    def _show_words(self, foyer: Foyer) -> None:
        self._tell(Shown(foyer.words, foyer.device_word, _address_of(self._line)))

    def _hear(self, event: FoyerEvent) -> None:
        if isinstance(event, Given):
            self._introduced = True
            self._must_ask = self._must_ask or not event.by_words
        self._tell(event)

    # ---- whoever joins

    async def find_invite(self, entered: Entered) -> str:
        """From what was entered to the text of an invite.

        Raises:
            What desktop.nearby raises; CannotListen: `at` is no address.
        """
        if entered.nearby is not None:
            row = self._found = entered.nearby
            async with self._callers() as callers:
                invite = await without_words(row.addresses, row.port, self._confirm, callers=callers)
            self._introduced, self._must_ask = True, True
            return invite
        if not are_words(entered.text):
            return entered.text
        words = typed_words(entered.text)
        if entered.at:
            addresses, port = _place(entered.at)
        else:
            row = await self._look(entered)
            addresses, port = row.addresses, row.port
        self._tell(Saying())
        with await self._open_store() as store:
            async with self._callers() as callers:
                invite = await with_words(words, addresses, port, store, callers=callers)
        self._introduced = True
        self._tell(Matched())
        return invite

    async def _look(self, entered: Entered) -> Row:
        """Whoever shows words nearby; of several, the one who is chosen."""
        self._tell(Looking())
        rows = await look_around(on=entered.on)
        if len(rows) == 1:
            self._found = rows[0]
            return rows[0]
        self._chosen = asyncio.get_running_loop().create_future()
        self._tell(Found(rows))
        self._found = await self._chosen
        return self._found

    async def join(self, invite: str, accept: Accept, answer: Answer, around: Around) -> Result:
        """Negotiate with whoever was found, or whose invite was entered; see desktop.negotiation.join."""
        async with self._callers() as callers:
            here = replace(around, ways=replace(around.ways, callers=callers))
            return await negotiation.join(invite, accept, answer, here)

    @contextlib.asynccontextmanager
    async def _callers(self) -> AsyncIterator[Callers | None]:
        """Be called by whoever was found, if nothing else leads to him."""
        if self._found is None:
            yield None
            return
        async with Callers(self._found.announcement.tag, after_s=ask_after(self._found)) as callers:
            yield callers

    # ---- everybody

    async def same_words(self, words: tuple[str, ...], people: int) -> bool | None:
        """Whether everybody sees the same, None where nobody compared; two people who came together by words know it
        already, and those who met before know what they knew."""
        if self._foyer is not None:
            self._foyer.close()
        if not self._asks:
            return None
        if self._introduced and people == 2:
            return None if self._as_before else True
        self._checked = asyncio.get_running_loop().create_future()
        self._tell(Check(words, people, may_skip=not self._must_ask))
        return await self._checked

    def compared(self, same: bool | None) -> None:
        """What this person says about the words of a Compare; None for not now."""
        if self._compared is not None and not self._compared.done():
            self._compared.set_result(same)

    def checked(self, same: bool | None) -> None:
        """What this person says about the words of a Check; None for not now."""
        if self._checked is not None and not self._checked.done():
            self._checked.set_result(same)

    def choose(self, row: Row) -> None:
        """One of those who were found."""
        if self._chosen is not None and not self._chosen.done():
            self._chosen.set_result(row)

    async def _confirm(self, words: tuple[str, ...]) -> bool | None:
        self._compared = asyncio.get_running_loop().create_future()
        self._tell(Compare(words))
        try:
            return await self._compared
        finally:
            self._tell(Compare(()))

    async def _open_store(self) -> Store:
        if self._store is not None:
            return self._store.share()
        return await asyncio.to_thread(open_or_create, self._folder / STORE_FOLDER)


def _address_of(line: str) -> str:
    """As little of an address as somebody has to type."""
    invite = parse_invite(line)
    address = addresses_to_say(invite.addresses)[0]
    if invite.port == DEFAULT_PORT:
        return address
    return f"[{address}]:{invite.port}" if ":" in address else f"{address}:{invite.port}"


def _place(at: str) -> tuple[tuple[str, ...], int]:
    address, port = parse_listen(at)
    if not address:
        raise CannotListen("an address is needed, not only a port")
    return (address,), port
