"""Swapping sealed files: how many there are, their announcements, and then the ciphertexts, all in lockstep.

    (1) everybody says how many files it has sealed: one byte; nothing more happens where all say none
    (2) announcements: headers, hashes and signatures, checked before anything is written
    (3) how many steps of everybody's ciphertexts are here from an earlier try: none, the first time
    (4) ciphertexts, STEP_BYTES a step from each, from what all others have on, until everybody's are through

A step waits for everybody, so nobody has to keep more than one of them in memory, and after a loss people have at most
one step more than each other. What is here counts only for an announcement of the same files; a ciphertext is checked
against its hash when it is complete, whatever parts it came in. Every message has a length that the announcements and
(3) give; where a connection was lost depends on no answer. All parties get the same ciphertexts: that they got the same
announcements is checked when the run begins, for `binding` is part of what all must agree on.

Leaves to others: sealing (attachments.own), keeping (attachments.held), the wire (p2p.runner).
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crypto.errors import CheatingDetected, MalformedMessage
from crypto.rounds import Kind, PartyId, Protocol, Round
from desktop.attachments.held import STEP_BYTES, Held, OwnersStream, n_steps
from desktop.attachments.own import ANNOUNCEMENT_BYTES, Announcement, Sealed, message_to_sign
from desktop.attachments.received import Arrived
from desktop.deals.items import DiscloseItem
from desktop.deals.kinds.contents import SealedFile
from desktop.deals.kinds.statements import MAX_STATEMENTS
from desktop.deals.records import answers_item
from desktop.deals.references import statements_of
from desktop.deals.sheet import Sheet, digest
from p2p.identity import labelled_hash, verify

HELD_BYTES = 4
OnPart = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class People:
    """Who swaps files.

    Attributes:
        sheet: what they compare.
        roles, keys: by seat: role, and identity key of 32 bytes.
        roster_digest: 32 bytes.
        party_of_seat: party number of each seat.
        me: own seat.
    """

    sheet: Sheet
    roles: tuple[str, ...]
    keys: tuple[bytes, ...]
    roster_digest: bytes
    party_of_seat: tuple[PartyId, ...]
    me: int


@dataclass(frozen=True, slots=True)
class Swapped:
    """What everybody has sealed.

    Attributes:
        files: everybody's, by seat and in the order of their announcements: for the circuit. () when there are none.
        arrived: those of the others.
        binding: names all announcements; b"" when there are none.
    """

    files: tuple[SealedFile, ...] = ()
    arrived: tuple[Arrived, ...] = ()
    binding: bytes = b""


def may_hold_files(sheet: Sheet) -> bool:
    """Whether anything on this sheet can have its content in a file."""
    return any(isinstance(item, DiscloseItem) for item in sheet.items)


def swap_files(people: People, mine: Sequence[Sealed], held: Held, on_part: OnPart) -> Protocol[Swapped]:
    """Send one's own sealed files to everybody and receive theirs.

    Args:
        mine: as seal_own gave them.
        held: where ciphertexts are kept, and what has come in an earlier try.
        on_part: told the part done, 0 to 1, after every step of the transfer.

    Rounds: 1, or 3 + what the largest takes. Bytes to each peer: 1; or 1 + ANNOUNCEMENT_BYTES a file + HELD_BYTES a
    party + the ciphertexts, less what all others have of them.

    Raises:
        MalformedMessage, CheatingDetected: an announcement or a ciphertext is not as it has to be.
        StoreError: there is no room for what is announced. FileUnreadable: an own file has changed.
    """
    return (yield from _Swap(people, mine, held).run(on_part))


class _Swap:
    """One swap. Lists by peer are ordered by party number."""

    def __init__(self, people: People, mine: Sequence[Sealed], held: Held) -> None:
        self._people = people
        self._mine = mine
        self._held = held
        self._seat_of = {party: seat for seat, party in enumerate(people.party_of_seat)}
        self._me = people.party_of_seat[people.me]
        self._peers = [party for party in sorted(people.party_of_seat) if party != self._me]

    def run(self, on_part: OnPart) -> Protocol[Swapped]:
        """All steps."""
        counts = yield self._round(Kind.FILES_COUNT, bytes([len(self._mine)]), dict.fromkeys(self._peers, 1))
        n_files = {party: counts[party][0] for party in self._peers}
        if max(n_files.values()) > MAX_STATEMENTS:
            raise MalformedMessage("more files than statements")
        if not self._mine and not any(n_files.values()):
            return Swapped()
        my_announcements = b"".join(one.announcement.to_bytes() for one in self._mine)
        lengths = {party: n_files[party] * ANNOUNCEMENT_BYTES for party in self._peers}
        untrusted = yield self._round(Kind.FILES_HEADERS, my_announcements, lengths)
        by_party = {party: self._checked(party, untrusted[party]) for party in self._peers}
        sent = {**{self._seat_of[party]: untrusted[party] for party in self._peers}, self._people.me: my_announcements}
        everybody = {self._seat_of[party]: announced for party, announced in by_party.items()}
        everybody[self._people.me] = tuple(one.announcement for one in self._mine)
        arrived = yield from self._transfer(by_party, on_part)
        binding = labelled_hash("files", *(bytes(sent[seat]) for seat in sorted(sent)))
        return Swapped(self._files(everybody), arrived, binding)

    def _round(self, kind: Kind, message: bytes, lengths: Mapping[PartyId, int]) -> Round:
        return Round(kind, dict.fromkeys(self._peers, message), dict(lengths))

    def _checked(self, party: PartyId, untrusted: bytes) -> tuple[Announcement, ...]:
        """The announcements of one peer.

        Raises:
            MalformedMessage, CheatingDetected: one is not of this sheet, these people and this owner.
        """
        people, seat = self._people, self._seat_of[party]
        found: list[Announcement] = []
        n_files: Counter[int] = Counter()
        for start in range(0, len(untrusted), ANNOUNCEMENT_BYTES):
            announcement = Announcement.from_bytes(untrusted[start : start + ANNOUNCEMENT_BYTES])
            header = announcement.header
            n_files[header.place] += 1
            if header.owner != people.keys[seat] or n_files[header.place] > self._n_statements(seat, header.place):
                raise CheatingDetected("a sealed file of somebody else, or of no statement")
            if found and header.place < found[-1].header.place:
                raise MalformedMessage("sealed files in another order than the items")
            message = message_to_sign(header, announcement.ciphertext, digest(people.sheet), people.roster_digest)
            verify(people.keys[seat], announcement.signature, message)
            found.append(announcement)
        return tuple(found)

    def _n_statements(self, seat: int, place: int) -> int:
        """How many statements of an item a seat has; 0 for what is no such item."""
        items, role = self._people.sheet.items, self._people.roles[seat]
        item = items[place] if place < len(items) else None
        if not isinstance(item, DiscloseItem) or not answers_item(item, role):
            return 0
        return len(statements_of(item, role))

    def _files(self, everybody: Mapping[int, Sequence[Announcement]]) -> tuple[SealedFile, ...]:
        items = self._people.sheet.items
        return tuple(
            SealedFile(items[one.header.place].id, seat, one.header.tau)
            for seat in sorted(everybody)
            for one in everybody[seat]
        )

    def _transfer(
        self, announced: Mapping[PartyId, Sequence[Announcement]], on_part: OnPart
    ) -> Protocol[tuple[Arrived, ...]]:
        """The ciphertexts, everybody's side by side."""
        keys, seat_of = self._people.keys, self._seat_of
        streams = {party: self._held.stream_of(keys[seat_of[party]], announced[party]) for party in self._peers}
        n_bytes = {party: stream.n_bytes for party, stream in streams.items()}
        to_come = sum(stream.n_bytes - stream.n_here for stream in streams.values())
        self._held.incoming.require_room(to_come, sum(n_bytes.values()))
        n_bytes[self._me] = sum(one.announcement.header.sealed_size for one in self._mine)
        begin = yield from self._where_to_begin(streams, n_bytes)
        sending = itertools.islice(_pieces(self._mine), begin[self._me], None)
        steps = {party: n_steps(n_bytes[party]) for party in n_bytes}
        n_left = max(steps[party] - begin[party] for party in steps)
        for step in range(n_left):
            places = {party: min((begin[party] + step) * STEP_BYTES, n_bytes[party]) for party in self._peers}
            lengths = {party: min(STEP_BYTES, n_bytes[party] - places[party]) for party in self._peers}
            inbox = yield self._round(Kind.FILES, next(sending, b""), lengths)
            for party in self._peers:
                streams[party].write(inbox[party], places[party])
            on_part(1 - (n_left - step - 1) / max(steps.values()))
        return tuple(one for party in self._peers for one in self._arrived(party, streams[party]))

    def _where_to_begin(
        self, streams: Mapping[PartyId, OwnersStream], n_bytes: Mapping[PartyId, int]
    ) -> Protocol[dict[PartyId, int]]:
        """The step from which everybody sends: what all of its peers have already is not sent again.

        Raises:
            MalformedMessage: somebody says to have what there is not.
        """
        parties = sorted(n_bytes)
        mine = {party: streams[party].steps_here if party in streams else 0 for party in parties}
        message = b"".join(mine[party].to_bytes(HELD_BYTES, "little") for party in parties)
        untrusted = yield self._round(Kind.FILES_HELD, message, dict.fromkeys(self._peers, len(message)))
        told = {self._me: mine}
        for peer in self._peers:
            counts = [untrusted[peer][place : place + HELD_BYTES] for place in range(0, len(message), HELD_BYTES)]
            told[peer] = {party: int.from_bytes(count, "little") for party, count in zip(parties, counts, strict=True)}
            if told[peer][peer] or any(told[peer][party] > n_steps(n_bytes[party]) for party in parties):
                raise MalformedMessage("more of a file than there is")
        return {party: min(told[peer][party] for peer in parties if peer != party) for party in parties}

    def _arrived(self, party: PartyId, stream: OwnersStream) -> Iterator[Arrived]:
        numbers: Counter[str] = Counter()
        for announcement, file in stream.finished():
            item_id = self._people.sheet.items[announcement.header.place].id
            yield Arrived(item_id, self._seat_of[party], numbers[item_id], announcement, file.path)
            numbers[item_id] += 1


def _pieces(mine: Sequence[Sealed]) -> Iterator[bytes]:
    """All own ciphertexts after each other, cut into steps."""
    waiting = bytearray()
    for one in mine:
        for chunk in one.ciphertext():
            waiting += chunk
            while len(waiting) >= STEP_BYTES:
                yield bytes(waiting[:STEP_BYTES])
                del waiting[:STEP_BYTES]
    if waiting:
        yield bytes(waiting)
