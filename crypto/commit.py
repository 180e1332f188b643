"""Joint coins: every party commits to many shares at once and reveals one share per coin.

Source: Blum 1983, coin flipping by commitment; Lamport 1981 for the chain of hashes.
Differs from the sources: the shares of an epoch are a chain, share t being the hash of share t + 1 with its number, and
the one commitment is the hash of share 0. Sound because opening anything but the chain needs a second preimage, and a
share stays a uniform 32-byte string, of which its hash alone is known, until it is revealed
(docs/decisions/0009-short-messages.md).

Steps of an epoch: (1) broadcast the commitment, (2) compare transcripts, then per coin (3) broadcast one share.
A coin that everybody has committed to can be kept as a Toss and tossed later on, in another run: it can come out as one
value only, whoever learnt it meanwhile.
Leaves to others: sending, and that a share leaves only after everything the coin decides about has arrived
(crypto.session, crypto.rounds).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crypto.errors import CheatingDetected, MisuseError
from crypto.params import COINS_PER_EPOCH
from crypto.randomness import H, byte, le64, require_equal
from crypto.rounds import PartyId, Random

SHARE_BYTES = 32
COMMITMENTS_BYTES = 32


def commit_to_coin(sid: bytes, party: PartyId, number: int, share: bytes) -> bytes:
    """The commitment of a party to its share of one coin; it is also the share before it. A share is its own nonce."""
    return H("coincom", (sid, byte(party), le64(number), share))


@dataclass(frozen=True, slots=True, repr=False)
class Toss:
    """One coin that everybody has committed to, at one party. Secret until it is revealed.

    Attributes:
        sid: 32 bytes, of the run in which it was committed to.
        number: of the coin there.
        share: the own share, 32 bytes.
        numbers: by party the number that it had there.
        commitments: by party its commitment to its share, 32 bytes.
    """

    sid: bytes
    number: int
    share: bytes
    numbers: tuple[PartyId, ...]
    commitments: tuple[bytes, ...]

    def combine(self, untrusted_shares: Mapping[PartyId, bytes]) -> bytes:
        """Check everybody's share and give the coin, the same as Coins.combine does.

        Args:
            untrusted_shares: 32 bytes of every party, own one included.

        Raises:
            CheatingDetected: a share is not the one committed to.
        """
        in_order = sorted(range(len(self.numbers)), key=lambda party: self.numbers[party])
        for party in in_order:
            expected = commit_to_coin(self.sid, self.numbers[party], self.number, untrusted_shares[party])
            require_equal(self.commitments[party], expected, "a coin share is not the one committed to")
        return _coin(self.sid, self.number, [untrusted_shares[party] for party in in_order])


def _coin(sid: bytes, number: int, shares: Sequence[bytes]) -> bytes:
    return H("coin", (sid, le64(number), *shares))


class Coins:
    """The coins of one epoch at one party. The cursor only moves forward."""

    def __init__(self, sid: bytes, me: PartyId, epoch: int, random: Random) -> None:
        """Draw the own shares.

        Args:
            sid: session id, 32 bytes.
            me: own number.
            epoch: high 32 bits of the coin numbers of this epoch.
            random: source of fresh random bytes.
        """
        self._sid = sid
        self._me = me
        self._chain: list[bytes] | None = [random(SHARE_BYTES)]
        for index in range(COINS_PER_EPOCH - 1, -1, -1):
            self._chain.append(commit_to_coin(sid, me, epoch << 32 | index, self._chain[-1]))
        self._chain.reverse()  # the commitment, then the shares
        self._commitments: dict[PartyId, bytes] = {}
        self._revealed = False
        self.epoch = epoch
        self.next = 0

    @property
    def number(self) -> int:
        """Number of the coin that comes next."""
        return self.epoch << 32 | self.next

    @property
    def exhausted(self) -> bool:
        """Whether every coin of this epoch was used."""
        return self.next >= COINS_PER_EPOCH

    def commitments(self) -> bytes:
        """The own commitment to all coins of the epoch, COMMITMENTS_BYTES, to broadcast."""
        return self._share(-1)

    def accept(self, untrusted_commitments: Mapping[PartyId, bytes]) -> None:
        """Store the commitments of all parties, the own one included.

        Raises:
            CheatingDetected: two of them are equal, so one is a copy.
        """
        self._commitments = dict(untrusted_commitments)
        if len(set(self._commitments.values())) != len(self._commitments):
            raise CheatingDetected("a coin commitment was copied")

    def reveal(self) -> bytes:
        """The own share of the next coin, 32 bytes, to broadcast once everything it decides about has arrived."""
        if self.exhausted or self._revealed or not self._commitments:
            raise MisuseError("no coin is ready to be tossed")
        self._revealed = True
        return self._share(self.next)

    def combine(self, untrusted_shares: Mapping[PartyId, bytes]) -> bytes:
        """Check everybody's share of the next coin and give the coin.

        Args:
            untrusted_shares: 32 bytes of every party, own one included.

        Returns:
            32 bytes, uniform if one party is honest.

        Raises:
            CheatingDetected: a share is not the one committed to.
        """
        if not self._revealed or untrusted_shares.keys() != self._commitments.keys():
            raise MisuseError("the coin was not revealed")
        number = self.number
        parties = sorted(untrusted_shares)
        for party in parties:
            expected = commit_to_coin(self._sid, party, number, untrusted_shares[party])
            require_equal(self._commitments[party], expected, "a coin share is not the one committed to")
        self._commitments = dict(untrusted_shares)  # each commits to the next
        self._revealed = False
        self.next += 1
        return _coin(self._sid, number, [untrusted_shares[party] for party in parties])

    def coming(self) -> Toss:
        """The next coin, to be kept: it is not revealed by this."""
        if self.exhausted or self._revealed or not self._commitments:
            raise MisuseError("no coin is ready to be kept")
        parties = sorted(self._commitments)
        commitments = tuple(self._commitments[party] for party in parties)
        return Toss(self._sid, self.number, self._share(self.next), tuple(parties), commitments)

    def destroy(self) -> None:
        """Forget the shares; later use raises MisuseError."""
        self._chain = None
        self._commitments = {}

    def _share(self, index: int) -> bytes:
        if self._chain is None:
            raise MisuseError("these coins were destroyed")
        return self._chain[1 + index]
