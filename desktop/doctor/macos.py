"""Whether macOS keeps this program off the local network (Privacy & Security, Local Network).

Then every address of the local network is "unreachable" for this program, while the system itself reaches it: the
router, which the system has just heard from, answers this program with "no route to host". One connection to the
router is tried and closed; no byte is sent on it.

Source: Apple, TN3179 "Understanding local network privacy".

Leaves to others: what it means (desktop.doctor.verdict).
"""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import re
import socket
import subprocess
from collections.abc import Callable, Sequence

from p2p.addresses import Interface

_TOOL_S = 2.0
_CONNECT_S = 1.0
_PORT = 80
_GATEWAY = re.compile(r"^\s*gateway:\s*(\S+)\s*$", re.MULTILINE)
_HEARD = re.compile(r"\bat\s+([0-9a-f]{1,2}:){5}[0-9a-f]{1,2}\b", re.IGNORECASE)


def is_kept_off(
    known: Sequence[Interface],
    run: Callable[[Sequence[str]], str] | None = None,
    connect: Callable[[str], int] | None = None,
) -> bool:
    """Whether macOS keeps this program off the local network; False also where that cannot be found out.

    Args:
        known: the interfaces of this computer.
        run: runs a command, gives what it prints. connect: tries an address, gives the error number, 0 for none.
    """
    run, connect = run or _run, connect or _connect
    found = _GATEWAY.search(run(("/sbin/route", "-n", "get", "default")))
    if found is None:
        return False
    with contextlib.suppress(ValueError):
        address = ipaddress.ip_address(found[1])
        real = (one for one in known if not (one.is_virtual or one.address.is_loopback))
        if any(address in one.network for one in real if one.address.version == address.version):
            heard = _HEARD.search(run(("/usr/sbin/arp", "-n", str(address)))) is not None
            return heard and connect(str(address)) == errno.EHOSTUNREACH
    return False


def _run(command: Sequence[str]) -> str:
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        done = subprocess.run(  # noqa: S603  # a fixed command
            list(command), capture_output=True, timeout=_TOOL_S, check=False, text=True
        )
        return done.stdout
    return ""


def _connect(address: str) -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
        sock.settimeout(_CONNECT_S)
        return sock.connect_ex((address, _PORT))
