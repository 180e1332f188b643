"""What is kept for a further run: whole or not at all, one run at a time, nothing after it is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from crypto.commit import Toss
from crypto.errors import MisuseError
from crypto.slots import MASK_BITS, USES, WHOLE_USES, HolderSlot, OwnerSlot
from desktop.deals.answers import Answers, Ticks
from desktop.kept.inputs import Kept, KeptInputs, KeptToss, kept_sheets
from desktop.ledger import lineage_of
from desktop.store import Kind, LoginOnly, StaleVersion, Store, StoreDamaged, create_store, open_store
from p2p.identity import Identity
from tests.crypto.seeded import Seeded

KEYS = [Identity(bytes([number]) * 32).key for number in (1, 2, 3)]
LINEAGE = lineage_of("trial", KEYS)
ANSWERS = Answers("", frozenset({"a"}), {"a": True, "b": Ticks(frozenset({1, 2}))})


def kept(number: int, n_bits: int = 5, answers: Answers | None = ANSWERS) -> Kept:
    random = Seeded("kept", number)

    def rows() -> np.ndarray:
        return np.frombuffer(random(16 * (n_bits + MASK_BITS)), np.uint64).reshape(-1, 2)

    def bits(count: int) -> np.ndarray:
        return np.frombuffer(random(count), np.uint8) & 1

    owned = {k: OwnerSlot(random(32), bits(n_bits), bits(MASK_BITS), rows(), random(32 * USES)) for k in KEYS[1:]}
    delta = np.frombuffer(random(16), np.uint64)
    held = {k: HolderSlot(random(32), delta, rows(), random(32 * USES), 1) for k in KEYS[1:]}
    return Kept(bytes([number]) * 32, b"s" * 32, tuple(KEYS), ("", "", ""), answers, owned, held)


def as_bytes(one: Kept) -> tuple[object, ...]:
    owned = {key: slot.to_bytes() for key, slot in one.owned.items()}
    held = {key: slot.to_bytes() for key, slot in one.held.items()}
    return one.run_id, one.sheet_digest, one.keys, one.roles, one.answers, owned, held


def advanced(held: Mapping[bytes, HolderSlot]) -> dict[bytes, HolderSlot]:
    return {key: slot.advanced() for key, slot in held.items()}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return create_store(tmp_path, LoginOnly())


def inputs_in(store: Store) -> KeptInputs:
    return KeptInputs(store, LINEAGE, KEYS[0])


@pytest.mark.parametrize("answers", [ANSWERS, None])
def test_what_is_kept_is_there_again(store: Store, answers: Answers | None) -> None:
    inputs = inputs_in(store)
    assert inputs.load() is None
    one = kept(1, answers=answers)
    inputs.replace(one)
    assert as_bytes(inputs_in(open_store(store.folder, LoginOnly())).load()) == as_bytes(one)
    assert KeptInputs(store, LINEAGE, KEYS[1]).load() is None
    assert KeptInputs(store, lineage_of("other", KEYS), KEYS[0]).load() is None
    slots = inputs.load().slots({key: party for party, key in enumerate(KEYS)})
    assert slots.owned.keys() == slots.held.keys() == {1, 2}


def test_uses_go_forward_only_and_the_slots_stay_as_they_are(store: Store) -> None:
    inputs = inputs_in(store)
    with pytest.raises(MisuseError):
        inputs.advance(bytes(32), {})
    inputs.replace(kept(1))
    first = inputs.load()
    inputs.advance(first.run_id, advanced(first.held))
    second = inputs.load()
    assert {slot.next_use for slot in second.held.values()} == {2}
    assert [slot.to_bytes() for slot in second.owned.values()] == [slot.to_bytes() for slot in first.owned.values()]
    with pytest.raises(StaleVersion):  # another window that had read before
        inputs.advance(first.run_id, advanced(first.held))
    with pytest.raises(MisuseError):
        inputs.advance(first.run_id, {KEYS[1]: next(iter(second.held.values())).advanced()})
    assert {slot.next_use for slot in inputs.load().held.values()} == {2}


def test_a_new_run_takes_the_place_of_the_one_before(store: Store) -> None:
    inputs = inputs_in(store)
    for number in (1, 2, 3):
        inputs.replace(kept(number))
        assert as_bytes(inputs.load()) == as_bytes(kept(number))
        assert len(store.ids(Kind.KEPT_INPUTS)) == 5
    inputs.forget()
    assert inputs.load() is None
    assert store.ids(Kind.KEPT_INPUTS) == ()
    inputs.forget()


def test_a_stop_anywhere_leaves_one_run_or_the_other(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program dies at any save or removal of a replacement: what is kept is of one run, and the rest goes later."""
    inputs = inputs_in(store)
    inputs.replace(kept(1))
    seen = set()
    for limit in range(30):
        left = [limit]

        def dies(real: object) -> object:
            def call(*rest: object, **named: object) -> object:
                left[0] -= 1  # noqa: B023  # used before the next round
                if left[0] < 0:  # noqa: B023
                    raise KeyboardInterrupt
                return real(*rest, **named)  # type: ignore[operator]

            return call

        with monkeypatch.context() as patch:
            patch.setattr(store, "put", dies(store.put))
            patch.setattr(store, "forget", dies(store.forget))
            try:
                inputs.replace(kept(2))
            except KeyboardInterrupt:
                died = True
            else:
                died = False
        found = inputs_in(open_store(store.folder, LoginOnly())).load()
        assert as_bytes(found) in (as_bytes(kept(1)), as_bytes(kept(2)))
        seen.add(found.run_id)
        if not died:
            break
        inputs.replace(kept(1))
    assert len(seen) == 2
    assert not died
    assert len(store.ids(Kind.KEPT_INPUTS)) == 5


def test_a_lost_slot_is_no_kept_input(store: Store) -> None:
    inputs = inputs_in(store)
    inputs.replace(kept(1))
    slot_id = next(
        record for record in store.ids(Kind.KEPT_INPUTS) if len(store.get(Kind.KEPT_INPUTS, record).content) > 9999
    )
    store.forget(Kind.KEPT_INPUTS, slot_id)
    assert inputs.load() is None
    inputs.replace(kept(2))
    assert as_bytes(inputs.load()) == as_bytes(kept(2))


def test_a_damaged_record_is_told(store: Store) -> None:
    inputs = inputs_in(store)
    inputs.replace(kept(1))
    for path in store.records_folder.glob("*.rec"):
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(bytes(data))
    with pytest.raises(StoreDamaged):
        inputs.load()
    assert inputs.load() is None


def test_anything_else_in_its_place_is_a_fault(store: Store) -> None:
    inputs = inputs_in(store)
    inputs.replace(kept(1))
    main = min(store.ids(Kind.KEPT_INPUTS), key=lambda record: len(store.get(Kind.KEPT_INPUTS, record).content))
    content = store.get(Kind.KEPT_INPUTS, main).content
    for bad in (b"", content + b"\0", content[:-1], b"\x80"):
        store.put(Kind.KEPT_INPUTS, main, bad)
        with pytest.raises(MisuseError):
            inputs.load()


def test_nothing_of_it_is_readable_on_the_disk(store: Store) -> None:
    one = kept(1)
    inputs_in(store).replace(replace(one, answers=Answers("canary-role", frozenset(), {"canary": 3})))
    secrets_of = [*(s.mac[:2].tobytes() for s in one.owned.values()), *(s.key[:2].tobytes() for s in one.held.values())]
    for path in store.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"canary" not in data
            assert not any(secret in data for secret in secrets_of)


# Of a run under way, and at its end


TOSS = KeptToss(b"s" * 32, 7, b"x" * 32, {KEYS[0]: 2, KEYS[1]: 0, KEYS[2]: 1}, {key: key for key in KEYS})


def under_way(number: int) -> Kept:
    return replace(kept(number), n_random=2, toss=TOSS)


def test_a_run_under_way_is_kept_beside_the_one_before(store: Store) -> None:
    inputs = inputs_in(store)
    inputs.replace(kept(1))
    inputs.keep_next(under_way(2))
    assert (inputs.load().run_id[0], inputs.load_next().run_id[0]) == (1, 2)
    inputs.advance(under_way(2).run_id, advanced(inputs.load_next().held))
    assert {slot.next_use for slot in inputs.load_next().held.values()} == {2}
    assert {slot.next_use for slot in inputs.load().held.values()} == {1}
    inputs.keep_next(under_way(3))  # the second never counted
    assert len(store.ids(Kind.KEPT_INPUTS)) == 10
    inputs.promote()
    assert inputs.load_next() is None
    found = inputs.load()
    assert (found.run_id[0], found.toss, found.n_random, found.cut) == (3, TOSS, 2, False)
    assert len(store.ids(Kind.KEPT_INPUTS)) == 5
    inputs.promote()  # nothing is under way
    assert inputs.load().run_id[0] == 3
    inputs.keep_next(under_way(4))
    inputs.forget()
    assert store.ids(Kind.KEPT_INPUTS) == ()


def test_a_kept_coin_has_the_numbers_that_parties_have_now() -> None:
    toss = TOSS.toss(dict(enumerate(reversed(KEYS))))
    assert (toss.sid, toss.number, toss.share) == (TOSS.sid, TOSS.number, TOSS.share)
    assert toss.numbers == (1, 0, 2)
    assert toss.commitments == tuple(reversed(KEYS))
    assert KeptToss.of(Toss(TOSS.sid, 7, TOSS.share, (2, 0, 1), tuple(KEYS)), dict(enumerate(KEYS))) == TOSS


@pytest.mark.parametrize("answers_matter", [True, False])
def test_what_stays_at_the_end(store: Store, answers_matter: bool) -> None:
    inputs = inputs_in(store)
    inputs.end(answers_matter=answers_matter)
    inputs.replace(under_way(1))
    for _ in range(2):
        inputs.end(answers_matter=answers_matter)
    found = inputs.load()
    assert found.toss is None
    assert found.cut is not answers_matter
    assert found.answers == (ANSWERS if answers_matter else None)
    assert {len(slot.bits) for slot in found.owned.values()} == {5 if answers_matter else 2}
    assert {slot.next_use for slot in found.held.values()} == {1 if answers_matter else WHOLE_USES}
    assert len(store.ids(Kind.KEPT_INPUTS)) == 5
    inputs.replace(replace(under_way(2), n_random=0))
    inputs.end(answers_matter=answers_matter)
    assert (inputs.load() is None) is not answers_matter


def test_a_stop_while_slots_are_cut_leaves_the_whole_ones_or_the_cut_ones(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs, seen = inputs_in(store), set()
    for limit in range(30):
        inputs.replace(under_way(1))
        left = [limit]

        def dies(real: object, left: list[int] = left) -> object:
            def call(*rest: object, **named: object) -> object:
                left[0] -= 1
                if left[0] < 0:
                    raise KeyboardInterrupt
                return real(*rest, **named)  # type: ignore[operator]

            return call

        with monkeypatch.context() as patch:
            patch.setattr(store, "put", dies(store.put))
            patch.setattr(store, "forget", dies(store.forget))
            try:
                inputs.end(answers_matter=False)
            except KeyboardInterrupt:
                died = True
            else:
                died = False
        found = inputs.load()
        assert len(next(iter(found.owned.values())).bits) == (2 if found.cut else 5)
        assert (found.answers is None) is found.cut
        seen.add(found.cut)
        if not died:
            break
        inputs.forget()
        assert inputs.load() is None
    assert seen == {True, False}
    assert not died
    assert len(store.ids(Kind.KEPT_INPUTS)) == 5


def test_whose_inputs_are_kept_of_which_sheets(store: Store) -> None:
    assert kept_sheets(store, KEYS, KEYS[0]) == frozenset()
    inputs_in(store).keep_next(under_way(1))
    KeptInputs(store, lineage_of("other", KEYS), KEYS[0]).replace(kept(2))
    assert kept_sheets(store, KEYS, KEYS[0]) == {"trial", "other"}
    assert kept_sheets(store, KEYS[:2], KEYS[0]) == kept_sheets(store, KEYS, KEYS[1]) == frozenset()
