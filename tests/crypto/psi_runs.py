"""What the tests of set intersection share: small size classes, honest and cheating runs, what went over the wire."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from crypto import psi, session
from crypto.errors import PeerError
from crypto.psi import Overlap, _Intersection
from crypto.rounds import Kind, PartyId, Protocol, Random, Tamper, settle
from crypto.session import Session
from tests.crypto.dealer import dealt_sessions
from tests.crypto.seeded import Seeded

SID = bytes(range(32))
SMALL = 4
KINDS = tuple(kind for kind, _ in psi.message_bytes(SMALL))
SET_UP = 3
"""Steps of the set-up, which a dealer does in most tests."""
ALICE = (b"apple", b"cherry", b"fig")
BOB = (b"fig", b"grape", b"apple", b"kiwi")
BOTH = frozenset((b"apple", b"fig"))
LAST_BEFORE_OPENING = len(KINDS) - 2

Change = Callable[["Cheater", bytes], bytes]


@pytest.fixture
def small_classes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Allow sets of 2, 4 and 8 as well, so that a run takes milliseconds."""
    monkeypatch.setattr(psi, "SIZE_CLASSES", (2, 4, 8, *psi.SIZE_CLASSES))


@pytest.fixture
def dealt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sessions come from a dealer, in pairs, without rounds."""
    waiting: list[Session] = []

    def open_session(
        me: PartyId, keys: tuple[bytes, ...], parameters: bytes, random: Random, k: int = 4
    ) -> Protocol[Session]:
        if not waiting:
            waiting.extend(dealt_sessions(2, randoms=[random, random]))
        opened = waiting.pop(0 if waiting[0].me == me else 1)
        assert opened.me == me
        opened.random = random
        return opened
        yield  # a generator, like every protocol

    monkeypatch.setattr(session, "open_session", open_session)


class Cheater(_Intersection):
    """Party 1 with its own ideas: `changes` rewrite its messages, by kind."""

    changes: Mapping[Kind, Change] = {}

    def run(self, before_opening: Callable[[], None] = lambda: None) -> Protocol[Overlap]:
        inner = super().run(before_opening)
        round_ = next(inner)
        while True:
            change = self.changes.get(round_.kind)
            if change is not None:
                outbox = {peer: change(self, message) for peer, message in round_.outbox.items()}
                round_ = type(round_)(round_.kind, outbox, round_.expect, round_.run_id)
            inbox = yield round_
            try:
                round_ = inner.send(inbox)
            except StopIteration as stop:
                overlap: Overlap = stop.value
                return overlap


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

    def require_caught(self, error: type[PeerError], *, opened: bool = False) -> None:
        """Party 0 found it by itself and forgot everything; its list had left it or not."""
        result = self.results[0]
        assert type(result) is error, result
        sizes = {len(message) for _, party, message in self.sent if party == 0}
        assert (psi.message_bytes(self.honest.size)[-1][1] in sizes) is opened
        require_forgotten(self.honest, result)


def require_forgotten(party: _Intersection, error: PeerError | None) -> None:
    """Nothing secret is left in the object or in the frames of the error's traceback."""
    assert (party.entries, party.items, party.found, party.tags, party.rows) == ((), (), [], b"", None)
    if party.session is not None:
        assert party.session._delta is None
    if error is None:
        return
    assert not any(entry.decode() in repr(error.args) for entry in (*ALICE, *BOB))
    trace = error.__traceback__
    while trace is not None:
        if "/crypto/" in trace.tb_frame.f_code.co_filename and "/tests/" not in trace.tb_frame.f_code.co_filename:
            held = repr([value for value in trace.tb_frame.f_locals.values() if not isinstance(value, np.ndarray)])
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
        _Intersection(sids[0], 0, sets[0], first, Seeded(label, 0)),
        other(sids[1], 1, sets[1], second, Seeded(label, 1)),
    )

    def record(step: int, source: PartyId, destination: PartyId, message: bytes) -> bytes:
        delivered = message if tamper is None else tamper(step, source, destination, message)
        run.sent.append((step, source, delivered))
        return delivered

    run.results = settle([run.honest.run(), run.other.run()], record)
    return run


def cheater(**changes: Change) -> type[Cheater]:
    """A cheater that rewrites messages by kind: trees=, columns=, commitment=, opening=."""
    kinds = (Kind.PSI_KEY, Kind.PSI_BLINDED, Kind.PSI_ANSWER, Kind.PSI_OPEN)
    names = dict(zip(("trees", "columns", "commitment", "opening"), kinds, strict=True))
    members: dict[str, object] = {"changes": {names[name]: change for name, change in changes.items()}}
    return type("ThisCheater", (Cheater,), members)


def honest_pair(
    sets: tuple[Sequence[bytes], Sequence[bytes]], size: int, randoms: Sequence[Random]
) -> list[Protocol[Overlap]]:
    """Two honest parties through the public entry."""
    return [psi.intersect(SID, party, sets[party], size, randoms[party]) for party in (0, 1)]
