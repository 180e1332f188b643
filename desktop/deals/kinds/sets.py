"""set: the strings two people both entered, or how many, or the strings only if there are enough of them.

Each learns which of the own entries are common, or only their number; of all other entries nothing, not even how many
there are. Up to 256 entries each; larger sets have a protocol of their own.

A seat enters 64-bit hashes of its folded entries, filled up with random numbers to max_entries, in ascending order, and
as many random bits. The circuit merges both lists by a bitonic network, finds equal neighbours, and sends the marks
back the way the hashes came. The marks are opened under their owner's random bits: an open mark would tell the other
side how many entries have smaller hashes. A list that does not ascend counts as blank: out of order, what is found of
it would depend on the other's private entries, and an entry given twice would count twice.

The highest bit of a hash says whether it only fills up. Two different entries have the same hash with probability below
2^-46 over all pairs of two lists; the hashes are never opened, so that they need no key.

Source: Huang, Evans, Katz, "Private set intersection: are garbled circuits better than custom protocols?", NDSS 2012
(sort, compare, and here route back instead of shuffle); Batcher, "Sorting networks and their applications", 1968.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crypto.builder import Builder, Wires
from crypto.errors import MisuseError
from crypto.gadgets import and_tree, at_least, equal, less_than, mux_word, or_tree, popcount
from crypto.rounds import Random
from desktop.deals.answers import Answer, Entries
from desktop.deals.errors import InvalidAnswers, Problem
from desktop.deals.items import SetItem
from desktop.deals.kinds.base import Bits, ItemWires, Mine, Shown, number_of
from desktop.deals.outcome import Value
from desktop.deals.text import fold

HASH_BYTES = 8
HASH_BITS = 8 * HASH_BYTES
FILLS_UP = 1 << HASH_BITS - 1
"""Set in the numbers that fill up a list, and in no hash of an entry."""


def spellings(answer: Answer) -> dict[str, str]:
    """Folded entry -> own spelling, the first of several."""
    found: dict[str, str] = {}
    for entry in answer.strings if isinstance(answer, Entries) else ():
        found.setdefault(fold(entry), entry)
    return found


def hash_of(folded: str) -> int:
    """The number that stands for an entry in the circuit."""
    digest = hashlib.blake2b(folded.encode(), digest_size=HASH_BYTES, person=b"set entry").digest()
    return int.from_bytes(digest, "little") & ~FILLS_UP


@dataclass(frozen=True, slots=True)
class SetRule:
    """max_entries ascending hashes, then max_entries masking bits, per seat."""

    item: SetItem
    seats: tuple[int, ...]

    @property
    def random_bits(self) -> int:
        """Nothing is drawn."""
        return 0

    @property
    def value_bits(self) -> int:
        """The number, or one masked mark per slot of both."""
        n = self.item.max_entries
        return n.bit_length() if self.item.rule == "count" else 2 * n

    def input_bits(self, place: int) -> int:
        """Hashes and masks."""
        return self.item.max_entries * (HASH_BITS + 1)

    # --- in the clear -------------------------------------------------------------------------------------------------

    def decide(self, answers: Sequence[Answer]) -> Shown | None:
        """The common entries in the spelling of the first seat, or how many."""
        first, second = (spellings(answer) for answer in answers)
        common = sorted(first.keys() & second.keys())
        if len(common) < (self.item.k if self.item.rule == "at_least" else 1):
            return None
        if self.item.rule == "count":
            return Shown(lambda _: len(common))
        return Shown(lambda _: tuple(first[folded] for folded in common))

    # --- as a circuit -------------------------------------------------------------------------------------------------

    def encode(self, place: int, answer: Answer, random: Random) -> Bits:
        """Real and random hashes in ascending order, least significant bit first; then the masks."""
        n = self.item.max_entries
        hashes = {hash_of(folded) for folded in spellings(answer)}
        if len(hashes) > n:
            raise InvalidAnswers([Problem(f'item "{self.item.id}"', f"at most {n} entries")])
        while len(hashes) < n:
            hashes.add(int.from_bytes(random(HASH_BYTES), "little") | FILLS_UP)
        words = b"".join(number.to_bytes(HASH_BYTES, "little") for number in sorted(hashes))
        masks = np.frombuffer(random((n + 7) // 8), np.uint8)
        bits = [np.unpackbits(np.frombuffer(words, np.uint8), bitorder="little")]
        return np.concatenate((*bits, np.unpackbits(masks, count=n, bitorder="little")))

    def circuit(self, builder: Builder, inputs: Sequence[Wires], random: Wires) -> ItemWires:
        """Marks of the common entries of both lists."""
        n = self.item.max_entries
        lists = np.stack([bits[: n * HASH_BITS].reshape(n, HASH_BITS) for bits in inputs])
        masks = np.concatenate([bits[n * HASH_BITS :] for bits in inputs])
        valid = and_tree(builder, less_than(builder, lists[:, :-1], lists[:, 1:]).reshape(-1))
        marks = _common(builder, lists)
        if self.item.rule == "at_least":
            agreed = at_least(builder, marks[:n], self.item.k)
        else:
            agreed = or_tree(builder, marks[:n])
        agreed = builder.and_(agreed, valid)
        if self.item.rule == "count":
            number = popcount(builder, marks[:n])
            return ItemWires(agreed, lambda gate, shown: builder.and_(number, shown))
        return ItemWires(agreed, lambda gate, shown: builder.xor(builder.and_(marks, shown), masks))

    # --- in a further run ---------------------------------------------------------------------------------------------

    def takes_back(self, place: int, earlier: Answer, answer: Answer) -> bool:
        """An entry less."""
        return not spellings(earlier).keys() <= spellings(answer).keys()

    def taken_back(self, builder: Builder, place: int, earlier: Wires, entered: Wires) -> Wires:
        """The same on wires, or a list that does not ascend; what only fills up need not come again."""
        n = self.item.max_entries
        lists = np.stack([bits[: n * HASH_BITS].reshape(n, HASH_BITS) for bits in (earlier, entered)])
        kept = builder.or_(_common(builder, lists)[:n], lists[0, :, -1])
        ascends = less_than(builder, lists[1, :-1], lists[1, 1:])
        return builder.not_(and_tree(builder, np.concatenate((kept, ascends))))

    def decode(self, bits: Bits, mine: Mine | None) -> Value:
        """The number, or the common entries in one's own spelling, sorted by the folded string."""
        if self.item.rule == "count":
            return number_of(bits)
        if mine is None:
            raise MisuseError("only who entered a set can read what is common")
        n = self.item.max_entries
        marks = bits[mine.place * n : (mine.place + 1) * n] ^ mine.bits[n * HASH_BITS :]
        words = mine.bits[: n * HASH_BITS].reshape(n, HASH_BITS)
        common = {number_of(word) for word in words[marks == 1]}
        return tuple(own for folded, own in sorted(spellings(mine.answer).items()) if hash_of(folded) in common)


def _common(builder: Builder, lists: Wires) -> Wires:
    """Which entries of two ascending lists are in both.

    Args:
        lists: words, shape (2, n, w).

    Returns:
        Wires, shape (2 * n,): marks of the first list, then of the second.
    """
    n, width = lists.shape[1:]
    half = 1 << (n - 1).bit_length()
    padded = np.ones((2, half, width + 1), np.int64)  # the largest numbers: they fold away
    padded[:, :n, :width], padded[:, :n, width] = lists, 0
    players = np.concatenate((padded[0], padded[1, ::-1]))
    positions = np.arange(2 * half)
    swaps: list[tuple[Wires, Wires]] = []
    distance = half
    while distance:
        low = np.flatnonzero(positions & distance == 0)
        first, second = players[low], players[low + distance]
        swap = less_than(builder, second, first)
        players[low] = mux_word(builder, swap, second, first)
        players[low + distance] = builder.xor(players[low], builder.xor(first, second))
        swaps.append((low, swap))
        distance //= 2
    same = builder.and_(equal(builder, players[1:], players[:-1]), builder.not_(players[1:, width]))
    none = np.zeros(1, np.int64)
    marks = builder.or_(np.concatenate((none, same)), np.concatenate((same, none)))
    for step, (low, swap) in enumerate(reversed(swaps)):
        high = low + (1 << step)
        crossed = builder.and_(swap, builder.xor(marks[low], marks[high]))
        marks[low], marks[high] = builder.xor(marks[low], crossed), builder.xor(marks[high], crossed)
    return np.concatenate((marks[:n], marks[half:][::-1][:n]))
