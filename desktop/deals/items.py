"""What a sheet is made of: one frozen record per item kind, already checked and resolved.

These are the public part of a deal. sheet.py makes them from a .deal file, compiler.py and rule.py read them.
A value of these types always satisfies product rules that need no seats (ids, bounds, distinct names); what depends on
the seats (k <= n, roles) is checked by rule.check_seats.

k of match, pick and dates is a number, or stays symbolic until the seats are known: "2/3" (any a/b with 1 <= a <= b),
"n-1" or "n". k_for turns it into the number for the seats that answer the item. k of set is a number of entries.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

RoleText = tuple[tuple[str, str], ...]
"""Text per role, sorted by role; the role "" is the text for everyone (and for roles not named)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What all kinds have in common.

    Attributes:
        kind: set by each subclass, never by a caller.
        rule: one of the rules of the kind.
        label: () = the id is the label; read it with label_for.
        only_if: id of an earlier item, or "" for none.
        cover: does not count for all_or_nothing and the texts after.
        answered_by: roles whose seats answer and count (`for` in the file); empty = every seat.
    """

    id: str
    rule: str
    kind: str = field(init=False, default="")
    label: RoleText = ()
    ask: RoleText = ()
    help: RoleText = ()
    note: str = ""
    result_yes: str = ""
    result_no: str = ""
    only_if: str = ""
    cover: bool = False
    answered_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchItem(Item):
    """Rules: mutual_yes, at_least (k). talk_first_256: the chance of "talk first" in 256ths, 0 = never."""

    kind: str = field(init=False, default="match")
    k: int | str = 0
    talk_first_256: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelItem(Item):
    """Rules: lower_level, total.

    threshold: index into levels of show_only_at_or_above. level_labels: (role, one label per level) sorted by role, how
    the levels read for that role; the role "" is everyone; answers and results always name `levels`.
    """

    kind: str = field(init=False, default="level")
    levels: tuple[str, ...]
    level_labels: tuple[tuple[str, tuple[str, ...]], ...] = ()
    threshold: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PickItem(Item):
    """Rules: one_random_common, all_common, at_least (k, cap, veto_threshold, always).

    cap, veto_threshold, max_ticks: 0 = none. always: indices of options that pass whatever is ticked.
    """

    kind: str = field(init=False, default="pick")
    options: tuple[str, ...]
    k: int | str = 0
    cap: int = 0
    veto_threshold: int = 0
    max_ticks: int = 0
    always: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RankItem(Item):
    """Rules: meet_in_ranking, best_sum, overlap_only."""

    kind: str = field(init=False, default="rank")
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderItem(Item):
    """Rules: ladder_draw, fair_price (reference), overlap_only, midpoint.

    Attributes:
        amounts: ascending; as the sheet writes them, trailing zeros included.
        direction: (role, "higher" | "lower") sorted by role; the role "" is everyone. "higher": a person's ticks run up
            to the last amount; "lower": from the first.
        reference: index into amounts, or -1.
    """

    kind: str = field(init=False, default="ladder")
    unit: str = ""
    amounts: tuple[Decimal, ...]
    direction: tuple[tuple[str, str], ...]
    reference: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesItem(Item):
    """Rules: earliest_common, one_random_common, all_common, at_least (k). Windows in sheet order, earliest first."""

    kind: str = field(init=False, default="dates")
    windows: tuple[str, ...]
    k: int | str = 0


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue inside a bundle."""

    id: str
    options: tuple[str, ...]
    label: RoleText = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleItem(Item):
    """Rules: meet_in_ranking, best_sum, best_product, overlap_only.

    Packages are numbered with the last issue varying fastest: itertools.product over the issues' options.

    Attributes:
        agreed: only in a run to improve an agreement (deals/improve.py): per issue the option agreed there.
    """

    kind: str = field(init=False, default="bundle")
    issues: tuple[Issue, ...]
    large: bool = False
    agreed: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement that its owner may offer to open."""

    id: str
    label: RoleText = ()


@dataclass(frozen=True, slots=True)
class Preset:
    """Ready-made conditions that the app offers; data only.

    offers: (role, ((statement, references it requires), ...)) sorted by role and statement; the role "" is everyone.
    """

    name: str
    offers: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscloseItem(Item):
    """Rule: open_together.

    Attributes:
        statements: (role, that role's statements) sorted by role; the role "" (`all` in the file) is a list that every
            seat has for itself.
        presets: ready-made conditions, in sheet order.
    """

    kind: str = field(init=False, default="disclose")
    statements: tuple[tuple[str, tuple[Statement, ...]], ...]
    presets: tuple[Preset, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetItem(Item):
    """Rules: all_common, count, at_least (k common entries). Two parties."""

    kind: str = field(init=False, default="set")
    max_entries: int
    k: int = 0


AnyItem = MatchItem | LevelItem | PickItem | RankItem | LadderItem | DatesItem | BundleItem | DiscloseItem | SetItem


def text_for(text: RoleText, role: str) -> str:
    """The text a role reads; the text for everyone when the role has none of its own; "" when there is none."""
    by_role = dict(text)
    return by_role.get(role, by_role.get("", ""))


def label_for(item: Item, role: str) -> str:
    """What the item is called for a role; its id when the sheet gives no label."""
    return text_for(item.label, role) or item.id


def k_for(k: int | str, n: int) -> int:
    """How many seats k means.

    Args:
        k: a number, "a/b" (that part of the seats, rounded up), "n-1" or "n".
        n: seats that answer the item.

    Returns:
        The number; it can be 0 or above n, which rule.check_seats refuses.
    """
    if isinstance(k, int):
        return k
    if k == "n":
        return n
    if k == "n-1":
        return n - 1
    part, whole = k.split("/")
    return -(-n * int(part) // int(whole))
