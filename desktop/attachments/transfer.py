"""Swapping sealed files: how many there are, their announcements, and then the ciphertexts, all in lockstep.

    (1) everybody says how many files it has sealed: one byte; nothing more happens where all say none
    (2) announcements: headers, hashes and signatures, checked before anything is written
    (3) ciphertexts, STEP_BYTES a step from each, until everybody's are through

A step waits for everybody, so nobody has to keep more than one of them; a connection that breaks ends the run, nothing
is resumed. Every message has a length that the announcements give. All parties get the same ciphertexts: that they got
the same announcements is checked when the run begins, for `binding` is part of what all must agree on.

Leaves to others: sealing (attachments.own), keeping (attachments.received), the wire (p2p.runner).
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crypto.errors import CheatingDetected, MalformedMessage
from crypto.rounds import Kind, PartyId, Protocol, Round
from crypto.sealing import HEADER_BYTES, SealedHeader
from desktop.attachments.own import Announcement, Sealed, message_to_sign
from desktop.attachments.received import Arrived, CiphertextFile, Incoming
from desktop.deals.items import DiscloseItem
from desktop.deals.kinds.contents import SealedFile
from desktop.deals.kinds.statements import MAX_STATEMENTS
from desktop.deals.records import answers_item
from desktop.deals.references import statements_of
from desktop.deals.sheet import Sheet
from p2p.identity import labelled_hash, verify

HASH_BYTES, SIGNATURE_BYTES = 32, 64
ANNOUNCEMENT_BYTES = HEADER_BYTES + HASH_BYTES + SIGNATURE_BYTES
STEP_BYTES = 2 << 20
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


def swap_files(people: People, mine: Sequence[Sealed], incoming: Incoming, on_part: OnPart) -> Protocol[Swapped]:
    """Send one's own sealed files to everybody and receive theirs.

    Args:
        mine: as seal_own gave them.
        incoming: where ciphertexts are kept.
        on_part: told the part done, 0 to 1, after every step of the transfer.

    Rounds: 1, or 2 + what the largest takes. Bytes to each peer: 1, or 1 + ANNOUNCEMENT_BYTES a file + ciphertexts.

    Raises:
        MalformedMessage, CheatingDetected: an announcement or a ciphertext is not as it has to be.
        StoreError: there is no room for what is announced. FileUnreadable: an own file has changed.
    """
    swap = _Swap(people, mine, incoming)
    try:
        return (yield from swap.run(on_part))
    finally:
        swap.close()


class _Swap:
    """One swap. Lists by peer are ordered by party number."""

    def __init__(self, people: People, mine: Sequence[Sealed], incoming: Incoming) -> None:
        self._people = people
        self._mine = mine
        self._incoming = incoming
        self._seat_of = {party: seat for seat, party in enumerate(people.party_of_seat)}
        my_party = people.party_of_seat[people.me]
        self._peers = [party for party in sorted(people.party_of_seat) if party != my_party]
        self._writers: list[_Writer] = []

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

    def close(self) -> None:
        """No file stays open, however it ends."""
        for writer in self._writers:
            with contextlib.suppress(OSError):
                writer.close()

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
            one = untrusted[start : start + ANNOUNCEMENT_BYTES]
            header = SealedHeader.from_bytes(one[:HEADER_BYTES])
            announcement = Announcement(header, one[HEADER_BYTES:-SIGNATURE_BYTES], one[-SIGNATURE_BYTES:])
            n_files[header.place] += 1
            if header.owner != people.keys[seat] or n_files[header.place] > self._n_statements(seat, header.place):
                raise CheatingDetected("a sealed file of somebody else, or of no statement")
            if found and header.place < found[-1].header.place:
                raise MalformedMessage("sealed files in another order than the items")
            message = message_to_sign(header, announcement.ciphertext, people.sheet, people.roster_digest)
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
        left = {party: sum(one.header.sealed_size for one in announced[party]) for party in self._peers}
        self._incoming.require_room(sum(left.values()))
        mine_left = sum(one.announcement.header.sealed_size for one in self._mine)
        writers = {party: _Writer(self._incoming, announced[party]) for party in self._peers}
        self._writers = list(writers.values())
        sending = _pieces(self._mine)
        n_steps = -(-max(mine_left, *left.values()) // STEP_BYTES)
        for step in range(n_steps):
            lengths = {party: min(STEP_BYTES, left[party]) for party in self._peers}
            inbox = yield self._round(Kind.FILES, next(sending, b""), lengths)
            for party in self._peers:
                left[party] -= lengths[party]
                writers[party].write(inbox[party])
            on_part((step + 1) / n_steps)
        return tuple(one for party in self._peers for one in self._arrived(party, writers[party]))

    def _arrived(self, party: PartyId, writer: _Writer) -> Iterator[Arrived]:
        numbers: Counter[str] = Counter()
        for announcement, file in writer.finished():
            item_id = self._people.sheet.items[announcement.header.place].id
            yield Arrived(item_id, self._seat_of[party], numbers[item_id], announcement.header, file.path)
            numbers[item_id] += 1


class _Writer:
    """Cuts what one peer sends into its ciphertexts."""

    def __init__(self, incoming: Incoming, announced: Sequence[Announcement]) -> None:
        self._announced = announced
        self._incoming = incoming
        self._files: list[CiphertextFile] = []
        self._left = 0

    def write(self, untrusted: bytes) -> None:
        """Take the next bytes.

        Raises:
            CheatingDetected: a ciphertext is complete and not the announced one.
        """
        rest = memoryview(untrusted)
        while rest:
            if not self._left:
                self._left = self._announced[len(self._files)].header.sealed_size
                self._files.append(self._incoming.new_file())
            piece = rest[: self._left]
            self._files[-1].write(bytes(piece))
            self._left -= len(piece)
            rest = rest[len(piece) :]
            if not self._left:
                self._files[-1].close()
                if self._files[-1].digest() != self._announced[len(self._files) - 1].ciphertext:
                    raise CheatingDetected("another ciphertext than announced")

    def finished(self) -> Iterator[tuple[Announcement, CiphertextFile]]:
        """Every ciphertext with its announcement."""
        return zip(self._announced, self._files, strict=True)

    def close(self) -> None:
        """Close what is open."""
        for file in self._files:
            file.close()


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
