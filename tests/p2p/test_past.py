"""Invites that are over: their holders are told so by whichever run of the program they come upon."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from p2p.errors import InviteExpired, InviteUsed
from p2p.handshake import invite_door
from p2p.invite import Invite, encode_invite, parse_invite
from p2p.lobby import Reason
from p2p.meeting import Meeting
from p2p.past import MAX_PAST, Memory, Past, PastInvite
from p2p.secret import Secret
from tests.p2p.helpers import join, kinds, outcomes, play, start_host
from tests.p2p.test_seats import guest


class Kept(Memory):
    """Remembers, as the program above does."""

    def __init__(self) -> None:
        self.notes: list[PastInvite] = []

    def past(self, now: float) -> Sequence[PastInvite]:
        latest = {note.key.reveal(): note for note in self.notes}
        return [note for note in latest.values() if note.expires > now]

    def note(self, invite: PastInvite) -> None:
        self.notes.append(invite)


def at_port_of(old: str, new: str) -> str:
    """The old invite, as if the new program had got the port of the old one."""
    before, now = parse_invite(old), parse_invite(new)
    return encode_invite(Invite(before.secret, before.parties, before.expires, now.addresses, now.port))


async def close(*results: Any) -> None:
    await asyncio.gather(*(result.close() for result in results if isinstance(result, Meeting)))


def test_the_next_run_knows_which_invites_are_used_and_which_nobody_waits_for() -> None:
    async def scene() -> None:
        memory = Kept()
        used = await start_host(2, memory=memory)
        assert [note.used for note in memory.notes] == [False]  # before anybody has it
        await close(*await asyncio.gather(used.task, join(used.invite)))
        assert [note.used for note in memory.notes] == [False, True]
        given_up = await start_host(2, memory=memory)
        given_up.task.cancel()
        await outcomes(given_up.task)

        hosting = await start_host(2, memory=memory)
        with pytest.raises(InviteUsed):
            await join(at_port_of(used.invite, hosting.invite))
        with pytest.raises(InviteExpired):
            await join(at_port_of(given_up.invite, hosting.invite))
        stranger = encode_invite(Invite(Secret(bytes(32)), 2, 2**39, ("127.0.0.1",), parse_invite(hosting.invite).port))
        assert kinds(await outcomes(join(stranger))) == ["ConnectionRefused"]
        meetings = await asyncio.gather(hosting.task, join(hosting.invite))
        with pytest.raises(InviteUsed):  # also when everybody is here
            await join(at_port_of(used.invite, hosting.invite))
        await close(*meetings)

    play(scene())


def test_the_third_failure_counts_as_use() -> None:
    async def scene() -> None:
        memory = Kept()
        hosting = await start_host(3, memory=memory)
        for _ in range(3):
            link = await guest(hosting.invite, "Eve")
            link.channel._put(b"\0" * 13)
            await outcomes(link.receive())
            await link.channel.close()
        await outcomes(hosting.task)
        assert [note.used for note in memory.notes] == [False, True]

    play(scene())


def test_what_is_over_for_good_is_forgotten() -> None:
    kept = [PastInvite(Secret(bytes([n]) * 32), 1000 + n, used=True) for n in range(3)]
    past = Past(kept)
    assert len(past.doors(1000.5)) == 2
    assert past.doors(1002) == ()
    assert len(Past([kept[0]] * (MAX_PAST + 5)).doors(0)) == MAX_PAST


def test_only_its_own_doors_are_over() -> None:
    secret = Secret(bytes(32))
    door = invite_door(secret)
    assert door.psk is not None
    past = Past([PastInvite(door.psk, 10, used=False)])
    assert past.reason(door) is None
    (over,) = past.doors(0)
    assert past.reason(over) is Reason.EXPIRED
    assert over.prologue() == door.prologue()


def test_a_memory_that_forgets() -> None:
    memory = Memory()
    memory.note(PastInvite(Secret(bytes(32)), 10, used=True))
    assert memory.past(0) == ()
