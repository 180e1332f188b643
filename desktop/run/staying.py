"""Keeps the way back into a meeting as it has to be, while the meeting lasts: renewed, true, and gone at the end.

What the disk refuses must not end a meeting: then there is no way back for this program, and nothing else is different.

Leaves to others: the record (desktop.kept.way_back), ways back (p2p.ways).
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable

import msgspec

from desktop.kept import way_back
from desktop.kept.way_back import Kept
from desktop.store import Store, StoreError
from p2p.way_back import WayBack, encode_way_back

ALIVE_S = 60.0
"""So often it is noted that the program runs: the half hour is counted from then."""


class Staying:
    """What is kept of one meeting. May be used in any thread."""

    def __init__(self, store: Store, clock: Callable[[], float], kept: Kept) -> None:
        """Args: store: open. clock: seconds since 1970. kept: as it was found, or the beginning of it."""
        self._store = store
        self._clock = clock
        self._kept = kept
        self._over = False
        self._lock = threading.Lock()

    async def keep(self, way: WayBack) -> None:
        """The way is another one now; on the disk when it returns."""
        await self.note_soon(way=encode_way_back(way))

    def note(self, **changes: object) -> None:
        """Something of it is different now (see Kept); on the disk when it returns."""
        with self._lock:
            self._kept = msgspec.structs.replace(self._kept, alive=self._clock(), **changes)
            if not self._kept.way or self._over:
                return
            try:
                way_back.save(self._store, self._kept)
            except StoreError:
                self._over = True  # what is there is not true any more
                self._forget()

    async def stay_alive(self) -> None:
        """Note that the program runs, now and then. Never ends by itself."""
        while True:
            await asyncio.sleep(ALIVE_S)
            await asyncio.to_thread(self.note)

    def end(self) -> None:
        """The meeting has ended: nothing leads back."""
        with self._lock:
            if self._kept.way and not self._over:
                self._forget()
            self._over = True

    def leave_open(self) -> None:
        """The program ends, and the meeting does not: it stays as it is."""
        with self._lock:
            self._over = True

    async def note_soon(self, **changes: object) -> None:
        """The same, while other things go on."""
        await asyncio.to_thread(self.note, **changes)

    def _forget(self) -> None:
        with contextlib.suppress(StoreError):  # it is of no use after the half hour
            way_back.forget(self._store)
