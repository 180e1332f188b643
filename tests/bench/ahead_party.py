"""One person of tests.bench.ahead: `python -m tests.bench.ahead_party host|join cold|ahead SHEET [ADDRESS]`.

A whole negotiation over the app's own path, with the sample answers of a built-in sheet. Cold: the answers are there
before the others are. Ahead: they are locked in when this computer has everything ready; the guest takes a second
longer. Prints one line of moments, in seconds of the clock that all processes of a computer share.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path

from desktop import negotiation
from desktop.bench.party import LOOPBACK, LongestGap
from desktop.deals import templates
from desktop.deals.answers import Answers
from desktop.deals.parse_answers import parse_answers
from desktop.deals.sheet import Sheet
from desktop.run.around import Around, Ways
from desktop.run.stages import CheckWords, Computing, Opening, People, Preparing, Result, Stage, Standing

THINKING_S = 1.0


def say(event: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


class Moments:
    """When what happened, and how many steps were done by then."""

    def __init__(self) -> None:
        self.at: dict[str, float] = {}
        self.steps = 0
        self.ready = asyncio.Event()

    def note(self, name: str) -> None:
        self.at.setdefault(name, time.monotonic())
        self.at.setdefault(f"{name}_cpu", time.process_time())

    def report(self, stage: Stage) -> None:
        match stage:
            case CheckWords():
                self.note("connected")
            case Preparing(ready=True):
                self.note("ready")
                self.at["prepared_steps"] = self.steps
                self.ready.set()
            case Computing():
                self.steps += 1
            case People(standings) if all(standing is Standing.COMPARE for standing in standings):
                self.note("agreed")
            case Opening():
                self.note("opening")
            case Result(statistics=figures):
                self.note("result")
                self.at |= {"steps": figures.rounds, "bytes": figures.bytes_sent, "gates": figures.and_gates}


async def take_part(part: str, ahead: bool, name: str, address: tuple[str, int], folder: Path) -> dict[str, float]:
    """One negotiation; its moments."""
    sheet = templates.sample_sheet(name)
    own = parse_answers(sheet, templates.sample_answers(name, 2)[part == "join"])
    moments, gap = Moments(), LongestGap()

    async def answer(_: Sheet, __: str) -> Answers:
        if ahead:
            await moments.ready.wait()
            await asyncio.sleep(THINKING_S * (1 + (part == "join")))
        moments.note("locked")
        return own

    async def accept(_: Sheet) -> str:
        return own.role

    around = Around(moments.report, folder, ways=Ways(listen=address), agreement_files=False)
    watching = asyncio.ensure_future(gap.watch())
    if part == "host":
        shown = say_invite
        await negotiation.host(sheet, 2, own.role, answer, shown, around, address)
    else:
        await negotiation.join(await asyncio.to_thread(sys.stdin.readline), accept, answer, around)
    watching.cancel()
    return {**moments.at, "gap": gap.seconds}


def say_invite(line: str) -> None:
    say({"event": "invite", "invite": line})


def main() -> int:
    part, how, name = sys.argv[1:4]
    address = (sys.argv[4], 0) if len(sys.argv) > 4 else LOOPBACK
    with tempfile.TemporaryDirectory() as folder:
        moments = asyncio.run(take_part(part, how == "ahead", name, address, Path(folder)))
    say({"event": "moments", **moments})
    return 0


if __name__ == "__main__":
    sys.exit(main())
