"""Where in the window somebody was: one encrypted record, so that the next start comes back to the same page.

It holds what that page needs and cannot find elsewhere: a sheet with its role and number of people, the id of an own
sheet or of an agreement, terms that were typed. Never answers: these are in drafts. Never invites or words.

Leaves to others: when it is kept and what it leads to (desktop.ui.flow.returning).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

import msgspec
import tomli_w

from desktop.store import Kind, Store, StoreError

_RECORD = "window"


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A page, and what it needs.

    Attributes:
        page: a word of desktop.ui.flow.returning.
        sheet: settled, in its canonical form. role, people: with which it is answered. group: more than two.
        template, own, source: where a sheet that is not settled comes from; the last is a .deal file.
        terms: what was typed for it, as a TOML file.
        agreement: its id.
    """

    page: str = "home"
    sheet: bytes = b""
    role: str = ""
    people: int = 2
    group: bool = False
    template: str = ""
    own: str = ""
    source: bytes = b""
    terms: str = ""
    agreement: str = ""

    def values(self) -> dict[str, object]:
        """The terms that were typed."""
        try:
            return tomllib.loads(self.terms)
        except tomllib.TOMLDecodeError:
            return {}


def as_terms(values: Mapping[str, object]) -> str:
    """Terms that were typed, as a TOML file; what has no form there is left out."""
    kept = {name: value for name, value in values.items() if value is not None}
    try:
        return tomli_w.dumps(kept)
    except TypeError:
        return ""


class Places:
    """The one record."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known = Place()

    def keep(self, place: Place) -> bool:
        """This is the place now; False when it could not be kept."""
        if place == self._known:
            return True
        try:
            self._store.put(Kind.PLACE, _RECORD, msgspec.msgpack.encode(place))
        except StoreError:
            return False
        self._known = place
        return True

    def find(self) -> Place:
        """The place of the last run; the home page when there is none."""
        try:
            record = self._store.get(Kind.PLACE, _RECORD)
            found = Place() if record is None else msgspec.msgpack.decode(record.content, type=Place)
        except (StoreError, msgspec.MsgspecError):
            return Place()
        self._known = found
        return found
