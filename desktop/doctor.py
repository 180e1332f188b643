"""Why can this computer not be reached: what can be found out here, alone, in a second, in words.

Looks at the network interfaces, whether a door can be opened, whether the cryptographic library behaves, and the
versions. Nothing leaves the computer.

Leaves to others: whether another computer gets through (both sides have to try), firewalls, discovery.
"""

from __future__ import annotations

import platform
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata

from crypto import group
from crypto.errors import MisuseError
from desktop import __version__
from p2p.addresses import Interface, interfaces, is_connected

LIBRARIES = ("numpy", "pynacl", "cryptography", "noiseprotocol", "msgspec", "zeroconf", "PySide6_Essentials")


class Verdict(StrEnum):
    """How one thing is."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was looked at.

    Attributes:
        name: short, for programs.
        verdict: good, bad, or unknown (it can be either).
        sentence: for people.
        fix: what to do about it, "" for nothing.
    """

    name: str
    verdict: Verdict
    sentence: str
    fix: str = ""

    def to_json(self) -> dict[str, str]:
        """The row in the doctor event."""
        return {"name": self.name, "verdict": self.verdict.value, "sentence": self.sentence, "fix": self.fix}


@dataclass(frozen=True, slots=True)
class Examination:
    """All rows and the one sentence on top."""

    rows: tuple[Row, ...]
    verdict: str

    @property
    def healthy(self) -> bool:
        """Nothing is bad."""
        return all(row.verdict is not Verdict.BAD for row in self.rows)


def examine(
    find: Callable[[], tuple[Interface, ...]] = interfaces, self_test: Callable[[], None] = group.self_test
) -> Examination:
    """Look at this computer.

    Args:
        find: lists the network interfaces.
        self_test: raises MisuseError when the group functions do not refuse what they must.
    """
    known = find()
    rows = (_network(known), _tunnels(known), _listening(), _group(self_test), _versions())
    if all(row.verdict is not Verdict.BAD for row in rows):
        return Examination(rows, "Everything looks fine here. Ask the other person to run this check too.")
    return Examination(rows, next(row.sentence for row in rows if row.verdict is Verdict.BAD))


def _network(known: tuple[Interface, ...]) -> Row:
    real = [i for i in known if not i.address.is_loopback and not i.address.is_link_local and not i.is_virtual]
    if real:
        named = ", ".join(dict.fromkeys(f"{i.name} ({i.address})" for i in real if i.address.version == 4))
        return Row("network", Verdict.GOOD, f"Network: connected through {named or real[0].name}.")
    if is_connected(known):
        return Row(
            "network",
            Verdict.UNKNOWN,
            "Network: only through tunnels or virtual adapters; other computers may not get through.",
            "Join the same Wi-Fi as the other person, or plug in a cable.",
        )
    return Row(
        "network",
        Verdict.BAD,
        "You are not connected to a network.",
        "Join the same Wi-Fi as the other person, or plug in a cable.",
    )


def _tunnels(known: tuple[Interface, ...]) -> Row:
    names = list(dict.fromkeys(i.name for i in known if i.is_virtual and not i.address.is_link_local))
    if not names:
        return Row("vpn", Verdict.GOOD, "VPN: none found.")
    return Row(
        "vpn",
        Verdict.UNKNOWN,
        f"VPN: tunnels or virtual adapters are on ({', '.join(names)}). They often hide nearby computers.",
        "If others cannot reach you, pause the VPN or allow local network access in its settings.",
    )


def _listening() -> Row:
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            with socket.create_connection(("127.0.0.1", port), timeout=2):
                return Row("listening", Verdict.GOOD, "This computer can wait for others and reach itself.")
    except OSError as error:
        return Row(
            "listening",
            Verdict.BAD,
            f"This computer cannot wait for others ({error.strerror or type(error).__name__}).",
            "A firewall or a sandbox stops this program. Allow it to use networks.",
        )


def _group(self_test: Callable[[], None]) -> Row:
    try:
        self_test()
    except MisuseError:
        return Row(
            "cryptography",
            Verdict.BAD,
            "The cryptographic library accepts numbers it must refuse. Nothing can be compared safely.",
            "Install PyNaCl 1.6.2 or newer.",
        )
    return Row("cryptography", Verdict.GOOD, "The cryptographic library passed its self-test.")


def _versions() -> Row:
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            found.append(f"{name} not installed")
    system = f"{platform.system()} {platform.machine()}, Python {sys.version.split()[0]}"
    return Row("versions", Verdict.GOOD, f"Common Ground {__version__}; {system}; {', '.join(found)}.")
