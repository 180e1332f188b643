"""Which runs were used up: one line each, added before the order of the results is tossed and never changed.

A run counts from that moment, whatever happens afterwards, so that nobody gets a second look by stopping the first.
The lineage of a run is its sheet id and the identity keys of the others.

Leaves to others: whether a further run is allowed (desktop.ledger; needs keys that stay the same between meetings).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.store.files import disk_errors_of, private_folder

NAME = "runs.jsonl"
_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True, slots=True)
class UsedRun:
    """One run that counts as used.

    Attributes:
        sheet_id, digest: of the sheet (32 bytes).
        peers: identity keys of the others (32 bytes each).
        time: seconds since 1970.
    """

    sheet_id: str
    digest: bytes
    peers: tuple[bytes, ...]
    time: int


def note_used(folder: Path, run: UsedRun) -> None:
    """Add one run; it is on the disk when this returns.

    Raises:
        StoreFull, StoreNotWritable, StoreUnreadable: it may be there in part; an unfinished last line is never read.
    """
    fields = {
        "sheet": run.sheet_id,
        "digest": run.digest.hex(),
        "peers": sorted(key.hex() for key in run.peers),
        "time": run.time,
    }
    # The line begins with its end, too: an unfinished line before it then spoils nothing but itself.
    line = b"\n" + json.dumps(fields).encode() + b"\n"
    private_folder(folder)
    with disk_errors_of(folder):
        descriptor = os.open(folder / NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _BINARY | _NO_LINK, 0o600)
        with os.fdopen(descriptor, "ab") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())


def read_used(folder: Path) -> Iterator[UsedRun]:
    """All runs that count as used, oldest first; lines that were never finished are left out."""
    path = folder / NAME
    if not path.exists():
        return
    with disk_errors_of(folder):
        lines = path.read_bytes().split(b"\n")
    for line in lines:
        if not line:
            continue
        try:
            fields = json.loads(line)
            peers = tuple(bytes.fromhex(key) for key in fields["peers"])
            yield UsedRun(fields["sheet"], bytes.fromhex(fields["digest"]), peers, fields["time"])
        except (ValueError, KeyError, TypeError):
            continue
