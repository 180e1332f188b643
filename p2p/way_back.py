"""What leads two people of a meeting back to each other, and all of one person's, so that it outlives the program.

The return secret of a pair opens one door in each direction. With every return a new one follows from it and from the
nonces of that return: first both stand open, and once all have said the same the old one is gone. So who has an older
copy of what is kept here (a backup, a second copy of the folder) is a stranger after the next return, and nobody who
stops in between is locked out: of the two secrets that a side holds the other side always has one.

A WayBack says who somebody is in a meeting and how the others know him, and nothing of any run: no Delta, no shares,
no answers. A secret in it shows that the right person comes back; what is said then is encrypted under fresh keys of
both sides, so it opens nothing that was said before.

Leaves to others: coming back (p2p.reunion), keeping it encrypted and for how long (desktop.kept.way_back).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import msgspec

from p2p.handshake import Door, return_door
from p2p.identity import KEY_BYTES, Identity, labelled_hash
from p2p.listener import ListenAt
from p2p.lobby import Addresses, Key, Port, Roster, Seat
from p2p.secret import Secret

MAX_WAYS = 2


@dataclass(frozen=True, slots=True, repr=False)
class ReturnWay:
    """One way between two people.

    Attributes:
        secret: that only these two have.
        door: by which the other one comes here. their_door: by which this side comes there.
    """

    secret: Secret[bytes]
    door: Door
    their_door: Door


def return_way(secret: Secret[bytes], meeting: bytes, mine: bytes, theirs: bytes) -> ReturnWay:
    """The way that a secret opens.

    Args:
        meeting: roster digest of the meeting as it first was. mine, theirs: keys of this side and of the other.
    """
    return ReturnWay(
        secret, return_door(secret, meeting, theirs, mine), return_door(secret, meeting, mine, theirs)
    )  # one for each direction


def first_secret(half_of_lower: bytes, half_of_higher: bytes) -> Secret[bytes]:
    """The secret of two people, from what each said to the other in their first meeting."""
    return Secret(labelled_hash("return secret", half_of_lower, half_of_higher))


def next_secret(secret: Secret[bytes], nonce_of_lower: bytes, nonce_of_higher: bytes) -> Secret[bytes]:
    """The secret after a return.

    Args:
        secret: of the door through which they came. nonces: of this return, by seat.
    """
    return Secret(labelled_hash("next return secret", secret.reveal(), nonce_of_lower, nonce_of_higher))


@dataclass(frozen=True, slots=True, repr=False)
class ToPeer:
    """How to come back to one person: the secrets, the last one last, and where he said he was."""

    secrets: tuple[Secret[bytes], ...]
    addresses: tuple[str, ...]
    port: int


@dataclass(frozen=True, slots=True, repr=False)
class WayBack:
    """One person's way back into a meeting.

    Attributes:
        roster: everybody, as the meeting first was. sheet: what all accepted. seat: the own one.
        identity: of this person in this meeting.
        listen: where this program waited.
        peers: seat -> way, of everybody else.
    """

    roster: Roster
    sheet: bytes
    seat: int
    identity: Identity
    listen: ListenAt
    peers: Mapping[int, ToPeer]


class _Peer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, array_like=True):
    seat: Seat
    secrets: Annotated[tuple[Key, ...], msgspec.Meta(min_length=1, max_length=MAX_WAYS)]
    addresses: Addresses
    port: Port


class _Fields(msgspec.Struct, frozen=True, forbid_unknown_fields=True, array_like=True):
    roster: Roster
    sheet: bytes
    seat: Seat
    seed: Key
    address: Annotated[str, msgspec.Meta(max_length=45)]
    port: Port
    peers: tuple[_Peer, ...]


def encode_way_back(way: WayBack) -> bytes:
    """To be kept encrypted: it holds the signing key and the secrets."""
    peers = tuple(
        _Peer(seat, tuple(secret.reveal() for secret in peer.secrets), peer.addresses, peer.port)
        for seat, peer in sorted(way.peers.items())
    )
    return msgspec.msgpack.encode(_Fields(way.roster, way.sheet, way.seat, way.identity.reveal(), *way.listen, peers))


def decode_way_back(kept: bytes) -> WayBack:
    """What encode_way_back gave.

    Raises:
        ValueError: it is something else.
    """
    try:
        fields = msgspec.msgpack.decode(kept, type=_Fields)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise ValueError("not a way back") from error
    n_people = len(fields.roster.entries)
    if {fields.seat, *(peer.seat for peer in fields.peers)} != set(range(n_people)) or len(
        fields.peers
    ) != n_people - 1:
        raise ValueError("not the way to everybody else")
    identity = Identity(fields.seed)
    if fields.roster.entries[fields.seat].key != identity.key or len(fields.seed) != KEY_BYTES:
        raise ValueError("the key of somebody else")
    peers = {
        peer.seat: ToPeer(tuple(Secret(secret) for secret in peer.secrets), peer.addresses, peer.port)
        for peer in fields.peers
    }
    return WayBack(fields.roster, fields.sheet, fields.seat, identity, (fields.address, fields.port), peers)
