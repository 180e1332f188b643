"""C30: whoever enters something else than before, asks again, or goes back to an older folder."""

from __future__ import annotations

from dataclasses import replace
from random import Random as Pseudo

import numpy as np
import pytest

from crypto import pprf
from crypto.bits import Bits, Words, masks
from crypto.cot import CotRows
from crypto.engine import StickyInputs
from crypto.errors import CheatingDetected, MisuseError, PeerAborted, PeerError
from crypto.rounds import Kind, PartyId, Round, Tamper, run_locally, settle
from crypto.slots import (
    COMMITMENTS_BYTES,
    USES,
    WHOLE_USES,
    HolderSlot,
    OwnerSlot,
    Slots,
    SlotStart,
    column_bytes,
    make_slots,
)
from crypto.sticky import PROOF_BYTES, StickyRun, prove, verify
from crypto.sticky_inputs import CHECK_BITS, SLOT_DELTA_BITS
from tests.crypto.dealer import dealt_sessions
from tests.crypto.engine_runs import flipped
from tests.crypto.sticky_runs import (
    LABEL,
    WIDTH,
    Folder,
    StickyTest,
    entered,
    first_run,
    further_run,
    images,
    kept_bits,
    seeded,
    slots_alone,
    sticky_inputs,
)


@pytest.mark.parametrize("n", [2, 3])
@pytest.mark.parametrize("position", [0, WIDTH - 1])
def test_one_changed_bit_is_caught_before_the_first_level(
    n: int, position: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C30. Party 0 enters one other bit than before and says nothing."""
    values = entered(n, "changed")
    folders = first_run(n, "changed", values).folders
    other = [value.copy() for value in values]
    other[0][position] ^= 1
    monkeypatch.setattr(StickyRun, "require_fitting", lambda self, my_bits: None)
    run = further_run(n, "changed", folders, values, other)
    for party in range(1, n):
        run.require_stopped_before_the_levels(party)


def test_a_new_slot_holds_what_is_entered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever keeps something else than it enters, to have an easier next run, is caught in this one."""
    moved_to = OwnerSlot.moved_to

    def lie(slot: OwnerSlot, bits: Bits) -> tuple[OwnerSlot, Bits]:
        return moved_to(slot, bits ^ (slot.slot_id in theirs))

    theirs: set[bytes] = set()
    original = StickyRun.__init__

    def note(self: StickyRun, session, *rest: object) -> None:  # type: ignore[no-untyped-def]
        original(self, session, *rest)
        if session.me == 0:
            theirs.update(slot.slot_id for slot in self._fresh.owned.values())

    monkeypatch.setattr(StickyRun, "__init__", note)
    monkeypatch.setattr(OwnerSlot, "moved_to", lie)
    first_run(2, "lie").require_stopped_before_the_levels(1)


def test_no_change_ever_survives() -> None:
    """Survival is 2^-64: of 500 changes of one to all bits none is accepted, and no honest proof refused."""
    source = Pseudo(7)
    made = run_locally([slots_alone(session, (40, 40), LABEL) for session in dealt_sessions(2)])
    own, held = made[0].owned[1], made[1].held[0]
    pair = (b"session", b"\0", b"\1")
    delta = np.frombuffer(source.randbytes(16), np.uint64)

    def proof_of(changed: Bits, use: int) -> tuple[Words, Words, bytes]:
        """A run in which the owner enters its bits xor `changed`."""
        key, mask_key = (np.frombuffer(source.randbytes(16 * m), np.uint64).reshape(m, 2) for m in (40, CHECK_BITS))
        mac = key ^ (masks(own.bits ^ changed)[:, None] & delta)
        mask_mac = mask_key ^ (masks(own.masks[use * CHECK_BITS :][:CHECK_BITS])[:, None] & delta)
        return key, mask_key, prove(own, use, pair, held.challenges[32 * use : 32 * use + 32], mac, mask_mac)

    for trial in range(USES):
        key, mask_key, proof = proof_of(np.zeros(40, np.uint8), trial)
        verify(held, trial, pair, key, mask_key, delta, proof)
    for trial in range(500):
        changed = np.zeros(40, np.uint8)
        changed[source.sample(range(40), 1 + trial % 40)] = 1
        key, mask_key, proof = proof_of(changed, trial % USES)
        with pytest.raises(CheatingDetected):
            verify(held, trial % USES, pair, key, mask_key, delta, proof)


def test_a_replayed_proof_is_refused() -> None:
    """C30. The proof of an earlier run, with the very same image, does not fit the session of this one."""
    values = entered(2, "replay")
    folders = first_run(2, "replay", values).folders
    saved = [folder.copy() for folder in folders]
    earlier = further_run(2, ("replay", 1), folders, values, values)
    proofs = earlier.messages(Kind.STICKY)[-1]

    def replay(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        if source == 0 and len(message) == 2 * PROOF_BYTES:
            return proofs[0, 1]
        return message

    run = further_run(2, ("replay", 2), saved, values, values, tamper=replay)
    assert proofs[0, 1][PROOF_BYTES:][:8] == images(run, 1)[0, 1]
    run.require_stopped_before_the_levels(1)


def test_a_challenge_that_was_not_committed_to_gets_no_answer() -> None:
    """C30. The holder opens something else: the owner stops, and its image never leaves it."""
    values = entered(2, "other challenge")
    folders = first_run(2, "other challenge", values).folders
    slot = HolderSlot.from_bytes(folders[1].held[0])
    swapped = slot.challenges[:32] + slot.challenges[64:96] + slot.challenges[64:]
    folders[1].held[0] = replace(slot, challenges=swapped).to_bytes()
    run = further_run(2, "other challenge", folders, values, values)
    run.require_stopped_before_the_levels(0)
    assert not any(len(message) == 2 * PROOF_BYTES and s == 0 for (_, s, _), message in run.sent.items())


@pytest.mark.parametrize("goes_back", ["owner", "holder", "both"])
def test_a_restored_or_copied_folder_reveals_nothing_new(goes_back: str) -> None:
    """C30. Party 0 is asked by party 1 in a run that is broken off, then again with folders from before it."""
    values = entered(2, "restored")
    folders = first_run(2, "restored", values).folders

    def stop(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        return flipped(message) if len(message) == 32 and source == 1 and step > 20 else message

    before = [folder.copy() for folder in folders]
    once = further_run(2, ("restored", 1), [folder.copy() for folder in before], values, values)
    after = [folder.copy() for folder in before]
    for folder, test in ((after[0], once), (after[1], once)):  # the run was broken off: only the uses went on
        place = after.index(folder)
        slot = HolderSlot.from_bytes(folder.held[1 - place])
        folder.held[1 - place] = replace(slot, next_use=test.uses[place][1 - place]).to_bytes()
    again = [before[0] if goes_back != "holder" else after[0], before[1] if goes_back != "owner" else after[1]]
    run = further_run(2, ("restored", 2), [folder.copy() for folder in again], values, values)
    run.require_right()
    asked_again = goes_back != "owner"
    assert (images(run, 1)[0, 1] == images(once, 1)[0, 1]) == asked_again
    # What stands in the owner's folder never changes with a use, so an older copy of it is the same folder.
    assert before[0].owned == after[0].owned


def test_images_of_different_uses_look_random() -> None:
    """Every use has masks of its own: the 1,024 bits of all images of the same inputs are balanced."""
    own = run_locally([slots_alone(session, (40, 40), LABEL) for session in dealt_sessions(2, randoms=seeded(2, 5))])
    slot, held = own[0].owned[1], own[1].held[0]
    nothing = (np.zeros((40, 2), np.uint64), np.zeros((CHECK_BITS, 2), np.uint64))
    pair = (b"session", b"\0", b"\1")
    shown = [prove(slot, u, pair, held.challenges[32 * u : 32 * u + 32], *nothing)[:8] for u in range(USES)]
    ones = int(np.unpackbits(np.frombuffer(b"".join(shown), np.uint8)).sum())
    assert len(set(shown)) == USES
    assert abs(ones - 512) < 6 * 16


def test_slots_of_different_runs_do_not_go_together() -> None:
    """The folder of one party is older than the last run that counted: nothing is shown to it, nothing by it."""
    values = entered(2, "older")
    folders = first_run(2, "older", values).folders
    old = folders[0].copy()
    second = further_run(2, ("older", 1), folders, values, values)
    run = further_run(2, ("older", 2), [old, second.folders[1]], values, values)
    for party in range(2):
        run.require_stopped_before_the_levels(party)
    assert Kind.INPUT not in run.kinds[0]
    assert Kind.INPUT not in run.kinds[1]


@pytest.mark.parametrize("use", [WHOLE_USES, USES, 2**63])
def test_a_use_that_there_is_not_is_refused(use: int, monkeypatch: pytest.MonkeyPatch) -> None:
    values = entered(2, "beyond")
    folders = first_run(2, "beyond", values).folders
    name = StickyRun.name

    def beyond(self: StickyRun, owner: PartyId) -> bytes:
        honest = name(self, owner)
        return honest[:32] + use.to_bytes(8, "little") if owner == 0 and honest else honest

    monkeypatch.setattr(StickyRun, "name", beyond)
    further_run(2, "beyond", folders, values, values).require_stopped_before_the_levels(0)


def test_the_use_is_on_the_disk_before_the_challenge_leaves() -> None:
    values = entered(2, "order")
    folders = first_run(2, "order", values).folders
    seen: list[int] = []

    def watch(party: PartyId, round_: Round) -> None:
        if party == 0 and round_.kind == Kind.STICKY and set(map(len, round_.outbox.values())) == {64}:
            seen.append(HolderSlot.from_bytes(folders[0].held[1]).next_use)

    further_run(2, "order", folders, values, values, watch=watch).require_right()
    assert seen == [2]


def test_what_must_be_zero_ends_the_run_before_it_counts() -> None:
    """Party 1 takes an earlier yes back and says so nowhere: the run ends unused, without its order or results."""
    old = [np.ones(WIDTH, np.uint8)] * 2
    folders = first_run(2, "back", old).folders
    new = [old[0], old[1].copy()]
    new[1][2] = 0
    run = further_run(2, "back", folders, new, old)
    assert all(isinstance(result, PeerError) for result in run.results)
    assert not any(run.used)
    assert not any(Kind.ORDER in kinds for kinds in run.kinds)
    assert all(set(kept_bits(folder)[0]) == {1} for folder in run.folders)


def test_the_layout_is_compared_before_any_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """One party leaves out what must be zero."""
    digest_parts, asked = StickyInputs.digest_parts, []

    def other(self: StickyInputs) -> tuple[bytes, ...]:
        asked.append(self)
        return digest_parts(replace(self, must_be_zero="") if len(asked) == 1 else self)

    values = entered(2, "layout")
    folders = first_run(2, "layout", values).folders
    monkeypatch.setattr(StickyInputs, "digest_parts", other)
    run = further_run(2, "layout", folders, values, values)
    for party in range(2):
        run.require_stopped_before_the_levels(party)
    assert not any(Kind.INPUT in kinds for kinds in run.kinds)


def test_misuse_is_refused_before_anything_is_sent() -> None:
    values = entered(2, "misuse")
    folders = first_run(2, "misuse", values).folders
    other = [values[0] ^ 1, values[1]]
    with pytest.raises(MisuseError, match="not those of the earlier run"):
        further_run(2, "misuse", folders, values, other)
    with pytest.raises(MisuseError, match="without their slots"):
        further_run(2, "misuse 2", [Folder(), Folder()], values, values, inputs=sticky_inputs(2, True))
    short = [Folder(dict(folder.owned), dict(folder.held)) for folder in folders]
    del short[0].owned[1]
    short[0].owned[5] = folders[0].owned[1]
    with pytest.raises(MisuseError, match="every peer"):
        further_run(2, "misuse 3", short, values, values)
    layout = StickyInputs((np.arange(3),) * 2, (np.arange(WIDTH, WIDTH + 3),) * 2)
    with pytest.raises(MisuseError, match="another size"):
        further_run(2, "misuse 4", folders, values, values, inputs=layout)


# One changed byte


def fuzz(n: int, trials: int, seed: int, real_slots: bool) -> int:
    """Change one byte of the messages that only sticky inputs have; give how often nobody noticed."""
    source = Pseudo(f"{n} {seed}")
    values = entered(n, "fuzz")
    folders = first_run(n, "fuzz", values).folders

    def one(further: bool, **more: object) -> StickyTest:
        if not further:
            return first_run(n, "fuzz", values, real_slots=real_slots, **more)
        own = [folder.copy() for folder in folders]
        return further_run(n, "fuzz", own, values, values, real_slots=real_slots, **more)

    kinds = {further: one(further).kinds[0] for further in (False, True)}
    unnoticed = 0
    for trial in range(trials):
        further = trial % 2 == 1
        steps = [s for s, kind in enumerate(kinds[further]) if kind in (Kind.STICKY, Kind.BIND, Kind.INPUT)]
        target = (steps[trial // 2 % len(steps)], *source.sample(range(n), 2))
        where, value = source.getrandbits(32), source.randrange(1, 256)

        def change(step: int, s: PartyId, d: PartyId, message: bytes) -> bytes:
            if (step, s, d) != target or not message:  # noqa: B023  # called before the next trial
                return message
            changed = bytearray(message)
            changed[where % len(message)] ^= value  # noqa: B023
            return bytes(changed)

        run = one(further, tamper=change)
        caught = [result for result in run.results if isinstance(result, PeerError)]
        assert not caught or any(not isinstance(error, PeerAborted) for error in caught), target
        if caught:
            assert not any(run.used), target
        else:
            run.require_right()
            unnoticed += 1
    return unnoticed


@pytest.mark.parametrize(("n", "trials", "most"), [(2, 60, 0), (3, 20, 0)])
def test_one_changed_byte_in_the_run(n: int, trials: int, most: int) -> None:
    """BIND, inputs, challenges and proofs: every change is caught before the run counts."""
    assert fuzz(n, trials, seed=1, real_slots=False) <= most


def test_one_changed_byte_while_slots_are_made() -> None:
    """Caught, or without effect: half of what the trees encrypt is never looked at, nor are unused commitments."""
    assert fuzz(2, 24, seed=2, real_slots=True) < 12


# While slots are made


TREES_AND_COLUMNS, SLOT_CHECK = 3, 5
"""Steps of slots_alone, after a pass of three."""
D_START = COMMITMENTS_BYTES + pprf.message_bytes(4, SLOT_DELTA_BITS)


def made_with(tamper: Tamper | None, label: object = "made", n: int = 2) -> list[Slots | PeerError]:
    return settle([slots_alone(session, (40,) * n) for session in dealt_sessions(n, randoms=seeded(n, label))], tamper)


def flip_at(at_step: int, position: int) -> Tamper:
    """Party 1 changes one bit of its message to party 0 in this step."""

    def tamper(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        if (step, source, destination) != (at_step, 1, 0):
            return message
        changed = bytearray(message)
        changed[position] ^= 1
        return bytes(changed)

    return tamper


@pytest.mark.parametrize(
    ("step", "position"),
    [
        (0, 0),
        (2, 0),
        (2, 20),
        (TREES_AND_COLUMNS, D_START - 1),
        (TREES_AND_COLUMNS, D_START - 40),
        (SLOT_CHECK, 3),
        (5, 40),
    ],
    ids=["choices", "their hash", "their columns", "digest of the trees", "check sum", "hash of the bits", "columns"],
)
def test_a_changed_slot_message_is_caught(step: int, position: int) -> None:
    """C3 to C7 for slots, whose trees are keyed from rows of the run."""
    seen = [isinstance(made_with(flip_at(step, position), (step, trial))[0], CheatingDetected) for trial in range(8)]
    # A wrong correction is seen unless all four bits of Delta are zero in its tree (three are unknown in the first).
    assert all(seen) or (step == 0 and sum(seen) >= 3)


def test_a_change_of_one_column_of_a_slot_is_caught_unless_delta_is_zero_there() -> None:
    """C5: survival 2^-4, and then the relation holds all the same."""
    width = column_bytes(40)
    for trial in range(3):
        honest = made_with(None, trial)[0]
        assert isinstance(honest, Slots)
        bits = np.unpackbits(honest.held[1].delta.view(np.uint8), bitorder="little")
        assert not bits[SLOT_DELTA_BITS:].any()
        nibbles = bits[:SLOT_DELTA_BITS].reshape(-1, 4).any(axis=1)
        for tree in (*np.flatnonzero(nibbles)[:2].tolist(), *np.flatnonzero(~nibbles)[:1].tolist()):
            first, second = made_with(flip_at(TREES_AND_COLUMNS, D_START + tree * width + 7), trial)
            assert isinstance(first, CheatingDetected if nibbles[tree] else Slots)
            if isinstance(first, Slots) and isinstance(second, Slots):
                own, held = second.owned[0], first.held[1]
                expected = held.key ^ (masks(np.concatenate((own.bits, own.masks)))[:, None] & held.delta)
                assert np.array_equal(own.mac, expected)


def test_a_holder_that_takes_other_choices_than_it_said_gets_no_slot(monkeypatch: pytest.MonkeyPatch) -> None:
    """The trees open for the choices in the checked rows and for no others: a swapped Delta ends the run."""
    choices = SlotStart.choices
    asked: list[SlotStart] = []

    def other(self: SlotStart) -> Bits:
        asked.append(self)
        told = choices(self)
        told[5] ^= len(asked) == 2  # party 1
        return told

    monkeypatch.setattr(SlotStart, "choices", other)
    results = made_with(None, "swapped")
    assert isinstance(results[1], CheatingDetected)


def test_who_is_not_the_holder_of_the_choices_cannot_open_the_trees() -> None:
    """Three parties: the trees for one holder, delivered to another, are refused."""
    held: dict[PartyId, bytes] = {}

    def swap(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        if step != TREES_AND_COLUMNS or source != 0:
            return message
        held[destination] = message
        return held[1] if destination == 2 else message

    results = made_with(swap, "swap", 3)
    assert isinstance(results[2], CheatingDetected)


def test_slots_take_exactly_their_rows() -> None:
    session = dealt_sessions(2)[0]
    start, nothing = SlotStart.draw(session), np.zeros((0, 2), np.uint64)
    with pytest.raises(MisuseError, match="rows"):
        next(make_slots(session, (3, 3), LABEL, start, CotRows(np.zeros(0, np.uint8), {1: nothing}, {1: nothing})))
