"""Protocols as generators of rounds, and the lockstep driver that runs them in one process.

A protocol yields a Round (one message to every peer, and the exact length of the message it expects from each) and is
resumed with the messages of all peers. Nothing of step t+1 is sent before all messages of step t have arrived
completely: the soundness of every coin toss rests on this.

Leaves to others: sockets, time-outs, framing (p2p.runner).
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar, cast

from crypto.errors import MalformedMessage, MisuseError, PeerAborted, PeerError

PartyId = int
Random = Callable[[int], bytes]
T = TypeVar("T")


class Kind(IntEnum):
    """What a message is. On the wire as one byte; part of the protocol version."""

    HELLO = 1
    COINS = 2
    ECHO = 3
    COIN = 4
    DELTA_COMMIT = 5
    DELTA_OPEN = 6
    DELTA_NONCE = 7
    COT = 8
    COT_CHECK = 9
    LEAKY_G = 10
    LEAKY_D = 11
    ZERO_COMMIT = 12
    ZERO_OPEN = 13
    BUCKET_OPEN = 14
    ZETA_OPEN = 15
    CHECK = 16
    BIND = 17
    INPUT = 18
    LEVEL = 19
    ORDER = 20
    OUTPUT = 21
    OUTPUT_CHECK = 22
    PSI_KEY = 32
    PSI_BLINDED = 33
    PSI_ANSWER = 34
    PSI_OPEN = 35
    STICKY = 36
    CLAIM = 37
    FILES_COUNT = 48
    FILES_HEADERS = 49
    FILES = 50
    FILES_HELD = 51


@dataclass(frozen=True, slots=True)
class Round:
    """One step: what to send and how much to expect.

    Attributes:
        kind: what these messages are; every peer must be at the same kind.
        outbox: peer -> message, one (possibly empty) message for every peer.
        expect: peer -> exact length in bytes of the message to come, a function of public parameters only.
        run_id: first 8 bytes of the session id, zeros before it is known.
    """

    kind: Kind
    outbox: Mapping[PartyId, bytes]
    expect: Mapping[PartyId, int]
    run_id: bytes = bytes(8)


Inbox = Mapping[PartyId, bytes]
Protocol = Generator[Round, Inbox, T]
Tamper = Callable[[int, PartyId, PartyId, bytes], bytes]


def check_inbox(round_: Round, inbox: Inbox) -> None:
    """Raise MalformedMessage unless the inbox has exactly the expected peers and lengths."""
    if inbox.keys() != round_.expect.keys():
        raise MalformedMessage("not the expected set of peers")
    for peer, length in round_.expect.items():
        if len(inbox[peer]) != length:
            raise MalformedMessage(f"message of {len(inbox[peer])} bytes where {length} were expected")


def drive(protocol: Protocol[T], exchange: Callable[[Round], Inbox]) -> T:
    """Run one party's protocol over whatever moves bytes. However it ends, its secrets are destroyed.

    Args:
        protocol: not yet started.
        exchange: sends outbox[peer] to every peer, and returns from every peer what it sent in the same step, exactly
            expect[peer] bytes. The channels to the peers must be private and authenticated, and a peer that is at
            another kind must end the run; what it raises ends the run.

    Returns:
        What the protocol returns.

    Raises:
        What the protocol or `exchange` raises; MalformedMessage for an inbox with other peers or lengths.
    """
    inbox: Inbox | None = None
    try:
        while True:
            try:
                round_ = next(protocol) if inbox is None else protocol.send(inbox)
            except StopIteration as stop:
                result: T = stop.value
                return result
            inbox = exchange(round_)
            check_inbox(round_, inbox)
    finally:
        protocol.close()


def settle(protocols: Sequence[Protocol[T]], tamper: Tamper | None = None) -> list[T | PeerError]:
    """Run one protocol per party in lockstep, in this process, until each has a result or failed.

    Args:
        protocols: protocol of party i at index i; parties are numbered 0..n-1.
        tamper: called as tamper(step, source, destination, message) on every message; what it returns is delivered.

    Returns:
        Per party its result, or the PeerError it ended with. When one party fails, the others end with PeerAborted.
    """
    results: list[T | PeerError | None] = [None] * len(protocols)
    rounds: dict[PartyId, Round] = {}

    def advance(party: PartyId, inbox: Inbox | None) -> None:
        protocol = protocols[party]
        try:
            if inbox is None:
                rounds[party] = next(protocol)
                return
            try:
                check_inbox(rounds[party], inbox)
            except MalformedMessage as malformed:
                rounds[party] = protocol.throw(malformed)
                return
            rounds[party] = protocol.send(inbox)
        except StopIteration as stop:
            results[party] = stop.value
            del rounds[party]
        except PeerError as error:
            results[party] = error
            rounds.pop(party, None)

    for party in range(len(protocols)):
        advance(party, None)
    step = 0
    while rounds:
        if len(rounds) != len(protocols) or len({r.kind for r in rounds.values()}) != 1:
            for party in list(rounds):
                _stop(protocols[party], party, results)
            break
        inboxes: dict[PartyId, dict[PartyId, bytes]] = {party: {} for party in rounds}
        for source, round_ in rounds.items():
            if round_.outbox.keys() != round_.expect.keys():
                raise MisuseError("a round must send to exactly the peers it expects from")
            for destination, message in round_.outbox.items():
                if tamper is not None:
                    message = tamper(step, source, destination, message)
                inboxes[destination][source] = bytes(message)
        for party, inbox in inboxes.items():
            advance(party, inbox)
        step += 1
    return cast(list[T | PeerError], results)  # every party has ended here


def _stop(protocol: Protocol[T], party: PartyId, results: list[T | PeerError | None]) -> None:
    error = PeerAborted("another party ended the run")
    results[party] = error
    try:
        protocol.throw(error)
    except (PeerError, StopIteration):
        return
    raise MisuseError("a protocol went on after its run had ended")


def run_locally(protocols: Sequence[Protocol[T]], tamper: Tamper | None = None) -> list[T]:
    """Run one protocol per party in lockstep, in this process.

    Args:
        protocols, tamper: see settle.

    Returns:
        The results, by party.

    Raises:
        PeerError: a party failed; the most telling error of all.
    """
    settled = settle(protocols, tamper)
    failures = [result for result in settled if isinstance(result, PeerError)]
    failures.sort(key=lambda error: isinstance(error, PeerAborted))
    if failures:
        raise failures[0]
    return [result for result in settled if not isinstance(result, PeerError)]
