"""When only the host can reach the joiner: the reply, one conversation in the end, and nothing for strangers."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass
from typing import Any

import pytest

from crypto.errors import PeerError
from p2p import callback as callback_module
from p2p import host as host_module
from p2p import join as join_module
from p2p.channel import TcpChannel
from p2p.dial import dial
from p2p.errors import (
    ConnectionRefused,
    InviteError,
    NetworkError,
    NotAnInvite,
    PeerUnreachable,
    ReplyNotForThis,
)
from p2p.greet import connect
from p2p.handshake import invite_door, reply_door
from p2p.helm import Helm
from p2p.invite import parse_invite
from p2p.listener import Listener
from p2p.meeting import Meeting, peek
from p2p.reply import Reply, encode_reply, parse_reply
from p2p.secret import Secret
from tests.p2p.helpers import SHEET, Hosting, join, kinds, make_newer, me, outcomes, play, raw, start_host, stream_to


def behind_a_firewall(monkeypatch: pytest.MonkeyPatch, lets_in_after: int = 1_000_000) -> None:
    """Nobody reaches the host, but for the dials after so many."""
    count = 0

    async def refuse(*args: Any, **options: Any) -> TcpChannel:
        nonlocal count
        count += 1
        if count <= lets_in_after:
            raise PeerUnreachable("a firewall", address="192.0.2.1")
        return await dial(*args, **options)

    monkeypatch.setattr(join_module, "dial", refuse)


async def replied(invite: str, **options: Any) -> tuple[asyncio.Task[Meeting], str]:
    """Somebody who cannot reach the host, and the reply he made."""
    line: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    joining = asyncio.ensure_future(join(invite, on_reply=lambda reply, _: line.set_result(reply), **options))
    await asyncio.wait([joining, line], return_when=asyncio.FIRST_COMPLETED)
    if joining.done():
        joining.result()
    return joining, await line


@dataclass
class Waiting:
    """A host whom one joiner cannot reach, and the reply that this one made."""

    helm: Helm
    hosting: Hosting
    joining: asyncio.Task[Meeting]
    line: str

    @property
    def reply(self) -> Reply:
        return parse_reply(self.line, self.secret)

    @property
    def secret(self) -> Secret[bytes]:
        return parse_invite(self.hosting.invite).secret

    async def meet(self) -> None:
        """The host calls back, and that is all it takes."""
        await self.helm.call_back(self.line)
        await close(*await asyncio.gather(self.hosting.task, self.joining))


async def waiting(**options: Any) -> Waiting:
    helm = Helm()
    hosting = await start_host(2, helm=helm)
    return Waiting(helm, hosting, *await replied(hosting.invite, **options))


async def call_off(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await outcomes(*tasks)


async def close(*results: Any) -> None:
    await asyncio.gather(*(result.close() for result in results if isinstance(result, Meeting)))


def test_the_host_calls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    behind_a_firewall(monkeypatch)

    async def scene() -> None:
        two = await waiting(name="Ana")
        await two.helm.call_back(f"Ana wrote:\n> {two.line}\n")
        host, guest = await asyncio.gather(two.hosting.task, two.joining)
        assert host.sheet == guest.sheet == SHEET
        assert [member.name for member in host.members] == ["", "Ana"]
        assert (host.bytes_sent, host.bytes_received) == (guest.bytes_received, guest.bytes_sent)
        with pytest.raises(ConnectionRefusedError):  # nobody listens at the reply any more
            await raw(two.reply.port)
        await close(host, guest)

    play(scene())


def test_a_group_of_which_two_have_to_be_called(monkeypatch: pytest.MonkeyPatch) -> None:
    behind_a_firewall(monkeypatch)

    async def scene() -> None:
        helm = Helm()
        hosting = await start_host(4, helm=helm)
        callers = [await replied(hosting.invite, name=name) for name in ("Ana", "Ben")]
        monkeypatch.setattr(join_module, "dial", dial)
        cem = asyncio.ensure_future(join(hosting.invite, name="Cem"))
        for _, line in callers:
            await helm.call_back(line)
        meetings = await asyncio.gather(hosting.task, cem, *(joining for joining, _ in callers))
        assert len({one.roster_digest for one in meetings}) == 1
        await close(*meetings)

    play(scene())


@pytest.mark.parametrize("delay_s", [0, 0.01, 0.03, 0.1])
def test_both_ways_at_once_give_one_conversation(monkeypatch: pytest.MonkeyPatch, delay_s: float) -> None:
    behind_a_firewall(monkeypatch, lets_in_after=1)
    monkeypatch.setattr(callback_module, "REDIAL_S", 0.03)

    async def scene() -> None:
        two = await waiting()
        await asyncio.sleep(delay_s)
        calls = await outcomes(*(two.helm.call_back(two.line) for _ in range(2)))
        assert all(call is None or isinstance(call, (NetworkError, InviteError)) for call in calls), calls
        host, guest = await asyncio.gather(two.hosting.task, two.joining)
        assert host.channels[1].peer_key == guest.members[1].key
        await close(host, guest)

    play(scene())


def test_a_firewall_that_was_opened_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reply is never used: dialling goes on by itself."""
    behind_a_firewall(monkeypatch, lets_in_after=3)
    monkeypatch.setattr(callback_module, "REDIAL_S", 0.02)

    async def scene() -> None:
        hosting = await start_host(2)
        joining, _ = await replied(hosting.invite)
        await close(*await asyncio.gather(hosting.task, joining))

    play(scene())


def test_looking_at_the_sheet_works_this_way_too(monkeypatch: pytest.MonkeyPatch) -> None:
    behind_a_firewall(monkeypatch)

    async def scene() -> None:
        helm = Helm()
        hosting = await start_host(2, helm=helm)
        loop = asyncio.get_running_loop()

        def on_reply(line: str, why: NetworkError) -> None:
            assert isinstance(why, PeerUnreachable)
            calls.append(loop.create_task(helm.call_back(line)))

        calls: list[asyncio.Task[None]] = []
        assert await peek(hosting.invite, version="0.1", on_reply=on_reply) == SHEET
        await asyncio.gather(*calls)
        joining, line = await replied(hosting.invite)
        await helm.call_back(line)
        await close(*await asyncio.gather(hosting.task, joining))

    play(scene())


def test_without_a_second_way_the_failure_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    behind_a_firewall(monkeypatch)

    async def scene() -> None:
        hosting = await start_host(2)
        assert kinds(await outcomes(join(hosting.invite))) == ["PeerUnreachable"]
        await call_off(hosting.task)

    play(scene())


def test_waiting_ends_with_the_invite(monkeypatch: pytest.MonkeyPatch) -> None:
    behind_a_firewall(monkeypatch)

    async def scene() -> None:
        hosting = await start_host(2, clock=lambda: 1_000_000.0)
        started = time.monotonic()
        joining, _ = await replied(hosting.invite, clock=lambda: 1_000_000.0 + 899.8)
        (error,) = await outcomes(joining)
        assert isinstance(error, PeerUnreachable)
        assert error.address == "192.0.2.1"
        assert time.monotonic() - started < 20
        await call_off(hosting.task)

    play(scene())


def test_giving_up_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    behind_a_firewall(monkeypatch)

    async def scene() -> None:
        helm = Helm()
        hosting = await start_host(3, helm=helm)
        for after_s in (0, 0.005, 0.02, 0.05):
            joining, line = await replied(hosting.invite)
            calling = asyncio.ensure_future(helm.call_back(line))
            await asyncio.sleep(after_s)
            joining.cancel()
            await outcomes(joining, calling)
        await call_off(hosting.task)

    play(scene())


def test_a_conversation_that_is_stopped_before_it_began_leaves_nothing_open(monkeypatch: pytest.MonkeyPatch) -> None:
    behind_a_firewall(monkeypatch)
    look_after = Listener.look_after
    called: list[TcpChannel] = []

    async def call(*args: Any, **options: Any) -> TcpChannel:
        called.append(await dial(*args, **options))
        return called[-1]

    def stop_at_once(listener: Listener, work: Any) -> asyncio.Task[None]:
        task = look_after(listener, work)
        if called:
            task.cancel()
        return task

    async def scene() -> None:
        two = await waiting()
        monkeypatch.setattr(host_module, "dial", call)
        monkeypatch.setattr(Listener, "look_after", stop_at_once)
        await two.helm.call_back(two.line)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        (channel,) = called
        assert channel.failure is not None
        await call_off(two.hosting.task, two.joining)

    play(scene())


# ---- strangers, and people who cheat


def test_strangers_at_the_reply_get_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    behind_a_firewall(monkeypatch)

    async def scene() -> None:
        two = await waiting()
        reader, writer = await raw(two.reply.port)
        writer.write(b"x" * 48)
        with contextlib.suppress(ConnectionResetError):
            assert await reader.read() == b""
        writer.close()
        for door in (
            invite_door(two.secret),  # the invite alone is not enough
            reply_door(two.secret, bytes(16)),  # nor is another reply
            reply_door(Secret(bytes(32)), two.reply.nonce),  # nor the reply alone
        ):
            (refused,) = await outcomes(connect(await stream_to(two.reply.port), door, me()))
            assert isinstance(refused, (NetworkError, PeerError))
        await two.meet()

    play(scene())


def test_somebody_who_calls_and_offers_nothing_does_not_stop_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """He holds invite and reply; his nonsense is one of several conversations."""
    behind_a_firewall(monkeypatch)

    async def scene() -> None:
        two = await waiting()
        door = reply_door(two.secret, two.reply.nonce)
        silent, loud = [await connect(await stream_to(two.reply.port), door, me()) for _ in range(2)]
        loud._put(b"\0" * 13)
        await two.meet()
        await asyncio.gather(silent.close(), loud.close())

    play(scene())


def test_what_is_no_reply_to_this_invite_is_not_dialled(monkeypatch: pytest.MonkeyPatch) -> None:
    dialled: list[Any] = []

    async def note(*args: Any, **options: Any) -> TcpChannel:
        dialled.append(args)
        raise PeerUnreachable("nobody there")

    monkeypatch.setattr(host_module, "dial", note)
    somewhere = Reply(("127.0.0.1",), 9, bytes(16))

    async def scene() -> None:
        helm = Helm()
        hosting = await start_host(2, helm=helm)
        with pytest.raises(ReplyNotForThis):
            await helm.call_back(encode_reply(somewhere, Secret(bytes(32))))
        with pytest.raises(NotAnInvite):
            await helm.call_back(hosting.invite)
        assert dialled == []
        with pytest.raises(PeerUnreachable):
            await helm.call_back(encode_reply(somewhere, parse_invite(hosting.invite).secret))
        assert len(dialled) == 1
        await close(*await asyncio.gather(hosting.task, join(hosting.invite)))  # the invite is as good as before

    play(scene())


def test_a_reply_that_comes_too_late(monkeypatch: pytest.MonkeyPatch) -> None:
    behind_a_firewall(monkeypatch)

    async def scene() -> None:
        late = await waiting()
        monkeypatch.setattr(join_module, "dial", dial)
        meetings = await asyncio.gather(late.hosting.task, join(late.hosting.invite))
        assert "Invite" in kinds(await outcomes(late.helm.call_back(late.line)))[0]
        await call_off(late.joining)
        await close(*meetings)

    play(scene())


def test_who_dials_again_and_finds_the_invite_used_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    behind_a_firewall(monkeypatch, lets_in_after=1)
    monkeypatch.setattr(callback_module, "REDIAL_S", 0.2)

    async def scene() -> None:
        hosting = await start_host(2)
        late, _ = await replied(hosting.invite)
        meetings = await asyncio.gather(hosting.task, join(hosting.invite))
        assert kinds(await outcomes(late)) == ["InviteUsed"]
        await close(*meetings)

    play(scene())


@pytest.mark.parametrize("called", [True, False])
def test_versions_that_do_not_fit_are_told_to_both(monkeypatch: pytest.MonkeyPatch, called: bool) -> None:
    make_newer(monkeypatch, "0.2")
    behind_a_firewall(monkeypatch, lets_in_after=1)
    monkeypatch.setattr(callback_module, "REDIAL_S", 60 if called else 0.01)

    async def scene() -> None:
        two = await waiting(version="0.2")
        if called:
            assert kinds(await outcomes(two.helm.call_back(two.line), two.joining)) == ["VersionMismatch"] * 2
            await call_off(two.hosting.task)
        else:
            assert kinds(await outcomes(two.hosting.task, two.joining)) == ["VersionMismatch"] * 2

    play(scene())


def test_a_refusal_counts_as_unreachable_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another computer has the address of the host."""

    async def somebody_else(*_: Any, **__: Any) -> TcpChannel:
        raise ConnectionRefused("another computer")

    monkeypatch.setattr(join_module, "dial", somebody_else)

    async def scene() -> None:
        await (await waiting()).meet()

    play(scene())


def test_a_crowd_at_the_reply_does_not_keep_the_host_out(monkeypatch: pytest.MonkeyPatch) -> None:
    behind_a_firewall(monkeypatch)

    async def scene() -> None:
        two = await waiting()
        crowd = [await raw(two.reply.port) for _ in range(150)]
        for _, writer in crowd[::2]:
            writer.write(b"GET / HTTP/1.1\r\n\r\n")
        await two.meet()
        for _, writer in crowd:
            writer.transport.abort()

    play(scene())
