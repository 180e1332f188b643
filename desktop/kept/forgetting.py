"""The people this computer remembers, and forgetting them: keys, counts, and everything kept of comparisons with them.

What others keep is theirs: their counts, results and agreements stay with them, and to them whoever forgot is somebody
new. Agreements kept here are no part of this, but for what says that they were made with these people; they are
deleted one by one.

Leaves to others: the records themselves (desktop.kept.relations, desktop.ledger, desktop.kept.inputs), words for all
this.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.kept import way_back
from desktop.kept.company import Companies
from desktop.kept.inputs import KeptInputs, kept_sheets
from desktop.kept.relations import Relation, Relations
from desktop.ledger import LedgerBook, lineage_of
from desktop.ledger.book import counted_sheets
from desktop.ledger.rules import uses
from desktop.store import Store


@dataclass(frozen=True, slots=True)
class Compared:
    """One sheet and these people: how often it was compared, and whether answers or slots are kept for it."""

    sheet_id: str
    runs: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Remembered:
    """The people of one relationship, as this computer remembers them.

    Attributes:
        id: what it is called on this computer.
        called: what the other one of two people called himself; "" for nothing.
        n_people: how many they are, this person included.
        met: when they last met, seconds since 1970.
        sheets: what they compared, by the ids of the sheets.
        renamed: what this person calls the other one of two; "" for nothing.
        checked: words were compared with them, or led to them.
    """

    id: str
    called: str
    n_people: int
    met: int
    sheets: tuple[Compared, ...]
    renamed: str = ""
    checked: bool = False


def remembered(store: Store) -> list[Remembered]:
    """Everybody this computer remembers, the latest first. Raises what desktop.store.Store raises."""
    with store.transaction():
        return [
            Remembered(one.id, one.called, len(one.keys), one.met, tuple(_sheets(store, one)), one.renamed, one.checked)
            for one in Relations(store, secrets.token_bytes).everybody()
        ]


def find(store: Store, name_or_id: str) -> list[Relation]:
    """Those who are meant, the latest first: by a name of the other one of two, here or by himself, or by the id."""
    return [one for one in Relations(store, secrets.token_bytes).everybody() if one.answers_to(name_or_id)]


def forget(store: Store, relation: Relation) -> None:
    """Forget these people. Their keys go last: after a crash in between they can be forgotten once more."""
    with store.transaction():
        way_back.forget(store)  # a meeting that was left by a crash may have been theirs
        Companies(store).forget(relation.id)
        own = relation.identity()
        book = LedgerBook(store, own)
        for sheet_id in _sheet_ids(store, relation):
            lineage = lineage_of(sheet_id, relation.keys)
            KeptInputs(store, lineage, own.key).forget()
            book.forget(lineage)
        Relations(store, secrets.token_bytes).forget(relation)


def _sheet_ids(store: Store, relation: Relation) -> list[str]:
    own = relation.identity().key
    return sorted({*counted_sheets(store, relation.keys, own), *kept_sheets(store, relation.keys, own)})


def _sheets(store: Store, relation: Relation) -> Iterator[Compared]:
    own = relation.identity()
    kept = kept_sheets(store, relation.keys, own.key)
    for sheet_id in _sheet_ids(store, relation):
        ledger = LedgerBook(store, own).load(lineage_of(sheet_id, relation.keys))
        used = uses(ledger)
        yield Compared(sheet_id, used[-1].run if used else 0, sheet_id in kept)
