"""atheris on every target, a few at a time: `python -m tests.fuzz.atheris_run [--seconds S] [--jobs N] [NAME ...]`.

The program is imported once, instrumented; every target then runs in a fork of this process with its own corpus. One
JSON line per target: name, how many inputs were run, and what went wrong ("" for nothing).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["crypto", "p2p", "desktop"], enable_loader_override=False):
    from tests.fuzz.target import Target, feed
    from tests.fuzz.targets import BY_NAME, TARGETS

_RUNS = re.compile(r"Done (\d+) (?:in|runs)|#(\d+)\s+DONE")


def _child(target: Target, seconds: int, folder: Path) -> None:
    """Never returns: libFuzzer ends the process, with 0 when nothing was found."""
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(target.seeds):
        (corpus / str(number)).write_bytes(seed)
    options = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2048", f"-max_len={target.longest}"]
    try:
        atheris.Setup(["fuzz", *options, f"-artifact_prefix={folder}/", str(corpus)], lambda data: feed(target, data))
        atheris.Fuzz()
    finally:
        os._exit(1)  # nothing of the parent may be tidied up here


def _outcome(target: Target, status: int, folder: Path) -> dict[str, object]:
    log = (folder / "log").read_text(errors="replace")
    runs = [int(one or other) for one, other in _RUNS.findall(log)]
    failed = os.waitstatus_to_exitcode(status) != 0
    crashes = [path.read_bytes().hex() for path in folder.glob("*-*") if path.is_file()]
    return {
        "target": target.name,
        "runs": max(runs, default=0),
        "problem": f"{log[-1500:]} inputs: {crashes}" if failed or not runs else "",
    }


def run(targets: list[Target], seconds: int, jobs: int) -> bool:
    """Run all of them; whether nothing was found."""
    waiting, running, fine = list(targets), {}, True
    with tempfile.TemporaryDirectory() as base:
        while waiting or running:
            while waiting and len(running) < jobs:
                target = waiting.pop(0)
                folder = Path(base) / str(len(waiting))
                folder.mkdir()
                pid = os.fork()
                if pid == 0:
                    _child(target, seconds, folder)
                running[pid] = (target, folder)
            pid, status = os.wait()
            target, folder = running.pop(pid)
            outcome = _outcome(target, status, folder)
            fine = fine and not outcome["problem"]
            sys.stdout.write(json.dumps(outcome) + "\n")
            sys.stdout.flush()
    return fine


def main() -> int:
    """0 when nothing was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    chosen = [BY_NAME[name] for name in arguments.names] if arguments.names else list(TARGETS)
    started = time.monotonic()
    fine = run(chosen, arguments.seconds, arguments.jobs)
    sys.stderr.write(f"{len(chosen)} targets in {time.monotonic() - started:.0f} s\n")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
