"""People on the same network: a host that can be found and asked for its invite, a guest that finds it.

    async with Foyer(...) as foyer:   host(..., on_invite=foyer.show, open_doors=foyer.open_doors)
    rows = await look_around(...);    invite = await with_words(...) or await without_words(...)

What comes back to the guest is the line of an invite, and everything after that is the same as ever.

Leaves to others: multicast (p2p.discovery), the conversations (p2p.reception, p2p.introduction), asking people.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from crypto.rounds import Random
from desktop import __version__
from desktop.kept.tries import StoredTries
from desktop.store import Store
from desktop.word_lists import LANGUAGES, word_list_for, word_lists
from p2p.addresses import interfaces, is_loopback, own_addresses
from p2p.callers import ASK_AFTER_S, Callers
from p2p.check_words import Confirm
from p2p.discovery import Announced, Discovery
from p2p.errors import DiscoveryFailed, NobodyNearby
from p2p.greet import OpenDoors
from p2p.helm import Meet
from p2p.introduction import DEFAULT_PORT, compare_words, say_words
from p2p.invite import parse_invite
from p2p.nearby_rows import TAG_BYTES, Announcement, Row
from p2p.reception import Reception, ReceptionEvent
from p2p.spoken import Code
from p2p.tasks import stop
from p2p.words import device_word, new_words, read_words

PATIENCE_S = 8.0
"""After so long without anybody the page says what else there is."""
CALL_AGAIN_S = 0.5
MAX_CALLED = 4
"""So many people who cannot connect to here are called at a time."""
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  # where a host waits by default
MAX_SILENT = 16
SETTLE_S = 1.5
"""After somebody was found, others may be found too."""


@dataclass(frozen=True, slots=True)
class DiscoveryDown:
    """Nobody nearby can find this program; the words and the address work all the same. error: why."""

    error: DiscoveryFailed


FoyerEvent = ReceptionEvent | DiscoveryDown


class Foyer:
    """Where people without an invite come in, while an invite is waiting. Use it as `async with`.

    Attributes:
        words: to be said aloud; whoever says them gets the invite.
        device_word: by which this computer can be told from others nearby.
        open_doors: for desktop.negotiation.host.
    """

    def __init__(
        self,
        store: Store,
        language: str,
        on_event: Callable[[FoyerEvent], None],
        *,
        confirm: Confirm | None = None,
        nickname: str = "",
        on: Sequence[str] | None = None,
        meet: Meet | None = None,
        clock: Callable[[], float] = time.time,
        random: Random = secrets.token_bytes,
    ) -> None:
        """Args: store: counts the tries. language: of the words. on_event: told what happens. confirm: asks the person
        here whether check words are the same; without it nobody gets in without the words. nickname: shown to
        everybody on the network; "" for nothing. on: addresses of the interfaces to be found on; all by default.
        meet: connects to people who cannot connect to here, see p2p.helm; without it nobody is called.
        clock: seconds since 1970. random: source of words and names."""
        words = word_list_for(language)
        self._word_list, self._tries = words, StoredTries(store, clock)
        self.words = new_words(words, random)
        self._announcement = Announcement(random(TAG_BYTES), True, nickname)
        self.device_word = device_word(word_lists()[LANGUAGES[0]], self._announcement.tag)
        code = Code(self.words, self._tries)
        self._reception = Reception(code, words, confirm, on_event, clock=clock, random=random)
        self.open_doors: OpenDoors = self._reception.open_doors
        self._on_event = on_event
        self._on = on
        self._meet = meet
        self._asking: dict[str, Row] = {}
        self._calling: dict[str, asyncio.Task[None]] = {}
        self._random = random
        self._shown = asyncio.Event()
        self._over = asyncio.Event()
        self._announcing: asyncio.Task[None] | None = None

    def be_found_on(self, on: Sequence[str] | None) -> None:
        """Before it opens: the addresses of the interfaces to be found on, None for all."""
        self._on = on

    def renew_words(self) -> None:
        """Other words from now on; the old ones lead nowhere. The invite stays what it is."""
        self.words = new_words(self._word_list, self._random)
        self._reception.change_code(Code(self.words, self._tries))

    def show(self, invite: str) -> None:
        """From now on people can be given this invite."""
        self._reception.invite = invite
        self._shown.set()

    def close(self) -> None:
        """Everybody is here: nobody needs to find this program any more."""
        self._over.set()

    async def __aenter__(self) -> Self:
        """Begin; it is announced once there is an invite."""
        self._announcing = asyncio.ensure_future(self._announce())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say goodbye and end."""
        self._over.set()
        if self._announcing is not None:
            if not self._shown.is_set():
                self._announcing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._announcing

    def _addresses(self) -> tuple[str, ...]:
        """Where this computer is now, as far as it waits there."""
        return addresses_to_say(self._on or own_addresses(_EVERYWHERE, interfaces()))

    async def _announce(self) -> None:
        await self._shown.wait()
        invite = parse_invite(self._reception.invite)
        announced = Announced(self._announcement, invite.port, self._addresses)
        try:
            on_rows = None if self._meet is None else self._call
            async with Discovery(on_rows, announced, on=self._on, random=self._random):
                await self._over.wait()
        except DiscoveryFailed as error:
            self._on_event(DiscoveryDown(error))
        finally:
            await stop(self._calling.values())

    def _call(self, rows: tuple[Row, ...]) -> None:
        """Connect to those who ask for that, again and again while they do.

        Whoever got through asks no more, so what was begun goes on all the same.
        """
        self._asking = {row.name: row for row in rows if row.announcement.calls == self._announcement.tag}
        self._calling = {name: calling for name, calling in self._calling.items() if not calling.done()}
        for name in self._asking:
            if name not in self._calling and len(self._calling) < MAX_CALLED and self._meet is not None:
                self._calling[name] = asyncio.ensure_future(self._keep_calling(self._meet, name))

    async def _keep_calling(self, meet: Meet, name: str) -> None:
        while row := self._asking.get(name):
            await meet(row.addresses, row.port)
            await asyncio.sleep(CALL_AGAIN_S)


def addresses_to_say(addresses: Sequence[str]) -> tuple[str, ...]:
    """The addresses of an invite that other computers can use; loopback only where there is nothing else."""
    return tuple(address for address in addresses if not is_loopback(address)) or tuple(addresses)


def ask_after(row: Row) -> float:
    """When to ask somebody who was found to connect to here: at once where the test showed that nothing leads there."""
    return ASK_AFTER_S if row.answers else 0.0


def word_of(row: Row) -> str:
    """The device word of somebody nearby; both sides take it from the same list, whatever words they say."""
    return device_word(word_lists()[LANGUAGES[0]], row.announcement.tag)


def typed_words(text: str) -> tuple[str, ...]:
    """The words that somebody typed, in any of the languages; raises NotOurWords."""
    return read_words(text, list(word_lists().values()))


def waits_for_anybody(row: Row) -> bool:
    """Whether somebody there can be joined by whoever is nearby. Others are announced, too: who waits for one person
    that was met before, and who asks to be called."""
    return row.announcement.shows_words and not row.announcement.calls


async def look_around(*, patience_s: float = PATIENCE_S, on: Sequence[str] | None = None) -> tuple[Row, ...]:
    """Look for people nearby who wait for anybody, until somebody is found and no more seem to come.

    Args:
        patience_s: how long to look for the first one.
        on: addresses of the interfaces to look on; all by default.

    Returns:
        Those who accepted a connection, in the order in which they were found; if there are none, those to whom nothing
        leads, and who may call (p2p.callers). At least one.

    Raises:
        NobodyNearby: there is nobody. DiscoveryFailed: this computer cannot look.
    """
    found: tuple[Row, ...] = ()
    somebody = asyncio.Event()
    silent: dict[str, Row] = {}

    def on_rows(rows: tuple[Row, ...]) -> None:
        nonlocal found
        found = tuple(row for row in rows if row.answers and waits_for_anybody(row))
        for row in rows:
            if waits_for_anybody(row) and len(silent) < MAX_SILENT:
                silent.setdefault(row.name, row)
        if found:
            somebody.set()

    async with Discovery(on_rows, on=on):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(somebody.wait(), patience_s)
            await asyncio.sleep(SETTLE_S)
    if not found and not silent:
        raise NobodyNearby("nobody who waits was found")
    return found or tuple(silent.values())


async def with_words(
    words: Sequence[str],
    addresses: Sequence[str],
    port: int,
    store: Store,
    *,
    clock: Callable[[], float] = time.time,
    random: Random = secrets.token_bytes,
    callers: Callers | None = None,
) -> str:
    """The invite, from whoever shows these words there; see p2p.introduction.say_words for what it raises.

    Args:
        words: as typed_words gives them.
        addresses, port: where; port 0 for the usual one.
        store: counts the tries.
        clock: seconds since 1970.
        random: source of the identity.
        callers: he may begin, too.
    """
    code = Code(words, StoredTries(store, clock))
    return await say_words(addresses, port or DEFAULT_PORT, code, version=__version__, random=random, callers=callers)


async def without_words(
    addresses: Sequence[str],
    port: int,
    confirm: Confirm,
    *,
    random: Random = secrets.token_bytes,
    callers: Callers | None = None,
) -> str:
    """The invite, from somebody nearby who sees the same check words; see p2p.introduction.compare_words.

    Args:
        addresses, port: where; port 0 for the usual one.
        confirm: asks the person here.
        random: source of the identity.
        callers: he may begin, too.
    """
    port = port or DEFAULT_PORT
    return await compare_words(
        addresses, port, word_lists(), confirm, version=__version__, random=random, callers=callers
    )
