"""Deviations through the whole stack: all of two people, and a part of three and four. All: make long."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from crypto.errors import CheatingDetected
from desktop.run.stages import Result
from p2p.errors import ConnectionRefused
from p2p.invite import encode_invite, parse_invite
from tests.conftest import PROJECT
from tests.p2p.helpers import Relay, join, play, raw, start_host
from tests.stack import table
from tests.stack.choosing import ABOUT_SHEET, ORDINARY, sample, spread
from tests.stack.deviations import RETURN, Case, Operator, Sender, deviant_channels
from tests.stack.loopback import honest, play_cases
from tests.stack.table import Ended, Played, require_safe

BITS = 8
SAMPLES = {2: 1, 3: 10, 4: 10}
"""People -> of how many cases one is played."""
PARTS = [(2, 0), (2, 1), (3, 0), (4, 0), (4, 1), (4, 2), (4, 3)]
OVER_LOOPBACK = {2: 40, 3: 500, 4: 2500}
REPLAYED = {"lobby way", "exchange"}
"""Of an older session, whatever makes a difference is refused and ends it; but for a way back that leads nowhere, and a
signature that does not count."""
REPLAYED_IN_GROUPS = {"hello", "lobby accept"}
"""In groups a connection on which an old hello is refused, or that is tried at an old address, is not the only one: two
joiners dial each other from both sides."""
splits = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot split a process in two")


def program(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A process without threads, which may be split: that of pytest may not."""
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=1500, cwd=PROJECT)


@splits
@pytest.mark.slow
@pytest.mark.parametrize(("n", "part"), PARTS)
def test_one_message_is_not_as_it_should_be(n: int, part: int) -> None:
    n_parts = sum(1 for other, _ in PARTS if other == n)
    which = f"--parties {n} --bits {BITS} --stride {SAMPLES[n] * n_parts} --offset {SAMPLES[n] * part} --json"
    ended = program("-m", "tests.long.deviations", *which.split())
    assert ended.returncode == 0, ended.stderr
    played = json.loads(ended.stdout)
    assert len(played) > {2: 850, 3: 600, 4: 300}[n]
    assert all(one["struck"] for one in played)
    assert sum(one["changed"] for one in played) > 0.85 * len(played)
    cases = [one["case"] for one in played]
    assert {case["operator"] for case in cases} >= set(ORDINARY) - {Operator.OTHERS}
    assert {(case["cheater"], case["receiver"]) for case in cases} == set(itertools.permutations(range(n), 2))
    assert len({case["label"] for case in cases}) >= 30
    ends = Counter(name for one in played for name in one["ends"])
    assert ends["MalformedMessage"] > len(played) // 4
    assert ends["CheatingDetected"] > len(played) // 4
    again = [one for one in played if one["case"]["operator"] == Operator.OLD and one["changed"]]
    assert again
    taken = {one["case"]["label"] for one in again if set(one["ends"]) == {"Result"}}
    assert taken <= REPLAYED | (REPLAYED_IN_GROUPS if n > 2 else set())


@splits
@pytest.mark.slow
@pytest.mark.parametrize(("n", "stride"), [(2, 3), (3, 25)])
def test_one_word_about_the_sheet_is_not_as_it_should_be(n: int, stride: int) -> None:
    """Where people change it: nobody who is honest ends with another sheet than the other honest ones."""
    which = f"--parties {n} --bits {BITS} --stride {stride} --together --json"
    ended = program("-m", "tests.long.deviations", *which.split())
    assert ended.returncode == 0, ended.stderr
    played = json.loads(ended.stdout)
    assert len(played) > {2: 50, 3: 15}[n]
    assert all(one["struck"] for one in played)
    labels = {one["case"]["label"] for one in played}
    assert labels == set(ABOUT_SHEET) if n == 2 else len(labels) > 3
    assert sum(one["changed"] for one in played) > 0.7 * len(played)
    ends = Counter(name for one in played for name in one["ends"])
    assert ends["MalformedMessage"] > len(played) // 3


WORDS_OF_RETURN = {
    "return": {RETURN + word for word in ("hello", "lobby back", "lobby agreed", "lobby acquaint")},
    "without": {RETURN + word for word in ("hello", "lobby back", "lobby without", "lobby agreed", "lobby way")},
}


@splits
@pytest.mark.slow
@pytest.mark.parametrize(("n", "how", "stride"), [(2, "return", 10), (3, "return", 60), (3, "without", 10)])
def test_one_word_of_people_who_come_back_is_not_as_it_should_be(n: int, how: str, stride: int) -> None:
    """Connections broke, twice, or one of three is gone for good; then somebody deviates while all look for all."""
    ended = program(
        "-m", "tests.long.deviations", *f"--parties {n} --bits {BITS} --stride {stride} --{how} --json".split()
    )
    assert ended.returncode == 0, ended.stderr
    played = json.loads(ended.stdout)
    assert len(played) >= {(2, "return"): 28, (3, "return"): 15, (3, "without"): 30}[n, how]
    assert all(one["struck"] for one in played)
    assert sum(one["changed"] for one in played) > 0.7 * len(played)
    cases = [one["case"] for one in played]
    labels = {case["label"] for case in cases}
    assert labels <= WORDS_OF_RETURN[how]
    assert len(labels) > 3
    assert Operator.EARLIER in {case["operator"] for case in cases}
    ends = Counter(name for one in played for name in one["ends"])
    assert ends["MalformedMessage"] > len(played) // 5
    assert ends["Result"] > len(played) // 5


@pytest.mark.slow
@pytest.mark.parametrize("n", [2, 3, 4])
def test_the_same_over_loopback_and_with_threads(n: int, tmp_path: Path) -> None:
    async def scene() -> list[Played]:
        old = await honest(n, tmp_path / "old")
        assert [type(end).__name__ for end in old.ends] == ["Result"] * n
        return await play_cases(sample(old.senders, BITS, OVER_LOOPBACK[n]), old, tmp_path)

    with deviant_channels():
        played = play(scene(), seconds=400)
    assert len(played) > {2: 40, 3: 10, 4: 5}[n]
    never = {one.case.label for one in played if not one.struck}
    assert never <= {"hello"}, never  # how many connections joiners try at once is a matter of time


def test_a_sample_meets_every_operator_with_every_type_of_message() -> None:
    pairs = list(itertools.permutations(range(4), 2))
    cases = [Case(4, *pair, f"engine {kind}", operator) for pair in pairs for kind in range(9) for operator in ORDINARY]
    tenth = spread(cases, 10)
    assert len(tenth) == len(cases) // 10
    assert {(case.label, case.operator) for case in tenth} == {(case.label, case.operator) for case in cases}
    assert {(case.cheater, case.receiver) for case in tenth} == set(pairs)
    assert sorted(map(str, tenth + spread(cases, 10, 5))) == sorted(map(str, spread(cases, 5)))
    assert tenth == spread(reversed(cases), 10)


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
    coming_back = Case(2, 1, 0, RETURN + "lobby back", Operator.DROP)
    with pytest.raises(AssertionError):
        require_safe(coming_back, an_end(asyncio.CancelledError(), CheatingDetected()))
    require_safe(replace(coming_back, label=RETURN + "lobby acquaint"), an_end(asyncio.CancelledError(), KeyError()))
    monkeypatch.setattr(table, "RIGHT", {"tea": {"agreed": False}, "cake": {"agreed": False}})
    with pytest.raises(AssertionError):
        require_safe(case, ended)


def test_people_who_end_in_different_company_would_be_found(tmp_path: Path) -> None:
    case = Case(3, 2, 0, RETURN + "lobby without", Operator.FLIP)
    one, other, _ = play(honest(3, tmp_path)).ends
    assert isinstance(one, Result)
    assert isinstance(other, Result)
    require_safe(case, an_end(one, other, KeyError()))
    record = one.agreement.record
    alone = replace(one.agreement, record=replace(record, roster=record.roster[:2]))
    with pytest.raises(AssertionError):
        require_safe(case, an_end(replace(one, agreement=alone), other, KeyError()))


FOUND = """
import os, sys
from tests.stack import forks, table
from tests.stack.deviations import Case, Operator

wrong, killed, hangs, never, fine = (
    Case(2, 1, 0, "exchange", Operator.FLIP, at=1), Case(2, 1, 0, "engine input", Operator.EMPTY),
    Case(2, 1, 0, "hello", Operator.DROP), Case(2, 1, 0, "engine tea", Operator.DROP),
    Case(2, 1, 0, "engine level", Operator.EMPTY))
check = table.require_safe

def require_safe(case, ended):
    if case == killed:
        os.kill(os.getpid(), 9)
    if case == wrong:
        table.RIGHT = {}
    check(case, ended)

forks.require_safe = require_safe
table.WAITS = ("nowhere",)
try:
    forks.play_forked(2, lambda old: [wrong, killed, hangs, never, fine])
except AssertionError as error:
    sys.stdout.write(str(error))
"""


@splits
def test_the_same_would_be_found_in_the_copies() -> None:
    ended = program("-c", FOUND)
    assert ended.returncode == 0, ended.stderr
    for told in (
        "exchange[0]: one bit 1: Traceback",
        "engine input[0]: empty: it died: 9",
        "hello[0]: drop: Traceback",
        "CancelledError",
        "engine tea[0]: drop: a message that was never sent",
    ):
        assert told in ended.stdout, ended.stdout
    assert "level" not in ended.stdout
