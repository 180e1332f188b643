"""Coded OT: the relation of every row, and what happens to whoever deviates from it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from crypto import bch, coded_ot, cot
from crypto.bits import Words
from crypto.coded_ot import CodedRows, code_words, coded_pass
from crypto.errors import CheatingDetected, MisuseError, PeerError
from crypto.rounds import Kind, Tamper, settle
from crypto.session import Session
from tests.crypto.dealer import dealt_sessions
from tests.crypto.seeded import Seeded, require_pinned, run_recorded

N = 128
TREES, COLUMNS, COIN, CHECK = 3, 4, 5, 6


def some_messages(label: object, n_rows: int = N) -> Words:
    return np.frombuffer(Seeded("coded", label)(16 * n_rows), np.uint64).reshape(-1, 2)


def sessions(label: object = "coded") -> list[Session]:
    return dealt_sessions(2, randoms=[Seeded(label, party) for party in range(2)])


def run(tamper: Tamper | None = None, label: object = "coded", n_rows: int = N) -> list[CodedRows | PeerError]:
    return settle([coded_pass(s, some_messages(s.me, n_rows)) for s in sessions(label)], tamper)


def require_related(owner: CodedRows, holder: CodedRows, messages: Words) -> None:
    assert np.array_equal(owner.own ^ (code_words(messages) & holder.delta), holder.key)


@pytest.mark.parametrize("n_rows", [128, 640])
def test_every_row_has_the_relation_in_both_directions(n_rows: int) -> None:
    first, second = run(n_rows=n_rows)
    assert isinstance(first, CodedRows)
    assert isinstance(second, CodedRows)
    require_related(first, second, some_messages(0, n_rows))
    require_related(second, first, some_messages(1, n_rows))
    assert not np.array_equal(first.delta, second.delta)


def test_messages_have_the_stated_lengths_and_are_pinned() -> None:
    lengths: dict[int, set[int]] = {}

    def record(step: int, source: int, destination: int, message: bytes) -> bytes:
        lengths.setdefault(step, set()).add(len(message))
        return message

    run(record)
    expected = coded_ot.message_bytes(N)
    assert lengths[TREES] == {expected[Kind.PSI_KEY]}
    assert lengths[COLUMNS] == {expected[Kind.PSI_BLINDED]}
    assert lengths[CHECK] == {expected[Kind.COT_CHECK]}
    assert len(lengths) == 7
    _, digest = run_recorded([coded_pass(s, some_messages(s.me)) for s in sessions("pinned")])
    require_pinned("coded ot", digest)


def test_rows_come_in_blocks_and_between_two() -> None:
    for session, n_rows in [(sessions()[0], 100), (sessions()[0], 0), (dealt_sessions(3)[0], 128)]:
        with pytest.raises(MisuseError):
            next(coded_pass(session, some_messages(0, n_rows)))


def flip(step: int, bit: Callable[[], int]) -> Tamper:
    """Party 1 changes one bit of its message in this step."""

    def tamper(at: int, source: int, destination: int, message: bytes) -> bytes:
        if (at, source) != (step, 1):
            return message
        changed = bytearray(message)
        changed[bit() // 8] ^= 1 << bit() % 8
        return bytes(changed)

    return tamper


def nibbles(label: object) -> np.ndarray:
    """The four bits of party 0's wide Delta at every place of the code, from an honest run."""
    honest = run(label=label)[0]
    assert isinstance(honest, CodedRows)
    bits = np.unpackbits(honest.delta.view(np.uint8), bitorder="little")
    return bits.reshape(bch.CODE_BITS, coded_ot.SMALL_FIELD)


def test_a_change_of_one_column_is_caught_unless_delta_is_zero_there() -> None:
    """C5 for the code: survival 2^-4, and then nothing has changed."""
    width = 8 * (N + 128) // 8
    places = nibbles("one column").any(axis=1)
    assert 0 < (~places).sum() < 40  # about a sixteenth of 256
    for place in (int(np.flatnonzero(places)[3]), int(np.flatnonzero(~places)[0])):
        first, second = run(flip(COLUMNS, lambda place=place: place * width + 5), "one column")  # type: ignore[misc]
        assert isinstance(first, CheatingDetected if places[place] else CodedRows)
        if isinstance(first, CodedRows) and isinstance(second, CodedRows):
            require_related(second, first, some_messages(1))


def test_a_changed_tree_digest_message_hash_or_column_digest_is_caught() -> None:
    n_trees = coded_ot.message_bytes(N)[Kind.PSI_KEY]
    for step, bit in [(TREES, 8 * n_trees - 3), (TREES, 8 * 32 * 768 + 1), (CHECK, 77), (CHECK, 8 * 2050)]:
        assert isinstance(run(flip(step, lambda bit=bit: bit))[0], CheatingDetected)  # type: ignore[misc]


@pytest.mark.parametrize("n_places", [37, 128])
def test_two_messages_at_once_are_caught(n_places: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that is one message's in some places and another's in the rest, with honest hashes of the one."""
    real = coded_ot.cot.expand_owner

    def mixed(streams, x):  # type: ignore[no-untyped-def]
        if x.ndim == 2:
            x = x.copy()
            x[:n_places, 0] ^= 1
        return real(streams, x)

    monkeypatch.setattr(cot, "expand_owner", mixed)
    results = run()
    assert any(isinstance(result, CheatingDetected) for result in results)


def test_the_honest_proof_sent_back_is_caught() -> None:
    seen: dict[int, bytes] = {}

    def reflect(step: int, source: int, destination: int, message: bytes) -> bytes:
        theirs = seen.setdefault(step, message)
        return theirs if source == 1 and step in (COLUMNS, CHECK) else message

    assert isinstance(run(reflect)[0], PeerError)


def test_nobody_shows_its_hashes_before_all_columns_are_there() -> None:
    """The coin comes after the columns and before the hashes."""
    order: list[int] = []

    def record(step: int, source: int, destination: int, message: bytes) -> bytes:
        order.append(len(message))
        return message[:-1] if step == COLUMNS and source == 1 else message

    results = run(record)
    assert isinstance(results[0], PeerError)
    assert coded_ot.CHECK_BYTES not in order


def test_rows_can_be_wiped() -> None:
    rows = run()[0]
    assert isinstance(rows, CodedRows)
    rows.destroy()
    assert not rows.own.any()
    assert not rows.key.any()
    assert not rows.delta.any()
