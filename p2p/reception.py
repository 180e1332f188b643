"""The host's side of the open doors: whoever says the words, or compares words with the host, is given the invite.

Leaves to others: opening the doors (p2p.host), being found (p2p.discovery), the conversations (p2p.spoken,
p2p.check_words).
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from crypto.errors import PeerError
from crypto.rounds import Random
from p2p.channel import TcpChannel
from p2p.check_words import Confirm, compare_as_host
from p2p.errors import CheckWordsDiffer, InviteError, NetworkError, WordsBurned, WordsWrong
from p2p.greet import OpenDoors
from p2p.guest import Closed, Word, say
from p2p.handshake import Door, Mode, open_door
from p2p.invite import parse_invite
from p2p.spoken import Code
from p2p.words import WordList

MAX_DIFFERENT = 3
"""When so many people saw different words, somebody is in between, and nobody is asked any more."""


@dataclass(frozen=True, slots=True)
class Tried:
    """Somebody entered different words. tries_left: 0 when the words are burned."""

    tries_left: int


@dataclass(frozen=True, slots=True)
class Differed:
    """Words were compared with somebody nearby, and they were different."""


@dataclass(frozen=True, slots=True)
class Given:
    """Somebody was given the invite. by_words: by saying the words."""

    by_words: bool


ReceptionEvent = Tried | Differed | Given


class Reception:
    """Gives the invite to people who come through the open doors, once there is one.

    Attributes:
        open_doors: for p2p.host.
        invite: the line; nobody is given one before it is set.
    """

    def __init__(
        self,
        code: Code | None,
        word_list: WordList,
        confirm: Confirm | None,
        on_event: Callable[[ReceptionEvent], None],
        *,
        clock: Callable[[], float] = time.time,
        random: Random = secrets.token_bytes,
    ) -> None:
        """Args: code: the words, if any are shown. word_list: for check words. confirm: asks the person here whether
        check words are the same; without it nobody gets in without words. on_event: is told what happens."""
        self.invite = ""
        self._code = code
        self._word_list = word_list
        self._confirm = confirm
        self._on_event = on_event
        self._clock = clock
        self._random = random
        self._comparing = asyncio.Lock()
        self._n_different = 0
        doors = [open_door(Mode.CODE)] if code is not None else []
        doors += [open_door(Mode.NEARBY)] if confirm is not None else []
        self.open_doors = OpenDoors(tuple(doors), self.welcome)

    def change_code(self, code: Code) -> None:
        """Other words from now on, such as after the first ones were burned."""
        self._code = code

    async def welcome(self, channel: TcpChannel, door: Door) -> None:
        """Talk to a stranger; see p2p.greet.Welcome."""
        try:
            if not self.invite or self._clock() >= parse_invite(self.invite).expires:
                say(channel, Word.CLOSED, bytes([Closed.EXPIRED]))
            elif door.mode is Mode.CODE and self._code is not None:
                await self._hear_words(channel, self._code)
            elif self._confirm is not None:
                await self._compare(channel, self._confirm)
        except (NetworkError, PeerError, InviteError):
            return

    async def _hear_words(self, channel: TcpChannel, code: Code) -> None:
        before = await code.tries_left()
        try:
            await code.answer(channel, self.invite)
        except (NetworkError, PeerError, WordsWrong, WordsBurned):
            left = await code.tries_left()
            if left < before:
                self._on_event(Tried(left))
            raise
        self._on_event(Given(by_words=True))

    async def _compare(self, channel: TcpChannel, confirm: Confirm) -> None:
        if self._comparing.locked() or self._n_different >= MAX_DIFFERENT:
            say(channel, Word.CLOSED, bytes([Closed.BUSY]))
            return
        async with self._comparing:
            try:
                await compare_as_host(channel, self._word_list, confirm, self.invite, self._random)
            except CheckWordsDiffer:
                self._n_different += 1
                self._on_event(Differed())
                raise
        self._on_event(Given(by_words=False))
