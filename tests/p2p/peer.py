"""One participant as a process of its own, for tests that kill it: python -m tests.p2p.peer host|join PHASE.

Prints a JSON line per phase reached, hangs at PHASE (so that the test can kill it there), and ends with a line that
names the error, or "done". The invite comes on standard input.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time

from crypto.errors import PeerError
from crypto.rounds import Kind, Protocol, Round
from p2p.errors import InviteError, NetworkError
from p2p.meeting import Digests, Meeting, host_meeting, join_meeting
from p2p.runner import Runner

DIGESTS = Digests(bytes(32), bytes(32), bytes(32))
N_ROUNDS = 400


def say(**line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


async def reach(phase: str) -> None:
    say(phase=phase)
    if phase == sys.argv[2]:
        await asyncio.sleep(3600)


def rounds(peers: list[int], hang: bool) -> Protocol[str]:
    for step in range(N_ROUNDS):
        if step == N_ROUNDS // 2:
            say(phase="computing")
            time.sleep(3600 if hang else 0)
        time.sleep(0.001)
        yield Round(Kind.LEVEL, dict.fromkeys(peers, bytes(100)), dict.fromkeys(peers, 100))
    return "done"


async def take_part(meeting: Meeting) -> None:
    async with meeting:
        await reach("met")
        await meeting.confirm_ready(DIGESTS)
        await reach("ready")
        async with Runner(meeting.by_party) as runner:
            await runner.run(rounds(list(meeting.by_party), sys.argv[2] == "computing"))
            await reach("signing")
            await runner.exchange(b"x" * 64, 64)
    say(sent=meeting.bytes_sent, received=meeting.bytes_received)


async def decide(sheet: bytes, digest: bytes) -> str:
    await reach("reading")
    return ""


async def main() -> None:
    try:
        if sys.argv[1] == "host":
            meeting = await host_meeting(
                b"sheet", 2, "", version="0.1", check_roles=lambda roles: None,
                on_invite=lambda invite: say(invite=invite), listen=("127.0.0.1", 0),
            )  # fmt: skip
        else:
            meeting = await join_meeting(sys.stdin.readline(), version="0.1", decide_sheet=decide)
        await take_part(meeting)
        say(result="done")
    except (NetworkError, PeerError, InviteError) as error:
        say(result=type(error).__name__)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job would hand on "ignored"
    asyncio.run(main())
