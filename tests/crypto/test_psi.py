"""Set intersection, honestly run: right results, constant shape, nothing that tells set sizes or members, clean end."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from random import Random as Pseudo

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crypto import psi, psi_agree
from crypto.circuit import evaluate_clear
from crypto.errors import MisuseError, PeerAborted
from crypto.randomness import H, H_each
from crypto.rounds import Kind, Round, run_locally
from tests.crypto.chance import require_binomial
from tests.crypto.psi_runs import ALICE, BOB, BOTH, KINDS, SET_UP, SID, SMALL, honest_pair, require_forgotten, run_pair
from tests.crypto.psi_runs import dealt as dealt
from tests.crypto.psi_runs import small_classes as small_classes
from tests.crypto.seeded import Seeded, require_pinned, run_recorded


def strings(source: Pseudo, n: int) -> list[bytes]:
    return [b"%d %s" % (i, source.randbytes(source.randint(0, 30))) for i in range(n)]


def two_sets(n_common: int, n_first: int, n_second: int, seed: int) -> tuple[list[bytes], list[bytes]]:
    source = Pseudo(seed)
    entries = strings(source, n_common + n_first + n_second)
    first = entries[: n_common + n_first]
    second = entries[:n_common] + entries[n_common + n_first :]
    source.shuffle(first)
    source.shuffle(second)
    return first, second


def require_right(first: Sequence[bytes], second: Sequence[bytes], size: int) -> None:
    results = run_locally(honest_pair((first, second), size, [secrets.token_bytes] * 2))
    assert results[0].entries == results[1].entries == set(first) & set(second)
    assert results[0].transcript == results[1].transcript


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200), st.integers())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_is_the_intersection(dealt: None, n_first: int, n_second: int, n_common: int, seed: int) -> None:
    """Any sizes from 0 to 200."""
    n_common = min(n_common, n_first, n_second)
    require_right(*two_sets(n_common, n_first - n_common, n_second - n_common, seed), 256)


@given(st.sets(st.binary(max_size=3), max_size=8), st.sets(st.binary(max_size=3), max_size=8))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_is_the_intersection_of_small_sets(
    small_classes: None, dealt: None, first: set[bytes], second: set[bytes]
) -> None:
    require_right(list(first), list(second), 8)


@pytest.mark.parametrize("sets", [((), ()), (ALICE, ()), (ALICE, ALICE), (BOB, BOB), ((b"",), (b"", b"\0"))])
def test_edges(small_classes: None, dealt: None, sets: tuple[Sequence[bytes], Sequence[bytes]]) -> None:
    """Nothing at all, nothing at one side, the same at both, a full class, the empty string."""
    require_right(*sets, SMALL)


def test_a_full_class() -> None:
    first = strings(Pseudo(1), 256)
    require_right(first, first[::-1], 256)


def test_what_is_sent_is_pinned() -> None:
    first, second = two_sets(3, 20, 30, 0)
    results, digest = run_recorded(honest_pair((first, second), 256, [Seeded("psi", party) for party in (0, 1)]))
    assert len(results[0].entries) == 3
    require_pinned("psi 256", digest)


@pytest.mark.parametrize("size", [SMALL, 256, 10_240, 102_400])
def test_no_message_is_longer_than_four_mebibytes(size: int) -> None:
    assert max(length for _, length in psi.message_bytes(size)) <= 1 << 22


def test_lengths_depend_on_the_class_only(small_classes: None) -> None:
    for sets in [((), ()), (ALICE, BOB), (BOB, BOB)]:
        run = run_pair(sets=sets)
        expected = [length for _, length in psi.message_bytes(SMALL)]
        assert [len(message) for _, _, message in run.sent] == [length for length in expected for _ in range(2)]
        assert len(run.results[0].transcript) == 32


def test_rounds_have_their_kinds_and_the_run_id(small_classes: None) -> None:
    seen: list[Round] = []

    def watched():  # type: ignore[no-untyped-def]
        protocol = psi.intersect(SID, 0, ALICE, SMALL, Seeded("kinds"))
        inbox = None
        while True:
            try:
                round_ = next(protocol) if inbox is None else protocol.send(inbox)
            except StopIteration as stop:
                return stop.value
            seen.append(round_)
            inbox = yield round_

    run_locally([watched(), psi.intersect(SID, 1, BOB, SMALL, Seeded("kinds too"))])
    assert [round_.kind for round_ in seen] == list(KINDS)
    assert seen[0].run_id == bytes(8)
    assert len({round_.run_id for round_ in seen[1:]}) == 1


def test_hashes_of_many_items() -> None:
    parts, items = (SID, b"\1"), [b"", b"a", b"b" * 200]
    expected = b"".join(H("psi-f", (*parts, item), 16) for item in items)
    assert H_each("psi-f", parts, items, 16) == expected
    assert H_each("psi-f", parts, [], 16) == b""


def test_the_table_hides_how_many_entries_there_are(small_classes: None, dealt: None) -> None:
    """What is sent with nothing, and with a full class, has as many ones."""
    for sets in [((), ()), ([b"%d" % i for i in range(256)],) * 2]:
        columns = [run_pair(sets=sets, size=256).message(KINDS.index(Kind.PSI_BLINDED) - SET_UP, p) for p in (0, 1)]
        for message in columns:
            ones = int(np.unpackbits(np.frombuffer(message, np.uint8)).sum())
            require_binomial(ones, 8 * len(message), 0.5)


def test_two_runs_have_nothing_in_common(small_classes: None) -> None:
    """The same sets give other tags, other columns, another transcript."""
    runs = [run_pair(psi._Intersection, sets=(BOB, BOB), size=SMALL, label=label) for label in "ab"]
    steps = range(1, len(KINDS))
    seen = [{run.message(s, 0)[i : i + 16] for s in steps for i in range(0, 64, 16)} - {b""} for run in runs]
    assert seen[0].isdisjoint(seen[1])
    assert runs[0].results[0].transcript != runs[1].results[0].transcript


def test_each_direction_has_its_own_hashes(small_classes: None, dealt: None) -> None:
    """One string goes to different rows and values in the two tables of a run."""
    party = psi._Intersection(SID, 0, ALICE, SMALL, Seeded("hashes"))
    protocol = party.run()
    next(protocol)
    assert party._hashes(0)[:64] != party._hashes(1)[:64]
    assert len(party.items) == SMALL
    protocol.close()


def test_size_classes() -> None:
    assert [psi.class_for(n) for n in (0, 1, 256, 257, 1000, 9000, 10_000, 16_384, 100_000)] == [
        256, 256, 256, 512, 1024, 10_240, 10_240, 16_384, 102_400,
    ]  # fmt: skip
    with pytest.raises(MisuseError):
        psi.class_for(102_401)


@pytest.mark.parametrize(
    "arguments",
    [
        (SID, 2, ALICE, 256),
        (SID, -1, ALICE, 256),
        (SID[:31], 0, ALICE, 256),
        (SID, 0, ALICE, 255),
        (SID, 0, ALICE, 0),
        (SID, 0, [*ALICE, ALICE[0]], 256),
        (SID, 0, [b"apple %d" % i for i in range(257)], 256),
    ],
)
def test_misuse_is_refused_at_once_and_names_no_entry(arguments: tuple[bytes, int, Sequence[bytes], int]) -> None:
    with pytest.raises(MisuseError) as caught:
        psi.intersect(*arguments, secrets.token_bytes)
    assert "apple" not in str(caught.value)


def test_everything_is_forgotten_at_the_end(small_classes: None, dealt: None) -> None:
    run = run_pair()
    assert run.results[0].entries == BOTH
    require_forgotten(run.honest, None)
    require_forgotten(run.other, None)
    assert "apple" not in repr(run.results[0]) + str(run.results[0])


@pytest.mark.parametrize("step", range(len(KINDS) - SET_UP))
def test_everything_is_forgotten_when_a_run_is_abandoned(small_classes: None, dealt: None, step: int) -> None:
    """Closed, or ended by an error of the transport, at any step."""
    for end in ("close", "throw"):
        parties = [psi._Intersection(SID, p, (ALICE, BOB)[p], SMALL, Seeded("left", p)) for p in (0, 1)]
        protocols = [party.run() for party in parties]
        rounds = [next(protocol) for protocol in protocols]
        for _ in range(step):
            rounds = [protocols[p].send({1 - p: rounds[1 - p].outbox[p]}) for p in (0, 1)]
        error = None
        if end == "close":
            protocols[0].close()
        else:
            with pytest.raises(PeerAborted) as caught:
                protocols[0].throw(PeerAborted("gone"))
            error = caught.value
        require_forgotten(parties[0], error)
        protocols[1].close()


def test_the_digest_of_a_result() -> None:
    digest = psi_agree.result_digest
    assert digest([b"a", b"b"]) == digest((b"b", b"a")) == digest(frozenset((b"a", b"b")))
    assert len({digest(e) for e in ([], [b""], [b"ab"], [b"a", b"b"], [b"a", b"b", b""], [b"b", b"ab"])}) == 6
    assert len(digest([])) == psi_agree.DIGEST_BYTES == 16


def test_the_circuit_of_equality() -> None:
    circuit = psi_agree.equality_circuit()
    assert (circuit.n_ands, circuit.depth, circuit.n_inputs) == (127, 7, 256)
    same = np.frombuffer(Seeded("equal")(128), np.uint8) & 1
    assert evaluate_clear(circuit, np.concatenate([same, same]))["equal"].tolist() == [1]
    for position in range(128):
        other = same.copy()
        other[position] ^= 1
        assert evaluate_clear(circuit, np.concatenate([same, other]))["equal"].tolist() == [0]


def test_the_whole_sequence() -> None:
    """Prepare, intersect, compare: the same result at both, and the comparison sends next to nothing of it."""
    keys = (bytes(32), b"\1" * 32)
    first, second = two_sets(5, 40, 60, 9)
    results = run_locally(
        [psi_agree.intersect_and_agree(p, keys, (first, second)[p], 256, b"sheet", Seeded("all", p)) for p in (0, 1)]
    )
    assert results[0].entries == results[1].entries == set(first) & set(second)
    assert results[0].transcript == results[1].transcript


def test_the_whole_sequence_refuses_misuse_before_anything_is_sent() -> None:
    with pytest.raises(MisuseError):
        next(psi_agree.intersect_and_agree(0, (bytes(32), b"\1" * 32), ALICE, 7, b""))
