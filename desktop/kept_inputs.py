"""What is kept for a further run, sealed on its owner's computer: slots, and the answers that counted where needed.

Only where the sheet allows a further run; nothing after the last one, and nothing any more once it is forgotten.

One small record per lineage says which run the kept inputs are of and how often each slot was used. The slots lie
beside it, one record each, and are never changed. Saving the small record is what puts a new run in the place of the
one before.

Leaves to others: when this is allowed (desktop.ledger), what it is used for (crypto.sticky, desktop.deals.further).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import msgspec

from crypto.errors import MisuseError
from crypto.slots import HolderSlot, OwnerSlot, Slots
from desktop.deals.answers import Answers
from desktop.deals.plain_answers import decode_answers, encode_answers
from desktop.ledger import Lineage
from desktop.store import Kind, StaleVersion, Store
from p2p.identity import labelled_hash

RUN_BYTES = 32
_FORMAT = 1


class _Main(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    run_id: bytes
    sheet_digest: bytes
    keys: tuple[bytes, ...]
    roles: tuple[str, ...]
    answers: bytes
    uses: dict[bytes, int]
    retired: tuple[bytes, ...]


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Main)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Kept:
    """The inputs of the last run of a lineage. Private.

    Attributes:
        run_id: of that run.
        sheet_digest: 32 bytes.
        keys: everybody's kept keys, by seat in that run.
        roles: everybody's roles, by seat in that run.
        answers: that counted; None where only the random part is kept.
        owned: kept key of the holder -> slot.
        held: kept key of the owner -> slot.
    """

    run_id: bytes
    sheet_digest: bytes
    keys: tuple[bytes, ...]
    roles: tuple[str, ...]
    answers: Answers | None
    owned: Mapping[bytes, OwnerSlot]
    held: Mapping[bytes, HolderSlot]

    def slots(self, party_of_key: Mapping[bytes, int]) -> Slots:
        """The slots by the numbers that the parties have now."""
        owned = {party_of_key[key]: slot for key, slot in self.owned.items()}
        return Slots(owned, {party_of_key[key]: slot for key, slot in self.held.items()})


class KeptInputs:
    """The kept inputs of one lineage and owner. Every call may raise what desktop.store.Store raises."""

    def __init__(self, store: Store, lineage: Lineage, owner: bytes) -> None:
        """Args: store: open. lineage: of the runs. owner: one's own kept key in it."""
        self._store = store
        self._others = tuple(key for key in lineage.identities if key != owner)
        self._id = labelled_hash("kept inputs", lineage.digest(), owner)

    def load(self) -> Kept | None:
        """What is kept; None when there is nothing, or a part of it was lost.

        Raises:
            MisuseError: what the store gave back whole is nothing of this kind.
        """
        with self._store.transaction():
            main = self._main()
            if main is None:
                return None
            self._forget_slots(main.retired)
            owned, held = {}, {}
            for key in self._others:
                own = self._store.get(Kind.KEPT_INPUTS, self._slot_id(main.run_id, b"owned", key))
                theirs = self._store.get(Kind.KEPT_INPUTS, self._slot_id(main.run_id, b"held", key))
                if own is None or theirs is None or key not in main.uses:
                    return None
                owned[key] = OwnerSlot.from_bytes(own.content)
                held[key] = replace(HolderSlot.from_bytes(theirs.content), next_use=main.uses[key])
            answers = decode_answers(main.answers) if main.answers else None
            return Kept(main.run_id, main.sheet_digest, main.keys, main.roles, answers, owned, held)

    def advance(self, held: Mapping[bytes, HolderSlot]) -> None:
        """Note the uses of slots; on the disk when this returns.

        Args:
            held: kept key of the owner -> the slot after this use.

        Raises:
            StaleVersion: another window spent the use meanwhile.
        """
        with self._store.transaction():
            main = self._main()
            if main is None or held.keys() != main.uses.keys():
                raise MisuseError("no such slots are kept")
            if any(slot.next_use <= main.uses[key] for key, slot in held.items()):
                raise StaleVersion("another window used these slots meanwhile")
            self._put(msgspec.structs.replace(main, uses={key: slot.next_use for key, slot in held.items()}))

    def replace(self, kept: Kept) -> None:
        """Keep the inputs of a run in the place of those of the run before."""
        with self._store.transaction():
            before = self._main()
            for key, own in kept.owned.items():
                self._store.put(Kind.KEPT_INPUTS, self._slot_id(kept.run_id, b"owned", key), own.to_bytes())
            for key, theirs in kept.held.items():
                self._store.put(Kind.KEPT_INPUTS, self._slot_id(kept.run_id, b"held", key), theirs.to_bytes())
            others = () if before is None else (*before.retired, before.run_id)
            retired = tuple(run_id for run_id in others if run_id != kept.run_id)
            answers = b"" if kept.answers is None else encode_answers(kept.answers)
            uses = {key: slot.next_use for key, slot in kept.held.items()}
            main = _Main(_FORMAT, kept.run_id, kept.sheet_digest, kept.keys, kept.roles, answers, uses, retired)
            self._put(main)
            self._forget_slots(retired)
            self._put(msgspec.structs.replace(main, retired=()))

    def forget(self) -> None:
        """Forget everything that is kept; nothing happens when nothing is."""
        with self._store.transaction():
            main = self._main()
            if main is not None:
                self._forget_slots((*main.retired, main.run_id))
                self._store.forget(Kind.KEPT_INPUTS, self._id.hex())

    def _main(self) -> _Main | None:
        found = self._store.get(Kind.KEPT_INPUTS, self._id.hex())
        if found is None:
            return None
        try:
            main = _decoder.decode(found.content)
        except msgspec.MsgspecError as error:
            raise MisuseError("not kept inputs") from error
        if main.format != _FORMAT or _encoder.encode(main) != found.content:
            raise MisuseError("not kept inputs")
        return main

    def _put(self, main: _Main) -> None:
        self._store.put(Kind.KEPT_INPUTS, self._id.hex(), _encoder.encode(main))

    def _slot_id(self, run_id: bytes, which: bytes, key: bytes) -> str:
        return labelled_hash("slot", self._id, run_id, which, key).hex()

    def _forget_slots(self, run_ids: Iterable[bytes]) -> None:
        for run_id in run_ids:
            for key in self._others:
                for which in (b"owned", b"held"):
                    self._store.forget(Kind.KEPT_INPUTS, self._slot_id(run_id, which, key))
