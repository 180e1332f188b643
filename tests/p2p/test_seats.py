"""Before all are here people may come and go, or be sent away; everybody has a name if he wants one."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from crypto.errors import MisuseError
from p2p.errors import Declined
from p2p.greet import connect
from p2p.group import Person
from p2p.handshake import invite_door
from p2p.helm import Helm
from p2p.invite import parse_invite
from p2p.link import Link
from p2p.lobby import Accept, Entry, Met, Offer, Part, Roster, encode_message, sheet_digest
from p2p.meeting import Meeting, MeetingEvent, Stage
from p2p.wire import RecordType
from tests.p2p.helpers import join, kinds, me, outcomes, play, start_host, stream_to


class Log:
    """What the host is told, and a way to wait for it."""

    def __init__(self) -> None:
        self.events: list[MeetingEvent] = []
        self._more = asyncio.Event()

    def hear(self, event: MeetingEvent) -> None:
        self.events.append(event)
        self._more.set()

    async def until(self, *names: str) -> None:
        """Return as soon as exactly these people are in."""
        while not self.events or tuple(person.name for person in self.events[-1].people) != names:
            self._more.clear()
            await asyncio.wait_for(self._more.wait(), 20)


async def guest(invite: str, name: str, **changes: Any) -> Link:
    """Somebody who accepts and then does what the test says."""
    read = parse_invite(invite)
    link = Link(await connect(await stream_to(read.port), invite_door(read.secret), me()), Part.JOINER)
    offer = await link.expect(Offer)
    link.send(Accept("", sheet_digest(offer.sheet), ("127.0.0.1",), 9, name))
    return link


async def close(*results: Any) -> None:
    await asyncio.gather(*(result.close() for result in results if isinstance(result, Meeting)))


@pytest.mark.parametrize("how", ["leaves", "is lost", "breaks a rule"])
def test_who_goes_before_all_are_here_gives_back_his_place(how: str) -> None:
    async def scene() -> None:
        log = Log()
        hosting = await start_host(3, on_event=log.hear)
        link = await guest(hosting.invite, "Ana")
        await log.until("Ana")
        ben = asyncio.ensure_future(join(hosting.invite, name="Ben")) if how == "is lost" else None
        if ben is None:
            if how == "leaves":
                await link.channel.close()
            else:
                link.channel.send(RecordType.LOBBY, encode_message(Met(())))
            await log.until()
            ben = asyncio.ensure_future(join(hosting.invite, name="Ben"))
            await log.until("Ben")
        else:
            link.channel.abort()
            await log.until("Ben")
        meetings = await asyncio.gather(hosting.task, ben, join(hosting.invite, name="Cem"))
        assert {tuple(member.name for member in one.members) for one in meetings} == {("", "Ben", "Cem")}
        assert [event.stage for event in log.events].count(Stage.LEFT) == 1
        await link.channel.close()
        await close(*meetings)

    play(scene())


def test_seats_follow_those_who_stay_and_numbers_stay() -> None:
    async def scene() -> None:
        log, helm = Log(), Helm()
        hosting = await start_host(4, name="Sam", on_event=log.hear, helm=helm)
        first = await guest(hosting.invite, "Ana")
        await log.until("Ana")
        ben = asyncio.ensure_future(join(hosting.invite, name="Ben"))
        await log.until("Ana", "Ben")
        assert log.events[-1].people == (Person(1, "Ana", ""), Person(2, "Ben", ""))
        await first.channel.close()
        await log.until("Ben")
        assert log.events[-1] == MeetingEvent(Stage.LEFT, 2, 4, (Person(2, "Ben", ""),))
        meetings = await asyncio.gather(
            hosting.task, ben, join(hosting.invite, name="Cem"), join(hosting.invite, name="Dai")
        )
        assert [meeting.me for meeting in meetings][:2] == [0, 1]
        names = {tuple(member.name for member in one.members) for one in meetings}
        assert len(names) == 1
        assert names.pop()[:2] == ("Sam", "Ben")
        assert meetings[0].channels[1].peer_key == meetings[1].members[1].key
        assert [meetings[0].channels[seat].seat for seat in (1, 2, 3)] == [1, 2, 3]
        await close(*meetings)

    play(scene())


def test_the_host_sends_somebody_away() -> None:
    async def scene() -> None:
        log, helm = Log(), Helm()
        hosting = await start_host(3, on_event=log.hear, helm=helm)
        eve = asyncio.ensure_future(join(hosting.invite, name="Eve"))
        await log.until("Eve")
        assert not helm.remove(7)
        assert helm.remove(1)
        assert not helm.remove(1)
        (told,) = await outcomes(eve)
        assert isinstance(told, Declined)  # without a reason
        assert log.events[-1].stage is Stage.LEFT
        meetings = await asyncio.gather(hosting.task, join(hosting.invite), join(hosting.invite))
        assert not helm.remove(2)  # too late
        await close(*meetings)

    play(scene())


def test_three_broken_promises_withdraw_the_invite() -> None:
    """People who accept and then break rules count as broken conversations do."""

    async def scene() -> None:
        hosting = await start_host(3)
        for _ in range(3):
            link = await guest(hosting.invite, "Eve")
            link.channel.send(RecordType.LOBBY, encode_message(Met(())))
            await outcomes(link.receive())
            await link.channel.close()
        assert kinds(await outcomes(hosting.task)) == ["MalformedMessage"]

    play(scene())


@pytest.mark.parametrize("name", ["a\nb", "x" * 41, " a", "\u202e"])
def test_a_name_that_cannot_be_shown_is_our_mistake(name: str) -> None:
    async def scene() -> None:
        with pytest.raises(MisuseError):
            await start_host(2, name=name)
        with pytest.raises(MisuseError):
            await join("CG1-", name=name)

    play(scene())


def test_a_host_that_renames_somebody_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Joiner against himself, and joiners against each other."""
    real = Link.send

    async def scene(victim: int) -> list[str]:
        told: list[Roster] = []

        def send(self: Link, message: Any) -> None:
            if isinstance(message, Roster):
                told.append(message)
                if len(told) == 1:
                    entries = list(message.entries)
                    old = entries[victim]
                    entries[victim] = Entry(old.key, old.role, old.addresses, old.port, "Eve")
                    message = Roster(tuple(entries))
            real(self, message)

        hosting = await start_host(3, name="Sam")
        with monkeypatch.context() as patch:
            patch.setattr(Link, "send", send)
            return kinds(
                await outcomes(hosting.task, join(hosting.invite, name="Ana"), join(hosting.invite, name="Ben"))
            )

    assert "MalformedMessage" in play(scene(1))[1:]  # the first joiner reads another name for himself
    for victim in (0, 2):
        assert "RosterMismatch" in play(scene(victim))[1:]
