"""A run that was stopped while its items were opened, and its repeat: the same order, whoever knew it before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from crypto import engine
from crypto.bits import Bits
from crypto.builder import Builder
from crypto.circuit import Circuit, evaluate_clear
from crypto.commit import Toss
from crypto.engine import Order
from crypto.errors import CheatingDetected, PeerError
from crypto.params import COINS_PER_EPOCH
from crypto.rounds import Kind, Protocol, settle
from crypto.session import Session
from tests.crypto.dealer import party_keys
from tests.crypto.seeded import Seeded

N_ITEMS = 6


class Stopped(PeerError):
    """Somebody stopped."""


def items_circuit(n: int) -> Circuit:
    builder = Builder(n)
    entered = [builder.input(seat, N_ITEMS) for seat in range(n)]
    value = entered[0]
    for bits in entered[1:]:
        value = builder.and_(value, bits)
    for item in range(N_ITEMS):
        builder.output(f"item {item}", value[item : item + 1])
    return builder.build()


@dataclass
class Seen:
    """What one party kept, and what it was shown, in order."""

    kept: list[Toss] = field(default_factory=list)
    coins: list[bytes] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)


def run(
    n: int, label: object, again: list[Toss] | None = None, stop: Callable[[int, str], bool] = lambda party, at: False
) -> tuple[list[Seen], list[dict[str, Bits] | PeerError]]:
    """One run. `stop` is asked at every event of every party whether it ends there."""
    circuit = items_circuit(n)
    seen = [Seen() for _ in range(n)]
    bits = np.random.default_rng(5).integers(0, 2, len(circuit.owner), np.uint8)

    def happens(party: int, what: str) -> None:
        seen[party].log.append(what)
        if stop(party, what):
            raise Stopped

    def party(me: int) -> Protocol[dict[str, Bits]]:
        def keep(toss: Toss) -> None:
            seen[me].kept.append(toss)
            happens(me, "kept")

        def known(coin: bytes) -> None:
            seen[me].coins.append(coin)
            happens(me, "known")

        def released(name: str, value: Bits) -> None:
            seen[me].opened.append(name)
            happens(me, f"opened {len(seen[me].opened)}")

        prepared = yield from engine.prepare(
            me, party_keys(n), engine.capacity_of(circuit, tuple(range(n))), Seeded(label, me)
        )
        return (
            yield from engine.evaluate(
                prepared,
                circuit,
                bits[circuit.owner == me],
                party_of_seat=tuple(range(n)),
                context=b"",
                before_order=lambda: happens(me, "used"),
                released=released,
                order=Order(keep, known, None if again is None else again[me]),
            )
        )

    results = settle([party(me) for me in range(n)])
    expected = evaluate_clear(circuit, bits)
    for result in results:
        if not isinstance(result, PeerError):
            assert {name: value.tolist() for name, value in result.items()} == {
                name: value.tolist() for name, value in expected.items()
            }
    return seen, results


@pytest.mark.parametrize("at", ["kept", "used", "known", "opened 1", "opened 4"])
def test_a_repeat_has_the_order_of_the_first_run(at: str) -> None:
    """Wherever one party stopped: before anybody could know the order, when one of them did, or later."""
    seen, results = run(2, "stopped", stop=lambda party, what: party == 1 and what == at)
    assert all(isinstance(result, PeerError) for result in results)
    assert all(len(one.kept) == 1 for one in seen)  # whoever could go on had to wait for the other to keep it
    assert not seen[0].opened or abs(len(seen[0].opened) - len(seen[1].opened)) <= 1
    again, results = run(2, "again", [one.kept[0] for one in seen])
    assert not any(isinstance(result, PeerError) for result in results)
    assert not any(one.kept for one in again)
    assert again[0].opened == again[1].opened
    for before in seen:
        assert again[0].opened[: len(before.opened)] == before.opened
        assert before.coins in ([], again[0].coins)
    undisturbed, _ = run(2, "stopped")
    assert undisturbed[0].opened == again[0].opened
    assert undisturbed[0].log[:3] == ["kept", "used", "known"]


def test_three_people_with_other_numbers() -> None:
    seen, _ = run(3, "three", stop=lambda party, what: party == 2 and what == "opened 2")
    order = (1, 2, 0)  # party 0 was party 1, and so on
    again = [
        replace(
            seen[old].kept[0],
            numbers=order,
            commitments=tuple(seen[old].kept[0].commitments[other] for other in order),
        )
        for old in order
    ]
    repeated, results = run(3, "again", again)
    assert not any(isinstance(result, PeerError) for result in results)
    assert repeated[0].opened[:2] == seen[0].opened[:2]


def test_whoever_wants_another_order_is_caught_before_anything_is_opened() -> None:
    seen, _ = run(2, "wanted", stop=lambda party, what: party == 1 and what == "known")
    mine, theirs = seen[0].kept[0], seen[1].kept[0]
    again, results = run(2, "other", [mine, replace(theirs, share=bytes(32))])
    assert isinstance(results[0], CheatingDetected)
    assert not again[0].opened
    assert not again[1].opened


def test_where_the_coins_have_run_out_new_ones_are_committed_to_first(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds: list[Kind] = []
    coming, broadcast = Session.coming_coin, Session.broadcast

    def none_left(self: Session) -> Protocol[Toss]:
        if self._coins is not None:
            self._coins.next = COINS_PER_EPOCH
        return coming(self)

    def noted(self: Session, kind: Kind, *rest: object) -> Protocol[object]:
        kinds.append(kind)
        return broadcast(self, kind, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Session, "coming_coin", none_left)
    monkeypatch.setattr(Session, "broadcast", noted)
    seen, _ = run(2, "run out", stop=lambda party, what: what == "opened 1")
    of_coins = [kind for kind in kinds if kind in (Kind.COINS, Kind.ORDER)]
    assert of_coins[-4:] == [Kind.COINS, Kind.COINS, Kind.ORDER, Kind.ORDER]
    monkeypatch.undo()
    again, results = run(2, "again", [one.kept[0] for one in seen])
    assert not any(isinstance(result, PeerError) for result in results)
    assert again[0].opened[0] == seen[0].opened[0]
