"""Reproducible randomness for tests, and pinned transcripts: every byte on the wire, as one digest per protocol."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from crypto.rounds import PartyId, Protocol, run_locally

T = TypeVar("T")
TRANSCRIPTS = Path(__file__).parent.parent / "vectors" / "transcripts.json"


class Seeded:
    """A Random whose bytes depend on a label only: BLAKE2b of label and counter. Never in shipped code."""

    def __init__(self, *label: object) -> None:
        self._key = hashlib.blake2b(repr(label).encode(), digest_size=32).digest()
        self._counter = 0

    def __call__(self, length: int) -> bytes:
        blocks = []
        for _ in range(-(-length // 64)):
            blocks.append(hashlib.blake2b(self._counter.to_bytes(8, "little"), key=self._key).digest())
            self._counter += 1
        return b"".join(blocks)[:length]


def run_recorded(protocols: Sequence[Protocol[T]]) -> tuple[list[T], str]:
    """Run honest parties; give their results and the digest of every message with its step, source and destination."""
    state = hashlib.blake2b(digest_size=16)

    def record(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        state.update(b"".join(value.to_bytes(8, "little") for value in (step, source, destination, len(message))))
        state.update(message)
        return message

    return run_locally(protocols, record), state.hexdigest()


def require_pinned(name: str, digest: str) -> None:
    """Compare with the digest of this name in tests/vectors/transcripts.json.

    A refactoring must not change it. A change of the wire must, with a new protocol version and a changelog line.
    """
    pinned = json.loads(TRANSCRIPTS.read_text(encoding="utf-8"))
    assert pinned.get(name) == digest, f"{name} sent other bytes: {digest}"
