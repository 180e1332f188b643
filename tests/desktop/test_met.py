"""People who met before find each other again and compare without an invite; whoever is somebody else is told apart."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop import negotiation
from desktop.deals.answers import Answers
from desktop.deals.sheet import Sheet
from desktop.kept.forgetting import forget, remembered
from desktop.kept.relations import MAX_WAYS, Relation, Relations, decode_relation
from desktop.met import Awaited, NotMet, join_met, look_for, who
from desktop.paths import STORE_FOLDER
from desktop.run.around import Around, Ways
from desktop.run.stages import Acquainted, Result
from desktop.store import Store, open_or_create
from desktop.strings.errors import explain
from p2p import discovery
from p2p.errors import ConnectionRefused, NobodyNearby
from p2p.identity import Identity
from p2p.invite import parse_invite
from p2p.known import NewIdentity
from p2p.secret import Secret
from tests.desktop.negotiations import LOOPBACK, Person
from tests.desktop.test_further_runs import ADD, yes
from tests.desktop.test_negotiation import run

HERE = ["127.0.0.1"]
NAMES = ("Ana", "Ben")


@pytest.fixture(autouse=True)
def nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other test runs on this computer announce other things."""
    monkeypatch.setattr(discovery, "SERVICE", f"_cg-{os.getpid() & 0xFFFFFF:x}._tcp.local.")


PEOPLE: dict[int, Person] = {}
"""Who took part in the last meeting."""


def knows_them(number: int) -> bool:
    (acquainted,) = [stage for stage in PEOPLE[number].stages if isinstance(stage, Acquainted)]
    return acquainted.checked


def home(folder: Path, number: int) -> Path:
    return folder / f"person-{number}"


def kept(folder: Path, number: int) -> list[Relation]:
    with open_or_create(home(folder, number) / STORE_FOLDER) as store:
        return Relations(store, secrets.token_bytes).of_two()


async def answering(_: Sheet, __: str) -> Answers:
    return yes("a")


async def accepting(_: Sheet) -> str:
    return ""


def around(folder: Path, number: int, met: Relation | None = None, **more: object) -> Around:
    async def again(*_: object) -> bool:
        return True

    person = Person(number)
    PEOPLE[number] = person
    ways = Ways(name=NAMES[number], met=met)
    return replace(Around(person.report, home(folder, number), again=again, ways=ways), **more)  # type: ignore[arg-type]


async def first_meeting(folder: Path, compared: tuple[bool | None, bool | None] = (None, None)) -> list[Result]:
    """As always, with an invite. compared: what each says about the check words."""
    invited: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    says = [saying(one) for one in compared]
    host, guest = around(folder, 0, same_words=says[0]), around(folder, 1, same_words=says[1])
    task = asyncio.ensure_future(negotiation.host(ADD, 2, "", answering, invited.set_result, host, LOOPBACK))
    joined = await negotiation.join(await invited, accepting, answering, guest)
    return [await task, joined]


def saying(same: bool | None) -> Callable[[tuple[str, ...]], Awaitable[bool | None]]:
    async def says(_: tuple[str, ...]) -> bool | None:
        return same

    return says


async def as_before(
    folder: Path, relations: tuple[Relation, Relation], join: Callable[..., Awaitable[Result]] = join_met
) -> list[Result | BaseException]:
    """Without an invite; the address is known."""
    invited: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    hosting = negotiation.host(ADD, 2, "", answering, invited.set_result, around(folder, 0, relations[0]), LOOPBACK)
    task = asyncio.ensure_future(hosting)
    await asyncio.wait([task, invited], return_when=asyncio.FIRST_COMPLETED)
    port = parse_invite(invited.result()).port
    joining = asyncio.ensure_future(join(HERE, port, accepting, answering, around(folder, 1, relations[1])))
    await asyncio.wait([joining])
    if isinstance(joining.exception(), ConnectionRefused):
        task.cancel()  # it waits for somebody who can come in
    return await asyncio.gather(task, joining, return_exceptions=True)


def the_relations(folder: Path) -> tuple[Relation, Relation]:
    (one,), (other,) = kept(folder, 0), kept(folder, 1)
    return one, other


def test_as_before_and_every_meeting_leaves_another_way(tmp_path: Path) -> None:
    run(first_meeting(tmp_path))
    first = the_relations(tmp_path)
    assert [one.called for one in first] == ["Ben", "Ana"]
    assert len(first[0].ways) == len(first[1].ways) == 1  # the run came to its end, so both have it
    assert first[0].ways == first[1].ways
    for result in run(as_before(tmp_path, first)):
        assert isinstance(result, Result), result
    second = the_relations(tmp_path)
    assert second[0].ways == second[1].ways
    assert len(second[0].ways) == 1
    assert second[0].ways != first[0].ways
    assert second[0].id == first[0].id
    # What the meeting before left opens nothing any more.
    refused = run(as_before(tmp_path, (second[0], first[1])))
    assert isinstance(refused[1], ConnectionRefused)


def test_who_was_checked_is_kept_and_skipping_is_not_checking(tmp_path: Path) -> None:
    """Ana says that the words match, Ben skips them; later he compares, too; and as before changes nothing."""
    run(first_meeting(tmp_path, (True, None)))
    assert [one.checked for one in the_relations(tmp_path)] == [True, False]
    assert [knows_them(0), knows_them(1)] == [True, False]
    run(as_before(tmp_path, the_relations(tmp_path)))
    assert [one.checked for one in the_relations(tmp_path)] == [True, False]
    run(first_meeting(tmp_path, (None, True)))
    assert [one.checked for one in the_relations(tmp_path)] == [True, True]
    assert [knows_them(0), knows_them(1)] == [True, True], (
        "whoever skipped the words this time had compared them before"
    )
    for number in (0, 1):
        with open_or_create(home(tmp_path, number) / STORE_FOLDER) as store:
            assert [one.checked for one in remembered(store)] == [True]


@pytest.mark.parametrize("crashed", [0, 1])
def test_whoever_crashed_before_the_new_way_was_sure_comes_back(tmp_path: Path, crashed: int) -> None:
    """One side kept the new way beside the old one, the other one has only the old one."""
    run(first_meeting(tmp_path))
    relations = list(the_relations(tmp_path))
    new = Secret(secrets.token_bytes(32))
    with open_or_create(home(tmp_path, crashed) / STORE_FOLDER) as store:
        relations[crashed] = relations[crashed].meets("", new, 2_000_000_000)
        Relations(store, secrets.token_bytes).save(relations[crashed])
    for result in run(as_before(tmp_path, (relations[0], relations[1]))):
        assert isinstance(result, Result), result
    after = the_relations(tmp_path)
    assert after[0].ways == after[1].ways
    assert len(after[0].ways) == 1


def test_a_run_that_does_not_count_leaves_nothing(tmp_path: Path) -> None:
    async def declined(folder: Path) -> list[BaseException | Result]:
        async def refuse(_: Sheet) -> str:
            raise PermissionError("not with these people")

        invited: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        hosting = negotiation.host(ADD, 2, "", answering, invited.set_result, around(folder, 0), LOOPBACK)
        task = asyncio.ensure_future(hosting)
        joining = negotiation.join(await invited, refuse, answering, around(folder, 1))
        results = await asyncio.gather(joining, return_exceptions=True)
        task.cancel()
        return [*results, *await asyncio.gather(task, return_exceptions=True)]

    run(declined(tmp_path))
    assert kept(tmp_path, 0) == kept(tmp_path, 1) == []


def test_a_known_person_with_a_new_identity(tmp_path: Path) -> None:
    """Somebody has the way and not the identity: nothing is compared, and what is kept stays as it is."""
    run(first_meeting(tmp_path))
    mine, theirs = the_relations(tmp_path)
    other = tmp_path / "other"
    home(other, 0).parent.mkdir()
    (home(tmp_path, 0)).rename(home(other, 0))
    results = run(as_before(other, (mine, theirs)))
    assert all(isinstance(result, BaseException) for result in results)
    assert isinstance(results[0], NewIdentity)
    told = explain(results[0])
    assert told.code == "E22"
    assert told.summary == (
        "This is not the Ben you met before. It may be a new computer, or someone else using the name."
    )
    (after,) = kept(other, 0)
    assert after.encode() == mine.encode()


@pytest.mark.parametrize("says_yes", [True, False])
def test_a_known_name_with_a_new_identity_is_asked_about(tmp_path: Path, says_yes: bool) -> None:
    """With an invite, too: Ben comes from a new data folder. Without a yes nothing is compared or changed."""
    run(first_meeting(tmp_path))
    (before,) = kept(tmp_path, 0)
    home(tmp_path, 1).rename(tmp_path / "the old computer")
    asked: list[str] = []

    async def is_it(name: str) -> bool:
        asked.append(name)
        return says_yes

    async def again() -> list[Result | BaseException]:
        invited: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        mine = replace(around(tmp_path, 0), new_identity=is_it)
        task = asyncio.ensure_future(negotiation.host(ADD, 2, "", answering, invited.set_result, mine, LOOPBACK))
        joining = negotiation.join(await invited, accepting, answering, around(tmp_path, 1))
        return await asyncio.gather(task, joining, return_exceptions=True)

    results = run(again())
    assert asked == ["Ben"]
    if says_yes:
        assert all(isinstance(result, Result) for result in results), results
        assert {one.id for one in kept(tmp_path, 0)} > {before.id}  # beside the old entry
        return
    assert isinstance(results[0], NewIdentity)
    assert isinstance(results[1], BaseException)
    assert [one.encode() for one in kept(tmp_path, 0)] == [before.encode()]


def test_forgetting_somebody_forgets_the_way(tmp_path: Path) -> None:
    run(first_meeting(tmp_path))
    (relation,) = kept(tmp_path, 0)
    with open_or_create(home(tmp_path, 0) / STORE_FOLDER) as store:
        forget(store, relation)
        with pytest.raises(NotMet):
            who(store, "Ben")


def test_who_is_meant(tmp_path: Path) -> None:
    with open_or_create(tmp_path / STORE_FOLDER) as store:
        with pytest.raises(NotMet) as nobody:
            who(store, "Ben")
        assert nobody.value.met == ()
        ben, twin = a_relation("Ben"), a_relation("ben")
        save(store, ben)
        assert who(store, " BEN ").id == who(store, ben.id).id == ben.id
        save(store, twin)
        with pytest.raises(NotMet) as two:
            who(store, "Ben")
        assert two.value.ambiguous
        assert who(store, twin.id).id == twin.id
        with pytest.raises(NotMet) as stranger:
            who(store, "")
        assert len(stranger.value.met) == 2


def a_relation(called: str) -> Relation:
    seed = Secret(secrets.token_bytes(32))
    keys = sorted([Identity(seed.reveal()).key, Identity(secrets.token_bytes(32)).key])
    relation = Relation(seed, Secret(secrets.token_bytes(32)), tuple(keys), 5)
    return relation.meets(called, Secret(secrets.token_bytes(32)), 7)


def save(store: Store, relation: Relation) -> None:
    Relations(store, secrets.token_bytes).save(relation)


def test_ways_are_kept_until_it_is_sure_and_not_for_ever() -> None:
    relation = a_relation("Zoë " * 10)
    first = relation.ways[0]
    for number in range(10):
        relation = relation.meets("", Secret(bytes([number]) * 32), number)
    assert len(relation.ways) == MAX_WAYS
    assert relation.ways[0] == Secret(bytes([9]) * 32)
    assert relation.ways[-1] == first  # the last one that both had
    assert relation.met == 9
    again = decode_relation(relation.encode())
    assert (again.ways, again.called, again.keys, again.met) == (relation.ways, relation.called, relation.keys, 9)
    assert again.settled().ways == (relation.ways[0],)


def test_they_find_each_other_on_the_network() -> None:
    relation = a_relation("Ben")

    async def scene() -> tuple[tuple[str, ...], int]:
        from tests.p2p.helpers import start_host

        hosting = await start_host(2, known=relation.ways)
        async with Awaited(relation, on=HERE) as awaited:
            awaited.show(hosting.invite)
            found = await look_for(relation, on=HERE, wait_s=60)
        hosting.task.cancel()
        await asyncio.gather(hosting.task, return_exceptions=True)
        assert found[1] == parse_invite(hosting.invite).port
        return found

    assert run(scene())[0] == ("127.0.0.1",)


def test_nobody_else_is_found() -> None:
    async def scene() -> None:
        from tests.p2p.helpers import start_host

        hosting = await start_host(2)
        async with Awaited(a_relation("Ben"), on=HERE) as awaited:
            awaited.show(hosting.invite)
            with pytest.raises(NobodyNearby):
                await look_for(a_relation("Ben"), on=HERE, wait_s=3)
        hosting.task.cancel()
        await asyncio.gather(hosting.task, return_exceptions=True)

    run(scene())


def test_the_stage_still_says_how_often(tmp_path: Path) -> None:
    run(first_meeting(tmp_path))
    relations = the_relations(tmp_path)
    person = Person(1)

    async def scene() -> None:
        async def join(*args: object) -> Result:
            *rest, mine = args
            assert isinstance(mine, Around)
            return await join_met(*rest, replace(mine, report=person.report))  # type: ignore[arg-type]

        await as_before(tmp_path, relations, join)

    run(scene())
    (acquainted,) = [stage for stage in person.stages if isinstance(stage, Acquainted)]
    assert acquainted.verdict.run == 2
