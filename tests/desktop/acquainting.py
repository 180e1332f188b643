"""Meetings without connections, for getting acquainted: all words go over one table, and a test may alter them."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from crypto.rounds import Random
from desktop.deals.sheet import Sheet
from desktop.kept.acquaintance import Acquaintance, get_acquainted
from desktop.store import LoginOnly, Store, create_store
from p2p.errors import PeerLeft
from p2p.group import Member

NOW = 1_800_000_000.0
Tamper = Callable[[int, int, int, bytes], bytes]
"""(number of the word, who says it, who hears it, the word) -> what is heard."""


@dataclass
class Table:
    """What was said, word by word: seat -> bytes."""

    barrier: asyncio.Barrier
    tamper: Tamper | None = None
    words: list[dict[int, bytes]] = field(default_factory=list)


class FakeMeeting:
    """As much of p2p.meeting.Meeting as getting acquainted needs."""

    def __init__(self, table: Table, me: int, members: tuple[Member, ...], name: bytes) -> None:
        self._table = table
        self._said = 0
        self.me = me
        self.members = members
        self.roster_digest = name
        keys = sorted(member.key for member in members)
        self.party_of_seat = tuple(keys.index(member.key) for member in members)

    async def acquaint(self, body: bytes) -> dict[int, bytes]:
        number, table = self._said, self._table
        self._said += 1
        if len(table.words) <= number:
            table.words.append({})
        table.words[number][self.me] = body
        try:
            await table.barrier.wait()
        except asyncio.BrokenBarrierError:
            raise PeerLeft("somebody has left") from None
        heard = {seat: word for seat, word in table.words[number].items() if seat != self.me}
        if table.tamper is None:
            return heard
        return {seat: table.tamper(number, seat, self.me, word) for seat, word in heard.items()}


def meet(
    sheet: Sheet,
    stores: Sequence[Store],
    *,
    now: float = NOW,
    roles: Sequence[str] | None = None,
    may_keep: Sequence[bool] | None = None,
    tamper: Tamper | None = None,
    words: list[dict[int, bytes]] | None = None,
    random: Random = secrets.token_bytes,
) -> tuple[list[Acquaintance | BaseException], Table]:
    """Everybody gets acquainted, seat i with stores[i]."""
    n = len(stores)
    members = tuple(Member(seat, random(32), (roles or [""] * n)[seat]) for seat in range(n))
    name = random(32)

    async def take_part(table: Table, seat: int) -> Acquaintance:
        meeting = FakeMeeting(table, seat, members, name)
        keep = may_keep is None or may_keep[seat]
        try:
            return await get_acquainted(meeting, sheet, stores[seat], now, random, may_keep=keep)  # type: ignore[arg-type]
        except BaseException:
            await table.barrier.abort()
            raise

    async def all_of_them() -> tuple[list[Acquaintance | BaseException], Table]:
        table = Table(asyncio.Barrier(n), tamper, words or [])
        async with asyncio.timeout(30):
            everybody = [take_part(table, seat) for seat in range(n)]
            return await asyncio.gather(*everybody, return_exceptions=True), table

    return asyncio.run(all_of_them())


def stores_in(folder: Path, n: int) -> list[Store]:
    """One fresh store per person."""
    return [create_store(folder / f"person-{number}", LoginOnly()) for number in range(n)]
