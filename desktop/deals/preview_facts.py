"""What can be known about an answer, as clauses: "you ticked “soup”", "they did not tick “soup”".

A clause follows "they know that …" or "you know that …", alone or in a list of such clauses.

Leaves to others: which facts there are (preview_spaces), the sentences around them (preview_words).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop.deals.answers import Answer
from desktop.language import mark, translated

YOU, THEY, ALL = "you", "they", "they all"
Clauses = Mapping[str, str]
"""YOU, THEY or ALL -> the marked clause about them, with the place {name}."""

SAID_YES: Clauses = mark({YOU: "you said yes", THEY: "they said yes", ALL: "they all said yes"})
NOT_SAID_YES: Clauses = mark({YOU: "you did not say yes", THEY: "they did not say yes", ALL: "none of them said yes"})
CHOSE: Clauses = mark({YOU: "you chose {name}", THEY: "they chose {name}", ALL: "they all chose {name}"})
CHOSE_MORE: Clauses = mark(
    {YOU: "you chose {name} or more", THEY: "they chose {name} or more", ALL: "they all chose {name} or more"}
)
CHOSE_LESS: Clauses = mark(
    {YOU: "you chose less than {name}", THEY: "they chose less than {name}", ALL: "they all chose less than {name}"}
)
TICKED: Clauses = mark({YOU: "you ticked {name}", THEY: "they ticked {name}", ALL: "they all ticked {name}"})
NOT_TICKED: Clauses = mark(
    {YOU: "you did not tick {name}", THEY: "they did not tick {name}", ALL: "none of them ticked {name}"}
)
VETOED: Clauses = mark({YOU: "you vetoed {name}", THEY: "they vetoed {name}", ALL: "they all vetoed {name}"})
NOT_VETOED: Clauses = mark(
    {YOU: "you did not veto {name}", THEY: "they did not veto {name}", ALL: "none of them vetoed {name}"}
)
FINE: Clauses = mark(
    {YOU: "{name} is fine with you", THEY: "{name} is fine with them", ALL: "{name} is fine with them"}
)
NOT_FINE: Clauses = mark(
    {YOU: "{name} is not fine with you", THEY: "{name} is not fine with them", ALL: "{name} is not fine with them"}
)
ACCEPTS: Clauses = mark({YOU: "you accept {name}", THEY: "they accept {name}", ALL: "they all accept {name}"})
NOT_ACCEPTS: Clauses = mark(
    {YOU: "you do not accept {name}", THEY: "they do not accept {name}", ALL: "they all do not accept {name}"}
)
OFFERED: Clauses = mark({YOU: "you offered {name}", THEY: "they offered {name}", ALL: "they all offered {name}"})
NOT_OFFERED: Clauses = mark(
    {YOU: "you did not offer {name}", THEY: "they did not offer {name}", ALL: "none of them offered {name}"}
)
ENTERED: Clauses = mark({YOU: "you entered {name}", THEY: "they entered {name}", ALL: "they all entered {name}"})
NOT_ENTERED: Clauses = mark(
    {YOU: "you did not enter {name}", THEY: "they did not enter {name}", ALL: "none of them entered {name}"}
)


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

    def said(self, who: str) -> str:
        """That it is so, of YOU, THEY or ALL."""
        return translated(self.yes[who], name=self.name)

    def denied(self, who: str) -> str:
        """That it is not so."""
        return translated(self.no[who], name=self.other_name or self.name)
