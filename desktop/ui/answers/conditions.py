"""What a statement can wait for: statements of others, in words, and references as answers write them.

Leaves to others: which references are valid (desktop.deals.references), rows to tick (desktop.ui.answers.statement).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.deals.items import DiscloseItem, Statement, text_for
from desktop.deals.references import split_reference
from desktop.deals.role_names import role_name
from desktop.ui.plain import plain
from desktop.ui.words import tr


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to wait for.

    Attributes:
        reference: as written in answers.
        words: who opens what, on a row.
        inline: the same inside a sentence.
    """

    reference: str
    words: str
    inline: str


def choices_for(item: DiscloseItem, role: str, seats: Sequence[str], written: Sequence[str] = ()) -> list[Choice]:
    """Everything a person of a role can wait for, in sheet order; each meaning once.

    Args:
        seats: roles of everyone, "" without roles; () when nobody is known yet.
        written: references in answers so far, which are kept as they are.
    """
    left = list(dict.fromkeys(written))
    choices: list[Choice] = []
    for owner, statements in item.statements:
        n_others = _n_others(item, owner, role, seats)
        if n_others == 0:
            continue
        for statement in statements:
            for choice in _meanings(item, owner, statement, role, n_others):
                # A reference written in another way, such as "e1" for "employer.e1", stands for the same row.
                short = _short(item, choice.reference)
                kept = choice.reference if choice.reference in left or short not in left else short
                if kept in left:
                    left.remove(kept)
                choices.append(Choice(kept, choice.words, choice.inline))
    return choices + [_spelled_out(item, one, role) for one in left]


def _meanings(item: DiscloseItem, owner: str, statement: Statement, role: str, n_others: int) -> list[Choice]:
    label = plain(text_for(statement.label, role) or statement.id)
    owners = [one for one, theirs in item.statements if statement.id in [own.id for own in theirs]]
    everyone = f"{owner}.{statement.id}" if owner else statement.id
    if n_others == 1:
        return [_of_role(everyone, owner, label) if owner else _of_the_other(everyone, label)]
    whole = _of_every(everyone, owner, label) if owner else _of_everyone(everyone, label)
    return [_of_any(f"any.{statement.id}", label), whole] if len(owners) == 1 else [whole]


def _of_the_other(reference: str, label: str) -> Choice:
    inline = tr("“{label}” of the other person", label=label)
    return Choice(reference, tr("The other person: {label}", label=label), inline)


def _of_role(reference: str, who: str, label: str) -> Choice:
    inline = tr("“{label}” of {who}", label=label, who=plain(role_name(who)))
    return Choice(reference, tr("{who}: {label}", who=plain(role_name(who)), label=label), inline)


def _of_every(reference: str, who: str, label: str) -> Choice:
    inline = tr("“{label}” of every {who}", label=label, who=plain(role_name(who)))
    return Choice(reference, tr("Every {who}: {label}", who=plain(role_name(who)), label=label), inline)


def _of_everyone(reference: str, label: str) -> Choice:
    inline = tr("“{label}” of everyone else", label=label)
    return Choice(reference, tr("Everyone else: {label}", label=label), inline)


def _of_any(reference: str, label: str) -> Choice:
    inline = tr("“{label}” of at least one other", label=label)
    return Choice(reference, tr("At least one other: {label}", label=label), inline)


def _of_seat(reference: str, seat: str, label: str) -> Choice:
    inline = tr("“{label}” of person {n}", label=label, n=seat)
    return Choice(reference, tr("Person {n}: {label}", n=seat, label=label), inline)


def _n_others(item: DiscloseItem, owner: str, role: str, seats: Sequence[str]) -> int:
    """How many others have a list of statements."""
    if not seats:
        return 0 if owner and owner == role else 1
    lists = {name for name, _ in item.statements if name}
    holders = [
        seat
        for seat in seats
        if (seat == owner if owner else seat not in lists) and (not item.answered_by or seat in item.answered_by)
    ]
    mine = owner == role if owner else role not in lists
    return len(holders) - (1 if mine and role in holders else 0)


def _short(item: DiscloseItem, reference: str) -> str:
    """ "e1" for "employer.e1" where only employers have an e1; else the reference."""
    selector, statement = split_reference(reference)
    owners = [owner for owner, theirs in item.statements if statement in [own.id for own in theirs]]
    return statement if owners == [selector] else reference


def _spelled_out(item: DiscloseItem, reference: str, role: str) -> Choice:
    """A reference that is not among the usual ones: of one seat, or of a role that nobody else holds."""
    selector, statement_id = split_reference(reference)
    labels = [
        text_for(statement.label, role)
        for _, statements in item.statements
        for statement in statements
        if statement.id == statement_id
    ]
    label = plain((labels[0] if labels else "") or statement_id)
    if selector == "any":
        return _of_any(reference, label)
    if selector.isdigit():
        return _of_seat(reference, selector, label)
    return _of_every(reference, selector, label) if selector else _of_everyone(reference, label)
