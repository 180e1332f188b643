"""Decoders of what other computers send, and of what people pass on between them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import msgspec
import numpy as np

from crypto.bits import pack, unpack
from crypto.errors import MalformedMessage, PeerError
from crypto.group import bad_points, base_multiply, check_point
from crypto.sealing import SealedHeader, padded
from desktop.paths import RESOURCES
from p2p import checkup, guest, reply, whereabouts
from p2p.channel import NoiseSession
from p2p.checkup import Call, Reach, Told
from p2p.errors import CannotListen, ChannelError, InviteError, NetworkError
from p2p.guest import Word
from p2p.handshake import NO_ROSTER, Side, check_hello, invite_door, make_hello
from p2p.identity import Identity
from p2p.invite import Invite, encode_invite, invite_link, parse_invite, read_link
from p2p.listener import parse_listen
from p2p.lobby import (
    Abort,
    Accept,
    Acquaint,
    Agreed,
    Back,
    Entry,
    Gathered,
    Leave,
    Met,
    Offer,
    Ready,
    Reason,
    Refuse,
    Roster,
    Way,
    Without,
    decode_message,
    encode_message,
)
from p2p.memory_channel import memory_channels
from p2p.nearby_rows import Announcement as Nearby
from p2p.nearby_rows import decode_txt, encode_txt
from p2p.secret import Secret
from p2p.sheet_words import Begin, Close, Note, Proposal, Stance
from p2p.wire import (
    ABORT_BODY,
    FRAME_HEADER,
    MAX_BODY,
    Expected,
    FrameReader,
    LobbyReader,
    Record,
    RecordType,
    ciphertext_end,
    decode_record,
    encode_record,
)
from p2p.words import NotOurWords, read_word_list, read_words
from tests.fuzz.target import Target

SECRET = Secret(bytes(range(32)))
HASH = bytes(32)
ME, OTHER = Identity(bytes([7]) * 32), Identity(bytes([8]) * 32)
ADDRESSES = ("192.168.4.23", "fd00::17", "127.0.0.1")
INVITE = Invite(SECRET, 3, 1_800_000_000, ADDRESSES, 24_708)
REPLY = reply.Reply(ADDRESSES, 24_708, bytes(reply.NONCE_BYTES))
DIGEST = bytes(range(32))
MESSAGES = (
    Offer(2, b"a sheet"),
    Accept("", DIGEST, ADDRESSES, 4000),
    Leave(),
    Refuse(Reason.USED),
    Roster((Entry(ME.key, "", (), 0), Entry(OTHER.key, "taker", ADDRESSES, 4000))),
    Met((1, 2)),
    Gathered(((1, 2),)),
    Agreed(DIGEST),
    Way(DIGEST, ADDRESSES, 4000),
    Back(DIGEST, 1),
    Without((2, 5)),
    Begin(DIGEST, True, (DIGEST,), False),
    Note("Could we add Fridays?"),
    Proposal(2, b"another sheet"),
    Stance((DIGEST,), ()),
    Close(DIGEST, (3, 2), DIGEST),
    Acquaint(bytes(100)),
    Ready(DIGEST, DIGEST, DIGEST),
    Abort(Reason.LEFT),
)
EXPECTED = Expected(bytes(8), 3, 19, 100)


def as_text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    """A decoder of texts, fed with bytes."""
    return lambda data: read(data.decode("utf-8", "replace"))


def pasted(data: bytes) -> object:
    """An invite that was read can be written and read again."""
    found = parse_invite(data.decode("utf-8", "replace"))
    if parse_invite(encode_invite(found)) != found:
        raise AssertionError("an invite that changes when it is written")
    return found


def pasted_reply(data: bytes) -> object:
    """The same for a reply."""
    found = reply.parse_reply(data.decode("utf-8", "replace"), SECRET)
    if reply.parse_reply(reply.encode_reply(found, SECRET), SECRET) != found:
        raise AssertionError("a reply that changes when it is written")
    return found


def noise_first(data: bytes) -> object:
    """What a stranger says first."""
    NoiseSession(Side.RESPONDER, invite_door(SECRET)).read_handshake(data)
    return None


def noise_record(data: bytes) -> object:
    """What comes after an honest handshake, without the keys."""
    door = invite_door(SECRET)
    here, there = NoiseSession(Side.RESPONDER, door), NoiseSession(Side.INITIATOR, door)
    here.read_handshake(there.write_handshake())
    there.read_handshake(here.write_handshake())
    here.decrypt(data)
    raise AssertionError("accepted something that nobody encrypted")


def hello(data: bytes) -> object:
    """The other side's first record."""
    return check_hello(
        data, side=Side.RESPONDER, own_key=ME.key, handshake_hash=HASH, roster_tag=NO_ROSTER, program_version="1"
    )


def _records(data: bytes) -> list[Record]:
    """Records as a channel would give them: a byte for the type, two for the length, and the body, full where the top
    bit says so."""
    found = []
    types = list(RecordType)
    while len(data) >= 3:
        length = int.from_bytes(data[1:3], "little")
        body = data[3 : 3 + length]
        if data[0] & 0x80:
            body = body.ljust(MAX_BODY, b"x")
        found.append(Record(types[(data[0] & 0x7F) % len(types)], body[:MAX_BODY]))
        data = data[3 + length :]
    return found


def lobby_records(data: bytes) -> object:
    """Records before the computation."""
    reader = LobbyReader()
    return [reader.feed(record) for record in _records(data)]


def frames(data: bytes) -> object:
    """Records of the computation."""
    reader = FrameReader()
    reader.expect(EXPECTED)
    for record in _records(data):
        reader.feed(record.body)
        if reader.ready and len(reader.take()) != EXPECTED.length:
            raise AssertionError("another length than expected")
    return None


def at_open_door(data: bytes) -> object:
    """What somebody says who holds no invite."""

    async def hear() -> object:
        here, there = memory_channels()
        there.send(RecordType.GUEST, data[:MAX_BODY])
        return await guest.hear(here, *Word, seconds=5)

    return _loop().run_until_complete(hear())


_loops: list[asyncio.AbstractEventLoop] = []


def _loop() -> asyncio.AbstractEventLoop:
    if not _loops:
        _loops.append(asyncio.new_event_loop())
    return _loops[0]


def _record(data: bytes) -> object:
    return decode_record(data, 5)


def _encode_record(record: object) -> bytes:
    assert isinstance(record, Record)
    return encode_record(record.type, 5, record.body)


def multicast_text(data: bytes) -> object:
    """What anybody on the network announces; it is nothing, or can be announced again."""
    found = decode_txt(data)
    if found is not None and decode_txt(_txt(found)) != found:
        raise AssertionError("an announcement that changes when it is announced")
    return found


def _txt(announcement: Nearby) -> bytes:
    pairs = [f"{key}={value}".encode() for key, value in encode_txt(announcement).items()]
    return b"".join(bytes([len(pair)]) + pair for pair in pairs)


def base_ot(data: bytes) -> object:
    """The key holder's points. All of them are checked before any is used; here only the first kilobytes are."""
    return [check_point(data[at : at + 32]) for at in range(0, len(data), 32)]


def _encode_where(where: object) -> bytes:
    assert isinstance(where, tuple)
    return whereabouts.encode_where(*where)


def _encode_bits(bits: object) -> bytes:
    assert isinstance(bits, np.ndarray)
    return pack(bits)


def _encode_header(header: object) -> bytes:
    assert isinstance(header, SealedHeader)
    return header.to_bytes()


def _packed(*records: tuple[int, bytes]) -> bytes:
    return b"".join(bytes([type_]) + len(body).to_bytes(2, "little") + body for type_, body in records)


WORDS = tuple(
    read_word_list(path.stem, path.read_text(encoding="utf-8")) for path in sorted((RESOURCES / "words").glob("*.txt"))
)
HEADER = SealedHeader(1, padded(5000), bytes(range(32)), bytes(7), bytes(32), bytes(32), OTHER.key)
_FULL = 0x80

NETWORK = (
    Target(
        "nearby announcement", multicast_text, (), (_txt(Nearby(bytes(8), True, "Ana")), _txt(Nearby(bytes(8), False)))
    ),
    Target("points", base_ot, (MalformedMessage,), (base_multiply(bytes([3]) + bytes(31)) * 4,)),
    Target("packed bits", lambda data: unpack(data, 13), (MalformedMessage,), (b"\xff\x1f", b"\0\0"), _encode_bits),
    Target(
        "framing", ciphertext_end, (MalformedMessage,), (b"\x1d\x00" + bytes(29), b"\xff\xff", b"\x01"), longest=80_000
    ),
    Target("noise first message", noise_first, (ChannelError,), (bytes(48), bytes([9]) + bytes(47)), accepts=False),
    Target("noise record", noise_record, (ChannelError,), (bytes(64), bytes(16), b""), accepts=False),
    Target(
        "record",
        _record,
        (MalformedMessage,),
        tuple(encode_record(type_, 5, b"body") for type_ in RecordType),
        _encode_record,
        longest=70_000,
    ),
    Target(
        "hello",
        hello,
        (PeerError,),
        (make_hello(Side.INITIATOR, OTHER, HASH, NO_ROSTER, "1"),),
    ),
    Target(
        "lobby message",
        decode_message,
        (MalformedMessage,),
        tuple(encode_message(message) for message in MESSAGES),
        lambda message: msgspec.msgpack.encode(message),
    ),
    Target(
        "lobby records",
        lobby_records,
        (PeerError,),
        (
            _packed((1, b"one"), (1, b"two")),
            _packed((_FULL | 2, b""), (_FULL | 2, b""), (1, b"end")),
            _packed((4, ABORT_BODY)),
        ),
        accepts=False,
        memory_factor=25_000,  # three bytes here stand for a full record
    ),
    Target(
        "frames",
        frames,
        (MalformedMessage,),
        (_packed((3, EXPECTED.header() + bytes(100))), _packed((3, bytes(FRAME_HEADER)), (_FULL | 3, b""))),
        accepts=False,
        memory_factor=25_000,
    ),
    Target(
        "open door",
        at_open_door,
        (PeerError, NetworkError, InviteError),
        tuple(bytes([word]) + bytes(size) for word in Word for size in (0, 5, 32, 64)),
        accepts=False,
        memory_factor=64,
    ),
    Target(
        "whereabouts",
        whereabouts.decode_where,
        (MalformedMessage,),
        (whereabouts.encode_where(ADDRESSES, 4000),),
        _encode_where,
    ),
    Target(
        "network check",
        checkup.decode_word,
        (MalformedMessage,),
        (checkup.encode_word(Call(ADDRESSES, 4000)), checkup.encode_word(Told(Reach.SILENT))),
        lambda word: msgspec.msgpack.encode(word),
    ),
    Target("sealed header", SealedHeader.from_bytes, (MalformedMessage,), (HEADER.to_bytes(),), _encode_header),
    Target(
        "point",
        check_point,
        (MalformedMessage,),
        (base_multiply(bytes([3]) + bytes(31)), *bad_points().values()),
        bytes,
        accepts=False,
    ),
    Target(
        "invite",
        pasted,
        (InviteError,),
        (
            encode_invite(INVITE).encode(),
            b"> " + encode_invite(INVITE)[:40].encode() + b"\n> " + encode_invite(INVITE)[40:].encode(),
        ),
        longest=70_000,
    ),
    Target("reply", pasted_reply, (InviteError,), (reply.encode_reply(REPLY, SECRET).encode(),), longest=70_000),
    Target("link", as_text(read_link), (InviteError,), (invite_link(encode_invite(INVITE)).encode(),)),
    Target(
        "spoken words",
        as_text(lambda text: read_words(text, WORDS)),
        (NotOurWords,),
        tuple(" ".join(one.words[:3]).encode() for one in WORDS),
    ),
    Target(
        "listening address", as_text(parse_listen), (CannotListen,), (b"192.168.1.5:4000", b"[fd00::1]:4000", b":4000")
    ),
)
