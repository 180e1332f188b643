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


async def hear_all(links: Mapping[int, Link], hear: Hear, gone_on: Callable[[int], None], over: Awaitable[T]) -> T:
    """Hear what everybody says about the sheet, until it is over.

    Args:
        hear: see Hear.
        gone_on: is given the seat of whoever says something that comes later; it is kept for then.
        over: returns when there is nothing more to be said.

    Raises:
        What these and Link.receive raise.
    """

    async def listen(seat: int, link: Link) -> None:
        while isinstance(word := await link.receive(), AboutSheet):
            await hear(seat, word)
        link.put_back(word)
        gone_on(seat)
        await asyncio.Event().wait()

    ending = asyncio.ensure_future(over)
    listening = asyncio.ensure_future(all_of(listen(seat, link) for seat, link in links.items()))
    try:
        await asyncio.wait([listening, ending], return_when=asyncio.FIRST_COMPLETED)
        if not ending.done():
            await listening
        return await ending
    finally:
        await stop([listening])
        await stop([ending])
