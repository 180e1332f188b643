"""A negotiation from invite to agreement, inside one process: right outcomes, honest stages, clean stops."""

from __future__ import annotations

import asyncio
import dataclasses
from pathlib import Path

import pytest

from crypto.errors import PeerAborted, PeerError
from desktop import negotiation
from desktop.deals import agreement, templates
from desktop.deals.answers import Answers
from desktop.deals.outcome import ItemOutcome, Outcome
from desktop.deals.parse_answers import parse_answers
from desktop.deals.sheet import Sheet
from desktop.deals.terms import load_sheet
from desktop.demo import find_sample
from desktop.kept.acquaintance import Acquaintance
from desktop.kept.company import Companies
from desktop.kept.forgetting import remembered
from desktop.ledger.entries import decode_ledger
from desktop.ledger.rules import uses
from desktop.paths import STORE_FOLDER
from desktop.run.stages import (
    Aborted,
    Acquainted,
    Answering,
    CheckWords,
    Computing,
    Lobby,
    Opening,
    People,
    Preparing,
    Result,
    Stage,
    Standing,
)
from desktop.store import Kind, StoreNotWritable, open_or_create
from p2p.errors import NetworkError
from p2p.identity import verify
from tests.desktop.negotiations import Person, assert_possible, compare_random_sheet, negotiate, run
from tests.long.random_sheets import rng_for

N_RANDOM_SHEETS = 32

SHEET = load_sheet(
    b"""
format = 1
id = "party"
title = "A party"
parties = { min = 2, max = 4 }
[[items]]
id = "come"
kind = "match"
[[items]]
id = "day"
kind = "dates"
windows = ["Friday", "Saturday", "Sunday"]
[[items]]
id = "food"
kind = "pick"
rule = "all_common"
options = ["soup", "bread", "rice"]
[[items]]
id = "how-long"
kind = "level"
levels = ["an hour", "an evening", "all night"]
"""
)
YES = parse_answers(
    SHEET, b'[answers]\ncome = true\nday = ["Saturday", "Sunday"]\nfood = ["soup", "rice"]\nhow-long = "all night"\n'
)
MAYBE = parse_answers(
    SHEET, b'[answers]\ncome = true\nday = ["Sunday"]\nfood = ["bread", "rice"]\nhow-long = "an evening"\n'
)


def of_kind(person: Person, kind: type[Stage]) -> list[Stage]:
    return [stage for stage in person.stages if isinstance(stage, kind)]


# Right outcomes


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_random_sheets_as_the_rule_in_the_clear_says(tmp_path: Path, part: int) -> None:
    """The first ones; `python -m tests.long.random_sheets --sheets 500` runs many more."""
    size = N_RANDOM_SHEETS // 4
    for number in range(part * size, (part + 1) * size):
        rng = rng_for(number)
        run(compare_random_sheet(rng, rng.choice((2, 2, 3, 4)), tmp_path / str(number)))


@pytest.mark.parametrize("template", templates.template_ids())
def test_every_template_gives_what_its_rule_says(template: str, tmp_path: Path) -> None:
    sample = find_sample(template, None)
    everyone = [parse_answers(sample.sheet, text) for text in sample.answers]
    for result in run(negotiate(sample.sheet, everyone, tmp_path)):
        assert isinstance(result, Result)
        assert_possible(sample.sheet, everyone, result.outcome)
        assert agreement.decode(agreement.encode(result.agreement)) == result.agreement
        agreement.verify(result.agreement, verify)


def test_the_oracle_refuses_a_wrong_outcome() -> None:
    everyone = [YES, MAYBE]
    honest = {"come": True, "day": "Sunday", "food": ("rice",), "how-long": "an evening"}
    right = Outcome(False, {key: ItemOutcome(True, value) for key, value in honest.items()})
    assert_possible(SHEET, everyone, right)
    for item_id, lie in (("day", "Saturday"), ("food", ("soup",)), ("how-long", "all night")):
        with pytest.raises(AssertionError):
            assert_possible(SHEET, everyone, Outcome(False, {**right.items, item_id: ItemOutcome(True, lie)}))


def test_three_people_and_what_they_see(tmp_path: Path) -> None:
    people = [Person(number) for number in range(3)]
    results = run(negotiate(SHEET, [YES, MAYBE, YES], tmp_path, people))
    for person, result in zip(people, results, strict=True):
        assert isinstance(result, Result)
        assert result.outcome.to_json()["items"] == {
            "come": {"agreed": True, "value": True},
            "day": {"agreed": True, "value": "Sunday"},
            "food": {"agreed": True, "value": ["rice"]},
            "how-long": {"agreed": True, "value": "an evening"},
        }
        assert person.stages[-1] is result
        kinds = [type(stage) for stage in person.stages if not isinstance(stage, People | Preparing)]
        assert kinds == sorted(kinds, key=[Lobby, CheckWords, Acquainted, Answering, Computing, Opening, Result].index)
        progress = [stage.progress for stage in person.stages if isinstance(stage, Computing)]
        assert progress == sorted(progress)
        assert 0 < progress[0] < 0.5
        (checked,) = [stage for stage in person.stages if isinstance(stage, CheckWords)]
        assert checked == next(stage for stage in people[0].stages if isinstance(stage, CheckWords))
        assert (len(checked.words), checked.people) == (3, 3)
        prepared = [stage for stage in person.stages if isinstance(stage, Preparing)]
        assert prepared[-1] == Preparing(ready=True)
        assert person.stages.index(prepared[-1]) < person.stages.index(of_kind(person, Opening)[0])
        standings = [stage.standings for stage in person.stages if isinstance(stage, People)]
        assert standings[0][person.number] is Standing.ANSWERING
        assert standings[-1] == (Standing.COMPARE,) * 3
        opened = [stage.opened for stage in person.stages if isinstance(stage, Opening)]
        assert [len(one) for one in opened] == [0, 1, 2, 3, 4]
        assert opened[-1] == result.outcome.items
        assert result.signed
        agreement.verify(result.agreement, verify)
        assert result.path is not None
        assert agreement.decode(result.path.read_bytes()) == result.agreement
        with open_or_create(tmp_path / f"person-{person.number}" / "store") as store:
            company = Companies(store).of(str(result.kept))
            assert company is not None
            assert (company.me, len(company.names)) == (person.number, 3)
            assert [one.id for one in remembered(store)] == [company.relation]
    files = {result.path.read_bytes() for result in results if isinstance(result, Result) and result.path}
    assert len(files) == 1


def test_the_order_of_opening_is_tossed(tmp_path: Path) -> None:
    orders = set()
    for number in range(8):
        people = [Person(0), Person(1)]
        run(negotiate(SHEET, [YES, YES], tmp_path / str(number), people))
        orders.add(tuple(tuple(stage.opened) for stage in people[0].stages if isinstance(stage, Opening)))
    assert len(orders) > 1


def test_stages_are_frozen_and_hold_nobodys_answers() -> None:
    for kind in (Lobby, CheckWords, Acquainted, Answering, Computing, Opening, Result, Aborted):
        assert dataclasses.is_dataclass(kind)
        assert kind.__dataclass_params__.frozen
        assert not [field for field in dataclasses.fields(kind) if "Answers" in str(field.type)]


def n_used(folder: Path) -> int:
    """Runs that count as used in this person's ledgers."""
    with open_or_create(folder / STORE_FOLDER) as store:
        ledgers = [store.get(Kind.LEDGER, record_id) for record_id in store.ids(Kind.LEDGER)]
    return sum(len(uses(decode_ledger(record.content))) for record in ledgers if record is not None)


def test_the_run_is_noted_before_anything_is_opened(tmp_path: Path) -> None:
    noted: list[int] = []
    people = [Person(0), Person(1)]
    ledger = tmp_path / "person-0"

    def look(stage: Stage) -> None:
        if isinstance(stage, Opening) and not stage.opened:
            noted.append(n_used(ledger))

    people[0].on_stage = look
    run(negotiate(SHEET, [YES, YES], tmp_path, people))
    assert noted == [1]


# Stops


def stop_when(person: Person, wanted: type[Stage], opened: int = 0) -> None:
    """Let this person stop at the first stage of this kind, or when so many items are open."""

    def look(stage: Stage) -> None:
        if isinstance(stage, wanted) and (not isinstance(stage, Opening) or len(stage.opened) >= opened):
            person.on_stage = lambda _: None
            assert person.task is not None
            person.task.cancel()

    person.on_stage = look


@pytest.mark.parametrize("victim", [0, 1, 2])
@pytest.mark.parametrize("wanted", [Answering, Computing])
def test_stopping_before_the_opening_gives_nobody_anything(tmp_path: Path, wanted: type[Stage], victim: int) -> None:
    people = [Person(number) for number in range(3)]
    stop_when(people[victim], wanted)
    results = run(negotiate(SHEET, [YES] * 3, tmp_path, people))
    assert isinstance(results[victim], asyncio.CancelledError)
    for number, (person, result) in enumerate(zip(people, results, strict=True)):
        (aborted,) = of_kind(person, Aborted)
        assert isinstance(aborted, Aborted)
        assert aborted.opened is None
        assert person.stages[-1] is aborted
        assert not of_kind(person, Opening)
        if number != victim:
            assert isinstance(result, PeerError | NetworkError)
    assert not list(tmp_path.glob("*/agreements/*"))


@pytest.mark.parametrize("opened", [0, 1, 2, 3])
@pytest.mark.parametrize("victim", [0, 1])
def test_who_stops_while_opening_is_at_most_one_item_ahead(tmp_path: Path, opened: int, victim: int) -> None:
    people = [Person(0), Person(1)]
    stop_when(people[victim], Opening, opened)
    results = run(negotiate(SHEET, [YES, YES], tmp_path, people))
    if all(isinstance(result, Result) for result in results):
        return  # it was too late to stop
    seen = []
    for person in people:
        last = person.stages[-1]
        assert isinstance(last, Aborted | Result)
        shown = last.outcome.items if isinstance(last, Result) else last.opened
        assert shown is not None
        seen.append(shown)
        assert n_used(tmp_path / f"person-{person.number}") == 1
    stopper, other = seen[victim], seen[1 - victim]
    assert len(stopper) >= opened
    assert abs(len(stopper) - len(other)) <= 1
    shorter, longer = sorted(seen, key=len)
    assert shorter.items() <= longer.items()


def test_an_answer_that_never_comes(tmp_path: Path) -> None:
    """Who leaves while others are thinking ends it for all, before anything was computed."""

    class Refused(Exception):
        pass

    async def negotiate_with_a_quitter() -> list[Result | BaseException]:
        invited: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        async def accept(_: Sheet) -> str:
            return ""

        async def answer(_: Sheet, __: str) -> Answers:
            return YES

        async def quit_thinking(_: Sheet, __: str) -> Answers:
            raise Refused

        def around(name: str) -> negotiation.Around:
            return negotiation.Around(lambda stage: None, tmp_path / name)

        hosting = asyncio.create_task(
            negotiation.host(SHEET, 2, "", answer, invited.set_result, around("a"), ("127.0.0.1", 0))
        )
        joining = asyncio.create_task(negotiation.join(await invited, accept, quit_thinking, around("b")))
        return list(await asyncio.gather(hosting, joining, return_exceptions=True))

    host, join = run(negotiate_with_a_quitter())
    assert isinstance(join, Refused)
    assert isinstance(host, PeerError | NetworkError)


def test_a_folder_that_cannot_be_written_is_told_before_anybody_is_invited(tmp_path: Path) -> None:
    (tmp_path / "person-0").write_text("not a folder")
    person, invites = Person(0), []

    async def answer(_: Sheet, __: str) -> Answers:
        return YES

    around = negotiation.Around(person.report, tmp_path / "person-0")
    with pytest.raises(StoreNotWritable):
        run(negotiation.host(SHEET, 2, "", answer, invites.append, around, ("127.0.0.1", 0)))
    (stopped,) = person.stages
    assert isinstance(stopped, Aborted)
    assert stopped.opened is None
    assert invites == []


def test_a_run_that_cannot_be_noted_stops_before_the_opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record_used, broken = Acquaintance.record_used, tmp_path / "person-1"

    def cannot(self: Acquaintance, *rest: object) -> None:
        if self._table.store.folder.parent == broken:
            raise StoreNotWritable(broken)
        record_used(self, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Acquaintance, "record_used", cannot)
    people = [Person(0), Person(1)]
    results = run(negotiate(SHEET, [YES, YES], tmp_path, people))
    assert isinstance(results[1], StoreNotWritable)
    assert isinstance(results[0], PeerAborted)
    stopped = people[1].stages[-1]
    assert isinstance(stopped, Aborted)
    assert stopped.opened is None
    assert not [stage for stage in people[0].stages if isinstance(stage, Opening) and stage.opened]


def test_no_signature_from_the_other_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The result stands; the agreement says whose signature is missing."""

    async def lost(*_: object) -> dict[int, bytes]:
        raise NetworkError("gone")

    monkeypatch.setattr(negotiation.Runner, "exchange", lost)
    for number, result in enumerate(run(negotiate(SHEET, [YES, YES], tmp_path))):
        assert isinstance(result, Result)
        assert result.outcome.agreed
        assert not result.signed
        assert [signed is None for signed in result.agreement.signatures] == [number == 1, number == 0]


def test_a_wrong_signature_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = negotiation.Runner.exchange

    async def changed(self: negotiation.Runner, blob: bytes, length: int) -> dict[int, bytes]:
        inbox = await honest(self, blob, length)
        return {party: theirs[:-1] + bytes([theirs[-1] ^ 1]) for party, theirs in inbox.items()}

    monkeypatch.setattr(negotiation.Runner, "exchange", changed)
    for result in run(negotiate(SHEET, [YES, YES], tmp_path)):
        assert isinstance(result, Result)
        assert not result.signed
