"""One byte of one message is changed, anywhere in a run: every party aborts or has its right outputs. Nothing else.

The suite runs some hundred mutations. A longer run, with its own seed:

    .venv/bin/python -m tests.crypto.test_engine_fuzz --parties 3 --runs 10000 --seed 7 [--with-setup]
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random as Pseudo

import pytest

from crypto import session
from crypto.errors import PeerAborted, PeerError
from crypto.rounds import PartyId, Protocol
from crypto.session import Session
from tests.crypto.dealer import dealt_sessions
from tests.crypto.engine_runs import Run, mixed_circuit, run_engine, some_bits
from tests.crypto.seeded import Seeded

WIDTH = 3


@contextmanager
def dealt(n: int, label: object) -> Iterator[None]:
    """The set-up is dealt: mutations then fall on everything after it, and a run takes milliseconds."""
    sessions = dealt_sessions(n, randoms=[Seeded(label, party) for party in range(n)])

    def open_session(me: PartyId, *_: object) -> Protocol[Session]:
        return sessions[me]
        yield

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "open_session", open_session)
        yield


def one_run(n: int, label: object, with_setup: bool, mutation: tuple[int, int, int, int, int] | None) -> Run:
    """A run of honest parties; mutation = (step, source, destination, where, value to XOR)."""
    circuit = mixed_circuit(n, WIDTH)

    def tamper(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        if mutation is None or (step, source, destination) != mutation[:3] or not message:
            return message
        changed = bytearray(message)
        changed[mutation[3] % len(message)] ^= mutation[4]
        return bytes(changed)

    bits = some_bits(circuit.n_inputs, label)
    randoms = [Seeded(label, "run", party) for party in range(n)]
    if with_setup:
        return run_engine(circuit, bits, randoms, tamper=tamper)
    with dealt(n, label):
        return run_engine(circuit, bits, randoms, tamper=tamper)


def fuzz(n: int, runs: int, seed: int, with_setup: bool) -> Counter[str]:
    """Mutate `runs` runs, every step about equally often; count how they ended.

    Raises:
        AssertionError: a party accepted wrong outputs. Any exception but PeerError passes through.
    """
    n_steps = 1 + max(step for step, _, _ in one_run(n, "steps", with_setup, None).sent)
    source = Pseudo(f"{n} {seed} {with_setup}")
    ends: Counter[str] = Counter()
    for number in range(runs):
        sender, receiver = source.sample(range(n), 2)
        mutation = (number % n_steps, sender, receiver, source.getrandbits(32), source.randrange(1, 256))
        run = one_run(n, (seed, number), with_setup, mutation)
        run.require_right_or_aborted()
        caught = [result for result in run.results if isinstance(result, PeerError)]
        assert not caught or any(not isinstance(error, PeerAborted) for error in caught), mutation
        if not caught:
            run.require_right()
        ends[type(min(caught, key=lambda error: isinstance(error, PeerAborted))).__name__ if caught else "right"] += 1
    return ends


@pytest.mark.parametrize(("n", "runs"), [(2, 300), (3, 120)])
def test_one_changed_byte_after_the_setup(n: int, runs: int) -> None:
    """Survivors are the cases in which the attack hits what the victim does not use: few, and always right."""
    ends = fuzz(n, runs, seed=1, with_setup=False)
    assert ends["CheatingDetected"] > runs // 2
    assert 0 < ends["right"] < runs // 3


@pytest.mark.parametrize(("n", "runs"), [(2, 30), (3, 10)])
def test_one_changed_byte_anywhere(n: int, runs: int) -> None:
    ends = fuzz(n, runs, seed=2, with_setup=True)
    assert ends["CheatingDetected"] > runs // 2
    assert ends["MalformedMessage"] > 0  # points that are none, other parameters


@pytest.mark.parametrize("n", [2, 3])
def test_without_a_mutation_runs_are_right(n: int) -> None:
    one_run(n, "none", False, None).require_right()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parties", type=int, default=2)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--with-setup", action="store_true", help="mutate the set-up too; ten times slower")
    arguments = parser.parse_args()
    print(dict(fuzz(arguments.parties, arguments.runs, arguments.seed, arguments.with_setup)))  # noqa: T201


if __name__ == "__main__":
    main()
