"""Roles as people read them.

A role of a sheet is an id (a to z, so that it can be written anywhere). Those of the built-in sheets have names in
every language of the window, all others are read as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.language import mark, translated

ROLES: Final[Mapping[str, str]] = mark(
    {
        "candidate": "candidate",
        "employer": "employer",
        "acquirer": "acquirer",
        "target": "target",
        "founder": "founder",
        "investor": "investor",
        "buyer": "buyer",
        "artist": "artist",
        "client_team": "client team",
        "foundation": "foundation",
        "layer2_or_app": "layer2 or app",
        "staking_or_infra": "staking or infra",
        "observer_seat": "observer seat",
    }
)
"""Role of a built-in sheet -> what it is called. English is the id without its signs, so that it can be typed."""


def role_name(role: str) -> str:
    """A role as people read it; the role of anybody else's sheet without its signs."""
    return translated(ROLES[role]) if role in ROLES else role.replace("_", " ").replace("-", " ")
