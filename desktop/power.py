"""Whether this computer had better not work ahead now: it runs on its battery, or its network is metered.

Asked is the system, on this computer only. Linux: the kernel's list of power supplies, and NetworkManager, through
busctl, which comes with systemd. Where nothing says so, and on other systems, nothing waits.

Leaves to others: what is not done then (desktop.run.preparing).
"""

from __future__ import annotations

import subprocess
from enum import StrEnum
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
BUSCTL = Path("/usr/bin/busctl")
TIMEOUT_S = 2.0
_MANAGER = "org.freedesktop.NetworkManager"
_METERED = frozenset({"u 1", "u 3"})
"""Yes, and a guess that says yes; 2 and 4 are no, 0 is unknown."""


class Waits(StrEnum):
    """Why work waits that nobody waits for yet."""

    BATTERY = "battery"
    METERED = "metered"


def why_wait(supplies: Path = SUPPLIES, busctl: Path = BUSCTL) -> Waits | None:
    """Why this computer should not work ahead now; None for no reason. Takes TIMEOUT_S at most.

    Args:
        supplies: a folder for each power supply, each with the files type, scope, online and status.
        busctl: the program that asks the system's message bus.
    """
    if is_on_battery(supplies):
        return Waits.BATTERY
    return Waits.METERED if is_metered(busctl) else None


def is_on_battery(supplies: Path = SUPPLIES) -> bool:
    """A battery of this computer is being used up, and no power comes from outside."""
    try:
        found = list(supplies.iterdir())
    except OSError:
        return False
    if any(_says(supply, "type") != "Battery" and _says(supply, "online") == "1" for supply in found):
        return False
    # Mice and the like have batteries, too; their scope is the device.
    own = [one for one in found if _says(one, "type") == "Battery" and _says(one, "scope") != "Device"]
    return any(_says(battery, "status") == "Discharging" for battery in own)


def is_metered(busctl: Path = BUSCTL) -> bool:
    """NetworkManager says that the network is metered."""
    if not busctl.is_file():
        return False
    path = f"/{_MANAGER.replace('.', '/')}"
    asked = ["--system", "--auto-start=no", f"--timeout={TIMEOUT_S:g}", "get-property", _MANAGER, path, _MANAGER]
    try:
        # Safe because nothing in it comes from outside, and it goes to this computer's own message bus.
        told = subprocess.run(  # noqa: S603
            [str(busctl), *asked, "Metered"],
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError, UnicodeError):
        return False
    return told.returncode == 0 and told.stdout.strip() in _METERED


def _says(supply: Path, name: str) -> str:
    try:
        return (supply / name).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
