"""People nearby, whole: found on the loopback interface, words said or compared, and then a comparison as ever."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from desktop import nearby, negotiation
from desktop.deals.answers import Answers
from desktop.deals.parse_answers import parse_answers
from desktop.deals.sheet import Sheet
from desktop.deals.terms import load_sheet
from desktop.kept.tries import KEEP_S, MAX_CODES, StoredTries
from desktop.nearby import (
    DiscoveryDown,
    Foyer,
    FoyerEvent,
    addresses_to_say,
    look_around,
    typed_words,
    with_words,
    without_words,
    word_of,
)
from desktop.run.around import Around, Ways
from desktop.run.stages import CheckWords, Result, Stage
from desktop.store import Store, open_or_create
from desktop.word_lists import word_list_for, word_lists
from p2p import discovery
from p2p.callers import Callers
from p2p.errors import (
    CannotCount,
    CheckWordsDiffer,
    Declined,
    DiscoveryFailed,
    InviteError,
    InviteExpired,
    NobodyNearby,
    NotOurWords,
    WordsBurned,
    WordsWrong,
)
from p2p.helm import Helm
from p2p.introduction import _reach_again
from p2p.invite import Invite, encode_invite, parse_invite
from p2p.reception import Differed, Given, Tried
from p2p.secret import Secret
from p2p.spoken import TRIES, Code
from tests.p2p.helpers import kinds
from tests.p2p.meetings_of_strangers import LINE, between_strangers, both

T = TypeVar("T")
HERE = ["127.0.0.1"]
LOOPBACK = ("127.0.0.1", 0)
SHEET = load_sheet(
    b"""
format = 1
id = "walk"
title = "A walk"
parties = { min = 2, max = 4 }
[[items]]
id = "go"
kind = "match"
"""
)
YES = parse_answers(SHEET, b"[answers]\ngo = true\n")


@pytest.fixture(autouse=True)
def nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other test runs on this computer announce other things."""
    monkeypatch.setattr(discovery, "SERVICE", f"_cgd{os.getpid() & 0xFFFFFF:x}._tcp.local.")
    monkeypatch.setattr(nearby, "SETTLE_S", 0.3)


def run(work: Coroutine[Any, Any, T]) -> T:
    async def within() -> T:
        return await asyncio.wait_for(work, 120)

    return asyncio.run(within())


class Person:
    """Somebody who looks at words, and says what the test says."""

    def __init__(self, same: bool | None = True) -> None:
        self.same = same
        self.compared: list[tuple[str, ...]] = []
        self.events: list[FoyerEvent] = []
        self.stages: list[Stage] = []

    async def confirm(self, words: tuple[str, ...]) -> bool | None:
        self.compared.append(words)
        return self.same

    @property
    def group_words(self) -> tuple[str, ...]:
        (stage,) = [stage for stage in self.stages if isinstance(stage, CheckWords)]
        return stage.words


def around(person: Person, folder: Path, **more: Any) -> Around:
    return Around(person.stages.append, folder, **more)


async def give_answers(_: Sheet, __: str) -> Answers:
    return YES


async def accept(_: Sheet) -> str:
    return ""


async def join(invite: str, person: Person, folder: Path, **more: Any) -> Result:
    return await negotiation.join(invite, accept, give_answers, around(person, folder, **more))


async def host(
    foyer: Foyer, person: Person, folder: Path, people: int, store: Store, helm: Helm | None = None
) -> Result:
    here = around(person, folder, store=store, ways=Ways(listen=LOOPBACK, open_doors=foyer.open_doors, helm=helm))
    return await negotiation.host(SHEET, people, "", give_answers, foyer.show, here)


# ---- whole


@pytest.mark.parametrize("n_guests", [1, 3])
def test_everybody_finds_the_host_says_the_words_and_compares(tmp_path: Path, n_guests: int) -> None:
    ana, guests = Person(), [Person() for _ in range(n_guests)]

    async def guest(number: int, words: Sequence[str], name: str) -> Result:
        (row,) = await look_around(on=HERE, patience_s=60)
        assert word_of(row) == name
        assert row.announcement.nickname == "Ana"
        folder = tmp_path / f"guest-{number}"
        with open_or_create(folder / "store") as store:
            invite = await with_words(words, row.addresses, row.port, store)
        return await join(invite, guests[number], folder)

    async def scene() -> None:
        with open_or_create(tmp_path / "host" / "store") as store:
            foyer = Foyer(store, "en", ana.events.append, nickname="Ana", on=HERE)
            async with foyer:
                hosting = asyncio.ensure_future(host(foyer, ana, tmp_path / "host", n_guests + 1, store))
                typed = typed_words(" ".join(foyer.words).upper())
                results = await asyncio.gather(
                    hosting, *(guest(number, typed, foyer.device_word) for number in range(n_guests))
                )
        assert all(result.outcome.agreed for result in results)
        assert len({person.group_words for person in (ana, *guests)}) == 1
        assert ana.events == [Given(by_words=True)] * n_guests

    run(scene())


def test_without_words_both_people_compare_and_then_it_goes_on(tmp_path: Path) -> None:
    ana, ben = Person(), Person()

    async def scene() -> None:
        with open_or_create(tmp_path / "host" / "store") as store:
            async with Foyer(store, "de", ana.events.append, confirm=ana.confirm, on=HERE) as foyer:
                hosting = asyncio.ensure_future(host(foyer, ana, tmp_path / "host", 2, store))
                (row,) = await look_around(on=HERE, patience_s=60)
                invite = await without_words(row.addresses, row.port, ben.confirm)
                results = await asyncio.gather(hosting, join(invite, ben, tmp_path / "guest"))
        assert all(result.outcome.agreed for result in results)
        assert ana.compared == ben.compared
        assert set(ana.compared[0]) <= set(word_lists()["de"].words)
        assert ana.events == [Given(by_words=False)]

    run(scene())


def test_whoever_was_called_has_all_the_time_to_compare(tmp_path: Path) -> None:
    """The guest asks no more to be called once somebody is there; the host does not hang up because of that."""
    ana, ben, helm = Person(), Person(), Helm()

    async def scene() -> None:
        with open_or_create(tmp_path / "host" / "store") as store:
            foyer = Foyer(store, "en", ana.events.append, confirm=ana.confirm, on=HERE, meet=helm.meet)

            async def look_first(words: tuple[str, ...]) -> bool | None:
                while foyer._asking:  # noqa: ASYNC110  # what is seen nearby is all there is to see
                    await asyncio.sleep(0.05)
                return await ben.confirm(words)

            async with foyer:
                hosting = asyncio.ensure_future(host(foyer, ana, tmp_path / "host", 2, store, helm))
                (row,) = await look_around(on=HERE, patience_s=60)
                async with Callers(row.announcement.tag, on=HERE, after_s=0.0) as callers:
                    invite = await without_words(("127.0.0.9",), row.port, look_first, callers=callers)
                results = await asyncio.gather(hosting, join(invite, ben, tmp_path / "guest"))
        assert all(result.outcome.agreed for result in results)
        assert ana.compared == ben.compared

    run(scene())


def test_whoever_says_that_the_words_of_the_group_differ_ends_it_for_all(tmp_path: Path) -> None:
    ana, ben = Person(), Person()
    line: list[str] = []

    async def never(_: tuple[str, ...]) -> bool:
        return False

    async def scene() -> None:
        invited = asyncio.Event()

        def show(invite: str) -> None:
            line.append(invite)
            invited.set()

        here = around(ana, tmp_path / "host", reconnect_s=0, ways=Ways(listen=LOOPBACK))
        hosting = asyncio.ensure_future(negotiation.host(SHEET, 2, "", give_answers, show, here))
        await invited.wait()
        ended = await asyncio.gather(
            hosting, join(line[0], ben, tmp_path / "guest", same_words=never, reconnect_s=0), return_exceptions=True
        )
        assert isinstance(ended[1], CheckWordsDiffer)
        assert isinstance(ended[0], Exception)
        assert not any(isinstance(result, Result) for result in ended)

    run(scene())


# ---- how it does not go well


async def meet(foyer: Foyer, hosting: asyncio.Task[Result]) -> tuple[tuple[str, ...], int]:
    """Where this host can be reached, without looking for it."""
    while not foyer._reception.invite:
        await asyncio.sleep(0.01)
        assert not hosting.done()
    return HERE_ADDRESS, parse_invite(foyer._reception.invite).port


HERE_ADDRESS = ("127.0.0.1",)


def test_three_wrong_guests_burn_the_words_and_not_the_invite(tmp_path: Path) -> None:
    ana, ben = Person(), Person()

    async def scene() -> None:
        with open_or_create(tmp_path / "host" / "store") as store, open_or_create(tmp_path / "x" / "store") as theirs:
            async with Foyer(store, "en", ana.events.append, on=HERE) as foyer:
                hosting = asyncio.ensure_future(host(foyer, ana, tmp_path / "host", 2, store))
                place = await meet(foyer, hosting)
                wrong = [word for word in word_lists()["en"].words if word not in foyer.words][:3]
                for left in (2, 1):
                    with pytest.raises(WordsWrong) as caught:
                        await with_words(wrong, *place, theirs)
                    assert caught.value.tries_left == left
                with pytest.raises(WordsBurned):
                    await with_words(wrong, *place, theirs)
                with pytest.raises(WordsBurned):
                    await with_words(foyer.words, *place, theirs)
                assert ana.events == [Tried(2), Tried(1), Tried(0)]
                with pytest.raises(Declined if foyer.open_doors.doors[1:] else Exception):
                    await without_words(*place, ben.confirm)  # nobody is there to compare words
                results = await asyncio.gather(hosting, join(foyer._reception.invite, ben, tmp_path / "guest"))
                assert all(result.outcome.agreed for result in results)

    run(scene())


def test_words_that_differ_give_nobody_an_invite_and_after_three_nobody_is_asked(tmp_path: Path) -> None:
    ana, ben = Person(), Person(same=False)

    async def scene() -> None:
        with open_or_create(tmp_path / "host" / "store") as store:
            async with Foyer(store, "en", ana.events.append, confirm=ana.confirm, on=HERE) as foyer:
                hosting = asyncio.ensure_future(host(foyer, ana, tmp_path / "host", 2, store))
                place = await meet(foyer, hosting)
                for _ in range(3):
                    with pytest.raises(CheckWordsDiffer):
                        await without_words(*place, ben.confirm)
                with pytest.raises(Declined):
                    await without_words(*place, ben.confirm)
                assert ana.events == [Differed()] * 3
                assert len(ana.compared) == 3
                hosting.cancel()
                await asyncio.gather(hosting, return_exceptions=True)

    run(scene())


def test_one_at_a_time_is_compared_with_and_nobody_when_time_is_up(tmp_path: Path) -> None:
    ana, ben = Person(), Person()
    now = [1_000_000.0]

    async def scene() -> None:
        looking = asyncio.Event()

        async def look(words: tuple[str, ...]) -> bool:
            looking.set()
            await asyncio.sleep(3600)
            return True

        with open_or_create(tmp_path / "host" / "store") as store:
            clock: Any = lambda: now[0]  # noqa: E731
            async with Foyer(store, "en", ana.events.append, confirm=look, on=HERE, clock=clock) as foyer:
                here = around(ana, tmp_path / "host", store=store, clock=clock)
                here = replace(here, ways=Ways(listen=LOOPBACK, open_doors=foyer.open_doors))
                hosting = asyncio.ensure_future(negotiation.host(SHEET, 2, "", give_answers, foyer.show, here))
                place = await meet(foyer, hosting)
                first = asyncio.ensure_future(without_words(*place, ben.confirm))
                await looking.wait()
                with pytest.raises(Declined):
                    await without_words(*place, ben.confirm)
                first.cancel()
                now[0] += 15 * 60
                with pytest.raises(InviteExpired):
                    await with_words(foyer.words, *place, store)
                hosting.cancel()
                await asyncio.gather(hosting, first, return_exceptions=True)

    run(scene())


def test_nobody_is_nearby(tmp_path: Path) -> None:
    async def scene() -> None:
        with pytest.raises(NobodyNearby):
            await look_around(on=HERE, patience_s=0.3)

    run(scene())


def test_where_discovery_does_not_start_the_words_still_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, ben = Person(), Person()

    def refuse(**_: Any) -> None:
        raise OSError(19, "No such device")

    monkeypatch.setattr(discovery, "AsyncZeroconf", refuse)

    async def scene() -> None:
        with open_or_create(tmp_path / "host" / "store") as store:
            async with Foyer(store, "en", ana.events.append, on=HERE) as foyer:
                hosting = asyncio.ensure_future(host(foyer, ana, tmp_path / "host", 2, store))
                place = await meet(foyer, hosting)
                with pytest.raises(DiscoveryFailed):
                    await look_around(on=HERE)
                with open_or_create(tmp_path / "guest" / "store") as theirs:
                    invite = await with_words(foyer.words, *place, theirs)
                await asyncio.gather(hosting, join(invite, ben, tmp_path / "guest"))
        assert [type(event) for event in ana.events] == [DiscoveryDown, Given]

    run(scene())


def test_a_foyer_that_never_opened_closes(tmp_path: Path) -> None:
    async def scene() -> None:
        with open_or_create(tmp_path / "store") as store:
            async with Foyer(store, "en", lambda event: None, on=HERE) as foyer:
                foyer.close()
            assert kinds(list(foyer.open_doors.doors)) == ["Door"]

    run(scene())


# ---- tries are counted on the disk


def test_the_count_survives_and_is_one_for_all_who_use_the_folder(tmp_path: Path) -> None:
    now = [0.0]
    with open_or_create(tmp_path / "store") as store, open_or_create(tmp_path / "store") as same:
        first, second = StoredTries(store, lambda: now[0]), StoredTries(same, lambda: now[0])
        assert [first.change(b"a" * 32, 1), second.change(b"a" * 32, 1), first.change(b"b" * 32, 1)] == [1, 2, 1]
        assert second.change(b"a" * 32, -1) == 1
    with open_or_create(tmp_path / "store") as store:
        tries = StoredTries(store, lambda: now[0])
        assert tries.change(b"a" * 32, 0) == 1
        now[0] = KEEP_S - 1
        assert tries.change(b"a" * 32, 0) == 1
        now[0] = KEEP_S
        assert tries.change(b"a" * 32, 0) == 0
        for number in range(MAX_CODES + 10):
            tries.change(number.to_bytes(32, "big"), 1)
        assert tries.change((0).to_bytes(32, "big"), 0) == 0
        assert tries.change((MAX_CODES + 9).to_bytes(32, "big"), 0) == 1
    with pytest.raises(CannotCount) as caught:
        tries.change(b"a" * 32, 1)
    assert caught.value.folder
    kept = b"".join(path.read_bytes() for path in (tmp_path / "store").rglob("*") if path.is_file())
    assert b"a" * 32 not in kept


def test_restarts_give_nobody_more_answers(tmp_path: Path) -> None:
    """The words are shown again by a program that was started again, and again."""

    async def scene() -> None:
        answered = 0
        for number in range(8):
            with open_or_create(tmp_path / "store") as store:
                shown = Code(("maple", "otter", "lamp"), StoredTries(store, lambda: 0.0))
                async with between_strangers(binding=bytes([number]) * 32) as (ours, theirs):
                    with open_or_create(tmp_path / f"guest-{number}") as other:
                        typed = Code(("river", "candle", "fox"), StoredTries(other, lambda: 0.0))
                        ended = await both(shown.answer(ours, LINE), typed.try_at(theirs), ours)
                left = await shown.tries_left()
            answered += kinds(ended)[0] == "WordsWrong" or (number < TRIES and kinds(ended)[0] == "WordsBurned")
            assert left == max(TRIES - number - 1, 0)
        assert answered == TRIES

    run(scene())


# ---- small things


def test_the_invite_leads_first_to_where_the_host_was_reached() -> None:
    line = encode_invite(Invite(Secret(bytes(32)), 2, 2**31, ("192.168.4.5", "10.0.0.7", "127.0.0.1"), 24_708))
    assert parse_invite(_reach_again(line, "10.0.0.7", 24_708)).addresses == ("10.0.0.7", "192.168.4.5", "127.0.0.1")
    elsewhere = parse_invite(_reach_again(line, "10.0.0.99", 24_708))
    assert elsewhere.addresses == ("10.0.0.99", "192.168.4.5", "10.0.0.7", "127.0.0.1")
    forwarded = parse_invite(_reach_again(line, "198.51.100.1", 4000))
    assert (forwarded.addresses, forwarded.port) == (("198.51.100.1",), 4000)
    assert _reach_again(line, "", 24_708) == line
    with pytest.raises(InviteError):
        _reach_again("not an invite", "10.0.0.7", 24_708)


def test_lists_and_addresses() -> None:
    assert word_list_for("de-AT").language == "de"
    assert word_list_for("fr").language == word_list_for("").language == "en"
    assert addresses_to_say(["192.168.4.5", "127.0.0.1"]) == ("192.168.4.5",)
    assert addresses_to_say(["127.0.0.1"]) == ("127.0.0.1",)
    with pytest.raises(NotOurWords):
        typed_words("not our words")
