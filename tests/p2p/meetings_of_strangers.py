"""What the tests of spoken words and check words share: lists of words, counters that can be looked at, and channels
between two who know nothing of each other."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from typing import Any

from p2p.channel import Channel
from p2p.identity import Identity
from p2p.memory_channel import MemoryChannel, memory_channels
from p2p.spoken import Code, MemoryTries
from p2p.words import read_word_list

WORDS_FOLDER = Path(__file__).parents[2] / "resources" / "words"
LISTS = {
    language: read_word_list(language, (WORDS_FOLDER / f"{language}.txt").read_text("ascii"))
    for language in ("en", "de")
}
EN = LISTS["en"]
RIGHT = ("maple", "otter", "lamp")
WRONG = ("river", "candle", "fox")
LINE = "CG1-" + "A" * 100


def code(*words: str, tries: MemoryTries | None = None) -> Code:
    """A code with counts of its own, unless they are given."""
    return Code(words or RIGHT, tries or MemoryTries())


def strangers(binding: bytes = bytes(range(32))) -> tuple[MemoryChannel, MemoryChannel]:
    """Both ends of a channel between two who do not know each other: (host's, guest's)."""
    host, guest = memory_channels(Identity(b"h" * 32).key, Identity(b"g" * 32).key)
    host.binding = guest.binding = binding
    return host, guest


@contextlib.asynccontextmanager
async def between_strangers(**options: Any) -> AsyncIterator[tuple[MemoryChannel, MemoryChannel]]:
    """The same, closed afterwards."""
    channels = strangers(**options)
    try:
        yield channels
    finally:
        await asyncio.gather(*(channel.close() for channel in channels))


async def both(host: Awaitable[Any], guest: Awaitable[Any], *channels: Channel) -> list[Any]:
    """What comes of both sides of a conversation, exceptions included; when one ends that way, the channels close."""

    async def hang_up(talk: Awaitable[Any]) -> Any:
        try:
            return await talk
        except Exception:
            await asyncio.gather(*(channel.close() for channel in channels))
            raise

    return await asyncio.gather(hang_up(host), hang_up(guest), return_exceptions=True)


def records_of(channel: Channel) -> list[bytes]:
    """From now on, what this end sends: a list that grows."""
    said: list[bytes] = []
    send = channel.send

    def note(type_: Any, body: bytes = b"") -> None:
        said.append(body)
        send(type_, body)

    channel.send = note  # type: ignore[method-assign]  # to look at what is said
    return said
