"""What can be known about an answer, as clauses: "you ticked “soup” and “bread”", "they did not tick “soup”".

A clause follows "they know that …" or "you know that …", alone or in a list of such clauses.

Leaves to others: which facts there are (preview_spaces), the sentences around them (preview_words).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from desktop.deals.answers import Answer
from desktop.language import listing, mark, tr_n, translated

YOU, THEY, ALL = "you", "they", "they all"
Clauses = Mapping[str, tuple[str, str]]
"""YOU, THEY or ALL -> the marked clauses about them, with the place {name}: of one thing, and of several."""

SAID_YES: Clauses = mark(
    {
        YOU: ("you said yes", "you said yes"),
        THEY: ("they said yes", "they said yes"),
        ALL: ("they all said yes", "they all said yes"),
    }
)
NOT_SAID_YES: Clauses = mark(
    {
        YOU: ("you did not say yes", "you did not say yes"),
        THEY: ("they did not say yes", "they did not say yes"),
        ALL: ("none of them said yes", "none of them said yes"),
    }
)
CHOSE: Clauses = mark(
    {
        YOU: ("you chose {name}", "you chose {name}"),
        THEY: ("they chose {name}", "they chose {name}"),
        ALL: ("they all chose {name}", "they all chose {name}"),
    }
)
CHOSE_MORE: Clauses = mark(
    {
        YOU: ("you chose {name} or more", "you chose {name} or more"),
        THEY: ("they chose {name} or more", "they chose {name} or more"),
        ALL: ("they all chose {name} or more", "they all chose {name} or more"),
    }
)
CHOSE_LESS: Clauses = mark(
    {
        YOU: ("you chose less than {name}", "you chose less than {name}"),
        THEY: ("they chose less than {name}", "they chose less than {name}"),
        ALL: ("they all chose less than {name}", "they all chose less than {name}"),
    }
)
TICKED: Clauses = mark(
    {
        YOU: ("you ticked {name}", "you ticked {name}"),
        THEY: ("they ticked {name}", "they ticked {name}"),
        ALL: ("they all ticked {name}", "they all ticked {name}"),
    }
)
NOT_TICKED: Clauses = mark(
    {
        YOU: ("you did not tick {name}", "you ticked none of {name}"),
        THEY: ("they did not tick {name}", "they ticked none of {name}"),
        ALL: ("none of them ticked {name}", "none of them ticked any of {name}"),
    }
)
VETOED: Clauses = mark(
    {
        YOU: ("you vetoed {name}", "you vetoed {name}"),
        THEY: ("they vetoed {name}", "they vetoed {name}"),
        ALL: ("they all vetoed {name}", "they all vetoed {name}"),
    }
)
NOT_VETOED: Clauses = mark(
    {
        YOU: ("you did not veto {name}", "you vetoed none of {name}"),
        THEY: ("they did not veto {name}", "they vetoed none of {name}"),
        ALL: ("none of them vetoed {name}", "none of them vetoed any of {name}"),
    }
)
FINE: Clauses = mark(
    {
        YOU: ("{name} is fine with you", "{name} are fine with you"),
        THEY: ("{name} is fine with them", "{name} are fine with them"),
        ALL: ("{name} is fine with them all", "{name} are fine with them all"),
    }
)
NOT_FINE: Clauses = mark(
    {
        YOU: ("{name} is not fine with you", "none of {name} is fine with you"),
        THEY: ("{name} is not fine with them", "none of {name} is fine with them"),
        ALL: ("{name} is fine with none of them", "none of {name} is fine with any of them"),
    }
)
ACCEPTS: Clauses = mark(
    {
        YOU: ("you accept {name}", "you accept {name}"),
        THEY: ("they accept {name}", "they accept {name}"),
        ALL: ("they all accept {name}", "they all accept {name}"),
    }
)
NOT_ACCEPTS: Clauses = mark(
    {
        YOU: ("you do not accept {name}", "you accept none of {name}"),
        THEY: ("they do not accept {name}", "they accept none of {name}"),
        ALL: ("none of them accepts {name}", "none of them accepts any of {name}"),
    }
)
OFFERED: Clauses = mark(
    {
        YOU: ("you offered {name}", "you offered {name}"),
        THEY: ("they offered {name}", "they offered {name}"),
        ALL: ("they all offered {name}", "they all offered {name}"),
    }
)
NOT_OFFERED: Clauses = mark(
    {
        YOU: ("you did not offer {name}", "you offered none of {name}"),
        THEY: ("they did not offer {name}", "they offered none of {name}"),
        ALL: ("none of them offered {name}", "none of them offered any of {name}"),
    }
)
ENTERED: Clauses = mark(
    {
        YOU: ("you entered {name}", "you entered {name}"),
        THEY: ("they entered {name}", "they entered {name}"),
        ALL: ("they all entered {name}", "they all entered {name}"),
    }
)
NOT_ENTERED: Clauses = mark(
    {
        YOU: ("you did not enter {name}", "you entered none of {name}"),
        THEY: ("they did not enter {name}", "they entered none of {name}"),
        ALL: ("none of them entered {name}", "none of them entered any of {name}"),
    }
)
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that can be known about an answer.

    Attributes:
        yes, no: the clauses that say that it is so, and that it is not.
        holds: whether it is so.
        name: what it is about, as it is written there; "" where the clauses need none.
        other_name: the same for `no`, where that names something else.
    """

    yes: Clauses
    no: Clauses
    holds: Callable[[Answer], bool]
    name: str = ""
    other_name: str = ""

    @property
    def said(self) -> Said:
        """That it is so."""
        return Said(self.yes, self.name)

    @property
    def denied(self) -> Said:
        """That it is not so."""
        return Said(self.no, self.other_name or self.name)


class Said(NamedTuple):
    """One thing that is known: in which words, and of what."""

    clauses: Clauses
    name: str


def told_of(known: Sequence[Said], who: str) -> list[str]:
    """What is known of YOU, THEY or ALL: one clause for all that is said in the same words; at most three are named."""
    names: dict[int, list[str]] = {}
    for said in known:
        names.setdefault(id(said.clauses), []).append(said.name)
    words = {id(said.clauses): said.clauses[who] for said in known}
    return [translated(words[of][len(about) > 1], name=_named(about)) for of, about in names.items()]


def _named(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    named = list(names[:_MOST_NAMED])
    return listing([*named, tr_n("{n} more", "{n} more", more)] if more > 0 else named)
