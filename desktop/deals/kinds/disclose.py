"""disclose: statements that open together: the largest set of offers that meets the conditions of all its members.

Everyone learns which statements open, and their texts; of every other statement nothing, not even that it was offered.
A seat enters per own statement: whether it is offered, which statements of others must open, from which it takes some,
how many of these may stay closed (as bits that fill up a fixed threshold), and the content, padded to its full length.

Where files were sealed, their owner also enters each file's key, and a mark for the statement it belongs to. A key that
does not fit its public name takes that statement's offer away before the set is looked for, so that it closes nothing
but what depends on it. A file's key opens when its statement does.

The set is found from above: begin with everything offered, drop what is not met, repeat. Every condition is met when
all statements are open (it says how many may be missing, not how many must be there), so that with S statements S - 1
repetitions are always enough: as long as something is dropped, each drops at least one of at most S - 1.

Source: Tarski, "A lattice-theoretical fixpoint theorem", Pacific J. Math. 5 (1955), for the greatest fixed point.
Leaves to others: what contents are (kinds.contents), sealing files (crypto.sealing, desktop.attachments).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crypto.builder import Builder, Wires
from crypto.errors import MisuseError
from crypto.gadgets import and_tree, at_least, or_tree
from crypto.rounds import Random
from crypto.sealing import KEY_BYTES, key_fits
from desktop.deals.answers import Answer, Offer, Offers
from desktop.deals.items import DiscloseItem
from desktop.deals.kinds.base import Bits, ItemWires, Mine, Shown, flags, lacking, leading_ones
from desktop.deals.kinds.contents import (
    CONTENT_BYTES,
    FileContent,
    OpenFile,
    OwnFile,
    SealedFile,
    content_of,
    read_content,
)
from desktop.deals.kinds.statements import Atom, Statements
from desktop.deals.outcome import Value

KEY_BITS = 8 * KEY_BYTES


@dataclass(frozen=True, slots=True, repr=False)
class Condition:
    """When an offered statement opens. Private.

    Attributes:
        requires: all of these must hold.
        some_of: of these, `missing` may fail to hold.
        missing: at least 0.
    """

    requires: frozenset[Atom] = frozenset()
    some_of: frozenset[Atom] = frozenset()
    missing: int = 0

    def holds(self, opened: frozenset[int]) -> bool:
        """Whether the condition is met when these statements open."""
        return all(_met(atom, opened) for atom in self.requires) and (
            sum(not _met(atom, opened) for atom in self.some_of) <= self.missing
        )

    def follows_from(self, other: Condition) -> bool:
        """Whether this one holds wherever the other does, taking every atom for itself."""
        most_missing = len(self.some_of - other.some_of) + min(other.missing, len(self.some_of & other.some_of))
        return self.each() <= other.each() and most_missing <= self.missing

    def each(self) -> frozenset[Atom]:
        """What is required, one by one: all of several is the same as each of them."""
        singles = {
            Atom((number,), False) for atom in self.requires if not atom.one_is_enough for number in atom.numbers
        }
        return frozenset(singles | {atom for atom in self.requires if atom.one_is_enough})


def _met(atom: Atom, opened: frozenset[int]) -> bool:
    met = [number in opened for number in atom.numbers]
    return any(met) if atom.one_is_enough else all(met)


@dataclass(frozen=True, slots=True)
class DiscloseRule:
    """Offer bits, masks and text per own statement.

    Attributes:
        statements: all statements of all seats.
        files: the sealed files of the item, in an order that all know.
    """

    item: DiscloseItem
    seats: tuple[int, ...]
    statements: Statements
    files: tuple[SealedFile, ...] = ()

    @property
    def random_bits(self) -> int:
        """Nothing is drawn."""
        return 0

    @property
    def value_bits(self) -> int:
        """Which statements open, then all contents, then which files, then their keys."""
        return len(self.statements.ids) * (1 + 8 * CONTENT_BYTES) + len(self.files) * (1 + KEY_BITS)

    def _own(self, place: int) -> tuple[int, ...]:
        return self.statements.of(self.seats[place])

    def input_bits(self, place: int) -> int:
        """The same for every own statement."""
        return len(self._own(place)) * self._bits_each(place)

    def _parts(self, place: int) -> tuple[tuple[Atom, ...], tuple[Atom, ...]]:
        """What `requires` can mean, and what `if_any` can mean."""
        atoms = self.statements.atoms[self.seats[place]]
        # All of several is the same as each of them, so `requires` needs only single ones and "at least one of".
        return tuple(atom for atom in atoms if len(atom.numbers) == 1 or atom.one_is_enough), atoms

    def _bits_each(self, place: int) -> int:
        required, atoms = self._parts(place)
        return 1 + len(required) + len(atoms) + _most_missing(atoms) + 8 * CONTENT_BYTES

    # --- in the clear -------------------------------------------------------------------------------------------------

    def decide(self, answers: Sequence[Answer]) -> Shown | None:
        """The largest set of offered statements that meets the conditions of all its members."""
        offers: dict[int, Offer] = {}
        for place, answer in enumerate(answers):
            offers |= self._offers(place, answer)
        contents = {n: content_of(self.item, self.statements.ids[n], offer) for n, offer in offers.items()}
        conditions = {n: self._condition(n, offer) for n, offer in offers.items()}
        opened = frozenset(n for n, condition in conditions.items() if condition is not None)
        while (met := frozenset(n for n in opened if (c := conditions[n]) is not None and c.holds(opened))) != opened:
            opened = met
        if not opened:
            return None
        return Shown(lambda _: {self.statements.name(n): _shown(read_content(contents[n])) for n in sorted(opened)})

    def _offers(self, place: int, answer: Answer) -> dict[int, Offer]:
        """Offered statements of seats[place] by number."""
        offered = answer.by_statement if isinstance(answer, Offers) else {}
        return {n: offered[self.statements.ids[n]] for n in self._own(place) if self.statements.ids[n] in offered}

    def _condition(self, number: int, offer: Offer) -> Condition | None:
        """The condition of an offered statement; None when it can never be met."""
        seat = self.statements.owners[number]
        requires = {self.statements.resolve(seat, reference) for reference in offer.requires}
        some_of = {self.statements.resolve(seat, reference) for reference in offer.any_of} if offer.any_k else set()
        known = frozenset(atom for atom in some_of if atom is not None)
        if None in requires or offer.any_k > len(known):
            return None
        return Condition(frozenset(a for a in requires if a is not None), known, len(known) - offer.any_k)

    # --- as a circuit -------------------------------------------------------------------------------------------------

    def encode(self, place: int, answer: Answer, random: Random) -> Bits:
        """Per own statement: offered, masks, how many may be missing, text. All zeros where it is not offered."""
        offers = self._offers(place, answer)
        bits = np.zeros((len(self._own(place)), self._bits_each(place)), np.uint8)
        required, atoms = self._parts(place)
        for row, number in enumerate(self._own(place)):
            if number not in offers:
                continue
            content = content_of(self.item, self.statements.ids[number], offers[number])
            condition = self._condition(number, offers[number])
            if condition is None:
                continue
            bits[row] = np.concatenate(
                (
                    np.ones(1, np.uint8),
                    flags([required.index(atom) for atom in condition.each()], len(required)),
                    flags([atoms.index(atom) for atom in condition.some_of], len(atoms)),
                    leading_ones(_most_missing(atoms) - condition.missing, _most_missing(atoms)),
                    np.unpackbits(np.frombuffer(content, np.uint8), bitorder="little"),
                )
            )
        return bits.reshape(-1)

    def circuit(self, builder: Builder, inputs: Sequence[Wires], random: Wires) -> ItemWires:
        """S - 1 repetitions of dropping what is not met, for all statements side by side."""
        own = [len(self._own(place)) for place in range(len(self.seats))]
        sizes = [self.input_bits(place) for place in range(len(self.seats))]
        rows = [
            bits[:size].reshape(-1, self._bits_each(place))
            for place, (bits, size) in enumerate(zip(inputs, sizes, strict=True))
        ]
        files = [bits[size:].reshape(-1, KEY_BITS + n) for bits, size, n in zip(inputs, sizes, own, strict=True)]
        keys, rows = self._refuse_wrong_keys(builder, rows, files)
        contents = np.concatenate([row[:, -8 * CONTENT_BYTES :] for row in rows])
        opened = np.concatenate([row[:, 0] for row in rows])
        for _ in range(len(self.statements.ids) - 1):
            opened = np.concatenate([self._still_open(builder, place, row, opened) for place, row in enumerate(rows)])

        def value(gate: Wires, shown: Wires) -> Wires:
            released = builder.and_(opened, gate)
            parts = [released, builder.and_(contents, released[:, None]).reshape(-1)]
            if self.files:
                mine = np.split(released, np.cumsum(own)[:-1])
                marked = [builder.and_(file[:, KEY_BITS:], part) for file, part in zip(files, mine, strict=True)]
                open_files = np.concatenate([or_tree(builder, marks) for marks in marked])
                parts += [open_files, builder.and_(keys, open_files[:, None]).reshape(-1)]
            return np.concatenate(parts)

        return ItemWires(or_tree(builder, opened), value)

    def _refuse_wrong_keys(
        self, builder: Builder, rows: list[Wires], files: Sequence[Wires]
    ) -> tuple[Wires, list[Wires]]:
        """All keys, shape (files, KEY_BITS), by seat; and the rows without offers whose file has another key."""
        keys = np.concatenate([file[:, :KEY_BITS] for file in files])
        if not self.files:
            return keys, rows
        wrong = builder.not_(key_fits(builder, keys, [file.tau for file in self._by_place()]))
        kept = []
        for row, file, unfit in zip(
            rows, files, np.split(wrong, np.cumsum([len(file) for file in files])[:-1]), strict=True
        ):
            if len(file):
                refused = or_tree(builder, builder.and_(file[:, KEY_BITS:], unfit[:, None]).T)
                offered = builder.and_(row[:, 0], builder.not_(refused))
                row = np.concatenate((offered[:, None], row[:, 1:]), axis=-1)
            kept.append(row)
        return keys, kept

    def _by_place(self) -> list[SealedFile]:
        """The files in the order of the seats; those of one seat in the order that all know."""
        return [file for seat in self.seats for file in self.files if file.seat == seat]

    def file_bits(self, place: int) -> int:
        """Further inputs of seats[place]: per own file its key, and a mark for every own statement."""
        return sum(file.seat == self.seats[place] for file in self.files) * (KEY_BITS + len(self._own(place)))

    def encode_files(self, place: int, own_files: Sequence[OwnFile]) -> Bits:
        """These further inputs; own_files in the order that all know."""
        own = [self.statements.ids[number] for number in self._own(place)]
        parts = [np.zeros(0, np.uint8)]
        for file in own_files:
            key = np.unpackbits(np.frombuffer(file.key, np.uint8), bitorder="little")
            parts += [key, flags([own.index(file.statement_id)], len(own))]
        bits = np.concatenate(parts)
        if len(bits) != self.file_bits(place):
            raise MisuseError("not one key for every own file")
        return bits

    def _still_open(self, builder: Builder, place: int, row: Wires, opened: Wires) -> Wires:
        """Which statements of seats[place] are offered and have their conditions met by `opened`."""
        required, atoms = self._parts(place)
        offered = row[:, :1]
        if not atoms:
            return offered[:, 0]
        closed = {atom: builder.not_(_holds(builder, atom, opened)) for atom in atoms}
        ends = np.cumsum((1, len(required), len(atoms), _most_missing(atoms)))
        must = builder.and_(row[:, ends[0] : ends[1]], np.stack([closed[atom] for atom in required]))
        some = builder.and_(row[:, ends[1] : ends[2]], np.stack([closed[atom] for atom in atoms]))
        counted = np.concatenate((some, row[:, ends[2] : ends[3]]), axis=-1)
        too_many = at_least(builder, counted, len(atoms))
        all_there = and_tree(builder, np.concatenate((offered, builder.not_(must)), axis=-1))
        return builder.and_(all_there, builder.not_(too_many))

    # --- in a further run ---------------------------------------------------------------------------------------------

    def takes_back(self, place: int, earlier: Answer, answer: Answer) -> bool:
        """An offer less, or a condition that asks for something more; texts may change."""
        now = self._offers(place, answer)
        for number, offer in self._offers(place, earlier).items():
            before = self._condition(number, offer)
            after = self._condition(number, now[number]) if number in now else None
            if before is not None and (after is None or not after.follows_from(before)):
                return True
        return False

    def taken_back(self, builder: Builder, place: int, earlier: Wires, entered: Wires) -> Wires:
        """The same on wires."""
        required, atoms = self._parts(place)
        ends = np.cumsum((1, len(required), len(atoms), _most_missing(atoms)))
        lost = [np.zeros((), np.int64)]
        for before, now in zip(
            earlier.reshape(-1, self._bits_each(place)), entered.reshape(-1, self._bits_each(place)), strict=True
        ):
            worse = [builder.not_(now[0]), lacking(builder, now[1 : ends[1]], before[1 : ends[1]])]
            if atoms:
                some, fill = now[ends[1] : ends[2]], now[ends[2] : ends[3]]
                new = builder.and_(some, builder.not_(before[ends[1] : ends[2]]))
                more = np.concatenate((new, fill, builder.not_(before[ends[2] : ends[3]])))
                worse.append(
                    builder.and_(
                        at_least(builder, more, len(atoms)),
                        at_least(builder, np.concatenate((some, fill)), len(atoms)),
                    )
                )
            lost.append(builder.and_(before[0], or_tree(builder, np.stack(worse))))
        return or_tree(builder, np.stack(lost))

    def decode(self, bits: Bits, mine: Mine | None) -> Value:
        """Name of each open statement -> its text, or its file; whatever its owner's program entered is made readable.

        A statement that names a file whose key did not open is an empty text.
        """
        named = {one.statement: one.file for one in self.opened_files(bits)}
        values: dict[str, object] = {}
        for number, content in self._opened(bits):
            name = self.statements.name(number)
            file = named.get(name)
            values[name] = file.to_json() if file else {"text": content if isinstance(content, str) else ""}
        return values

    def opened_files(self, bits: Bits) -> list[OpenFile]:
        """The open statements that are in a file whose key opened as well."""
        found, keys = [], self._keys(bits)
        for number, content in self._opened(bits):
            seat = self.statements.owners[number]
            if isinstance(content, FileContent) and (seat, content.number) in keys:
                key = keys[seat, content.number]
                found.append(OpenFile(self.item.id, self.statements.name(number), seat, content, key))
        return found

    def _opened(self, bits: Bits) -> list[tuple[int, str | FileContent]]:
        """Number of each open statement, and its content."""
        n = len(self.statements.ids)
        contents = np.packbits(bits[n : n + 8 * n * CONTENT_BYTES].reshape(n, -1), axis=1, bitorder="little")
        return [(number, read_content(contents[number].tobytes())) for number in np.flatnonzero(bits[:n]).tolist()]

    def _keys(self, bits: Bits) -> dict[tuple[int, int], bytes]:
        """Keys that opened: (seat of the owner, number among its files) -> key."""
        n_files = len(self.files)
        if not n_files:
            return {}
        opened, rows = bits[-n_files * (1 + KEY_BITS) :][:n_files], bits[-n_files * KEY_BITS :].reshape(n_files, -1)
        found: dict[tuple[int, int], bytes] = {}
        seen: Counter[int] = Counter()
        for file, is_open, row in zip(self._by_place(), opened, rows, strict=True):
            if is_open:
                found[file.seat, seen[file.seat]] = np.packbits(row, bitorder="little").tobytes()
            seen[file.seat] += 1
        return found


def _shown(content: str | FileContent) -> dict[str, object]:
    return content.to_json() if isinstance(content, FileContent) else {"text": content}


def _most_missing(atoms: Sequence[Atom]) -> int:
    """One of the atoms of an `if_any` must hold; the others may be missing."""
    return max(len(atoms) - 1, 0)


def _holds(builder: Builder, atom: Atom, opened: Wires) -> Wires:
    wires = opened[list(atom.numbers)]
    return or_tree(builder, wires) if atom.one_is_enough else and_tree(builder, wires)
