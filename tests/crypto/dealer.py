"""Sessions dealt by a trusted hand: real ones, without the public-key work. For tests of what comes after set-up."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import numpy as np

from crypto import session as session_module
from crypto.commit import Coins
from crypto.pprf import _bits_of
from crypto.rounds import Random
from crypto.session import Session


def party_keys(n: int) -> tuple[bytes, ...]:
    """Identity keys of n parties, sorted."""
    return tuple(bytes([party + 1]) * 32 for party in range(n))


def dealt_sessions(n: int, k: int = 4, randoms: Sequence[Random] | None = None) -> list[Session]:
    """One open session per party, as open_session would give them."""
    randoms = randoms or [secrets.token_bytes] * n
    sid = randoms[0](32)
    sessions = [Session(party, n, party_keys(n), k, randoms[party]) for party in range(n)]
    coins = [Coins(sid, party, 0, randoms[party]) for party in range(n)]
    commitments = {party: coins[party].commitments() for party in range(n)}
    for party, session in enumerate(sessions):
        session.sid = sid
        session._delta = session_module._draw_delta(party, randoms[party])
        session._coins = coins[party]
        coins[party].accept(commitments)
        session._step = 3
    for owner in sessions:
        for holder in sessions:
            if owner is not holder:
                deal_streams(owner, holder)
    return sessions


def alphas(session: Session) -> list[int]:
    """The missing leaf of every tree at this key holder."""
    return [sum(int(bit) << m for m, bit in enumerate(row)) for row in _bits_of(session.delta, session.k)]


def deal_streams(owner: Session, holder: Session) -> None:
    """Fresh trees for one ordered pair."""
    n_trees, n_leaves = 128 // owner.k, 1 << owner.k
    seeds = np.frombuffer(owner.random(16 * n_trees * n_leaves), np.uint8).reshape(n_trees, n_leaves, 16)
    owner._owner[holder.me] = session_module.open_streams(seeds)
    order = np.array([[p ^ alpha for p in range(1, n_leaves)] for alpha in alphas(holder)])
    known = seeds[np.arange(n_trees)[:, None], order]
    holder._holder[owner.me] = session_module.open_streams(known)
