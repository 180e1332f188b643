"""How somebody answers a sheet on the window: every kind of item, by keyboard or by what a screen reader can do.

Answers come as desktop.deals has them; what is pressed follows from what is on the page, in its order.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from desktop.deals.answers import Answer, Answers, Offer, Offers, Preferences, Ranking, Run, Ticks
from desktop.deals.items import AnyItem, BundleItem, DiscloseItem, LadderItem, text_for
from desktop.deals.kinds.bundle import scores_of
from desktop.deals.references import statements_of
from desktop.deals.sheet import Sheet, answers_item, direction_of
from desktop.strings.outcome import label_of
from desktop.ui.plain import plain
from tests.e2e.hands import Keyboard, Voice
from tests.e2e.person import Person
from tests.e2e.reader import Node

BUTTONS = ("push button", "toggle button")
_DEALBREAKER = "This is a dealbreaker for me"


def answer_sheet(person: Person, sheet: Sheet, answers: Answers, stop_after: int | None = None) -> None:
    """Answer everything, item by item, up to the button that leads on.

    Args:
        stop_after: so many items only; the next one is on the page then.
    """
    prepared = dict(sheet.prepare)
    if prepared.get("") or prepared.get(answers.role):
        person.photograph("before answering")
        person.press("Next")
    mine = [item for item in sheet.items if answers_item(item, answers.role)]
    for number, item in enumerate(mine, 1):
        person.read("{n} of {all}", n=number, all=len(mine))
        if stop_after is not None and number > stop_after:
            return
        answer_item(person, item, answers.by_item.get(item.id), answers.role)
        if item.id in answers.must:
            person.tick(person.find(_DEALBREAKER, "check box"))
        person.photograph(f"answer {item.id}")
        person.press("Review and lock in" if number == len(mine) else "Next")


def answer_item(person: Person, item: AnyItem, answer: Answer, role: str) -> None:
    """Answer the item that is up."""
    match answer:
        case None:
            return
        case bool():
            _choose(person, _rows(person, item, role, "radio button"), 0 if answer else 1)
        case int():
            _choose(person, _rows(person, item, role, "radio button"), answer)
        case Run() if isinstance(item, LadderItem):
            n = answer.n_ticked
            place = n - 1 if direction_of(item.direction, role) == "higher" else len(item.amounts) - n
            _choose(person, _rows(person, item, role, "radio button"), place)
        case Ticks():
            boxes = _rows(person, item, role, "check box")
            for index in sorted(answer.ticked):
                person.tick(boxes[index])
        case Ranking():
            _rank(person, [tuple(item.options[option] for option in tier) for tier in answer.tiers])
        case Preferences() if isinstance(item, BundleItem):
            _trade_off(person, item, answer, role)
        case Offers() if isinstance(item, DiscloseItem):
            _offer(person, item, answer, role)
        case _:
            raise TypeError(f"nobody knows how to answer {item.id}")


def _rows(person: Person, item: AnyItem, role: str, kind: str) -> list[Node]:
    """What can be chosen or ticked as an answer, in order."""
    question = plain(text_for(item.ask, role)) or label_of(item, role)

    def look(there: list[Node]) -> Node | None:
        return next((one for one in there if one.role == "filler" and one.name == question), None)

    return [one for one in person.wait_for(look, f"the answer to “{question}”").walk() if one.role == kind]


def _choose(person: Person, rows: list[Node], index: int) -> None:
    person.hands.choose(rows[index], rows)


def _rank(person: Person, tiers: list[tuple[str, ...]]) -> None:
    for tier in tiers:
        for place, option in enumerate(tier):
            person.press("{option}, not acceptable", option=option)
            person.wait_for(_gone(person.words("{option}, not acceptable", option=option)), f"{option} above the line")
            if place:
                _tie(person, option)


def _gone(name: str) -> Callable[[list[Node]], Node | None]:
    return lambda there: None if any(one.name == name for one in there) else there[0]


def _tie(person: Person, option: str) -> None:
    if isinstance(person.hands, Keyboard):
        person.hands.keys("t")
    else:
        row = person.wait_for(
            lambda there: next((one for one in there if one.name.startswith(f"{option}, ")), None), option
        )
        person.reader.call(row.path, "Component", "GrabFocus")
        person.press("Tie “{option}” with the one above", option=option)


def _trade_off(person: Person, item: BundleItem, given: Preferences, role: str) -> None:
    kind = "slider" if isinstance(person.hands, Voice) else "text"
    numbers: dict[str, int] = {}
    for issue, points, weight in zip(item.issues, given.points, given.weights, strict=True):
        topic = text_for(issue.label, role) or issue.id
        for option, value in zip(issue.options, points, strict=True):
            numbers[person.words("Points for {option}", option=f"{topic}: {option}")] = value
        numbers[person.words("How much {topic} matters", topic=topic)] = weight
    person.wait_for(lambda there: next((one for one in there if one.role == kind and one.name in numbers), None), kind)
    fields = {one.name: one for one in person.see() if one.role == kind}
    for name, value in numbers.items():
        _number(person, fields[name], value)
    if given.weakest is not None:
        order = np.argsort(-scores_of(item, given).score, kind="stable")
        number = int(np.ravel_multi_index(given.weakest, tuple(len(issue.options) for issue in item.issues)))
        _pick_package(person, int(np.flatnonzero(order == number)[0]))


def _number(person: Person, field: Node, value: int) -> None:
    hands = person.hands
    if isinstance(hands, Voice):
        if hands.value_of(field.path) != value:
            hands.set_value(field, value)
    elif hands.text_of(field.path) != str(value):
        hands.fill(field, str(value))


def _pick_package(person: Person, place: int) -> None:
    """The weakest package one would sign: so far down the list."""
    packages = person.find("The weakest package you would still sign", "list")
    hands = person.hands
    if isinstance(hands, Keyboard):
        hands.go_to([packages.path, *(one.path for one in person.reader.below(packages.path, 1))])
        hands.keys("Home", *["Down"] * place, "space")
    else:
        person.reader.call(packages.path, "Selection", "SelectChild", "i", place)
    person.find("None of them", *BUTTONS)  # there is a weakest one now


def _offer(person: Person, item: DiscloseItem, offers: Offers, role: str) -> None:
    labels = {one.id: text_for(one.label, role) or one.id for one in statements_of(item, role)}
    others = {one.id: text_for(one.label, role) or one.id for _, theirs in item.statements for one in theirs}
    for name, offer in offers.by_statement.items():
        person.tick(person.find("Offer: {statement}", "check box", statement=labels[name]))
        person.fill("What opens: {statement}", offer.text or "", statement=labels[name])
        for reference in offer.requires:
            person.tick(_condition(person, labels[name], others[reference.rpartition(".")[2]]))


def _condition(person: Person, statement: str, other: str) -> Node:
    """The box of a condition: below its statement, not below the next."""
    begins = person.words("Offer: {statement}", statement=statement)

    def look(there: list[Node]) -> Node | None:
        boxes = [one for one in there if one.role == "check box"]
        start = next((n for n, one in enumerate(boxes) if one.name == begins), len(boxes))
        return next((one for one in boxes[start + 1 :] if one.name.endswith(other)), None)

    return person.wait_for(look, f"the condition “{other}”")


def as_ticked(answers: Answers) -> Answers:
    """Answers whose offers wait for all or nothing, which is what the rows at hand can say."""
    plain: dict[str, Answer] = {}
    for name, answer in answers.by_item.items():
        if isinstance(answer, Offers):
            answer = Offers(
                {k: Offer(one.requires or one.any_of, text=one.text) for k, one in answer.by_statement.items()}
            )
        plain[name] = answer
    return Answers(answers.role, answers.must, plain)
