"""Whether a built program runs where it was put: python packaging/smoke.py PROGRAM [WINDOW_PROGRAM]

Two processes negotiate a template and agree on the same; the window starts without a screen and stays.
The workflow runs it on the Windows and macOS builds, CI on the folder for Linux, unpacked elsewhere.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path


def main() -> None:
    """Both checks; SystemExit with the reason."""
    options = argparse.ArgumentParser(description="Whether a built program runs.")
    options.add_argument("program", type=Path)
    options.add_argument("window", type=Path, nargs="?", help="the program with the window, where it is another one")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="common ground ", ignore_cleanup_errors=True) as home:
        variables = {**os.environ, "COMMONGROUND_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        demo_agrees([str(given.program.resolve())], variables)
        window_stays([str((given.window or given.program).resolve())], variables)
    print("The program runs: two processes agree, and its window stays.")


def demo_agrees(command: Sequence[str], variables: dict[str, str] | None = None) -> None:
    """Two processes print the same outcome, and something is agreed."""
    done = subprocess.run([*command, "demo", "--json"], env=variables, capture_output=True, timeout=300, check=False)
    lines = done.stdout.decode("utf-8").splitlines()
    outcomes = [event for line in lines if (event := json.loads(line))["event"] == "outcome"]
    if (
        done.returncode
        or len(outcomes) != 2
        or outcomes[0]["items"] != outcomes[1]["items"]
        or not outcomes[0]["agreed"]
    ):
        raise SystemExit(f"demo printed {lines}\n{done.stderr.decode('utf-8', 'replace')[-3000:]}")


def window_stays(command: Sequence[str], variables: dict[str, str] | None = None) -> None:
    """The window is still there after five seconds; then it is ended."""
    with subprocess.Popen(command, env=variables, stderr=subprocess.PIPE) as process:
        time.sleep(5)
        alive = process.poll() is None
        process.kill()
        if not alive:
            raise SystemExit(f"The window ended: {process.stderr.read().decode('utf-8', 'replace')}")


if __name__ == "__main__":
    main()
