"""Which sheet everybody is fine with, before anybody answers: what was said, and what follows from it.

    review = Review(me=0, people=2, sheet=sheet)
    word = review.begin(fine=True)                 # said to everybody, then whatever each of them says is heard
    review.hear(1, untrusted_word)
    review.outcome                                 # the version all are fine with, once that is certain

Everybody begins with the same sheet. If all say that they are fine with it, nothing more is said. Else notes, versions
and stances go to everybody until there is a version that all are fine with. Then everybody says Close, with a digest of
everything that everybody has said, and from then on nothing but what somebody else's word makes necessary. It is over
when all have said the same Close: so it ends for all with the same version, whatever crossed on its way, and whoever
told people different things is found. Nobody's word counts more than another's.

Of everybody's latest versions that all are fine with, the latest counts; of those, the one of the lowest seat. What
somebody has replaced by another version of his is nothing that anybody sees any more, and cannot be what all end with.

Leaves to others: what a sheet is, and for whom (desktop.run.reviewing), channels (p2p.discussion).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar

from crypto.errors import MalformedMessage
from p2p.errors import SheetMismatch
from p2p.identity import labelled_hash
from p2p.lobby import encode_message, sheet_digest
from p2p.sheet_words import MAX_VERSION, AboutSheet, Begin, Close, Note, Proposal, Stance

T = TypeVar("T", Note, Proposal, Stance)
MAX_NOTES = 20
MAX_PROPOSALS = 10
MAX_STANCES = 200
"""Of each person. A person needs a few; a program that says more is not of ours."""


@dataclass(frozen=True, slots=True)
class Version:
    """Somebody's version of the sheet.

    Attributes:
        number: 1 for the sheet that all came with, later ones more.
        seat: whose it is; -1 for the sheet that all came with.
        sheet: its bytes. name: digest of these, 32 bytes.
    """

    number: int
    seat: int
    sheet: bytes
    name: bytes


@dataclass(slots=True)
class _Person:
    begin: Begin | None = None
    fine: tuple[bytes, ...] = ()
    refused: tuple[bytes, ...] = ()
    versions: int = 0
    last_number: int = 1
    notes: int = 0
    stances: int = 0
    words: int = 0
    said: bytes = bytes(32)
    close: Close | None = None
    gone_on: bool = False


class Review:
    """What one person knows of it.

    Attributes:
        open: there is something to talk about: all have begun, and not all are fine.
        outcome: the version that counts, once that is certain; None before.
        versions: everybody's latest, by seat, after the sheet that all came with.
        notes: seat and text, in the order in which they came here.
    """

    def __init__(self, me: int, people: int, sheet: bytes, also: Collection[bytes] = ()) -> None:
        """Args: also: further versions that may be what was settled on an earlier channel."""
        self.base = Version(1, -1, sheet, sheet_digest(sheet))
        self._me = me
        self._people = [_Person() for _ in range(people)]
        self._known = {self.base.name: [self.base]}
        self._earlier = {sheet_digest(one): one for one in also}
        self._closing: tuple[tuple[int, ...], bytes] | None = None
        self.open = False
        self.outcome: Version | None = None
        self.versions: tuple[Version, ...] = (self.base,)
        self.notes: tuple[tuple[int, str], ...] = ()

    # ---- this person

    def begin(self, *, fine: bool, settled: bytes = b"", closing: bytes = b"") -> Begin:
        """The first word. settled: everybody agreed to this version before; closing: this person closed with this."""
        word = Begin(settled or self.base.name, bool(settled), (closing,) if closing else (), fine)
        self._note(self._me, word)
        return word

    @property
    def may_speak(self) -> bool:
        """There is something to talk about, and this person has not just closed it."""
        return self.open and self.outcome is None and self._closing != self._state

    @property
    def has_notes_left(self) -> bool:
        """Whether this person may write more notes, at the right time."""
        return self._people[self._me].notes < MAX_NOTES

    @property
    def has_versions_left(self) -> bool:
        """Whether this person may suggest more versions, at the right time."""
        return self._people[self._me].versions < MAX_PROPOSALS and self._next_number <= MAX_VERSION

    @property
    def _next_number(self) -> int:
        return max(version.number for versions in self._known.values() for version in versions) + 1

    def note(self, text: str) -> Note | None:
        """A few words to everybody; None when it is not the time, or there were too many."""
        if not self.may_speak or not self.has_notes_left:
            return None
        return self._say(Note(text))

    def propose(self, sheet: bytes) -> Proposal | None:
        """Another version; None when it is not the time, there were too many, or it changes nothing."""
        known = any(sheet_digest(sheet) == version.name for version in self.versions)
        if not self.may_speak or not self.has_versions_left or known:
            return None
        return self._say(Proposal(self._next_number, sheet))

    def stance(self, fine: Collection[bytes], refused: Collection[bytes]) -> Stance | None:
        """The versions this person is fine with, and those refused; None when it is not the time or not news."""
        mine = self._people[self._me]
        word = Stance(tuple(sorted(set(fine))), tuple(sorted(set(refused) - set(fine))))
        news = (word.fine, word.refused) != (mine.fine, mine.refused)
        if not self.may_speak or not news or mine.stances >= MAX_STANCES:
            return None
        return self._say(word)

    def close(self) -> Close | None:
        """To be said now, if everybody is fine with one version; once for what was said so far."""
        agreed = self._agreed()
        if not self.may_speak or agreed is None:
            return None
        counts, said = self._closing = self._state
        word = self._people[self._me].close = Close(agreed.name, counts, said)
        self._look()
        return word

    @property
    def closing(self) -> bytes:
        """The version with which this person has closed, if nobody has said anything since; else b""."""
        if not self.open:
            mine = self._people[self._me].begin
            return mine.sheet if mine is not None and mine.fine else b""
        word = self._people[self._me].close
        return word.sheet if word is not None and self._closing == self._state else b""

    # ---- everybody

    def fine_of(self, seat: int) -> frozenset[bytes]:
        """The versions that somebody is fine with."""
        return frozenset(self._people[seat].fine)

    def refused_by(self, seat: int) -> frozenset[bytes]:
        """The versions that somebody refuses."""
        return frozenset(self._people[seat].refused)

    def hear(self, seat: int, untrusted: AboutSheet) -> None:
        """Take a word of somebody else.

        Raises:
            MalformedMessage: it is out of turn, says nothing new, or too much was said.
            SheetMismatch: somebody begins, or closes, with another sheet.
        """
        if self.outcome is not None or (self._people[seat].begin is None) != isinstance(untrusted, Begin):
            raise MalformedMessage(f"{type(untrusted).__name__} about the sheet is out of turn")
        if isinstance(untrusted, Close):
            self._people[seat].close = untrusted
        else:
            self._note(seat, untrusted)
        self._look()

    def hear_gone(self, seat: int) -> None:
        """Somebody has gone on to what comes after it.

        Raises:
            MalformedMessage: he cannot know yet that it is over.
        """
        self._people[seat].gone_on = True
        self._look()

    # ---- what follows

    def _say(self, word: T) -> T:
        self._note(self._me, word)
        return word

    def _note(self, seat: int, word: AboutSheet) -> None:
        person = self._people[seat]
        match word:
            case Begin():
                person.begin = word
                person.fine = (self.base.name,) if word.fine else ()
            case Note():
                person.notes += 1
                self.notes = (*self.notes, (seat, word.text))
            case Proposal():
                self._take(seat, person, word)
            case Stance():
                self._stand(person, word)
        person.words += 1
        person.said = labelled_hash("word about the sheet", person.said, encode_message(word))
        if max(person.notes - MAX_NOTES, person.versions - MAX_PROPOSALS, person.stances - MAX_STANCES) > 0:
            raise MalformedMessage("too much was said about the sheet")
        if self.outcome is None and not self.open and all(one.begin is not None for one in self._people):
            self._settle()

    def _take(self, seat: int, person: _Person, word: Proposal) -> None:
        version = Version(word.number, seat, word.sheet, sheet_digest(word.sheet))
        mine = any(one.seat == seat and one.name == version.name for one in self.versions)
        if word.number <= person.last_number or version.name == self.base.name or mine:
            raise MalformedMessage("a version that is none")
        person.versions += 1
        person.last_number = word.number
        person.fine = (version.name,)
        person.refused = tuple(name for name in person.refused if name != version.name)
        self._known.setdefault(version.name, []).append(version)
        others = [one for one in self.versions[1:] if one.seat != seat]
        self.versions = (self.base, *sorted([*others, version], key=lambda one: (one.number, one.seat)))

    def _stand(self, person: _Person, word: Stance) -> None:
        in_order = all(list(names) == sorted(set(names)) for names in (word.fine, word.refused))
        if not in_order or set(word.fine) & set(word.refused):
            raise MalformedMessage("a stance in another order")
        if (word.fine, word.refused) == (person.fine, person.refused):
            raise MalformedMessage("a stance said twice")
        person.stances += 1
        person.fine, person.refused = word.fine, word.refused
        if len(self._people) == 2:  # of more, it may be about something that is still on its way to here
            self._require_known(person)

    def _require_known(self, person: _Person) -> None:
        if not self._known.keys() >= {*person.fine, *person.refused}:
            raise MalformedMessage("a stance about a version that nobody has shown")

    def _settle(self) -> None:
        """All have begun: is there anything to talk about?"""
        begins = [person.begin for person in self._people if person.begin is not None]
        settled = {begin.sheet for begin in begins if begin.settled}
        if not settled:
            if any(begin.sheet != self.base.name for begin in begins):
                raise SheetMismatch("somebody begins with another sheet")
            if all(begin.fine for begin in begins):
                self.outcome = self.base
            else:
                self.open = True
            return
        name = min(settled)
        is_base = name == self.base.name
        closed = all(begin.settled or begin.closing == (name,) or (is_base and begin.fine) for begin in begins)
        sheet = self._earlier.get(name, self.base.sheet if is_base else None)
        if len(settled) > 1 or not closed or sheet is None:
            raise SheetMismatch("another sheet was settled than this person closed with")
        self.outcome = Version(1, -1, sheet, name)

    @property
    def _state(self) -> tuple[tuple[int, ...], bytes]:
        said = labelled_hash("said about the sheet", *(person.said for person in self._people))
        return tuple(person.words for person in self._people), said

    def _agreed(self) -> Version | None:
        """The version that counts if nothing more is said."""
        common = frozenset.intersection(*(frozenset(person.fine) for person in self._people))
        versions = [version for version in self.versions if version.name in common]
        return max(versions, key=lambda version: (version.number, -version.seat), default=None)

    def _look(self) -> None:
        """Is it over? Did somebody break the rules?"""
        if self.outcome is not None or any(person.begin is None for person in self._people):
            return
        (counts, said), agreed = self._state, self._agreed()
        closes = [person.close for person in self._people]
        current = [word for word in closes if word is not None and word.counts == counts]
        if current:
            for person in self._people:
                self._require_known(person)
        for word in current:
            if word.said != said:
                raise MalformedMessage("people were told different things about the sheet")
            if agreed is None or word.sheet != agreed.name:
                raise SheetMismatch("somebody closes with another sheet than all are fine with")
        if agreed is not None and len(current) == len(self._people):
            self.outcome = agreed
        elif self._closing != self._state and any(person.gone_on for person in self._people):
            raise MalformedMessage("somebody goes on before all are fine with one sheet")
