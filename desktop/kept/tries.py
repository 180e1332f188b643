"""How often spoken words were tried on this computer: one encrypted record, kept beyond the life of a process.

The words themselves are not kept, but a hash of them; it goes when it is a day old, long after the words stopped
working.

Leaves to others: how many tries there are (p2p.spoken).
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from desktop.store import Kind, Store, StoreError
from p2p.errors import CannotCount

KEEP_S = 24 * 3600.0
MAX_CODES = 256
_RECORD = "tries"
_ENTRY = struct.Struct("<32sBQ")


class StoredTries:
    """The counts in a store; see p2p.spoken.Tries. Safe in several threads and processes."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        """Args: store: open. clock: seconds since 1970."""
        self._store = store
        self._clock = clock

    def change(self, code: bytes, by: int) -> int:
        """Add to the count of a code; on the disk when it returns.

        Raises:
            CannotCount: the disk or the store does not let us.
        """
        try:
            with self._store.transaction():
                record = self._store.get(Kind.CODE, _RECORD)
                counts = _decode(record.content if record is not None else b"", self._clock())
                count = counts.pop(code, (0, 0.0))[0] + by
                if by:
                    counts[code] = (max(count, 0), self._clock())
                    self._store.put(Kind.CODE, _RECORD, _encode(counts))
                return count
        except StoreError as error:
            raise CannotCount(folder=str(self._store.folder)) from error


def _decode(data: bytes, now: float) -> dict[bytes, tuple[int, float]]:
    """Code -> count and time of the last change, oldest first; what is too old is left out."""
    entries = _ENTRY.iter_unpack(data[: len(data) // _ENTRY.size * _ENTRY.size])
    return {code: (count, float(at)) for code, count, at in entries if now - at < KEEP_S}


def _encode(counts: dict[bytes, tuple[int, float]]) -> bytes:
    latest = list(counts.items())[-MAX_CODES:]
    return b"".join(_ENTRY.pack(code, min(count, 255), int(max(at, 0))) for code, (count, at) in latest)
