"""What does not drift: gates, depth, rounds and bytes of what people run, from public parameters, and memory held.

Every figure is a whole number with a name; tests.bench.ratchet compares them with tests/bench/baseline.json. Bytes are
those of messages that one party sends to one peer, before framing and encryption (which add under 1 %).
"""

from __future__ import annotations

import secrets
import sys
import tracemalloc
from collections.abc import Iterator

from crypto import psi
from crypto.capacity import Capacity
from crypto.circuit import Circuit
from crypto.engine import MessagePlan, capacity_of, prepare, rounds_and_bytes
from crypto.errors import MisuseError
from crypto.rounds import run_locally
from desktop.bench.circuits import CIRCUITS
from desktop.deals import templates
from desktop.deals.compiler import compile_sheet
from desktop.deals.further import sticky_inputs
from desktop.deals.sheet import Sheet, parse_sheet

PARTIES = (2, 3, 5, 8)
TRIPLES = (100_000, 400_000)
MEMORY_TRIPLES = 20_000
ONE_MATCH = b"""\
format = 1
id = "match"
title = "A match"
summary = "Only shown if it is mutual."
language = "en"
parties = { min = 2, max = 3 }
[[items]]
id = "match"
kind = "match"
"""


def seats_of(sheet: Sheet, n: int) -> tuple[str, ...]:
    """The roles of n seats: each role once, or round and round where roles repeat."""
    if sheet.roles_are_unique:
        return sheet.roles
    return tuple(sheet.roles[seat % len(sheet.roles)] if sheet.roles else "" for seat in range(n))


def template_circuits() -> Iterator[tuple[str, Circuit]]:
    """Every built-in sheet with its sample terms, for the fewest people and for eight of them where it allows so many.

    The vote of a group is compiled for its fewest people only: eight take seconds to compile.
    """
    for name in templates.template_ids():
        sheet = templates.sample_sheet(name)
        least, most = (2, 2) if sheet.mode == "pairs" else (sheet.parties.min, sheet.parties.max)
        for n in sorted({least, min(most, 8)} - ({8} if name == "protocol-upgrade" else set())):
            yield f"{name} n={n}", compile_sheet(sheet, seats_of(sheet, n)).circuit


def standard_circuits() -> Iterator[tuple[str, Circuit]]:
    """The circuits of `commonground bench`, as far as they are no template."""
    for n in (2, 3, 5):
        yield f"aes-128 n={n}", CIRCUITS["aes-128"](n)
    yield "sha-256 n=2", CIRCUITS["sha-256"](2)


def shapes() -> dict[str, int]:
    """Every figure that follows from public parameters, by name. Nothing is run."""
    figures: dict[str, int] = {}
    for name, circuit in (*standard_circuits(), *template_circuits()):
        n = circuit.n_parties
        plan = rounds_and_bytes(n, capacity_of(circuit, tuple(range(n))), circuit)
        figures[f"{name}: gates"] = circuit.n_ands
        figures[f"{name}: depth"] = circuit.depth
        figures[f"{name}: rounds"] = plan.n_rounds
        figures[f"{name}: bytes"] = plan.bytes_to_each_peer(0)
    for n in (2, 3):
        plan = with_slots(n)
        figures[f"one match with slots n={n}: rounds"] = plan.n_rounds
        figures[f"one match with slots n={n}: bytes"] = plan.bytes_to_each_peer(0)
    for n in PARTIES:
        figures[f"set-up n={n}: bytes"] = preparation_bytes(n, 0)
    for count in TRIPLES:
        for n in PARTIES:
            figures[f"{count} triples n={n}: bytes"] = preparation_bytes(n, count)
    for size in psi.SIZE_CLASSES:
        figures[f"set of {size}: bytes"] = sum(length for _, length in psi.message_bytes(size))
    return figures


def with_slots(n: int) -> MessagePlan:
    """One match, kept so that it can be repeated if it is stopped: what every comparison takes at the least."""
    sheet = parse_sheet(ONE_MATCH)
    if not isinstance(sheet, Sheet):
        raise MisuseError("a sheet with blanks")
    compiled = compile_sheet(sheet, ("",) * n)
    seats, sticky = tuple(range(n)), sticky_inputs(compiled, keep=True, further=False)
    return rounds_and_bytes(n, capacity_of(compiled.circuit, seats, sticky), compiled.circuit, seats, sticky)


def preparation_bytes(n: int, n_triples: int) -> int:
    """Bytes to each peer for so many triples, set-up included."""
    return rounds_and_bytes(n, Capacity(n_triples, (0,) * n, 0)).bytes_to_each_peer(0)


def memory() -> dict[str, int]:
    """The most bytes allocated at one time while two parties in one process prepare some triples, by name."""
    keys = tuple(sorted(secrets.token_bytes(32) for _ in range(2)))
    capacity = Capacity(MEMORY_TRIPLES, (0, 0), 0)
    tracemalloc.start()
    try:
        for one in run_locally([prepare(me, keys, capacity) for me in range(2)]):
            one.destroy()
        return {f"{MEMORY_TRIPLES} triples n=2, both parties: bytes allocated": tracemalloc.get_traced_memory()[1]}
    finally:
        tracemalloc.stop()


def main() -> None:
    """Print gates, depth, rounds and bytes of every built-in sheet and standard circuit."""
    sys.stdout.write("| circuit | people | AND gates | depth | rounds | MB to each other person |\n")
    sys.stdout.write("|---|---|---|---|---|---|\n")
    for name, circuit in (*standard_circuits(), *template_circuits()):
        n = circuit.n_parties
        plan = rounds_and_bytes(n, capacity_of(circuit, tuple(range(n))), circuit)
        megabytes = plan.bytes_to_each_peer(0) / 1e6
        cells = (name.split(" n=")[0], n, f"{circuit.n_ands:,}", circuit.depth, plan.n_rounds, f"{megabytes:.2f}")
        sys.stdout.write(f"| {' | '.join(map(str, cells))} |\n")


if __name__ == "__main__":
    main()
