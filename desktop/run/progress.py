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
from desktop.run.stages import Statistics
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
        self._plan(plan, me)
        self._me = me
        self._before = 0
        self._start = 0.0
        self._now = 0.0
        self._report = report
        self._is_set_up = False
        self._marks = [started] * 5

    @property
    def done(self) -> float:
        """How far it is, 0 to 1."""
        return self._now

    def skip(self, steps: int) -> None:
        """So many steps are no part of the run."""
        self._before += steps

    def restart(self, plan: MessagePlan, steps: int) -> None:
        """Another run takes the place of the one that was prepared.

        Args:
            steps: done so far by the runner.
        """
        self._before, self._start = steps, self._now
        self._plan(plan, self._me)
        self._is_set_up = False
        self._marks = [time.monotonic()] * 5

    def _plan(self, plan: MessagePlan, me: PartyId) -> None:
        rounds = (*plan.preparation, *plan.evaluation)
        # A step costs its bytes, and a wait that is worth some thousands of them.
        costs = [planned.sizes[me] + STEP_COST_BYTES for planned in rounds]
        self._done = [sum(costs[: step + 1]) / sum(costs) for step in range(len(costs))]
        self._setup_steps = next(i for i, planned in enumerate(rounds) if planned.kind == Kind.ECHO) + 1

    def step(self, step: int, _: int) -> None:
        """Called by the runner after every step."""
        step -= self._before
        if step == self._setup_steps:
            self._is_set_up = True
            self._marks[1] = time.monotonic()
        if 0 < step <= len(self._done):
            self._now = self._start + (1 - self._start) * self._done[step - 1]
            self._report(self._now)

    def rested(self, seconds: float) -> None:
        """For so long the preparation waited for a better time; that is nobody's speed."""
        for begun in (0, 1) if self._is_set_up else (0,):
            self._marks[begun] += seconds

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
