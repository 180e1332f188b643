"""An answers file to Answers, checked against the sheet. What does not fit is refused and nothing is sent.

Problems name the key and the place, and what would fit; never what the person wrote, for problems end up in messages.
Leaves to others: whether a file of a disclose offer exists (whoever opens it), who sits where.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from desktop.deals.answers import Answer, Answers, Entries, Offer, Offers, Preferences, Ranking, Run, Ticks
from desktop.deals.build_disclose import MAX_REFERENCES
from desktop.deals.checks import plain_decimal
from desktop.deals.errors import InvalidAnswers, Problem
from desktop.deals.items import (
    AnyItem,
    BundleItem,
    DatesItem,
    DiscloseItem,
    LadderItem,
    LevelItem,
    MatchItem,
    PickItem,
    RankItem,
    SetItem,
)
from desktop.deals.reading import MAX_ANSWERS_BYTES, read_toml
from desktop.deals.records import Sheet, answers_item, direction_of, markable
from desktop.deals.references import reference_problem, statements_of
from desktop.deals.schema import (
    AnswersShape,
    ConditionShape,
    OfferShape,
    Place,
    PreferencesShape,
    TicksShape,
    read_shape,
)
from desktop.deals.text import MAX_ENTRY_BYTES, fold, listed, quoted
from desktop.language import mark, tr, translated

MAX_CONTENT_BYTES = 280
"""UTF-8 bytes of a statement's text; more goes in a file."""

MAX_POINTS, MAX_WEIGHT = 100, 10
MAX_PROBLEMS = 100


def parse_answers(sheet: Sheet, toml_bytes: bytes) -> Answers:
    """One person's answers.

    Args:
        sheet: what they answer.
        toml_bytes: the answers file.

    Raises:
        InvalidAnswers: with everything that does not fit. Nothing else, whatever the bytes are.
    """
    try:
        document = read_toml(toml_bytes, MAX_ANSWERS_BYTES)
    except ValueError as error:
        raise InvalidAnswers([Problem("answers file", str(error))]) from None
    problems: list[Problem] = []
    answers = _answers(sheet, document, Place("", problems))
    if problems:
        raise InvalidAnswers(problems[:MAX_PROBLEMS])
    return answers


def _answers(sheet: Sheet, document: Mapping[str, object], top: Place) -> Answers:
    shape = read_shape(AnswersShape, document, top)
    if shape is None:
        return Answers()
    role = _role(sheet, shape.role, top.at("role"))
    items = {item.id: item for item in sheet.items}
    left_out = () if sheet.improve is None else sheet.improve.left_out
    by_item: dict[str, Answer] = {}
    for name in list(shape.answers)[:MAX_PROBLEMS]:
        place = Place(f"answer {quoted(name)}", top.problems)
        item = items.get(name)
        if name in left_out:
            continue
        if item is None:
            place.say(tr("the sheet has no such item; it has {items}", items=listed(items, most=64)))
            continue
        answer = _answer(item, shape.answers[name], sheet, role, place)
        if answer is None:
            continue
        if not answers_item(item, role):
            place.say(tr("this item is not answered by your role; leave it out"))
        by_item[name] = answer
    must = shape.must
    if sheet.improve is not None:  # a file for the whole sheet may have marks; they do not count here
        must = [name for name in must if name not in items and name not in left_out]
    return Answers(role=role, must=_must(sheet, must, role, top.at("must")), by_item=by_item)


def _role(sheet: Sheet, role: str | None, place: Place) -> str:
    if not sheet.roles:
        if role is not None:
            place.say(tr("this sheet has no roles; leave the key out"))
        return ""
    if role is None:
        place.say(tr("is missing; it must be one of {roles}", roles=listed(sheet.roles)))
    elif role not in sheet.roles:
        place.say(tr("must be one of {roles}, not {role}", roles=listed(sheet.roles), role=quoted(role)))
    return role or ""


def _must(sheet: Sheet, must: Sequence[str], role: str, place: Place) -> frozenset[str]:
    if must and sheet.dealbreakers is None:
        place.say(tr("nothing can be marked on this sheet"))
        return frozenset()
    known = {item.id: item for item in sheet.items}
    allowed = [name for name in markable(sheet) if answers_item(known[name], role)]
    for number, name in enumerate(must[: len(known) + 1], start=1):
        if name not in allowed:
            place.say(
                tr(
                    "entry {number} cannot be marked by you; you can mark {value}",
                    number=number,
                    value=listed(allowed, most=64) or tr("nothing"),
                )
            )
        elif name in must[: number - 1]:
            place.say(tr("entry {number} is there twice", number=number))
    if sheet.dealbreakers is not None and len(must) > sheet.dealbreakers.max_each:
        place.say(tr("at most {max_each} can be marked", max_each=sheet.dealbreakers.max_each))
    return frozenset(must)


def _answer(item: AnyItem, raw: object, sheet: Sheet, role: str, place: Place) -> Answer:
    if isinstance(raw, list | dict) and not raw:
        return None
    match item:
        case MatchItem():
            return _match(raw, place)
        case LevelItem():
            return _level(item, raw, place)
        case PickItem():
            return _pick(item, raw, place)
        case DatesItem():
            return Ticks(frozenset(_chosen(raw, item.windows, "window", place)))
        case RankItem():
            return _rank(item, raw, place)
        case LadderItem():
            return _ladder(item, raw, role, place)
        case BundleItem():
            return _bundle(item, raw, place)
        case DiscloseItem():
            return _disclose(item, raw, sheet, role, place)
        case _:  # the last kind, and mypy says so
            return _set(item, raw, place)


def _match(raw: object, place: Place) -> bool | None:
    if not isinstance(raw, bool):
        place.say(tr("must be true or false, without quotes"))
        return None
    return raw


def _level(item: LevelItem, raw: object, place: Place) -> int | None:
    if not isinstance(raw, str) or raw not in item.levels:
        place.say(tr("must be one of {levels}", levels=listed(item.levels, most=len(item.levels))))
        return None
    return item.levels.index(raw)


_IS_NONE = mark(
    {
        "option": "entry {number} is no option of this item; there are {names}",
        "window": "entry {number} is no window of this item; there are {names}",
    }
)


def _chosen(raw: object, names: Sequence[str], what: str, place: Place) -> list[int]:
    """Indices of a list of distinct names, in the order written."""
    if not isinstance(raw, list):
        place.say(tr("must be a list"))
        return []
    found: list[int] = []
    for number, name in enumerate(raw[: len(names) + 1], start=1):
        if not isinstance(name, str) or name not in names:
            place.say(translated(_IS_NONE[what], number=number, names=listed(names, most=64)))
        elif names.index(name) in found:
            place.say(tr("entry {number} is there twice", number=number))
        else:
            found.append(names.index(name))
    if len(raw) > len(names):
        place.say(tr("has {n} entries; there are only {n2}", n=len(raw), n2=len(names)))
    return found


def _pick(item: PickItem, raw: object, place: Place) -> Ticks | None:
    ticks, veto = raw, []
    if isinstance(raw, dict):
        shape = read_shape(TicksShape, raw, place)
        if shape is None:
            return None
        ticks, veto = shape.ticks, shape.veto
    ticked = _chosen(ticks, item.options, "option", place)
    vetoed = _chosen(veto, item.options, "option", place.at("veto"))
    if item.max_ticks and len(ticked) > item.max_ticks:
        place.say(tr("at most {max_ticks} can be ticked", max_ticks=item.max_ticks))
    if vetoed and not item.veto_threshold:
        place.at("veto").say(tr("there is no veto on this item"))
    if set(ticked) & set(vetoed):
        place.at("veto").say(tr("an option cannot be ticked and vetoed"))
    return Ticks(frozenset(ticked), frozenset(vetoed)) if ticked or vetoed else None


def _rank(item: RankItem, raw: object, place: Place) -> Ranking | None:
    if not isinstance(raw, list):
        place.say(tr("must be a list, best first; options you like equally go in a list of their own"))
        return None
    if len(raw) > len(item.options):
        place.say(tr("has {n} entries; there are only {n2} options", n=len(raw), n2=len(item.options)))
        return None
    tiers: list[tuple[int, ...]] = []
    for number, entry in enumerate(raw, start=1):
        here = place.at(f"entry {number}")
        if entry == []:
            here.say(tr("is an empty list"))
        tier = tuple(_chosen(entry if isinstance(entry, list) else [entry], item.options, "option", here))
        if any(option in earlier for earlier in tiers for option in tier):
            here.say(tr("names an option that is there already"))
        tiers.append(tuple(sorted(tier)))
    return Ranking(tuple(tiers))


def _ladder(item: LadderItem, raw: object, role: str, place: Place) -> Run | None:
    if not isinstance(raw, list):
        place.say(tr("must be a list of amounts"))
        return None
    amounts = [plain_decimal(entry) for entry in raw[: len(item.amounts) + 1]]
    for number, amount in enumerate(amounts, start=1):
        if amount is None or amount not in item.amounts:
            place.say(
                tr(
                    "entry {number} is no amount of this item; there are {shown}",
                    number=number,
                    shown=_shown(item.amounts),
                )
            )
        elif amount in amounts[: number - 1]:
            place.say(tr("entry {number} is there twice", number=number))
    higher = direction_of(item.direction, role) == "higher"
    run = item.amounts[-len(amounts) :] if higher else item.amounts[: len(amounts)]
    if {amount for amount in amounts if amount in item.amounts} - set(run) or len(raw) > len(item.amounts):
        end = f"up to {item.amounts[-1]:f}" if higher else f"from {item.amounts[0]:f} on"
        place.say(tr("must be a run without gaps {end}", end=end))
    return Run(len(amounts))


def _shown(amounts: Sequence[Decimal]) -> str:
    return ", ".join(format(amount, "f") for amount in amounts)


def _bundle(item: BundleItem, raw: object, place: Place) -> Preferences | None:
    shape = read_shape(PreferencesShape, raw, place)
    if shape is None:
        return None
    issues = {issue.id: issue.options for issue in item.issues}
    for key, table in (("points", shape.points), ("weights", shape.weights), ("weakest", shape.weakest)):
        for name in [name for name in table if name not in issues][:MAX_PROBLEMS]:
            place.at(key).say(
                tr(
                    "there is no issue {name}; there are {issues}",
                    name=quoted(name),
                    issues=listed(issues, most=len(issues)),
                )
            )
    points = tuple(
        _points(shape.points.get(name, {}), options, place.at("points", quoted(name)))
        for name, options in issues.items()
    )
    weights = tuple(
        _number(shape.weights.get(name, 1), MAX_WEIGHT, place.at("weights", quoted(name))) for name in issues
    )
    return Preferences(points, weights, _weakest(shape.weakest, issues, place.at("weakest")))


def _points(table: Mapping[str, int], options: Sequence[str], place: Place) -> tuple[int, ...]:
    for name in [name for name in table if name not in options][:MAX_PROBLEMS]:
        place.say(
            tr("there is no option {name}; there are {options}", name=quoted(name), options=listed(options, most=64))
        )
    return tuple(_number(table.get(name, 0), MAX_POINTS, place.at(quoted(name))) for name in options)


def _number(number: int, most: int, place: Place) -> int:
    if not 0 <= number <= most:
        place.say(tr("must be between 0 and {most}", most=most))
        return 0
    return number


def _weakest(table: Mapping[str, str], issues: Mapping[str, tuple[str, ...]], place: Place) -> tuple[int, ...] | None:
    if not table:
        return None
    chosen: list[int] = []
    for name, options in issues.items():
        if name not in table:
            place.say(tr("is incomplete: the issue {name} is missing", name=quoted(name)))
        elif table[name] not in options:
            place.at(quoted(name)).say(tr("must be one of {options}", options=listed(options, most=64)))
        else:
            chosen.append(options.index(table[name]))
    return tuple(chosen)


def _disclose(item: DiscloseItem, raw: object, sheet: Sheet, role: str, place: Place) -> Offers | None:
    if not isinstance(raw, dict):
        place.say(tr("must be a table with an entry for each statement you offer"))
        return None
    own = [statement.id for statement in statements_of(item, role)]
    offers: dict[str, Offer] = {}
    for name in list(raw)[:MAX_PROBLEMS]:
        here = place.at(quoted(name))
        if name not in own:
            here.say(
                tr("is not a statement of yours; you have {value}", value=listed(own, most=len(own)) or tr("none"))
            )
            continue
        shape = read_shape(OfferShape, raw[name], here)
        if shape is None:
            continue
        offer = _offer(item, shape, sheet, role, here)
        if shape.offer:
            offers[name] = offer
    return Offers(offers) if offers else None


def _offer(item: DiscloseItem, shape: OfferShape, sheet: Sheet, role: str, place: Place) -> Offer:
    condition = ConditionShape(k=0, of=[]) if shape.if_any is None else shape.if_any
    for key, references in (("if", shape.requires), ("if_any", condition.of)):
        if len(references) > MAX_REFERENCES:
            place.at(key).say(
                tr(
                    "has {n} entries; at most {max_references} are allowed",
                    n=len(references),
                    max_references=MAX_REFERENCES,
                )
            )
        for number, reference in enumerate(references[:MAX_REFERENCES], start=1):
            problem = reference_problem(item, reference, role, sheet.seating)
            if problem:
                place.at(key).say(problem)
            elif reference in references[: number - 1]:
                place.at(key).say(tr("entry {number} is there twice", number=number))
    if shape.if_any is not None and not 1 <= condition.k <= len(condition.of):
        place.at("if_any").say(tr("k must be at least 1 and at most the number of statements in of"))
    if shape.text is not None and shape.file is not None:
        place.say(tr("has both a text and a file; only one can be opened"))
    if shape.file is not None and (not shape.file or "\0" in shape.file):
        place.at("file").say(tr("must be the path of a file"))
    if shape.text is not None and len(shape.text.encode("utf-8")) > MAX_CONTENT_BYTES:
        place.at("text").say(
            tr("is longer than {max_content_bytes} bytes; put it in a file", max_content_bytes=MAX_CONTENT_BYTES)
        )
    if shape.text is not None and "\0" in shape.text:
        place.at("text").say(tr("has a null character, which cannot be sent"))
    text = None if shape.file is not None else shape.text or ""
    return Offer(tuple(shape.requires), condition.k, tuple(condition.of), text=text, file=shape.file or "")


def _set(item: SetItem, raw: object, place: Place) -> Entries | None:
    if not isinstance(raw, list):
        place.say(tr("must be a list of texts"))
        return None
    entries: dict[str, str] = {}
    for number, entry in enumerate(raw, start=1):
        folded = fold(entry) if isinstance(entry, str) else ""
        if not 1 <= len(folded.encode("utf-8")) <= MAX_ENTRY_BYTES:
            place.say(
                tr(
                    "entry {number} must be text of 1 to {max_entry_bytes} bytes",
                    number=number,
                    max_entry_bytes=MAX_ENTRY_BYTES,
                )
            )
            if len(place.problems) > MAX_PROBLEMS:
                break
        entries.setdefault(folded, str(entry))
    if len(entries) > item.max_entries:
        place.say(
            tr(
                "has {n} different entries; at most {max_entries} are allowed",
                n=len(entries),
                max_entries=item.max_entries,
            )
        )
    return Entries(tuple(entries.values()))
