"""Relationships: recognised by their people, random to everybody else, and never twice the same."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from crypto.errors import MisuseError, PeerError
from desktop.kept.relations import (
    MAX_TAGS,
    TAG_BYTES,
    TAGS_BYTES,
    Relation,
    Relations,
    decode_relation,
    new_relation,
)
from desktop.store import Kind, LoginOnly, Store, create_store
from p2p.identity import Identity
from p2p.secret import Secret

MEETING, LATER = b"m" * 32, b"l" * 32


def met(n: int, at: int = 1) -> list[Relation]:
    """The same relationship at each of its people."""
    seeds = [Secret(secrets.token_bytes(32)) for _ in range(n)]
    keys = [Identity(seed.reveal()).key for seed in seeds]
    contributions = [secrets.token_bytes(32) for _ in range(n)]
    return [new_relation(seed, keys, contributions, at) for seed in seeds]


def shown(store: Store, relations: list[Relation], meeting: bytes = MEETING) -> bytes:
    return Relations(store, secrets.token_bytes).tags(relations, meeting)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return create_store(tmp_path, LoginOnly())


@pytest.mark.parametrize("n", [2, 3, 5])
def test_people_who_met_recognise_each_other_whatever_their_seats(n: int, store: Store) -> None:
    everybody = met(n)
    assert len({one.secret.reveal() for one in everybody}) == 1
    assert len({one.name(MEETING) for one in everybody}) == 1
    tags = {seat: shown(store, [one, *met(n)]) for seat, one in enumerate(everybody)}
    for seat, one in enumerate(everybody):
        others = {other: word for other, word in tags.items() if other != seat}
        assert one.recognise(MEETING, others) == {other: everybody[other].identity().key for other in others}
        assert one.recognise(LATER, others) is None  # what was shown once is worth nothing again


def test_strangers_and_incomplete_groups_are_not_recognised(store: Store) -> None:
    ana, bea, cem = met(3)
    nothing = shown(store, [])
    assert ana.recognise(MEETING, {1: shown(store, [bea]), 2: nothing}) is None
    assert ana.recognise(MEETING, {1: shown(store, [bea])}) is None
    assert ana.recognise(MEETING, {1: shown(store, [bea]), 2: shown(store, [bea])}) is None
    assert ana.recognise(MEETING, {1: shown(store, [bea]), 2: shown(store, [bea, cem])}) is None
    assert ana.recognise(MEETING, {1: shown(store, [cem]), 2: shown(store, [bea])}) is not None


def test_a_tag_cannot_be_sent_back(store: Store) -> None:
    ana, bea = met(2)
    assert ana.recognise(MEETING, {1: shown(store, [ana])}) is None
    assert ana.recognise(MEETING, {1: shown(store, [bea])}) is not None


def test_tags_are_always_as_many_and_say_nothing_to_others(store: Store) -> None:
    relations = [met(2)[0] for _ in range(5)]
    for known in ([], relations[:1], relations):
        for meeting in (MEETING, LATER):
            word = shown(store, known, meeting)
            assert len(word) == TAGS_BYTES
            tags = [word[start : start + TAG_BYTES] for start in range(0, TAGS_BYTES, TAG_BYTES)]
            assert tags == sorted(set(tags))
            for relation in known:
                assert relation.secret.reveal()[:TAG_BYTES] not in word
                assert relation.identity().key[:TAG_BYTES] not in word


def test_relationships_are_kept_and_the_latest_ones_are_tried(store: Store) -> None:
    book = Relations(store, secrets.token_bytes)
    assert book.of(2) == []
    saved = [met(2, at=number)[0] for number in range(MAX_TAGS + 3)]
    trio = met(3)[0]
    for relation in [*saved, trio]:
        book.save(relation)
    book.save(replace(saved[0], met=1000))
    found = book.of(2)
    assert {one.secret.reveal() for one in found} == {one.secret.reveal() for one in [saved[0], *saved[4:]]}
    assert [one.secret.reveal() for one in book.of(3)] == [trio.secret.reveal()]
    again = next(one for one in found if one.secret.reveal() == saved[0].secret.reveal())
    assert (again.met, again.keys, again.identity().key) == (1000, saved[0].keys, saved[0].identity().key)


def test_the_order_is_the_same_for_all_of_its_people(tmp_path: Path) -> None:
    books = [Relations(create_store(tmp_path / name, LoginOnly()), secrets.token_bytes) for name in "ab"]
    for number in range(6):
        for book, relation in zip(books, met(2, at=number), strict=True):
            book.save(relation)
    orders = [[one.secret.reveal() for one in book.of(2)] for book in books]
    assert orders[0] == orders[1]


def test_both_windows_of_one_folder_know_it_and_nobody_else_does(tmp_path: Path) -> None:
    store, other = (create_store(tmp_path / name, LoginOnly()) for name in "ab")
    first, again, stranger = (Relations(one, secrets.token_bytes) for one in (store, store, other))
    key, peer = b"k" * 32, b"p" * 32
    said = first.of_this_folder(MEETING, key)
    assert again.of_this_folder(MEETING, key) == said
    assert stranger.of_this_folder(MEETING, key) != said
    assert again.of_this_folder(MEETING, peer) != said  # so it cannot be sent back
    assert again.of_this_folder(LATER, key) != said


def test_records_have_one_encoding(store: Store) -> None:
    (relation, _) = met(2)
    data = relation.encode()
    assert decode_relation(data).encode() == data
    for bad in (b"", data[:-1], data + b"\0" * 31, b"\1" + data[1:], data[:-32], data + bytes(32 * 63)):
        with pytest.raises(MisuseError):
            decode_relation(bad)
    Relations(store, secrets.token_bytes).save(relation)
    for path in store.folder.rglob("*"):
        assert not path.is_file() or relation.secret.reveal() not in path.read_bytes()
    assert "reveal" not in repr(relation)
    assert relation.secret.reveal().hex() not in repr(relation)
    assert all(record_id == "this folder" or record_id.startswith("with ") for record_id in store.ids(Kind.IDENTITY))


def test_keys_that_do_not_name_so_many_people_are_refused() -> None:
    seed = Secret(bytes(32))
    key, other = Identity(bytes(32)).key, Identity(b"o" * 32).key
    for keys in ([key, key], [key, bytes(32)], [key, b"\1" + bytes(31)]):
        with pytest.raises(PeerError):
            new_relation(seed, keys, [bytes(32)] * 2, 0)
    assert new_relation(seed, [other, key], [bytes(32)] * 2, 0).keys == tuple(sorted([key, other]))


def test_everybodys_random_bytes_count() -> None:
    seed = Secret(bytes(32))
    keys = [Identity(bytes(32)).key, Identity(b"o" * 32).key]
    found = {new_relation(seed, keys, [a * 32, b * 32], 0).secret.reveal() for a in (b"a", b"b") for b in (b"a", b"b")}
    assert len(found) == 4


@pytest.mark.parametrize("compared", [True, False])
def test_whether_words_were_compared_is_kept_for_good(compared: bool) -> None:
    one = met(2)[0].meets("Ana", Secret(b"w" * 32), 7, compared=compared)
    assert decode_relation(one.encode()).checked == compared
    assert decode_relation(one.meets("", Secret(b"v" * 32), 8).encode()).checked == compared


def test_a_record_of_another_format_or_with_another_flag_is_none() -> None:
    whole = met(2)[0].meets("Ana", Secret(b"w" * 32), 7, compared=True).encode()
    flag = 9 + 32 + 32
    for wrong in (b"\2" + whole[1:], whole[:flag] + b"\2" + whole[flag + 1 :]):
        with pytest.raises(MisuseError):
            decode_relation(wrong)
