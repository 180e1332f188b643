"""One person of a negotiation deviates once, anywhere between the first hello and the signatures.

Everything is real: encryption, lobby, engine, signatures. The deviation happens where a channel is given a record to
send, before it is numbered and encrypted, so that what is wrong is never just the framing. Whose channel it is, is
known from the task that sends: every person runs in a context of its own.

Leaves to others: who sits at the table, and what is right at the end (tests.stack.table); which cases there are
(tests.stack.choosing); playing them, over loopback (tests.stack.loopback) and without sockets and threads, many times
as fast (tests.stack.forks).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum

import pytest

from crypto.rounds import Kind
from p2p import channel as channels
from p2p.channel import Channel
from p2p.lobby import Acquaint, Agreed, Back, Way, Without, decode_message
from p2p.runner import EXCHANGE_KIND, Runner
from p2p.wire import ABORT_BODY, FRAME_HEADER, MAX_BODY, RecordType

STALL_S = 3.0
_FRAME = struct.Struct("<8sIBI")

Sent = tuple[str, int | None, RecordType, bytes]
"""What it is, to which seat (None: not known yet), and the record."""


class Operator(StrEnum):
    """What is done with one message."""

    DROP = "drop"
    CUT = "drop and cut"
    TWICE = "twice"
    SWAP = "swap with next"
    OLD = "from an old session"
    OTHERS = "meant for somebody else"
    EMPTY = "empty"
    SHORTER = "one byte less"
    HALF = "half of it"
    LONGER = "one byte more"
    FULL = "as long as can be"
    ZEROS = "all zeros"
    FLIP = "one bit"
    TYPE = "another type"
    STEP = "another step"
    KIND = "another kind"
    RUN = "another run"
    LENGTH = "another length"
    ABORT = "an abort"
    GOODBYE = "a goodbye"
    EARLIER = "said before in this session"


RETURN = "return "
"""Before what people say after a loss until they are together again; see of_return."""
ON_FRAMES = (Operator.STEP, Operator.KIND, Operator.RUN, Operator.LENGTH)


@dataclass(frozen=True)
class Case:
    """One run.

    Attributes:
        n: people.
        cheater, receiver: seats.
        label: which message: what it is.
        occurrence: which of that kind to this receiver, from 0.
        operator: what is done with it.
        at: for FLIP, which bit, modulo their number.
    """

    n: int
    cheater: int
    receiver: int
    label: str
    operator: Operator
    occurrence: int = 0
    at: int = 0

    def __str__(self) -> str:
        which = f"{self.label}[{self.occurrence}]"
        return f"{self.n} people, {self.cheater} to {self.receiver}, {which}: {self.operator} {self.at or ''}".strip()


def label_of(type_: RecordType, body: bytes) -> str:
    """What a record is, the first one of a frame or message."""
    if type_ is RecordType.LOBBY:
        return f"lobby {type(decode_message(body)).__name__.lower()}"
    if type_ is RecordType.ENGINE:
        kind = _FRAME.unpack_from(body)[2]
        return "exchange" if kind == EXCHANGE_KIND else f"engine {Kind(kind).name.lower()}"
    return type_.name.lower()


def of_return(type_: RecordType, body: bytes) -> bool:
    """Whether people who have lost each other say this, from finding each other to beginning anew."""
    if type_ is not RecordType.LOBBY:
        return type_ is RecordType.HELLO
    match decode_message(body):
        case Back() | Agreed() | Without() | Way():
            return True
        case Acquaint(body=word):
            return len(word) == 1  # whether to go on
    return False


@dataclass
class Losses:
    """Connections that break honestly, one after the other; the same for everybody at the table.

    Attributes:
        loser: who is about to send when that happens.
        moments: what he is about to send to the host then.
        breaks: what breaks, of the one that he would send through.
        n: how many have been lost so far.
    """

    loser: Sender
    moments: list[str]
    breaks: Callable[[Channel], None]
    n: int = 0

    def look(self, sender: Sender, channel: Channel, label: str) -> None:
        """Is it time?"""
        if sender is self.loser and channel.seat == 0 and self.moments[self.n : self.n + 1] == [label]:
            self.n += 1
            self.breaks(channel)


@dataclass(eq=False)
class Sender:
    """What one person sends: noted, and changed once where a case says so.

    Attributes:
        case: what happens; None for nothing.
        old: what this person sent in an earlier run.
        sent: what this person has sent.
        about_to: is told what is about to be sent, and may still give it a case; with `now`, this very message is it.
        in_vain: is told when it has happened and makes no difference.
        losses: what breaks meanwhile; None for nothing.
        struck, changed: whether it has happened, and whether that makes any difference.
    """

    case: Case | None = None
    old: list[Sent] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    about_to: Callable[[Sender, str, int | None], None] | None = None
    in_vain: Callable[[], None] | None = None
    losses: Losses | None = None
    now: bool = False
    struck: bool = False
    changed: bool = False
    _missing: dict[Channel, int] = field(default_factory=dict)
    _held: dict[Channel, tuple[RecordType, bytes]] = field(default_factory=dict)
    _seen: int = 0

    def send(self, original: Callable[..., None], channel: Channel, type_: RecordType, body: bytes) -> None:
        """In place of Channel.send."""
        if type_ is RecordType.PING or self._is_part(channel, type_, body):
            original(channel, type_, body)
            return
        label = self._label(type_, body)
        self.sent.append((label, channel.seat, type_, body))
        if self.losses is not None:
            self.losses.look(self, channel, label)
        if self.about_to is not None:
            self.about_to(self, label, channel.seat)
        held = self._held.pop(channel, None)
        if not self._is_it(label, channel):
            original(channel, type_, body)
        else:
            self.struck = True
            for new_type, new_body in self._instead(channel, type_, body):
                self.changed = self.changed or (new_type, new_body) != (type_, body)
                original(channel, new_type, new_body)
            if self.in_vain is not None and not self.changed:
                self.in_vain()
        if held is not None:
            original(channel, *held)

    def _label(self, type_: RecordType, body: bytes) -> str:
        label = label_of(type_, body)
        back = self.losses is not None and self.losses.n > 0 and of_return(type_, body)
        return RETURN + label if back else label

    def _is_part(self, channel: Channel, type_: RecordType, body: bytes) -> bool:
        """Whether this record goes on with a frame that began before."""
        if type_ is not RecordType.ENGINE:
            return type_ is RecordType.LOBBY_PART
        missing = self._missing.get(channel, 0)
        if missing:
            self._missing[channel] = missing - len(body)
            return True
        self._missing[channel] = _FRAME.unpack_from(body)[3] - (len(body) - FRAME_HEADER)
        return False

    def _is_it(self, label: str, channel: Channel) -> bool:
        case = self.case
        if case is None or self.struck or label != case.label or channel.seat not in (case.receiver, None):
            return False
        self._seen += 1
        return self.now or self._seen == case.occurrence + 1

    def _instead(self, channel: Channel, type_: RecordType, body: bytes) -> list[tuple[RecordType, bytes]]:
        assert self.case is not None
        engine = type_ is RecordType.ENGINE
        head, rest = (body[:FRAME_HEADER], body[FRAME_HEADER:]) if engine else (b"", body)
        match self.case.operator:
            case Operator.DROP:
                self.changed = True
                return []
            case Operator.CUT:
                self.changed = True
                channel.abort()
                return []
            case Operator.TWICE:
                self.changed = True
                return [(type_, body), (type_, body)]
            case Operator.SWAP:
                self.changed = True
                self._held[channel] = (type_, body)
                return []
            case Operator.OLD:
                return [self._from(self.old, type_, body, lambda seat: seat in (self.case_receiver, None))]
            case Operator.EARLIER:
                return [self._from(self.sent[:-1], type_, body, lambda seat: seat in (self.case_receiver, None), 0)]
            case Operator.OTHERS:
                return [self._from(self.sent[:-1], type_, body, lambda seat: seat not in (self.case_receiver, None))]
            case Operator.TYPE:
                return [(RecordType.TELL if type_ is not RecordType.TELL else RecordType.LOBBY, body)]
            case Operator.ABORT:
                return [(RecordType.ABORT, ABORT_BODY)]
            case Operator.GOODBYE:
                return [(RecordType.FIN, b"")]
            case operator if operator in ON_FRAMES:
                return [(type_, _with_header(operator, head) + rest)]
            case operator:
                return [(type_, head + _content(operator, rest, self.case.at))]

    @property
    def case_receiver(self) -> int | None:
        """The seat that is lied to."""
        return None if self.case is None else self.case.receiver

    def _from(
        self,
        others: list[Sent],
        type_: RecordType,
        body: bytes,
        fits: Callable[[int | None], bool],
        number: int | None = None,
    ) -> tuple[RecordType, bytes]:
        """The same message of another time or for another person; the message itself where there is none."""
        label = self._label(type_, body)
        found = [one for one in others if one[0] == label and fits(one[1])]
        if number is None:
            number = self.case.occurrence if self.case is not None else 0
        return found[number][2:] if number < len(found) else (type_, body)


def _with_header(operator: Operator, head: bytes) -> bytes:
    run, step, kind, length = _FRAME.unpack(head)
    match operator:
        case Operator.STEP:
            step += 1
        case Operator.KIND:
            kind ^= 1
        case Operator.RUN:
            run = bytes([run[0] ^ 1]) + run[1:]
        case _:
            length = 2**32 - 1
    return _FRAME.pack(run, step, kind, length)


def _content(operator: Operator, body: bytes, at: int) -> bytes:
    changes: dict[Operator, bytes] = {
        Operator.EMPTY: b"",
        Operator.SHORTER: body[:-1],
        Operator.HALF: body[: len(body) // 2],
        Operator.LONGER: body + b"\0",
        Operator.FULL: body.ljust(MAX_BODY - FRAME_HEADER, b"\0"),
        Operator.ZEROS: bytes(len(body)),
    }
    if operator is Operator.FLIP and body:
        changed = bytearray(body)
        changed[at // 8 % len(body)] ^= 1 << at % 8
        return bytes(changed)
    return changes.get(operator, body)


CURRENT: ContextVar[Sender | None] = ContextVar("sender", default=None)


@contextmanager
def deviant_channels(*, hasty: bool = True) -> Iterator[None]:
    """Every channel asks whoever sends; and, in haste, silence is noticed soon."""
    original = Channel.send

    def send(self: Channel, type_: RecordType, body: bytes = b"") -> None:
        sender = CURRENT.get()
        if sender is None:
            original(self, type_, body)
        else:
            sender.send(original, self, type_, body)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Channel, "send", send)
        if hasty:
            patch.setattr(channels, "PING_AFTER_S", 1.0)
            patch.setattr(channels, "LOST_AFTER_S", STALL_S)
            patch.setitem(Runner.__init__.__kwdefaults__, "stall_timeout_s", STALL_S)
        yield
