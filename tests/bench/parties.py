"""Parties of a measurement as processes of this computer, joined by socket pairs: the engine without a network."""

from __future__ import annotations

import multiprocessing
import re
import secrets
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from crypto.circuit import Circuit
from crypto.compute import compute
from crypto.rounds import Inbox, Protocol, Round, drive

Make = Callable[[int], tuple[Circuit, list[int] | None]]
"""Party -> the circuit, and this party's input bits; random ones for None."""


@dataclass(frozen=True)
class Figures:
    """What a run took. Seconds are of the slowest party, from its first step to its last; memory of the largest.

    Attributes:
        cpu: processor seconds of the busiest party.
        cpu_of_all: of all parties together.
        n_bytes: sent by one party to all others, the largest; n_bytes_of_all: of all together.
        results: per output its bits.
    """

    seconds: float
    cpu: float
    cpu_of_all: float
    n_bytes: int
    n_bytes_of_all: int
    peak_bytes: int
    results: Mapping[str, list[int]]


def exchange(lines: Mapping[int, socket.socket], counted: list[int], round_: Round) -> Inbox:
    """Send to all and receive from all at the same time."""
    sending = [threading.Thread(target=line.sendall, args=(round_.outbox[peer],)) for peer, line in lines.items()]
    for thread in sending:
        thread.start()
    inbox = {}
    for peer, line in lines.items():
        parts, missing = [], round_.expect[peer]
        while missing:
            part = line.recv(min(missing, 1 << 20))
            if not part:
                raise SystemExit("another party has gone")
            parts.append(part)
            missing -= len(part)
        inbox[peer] = b"".join(parts)
    for thread in sending:
        thread.join()
    counted[0] += sum(len(message) for message in round_.outbox.values())
    return inbox


def take_part(party: int, n: int, make: Make, lines: Mapping[int, socket.socket], tell: Connection) -> None:
    circuit, bits = make(party)
    if bits is None:
        wanted = int((circuit.owner == party).sum())
        bits = [byte & 1 for byte in secrets.token_bytes(wanted)]
    keys = tuple(bytes([seat + 1]) * 32 for seat in range(n))
    protocol: Protocol[dict[str, np.ndarray]] = compute(party, keys, circuit, np.array(bits, np.uint8), context=b"")
    counted = [0]
    started, worked = time.perf_counter(), time.process_time()
    results = drive(protocol, partial(exchange, lines, counted))
    seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    tell.send((seconds, cpu, counted[0], peak_bytes(), {name: value.tolist() for name, value in results.items()}))


def peak_bytes() -> int:
    """The most memory that this process has held. Not by getrusage: that counts the process which started this one."""
    status = Path("/proc/self/status").read_text() if sys.platform == "linux" else ""
    found = re.search(r"VmHWM:\s*(\d+) kB", status)
    return 1024 * int(found[1]) if found else 0


def run(n: int, make: Make) -> Figures:
    """One run between n processes."""
    spawn = multiprocessing.get_context("spawn")
    lines: list[dict[int, socket.socket]] = [{} for _ in range(n)]
    for i in range(n):
        for j in range(i):
            lines[i][j], lines[j][i] = socket.socketpair()
    pipes = [spawn.Pipe(duplex=False) for _ in range(n)]
    parties = [spawn.Process(target=take_part, args=(i, n, make, lines[i], pipes[i][1])) for i in range(n)]
    for party in parties:
        party.start()
    for each in lines:
        for line in each.values():
            line.close()
    told = [pipe[0].recv() for pipe in pipes]
    for party in parties:
        party.join()
    seconds, cpu, n_bytes, peak, results = zip(*told, strict=True)
    return Figures(max(seconds), max(cpu), sum(cpu), max(n_bytes), sum(n_bytes), max(peak), results[0])
