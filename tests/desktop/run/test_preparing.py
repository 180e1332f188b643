"""What is prepared while people answer: whoever is first, whatever waits, used once and by its own run only."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from crypto.errors import MisuseError, PeerAborted, PeerError
from crypto.preparation import OneTimeRows, Prepared
from desktop.power import Waits
from desktop.run import preparing
from desktop.run.around import Around
from desktop.run.preparing import Preparation
from desktop.run.stages import Aborted, Answering, Fewer, Opening, People, Preparing, Result, Stage, Standing
from p2p import leaving_out, lost
from p2p.errors import PeerLeft
from tests.desktop.negotiations import Person, at_once, negotiate, run
from tests.desktop.run.test_interruption import WORTH, Wires, cut_when, seen, values, wires
from tests.desktop.test_negotiation import MAYBE, SHEET, YES

__all__ = ["wires"]
READY = Preparing(ready=True)


@dataclass
class Pools:
    """Everything that was prepared by anybody in this process, and how often it was used."""

    made: list[Prepared] = field(default_factory=list)
    claims: list[Prepared] = field(default_factory=list)

    def assert_spent(self) -> None:
        """All of it is destroyed; nothing was used twice, and no session had two pools of one person."""
        for pool in self.made:
            rows = [pool.triples, pool.zero_shares, *pool.masks]
            assert all(not array.any() for one in rows for array in one._arrays)
            with pytest.raises(MisuseError):
                pool.claim()
        assert len(set(map(id, self.claims))) == len(self.claims)
        mine = [(pool.me, pool.sid) for pool in self.made]
        assert len(set(mine)) == len(mine)


@pytest.fixture
def pools(monkeypatch: pytest.MonkeyPatch) -> Pools:
    found = Pools()
    begin, claim = Prepared.__init__, Prepared.claim

    def note(self: Prepared, *args: object) -> None:
        begin(self, *args)  # type: ignore[arg-type]
        found.made.append(self)

    def note_claim(self: Prepared) -> None:
        claim(self)
        found.claims.append(self)

    monkeypatch.setattr(Prepared, "__init__", note)
    monkeypatch.setattr(Prepared, "claim", note_claim)
    return found


def around_with(why_wait: Callable[[Person], Waits | None]) -> Callable[[Person, Path], Around]:
    def around(person: Person, folder: Path) -> Around:
        return Around(person.report, folder / f"person-{person.number}", why_wait=lambda: why_wait(person))

    return around


def compare(
    folder: Path,
    people: Sequence[Person],
    think: Callable[[Person], Awaitable[None]] = at_once,
    why_wait: Callable[[Person], Waits | None] = lambda person: None,
) -> list[Result | BaseException]:
    answers = [YES, MAYBE, YES][: len(people)]
    return run(negotiate(SHEET, answers, folder, people, around_of=around_with(why_wait), think=think))


class Thinking:
    """Answers that wait for stages: `until(person)` says when somebody's stages are enough."""

    def __init__(self, people: Sequence[Person], until: Callable[[Person], bool]) -> None:
        self._people = people
        self._until = until

    async def __call__(self, person: Person) -> None:
        while not all(self._until(one) for one in self._people):  # noqa: ASYNC110  # these are lists
            await asyncio.sleep(0.005)


def is_ready(person: Person) -> bool:
    return READY in person.stages


# ---- in any order


@pytest.mark.parametrize("n", [2, 3])
def test_ready_before_the_first_locks_in(tmp_path: Path, pools: Pools, n: int) -> None:
    people = [Person(number) for number in range(n)]
    for result in compare(tmp_path, people, Thinking(people, is_ready)):
        assert values(result) == WORTH
    for person in people:
        order = person.stages
        everybody = next(i for i, stage in enumerate(order) if stage == People((Standing.COMPARE,) * n))
        assert order.index(READY) < everybody
        assert seen(person, Preparing) == [Preparing(ready=False), READY]
    assert len(pools.made) == len(pools.claims) == n
    pools.assert_spent()


@pytest.mark.parametrize("saving", [{0}, {1}, {0, 1}])
@pytest.mark.parametrize("why", Waits)
def test_nothing_is_made_on_a_battery_until_all_have_locked_in(
    tmp_path: Path, pools: Pools, saving: set[int], why: Waits
) -> None:
    people = [Person(0), Person(1)]

    async def think(person: Person) -> None:
        await asyncio.sleep(0.5)
        assert not pools.made

    def wait(person: Person) -> Waits | None:
        return why if person.number in saving else None

    for result in compare(tmp_path, people, think, wait):
        assert values(result) == WORTH
        assert isinstance(result, Result)
        assert result.statistics.setup_s < 20
    for person in people:
        first = [Preparing(ready=False, waits=why)] if person.number in saving else []
        assert seen(person, Preparing) == [*first, Preparing(ready=False), READY]
    pools.assert_spent()


def test_it_goes_on_when_the_power_is_back(tmp_path: Path, pools: Pools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "LOOK_S", 0.05)
    people = [Person(0), Person(1)]
    looks = [0]

    def wait(person: Person) -> Waits | None:
        looks[0] += person.number
        return Waits.BATTERY if person.number and looks[0] < 5 else None

    for result in compare(tmp_path, people, Thinking(people, is_ready), wait):
        assert values(result) == WORTH
    told = seen(people[1], Preparing)
    assert told == [Preparing(ready=False, waits=Waits.BATTERY), Preparing(ready=False), READY]


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_events(tmp_path: Path, pools: Pools, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """People lock in early or late, computers hold back and go on, at random: the result is right, pools are spent."""
    monkeypatch.setattr(preparing, "LOOK_S", 0.02)
    rng = random.Random(seed)
    people = [Person(number) for number in range(rng.choice([2, 2, 3]))]
    delays = [rng.choice([0.0, 0.1, 0.4, 1.0]) for _ in people]

    async def think(person: Person) -> None:
        await asyncio.sleep(delays[person.number])

    for result in compare(tmp_path, people, think, lambda person: rng.choice([None, *Waits])):
        assert values(result) == WORTH
    assert len(pools.claims) == len(people)
    pools.assert_spent()


# ---- people who go


GOING: dict[str, Callable[[Stage], bool]] = {
    "at once": lambda stage: isinstance(stage, Answering),
    "while it is made": lambda stage: stage == Preparing(ready=False),
    "while it is held back": lambda stage: isinstance(stage, Preparing) and stage.waits is not None,
    "when it is ready": lambda stage: stage == READY,
}


@pytest.mark.parametrize("victim", [0, 1])
@pytest.mark.parametrize("moment", list(GOING))
def test_who_leaves_is_gone_within_two_seconds(tmp_path: Path, pools: Pools, moment: str, victim: int) -> None:
    people = [Person(0), Person(1)]
    left_at: list[float] = []
    gone_at: list[float] = []

    def leave(stage: Stage) -> None:
        if GOING[moment](stage) and not left_at:
            left_at.append(time.monotonic())
            task = people[victim].task
            assert task is not None
            task.cancel()

    def notice(stage: Stage) -> None:
        if isinstance(stage, Aborted):
            gone_at.append(time.monotonic())

    people[victim].on_stage, people[1 - victim].on_stage = leave, notice

    async def never(_: Person) -> None:
        await asyncio.sleep(60)

    held = Waits.BATTERY if "held" in moment else None
    results = compare(tmp_path, people, never, lambda person: held)
    assert isinstance(results[victim], asyncio.CancelledError)
    assert isinstance(results[1 - victim], PeerAborted | PeerLeft)
    assert gone_at[0] - left_at[0] < 2 + 1  # a second for a computer that does other things, too
    assert not pools.claims
    pools.assert_spent()


@pytest.mark.parametrize("moment", ["while it is made", "when it is ready"])
def test_after_a_loss_everything_is_made_anew(tmp_path: Path, pools: Pools, wires: Wires, moment: str) -> None:
    people = [Person(0), Person(1)]
    cut_when(people[1], GOING[moment], wires.cut)
    back = Thinking(people, lambda person: person.stages.count(READY) >= (2 if moment == "when it is ready" else 1))
    for result in compare(tmp_path, people, back):
        assert values(result) == WORTH
    assert len(set(wires.sids)) == len(wires.sids) // 2 >= 1
    assert len(pools.claims) == 2
    assert {pool.sid for pool in pools.claims} == {wires.sids[-1]}
    pools.assert_spent()


def test_for_fewer_people_everything_is_made_anew(
    tmp_path: Path, pools: Pools, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lost, "STOPPED_S", 0.3)
    monkeypatch.setattr(leaving_out, "ASK_AFTER_S", 0.5)
    people = [Person(number) for number in range(3)]

    async def without(_: tuple[int, ...]) -> bool:
        return True

    def around(person: Person, folder: Path) -> Around:
        return Around(person.report, folder / f"person-{person.number}", without=without)

    def leave(stage: Stage) -> None:
        if stage == READY and people[2].task is not None:
            people[2].task.cancel()

    async def think(person: Person) -> None:
        while person.number == 2 or not seen(person, Fewer):  # noqa: ASYNC110  # a list
            await asyncio.sleep(0.005)

    people[2].on_stage = leave
    results = run(negotiate(SHEET, [YES, MAYBE, YES], tmp_path, people, around_of=around, think=think))
    assert [values(result) for result in results[:2]] == [WORTH] * 2
    assert [pool.n for pool in pools.claims] == [2, 2]
    assert 3 in {pool.n for pool in pools.made}
    pools.assert_spent()


# ---- people who cheat


@pytest.mark.parametrize("cheater", [0, 1])
@pytest.mark.parametrize("lies", [False, True])
def test_an_old_preparation_cannot_be_continued(
    tmp_path: Path, pools: Pools, wires: Wires, cheater: int, lies: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a loss somebody enters the answers into what was prepared before it; with lies, under the new session's id.

    Whoever keeps his side of an old pool finds that the other side's is gone.
    """
    people = [Person(0), Person(1)]
    kept: list[Prepared] = []
    take, leave, destroy = Preparation.take, Preparation.__exit__, Prepared.destroy

    def is_cheater(pool: Preparation) -> bool:
        return pool._around.folder.name == f"person-{cheater}"

    def keep(self: Preparation, *how: object) -> None:
        if is_cheater(self) and self._made is not None and not kept:
            kept.append(self._made)
        leave(self, *how)  # type: ignore[arg-type]

    def hardly_destroy(self: Prepared) -> None:
        if not any(self is one for one in kept):
            destroy(self)

    def take_old(self: Preparation) -> Prepared:
        new = take(self)
        if not is_cheater(self):
            return new
        (old,) = kept
        assert old.sid != new.sid
        if lies:
            old.sid = old.run.session.sid = new.sid
        return old

    monkeypatch.setattr(Preparation, "__exit__", keep)
    monkeypatch.setattr(Prepared, "destroy", hardly_destroy)
    monkeypatch.setattr(Preparation, "take", take_old)
    cut_when(people[1], GOING["when it is ready"], wires.cut)
    results = compare(tmp_path, people, Thinking(people, lambda person: person.stages.count(READY) >= 2))
    assert all(isinstance(result, PeerError) for result in results)
    assert any(not isinstance(result, PeerAborted) for result in results)  # whoever saw it first says why
    assert not any(seen(person, Opening) for person in people)
    assert [pool for pool in pools.claims if pool.me == kept[0].me] == kept


def test_a_pool_is_taken_once_and_never_after_its_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Preparation] = []
    begin, take = Preparation.__init__, Preparation.take

    def note(self: Preparation, *args: object) -> None:
        begin(self, *args)  # type: ignore[arg-type]
        found.append(self)
        with pytest.raises(MisuseError):
            self.take()  # there is nothing yet

    def take_twice(self: Preparation) -> Prepared:
        pool = take(self)
        with pytest.raises(MisuseError):
            take(self)
        return pool

    monkeypatch.setattr(Preparation, "__init__", note)
    monkeypatch.setattr(Preparation, "take", take_twice)
    assert [values(result) for result in compare(tmp_path, [Person(0), Person(1)])] == [WORTH, WORTH]
    for preparation in found:
        with pytest.raises(MisuseError):
            take(preparation)


def test_rows_of_a_destroyed_pool_are_gone() -> None:
    """What the other tests look for is found: before, there is something."""
    import numpy as np

    rows = OneTimeRows(np.ones((3, 3), np.uint64))
    assert rows._arrays[0].any()
    rows.destroy()
    assert not rows._arrays[0].any()
    with pytest.raises(MisuseError):
        rows.next(1)
