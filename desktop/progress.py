"""How far a run is and what it took, from its plan of messages; and what all must agree on before it.

Leaves to others: driving the run (p2p.runner), showing it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from crypto import params
from crypto.capacity import Capacity
from crypto.circuit import Circuit
from crypto.message_plan import MessagePlan
from crypto.rounds import Kind, PartyId
from desktop.stages import Statistics
from p2p.identity import labelled_hash
from p2p.meeting import Digests, Meeting

STEP_COST_BYTES = 4096
"""What one step weighs in the progress, besides its bytes."""


def what_to_compare(sheet_digest: bytes, circuit: Circuit, capacity: Capacity) -> Digests:
    """What all must hold in common before a run.

    Args:
        sheet_digest: 32 bytes.
        circuit: what is evaluated.
        capacity: what the run is prepared for.
    """
    parameters = labelled_hash("parameters", params.encode(capacity.n), capacity.encode())
    return Digests(sheet_digest, circuit.digest(), parameters)


class RunProgress:
    """How far a run is, by bytes and steps of its plan, and when its parts ended."""

    def __init__(self, plan: MessagePlan, me: PartyId, started: float, report: Callable[[float], None]) -> None:
        """Args: plan: of the run. me: own party. started: when all had met, monotonic. report: told the part done."""
        rounds = (*plan.preparation, *plan.evaluation)
        # A step costs its bytes, and a wait that is worth some thousands of them.
        costs = [planned.sizes[me] + STEP_COST_BYTES for planned in rounds]
        self._done = [sum(costs[: step + 1]) / sum(costs) for step in range(len(costs))]
        self._setup_steps = next(i for i, planned in enumerate(rounds) if planned.kind == Kind.ECHO) + 1
        self._report = report
        self._marks = [started] * 5

    def step(self, step: int, _: int) -> None:
        """Called by the runner after every step."""
        if step == self._setup_steps:
            self._marks[1] = time.monotonic()
        if step <= len(self._done):
            self._report(self._done[step - 1])

    def preprocessed(self) -> None:
        """The correlated randomness is there."""
        self._marks[2] = self._marks[3] = time.monotonic()

    def all_agreed(self) -> None:
        """Everybody wants to compare; what people took to decide is nobody's speed."""
        self._marks[3] = time.monotonic()

    def finished(self) -> None:
        """All items are opened."""
        self._marks[4] = time.monotonic()

    def statistics(self, meeting: Meeting, circuit: Circuit, rounds: int) -> Statistics:
        """The figures of the finished run."""
        setup, preprocessing, _, online = (self._marks[i + 1] - self._marks[i] for i in range(4))
        return Statistics(
            len(meeting.members),
            circuit.n_ands,
            meeting.bytes_sent,
            meeting.bytes_received,
            rounds,
            setup,
            preprocessing,
            online,
        )
