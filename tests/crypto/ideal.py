"""A trusted dealer in place of the cryptography below the engine: the same interface, the same types, no protocol.

Rows of correlated OT come from a shared book instead of an extension; coins are read from it. For tests of the layers
above alone, and for cheats whose probability takes many runs to see. Everything is reproducible from one seed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator

import numpy as np
import pytest

from crypto import cot, session
from crypto.bits import Bits, Words, select
from crypto.cot import CotRows
from crypto.rounds import Inbox, Kind, PartyId, Protocol, Random, Round
from crypto.session import Session
from tests.crypto.dealer import party_keys


class Book:
    """What the dealer of one run knows. All values depend on the label only.

    `delta_towards` may be changed by a test: then that party uses another Delta towards that peer.
    """

    def __init__(self, n: int, *label: object) -> None:
        self.n = n
        self.label = repr(label).encode()
        self.delta = []
        for party in range(n):
            words = self.words("delta", party, 0, 1)[0]
            words[0] = (words[0] & ~np.uint64(1)) | np.uint64(party == 0)
            self.delta.append(words)
        self.delta_towards: dict[tuple[PartyId, PartyId], Words] = {}

    def read(self, *what: object, length: int) -> bytes:
        return hashlib.shake_128(self.label + repr(what).encode()).digest(length)

    def words(self, *what: object) -> Words:
        *name, n_rows = what
        return np.frombuffer(self.read(*name, length=16 * int(str(n_rows))), np.uint64).reshape(-1, 2).copy()

    def key(self, number: int, holder: PartyId, owner: PartyId, n_rows: int) -> Words:
        return self.words("key", number, holder, owner, n_rows)

    def bits(self, number: int, owner: PartyId, n_rows: int) -> Bits:
        packed = np.frombuffer(self.read("bits", number, owner, length=n_rows // 8), np.uint8)
        return np.unpackbits(packed, bitorder="little")

    def rows(self, number: int, me: PartyId, n_rows: int, x: Bits | None) -> CotRows:
        own = self.bits(number, me, n_rows) if x is None else x
        peers = [party for party in range(self.n) if party != me]
        mac = {}
        for peer in peers:
            delta = self.delta_towards.get((peer, me), self.delta[peer])
            mac[peer] = self.key(number, peer, me, n_rows) ^ select(own, delta)
        return CotRows(own.copy(), mac, {peer: self.key(number, me, peer, n_rows) for peer in peers})


class IdealSession(Session):
    """A session whose coins and rows the dealer gives; broadcasts and rounds are the real ones."""

    book: Book
    n_passes: int = 0
    n_coins: int = 0

    def coin(self, kind: Kind = Kind.COIN) -> Protocol[bytes]:
        yield from self.broadcast(kind, b"", dict.fromkeys(self.peers, 0))
        self.n_coins += 1
        return self.book.read("coin", self.n_coins, length=32)


def ideal_sessions(n: int, *label: object) -> list[IdealSession]:
    """One open session per party."""
    book = Book(n, *label)
    return [_session(book, party, _no_randomness_left(book, party)) for party in range(n)]


def _session(book: Book, me: PartyId, random: Random) -> IdealSession:
    opened = IdealSession(me, book.n, party_keys(book.n), 4, random)
    opened.book = book
    opened.sid = book.read("sid", length=32)
    opened._delta = book.delta[me].copy()
    return opened


def _no_randomness_left(book: Book, me: PartyId) -> Random:
    counter = 0

    def random(length: int) -> bytes:
        nonlocal counter
        counter += 1
        return book.read("random", me, counter, length=length)

    return random


def ideal_pass(opened: IdealSession, n_rows: int, x: Bits | None = None) -> Generator[Round, Inbox, CotRows]:
    """In place of crypto.cot.cot_pass; takes no rounds."""
    with opened.guard():
        opened.n_passes += 1
        return opened.book.rows(opened.n_passes, opened.me, n_rows, x)
    yield  # a generator, like every protocol


class Dealing:
    """Makes sure that all parties of a run get the same book, whatever order they come in."""

    def __init__(self, *label: object) -> None:
        self.label = label
        self.runs: dict[PartyId, int] = {}
        self.books: list[Book] = []

    def open_session(
        self, me: PartyId, keys: tuple[bytes, ...], parameters: bytes, random: Random, k: int = 4
    ) -> Generator[Round, Inbox, IdealSession]:
        run = self.runs.get(me, 0)
        self.runs[me] = run + 1
        if run == len(self.books):
            self.books.append(Book(len(keys), *self.label, run))
        return _session(self.books[run], me, _no_randomness_left(self.books[run], me))
        yield  # a generator, like every protocol


def deal(monkeypatch: pytest.MonkeyPatch, *label: object) -> Dealing:
    """From now on sessions and rows are dealt; gives the dealer, whose books a test may change."""
    dealing = Dealing(*label)
    monkeypatch.setattr(session, "open_session", dealing.open_session)
    deal_rows(monkeypatch)
    return dealing


def deal_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of ideal sessions are dealt; real sessions are not affected."""
    real = cot.cot_pass

    def either(opened: Session, n_rows: int, x: Bits | None = None) -> Protocol[CotRows]:
        if isinstance(opened, IdealSession):
            return ideal_pass(opened, n_rows, x)
        return real(opened, n_rows, x)

    monkeypatch.setattr(cot, "cot_pass", either)
