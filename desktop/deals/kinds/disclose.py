"""disclose: statements that open together: the largest set of offers that meets the conditions of all its members.

Everyone learns which statements open, and their texts; of every other statement nothing, not even that it was offered.
A seat enters per own statement: whether it is offered, which statements of others must open, from which it takes some,
how many of these may stay closed (as bits that fill up a fixed threshold), and the text, padded to its full length.

The set is found from above: begin with everything offered, drop what is not met, repeat. Every condition is met when
all statements are open (it says how many may be missing, not how many must be there), so that with S statements S - 1
repetitions are always enough: as long as something is dropped, each drops at least one of at most S - 1.

Source: Tarski, "A lattice-theoretical fixpoint theorem", Pacific J. Math. 5 (1955), for the greatest fixed point.
Leaves to others: contents in files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crypto.builder import Builder, Wires
from crypto.gadgets import and_tree, at_least, or_tree
from crypto.rounds import Random
from desktop.deals.answers import Answer, Offer, Offers
from desktop.deals.errors import InvalidAnswers, Problem
from desktop.deals.items import DiscloseItem
from desktop.deals.kinds.base import Bits, ItemWires, Mine, Shown, flags, lacking, leading_ones
from desktop.deals.kinds.statements import Atom, Statements
from desktop.deals.outcome import Value

TEXT_BYTES = 280


def content_of(item: DiscloseItem, statement_id: str, offer: Offer) -> bytes:
    """The text of an offer as UTF-8.

    Raises:
        InvalidAnswers: the content is in a file, too long, or holds a character that padding cannot tell from its own.
    """
    place = f'item "{item.id}", statement "{statement_id}"'
    if offer.text is None or offer.file:
        raise InvalidAnswers([Problem(place, "contents in files are not part of this version; write it as text")])
    content = offer.text.encode()
    if len(content) > TEXT_BYTES or b"\0" in content:
        raise InvalidAnswers(
            [Problem(place, f"a text is at most {TEXT_BYTES} bytes of UTF-8, without null characters")]
        )
    return content


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
    """

    item: DiscloseItem
    seats: tuple[int, ...]
    statements: Statements

    @property
    def random_bits(self) -> int:
        """Nothing is drawn."""
        return 0

    @property
    def value_bits(self) -> int:
        """Which statements open, then all texts."""
        return len(self.statements.ids) * (1 + 8 * TEXT_BYTES)

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
        return 1 + len(required) + len(atoms) + _most_missing(atoms) + 8 * TEXT_BYTES

    # --- in the clear -------------------------------------------------------------------------------------------------

    def decide(self, answers: Sequence[Answer]) -> Shown | None:
        """The largest set of offered statements that meets the conditions of all its members."""
        offers: dict[int, Offer] = {}
        for place, answer in enumerate(answers):
            offers |= self._offers(place, answer)
        texts = {n: content_of(self.item, self.statements.ids[n], offer) for n, offer in offers.items()}
        conditions = {n: self._condition(n, offer) for n, offer in offers.items()}
        opened = frozenset(n for n, condition in conditions.items() if condition is not None)
        while (met := frozenset(n for n in opened if (c := conditions[n]) is not None and c.holds(opened))) != opened:
            opened = met
        if not opened:
            return None
        return Shown(lambda _: {self.statements.name(n): {"text": texts[n].decode()} for n in sorted(opened)})

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
                    np.unpackbits(np.frombuffer(content.ljust(TEXT_BYTES, b"\0"), np.uint8), bitorder="little"),
                )
            )
        return bits.reshape(-1)

    def circuit(self, builder: Builder, inputs: Sequence[Wires], random: Wires) -> ItemWires:
        """S - 1 repetitions of dropping what is not met, for all statements side by side."""
        rows = [bits.reshape(len(self._own(place)), -1) for place, bits in enumerate(inputs)]
        offered = np.concatenate([row[:, 0] for row in rows])
        texts = np.concatenate([row[:, -8 * TEXT_BYTES :] for row in rows])
        opened = offered
        for _ in range(len(self.statements.ids) - 1):
            opened = np.concatenate([self._still_open(builder, place, row, opened) for place, row in enumerate(rows)])

        def value(gate: Wires, shown: Wires) -> Wires:
            released = builder.and_(opened, gate)
            return np.concatenate((released, builder.and_(texts, released[:, None]).reshape(-1)))

        return ItemWires(or_tree(builder, opened), value)

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
        """Name of each open statement -> its text; whatever its owner's program entered is made readable."""
        n = len(self.statements.ids)
        texts = np.packbits(bits[n:].reshape(n, -1), axis=1, bitorder="little")
        return {
            self.statements.name(i): {"text": texts[i].tobytes().rstrip(b"\0").decode(errors="replace")}
            for i in np.flatnonzero(bits[:n]).tolist()
        }


def _most_missing(atoms: Sequence[Atom]) -> int:
    """One of the atoms of an `if_any` must hold; the others may be missing."""
    return max(len(atoms) - 1, 0)


def _holds(builder: Builder, atom: Atom, opened: Wires) -> Wires:
    wires = opened[list(atom.numbers)]
    return or_tree(builder, wires) if atom.one_is_enough else and_tree(builder, wires)
