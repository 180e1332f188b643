"""The loop without threads, sockets and waiting does what the real one does, as far as anybody here asks it to."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest

from p2p.errors import ConnectionLost
from p2p.listener import Listener
from p2p.runner import Runner
from p2p.stream import Stream
from tests.p2p.helpers import HERE, chatter, gathered, play, stream_to
from tests.stack.alone import PLACE, AloneLoop, Deadlock, no_threads

T = TypeVar("T")


def alone(scene: Coroutine[Any, Any, T]) -> T:
    with no_threads():
        return play(scene, seconds=10_000, loop_factory=AloneLoop)


def test_waiting_takes_no_time_and_what_is_first_comes_first() -> None:
    async def scene() -> list[int]:
        order: list[int] = []

        async def one(seconds: int) -> None:
            await asyncio.sleep(seconds)
            order.append(seconds)

        began = asyncio.get_running_loop().time()
        await asyncio.gather(one(3000), one(10), one(200))
        assert asyncio.get_running_loop().time() - began == pytest.approx(3000)
        return order

    began = time.monotonic()
    assert alone(scene()) == [10, 200, 3000]
    assert time.monotonic() - began < 60


def test_whoever_waits_for_nothing_is_found() -> None:
    loop = AloneLoop()
    with pytest.raises(Deadlock):
        loop.run_until_complete(asyncio.Event().wait())
    for task in asyncio.all_tasks(loop):
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            loop.run_until_complete(task)
    loop.close()


def test_work_for_threads_is_done_in_its_turn() -> None:
    def where() -> str:
        return threading.current_thread().name

    async def scene() -> None:
        assert await asyncio.to_thread(where) == "MainThread"
        with pytest.raises(ZeroDivisionError):
            await asyncio.to_thread(lambda: 1 // 0)

    alone(scene())


async def two_streams(*, close_listener: bool = False) -> tuple[Stream, Stream, Listener]:
    arrived: asyncio.Future[Stream] = asyncio.get_running_loop().create_future()

    async def serve(stream: Stream) -> None:
        listener.admit(stream)
        arrived.set_result(stream)

    listener = Listener(serve)
    await listener.open(HERE)
    near = await stream_to(listener.port)
    return near, await arrived, listener


def test_bytes_arrive_and_an_end_is_noticed_after_them() -> None:
    async def scene() -> None:
        near, far, listener = await two_streams()
        near.write(b"four")
        near.write(b"more")
        near.abort()
        assert await far.read_exactly(8) == b"fourmore"
        with pytest.raises(ConnectionLost):
            await far.more()
        far.write(b"anybody?")
        with pytest.raises(ConnectionLost):
            far.write(b"nobody")
        await listener.close()
        with pytest.raises(ConnectionRefusedError):
            await stream_to(listener.port)

    alone(scene())


def test_a_stream_that_is_not_read_holds_back_the_other() -> None:
    async def scene() -> None:
        near, far, listener = await two_streams()
        near.write(bytes(400_000))
        await asyncio.sleep(1)
        assert far.is_paused
        assert near.unsent > 0
        far.trust()
        for _ in range(4):
            assert await far.read_exactly(100_000) == bytes(100_000)
        assert near.unsent == 0
        await asyncio.gather(near.close(), far.close())
        await listener.close()

    alone(scene())


def test_whoever_waits_answers_and_where_the_network_fails_nobody_reaches_anybody() -> None:
    async def scene() -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, AloneLoop)
        answering: list[object] = []

        async def serve(stream: Stream) -> None:
            answering.append(PLACE.get())
            await stream.more()

        async def waits(place: str) -> Listener:
            PLACE.set(place)
            listener = Listener(serve)
            await listener.open(HERE)
            return listener

        async def calls(place: str, listener: Listener) -> Stream:
            PLACE.set(place)
            return await stream_to(listener.port)

        one, other = [await asyncio.ensure_future(waits(place)) for place in ("one", "other")]
        await asyncio.ensure_future(calls("third", other))
        near = await asyncio.ensure_future(calls("other", one))
        await asyncio.sleep(1)
        assert answering == ["other", "one"]
        loop.cut_off("one")
        with pytest.raises(ConnectionLost):
            await near.read_exactly(1)
        for place, listener in (("other", one), ("one", other)):
            with pytest.raises(OSError, match="no way there"):
                await asyncio.ensure_future(calls(place, listener))
        await asyncio.ensure_future(calls("third", other))
        await one.close()
        with pytest.raises(OSError, match="no way there"):
            await asyncio.ensure_future(calls("other", one))
        await other.close()

    alone(scene())


def test_people_meet_and_compute() -> None:
    async def scene() -> list[int]:
        async with gathered(3) as meetings:

            async def one(number: int) -> int:
                by_party = meetings[number].by_party
                async with Runner(by_party) as runner:
                    return await runner.run(chatter(by_party, 5))

            return list(await asyncio.gather(*map(one, range(3))))

    assert alone(scene()) == [5, 5, 5]
