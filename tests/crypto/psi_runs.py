"""What the tests of set intersection share: small size classes, honest and cheating runs, what went over the wire."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from crypto import psi
from crypto.errors import PeerError
from crypto.psi import Overlap, _Intersection
from crypto.psi_work import Work, serial
from crypto.rounds import Kind, PartyId, Protocol, Random, Tamper, settle
from tests.crypto.seeded import Seeded

SID = bytes(range(32))
SMALL = 4
KINDS = (Kind.PSI_KEY, Kind.PSI_BLINDED, Kind.PSI_ANSWER, Kind.PSI_OPEN)
ALICE = (b"apple", b"cherry", b"fig")
BOB = (b"fig", b"grape", b"apple", b"kiwi")
BOTH = frozenset((b"apple", b"fig"))

Change = Callable[["Cheater", bytes], bytes]


@pytest.fixture
def small_classes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Allow sets of 2, 4 and 8 as well, so that a run takes milliseconds."""
    monkeypatch.setattr(psi, "SIZE_CLASSES", (2, 4, 8, *psi.SIZE_CLASSES))


class Cheater(_Intersection):
    """Party 1 with its own ideas: `changes` rewrite its messages, `before` runs when its secrets are drawn."""

    changes: Mapping[Kind, Change] = {}

    def answer(self, answers: bytes) -> bytes:
        """What it says the answers are, before the proof is made about them."""
        return answers

    def _exchange(self, kind: Kind, message: bytes) -> Protocol[bytes]:
        if kind in self.changes:
            message = self.changes[kind](self, message)
        return (yield from super()._exchange(kind, message))

    def _perform(self, *batches: Sequence[object]) -> bytes:
        answers = super()._perform(*batches)  # type: ignore[arg-type]
        return self.answer(answers) if self.step == 2 else answers


@dataclass
class Run:
    """A run of party 0, which is honest, and party 1, which may not be."""

    honest: _Intersection
    other: _Intersection
    results: list[Overlap | PeerError] = field(default_factory=list)
    sent: list[tuple[int, PartyId, bytes]] = field(default_factory=list)

    def message(self, step: int, source: PartyId) -> bytes:
        (message,) = [m for s, p, m in self.sent if (s, p) == (step, source)]
        return message

    def require_caught(self, error: type[PeerError], last_step: int = 2) -> None:
        """Party 0 found it by itself, forgot everything, and sent nothing after step `last_step` (counted from 0)."""
        result = self.results[0]
        assert type(result) is error, result
        assert max(step for step, party, _ in self.sent if party == 0) == last_step
        require_forgotten(self.honest, result)


def require_forgotten(party: _Intersection, error: PeerError | None) -> None:
    """Nothing secret is left in the object or in the frames of the error's traceback."""
    assert (party.entries, party.order, party.found) == ((), [], [])
    assert (party.items, party.key, party.blinds, party.tags) == (b"", b"", b"", b"")
    if error is None:
        return
    assert not any(entry.decode() in repr(error.args) for entry in (*ALICE, *BOB))
    trace = error.__traceback__
    while trace is not None:
        if "/crypto/" in trace.tb_frame.f_code.co_filename and "/tests/" not in trace.tb_frame.f_code.co_filename:
            held = repr(list(trace.tb_frame.f_locals.values()))
            assert not any(entry.decode() in held for entry in (*ALICE, *BOB))
        trace = trace.tb_next


def run_pair(
    other: type[_Intersection] = _Intersection,
    *,
    sets: tuple[Sequence[bytes], Sequence[bytes]] = (ALICE, BOB),
    size: int = SMALL,
    label: object = "psi",
    tamper: Tamper | None = None,
    sids: tuple[bytes, bytes] = (SID, SID),
    sizes: tuple[int, int] | None = None,
) -> Run:
    """Run both parties in lockstep; never raises PeerError."""
    first, second = sizes or (size, size)
    run = Run(
        _Intersection(sids[0], 0, sets[0], first, Seeded(label, 0), serial),
        other(sids[1], 1, sets[1], second, Seeded(label, 1), serial),
    )

    def record(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        delivered = message if tamper is None else tamper(step, source, destination, message)
        run.sent.append((step, source, delivered))
        return delivered

    run.results = settle([run.honest.run(), run.other.run()], record)
    return run


def cheater(answer: Callable[..., bytes] | None = None, **changes: Change) -> type[Cheater]:
    """A cheater that rewrites messages by kind (key=, blinded=, reply=, opening=), or its answers before the proof."""
    names = dict(zip(("key", "blinded", "reply", "opening"), KINDS, strict=True))
    members: dict[str, object] = {"changes": {names[name]: change for name, change in changes.items()}}
    if answer is not None:
        members["answer"] = answer
    return type("ThisCheater", (Cheater,), members)


def honest_pair(
    sets: tuple[Sequence[bytes], Sequence[bytes]], size: int, randoms: Sequence[Random], work: Work = serial
) -> list[Protocol[Overlap]]:
    """Two honest parties through the public entry."""
    return [psi.intersect(SID, party, sets[party], size, randoms[party], work) for party in (0, 1)]
