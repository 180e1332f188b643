"""Who waits nearby, followed live: whom to show, and a real look on the loopback interface."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.lookout import KEEP_SILENT_S, MAX_SHOWN, Comers, watch
from desktop.nearby import Foyer
from desktop.store import open_or_create
from p2p import discovery
from p2p.callers import Callers
from p2p.errors import DiscoveryFailed
from p2p.invite import Invite, encode_invite
from p2p.listener import Listener
from p2p.nearby_rows import Announcement, Row
from p2p.secret import Secret
from p2p.stream import Stream

HERE = ["127.0.0.1"]


def a_row(number: int, *, answers: bool | None = True, shows_words: bool = True, calls: bytes = b"") -> Row:
    said = Announcement(number.to_bytes(8, "big"), shows_words, "", calls)
    return Row(f"row{number}", said, ("192.168.4.7",), 24708, answers)


def test_only_people_who_wait_for_anybody_are_shown() -> None:
    waits = a_row(1)
    for_somebody_else = a_row(2, shows_words=False)
    asks_to_be_called = a_row(3, calls=b"12345678")
    untested = a_row(4, answers=None)
    assert Comers().people((for_somebody_else, waits, asks_to_be_called, untested), 0.0) == (waits,)


def test_whoever_answered_once_and_left_is_gone_at_once() -> None:
    comers = Comers()
    assert comers.people((a_row(1, answers=None),), 0.0) == ()
    assert comers.people((a_row(1),), 1.0) == (a_row(1),)
    assert comers.people((), 2.0) == ()


def test_whoever_can_only_call_stays_for_a_while_after_others() -> None:
    comers, silent = Comers(), a_row(1, answers=None)
    comers.people((silent,), 0.0)
    assert comers.people((a_row(2),), 3.0) == (a_row(2), silent), "the test found no way to the first"
    assert comers.people((a_row(2),), 2.9 + KEEP_SILENT_S) == (a_row(2), silent)
    assert comers.people((a_row(2),), 3.0 + KEEP_SILENT_S) == (a_row(2),)
    comers.people((silent,), 80.0)
    comers.people((), 83.0)
    assert comers.people((silent,), 130.0) == (silent,), "heard again while it is being tested again"
    assert comers.people((a_row(1),), 131.0) == (a_row(1),), "now there is a way"


def test_rows_that_cost_nothing_never_push_out_people() -> None:
    comers = Comers()
    flood = tuple(a_row(number, answers=None) for number in range(10, 200))
    comers.people(flood, 0.0)
    shown = comers.people((a_row(1), a_row(2)), 3.0)
    assert shown[:2] == (a_row(1), a_row(2))
    assert len(shown) == MAX_SHOWN


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110  # what is told is all there is to see
            await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def an_open_door() -> AsyncIterator[str]:
    """Somebody's program accepts connections; yields an invite that leads there."""

    async def take(stream: Stream) -> None:
        stream.abort()

    listener = Listener(take)
    await listener.open(("127.0.0.1", 0))
    try:
        yield encode_invite(Invite(Secret(bytes(32)), 2, 2_000_000_000, ("127.0.0.1",), listener.port))
    finally:
        await listener.close()


def test_people_are_followed_as_they_come_and_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "SERVICE", f"_cgl{os.getpid() & 0xFFFFFF:x}._tcp.local.")
    told: list[tuple[Row, ...]] = []

    async def scene() -> None:
        again = asyncio.Event()
        looking = asyncio.ensure_future(watch(told.append, again, on=HERE))
        await until(lambda: told == [()])
        with open_or_create(tmp_path / "store") as store:
            async with an_open_door() as invite, Callers(b"somebody", on=HERE, after_s=0.0):
                async with Foyer(store, "en", lambda _: None, nickname="Ana", on=HERE) as foyer:
                    foyer.show(invite)
                    await until(lambda: told[-1])
                    again.set()
                    await until(lambda: not again.is_set())
                await until(lambda: not told[-1])
        looking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await looking

    asyncio.run(scene())
    assert [len(rows) for rows in told] == [0, 1, 0]
    assert told[1][0].announcement.nickname == "Ana"
    assert told[1][0].answers


def test_a_computer_that_cannot_look_says_so() -> None:
    with pytest.raises(DiscoveryFailed):
        asyncio.run(watch(lambda _: None, asyncio.Event(), on=["192.0.2.99"]))


def test_a_row_that_changed_is_told_as_it_is_now() -> None:
    comers = Comers()
    named = replace(a_row(1), announcement=replace(a_row(1).announcement, nickname="Ana"))
    assert comers.people((a_row(1),), 0.0) != comers.people((named,), 0.1) == (named,)
