"""Set intersection, honestly run: right results, constant shape, nothing that tells set sizes or members, clean end."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random as Pseudo

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crypto import group, psi, psi_agree, psi_work
from crypto.circuit import evaluate_clear
from crypto.errors import MalformedMessage, MisuseError, PeerAborted
from crypto.psi_work import CHUNK, COLUMNS, Step, Task, cut, perform, serial
from crypto.randomness import H, H_numbered, le64
from crypto.rounds import Round, run_locally
from tests.crypto.chance import require_binomial
from tests.crypto.psi_runs import ALICE, BOB, BOTH, KINDS, SID, SMALL, honest_pair, require_forgotten, run_pair
from tests.crypto.psi_runs import small_classes as small_classes
from tests.crypto.seeded import Seeded, require_pinned, run_recorded

ORDER = 2**252 + 27742317777372353535851937790883648493


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
@settings(max_examples=8, deadline=None)
def test_it_is_the_intersection(n_first: int, n_second: int, n_common: int, seed: int) -> None:
    """Any sizes from 0 to 200."""
    n_common = min(n_common, n_first, n_second)
    require_right(*two_sets(n_common, n_first - n_common, n_second - n_common, seed), 256)


@given(st.sets(st.binary(max_size=3), max_size=8), st.sets(st.binary(max_size=3), max_size=8))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_is_the_intersection_of_small_sets(small_classes: None, first: set[bytes], second: set[bytes]) -> None:
    require_right(list(first), list(second), 8)


@pytest.mark.parametrize("sets", [((), ()), (ALICE, ()), (ALICE, ALICE), (BOB, BOB), ((b"",), (b"", b"\0"))])
def test_edges(small_classes: None, sets: tuple[Sequence[bytes], Sequence[bytes]]) -> None:
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


@pytest.mark.parametrize("sets", [((), ()), (ALICE, BOB), (BOB, BOB)])
def test_lengths_depend_on_the_class_only(small_classes: None, sets: tuple[Sequence[bytes], Sequence[bytes]]) -> None:
    run = run_pair(sets=sets)
    expected = psi.message_bytes(SMALL)
    assert [len(message) for _, _, message in run.sent] == [expected[kind] for kind in KINDS for _ in range(2)]
    assert sum(expected.values()) == 80 * SMALL + 160
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
    assert {round_.run_id for round_ in seen} == {SID[:8]}


def shapes_of_work(sets: tuple[Sequence[bytes], Sequence[bytes]], size: int) -> list[tuple[Step, int, int]]:
    shapes = []

    def watching(tasks: Sequence[Task]) -> Iterable[bytes]:
        shapes.extend((task.step, len(task.common), len(task.items)) for task in tasks)
        return serial(tasks)

    run_locally(honest_pair(sets, size, [secrets.token_bytes] * 2, watching))
    return shapes


def test_the_work_does_not_depend_on_the_sets() -> None:
    """Nothing, half full, disjoint, all the same: the same tasks in the same order."""
    entries = strings(Pseudo(2), 300)
    nothing = shapes_of_work(((), ()), 256)
    assert len(nothing) == 2 * psi.n_tasks(256)
    assert Counter(step for step, _, _ in nothing) == {step: 8 * (3 if step is Step.COMBINE else 1) for step in Step}
    assert shapes_of_work((entries[:150], entries[150:]), 256) == nothing
    assert shapes_of_work((entries[:200], entries[:200]), 256) == nothing


def test_two_runs_have_nothing_in_common() -> None:
    """Fresh keys and blinds: the same sets give other points, other tags, another transcript."""
    runs = [run_pair(psi._Intersection, sets=(BOB, BOB), size=256, label=label) for label in "ab"]
    seen = [{m[i : i + 16] for _, _, m in run.sent for i in range(0, len(m), 16)} for run in runs]
    assert seen[0].isdisjoint(seen[1])
    assert runs[0].results[0].transcript != runs[1].results[0].transcript


def test_the_order_of_items_is_random(small_classes: None) -> None:
    """Where the first entry ends up is uniform."""
    places = []
    for label in range(400):
        party = psi._Intersection(SID, 0, ALICE, SMALL, Seeded("order", label), serial)
        party._draw()
        places.append(party.order.index(0))
    for place in range(SMALL):
        require_binomial(places.count(place), len(places), 1 / SMALL)


def test_each_direction_and_run_has_its_own_points() -> None:
    """One string is hashed to different points for the two directions and for other runs."""
    item, one = bytes(32), (1).to_bytes(32, "little")
    domains = [psi_work.domain(sid, sender) for sid in (SID, bytes(32)) for sender in (0, 1)]
    assert len({perform(Task(Step.BLIND, domain, item + one)) for domain in domains}) == 4


def test_the_steps_of_the_arithmetic() -> None:
    """Blind, answer, unblind gives the tag that the key holder computes by itself, and the tag is the formula."""
    random = Seeded("steps")
    key, blind, item = group.random_scalar(random), group.random_scalar(random), random(32)
    domain = psi_work.domain(SID, 1)
    asked = perform(Task(Step.BLIND, domain, item + blind))
    answer = perform(Task(Step.MULTIPLY, key, asked))
    found = perform(Task(Step.UNBLIND, domain, item + psi_work.invert_all(blind) + answer))
    point = group.multiply(key, group.hash_to_group(b"psi", SID, b"\1", item))
    assert found == perform(Task(Step.TAG, domain + key, item)) == H("psi-f", (b"psi", SID, b"\1", item, point), 16)
    three, five = ((value).to_bytes(16, "little") for value in (3, 5))
    combined = perform(Task(Step.COMBINE, b"", three + asked + five + answer))
    wide = bytes(16)
    assert combined == group.add(group.multiply(three + wide, asked), group.multiply(five + wide, answer))


@given(st.lists(st.integers(1, ORDER - 1), min_size=1, max_size=20))
def test_inverses_all_at_once(values: list[int]) -> None:
    inverses = psi_work.invert_all(b"".join(value.to_bytes(32, "little") for value in values))
    got = [int.from_bytes(inverse, "little") for inverse in psi_work.split(inverses, 32)]
    assert got == [pow(value, -1, ORDER) for value in values]


def test_numbered_hashes() -> None:
    parts = (b"psi", b"", bytes(100))
    expected = b"".join(H("psi-d", (*parts, le64(i)), 16) for i in range(5))
    assert H_numbered("psi-d", parts, 5, 16) == expected
    assert H_numbered("psi-d", parts, 0, 16) == b""


def bad_encodings() -> list[bytes]:
    """All points of small order, a point of the group plus each of them, non-canonical and off-curve encodings."""
    prime = 2**255 - 19
    order_eight = bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")
    torsion, sum_ = [], order_eight
    for _ in range(8):
        torsion.append(sum_)
        sum_ = group.add(sum_, order_eight)
    assert len(set(torsion)) == 8
    point = group.base_multiply((7).to_bytes(32, "little"))
    mixed = [group.add(point, small) for small in torsion if small != (1).to_bytes(32, "little")]
    others = [(value).to_bytes(32, "little") for value in (2, prime, prime + 1, prime + 3, 2**255 - 1, 2**256 - 1)]
    return [*torsion, *mixed, *others, *group.bad_points().values()]


def test_multiplying_refuses_what_is_no_point_of_the_group() -> None:
    """So that no second check of every point is needed: it refuses exactly what check_point refuses."""
    scalar = (11).to_bytes(32, "little")
    random = Seeded("points")
    candidates = [*bad_encodings(), *(random(32) for _ in range(200))]
    refused = 0
    for encoding in candidates:
        try:
            group.check_point(encoding)
        except MalformedMessage:
            refused += 1
            with pytest.raises(MalformedMessage):
                perform(Task(Step.MULTIPLY, scalar, encoding))
            with pytest.raises(MalformedMessage):
                perform(Task(Step.COMBINE, b"", scalar[:16] + encoding))
            with pytest.raises(MalformedMessage):
                perform(Task(Step.UNBLIND, psi_work.domain(SID, 0), bytes(32) + scalar + encoding))
        else:
            assert perform(Task(Step.MULTIPLY, scalar, encoding)) == group.multiply(scalar, encoding)
    assert len(bad_encodings()) < refused < len(candidates)


def test_tasks_as_bytes_and_in_words() -> None:
    for step in Step:
        task = Task(step, SID + b"\1", bytes(range(sum(COLUMNS[step]))))
        assert Task.from_bytes(task.to_bytes()) == task
        assert repr(task) == f"Task({step.name})"


def test_cutting() -> None:
    random = Seeded("cut")
    n = CHUNK + 3
    first, second = random(16 * n), random(32 * n)
    tasks = cut(Step.COMBINE, b"", first, second)
    assert [len(task.items) for task in tasks] == [48 * CHUNK, 48 * 3]
    records = psi_work.split(b"".join(task.items for task in tasks), 48)
    assert records[-1] == first[-16:] + second[-32:]
    for columns in [(first, second[:-1]), (first,), (first, second, first), (first[:16], second)]:
        with pytest.raises(MisuseError):
            cut(Step.COMBINE, b"", *columns)


def test_size_classes() -> None:
    assert [psi.class_for(n) for n in (0, 1, 256, 257, 1000, 9000, 10_000, 16_384)] == [
        256, 256, 256, 512, 1024, 10_240, 10_240, 16_384,
    ]  # fmt: skip
    with pytest.raises(MisuseError):
        psi.class_for(16_385)


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


def test_work_that_loses_results_is_a_defect(small_classes: None) -> None:
    protocol = psi.intersect(SID, 0, ALICE, SMALL, Seeded("lost"), lambda tasks: [])
    next(protocol)
    with pytest.raises(MisuseError):
        protocol.send({1: group.base_multiply((5).to_bytes(32, "little"))})


def test_everything_is_forgotten_at_the_end(small_classes: None) -> None:
    run = run_pair()
    assert run.results[0].entries == BOTH
    require_forgotten(run.honest, None)
    require_forgotten(run.other, None)
    assert "apple" not in repr(run.results[0]) + str(run.results[0])


@pytest.mark.parametrize("step", range(4))
def test_everything_is_forgotten_when_a_run_is_abandoned(small_classes: None, step: int) -> None:
    """Closed, or ended by an error of the transport, at any step."""
    for end in ("close", "throw"):
        parties = [psi._Intersection(SID, p, (ALICE, BOB)[p], SMALL, Seeded("left", p), serial) for p in (0, 1)]
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
