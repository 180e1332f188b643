"""Claims that hold: every proof is accepted, a run with them is the run without, and nothing comes out but that."""

from __future__ import annotations

from dataclasses import replace
from random import Random as Pseudo

import numpy as np
import pytest

from crypto import engine
from crypto.bits import Bits
from crypto.builder import Builder
from crypto.circuit import Circuit, Output, check_circuit, evaluate_clear
from crypto.claim_proofs import ClaimProofs, follow_bits
from crypto.claims import Claim, claims_by_party
from crypto.engine import Claims, capacity_of, rounds_and_bytes
from crypto.errors import CheatingDetected, MisuseError, PeerError
from crypto.params import KAPPA
from crypto.rounds import Kind, Protocol, run_locally
from tests.crypto.claim_runs import WIDTH, ByHand, both_claim, run_claims, same_bits_claim
from tests.crypto.dealer import dealt_sessions, party_keys
from tests.crypto.engine_runs import mixed_circuit, some_bits
from tests.crypto.programs import random_program
from tests.crypto.seeded import Seeded, require_pinned, run_recorded
from tests.crypto.sticky_runs import entered, first_run, further_run, sticky_inputs
from tests.crypto.test_engine_shape import hand_built, sizes_of


def claiming(circuit: Circuit, results: dict[str, Bits]) -> Circuit:
    """The claim that a circuit gives these results: outputs that give 0 are negated."""
    slots = np.concatenate([output.slots for output in circuit.outputs])
    zeros = slots[np.concatenate([results[output.name] for output in circuit.outputs]) == 0]
    negated = np.arange(circuit.n_slots, circuit.n_slots + len(zeros), dtype=np.int32)
    ones = np.setdiff1d(slots, zeros)
    final = (*circuit.final, (negated, zeros, np.zeros_like(zeros))) if len(zeros) else circuit.final
    outputs = tuple(Output(str(number), part, (0,)) for number, part in enumerate((ones, negated)))
    claim = replace(circuit, n_slots=circuit.n_slots + len(zeros), final=final, outputs=outputs)
    check_circuit(claim)
    return claim


@pytest.mark.parametrize("seed", range(40))
def test_every_true_claim_is_accepted(seed: int) -> None:
    """Random circuits on random inputs; the claim is that they give what they give."""
    program = random_program(seed, n_parties=1)
    circuit, bits = program.builder.build(), program.inputs[:, seed % 19].copy()
    claim = Claim(claiming(circuit, evaluate_clear(circuit, bits)), np.arange(1), lambda claimed: bits[1:])
    run = ByHand(claim, bits, seed)
    run.deal()
    assert run.bits.ones.all()
    run.verify(run.prove())


@pytest.mark.parametrize("n", [2, 3, 5, 8])
def test_runs_with_claims_are_right(n: int) -> None:
    """Some seats claim, some do not, and parties do not sit in the order of their numbers."""
    claim = same_bits_claim()
    claims = tuple(None if seat == 1 else claim for seat in range(n))
    for trial in range(3 if n < 5 else 1):
        run_claims(n, ("right", trial), claims, seats=tuple(reversed(range(n)))).require_right()


@pytest.mark.parametrize("n", [2, 3])
def test_the_message_plan_is_what_happens(n: int) -> None:
    circuit, seats = mixed_circuit(n, WIDTH), tuple(reversed(range(n)))
    claims = (same_bits_claim(), *(None,) * (n - 1))
    run = run_claims(n, "plan", claims, seats=seats)
    plan = rounds_and_bytes(n, capacity_of(circuit, seats, claims=claims), circuit, seats, claims=claims)
    planned = [planned.sizes for planned in (*plan.preparation[3:], *plan.evaluation)]
    happened = sizes_of(run.sent, n)
    assert sorted(happened) == sorted(planned)
    assert happened[: -2 * len(circuit.outputs)] == planned[: -2 * len(circuit.outputs)]
    without = rounds_and_bytes(n, capacity_of(circuit, seats), circuit, seats)
    assert plan.n_rounds == without.n_rounds + 2
    (proof,) = (planned for planned in plan.evaluation if planned.kind == Kind.CLAIM)
    assert proof.sizes == (0,) * (n - 1) + (32,)  # the party with the last number sits on the first seat


@pytest.mark.parametrize("n", [2, 3])
def test_claims_beside_sticky_inputs(n: int) -> None:
    """A first and a further run: the masks of both follow each other, and first the one is checked, then the other."""
    values, claims = entered(n, "claims"), (None, *(same_bits_claim(),) * (n - 1))
    first = first_run(n, "claims", values, claims=claims)
    first.require_right()
    run = further_run(n, "claims", first.folders, values, values, claims=claims)
    run.require_right()
    layout, seats = sticky_inputs(n, further=True), tuple(range(n))
    plan = rounds_and_bytes(n, capacity_of(run.circuit, seats, layout, claims), run.circuit, seats, layout, claims)
    assert [kind for kind in run.kinds[0] if kind != Kind.STICKY][-len(plan.evaluation) + 2 :] == [
        planned.kind for planned in plan.evaluation if planned.kind != Kind.STICKY
    ]
    start = run.kinds[0].index(Kind.BIND)
    assert run.kinds[0][start : start + 6] == [Kind.BIND, Kind.INPUT, *[Kind.STICKY] * 2, Kind.COIN, Kind.CLAIM]
    happened = [[len(run.sent[start + i, party, (party + 1) % n]) for party in range(n)] for i in range(6)]
    assert happened == [list(planned.sizes) for planned in plan.evaluation[:6]]


def test_a_claim_costs_its_commitments_and_a_block_per_peer() -> None:
    circuit, claim = mixed_circuit(3, WIDTH), same_bits_claim()
    assert (claim.n_witness, claim.circuit.n_ands, claim.n_committed) == (2, 3, 5)
    plain, proved = (capacity_of(circuit, (2, 0, 1), claims=c) for c in (None, (claim, None, claim)))
    assert [b - a for a, b in zip(plain.masks, proved.masks, strict=True)] == [0, 5 + 2 * KAPPA, 5 + 2 * KAPPA]
    assert (plain.n_triples, plain.n_zero_shares) == (proved.n_triples, proved.n_zero_shares)


# --- nothing comes out ------------------------------------------------------------------------------------------------


def chi_square(counts: Bits) -> float:
    """Of counts that should all be the same."""
    return float(((counts - counts.mean()) ** 2 / counts.mean()).sum())


def test_what_is_shown_is_uniform() -> None:
    """2000 proofs of the same bits under the same MACs and the same challenge: every byte takes every value.

    The second element is that of a proof without blinding, plus the blinding bits; the first then follows from the
    second and from what the holder knows, for it is the only one that the holder accepts.
    """
    run = ByHand(same_bits_claim(), np.array([1, 1, 0, 1, 1], np.uint8), 1)
    run.deal()
    source, shown = Pseudo(2), []
    for _ in range(2000):
        run.blind = np.array([source.getrandbits(1) for _ in range(KAPPA)], np.uint8)
        run.blind_mac = run.blind_key ^ np.where(run.blind[:, None] == 1, run.delta, np.uint64(0))
        proof = run.prove()
        run.verify(proof)
        shown.append(np.frombuffer(proof, np.uint8))
    for place in range(32):
        counts = np.bincount(np.stack(shown)[:, place], minlength=256)
        assert chi_square(counts) < 255 + 6 * (2 * 255) ** 0.5


def test_the_second_element_is_blinded_bit_by_bit() -> None:
    """Every value is shown for exactly one choice of the blinding bits."""
    run = ByHand(both_claim(), np.ones(2, np.uint8), 3)
    run.deal()
    blind, proof = run.blind.copy(), run.prove()
    run.blind = np.zeros_like(blind)
    plain = run.prove()
    difference = np.frombuffer(proof[16:], np.uint8) ^ np.frombuffer(plain[16:], np.uint8)
    assert np.array_equal(np.unpackbits(difference, bitorder="little"), blind)


def test_no_two_holders_see_the_same_blinding() -> None:
    """Otherwise two that work together could subtract what they are shown."""
    session = dealt_sessions(4)[1]
    proofs = ClaimProofs(session, (None, both_claim(), None, None), np.ones(2, np.uint8))
    masks = np.arange((1 + 3 * KAPPA) * 7, dtype=np.uint64).reshape(-1, 7)
    proofs.accept_corrections(1, np.zeros(1, np.uint8), masks)
    seen = np.concatenate([proofs._blind(1, holder)[:, 0] for holder in (0, 2, 3)])
    assert sorted(seen.tolist()) == masks[1:, 0].tolist()


def test_corrections_are_masked() -> None:
    """Every bit is added to one mask bit of its own."""
    session = dealt_sessions(2)[0]
    proofs = ClaimProofs(session, (same_bits_claim(), None), np.array([1, 0, 1, 0], np.uint8))
    masks = np.zeros((5 + KAPPA, 3), np.uint64)
    plain = proofs.corrections(masks)
    assert plain.tolist() == [1, 1, 1, 0, 1]  # the witness, then an AND, and an OR that is one minus an AND
    masks[:5, 0] = [1, 0, 1, 0, 0]
    assert (proofs.corrections(masks) ^ plain).tolist() == [1, 0, 1, 0, 0]


# --- use and end ------------------------------------------------------------------------------------------------------


def test_a_claim_that_does_not_hold_is_not_entered() -> None:
    """Before anything is sent; what was prepared can still be used."""
    run = run_claims(2, "own", (None, None))
    circuit, claims = mixed_circuit(2, WIDTH), (both_claim(), None)
    capacity = capacity_of(circuit, (0, 1), claims=claims)
    (prepared, _) = run_locally([engine.prepare(p, party_keys(2), capacity, Seeded("own", p)) for p in range(2)])
    assert run.is_right(0)

    def enter(bits: list[int]) -> Protocol[dict[str, Bits]]:
        return engine.evaluate(
            prepared,
            circuit,
            np.array(bits, np.uint8),
            party_of_seat=(0, 1),
            context=b"",
            before_order=lambda: None,
            released=lambda name, opened: None,
            claims=claims,
        )

    for bits in ([1, 0, 1, 1, 1], [0, 1, 0, 0, 0]):
        with pytest.raises(MisuseError, match="claim"):
            enter(bits)
    next(enter([1, 1, 0, 0, 0]))
    with pytest.raises(MisuseError, match="once"):
        enter([1, 1, 0, 0, 0])


def test_a_run_that_is_not_prepared_for_claims_does_not_take_them() -> None:
    circuit = mixed_circuit(2, WIDTH)
    with pytest.raises(MisuseError, match="not prepared"):
        rounds_and_bytes(2, capacity_of(circuit, (0, 1)), circuit, claims=(None, both_claim()))


def test_claims_that_do_not_fit_are_refused() -> None:
    circuit, claim = mixed_circuit(2, WIDTH), both_claim()
    for claims in ((claim,), (None, claim, None)):
        with pytest.raises(MisuseError, match="every seat"):
            claims_by_party(claims, circuit, (0, 1))
    for position in (-1, WIDTH):
        with pytest.raises(MisuseError, match="does not have"):
            claims_by_party((None, Claim(claim.circuit, np.array([0, position]), claim.witness)), circuit, (0, 1))
    two_seats, no_output = Builder(2), Builder(1)
    two_seats.output("x", two_seats.input(0, 1))
    for wrong, inputs in ((two_seats.build(), 1), (no_output.build(), 0), (claim.circuit, 3)):
        with pytest.raises(MisuseError, match="not a claim"):
            Claim(wrong, np.arange(inputs), claim.witness)


def test_a_claim_that_only_one_side_makes_ends_the_run_at_bind() -> None:
    """The same sizes, and something else claimed."""
    claim, circuit = same_bits_claim(), mixed_circuit(2, WIDTH)
    other = Claim(claim.circuit, np.array([0, 2, 3]), claim.witness)
    kinds: list[Kind] = []

    def whole(party: int) -> Protocol[dict[str, Bits]]:
        claims: Claims = ((claim, other)[party], None)
        prepared = yield from engine.prepare(
            party, party_keys(2), capacity_of(circuit, (0, 1), claims=claims), Seeded(party)
        )
        protocol = engine.evaluate(
            prepared,
            circuit,
            some_bits(WIDTH + (party == 0), party),
            party_of_seat=(0, 1),
            context=b"",
            before_order=lambda: None,
            released=lambda name, opened: None,
            claims=claims,
        )
        round_ = next(protocol)
        while True:
            kinds.append(round_.kind)
            round_ = protocol.send((yield round_))

    with pytest.raises(CheatingDetected):
        run_locally([whole(party) for party in range(2)])
    assert set(kinds) == {Kind.BIND}


@pytest.mark.parametrize("broken", [False, True])
def test_nothing_is_left_after_a_run(broken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[ClaimProofs] = []

    class Watched(ClaimProofs):
        def __init__(self, *rest: object) -> None:
            super().__init__(*rest)  # type: ignore[arg-type]
            made.append(self)

    monkeypatch.setattr(engine, "ClaimProofs", Watched)
    claims = (same_bits_claim(), None)
    step = len(rounds_and_bytes(2, capacity_of(mixed_circuit(2, WIDTH), (0, 1), claims=claims)).preparation) - 3 + 3

    def tamper(at: int, source: int, destination: int, message: bytes) -> bytes:
        return bytes(32) if broken and at == step and source == 0 else message

    run = run_claims(2, "left", claims, tamper=tamper)
    assert all(isinstance(result, PeerError) for result in run.results) is broken
    assert broken or run.is_right(0)
    assert len(made) == 2
    for proofs in made:
        held = [*proofs._committed.values(), *proofs._blinding.values(), proofs._entered]
        held += [] if proofs._bits is None else [proofs._bits.a, proofs._bits.b, proofs._bits.c, proofs._bits.ones]
        assert held
        assert not any(array.any() for array in held)


def test_following_a_claim_gives_every_wire() -> None:
    bits = follow_bits(same_bits_claim(), np.array([1, 1, 1, 1, 1], np.uint8))
    assert bits.c.tolist() == (bits.a & bits.b).tolist()
    assert bits.ones.tolist() == [[1], [1]]


@pytest.mark.parametrize("n", [2, 3])
def test_the_bytes_of_a_run_with_claims_are_pinned(n: int) -> None:
    circuit, seats = hand_built(n), tuple(range(n))
    claim = both_claim()
    claims = (Claim(claim.circuit, np.array([0, 0]), claim.witness), *(None,) * (n - 1))

    def whole(party: int) -> Protocol[dict[str, Bits]]:
        capacity = capacity_of(circuit, seats, claims=claims)
        prepared = yield from engine.prepare(party, party_keys(n), capacity, Seeded("claims", n, party))
        return (
            yield from engine.evaluate(
                prepared,
                circuit,
                np.ones(int(party < 2), np.uint8),
                party_of_seat=seats,
                context=b"pinned",
                before_order=lambda: None,
                released=lambda name, bits: None,
                claims=claims,
            )
        )

    results, digest = run_recorded([whole(party) for party in range(n)])
    assert [bits.tolist() for bits in results[0].values()] == [[1, 1], [0, 1]]
    require_pinned(f"claims n={n}", digest)
