"""One run, planned: what is compiled, what it is held to, and what a person enters into it.

Leaves to others: finding out what there was before (desktop.kept.acquaintance), running it (desktop.negotiation).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from crypto.capacity import Capacity
from crypto.engine import capacity_of, rounds_and_bytes
from crypto.errors import MisuseError
from crypto.message_plan import MessagePlan
from crypto.rounds import PartyId, Random
from crypto.sticky_inputs import StickyInputs
from desktop.deals.answers import Answers
from desktop.deals.bounds import bound_bits
from desktop.deals.compiler import Compiled, Own, compile_sheet, encode, encode_files
from desktop.deals.further import encode_further, in_order_of_inputs, only_add, taken_back
from desktop.deals.kinds.base import Bits
from desktop.deals.kinds.contents import OwnFile, SealedFile
from desktop.deals.sheet import Sheet
from desktop.kept.acquaintance import Acquaintance
from desktop.kept.inputs import Kept


@dataclass(frozen=True, slots=True)
class RunPlan:
    """Everything about a run that all agree on.

    Attributes:
        known: what there was between these people.
        compiled: the sheet as a circuit.
        sticky: which inputs are sticky, if any are.
        capacity, messages: what the run takes.
    """

    known: Acquaintance
    compiled: Compiled
    sticky: StickyInputs | None
    capacity: Capacity
    messages: MessagePlan

    @property
    def bound_bits(self) -> float:
        """How much the run can tell at most beside opened texts and files: for the ledger."""
        return bound_bits(self.compiled.sheet, self.compiled.seats)


def plan_run(
    known: Acquaintance,
    sheet: Sheet,
    seats: Sequence[str],
    party_of_seat: tuple[PartyId, ...],
    files: Sequence[SealedFile] = (),
) -> RunPlan:
    """Plan a run that is allowed.

    Args:
        seats: the role of every seat.
        party_of_seat: party number of each seat.
        files: what was sealed for it.

    Raises:
        InvalidSheet: see compile_sheet.
    """
    compiled = compile_sheet(sheet, seats, only_add=known.only_add, files=files)
    sticky = known.inputs(compiled)
    capacity = capacity_of(compiled.circuit, party_of_seat, sticky, compiled.claims)
    messages = rounds_and_bytes(len(seats), capacity, compiled.circuit, party_of_seat, sticky, compiled.claims)
    return RunPlan(known, compiled, sticky, capacity, messages)


@dataclass(frozen=True, slots=True, repr=False)
class Entered:
    """What a person enters. Private.

    Attributes:
        own: the answers that count, and their bits.
        taken_back: items in which the person took something back, so that the earlier answer counts.
    """

    own: Own
    taken_back: tuple[str, ...]


def what_counts(plan: RunPlan, seat: int, answers: Answers) -> tuple[Answers, tuple[str, ...]]:
    """The answers that count in this run, and the items in which the person took something back."""
    compiled, kept, repeated = plan.compiled, plan.known.kept, plan.known.repeated
    if repeated is not None:
        return answers_of(repeated), ()
    if kept is None or plan.sticky is None or plan.sticky.earlier is None or not compiled.only_add:
        return answers, ()
    place = (compiled.sheet, compiled.seats, seat, answers_of(kept), answers)
    return only_add(*place), taken_back(*place)


def answers_of(kept: Kept) -> Answers:
    """The answers that counted in a run whose inputs were all kept."""
    if kept.answers is None:
        raise MisuseError("the answers of the earlier run were not kept")
    return kept.answers


def enter(
    plan: RunPlan,
    seat: int,
    answers: Answers,
    random: Random,
    own_files: Mapping[str, Sequence[OwnFile]] = MappingProxyType({}),
) -> Entered:
    """The inputs of a seat.

    Args:
        answers: the person's, already checked against the sheet.
        random: source of fresh random bytes.
        own_files: see compiler.encode_files.

    Raises:
        InvalidAnswers: see desktop.deals.compiler.encode.
        CheatingDetected: somebody sealed other files than in the run that is repeated.
    """
    compiled, kept, repeated = plan.compiled, plan.known.kept, plan.known.repeated
    counts, back = what_counts(plan, seat, answers)
    if repeated is not None:
        plan.known.require_same_files(compiled)
        return Entered(Own(seat, counts, in_order_of_inputs(_bits_of(repeated), compiled.n_file_bits(seat))), back)
    if kept is None or plan.sticky is None or plan.sticky.earlier is None:
        bits = encode(compiled, seat, counts, random)
    else:
        bits = encode_further(compiled, seat, counts, _bits_of(kept), random)
    bits = np.concatenate((bits, encode_files(compiled, seat, own_files)))
    return Entered(Own(seat, counts, bits), back)


def _bits_of(kept: Kept) -> Bits:
    """What was entered, the same in every slot."""
    return next(iter(kept.owned.values())).bits.copy()
