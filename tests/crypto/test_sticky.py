"""Sticky inputs with honest parties: runs one after the other, their shape, and what is kept between them."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest

from crypto import capacity as capacity_module
from crypto import preparation
from crypto.bits import masks
from crypto.capacity import Capacity, capacity_of
from crypto.engine import StickyInputs, rounds_and_bytes
from crypto.errors import MisuseError, PeerError
from crypto.rounds import Kind, PartyId, run_locally
from crypto.slots import USES, WHOLE_USES, HolderSlot, OwnerSlot, commitment_to
from tests.crypto.dealer import dealt_sessions
from tests.crypto.engine_runs import flipped, some_bits
from tests.crypto.sticky_runs import (
    LABEL,
    WIDTH,
    Folder,
    dealt_runs,
    entered,
    first_run,
    further_run,
    kept_bits,
    run_sticky,
    seeded,
    slots_alone,
    sticky_inputs,
    sum_circuit,
)


@pytest.mark.parametrize("n", [2, 3])
def test_three_runs_one_after_the_other(n: int) -> None:
    """Each holds the next to what was entered; every run makes the slots that the next one is held to."""
    values = entered(n, "three")
    run = first_run(n, "three", values)
    run.require_right()
    for number in range(2):
        grown = [value | some_bits(WIDTH, "more", number, party) for party, value in enumerate(values)]
        before = [folder.copy() for folder in run.folders]
        run = further_run(n, ("three", number), run.folders, grown, values)
        run.require_right()
        assert all(run.used)
        for party, folder in enumerate(run.folders):
            assert all(np.array_equal(bits, grown[party]) for bits in kept_bits(folder))
            assert all(folder.owned[peer] != before[party].owned[peer] for peer in folder.owned)
            assert {slot.next_use for slot in folder.slots().held.values()} == {1}
            assert set(run.uses[party].values()) == {2}  # of the earlier slots: 0 in their own run, 1 in this one
        values = grown


@pytest.mark.parametrize("n", range(2, 9))
def test_every_number_of_parties(n: int) -> None:
    values = entered(n, ("all", n))
    first = first_run(n, ("all", n), values)
    first.require_right()
    further_run(n, ("all", n), first.folders, values, values).require_right()


def test_the_whole_set_up_and_other_seats() -> None:
    """Nothing dealt, three parties; who sits where may change between runs of a symmetric circuit."""
    circuit, n = sum_circuit(3), 3
    zeros = np.zeros(WIDTH, np.uint8)
    values = entered(n, "whole")
    bits = np.concatenate([np.concatenate((value, zeros)) for value in values])
    first = run_sticky(circuit, bits, [Folder() for _ in range(n)], seeded(n, "whole", 1))
    first.require_right()
    seats = (1, 2, 0)
    again = np.concatenate([np.concatenate((values[party], values[party])) for party in seats])
    run_sticky(circuit, again, first.folders, seeded(n, "whole", 2), seats=seats).require_right()


@pytest.mark.parametrize("n", [2, 3])
@pytest.mark.parametrize("further", [False, True])
def test_the_message_plan_is_what_happens(n: int, further: bool) -> None:
    values = entered(n, "plan")
    run = first_run(n, "plan", values, real_slots=not further)
    if further:
        run = further_run(n, "plan", run.folders, values, values, real_slots=True)
    layout, seats = sticky_inputs(n, further), tuple(range(n))
    capacity = capacity_of(run.circuit, seats, layout)
    plan = rounds_and_bytes(n, capacity, run.circuit, seats, layout)
    planned = (*plan.preparation, *plan.evaluation)[3:]  # the set-up is dealt
    happened = [[len(run.sent[step, party, (party + 1) % n]) for party in range(n)] for step in range(len(planned))]
    n_items = 4 if not further else 2
    assert run.kinds[0] == [one.kind for one in planned]
    assert happened[: len(planned) - n_items] == [list(one.sizes) for one in planned[: len(planned) - n_items]]
    assert sorted(happened) == sorted(list(one.sizes) for one in planned)


def test_what_sticky_inputs_cost() -> None:
    """2,000 sticky bits, two parties: three rounds and 14 kB to prepare; two rounds and less than 1 kB in the run."""
    circuit = sum_circuit(2, 2000)
    plain = rounds_and_bytes(2, capacity_of(circuit, (0, 1)), circuit)
    layout = StickyInputs((np.arange(2000),) * 2)
    plan = rounds_and_bytes(2, capacity_of(circuit, (0, 1), layout), circuit, (0, 1), layout)
    assert len(plan.preparation) == len(plain.preparation) + 3
    assert len(plan.evaluation) == len(plain.evaluation) + 2
    extra = plan.bytes_to_each_peer(0) - plain.bytes_to_each_peer(0)
    assert 13_000 < extra < 15_000
    in_the_run = sum(one.sizes[0] for one in plan.evaluation) - sum(one.sizes[0] for one in plain.evaluation)
    assert in_the_run == 2000 // 8 + 8 + 32 + 72


def test_parties_without_sticky_bits_take_part() -> None:
    circuit = sum_circuit(2)
    layout = StickyInputs((np.arange(WIDTH), np.arange(0)))
    with dealt_runs(2, "none", real_slots=True):
        bits = some_bits(4 * WIDTH, "none")
        run = run_sticky(circuit, bits, [Folder(), Folder()], seeded(2, "none"), inputs=layout)
    run.require_right()
    assert [len(kept_bits(folder)[0]) for folder in run.folders] == [WIDTH, 0]


# What is kept


def test_records_have_one_encoding() -> None:
    folder = first_run(2, "records").folders[0]
    for data, kind in ((folder.owned[1], OwnerSlot), (folder.held[1], HolderSlot)):
        slot = kind.from_bytes(data)
        assert slot.to_bytes() == data
        for broken in (b"", data[:-1], data + b"\0", b"\3" + data[1:], data[:36] + b"\xff" * 4 + data[40:]):
            with pytest.raises(MisuseError):
                kind.from_bytes(broken)
        with pytest.raises(MisuseError):
            pickle.dumps(slot)
        assert slot.slot_id.hex() not in repr(slot)
    padded = bytearray(folder.owned[1])
    padded[40] |= 0x80  # beyond the six bits
    with pytest.raises(MisuseError):
        OwnerSlot.from_bytes(bytes(padded))
    used = HolderSlot.from_bytes(folder.held[1])
    too_often = replace(used, next_use=USES + 1).to_bytes()
    with pytest.raises(MisuseError):
        HolderSlot.from_bytes(too_often)


@pytest.mark.parametrize("n", [2, 3])
def test_slots_hold_what_they_say(n: int) -> None:
    """The relation of every row, for every ordered pair; ids, Deltas and masks differ from pair to pair."""
    sessions = dealt_sessions(n)
    sizes = tuple(5 * party for party in range(n))
    made = run_locally([slots_alone(session, sizes, LABEL) for session in sessions])
    ids, deltas = set(), set()
    for owner in range(n):
        for holder in sessions[owner].peers:
            own, held = made[owner].owned[holder], made[holder].held[owner]
            bits = np.concatenate((own.bits, own.masks))
            assert own.slot_id == held.slot_id
            assert len(own.bits) == held.n_bits == sizes[owner]
            assert np.array_equal(own.mac, held.key ^ (masks(bits)[:, None] & held.delta))
            opened = [held.challenges[32 * use : 32 * use + 32] for use in range(USES)]
            assert own.commitments == b"".join(commitment_to(own.slot_id, u, c) for u, c in enumerate(opened))
            ids.add(own.slot_id)
            deltas.add(held.delta.tobytes())
            assert not np.array_equal(held.delta, sessions[holder].delta)
    assert len(ids) == len(deltas) == n * (n - 1)


@pytest.mark.parametrize("n", [2, 3])
@pytest.mark.parametrize(("n_triples", "n_masks"), [(0, 0), (0, 150), (0, 300), (1, 0), (1, 40), (5, 150)])
def test_slots_wherever_their_rows_are(n: int, n_triples: int, n_masks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the last pass of triples, behind masks, in a pass of their own, in two passes: passes are small here."""
    monkeypatch.setattr(capacity_module, "leaky_triples_per_pass", lambda n: 64)
    wanted = Capacity(n_triples, (n_masks,) * n, 0, (3,) * n)
    made = run_locally([preparation._fill(preparation.Authenticator(one), wanted, LABEL) for one in dealt_sessions(n)])
    for owner in range(n):
        for holder in set(range(n)) - {owner}:
            slots, theirs = made[owner].slots, made[holder].slots
            assert slots is not None
            assert theirs is not None
            own, held = slots.owned[holder], theirs.held[owner]
            bits = np.concatenate((own.bits, own.masks))
            assert np.array_equal(own.mac, held.key ^ (masks(bits)[:, None] & held.delta))
    for one in made:
        one.destroy()


def test_a_slot_is_not_for_another_purpose() -> None:
    ids = []
    for label in (b"one", b"other"):
        sessions = dealt_sessions(2, randoms=seeded(2, "purpose"))
        made = run_locally([slots_alone(session, (3, 3), label) for session in sessions])
        ids.append(made[0].owned[1].slot_id)
    assert ids[0] != ids[1]


def test_a_run_that_does_not_count_keeps_nothing() -> None:
    """The slots of a run that ends before it is used are never handed over, and the earlier ones stay."""
    values = entered(2, "stops")
    first = first_run(2, "stops", values)
    before = [folder.copy() for folder in first.folders]

    def stop(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        return flipped(message) if probe.kinds[0][step] == Kind.LEVEL else message

    probe = further_run(2, ("stops", 0), [folder.copy() for folder in before], values, values)
    probe.require_right()
    run = further_run(2, ("stops", 1), [folder.copy() for folder in before], values, values, tamper=stop)
    assert all(isinstance(result, PeerError) for result in run.results)
    assert not any(run.used)
    for folder, old in zip(run.folders, before, strict=True):
        assert folder.owned == old.owned
        assert HolderSlot.from_bytes(folder.held[1 - run.folders.index(folder)]).next_use == 2
    further_run(2, ("stops", 2), run.folders, values, values).require_right()


def test_a_slot_is_used_32_times_and_then_no_more() -> None:
    values = entered(2, "often")
    folders = first_run(2, "often", values).folders
    for folder in folders:
        folder.held = {
            peer: replace(HolderSlot.from_bytes(data), next_use=WHOLE_USES - 1).to_bytes()
            for peer, data in folder.held.items()
        }
    last = [folder.copy() for folder in folders]
    further_run(2, ("often", 1), last, values, values).require_right()
    for folder in folders:
        folder.held = {peer: HolderSlot.from_bytes(data).advanced().to_bytes() for peer, data in folder.held.items()}
    with pytest.raises(MisuseError, match="no use left"):
        further_run(2, ("often", 2), folders, values, values)


# A slot that is cut to its last bits


def cut(folder: Folder, n_bits: int) -> Folder:
    owned = {peer: OwnerSlot.from_bytes(data).last(n_bits).to_bytes() for peer, data in folder.owned.items()}
    return Folder(owned, {peer: HolderSlot.from_bytes(d).last(n_bits).to_bytes() for peer, d in folder.held.items()})


def last_bits_only(n_bits: int) -> StickyInputs:
    positions = np.arange(2 * WIDTH - n_bits, 2 * WIDTH)
    return StickyInputs(None, (positions, positions))


def test_what_is_left_of_a_cut_slot_holds_a_further_run() -> None:
    values = entered(2, "cut")
    folders = [cut(folder, 2) for folder in first_run(2, "cut", values).folders]
    assert len(OwnerSlot.from_bytes(folders[0].owned[1]).bits) == 2
    assert HolderSlot.from_bytes(folders[0].held[1]).next_use == WHOLE_USES
    same = [np.concatenate((value[::-1], value)) for value in values]
    circuit = sum_circuit(2)
    run = run_sticky(circuit, np.concatenate(same), folders, seeded(2, "cut", 1), inputs=last_bits_only(2))
    assert all(not isinstance(result, PeerError) for result in run.results)
    assert run.uses == [{1: WHOLE_USES + 1}, {0: WHOLE_USES + 1}]


def test_a_cut_slot_has_no_use_of_the_whole_one_and_the_other_way_round() -> None:
    """The same masks with two challenges would show something about the bits."""
    folder = first_run(2, "halves").folders[0]
    whole = OwnerSlot.from_bytes(folder.owned[1])
    part = OwnerSlot.from_bytes(cut(folder, 3).owned[1])
    uses = [*range(USES + 2), 2**63]
    assert [use for use in uses if whole.has_use(use)] == list(range(WHOLE_USES))
    assert [use for use in uses if part.has_use(use)] == list(range(WHOLE_USES, USES))
    for slot in (part, HolderSlot.from_bytes(cut(folder, 3).held[1])):
        with pytest.raises(MisuseError):
            slot.last(1)
    for n_bits in (-1, WIDTH + 1):
        with pytest.raises(MisuseError):
            whole.last(n_bits)
