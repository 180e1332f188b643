"""A sample of ST-04, ST-05 and ST-12 through the whole stack; all of it: make long."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from crypto.errors import CheatingDetected
from desktop.run.stages import Result
from p2p.errors import ConnectionRefused
from p2p.invite import encode_invite, parse_invite
from tests.p2p.helpers import Relay, join, play, raw, start_host
from tests.stack import deviations
from tests.stack.deviations import (
    Case,
    Ended,
    Operator,
    Sender,
    cases_of,
    deviant_channels,
    flips_of,
    honest,
    play_cases,
    replays_of,
    require_safe,
)

STRIDE = {2: 10, 3: 100, 4: 600}
SECONDS = 400


def names(ended: Ended) -> list[str]:
    return [type(end).__name__ for end in ended.ends]


@pytest.mark.slow
@pytest.mark.parametrize("n", [2, 3, 4])
def test_one_message_is_not_as_it_should_be(n: int, tmp_path: Path) -> None:
    async def scene() -> list[tuple[Case, Ended]]:
        old = await honest(n, tmp_path / "old")
        assert names(old) == ["Result"] * n
        return await play_cases(list(cases_of(old))[:: STRIDE[n]], old, tmp_path)

    with deviant_channels():
        played = play(scene(), seconds=SECONDS)
    assert all(ended.senders[case.cheater].struck for case, ended in played), "a message that was never sent"
    ends = Counter(type(end).__name__ for case, ended in played for end in ended.ends)
    assert ends["MalformedMessage"] > len(played) // 4


@pytest.mark.slow
def test_every_message_of_an_older_session_is_refused(tmp_path: Path) -> None:
    """But where it says the same again, or nothing that counts: then there is the right result."""

    async def scene() -> list[tuple[Case, Ended]]:
        old = await honest(2, tmp_path / "old")
        return await play_cases(list(replays_of(old)), old, tmp_path)

    with deviant_channels():
        played = play(scene(), seconds=SECONDS)
    fresh = [(case, ended) for case, ended in played if ended.senders[case.cheater].changed]
    assert len(fresh) > 50
    taken = {case.label for case, ended in fresh if all(isinstance(end, Result) for end in ended.ends)}
    # A way back that leads nowhere, and a signature that does not count: the result is right all the same.
    assert taken <= {"lobby way", "exchange"}


@pytest.mark.slow
def test_a_bit_of_every_message(tmp_path: Path) -> None:
    async def scene() -> list[tuple[Case, Ended]]:
        old = await honest(2, tmp_path / "old")
        return await play_cases(list(flips_of(old, most=1)), old, tmp_path)

    with deviant_channels():
        played = play(scene(), seconds=SECONDS)
    assert len(played) >= 80
    assert all(ended.senders[case.cheater].changed for case, ended in played), "a bit that was never turned"


# ---- the bytes themselves, from an older session


async def overheard() -> tuple[bytes, bytes]:
    """All bytes of a meeting of two, towards the host and back."""
    relay = Relay()
    hosting = await start_host(2)
    invite = parse_invite(hosting.invite)
    port = await relay.open(invite.port)
    meetings = await asyncio.gather(hosting.task, join(encode_invite(replace(invite, port=port))))
    await asyncio.gather(*(meeting.close() for meeting in meetings))
    await relay.close()
    towards, back = relay.heard[0]
    return bytes(towards), bytes(back)


def test_a_host_gives_no_byte_to_an_older_session() -> None:
    async def scene() -> None:
        towards, _ = await overheard()
        hosting = await start_host(2)
        reader, writer = await raw(parse_invite(hosting.invite).port)
        writer.write(towards)
        assert await asyncio.wait_for(reader.read(), 10) == b""
        writer.close()
        for meeting in await asyncio.gather(hosting.task, join(hosting.invite)):  # the place is still free
            await meeting.close()

    play(scene())


def test_a_guest_takes_an_older_session_for_no_host() -> None:
    async def scene() -> None:
        _, back = await overheard()

        async def again(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(back)
            await reader.read()
            writer.close()

        hosting = await start_host(2)
        server = await asyncio.start_server(again, "127.0.0.1", 0)
        port = int(server.sockets[0].getsockname()[1])
        with pytest.raises(ConnectionRefused):
            await join(encode_invite(replace(parse_invite(hosting.invite), port=port)))
        server.close()
        hosting.task.cancel()
        await asyncio.gather(hosting.task, return_exceptions=True)

    play(scene())


# ---- what the checks above would find


def an_end(*ends: Result | BaseException) -> Ended:
    return Ended(list(ends), [Sender() for _ in ends])


def test_a_wrong_result_a_hang_and_a_crash_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case(2, 1, 0, "engine level", Operator.DROP)
    ended = play(honest(2, tmp_path))
    require_safe(case, ended)
    require_safe(case, an_end(CheatingDetected(), KeyError("the cheater's own business")))
    with pytest.raises(AssertionError):
        require_safe(case, an_end(asyncio.CancelledError(), CheatingDetected()))
    with pytest.raises(AssertionError):
        require_safe(case, an_end(KeyError(), CheatingDetected()))
    monkeypatch.setattr(deviations, "RIGHT", {"tea": {"agreed": False}, "cake": {"agreed": False}})
    with pytest.raises(AssertionError):
        require_safe(case, ended)
