"""One person's private answers, already checked against a sheet.

A blank is None for every kind, and means the quiet answer. Indices refer to the item's options in sheet order.
Private: never logged, never in an exception, repr hides the values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True, repr=False)
class Ticks:
    """pick and dates: ticked and vetoed indices."""

    ticked: frozenset[int]
    vetoed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, repr=False)
class Ranking:
    """rank: acceptable options, best tier first; options of one tier are tied."""

    tiers: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, repr=False)
class Run:
    """ladder: how many amounts are ticked, counted from the person's own end."""

    n_ticked: int


@dataclass(frozen=True, slots=True, repr=False)
class Preferences:
    """bundle: points[issue][option] 0..100, weights[issue] 0..10, weakest[issue] = option index, or None."""

    points: tuple[tuple[int, ...], ...]
    weights: tuple[int, ...]
    weakest: tuple[int, ...] | None


@dataclass(frozen=True, slots=True, repr=False)
class FileFacts:
    """What is known about a file that was looked at.

    Attributes:
        name: without folders.
        size: in bytes.
        blake2b: of the content, 32 bytes.
        number: among the person's sealed files of the item, once they are sealed.
        key: under which it is sealed, once it is; a repeat of the same run seals it under the same one.
    """

    name: str
    size: int
    blake2b: bytes
    number: int = 0
    key: bytes = b""


@dataclass(frozen=True, slots=True, repr=False)
class Offer:
    """disclose: one own statement that is offered.

    Attributes:
        requires: statement references that must all open ("e1", "employer.e1", "any.s1", "2.s1"), as written.
        any_k, any_of: at least any_k of any_of must open; any_k = 0 for no such condition.
        text: the content; or None when it is in a file.
        file: path of the content; or "".
        facts: of the file, once it was looked at (desktop.attachments).
    """

    requires: tuple[str, ...] = ()
    any_k: int = 0
    any_of: tuple[str, ...] = ()
    text: str | None = None
    file: str = ""
    facts: FileFacts | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Offers:
    """disclose: statement id -> offer; statements not named are not offered."""

    by_statement: Mapping[str, Offer]


@dataclass(frozen=True, slots=True, repr=False)
class Entries:
    """set: the person's own spelling of each entry, in the order given, folded duplicates removed."""

    strings: tuple[str, ...]


Answer = bool | int | Ticks | Ranking | Run | Preferences | Offers | Entries | None
"""match: bool (False is blank); level: index of the level; the others: their record; None: blank."""


@dataclass(frozen=True, slots=True, repr=False)
class Answers:
    """All answers of one person.

    Attributes:
        role: the person's role, "" on sheets without roles.
        must: ids of the items marked as dealbreakers.
        by_item: item id -> answer; absent or None is blank.
    """

    role: str = ""
    must: frozenset[str] = frozenset()
    by_item: Mapping[str, Answer] = field(default_factory=dict)


def unsealed(answers: Answers) -> Answers:
    """The same answers as before their files were sealed: without numbers and keys."""
    by_item = dict(answers.by_item)
    for item_id, answer in by_item.items():
        if isinstance(answer, Offers):
            offers = {
                statement: replace(offer, facts=offer.facts and replace(offer.facts, number=0, key=b""))
                for statement, offer in answer.by_statement.items()
            }
            by_item[item_id] = Offers(offers)
    return replace(answers, by_item=by_item)
