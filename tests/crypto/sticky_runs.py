"""What the tests of sticky inputs share: runs one after the other between the same parties, and what each one kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

import numpy as np
import pytest

from crypto import cot, engine, preparation
from crypto.bits import Bits, masks
from crypto.builder import Builder
from crypto.circuit import Circuit, evaluate_clear
from crypto.cot import CotRows
from crypto.engine import Claims, Sticky, StickyInputs
from crypto.errors import CheatingDetected, PeerError
from crypto.rounds import Kind, PartyId, Protocol, Random, Round, Tamper, settle
from crypto.session import Session
from crypto.slots import MASK_BITS, USES, HolderSlot, OwnerSlot, Slots, SlotStart, commitment_to, make_slots, slot_id_of
from crypto.sticky import PROOF_BYTES
from crypto.sticky_inputs import CHECK_BITS, choice_rows
from tests.crypto.dealer import party_keys
from tests.crypto.engine_runs import some_bits
from tests.crypto.seeded import Seeded
from tests.crypto.test_engine_fuzz import dealt

LABEL = b"a sheet between these people"
WIDTH = 6


def sum_circuit(n: int, width: int = WIDTH) -> Circuit:
    """Every seat enters `width` bits and as many that its earlier ones are compared with; their ANDs are opened."""
    builder = Builder(n)
    entered = [builder.input(seat, 2 * width) for seat in range(n)]
    value = entered[0][:width]
    for bits in entered[1:]:
        value = builder.and_(value, bits[:width])
    builder.output("common", value)
    taken_back = [builder.and_(bits[width:], builder.not_(bits[:width])) for bits in entered]
    builder.output("taken back", np.concatenate(taken_back))
    return builder.build()


def sticky_inputs(n: int, further: bool, width: int = WIDTH) -> StickyInputs:
    """The first half of a seat's inputs is kept; in a further run the second half is what was kept before."""
    first, second = np.arange(width), np.arange(width, 2 * width)
    if not further:
        return StickyInputs((first,) * n)
    return StickyInputs((first,) * n, (second,) * n, "taken back")


@contextmanager
def dealt_slots() -> Iterator[None]:
    """Slots are dealt instead of made: no public-key work and no rounds; everything depends on the session only."""

    def deal_slots(
        session: Session, n_bits: Sequence[int], label: bytes, start: SlotStart, rows: CotRows
    ) -> Protocol[Slots]:
        pairs = [(owner, holder) for owner in range(session.n) for holder in range(session.n) if owner != holder]
        dealt = {pair: _deal(session, *pair, n_bits[pair[0]], label) for pair in pairs if session.me in pair}
        owned = {holder: own for (owner, holder), (own, _) in dealt.items() if owner == session.me}
        return Slots(owned, {owner: held for (owner, holder), (_, held) in dealt.items() if holder == session.me})
        yield

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(preparation, "make_slots", deal_slots)
        yield


def slots_alone(session: Session, n_bits: Sequence[int], label: bytes = b"") -> Protocol[Slots]:
    """Slots without a run around them: a pass for the choices, then the slots."""
    start, count = SlotStart.draw(session), choice_rows(session.n)
    n_rows = -(-count // 128) * 128
    rows = yield from cot.cot_pass(session, n_rows, cot.bits_with(session, n_rows, count, start.choices()))
    return (yield from make_slots(session, n_bits, label or LABEL, start, rows.part(0, count)))


def _deal(session: Session, owner: PartyId, holder: PartyId, n_bits: int, label: bytes) -> tuple[OwnerSlot, HolderSlot]:
    random, slot_id = Seeded("slot", session.sid, owner, holder), slot_id_of(session, owner, holder, label)
    bits = np.frombuffer(random(n_bits + MASK_BITS), np.uint8) & 1
    delta = np.frombuffer(random(12) + bytes(4), np.uint64).copy()
    key = np.frombuffer(random(16 * len(bits)), np.uint64).reshape(-1, 2).copy()
    challenges = random(32 * USES)
    opened = [challenges[32 * use : 32 * use + 32] for use in range(USES)]
    commitments = b"".join(commitment_to(slot_id, use, one) for use, one in enumerate(opened))
    mac = key ^ (masks(bits)[:, None] & delta)
    own = OwnerSlot(slot_id, bits[:n_bits].copy(), bits[n_bits:].copy(), mac, commitments)
    return own, HolderSlot(slot_id, delta, key, challenges)


@dataclass
class Folder:
    """What one party has on its disk."""

    owned: dict[PartyId, bytes] = field(default_factory=dict)
    held: dict[PartyId, bytes] = field(default_factory=dict)

    def copy(self) -> Folder:
        return Folder(dict(self.owned), dict(self.held))

    def slots(self) -> Slots | None:
        if not self.owned:
            return None
        return Slots(
            {peer: OwnerSlot.from_bytes(data) for peer, data in self.owned.items()},
            {peer: HolderSlot.from_bytes(data) for peer, data in self.held.items()},
        )


@dataclass
class StickyTest:
    """One run; what went over the wire and what the callbacks saw.

    Attributes:
        kinds: per party the kinds of its rounds, in order.
        uses: per party the uses that were put on the disk, owner -> next use.
        used: per party whether the run counted as used there.
    """

    circuit: Circuit
    bits: Bits
    folders: list[Folder]
    results: list[dict[str, Bits] | PeerError] = field(default_factory=list)
    kinds: list[list[Kind]] = field(default_factory=list)
    sent: dict[tuple[int, PartyId, PartyId], bytes] = field(default_factory=dict)
    uses: list[dict[PartyId, int]] = field(default_factory=list)
    used: list[bool] = field(default_factory=list)

    @property
    def n(self) -> int:
        return self.circuit.n_parties

    def require_right(self) -> None:
        expected = evaluate_clear(self.circuit, self.bits)["common"]
        for result in self.results:
            if isinstance(result, PeerError):
                raise result
            assert list(result) == ["common"] or set(result) == {"common", "taken back"}
            assert np.array_equal(result["common"], expected)

    def require_stopped_before_the_levels(self, by: PartyId) -> None:
        """All ended, nothing counts as used, and this party sent nothing about a gate: it has caught somebody."""
        assert all(isinstance(result, PeerError) for result in self.results)
        assert isinstance(self.results[by], CheatingDetected)
        assert Kind.LEVEL not in self.kinds[by]
        assert not any(self.used)
        assert not any(Kind.ORDER in kinds for kinds in self.kinds)

    def messages(self, kind: Kind) -> list[dict[tuple[PartyId, PartyId], bytes]]:
        """Per round of this kind what was sent, (source, destination) -> message."""
        steps = [step for step, of_step in enumerate(self.kinds[0]) if of_step == kind]
        return [{(s, d): m for (at, s, d), m in self.sent.items() if at == step} for step in steps]


def run_sticky(
    circuit: Circuit,
    bits: Bits,
    folders: Sequence[Folder],
    randoms: Sequence[Random],
    *,
    inputs: StickyInputs | None = None,
    tamper: Tamper | None = None,
    watch: Callable[[PartyId, Round], None] = lambda party, round_: None,
    seats: tuple[PartyId, ...] | None = None,
    claims: Claims | None = None,
) -> StickyTest:
    """One run; a further one where the folders hold slots. Folders change as those of the program would."""
    n = circuit.n_parties
    test = StickyTest(circuit, bits, list(folders))
    test.kinds, test.uses, test.used = [[] for _ in range(n)], [{} for _ in range(n)], [False] * n
    further = bool(folders[0].owned)
    layout = inputs or sticky_inputs(n, further, len(circuit.owner) // n // 2)
    party_of_seat = seats or tuple(range(n))
    capacity = engine.capacity_of(circuit, party_of_seat, layout, claims)

    def whole(party: PartyId) -> Protocol[dict[str, Bits]]:
        folder, made = test.folders[party], []

        def advance(slots: Mapping[PartyId, HolderSlot]) -> None:
            folder.held = {peer: slot.to_bytes() for peer, slot in slots.items()}
            test.uses[party] = {peer: slot.next_use for peer, slot in slots.items()}

        def before_order() -> None:
            test.used[party] = True
            for slots in made:
                folder.owned = {peer: slot.to_bytes() for peer, slot in slots.owned.items()}
                folder.held = {peer: slot.to_bytes() for peer, slot in slots.held.items()}

        prepared = yield from engine.prepare(party, party_keys(n), capacity, randoms[party], LABEL)
        return (
            yield from engine.evaluate(
                prepared,
                circuit,
                bits[circuit.owner == party_of_seat.index(party)],
                party_of_seat=party_of_seat,
                context=b"the same for all",
                before_order=before_order,
                released=lambda name, opened: None,
                sticky=Sticky(layout, folder.slots(), advance, made.append),
                claims=claims,
            )
        )

    def watched(party: PartyId) -> Protocol[dict[str, Bits]]:
        inner = whole(party)
        try:
            round_ = next(inner)
            while True:
                test.kinds[party].append(round_.kind)
                watch(party, round_)
                try:
                    inbox = yield round_
                except PeerError as error:
                    round_ = inner.throw(error)
                else:
                    round_ = inner.send(inbox)
        except StopIteration as stop:
            return stop.value

    def record(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        test.sent[step, source, destination] = message
        return message if tamper is None else tamper(step, source, destination, message)

    test.results = settle([watched(party) for party in range(n)], record)
    return test


def seeded(n: int, *label: object) -> list[Random]:
    return [Seeded(*label, party) for party in range(n)]


def entered(n: int, label: object, width: int = WIDTH) -> list[Bits]:
    return [some_bits(width, label, party) for party in range(n)]


@contextmanager
def dealt_runs(n: int, label: object, real_slots: bool) -> Iterator[None]:
    with dealt(n, label), nullcontext() if real_slots else dealt_slots():
        yield


def first_run(
    n: int, label: object, values: list[Bits] | None = None, *, real_slots: bool = False, **more: object
) -> StickyTest:
    """A run that makes slots; the circuit compares with nothing yet, so the second halves are zeros."""
    values = entered(n, label) if values is None else values
    zeros = np.zeros(WIDTH, np.uint8)
    bits = np.concatenate([np.concatenate((value, zeros)) for value in values])
    with dealt_runs(n, (label, "first"), real_slots):
        return run_sticky(sum_circuit(n), bits, [Folder() for _ in range(n)], seeded(n, label, "first"), **more)


def further_run(
    n: int,
    label: object,
    folders: list[Folder],
    new: list[Bits],
    old: list[Bits],
    *,
    real_slots: bool = False,
    **more: object,
) -> StickyTest:
    bits = np.concatenate([np.concatenate(pair) for pair in zip(new, old, strict=True)])
    with dealt_runs(n, (label, "further"), real_slots):
        return run_sticky(sum_circuit(n), bits, folders, seeded(n, label, "further"), **more)


def kept_bits(folder: Folder) -> list[Bits]:
    return [slot.bits for slot in folder.slots().owned.values()]


def images(run: StickyTest, number: int) -> dict[tuple[PartyId, PartyId], bytes]:
    """The images of one check of a run; check 1 is that of the earlier slots."""
    return {
        pair: message[PROOF_BYTES * number :][: CHECK_BITS // 8]
        for pair, message in run.messages(Kind.STICKY)[-1].items()
    }
