"""One intersection with openmined-psi, for the comparison in tests.bench.sets. Runs in an environment of its own.

    python tests/bench/openmined.py N

Prints one JSON line: seconds of both sides together, processor seconds, bytes of the messages, size of the result.
"""

from __future__ import annotations

import json
import sys
import time

import private_set_intersection.python as rival  # type: ignore[import-not-found]  # not a dependency of the project

FALSE_POSITIVES = 1e-9


def main() -> None:
    n = int(sys.argv[1])
    first, second = ([f"entry {i}" for i in range(start, start + n)] for start in (0, n // 2))
    started, worked = time.perf_counter(), time.process_time()
    client = rival.client.CreateWithNewKey(True)
    server = rival.server.CreateWithNewKey(True)
    setup = server.CreateSetupMessage(FALSE_POSITIVES, n, second, rival.DataStructure.GCS).SerializeToString()
    request = client.CreateRequest(first)
    response = server.ProcessRequest(request)
    received = rival.ServerSetup()
    received.ParseFromString(setup)
    found = client.GetIntersection(received, response)
    figures = {
        "seconds": time.perf_counter() - started,
        "cpu": time.process_time() - worked,
        "bytes": len(setup) + len(request.SerializeToString()) + len(response.SerializeToString()),
        "found": len(found),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
