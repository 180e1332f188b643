"""Preprocessing: everything random that one evaluation uses up, made and checked before any input is used.

Source: Beaver 1991 for triples; Wang, Ranellucci, Katz 2017 (eprint 2017/189) for masks of inputs and outputs.
Differs from the paper: a random sharing of zero is made from a triple of which y is opened: z + y x = 0. It is added to
every output before it is opened, because the shares of an output are not random by themselves: the owner of an input
holds all of it. A row for owner masks gives every owner one mask, its own bit in that row; an owner's masks are used
for its inputs first, in circuit order, then (item, recipient, bit).

Leaves to others: set-up and rows (crypto.session, crypto.cot), triples (crypto.triples), the sizes (crypto.capacity),
the slots (crypto.slots), using it (crypto.engine).

Steps: (1) session, (2) Delta check from three parties on, (3) passes and batches of triples, owner masks in the last
pass, (4) zero-shares, (5) slots where they are wanted, (6) CHECK number 0. Afterwards keys, MACs and streams are gone
and nothing more can be made.
"""

from __future__ import annotations

import secrets
import traceback
from collections.abc import Sequence
from types import TracebackType
from typing import Protocol as Interface

import numpy as np
import numpy.typing as npt

from crypto import cot, params, session
from crypto.auth_bits import Authenticator, Shares, multiply_public, owned_shares
from crypto.bits import Bits
from crypto.capacity import Capacity, plan_run
from crypto.cot import CotRows
from crypto.delta_check import delta_check
from crypto.errors import MisuseError
from crypto.rounds import Kind, PartyId, Protocol, Random
from crypto.slots import Slots, SlotStart, make_slots
from crypto.triples import LeakyTriples, Triples, bucket, leaky_pass


class OneTimeRows:
    """Rows of shares that are handed out once each, and wiped here when they are. There is no way back."""

    def __init__(self, *arrays: Shares) -> None:
        """Args: arrays: uint64, shape (N, 2n - 1) each; row i of all of them is handed out together."""
        self._arrays = arrays
        self._used = np.zeros(len(arrays[0]), np.bool_)
        self._cursor = 0

    def __len__(self) -> int:
        return len(self._used)

    def __reduce__(self) -> str:
        raise MisuseError("one-time material is never stored")

    def next(self, count: int) -> list[Shares]:
        """The next `count` rows of every array; the cursor only moves forward.

        Raises:
            MisuseError: not enough rows are left, or one was taken by number before.
        """
        start = self._cursor
        self._cursor += count
        return self.take(start, count)

    def take(self, start: int, count: int) -> list[Shares]:
        """Rows start..start+count-1 of every array.

        Raises:
            MisuseError: a row is out of range or was used before.
        """
        stop = start + count
        if not 0 <= start <= stop <= len(self._used) or self._used[start:stop].any():
            raise MisuseError("one-time material is used up or was used before")
        self._used[start:stop] = True
        taken = [array[start:stop].copy() for array in self._arrays]
        for array in self._arrays:
            array[start:stop] = 0
        return taken

    def destroy(self) -> None:
        """Wipe and forget all rows."""
        for array in self._arrays:
            array.fill(0)
        self._used[:] = True


class Prepared:
    """One run that is ready for one evaluation; single use.

    Attributes:
        me: own number.
        n: number of parties.
        sid: session id, public.
        capacity: what it is prepared for.
        run: the run's authenticator, in which inputs may now be used.
        triples: (x, y, z) for the AND gates.
        zero_shares: random sharings of zero, numbered by (item, recipient, bit).
        masks: per owner its authenticated random bits: inputs in circuit order, then (item, recipient, bit), then those
            for sticky inputs, then those for claims.
        slots: with random bits still, if the capacity has slots.
        transcript: digest of all broadcasts of the run; set when the evaluation is complete.
    """

    def __init__(
        self,
        run: Authenticator,
        capacity: Capacity,
        triples: OneTimeRows,
        zero_shares: OneTimeRows,
        masks: Sequence[OneTimeRows],
        slots: Slots | None = None,
    ) -> None:
        """Take ownership of checked material."""
        self.me: PartyId = run.session.me
        self.n = run.session.n
        self.sid = run.session.sid
        self.capacity = capacity
        self.run = run
        self.triples = triples
        self.zero_shares = zero_shares
        self.masks = tuple(masks)
        self.slots = slots
        self.transcript = b""
        self._fresh = True

    def __repr__(self) -> str:
        """Name the party and nothing else."""
        return f"Prepared(party {self.me} of {self.n})"

    def __reduce__(self) -> str:
        raise MisuseError("a prepared run is never stored")

    def claim(self) -> None:
        """Mark as used. Raises MisuseError when it was used or destroyed before."""
        if not self._fresh:
            raise MisuseError("a prepared run is used once")
        self._fresh = False

    def destroy(self) -> None:
        """Destroy every secret of the run. May be called again."""
        self._fresh = False
        for rows in (self.triples, self.zero_shares, *self.masks):
            rows.destroy()
        if self.slots is not None:
            self.slots.destroy()
        self.run.destroy()


class Destructible(Interface):
    """Something with secrets that can be told to forget them."""

    def destroy(self) -> None:
        """Forget all secrets."""


class DestroyedOnFailure:
    """A block that, however it ends early, abandonment included, destroys the secrets of the run.

    The local variables of all frames that the exception passed through are cleared, so that a traceback which somebody
    keeps or logs holds no secrets.
    """

    def __init__(self, *secrets_of_the_run: Destructible) -> None:
        """Args: secrets_of_the_run: what to destroy."""
        self._secrets = list(secrets_of_the_run)

    def __enter__(self) -> DestroyedOnFailure:
        return self

    def add(self, further: Destructible) -> None:
        """Destroy this as well."""
        self._secrets.append(further)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            return
        for held in self._secrets:
            held.destroy()
        while error is not None:
            traceback.clear_frames(error.__traceback__)
            error = error.__cause__ or error.__context__


def prepare(
    me: PartyId,
    keys: tuple[bytes, ...],
    capacity: Capacity,
    random: Random = secrets.token_bytes,
    slot_label: bytes = b"",
) -> Protocol[Prepared]:
    """Set up a run and make everything that one evaluation needs. Needs no inputs and no circuit.

    Args:
        me: own number.
        keys: identity public keys of all parties, sorted bytewise; party i has keys[i].
        capacity: what the evaluation needs, the same at all parties.
        random: source of fresh random bytes.
        slot_label: what slots are for, the same at all parties; only with a capacity that has slots.

    Returns:
        The prepared run.

    Rounds and bytes: crypto.message_plan.rounds_and_bytes.

    Raises:
        MisuseError: the arguments do not fit together.
        CheatingDetected, MalformedMessage: the run is over and its secrets are destroyed. Nothing about anybody's
            inputs was sent.
    """
    if capacity.n != len(keys):
        raise MisuseError("the capacity is for another number of parties")
    parameters = params.encode(len(keys)) + capacity.encode()
    with DestroyedOnFailure() as block:
        run = Authenticator((yield from session.open_session(me, keys, parameters, random)))
        block.add(run)
        return (yield from _fill(run, capacity, slot_label))


def _fill(run: Authenticator, capacity: Capacity, slot_label: bytes = b"") -> Protocol[Prepared]:
    """Steps 2 to 6."""
    if run.session.n >= 3:
        yield from delta_check(run.session)
    start = SlotStart.draw(run.session) if capacity.slots else None
    triples, rows = yield from _make_rows(run, capacity, None if start is None else start.choices())
    n_masks = max(capacity.masks)
    masks, slot_rows = _owner_masks(run, capacity, rows), rows.part(n_masks, len(rows.x))
    del rows
    zeros = slice(capacity.n_triples, capacity.n_triples + capacity.n_zero_shares)
    zero_shares = np.zeros((0, triples.x.shape[1]), np.uint64)
    if capacity.n_zero_shares:
        y = yield from run.open(Kind.ZETA_OPEN, triples.y[zeros])
        zero_shares = triples.z[zeros] ^ multiply_public(triples.x[zeros], y)
    slots = None
    if start is not None:
        slots = yield from make_slots(run.session, capacity.slots, slot_label, start, slot_rows)
    yield from run.check()
    run.seal()
    # Copies, so that the rest is freed now and wiping them leaves nothing in a base array.
    gates = (column[: capacity.n_triples].copy() for column in (triples.x, triples.y, triples.z))
    return Prepared(run, capacity, OneTimeRows(*gates), OneTimeRows(zero_shares), masks, slots)


def _make_rows(run: Authenticator, capacity: Capacity, choices: Bits | None) -> Protocol[tuple[Triples, CotRows]]:
    """All passes and batches: the finished triples; and the rows for owner masks, then those with the own choices."""
    batches, passes = plan_run(capacity)
    finished: list[Triples] = []
    further: list[CotRows] = []
    leaky = LeakyTriples.empty(run.session.n, 0)
    n_made = filled = n_further = 0
    for step in passes:
        chosen = None
        if choices is not None:
            first, last = (max(0, at - max(capacity.masks)) for at in (n_further, n_further + step.n_masks))
            chosen = choices[first:last]
        n_further += step.n_masks
        if step.n_leaky == 0:
            x = None if chosen is None else cot.bits_with(run.session, step.n_rows, step.n_masks, chosen)
            rows = yield from cot.cot_pass(run.session, step.n_rows, x)
            further.append(rows.part(0, step.n_masks))
            continue
        if filled == 0:
            leaky = LeakyTriples.empty(run.session.n, batches[step.batch].n_leaky)
        part = leaky.part(filled, filled + step.n_leaky)
        further.append((yield from leaky_pass(run, part, n_made, step.n_masks, chosen)))
        filled += step.n_leaky
        n_made += step.n_leaky
        if step.ends_batch:
            finished.append((yield from bucket(run, leaky, batches[step.batch])))
            filled = 0
    nothing = np.zeros((0, 2 * run.session.n - 1), np.uint64)
    columns = (np.concatenate([nothing, *(getattr(t, name) for t in finished)]) for name in ("x", "y", "z"))
    return Triples(*columns), _joined(run.session, further)


def _joined(held: session.Session, parts: Sequence[CotRows]) -> CotRows:
    """All parts, one after the other."""
    x = np.concatenate([np.zeros(0, np.uint8), *(part.x for part in parts)])
    mac = {peer: _stack([part.mac[peer] for part in parts]) for peer in held.peers}
    return CotRows(x, mac, {peer: _stack([part.key[peer] for part in parts]) for peer in held.peers})


def _owner_masks(run: Authenticator, capacity: Capacity, rows: CotRows) -> list[OneTimeRows]:
    """The masks of each owner: its own bits in the rows for masks. Those of two owners in a row are independent."""
    masks = []
    for owner, count in enumerate(capacity.masks):
        here = slice(count)
        shares = owned_shares(
            run.session,
            owner,
            rows.x[here],
            {peer: blocks[here] for peer, blocks in rows.mac.items()},
            {peer: blocks[here] for peer, blocks in rows.key.items()},
        )
        masks.append(OneTimeRows(shares))
    return masks


def _stack(parts: list[npt.NDArray[np.uint64]]) -> npt.NDArray[np.uint64]:
    return np.concatenate([np.zeros((0, 2), np.uint64), *parts])
