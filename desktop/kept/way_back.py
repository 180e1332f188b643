"""The way back into the meeting that is going on, for a program that is killed meanwhile: one encrypted record.

It is there from the moment a meeting stands until it ends, renewed with every return, and leads back for FOR_S after
the program was last known to run. It says how far the run was, as people are asked about that, and nothing of the run
itself: no answers (drafts are kept for themselves), no shares, no Delta.

Leaves to others: what a way back is (p2p.way_back), when it is kept (desktop.run.staying).
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from desktop.store import Kind, Store
from p2p.way_back import WayBack, decode_way_back

FOR_S = 30 * 60.0
_RECORD = "meeting"


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is kept of a meeting.

    Attributes:
        way: see p2p.way_back.encode_way_back.
        alive: when the program was last known to run, seconds since 1970.
        phase: how far the run was, see desktop.run.interruption.Phase.
        n_by_itself: how often a run has begun by itself.
        compares: this person has said to compare.
        checked: it is known that these are the right people.
        met: id of the relationship with the one person who was meant; "" for anybody.
        settled: the sheet that people agreed to, when it is another one than all came with.
        opened: results of these people were being opened in some run; never taken back.
        fine: whether this person was fine with the sheet that all came with; None before that is known.
        closing: the sheet that this person has closed with, and is not known to be settled; b"" for none.
        own: the version that this person suggests; b"" for none.
        notes: what this person wrote to the others about the sheet.
    """

    way: bytes
    alive: float
    phase: Annotated[int, msgspec.Meta(ge=0, le=2)] = 0
    n_by_itself: Annotated[int, msgspec.Meta(ge=0)] = 0
    compares: bool = False
    checked: bool = False
    met: str = ""
    settled: bytes = b""
    opened: bool = False
    fine: bool | None = None
    closing: bytes = b""
    own: bytes = b""
    notes: tuple[str, ...] = ()

    def read(self) -> WayBack:
        """The way itself. Raises ValueError."""
        return decode_way_back(self.way)

    def left_s(self, now: float) -> float:
        """For how long it still leads back, seconds; none once a clock was set far back, either."""
        return FOR_S - abs(now - self.alive)

    def __repr__(self) -> str:
        return "Kept(...)"


NOTHING = Kept(way=b"", alive=0.0)
"""Before there is a way."""


def save(store: Store, kept: Kept) -> None:
    """In place of the one before; on the disk when it returns. Raises what desktop.store.Store raises."""
    store.put(Kind.WAY_BACK, _RECORD, msgspec.msgpack.encode(kept))


def find(store: Store, now: float) -> Kept | None:
    """What leads back now; what does not any more is forgotten for good.

    Args:
        now: seconds since 1970.

    Raises:
        StoreError: as desktop.store.Store raises.
    """
    record = store.get(Kind.WAY_BACK, _RECORD)
    if record is None:
        return None
    try:
        kept = msgspec.msgpack.decode(record.content, type=Kept)
        kept.read()
    except (msgspec.MsgspecError, ValueError):  # of another version of the program
        kept = None
    if kept is None or kept.left_s(now) <= 0:
        forget(store)
        return None
    return kept


def forget(store: Store) -> None:
    """For good. Raises what desktop.store.Store raises."""
    store.forget(Kind.WAY_BACK, _RECORD)
