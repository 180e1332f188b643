"""Rows of people nearby: whatever anybody announces, the table stays small, calm and about addresses next door."""

from __future__ import annotations

import ipaddress
import itertools
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from p2p.addresses import Interface
from p2p.nearby_rows import (
    FORGET_DEAD_S,
    MAX_DEAD,
    MAX_NICKNAME,
    MAX_PER_ADDRESS,
    MAX_ROWS,
    MAX_TXT,
    TEST_AGAIN_S,
    Announcement,
    Row,
    RowTable,
    decode_txt,
    encode_txt,
    is_nickname,
    reachable,
)
from tests.p2p.mdns_flood import txt

TAG = bytes(range(8))


def encoded(announcement: Announcement) -> bytes:
    return txt(*(f"{key}={value}".encode() for key, value in encode_txt(announcement).items()))


def row(
    number: int = 0, *, name: str | None = None, tag: bytes | None = None, port: int = 1, words: bool = True
) -> Row:
    address = str(ipaddress.ip_address("10.0.0.1") + number)
    return Row(name or f"{number}.x", Announcement(tag or number.to_bytes(8, "big"), words), (address,), port)


def interface(address: str, prefix: int) -> Interface:
    network = ipaddress.ip_network(f"{address}/{prefix}", strict=False)
    return Interface("eth0", 2, ipaddress.ip_address(address), network)


HOME = (interface("192.168.4.5", 24), interface("fe80::5", 64), interface("127.0.0.1", 8))


# ---- what is announced


@given(st.binary(min_size=8, max_size=8), st.booleans(), st.text(max_size=MAX_NICKNAME))
def test_an_announcement_arrives_as_it_was_meant(tag: bytes, words: bool, nickname: str) -> None:
    meant = Announcement(tag, words, nickname if is_nickname(nickname) else "")
    assert decode_txt(encoded(meant)) == meant


@pytest.mark.parametrize(
    "strings",
    [
        (),
        (b"v=1",),
        (b"t=0001020304050607",),
        (b"v=2", b"t=0001020304050607"),
        (b"v=1", b"t=000102030405060"),
        (b"v=1", b"t=00010203040506zz"),
        (b"v=1", b"t=000102030405060A"),
        (b"v=1", b"t=0001020304050607", b"t=0001020304050608"),
        (b"v=1", b"t=0001020304050607", b"T=0001020304050608"),
        (b"v=1", b"t=0001020304050607", b"w=yes"),
        (b"v=1", b"t=0001020304050607", b"x=" + b"y" * 200, b"z=" + b"y" * 200),
    ],
)
def test_an_announcement_that_is_none(strings: tuple[bytes, ...]) -> None:
    assert decode_txt(txt(*strings)) is None


@pytest.mark.parametrize(
    "nickname",
    ["Ana\n", " Ana", "A\u202ena", "A\u200bna", "", "x" * 41, "Ana  B", "A\x1b[2Jna", "e\u0301", "\u0085"],
)  # fmt: skip
def test_a_nickname_that_cannot_be_shown_is_left_out(nickname: str) -> None:
    text = txt(b"v=1", b"t=" + TAG.hex().encode(), b"n=" + nickname.encode()[:200])
    assert decode_txt(text) == Announcement(TAG, False)
    assert decode_txt(txt(b"v=1", b"t=" + TAG.hex().encode(), b"n=\xff\xfe")) == Announcement(TAG, False)
    assert is_nickname("Ana-Lucía 林")


@settings(max_examples=400)
@given(st.binary(max_size=MAX_TXT + 100) | st.lists(st.binary(max_size=60), max_size=8).map(lambda s: txt(*s)))
def test_any_bytes_are_an_announcement_or_nothing(untrusted: bytes) -> None:
    announcement = decode_txt(untrusted)
    if announcement is not None:
        assert len(announcement.tag) == 8
        assert not announcement.nickname or is_nickname(announcement.nickname)
        assert decode_txt(encoded(announcement)) == announcement


def test_a_record_that_is_cut_off_is_none() -> None:
    whole = encoded(Announcement(TAG, True, "Ana"))
    for cut in range(len(whole)):
        found = decode_txt(whole[:cut])
        assert found in (None, Announcement(TAG, False), Announcement(TAG, True))
        assert (found is not None) == (cut in (23, 27))  # between two of its strings


# ---- where it leads


def test_only_addresses_next_door() -> None:
    announced = ["8.8.8.8", "192.168.4.77", "192.168.5.1", "fe80::99", "2001:db8::1", "0.0.0.0", "224.0.0.1", "none",  # noqa: S104
                 "192.168.4.77", "127.0.0.1", "192.168.4.5", "fe80::99%2", "010.0.0.1"]  # fmt: skip
    assert reachable(announced, HOME) == ("192.168.4.77", "192.168.4.5", "fe80::99", "127.0.0.1")
    assert len(reachable((f"192.168.4.{n}" for n in range(1, 200)), HOME)) == 8


@given(st.lists(st.text(max_size=50) | st.ip_addresses().map(str)))
def test_any_text_is_an_address_next_door_or_nothing(untrusted: list[str]) -> None:
    for address in reachable(untrusted, HOME):
        assert ipaddress.ip_address(address) in ipaddress.ip_network("192.168.4.0/24") or ":" in address or (
            address.startswith("127.")
        )  # fmt: skip


# ---- the table


def test_somebody_comes_is_renamed_and_goes() -> None:
    table = RowTable()
    assert not table.due(0)
    assert table.note(row(1), 0)
    assert table.due(0)
    assert not table.due(1)
    assert table.note(row(1), 1)  # said again: nothing new
    assert not table.due(2)
    renamed = Row(row(1).name, Announcement(row(1).announcement.tag, False, "Ana"), row(1).addresses, 1)
    assert table.note(renamed, 3)
    assert table.due(3)
    assert table.rows() == (renamed,)
    table.drop("another.x")
    assert not table.due(4)
    table.drop(renamed.name)
    assert table.due(5)
    assert table.rows() == ()


def test_oneself_is_not_nearby() -> None:
    table = RowTable({TAG})
    assert not table.note(row(1, tag=TAG), 0)
    assert table.note(row(1), 0)
    assert not table.note(row(1, tag=TAG), 0)  # somebody who takes on the own tag is gone
    assert len(table) == 0


def test_twins_are_marked_and_single_again() -> None:
    table = RowTable()
    for name in ("a", "b"):
        table.note(row(1, name=name, tag=TAG), 0)
    table.note(row(2), 0)
    assert [row.twin for row in table.rows()] == [True, True, False]
    table.drop("a")
    assert [row.twin for row in table.rows()] == [False, False]


def test_who_does_not_answer_goes_and_may_come_again() -> None:
    table = RowTable()
    table.note(row(1), 0)
    assert table.to_test(0) == row(1)
    assert table.to_test(0) is None  # begun
    table.tested(row(1).name, True, 1)
    assert table.rows()[0].answers is True
    assert table.to_test(TEST_AGAIN_S - 0.1) is None
    assert table.to_test(TEST_AGAIN_S) is not None
    table.tested(row(1).name, False, TEST_AGAIN_S)
    assert len(table) == 0
    assert not table.note(row(1), TEST_AGAIN_S + 1)
    assert table.note(row(1), TEST_AGAIN_S + FORGET_DEAD_S)
    table.tested("nobody", True, 0)
    table.due(40)
    table.tested(row(1).name, True, 49)
    assert table.due(49)
    table.tested(row(1).name, True, 50)  # still there: nothing to tell
    assert not table.due(50)
    moved = Row(row(1).name, row(1).announcement, ("10.0.0.99",), 7)
    assert table.note(moved, 51)  # elsewhere: to be tested again, at once
    assert table.rows()[0].answers is None
    assert table.to_test(51) is not None


def test_who_was_never_tested_is_tested_first() -> None:
    table = RowTable()
    table.note(row(1), 0)
    table.to_test(0)
    table.tested(row(1).name, True, 0)
    table.note(row(2), 100)
    first, second = table.to_test(100), table.to_test(100)
    assert (first and first.name, second and second.name) == (row(2).name, row(1).name)


def test_one_computer_gets_few_rows() -> None:
    table = RowTable()
    taken = [
        table.note(Row(f"{n}", Announcement(n.to_bytes(8, "big"), True), ("10.0.0.1",), n + 1), 0) for n in range(99)
    ]
    assert sum(taken) == len(table) == MAX_PER_ADDRESS


def test_fifty_thousand_names_a_second() -> None:
    """At most 200 rows, at most 10 updates a second, little memory, and those who answer stay."""
    table = RowTable()
    honest = [row(number, name=f"honest {number}") for number in range(5)]
    for one in honest:
        table.note(one, 0)
        table.tested(one.name, True, 0)
    updates: list[float] = []
    tracemalloc.start()
    for number in range(50_000):
        now = number / 50_000
        name = f"{number:05}" if number % 3 else "00001"  # some of them change all the time
        table.note(
            Row(name, Announcement(number.to_bytes(8, "big"), True), (f"10.1.{number >> 8}.{number & 255}",), 1), now
        )
        if number % 7 == 0 and (due := table.to_test(now)) is not None and not due.name.startswith("honest"):
            table.tested(due.name, False, now)
        if number % 11 == 0:
            table.drop(f"{number - 5:05}")
        if table.due(now):
            updates.append(now)
            assert len(table.rows()) <= MAX_ROWS
        assert len(table) <= MAX_ROWS
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(updates) <= 11
    assert all(later - before >= 0.1 for before, later in itertools.pairwise(updates))
    assert {one.name for one in honest} <= {one.name for one in table.rows()}
    assert len(table._dead) <= MAX_DEAD
    assert len(table._tested_at) <= MAX_ROWS
    assert peak < 4_000_000


@given(st.lists(st.tuples(st.sampled_from(["note", "drop", "test", "dead"]), st.integers(0, 30)), max_size=120))
def test_whatever_happens_rows_are_what_was_announced_last(steps: list[tuple[str, int]]) -> None:
    table, there = RowTable(), dict[str, Row]()
    for now, (what, number) in enumerate(steps):
        one = row(number)
        if what == "note" and table.note(one, now):
            there[one.name] = one
        if what in ("drop", "dead"):
            table.drop(one.name) if what == "drop" else table.tested(one.name, False, now)
            there.pop(one.name, None)
        if what == "test":
            table.tested(one.name, True, now)
        assert {known.name for known in table.rows()} == set(there)
