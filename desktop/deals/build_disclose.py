"""The tables of a disclose item: statements per role or for everyone, and presets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.deals.build_common import Common, Seating, role_text
from desktop.deals.checks import check_id, check_text
from desktop.deals.items import DiscloseItem, Preset, Statement
from desktop.deals.references import reference_problem, statements_of
from desktop.deals.schema import DiscloseShape, Place, StatementShape
from desktop.deals.text import quoted
from desktop.language import tr

MAX_STATEMENTS = 32
"""Over all seats, and in one list."""

MAX_REFERENCES = 128
"""In one condition; more cannot be told apart."""


def build_disclose(shape: DiscloseShape, common: Common, seating: Seating, place: Place) -> DiscloseItem:
    """A disclose item; problems are noted at place."""
    where = place.at("statements")
    holders = common["answered_by"] or seating.roles
    if not shape.statements:
        where.say(tr("must name at least one statement"))
    if "all" in shape.statements and len(shape.statements) > 1:
        where.say(tr('must be either one list "all" or lists per role, not both'))
    lists: dict[str, tuple[Statement, ...]] = {}
    for role, raw in shape.statements.items():
        here = where.at(quoted(role))
        if role != "all" and role not in holders:
            here.say(tr("is not a role of this sheet that answers this item"))
        lists["" if role == "all" else role] = _statements(raw, seating, here)
    longest = max((len(statements) for statements in lists.values()), default=0)
    each_once = seating.unique and "" not in lists
    together = sum(map(len, lists.values())) if each_once else longest * seating.most_answering(common["answered_by"])
    if together > MAX_STATEMENTS:
        where.say(
            tr(
                "there can be {together} statements over all seats; at most {max_statements} are allowed",
                together=together,
                max_statements=MAX_STATEMENTS,
            )
        )
    statements = tuple(sorted(lists.items()))
    bare = DiscloseItem(statements=statements, **common)
    presets = _presets(shape.presets or [], bare, seating, place.at("presets"))
    return DiscloseItem(statements=statements, presets=presets, **common)


def _statements(raw: Sequence[StatementShape], seating: Seating, place: Place) -> tuple[Statement, ...]:
    if not 1 <= len(raw) <= MAX_STATEMENTS:
        place.say(tr("must have 1 to {max_statements} statements, not {n}", max_statements=MAX_STATEMENTS, n=len(raw)))
    statements: dict[str, Statement] = {}
    for number, statement in enumerate(raw[:MAX_STATEMENTS], start=1):
        here = place.at(f"entry {number}")
        check_id(here.at("id"), statement.id)
        if statement.id in statements:
            here.say(tr("another statement has the id {id}", id=quoted(statement.id)))
        label = role_text(statement.label, seating.roles, here.at("label"))
        statements[statement.id] = Statement(statement.id, () if label == (("", statement.id),) else label)
    return tuple(statements.values())


def _presets(
    tables: Sequence[Mapping[str, object]], item: DiscloseItem, seating: Seating, place: Place
) -> tuple[Preset, ...]:
    presets: list[Preset] = []
    if len(tables) > MAX_STATEMENTS:
        place.say(
            tr("there are {n}; at most {max_statements} are allowed", n=len(tables), max_statements=MAX_STATEMENTS)
        )
    for number, table in enumerate(tables[:MAX_STATEMENTS], start=1):
        here = place.at(f"entry {number}")
        name = table.get("name")
        if isinstance(name, str):
            check_text(here.at("name"), name, required=True)
        else:
            here.say(tr('needs the key "name" with text'))
        offers = [
            ("" if role == "all" else role, _preset_offers(role, offered, item, seating, here.at(quoted(role))))
            for role, offered in table.items()
            if role != "name"
        ]
        presets.append(Preset(str(name), tuple(sorted(offers))))
    return tuple(presets)


def _preset_offers(
    role: str, offered: object, item: DiscloseItem, seating: Seating, place: Place
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    own = "" if role == "all" else role
    if own and own not in seating.roles:
        place.say(tr("is not a role of this sheet"))
    if not isinstance(offered, dict):
        place.say(tr("must be a table: statement = [references]"))
        return ()
    mine = [statement.id for statement in statements_of(item, own)]
    found: dict[str, tuple[str, ...]] = {}
    for statement, references in list(offered.items())[: MAX_STATEMENTS + 1]:
        here = place.at(quoted(statement))
        if statement not in mine:
            here.say(tr("is not a statement of that role"))
        if not isinstance(references, list) or len(references) > MAX_REFERENCES:
            here.say(
                tr("must be a list of at most {max_references} statement references", max_references=MAX_REFERENCES)
            )
            continue
        for reference in references:
            known = isinstance(reference, str)
            problem = reference_problem(item, reference, own, seating) if known else "must be a list of texts"
            if problem:
                here.say(problem)
        found[statement] = tuple(str(reference) for reference in references)
    return tuple(sorted(found.items()))
