"""One run: who takes part, its id, its Delta, its transcript, its coins and the streams towards every peer.

Source: Goldwasser and Lindell 2005 for broadcast by comparing transcripts afterwards; Nielsen et al. 2012 for one
global Delta per party; the set-up messages combine base OT, trees and coins in three steps.
Differs from the paper: the comparison of transcripts is deferred to the echo step and to every later check.

Steps of the set-up: (1) HELLO, nonces and parameters; (2) COINS, commitments to coin shares and base-OT message 1;
(3) ECHO, transcript digest, base-OT message 2 and the trees.
Leaves to others: passes (crypto.cot), what is computed with them, the final comparison of transcripts (crypto.engine).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from crypto import base_ot, pprf
from crypto.base_ot import Direction
from crypto.commit import COMMITMENTS_BYTES, SHARE_BYTES, Coins, Toss
from crypto.errors import CheatingDetected, MalformedMessage, MisuseError
from crypto.params import SMALL_FIELD, VERSION, check
from crypto.randomness import H, Prg, RunningHash, le16, le64, require_equal
from crypto.rounds import Inbox, Kind, PartyId, Protocol, Random, Round, check_inbox

Block = npt.NDArray[np.uint64]
Streams = tuple[tuple[Prg, ...], ...]
"""Per tree its leaves as streams: all 2^k at the owner; at the key holder position p = 1.. holds leaf p xor alpha."""

NONCE_BYTES = 32


@dataclass(eq=False, repr=False)
class Session:
    """One run of the computation at one party. Single use: after a failure or `destroy` it only raises MisuseError.

    Attributes:
        me: own number.
        n: number of parties.
        keys: identity public keys of all parties, sorted bytewise; party i has keys[i].
        k: exponent of the small field.
        random: source of fresh random bytes.
        sid: session id, 32 bytes; empty until HELLO is done.
        transcript: running hash over everything broadcast (TH).
        peers: all parties but me, ascending.
    """

    me: PartyId
    n: int
    keys: tuple[bytes, ...]
    k: int
    random: Random
    sid: bytes = b""
    transcript: RunningHash = field(default_factory=lambda: RunningHash("th"))
    peers: tuple[PartyId, ...] = field(init=False)
    _step: int = 0
    _counter: int = 0
    _last_coin: int = -1
    _live: bool = True
    _delta: Block | None = None
    _coins: Coins | None = None
    _owner: dict[PartyId, Streams] = field(default_factory=dict)
    _holder: dict[PartyId, Streams] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Derive the peers."""
        self.peers = tuple(party for party in range(self.n) if party != self.me)

    def __repr__(self) -> str:
        """Name the parties and nothing else."""
        return f"Session(party {self.me} of {self.n})"

    def __reduce__(self) -> str:
        raise MisuseError("a session is never stored")

    @property
    def delta(self) -> Block:
        """The own Delta, uint64, shape (2,); secret, read only. Bit 0 is 1 for party 0 and 0 for all others."""
        self._require_live()
        if self._delta is None:
            raise MisuseError("the session is not open yet")
        return self._delta

    @property
    def last_coin(self) -> int:
        """Number of the coin tossed last."""
        return self._last_coin

    def owner_streams(self, peer: PartyId) -> Streams:
        """The streams for the bits that I own towards this key holder."""
        return self._streams(self._owner, peer)

    def holder_streams(self, peer: PartyId) -> Streams:
        """The streams for the bits of this owner that I hold keys of."""
        return self._streams(self._holder, peer)

    def next_counter(self) -> int:
        """The number of a zero check or MAC check (ctr); every call gives the next one, starting with 0."""
        self._require_live()
        self._counter += 1
        return self._counter - 1

    def round(self, kind: Kind, outbox: Mapping[PartyId, bytes], expect: Mapping[PartyId, int]) -> Round:
        """A round of this run."""
        self._require_live()
        return Round(kind, outbox, expect, self.sid[:8].ljust(8, b"\0"))

    def exchange(self, kind: Kind, outbox: Mapping[PartyId, bytes], lengths: Mapping[PartyId, int]) -> Protocol[Inbox]:
        """One step in which every peer gets a message of its own. Nothing enters the transcript.

        Args:
            kind: what the messages are.
            outbox: peer -> message.
            lengths: peer -> exact length of the message to come.

        Returns:
            peer -> message.

        Raises:
            MalformedMessage: another set of peers or other lengths.
        """
        with self.guard():
            round_ = self.round(kind, outbox, lengths)
            inbox = yield round_
            check_inbox(round_, inbox)
            self._step += 1
            return inbox

    def broadcast(
        self, kind: Kind, message: bytes, lengths: Mapping[PartyId, int] | None = None
    ) -> Protocol[dict[PartyId, bytes]]:
        """One step in which everybody sends the same bytes to all; they enter the transcript.

        Args:
            kind: what the messages are.
            message: own message.
            lengths: peer -> exact length of the message to come; as long as the own one when not given.

        Returns:
            party -> message for ALL parties, the own message included, in ascending order.
        """
        if lengths is None:
            lengths = dict.fromkeys(self.peers, len(message))
        nothing = dict.fromkeys(self.peers, b"")
        messages, _ = yield from self.broadcast_and_send(kind, message, lengths, nothing, 0)
        return messages

    def broadcast_and_send(
        self,
        kind: Kind,
        message: bytes,
        lengths: Mapping[PartyId, int],
        private: Mapping[PartyId, bytes],
        private_length: int,
    ) -> Protocol[tuple[dict[PartyId, bytes], dict[PartyId, bytes]]]:
        """A broadcast with one more part that differs from peer to peer; only the broadcast enters the transcript.

        Args:
            kind: what the messages are.
            message: own broadcast.
            lengths: peer -> exact length of its broadcast.
            private: peer -> what only this peer gets, sent after the broadcast in the same message.
            private_length: exact length of what every peer sends to me alone.

        Returns:
            The broadcasts of ALL parties in ascending order, and the private parts of the peers.
        """
        with self.guard():
            step = self._step
            outbox = {peer: message + private[peer] for peer in self.peers}
            inbox = yield from self.exchange(
                kind, outbox, {peer: lengths[peer] + private_length for peer in self.peers}
            )
            messages = {
                party: message if party == self.me else inbox[party][: lengths[party]] for party in range(self.n)
            }
            self.transcript.update(le64(step))
            for party in range(self.n):
                self.transcript.update(le64(len(messages[party])))
                self.transcript.update(messages[party])
            return messages, {peer: inbox[peer][lengths[peer] :] for peer in self.peers}

    def coin(self, kind: Kind = Kind.COIN) -> Protocol[bytes]:
        """Toss the next joint coin. Call it only when everything that the coin decides about has arrived from all.

        Args:
            kind: COIN, or ORDER for the coin that orders the outputs.

        Returns:
            32 bytes, the same at all parties; `last_coin` is then its number.

        Rounds: 1, and 2 more when the committed coins have run out. Bytes: 32 to each peer.

        Raises:
            CheatingDetected: a share is not the one committed to.
        """
        with self.guard():
            coins = self._coins
            if coins is None:
                raise MisuseError("the session is not open yet")
            if coins.exhausted:
                coins = yield from self._renew_coins(coins)
            shares = yield from self.broadcast(kind, coins.reveal(), dict.fromkeys(self.peers, SHARE_BYTES))
            self._last_coin = coins.number
            return coins.combine(shares)

    def coming_coin(self) -> Protocol[Toss]:
        """The coin that comes next, to be kept. Nobody learns it by this.

        Rounds: 0, or 2 when the committed coins have run out.
        """
        with self.guard():
            coins = self._coins
            if coins is None:
                raise MisuseError("the session is not open yet")
            if coins.exhausted:
                coins = yield from self._renew_coins(coins)
            return coins.coming()

    def toss_again(self, toss: Toss) -> Protocol[bytes]:
        """Toss a coin that was committed to in another run, in the place of an ORDER coin.

        Rounds: 1. Bytes: 32 to each peer.

        Raises:
            CheatingDetected: a share is not the one committed to.
        """
        with self.guard():
            shares = yield from self.broadcast(Kind.ORDER, toss.share, dict.fromkeys(self.peers, SHARE_BYTES))
            return toss.combine(shares)

    def end_preprocessing(self) -> None:
        """Forget all streams: no further pass is possible once inputs are used."""
        self._require_live()
        self._owner.clear()
        self._holder.clear()

    def destroy(self) -> None:
        """Forget Delta, coins and streams. Every later use raises MisuseError. May be called again."""
        self._live = False
        if self._delta is not None:
            self._delta.flags.writeable = True
            self._delta[:] = 0
        self._delta = None
        if self._coins is not None:
            self._coins.destroy()
        self._coins = None
        self._owner.clear()
        self._holder.clear()

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Whatever leaves this block as an exception, abandonment included, takes the secrets of the run with it."""
        self._require_live()
        finished = False
        try:
            yield
            finished = True
        finally:
            if not finished:
                self.destroy()

    def _require_live(self) -> None:
        if not self._live:
            raise MisuseError("this run is over; its secrets are gone")

    def _streams(self, streams: Mapping[PartyId, Streams], peer: PartyId) -> Streams:
        self._require_live()
        if peer not in streams:
            raise MisuseError("no pass is possible now")
        return streams[peer]

    def _renew_coins(self, used: Coins) -> Protocol[Coins]:
        """Commit to the coins of the next epoch and compare transcripts before any of them is tossed."""
        coins = self._coins = Coins(self.sid, self.me, used.epoch + 1, self.random)
        coins.accept((yield from self.broadcast(Kind.COINS, coins.commitments())))
        yield from self._echo(dict.fromkeys(self.peers, b""), 0)
        return coins

    def _echo(self, private: Mapping[PartyId, bytes], private_length: int) -> Protocol[dict[PartyId, bytes]]:
        """Compare transcript digests with everybody; carry a private message along."""
        digest = self.transcript.digest()
        outbox = {peer: digest + private[peer] for peer in self.peers}
        inbox = yield from self.exchange(Kind.ECHO, outbox, dict.fromkeys(self.peers, 32 + private_length))
        for peer in self.peers:
            require_equal(digest, inbox[peer][:32], "the parties were told different things")
        return {peer: inbox[peer][32:] for peer in self.peers}

    def _hello(self, parameters: bytes) -> Protocol[None]:
        """Step 1: agree on the session id."""
        nonce = self.random(NONCE_BYTES)
        messages = yield from self.broadcast(Kind.HELLO, nonce + parameters)
        if any(message[NONCE_BYTES:] != parameters for message in messages.values()):
            raise MalformedMessage("the parties want to run with different parameters")
        nonces = [messages[party][:NONCE_BYTES] for party in range(self.n)]
        version = VERSION.to_bytes(4, "little")
        self.sid = H("sid", (version, le16(self.n), *self.keys, *nonces, parameters))

    def _connect(self) -> Protocol[None]:
        """Steps 2 and 3: coins, base OTs and trees with every peer, in both directions."""
        self._delta = delta = _draw_delta(self.me, self.random)
        choices = pprf.choices(delta, self.k)
        holding = {peer: Direction(self.sid, peer, self.me) for peer in self.peers}
        owning = {peer: Direction(self.sid, self.me, peer) for peer in self.peers}
        coins = self._coins = Coins(self.sid, self.me, 0, self.random)
        receivers = {peer: base_ot.choose(holding[peer], choices, self.random) for peer in self.peers}
        messages, points = yield from self.broadcast_and_send(
            Kind.COINS,
            coins.commitments(),
            dict.fromkeys(self.peers, COMMITMENTS_BYTES),
            {peer: receivers[peer].message for peer in self.peers},
            base_ot.MESSAGE_BYTES,
        )
        coins.accept(messages)

        answers = {}
        for peer in self.peers:
            keys, answer = base_ot.send(owning[peer], points[peer], self.random)
            seeds, trees = pprf.grow(owning[peer], self.k, keys)
            self._owner[peer] = open_streams(seeds)
            answers[peer] = answer + trees
        replies = yield from self._echo(answers, base_ot.ANSWER_BYTES + pprf.message_bytes(self.k))
        for peer in self.peers:
            chosen = base_ot.receive(receivers[peer], replies[peer][: base_ot.ANSWER_BYTES])
            trees = replies[peer][base_ot.ANSWER_BYTES :]
            self._holder[peer] = open_streams(pprf.puncture(holding[peer], self.k, delta, chosen, trees))


def open_session(
    me: PartyId, keys: tuple[bytes, ...], parameters: bytes, random: Random, k: int = SMALL_FIELD
) -> Protocol[Session]:
    """Set up a run with all peers.

    Args:
        me: own number.
        keys: identity public keys of all parties, sorted bytewise; party i has keys[i].
        parameters: protocol version, parameter set (params.encode) and capacity; the same bytes at all parties.
        random: source of fresh random bytes.
        k: exponent of the small field; `parameters` must say it.

    Returns:
        The open session.

    Rounds: 3. Bytes to each peer: 32 + len(parameters); 32 + 8192; 32 + 64 + 4128 (k = 4).

    Raises:
        MisuseError: keys are not sorted, me is no party, parameters out of range, or the group self-test failed.
        MalformedMessage: other parameters at a peer, or a point that is none.
        CheatingDetected: equal keys, copied commitments, different transcripts, inconsistent trees.
    """
    check(len(keys), k)
    if not 0 <= me < len(keys) or list(keys) != sorted(keys):
        raise MisuseError("parties are numbered by their sorted keys")
    if len(set(keys)) != len(keys):
        raise CheatingDetected("two parties have the same identity key")
    session = Session(me, len(keys), keys, k, random)
    with session.guard():
        yield from session._hello(parameters)
        yield from session._connect()
        return session


def _draw_delta(me: PartyId, random: Random) -> Block:
    """16 random bytes with bit 0 pinned to 1 at party 0 and to 0 elsewhere, so that bit 0 of the sum of all is 1."""
    data = bytearray(random(16))
    data[0] = (data[0] & 0xFE) | (me == 0)
    delta = np.frombuffer(bytes(data), np.uint64).copy()
    delta.flags.writeable = False
    return delta


def open_streams(seeds: npt.NDArray[np.uint8]) -> Streams:
    """The streams of leaves, uint8, shape (trees, leaves, 16)."""
    return tuple(tuple(Prg(seed) for seed in tree) for tree in seeds)
