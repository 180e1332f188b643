"""Looking at the sheet together: real negotiations over sockets in which it is changed, or stays as it is."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from crypto.errors import MalformedMessage, PeerError
from desktop.deals.answers import Answers
from desktop.deals.errors import RolesClash
from desktop.deals.items import MatchItem
from desktop.deals.sheet import Parties, Sheet, canonical
from desktop.run import reviewing
from desktop.run.around import Around, Desk
from desktop.run.reviewing import OtherId, fits
from desktop.run.stages import Aborted, Acquainted, Answering, Fewer, Reconnected, Result, Reviewing, Stage
from p2p import leaving_out, lost
from p2p import review as p2p_review
from p2p.errors import NetworkError
from p2p.lobby import sheet_digest
from p2p.meeting import Meeting
from p2p.sheet_words import Begin, Proposal
from tests.desktop.negotiations import Person, negotiate, run

WALK = MatchItem(id="walk", rule="mutual_yes")
FILM = MatchItem(id="film", rule="mutual_yes")
FOOD = MatchItem(id="food", rule="mutual_yes")
YES = Answers(by_item={"walk": True})


def a_sheet(*items: MatchItem, most: int = 3) -> Sheet:
    return Sheet(id="evening", title="An evening", parties=Parties(min=2, max=most), items=items or (WALK,))


BASE, BETTER, OTHER = a_sheet(), a_sheet(WALK, FILM), a_sheet(WALK, FOOD)


def name_of(sheet: Sheet) -> bytes:
    return sheet_digest(canonical(sheet))


Do = Callable[["Reader", Reviewing], None]


@dataclass
class Reader(Person):
    """Somebody who looks at the sheet.

    Attributes:
        is_fine: with the sheet as it is. do: what this person does whenever there is news.
    """

    is_fine: bool = True
    do: Do = lambda reader, news: None
    desk: Desk | None = None
    done: set[str] = field(default_factory=set)
    answered: Sheet | None = None

    def take(self, desk: Desk) -> None:
        self.desk = desk
        self.look()

    def report(self, stage: Stage) -> None:
        super().report(stage)
        if isinstance(stage, Answering):
            self.answered = stage.sheet
        if isinstance(stage, Reviewing):
            asyncio.get_running_loop().call_soon(self.look)

    def look(self) -> None:
        news = [stage for stage in self.stages if isinstance(stage, Reviewing)]
        if news and self.desk is not None:
            self.do(self, news[-1])

    def once(self, what: str) -> bool:
        new = what not in self.done
        self.done.add(what)
        return new


def around_of(person: Person, folder: Path) -> Around:
    assert isinstance(person, Reader)
    plain = Around(person.report, folder / f"person-{person.number}")
    return replace(plain, at_desk=person.take, is_fine=lambda: person.is_fine)


def around_unasked(person: Person, folder: Path) -> Around:
    """The last person's program asks nobody."""
    assert isinstance(person, Reader)
    return Around(person.report, folder / "unasked") if person.number == 0 else around_of(person, folder)


def meet(people: Sequence[Reader], folder: Path, around: Callable[[Person, Path], Around] = around_of) -> list[object]:
    everyone = [YES] * len(people)
    return list(run(negotiate(BASE, everyone, folder, people, around_of=around)))


def suggesting(sheet: Sheet, note: str = "") -> Do:
    def do(reader: Reader, news: Reviewing) -> None:
        assert reader.desk is not None
        if reader.once("suggest"):
            reader.desk.note(note)
            reader.desk.suggest(sheet)

    return do


def accepting(reader: Reader, news: Reviewing) -> None:
    assert reader.desk is not None
    for version in news.versions[1:]:
        if version.seat != news.me and reader.once(version.name.hex()):
            reader.desk.fine(version.name)


def refusing(reader: Reader, news: Reviewing) -> None:
    assert reader.desk is not None
    for version in news.versions[1:]:
        if version.seat != news.me and reader.once(version.name.hex()):
            reader.desk.refuse(version.name)


def then_gives_in(first: Do) -> Do:
    """Suggests, and is fine with the sheet as it was once somebody refuses."""

    def do(reader: Reader, news: Reviewing) -> None:
        first(reader, news)
        assert reader.desk is not None
        if any(refused for refused in news.refused) and reader.once("give in"):
            reader.desk.fine(news.versions[0].name)

    return do


def both(first: Do, second: Do) -> Do:
    def do(reader: Reader, news: Reviewing) -> None:
        first(reader, news)
        second(reader, news)

    return do


def results_of(ends: Sequence[object]) -> list[Result]:
    for end in ends:
        assert isinstance(end, Result), end
    return [end for end in ends if isinstance(end, Result)]


def test_a_change_that_all_accept_is_what_is_compared(tmp_path: Path) -> None:
    host, guest = people = [
        Reader(0, do=accepting),
        Reader(1, is_fine=False, do=suggesting(BETTER, "What about a film?")),
    ]
    results = results_of(meet(people, tmp_path))
    assert [result.sheet for result in results] == [BETTER, BETTER]
    assert all(result.signed and result.agreement.record.sheet == BETTER for result in results)
    assert results[0].outcome.items["walk"].agreed
    assert host.answered == guest.answered == BETTER
    seen = [stage for stage in host.stages if isinstance(stage, Reviewing)]
    assert seen[-1].notes == ((1, "What about a film?"),)
    assert [(version.number, version.seat, version.sheet) for version in seen[-1].versions] == [
        (1, -1, BASE),
        (2, 1, BETTER),
    ]


def test_a_change_that_somebody_refuses_leaves_the_old_one(tmp_path: Path) -> None:
    people = [Reader(0, do=refusing), Reader(1, is_fine=False, do=then_gives_in(suggesting(BETTER)))]
    assert [result.sheet for result in results_of(meet(people, tmp_path))] == [BASE, BASE]


def test_three_people_and_the_host_has_no_more_to_say_than_others(tmp_path: Path) -> None:
    people = [Reader(0, is_fine=False, do=then_gives_in(suggesting(BETTER))), Reader(1, do=accepting), Reader(2)]
    people[2].do = refusing
    results = results_of(meet(people, tmp_path))
    assert [result.sheet for result in results] == [BASE] * 3
    people = [Reader(0, do=accepting), Reader(1, do=accepting), Reader(2, is_fine=False, do=suggesting(OTHER))]
    assert [result.sheet for result in results_of(meet(people, tmp_path / "again"))] == [OTHER] * 3


def test_two_suggest_at_the_same_time_and_the_outcome_is_one(tmp_path: Path) -> None:
    people = [
        Reader(0, is_fine=False, do=both(suggesting(BETTER), accepting)),
        Reader(1, is_fine=False, do=both(suggesting(OTHER), accepting)),
    ]
    first, second = results_of(meet(people, tmp_path))
    assert first.sheet == second.sheet
    assert first.sheet in (BETTER, OTHER)


def test_a_program_that_asks_nobody_refuses_and_does_not_hang(tmp_path: Path) -> None:
    people = [Reader(0), Reader(1, is_fine=False, do=then_gives_in(suggesting(BETTER)))]
    assert [result.sheet for result in results_of(meet(people, tmp_path, around_unasked))] == [BASE, BASE]


def test_nobody_is_disturbed_where_all_are_fine(tmp_path: Path) -> None:
    people = [Reader(0), Reader(1)]
    results_of(meet(people, tmp_path))
    assert not any(isinstance(stage, Reviewing) for person in people for stage in person.stages)


def test_a_lost_connection_while_people_look_at_the_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was suggested is suggested again once everybody is back."""
    meetings: list[Meeting] = []
    discuss = Meeting.discuss

    async def noted(self: Meeting, *args: object) -> object:
        meetings.append(self)
        return await discuss(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Meeting, "discuss", noted)

    def cutting(reader: Reader, news: Reviewing) -> None:
        if len(news.versions) > 1 and reader.once("cut"):
            meetings[0].cut()
        elif any(isinstance(stage, Reconnected) for stage in reader.stages):
            accepting(reader, news)

    people = [Reader(0, do=cutting), Reader(1, is_fine=False, do=suggesting(BETTER))]
    results = results_of(meet(people, tmp_path))
    assert [result.sheet for result in results] == [BETTER, BETTER]
    assert any(isinstance(stage, Reconnected) for stage in people[0].stages)
    assert not any(isinstance(stage, Fewer) for stage in people[0].stages)


def test_a_loss_after_one_has_settled_it_settles_it_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One knows that all have closed, the other one lost the connection just before."""
    adopt = Meeting.adopt
    cut: list[bool] = []

    def cutting(self: Meeting, sheet: bytes) -> None:
        adopt(self, sheet)
        if not cut:
            cut.append(True)
            self.cut()

    monkeypatch.setattr(Meeting, "adopt", cutting)
    people = [Reader(0, do=accepting), Reader(1, is_fine=False, do=suggesting(BETTER))]
    results = results_of(meet(people, tmp_path))
    assert [result.sheet for result in results] == [BETTER, BETTER]


ROLES = Sheet(id="evening", title="An evening", parties=Parties(min=2, max=2, roles=("a", "b")), items=(WALK,))


@pytest.mark.parametrize(
    ("sheet", "error"),
    [
        (ROLES, RolesClash),
        (a_sheet(WALK, FILM, most=3), None),
        (dataclasses.replace(BASE, id="night"), OtherId),
        (dataclasses.replace(BASE, parties=Parties(min=3, max=4)), RolesClash),
    ],
)
def test_a_version_has_to_fit_the_people_who_are_here(sheet: Sheet, error: type[Exception] | None) -> None:
    if error is None:
        fits(sheet, BASE, ("", ""))
    else:
        with pytest.raises((error, ValueError)):
            fits(sheet, BASE, ("", ""))


CHEATS: dict[str, bytes] = {
    "no sheet": b"nonsense",
    "not canonical": canonical(BETTER).replace(b'"format"', b' "format"'),
    "another id": canonical(dataclasses.replace(BETTER, id="night")),
    "other roles": canonical(ROLES),
    "for more people": canonical(dataclasses.replace(BETTER, parties=Parties(min=3, max=4))),
    "nothing new": canonical(BASE),
}


@pytest.mark.parametrize("cheat", CHEATS)
def test_who_suggests_what_no_program_would_is_found(
    cheat: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other program sends it; this one ends the meeting before anybody is asked anything."""

    def send(self: reviewing._Table, sheet: Sheet) -> None:
        self._meeting.tell(Proposal(2, CHEATS[cheat]))

    monkeypatch.setattr(reviewing._Table, "suggest", send)
    people = [Reader(0, do=accepting), Reader(1, is_fine=False, do=suggesting(BETTER))]
    honest, _ = meet(people, tmp_path)
    assert isinstance(honest, MalformedMessage)
    assert isinstance(people[0].stages[-1], Aborted)
    assert people[0].answered is None


def test_who_suggests_after_answering_began_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tell_all = reviewing.Reviewing.agree

    async def agree(self: reviewing.Reviewing, meeting: Meeting, sheet: Sheet) -> Sheet:
        agreed = await tell_all(self, meeting, sheet)
        if meeting.me == 1:
            meeting.tell(Proposal(2, canonical(BETTER)))
        return agreed

    monkeypatch.setattr(reviewing.Reviewing, "agree", agree)
    honest, _ = meet([Reader(0), Reader(1)], tmp_path)
    assert isinstance(honest, PeerError)


def test_who_begins_twice_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where all are fine, so that it is over with the first one."""
    begin = p2p_review.Review.begin

    def twice(self: p2p_review.Review, **how: Any) -> Begin:
        word = begin(self, **how)
        for meeting in meetings:
            if meeting.me == 1:
                meeting.tell(word)
        return word

    meetings: list[Meeting] = []
    agree = reviewing.Reviewing.agree

    async def noted(self: reviewing.Reviewing, meeting: Meeting, sheet: Sheet) -> Sheet:
        meetings[:] = [meeting]
        return await agree(self, meeting, sheet)

    monkeypatch.setattr(p2p_review.Review, "begin", twice)
    monkeypatch.setattr(reviewing.Reviewing, "agree", noted)
    honest, _ = meet([Reader(0), Reader(1)], tmp_path)
    assert isinstance(honest, MalformedMessage)


def test_limits_are_those_of_people() -> None:
    assert p2p_review.MAX_PROPOSALS == 10
    assert p2p_review.MAX_NOTES == 20


# ---- some of a group go on without the others

FOR_THREE = dataclasses.replace(BETTER, parties=Parties(min=3, max=3))


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lost, "STOPPED_S", 0.3)
    monkeypatch.setattr(leaving_out, "ASK_AFTER_S", 0.5)


def meet_and_ask(people: Sequence[Reader], folder: Path) -> tuple[list[object], list[tuple[int, ...]]]:
    """What everybody ends with, and about whom people were asked; all say yes."""
    asked: list[tuple[int, ...]] = []

    def around(person: Person, folder: Path) -> Around:
        async def without(seats: tuple[int, ...]) -> bool:
            asked.append(seats)
            return True

        return replace(around_of(person, folder), without=without)

    return list(run(negotiate(BASE, [YES] * len(people), folder, people, around_of=around, patience_s=60))), asked


def leave(reader: Reader) -> None:
    assert reader.task is not None
    reader.task.cancel()


def test_a_suggestion_for_more_people_than_are_left_is_dropped(soon: None, tmp_path: Path) -> None:
    def leaving(reader: Reader, news: Reviewing) -> None:
        if len(news.versions) > 1 and reader.once("leave"):
            leave(reader)

    def then_fine(reader: Reader, news: Reviewing) -> None:
        assert reader.desk is not None
        if len(news.seats) == 3:
            suggesting(FOR_THREE, "for all of us")(reader, news)
        elif news.notes and reader.once("fine"):
            reader.desk.fine(news.versions[0].name)

    people = [Reader(0), Reader(1, is_fine=False, do=then_fine), Reader(2, do=leaving)]
    results, asked = meet_and_ask(people, tmp_path)
    assert asked == [(2,), (2,)]
    assert [result.sheet for result in results_of(results[:2])] == [BASE, BASE]
    last = [stage for stage in people[0].stages if isinstance(stage, Reviewing)][-1]
    assert [version.sheet for version in last.versions] == [BASE]
    assert last.notes == ((1, "for all of us"),)


def test_nobody_is_asked_to_do_what_the_settled_sheet_does_not_allow(
    soon: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they came with is for two as well; what they have agreed to is not."""
    met: list[Meeting] = []
    agree = reviewing.Reviewing.agree

    async def noted(self: reviewing.Reviewing, meeting: Meeting, sheet: Sheet) -> Sheet:
        met.append(meeting)
        return await agree(self, meeting, sheet)

    monkeypatch.setattr(reviewing.Reviewing, "agree", noted)

    class Leaver(Reader):
        def report(self, stage: Stage) -> None:
            super().report(stage)
            if isinstance(stage, Acquainted) and self.once("cut"):
                for meeting in met:
                    meeting.cut()
            if isinstance(stage, Reconnected):
                leave(self)

    people = [Reader(0, do=accepting), Reader(1, is_fine=False, do=suggesting(FOR_THREE)), Leaver(2, do=accepting)]
    results, asked = meet_and_ask(people, tmp_path)
    assert asked == []
    assert all(isinstance(result, PeerError | NetworkError) for result in results[:2]), results
    assert not people[2].once("cut")
