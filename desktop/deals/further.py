"""A further run of a sheet between the same people: what may change, and which inputs have to stay.

    effective = only_add(sheet, seats, seat, earlier, answers)     # what the person's program enters
    bits = encode_further(compiled, seat, effective, kept)         # kept: the bits of this seat's slots
    inputs = sticky_inputs(compiled, keep=True, further=True)      # public, for crypto.engine

All inputs of a run are kept until it came to its end, so that it can be repeated if it was stopped (repeat_inputs).
After that, with rerun = "only_add", they stay: the circuit of the next run compares with them. Otherwise only the part
of the joint random bits stays, so that the same answers give the same draws.

only_add is the rule in the clear: an item that takes something back counts as it was answered before, and a mark that
was not there before does not count. A person's own program applies it before anything is entered; the circuit only
checks that everybody's did (docs/decisions/0006-only-add.md).

Leaves to others: whether a further run is allowed (desktop.ledger), where slots are kept (desktop.kept.inputs).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from crypto.errors import MisuseError
from crypto.rounds import Random
from crypto.sticky_inputs import Positions, StickyInputs
from desktop.deals.answers import Answers
from desktop.deals.compiler import TAKEN_BACK, Compiled, encode
from desktop.deals.kinds import rule_of
from desktop.deals.kinds.base import Bits
from desktop.deals.sheet import Sheet


def taken_back(sheet: Sheet, seats: Sequence[str], seat: int, earlier: Answers, answers: Answers) -> tuple[str, ...]:
    """The items in which these answers of a seat take something back, in sheet order; marks do not count.

    Args:
        seats: the role of every seat, in seat order.
        earlier, answers: both fit the sheet and the role of the seat.
    """
    found = []
    for item in sheet.items:
        rule = rule_of(item, seats)
        if seat in rule.seats:
            place = rule.seats.index(seat)
            if rule.takes_back(place, earlier.by_item.get(item.id), answers.by_item.get(item.id)):
                found.append(item.id)
    return tuple(found)


def only_add(sheet: Sheet, seats: Sequence[str], seat: int, earlier: Answers, answers: Answers) -> Answers:
    """What counts in a further run.

    Args:
        seats: the role of every seat, in seat order.
        earlier: what counted for this seat in the run before.
        answers: what the person enters now.

    Returns:
        The answers, with the earlier ones for every item that takes something back, and without new marks.

    Raises:
        MisuseError: the person had another role.
    """
    if earlier.role != answers.role:
        raise MisuseError("answers of different roles cannot be compared")
    kept = {item_id: earlier.by_item.get(item_id) for item_id in taken_back(sheet, seats, seat, earlier, answers)}
    return replace(answers, must=answers.must & earlier.must, by_item={**answers.by_item, **kept})


def is_held(sheet: Sheet, seats: Sequence[str]) -> bool:
    """Whether a further run of this sheet is held to what was entered before: to answers, or to random bits.

    Args:
        seats: the role of every seat.
    """
    return sheet.run.rerun == "only_add" or any(rule_of(item, seats).random_bits for item in sheet.items)


def sticky_inputs(compiled: Compiled, *, keep: bool, further: bool) -> StickyInputs | None:
    """Which inputs are sticky.

    Args:
        compiled: with only_add exactly if this is a further run under that rule.
        keep: inputs are kept for a repeat or a later run.
        further: slots of an earlier run are there.

    Returns:
        None when nothing is.
    """
    seats = range(len(compiled.seats))
    further = further and is_held(compiled.sheet, compiled.seats)
    if not (keep or further):
        return None
    kept = tuple(_all(compiled, seat) for seat in seats)
    earlier = tuple(_earlier(compiled, seat) for seat in seats)
    return StickyInputs(kept if keep else None, earlier if further else None, TAKEN_BACK if compiled.only_add else "")


def repeat_inputs(compiled: Compiled) -> StickyInputs:
    """Which inputs are sticky when a run is repeated: all of them. compiled: without only_add."""
    return StickyInputs(None, tuple(_all(compiled, seat) for seat in range(len(compiled.seats))))


def encode_further(
    compiled: Compiled, seat: int, answers: Answers, kept: Bits, random: Random = secrets.token_bytes
) -> Bits:
    """The input bits of a seat in a further run.

    Args:
        seat: from 0.
        answers: what counts, from only_add where that is the rule.
        kept: uint8, the bits of this seat's slots.
        random: for what is drawn anew.

    Returns:
        uint8, in circuit order. Private.

    Raises:
        MisuseError: the slots are not of this sheet and seat.
        InvalidAnswers: see compiler.encode.
    """
    n_held = compiled.n_inputs(seat) if compiled.only_add else compiled.n_random
    if len(kept) != n_held:
        raise MisuseError("kept inputs of another sheet or seat")
    n_random = compiled.n_random
    bits = encode(compiled, seat, answers, random)
    bits[len(bits) - n_random :] = kept[len(kept) - n_random :]
    return np.concatenate((bits, kept[: len(kept) - n_random])) if compiled.only_add else bits


def in_order_of_inputs(bits: Bits, n_file_bits: int) -> Bits:
    """The bits of a slot in the order in which they are entered: what is about sealed files comes last."""
    return np.concatenate((bits[n_file_bits:], bits[:n_file_bits]))


def _all(compiled: Compiled, seat: int) -> Positions:
    """What a seat enters now. First what is about sealed files, so that slots can be cut to the rest of it."""
    n_inputs, n_file_bits = compiled.n_inputs(seat), compiled.n_file_bits(seat)
    start = 2 * n_inputs - compiled.n_random if compiled.only_add else n_inputs
    files = np.arange(start, start + n_file_bits, dtype=np.int64)
    return np.concatenate((files, np.arange(n_inputs, dtype=np.int64)))


def _earlier(compiled: Compiled, seat: int) -> Positions:
    """Where the bits of the earlier slots are entered, in the order of the slots."""
    n_inputs, n_random = compiled.n_inputs(seat), compiled.n_random
    random = np.arange(n_inputs - n_random, n_inputs, dtype=np.int64)
    if not compiled.only_add:
        return random
    again = np.arange(n_inputs, 2 * n_inputs - n_random, dtype=np.int64)
    return np.concatenate((again, random))
