"""The conversation before the computation: whose turn it is, one decoder, and what must be equal."""

from __future__ import annotations

import itertools
import unicodedata
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crypto.errors import MalformedMessage, MisuseError, PeerAborted, PeerError
from p2p.errors import CircuitMismatch, ParametersMismatch, RosterMismatch, SheetMismatch
from p2p.invite import MAX_PARTIES
from p2p.lobby import (
    MAX_SHEET,
    TRANSITIONS,
    Abort,
    Accept,
    Acquaint,
    Agreed,
    Back,
    Entry,
    Gathered,
    Leave,
    Lobby,
    Message,
    Met,
    Offer,
    Part,
    Ready,
    Reason,
    Refuse,
    Roster,
    State,
    Way,
    Without,
    agreed_digest,
    decode_message,
    encode_message,
    is_name,
    roster_digest,
    sheet_digest,
)
from p2p.sheet_words import MAX_NOTE, MAX_VERSION, Begin, Close, Note, Proposal, Stance, is_note
from p2p.wire import ABORT_BODY, MAX_LOBBY_MESSAGE, PADDED_SIZES, Record, RecordType, encode_record, lobby_records

DIGEST = st.binary(min_size=32, max_size=32)
ROLE = st.from_regex(r"\A([a-z0-9][a-z0-9_-]{0,63})?\Z")
PLACES = st.lists(st.ip_addresses().map(str), max_size=8).map(tuple)
PORT = st.integers(0, 65_535)
SEAT = st.integers(0, MAX_PARTIES - 1)
REASON = st.sampled_from(list(Reason))
NAME = st.text(max_size=40).filter(is_name)
ENTRY = st.builds(Entry, DIGEST, ROLE, PLACES, PORT, NAME)
MESSAGES = st.one_of(
    st.builds(Offer, st.integers(2, MAX_PARTIES), st.binary(min_size=1, max_size=300)),
    st.builds(Accept, ROLE, DIGEST, PLACES, PORT, NAME),
    st.just(Leave()),
    st.builds(Refuse, REASON),
    st.builds(Roster, st.lists(ENTRY, min_size=2, max_size=5).map(tuple)),
    st.builds(Met, st.lists(SEAT, max_size=5).map(tuple)),
    st.builds(Gathered, st.lists(st.tuples(SEAT, SEAT), max_size=5).map(tuple)),
    st.builds(Agreed, DIGEST),
    st.builds(Way, DIGEST, PLACES, PORT),
    st.builds(Back, DIGEST, st.integers(0, 2)),
    st.builds(Without, st.lists(SEAT, min_size=1, max_size=5).map(tuple)),
    st.builds(Begin, DIGEST, st.booleans(), st.lists(DIGEST, max_size=1).map(tuple), st.booleans()),
    st.builds(Note, st.text(min_size=1, max_size=MAX_NOTE).filter(is_note)),
    st.builds(Proposal, st.integers(2, MAX_VERSION), st.binary(min_size=1, max_size=300)),
    st.builds(Stance, st.lists(DIGEST, max_size=3).map(tuple), st.lists(DIGEST, max_size=3).map(tuple)),
    st.builds(Close, DIGEST, st.lists(st.integers(0, 65_535), max_size=MAX_PARTIES).map(tuple), DIGEST),
    st.builds(Acquaint, st.binary(min_size=1, max_size=300)),
    st.builds(Ready, DIGEST, DIGEST, DIGEST),
    st.builds(Abort, REASON),
)
ROSTER = Roster((Entry(bytes([1]) * 32, "a", (), 0), Entry(bytes([2]) * 32, "b", (), 0)))
EXAMPLES: tuple[Message, ...] = (
    Offer(2, b"sheet"), Accept("b", sheet_digest(b"sheet"), (), 0), Leave(), Refuse(Reason.USED), ROSTER, Met(()),
    Gathered(()), Agreed(bytes(32)), Way(bytes(32), (), 1), Back(bytes(32), 0),
    Without((1,)), Begin(bytes(32), False, (), True), Note("a"), Proposal(2, b"sheet"), Stance((), ()),
    Close(bytes(32), (0, 0), bytes(32)), Acquaint(b"a"), Ready(bytes(32), bytes(32), bytes(32)), Abort(Reason.LEFT),
)  # fmt: skip


# ---- the decoder


@given(MESSAGES)
def test_a_message_comes_back(message: Message) -> None:
    assert decode_message(encode_message(message)) == message


@given(st.binary(max_size=200))
@example(b"\x91" * 100_000)
@example(b"\x81\xa4type" * 50_000)
@example(b"\xdb\x00\x00\x00\x02\xff\xff")
@example(b"\xdf\xff\xff\xff\xff")
@example(b"\xc6\xff\xff\xff\xff")
@example(b"\xcf" + b"\xff" * 8)
def test_random_bytes_are_no_message(untrusted: bytes) -> None:
    try:
        message = decode_message(untrusted)
    except MalformedMessage:
        return
    assert encode_message(message) == untrusted


@given(MESSAGES, st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_message_is_another_or_none(message: Message, place: int, change: int) -> None:
    untrusted = bytearray(encode_message(message))
    untrusted[place % len(untrusted)] ^= change
    try:
        changed = decode_message(bytes(untrusted))
    except MalformedMessage:
        return
    assert changed != message
    assert encode_message(changed) == bytes(untrusted)


def pack(**fields: Any) -> bytes:
    return msgspec.msgpack.encode(fields)


READY = {"type": "ready", "sheet": bytes(32), "circuit": bytes(32), "parameters": bytes(32)}


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        b"\xc0",
        b"\x80",
        pack(type="nothing"),
        pack(type=1),
        pack(type="leave", more=1),
        pack(type="leave") + b"\0",
        pack(type="leave")[:-1],
        b"\xde\x00\x01" + pack(type="leave")[1:],  # a longer way to say how many fields
        b"\x82" + pack(type="leave")[1:] + b"\xa4type\xa5leave",  # a field twice
        pack(type="offer", parties=1, sheet=b"x"),
        pack(type="offer", parties=MAX_PARTIES + 1, sheet=b"x"),
        pack(type="offer", parties=2.0, sheet=b"x"),
        pack(type="offer", parties=True, sheet=b"x"),
        pack(type="offer", parties=2, sheet=b""),
        pack(type="offer", parties=2, sheet=bytes(MAX_SHEET + 1)),
        pack(type="offer", parties=2, sheet="text"),
        pack(type="offer", sheet=b"x", parties=2),  # another order
        pack(type="proposal", number=1, sheet=b"x"),
        pack(type="proposal", number=MAX_VERSION + 1, sheet=b"x"),
        pack(type="proposal", number=2, sheet=b""),
        pack(type="proposal", number=2, sheet=bytes(MAX_SHEET + 1)),
        pack(type="note", text=""),
        pack(type="note", text="a" * (MAX_NOTE + 1)),
        pack(type="note", text="two\nlines"),
        pack(type="note", text="a\u202eb"),
        pack(type="note", text=" a"),
        pack(type="begin", sheet=bytes(32), settled=False, closing=[bytes(32)] * 2, fine=True),
        pack(type="begin", sheet=bytes(32), settled=0, closing=[], fine=True),
        pack(type="stance", fine=[bytes(32)] * (MAX_VERSION + 1), refused=[]),
        pack(type="stance", fine=[bytes(31)], refused=[]),
        pack(type="close", sheet=bytes(32), counts=[0] * (MAX_PARTIES + 1), said=bytes(32)),
        pack(type="close", sheet=bytes(32), counts=[-1, 0], said=bytes(32)),
        pack(type="close", sheet=bytes(32), counts=[1 << 16, 0], said=bytes(32)),
        pack(type="offer", parties=2),
        pack(type="accept", role="Upper", sheet_digest=bytes(32), addresses=[], port=0, name=""),
        pack(type="accept", role="a" * 65, sheet_digest=bytes(32), addresses=[], port=0, name=""),
        pack(type="accept", role="a\n", sheet_digest=bytes(32), addresses=[], port=0, name=""),
        pack(type="accept", role="", sheet_digest=bytes(31), addresses=[], port=0, name=""),
        pack(type="accept", role="", sheet_digest=bytes(32), addresses=["1.2.3.4"] * 9, port=0, name=""),
        pack(type="accept", role="", sheet_digest=bytes(32), addresses=["1" * 46], port=0, name=""),
        pack(type="accept", role="", sheet_digest=bytes(32), addresses=[], port=65_536, name=""),
        pack(type="accept", role="", sheet_digest=bytes(32), addresses=[], port=-1, name=""),
        *(
            pack(type="accept", role="", sheet_digest=bytes(32), addresses=[], port=0, name=name)
            for name in ("a" * 41, " a", "a ", "a\nb", "a\u202eb", "a\u200bb", "a\u00a0b", "\x1b[2J", 7)
        ),
        pack(type="accept", role="", sheet_digest=bytes(32), addresses=[], port=0),
        pack(type="refuse", reason=0),
        pack(type="refuse", reason=7),
        pack(type="abort", reason="why I hate you"),
        pack(type="roster", entries=[]),
        pack(type="roster", entries=[[]] * 2),
        pack(type="roster", entries=[{"key": bytes(32), "role": "", "addresses": [], "port": 0, "name": "\u2028"}] * 2),
        pack(type="met", unreachable=[MAX_PARTIES]),
        pack(type="met", unreachable=[0] * (MAX_PARTIES + 1)),
        pack(type="gathered", pairs=[[1]]),
        pack(type="gathered", pairs=[[1, 2, 3]]),
        pack(type="agreed", roster_digest=bytes(33)),
        pack(**{**READY, "sheet": None}),
        bytes(MAX_LOBBY_MESSAGE + 1),
    ],
)
def test_messages_with_one_fault(untrusted: bytes) -> None:
    with pytest.raises(MalformedMessage):
        decode_message(untrusted)


def test_what_is_not_a_sheet_fits_the_smallest_record_where_it_can() -> None:
    """An abort or a refusal cannot be told from any other short word by its size."""
    sizes = {
        len(encode_record(type_, 0, body))
        for message in EXAMPLES
        if not isinstance(message, (Offer, Roster))
        for type_, body in lobby_records(encode_message(message))
    }
    assert sizes == {PADDED_SIZES[0]}


def test_digests_name_everything_that_counts() -> None:
    def entry(key: int = 2, role: str = "b", port: int = 0) -> Entry:
        return Entry(bytes([key]) * 32, role, (), port)

    base = (entry(1, "a"), entry())
    same = roster_digest(Roster(base), b"sheet")
    assert roster_digest(Roster((entry(1, "a"), entry(port=9))), b"sheet") == same
    others = [
        roster_digest(Roster(base), b"another"),
        roster_digest(Roster(base[::-1]), b"sheet"),
        roster_digest(Roster((entry(1, "a"), entry(3))), b"sheet"),
        roster_digest(Roster((entry(1, "a"), entry(2, "c"))), b"sheet"),
        roster_digest(Roster((entry(1, "b"), entry(2, "a"))), b"sheet"),
        roster_digest(Roster((*base, entry(3))), b"sheet"),
    ]
    assert len({same, *others}) == len(others) + 1


def test_names_count_in_what_everybody_confirms_and_nowhere_else() -> None:
    def roster(name: str) -> Roster:
        return Roster((Entry(bytes([1]) * 32, "a", (), 0, "Ana"), Entry(bytes([2]) * 32, "b", (), 0, name)))

    assert roster_digest(roster("Ben"), b"sheet") == roster_digest(roster("Eve"), b"sheet")
    assert len({agreed_digest(roster(name), b"sheet") for name in ("Ben", "Eve", "")}) == 3


@given(st.text(max_size=50))
def test_a_name_is_one_plain_line_or_none(name: str) -> None:
    accept = Accept("", bytes(32), (), 0, name)
    if is_name(name):
        assert decode_message(encode_message(accept)) == accept
        assert not any(unicodedata.category(character)[0] in "CZ" for character in name.replace(" ", ""))
    elif not any("\ud800" <= character <= "\udfff" for character in name):
        with pytest.raises(MalformedMessage):
            decode_message(encode_message(accept))


# ---- the table


def records(lobby: Lobby) -> list[Record]:
    return [Record(type_, body) for type_, body in lobby.take_outgoing()]


def say(speaker: Lobby, listener: Lobby, message: Message) -> tuple[Message, ...]:
    """One sends, the other receives; what the other hears."""
    speaker.send(message)
    heard: tuple[Message, ...] = ()
    for record in records(speaker):
        heard += listener.receive(record)
    return heard


def say_anything(listener: Lobby, message: Message) -> tuple[Message, ...]:
    """A program that keeps no rules says something."""
    heard: tuple[Message, ...] = ()
    for type_, body in lobby_records(encode_message(message)):
        heard += listener.receive(Record(type_, body))
    return heard


WHOLE = [
    ("host", Offer(2, b"sheet"), State.OFFERED, State.DECIDING),
    ("joiner", Accept("b", sheet_digest(b"sheet"), (), 0), State.SEATING, State.ACCEPTED),
    ("host", ROSTER, State.SEATED, State.MEETING),
    ("joiner", Met(()), State.GATHERING, State.MET),
    ("host", Gathered(()), State.AGREEING, State.AGREEING),
    ("joiner", Agreed(bytes(32)), State.AGREEING, State.CONFIRMING),
    ("host", Agreed(bytes(32)), State.CONFIRMING, State.CONFIRMING),
    ("joiner", Acquaint(b"j"), State.CONFIRMING, State.CONFIRMING),
    ("host", Acquaint(b"h"), State.CONFIRMING, State.CONFIRMING),
    ("host", Ready(bytes(32), bytes(32), bytes(32)), State.READY, State.CONFIRMING),
    ("joiner", Ready(bytes(32), bytes(32), bytes(32)), State.READY, State.READY),
]


def at(n_words: int) -> dict[str, Lobby]:
    """Both ends after so many words of a whole conversation."""
    ends = {"host": Lobby(Part.HOST), "joiner": Lobby(Part.JOINER)}
    for speaker, message, host, joiner in WHOLE[:n_words]:
        listener = "joiner" if speaker == "host" else "host"
        assert say(ends[speaker], ends[listener], message) == (message,)
        assert (ends["host"].ours, ends["joiner"].ours) == (host, joiner)
        assert (ends["joiner"].theirs, ends["host"].theirs) == (host, joiner)
    return ends


def test_a_whole_conversation() -> None:
    ends = at(len(WHOLE))
    assert {lobby.ours for lobby in ends.values()} == {State.READY}


@pytest.mark.parametrize("speaker", ["host", "joiner"])
def test_nobody_can_speak_out_of_turn(speaker: str) -> None:
    """At every point every message is either in the table, and both ends agree, or refused by both ends."""
    part = Part.HOST if speaker == "host" else Part.JOINER
    listener = "joiner" if speaker == "host" else "host"
    for n_words, message in itertools.product(range(len(WHOLE) + 1), EXAMPLES):
        ends = at(n_words)
        allowed = (part, ends[speaker].ours, type(message)) in TRANSITIONS
        if allowed:
            assert say(ends[speaker], ends[listener], message) == (message,)
            assert ends[speaker].ours == ends[listener].theirs
            assert ends[speaker].theirs == ends[listener].ours
            continue
        with pytest.raises(MisuseError):
            ends[speaker].send(message)
        assert ends[speaker].take_outgoing() == []
        with pytest.raises(MalformedMessage):
            say_anything(ends[listener], message)


def test_the_table_has_every_message_and_no_way_out_of_the_end() -> None:
    assert {kind for _, _, kind in TRANSITIONS} == set(get_args(Message))
    assert not any(state is State.ENDED for _, state, _ in TRANSITIONS)
    ends = {after for after, _ in TRANSITIONS.values()}
    assert State.ENDED in ends


def test_words_that_cross_an_end_are_dropped() -> None:
    """The joiner accepts while the host refuses."""
    ends = at(1)
    ends["joiner"].send(Accept("", sheet_digest(b"sheet"), (), 0))
    crossing = records(ends["joiner"])
    assert say(ends["host"], ends["joiner"], Refuse(Reason.USED)) == (Refuse(Reason.USED),)
    assert ends["host"].receive(crossing[0]) == ()
    with pytest.raises(MisuseError):
        ends["joiner"].send(Abort(Reason.LEFT))


def test_a_large_sheet_travels_in_parts() -> None:
    host, joiner = Lobby(Part.HOST), Lobby(Part.JOINER)
    sheet = bytes(range(256)) * 4096
    assert len(sheet) == MAX_SHEET
    host.send(Offer(8, sheet))
    parts = records(host)
    assert len(parts) > 16
    assert [joiner.receive(part) for part in parts[:-1]] == [()] * (len(parts) - 1)
    assert joiner.receive(parts[-1]) == (Offer(8, sheet),)


def test_an_abort_record_ends_the_lobby_too() -> None:
    with pytest.raises(PeerAborted):
        at(len(WHOLE))["host"].receive(Record(RecordType.ABORT, ABORT_BODY))


# ---- what must be equal


def test_another_sheet_than_offered() -> None:
    ends = at(1)
    ends["joiner"]._offered = sheet_digest(b"another")  # a program that shows its user something else
    with pytest.raises(SheetMismatch):
        ends["joiner"].send(Accept("", sheet_digest(b"sheet"), (), 0))
    with pytest.raises(SheetMismatch):
        say_anything(at(1)["host"], Accept("", sheet_digest(b"another"), (), 0))


@pytest.mark.parametrize("first", ["host", "joiner"])
@pytest.mark.parametrize(
    ("n_words", "mine", "theirs", "error"),
    [
        (5, Agreed(bytes(32)), Agreed(bytes(31) + b"\1"), RosterMismatch),
        (7, Ready(bytes(32), bytes(32), bytes(32)), Ready(bytes(31) + b"\1", bytes(32), bytes(32)), SheetMismatch),
        (7, Ready(bytes(32), bytes(32), bytes(32)), Ready(bytes(32), bytes(31) + b"\1", bytes(32)), CircuitMismatch),
        (7, Ready(bytes(32), bytes(32), bytes(32)), Ready(bytes(32), bytes(32), bytes([1]) * 32), ParametersMismatch),
    ],
)  # fmt: skip
def test_each_difference_is_its_own_error_on_both_sides(
    n_words: int, mine: Message, theirs: Message, error: type[PeerError], first: str
) -> None:
    ends = at(n_words)
    second = "joiner" if first == "host" else "host"
    ends[first].send(mine)
    words = records(ends[first])
    assert ends[second].receive(words[0]) == (mine,)
    with pytest.raises(error):
        ends[second].send(theirs)
    answer = records(ends[second])
    assert answer != []  # it goes out all the same, so that the other side can tell
    with pytest.raises(error):
        ends[first].receive(answer[0])


def test_peers_begin_with_the_roster() -> None:
    one, other = Lobby(Part.PEER), Lobby(Part.PEER)
    for message in (Agreed(bytes(32)), Ready(bytes(32), bytes(32), bytes(32))):
        assert say(one, other, message) == (message,)
        assert say(other, one, message) == (message,)
    assert one.ours is other.ours is State.READY
    with pytest.raises(MisuseError):
        Lobby(Part.PEER).send(Offer(2, b"x"))
