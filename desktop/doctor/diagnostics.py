"""Diagnostics: a text that a person may copy and give away, which says nothing of anybody.

In it: versions, kinds of interfaces with masked addresses, the network check without its sentences, and codes of the
log. Never: names, answers, sheets, words of invites, whole addresses, names of networks.

Leaves to others: showing and copying it (desktop.cli, the window), the check itself (desktop.doctor.verdict).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from desktop.doctor.verdict import Examination, Facts
from p2p.addresses import Interface

MAX_LINES = 200
_CODE = re.compile(r"E[0-9]{2}")
_FAULT = re.compile(r"[A-Za-z_]\w{0,60} at ([\w.]{1,60}:\d{1,6}|another thread)")
_KINDS = (
    ("loopback", ("lo",)),
    ("wireless", ("wl", "wi-fi", "wlan", "airport")),
    ("cable", ("eth", "en", "ethernet")),
)


def diagnostics(
    facts: Facts, found: Examination, log: Iterable[tuple[datetime, str]] = (), faults: Iterable[str] = ()
) -> str:
    """The text.

    Args:
        facts: of this computer.
        found: what they mean.
        log: times and codes of what went wrong lately; anything that is no code is left out, and all but the last 200.
        faults: type and place of faults of the program, as "ValueError at sheet.py:12"; anything else is left out.
    """
    lines = [facts.versions, "", "Interfaces:"]
    lines += [f"  {kind_of(one)}: {masked(one)}" for one in facts.interfaces]
    lines += ["", "Network check:"]
    lines += [f"  {row.name}: {row.verdict.value} {row.code}".rstrip() for row in found.rows]
    if facts.checked is not None:
        lines.append(f"  outward: {facts.checked.outward.value}, inward: {facts.checked.inward.value}")
    codes = [(moment, code) for moment, code in log if _CODE.fullmatch(code)][-MAX_LINES:]
    lines += ["", "Log:"] if codes else []
    lines += [f"  {moment:%Y-%m-%d %H:%M:%S} {code}" for moment, code in codes]
    places = [fault for fault in faults if is_fault(fault)]
    lines += ["", "Faults of the program:", *(f"  {place}" for place in places)] if places else []
    return "\n".join(lines) + "\n"


def is_fault(text: str) -> bool:
    """Type and place of a fault and nothing else, as "ValueError at sheet.py:12"."""
    return _FAULT.fullmatch(text) is not None


def kind_of(interface: Interface) -> str:
    """What kind of interface this is, by its name; the name itself may say too much."""
    if interface.address.is_loopback:
        return "loopback"
    if interface.is_virtual:
        return "tunnel or virtual"
    name = interface.name.lower()
    return next((kind for kind, starts in _KINDS if name.startswith(starts)), "other")


def masked(interface: Interface) -> str:
    """The address with only the part that many share: /24, or /48 of IPv6."""
    address = interface.address
    if address.is_loopback:
        return "this computer"
    if address.is_link_local:
        return f"link-local, IPv{address.version}"
    if address.version == 4:
        return ".".join(str(address).split(".")[:3]) + ".x"
    return ":".join(address.exploded.split(":")[:3]) + ":x"
