"""After a result, while everybody is still there: writing down together, in their own words, what was agreed.

    letters = Letters(meeting)            # before anybody can write one
    await write_down(meeting, signed, letters, around, store)

It is no part of the comparison and can spoil nothing of it: the agreement is signed and kept by then. Whoever leaves
ends it; what stands there by then is kept as a draft.

Leaves to others: the text (desktop.deals.shared_text), keeping it (desktop.kept.agreements), asking people (the
window).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from crypto.errors import MalformedMessage, PeerError
from desktop.deals.agreement import Agreement, file_digest
from desktop.deals.own_words import SignedWords
from desktop.deals.shared_text import SharedText
from desktop.kept.agreements import Agreements
from desktop.run.around import Around
from desktop.run.stages import Writing
from desktop.store import Store, StoreError
from p2p.channel import Channel
from p2p.errors import NetworkError
from p2p.identity import verify
from p2p.meeting import Meeting
from p2p.tasks import stop
from p2p.wire import RecordType

SAVE_S = 0.5
LAST_WORDS_S = 2.0
"""Somebody has gone: his signature, or somebody else's, may still be on the way."""
MAX_EARLY = 64

Keep = Callable[[SignedWords], Awaitable[None]]
"""keep(words): keep them with the agreement; without signatures they are a draft."""


class Letters:
    """Takes in letters from now on, so that one which comes early is not lost."""

    def __init__(self, meeting: Meeting) -> None:
        self._early: list[tuple[int, bytes]] = []
        self._read: Callable[[int, bytes], None] | None = None
        for seat, channel in meeting.channels.items():
            channel.on_letter = partial(self._hear, seat)

    def read(self, reader: Callable[[int, bytes], None]) -> None:
        """Give what has come, and all that comes, to a reader: seat and letter, untrusted."""
        self._read = reader
        early, self._early = self._early, []
        for seat, letter in early:
            with contextlib.suppress(PeerError):  # whoever breaks the rules is not heard
                reader(seat, letter)

    def _hear(self, seat: int, letter: bytes) -> None:
        if self._read is not None:
            self._read(seat, letter)
        elif len(self._early) < MAX_EARLY:
            self._early.append((seat, letter))
        else:
            raise MalformedMessage("letters before there is anything to write about")


class Drafting:
    """One person's side of it. `edit`, `agree` and `finish` are for the person, in the thread of the event loop."""

    def __init__(
        self, meeting: Meeting, signed: Agreement, letters: Letters, tell: Callable[[Writing], None], keep: Keep
    ) -> None:
        """Args: meeting: still open, its channels read by nobody else. tell: is given every Writing."""
        self._meeting, self._letters = meeting, letters
        self._text = SharedText(signed.record, meeting.me, meeting.sign, verify)
        self._tell, self._keep = tell, keep
        self._over, self._changed = asyncio.Event(), asyncio.Event()
        self._here = True

    def edit(self, values: Mapping[str, str]) -> None:
        """Write some fields: key -> value, see desktop.deals.shared_text."""
        self._say(self._text.edit(values))

    def agree(self) -> None:
        """Sign the text as it stands."""
        if self._here and self._text.done is None:
            self._say(self._text.agree())

    def finish(self) -> None:
        """Leave it."""
        self._over.set()

    async def run(self) -> None:
        """Until all have agreed, somebody is gone, or this person leaves."""
        self._letters.read(self._hear)
        readers = [asyncio.ensure_future(self._listen(channel)) for channel in self._meeting.channels.values()]
        saving = asyncio.ensure_future(self._save())
        try:
            self._report()
            await self._over.wait()
        finally:
            await stop([*readers, saving])
            self._here = False
            if self._text.begun:
                await self._keep(self._as_it_is())
            self._report()

    def _as_it_is(self) -> SignedWords:
        return self._text.done or SignedWords(self._text.words())

    def _say(self, letter: bytes) -> None:
        if not letter or not self._here:
            return
        for channel in self._meeting.channels.values():
            with contextlib.suppress(PeerError, NetworkError):  # who is gone is noticed by whoever reads
                channel.send(RecordType.LETTER, letter)
        self._news()

    def _hear(self, seat: int, untrusted: bytes) -> None:
        self._text.receive(seat, untrusted)
        self._news()

    def _news(self) -> None:
        self._changed.set()
        self._report()
        if self._text.done is not None:
            self._over.set()

    def _report(self) -> None:
        text = self._text
        fields = {key: (field.value, field.seat) for key, field in text.fields.items()}
        self._tell(Writing(fields, text.agreed(), self._here, text.done))

    async def _listen(self, channel: Channel) -> None:
        """Letters reach `_hear` while somebody reads; anything else is not for now."""
        try:
            while True:
                await channel.receive()
        except (PeerError, NetworkError):
            await asyncio.sleep(LAST_WORDS_S)
            self._over.set()

    async def _save(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            await asyncio.sleep(SAVE_S)
            await self._keep(self._as_it_is())


async def write_down(meeting: Meeting, signed: Agreement, letters: Letters, around: Around, store: Store) -> None:
    """While the others are there, let people write down together what they agreed; the result stands anyhow.

    Args:
        meeting: still open. signed: kept in the store. around: its at_pen is given what the person can do.
    """
    shelf, name = Agreements(store), file_digest(signed).hex()

    async def keep(words: SignedWords) -> None:
        with contextlib.suppress(StoreError):  # it is still on the page
            await asyncio.to_thread(shelf.keep_words, name, signed, words)

    drafting = Drafting(meeting, signed, letters, around.report, keep)
    if around.at_pen is not None:
        around.at_pen(drafting)
        await drafting.run()
