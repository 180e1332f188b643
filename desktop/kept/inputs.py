"""What is kept of a run, sealed on its owner's computer: slots, the answers that counted, and the coin of its order.

Of a run under way it is kept from right before anybody can open anything (`keep_next`), of the last run that counted
from then on (`promote`). With it a run that was stopped can be repeated. When the run came to its end, what a further
run needs stays: slots and answers where only adding is allowed, only the random part where answers are free (`end`);
nothing where there can be no further one, and nothing any more once it is forgotten.

One small record per lineage says which run the kept inputs are of and how often each slot was used; a second one says
so of the run under way. The slots lie beside them, one record each, and are never changed. Saving the small record is
what puts a new run in the place of the one before.

Leaves to others: when this is allowed (desktop.ledger), what it is used for (crypto.sticky, desktop.deals.further).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from crypto.commit import Toss
from crypto.errors import MisuseError
from crypto.rounds import PartyId
from crypto.slots import HolderSlot, OwnerSlot, Slots
from desktop.deals.answers import Answers, unsealed
from desktop.deals.plain_answers import decode_answers, encode_answers
from desktop.ledger import Lineage
from desktop.store import Kind, StaleVersion, Store
from p2p.identity import labelled_hash

RUN_BYTES = 32
_FORMAT = 1
_WHOLE, _CUT = (b"owned", b"held"), (b"owned, cut", b"held, cut")


class KeptToss(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The coin of the order of a run, by kept keys. Secret.

    Attributes:
        sid, number, share: as crypto.commit.Toss has them.
        numbers: kept key -> number of that party in the run.
        commitments: kept key -> its commitment.
    """

    sid: bytes
    number: int
    share: bytes
    numbers: dict[bytes, int]
    commitments: dict[bytes, bytes]

    @staticmethod
    def of(toss: Toss, key_of_party: Mapping[PartyId, bytes]) -> KeptToss:
        """The coin of a run under way."""
        numbers = {key_of_party[party]: number for party, number in enumerate(toss.numbers)}
        commitments = {key_of_party[party]: one for party, one in enumerate(toss.commitments)}
        return KeptToss(toss.sid, toss.number, toss.share, numbers, commitments)

    def toss(self, key_of_party: Mapping[PartyId, bytes]) -> Toss:
        """The same by the numbers that the parties have now."""
        keys = [key_of_party[party] for party in range(len(key_of_party))]
        numbers, commitments = tuple(self.numbers[key] for key in keys), tuple(self.commitments[key] for key in keys)
        return Toss(self.sid, self.number, self.share, numbers, commitments)


class _Main(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    format: int
    run_id: bytes
    sheet_digest: bytes
    keys: tuple[bytes, ...]
    roles: tuple[str, ...]
    answers: bytes
    uses: dict[bytes, int]
    retired: tuple[bytes, ...]
    n_random: int = 0
    cut: bool = False
    toss: KeptToss | None = None
    sheet_id: str = ""
    owner: bytes = b""
    file_bits: dict[bytes, int] = {}
    files: bytes = b""


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Main)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Kept:
    """The inputs of a run. Private.

    Attributes:
        run_id: of that run.
        sheet_digest: 32 bytes.
        keys: everybody's kept keys, by seat in that run.
        roles: everybody's roles, by seat in that run.
        answers: that counted; None where only the random part is kept.
        owned: kept key of the holder -> slot.
        held: kept key of the owner -> slot.
        n_random: joint random bits, the last of every slot.
        cut: only these are left in the slots, or all but what was about sealed files.
        toss: the coin of its order; None where it cannot be repeated.
        file_bits: kept key -> how many of the first bits of its slots are about sealed files; {} where there are none.
        files: names everybody's sealed files; b"" where there are none.
    """

    run_id: bytes
    sheet_digest: bytes
    keys: tuple[bytes, ...]
    roles: tuple[str, ...]
    answers: Answers | None
    owned: Mapping[bytes, OwnerSlot]
    held: Mapping[bytes, HolderSlot]
    n_random: int = 0
    cut: bool = False
    toss: KeptToss | None = None
    file_bits: Mapping[bytes, int] = field(default_factory=dict)
    files: bytes = b""

    @property
    def used_up(self) -> bool:
        """No further check is possible with it."""
        return any(slot.used_up for slot in self.held.values())

    def slots(self, party_of_key: Mapping[bytes, int]) -> Slots:
        """The slots by the numbers that the parties have now."""
        owned = {party_of_key[key]: slot for key, slot in self.owned.items()}
        return Slots(owned, {party_of_key[key]: slot for key, slot in self.held.items()})


class KeptInputs:
    """The kept inputs of one lineage and owner. Every call may raise what desktop.store.Store raises."""

    def __init__(self, store: Store, lineage: Lineage, owner: bytes) -> None:
        """Args: store: open. lineage: of the runs. owner: one's own kept key in it."""
        self._store = store
        self._sheet_id, self._owner = lineage.sheet_id, owner
        self._others = tuple(key for key in lineage.identities if key != owner)
        self._id = labelled_hash("kept inputs", lineage.digest(), owner)
        self._next_id = labelled_hash("kept inputs of a run under way", lineage.digest(), owner)

    def load(self) -> Kept | None:
        """What is kept of the last run that counted; None when there is nothing, or a part of it was lost.

        Raises:
            MisuseError: what the store gave back whole is nothing of this kind.
        """
        return self._load(self._id)

    def load_next(self) -> Kept | None:
        """The same of the run that was under way last, unless it counted here."""
        return self._load(self._next_id)

    def keep_next(self, kept: Kept) -> None:
        """Keep the inputs of the run under way, beside those of the run before."""
        with self._store.transaction():
            main, before = self._main(self._id), self._main(self._next_id)
            self._put_slots(kept, cut=False)
            answers = b"" if kept.answers is None else encode_answers(kept.answers)
            uses = {key: slot.next_use for key, slot in kept.held.items()}
            stale = () if before is None else (*before.retired, before.run_id)
            still_used = {kept.run_id} if main is None else {kept.run_id, main.run_id}
            retired = tuple(run_id for run_id in stale if run_id not in still_used)
            heading = kept.run_id, kept.sheet_digest, kept.keys, kept.roles
            main = _Main(_FORMAT, *heading, answers, uses, retired, kept.n_random, False, kept.toss)
            whose = {"sheet_id": self._sheet_id, "owner": self._owner}
            files = {"file_bits": dict(kept.file_bits), "files": kept.files}
            self._put(self._next_id, msgspec.structs.replace(main, **whose, **files))
            self._settle(self._next_id)

    def promote(self) -> None:
        """The run under way counts as used: what is kept of it takes the place of the run before."""
        with self._store.transaction():
            main, coming = self._main(self._id), self._main(self._next_id)
            if coming is None:
                return
            before = () if main is None else (*main.retired, main.run_id)
            retired = tuple(run_id for run_id in (*coming.retired, *before) if run_id != coming.run_id)
            self._put(self._id, msgspec.structs.replace(coming, retired=retired))
            self._store.forget(Kind.KEPT_INPUTS, self._next_id.hex())
            self._settle(self._id)

    def end(self, *, answers_matter: bool) -> None:
        """The run came to its end: keep what a further one needs.

        Args:
            answers_matter: it is held to everybody's answers; else to the random part only.
        """
        with self._store.transaction():
            main = self._main(self._id)
            if main is None or (main.toss is None and (answers_matter or main.cut)):
                return
            if answers_matter and not main.file_bits:
                self._put(self._id, msgspec.structs.replace(main, toss=None))
            elif answers_matter:
                answers = encode_answers(unsealed(decode_answers(main.answers)))
                self._cut(main, lambda key, n_bits: n_bits - main.file_bits[key], answers)
            elif main.n_random == 0:
                self.forget()
            elif not main.cut:
                self._cut(main, lambda key, n_bits: main.n_random, b"")

    def advance(self, run_id: bytes, held: Mapping[bytes, HolderSlot]) -> None:
        """Note the uses of slots; on the disk when this returns.

        Args:
            run_id: of the run that the slots are of.
            held: kept key of the owner -> the slot after this use.

        Raises:
            StaleVersion: another window spent the use meanwhile.
        """
        with self._store.transaction():
            for record_id in (self._id, self._next_id):
                main = self._main(record_id)
                if main is not None and main.run_id == run_id and held.keys() == main.uses.keys():
                    if any(slot.next_use <= main.uses[key] for key, slot in held.items()):
                        raise StaleVersion("another window used these slots meanwhile")
                    uses = {key: slot.next_use for key, slot in held.items()}
                    self._put(record_id, msgspec.structs.replace(main, uses=uses))
                    return
            raise MisuseError("no such slots are kept")

    def replace(self, kept: Kept) -> None:
        """Keep the inputs of a run in the place of those of the run before."""
        with self._store.transaction():
            self.keep_next(kept)
            self.promote()

    def forget(self) -> None:
        """Forget everything that is kept; nothing happens when nothing is."""
        with self._store.transaction():
            for record_id in (self._next_id, self._id):
                main = self._main(record_id)
                if main is not None:
                    for run_id in (*main.retired, main.run_id):
                        self._forget_slots(run_id, (*_WHOLE, *_CUT))
                    self._store.forget(Kind.KEPT_INPUTS, record_id.hex())

    def _load(self, record_id: bytes) -> Kept | None:
        with self._store.transaction():
            main = self._main(record_id)
            if main is None:
                return None
            if main.retired:
                self._settle(record_id)
            owned, held = {}, {}
            of_owned, of_held = _CUT if main.cut else _WHOLE
            for key in self._others:
                own = self._store.get(Kind.KEPT_INPUTS, self._slot_id(main.run_id, of_owned, key))
                theirs = self._store.get(Kind.KEPT_INPUTS, self._slot_id(main.run_id, of_held, key))
                if own is None or theirs is None or key not in main.uses:
                    return None
                owned[key] = OwnerSlot.from_bytes(own.content)
                held[key] = replace(HolderSlot.from_bytes(theirs.content), next_use=main.uses[key])
            answers = decode_answers(main.answers) if main.answers else None
            heading = (main.run_id, main.sheet_digest, main.keys, main.roles)
            files = (main.file_bits, main.files)
            return Kept(*heading, answers, owned, held, main.n_random, main.cut, main.toss, *files)

    def _cut(self, main: _Main, rest: Callable[[bytes, int], int], answers: bytes) -> None:
        """Keep only the last bits of every slot: the random ones, or all but those about sealed files.

        Args:
            rest: from the kept key of the owner of a slot, and its bits, to how many of them.
            answers: what is kept of them.
        """
        kept = self._load(self._id)
        if kept is None:
            self.forget()
            return
        owned = {key: slot.last(rest(self._owner, len(slot.bits))) for key, slot in kept.owned.items()}
        held = {key: slot.last(rest(key, slot.n_bits)) for key, slot in kept.held.items()}
        self._put_slots(replace(kept, owned=owned, held=held), cut=True)
        uses = {key: slot.next_use for key, slot in held.items()}
        retired = (*main.retired, main.run_id)
        changed = msgspec.structs.replace(main, answers=answers, uses=uses, retired=retired, cut=True, toss=None)
        self._put(self._id, msgspec.structs.replace(changed, file_bits={}, files=b""))
        self._settle(self._id)

    def _put_slots(self, kept: Kept, *, cut: bool) -> None:
        of_owned, of_held = _CUT if cut else _WHOLE
        for key, own in kept.owned.items():
            self._store.put(Kind.KEPT_INPUTS, self._slot_id(kept.run_id, of_owned, key), own.to_bytes())
        for key, theirs in kept.held.items():
            self._store.put(Kind.KEPT_INPUTS, self._slot_id(kept.run_id, of_held, key), theirs.to_bytes())

    def _settle(self, record_id: bytes) -> None:
        """Forget the slots that no small record needs any more; what a crash left of this is done by the next load."""
        main = self._main(record_id)
        if main is None or not main.retired:
            return
        for run_id in main.retired:
            # The whole slots of a run that was cut go, the cut ones stay.
            self._forget_slots(run_id, _WHOLE if run_id == main.run_id and main.cut else (*_WHOLE, *_CUT))
        self._put(record_id, msgspec.structs.replace(main, retired=()))

    def _main(self, record_id: bytes) -> _Main | None:
        found = self._store.get(Kind.KEPT_INPUTS, record_id.hex())
        if found is None:
            return None
        try:
            main = _decoder.decode(found.content)
        except msgspec.MsgspecError as error:
            raise MisuseError("not kept inputs") from error
        if main.format != _FORMAT or _encoder.encode(main) != found.content:
            raise MisuseError("not kept inputs")
        return main

    def _put(self, record_id: bytes, main: _Main) -> None:
        self._store.put(Kind.KEPT_INPUTS, record_id.hex(), _encoder.encode(main))

    def _slot_id(self, run_id: bytes, which: bytes, key: bytes) -> str:
        return labelled_hash("slot", self._id, run_id, which, key).hex()

    def _forget_slots(self, run_id: bytes, labels: Iterable[bytes]) -> None:
        for key in self._others:
            for which in labels:
                self._store.forget(Kind.KEPT_INPUTS, self._slot_id(run_id, which, key))


def kept_sheets(store: Store, identities: Iterable[bytes], owner: bytes) -> frozenset[str]:
    """The ids of all sheets of which inputs are kept for further runs between these people.

    Args:
        identities: kept keys of everybody, the owner included.
        owner: whose inputs.
    """
    wanted, found = set(identities), set()
    for record_id in store.ids(Kind.KEPT_INPUTS):
        record = store.get(Kind.KEPT_INPUTS, record_id)
        try:
            main = None if record is None else _decoder.decode(record.content)
        except msgspec.MsgspecError:
            continue  # a slot
        if main is not None and main.owner == owner and set(main.keys) == wanted:
            found.add(main.sheet_id)
    return frozenset(found)
