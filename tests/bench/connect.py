"""How long it takes to come together: `python -m tests.bench.connect [--runs N]`, as root, on computers made for it.

Discovery, spoken words, an invite, the network check of two, and a lost connection, between real programs in network
namespaces; the least, the median and the most of N runs, in seconds. "Connected" is when all have agreed on roster and
sheet. Times of commands include starting Python; `start` says how much that is. The clock is one for all processes.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from p2p.discovery import Discovery
from p2p.nearby_rows import Row
from tests.desktop.programs import COFFEE, LONG, YES, Program
from tests.net.spaces import Computer, World, why_not, world

PLAN = '[answers.plan]\nweakest = { a = "1", b = "1", c = "1", d = "1" }\n'
LOOK_S = 20.0


def say(**line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


async def look() -> None:
    """In a namespace: print when the looking began and when somebody was there."""
    found = asyncio.Event()

    def on_rows(rows: tuple[Row, ...]) -> None:
        if any(row.answers for row in rows) and not found.is_set():
            say(event="found", at=time.monotonic())
            found.set()

    say(event="looking", at=time.monotonic())
    async with Discovery(on_rows):
        await asyncio.wait_for(found.wait(), LOOK_S)


def at(program: Program) -> float:
    """When the next event of a looking program happened."""
    return float(str(program.next_event()["at"]))


def two(net: World) -> tuple[Computer, Computer, str, str]:
    lan = net.switch()
    sheet, answers = net.file("coffee.deal", COFFEE), net.file("yes.toml", YES)
    return net.computer("ana", lan), net.computer("ben", lan), sheet, answers


def nearby_host(net: World) -> tuple[Computer, Program, str]:
    """Ben, and Ana's program, which shows words."""
    ana, ben, sheet, answers = two(net)
    host = ana.host(sheet, answers, "--nearby")
    host.invite()
    words = host.next_event()["words"]
    assert isinstance(words, list)
    return ben, host, " ".join(words)


def found_at_once(net: World) -> float:
    """Somebody who is there already is found."""
    ben, _, _ = nearby_host(net)
    time.sleep(3)
    looking = ben.python("tests.bench.connect", "--look")
    began = at(looking)
    return at(looking) - began


def found_later(net: World) -> float:
    """Somebody begins to be there while another one looks."""
    ana, ben, sheet, answers = two(net)
    looking = ben.python("tests.bench.connect", "--look")
    at(looking)
    time.sleep(3)
    host = ana.host(sheet, answers, "--nearby")
    host.invite()
    began = time.monotonic()
    return at(looking) - began


def connected(guest: Computer, invite: str, answers: str) -> float:
    """From starting to join until everybody is here."""
    began = time.monotonic()
    guest.join(invite, answers).wait_for("Everyone is here.")
    return time.monotonic() - began


def by_words(net: World) -> float:
    """Three words, said to somebody who has to be found first."""
    ben, _, words = nearby_host(net)
    time.sleep(3)
    return connected(ben, words, str(net.folder / "yes.toml"))


def by_invite(net: World) -> float:
    """A pasted invite."""
    ana, ben, sheet, answers = two(net)
    return connected(ben, ana.host(sheet, answers).invite(), answers)


def by_invite_past_a_firewall(net: World) -> float:
    """The guest lets nobody in."""
    ana, ben, sheet, answers = two(net)
    ben.drop_incoming()
    return connected(ben, ana.host(sheet, answers).invite(), answers)


def eight_by_invite(net: World) -> float:
    """Eight people; from starting the last one, all at once, until everybody is here."""
    sheet, answers = net.file("eight.deal", COFFEE.replace("max = 4", "max = 8")), net.file("yes.toml", YES)
    lan = net.switch()
    people = [net.computer(f"p{number}", lan) for number in range(8)]
    invite = people[0].host(sheet, answers, "--parties", "8").invite()
    began = time.monotonic()
    for guest in [guest.join(invite, answers) for guest in people[1:]]:
        guest.wait_for("Everyone is here.")
    return time.monotonic() - began


def checked(net: World) -> float:
    """The network check of two computers, all of it."""
    ana, ben, _, _ = two(net)
    invite = ana.start("doctor", "--wait", "--json").invite()
    began = time.monotonic()
    ben.start("doctor", "--check", "--json", invite=invite).end()
    return time.monotonic() - began


def back_again(net: World) -> float:
    """Another address in the middle of a comparison; until the connection is there again."""
    ana, ben, _, _ = two(net)
    sheet, plan = net.file("long.deal", LONG), net.file("plan.toml", PLAN)
    guest = ben.join(ana.host(sheet, plan).invite(), plan)
    guest.wait_for("Comparing: 0 %")
    ben.cables[0].change_four("10.77.1.200")
    began = time.monotonic()
    guest.wait_for("Connected again.")
    return time.monotonic() - began


def start(net: World) -> float:
    """Nothing but starting: a join whose invite is none."""
    ana = net.computer("ana")
    began = time.monotonic()
    ana.join("no invite", net.file("yes.toml", YES)).end()
    return time.monotonic() - began


SCENES: dict[str, Callable[[World], float]] = {
    "start": start,
    "found, when it was there before": found_at_once,
    "found, when it comes later": found_later,
    "words to connected": by_words,
    "invite to connected": by_invite,
    "invite to connected, guest behind a firewall": by_invite_past_a_firewall,
    "invite to connected, eight people": eight_by_invite,
    "network check of two": checked,
    "another address to connected again": back_again,
}


def main() -> int:
    """A line per scene."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--look", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.look:
        asyncio.run(look())
        return 0
    if (reason := why_not()) is not None:
        sys.stderr.write(reason + "\n")
        return 1
    sys.stdout.write("| seconds, each as a command | least | median | most |\n|---|---|---|---|\n")
    for name, scene in SCENES.items():
        times = []
        for _ in range(arguments.runs):
            with tempfile.TemporaryDirectory() as folder, world(Path(folder)) as net:
                times.append(scene(net))
        row = (min(times), statistics.median(times), max(times))
        sys.stdout.write(f"| {name} | " + " | ".join(f"{seconds:.2f}" for seconds in row) + " |\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
