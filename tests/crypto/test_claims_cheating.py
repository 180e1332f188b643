"""Claims that do not hold, and proofs that were tampered with: the run ends before anything is computed."""

from __future__ import annotations

from random import Random as Pseudo

import numpy as np
import pytest

from crypto import claim_proofs
from crypto.bits import Bits
from crypto.claim_proofs import Wires
from crypto.claims import Claim
from crypto.engine import capacity_of, rounds_and_bytes
from crypto.errors import CheatingDetected, PeerAborted, PeerError
from crypto.rounds import Kind, PartyId, Tamper
from tests.crypto.claim_runs import WIDTH, ByHand, both_claim, run_claims, same_bits_claim
from tests.crypto.engine_runs import Cheat, Run, flipped, mixed_circuit, some_bits


def require_stopped(run: Run, cheat: Cheat | None = None, caught_by: tuple[PartyId, ...] = (1,)) -> None:
    """Everybody ended before the first level, and these parties saw why."""
    assert all(isinstance(result, PeerError) for result in run.results)
    assert not any(run.ordered)
    for party in caught_by:
        assert isinstance(run.results[party], CheatingDetected)
        assert cheat is None or cheat.count(party, Kind.LEVEL) == 0


def step_of(kind: Kind, n: int, claims: tuple[Claim | None, ...]) -> int:
    """The step of the only round of this kind in the evaluation; the three of the set-up are dealt."""
    circuit, seats = mixed_circuit(n, WIDTH), tuple(range(n))
    plan = rounds_and_bytes(n, capacity_of(circuit, seats, claims=claims), circuit, claims=claims)
    return len(plan.preparation) - 3 + [planned.kind for planned in plan.evaluation].index(kind)


def let_all_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program no longer looks whether its own claim holds."""
    original = claim_proofs.follow_bits

    def blindly(claim: Claim, entered: Bits) -> Wires[Bits]:
        bits = original(claim, entered)
        return Wires(bits.a, bits.b, bits.c, np.ones_like(bits.ones))

    monkeypatch.setattr(claim_proofs, "follow_bits", blindly)


# --- whole runs -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [2, 3])
@pytest.mark.parametrize("entered", [(0, 0), (0, 1), (1, 0)])
def test_inputs_that_are_not_what_is_claimed(n: int, entered: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    let_all_claim(monkeypatch)
    cheat = Cheat(monkeypatch)
    bits = np.zeros(mixed_circuit(n, WIDTH).n_inputs, np.uint8)
    bits[:2] = entered
    run = run_claims(n, ("false", entered), (both_claim(), *(None,) * (n - 1)), bits=bits)
    require_stopped(run, cheat, tuple(range(1, n)))


def test_a_wrong_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    let_all_claim(monkeypatch)
    claim = same_bits_claim()
    for place in (0, 1):
        wrong = Claim(claim.circuit, claim.inputs, lambda bits, at=place: claim.witness(bits) ^ (np.arange(2) == at))
        require_stopped(run_claims(2, ("witness", place), (wrong, None)))


def test_a_gate_that_gives_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """0 and 1 is committed to as 1, so that all that is claimed of the output is true."""
    original = claim_proofs.follow_bits

    def lie(claim: Claim, entered: Bits) -> Wires[Bits]:
        bits = original(claim, entered)
        return Wires(bits.a, bits.b, np.ones_like(bits.c), np.ones_like(bits.ones))

    monkeypatch.setattr(claim_proofs, "follow_bits", lie)
    bits = np.zeros(mixed_circuit(2, WIDTH).n_inputs, np.uint8)
    bits[0] = 1
    require_stopped(run_claims(2, "gate", (both_claim(), None), bits=bits))


@pytest.mark.parametrize("place", range(5))
def test_a_changed_correction(place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The owner sends another bit than it goes on with, to all."""
    cheat = Cheat(monkeypatch)
    cheat.say(0, Kind.INPUT, lambda number, message: flipped(message, WIDTH + 1 + place))
    require_stopped(run_claims(2, ("correction", place), (same_bits_claim(), None)), cheat)


def test_an_input_changed_after_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Party 0 claims and proves with 1, 1 and enters 1, 0."""
    cheat = Cheat(monkeypatch)
    cheat.say(0, Kind.INPUT, lambda number, message: flipped(message, 1))
    bits = np.ones(mixed_circuit(2, WIDTH).n_inputs, np.uint8)
    require_stopped(run_claims(2, "input", (both_claim(), None), bits=bits), cheat)


@pytest.mark.parametrize("place", range(0, 256, 17))
def test_a_changed_proof(place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    cheat = Cheat(monkeypatch)
    cheat.send(0, Kind.CLAIM, lambda number, peer, message: flipped(message, place))
    require_stopped(run_claims(2, ("proof", place), (same_bits_claim(), None)), cheat)


@pytest.mark.parametrize("proof", [bytes(32), b"\xff" * 32])
def test_a_constant_is_no_proof(proof: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    cheat = Cheat(monkeypatch)
    cheat.send(0, Kind.CLAIM, lambda number, peer, message: proof)
    require_stopped(run_claims(2, "constant", (both_claim(), None), bits=ones(2)), cheat)


def ones(n: int) -> Bits:
    return np.ones(mixed_circuit(n, WIDTH).n_inputs, np.uint8)


@pytest.mark.parametrize("copied", [(1, 2), (1, 0), (0, 2)], ids=["another's", "what I am shown", "that for another"])
def test_a_copied_proof(copied: tuple[int, int]) -> None:
    """Party 0 shows party 2 what party `copied[0]` showed to party `copied[1]`; all have entered the same."""
    claims = (both_claim(),) * 3
    step = step_of(Kind.CLAIM, 3, claims)
    seen: dict[tuple[int, int], bytes] = {}

    def watch(at: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        if at == step:
            seen[source, destination] = message
        return message

    def copy(at: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        return seen[copied] if (at, source, destination) == (step, 0, 1 if copied == (0, 2) else 2) else message

    run_claims(3, "copied", claims, bits=ones(3), tamper=watch).require_right()
    assert len(set(seen.values())) == 6
    run = run_claims(3, "copied", claims, bits=ones(3), tamper=copy)
    require_stopped(run, None, (1,) if copied == (0, 2) else (2,))


def test_a_proof_of_an_earlier_run() -> None:
    claims = (both_claim(), None)
    step = step_of(Kind.CLAIM, 2, claims)
    seen: list[bytes] = []

    def replay(earlier: bool) -> Tamper:
        def tamper(at: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
            if (at, source) != (step, 0):
                return message
            seen.append(message)
            return message if earlier else seen[0]

        return tamper

    run_claims(2, ("earlier", 1), claims, bits=ones(2), tamper=replay(True)).require_right()
    require_stopped(run_claims(2, ("earlier", 2), claims, bits=ones(2), tamper=replay(False)))


def test_other_corrections_for_another_peer() -> None:
    """C19 for claims: party 2 hears another bit; the proof that it gets is not about that one."""
    claims = (same_bits_claim(), None, None)
    step = step_of(Kind.INPUT, 3, claims)

    def tamper(at: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        return flipped(message, WIDTH + 1) if (at, source, destination) == (step, 0, 2) else message

    require_stopped(run_claims(3, "peers", claims, tamper=tamper), None, (2,))


def test_another_witness_for_another_peer_is_caught_by_the_transcript(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bit that no gate uses can be sent either way and every proof holds; no share of an output leaves anybody."""
    claim = both_claim()
    slots = np.array([1, 2, 3], np.int32)
    spare = claim.circuit
    spare = type(spare)(1, np.zeros(3, np.uint8), slots, 5, _moved(spare), (), _outputs(spare))
    claims = (Claim(spare, claim.inputs, lambda bits: bits[:1]), None, None)
    step = step_of(Kind.INPUT, 3, claims)
    cheat = Cheat(monkeypatch)

    def tamper(at: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        return flipped(message, WIDTH + 1) if (at, source, destination) == (step, 0, 2) else message

    run = run_claims(3, "transcript", claims, bits=ones(3), tamper=tamper)
    assert all(isinstance(result, PeerError) for result in run.results)
    assert any(isinstance(result, CheatingDetected) for result in run.results)
    assert cheat.count(1, Kind.LEVEL) == cheat.count(2, Kind.LEVEL) == mixed_circuit(3, WIDTH).depth
    assert not any(run.ordered)
    assert cheat.count(1, Kind.OUTPUT) == cheat.count(2, Kind.OUTPUT) == 0


def _moved(circuit):  # type: ignore[no-untyped-def]
    """The gate with its result one slot further, after a third input."""
    (level,) = circuit.levels
    return (type(level)((), level.and_dst + 1, level.and_a, level.and_b),)


def _outputs(circuit):  # type: ignore[no-untyped-def]
    (output,) = circuit.outputs
    return (type(output)("holds", output.slots + 1, (0,)),)


# --- a proof by itself, many times ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["bits", "results", "proof", "both sides"])
def test_no_false_proof_ever_survives(kind: str) -> None:
    """Survival is below 2^-120: of 300 each none is accepted, and no honest one refused."""
    claim, source = same_bits_claim(), Pseudo(kind)
    for trial in range(300):
        entered = np.array([source.getrandbits(1) for _ in range(3)], np.uint8)
        honest = ByHand(claim, np.concatenate((entered, claim.witness(entered))), trial)
        honest.deal()
        honest.verify(honest.prove())
        committed = np.zeros(8, np.uint8)
        match kind:
            case "bits":  # some inputs or some of the witness are not what the proof is made with
                committed[source.sample(range(5), source.randint(1, 5))] = 1
            case "results":  # some gates are committed to wrongly
                committed[5 + np.array(source.sample(range(3), source.randint(1, 3)))] = 1
        false = ByHand(claim, honest.entered, trial, lambda bits, change=committed: bits ^ change)
        false.deal()
        proof = false.prove()
        if kind == "proof":
            proof = source.randbytes(32)
        elif kind == "both sides":  # the same is added to both elements, or they are swapped
            change = int.from_bytes(source.randbytes(16), "big") * ((1 << 128) + 1)
            proof = (
                (int.from_bytes(proof, "big") ^ change).to_bytes(32, "big") if trial % 2 else proof[16:] + proof[:16]
            )
        with pytest.raises(CheatingDetected):
            false.verify(proof)


def test_a_proof_that_follows_the_lie_is_refused_too() -> None:
    """The owner computes with the very bits that it committed to, false as they are."""
    claim = same_bits_claim()
    for value in range(1, 32):
        entered = np.array([value >> i & 1 for i in range(5)], np.uint8)
        run = ByHand(claim, entered, value)
        run.deal()
        if run.bits.ones.all():
            run.verify(run.prove())
        else:
            with pytest.raises(CheatingDetected):
                run.verify(run.prove())


def test_another_delta_or_another_challenge() -> None:
    for what in ("delta", "gh"):
        run, other = (ByHand(both_claim(), np.ones(2, np.uint8), seed) for seed in (1, 2))
        run.deal()
        other.deal()
        proof = run.prove()
        setattr(run, what, getattr(other, what))
        with pytest.raises(CheatingDetected):
            run.verify(proof)


# --- one byte of one message ------------------------------------------------------------------------------------------


def one_byte(at: tuple[int, PartyId, PartyId], where: int, value: int, hit: list[int]) -> Tamper:
    """XOR a value to one byte of one message; notes that there was such a message."""

    def tamper(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        if (step, source, destination) != at or not message:
            return message
        hit.append(step)
        changed = bytearray(message)
        changed[where % len(message)] ^= value
        return bytes(changed)

    return tamper


@pytest.mark.parametrize(("n", "runs"), [(2, 90), (3, 40)])
def test_one_changed_byte(n: int, runs: int) -> None:
    """Of the messages with the inputs, of the coin and of the proofs: caught, always; of any other: caught or right."""
    claims = (same_bits_claim(), both_claim(), *(None,) * (n - 2))
    bits = some_bits(mixed_circuit(n, WIDTH).n_inputs, "fuzz")
    bits[WIDTH + 1 : WIDTH + 3] = 1
    first, last = step_of(Kind.INPUT, n, claims), step_of(Kind.CLAIM, n, claims)
    source, n_hit = Pseudo(n), 0
    for number in range(runs):
        step = first + number // 2 % 3 if number % 2 else source.randrange(last + 6)
        sender, receiver = source.sample(range(n), 2)
        hit: list[int] = []
        tamper = one_byte((step, sender, receiver), source.getrandbits(32), source.randrange(1, 256), hit)
        run = run_claims(n, ("fuzz", number), claims, bits=bits, tamper=tamper)
        run.require_right_or_aborted()
        caught = [result for result in run.results if isinstance(result, PeerError)]
        assert not caught or any(not isinstance(error, PeerAborted) for error in caught)
        if hit and first <= step <= last:
            n_hit += 1
            assert len(caught) == n
    assert n_hit > runs // 4
