"""The figures of this computer: whole runs between real processes over loopback, and what one core makes.

Runs: per number of people and circuit the gates, rounds, bytes, seconds and memory of the slowest party.
Core: triples per second and core, next to the speed of AES on the same core in the same minute, so that figures of
different computers can be compared; and the bytes a triple costs on the wire.

Leaves to others: the circuits (desktop.bench.circuits), one party (desktop.bench.party), printing.
"""

from __future__ import annotations

import asyncio
import os
import platform
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from crypto.capacity import Capacity
from crypto.engine import prepare, rounds_and_bytes
from crypto.rounds import run_locally
from desktop.processes import Ended, Event, Launch, ProcessesFailed, meet

PARTIES = (2, 3, 5)
CIRCUIT_NAMES = ("aes-128", "sha-256", "job-offer", "one-match", "wide-100k")
TRIPLES = ((2, 100_000), (3, 100_000), (5, 100_000), (2, 400_000))
"""Numbers of people, and of triples for them."""
YARDSTICK = 10e9
"""Bytes per second of AES-128 in ECB mode on a core that figures are converted to."""
_AES_BYTES = 1 << 24
_AES_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Run:
    """One circuit between so many people. Seconds and memory are those of the slowest and largest party.

    Attributes:
        bytes_per_party: sent by one party to all others together, framing and encryption included; the largest.
    """

    circuit: str
    parties: int
    and_gates: int
    depth: int
    rounds: int
    bytes_per_party: int
    base_ot_s: float
    preprocessing_s: float
    online_s: float
    peak_rss_bytes: int

    def to_json(self) -> dict[str, object]:
        """The fields of the run event."""
        return {
            "circuit": self.circuit,
            "parties": self.parties,
            "and_gates": self.and_gates,
            "depth": self.depth,
            "rounds": self.rounds,
            "bytes_per_party": self.bytes_per_party,
            "seconds": {
                "base_ot": self.base_ot_s,
                "preprocessing": self.preprocessing_s,
                "online": self.online_s,
            },
            "peak_rss_bytes": self.peak_rss_bytes,
        }


@dataclass(frozen=True, slots=True)
class Triples:
    """So many triples between so many people, all computed by one core.

    Attributes:
        per_second: triples per second of one core that works for one person, set-up included.
        cpu_seconds: processor seconds of one person, set-up included.
        bytes_each: what one party sends per triple to each other one, without framing and without the set-up.
        setup_bytes: what one party sends for the set-up, which does not depend on the number of triples.
    """

    parties: int
    count: int
    per_second: float
    cpu_seconds: float
    bytes_each: float
    setup_bytes: int


@dataclass(frozen=True, slots=True)
class Core:
    """What one core does. aes_ecb, aes_gcm, memory (copying): bytes per second."""

    triples: tuple[Triples, ...]
    aes_ecb: float
    aes_gcm: float
    memory: float

    def scaled(self, triples: Triples) -> float:
        """Processor seconds of one person on a core with the AES speed of the yardstick, if all scaled with AES."""
        return triples.cpu_seconds * self.aes_ecb / YARDSTICK

    def to_json(self) -> dict[str, object]:
        """The fields of the core event."""
        return {
            "computer": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python "
            f"{platform.python_version()}",
            "aes_ecb_bytes_per_second": round(self.aes_ecb),
            "aes_gcm_bytes_per_second": round(self.aes_gcm),
            "memory_bytes_per_second": round(self.memory),
            "triples": [
                {
                    "parties": triples.parties,
                    "count": triples.count,
                    "cpu_seconds": round(triples.cpu_seconds, 3),
                    "cpu_seconds_at_10_gb_of_aes": round(self.scaled(triples), 3),
                    "per_second_and_core": round(triples.per_second),
                    "bytes_per_triple_and_direction": round(triples.bytes_each, 2),
                    "setup_bytes_per_direction": triples.setup_bytes,
                }
                for triples in self.triples
            ],
        }


def measure_run(circuit: str, parties: int, on_progress: Callable[[str], None] = lambda line: None) -> Run:
    """One circuit between real processes over loopback.

    Raises:
        ProcessesFailed: they did not come to a result.
    """
    launches = [
        Launch(("desktop.bench.party", circuit, str(parties), part), {}) for part in ("host", *["join"] * (parties - 1))
    ]
    figures = [_figures(one) for one in asyncio.run(meet(launches[0], launches[1:], on_progress))]

    def largest(*path: str) -> float:
        return max(_number(one, path) for one in figures)

    return Run(
        circuit,
        parties,
        int(largest("and_gates")),
        int(largest("depth")),
        int(largest("rounds")),
        int(largest("bytes_sent")),
        largest("seconds", "setup"),
        largest("seconds", "preprocessing"),
        largest("seconds", "online"),
        int(largest("peak_rss_bytes")),
    )


def _figures(ended: Ended) -> Event:
    figures = ended.last("figures")
    if figures is None:
        raise ProcessesFailed("E58", "A process of the measurement ended without figures.")
    return figures


def _number(event: object, path: tuple[str, ...]) -> float:
    for name in path:
        event = event[name] if isinstance(event, Mapping) else None
    if not isinstance(event, int | float):
        raise ProcessesFailed("E58", f"A process of the measurement did not say {path[-1]}.")
    return event


def measure_core(triples: tuple[tuple[int, int], ...] = TRIPLES) -> Core:
    """What one core makes; all parties of the triples are computed here, one after the other.

    Args:
        triples: numbers of people, and of triples to make between them.
    """
    made = tuple(_measure_triples(n, count) for n, count in triples)
    return Core(made, _aes_ecb_speed(), _aes_gcm_speed(), _memory_speed())


def _measure_triples(n: int, count: int) -> Triples:
    capacity = Capacity(count, (0,) * n, 0)
    keys = tuple(sorted(secrets.token_bytes(32) for _ in range(n)))
    started = time.process_time()
    prepared = run_locally([prepare(me, keys, capacity) for me in range(n)])
    seconds = (time.process_time() - started) / n
    for one in prepared:
        one.destroy()
    nothing = Capacity(0, (0,) * n, 0)
    whole, setup = (rounds_and_bytes(n, each).bytes_to_each_peer(0) for each in (capacity, nothing))
    return Triples(n, count, count / seconds, seconds, (whole - setup) / count, setup)


def _aes_ecb_speed() -> float:
    encryptor = Cipher(algorithms.AES(secrets.token_bytes(16)), modes.ECB()).encryptor()  # noqa: S305  # a yardstick
    data = bytes(_AES_BYTES)
    out = bytearray(_AES_BYTES + 15)
    return _speed(lambda: encryptor.update_into(data, out))


def _aes_gcm_speed() -> float:
    cipher = AESGCM(secrets.token_bytes(16))
    data = bytes(_AES_BYTES)
    return _speed(lambda: cipher.encrypt(secrets.token_bytes(12), data, None))


def _memory_speed() -> float:
    data = bytearray(_AES_BYTES)
    return _speed(lambda: bytes(data))


def _speed(encrypt: Callable[[], object]) -> float:
    """Bytes per second of processor time."""
    encrypt()
    started = time.process_time()
    times = 0
    while time.process_time() - started < _AES_SECONDS:
        encrypt()
        times += 1
    return times * _AES_BYTES / (time.process_time() - started)
