"""A result that not everybody has signed because the others were lost at the very end: they may be looked for again.

The result stands and is kept at once. If this person wants that, and the others are found, the run is repeated, with
the same inputs and the same order (docs/decisions/0018-repeats.md), so that everybody has the result and all have
signed. The agreement with all signatures then takes the place of this one.

Leaves to others: finding them and repeating it (desktop.run.interruption), asking (whoever calls the negotiation).
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

from crypto.errors import MisuseError
from desktop.deals.agreement import Agreement
from desktop.kept.acquaintance import Acquaintance
from desktop.kept.agreements import Agreements, keep_and_write
from desktop.run.around import Around
from desktop.store import Store, StoreError
from p2p.group import LOST
from p2p.meeting import Meeting


class Unsigned:
    """What is known of it in one negotiation. loss: what kept the signatures from coming; None where nothing did."""

    def __init__(self, around: Around) -> None:
        self._around = around
        self._before: str | None = None
        self.loss: Exception | None = None

    def note(self, error: Exception) -> None:
        """The others could not be heard while signatures were swapped."""
        self.loss = error if isinstance(error, LOST) else None

    @property
    def may_come(self) -> bool:
        """The others may come back, and there is somebody to ask."""
        return self.loss is not None and self._around.reunite is not None and self._around.reconnect_s > 0

    async def keep(
        self, store: Store, signed: Agreement, known: Acquaintance, meeting: Meeting
    ) -> tuple[str | None, Path | None]:
        """This is the agreement now; the one that it completes goes. Returns what keep_and_write returns."""
        around, before = self._around, self._before
        folder = around.folder if around.agreement_files else None
        keeping = (store, signed, around.clock(), folder, known.company(meeting))
        self._before, path = await asyncio.to_thread(keep_and_write, *keeping)
        # Who lacks a signature cannot know that everybody has the result, and helps to repeat the run.
        n_opened = None if signed.complete else len(signed.record.outcome.items)
        with suppress(StoreError):  # the result stands
            await asyncio.to_thread(known.record_end, around.clock(), n_opened=n_opened)
            if before not in (None, self._before) and signed.complete:
                await asyncio.to_thread(Agreements(store).forget, str(before))
        return self._before, path

    async def wait(self) -> Exception:
        """Until this person wants the others to be looked for once more. Returns how they were lost."""
        if self.loss is None or self._around.reunite is None:
            raise MisuseError("nobody may come")
        await self._around.reunite()
        loss, self.loss = self.loss, None
        return loss
