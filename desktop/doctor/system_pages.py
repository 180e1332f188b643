"""The pages of the system's settings that help, and the one rule for Windows Firewall: which there are, opening them.

Nothing is changed without the system asking for it: the rule needs an administrator, whom Windows itself asks.

Leaves to others: when they are offered (desktop.strings.ways).
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.strings.ways import Way

PROGRAM = "Common Ground"
_WINDOWS = {
    Way.NETWORK_SETTINGS: ("explorer.exe", "ms-settings:network"),
    Way.FIREWALL_SETTINGS: ("explorer.exe", "windowsdefender://network"),
}
_MACOS = {
    Way.NETWORK_SETTINGS: ("open", "x-apple.systempreferences:com.apple.Network-Settings.extension"),
    Way.FIREWALL_SETTINGS: ("open", "x-apple.systempreferences:com.apple.Network-Settings.extension?Firewall"),
    Way.LOCAL_SETTINGS: ("open", "x-apple.systempreferences:com.apple.preference.security?Privacy_LocalNetwork"),
}
_LINUX: dict[Way, tuple[tuple[str, ...], ...]] = {
    Way.NETWORK_SETTINGS: (
        ("gnome-control-center", "network"),
        ("kcmshell6", "kcm_networkmanagement"),
        ("kcmshell5", "kcm_networkmanagement"),
        ("nm-connection-editor",),
    ),
    Way.FIREWALL_SETTINGS: (("firewall-config",), ("gufw",)),
}
_OURS = frozenset({Way.NETWORK_SETTINGS, Way.FIREWALL_SETTINGS, Way.LOCAL_SETTINGS, Way.ALLOW})
Start = Callable[[Sequence[str]], object]


def is_for_the_system(way: Way) -> bool:
    """Whether it is done by the system, and not by this program."""
    return way in _OURS


def command_of(
    way: Way,
    platform: str = sys.platform,
    which: Callable[[str], str | None] = shutil.which,
    *,
    program: str = sys.executable,
    installed: bool = bool(getattr(sys, "frozen", False)),
) -> tuple[str, ...]:
    """What opens that page or adds that rule; () where there is nothing of the kind.

    Args:
        platform: as sys.platform. which: finds a program.
        program: this one. installed: it is a program of its own: no rule is made for all of Python.
    """
    if way is Way.ALLOW:
        return _rule(program) if platform == "win32" and installed else ()
    if platform == "win32":
        return _WINDOWS.get(way, ())
    if platform == "darwin":
        return _MACOS.get(way, ())
    there = (command for command in _LINUX.get(way, ()) if which(command[0]))
    return next(there, ()) if platform.startswith("linux") else ()


def _rule(program: str) -> tuple[str, ...]:
    """A rule that lets others in, in place of whatever rules there are for this program: one that blocks, as Windows
    makes it when somebody said no, would count for more."""
    # Quotes inside are for cmd, which is what the administrator allows.
    where = f'program="{program}"'
    away = f"netsh advfirewall firewall delete rule name=all dir=in {where}"
    allow = f'netsh advfirewall firewall add rule name="{PROGRAM}" dir=in action=allow {where} profile=any enable=yes'
    return ("cmd.exe", f'/c "{away} & {allow}"')


def open_it(way: Way, command: Sequence[str], start: Start | None = None) -> bool:
    """Do it; False where the system refuses at once, as when an administrator is asked and says no.

    Args:
        command: of command_of. start: starts it, for the tests.
    """
    begin = start or (_start_as_administrator if way is Way.ALLOW else _start)
    with contextlib.suppress(OSError):
        return begin(command) is not False
    return False


def _start(command: Sequence[str]) -> object:
    return subprocess.Popen(  # noqa: S603  # one of the commands above
        [shutil.which(command[0]) or command[0], *command[1:]],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=Path.home(),
    )


def _start_as_administrator(command: Sequence[str]) -> bool:
    import ctypes

    windows = getattr(ctypes, "windll", None)
    if windows is None:
        return False
    hidden, least_that_worked = 0, 33
    done = windows.shell32.ShellExecuteW(None, "runas", command[0], " ".join(command[1:]), None, hidden)
    return int(done) >= least_that_worked
