"""From invite to meeting: two to five people, every way in which it can end early, and what each side is told."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any

import pytest

from crypto.errors import MisuseError, PeerAborted
from p2p import host as host_module
from p2p.addresses import LOOPBACK, interfaces
from p2p.channel import TcpChannel
from p2p.errors import (
    CircuitMismatch,
    ConnectionLost,
    InviteExpired,
    InviteIncomplete,
    InviteUsed,
    OwnInvite,
    ParametersMismatch,
    PeerLeft,
    RolesRefused,
    SheetMismatch,
)
from p2p.greet import accept, connect
from p2p.group import MAX_EARLY, Person
from p2p.handshake import invite_door
from p2p.identity import new_identity, verify
from p2p.invite import parse_invite
from p2p.link import Link
from p2p.listener import Listener
from p2p.lobby import Accept, Acquaint, Entry, Gathered, Leave, Met, Offer, Part, Roster, encode_message, sheet_digest
from p2p.meeting import Digests, Meeting, MeetingEvent, Stage, peek
from p2p.stream import Stream
from p2p.wire import RecordType
from tests.p2p.helpers import (
    DIGESTS,
    SHEET,
    gathered,
    join,
    kinds,
    make_newer,
    me,
    outcomes,
    play,
    start_host,
    stream_to,
    yes,
)
from tests.p2p.test_past import Kept


async def enter(invite: str) -> Link:
    """Somebody who holds the invite and then does what the test says."""
    read = parse_invite(invite)
    return Link(await connect(await stream_to(read.port), invite_door(read.secret), me()), Part.JOINER)


async def thinks_for_ever(sheet: bytes, digest: bytes) -> str:
    await asyncio.sleep(3600)
    return ""


async def close(*results: Any) -> None:
    """Free the meetings among these results."""
    await asyncio.gather(*(result.close() for result in results if isinstance(result, Meeting)))


# ---- how it goes well


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_everybody_gets_the_same_meeting(n: int) -> None:
    async def scene() -> None:
        async with gathered(n) as meetings:
            assert [meeting.me for meeting in meetings] == list(range(n))
            assert len({meeting.roster_digest for meeting in meetings}) == 1
            assert len({meeting.members for meeting in meetings}) == 1
            for meeting in meetings:
                assert meeting.sheet == SHEET
                assert meeting.keys == tuple(sorted(member.key for member in meeting.members))
                assert set(meeting.channels) == set(range(n)) - {meeting.me}
                assert set(meeting.by_party) == set(range(n)) - {meeting.my_party}
                for seat, member in enumerate(meeting.members):
                    assert member.seat == seat
                    assert meeting.keys[meeting.party_of_seat[seat]] == member.key
                    assert meeting.seat_of_party[meeting.party_of_seat[seat]] == seat
                for seat, channel in meeting.channels.items():
                    assert channel.peer_key == meeting.members[seat].key
                    assert channel.seat == seat
                verify(meeting.members[meeting.me].key, meeting.sign(b"x"), b"x")
            for one in meetings:
                for other in meetings:
                    if one is not other:
                        one.channels[other.me].send(RecordType.ENGINE, bytes([one.me, other.me]))
            for one in meetings:
                for other in meetings:
                    if one is not other:
                        body = (await one.channels[other.me].receive()).body
                        assert body == bytes([other.me, one.me])

    play(scene())


@pytest.mark.parametrize("address", [a for a in LOOPBACK if a in {str(i.address) for i in interfaces()}])
def test_both_families_of_addresses(address: str) -> None:
    async def scene() -> None:
        hosting = await start_host(3, listen=(address, 0))
        assert parse_invite(hosting.invite).addresses == (address,)
        await close(*await asyncio.gather(hosting.task, join(hosting.invite), join(hosting.invite)))

    play(scene())


def test_roles_sheets_and_events_arrive() -> None:
    asked: list[Any] = []
    events: dict[str, list[MeetingEvent]] = {"host": [], "guest": []}

    async def decide(sheet: bytes, digest: bytes) -> str:
        asked.append((sheet, digest))
        return "employer"

    async def scene() -> None:
        sheet = bytes(range(256)) * 4096
        hosting = await start_host(
            2, sheet=sheet, role="candidate", check_roles=asked.append, on_event=events["host"].append
        )
        meetings = await asyncio.gather(
            hosting.task, join(hosting.invite, decide_sheet=decide, on_event=events["guest"].append)
        )
        assert asked == [(sheet, sheet_digest(sheet)), ("candidate", "employer")]
        assert [member.role for member in meetings[1].members] == ["candidate", "employer"]
        assert meetings[1].sheet == sheet
        assert [event.stage for event in events["host"]] == [Stage.LISTENING, Stage.JOINED, Stage.MEETING, Stage.MET]
        assert [event.stage for event in events["guest"]] == [
            Stage.CONNECTING, Stage.CONNECTED, Stage.JOINED, Stage.MEETING, Stage.MET,
        ]  # fmt: skip
        assert events["host"][0] == MeetingEvent(Stage.LISTENING, 1, 2)
        assert events["host"][-1] == MeetingEvent(Stage.MET, 2, 2, (Person(1, "", "employer"),))
        assert events["guest"][-1] == MeetingEvent(Stage.MET, 2, 2)
        assert events["guest"][0] == MeetingEvent(Stage.CONNECTING, 1, 2)
        assert meetings[0].bytes_sent > len(sheet) < meetings[1].bytes_received
        assert meetings[0].bytes_received == meetings[1].bytes_sent < 10_000
        assert meetings[0].bytes_sent == meetings[1].bytes_received
        await close(*meetings)

    play(scene())


def test_looking_costs_no_place() -> None:
    async def scene() -> None:
        hosting = await start_host(2)
        for _ in range(3):
            assert await peek(hosting.invite, version="0.1") == SHEET
        await close(await join(f"Look:\n{hosting.invite.lower()}\nBye"), await hosting.task)

    play(scene())


def test_who_refuses_the_sheet_leaves_the_invite_usable() -> None:
    class Refused(Exception):
        pass

    async def no(sheet: bytes, digest: bytes) -> str:
        raise Refused

    async def scene() -> None:
        hosting = await start_host(2)
        with pytest.raises(Refused):
            await join(hosting.invite, decide_sheet=no)
        giving_up = asyncio.ensure_future(join(hosting.invite, decide_sheet=thinks_for_ever))
        await asyncio.sleep(0.1)
        giving_up.cancel()
        assert kinds(await outcomes(giving_up)) == ["CancelledError"]
        (await enter(hosting.invite)).channel.abort()
        await close(*await asyncio.gather(join(hosting.invite), hosting.task))

    play(scene())


def test_two_meetings_side_by_side_do_not_mix() -> None:
    async def scene() -> None:
        async with gathered(3) as some, gathered(3) as others:
            assert not {m.key for m in some[0].members} & {m.key for m in others[0].members}
            assert some[0].roster_digest != others[0].roster_digest

    play(scene())


# ---- invites that do not work


def test_a_used_invite() -> None:
    """While the host runs it says so; afterwards nobody answers."""

    async def scene() -> None:
        hosting = await start_host(2)
        meetings = await asyncio.gather(hosting.task, join(hosting.invite))
        for _ in range(2):
            with pytest.raises(InviteUsed):
                await join(hosting.invite)
        with pytest.raises(InviteUsed):
            await peek(hosting.invite, version="0.1")
        await asyncio.gather(*(meeting.confirm_ready(DIGESTS) for meeting in meetings))
        await close(*meetings)
        assert kinds(await outcomes(join(hosting.invite))) == ["ConnectionRefused"]

    play(scene())


def test_who_still_reads_when_the_last_place_is_taken_is_told_at_once() -> None:
    async def scene() -> None:
        hosting = await start_host(2)
        slow = asyncio.ensure_future(join(hosting.invite, decide_sheet=thinks_for_ever))
        await asyncio.sleep(0.05)
        meetings = await asyncio.gather(hosting.task, join(hosting.invite))
        assert kinds(await asyncio.wait_for(outcomes(slow), 1)) == ["InviteUsed"]
        await close(*meetings)

    play(scene())


def test_two_who_accept_at_once_for_one_place() -> None:
    async def scene() -> None:
        for _ in range(5):
            hosting = await start_host(2)
            results = await outcomes(join(hosting.invite), join(hosting.invite), join(hosting.invite))
            assert sorted(kinds(results)) == ["InviteUsed", "InviteUsed", "Meeting"]
            await close(*results, await hosting.task)

    play(scene())


def test_an_expired_invite_is_not_even_dialled() -> None:
    async def scene() -> None:
        hosting = await start_host(2, clock=lambda: 1_000_000.0)
        with pytest.raises(InviteExpired):
            await join(hosting.invite, clock=lambda: 1_000_900.0)
        meetings = await asyncio.gather(hosting.task, join(hosting.invite, clock=lambda: 1_000_899.0))
        await close(*meetings)

    play(scene())


def test_a_host_stops_waiting_when_its_invite_expires() -> None:
    async def scene() -> None:
        hosting = await start_host(3, lifetime_s=0.3)
        seated = asyncio.ensure_future(join(hosting.invite))
        assert kinds(await outcomes(hosting.task, seated)) == ["InviteExpired", "InviteExpired"]

    play(scene())


def test_who_is_reading_when_time_is_up_may_finish() -> None:
    async def slowly(sheet: bytes, digest: bytes) -> str:
        await asyncio.sleep(0.5)
        return ""

    async def scene() -> None:
        hosting = await start_host(2, lifetime_s=0.2, clock=lambda: time.time() + 60)
        reader = asyncio.ensure_future(join(hosting.invite, decide_sheet=slowly))
        await asyncio.sleep(0.3)
        late = await outcomes(join(hosting.invite))
        assert kinds(late) == ["InviteExpired"]
        await close(await reader, await hosting.task)
        hosting = await start_host(2, lifetime_s=0.2, clock=lambda: time.time() + 60)
        reader = asyncio.ensure_future(join(hosting.invite, decide_sheet=thinks_for_ever))
        await asyncio.sleep(0.3)
        reader.cancel()
        assert kinds(await outcomes(reader, hosting.task)) == ["CancelledError", "InviteExpired"]

    play(scene())


def test_who_reads_for_ever_does_not_keep_the_host_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host_module, "READING_S", 0.2)

    async def scene() -> None:
        hosting = await start_host(2, lifetime_s=0.2, clock=lambda: time.time() + 60)
        reader = asyncio.ensure_future(join(hosting.invite, decide_sheet=thinks_for_ever))
        assert kinds(await asyncio.wait_for(outcomes(hosting.task, reader), 2)) == ["InviteExpired", "InviteExpired"]

    play(scene())


def test_the_own_invite_and_half_of_one() -> None:
    async def scene() -> None:
        kept = Kept()
        hosting = await start_host(2, memory=kept)
        for spelled in (hosting.invite, "CG1-" + hosting.invite[4:].lower()):
            with pytest.raises(OwnInvite):
                await join(spelled, memory=kept)
        with pytest.raises(InviteIncomplete):
            await join(hosting.invite[:50])
        hosting.task.cancel()
        await outcomes(hosting.task)

    play(scene())


def test_an_invite_of_a_host_that_is_gone() -> None:
    async def scene() -> None:
        hosting = await start_host(2)
        hosting.task.cancel()
        await outcomes(hosting.task)
        assert kinds(await outcomes(join(hosting.invite))) == ["ConnectionRefused"]

    play(scene())


# ---- roles


@pytest.mark.parametrize("n", [2, 3])
def test_roles_that_clash_are_told_to_everybody(n: int) -> None:
    class Clash(Exception):
        pass

    def check(roles: tuple[str, ...]) -> None:
        assert roles == ("a",) * n
        raise Clash

    async def a(sheet: bytes, digest: bytes) -> str:
        return "a"

    async def scene() -> None:
        hosting = await start_host(n, role="a", check_roles=check)
        results = await outcomes(hosting.task, *(join(hosting.invite, decide_sheet=a) for _ in range(n - 1)))
        assert isinstance(results[0], Clash)
        assert all(isinstance(result, RolesRefused) for result in results[1:])

    play(scene())


def test_a_role_that_is_none_is_our_mistake() -> None:
    async def shout(sheet: bytes, digest: bytes) -> str:
        return "BOSS"

    async def scene() -> None:
        with pytest.raises(MisuseError):
            await start_host(2, role="BOSS")
        with pytest.raises(MisuseError):
            await start_host(1)
        with pytest.raises(MisuseError):
            await start_host(2, sheet=b"")
        hosting = await start_host(2)
        with pytest.raises(MisuseError):
            await join(hosting.invite, decide_sheet=shout)
        await close(await join(hosting.invite), await hosting.task)

    play(scene())


# ---- people who leave, and programs that break rules


def test_a_host_that_gives_up_is_noticed_while_reading() -> None:
    async def scene() -> None:
        hosting = await start_host(3)
        reading = asyncio.ensure_future(join(hosting.invite, decide_sheet=thinks_for_ever))
        waiting = asyncio.ensure_future(join(hosting.invite))
        await asyncio.sleep(0.1)
        started = time.monotonic()
        hosting.task.cancel()
        assert kinds(await outcomes(hosting.task, reading, waiting)) == ["CancelledError", "PeerLeft", "PeerLeft"]
        assert time.monotonic() - started < 2

    play(scene())


def test_somebody_who_is_lost_while_joiners_meet_ends_it_for_all() -> None:
    async def scene() -> None:
        hosting = await start_host(3)
        waiting = asyncio.ensure_future(join(hosting.invite))
        await asyncio.sleep(0.1)
        link = await enter(hosting.invite)
        offer = await link.expect(Offer)
        link.send(Accept("", sheet_digest(offer.sheet), ("127.0.0.1",), 9))
        await asyncio.sleep(0.05)
        link.channel.abort()
        started = time.monotonic()
        lost, told = await outcomes(hosting.task, waiting)
        assert isinstance(lost, ConnectionLost)
        assert lost.seat == 2
        assert isinstance(told, PeerAborted)
        assert time.monotonic() - started < 3

    play(scene())


BROKEN = [
    lambda link, offer: link.channel.send(RecordType.LOBBY, b"not a message"),
    lambda link, offer: link.channel.send(RecordType.ENGINE, b"too early"),
    lambda link, offer: link.channel.send(RecordType.HELLO, b"again"),
    lambda link, offer: link.channel.send(RecordType.PING, b"with content"),
    lambda link, offer: _say_anything(link, Met(())),
    lambda link, offer: _say_anything(link, Accept("", sheet_digest(offer.sheet), ("127.0.0.1",), 9)),
    lambda link, offer: link.channel._put(b"\0" * 13),
]


def _say_anything(link: Link, message: Any) -> None:
    link.channel.send(RecordType.LOBBY, encode_message(message))


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_conversation_harms_nobody_else(how: Any) -> None:
    async def scene() -> None:
        hosting = await start_host(2)
        for _ in range(host_module.MAX_BROKEN - 1):
            link = await enter(hosting.invite)
            how(link, await link.expect(Offer))
            with pytest.raises((ConnectionLost, PeerLeft)):
                await link.receive()
            await link.channel.close()
        await close(await join(hosting.invite), await hosting.task)

    play(scene())


def test_after_three_broken_conversations_the_invite_is_withdrawn() -> None:
    async def scene() -> None:
        hosting = await start_host(2)
        for _ in range(3):
            link = await enter(hosting.invite)
            await link.expect(Offer)
            link.channel.send(RecordType.LOBBY, b"not a message")
            with contextlib.suppress(ConnectionLost, PeerLeft):
                await link.receive()
            await link.channel.close()
        assert kinds(await outcomes(hosting.task)) == ["MalformedMessage"]

    play(scene())


@pytest.mark.parametrize(
    ("n", "changes"),
    [
        (3, {"addresses": ("example.org",)}),
        (3, {"addresses": ("0.0.0.0",)}),  # noqa: S104
        (3, {"addresses": ()}),
        (3, {"port": 0}),
        (2, {}),
    ],
)
def test_an_acceptance_with_useless_addresses(n: int, changes: dict[str, Any]) -> None:
    async def scene() -> None:
        hosting = await start_host(n)
        for _ in range(3):
            link = await enter(hosting.invite)
            offer = await link.expect(Offer)
            place = {"addresses": ("127.0.0.1",), "port": 9, **changes}
            link.send(Accept("", sheet_digest(offer.sheet), **place))
            with pytest.raises((ConnectionLost, PeerLeft)):
                await link.receive()
            await link.channel.close()
        assert kinds(await outcomes(hosting.task)) == ["MalformedMessage"]

    play(scene())


def test_one_person_cannot_take_two_seats() -> None:
    async def scene() -> None:
        hosting = await start_host(4)
        read = parse_invite(hosting.invite)
        somebody = me()
        links = []
        for _ in range(2):
            channel = await connect(await stream_to(read.port), invite_door(read.secret), somebody)
            link = Link(channel, Part.JOINER)
            offer = await link.expect(Offer)
            link.send(Accept("", sheet_digest(offer.sheet), ("127.0.0.1",), 9))
            links.append(link)
        with pytest.raises((ConnectionLost, PeerLeft)):
            await links[1].receive()
        assert not hosting.task.done()
        hosting.task.cancel()
        await outcomes(hosting.task)
        for link in links:
            await link.channel.close()

    play(scene())


def test_versions_that_do_not_fit_are_told_to_both(monkeypatch: pytest.MonkeyPatch) -> None:
    make_newer(monkeypatch, "0.2")

    async def scene() -> None:
        hosting = await start_host(2)
        results = await outcomes(hosting.task, join(hosting.invite, version="0.2"))
        assert kinds(results) == ["VersionMismatch"] * 2
        assert [(error.ours, error.theirs, error.newer) for error in results] == [
            ("0.1", "0.2", True), ("0.2", "0.1", False),
        ]  # fmt: skip

    play(scene())


def test_another_sheet_accepted_than_offered() -> None:
    async def scene() -> None:
        hosting = await start_host(2)
        link = await enter(hosting.invite)
        await link.expect(Offer)
        _say_anything(link, Accept("", sheet_digest(b"another"), (), 0))
        assert kinds(await outcomes(hosting.task)) == ["SheetMismatch"]
        await link.channel.close()

    play(scene())


def test_only_so_many_may_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host_module, "MAX_READERS", 2)

    async def scene() -> None:
        hosting = await start_host(2)
        links = [await enter(hosting.invite) for _ in range(2)]
        for link in links:
            await link.expect(Offer)
        assert kinds(await outcomes(join(hosting.invite))) == ["Declined"]
        for link in links:
            link.send(Leave())
            await link.channel.close()
        await close(await join(hosting.invite), await hosting.task)

    play(scene())


def test_a_host_that_breaks_rules_harms_no_joiner() -> None:
    """A rewritten host: wrong number of people, silence, nonsense, a roster without the joiner or with a double."""
    host = me()

    def entry(key: bytes, role: str = "", addresses: tuple[str, ...] = (), port: int = 0) -> Entry:
        return Entry(key, role, addresses, port)

    def rosters(guest: bytes) -> list[Roster]:
        third = new_identity().key
        mine = host.identity.key
        return [
            Roster((entry(mine), entry(third))),
            Roster((entry(third), entry(guest))),
            Roster((entry(mine), entry(mine))),
            Roster((entry(guest), entry(mine))),
            Roster((entry(mine), entry(guest, "boss"))),
            Roster((entry(mine), entry(guest), entry(third))),
            Roster((entry(mine), entry(guest, "", ("example.org",), 5))),
            Roster((entry(mine), entry(guest, "", ("127.0.0.1",), 5))),
            Roster((entry(mine), entry(bytes(32)))),
        ]

    async def scene() -> None:
        real = await start_host(2)
        invite = parse_invite(real.invite)
        line = real.invite
        real.task.cancel()
        await outcomes(real.task)
        for number in range(len(rosters(bytes(32))) + 3):

            async def serve(stream: Stream, number: int = number) -> None:
                channel, _ = await accept(stream, [invite_door(invite.secret)], host)
                link = Link(channel, Part.HOST)
                if number == 0:
                    link.send(Offer(3, SHEET))
                elif number == 1:
                    channel.send(RecordType.LOBBY, b"nonsense")
                else:
                    link.send(Offer(2, SHEET))
                    await link.expect(Accept)
                    if number == 2:
                        _say_anything(link, Gathered(()))
                    else:
                        link.send(rosters(channel.peer_key)[number - 3])
                with contextlib.suppress(Exception):
                    await link.receive()
                await channel.close()

            listener = Listener(serve)
            await listener.open(("127.0.0.1", invite.port))
            assert listener.port == invite.port
            assert kinds(await outcomes(join(line))) == ["MalformedMessage"], number
            await listener.close()

    play(scene())


# ---- ready


@pytest.mark.parametrize(
    ("other", "error"),
    [
        (Digests(bytes(32), DIGESTS.circuit, DIGESTS.parameters), SheetMismatch),
        (Digests(DIGESTS.sheet, bytes(32), DIGESTS.parameters), CircuitMismatch),
        (Digests(DIGESTS.sheet, DIGESTS.circuit, bytes(32)), ParametersMismatch),
    ],
)
@pytest.mark.parametrize("n", [2, 4])
def test_a_difference_is_told_to_everybody(n: int, other: Digests, error: type[Exception]) -> None:
    async def scene() -> None:
        async with gathered(n, ready=False) as meetings:
            odd = 1
            results = await outcomes(
                *(meeting.confirm_ready(other if meeting.me == odd else DIGESTS) for meeting in meetings)
            )
            assert kinds(results) == [error.__name__] * n

    play(scene())


def test_acquaintance_is_swapped_with_everybody_as_often_as_wanted() -> None:
    async def scene() -> None:
        async with gathered(3, ready=False) as meetings:
            for word in (b"first", b"again"):
                heard = await asyncio.gather(*(m.acquaint(word + bytes([m.me])) for m in meetings))
                for meeting, found in zip(meetings, heard, strict=True):
                    assert found == {seat: word + bytes([seat]) for seat in range(3) if seat != meeting.me}
            await asyncio.gather(*(meeting.confirm_ready(DIGESTS) for meeting in meetings))
            with pytest.raises(MisuseError):
                await meetings[0].acquaint(b"late")

    play(scene())


def test_acquaintance_of_another_length_or_out_of_turn_is_refused() -> None:
    async def scene() -> None:
        async with gathered(2, ready=False) as meetings:
            results = await outcomes(meetings[0].acquaint(b"long"), meetings[1].acquaint(b"longer"))
            assert kinds(results) == ["MalformedMessage"] * 2
        async with gathered(2, ready=False) as meetings:
            results = await outcomes(meetings[0].acquaint(b"word"), meetings[1].confirm_ready(DIGESTS))
            assert kinds(results) == ["MalformedMessage"] * 2

    play(scene())


def test_ready_waits_for_everybody_and_is_said_once() -> None:
    async def scene() -> None:
        async with gathered(3, ready=False) as meetings:
            early = [asyncio.ensure_future(meeting.confirm_ready(DIGESTS)) for meeting in meetings[:2]]
            await asyncio.sleep(0.2)
            assert not any(task.done() for task in early)
            await meetings[2].confirm_ready(DIGESTS)
            await asyncio.gather(*early)
            with pytest.raises(MisuseError):
                await meetings[0].confirm_ready(DIGESTS)

    play(scene())


@pytest.mark.parametrize("how", ["abort", "close", "cancel"])
def test_who_goes_before_ready_is_missed_by_all(how: str) -> None:
    async def scene() -> None:
        async with gathered(3, ready=False) as meetings:
            waiting = [asyncio.ensure_future(meeting.confirm_ready(DIGESTS)) for meeting in meetings[:2]]
            await asyncio.sleep(0.05)
            started = time.monotonic()
            if how == "abort":
                for channel in meetings[2].channels.values():
                    channel.abort()
            elif how == "close":
                await meetings[2].close()
            else:
                waiting[0].cancel()
                assert kinds(await outcomes(waiting[0])) == ["CancelledError"]
            results = await outcomes(*waiting[how == "cancel" :])
            assert time.monotonic() - started < 2
            expected = {"abort": ConnectionLost, "close": PeerLeft, "cancel": PeerAborted}[how]
            assert all(isinstance(result, expected) for result in results)
            if how != "cancel":
                assert {result.seat for result in results} == {2}

    play(scene())


def test_closing_twice_and_as_a_context() -> None:
    async def scene() -> None:
        hosting = await start_host(2)
        host, guest = await asyncio.gather(hosting.task, join(hosting.invite, decide_sheet=yes))
        async with host, guest:
            pass
        await close(host, guest)
        assert isinstance(host.channels[1], TcpChannel)

    play(scene())


def test_who_leaves_while_somebody_still_looks_is_noticed_whatever_he_said_before() -> None:
    """What he said stays in order; after too much of it he is not listened to any further."""

    async def scene() -> None:
        for how in ("goodbye", "cut"):
            async with gathered(2, ready=False) as (one, other):
                for body in (b"1", b"2", b"3"):
                    other.tell(Acquaint(body))
                looking = asyncio.ensure_future(one.meanwhile(asyncio.Event().wait()))
                await asyncio.sleep(0.1)
                assert not looking.done()
                if how == "cut":
                    other.cut()
                else:
                    await other.close()
                with pytest.raises(PeerLeft if how == "goodbye" else ConnectionLost):
                    await asyncio.wait_for(looking, 30)

    play(scene())


@pytest.mark.parametrize("n", [3, MAX_EARLY + 3])
def test_what_is_said_meanwhile_comes_in_order(n: int) -> None:
    async def scene() -> None:
        async with gathered(2, ready=False) as (one, other):
            for number in range(n):
                other.tell(Acquaint(bytes([number])))
            for _ in range(2):  # and is put back once more
                assert await one.meanwhile(asyncio.sleep(0.2, "seen")) == "seen"
            heard = []
            for _ in range(n):
                heard += (await one.acquaint(b"?")).values()
            assert heard == [bytes([number]) for number in range(n)]

    play(scene())
