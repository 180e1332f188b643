"""From an invite to a group of connected computers that hold the same sheet."""

from __future__ import annotations

import secrets
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from crypto.rounds import PartyId, Random

Clock = Callable[[], float]
ListenAt = tuple[
    str, int
]  # address ("" for all interfaces) and port (0 for any); listener.parse_listen reads "ADDR:PORT"
CheckRoles = Callable[[tuple[str, ...]], None]
DecideSheet = Callable[[bytes, bytes], Awaitable[str]]


class Stage(StrEnum):
    LISTENING = "listening"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    DECIDING = "deciding"
    JOINED = "joined"
    MEETING = "meeting"
    MET = "met"


@dataclass(frozen=True, slots=True)
class MeetingEvent:
    """Progress of a meeting: what happens, and how many of how many people are in, this one included."""

    stage: Stage
    joined: int
    parties: int


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the roster: seat from 0 (the host), Ed25519 identity key (32 bytes), role ("" without roles)."""

    seat: int
    key: bytes
    role: str


@dataclass(frozen=True, slots=True)
class Digests:
    """What all must hold in common before a run, 32 bytes each: sheet, circuit, engine parameters and capacity."""

    sheet: bytes
    circuit: bytes
    parameters: bytes


class Meeting:
    """Connected people. Use as `async with`, or call close().

    Attributes:
        me: own seat. members: by seat. sheet: the canonical bytes all accepted. roster_digest: 32 bytes.
        channels: seat -> Channel of every other member; by_party: the same, engine party -> Channel, for the runner.
        keys: identity keys sorted bytewise (engine order). party_of_seat, seat_of_party: the two permutations.
        sign: signs with this meeting's own identity key.
    """

    me: int
    members: tuple[Member, ...]
    sheet: bytes
    roster_digest: bytes
    channels: Mapping[int, object]
    by_party: Mapping[PartyId, object]
    keys: tuple[bytes, ...]
    party_of_seat: tuple[PartyId, ...]
    seat_of_party: tuple[int, ...]
    my_party: PartyId

    @property
    def bytes_sent(self) -> int:
        raise NotImplementedError

    @property
    def bytes_received(self) -> int:
        raise NotImplementedError

    def sign(self, message: bytes) -> bytes:
        raise NotImplementedError

    async def confirm_ready(self, digests: Digests) -> None:
        """Raises SheetMismatch, CircuitMismatch, ParametersMismatch, ConnectionLost, PeerLeft, PeerAborted."""
        raise NotImplementedError

    async def close(self) -> None:
        raise NotImplementedError


async def host_meeting(
    sheet: bytes,
    parties: int,
    role: str,
    *,
    version: str,
    check_roles: CheckRoles,
    on_invite: Callable[[str], None],
    on_event: Callable[[MeetingEvent], None] = lambda event: None,
    listen: ListenAt = ("", 0),
    clock: Clock = time.time,
    random: Random = secrets.token_bytes,
) -> Meeting:
    raise NotImplementedError


async def join_meeting(
    invite_text: str,
    *,
    version: str,
    decide_sheet: DecideSheet,
    on_event: Callable[[MeetingEvent], None] = lambda event: None,
    own_invites: Collection[str] = (),
    clock: Clock = time.time,
    random: Random = secrets.token_bytes,
) -> Meeting:
    raise NotImplementedError


async def peek(
    invite_text: str, *, version: str, clock: Clock = time.time, random: Random = secrets.token_bytes
) -> bytes:
    raise NotImplementedError
