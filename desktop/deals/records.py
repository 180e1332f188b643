"""The records a sheet consists of, and what can be asked of them without knowing who sits where.

sheet.py makes, encodes and decodes them, and is where others import them from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.deals.build_common import Seating
from desktop.deals.items import AnyItem, BundleItem, SetItem
from desktop.deals.open_terms import OpenTerm

LARGE_SET = 256
"""Sets of more entries than this are compared outside the circuit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """How many people take part and which roles there are.

    Attributes:
        min, max: people in a run; with mode "pairs", people in the room.
        roles: () for a symmetric sheet. If min = max = number of roles, each role is taken exactly once.
    """

    min: int
    max: int
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealbreakers:
    """Marks a person may set: at most max_each, only on `items`; () = on every item that can be marked."""

    max_each: int
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLimits:
    """How often the same people may run sheets of this id.

    Attributes:
        rerun: "only_add", "free" or "never".
        per_days: max_runs counts within this many days; 0 = for ever.
    """

    max_runs: int = 1
    rerun: str = "only_add"
    cool_off_hours: int = 0
    per_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """Closing texts: every, some, or no reached non-cover item agreed. Placeholders: {list} and {ITEM}."""

    overlap: str = ""
    partial: str = ""
    none: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedTerm:
    """An open term as agreed. Optional terms that were left out are not listed.

    value by type: text, choice, date: str; int: int; decimal: its digits as str; multi, list: tuple of str;
    range, date_range: the two ends as a tuple of str.
    """

    id: str
    type: str
    label: str = ""
    help: str = ""
    value: str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Improve:
    """Which agreement a run is to improve. Public; everybody accepts and signs it with the sheet.

    Attributes:
        sheet_id: of the sheet that its file describes, as it was before it was improved.
        sheet: 32 bytes, digest of that sheet.
        made_with: 32 bytes, digest of the sheet that the agreement is of: the same, or one of a run to improve.
        run: 32 bytes that name the run in which it was made.
        record: 32 bytes, digest of what everybody signed in it.
        roles: everybody's, in the order of its seats.
        left_out: items of the sheet that are not compared again; answers to them do not count.
    """

    sheet_id: str
    sheet: bytes
    made_with: bytes
    run: bytes
    record: bytes
    roles: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One deal sheet, resolved and valid.

    Attributes:
        mode: "joint", one run of everyone; "pairs", every pair of a room runs it as a run of two.
        dealbreakers: None when nothing can be marked.
        keep_days: None = kept until deleted; 0 = outcomes are not stored.
        minutes: 0 = not said.
        terms: what was agreed in the open, in sheet order.
        prepare: (role, questions) sorted by role; the role "" is everyone (`all` in the file).
        improve: None but in a run to improve an agreement (deals/improve.py).
    """

    id: str
    title: str
    parties: Parties
    items: tuple[AnyItem, ...]
    summary: str = ""
    language: str = "en"
    mode: str = "joint"
    all_or_nothing: bool = False
    dealbreakers: Dealbreakers | None = None
    run: RunLimits = RunLimits()
    minutes: int = 0
    adults_only: bool = False
    never_ask: tuple[str, ...] = ()
    keep_days: int | None = None
    terms: tuple[AgreedTerm, ...] = ()
    prepare: tuple[tuple[str, tuple[str, ...]], ...] = ()
    after: After = After()
    notice: str = ""
    improve: Improve | None = None

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of parties."""
        return self.parties.roles

    @property
    def roles_are_unique(self) -> bool:
        """Each role is taken exactly once."""
        return self.seating.unique

    @property
    def max_seats(self) -> int:
        """Most people in one run: 2 when every pair runs by itself."""
        return self.seating.most

    @property
    def seating(self) -> Seating:
        """Who can take part in one run."""
        return seating_of(self.parties, self.mode)


@dataclass(frozen=True, slots=True)
class Draft:
    """A sheet whose terms are still open: checked as far as it can be, but not yet a Sheet and without a digest.

    Attributes:
        document: the file's content, not to be changed.
        terms: what is to be agreed, in sheet order.
    """

    document: Mapping[str, object]
    id: str
    title: str
    summary: str
    parties: Parties
    terms: tuple[OpenTerm, ...]


def seating_of(parties: Parties, mode: str) -> Seating:
    """Who can take part in one run."""
    if mode == "pairs":
        return Seating(2, 2, parties.roles, unique=False)
    unique = parties.min == parties.max == len(parties.roles)
    return Seating(parties.min, parties.max, parties.roles, unique=unique)


def item_named(sheet: Sheet, item_id: str) -> AnyItem:
    """The item of that id; KeyError when there is none."""
    return {item.id: item for item in sheet.items}[item_id]


def is_large_set(item: AnyItem) -> bool:
    """Whether the item is a set compared by its own protocol instead of in the circuit."""
    return isinstance(item, SetItem) and item.max_entries > LARGE_SET


def markable(sheet: Sheet) -> tuple[str, ...]:
    """Ids of the items that may be marked as dealbreakers, in sheet order; () without dealbreakers.

    Items named by an only_if and large sets are never markable.
    """
    if sheet.dealbreakers is None:
        return ()
    conditions = {item.only_if for item in sheet.items}
    chosen = sheet.dealbreakers.items
    return tuple(
        item.id
        for item in sheet.items
        if item.id not in conditions and not is_large_set(item) and (not chosen or item.id in chosen)
    )


def answers_item(item: AnyItem, role: str) -> bool:
    """Whether a seat of that role answers the item and counts."""
    return not item.answered_by or role in item.answered_by


def n_packages(item: BundleItem) -> int:
    """How many packages the bundle has."""
    count = 1
    for issue in item.issues:
        count *= len(issue.options)
    return count


def direction_of(direction: tuple[tuple[str, str], ...], role: str) -> str:
    """ "higher" or "lower" for a role of a ladder."""
    by_role: Mapping[str, str] = dict(direction)
    return by_role.get(role, by_role.get("", ""))
