"""Records, lobby messages in parts, and engine frames <-> bytes. Every size has a limit; decoding is canonical.

Record, the unit that is encrypted: type (1) seq (8) length (4) body padding, all numbers little-endian.
    HELLO, LOBBY, GUEST and LETTER records are padded with zeros to the next of PADDED_SIZES: their sizes say next to
    nothing;
    ENGINE, ABORT, PING, FIN, TELL and WHERE carry exactly their public length.
On a stream every encrypted record is preceded by its length (2 bytes).
A lobby message longer than one record travels in LOBBY_PART records of full size and a last LOBBY record.
Engine frame: run id (8) step (4) kind (1) length (4) message, cut into ENGINE records, all full but the last.
    A TELL record is one byte, outside the steps: how far a person is, as far as others may know.
    GUEST records are what is said behind open doors (p2p.guest).
    A WHERE record says where a computer can be reached from now on (p2p.reunion), outside the steps, of fixed length.
    A LETTER record is a part of what people write down together after a result (desktop.run.drafting), outside the
    steps.
    An ABORT record is as long as the frame of a MAC check, is all zeros, and is accepted at any step.

Leaves to others: encryption (p2p.channel), what lobby messages say (p2p.lobby), whose turn it is (p2p.runner).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from crypto.errors import MalformedMessage, MisuseError, PeerAborted

PROTOCOL_VERSION = 1
"""Of everything said inside the encrypted channel. Two programs with different numbers refuse each other politely."""

CHANNEL_VERSION = 1
"""Of invite, handshake, record and hello: what two programs must share to be able to say that they differ."""

MAX_PLAINTEXT = 65_519
MAX_CIPHERTEXT = 65_535
TAG_BYTES = MAX_CIPHERTEXT - MAX_PLAINTEXT
PADDED_SIZES = (256, 1024, 4096, 16384, MAX_PLAINTEXT)
MAX_MESSAGE = 4 * 1024 * 1024 + 65_536
"""Longest engine message: no round of the engine or of a set takes more than 4 MiB; files travel in parts."""
MAX_LOBBY_MESSAGE = 1024 * 1024 + 65_536
"""Longest lobby message: a sheet of 1 MiB with what surrounds it."""

_RECORD = struct.Struct("<BQI")
_FRAME = struct.Struct("<8sIBI")
_LENGTH = struct.Struct("<H")
FRAME_HEADER = _FRAME.size
MAX_BODY = MAX_PLAINTEXT - _RECORD.size
MAX_SEQUENCE = 2**63
ABORT_BODY = bytes(FRAME_HEADER + 32)


class RecordType(IntEnum):
    """What a record is. On the wire as one byte; part of the channel version."""

    HELLO = 1
    LOBBY = 2
    LOBBY_PART = 3
    ENGINE = 4
    ABORT = 5
    PING = 6
    FIN = 7
    TELL = 8
    WHERE = 9
    GUEST = 10
    LETTER = 11


_PADDED = frozenset({RecordType.HELLO, RecordType.LOBBY, RecordType.LOBBY_PART, RecordType.GUEST, RecordType.LETTER})
_TYPES = {int(type_): type_ for type_ in RecordType}


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it was received.

    Attributes:
        type: what it is.
        body: its content without padding, at most MAX_BODY bytes; untrusted.
    """

    type: RecordType
    body: bytes


def _padded_size(n_bytes: int) -> int:
    return next(size for size in PADDED_SIZES if size >= n_bytes)


def encode_record(type_: RecordType, sequence: int, body: bytes) -> bytes:
    """The plaintext of one record.

    Args:
        type_: what it is.
        sequence: number of the record in its direction, from 0.
        body: at most MAX_BODY bytes.

    Returns:
        Header, body and padding, at most MAX_PLAINTEXT bytes.

    Raises:
        MisuseError: the body or the number is too large.
    """
    if len(body) > MAX_BODY or not 0 <= sequence < MAX_SEQUENCE:
        raise MisuseError("no such record")
    plain = _RECORD.pack(type_, sequence, len(body)) + body
    return plain.ljust(_padded_size(len(plain)), b"\0") if type_ in _PADDED else plain


def decode_record(untrusted: bytes, sequence: int) -> Record:
    """Read one record.

    Args:
        untrusted: the decrypted bytes.
        sequence: the number it must have.

    Raises:
        MalformedMessage: anything but what encode_record gives for this number.
    """
    if not _RECORD.size <= len(untrusted) <= MAX_PLAINTEXT:
        raise MalformedMessage("record of an impossible length")
    number, untrusted_sequence, length = _RECORD.unpack_from(untrusted)
    type_ = _TYPES.get(number)
    if type_ is None:
        raise MalformedMessage("record of an unknown type")
    if untrusted_sequence != sequence:
        raise MalformedMessage("record out of order")
    end = _RECORD.size + length
    size = end
    if type_ in _PADDED and end <= MAX_PLAINTEXT:
        size = _padded_size(end)
    if len(untrusted) != size:
        raise MalformedMessage("record of another length than it says")
    if size > end and untrusted.count(0, end) != size - end:
        raise MalformedMessage("padding that is not zero")
    return Record(type_, untrusted[_RECORD.size : end])


def frame_ciphertext(ciphertext: bytes) -> bytes:
    """An encrypted record as it goes onto a stream: its length, then itself."""
    if not _RECORD.size + TAG_BYTES <= len(ciphertext) <= MAX_CIPHERTEXT:
        raise MisuseError("no record has this length")
    return _LENGTH.pack(len(ciphertext)) + ciphertext


def ciphertext_end(untrusted: bytes | bytearray | memoryview) -> int | None:
    """Where the first encrypted record of a stream ends; it starts at byte 2.

    Args:
        untrusted: what has arrived so far.

    Returns:
        The number of bytes up to its end, which may not have arrived yet; None while the length is incomplete.

    Raises:
        MalformedMessage: no record is that short.
    """
    if len(untrusted) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack_from(untrusted)
    if length < _RECORD.size + TAG_BYTES:
        raise MalformedMessage("an encrypted record of an impossible length")
    return int(length) + _LENGTH.size


def lobby_records(message: bytes) -> Iterator[tuple[RecordType, bytes]]:
    """Cut a lobby message into records, in order.

    Raises:
        MisuseError: the message is longer than MAX_LOBBY_MESSAGE.
    """
    if len(message) > MAX_LOBBY_MESSAGE:
        raise MisuseError("a lobby message of this length is never sent")
    last = max(len(message) - 1, 0) // MAX_BODY * MAX_BODY
    for start in range(0, last, MAX_BODY):
        yield RecordType.LOBBY_PART, message[start : start + MAX_BODY]
    yield RecordType.LOBBY, message[last:]


class LobbyReader:
    """Puts lobby messages together again; holds at most MAX_LOBBY_MESSAGE bytes."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def feed(self, record: Record) -> bytes | None:
        """Take the next record.

        Returns:
            The message if this was its last record.

        Raises:
            MalformedMessage: not a lobby record, a part that is not full, or too much in all.
            PeerAborted: the other side ended the run.
        """
        refuse_abort(record)
        if record.type not in (RecordType.LOBBY, RecordType.LOBBY_PART):
            raise MalformedMessage("a record of the computation before it began")
        if len(self._parts) * MAX_BODY + len(record.body) > MAX_LOBBY_MESSAGE:
            raise MalformedMessage("a lobby message that is too long")
        if record.type is RecordType.LOBBY_PART:
            if len(record.body) != MAX_BODY:
                raise MalformedMessage("a lobby message cut in the wrong place")
            self._parts.append(record.body)
            return None
        if self._parts and not record.body:
            raise MalformedMessage("a lobby message cut in the wrong place")
        message = b"".join([*self._parts, record.body])
        self._parts = []
        return message


def refuse_abort(record: Record) -> None:
    """Raise PeerAborted if this record is an abort, MalformedMessage if it is a wrong one."""
    if record.type is RecordType.ABORT:
        if record.body != ABORT_BODY:
            raise MalformedMessage("an abort that carries something")
        raise PeerAborted("the other side ended the run")


@dataclass(frozen=True, slots=True)
class Expected:
    """What the next engine frame of a peer must be; anything else ends the run."""

    run_id: bytes
    step: int
    kind: int
    length: int

    def header(self) -> bytes:
        """The frame header, FRAME_HEADER bytes."""
        return _FRAME.pack(self.run_id, self.step, self.kind, self.length)


def frame_records(header: bytes, message: bytes) -> Iterator[bytes]:
    """Cut a frame into bodies of ENGINE records, in order.

    Raises:
        MisuseError: the message is longer than MAX_MESSAGE.
    """
    if len(message) > MAX_MESSAGE:
        raise MisuseError("an engine message of this length is never sent")
    first = MAX_BODY - FRAME_HEADER
    yield header + message[:first]
    for start in range(first, len(message), MAX_BODY):
        yield message[start : start + MAX_BODY]


class FrameReader:
    """Puts the engine frames of one peer together; holds at most one frame.

    A peer can be one step ahead, never two, since it needs our message to go on. So a frame may begin to arrive before
    it is known what to expect; until then MAX_MESSAGE is the limit. Take a frame as soon as it is ready.
    """

    def __init__(self) -> None:
        self._expected: Expected | None = None
        self._header: bytes | None = None
        self._parts: list[bytes] = []
        self._missing = 0

    @property
    def complete(self) -> bool:
        """Whether a whole frame is here."""
        return self._header is not None and self._missing == 0

    @property
    def ready(self) -> bool:
        """Whether the expected frame is here."""
        return self.complete and self._expected is not None

    def expect(self, expected: Expected) -> None:
        """Say what the next frame must be; one that has begun to arrive is checked now.

        Raises:
            MalformedMessage: it is something else.
        """
        self._expected = expected
        self._check()

    def feed(self, untrusted: bytes) -> None:
        """Take the body of the next ENGINE record.

        Raises:
            MalformedMessage: another frame than expected, cut in the wrong place, too long, or one frame too many.
        """
        if self.complete:
            raise MalformedMessage("two messages in one step")
        if self._header is None:
            if len(untrusted) < FRAME_HEADER:
                raise MalformedMessage("a frame without a header")
            self._header = untrusted[:FRAME_HEADER]
            _, _, _, length = _FRAME.unpack(self._header)
            if length > MAX_MESSAGE:
                raise MalformedMessage("a frame that is too long")
            self._check()
            self._missing = length
            if len(untrusted) != min(FRAME_HEADER + length, MAX_BODY):
                raise MalformedMessage("a frame cut in the wrong place")
            untrusted = untrusted[FRAME_HEADER:]
        elif len(untrusted) != min(self._missing, MAX_BODY):
            raise MalformedMessage("a frame cut in the wrong place")
        self._parts.append(untrusted)
        self._missing -= len(untrusted)

    def take(self) -> bytes:
        """The message of the complete and expected frame; then the next one may come."""
        if not self.ready:
            raise MisuseError("there is no message yet")
        message = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
        self._header = self._expected = None
        self._parts = []
        return message

    def _check(self) -> None:
        if self._header is not None and self._expected is not None and self._header != self._expected.header():
            raise MalformedMessage("another step, kind, run or length than expected")
