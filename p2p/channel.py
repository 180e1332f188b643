"""Channels: ordered records to one authenticated peer. Over TCP with Noise.

Source: Perrin, The Noise Protocol Framework, revision 34; Noise_NNpsk0_25519_ChaChaPoly_SHA256,
and Noise_NN_25519_ChaChaPoly_SHA256 behind open doors.
Differs from the paper: handshake payloads are empty; who speaks is shown by a signed hello in the first record.

A channel is poisoned by its first failure, whatever it was: the keys are dropped, the connection is cut and every later
call raises. (noiseprotocol 0.3.1 would go on after a failed read and use a key and nonce twice.)
Strangers get no answer: without the psk the first message is already refused, silently.

Leaves to others: who is at the other end (p2p.greet), what records mean (p2p.lobby, p2p.runner).
"""

from __future__ import annotations

import asyncio
import contextlib
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Sequence
from typing import Protocol as TypingProtocol
from typing import TypeVar

from noise.connection import NoiseConnection

from crypto.errors import MalformedMessage, PeerError
from p2p.errors import ChannelError, ConnectionLost, NetworkError, PeerLeft
from p2p.handshake import HANDSHAKE_BYTES, Door, Side
from p2p.stream import Stream
from p2p.wire import (
    MAX_PLAINTEXT,
    Record,
    RecordType,
    ciphertext_end,
    decode_record,
    encode_record,
    frame_ciphertext,
)

PING_AFTER_S = 5.0
LOST_AFTER_S = 10.0
TICKS = 5
"""So often in PING_AFTER_S it looks at the time: PING is said after 5 to 6 s; 10 to 11 s of silence are a loss."""
TEST_S = 1.5 * PING_AFTER_S
"""A tested channel is lost after so long without a word: the other side has said something by then, if it is there."""
MAX_WHERES = 1000
"""More changes of address than a computer can have reason to tell in one meeting."""
MAX_LETTERS = 20_000
"""More letters than people write who type for hours."""
T = TypeVar("T")


class _Noise(TypingProtocol):
    """The part of NoiseConnection that is used; the library itself has few type hints."""

    def set_psks(self, *, psks: list[bytes]) -> None: ...
    def set_prologue(self, prologue: bytes) -> None: ...
    def set_as_initiator(self) -> None: ...
    def set_as_responder(self) -> None: ...
    def start_handshake(self) -> None: ...
    def write_message(self) -> bytearray: ...
    def read_message(self, data: bytes) -> bytearray: ...
    def encrypt(self, data: bytes) -> bytes: ...
    def decrypt(self, data: bytes) -> bytes: ...
    def get_handshake_hash(self) -> bytes: ...


class NoiseSession:
    """One end of a Noise channel. Every failure, of any kind, is final and looks the same."""

    def __init__(self, side: Side, door: Door) -> None:
        self._noise: _Noise | None = NoiseConnection.from_name(door.noise_name)
        self._mark_out, self._mark_in = (door.mark, b"") if side is Side.INITIATOR else (b"", door.mark)

        def start(noise: _Noise) -> None:
            if door.psk is not None:
                noise.set_psks(psks=[door.psk.reveal()])
            noise.set_prologue(door.prologue())
            (noise.set_as_initiator if side is Side.INITIATOR else noise.set_as_responder)()
            noise.start_handshake()

        self._use(start)

    def _use(self, action: Callable[[_Noise], T]) -> T:
        """The one way to the keys: whatever goes wrong, they are gone and the error says nothing."""
        if self._noise is None:
            raise ChannelError("this channel is closed")
        try:
            return action(self._noise)
        except Exception as error:  # noqa: BLE001  # the library fails in many ways and could be used afterwards
            self._noise = None
            raise ChannelError(f"the encryption refused ({type(error).__name__})") from None

    def write_handshake(self) -> bytes:
        """The own handshake message, HANDSHAKE_BYTES bytes."""
        return self._use(lambda noise: self._mark_out + bytes(noise.write_message()))

    def read_handshake(self, untrusted: bytes) -> None:
        """Take the other side's handshake message.

        Raises:
            ChannelError: it was made without the psk, or for something else.
        """
        mark = self._mark_in

        def read(noise: _Noise) -> None:
            if len(untrusted) != HANDSHAKE_BYTES or not untrusted.startswith(mark):
                raise MalformedMessage("a handshake message of another length, or for another door")
            if noise.read_message(bytes(untrusted[len(mark) :])):
                raise MalformedMessage("a handshake message that carries something")

        self._use(read)

    def handshake_hash(self) -> bytes:
        """Names this very channel: 32 bytes, the same on both sides and nowhere else."""
        return self._use(lambda noise: bytes(noise.get_handshake_hash()))

    def encrypt(self, plaintext: bytes) -> bytes:
        """The next message to the other side, 16 bytes longer; at most MAX_PLAINTEXT bytes of content."""

        def encrypt(noise: _Noise) -> bytes:
            if len(plaintext) > MAX_PLAINTEXT:
                raise MalformedMessage("too long to encrypt")
            return noise.encrypt(plaintext)

        return self._use(encrypt)

    def decrypt(self, untrusted: bytes) -> bytes:
        """The content of the next message of the other side.

        Raises:
            ChannelError: it is not exactly that message.
        """
        return self._use(lambda noise: noise.decrypt(untrusted))

    def close(self) -> None:
        """Drop the keys."""
        self._noise = None


class Channel(ABC):
    """Ordered, authenticated records to and from one peer.

    Attributes:
        peer_key: identity key of the other side, 32 bytes; it has signed this channel.
        own_key: of this side, 32 bytes.
        binding: names this very channel, 32 bytes: the same on both sides and nowhere else.
        seat: of the other side, once known; NetworkErrors of this channel carry it.
        on_where: told the body of every WHERE record, untrusted; raises a PeerError to refuse it.
        on_letter: told the body of every LETTER record, untrusted; raises a PeerError to refuse it. They go nowhere
            else, and nowhere at all where nobody reads them.
    """

    def __init__(self, peer_key: bytes = b"") -> None:
        self.peer_key = peer_key
        self.own_key = b""
        self.binding = b""
        self.seat: int | None = None
        self.on_where: Callable[[bytes], None] = lambda untrusted: None
        self.on_letter: Callable[[bytes], None] = lambda untrusted: None
        self._n_wheres = 0
        self._n_letters = 0
        self._next_out = 0
        self._next_in = 0
        self._put_back: deque[Record] = deque()
        self._failure: PeerError | NetworkError | None = None

    def send(self, type_: RecordType, body: bytes = b"") -> None:
        """Send one record, without waiting. Order is kept.

        Raises:
            ChannelError: the channel was closed.
            The failure of the channel, if it has failed.
        """
        self._check()
        plaintext = encode_record(type_, self._next_out, body)
        self._next_out += 1
        try:
            self._put(plaintext)
        except (NetworkError, PeerError) as error:
            raise self._fail(error) from None

    async def receive(self) -> Record:
        """The next record other than PING, WHERE and LETTER. Cancelling loses nothing.

        Raises:
            PeerLeft: the other side said goodbye.
            ConnectionLost: the connection ended without that, or has been silent for too long.
            ChannelError, MalformedMessage: something that the other side could not have sent honestly.
        """
        if self._put_back:
            return self._put_back.popleft()
        while True:
            self._check()
            try:
                plaintext = self._take()
                if plaintext is None:
                    await self._more()
                    continue
                record = decode_record(plaintext, self._next_in)
                self._next_in += 1
                if record.type in (RecordType.PING, RecordType.FIN) and record.body:
                    raise MalformedMessage("a sign of life that carries something")
                if record.type is RecordType.FIN:
                    raise PeerLeft("the other side said goodbye")
                if record.type is RecordType.WHERE:
                    self._hear_where(record.body)
                if record.type is RecordType.LETTER:
                    self._hear_letter(record.body)
            except (NetworkError, PeerError) as error:
                raise self._fail(error) from None
            if record.type not in (RecordType.PING, RecordType.WHERE, RecordType.LETTER):
                return record

    def put_back(self, records: Sequence[Record]) -> None:
        """Make the records that were just received, in this order, the next ones again."""
        self._put_back.extendleft(reversed(records))

    async def close(self) -> None:
        """Say goodbye, let the last words arrive, and end; at most about one second. Twice is fine."""
        if self._failure is None:
            with contextlib.suppress(NetworkError, PeerError):
                self.send(RecordType.FIN)
            self._failure = ChannelError("this channel is closed")
        self._drop_keys()
        await self._close()

    def abort(self) -> None:
        """End at once, without a word."""
        self._fail(ChannelError("this channel is closed"))

    def lose(self) -> None:
        """End at once, without a word: both sides have lost it."""
        self._fail(ConnectionLost("the connection is given up"))

    @property
    def failure(self) -> PeerError | NetworkError | None:
        """What ended it, if anything did that was noticed."""
        return self._failure

    @property
    def addresses(self) -> tuple[str, str]:
        """The own address and that of the other side, as far as there are any."""
        return "", ""

    def test(self) -> None:
        """Give up soon unless the other side is heard: the computer slept, or its network changed."""
        with contextlib.suppress(NetworkError, PeerError):
            self.send(RecordType.PING)

    @property
    @abstractmethod
    def unsent(self) -> int:
        """Bytes that wait to be sent."""

    def _hear_where(self, untrusted: bytes) -> None:
        self._n_wheres += 1
        if self._n_wheres > MAX_WHERES:
            raise MalformedMessage("too many changes of address")
        self.on_where(untrusted)

    def _hear_letter(self, untrusted: bytes) -> None:
        self._n_letters += 1
        if self._n_letters > MAX_LETTERS:
            raise MalformedMessage("too many letters")
        self.on_letter(untrusted)

    def _check(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _fail(self, error: PeerError | NetworkError) -> PeerError | NetworkError:
        """Poison: remember the first failure, drop the keys and, unless it was a goodbye, cut the connection."""
        if self._failure is None:
            self._failure = error
            if isinstance(error, NetworkError):
                error.seat = self.seat
        self._drop_keys()
        if not isinstance(error, PeerLeft):
            self._abort()
        return self._failure

    @abstractmethod
    def _put(self, plaintext: bytes) -> None: ...

    @abstractmethod
    def _take(self) -> bytes | None: ...

    @abstractmethod
    async def _more(self) -> None: ...

    @abstractmethod
    def _drop_keys(self) -> None: ...

    @abstractmethod
    async def _close(self) -> None: ...

    @abstractmethod
    def _abort(self) -> None: ...


class TcpChannel(Channel):
    """Records over a TCP connection, encrypted. p2p.greet makes them.

    While it is open it says PING after PING_AFTER_S without another word, and is lost after LOST_AFTER_S of silence.
    """

    def __init__(self, stream: Stream, noise: NoiseSession) -> None:
        super().__init__()
        self._stream = stream
        self._noise = noise
        self._loop = asyncio.get_running_loop()
        self._said_at = self._loop.time()
        self._tested_at: float | None = None
        self._timer = self._loop.call_later(PING_AFTER_S / TICKS, self._tick)

    @property
    def unsent(self) -> int:
        """Bytes that wait to be sent."""
        return self._stream.unsent

    @property
    def addresses(self) -> tuple[str, str]:
        """The own address and that of the other side."""
        return self._stream.local, self._stream.remote

    def test(self) -> None:
        """Say PING now, and be lost after TEST_S unless the other side is heard by then."""
        self._tested_at = self._loop.time()
        super().test()

    def _put(self, plaintext: bytes) -> None:
        self._said_at = self._loop.time()
        self._stream.write(frame_ciphertext(self._noise.encrypt(plaintext)))

    def _take(self) -> bytes | None:
        unread = self._stream.unread
        end = ciphertext_end(unread)
        if end is None or len(unread) < end:
            return None
        ciphertext = bytes(unread[2:end])
        self._stream.skip(end)
        return self._noise.decrypt(ciphertext)

    def trust(self) -> None:
        """Who is at the other end is known now: keep as many unread bytes as records need."""
        self._stream.trust()

    async def _more(self) -> None:
        await self._stream.more()

    def _tick(self) -> None:
        now = self._loop.time()
        if self._tested_at is not None and self._stream.heard_at > self._tested_at:
            self._tested_at = None
        tested = self._tested_at is not None and now - self._tested_at > TEST_S
        if (tested or now - self._stream.heard_at > LOST_AFTER_S) and not self._stream.is_paused:
            self._fail(ConnectionLost("nothing was heard for too long", silent=True))
            return
        if now - self._said_at >= PING_AFTER_S and self._stream.unsent == 0:
            try:
                self.send(RecordType.PING)
            except (NetworkError, PeerError):
                return
        self._timer = self._loop.call_later(PING_AFTER_S / TICKS, self._tick)

    def _drop_keys(self) -> None:
        self._noise.close()
        self._timer.cancel()

    async def _close(self) -> None:
        await self._stream.close()

    def _abort(self) -> None:
        self._stream.abort()
