"""With whom an agreement was made: one encrypted record beside it, only on this computer; the agreement has no names.

The keys in an agreement are of one meeting, so that nobody who is shown two of them sees the same person twice. This
record says which relationship it was, and is gone with the agreement or when these people are forgotten.

Leaves to others: the agreements (desktop.kept.agreements, which forgets these too), relationships
(desktop.kept.relations), how people are called in words (desktop.ui.desk).
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from desktop.kept.nicknames import Nicknames
from desktop.store import Kind, Store, StoreDamaged

_MOST = 64
_Name = Annotated[str, msgspec.Meta(max_length=400)]


class Company(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Who was there.

    Attributes:
        me: the own seat.
        names: what everybody called himself, "" for nothing, by seat; nobody has checked them.
        relation: id of the relationship, see desktop.kept.relations.
    """

    me: int
    names: Annotated[tuple[_Name, ...], msgspec.Meta(max_length=_MOST)]
    relation: str


class Companies:
    """All of them in one store. Every call may raise what desktop.store.Store raises."""

    def __init__(self, store: Store) -> None:
        """Args: store: open."""
        self._store = store

    def keep(self, agreement_id: str, company: Company) -> None:
        """Keep with whom an agreement was made that is kept."""
        self._store.put(Kind.PERSON, agreement_id, msgspec.msgpack.encode(company))

    def of(self, agreement_id: str) -> Company | None:
        """With whom it was made, the other one of two as this person calls him; None where that is not known."""
        found = self._read(agreement_id)
        if found is None or len(found.names) != 2:
            return found
        renamed = Nicknames(self._store).of(found.relation)
        if not renamed:
            return found
        names = (found.names[0], renamed) if found.me == 0 else (renamed, found.names[1])
        return msgspec.structs.replace(found, names=names)

    def forget(self, relation: str) -> None:
        """These people are forgotten: no agreement knows any more that it was them."""
        for agreement_id in self._store.ids(Kind.AGREEMENT):
            found = self._read(agreement_id)
            if found is not None and found.relation == relation:
                self._store.forget(Kind.PERSON, agreement_id)

    def _read(self, agreement_id: str) -> Company | None:
        try:
            record = self._store.get(Kind.PERSON, agreement_id)
            found = None if record is None else msgspec.msgpack.decode(record.content, type=Company)
        except (StoreDamaged, msgspec.MsgspecError):
            return None
        return found if found is not None and 0 <= found.me < len(found.names) else None
