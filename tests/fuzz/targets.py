"""Every decoder that reads bytes from outside: other computers, files, pasted texts, the store."""

from __future__ import annotations

from tests.fuzz.target import Target
from tests.fuzz.targets_deals import DEALS
from tests.fuzz.targets_kept import KEPT
from tests.fuzz.targets_network import NETWORK

TARGETS: tuple[Target, ...] = (*NETWORK, *DEALS, *KEPT)
BY_NAME = {target.name: target for target in TARGETS}
