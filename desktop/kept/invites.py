"""Invites that were shown on this computer, remembered until they would have expired, by any run of the program.

Of each only the key of its door is kept, encrypted: enough to tell its holder that it is used, or that nobody waits for
it any more.

Leaves to others: telling him (p2p.past, p2p.host).
"""

from __future__ import annotations

from collections.abc import Sequence

from crypto.errors import MisuseError
from desktop.store import Kind, Store
from p2p.identity import KEY_BYTES, labelled_hash
from p2p.past import Memory, PastInvite
from p2p.secret import Secret

_FORMAT = b"\1"
_PREFIX = "shown "
_LENGTH = 1 + 1 + 8 + KEY_BYTES


class ShownInvites(Memory):
    """The memory in a store. Every call may raise what desktop.store.Store raises."""

    def __init__(self, store: Store) -> None:
        """Args: store: open."""
        self._store = store

    def past(self, now: float) -> Sequence[PastInvite]:
        """Those that would still be valid; the others are forgotten for good."""
        found = []
        for record_id in self._store.ids(Kind.INVITE):
            record = self._store.get(Kind.INVITE, record_id) if record_id.startswith(_PREFIX) else None
            if record is None:
                continue
            invite = _decode(record.content)
            if invite.expires > now:
                found.append(invite)
            else:
                self._store.forget(Kind.INVITE, record_id)
        return found

    def note(self, invite: PastInvite) -> None:
        """Remember this; on the disk when it returns."""
        record_id = _PREFIX + labelled_hash("shown invite", invite.key.reveal()).hex()
        head = _FORMAT + bytes([invite.used]) + invite.expires.to_bytes(8, "little")
        self._store.put(Kind.INVITE, record_id, head + invite.key.reveal())


def _decode(data: bytes) -> PastInvite:
    if len(data) != _LENGTH or data[:1] != _FORMAT or data[1] > 1:
        raise MisuseError("not the record of an invite")
    return PastInvite(Secret(data[10:]), int.from_bytes(data[2:10], "little"), bool(data[1]))
