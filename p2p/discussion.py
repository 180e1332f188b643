"""Hearing what everybody says about the sheet, all at once and each in order, while some may already have gone on.

Leaves to others: what follows from what was said (p2p.review), what a failure means for the meeting (p2p.group).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from p2p.link import Link
from p2p.sheet_words import AboutSheet
from p2p.tasks import all_of, stop

T = TypeVar("T")
Hear = Callable[[int, AboutSheet], Awaitable[None]]
"""hear(seat, word): somebody says this, untrusted; the next one of that seat comes when it returns."""


async def hear_all(links: Mapping[int, Link], hear: Hear, gone_on: Callable[[int], None], over: asyncio.Future[T]) -> T:
    """Hear what everybody says about the sheet, until it is over.

    Args:
        hear: see Hear.
        gone_on: is given the seat of whoever says something that comes later; it is kept for then.
        over: has a result when there is nothing more to be said; what is said all the same is kept, too.

    Raises:
        What these and Link.receive raise.
    """

    async def listen(seat: int, link: Link) -> None:
        while True:
            word = await link.receive()
            if over.done() or not isinstance(word, AboutSheet):
                break
            await hear(seat, word)
        link.put_back(word)
        if not over.done():
            gone_on(seat)
        await asyncio.Event().wait()

    listening = asyncio.ensure_future(all_of(listen(seat, link) for seat, link in links.items()))
    try:
        both: list[asyncio.Future[list[None]] | asyncio.Future[T]] = [listening, over]
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        if not over.done():
            await listening
        return await over
    finally:
        await stop([listening])
