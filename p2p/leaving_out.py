"""Going on without somebody who does not come back: each person who is there is asked, and all have to want the same.

    vote = Vote(leaving_out, on_news)
    vote.consider(missing, most, sure=...)     # whenever it may have changed who is missing
    vote.wants(missing)                        # this person would go on without exactly these

Whoever is asked may take as long as he likes: not to answer is to wait. The question is withdrawn when somebody comes
back or another one is missing. A yes counts for exactly those people, however often the others have to be met anew.

Leaves to others: telling the others, and meeting without those people (p2p.reunion), what may be compared by fewer
people, and asking (desktop.run.interruption).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from p2p.errors import Declined

ASK_AFTER_S = 10.0
"""For so long somebody is missing before anybody is asked, unless that program is known not to run any more."""


@dataclass(frozen=True, slots=True)
class LeavingOut:
    """Who can be asked to go on without others.

    Attributes:
        may: may(seats, most): whether that is possible without these seats, when so much had happened at most (see
            p2p.lobby.Back).
        ask: ask(seats): True to go on without them, False to stop. Cancelled when the question is withdrawn.
    """

    may: Callable[[frozenset[int], int], bool]
    ask: Callable[[frozenset[int]], Awaitable[bool]]


class Vote:
    """What this person says to it. Close it at the end."""

    def __init__(self, leaving_out: LeavingOut, on_news: Callable[[], None]) -> None:
        """Args: on_news: called when the person has answered."""
        self._leaving_out = leaving_out
        self._on_news = on_news
        self._about: frozenset[int] = frozenset()
        self._sure = asyncio.Event()
        self._willing: frozenset[int] = frozenset()
        self._asking: asyncio.Task[bool] | None = None

    def may(self, seats: frozenset[int], most: int) -> bool:
        """Whether the others can do without these."""
        return self._leaving_out.may(seats, most)

    def consider(self, missing: frozenset[int], most: int, *, sure: bool) -> None:
        """Ask about these, unless that is under way; withdraw a question about others.

        Args:
            missing: all who are not there. most: as in LeavingOut.may.
            sure: none of them can come back.

        Raises:
            Declined: the person has said to stop. What asking raises.
        """
        if self._asking is not None and self._asking.done():
            asked, self._asking = self._asking, None
            if not asked.result():
                raise Declined("this person does not want to go on")
            self._willing = self._about
        if missing != self._about:
            self.close()
            self._about, self._sure = missing, asyncio.Event()
            if missing != self._willing and self.may(missing, most):
                self._asking = asyncio.ensure_future(self._ask(missing, self._sure))
                self._asking.add_done_callback(lambda _: self._on_news())
        if sure:
            self._sure.set()

    def wants(self, missing: frozenset[int]) -> bool:
        """Whether this person would go on without exactly these."""
        return missing == self._willing == self._about

    def close(self) -> None:
        """Withdraw the question."""
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None
        self._about = frozenset()

    async def _ask(self, missing: frozenset[int], sure: asyncio.Event) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(sure.wait(), ASK_AFTER_S)
        return await self._leaving_out.ask(missing)
