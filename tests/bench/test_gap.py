"""What holds the event loop is seen, and whose work it was."""

from __future__ import annotations

import asyncio
import time

from desktop.bench.party import LongestGap


def watched(block: float, *, working: bool) -> LongestGap:
    async def main() -> LongestGap:
        gap = LongestGap()
        watching = asyncio.ensure_future(gap.watch())
        await asyncio.sleep(0.02)
        until = time.thread_time() + block
        if working:
            while time.thread_time() < until:
                pass
        else:
            time.sleep(block)  # noqa: ASYNC251  # this is what is looked for
        await asyncio.sleep(0.02)
        watching.cancel()
        return gap

    return asyncio.run(main())


def test_a_loop_that_is_held_is_seen() -> None:
    gap = watched(0.1, working=True)
    assert gap.seconds >= gap.held_s >= 0.08
    assert gap.own_s > 0.05
    assert gap.often >= 1
    assert gap.to_json()["gap_held_s"] == gap.held_s


def test_a_loop_that_is_kept_away_by_something_else_is_not_held() -> None:
    gap = watched(0.2, working=False)
    assert gap.seconds >= 0.18
    assert gap.held_s < 0.1
