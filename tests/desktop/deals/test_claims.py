"""Seats prove that their rankings of packages have no gaps: honest ones always can, and nobody else can at all."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest

from crypto import claim_proofs
from crypto.circuit import evaluate_clear
from crypto.claim_proofs import Wires
from crypto.claims import Claim
from crypto.engine import capacity_of, evaluate, prepare
from crypto.errors import CheatingDetected, MisuseError, PeerError
from crypto.rounds import Protocol, settle
from desktop.deals.answers import Answer, Answers, Preferences
from desktop.deals.claims import witness
from desktop.deals.compiler import Compiled, compile_sheet, decode, decode_item, encode, join_inputs
from desktop.deals.items import BundleItem, MatchItem, RankItem
from desktop.deals.kinds.base import Bits, number_bits
from desktop.deals.kinds.bundle import scores_of
from desktop.deals.outcome import Outcome
from tests.crypto.ideal import deal
from tests.desktop.deals.clear import bundle, names, people, sheet_of

SHAPES = [(2,), (3,), (4,), (7,), (8,), (2, 2), (3, 5), (4, 4, 2), (3, 3, 3, 3), (15, 17), (4, 4, 4, 3), (4, 4, 4, 4)]


def claim_of(*sizes: int) -> tuple[Compiled, Claim]:
    compiled = compile_sheet(sheet_of(bundle(*sizes)), ("", ""))
    assert compiled.claims is not None
    claim = compiled.claims[0]
    assert claim is not None
    return compiled, claim


def holds(claim: Claim, claimed: Bits) -> bool:
    """With the witness that the program finds."""
    opened = evaluate_clear(claim.circuit, np.concatenate((claimed, claim.witness(claimed))))
    return bool(opened["holds"].all())


def has_no_gaps(ranks: Sequence[int], n: int) -> bool:
    """The definition: an acceptable package's rank counts those with a smaller one; the others are all ones."""
    accepted = [rank for rank in ranks if rank < n]
    refused = (1 << n.bit_length()) - 1
    return all(rank == (sum(r < rank for r in accepted) if rank < n else refused) for rank in ranks)


def entered(ranks: Sequence[int], n: int) -> Bits:
    return number_bits(ranks, n.bit_length()).reshape(-1)


# --- who can prove it -------------------------------------------------------------------------------------------------


def preferences(item: BundleItem, rng: random.Random, kind: str) -> Answer:
    """Points and weights that lead to many ties, to none, to one class of packages, or to nothing acceptable."""
    if kind == "blank":
        return None
    top = {"many ties": 2, "few ties": 100, "all tied": 0}[kind]
    points = tuple(tuple(rng.randint(0, top) for _ in issue.options) for issue in item.issues)
    weakest = tuple(rng.randrange(len(issue.options)) for issue in item.issues)
    weights = tuple(rng.randint(0, 10) for _ in item.issues)
    return Preferences(points, weights, None if rng.random() < 0.1 else weakest)


@pytest.mark.parametrize("sizes", SHAPES, ids=lambda sizes: "x".join(map(str, sizes)))
def test_every_honest_ranking_is_proved(sizes: tuple[int, ...]) -> None:
    compiled, claim = claim_of(*sizes)
    rng = random.Random(repr(sizes))
    item = compiled.sheet.items[0]
    assert isinstance(item, BundleItem)
    n_acceptable = set()
    for kind in ("blank", "all tied", *("many ties", "few ties") * 12):
        answer = preferences(item, rng, kind)
        own = people("b", answer)[0]
        bits = encode(compiled, 0, own, rng.randbytes)
        assert holds(claim, bits[claim.inputs]), answer
        n_acceptable.add(int(scores_of(item, answer).acceptable.sum()))
    assert {0, int(np.prod(sizes))} <= n_acceptable


@pytest.mark.parametrize("n", [2, 3])
def test_no_other_ranking_has_a_witness(n: int) -> None:
    """Every combination of ranks, switches, steps and first refused packages."""
    _, claim = claim_of(n)
    n_ranks = len(claim.inputs)
    everything = np.array(list(product((0, 1), repeat=claim.circuit.n_inputs)), np.uint8).T
    good = everything[:n_ranks, evaluate_clear(claim.circuit, everything)["holds"].all(axis=0)]
    proved = {tuple(column) for column in good.T.tolist()}
    for ranks in product(range(1 << n.bit_length()), repeat=n):
        bits = entered(ranks, n)
        assert (tuple(bits.tolist()) in proved) is has_no_gaps(ranks, n)
        assert holds(claim, bits) is has_no_gaps(ranks, n)


@pytest.mark.parametrize("n", [5, 6, 16])
def test_ranks_with_one_thing_wrong(n: int) -> None:
    """The program's own way to a witness fails for them, and so do witnesses of rankings nearby."""
    _, claim = claim_of(n)
    rng = random.Random(n)
    wrong = 0
    for _ in range(400):
        order, ranks, rank = rng.sample(range(n), n), [(1 << n.bit_length()) - 1] * n, 0
        for place, package in enumerate(order[: rng.randint(0, n)]):
            rank = place if rng.random() < 0.6 else rank
            ranks[package] = rank
        honest = entered(ranks, n)
        assert holds(claim, honest)
        ranks[rng.randrange(n)] = rng.randrange(1 << n.bit_length())
        changed = entered(ranks, n)
        assert holds(claim, changed) is has_no_gaps(ranks, n)
        if not has_no_gaps(ranks, n):
            wrong += 1
            borrowed = np.concatenate((changed, witness((n,), honest)))
            assert not evaluate_clear(claim.circuit, borrowed)["holds"].all()
    assert wrong > 100


def test_sizes() -> None:
    """What a person proves about 192 packages: docs/decisions/0007-proved-rankings.md."""
    _, claim = claim_of(4, 4, 4, 3)
    assert (claim.circuit.n_ands, claim.n_witness) == (12_160, 1281 + 2 * 192)


# --- whose claims, about which inputs ---------------------------------------------------------------------------------


def test_only_bundles_that_are_ranked_are_claimed() -> None:
    rank = RankItem(id="r", rule="meet_in_ranking", options=names(4))
    for item in (rank, *(bundle(4, rule=rule) for rule in ("best_sum", "best_product", "overlap_only"))):
        assert compile_sheet(sheet_of(item), ("", "")).claims is None


def test_claims_are_about_the_right_inputs() -> None:
    """Two bundles between other items, of which one seat answers only some."""
    first, second = bundle(2, 3), bundle(5)
    items = (
        MatchItem(id="m", rule="mutual_yes"),
        BundleItem(id="b", rule="meet_in_ranking", issues=first.issues, answered_by=("x",)),
        RankItem(id="r", rule="meet_in_ranking", options=names(3)),
        BundleItem(id="c", rule="meet_in_ranking", issues=second.issues, answered_by=("x", "y")),
        BundleItem(id="d", rule="best_sum", issues=second.issues),
    )
    sheet = sheet_of(*items, n=4, roles=("x", "y", "z"))
    compiled = compile_sheet(sheet, ("x", "y", "z", "x"))
    assert compiled.claims is not None
    x, y, z, other_x = compiled.claims
    assert x is not None
    assert y is not None
    assert other_x is not None
    assert z is None
    assert x.inputs.tolist() == [*range(1, 1 + 18), *range(19 + 6, 25 + 15)]
    assert y.inputs.tolist() == [*range(1 + 6, 7 + 15)]
    assert x.circuit is other_x.circuit
    assert x.circuit.digest() != y.circuit.digest()
    rng = random.Random(1)
    for seat, claim, answered in ((0, x, (first, second)), (1, y, (second,))):
        answers = {name: preferences(item, rng, "few ties") for name, item in zip("cb", answered[::-1], strict=False)}
        own = Answers(role=compiled.seats[seat], by_item=answers)
        assert holds(claim, encode(compiled, seat, own, rng.randbytes)[claim.inputs])


def test_a_further_run_claims_what_is_entered_now() -> None:
    """What was entered before was proved before, and is checked to be that."""
    compiled = compile_sheet(sheet_of(bundle(4)), ("", ""), only_add=True)
    assert compiled.claims is not None
    assert all(claim is not None and claim.inputs.tolist() == list(range(12)) for claim in compiled.claims)


# --- the gain that gaps would give ------------------------------------------------------------------------------------

MINE = Preferences(((40, 30, 20, 0, 0),), (1,), (2,))
OTHER = Preferences(((20, 30, 40, 0, 0),), (1,), (0,))
GAPS = [0, 4, 4, 7, 7]


def run_sheet(compiled: Compiled, inputs: Sequence[Bits]) -> tuple[list[Outcome | PeerError], list[str]]:
    """What comes of it at every party, and the names of everything that was released to anybody."""
    n = len(inputs)
    seats, keys, released = tuple(range(n)), tuple(bytes([i + 1]) * 32 for i in range(n)), []
    capacity = capacity_of(compiled.circuit, seats, claims=compiled.claims)

    def party(me: int) -> Protocol[Outcome]:
        prepared = yield from prepare(me, keys, capacity)
        opened = yield from evaluate(
            prepared,
            compiled.circuit,
            inputs[me],
            party_of_seat=seats,
            context=b"test",
            before_order=lambda: released.append("used"),
            released=lambda name, bits: released.append(str(decode_item(compiled, name, bits))),
            claims=compiled.claims,
        )
        return decode(compiled, opened)

    return settle([party(me) for me in range(n)]), released


def claim_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    """The changed program: it does not stop because its own claim is false."""
    original = claim_proofs.follow_bits

    def blindly(claim: Claim, bits: Bits) -> Wires[Bits]:
        wires = original(claim, bits)
        return Wires(wires.a, wires.b, wires.c, np.ones_like(wires.ones))

    monkeypatch.setattr(claim_proofs, "follow_bits", blindly)


@pytest.mark.parametrize("n", [2, 3])
def test_invented_gaps_would_win_and_end_the_run(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = compile_sheet(sheet_of(bundle(5), n=n), ("",) * n)
    answers = people("b", MINE, *(OTHER,) * (n - 1))
    inputs = [encode(compiled, seat, own) for seat, own in enumerate(answers)]
    inflated = [inputs[0].copy(), *inputs[1:]]
    inflated[0][:15] = entered(GAPS, 5)
    # The circuit alone would be fooled: the tolerable middle package looks worse than it can honestly be.
    for bits, value in ((inputs, "1"), (inflated, "0")):
        opened = evaluate_clear(compiled.circuit, join_inputs(compiled, bits))
        assert decode(compiled, opened).items["b"].value == {"i0": value}
    outcomes, _ = run_sheet(compiled, inputs)
    assert all(isinstance(one, Outcome) and one.items["b"].value == {"i0": "1"} for one in outcomes)
    with pytest.raises(MisuseError, match="claim"):
        run_sheet(compiled, inflated)
    claim_anything(monkeypatch)
    outcomes, released = run_sheet(compiled, inflated)
    assert all(isinstance(one, PeerError) for one in outcomes)
    assert all(isinstance(one, CheatingDetected) for one in outcomes[1:])
    assert released == []


@pytest.mark.parametrize("kind", ["blank", "all tied", "few ties"])
def test_256_packages(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the engine, on rows that are dealt."""
    deal(monkeypatch, kind)
    item, rng = bundle(4, 4, 4, 4), random.Random(kind)
    compiled = compile_sheet(sheet_of(item), ("", ""))
    answers = people("b", preferences(item, rng, kind), preferences(item, rng, "few ties"))
    inputs = [encode(compiled, seat, own, rng.randbytes) for seat, own in enumerate(answers)]
    outcomes, _ = run_sheet(compiled, inputs)
    expected = decode(compiled, evaluate_clear(compiled.circuit, join_inputs(compiled, inputs)))
    assert outcomes == [expected, expected]
