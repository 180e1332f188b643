"""One party of a measurement: `python -m desktop.bench.party CIRCUIT N host|join [ADDRESS]`, started by measurements.

Meets the others over loopback, or at the address given, exactly as people do, runs the engine on random inputs, and
prints one line of figures. Among them is the longest time for which the event loop did not come round: heart-beats and
a window would have waited so long.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
import threading
import time
from pathlib import Path

import numpy as np

from crypto.circuit import Circuit
from crypto.engine import capacity_of, evaluate, prepare, rounds_and_bytes
from desktop import __version__
from desktop.bench.circuits import MORE_CIRCUITS
from desktop.run.progress import RunProgress, what_to_compare
from p2p.identity import labelled_hash
from p2p.meeting import Meeting, host_meeting, join_meeting
from p2p.runner import Runner

LOOPBACK = ("127.0.0.1", 0)


def _print(event: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def peak_rss_bytes() -> int:
    """The most memory this process has held at one time; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


class LongestGap:
    """How long the event loop was away at most, beyond the pause that it was asked for, and how much of it was ours.

    Attributes:
        seconds: the longest time.
        held_s: the longest time for which this program kept the loop away at most: without what the thread waited for a
            core that others had (where the system says that), and no more than the processor time that all threads of
            this program took meanwhile. It is the loop's own work, and waiting for the interpreter, which the computing
            thread had; a thread that was put aside by the system while it had it holds nobody by its work.
        own_s: in that time, processor time of the loop's own thread.
        often: how often that was longer than AIM_S.
    """

    PAUSE_S = 0.005
    AIM_S = 0.020

    def __init__(self) -> None:
        self.seconds = self.held_s = self.own_s = 0.0
        self.often = 0
        self._schedule = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")

    async def watch(self) -> None:
        """Until cancelled, in the thread in which it was made."""
        while True:
            own, worked, queued, before = time.thread_time(), time.process_time(), self._queued(), time.monotonic()
            await asyncio.sleep(self.PAUSE_S)
            gap = time.monotonic() - before - self.PAUSE_S
            held = min(gap - (self._queued() - queued), time.process_time() - worked)
            self.seconds = max(self.seconds, gap)
            self.often += held > self.AIM_S
            if held > self.held_s:
                self.held_s, self.own_s = held, time.thread_time() - own

    def to_json(self) -> dict[str, object]:
        """The fields of the figures."""
        return {
            "longest_gap_s": self.seconds,
            "gap_held_s": self.held_s,
            "gap_own_s": self.own_s,
            "gaps_over_aim": self.often,
        }

    def _queued(self) -> float:
        """Seconds for which this thread has waited for a core so far."""
        try:
            return int(self._schedule.read_text().split()[1]) / 1e9
        except (OSError, IndexError, ValueError):
            return 0.0


async def _meet(name: str, parties: int, hosting: bool, listen: tuple[str, int]) -> Meeting:
    if hosting:
        return await host_meeting(
            name.encode(),
            parties,
            "",
            version=__version__,
            check_roles=lambda roles: None,
            on_invite=lambda invite: _print({"event": "invite", "invite": invite}),
            listen=listen,
        )

    async def accept(_: bytes, __: bytes) -> str:
        return ""

    return await join_meeting(sys.stdin.readline(), version=__version__, decide_sheet=accept)


async def _measure(name: str, circuit: Circuit, hosting: bool, listen: tuple[str, int]) -> dict[str, object]:
    async with await _meet(name, circuit.n_parties, hosting, listen) as meeting:
        started = time.monotonic()
        capacity = capacity_of(circuit, meeting.party_of_seat)
        await meeting.confirm_ready(what_to_compare(labelled_hash("bench", name.encode()), circuit, capacity))
        plan = rounds_and_bytes(circuit.n_parties, capacity, circuit, meeting.party_of_seat)
        progress = RunProgress(plan, meeting.my_party, started, lambda done: None)
        n_bits = int((circuit.owner == meeting.me).sum())
        bits = np.frombuffer(secrets.token_bytes(n_bits), np.uint8) & np.uint8(1)
        async with Runner(meeting.by_party, on_progress=progress.step) as runner:
            gap = LongestGap()
            watching = asyncio.ensure_future(gap.watch())
            worked = time.process_time()
            prepared = await runner.run(prepare(meeting.my_party, meeting.keys, capacity))
            progress.preprocessed()
            online = evaluate(
                prepared,
                circuit,
                bits,
                party_of_seat=meeting.party_of_seat,
                context=name.encode(),
                before_order=lambda: None,
                released=lambda item, value: None,
            )
            await runner.run(online)
            progress.finished()
            rounds = runner.rounds
            worked = time.process_time() - worked
            watching.cancel()
        figures = progress.statistics(meeting, circuit, rounds).to_json()
        return {**figures, "cpu_seconds": worked, **gap.to_json()}


def main() -> int:
    """Take part in one measurement."""
    name, parties, part = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    circuit = MORE_CIRCUITS[name](parties)
    listen = (sys.argv[4], 0) if len(sys.argv) > 4 else LOOPBACK
    figures = asyncio.run(_measure(name, circuit, part == "host", listen))
    _print({"event": "figures", "depth": circuit.depth, "peak_rss_bytes": peak_rss_bytes(), **figures})
    return 0


if __name__ == "__main__":
    sys.exit(main())
