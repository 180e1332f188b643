"""Killed while people look at the sheet: nobody is fine with what he was not fine with. What else a way back needs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import pytest

from desktop.deals.sheet import canonical
from desktop.going_back import say_goodbye
from desktop.kept import way_back
from desktop.run import reviewing
from desktop.run.around import Around, Desk
from desktop.run.stages import CheckWords, Result, Reviewing, Stage
from desktop.store import Kind
from p2p import lost
from p2p.errors import CannotListen, PeerLeft
from p2p.listener import Listener
from p2p.meeting import Meeting
from p2p.sheet_words import AboutSheet, Close
from p2p.way_back import encode_way_back
from tests.desktop.negotiations import run
from tests.desktop.test_going_back import MOMENTS, PATIENCE_S, Window, negotiate, values, windows
from tests.desktop.test_negotiation import MAYBE, SHEET, YES

BETTER = replace(SHEET, title="A better sheet")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lost, "STOPPED_S", 0.2)


@dataclass
class Reader(Window):
    """Attributes: is_fine: with the sheet; a program that is started again says so unless it knows better.
    do: what this person does whenever there is news."""

    is_fine: bool = True
    do: Callable[[Reader, Desk, Reviewing], None] = lambda reader, desk, news: None
    desk: Desk | None = None

    def around(self) -> Around:
        return replace(super().around(), is_fine=lambda: self.is_fine, at_desk=self.take)

    def take(self, desk: Desk) -> None:
        self.desk = desk
        self.look()

    def report(self, stage: Stage) -> None:
        super().report(stage)
        if isinstance(stage, Reviewing):
            asyncio.get_running_loop().call_soon(self.look)

    def look(self) -> None:
        if self.desk is not None and self.seen:
            self.do(self, self.desk, self.seen[-1])

    @property
    def seen(self) -> list[Reviewing]:
        return [stage for stage in self.stages if isinstance(stage, Reviewing)]


async def die(person: Window) -> None:
    """The system ends the program: not a word to the others."""
    person.step_out()
    assert person.task is not None
    person.task.cancel()
    await asyncio.gather(person.task, return_exceptions=True)


async def until(what: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not what():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def ends(tasks: list[asyncio.Task[Result]]) -> list[object]:
    async with asyncio.timeout(PATIENCE_S):
        return list(await asyncio.gather(*tasks, return_exceptions=True))


@pytest.mark.parametrize("moment", [CheckWords, Reviewing])
def test_who_is_not_fine_is_not_fine_when_the_program_is_back(tmp_path: Path, moment: type[Stage]) -> None:
    def reading(reader: Reader, desk: Desk, news: Reviewing) -> None:
        if reader.stages.count(news) and reader.is_fine:  # after the restart: looks, and then says so
            desk.fine(news.versions[0].name)

    host = Reader(0, YES, tmp_path)
    guest = Reader(1, MAYBE, tmp_path, lambda stage: isinstance(stage, moment), politely=True, is_fine=False)

    async def play() -> None:
        tasks = await negotiate([host, guest])
        await guest.gone.wait()
        await asyncio.gather(tasks[1], return_exceptions=True)
        await until(lambda: host.stopped == {1})
        before, guest.is_fine, guest.desk = len(guest.seen), True, None
        tasks[1] = asyncio.create_task(guest.back())
        await until(lambda: len(guest.seen) > before)
        assert guest.seen[-1].fine == (frozenset({guest.seen[-1].versions[0].name}), frozenset())
        guest.do = reading
        guest.look()
        assert [values(result)["come"] for result in await ends(tasks)] == [True, True]

    run(play())


def test_what_somebody_suggested_and_wrote_is_said_again(tmp_path: Path) -> None:
    def suggest(reader: Reader, desk: Desk, news: Reviewing) -> None:
        reader.do = lambda reader, desk, news: None
        desk.note("What about this?")
        desk.suggest(BETTER)

    def accept(reader: Reader, desk: Desk, news: Reviewing) -> None:
        for version in news.versions[1:]:
            desk.fine(version.name)

    host, guest = Reader(0, YES, tmp_path), Reader(1, MAYBE, tmp_path, is_fine=False, do=suggest)

    async def play() -> None:
        tasks = await negotiate([host, guest])
        await until(lambda: host.seen and len(host.seen[-1].versions) == 2)
        await die(guest)
        kept = guest.kept()
        assert kept is not None
        assert (kept.fine, kept.own, kept.notes) == (False, canonical(BETTER), ("What about this?",))
        await until(lambda: host.stopped == {1})
        guest.desk, before = None, len(host.seen)
        tasks[1] = asyncio.create_task(guest.back())
        await until(lambda: len(host.seen) > before and len(host.seen[-1].versions) == 2)
        assert host.seen[-1].notes == ((1, "What about this?"),)
        host.do = accept
        host.look()
        results = await ends(tasks)
        assert [getattr(result, "sheet", result) for result in results] == [BETTER, BETTER]

    run(play())


def test_killed_between_closing_and_knowing_that_it_is_settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a person has closed with is on the disk before anybody hears of it."""

    def suggest(reader: Reader, desk: Desk, news: Reviewing) -> None:
        reader.do = lambda reader, desk, news: None
        desk.suggest(BETTER)

    def accept(reader: Reader, desk: Desk, news: Reviewing) -> None:
        for version in news.versions[1:]:
            desk.fine(version.name)

    host, guest = Reader(0, YES, tmp_path, do=accept), Reader(1, MAYBE, tmp_path, is_fine=False, do=suggest)
    settled, adopt, hear = asyncio.Event(), Meeting.adopt, reviewing._Table.hear

    def note(self: Meeting, sheet: bytes) -> None:
        adopt(self, sheet)
        settled.set()

    async def deaf(self: reviewing._Table, seat: int, untrusted: AboutSheet) -> None:
        if self._meeting.me == 1 and isinstance(untrusted, Close) and not guest.gone.is_set():
            await asyncio.Event().wait()  # so that the guest never knows
        await hear(self, seat, untrusted)

    monkeypatch.setattr(Meeting, "adopt", note)
    monkeypatch.setattr(reviewing._Table, "hear", deaf)

    async def play() -> None:
        tasks = await negotiate([host, guest])
        await asyncio.wait_for(settled.wait(), PATIENCE_S)
        await die(guest)
        guest.gone.set()
        kept = guest.kept()
        assert kept is not None
        assert (kept.settled, kept.closing) == (b"", canonical(BETTER))
        await until(lambda: host.stopped == {1})
        guest.desk = None
        tasks[1] = asyncio.create_task(guest.back())
        results = await ends(tasks)
        assert [getattr(result, "sheet", result) for result in results] == [BETTER, BETTER]

    run(play())


# ---- where to wait


def test_a_computer_with_another_address_waits_at_all_it_has(tmp_path: Path) -> None:
    """Whoever had picked one network has another address there now, or the network is not up yet."""
    people = windows(tmp_path, 2, {1: MOMENTS["answering"]})

    async def play() -> None:
        tasks = await negotiate(people)
        await people[1].gone.wait()
        await asyncio.gather(tasks[1], return_exceptions=True)
        await until(lambda: people[0].stopped == {1})
        kept = people[1].kept()
        assert kept is not None
        moved = replace(kept.read(), listen=("192.0.2.9", kept.read().listen[1]))
        way_back.save(people[1].store, msgspec.structs.replace(kept, way=encode_way_back(moved)))
        tasks[1] = asyncio.create_task(people[1].back())
        assert [values(result)["come"] for result in await ends(tasks)] == [True, True]

    run(play())


def test_who_cannot_wait_now_may_try_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people, refuses = windows(tmp_path, 2, {1: MOMENTS["answering"]}), [True]
    real = Listener.open

    async def refuse(self: Listener, *at: object) -> None:
        if refuses[0]:
            raise CannotListen("no network")
        await real(self, *at)  # type: ignore[arg-type]  # as they came

    async def play() -> None:
        tasks = await negotiate(people)
        await people[1].gone.wait()
        await asyncio.gather(tasks[1], return_exceptions=True)
        await until(lambda: people[0].stopped == {1})
        monkeypatch.setattr(Listener, "open", refuse)
        with pytest.raises(CannotListen):
            await people[1].back()
        assert people[1].kept() is not None
        refuses[0] = False
        tasks[1] = asyncio.create_task(people[1].back())
        assert [values(result)["come"] for result in await ends(tasks)] == [True, True]

    run(play())


def test_a_goodbye_is_heard_by_those_who_are_there(tmp_path: Path) -> None:
    """Also in a group in which somebody else's program does not run."""
    people = windows(tmp_path, 3, {1: MOMENTS["answering"], 2: MOMENTS["answering"]})

    async def play() -> None:
        tasks = await negotiate(people)
        for victim in (1, 2):
            await people[victim].gone.wait()
            await asyncio.gather(tasks[victim], return_exceptions=True)
        await until(lambda: people[0].stopped == {1, 2})
        kept = people[1].kept()
        assert kept is not None
        way_back.forget(people[1].store)
        await say_goodbye(kept, people[1].around())
        (found,) = await ends(tasks[:1])
        assert isinstance(found, PeerLeft)
        assert people[0].store.ids(Kind.WAY_BACK) == ()

    run(play())
