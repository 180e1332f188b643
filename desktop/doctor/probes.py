"""Finding out how this computer stands in its network; with another computer's help where that is asked for.

Alone, nothing leaves the computer. Looking around asks the local network which devices are there (p2p.surroundings).
Together, one computer shows an invite and the other one uses it (p2p.checkup).

Leaves to others: what the facts mean (desktop.doctor.verdict).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import platform
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Coroutine
from dataclasses import replace
from importlib import metadata
from pathlib import Path

from crypto import group
from crypto.errors import MisuseError
from desktop import __version__
from desktop.doctor.macos import is_kept_off
from desktop.doctor.verdict import Facts
from desktop.doctor.windows import firewall_of_windows
from p2p.addresses import Interface, interfaces
from p2p.checkup import Checked, await_check, check_with
from p2p.surroundings import ASK_EVERY_S, Ears, way_out

LIBRARIES = ("numpy", "pynacl", "cryptography", "noiseprotocol", "msgspec", "zeroconf", "PySide6_Essentials")
HEAR_S = 2.0
_TOOL_S = 2.0


def look_alone(
    find: Callable[[], tuple[Interface, ...]] = interfaces, self_test: Callable[[], None] = group.self_test
) -> Facts:
    """What this computer finds out about itself; nothing is sent.

    Args:
        find: lists the network interfaces.
        self_test: raises MisuseError when the group functions do not refuse what they must.
    """
    known = find()
    sound = True
    try:
        self_test()
    except MisuseError:
        sound = False
    return Facts(
        system=platform.system(),
        interfaces=known,
        way_out=way_out(known),
        cannot_listen=_cannot_listen(),
        firewall=firewall_here(),
        windows=firewall_of_windows(),
        group_is_sound=sound,
        versions=versions_here(),
    )


async def look_around(seconds: float = HEAR_S) -> Facts:
    """The same, and whether other computers are heard within so many seconds."""
    return await _with_ears(None, seconds)


async def wait_for_other(on_invite: Callable[[str], None], seconds: float = HEAR_S) -> Facts:
    """The same, with the help of the computer that comes with the invite; raises as p2p.checkup.await_check."""
    return await _with_ears(await_check(version=__version__, on_invite=on_invite), seconds)


async def look_with_other(invite: str, seconds: float = HEAR_S) -> Facts:
    """The same, with the help of the computer that shows this invite; raises as p2p.checkup.check_with."""
    return await _with_ears(check_with(invite, version=__version__), seconds)


async def _with_ears(check: Coroutine[object, object, Checked] | None, seconds: float) -> Facts:
    facts = await asyncio.to_thread(look_alone)
    async with Ears(facts.interfaces) as ears:
        checked = None if check is None else await check
        long_enough = asyncio.ensure_future(asyncio.sleep(0 if check is None else 1.5 * ASK_EVERY_S))
        heard = await ears.wait(0.0 if ears.problem else seconds)
        await long_enough  # the other computer may not have heard this one yet
    kept_off = facts.system == "Darwin" and await asyncio.to_thread(is_kept_off, facts.interfaces)
    return replace(facts, heard=heard, deaf=ears.problem, checked=checked, kept_off=kept_off)


def _cannot_listen() -> str:
    """Why nothing can be waited for here, "" when it can be."""
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            with socket.create_connection(("127.0.0.1", port), timeout=2):
                return ""
    except OSError as error:
        return error.strerror or type(error).__name__


def firewall_here(root: Path = Path("/")) -> str:
    """The name of a firewall that is on, "" where none is found. Linux only: other systems ask a person first.

    Args:
        root: where the files of the system are.
    """
    with contextlib.suppress(OSError, UnicodeDecodeError):
        settings = (root / "etc/ufw/ufw.conf").read_text(encoding="utf-8")
        if any(line.strip().lower() == "enabled=yes" for line in settings.splitlines()):
            return "ufw"
    if (root / "run/firewalld").is_dir():
        return "firewalld"
    return "nftables" if sys.platform == "linux" and _drops_by_default() else ""


def _drops_by_default() -> bool:
    """Whether nftables has a chain that drops what comes in; False also where nobody may look."""
    tool = shutil.which("nft") or shutil.which("nft", path="/usr/sbin:/sbin")
    if tool is None:
        return False
    try:
        done = subprocess.run(  # noqa: S603  # a fixed command
            [tool, "-j", "list", "chains"], capture_output=True, timeout=_TOOL_S, check=False
        )
        found = json.loads(done.stdout or b"{}")
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return False
    chains = [one["chain"] for one in found.get("nftables", ()) if "chain" in one]
    return any(chain.get("hook") == "input" and chain.get("policy") == "drop" for chain in chains)


def versions_here() -> str:
    """The versions of the program, the system and the libraries, one line."""
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            found.append(f"{name} not installed")
    system = f"{platform.system()} {platform.machine()}, Python {sys.version.split()[0]}"
    return f"Common Ground {__version__}; {system}; {', '.join(found)}."
