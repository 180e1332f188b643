"""Whole negotiations inside one process: real connections on loopback, one asyncio task per person."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from desktop import negotiation
from desktop.deals.answers import Answers
from desktop.deals.errors import InvalidSheet
from desktop.deals.items import SetItem
from desktop.deals.outcome import ItemOutcome, Outcome
from desktop.deals.rule import TooManyOutcomes, decide, decide_all
from desktop.deals.sheet import Sheet, is_large_set
from desktop.deals.text import fold
from desktop.kept.improving import improvement
from desktop.negotiation import Around
from desktop.run.stages import Lobby, Result, Stage
from tests.desktop.deals.strategies import random_deal_answers, random_seats, random_sheet

T = TypeVar("T")
LOOPBACK = ("127.0.0.1", 0)
PATIENCE_S = 60.0


@dataclass
class Person:
    """One person of a negotiation, what it published, and how it ended."""

    number: int
    stages: list[Stage] = field(default_factory=list)
    on_stage: Callable[[Stage], None] = lambda stage: None
    task: asyncio.Task[Result] | None = None

    def report(self, stage: Stage) -> None:
        self.stages.append(stage)
        self.on_stage(stage)


def run(work: Coroutine[object, object, T]) -> T:
    """Run to the end, and see to it that no task is left over."""

    async def watched() -> T:
        result = await work
        for _ in range(200):
            if len(asyncio.all_tasks()) == 1:
                return result
            await asyncio.sleep(0.01)
        raise AssertionError(asyncio.all_tasks())

    return asyncio.run(watched())


async def at_once(person: Person) -> None:
    """The answers are there already."""


def plainly_around(person: Person, folder: Path) -> Around:
    """Nobody to ask anything."""
    return Around(person.report, folder / f"person-{person.number}")


async def negotiate(
    sheet: Sheet,
    everyone: Sequence[Answers],
    folder: Path,
    people: Sequence[Person] | None = None,
    patience_s: float = PATIENCE_S,
    around_of: Callable[[Person, Path], Around] = plainly_around,
    think: Callable[[Person], Awaitable[None]] = at_once,
) -> list[Result | BaseException]:
    """Everybody negotiates; the first hosts. Per person its result, or what it ended with.

    Args:
        think: what everybody waits for before giving the answers.
    """
    invited: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    persons = list(people or [Person(number) for number in range(len(everyone))])

    def answering(person: Person, answers: Answers) -> Callable[[Sheet, str], Awaitable[Answers]]:
        async def answer(_: Sheet, role: str) -> Answers:
            assert role == answers.role
            await think(person)
            return answers

        return answer

    def accepting(answers: Answers) -> Callable[[Sheet], Awaitable[str]]:
        async def accept(seen: Sheet) -> str:
            assert seen == sheet
            return answers.role

        return accept

    async def take_part(person: Person, answers: Answers) -> Result:
        around = around_of(person, folder)
        if person.number == 0:
            hosting = negotiation.host(
                sheet, len(everyone), answers.role, answering(person, answers), invited.set_result, around, LOOPBACK
            )
            return await hosting
        return await negotiation.join(await invited, accepting(answers), answering(person, answers), around)

    # Joiners come one after the other, so that seats follow the order of the answers.
    tasks: list[asyncio.Task[Result]] = []
    try:
        async with asyncio.timeout(patience_s):
            for person, answers in zip(persons, everyone, strict=True):
                person.task = asyncio.create_task(take_part(person, answers))
                tasks.append(person.task)
                await _seated(persons[0], person)
            return list(await asyncio.gather(*tasks, return_exceptions=True))
    finally:
        for task in tasks:
            task.cancel()


async def _seated(host: Person, person: Person) -> None:
    """Wait until this person is in, or it has failed, or the host has."""
    while not any(one.task is None or one.task.done() for one in (host, person)):
        if any(isinstance(stage, Lobby) and stage.joined > person.number for stage in host.stages):
            return
        await asyncio.sleep(0.001)


def folded(sheet: Sheet, outcome: Outcome) -> Outcome:
    """The outcome with sets as folded strings: own spellings differ."""
    sets = {item.id for item in sheet.items if isinstance(item, SetItem)}
    items = {
        item_id: ItemOutcome(True, tuple(sorted(fold(entry) for entry in shown.value)))
        if item_id in sets and isinstance(shown.value, tuple)
        else shown
        for item_id, shown in outcome.items.items()
    }
    return Outcome(outcome.blocked, items)


def assert_possible(sheet: Sheet, everyone: Sequence[Answers], outcome: Outcome) -> None:
    """The outcome is one that the rule in the clear can have with these answers."""
    try:
        possible = decide_all(sheet, everyone)
    except TooManyOutcomes:
        one = decide(sheet, everyone)
        assert outcome.blocked == one.blocked
        assert {k: v.agreed for k, v in outcome.items.items()} == {k: v.agreed for k, v in one.items.items()}
        return
    assert list(outcome.items) == [item.id for item in sheet.items]
    assert (possible.blocked > 0) if outcome.blocked else (possible.blocked < 1)
    shown = folded(sheet, outcome)
    for item_id, choices in possible.items.items():
        all_folded = [folded(sheet, Outcome(False, {item_id: choice})).items[item_id] for choice, _ in choices]
        assert shown.items[item_id] in all_folded, item_id


def random_case(rng: random.Random, n: int) -> tuple[Sheet, list[Answers]]:
    """A random sheet that this version can compare, and everybody's random answers."""
    while True:
        try:
            sheet = random_sheet(rng, n, n_items=rng.randint(1, 4))
        except InvalidSheet:
            continue
        if any(is_large_set(item) for item in sheet.items):
            continue
        seats = random_seats(rng, sheet, n)
        return sheet, list(random_deal_answers(rng, sheet, seats))


async def compare_random_sheet(rng: random.Random, n: int, folder: Path) -> None:
    """One random sheet: everybody gets the same outcome, and one that decide can give."""
    await compare_as_decide(*random_case(rng, n), folder)


async def compare_as_decide(sheet: Sheet, everyone: Sequence[Answers], folder: Path) -> Result:
    """Everybody gets the same outcome, signed, and one that decide can give."""
    first, *others = await negotiate(sheet, everyone, folder, patience_s=5 * PATIENCE_S)
    if isinstance(first, BaseException):
        raise first
    for result in others:
        if isinstance(result, BaseException):
            raise result
        assert result.signed
        assert folded(sheet, result.outcome) == folded(sheet, first.outcome)
    assert first.signed
    assert_possible(sheet, everyone, first.outcome)
    return first


async def improve_random_bundle(rng: random.Random, n: int, folder: Path) -> bool:
    """A random bundle on which these people agree, and the agreement improved with other answers.

    Returns:
        Whether something was better for all; never anything that is worse for somebody, for decide says so.
    """
    while True:
        sheet = random_sheet(rng, n, ("bundle",), n_items=1, gates=False)
        seats = random_seats(rng, sheet, n)
        everyone = random_deal_answers(rng, sheet, seats, blank=0)
        (item,) = sheet.items
        if item.rule != "overlap_only" and decide(sheet, everyone).agreed:
            break
    agreed = (await compare_as_decide(sheet, everyone, folder)).agreement
    now = random_deal_answers(rng, sheet, seats, blank=0.05)
    improved = await compare_as_decide(improvement(agreed), now, folder)
    return improved.outcome.agreed
