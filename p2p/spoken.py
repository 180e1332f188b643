"""Spoken words: the host shows three, the guest says them, and gets the invite if they are the same.

Inside an encrypted channel to nobody knows whom both run CPace (p2p.pake). session = label, handshake hash, number of
the attempt (4): nothing fits another channel or attempt. Each side is bound to its role and its key, so nothing can be
sent back to where it came from. The host's tag is checked before the guest's is sent, and that before anything else.

How many tries there are: a code is answered TRIES times, on whichever side of a conversation, in this process or
another one with the same Tries: the count is on the disk before anything goes out that depends on the words. An answer
to who turns out to know the words is taken off again: it told nothing new. At most one answer is on its way at a time.

Source: see p2p.pake. Differs from it: nothing.
Leaves to others: keeping the counts (whoever gives Tries), the open door (p2p.greet), finding the host (p2p.discovery).
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol as TypingProtocol

from p2p.channel import Channel
from p2p.errors import NetworkError, WordsBurned, WordsWrong
from p2p.guest import Closed, Word, exactly, give_invite, hear, say, take_invite
from p2p.handshake import Side
from p2p.identity import KEY_BYTES, labelled_hash
from p2p.pake import SHARE_BYTES, TAG_BYTES, Begun, begin, finish
from p2p.secret import Secret

TRIES = 3
"""Answers that a code gives to those who do not know it, in total."""
CONFIRM_S = 5.0
"""For the last word of an attempt; nobody else can try meanwhile."""
QUEUE_S = 30.0
"""How long a guest waits for those before him: at most the tries there are, CONFIRM_S each, and whoever is right."""
_LABEL = b"common ground spoken words 1"
_TURN_BYTES = 5


class Tries(TypingProtocol):
    """How often codes were answered, kept beyond the life of this process."""

    def change(self, code: bytes, by: int) -> int:
        """Add to the count of a code, in one step for all who use it.

        Args:
            code: names it, 32 bytes; not to be kept in the clear.
            by: 0 to look, 1 before an answer, -1 to take one back.

        Returns:
            The count, which is on the disk by now.
        """


class Code:
    """Words that are shown or were typed, and the tries they have left. One object for all conversations about them.

    Attributes:
        n_begun: attempts begun on this side, right ones included.
    """

    def __init__(self, words: Sequence[str], tries: Tries) -> None:
        self.n_begun = 0
        self._password = Secret("-".join(words).encode("ascii"))
        self._name = labelled_hash("spoken words", self._password.reveal())
        self._tries = tries
        self._in_flight = asyncio.Lock()

    async def tries_left(self) -> int:
        """How many answers it still gives, 0 to TRIES."""
        return max(TRIES - await self._change(0), 0)

    async def answer(self, channel: Channel, invite: str) -> None:
        """Host: let somebody say the words, and give him the invite if they are right.

        Args:
            channel: to a stranger, behind the CODE door.
            invite: the line.

        Raises:
            WordsWrong: he said others, or went away when it mattered; tells how many tries are left.
            WordsBurned: there are none left.
            NetworkError, PeerError: he went away before, or broke the rules, and no try was used unless it says so.
        """
        self.n_begun += 1
        left = await self.tries_left()
        if not left:
            self._refuse(channel)
        session = _LABEL + channel.binding + self.n_begun.to_bytes(4, "little")
        say(channel, Word.TURN, session[-4:] + bytes([left]))
        _, untrusted_share = await hear(channel, Word.SHARE)
        exactly(untrusted_share, SHARE_BYTES)
        async with self._in_flight:
            await self._use_up(channel)
            right = False
            try:
                right = await self._reply(channel, session, untrusted_share)
            finally:
                if right:
                    await self._change(-1)
            left = await self.tries_left()
        if not right:
            raise WordsWrong("other words were said", tries_left=left) if left else WordsBurned("the last try")
        give_invite(channel, invite)

    async def try_at(self, channel: Channel) -> str:
        """Guest: say the words to whoever shows them.

        Args:
            channel: to a stranger, behind the CODE door.

        Returns:
            The line of the invite; whoever gave it knows the words.

        Raises:
            WordsWrong: these are not the words; WordsBurned: and there are no tries left.
            InviteExpired, Declined: the host has closed.
            CheatingDetected, MalformedMessage, TimedOut, and what Channel.receive raises.
        """
        _, untrusted_turn = await hear(channel, Word.TURN, Word.CLOSED)
        attempt, their_left = exactly(untrusted_turn, _TURN_BYTES)[:4], untrusted_turn[4]
        self.n_begun += 1
        await self._use_up(None)
        session = _LABEL + channel.binding + attempt
        begun = await self._begin(Side.INITIATOR, session, channel)
        say(channel, Word.SHARE, begun.share)
        _, untrusted = await hear(channel, Word.SHARE, Word.CLOSED, seconds=QUEUE_S)
        exactly(untrusted, SHARE_BYTES + TAG_BYTES)
        finished = finish(begun, untrusted[:SHARE_BYTES], _own(Side.RESPONDER, channel.peer_key))
        if not finished.matches(untrusted[SHARE_BYTES:]):
            say(channel, Word.WRONG)
            left = min(await self.tries_left(), max(their_left - 1, 0))
            raise WordsWrong("not the words that are shown", tries_left=left) if left else WordsBurned("the last try")
        await self._change(-1)
        say(channel, Word.TAG, finished.tag)
        return await take_invite(channel)

    async def _reply(self, channel: Channel, session: bytes, untrusted_share: bytes) -> bool:
        """The one answer that depends on the words, and whether the other side knew them."""
        begun = await self._begin(Side.RESPONDER, session, channel)
        finished = finish(begun, untrusted_share, _own(Side.INITIATOR, channel.peer_key))
        say(channel, Word.SHARE, begun.share + finished.tag)
        try:
            word, untrusted_tag = await hear(channel, Word.TAG, Word.WRONG, seconds=CONFIRM_S)
        except NetworkError:
            return False
        return word is Word.TAG and finished.matches(exactly(untrusted_tag, TAG_BYTES))

    async def _begin(self, side: Side, session: bytes, channel: Channel) -> Begun:
        # A few milliseconds of arithmetic.
        return await asyncio.to_thread(begin, side, self._password, session, _own(side, channel.own_key))

    async def _use_up(self, channel: Channel | None) -> None:
        if await self._change(1) > TRIES:
            await self._change(-1)
            self._refuse(channel)

    def _refuse(self, channel: Channel | None) -> None:
        if channel is not None:
            say(channel, Word.CLOSED, bytes([Closed.BURNED]))
        raise WordsBurned("these words were tried too often")

    async def _change(self, by: int) -> int:
        return await asyncio.to_thread(self._tries.change, self._name, by)


class MemoryTries:
    """Counts for the life of this object, for practice and where nothing can be kept."""

    def __init__(self) -> None:
        self._counts: dict[bytes, int] = {}

    def change(self, code: bytes, by: int) -> int:
        """See Tries."""
        self._counts[code] = self._counts.get(code, 0) + by
        return self._counts[code]


def _own(side: Side, key: bytes) -> bytes:
    """What one side is: its role and its key of this channel."""
    return bytes([side]) + key.ljust(KEY_BYTES, b"\0")
