"""What holds the event loop is seen, and whose work it was."""

from __future__ import annotations

import asyncio
import time

from desktop.bench_party import LongestGap


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
    for working in (False, True):
        gap = watched(0.1, working=working)
        assert gap.seconds >= gap.held_s >= 0.08
        assert gap.often >= 1
        assert (gap.own_s > 0.05) == working
        assert gap.to_json()["longest_gap_s"] == gap.seconds
