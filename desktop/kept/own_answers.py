"""Own answers that a person wants to keep after comparing: one encrypted record beside the agreement, nothing else.

They are there to look at and to start from the next time. What others answered is never here.

Leaves to others: the agreements (desktop.kept.agreements, which also forgets these), showing them.
"""

from __future__ import annotations

from desktop.deals.answers import Answers
from desktop.deals.errors import InvalidAgreement
from desktop.deals.plain_answers import decode_answers, encode_answers
from desktop.deals.sheet import Sheet, markable
from desktop.kept.agreements import Agreements, Kept
from desktop.store import Kind, Store, StoreDamaged


class OwnAnswers:
    """All of them in one store. Every call may raise what desktop.store.Store raises."""

    def __init__(self, store: Store) -> None:
        """Args: store: open."""
        self._store = store

    def keep(self, agreement_id: str, answers: Answers) -> None:
        """Keep the answers that led to an agreement that is kept."""
        self._store.put(Kind.ANSWERS, agreement_id, encode_answers(answers))

    def of(self, agreement_id: str) -> Answers | None:
        """Those that led to an agreement; None where they are not kept, or cannot be read any more."""
        try:
            record = self._store.get(Kind.ANSWERS, agreement_id)
            return None if record is None else decode_answers(record.content)
        except (StoreDamaged, ValueError):
            return None

    def forget(self, agreement_id: str) -> None:
        """Forget them; the agreement stays."""
        self._store.forget(Kind.ANSWERS, agreement_id)

    def latest(self, sheet: Sheet, role: str) -> Answers | None:
        """The last ones that a role gave to this sheet, as far as its items are the same now; None where there is
        nothing to start from."""
        for kept in self._agreements():
            before = kept.agreement.record.sheet
            answers = self.of(kept.id) if before.id == sheet.id else None
            if answers is None or answers.role != role:
                continue
            same = {item.id for item in sheet.items if item in before.items}
            by_item = {name: answer for name, answer in answers.by_item.items() if name in same}
            if by_item:
                must = answers.must & by_item.keys() & frozenset(markable(sheet))
                return Answers(role=role, must=must, by_item=by_item)
        return None

    def _agreements(self) -> list[Kept]:
        """Those with answers beside them, the newest first."""
        shelf, found = Agreements(self._store), []
        for record_id in self._store.ids(Kind.ANSWERS):
            try:
                kept = shelf.get(record_id)
            except (InvalidAgreement, StoreDamaged):
                continue
            if kept is not None:
                found.append(kept)
        return sorted(found, key=lambda one: -one.since)
