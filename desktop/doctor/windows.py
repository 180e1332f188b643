"""Windows Firewall: whether it lets others reach this program, read from its own rules; nothing is changed.

A rule for a program is kept as one line: `v2.31|Action=Allow|Active=TRUE|Dir=In|Profile=Public|App=C:\\...\\this.exe|`.
A rule that blocks counts for more than one that allows; without any, what comes in is blocked. Rules of a domain (group
policy) are not read.

Source: Microsoft, [MS-GPFAS], section 2.2.2.19 (the grammar of a rule).

Leaves to others: what it means (desktop.doctor.verdict), adding a rule (desktop.doctor.system_pages).
"""

from __future__ import annotations

import ntpath
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PROFILES = ("Private", "Public")
_POLICY = r"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"
_KEYS = {"Private": "StandardProfile", "Public": "PublicProfile"}
_TCP = "6"


@dataclass(frozen=True, slots=True)
class WindowsFirewall:
    """What its rules say about this program; of PROFILES.

    Attributes:
        on: where it is switched on. allowed: where a rule lets others in. blocked: where a rule keeps them out.
    """

    on: frozenset[str]
    allowed: frozenset[str]
    blocked: frozenset[str]

    @property
    def shut(self) -> frozenset[str]:
        """On networks of these kinds nobody gets in."""
        return self.on & (self.blocked | (frozenset(PROFILES) - self.allowed))


def read_rules(
    rules: Iterable[str], on: Iterable[str], program: str, places: Mapping[str, str] = os.environ
) -> WindowsFirewall:
    """What rules say about a program.

    Args:
        rules: one line each, as they are kept.
        on: the profiles in which it is switched on.
        program: its path. places: environment variables that paths may hold.
    """
    wanted = _path(program, places)
    said: dict[str, set[str]] = {"Allow": set(), "Block": set()}
    for rule in rules:
        parts = [part.partition("=") for part in rule.split("|")]
        fields = {name: value for name, _, value in parts if name != "Profile"}
        if fields.get("Active") != "TRUE" or fields.get("Dir") != "In" or fields.get("Protocol", _TCP) != _TCP:
            continue
        if _path(fields.get("App", ""), places) == wanted and fields.get("Action") in said:
            kinds = {value for name, _, value in parts if name == "Profile"}
            said[fields["Action"]] |= {one for one in PROFILES if one in kinds or not kinds}
    return WindowsFirewall(frozenset(on) & set(PROFILES), frozenset(said["Allow"]), frozenset(said["Block"]))


def _path(path: str, places: Mapping[str, str]) -> str:
    path = path.casefold()
    for name, value in places.items():
        path = path.replace(f"%{name.casefold()}%", value.casefold())
    return ntpath.normpath(path) if path else ""


def firewall_of_windows(program: str = sys.executable) -> WindowsFirewall | None:
    """What this computer's rules say about this program; None where they cannot be read."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _POLICY + r"\FirewallRules") as key:
                count = winreg.QueryInfoKey(key)[1]
                rules = [str(winreg.EnumValue(key, number)[1]) for number in range(count)]
            on = []
            for name, place in _KEYS.items():
                with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, rf"{_POLICY}\{place}") as key:
                    if winreg.QueryValueEx(key, "EnableFirewall")[0]:
                        on.append(name)
        except OSError:
            return None
        return read_rules(rules, on, program)
    return None
