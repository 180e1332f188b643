"""What this person calls people that were met: only on this computer, in encrypted records, one per relationship.

Leaves to others: who was met (desktop.kept.relations, which also forgets these names with the people).
"""

from __future__ import annotations

from desktop.store import Kind, Store, StoreDamaged

MAX_CHARACTERS = 40


class Nicknames:
    """All of them in one store. Every call may raise what desktop.store.Store raises."""

    def __init__(self, store: Store) -> None:
        """Args: store: open."""
        self._store = store

    def of(self, relation_id: str) -> str:
        """The name that was given; "" for none, or where it cannot be read any more."""
        try:
            record = self._store.get(Kind.PERSON, relation_id)
        except StoreDamaged:
            return ""
        return "" if record is None else record.content.decode("utf-8", "replace")[:MAX_CHARACTERS]

    def give(self, relation_id: str, name: str) -> None:
        """Call them this from now on; "" is as they call themselves."""
        kept = " ".join(name.split())[:MAX_CHARACTERS]
        if kept:
            self._store.put(Kind.PERSON, relation_id, kept.encode("utf-8"))
        else:
            self.forget(relation_id)

    def forget(self, relation_id: str) -> None:
        """Forget the name."""
        self._store.forget(Kind.PERSON, relation_id)
