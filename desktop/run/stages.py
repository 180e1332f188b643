"""What a negotiation says about itself while it runs: one frozen record per stage, never anything that anybody entered.

Leaves to others: running it (desktop.negotiation), showing it (a page per stage, or lines of text).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from crypto.errors import PeerError
from desktop.attachments.received import Received
from desktop.deals.agreement import Agreement
from desktop.deals.outcome import ItemOutcome, Outcome
from desktop.deals.own_words import SignedWords
from desktop.deals.sheet import Sheet
from desktop.ledger import Verdict
from desktop.power import Waits
from p2p.errors import NetworkError
from p2p.group import Person


class Standing(IntEnum):
    """How far a person is, as far as the others may know: never how many items, never how long."""

    ANSWERING = 1
    LOCKED_IN = 2
    COMPARE = 3


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a run took. Bytes are everything through this computer's connections, framing and encryption included.

    Attributes:
        setup_s: from the moment all had met to the end of the base oblivious transfers, in seconds.
        preprocessing_s, online_s: making the correlated randomness; everything that depends on answers.
    """

    parties: int
    and_gates: int
    bytes_sent: int
    bytes_received: int
    rounds: int
    setup_s: float
    preprocessing_s: float
    online_s: float

    def to_json(self) -> dict[str, object]:
        """The field stats of the outcome event."""
        return {
            "parties": self.parties,
            "and_gates": self.and_gates,
            "bytes_sent": self.bytes_sent,
            "bytes_received": self.bytes_received,
            "rounds": self.rounds,
            "seconds": {
                "setup": round(self.setup_s, 4),
                "preprocessing": round(self.preprocessing_s, 4),
                "online": round(self.online_s, 4),
            },
        }


@dataclass(frozen=True, slots=True)
class Lobby:
    """Waiting for people: how many of how many are in, this one included.

    Attributes:
        people: who they are, for whoever invited; he can send them away (p2p.helm).
    """

    joined: int
    parties: int
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckWords:
    """All are connected. words: the same on everybody's screen if nobody is in between. people: how many there are."""

    words: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Suggested:
    """A version of the sheet.

    Attributes:
        number: 1 for the sheet that all came with, later ones more.
        seat: who suggests it; -1 for the sheet that all came with.
        name: names exactly this version, 32 bytes.
    """

    number: int
    seat: int
    sheet: Sheet
    name: bytes


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Somebody is not fine with the sheet yet: all look at it, before anybody answers. Not published where all are.

    Attributes:
        versions: the sheet that all came with, then everybody's latest suggestion; the latest last.
        fine, refused: names of the versions that somebody is fine with, and refuses; by seat.
        notes: seat and words, in the order in which they came here.
        seats, me, names: as in Answering.
        closing: all are fine with one version, and the computers are making sure of it.
        may_note, may_suggest: this person may write more notes, and suggest more versions; there can be only so many.
    """

    versions: tuple[Suggested, ...]
    fine: tuple[frozenset[bytes], ...]
    refused: tuple[frozenset[bytes], ...]
    notes: tuple[tuple[int, str], ...]
    seats: tuple[str, ...]
    me: int
    names: tuple[str, ...]
    closing: bool = False
    may_note: bool = True
    may_suggest: bool = True


@dataclass(frozen=True, slots=True)
class Acquainted:
    """Everybody is here. verdict: how often these people ran this sheet, and whether they may again.

    Attributes:
        uncounted: somebody else here uses the same data folder: nothing is counted.
        checked: words were compared with these people, now or in an earlier meeting.
    """

    verdict: Verdict
    uncounted: bool
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Answering:
    """Everybody is here and sees the same sheet; this person answers.

    Attributes:
        seats: everybody's role. me: the own seat.
        names: what everybody calls himself, "" for nothing; by seat. Nobody has checked them.
    """

    sheet: Sheet
    role: str
    seats: tuple[str, ...]
    me: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """How far everybody is, by seat, this person included."""

    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Preparing:
    """While people answer, everything is made that needs no answers (desktop.run.preparing).

    Attributes:
        ready: it is all there.
        waits: why it is not being made now; None where it is, or is there.
    """

    ready: bool
    waits: Waits | None = None


@dataclass(frozen=True, slots=True)
class Computing:
    """The computers compare, or prepare it.

    Attributes:
        progress: 0 to 1, of the bytes and steps of the whole run, known in advance.
        files: how much of the sealed files is through, 0 to 1; None where nothing is being sent.
    """

    progress: float
    files: float | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """The run counts as used; results are opened one by one.

    Attributes:
        opened: item id -> what this computer has seen so far.
        total: how many items there are.
        comparing: how far the large set under way is, 0 to 1: large sets come last. None before.
    """

    opened: Mapping[str, ItemOutcome]
    total: int
    comparing: float | None = None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A large set that was not compared to the end; the rest of the outcome stands.

    Attributes:
        error: why.
        opened: one's own list was on its way by then: the other side may know what is common.
    """

    item_id: str
    error: PeerError | NetworkError
    opened: bool


@dataclass(frozen=True, slots=True)
class Result:
    """All is opened. signed: every party has signed the agreement.

    Attributes:
        path: the file of the agreement; None where none was written.
        unfinished: large sets that were not compared to the end; nobody else has signed then.
        received: files that opened, and where they are.
        kept: id of the agreement among those kept, see desktop.kept.agreements; None where the sheet says not to keep
            it.
        may_come: signatures are missing, and the others may be looked for once more.
    """

    sheet: Sheet
    outcome: Outcome
    agreement: Agreement
    path: Path | None
    statistics: Statistics
    unfinished: tuple[Unfinished, ...] = ()
    received: tuple[Received, ...] = ()
    kept: str | None = None
    may_come: bool = False

    @property
    def signed(self) -> bool:
        """Everyone has signed."""
        return self.agreement.complete


@dataclass(frozen=True, slots=True)
class Writing:
    """After a result that all have signed: what they write down about it, together. All of them see all of it.

    Attributes:
        fields: key -> what stands there and the seat that wrote it, -1 for nobody; see desktop.deals.shared_text.
        agreed: seats that have signed exactly this.
        here: everybody is still there.
        done: the words with everybody's signature, once all have agreed.
    """

    fields: Mapping[str, tuple[str, int]]
    agreed: frozenset[int]
    here: bool
    done: SignedWords | None = None


@dataclass(frozen=True, slots=True)
class Reconnecting:
    """A connection was lost, and with it everything of the run; the answers stay. It is tried again by itself.

    Attributes:
        minutes: for so long, rounded up.
        missing: seats that are not back yet, ascending; () while nobody has been looked for.
        stopped: those of them whose program is known not to run: it is waited for until it is opened again.
        until: seconds since 1970.
    """

    minutes: int
    missing: tuple[int, ...]
    stopped: tuple[int, ...] = ()
    until: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class Reconnected:
    """Everybody is back. A new run with the same answers begins: further stages are about that one."""


@dataclass(frozen=True, slots=True)
class Fewer:
    """Everybody agreed to go on without somebody. A new run with the same answers begins, as after Reconnected.

    Attributes:
        left_out: their seats, as they were, ascending.
        seats, me, names: as in Answering, of those who are left.
    """

    left_out: tuple[int, ...]
    seats: tuple[str, ...]
    me: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slept:
    """This computer was asleep; all connections are being tested."""


@dataclass(frozen=True, slots=True)
class Aborted:
    """It ended early.

    Attributes:
        opened: None before the first opening; then what this computer had seen by then.
        received: files that had opened by then, and where they are.
    """

    error: BaseException
    opened: Mapping[str, ItemOutcome] | None
    received: tuple[Received, ...] = ()


Stage = (
    Lobby
    | CheckWords
    | Reviewing
    | Acquainted
    | Answering
    | People
    | Preparing
    | Computing
    | Opening
    | Reconnecting
    | Reconnected
    | Fewer
    | Slept
    | Result
    | Writing
    | Aborted
)
