"""What two computers say to each other before the computation: one transition table, one decoder.

Between host and joiner: Offer, Accept (or Leave, or Refuse), Roster, Met, Gathered. Then on every link, between
joiners too, both sides at once: Agreed (the roster), then Way (how to find each other again), Begin and what else is
said about the sheet (p2p.review), Acquaint (what earlier meetings amount to), later Ready (what will be computed).
Between people who lost each other: Back on the channel that one of them chose, Without if somebody does not come back,
then Agreed and everything after it. Abort at any time.
Feed it records, take records from it; it refuses what is not a side's turn and compares what must be equal.

Leaves to others: sockets (p2p.link), what the sheet says, who may take which role (the caller of p2p.meeting).
"""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import Annotated, TypeAlias, get_args

import msgspec

from crypto.errors import MalformedMessage, MisuseError
from crypto.params import MAX_PARTIES
from p2p.errors import CircuitMismatch, ParametersMismatch, RosterMismatch, SheetMismatch
from p2p.identity import KEY_BYTES, labelled_hash
from p2p.invite import MAX_ADDRESSES
from p2p.sheet_words import MAX_SHEET as MAX_SHEET
from p2p.sheet_words import AboutSheet, Note, is_note
from p2p.sheet_words import Digest as Digest
from p2p.wire import MAX_LOBBY_MESSAGE, LobbyReader, Record, RecordType, lobby_records

MAX_ACQUAINT = 2048
MAX_NAME = 40

Key = Annotated[bytes, msgspec.Meta(min_length=KEY_BYTES, max_length=KEY_BYTES)]
Role = Annotated[str, msgspec.Meta(pattern=r"\A([a-z0-9][a-z0-9_-]{0,63})?\Z")]
Name = Annotated[str, msgspec.Meta(max_length=MAX_NAME)]
Port = Annotated[int, msgspec.Meta(ge=0, le=65_535)]
Seat = Annotated[int, msgspec.Meta(ge=0, lt=MAX_PARTIES)]
Addresses = Annotated[tuple[Annotated[str, msgspec.Meta(max_length=45)], ...], msgspec.Meta(max_length=MAX_ADDRESSES)]


class Reason(IntEnum):
    """Why somebody ends a conversation. One byte on the wire; never more than this."""

    LEFT = 1
    FAILED = 2
    USED = 3
    EXPIRED = 4
    ROLES = 5
    BUSY = 6


class Offer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="offer"):
    """Host: this is the sheet, for so many people."""

    parties: Annotated[int, msgspec.Meta(ge=2, le=MAX_PARTIES)]
    sheet: Annotated[bytes, msgspec.Meta(min_length=1, max_length=MAX_SHEET)]


class Accept(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="accept"):
    """Joiner: I take part in this sheet, in this role; other joiners find me there (port 0: nobody needs to).

    name: what he wants to be called, "" for nothing; nobody checks it.
    """

    role: Role
    sheet_digest: Digest
    addresses: Addresses
    port: Port
    name: Name = ""


class Leave(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="leave"):
    """Joiner: I only looked. The invite stays usable."""


class Refuse(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="refuse"):
    """Host: not with you."""

    reason: Reason


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One seat of the roster; the host's has no addresses."""

    key: Key
    role: Role
    addresses: Addresses
    port: Port
    name: Name = ""


class Roster(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="roster"):
    """Host: everybody who takes part, by seat."""

    entries: Annotated[tuple[Entry, ...], msgspec.Meta(min_length=2, max_length=MAX_PARTIES)]


class Met(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="met"):
    """Joiner: these seats I could not reach, ascending; none if all is well."""

    unreachable: Annotated[tuple[Seat, ...], msgspec.Meta(max_length=MAX_PARTIES)]


class Gathered(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="gathered"):
    """Host: these pairs of seats could not reach each other; none if all is well."""

    pairs: Annotated[tuple[tuple[Seat, Seat], ...], msgspec.Meta(max_length=MAX_PARTIES**2)]


class Agreed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="agreed"):
    """Everybody to everybody: this is the roster."""

    roster_digest: Digest


class Way(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="way", omit_defaults=True):
    """Everybody to everybody: my half of the secret that only we two have, and where I wait if we lose each other.

    stays: when my program is stopped it can come back when it is started again, and mine waits for yours. Not said
    where that is not so.
    """

    half: Digest
    addresses: Addresses
    port: Port
    stays: bool = False


class Back(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="back"):
    """People who lost each other: I am back, on this channel. asks: this much had happened at my computer."""

    nonce: Digest
    asks: Annotated[int, msgspec.Meta(ge=0, le=2)]


class Without(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="without"):
    """People who lost each other: I would go on without these seats, ascending. The last one said counts."""

    seats: Annotated[tuple[Seat, ...], msgspec.Meta(min_length=1, max_length=MAX_PARTIES)]


class Acquaint(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="acquaint"):
    """Everybody to everybody: about earlier meetings, in the words of the program above; always of the same length."""

    body: Annotated[bytes, msgspec.Meta(min_length=1, max_length=MAX_ACQUAINT)]


class Ready(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="ready"):
    """Everybody to everybody: this is what I am about to compute."""

    sheet: Digest
    circuit: Digest
    parameters: Digest


class Abort(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="abort"):
    """Anybody, at any time: it ends here."""

    reason: Reason


Message: TypeAlias = (
    Offer
    | Accept
    | Leave
    | Refuse
    | Roster
    | Met
    | Gathered
    | Agreed
    | Way
    | Back
    | Without
    | AboutSheet
    | Acquaint
    | Ready
    | Abort
)
_decoder = msgspec.msgpack.Decoder(Message)
_encoder = msgspec.msgpack.Encoder()


def encode_message(message: Message) -> bytes:
    """The one encoding of a lobby message."""
    return _encoder.encode(message)


def decode_message(untrusted: bytes) -> Message:
    """Read a lobby message: the one decoder for everything said before the computation.

    Raises:
        MalformedMessage: too long, another shape, a value out of range, or not the one encoding of what it says.
    """
    if len(untrusted) > MAX_LOBBY_MESSAGE:
        raise MalformedMessage("a lobby message that is too long")
    try:
        message: Message = _decoder.decode(untrusted)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise MalformedMessage("a lobby message that does not decode") from error
    if encode_message(message) != untrusted:
        raise MalformedMessage("a lobby message in another encoding")
    if not all(is_name(name) for name in _names_in(message)):
        raise MalformedMessage("a name that cannot be shown")
    if isinstance(message, Note) and not is_note(message.text):
        raise MalformedMessage("a note that cannot be shown")
    return message


def is_name(text: str) -> bool:
    """Whether this can be shown as a name as it is: one line, nothing invisible, at most MAX_NAME characters; or ""."""
    return len(text) <= MAX_NAME and text.isprintable() and text == text.strip()


def _names_in(message: Message) -> tuple[str, ...]:
    if isinstance(message, Accept):
        return (message.name,)
    return tuple(entry.name for entry in message.entries) if isinstance(message, Roster) else ()


def sheet_digest(sheet: bytes) -> bytes:
    """Names the sheet within the lobby, 32 bytes."""
    return labelled_hash("offered sheet", sheet)


def roster_digest(roster: Roster, sheet: bytes) -> bytes:
    """Names who compares what: every key and role by seat, and the sheet. 32 bytes; addresses do not count."""
    fields = [field for entry in roster.entries for field in (entry.key, entry.role.encode("ascii"))]
    return labelled_hash("roster", sheet_digest(sheet), *fields)


def agreed_digest(roster: Roster, sheet: bytes) -> bytes:
    """What everybody confirms to everybody before the meeting begins: the same, and the names as well."""
    names = (entry.name.encode("utf-8") for entry in roster.entries)
    return labelled_hash("agreed roster", roster_digest(roster, sheet), *names)


class Part(Enum):
    """What somebody is on one link."""

    HOST = "host"
    JOINER = "joiner"
    PEER = "peer"


class State(Enum):
    """Where somebody stands on one link."""

    OFFERING = "has to offer the sheet"
    OFFERED = "waits for an answer"
    SEATING = "waits until all are here, then sends the roster"
    SEATED = "waits until the others have met"
    GATHERING = "has to say who could not meet"
    WAITING = "waits for the offer"
    DECIDING = "reads the sheet"
    ACCEPTED = "waits for the roster"
    MEETING = "meets the other joiners"
    MET = "waits for the others to meet"
    AGREEING = "has to confirm the roster"
    CONFIRMING = "has to confirm what will be computed"
    READY = "begins the computation"
    ENDED = "has nothing more to say"


# (who sends, where he stands, what he sends) -> (where he stands then, where the other stands then; None: as before)
_S = State
TRANSITIONS: dict[tuple[Part, State, type[Message]], tuple[State, State | None]] = {
    (Part.HOST, _S.OFFERING, Offer): (_S.OFFERED, _S.DECIDING),
    (Part.JOINER, _S.DECIDING, Accept): (_S.ACCEPTED, _S.SEATING),
    (Part.JOINER, _S.DECIDING, Leave): (_S.ENDED, _S.ENDED),
    (Part.HOST, _S.OFFERING, Refuse): (_S.ENDED, _S.ENDED),
    (Part.HOST, _S.OFFERED, Refuse): (_S.ENDED, _S.ENDED),
    (Part.HOST, _S.SEATING, Refuse): (_S.ENDED, _S.ENDED),
    (Part.HOST, _S.SEATING, Roster): (_S.SEATED, _S.MEETING),
    (Part.JOINER, _S.MEETING, Met): (_S.MET, _S.GATHERING),
    (Part.HOST, _S.GATHERING, Gathered): (_S.AGREEING, _S.AGREEING),
    **{(part, _S.AGREEING, Agreed): (_S.CONFIRMING, None) for part in Part},
    (Part.PEER, _S.AGREEING, Back): (_S.AGREEING, None),
    (Part.PEER, _S.AGREEING, Without): (_S.AGREEING, None),
    **{(part, _S.CONFIRMING, Way): (_S.CONFIRMING, None) for part in Part},
    **{(part, _S.CONFIRMING, word): (_S.CONFIRMING, None) for part in Part for word in get_args(AboutSheet)},
    **{(part, _S.CONFIRMING, Acquaint): (_S.CONFIRMING, None) for part in Part},
    **{(part, _S.CONFIRMING, Ready): (_S.READY, None) for part in Part},
    **{(part, state, Abort): (_S.ENDED, _S.ENDED) for part in Part for state in State if state is not _S.ENDED},
}
_OTHER_PART = {Part.HOST: Part.JOINER, Part.JOINER: Part.HOST, Part.PEER: Part.PEER}
_FIRST_STATE = {Part.HOST: _S.OFFERING, Part.JOINER: _S.WAITING, Part.PEER: _S.AGREEING}


class Lobby:
    """One end of the conversation on one link.

    Attributes:
        ours: where this side stands.
        theirs: where the other side stands, as far as its messages have arrived.
    """

    def __init__(self, part: Part) -> None:
        self._part = part
        self.ours = _FIRST_STATE[part]
        self.theirs = _FIRST_STATE[_OTHER_PART[part]]
        self._reader = LobbyReader()
        self._outgoing: list[tuple[RecordType, bytes]] = []
        self._offered = b""
        self._agreed: tuple[Agreed | None, Agreed | None] = (None, None)
        self._ready: tuple[Ready | None, Ready | None] = (None, None)

    def send(self, message: Message) -> None:
        """Say something.

        Raises:
            MisuseError: it is not this side's turn to say that.
            A Mismatch: the other side has already said something else; the message goes out all the same.
        """
        transition = TRANSITIONS.get((self._part, self.ours, type(message)))
        if transition is None:
            raise MisuseError(f"{type(message).__name__} is out of turn")
        self.ours, theirs = transition
        self.theirs = theirs or self.theirs
        self._outgoing += lobby_records(encode_message(message))
        self._note(message, ours=True)

    def take_outgoing(self) -> list[tuple[RecordType, bytes]]:
        """The records to send now, in order."""
        outgoing, self._outgoing = self._outgoing, []
        return outgoing

    def receive(self, record: Record) -> tuple[Message, ...]:
        """Take a record of the other side.

        Returns:
            What it says, once it is complete; nothing when this side has already ended the conversation.

        Raises:
            MalformedMessage: it does not decode, or is out of turn.
            PeerAborted: the other side has ended the run.
            A Mismatch: it names another sheet, roster or computation than this side did.
        """
        untrusted = self._reader.feed(record)
        if untrusted is None or self.ours is State.ENDED:
            return ()
        message = decode_message(untrusted)
        transition = TRANSITIONS.get((_OTHER_PART[self._part], self.theirs, type(message)))
        if transition is None:
            raise MalformedMessage(f"{type(message).__name__} is out of turn")
        self.theirs, ours = transition
        self.ours = ours or self.ours
        self._note(message, ours=False)
        return (message,)

    def _note(self, message: Message, *, ours: bool) -> None:
        if isinstance(message, Offer):
            self._offered = sheet_digest(message.sheet)
        elif isinstance(message, Accept) and message.sheet_digest != self._offered:
            raise SheetMismatch("another sheet was accepted than offered")
        elif isinstance(message, Agreed):
            self._agreed = (message, self._agreed[1]) if ours else (self._agreed[0], message)
            if None not in self._agreed and self._agreed[0] != self._agreed[1]:
                raise RosterMismatch("another roster")
        elif isinstance(message, Ready):
            self._ready = (message, self._ready[1]) if ours else (self._ready[0], message)
            if self._ready[0] is not None and self._ready[1] is not None:
                _compare(*self._ready)


def _compare(ours: Ready, theirs: Ready) -> None:
    if ours.sheet != theirs.sheet:
        raise SheetMismatch("another sheet")
    if ours.circuit != theirs.circuit:
        raise CircuitMismatch("another circuit")
    if ours.parameters != theirs.parameters:
        raise ParametersMismatch("other parameters")
