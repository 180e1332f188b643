"""A run that was stopped while it was opened, and its repeat: the same inputs, order and result, no further count."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from crypto.bits import Bits
from crypto.errors import CheatingDetected, PeerAborted, PeerError
from desktop import negotiation
from desktop.deals.answers import Answer, Answers, Preferences, Ticks
from desktop.deals.items import MatchItem, PickItem
from desktop.deals.sheet import RunLimits, Sheet, to_toml
from desktop.kept.acquaintance import Acquaintance
from desktop.kept.inputs import KeptInputs
from desktop.ledger import LedgerBook, Reason, RunRefused
from desktop.ledger.entries import Entry, Event, decode_ledger
from desktop.paths import STORE_FOLDER
from desktop.run import plan as run_plan
from desktop.run.stages import Acquainted, Opening, Result
from desktop.store import Kind, open_or_create
from p2p.errors import NetworkError
from tests.desktop.cli.test_meeting import outcome_of
from tests.desktop.deals.clear import bundle, names, sheet_of
from tests.desktop.negotiations import Person
from tests.desktop.programs import Desk
from tests.desktop.test_further_runs import Asked, compare, n_kept, reasons

MATCHES = tuple(MatchItem(id=item_id, rule="mutual_yes") for item_id in "abcde")
DRAW = PickItem(id="p", rule="one_random_common", options=names(64))
ONCE = sheet_of(*MATCHES, DRAW)
EVERYTHING: Answer = Ticks(frozenset(range(64)))
POINTS = ["kept", "counting", "used", "order", "opened 1", "opened 6", "signing"]
"""Where one side is gone without a word: what was kept for a repeat is saved, before and after the run counts there,
the order is known, so many items are opened, all is open and nothing is signed."""


def says(*item_ids: str) -> Answers:
    return Answers(by_item={**dict.fromkeys(item_ids, True), "p": EVERYTHING})


BOTH = [says("a", "b", "c"), says("b", "c", "d")]


@dataclass
class Death:
    """The program of one person is gone at some point; nothing of it runs afterwards, as if it had been killed."""

    patch: pytest.MonkeyPatch
    person: int
    at: str
    dead: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        for kind, name, before, after in (
            (KeptInputs, "keep_next", "", "kept"),
            (Acquaintance, "record_used", "counting", "used"),
            (LedgerBook, "record_order", "", "order"),
        ):
            self.patch.setattr(kind, name, self._dying(getattr(kind, name), before, after))
        record_end = Acquaintance.record_end

        def no_end(known: Acquaintance, now: float, *, n_opened: int | None = None) -> None:
            if not (self.dead.is_set() and self._is_victim(known._table.store.folder)):
                record_end(known, now, n_opened=n_opened)

        self.patch.setattr(Acquaintance, "record_end", no_end)
        signing = negotiation.sign

        async def sign(meeting: object, *rest: object) -> object:
            if self.at == "signing" and meeting.me == self.person:  # type: ignore[attr-defined]
                self.die()
            return await signing(meeting, *rest)  # type: ignore[arg-type]

        self.patch.setattr(negotiation, "sign", sign)

    def _is_victim(self, folder: Path) -> bool:
        return f"person-{self.person}" in folder.parts

    def _dying(self, real: Callable[..., object], before: str, after: str) -> Callable[..., object]:
        def call(owner: object, *rest: object, **named: object) -> object:
            store = getattr(owner, "_store", None) or owner._table.store  # type: ignore[attr-defined]
            mine = self._is_victim(store.folder)
            if mine and self.at == before:
                self.die()
            result = real(owner, *rest, **named)
            if mine and self.at == after:
                self.die()
            return result

        return call

    def watch(self, person: Person) -> None:
        """Die when so many items are opened."""
        if self.at.startswith("opened") and person.number == self.person:
            count = int(self.at.split()[1])
            publish = negotiation.Negotiation._publish_opening

            def published(run: object, total: int, comparing: float | None = None) -> None:
                publish(run, total, comparing)  # type: ignore[arg-type]
                folder = run._around.folder  # type: ignore[attr-defined]
                if self._is_victim(folder) and len(run._opened or {}) == count:  # type: ignore[attr-defined]
                    self.die()

            self.patch.setattr(negotiation.Negotiation, "_publish_opening", published)

    def die(self) -> None:
        self.dead.set()
        raise PeerAborted("the plug is pulled")


def opened_in_order(person: Person) -> list[str]:
    """The items in the order in which they were opened."""
    found: list[str] = []
    for stage in person.stages:
        if isinstance(stage, Opening):
            found += [item for item in stage.opened if item not in found]
    return found


def entries(folder: Path, number: int) -> tuple[Entry, ...]:
    with open_or_create(folder / f"person-{number}" / STORE_FOLDER) as store:
        records = [store.get(Kind.LEDGER, record_id) for record_id in store.ids(Kind.LEDGER)]
    return tuple(entry for record in records if record for entry in decode_ledger(record.content).entries)


def stop_at(
    folder: Path, at: str, monkeypatch: pytest.MonkeyPatch, sheet: Sheet = ONCE, everyone: Sequence[Answers] = BOTH
) -> list[Person]:
    """A run in which the second person is gone at this point."""
    people = [Person(number) for number in range(len(everyone))]
    with monkeypatch.context() as patch:
        death = Death(patch, 1, at)
        death.watch(people[1])
        results = compare(sheet, everyone, folder, Asked(), people)
    assert death.dead.is_set()
    assert not isinstance(results[1], Result)
    return people


def values(results: Sequence[Result | BaseException]) -> list[dict[str, object]]:
    found = []
    for result in results:
        if isinstance(result, BaseException):
            raise result
        found.append({name: shown.value for name, shown in result.outcome.items.items()})
    return found


@pytest.mark.parametrize("at", POINTS)
def test_wherever_one_side_is_gone_the_repeat_is_the_same_run(
    tmp_path: Path, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stop_at(tmp_path, at, monkeypatch)
    seen = [opened_in_order(person) for person in before]
    assert abs(len(seen[0]) - len(seen[1])) <= 1  # nobody is more than one item ahead
    asked, people = Asked(), [Person(0), Person(1)]
    # What they say now does not count; the run does not count once more.
    first, second = values(compare(ONCE, [says(), says("a")], tmp_path, asked, people))
    assert first == second
    if not any(entry.event == Event.REPEATED for entry in entries(tmp_path, 0)):
        # It never counted anywhere: nobody can have seen anything, and it is an ordinary first run.
        assert at in ("kept", "counting")  # the other side may hear of it before it counts
        assert [name for name, value in first.items() if value] == ["p"]
        return
    assert {name for name, value in first.items() if value} == {"b", "c", "p"}
    assert [(verdict.run, verdict.repeats, verdict.mine) for verdict in asked.verdicts] in (
        [(1, True, 1), (1, True, 1)],
        [(1, True, 1), (1, True, 0)],
        [(1, True, 0), (1, True, 1)],
    )
    for person, old in zip(people, seen, strict=True):
        assert opened_in_order(person)[: len(old)] == old
        known = next(stage for stage in person.stages if isinstance(stage, Acquainted))
        assert not known.verdict.first_meeting
    coins = {entry.detail for number in range(2) for entry in entries(tmp_path, number) if entry.event == Event.ORDER}
    assert len(coins) == 1
    for number in range(2):
        assert sum(entry.event == Event.USED for entry in entries(tmp_path, number)) == 1
        assert entries(tmp_path, number)[-1].event == Event.FINISHED
        assert n_kept(tmp_path, number) == 0
    assert reasons(compare(ONCE, BOTH, tmp_path)) == [Reason.USED_UP] * 2


def test_three_people_and_a_repeat_that_is_stopped_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a bundle, so that claims are proved in the repeat as well; the others sit elsewhere then."""
    sheet = sheet_of(MATCHES[0], bundle(3, 3), n=3)
    likes = Preferences(((9, 5, 1), (3, 2, 1)), (1, 1), (2, 2))
    everyone = [Answers(by_item={"a": True, "b": likes}) for _ in range(3)]
    first = stop_at(tmp_path, "opened 1", monkeypatch, sheet, everyone)
    again = stop_at(tmp_path, "order", monkeypatch, sheet, everyone)
    (tmp_path / "person-0").rename(tmp_path / "aside")
    (tmp_path / "person-2").rename(tmp_path / "person-0")
    (tmp_path / "aside").rename(tmp_path / "person-2")
    people = [Person(number) for number in range(3)]
    nothing = [Answers()] * 3
    found = values(compare(sheet, nothing, tmp_path, Asked(), people))
    assert found == [{"a": True, "b": {"i0": "0", "i1": "0"}}] * 3
    for old in (*first, *again):
        assert opened_in_order(people[0])[: len(opened_in_order(old))] == opened_in_order(old)
    for number in range(3):
        events = [entry.event for entry in entries(tmp_path, number)]
        assert events.count(Event.USED) == 1
        assert events.count(Event.REPEATED) == 2


def test_other_inputs_in_a_repeat_are_caught_before_anything_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed program wants to see what comes of other answers."""
    stop_at(tmp_path, "opened 1", monkeypatch)
    bits_of = run_plan._bits_of
    calls: list[int] = []

    def other(kept: object) -> Bits:
        bits = bits_of(kept)  # type: ignore[arg-type]
        calls.append(1)
        if len(calls) == 1:
            bits[0] ^= 1
        return bits

    people = [Person(0), Person(1)]
    with monkeypatch.context() as patch:
        patch.setattr(run_plan, "_bits_of", other)
        patch.setattr("crypto.sticky.StickyRun.require_fitting", lambda self, my_bits: None)
        results = compare(ONCE, BOTH, tmp_path, Asked(), people)
    assert any(isinstance(result, CheatingDetected) for result in results)
    assert all(isinstance(result, PeerError) for result in results)
    assert not any(opened_in_order(person) for person in people)
    assert sum(entry.event == Event.REPEATED for entry in entries(tmp_path, 0)) == 0
    assert {name for name, value in values(compare(ONCE, BOTH, tmp_path))[0].items() if value} == {"b", "c", "p"}


def test_where_answers_are_free_the_next_run_has_the_draw_of_the_repeat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = replace(ONCE, run=RunLimits(max_runs=2, rerun="free"))
    stop_at(tmp_path, "opened 4", monkeypatch, sheet)
    repeated = values(compare(sheet, BOTH, tmp_path))[0]
    further = values(compare(sheet, [says("e"), says("e")], tmp_path))[0]
    assert further["p"] == repeated["p"]
    assert [name for name, value in further.items() if value] == ["e", "p"]


def test_after_a_repeat_only_adding_is_held_to_what_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = replace(ONCE, run=RunLimits(max_runs=3))
    values(compare(sheet, BOTH, tmp_path))
    stop_at(tmp_path, "opened 1", monkeypatch, sheet, [says("a", "b", "c", "d"), says("d")])
    asked = Asked()
    repeated = values(compare(sheet, [says(), says()], tmp_path, asked))[0]
    assert [(verdict.run, verdict.repeats) for verdict in asked.verdicts] == [(2, True)] * 2
    assert {name for name, value in repeated.items() if value} == {"b", "c", "d", "p"}
    further = values(compare(sheet, [says(), says("a")], tmp_path))[0]
    assert {name for name, value in further.items() if value} == {"a", "b", "c", "d", "p"}


def test_without_everybodys_consent_nothing_is_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_at(tmp_path, "opened 1", monkeypatch)
    results = compare(ONCE, BOTH, tmp_path, Asked(lambda number: number == 0))
    assert isinstance(results[1], RunRefused)
    assert results[1].verdict.reason == Reason.DECLINED
    assert isinstance(results[0], NetworkError | PeerError)
    assert len(values(compare(ONCE, BOTH, tmp_path))) == 2


@pytest.mark.parametrize("who", [0, 1])
def test_what_is_lost_cannot_be_repeated_and_people_hear_why(
    tmp_path: Path, who: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_at(tmp_path, "opened 1", monkeypatch)
    with open_or_create(tmp_path / f"person-{who}" / STORE_FOLDER) as store:
        for record in store.ids(Kind.KEPT_INPUTS):
            store.forget(Kind.KEPT_INPUTS, record)
    assert reasons(compare(ONCE, BOTH, tmp_path)) == [Reason.NOT_REPEATABLE] * 2


def test_who_has_everybodys_signature_has_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last message of all can get lost: then one side has the result, and only a talk helps the other."""
    record_end = Acquaintance.record_end

    def no_end(known: Acquaintance, now: float, *, n_opened: int | None = None) -> None:
        if "person-1" not in known._table.store.folder.parts:
            record_end(known, now, n_opened=n_opened)

    monkeypatch.setattr(Acquaintance, "record_end", no_end)
    values(compare(ONCE, BOTH, tmp_path))
    monkeypatch.undo()
    assert reasons(compare(ONCE, BOTH, tmp_path)) == [Reason.NOT_REPEATABLE] * 2


# Real processes that are killed


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "desk"
    folder.mkdir()
    opened = Desk(folder)
    yield opened
    opened.close()


@pytest.mark.parametrize("at", ["counting", "opened 2"])
def test_a_process_that_was_killed_while_opening(desk: Desk, at: str) -> None:
    sheet = desk.file("s.deal", to_toml(sheet_of(*MATCHES)))
    mine, theirs = (
        desk.file(f"{number}.toml", "[answers]\n" + "".join(f"{item} = true\n" for item in items))
        for number, items in enumerate(("abc", "bcd"))
    )
    other = desk.file("other.toml", "[answers]\n")
    ana, bea = (str(desk.folder / name) for name in ("ana", "bea"))
    host = desk.start("host", sheet, "--answers", mine, "--listen", "127.0.0.1:0", "--json", home=ana)
    victim = desk.start(
        *("join", "--answers", theirs, "--expect", sheet, "--json"), invite=host.invite(), home=bea, dies_at=at
    )
    assert victim.end().code == -9
    stopped = host.end()
    assert stopped.code == 1
    assert stopped.events[-1]["event"] == "error"
    host = desk.start("host", sheet, "--answers", other, "--listen", "127.0.0.1:0", "--json", home=ana)
    join = desk.start("join", "--answers", other, "--expect", sheet, "--json", invite=host.invite(), home=bea)
    for ended in (host.end(), join.end()):
        items = outcome_of(ended)["items"]
        agreed = [name for name, shown in items.items() if shown["agreed"]]  # type: ignore[attr-defined]
        if at == "counting" and "cannot be counted" in ended.stderr:  # the host heard of it before it counted
            assert agreed == []
            continue
        assert agreed == ["b", "c"]
        assert "It can be repeated" in ended.stderr
        assert "cannot be counted" not in ended.stderr
        before = stopped.events[-1].get("opened", {})
        assert all(items[name] == shown for name, shown in before.items())  # type: ignore[attr-defined, index]
