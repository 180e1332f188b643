"""Cases one by one, each a whole negotiation of its own, over loopback and with all threads."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.stack.deviations import Case, Sender
from tests.stack.table import PATIENCE_S, WAITS, Ended, Played, Table, played, require_safe

LONG_PATIENCE_S = 40.0


async def honest(n: int, folder: Path) -> Ended:
    """A run without deviations, everything noted."""
    return await Table(n, folder).play([Sender() for _ in range(n)])


async def deviate(case: Case, old: Ended, folder: Path, patience_s: float = PATIENCE_S) -> Ended:
    """A run in which one person deviates once. old: an earlier run of as many people."""
    senders = [Sender() for _ in range(case.n)]
    senders[case.cheater] = Sender(case, old.senders[case.cheater].sent)
    return await Table(case.n, folder, patience_s).play(senders)


async def play_cases(cases: list[Case], old: Ended, folder: Path, at_once: int = 8) -> list[Played]:
    """Many runs, a few at a time, all of them checked.

    Raises:
        AssertionError: one of them was not safe.
    """
    turn = asyncio.Semaphore(at_once)

    async def one(number: int, case: Case) -> Played:
        async with turn:
            ended = await deviate(case, old, folder / str(number))
            hangs = any(isinstance(end, asyncio.CancelledError) for end in ended.ends)
            if (hangs and not case.label.startswith(WAITS)) or not ended.senders[case.cheater].struck:
                ended = await deviate(case, old, folder / f"{number}-again", LONG_PATIENCE_S)  # a busy machine?
            require_safe(case, ended)
            return played(case, ended)

    return await asyncio.gather(*(one(number, case) for number, case in enumerate(cases)))
