"""What a statement can wait for: statements of others, in words, and references as answers write them.

Leaves to others: which references are valid (desktop.deals.references), rows to tick (desktop.ui.answers.statement).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.deals.items import DiscloseItem, Statement, text_for
from desktop.deals.references import split_reference
from desktop.ui.plain import plain
from desktop.ui.words import tr


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to wait for.

    Attributes:
        reference: as written in answers.
        words: who opens what.
    """

    reference: str
    words: str


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
            for reference, words in _meanings(item, owner, statement, role, n_others):
                # A reference written in another way, such as "e1" for "employer.e1", stands for the same row.
                same = [one for one in left if _means(one) == _means(reference) or one == _short(item, reference)]
                kept = reference if reference in left else same[0] if same else reference
                if kept in left:
                    left.remove(kept)
                choices.append(Choice(kept, words))
    return choices + [Choice(one, _spelled_out(item, one, role)) for one in left]


def words_for(item: DiscloseItem, role: str, seats: Sequence[str], references: Sequence[str]) -> list[str]:
    """References in words."""
    known = {choice.reference: choice.words for choice in choices_for(item, role, seats, references)}
    return [known[reference] for reference in references]


def _meanings(item: DiscloseItem, owner: str, statement: Statement, role: str, n_others: int) -> list[tuple[str, str]]:
    label = plain(text_for(statement.label, role) or statement.id)
    owners = [one for one, theirs in item.statements if statement.id in [own.id for own in theirs]]
    everyone = f"{owner}.{statement.id}" if owner else statement.id
    who = plain(owner)
    if n_others == 1:
        return [(everyone, tr("{who}: {label}", who=who or tr("The other person"), label=label))]
    whole = tr("Every {who}: {label}", who=who, label=label) if owner else tr("Everyone else: {label}", label=label)
    if len(owners) > 1:
        return [(everyone, whole)]
    return [(f"any.{statement.id}", tr("At least one other: {label}", label=label)), (everyone, whole)]


def _n_others(item: DiscloseItem, owner: str, role: str, seats: Sequence[str]) -> int:
    """How many others have a list of statements."""
    if not seats:
        return 0 if owner and owner == role else 1
    lists = {name for name, _ in item.statements}
    holders = [
        seat
        for seat in seats
        if (seat == owner if owner else seat not in lists) and (not item.answered_by or seat in item.answered_by)
    ]
    mine = owner == role if owner else role not in lists
    return len(holders) - (1 if mine and role in holders else 0)


def _means(reference: str) -> tuple[str, str]:
    return split_reference(reference)


def _short(item: DiscloseItem, reference: str) -> str:
    """ "e1" for "employer.e1" where only employers have an e1; else the reference."""
    selector, statement = split_reference(reference)
    owners = [owner for owner, theirs in item.statements if statement in [own.id for own in theirs]]
    return statement if owners == [selector] else reference


def _spelled_out(item: DiscloseItem, reference: str, role: str) -> str:
    selector, statement_id = split_reference(reference)
    labels = [
        text_for(statement.label, role)
        for _, statements in item.statements
        for statement in statements
        if statement.id == statement_id
    ]
    label = plain((labels[0] if labels else "") or statement_id)
    if selector == "any":
        return tr("At least one other: {label}", label=label)
    if selector.isdigit():
        return tr("Person {n}: {label}", n=selector, label=label)
    if selector:
        return tr("Every {who}: {label}", who=plain(selector), label=label)
    return tr("Everyone else: {label}", label=label)
