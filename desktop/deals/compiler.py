"""A sheet as a circuit: what every seat enters, what is opened, and what opened bits mean.

    compiled = compile_sheet(sheet, seats)            # public, the same bytes on every machine
    bits = encode(compiled, seat, answers)            # private: this seat's inputs, in circuit order
    outcome = decode(compiled, opened)                # opened: output name -> bits

Inputs of a seat, in this order: the items it answers, in sheet order; one mark for every item it may mark; its part of
the joint random bits; where the circuit is only_add, once more its items and marks, as they were in the earlier run;
last, where files were sealed, the keys of its own (encode_files). How many there are depends only on the sheet, the
seats and the public headers of sealed files.

Outputs: one per item, named by its id: the agreed bit, then the value, all zeros unless it is shown. BLOCKED only on
sheets with dealbreakers. On an all_or_nothing sheet everything is the one output ALL, so that it opens at once. An
only_add circuit has TAKEN_BACK besides: 1 when somebody takes an earlier answer back. It is no result: the engine opens
it before the others and ends the run unless it is 0 (docs/decisions/0006-only-add.md).

Sets of more than 256 entries take no inputs and have no output here; decode says that they are not agreed.

Leaves to others: comparing such sets (desktop.run.large_sets), sealing and opening files (desktop.attachments).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from crypto.builder import Builder, CircuitTooLarge, Wires
from crypto.circuit import Circuit
from crypto.claims import Claims
from crypto.errors import MisuseError
from crypto.gadgets import or_tree, xor_tree
from crypto.rounds import Random
from desktop.deals.answers import Answers
from desktop.deals.claims import claims_of
from desktop.deals.errors import InvalidSheet, Problem
from desktop.deals.gates import gates, valid_marks
from desktop.deals.items import AnyItem
from desktop.deals.kinds import rule_of
from desktop.deals.kinds.base import Bits, ItemRule, ItemWires, Mine, flags, lacking
from desktop.deals.kinds.contents import OpenFile, OwnFile, SealedFile
from desktop.deals.kinds.disclose import DiscloseRule
from desktop.deals.outcome import NOT_AGREED, ItemOutcome, Outcome
from desktop.deals.rule import check_seats
from desktop.deals.sheet import Sheet, answers_item, is_large_set, item_named, markable

BLOCKED = "#blocked"
ALL = "#all"
TAKEN_BACK = "#taken_back"
"""Names of outputs that are no items: ids never begin with #."""

MAX_AND_GATES = 2_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A sheet with its seats, ready to run.

    Attributes:
        sheet: the sheet.
        seats: the role of every seat.
        circuit: public; its digest is bound into the run.
        rules: the rule object of every item, in sheet order.
        marks: per seat the ids of the items it may mark.
        n_random: joint random bits, entered by every seat.
        only_add: the circuit compares with the inputs of an earlier run.
        files: the sealed files of the run, in an order that all know.
        claims: what every seat proves about its inputs, if any seat does.
    """

    sheet: Sheet
    seats: tuple[str, ...]
    circuit: Circuit
    rules: tuple[ItemRule, ...]
    marks: tuple[tuple[str, ...], ...]
    n_random: int
    only_add: bool = False
    files: tuple[SealedFile, ...] = ()
    claims: Claims | None = None

    def n_inputs(self, seat: int) -> int:
        """Inputs of a seat, without those of an earlier run and of sealed files."""
        return sum(_input_bits(rule, seat) for rule in self.rules) + len(self.marks[seat]) + self.n_random

    def n_file_bits(self, seat: int) -> int:
        """What a seat enters about its sealed files, after everything else."""
        rules = [rule for rule in self.rules if isinstance(rule, DiscloseRule) and seat in rule.seats]
        return sum(rule.file_bits(rule.seats.index(seat)) for rule in rules)

    @property
    def has_blocked(self) -> bool:
        """The outcome says whether a dealbreaker stands in the way."""
        return self.sheet.dealbreakers is not None


@dataclass(frozen=True, slots=True, repr=False)
class Own:
    """What a set needs to be shown in one's own spelling. Private.

    Attributes:
        seat: one's own, from 0.
        answers: one's own.
        bits: what encode gave for them.
    """

    seat: int
    answers: Answers
    bits: Bits


# --- compiling --------------------------------------------------------------------------------------------------------


def compile_sheet(
    sheet: Sheet, seats: Sequence[str], *, only_add: bool = False, files: Sequence[SealedFile] = ()
) -> Compiled:
    """The circuit of a sheet.

    Args:
        seats: the role of every seat, in seat order; "" on sheets without roles.
        only_add: compare with the inputs of an earlier run (see TAKEN_BACK).
        files: what was sealed for this run, in an order that all know; each of a seat that answers its disclose item.

    Raises:
        RolesClash, InvalidSheet: see rule.check_seats; or the circuit has more than MAX_AND_GATES AND gates.
    """
    check_seats(sheet, seats)
    rules = tuple(_with_files(rule_of(item, seats), files) for item in sheet.items)
    may_mark = [item_named(sheet, item_id) for item_id in markable(sheet)]
    marks = tuple(tuple(item.id for item in may_mark if answers_item(item, role)) for role in seats)
    n_random = sum(rule.random_bits for rule in rules)
    builder = Builder(len(seats))
    try:
        _write(builder, sheet, rules, marks, n_random, only_add)
    except CircuitTooLarge:
        raise _too_large("far more than the limit") from None
    circuit = builder.build()
    if circuit.n_ands > MAX_AND_GATES:
        raise _too_large(f"{circuit.n_ands}")
    claims = claims_of(rules, len(seats))
    return Compiled(sheet, tuple(seats), circuit, rules, marks, n_random, only_add, tuple(files), claims)


def _with_files(rule: ItemRule, files: Sequence[SealedFile]) -> ItemRule:
    if not isinstance(rule, DiscloseRule):
        return rule
    return replace(rule, files=tuple(file for file in files if file.item_id == rule.item.id))


def _too_large(how_large: str) -> InvalidSheet:
    sentence = f"too much to compute together: {how_large} AND gates; at most {MAX_AND_GATES} are allowed"
    return InvalidSheet([Problem("items", sentence)])


def _write(
    builder: Builder,
    sheet: Sheet,
    rules: Sequence[ItemRule],
    marks: Sequence[Sequence[str]],
    n_random: int,
    only_add: bool,
) -> None:
    """Inputs, items, gates, outputs."""
    entered: list[list[Wires]] = [[] for _ in rules]
    marked: dict[str, list[Wires]] = {}
    random_parts = []
    taken_back: list[Wires] = []
    for seat in range(builder.n_parties):
        answers, wires = _answers(builder, sheet, rules, seat, len(marks[seat]))
        for inputs, own, rule in zip(entered, answers, rules, strict=True):
            if seat in rule.seats:
                inputs.append(own)
        for item_id, wire in zip(marks[seat], wires, strict=True):
            marked.setdefault(item_id, []).append(wire)
        random_parts.append(builder.input(seat, n_random))
        if only_add:
            earlier, earlier_marks = _answers(builder, sheet, rules, seat, len(marks[seat]))
            taken_back.append(lacking(builder, wires, earlier_marks))
            for before, now, rule in zip(earlier, answers, rules, strict=True):
                if seat in rule.seats:
                    taken_back.append(rule.taken_back(builder, rule.seats.index(seat), before, now))
        for inputs, rule in zip(entered, rules, strict=True):
            if isinstance(rule, DiscloseRule) and seat in rule.seats:
                keys = builder.input(seat, rule.file_bits(rule.seats.index(seat)))
                inputs[-1] = np.concatenate((inputs[-1], keys))
    joint_random = xor_tree(builder, np.stack(random_parts, axis=-1))
    items: list[ItemWires] = []
    used = 0
    for inputs, rule in zip(entered, rules, strict=True):
        items.append(rule.circuit(builder, inputs, joint_random[used : used + rule.random_bits]))
        used += rule.random_bits
    opened = gates(builder, sheet, [item.agreed for item in items], marked)
    bits = [
        np.concatenate((shown.reshape(1), item.value(gate, shown)))
        for item, gate, shown in zip(items, opened.gate, opened.shown, strict=True)
    ]
    pairs = zip(sheet.items, bits, strict=True)
    outputs = {item.id: wires for item, wires in pairs if not is_large_set(item)}
    if sheet.dealbreakers is not None:
        outputs = {BLOCKED: opened.blocked.reshape(1), **outputs}
    if sheet.all_or_nothing:
        outputs = {ALL: np.concatenate(list(outputs.values()))}
    if only_add:
        outputs[TAKEN_BACK] = or_tree(builder, np.stack(taken_back)).reshape(1)
    for name, wires in outputs.items():
        builder.output(name, wires)


def _answers(
    builder: Builder, sheet: Sheet, rules: Sequence[ItemRule], seat: int, n_marks: int
) -> tuple[list[Wires], Wires]:
    """A seat's inputs per item, and its marks: none where it enters more than it may."""
    answers = [builder.input(seat, _input_bits(rule, seat)) for rule in rules]
    wires = builder.input(seat, n_marks)
    if sheet.dealbreakers is not None:
        wires = valid_marks(builder, wires, sheet.dealbreakers.max_each)
    return answers, wires


# --- inputs -----------------------------------------------------------------------------------------------------------


def encode(compiled: Compiled, seat: int, answers: Answers, random: Random = secrets.token_bytes) -> Bits:
    """The input bits of one seat.

    Args:
        compiled: by compile_sheet.
        seat: from 0.
        answers: they fit the sheet (parse_answers) and have the seat's role.
        random: gives this seat's part of the joint random bits in its first call, of (n_random + 7) // 8 bytes. The
            same bytes again for a further run of a lineage repeat its draws.

    Returns:
        uint8, shape (inputs of this seat,), in circuit order. Private.

    Raises:
        InvalidAnswers: an offered content is in a file, or too long.
        MisuseError: the answers are of another role.
    """
    if answers.role != compiled.seats[seat]:
        raise MisuseError("answers of another role than the seat's")
    joint = np.frombuffer(random((compiled.n_random + 7) // 8), np.uint8)
    parts = [
        rule.encode(rule.seats.index(seat), answers.by_item.get(item.id), random)
        for item, rule in zip(compiled.sheet.items, compiled.rules, strict=True)
        if seat in rule.seats
    ]
    marks = compiled.marks[seat]
    parts.append(flags([i for i, item_id in enumerate(marks) if item_id in answers.must], len(marks)))
    parts.append(np.unpackbits(joint, count=compiled.n_random, bitorder="little"))
    return np.concatenate(parts)


def encode_files(compiled: Compiled, seat: int, own_files: Mapping[str, Sequence[OwnFile]]) -> Bits:
    """What a seat enters after everything else: the keys of its sealed files.

    Args:
        seat: from 0.
        own_files: item id -> its files there, in the order that all know.

    Returns:
        uint8; nothing where no files were sealed. Private.
    """
    parts = [np.zeros(0, np.uint8)]
    for item, rule in zip(compiled.sheet.items, compiled.rules, strict=True):
        if isinstance(rule, DiscloseRule) and seat in rule.seats:
            parts.append(rule.encode_files(rule.seats.index(seat), own_files.get(item.id, ())))
    return np.concatenate(parts)


def join_inputs(compiled: Compiled, bits_of_seats: Sequence[Bits]) -> Bits:
    """Everybody's bits as inputs of the whole circuit, for crypto.circuit.evaluate_clear.

    Args:
        bits_of_seats: per seat what encode gave; shape (k,), or (k, batch) for all.

    Returns:
        uint8, shape (n_inputs,) or (n_inputs, batch).
    """
    circuit = compiled.circuit
    joined = np.zeros((circuit.n_inputs, *bits_of_seats[0].shape[1:]), np.uint8)
    for seat, bits in enumerate(bits_of_seats):
        joined[circuit.owner == seat] = bits
    return joined


# --- results ----------------------------------------------------------------------------------------------------------


def decode(compiled: Compiled, opened: Mapping[str, Bits], own: Own | None = None) -> Outcome:
    """The outcome that opened bits stand for.

    Args:
        compiled: by compile_sheet.
        opened: every output of the circuit, by name; uint8, values 0 and 1.
        own: needed to read a set that shows its entries.
    """
    items: dict[str, ItemOutcome] = {}
    for name, bits in opened.items():
        items |= decode_item(compiled, name, bits, own)
    blocked = bool(compiled.has_blocked and opened[ALL if compiled.sheet.all_or_nothing else BLOCKED][0])
    return Outcome(blocked, {item.id: items.get(item.id, NOT_AGREED) for item in compiled.sheet.items})


def decode_files(compiled: Compiled, name: str, bits: Bits) -> list[OpenFile]:
    """The sealed files that one output opens.

    Args:
        name, bits: as for decode_item.
    """
    return [
        file
        for _, rule, part in _parts(compiled, name, bits)
        if isinstance(rule, DiscloseRule) and part[0]
        for file in rule.opened_files(part[1:])
    ]


def decode_item(compiled: Compiled, name: str, bits: Bits, own: Own | None = None) -> dict[str, ItemOutcome]:
    """What one output says: item id -> outcome; nothing for BLOCKED and TAKEN_BACK, every item for ALL.

    Args:
        name: the output's name.
        bits: uint8, its bits.
        own: see decode.
    """
    return {
        item.id: ItemOutcome(True, rule.decode(part[1:], _mine(compiled, item, own))) if part[0] else NOT_AGREED
        for item, rule, part in _parts(compiled, name, bits)
    }


def _parts(compiled: Compiled, name: str, bits: Bits) -> Iterator[tuple[AnyItem, ItemRule, Bits]]:
    """The items that one output holds, each with its rule and its bits, the agreed bit first."""
    if name in (BLOCKED, TAKEN_BACK):
        return
    start = int(name == ALL and compiled.has_blocked)
    for item, rule in zip(compiled.sheet.items, compiled.rules, strict=True):
        if name in (item.id, ALL):
            end = start + 1 + rule.value_bits
            yield item, rule, bits[start:end]
            start = end


def _mine(compiled: Compiled, item: AnyItem, own: Own | None) -> Mine | None:
    """What one's own seat entered for an item."""
    number = compiled.sheet.items.index(item)
    if own is None or own.seat not in compiled.rules[number].seats:
        return None
    sizes = [_input_bits(rule, own.seat) for rule in compiled.rules[: number + 1]]
    rule = compiled.rules[number]
    bits = own.bits[sum(sizes[:-1]) : sum(sizes)]
    return Mine(rule.seats.index(own.seat), own.answers.by_item.get(item.id), bits)


def _input_bits(rule: ItemRule, seat: int) -> int:
    return rule.input_bits(rule.seats.index(seat)) if seat in rule.seats else 0
