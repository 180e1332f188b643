"""Joint coins: agreement, commitments that bind, single use."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.commit import COMMITMENTS_BYTES, Coins, commit_to_coin
from crypto.errors import CheatingDetected, MisuseError
from crypto.params import COINS_PER_EPOCH
from tests.crypto.seeded import Seeded

SID = bytes(range(32))


def committed(n: int, epoch: int = 0) -> list[Coins]:
    parties = [Coins(SID, party, epoch, Seeded("coins", n, party)) for party in range(n)]
    messages = {party: parties[party].commitments() for party in range(n)}
    for party in parties:
        party.accept(messages)
    return parties


def toss(parties: list[Coins]) -> set[bytes]:
    shares = {index: party.reveal() for index, party in enumerate(parties)}
    return {party.combine(shares) for party in parties}


@pytest.mark.parametrize("n", [2, 3, 8])
def test_everybody_gets_the_same_coins_and_no_coin_twice(n: int) -> None:
    parties = committed(n)
    assert {len(party.commitments()) for party in parties} == {COMMITMENTS_BYTES}
    tosses = [toss(parties) for _ in range(COINS_PER_EPOCH)]
    assert all(len(coins) == 1 for coins in tosses)
    assert len(set.union(*tosses)) == COINS_PER_EPOCH
    assert all(party.exhausted for party in parties)
    with pytest.raises(MisuseError):
        parties[0].reveal()


def test_coins_of_another_epoch_differ_and_are_numbered_on() -> None:
    first, second = committed(2), committed(2, epoch=3)
    assert first[0].number == 0
    assert second[0].number == 3 << 32
    assert first[0].commitments() != second[0].commitments()
    assert toss(first) != toss(second)
    assert second[0].number == (3 << 32) + 1


@given(st.integers(0, 255), st.integers(1, 255))
def test_another_share_than_the_committed_one_is_caught(position: int, change: int) -> None:
    ours, theirs = committed(2)
    share = bytearray(theirs.reveal())
    share[position % 32] ^= change
    with pytest.raises(CheatingDetected):
        ours.combine({0: ours.reveal(), 1: bytes(share)})


def test_the_share_of_another_coin_or_party_is_caught() -> None:
    ours, theirs = committed(2)
    replayed = theirs.reveal()
    toss_shares = {0: ours.reveal(), 1: replayed}
    ours.combine(toss_shares)
    with pytest.raises(CheatingDetected):
        ours.combine({0: ours.reveal(), 1: replayed})
    ours, theirs = committed(2)
    own = ours.reveal()
    with pytest.raises(CheatingDetected):
        ours.combine({0: own, 1: own})


def test_a_copied_commitment_is_caught() -> None:
    ours = Coins(SID, 0, 0, Seeded("ours"))
    with pytest.raises(CheatingDetected):
        ours.accept({0: ours.commitments(), 1: ours.commitments()})


def test_shares_are_a_chain_of_which_only_the_next_one_opens_the_one_before() -> None:
    ours, theirs = committed(2)
    first, commitment = theirs.reveal(), theirs.commitments()
    assert commit_to_coin(SID, 1, 0, first) == commitment
    theirs.combine({0: ours.reveal(), 1: first})
    second = theirs.reveal()
    assert commit_to_coin(SID, 1, 1, second) == first
    assert commit_to_coin(SID, 1, 1, second) != commit_to_coin(SID, 0, 1, second)
    for wrong in (second, commitment):  # the share of the next coin, and what everybody knows
        ours, _ = committed(2)
        with pytest.raises(CheatingDetected):
            ours.combine({0: ours.reveal(), 1: wrong})


def test_steps_out_of_order_are_misuse() -> None:
    fresh = Coins(SID, 0, 0, Seeded("fresh"))
    with pytest.raises(MisuseError):
        fresh.reveal()
    ours, theirs = committed(2)
    share = theirs.reveal()
    with pytest.raises(MisuseError):
        ours.combine({1: share})
    own = ours.reveal()
    with pytest.raises(MisuseError):
        ours.reveal()
    with pytest.raises(MisuseError):
        ours.combine({0: own})


def test_destroyed_coins_are_gone() -> None:
    ours, theirs = committed(2)
    ours.destroy()
    with pytest.raises(MisuseError):
        ours.reveal()
    with pytest.raises(MisuseError):
        ours.commitments()
    assert theirs.reveal()


# A coin that is kept


def test_a_kept_coin_comes_out_as_it_would_have() -> None:
    """In another run, in which the parties have other numbers; whether or not it was tossed meanwhile."""
    coins = committed(3)
    tossed_before = [one.reveal() for one in coins]
    for one in coins:
        one.combine(dict(enumerate(tossed_before)))
    kept = [one.coming() for one in coins]
    assert all(SID not in repr(one).encode() and one.share.hex() not in repr(one) for one in kept)
    shares = dict(enumerate(one.reveal() for one in coins))
    coin = coins[0].combine(shares)
    order = (2, 0, 1)  # party 0 was party 2, and so on
    now = [replace(one, numbers=order, commitments=tuple(one.commitments[old] for old in order)) for one in kept]
    revealed = {party: now[old].share for party, old in enumerate(order)}
    assert {one.combine(revealed) for one in now} == {coin}
    for party in range(3):
        with pytest.raises(CheatingDetected):
            now[0].combine({**revealed, party: bytes(32)})
    with pytest.raises(CheatingDetected):
        replace(now[0], number=now[0].number + 1).combine(revealed)


def test_a_coin_is_kept_only_before_it_is_revealed() -> None:
    ours, _ = committed(2)
    ours.coming()
    ours.reveal()
    with pytest.raises(MisuseError):
        ours.coming()
