"""People nearby as they come and go, for as long as somebody looks.

    await watch(on_people, again, on=...)   until it is cancelled

Leaves to others: multicast and the connection test (p2p.discovery), joining one of them (desktop.nearby), showing them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

from desktop.nearby import waits_for_anybody
from p2p.discovery import Discovery
from p2p.nearby_rows import Row

MAX_SHOWN = 24
"""More people than this are not waiting in one place; more rows than this are somebody's mischief."""
KEEP_SILENT_S = 60.0
"""Nothing leads to somebody who was heard: he may call, and is shown for so long after he was heard last."""
REFRESH_S = 5.0

OnPeople = Callable[[tuple[Row, ...]], None]


class Comers:
    """Who of those that were heard is worth showing: first whoever accepts connections, then whoever may call.

    An announcement costs its sender nothing, a connection does, so rows that answer are never pushed out by others.
    """

    def __init__(self) -> None:
        self._untested: dict[str, Row] = {}
        self._silent: dict[str, tuple[Row, float]] = {}

    def people(self, rows: Sequence[Row], now: float) -> tuple[Row, ...]:
        """Args: rows: as Discovery tells them. now: seconds of a clock that never goes back."""
        waiting = {row.name: row for row in rows if waits_for_anybody(row)}
        for name in self._untested.keys() - waiting.keys():  # the test found nobody, and the row was dropped
            self._silent[name] = (self._untested[name], now)
        self._untested = {name: row for name, row in waiting.items() if row.answers is None}
        for name in self._silent.keys() & self._untested.keys():
            self._silent[name] = (self._untested[name], now)
        answering = [row for row in waiting.values() if row.answers]
        reached = {row.name for row in answering}
        self._silent = {
            name: (row, heard)
            for name, (row, heard) in self._silent.items()
            if name not in reached and now - heard < KEEP_SILENT_S
        }
        return (*answering, *(row for row, _ in self._silent.values()))[:MAX_SHOWN]


async def watch(
    on_people: OnPeople,
    again: asyncio.Event,
    *,
    on: Sequence[str] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Tell who waits nearby whenever that changes. Never ends by itself.

    Args:
        on_people: told everybody, those that were found first before others; () at first.
        again: set when the network is to be asked once more at once.
        on: addresses of the interfaces to look on; all by default.
        clock: seconds; never goes back.

    Raises:
        DiscoveryFailed: this computer cannot look.
    """
    comers, told = Comers(), None
    rows: tuple[Row, ...] = ()

    def tell() -> None:
        nonlocal told
        people = comers.people(rows, clock())
        if people != told:
            told = people
            on_people(people)

    def on_rows(now: tuple[Row, ...]) -> None:
        nonlocal rows
        rows = now
        tell()

    async with Discovery(on_rows, on=on) as discovery:
        while True:
            tell()
            try:
                await asyncio.wait_for(again.wait(), REFRESH_S)
            except TimeoutError:
                continue
            again.clear()
            discovery.look_again()
