"""Two computers of which neither lets anybody in: both are told, and when one opens up it goes on by itself.

`python -m tests.long.firewalls`. The short cases are in tests/net/test_callback.py.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.desktop.programs import COFFEE, YES
from tests.net.spaces import World, why_not, world
from tests.net.test_callback import agreed, event, paste


def both_sides(net: World, *, opened: str) -> None:
    """Nothing helps until somebody opens the firewall of "host" or "guest"."""
    sheet, answers = net.file("coffee.deal", COFFEE), net.file("yes.toml", YES)
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    ana.drop_incoming()
    ben.drop_incoming()
    host = ana.start("host", sheet, "--answers", answers, "--json", stdin=subprocess.PIPE)
    join = ben.join(host.invite(), answers, "--yes", "--reply")
    reply = str(event(join, "reply")["reply"])
    paste(host, reply)
    told = event(host, "stage")
    assert (told["stage"], told["code"]) == ("not called", "E18"), told
    if opened == "host":
        ana.open_firewall()  # the guest goes on dialling
    else:
        ben.open_firewall()
        paste(host, reply)
    agreed(host, join)


def main() -> int:
    """Say how long each took."""
    reason = why_not()
    if reason is not None:
        sys.stderr.write(f"{reason}\n")
        return 0
    for opened in ("host", "guest"):
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder, world(Path(folder)) as net:
            both_sides(net, opened=opened)
        sys.stdout.write(f"both closed, then the {opened} opens: {time.monotonic() - started:.1f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
