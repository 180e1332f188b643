"""Records, lobby messages in parts, engine frames: round trips, limits, and nothing accepted that is not canonical."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import MalformedMessage, MisuseError, PeerAborted
from p2p.wire import (
    ABORT_BODY,
    FRAME_HEADER,
    MAX_BODY,
    MAX_LOBBY_MESSAGE,
    MAX_MESSAGE,
    PADDED_SIZES,
    Expected,
    FrameReader,
    LobbyReader,
    Record,
    RecordType,
    ciphertext_end,
    decode_record,
    encode_record,
    frame_ciphertext,
    frame_records,
    lobby_records,
    refuse_abort,
)

TYPES = st.sampled_from(list(RecordType))
RUN = b"run 8 by"


@given(TYPES, st.integers(0, 2**63 - 1), st.binary(max_size=5000))
def test_a_record_comes_back(type_: RecordType, sequence: int, body: bytes) -> None:
    assert decode_record(encode_record(type_, sequence, body), sequence) == Record(type_, body)


@given(st.binary(max_size=400), st.integers(0, 3))
def test_random_bytes_are_no_record_or_canonical(untrusted: bytes, sequence: int) -> None:
    try:
        record = decode_record(untrusted, sequence)
    except MalformedMessage:
        return
    assert encode_record(record.type, sequence, record.body) == untrusted


@given(TYPES, st.binary(max_size=60), st.integers(0, 10_000), st.integers(1, 255))
def test_one_changed_byte_is_noticed_or_gives_another_record(
    type_: RecordType, body: bytes, place: int, change: int
) -> None:
    plain = bytearray(encode_record(type_, 7, body))
    plain[place % len(plain)] ^= change
    try:
        record = decode_record(bytes(plain), 7)
    except MalformedMessage:
        return
    assert record != Record(type_, body)
    assert encode_record(record.type, 7, record.body) == bytes(plain)


def test_lobby_records_have_few_sizes_and_engine_records_their_own() -> None:
    sizes = {len(encode_record(RecordType.LOBBY, 0, bytes(n))) for n in range(0, MAX_BODY + 1, 77)}
    assert sizes == set(PADDED_SIZES)
    assert [len(encode_record(RecordType.ENGINE, 0, bytes(n))) for n in (0, 1, 243, 244, MAX_BODY)] == [
        13, 14, 256, 257, 65_519,
    ]  # fmt: skip


def test_the_largest_record_fits_one_encrypted_message() -> None:
    assert len(encode_record(RecordType.LOBBY, 2**63 - 1, bytes(MAX_BODY))) == 65_519


@pytest.mark.parametrize(
    ("type_", "sequence", "n_bytes"),
    [(RecordType.ENGINE, 0, MAX_BODY + 1), (RecordType.ENGINE, -1, 0), (RecordType.ENGINE, 2**63, 0)],
)
def test_a_record_that_cannot_be_is_our_mistake(type_: RecordType, sequence: int, n_bytes: int) -> None:
    with pytest.raises(MisuseError):
        encode_record(type_, sequence, bytes(n_bytes))


def record(number: int = 4, sequence: int = 0, length: int = 2, rest: bytes = b"ab") -> bytes:
    return struct.pack("<BQI", number, sequence, length) + rest


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        record()[:12],
        record(number=0),
        record(number=100),
        record(number=255),
        record(sequence=1),
        record(sequence=2**64 - 1),
        record(length=1),
        record(length=3),
        record(length=2**32 - 1),
        record(rest=b"ab\0"),
        record(number=2),
        record(number=2, rest=b"ab".ljust(1024 - 13, b"\0")),
        record(number=2, rest=b"ab\1".ljust(243, b"\0")),
        record(number=2, rest=b"ab".ljust(242, b"\0") + b"\1"),
        record(number=2, length=2**31, rest=b"ab".ljust(243, b"\0")),
        record(number=1, length=MAX_BODY + 1, rest=bytes(MAX_BODY)),
        record(length=MAX_BODY + 1, rest=bytes(MAX_BODY + 1)),
    ],
)
def test_a_record_with_one_fault_is_refused(untrusted: bytes) -> None:
    with pytest.raises(MalformedMessage):
        decode_record(untrusted, 0)


@given(st.binary(min_size=29, max_size=300), st.binary(max_size=50))
def test_an_encrypted_record_is_found_one_byte_at_a_time(ciphertext: bytes, following: bytes) -> None:
    framed = frame_ciphertext(ciphertext)
    stream = framed + following
    ends = [ciphertext_end(stream[:n]) for n in range(len(stream) + 1)]
    assert ends == [None, None] + [len(framed)] * (len(stream) - 1)


def test_lengths_that_no_encrypted_record_has() -> None:
    with pytest.raises(MalformedMessage):
        ciphertext_end(b"\x1c\x00")
    for n_bytes in (28, 65_536):
        with pytest.raises(MisuseError):
            frame_ciphertext(bytes(n_bytes))
    assert ciphertext_end(b"\xff\xff") == 65_537


# ---- lobby messages in parts


def read_lobby(records: list[tuple[RecordType, bytes]]) -> list[bytes | None]:
    reader = LobbyReader()
    return [reader.feed(Record(type_, body)) for type_, body in records]


@pytest.mark.parametrize(
    "n_bytes", [0, 1, MAX_BODY - 1, MAX_BODY, MAX_BODY + 1, 2 * MAX_BODY, 2 * MAX_BODY + 1, MAX_LOBBY_MESSAGE]
)
def test_a_lobby_message_comes_back(n_bytes: int) -> None:
    message = bytes(range(256)) * (n_bytes // 256 + 1)
    message = message[:n_bytes]
    records = list(lobby_records(message))
    assert len(records) == max(1, -(-n_bytes // MAX_BODY))
    assert read_lobby(records) == [None] * (len(records) - 1) + [message]


def test_a_lobby_reader_reads_one_after_the_other() -> None:
    long = bytes(MAX_BODY + 5)
    assert read_lobby([*lobby_records(b"a"), *lobby_records(long), *lobby_records(b"")]) == [b"a", None, long, b""]


@pytest.mark.parametrize(
    "records",
    [
        [(RecordType.LOBBY_PART, b"short")],
        [(RecordType.LOBBY_PART, b"")],
        [(RecordType.LOBBY_PART, bytes(MAX_BODY)), (RecordType.LOBBY, b"")],
        [(RecordType.LOBBY_PART, bytes(MAX_BODY))] * (MAX_LOBBY_MESSAGE // MAX_BODY + 1),
        [(RecordType.HELLO, b"")],
        [(RecordType.ENGINE, b"")],
        [(RecordType.ABORT, b"x")],
        [(RecordType.ABORT, ABORT_BODY[1:])],
    ],
)
def test_lobby_records_that_no_honest_program_sends(records: list[tuple[RecordType, bytes]]) -> None:
    with pytest.raises(MalformedMessage):
        read_lobby(records)


def test_an_abort_is_understood_in_the_lobby() -> None:
    with pytest.raises(PeerAborted):
        read_lobby([(RecordType.ABORT, ABORT_BODY)])


def test_an_abort_has_the_size_of_a_normal_message_and_no_content() -> None:
    check_frame = b"".join(frame_records(Expected(RUN, 5, 16, 32).header(), bytes(32)))
    abort = encode_record(RecordType.ABORT, 3, ABORT_BODY)
    assert len(abort) == len(encode_record(RecordType.ENGINE, 3, check_frame))
    assert not any(ABORT_BODY)
    refuse_abort(Record(RecordType.ENGINE, ABORT_BODY))


def test_a_lobby_message_that_is_too_long_is_our_mistake() -> None:
    with pytest.raises(MisuseError):
        list(lobby_records(bytes(MAX_LOBBY_MESSAGE + 1)))


# ---- engine frames


def bodies(expected: Expected, message: bytes) -> list[bytes]:
    return list(frame_records(expected.header(), message))


@pytest.mark.parametrize(
    "n_bytes", [0, 1, MAX_BODY - FRAME_HEADER, MAX_BODY - FRAME_HEADER + 1, 2 * MAX_BODY, 300_000, MAX_MESSAGE]
)
@pytest.mark.parametrize("early", [False, True])
def test_a_frame_comes_back(n_bytes: int, early: bool) -> None:
    """Whether or not the reader knows what to expect when the frame begins to arrive."""
    expected = Expected(RUN, 3, 8, n_bytes)
    message = (b"0123456789abcdef" * (n_bytes // 16 + 1))[:n_bytes]
    reader = FrameReader()
    if not early:
        reader.expect(expected)
    for body in bodies(expected, message):
        assert not reader.complete
        reader.feed(body)
    assert reader.ready is not early
    if early:
        reader.expect(expected)
    assert reader.take() == message
    assert not reader.complete
    assert all(len(body) == MAX_BODY for body in bodies(expected, message)[:-1])


@pytest.mark.parametrize("early", [False, True])
@pytest.mark.parametrize(
    "sent", [Expected(b"RUN 8 BY", 3, 8, 4), Expected(RUN, 2, 8, 4), Expected(RUN, 3, 9, 4), Expected(RUN, 3, 8, 5)]
)
def test_another_frame_than_expected(sent: Expected, early: bool) -> None:
    reader = FrameReader()
    expected = Expected(RUN, 3, 8, 4)
    frame = bodies(sent, bytes(sent.length))[0]

    def receive() -> None:
        reader.feed(frame)
        reader.expect(expected)

    if not early:
        reader.expect(expected)
    with pytest.raises(MalformedMessage):
        receive()


@pytest.mark.parametrize(
    "untrusted",
    [
        [b""],
        [bytes(FRAME_HEADER - 1)],
        [Expected(RUN, 0, 1, 3).header() + b"ab"],
        [Expected(RUN, 0, 1, 3).header() + b"abcd"],
        [Expected(RUN, 0, 1, MAX_MESSAGE + 1).header()],
        [Expected(RUN, 0, 1, 2**32 - 1).header() + b"a"],
        [Expected(RUN, 0, 1, 100_000).header() + bytes(100)],
        [Expected(RUN, 0, 1, 70_000).header() + bytes(MAX_BODY - FRAME_HEADER), b"short"],
        [Expected(RUN, 0, 1, 70_000).header() + bytes(MAX_BODY - FRAME_HEADER), bytes(MAX_BODY)],
        [Expected(RUN, 0, 1, 0).header(), Expected(RUN, 1, 1, 0).header()],
    ],
)
def test_frames_that_no_honest_program_sends(untrusted: list[bytes]) -> None:
    reader = FrameReader()
    for body in untrusted[:-1]:
        reader.feed(body)
    with pytest.raises(MalformedMessage):
        reader.feed(untrusted[-1])


@given(st.lists(st.binary(max_size=80), max_size=4), st.integers(0, 60))
def test_random_bodies_give_the_frame_or_an_error(untrusted: list[bytes], length: int) -> None:
    expected = Expected(RUN, 0, 1, length)
    reader = FrameReader()
    reader.expect(expected)
    try:
        for body in untrusted:
            reader.feed(body)
    except MalformedMessage:
        return
    if reader.complete:
        assert bodies(expected, reader.take()) == untrusted


def test_nothing_can_be_taken_before_it_is_there() -> None:
    reader = FrameReader()
    with pytest.raises(MisuseError):
        reader.take()
    reader.feed(Expected(RUN, 0, 1, 0).header())
    with pytest.raises(MisuseError):
        reader.take()


def test_a_message_that_is_too_long_is_our_mistake() -> None:
    with pytest.raises(MisuseError):
        list(frame_records(bytes(FRAME_HEADER), bytes(MAX_MESSAGE + 1)))
