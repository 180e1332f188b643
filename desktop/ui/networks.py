"""Which network to be found on, where this computer is on several: what was chosen there is chosen again.

One encrypted record: per set of networks, by a digest, the name of the interface. On other networks nothing is chosen.

Leaves to others: which networks there are (desktop.ui.flow.nearby), the choice itself (desktop.ui.pages.ways).
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from desktop.store import Kind, Store, StoreError
from desktop.ui.pages.ways import Network
from p2p.identity import labelled_hash

MOST = 16
"""So many sets of networks are remembered, the latest ones."""
_RECORD = "networks"
_DIGITS = 32


class _Chosen(msgspec.Struct, frozen=True, forbid_unknown_fields=True, array_like=True):
    """On these networks this interface."""

    networks: str
    name: str


class KnownNetworks:
    """The one record. What cannot be read or kept is asked again."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, networks: Sequence[Network]) -> str:
        """The own address in the network that was chosen here; "" for all of them, or where nothing was chosen."""
        here = _digest(networks)
        name = next((one.name for one in self._all() if one.networks == here), "")
        return next((one.address for one in networks if one.name == name), "")

    def keep(self, networks: Sequence[Network], address: str) -> None:
        """This was chosen here; "" for all of them."""
        here = _digest(networks)
        name = next((one.name for one in networks if one.address == address), "")
        others = [one for one in self._all() if one.networks != here]
        kept = [_Chosen(here, name), *others] if name else others
        try:
            self._store.put(Kind.PLACE, _RECORD, msgspec.msgpack.encode(kept[:MOST]))
        except StoreError:
            return

    def _all(self) -> list[_Chosen]:
        try:
            record = self._store.get(Kind.PLACE, _RECORD)
            return [] if record is None else msgspec.msgpack.decode(record.content, type=list[_Chosen])
        except (StoreError, msgspec.MsgspecError):
            return []


def _digest(networks: Sequence[Network]) -> str:
    """Of these networks together, whatever the own addresses in them are today."""
    parts = sorted(f"{one.name} {one.subnet}" for one in networks)
    return labelled_hash("networks", "\n".join(parts).encode("utf-8")).hex()[:_DIGITS]
