"""A process that saves something while strace kills it or makes its system calls fail: helps test_store_faults.

Reads lines "ACTION FOLDER LIMIT" from standard input. For each it forks a child, which prints its process id when it is
about to act; waits for a line "go", lets the child act, and prints how it ended: the name of a StoreError, "saved", or
"killed".
"""

from __future__ import annotations

import gc
import os
import resource
import secrets
import select
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from crypto.slots import MASK_BITS, USES, HolderSlot, OwnerSlot
from desktop.deals.answers import Answers
from desktop.deals.sheet import RunLimits
from desktop.kept.agreements import Agreements
from desktop.kept.inputs import Kept, KeptInputs
from desktop.kept.relations import Relation, Relations, new_relation
from desktop.ledger import LedgerBook, Run, lineage_of
from desktop.store import Kind, LoginOnly, Store, StoreError, change_guard, create_store, errors, open_store
from p2p.identity import Identity
from p2p.secret import Secret
from tests.crypto.seeded import Seeded
from tests.desktop.agreeing import signed

ME, OTHER = Identity(bytes(31) + b"\1"), Identity(bytes(31) + b"\2")
LINEAGE = lineage_of("sheet", [ME.key, OTHER.key])
RUN = Run(LINEAGE, RunLimits(max_runs=5, rerun="free"), b"d" * 32, b"r" * 32)
NOW = 1_800_000_000
OLD, NEW = b"old " * 300, b"new " * 500
N_BITS, N_RANDOM = 5, 2
FIRST_END = 10
ENDS = ["saved", *sorted(name for name in vars(errors) if isinstance(getattr(errors, name), type))]


def record_used(store: Store) -> None:
    """What the engine's before_order does."""
    claims = {OTHER.key: LedgerBook(store, ME).read_claim(RUN, OTHER.key, LedgerBook(store, OTHER).claim(RUN, NOW))}
    go()
    LedgerBook(store, ME).record_used(RUN, 3.5, NOW, claims)


def go() -> None:
    """Say that everything is prepared, and wait until strace is there."""
    tell(os.getpid())
    select.select([0], [], [])


def tell(what: object) -> None:
    """One line to the test."""
    os.write(1, f"{what}\n".encode())


def acting(action: Callable[[Store], object]) -> Callable[[Path], None]:
    """An action on an open store, begun after the go."""

    def act(folder: Path) -> None:
        with open_store(folder, LoginOnly()) as store:
            go()
            action(store)

    return act


def opening(folder: Path) -> None:
    """Opening finishes what was left half done."""
    go()
    open_store(folder, LoginOnly()).close()


def creating(folder: Path) -> None:
    """The very first start."""
    go()
    create_store(folder, LoginOnly()).close()


def recording(folder: Path) -> None:
    """Counting a run."""
    with open_store(folder, LoginOnly()) as store:
        record_used(store)


def kept(number: int) -> Kept:
    """The inputs of a run with one other person."""
    random = Seeded("kept", number)

    def rows() -> np.ndarray:
        return np.frombuffer(random(16 * (N_BITS + MASK_BITS)), np.uint64).reshape(-1, 2)

    def bits(count: int) -> np.ndarray:
        return np.frombuffer(random(count), np.uint8) & 1

    owned = OwnerSlot(random(32), bits(N_BITS), bits(MASK_BITS), rows(), random(32 * USES))
    held = HolderSlot(random(32), np.frombuffer(random(16), np.uint64), rows(), random(32 * USES), 1)
    heading = bytes([number]) * 32, RUN.sheet_digest, (ME.key, OTHER.key), ("", ""), Answers()
    return Kept(*heading, {OTHER.key: owned}, {OTHER.key: held}, N_RANDOM)


def inputs_of(store: Store) -> KeptInputs:
    """Those of the one lineage that there is."""
    return KeptInputs(store, LINEAGE, ME.key)


def relation() -> Relation:
    """Somebody just met."""
    return new_relation(Secret(b"s" * 32), (Identity(b"s" * 32).key, OTHER.key), [b"a" * 32, b"b" * 32], NOW)


ACTIONS: dict[str, Callable[[Path], None]] = {
    "create": creating,
    "open": opening,
    "replace": acting(lambda store: store.put(Kind.DRAFT, "a", NEW)),
    "add": acting(lambda store: store.put(Kind.DRAFT, "new", NEW)),
    "forget": acting(lambda store: store.forget(Kind.DRAFT, "a")),
    "change": acting(lambda store: change_guard(store, LoginOnly())),
    "used": recording,
    "keep": acting(lambda store: inputs_of(store).replace(kept(2))),
    "end": acting(lambda store: inputs_of(store).end(answers_matter=False)),
    "agreement": acting(lambda store: Agreements(store).keep(signed(), NOW)),
    "person": acting(lambda store: Relations(store, secrets.token_bytes).save(relation())),
}


def child(action: str, folder: Path, limit: int) -> None:
    """Act and end with the index of how it went."""
    if limit:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        ACTIONS[action](folder)
    except StoreError as error:
        os._exit(FIRST_END + ENDS.index(type(error).__name__))
    os._exit(FIRST_END)


def main() -> None:
    """Serve until standard input ends."""
    gc.disable()
    for line in sys.stdin:
        action, folder, limit = line.split()
        gate, opener = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.dup2(gate, 0)
            child(action, Path(folder), int(limit))
        os.close(gate)
        sys.stdin.readline()
        os.write(opener, b"g")
        os.close(opener)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        ended = status - FIRST_END
        tell("killed" if status == -signal.SIGKILL else ENDS[ended] if 0 <= ended < len(ENDS) else "crashed")


if __name__ == "__main__":
    main()
