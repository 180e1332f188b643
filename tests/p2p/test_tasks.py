"""Stopping: whoever is stopped cleans up to the end, and whoever stops him waits for it."""

from __future__ import annotations

import asyncio

import pytest

from p2p.tasks import stop
from tests.p2p.helpers import outcomes, play


@pytest.mark.parametrize("times", [1, 3])
def test_who_is_cancelled_while_stopping_others_waits_for_them_first(times: int) -> None:
    async def scene() -> None:
        cleaned: list[str] = []

        async def work() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                await asyncio.sleep(0.05)  # a second cancel would end it here
                cleaned.append("work")

        async def stopping() -> None:
            task = asyncio.ensure_future(work())
            await asyncio.sleep(0)
            try:
                await stop([task])
            finally:
                cleaned.append("stopping")

        one = asyncio.ensure_future(stopping())
        for _ in range(times):
            await asyncio.sleep(0.01)
            one.cancel()
        (ended,) = await outcomes(one)
        assert isinstance(ended, asyncio.CancelledError)
        assert cleaned == ["work", "stopping"]

    play(scene())


def test_failures_of_who_is_stopped_are_seen_and_nobody_waits_for_himself() -> None:
    async def scene() -> None:
        async def fails() -> None:
            raise ValueError

        failing = asyncio.ensure_future(fails())
        await asyncio.sleep(0)
        await stop([failing])

        async def stops_himself() -> None:
            task = asyncio.current_task()
            assert task is not None
            await stop([task])
            await asyncio.sleep(0)

        (ended,) = await outcomes(asyncio.ensure_future(stops_himself()))
        assert isinstance(ended, asyncio.CancelledError)

    play(scene())
