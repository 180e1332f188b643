"""The joiner whom an invite did not lead to its host: makes a reply, waits to be called, and dials on meanwhile.

Many firewalls let nobody in and everybody out, so one of the two directions is often enough. The reply takes the way
the invite took, back. Several connections may come about; the first on which the host offers its sheet is kept, and
the host takes the others for people who only looked.

Leaves to others: the line (p2p.reply), what the host does with it (p2p.host), what follows (p2p.join).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from crypto.errors import PeerError
from crypto.rounds import Random
from p2p.channel import TcpChannel
from p2p.errors import InviteError, Mismatch, NetworkError
from p2p.greet import Myself, accept
from p2p.group import OFFER_S
from p2p.handshake import reply_door
from p2p.invite import Invite
from p2p.link import Link
from p2p.listener import ListenAt, Listener
from p2p.lobby import Offer, Part
from p2p.reply import NONCE_BYTES, Reply, encode_reply
from p2p.router import Router
from p2p.stream import Stream, Traffic
from p2p.tasks import stop, within

REDIAL_S = 10.0
"""Pause between two rounds of dialling while waiting to be called."""


class Callback:
    """Waits to be called. `open` it, hand the line on, `wait`, and always `close` it.

    Attributes:
        found: the first connection on which the host offers its sheet, whoever began it; whoever takes it closes it.
    """

    def __init__(self, invite: Invite, me: Myself, random: Random, *traffic: Traffic) -> None:
        self.found: tuple[Link, Offer] | None = None
        self._secret = invite.secret
        self._me = me
        self._nonce = random(NONCE_BYTES)
        self._door = reply_door(invite.secret, self._nonce)
        self._listener = Listener(self._serve, *traffic)
        self._arrived: asyncio.Queue[TcpChannel] = asyncio.Queue()
        self._failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def open(self, at: ListenAt, router: Router | None = None) -> str:
        """Listen; the line that leads here.

        Raises:
            CannotListen: no socket can be opened there.
        """
        await self._listener.open(at, router)
        return encode_reply(Reply(self._listener.addresses, self._listener.port, self._nonce), self._secret)

    async def wait(self, dial: Callable[[], Awaitable[TcpChannel]], seconds: float) -> None:
        """Until there is `found`, or the time is over.

        Args:
            dial: tries to reach the host once more.
            seconds: how long to wait.

        Raises:
            Mismatch: the programs do not fit together. InviteError: the host says that the invite is used or expired.
        """
        dialling = asyncio.ensure_future(self._redial(dial))
        listening = asyncio.ensure_future(self._listen())
        try:
            ends = {dialling, listening, self._failed}
            await asyncio.wait(ends, timeout=max(0.0, seconds), return_when=asyncio.FIRST_COMPLETED)
            for ending in (listening, dialling, self._failed):
                if self.found is None and ending.done():
                    ending.result()
        finally:
            await stop([dialling, listening])

    async def close(self) -> None:
        """Stop listening and cut what was not kept."""
        await self._listener.close()
        if not self._failed.cancel() and not self._failed.cancelled():
            self._failed.exception()  # seen, whether it was raised or came too late
        while not self._arrived.empty():
            self._arrived.get_nowait().abort()

    async def _serve(self, stream: Stream) -> None:
        """Somebody calls."""
        try:
            channel, _ = await accept(stream, (self._door,), self._me)
        except Mismatch as error:
            self._fail(error)
            return
        except (NetworkError, PeerError):
            return  # a stranger
        self._listener.admit(stream)
        self._arrived.put_nowait(channel)

    async def _redial(self, dial: Callable[[], Awaitable[TcpChannel]]) -> None:
        while True:
            await asyncio.sleep(REDIAL_S)
            try:
                self._arrived.put_nowait(await dial())
            except Mismatch:
                raise
            except (NetworkError, PeerError):
                continue

    async def _listen(self) -> None:
        """Every connection may be the one, so hear all of them."""
        hearing: dict[asyncio.Task[tuple[Link, Offer]], TcpChannel] = {}
        arriving = asyncio.ensure_future(self._arrived.get())
        try:
            while self.found is None:
                await asyncio.wait({arriving, *hearing}, return_when=asyncio.FIRST_COMPLETED)
                for one in [one for one in hearing if one.done()]:
                    if self.found is None:
                        self.found = _offer_of(one)
                        del hearing[one]
                if arriving.done():
                    channel = arriving.result()
                    hearing[asyncio.ensure_future(_hear(channel))] = channel
                    arriving = asyncio.ensure_future(self._arrived.get())
        finally:
            try:
                await stop([arriving, *hearing])
            finally:
                if not arriving.cancelled():
                    arriving.result().abort()
                for channel in hearing.values():  # whoever was stopped before his first step did not cut it himself
                    channel.abort()

    def _fail(self, error: Mismatch) -> None:
        if not self._failed.done():
            self._failed.set_exception(error)


def _offer_of(heard: asyncio.Task[tuple[Link, Offer]]) -> tuple[Link, Offer] | None:
    """What was offered; None where a connection broke, which the next one may make up for."""
    error = heard.exception()
    if error is None:
        return heard.result()
    if isinstance(error, (Mismatch, InviteError)) or not isinstance(error, (NetworkError, PeerError)):
        raise error
    return None


async def _hear(channel: TcpChannel) -> tuple[Link, Offer]:
    link = Link(channel, Part.JOINER)
    channel.seat = 0
    heard = False
    try:
        offer = await within(OFFER_S, link.expect(Offer))
        heard = True
        return link, offer
    finally:
        if not heard:
            channel.abort()
