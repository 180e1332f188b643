"""Runs between the same people, from invite to agreement: counted, held to the earlier one, agreed to, given up."""

from __future__ import annotations

import asyncio
import secrets
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from crypto.bits import Bits
from crypto.errors import CheatingDetected, PeerAborted, PeerError
from desktop import negotiation
from desktop.deals.answers import Answer, Answers, Ticks
from desktop.deals.items import MatchItem, PickItem
from desktop.deals.sheet import RunLimits, Sheet
from desktop.kept.acquaintance import Acquaintance
from desktop.kept.relations import Relations
from desktop.ledger import Reason, RunRefused, Verdict
from desktop.ledger.entries import Event, decode_ledger
from desktop.paths import STORE_FOLDER
from desktop.run import plan as run_plan
from desktop.run.around import Around
from desktop.run.stages import Aborted, Acquainted, Opening, Result, Stage
from desktop.store import Kind, open_or_create
from desktop.strings.errors import explain
from p2p.errors import NetworkError, OwnInvite
from tests.desktop.deals.clear import names, sheet_of
from tests.desktop.negotiations import Person, negotiate
from tests.desktop.test_negotiation import run

ITEMS = tuple(MatchItem(id=item_id, rule="mutual_yes") for item_id in ("a", "b", "c"))
ADD = sheet_of(*ITEMS, run=RunLimits(max_runs=3))
DRAW = sheet_of(PickItem(id="p", rule="one_random_common", options=names(64)), run=RunLimits(max_runs=3, rerun="free"))


def yes(*item_ids: str) -> Answers:
    return Answers(by_item=dict.fromkeys(item_ids, True))


@dataclass
class Asked:
    """What people were asked and told."""

    agrees: Callable[[int], bool] = lambda number: True
    verdicts: list[Verdict] = field(default_factory=list)
    taken_back: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def around(self, person: Person, folder: Path) -> Around:
        async def again(sheet: Sheet, verdict: Verdict) -> bool:
            self.verdicts.append(verdict)
            return self.agrees(person.number)

        def told(items: tuple[str, ...]) -> None:
            self.taken_back[person.number] = items

        home = folder / f"person-{person.number}"
        return Around(person.report, home, again=again, taken_back=told)


def compare(
    sheet: Sheet,
    everyone: Sequence[Answers],
    folder: Path,
    asked: Asked | None = None,
    people: Sequence[Person] | None = None,
) -> list[Result | BaseException]:
    return run(negotiate(sheet, everyone, folder, people, around_of=(asked or Asked()).around))


def agreed(results: Sequence[Result | BaseException]) -> set[str]:
    """The items that came out, the same for all."""
    found = set()
    for result in results:
        if isinstance(result, BaseException):
            raise result
        found.add(frozenset(name for name, shown in result.outcome.items.items() if shown.agreed))
    (only,) = found
    return set(only)


def reasons(results: Sequence[Result | BaseException]) -> list[Reason]:
    assert all(isinstance(result, RunRefused) for result in results), results
    return [result.verdict.reason for result in results]  # type: ignore[union-attr]


COUNTED = [Event.USED, Event.ORDER, Event.FINISHED]


def events(folder: Path, number: int) -> list[Event]:
    """Everything in this person's ledgers."""
    with open_or_create(folder / f"person-{number}" / STORE_FOLDER) as store:
        records = [store.get(Kind.LEDGER, record_id) for record_id in store.ids(Kind.LEDGER)]
    return [entry.event for record in records if record for entry in decode_ledger(record.content).entries]


def n_kept(folder: Path, number: int) -> int:
    with open_or_create(folder / f"person-{number}" / STORE_FOLDER) as store:
        return len(store.ids(Kind.KEPT_INPUTS))


def test_three_runs_that_only_add_and_no_fourth(tmp_path: Path) -> None:
    asked, people = Asked(), [Person(0), Person(1)]
    assert agreed(compare(ADD, [yes("a"), yes("a", "b")], tmp_path, asked, people)) == {"a"}
    (first,) = [stage for stage in people[0].stages if isinstance(stage, Acquainted)]
    assert first.verdict.first_meeting
    assert asked.verdicts == []
    # Person 0 adds b. Person 1 takes a and b back, and adds c: the earlier answers count beside it.
    assert agreed(compare(ADD, [yes("a", "b"), yes("c")], tmp_path, asked)) == {"a", "b"}
    assert asked.taken_back == {0: (), 1: ("a", "b")}
    assert [verdict.run for verdict in asked.verdicts] == [2, 2]
    # What counted, and not what was entered, holds the next run; the other one invites, too.
    assert agreed(compare(ADD, [yes("a", "b", "c"), yes()], tmp_path, asked)) == {"a", "b", "c"}
    assert asked.taken_back == {0: (), 1: ("a", "b", "c")}
    for number in range(2):
        assert n_kept(tmp_path, number) == 0
        assert events(tmp_path, number) == COUNTED * 3
    assert reasons(compare(ADD, [yes(), yes()], tmp_path, asked)) == [Reason.USED_UP] * 2


def test_three_people(tmp_path: Path) -> None:
    sheet, asked = sheet_of(*ITEMS, n=3, run=RunLimits(max_runs=2)), Asked()
    assert agreed(compare(sheet, [yes("a"), yes("a"), yes("a", "b")], tmp_path, asked)) == {"a"}
    assert agreed(compare(sheet, [yes("b"), yes("a", "b"), yes("b")], tmp_path, asked)) == {"a", "b"}
    assert asked.taken_back == {0: ("a",), 1: (), 2: ("a",)}
    assert reasons(compare(sheet, [yes()] * 3, tmp_path, asked)) == [Reason.USED_UP] * 3


def test_the_same_answers_give_the_same_draw(tmp_path: Path) -> None:
    """One of 64, three times the same, whoever invites."""
    everything: Answer = Ticks(frozenset(range(64)))
    answers = [Answers(by_item={"p": everything})] * 2
    drawn = set()
    for _ in range(3):
        results = compare(DRAW, answers, tmp_path)
        assert agreed(results) == {"p"}
        drawn.add(results[0].outcome.items["p"].value)
        swap(tmp_path, 0, 1)
    assert len(drawn) == 1
    assert reasons(compare(DRAW, answers, tmp_path)) == [Reason.USED_UP] * 2


def swap(folder: Path, one: int, other: int) -> None:
    """These two change seats."""
    first, second, aside = folder / f"person-{one}", folder / f"person-{other}", folder / "aside"
    first.rename(aside)
    second.rename(first)
    aside.rename(second)


def test_one_run_is_one_run(tmp_path: Path) -> None:
    sheet = replace(ADD, run=RunLimits(max_runs=1))
    assert agreed(compare(sheet, [yes("a"), yes("a")], tmp_path)) == {"a"}
    assert n_kept(tmp_path, 0) == n_kept(tmp_path, 1) == 0
    assert reasons(compare(sheet, [yes("a"), yes("a")], tmp_path)) == [Reason.USED_UP] * 2
    assert agreed(compare(replace(sheet, id="another"), [yes("b"), yes("b")], tmp_path)) == {"b"}


@pytest.mark.parametrize("who", [0, 1])
def test_without_everybodys_consent_nothing_happens(tmp_path: Path, who: int) -> None:
    compare(ADD, [yes("a"), yes("a")], tmp_path)
    results = compare(ADD, [yes("a"), yes("a")], tmp_path, Asked(lambda number: number != who))
    assert isinstance(results[who], RunRefused)
    assert results[who].verdict.reason == Reason.DECLINED
    assert isinstance(results[1 - who], NetworkError | PeerError)
    assert events(tmp_path, 0) == events(tmp_path, 1) == COUNTED
    nobody_asks = run(negotiate(ADD, [yes("a"), yes("a")], tmp_path))
    assert any(isinstance(result, RunRefused) for result in nobody_asks)


def test_who_does_not_want_inputs_kept_is_held_to_nothing_and_everybody_hears_it(tmp_path: Path) -> None:
    def around(person: Person, folder: Path) -> Around:
        return replace(Asked().around(person, folder), may_keep=person.number == 0)

    assert agreed(run(negotiate(ADD, [yes("a"), yes("a")], tmp_path, around_of=around))) == {"a"}
    assert n_kept(tmp_path, 0) == n_kept(tmp_path, 1) == 0
    asked = Asked()
    assert agreed(compare(ADD, [yes("b"), yes("b")], tmp_path, asked)) == {"b"}
    assert [verdict.n_remade for verdict in asked.verdicts] == [1, 1]
    assert events(tmp_path, 0)[3:] == [Event.USED, Event.REMADE, Event.ORDER, Event.FINISHED]


# Who enters something else than before, or goes back


def test_an_undeclared_change_ends_the_run_before_it_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """C30. A changed program enters other "earlier" inputs than it did; the other side stops it and keeps its own."""
    compare(ADD, [yes("a"), yes("a")], tmp_path)
    encode_further = run_plan.encode_further

    def other(compiled: object, seat: int, answers: Answers, kept: Bits, random: object) -> Bits:
        bits = encode_further(compiled, seat, answers, kept, random)  # type: ignore[arg-type]
        if seat == 1:
            bits[-1] ^= 1  # of the inputs that are entered as the earlier ones
        return bits

    monkeypatch.setattr(run_plan, "encode_further", other)
    monkeypatch.setattr("crypto.sticky.StickyRun.require_fitting", lambda self, my_bits: None)
    results = compare(ADD, [yes("a"), yes("a")], tmp_path)
    assert isinstance(results[0], CheatingDetected)
    assert isinstance(results[1], PeerError)
    monkeypatch.undo()
    assert events(tmp_path, 0) == COUNTED
    assert agreed(compare(ADD, [yes("a", "b"), yes("b")], tmp_path)) == {"a", "b"}


def test_taking_back_with_a_changed_program_ends_the_run_before_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It enters what was answered before, rightly, and beside it less."""
    compare(ADD, [yes("a", "b"), yes("a", "b")], tmp_path)
    what_counts = run_plan.what_counts

    def anything(plan: run_plan.RunPlan, seat: int, answers: Answers) -> tuple[Answers, tuple[str, ...]]:
        return (answers, ()) if seat == 1 else what_counts(plan, seat, answers)

    monkeypatch.setattr(run_plan, "what_counts", anything)
    monkeypatch.setattr(negotiation, "what_counts", anything)
    results = compare(ADD, [yes("a", "b", "c"), yes("b", "c")], tmp_path)
    assert all(isinstance(result, CheatingDetected | PeerAborted) for result in results)
    assert any(isinstance(result, CheatingDetected) for result in results)
    monkeypatch.undo()
    assert events(tmp_path, 0) == events(tmp_path, 1) == COUNTED
    assert agreed(compare(ADD, [yes("a", "b", "c"), yes("c")], tmp_path)) == {"a", "b", "c"}


@pytest.mark.parametrize("who", [0, 1])
def test_a_restored_folder_gets_no_run_more_and_everybody_hears_it(tmp_path: Path, who: int) -> None:
    """A folder of before the second run: the other's count decides; nobody is held to what one no longer has."""
    compare(ADD, [yes("a"), yes("a")], tmp_path)
    saved = shutil.copytree(tmp_path / f"person-{who}", tmp_path / "saved")
    compare(ADD, [yes("a", "b"), yes("a")], tmp_path)
    shutil.rmtree(tmp_path / f"person-{who}")
    saved.rename(tmp_path / f"person-{who}")
    asked = Asked()
    assert agreed(compare(ADD, [yes("a"), yes("a", "b", "c")], tmp_path, asked)) == {"a"}
    assert [(verdict.run, verdict.n_remade, verdict.counts_differ) for verdict in asked.verdicts] == [(3, 1, True)] * 2
    assert reasons(compare(ADD, [yes("a"), yes("a")], tmp_path)) == [Reason.USED_UP] * 2


def test_a_folder_of_before_a_broken_off_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that never counted spent a use of the slots; a folder of before it asks the same question again."""
    compare(ADD, [yes("a"), yes("a")], tmp_path)
    saved = shutil.copytree(tmp_path / "person-0", tmp_path / "saved")
    record_used = Acquaintance.record_used

    def cannot(self: Acquaintance, *rest: object) -> None:
        raise PeerAborted("somebody pulls the plug")

    monkeypatch.setattr(Acquaintance, "record_used", cannot)
    assert not any(isinstance(result, Result) for result in compare(ADD, [yes("a")] * 2, tmp_path))
    monkeypatch.setattr(Acquaintance, "record_used", record_used)
    shutil.rmtree(tmp_path / "person-0")
    saved.rename(tmp_path / "person-0")
    assert agreed(compare(ADD, [yes("a", "b"), yes("b")], tmp_path)) == {"a", "b"}


def test_a_removed_folder_is_a_stranger(tmp_path: Path) -> None:
    sheet = replace(ADD, run=RunLimits(max_runs=1))
    compare(sheet, [yes("a"), yes("a")], tmp_path)
    shutil.rmtree(tmp_path / "person-1")
    people = [Person(0), Person(1)]
    assert agreed(compare(sheet, [yes("a"), yes("a")], tmp_path, people=people)) == {"a"}
    for person in people:
        (known,) = [stage for stage in person.stages if isinstance(stage, Acquainted)]
        assert known.verdict.first_meeting


def test_a_run_that_was_stopped_while_opening_counts(tmp_path: Path) -> None:
    people = [Person(0), Person(1)]

    def stop(stage: Stage) -> None:
        if isinstance(stage, Opening) and people[0].task is not None:
            people[0].on_stage = lambda _: None
            people[0].task.cancel()

    people[0].on_stage = stop
    results = compare(ADD, [yes("a"), yes("a")], tmp_path, people=people)
    if isinstance(results[0], asyncio.CancelledError):  # else it was too late to stop
        assert Event.USED in events(tmp_path, 0)
        assert events(tmp_path, 0)[-1] in (Event.STOPPED, Event.FINISHED)
    again = people_run(tmp_path)
    assert again.verdict.repeats or again.verdict.run == 2
    if again.verdict.repeats:
        assert agreed(compare(ADD, [yes("a", "b"), yes("b")], tmp_path)) == {"a"}  # what was entered then
    assert agreed(compare(ADD, [yes("a", "b"), yes("b")], tmp_path)) == {"a", "b"}


def people_run(folder: Path) -> Acquainted:
    """How this computer counts, seen by starting a further run and declining it."""
    people = [Person(0), Person(1)]
    compare(ADD, [yes("a"), yes("a")], folder, Asked(lambda number: False), people)
    return next(stage for stage in people[0].stages if isinstance(stage, Acquainted))


def test_a_window_refuses_an_invite_that_its_own_folder_shows(tmp_path: Path) -> None:
    """E19: whoever pastes an invite that this very person shows."""

    def around(person: Person, folder: Path) -> Around:
        return Around(person.report, folder, refuse_own=True)

    people = [Person(0), Person(1)]

    def look(stage: Stage) -> None:
        if isinstance(stage, Aborted) and people[0].task is not None:
            people[0].task.cancel()

    people[1].on_stage = look
    _, joined = run(negotiate(ADD, [yes("a"), yes("a")], tmp_path, people, around_of=around))
    assert isinstance(joined, OwnInvite)
    assert explain(joined).code == "E19"


def test_both_people_at_copies_of_one_folder_are_not_counted(tmp_path: Path) -> None:
    sheet = replace(ADD, run=RunLimits(max_runs=1))
    with open_or_create(tmp_path / "person-0" / STORE_FOLDER) as store:
        Relations(store, secrets.token_bytes).of_this_folder(bytes(32), bytes(32))
    shutil.copytree(tmp_path / "person-0", tmp_path / "person-1")

    def around(person: Person, folder: Path) -> Around:
        return Around(person.report, folder / f"person-{person.number}")

    for _ in range(2):
        people = [Person(0), Person(1)]
        assert agreed(run(negotiate(sheet, [yes("a"), yes("a")], tmp_path, people, around_of=around))) == {"a"}
        assert all(stage.uncounted for person in people for stage in person.stages if isinstance(stage, Acquainted))
