"""Doors and hellos: what is bound to what, and every hello that must be refused."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import CheatingDetected, MalformedMessage, MisuseError, PeerError
from p2p.errors import RosterMismatch, VersionMismatch
from p2p.handshake import (
    HELLO_BYTES,
    NO_ROSTER,
    Mode,
    Side,
    check_hello,
    invite_door,
    make_hello,
    open_door,
    pair_door,
)
from p2p.identity import Identity
from p2p.secret import Secret

ME, YOU, THIRD = (Identity(bytes([n]) * 32) for n in (1, 2, 3))
HASH = bytes(range(32))
SECRET = Secret(bytes(range(100, 132)))


def hello(side: Side = Side.INITIATOR, identity: Identity = YOU, **changes: Any) -> bytes:
    given_: dict[str, Any] = {"handshake_hash": HASH, "roster_tag": NO_ROSTER, "program_version": "0.1.0", **changes}
    return make_hello(side, identity, **given_)


def check(untrusted: bytes, **changes: Any) -> bytes:
    mine: dict[str, Any] = {
        "side": Side.RESPONDER, "own_key": ME.key, "handshake_hash": HASH, "roster_tag": NO_ROSTER,
        "program_version": "0.1.1", **changes,
    }  # fmt: skip
    return check_hello(untrusted, **mine)


@pytest.mark.parametrize("side", list(Side))
def test_an_honest_hello_shows_who_is_there(side: Side) -> None:
    assert check(hello(side), side=side.other) == YOU.key
    assert len(hello(side)) == HELLO_BYTES <= 512


@pytest.mark.parametrize("version", ["", "0.1.0", "a very long version name", "~"])
def test_any_program_version_is_fine(version: str) -> None:
    assert check(hello(program_version=version)) == YOU.key


@pytest.mark.parametrize("version", ["ü", "a\nb", "\x7f"])
def test_a_version_is_text(version: str) -> None:
    with pytest.raises(MisuseError):
        hello(program_version=version)


@pytest.mark.parametrize(
    ("untrusted", "changes"),
    [
        (hello(), {"side": Side.INITIATOR}),  # reflected
        (hello(Side.RESPONDER), {}),  # of the wrong side
        (hello(identity=ME), {}),  # own key
        (hello(), {"known_keys": frozenset({YOU.key})}),  # the same person twice
        (hello(), {"handshake_hash": bytes(32)}),  # from another channel
        (hello(handshake_hash=bytes(32)), {}),
        (hello()[:50] + NO_ROSTER[:-1] + b"\1" + hello()[82:], {"roster_tag": NO_ROSTER[:-1] + b"\1"}),
        (hello()[:18] + THIRD.key + hello()[50:], {}),  # signed by somebody else
        (hello()[:18] + bytes(32) + hello()[50:], {}),  # a key of small order
        (hello()[:2] + b"0.1.2".ljust(16, b"\0") + hello()[18:], {}),  # another version than signed
    ],
)
def test_a_hello_that_cheats(untrusted: bytes, changes: dict[str, Any]) -> None:
    with pytest.raises(CheatingDetected):
        check(untrusted, **changes)


@pytest.mark.parametrize(
    "untrusted",
    [b"", hello()[:17], hello()[:-1], hello() + b"\0", hello()[:2] + b"\n".ljust(16, b"\0") + hello()[18:],
     hello()[:2] + b"a\0b".ljust(16, b"\0") + hello()[18:]],
)  # fmt: skip
def test_a_hello_that_is_none(untrusted: bytes) -> None:
    with pytest.raises(MalformedMessage):
        check(untrusted)


def test_another_roster_is_its_own_error() -> None:
    with pytest.raises(RosterMismatch):
        check(hello(roster_tag=bytes([5]) * 32), roster_tag=bytes([6]) * 32)


@pytest.mark.parametrize(("theirs", "newer"), [(2, True), (0, False), (65_535, True)])
@pytest.mark.parametrize("rest", [b"", bytes(400)])
def test_another_version_is_its_own_error_whatever_follows(theirs: int, newer: bool, rest: bytes) -> None:
    untrusted = struct.pack("<H16s", theirs, b"9.9\x1b\n\xff\0\0x") + rest
    with pytest.raises(VersionMismatch) as caught:
        check(untrusted)
    assert (caught.value.ours, caught.value.theirs, caught.value.newer) == ("0.1.1", "9.9x", newer)


@given(st.binary(max_size=200) | st.binary(min_size=HELLO_BYTES, max_size=HELLO_BYTES))
def test_random_bytes_are_no_hello(untrusted: bytes) -> None:
    with pytest.raises(PeerError):
        check(untrusted)


@given(st.integers(0, HELLO_BYTES - 1), st.integers(1, 255))
def test_no_byte_of_a_hello_can_change(place: int, change: int) -> None:
    untrusted = bytearray(hello())
    untrusted[place] ^= change
    with pytest.raises(PeerError):
        check(bytes(untrusted))


def test_doors_are_the_same_for_both_sides_and_different_otherwise() -> None:
    doors = [
        invite_door(SECRET),
        invite_door(Secret(bytes(32))),
        pair_door(SECRET, HASH, ME.key, YOU.key),
        pair_door(SECRET, HASH, ME.key, THIRD.key),
        pair_door(Secret(bytes(32)), HASH, ME.key, YOU.key),
    ]
    assert pair_door(SECRET, HASH, YOU.key, ME.key) == doors[2]
    assert len({door.psk.reveal() for door in doors if door.psk is not None}) == 5
    assert len({door.prologue() for door in doors}) == 3  # two modes, two pairs of people
    assert pair_door(SECRET, bytes(32), YOU.key, ME.key).psk == doors[2].psk  # so rosters can be compared inside
    assert SECRET.reveal() not in {door.psk.reveal() for door in doors if door.psk is not None}
    with pytest.raises(MisuseError):
        invite_door(Secret(b"short"))


def test_doors_do_not_show_their_key() -> None:
    door = invite_door(SECRET)
    assert door.psk is not None
    assert door.psk.reveal().hex() not in repr(door)
    assert repr(door.psk.reveal()) not in repr(door)


def test_open_doors_are_marked_and_the_others_are_not() -> None:
    doors = [open_door(Mode.CODE), open_door(Mode.NEARBY)]
    assert all(door.is_open for door in doors)
    assert len({door.mark for door in doors}) == len({door.prologue() for door in doors}) == 2
    assert not invite_door(SECRET).is_open
    assert invite_door(SECRET).mark == b""
    for mode in (Mode.INVITE, Mode.PAIR):
        with pytest.raises(MisuseError):
            open_door(mode)
