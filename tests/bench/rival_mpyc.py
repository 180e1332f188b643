"""Comparisons and an argmax with MPyC, three parties, for tests.bench.rivals. Runs in an environment of its own.

    python tests/bench/rival_mpyc.py -M3 NAME COUNT

The first party prints one JSON line: seconds from connected to result, bytes that it sent.
"""

from __future__ import annotations

import json
import sys
import time

from mpyc.runtime import mpc  # type: ignore[import-not-found]  # not a dependency of the project

BITS = 16


async def main() -> None:
    name, count = sys.argv[1], int(sys.argv[2])
    number = mpc.SecInt(BITS)
    await mpc.start()
    before = time.perf_counter()
    mine = [number((7919 * (mpc.pid + 1) * (i + 1)) % 10_000) for i in range(count)]
    first, second = mpc.input(mine)[:2]
    if name == "compare":
        result = await mpc.output(mpc.sum([a > b for a, b in zip(first, second, strict=True)]))
    else:
        result = await mpc.output(mpc.argmax([a + b for a, b in zip(first, second, strict=True)])[0])
    seconds = time.perf_counter() - before
    n_bytes = sum(peer.protocol.nbytes_sent for peer in mpc.parties if peer.pid != mpc.pid)
    if mpc.pid == 0:
        sys.stdout.write(json.dumps({"seconds": seconds, "bytes": n_bytes, "result": int(result)}) + "\n")
        sys.stdout.flush()
    await mpc.shutdown()


if __name__ == "__main__":
    mpc.run(main())
