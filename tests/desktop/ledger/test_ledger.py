"""How often the same people ran the same sheet: who counts, which count decides, what is on the disk when."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.errors import CheatingDetected, MalformedMessage, MisuseError, PeerError
from desktop.deals.sheet import RunLimits
from desktop.ledger import CLAIM_BYTES, Claim, LedgerBook, Reason, Run, RunRefused, Verdict, lineage_of, may_run
from desktop.ledger.entries import (
    MAX_RUNS,
    Entry,
    Event,
    FutureLedger,
    Ledger,
    append,
    check_ledger,
    decode_ledger,
    empty_ledger,
    encode_ledger,
    millibits,
    sign_claim,
    with_claims,
)
from desktop.ledger.rules import DAY_S, HOUR_S, claim_of, n_remade, tally, unfinished, uses
from desktop.store import Kind, LoginOnly, NewerFormat, Store, create_store, open_store
from p2p.identity import Identity

NOW = 1_800_000_000
ANA, BEA, CEM = (Identity(bytes([number]) * 32) for number in (1, 2, 3))
LINEAGE = lineage_of("trial", [ANA.key, BEA.key])
SHEET, OTHER_SHEET = b"s" * 32, b"o" * 32
FREE = RunLimits(max_runs=100, rerun="free")


def run_of(number: int, limits: RunLimits = FREE, sheet_digest: bytes = SHEET) -> Run:
    return Run(LINEAGE, limits, sheet_digest, number.to_bytes(32, "little"))


def used(run: int, at: int = NOW, sheet_digest: bytes = SHEET, bound: int = 1000) -> Entry:
    return Entry(run, Event.USED, run.to_bytes(32, "little"), sheet_digest, at, bound)


def ledger_with(*entries: Entry, owner: Identity = ANA) -> Ledger:
    ledger = empty_ledger(LINEAGE, owner.key)
    for entry in entries:
        ledger = append(ledger, entry, owner)
    return ledger


def claim(
    last: int, *, in_window: int | None = None, last_at: int = NOW, per_days: int = 0, signer: Identity = BEA
) -> Claim:
    unsigned = Claim(
        bytes(32),
        last,
        last if in_window is None else in_window,
        per_days,
        last_at if last else 0,
        1000 * last,
        bytes(32),
    )
    return replace(unsigned, signature=sign_claim(LINEAGE, unsigned, signer)[-64:])


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    opened: list[Store] = []

    def store(name: str) -> Store:
        opened.append(create_store(tmp_path / name, LoginOnly()))
        return opened[-1]

    yield store
    for each in opened:
        each.close()


class Pair:
    """Two people with a computer each, who run honestly."""

    def __init__(self, ana: Store, bea: Store) -> None:
        self.books = {ANA.key: LedgerBook(ana, ANA), BEA.key: LedgerBook(bea, BEA)}

    def claims_for(self, key: bytes, run: Run, now: float) -> Mapping[bytes, Claim]:
        me = self.books[key]
        return {
            other: me.read_claim(run, other, book.claim(run, now)) for other, book in self.books.items() if other != key
        }

    def verdicts(self, run: Run, now: float = NOW) -> list[Verdict]:
        return [book.may_run(run, now, self.claims_for(key, run, now)) for key, book in self.books.items()]

    def use(self, run: Run, now: float = NOW) -> list[int]:
        claims = {key: self.claims_for(key, run, now) for key in self.books}
        return [book.record_used(run, 2.5, now, claims[key]) for key, book in self.books.items()]


@pytest.fixture
def pair(stores: Callable[[str], Store]) -> Pair:
    return Pair(stores("ana"), stores("bea"))


# Lineages


def test_a_lineage_is_the_people_and_the_id_of_the_sheet() -> None:
    assert lineage_of("trial", [BEA.key, ANA.key]) == LINEAGE
    digests = {
        lineage_of(sheet_id, keys).digest()
        for sheet_id in ("trial", "trial2")
        for keys in ([ANA.key, BEA.key], [ANA.key, CEM.key], [ANA.key, BEA.key, CEM.key])
    }
    assert len(digests) == 6


@pytest.mark.parametrize(
    ("sheet_id", "keys"),
    [
        ("a", [ANA.key]),
        ("a", [ANA.key, ANA.key]),
        ("a", [ANA.key, bytes(32)]),
        ("a", [ANA.key, BEA.key[:31]]),
        ("", [ANA.key, BEA.key]),
    ],
)
def test_what_is_no_lineage(sheet_id: str, keys: list[bytes]) -> None:
    with pytest.raises(MisuseError):
        lineage_of(sheet_id, keys)


def test_a_ledger_belongs_to_one_of_its_people() -> None:
    with pytest.raises(MisuseError):
        empty_ledger(LINEAGE, CEM.key)


# Whether another run is allowed


def verdict(ledger: Ledger, limits: RunLimits, now: int = NOW, *claims: Claim, sheet: bytes = SHEET) -> Verdict:
    return may_run(ledger, limits, sheet, now, {BEA.key: claims[-1]} if claims else {})


def test_the_first_run_is_always_allowed() -> None:
    for limits in (RunLimits(), RunLimits(rerun="never"), RunLimits(cool_off_hours=1000, per_days=3)):
        found = verdict(ledger_with(), limits, NOW, claim(0))
        assert found.allowed
        assert found.first_meeting
        assert (found.run, found.mine, dict(found.theirs), found.ready_at) == (1, 0, {BEA.key: 0}, None)
        assert not found.must_only_add


def test_by_default_there_is_one_run_for_ever() -> None:
    found = verdict(ledger_with(used(1)), RunLimits(), NOW + 10_000 * DAY_S, claim(1))
    assert (found.allowed, found.reason, found.ready_at) == (False, Reason.USED_UP, None)
    assert (found.run, found.in_window, found.max_runs) == (2, 1, 1)
    assert not found.first_meeting


@pytest.mark.parametrize("n_used", range(5))
def test_max_runs(n_used: int) -> None:
    found = verdict(
        ledger_with(*map(used, range(1, n_used + 1))), RunLimits(max_runs=3, rerun="free"), NOW, claim(n_used)
    )
    assert found.allowed == (n_used < 3)
    assert found.run == n_used + 1


def test_never_means_never() -> None:
    found = verdict(ledger_with(used(1)), RunLimits(max_runs=5, rerun="never", per_days=1), NOW + 9 * DAY_S, claim(1))
    assert (found.allowed, found.reason, found.ready_at) == (False, Reason.NO_RERUN, None)


def test_cool_off() -> None:
    limits = RunLimits(max_runs=5, rerun="free", cool_off_hours=24)
    ledger = ledger_with(used(1, NOW - 1000), used(2, NOW))
    early = verdict(ledger, limits, NOW + 24 * HOUR_S - 1, claim(2))
    assert (early.allowed, early.reason, early.ready_at) == (False, Reason.COOL_OFF, NOW + 24 * HOUR_S)
    assert verdict(ledger, limits, NOW + 24 * HOUR_S, claim(2)).allowed


def test_the_later_clock_decides_the_cool_off() -> None:
    limits = RunLimits(max_runs=5, rerun="free", cool_off_hours=1)
    found = verdict(ledger_with(used(1, NOW - HOUR_S)), limits, NOW, claim(1, last_at=NOW))
    assert found.ready_at == NOW + HOUR_S


def test_a_window_of_days() -> None:
    limits = RunLimits(max_runs=2, rerun="free", per_days=7)
    ledger = ledger_with(used(1, NOW - 8 * DAY_S), used(2, NOW - 6 * DAY_S), used(3, NOW - DAY_S))
    mine = claim(3, in_window=2, last_at=NOW - DAY_S, per_days=7)
    full = verdict(ledger, limits, NOW, mine)
    assert (full.allowed, full.reason, full.in_window) == (False, Reason.USED_UP, 2)
    assert full.ready_at == NOW + DAY_S
    later = verdict(ledger, limits, full.ready_at, replace(mine, in_window=1))
    assert (later.allowed, later.in_window, later.run) == (True, 1, 4)
    assert not verdict(ledger, limits, full.ready_at - 1, replace(mine, in_window=1)).allowed


def test_the_window_of_whoever_counts_more() -> None:
    limits = RunLimits(max_runs=2, rerun="free", per_days=7)
    found = verdict(ledger_with(used(1, NOW - DAY_S)), limits, NOW, claim(3, in_window=2, per_days=7))
    assert (found.allowed, found.reason, found.in_window, found.run) == (False, Reason.USED_UP, 2, 4)
    assert found.ready_at == NOW + 7 * DAY_S


def test_a_cool_off_after_the_window() -> None:
    limits = RunLimits(max_runs=1, rerun="free", per_days=1, cool_off_hours=72)
    found = verdict(ledger_with(used(1)), limits, NOW, claim(1, per_days=1))
    assert found.ready_at == NOW + 72 * HOUR_S


def test_only_add() -> None:
    limits = RunLimits(max_runs=3, rerun="only_add")
    assert not verdict(ledger_with(), limits, NOW, claim(0)).must_only_add
    assert verdict(ledger_with(used(1)), limits, NOW, claim(1)).must_only_add
    assert not verdict(ledger_with(used(1)), FREE, NOW, claim(1)).must_only_add
    other = verdict(ledger_with(used(1)), limits, NOW, claim(1), sheet=OTHER_SHEET)
    assert (other.allowed, other.reason) == (False, Reason.OTHER_SHEET)
    assert verdict(ledger_with(used(1)), FREE, NOW, claim(1), sheet=OTHER_SHEET).allowed


@pytest.mark.parametrize(
    ("limits", "n_used", "keeps"),
    [
        (RunLimits(), 0, False),
        (RunLimits(max_runs=3), 0, True),
        (RunLimits(max_runs=3), 1, True),
        (RunLimits(max_runs=3), 2, False),
        (RunLimits(max_runs=3, rerun="free"), 0, False),
        (RunLimits(max_runs=3, rerun="never"), 0, False),
        (RunLimits(max_runs=1, per_days=30), 0, True),
        (RunLimits(max_runs=2, per_days=30), 1, True),
    ],
)
def test_inputs_are_kept_only_for_a_further_run(limits: RunLimits, n_used: int, keeps: bool) -> None:
    ledger = ledger_with(*map(used, range(1, n_used + 1)))
    assert verdict(ledger, limits, NOW, claim(n_used, per_days=limits.per_days)).keeps_inputs == keeps


def test_the_higher_count_decides_and_both_are_shown() -> None:
    limits = RunLimits(max_runs=4, rerun="free")
    behind = verdict(ledger_with(used(1)), limits, NOW, claim(4))
    assert (behind.allowed, behind.run, behind.mine, behind.theirs[BEA.key]) == (False, 5, 1, 4)
    assert behind.went_back == ()
    ahead = verdict(ledger_with(*map(used, range(1, 5))), limits, NOW, claim(1))
    assert (ahead.allowed, ahead.run, ahead.mine, ahead.theirs[BEA.key]) == (False, 5, 4, 1)
    assert ahead.went_back == (BEA.key,)
    assert ahead.bound_millibits == behind.bound_millibits == 4000


def test_a_claim_is_remembered_and_never_lowered() -> None:
    ledger = with_claims(ledger_with(), {BEA.key: claim(4)})
    assert with_claims(ledger, {BEA.key: claim(2)}) == ledger
    assert with_claims(ledger, {CEM.key: claim(9), ANA.key: claim(9)}) == ledger
    found = verdict(ledger, RunLimits(max_runs=4, rerun="free"), NOW, claim(2))
    assert (found.allowed, found.run, found.theirs[BEA.key], found.went_back) == (False, 5, 4, (BEA.key,))
    assert not verdict(ledger, RunLimits(max_runs=4, rerun="free"), NOW).allowed


def test_a_claim_of_somebody_else_is_nothing() -> None:
    assert may_run(ledger_with(), RunLimits(), SHEET, NOW, {CEM.key: claim(9)}).allowed


@given(
    st.lists(st.integers(1, 4), max_size=6),
    st.integers(0, 20),
    st.integers(0, 20),
    st.integers(1, 5),
    st.sampled_from([0, 1, 10]),
)
@settings(max_examples=300, deadline=None)
def test_more_runs_never_allow_more(steps: list[int], theirs: int, more: int, max_runs: int, per_days: int) -> None:
    """Law: whoever adds runs, on either side, never turns a refusal into a permission."""
    limits = RunLimits(max_runs=max_runs, rerun="free", per_days=per_days)
    ledger, run = ledger_with(), 0
    for step in steps:
        run += step
        ledger = append(ledger, used(run, NOW - 2 * DAY_S + run), ANA)
        before = verdict(ledger, limits, NOW, claim(theirs, per_days=per_days))
        after = verdict(ledger, limits, NOW, claim(theirs + more, per_days=per_days))
        assert before.allowed >= after.allowed
        added = verdict(append(ledger, used(run + 1), ANA), limits, NOW, claim(theirs, per_days=per_days))
        assert before.allowed >= added.allowed
        assert after.run > max(run, theirs)


# The list


def test_the_list_is_chained_and_signed() -> None:
    ledger = ledger_with(used(1), replace(used(1), event=Event.FINISHED), used(3, NOW + 5))
    check_ledger(ledger)
    assert [entry.run for entry in uses(ledger)] == [1, 3]
    assert tally(ledger, 0, NOW).used == 3
    assert tally(ledger, 0, NOW).bound_millibits == 2000


def test_time_never_goes_back() -> None:
    ledger = ledger_with(used(1, NOW), used(2, NOW - 1000))
    assert [entry.at for entry in ledger.entries] == [NOW, NOW]


@pytest.mark.parametrize(
    "entry",
    [
        used(1),
        used(0),
        used(MAX_RUNS + 1),
        replace(used(2), event=Event.FINISHED),
        replace(used(2), detail=bytes(33)),
        replace(used(2), bound_millibits=2**32),
    ],
)
def test_what_does_not_follow_is_not_added(entry: Entry) -> None:
    with pytest.raises(MisuseError):
        append(ledger_with(used(1)), entry, ANA)
    with pytest.raises(MisuseError):
        append(ledger_with(used(1)), used(2), BEA)


def test_nothing_but_a_run_comes_first() -> None:
    with pytest.raises(MisuseError):
        append(ledger_with(), replace(used(1), event=Event.ORDER), ANA)


def test_every_changed_or_missing_entry_is_noticed() -> None:
    entries = ledger_with(used(1), used(2, NOW + 1), used(3, NOW + 2)).entries
    whole = ledger_with(used(1), used(2, NOW + 1), used(3, NOW + 2))
    forgeries = [
        entries[1:],
        entries[:1] + entries[2:],
        (entries[0], entries[2], entries[1]),
        (*entries[:2], replace(entries[2], at=NOW + 3)),
        (*entries[:2], replace(entries[2], run=4)),
        (replace(entries[0], bound_millibits=0), *entries[1:]),
        (replace(entries[0], signature=bytes(64)), *entries[1:]),
        ledger_with(used(1), owner=BEA).entries,
        (replace(entries[0], event=Event.FINISHED),),
    ]
    for forged in forgeries:
        with pytest.raises(PeerError):
            check_ledger(replace(whole, entries=forged))
    with pytest.raises(PeerError):
        check_ledger(replace(whole, claims={BEA.key: claim(1, signer=ANA)}))


def test_the_encoding_has_one_form() -> None:
    ledger = with_claims(
        ledger_with(used(1), used(2), replace(used(2), event=Event.ORDER, detail=b"coin" * 8)), {BEA.key: claim(7)}
    )
    data = encode_ledger(ledger)
    assert decode_ledger(data) == ledger
    for length in range(len(data)):
        with pytest.raises(MalformedMessage):
            decode_ledger(data[:length])
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 1 << at % 8
        with pytest.raises((PeerError, FutureLedger)):
            decode_ledger(bytes(changed))
    one_claim = CLAIM_BYTES + 32
    twice = data[: -one_claim - 2] + b"\2\0" + 2 * data[-one_claim:]
    for longer in (data + b"\0", data + data, twice):
        with pytest.raises(MalformedMessage):
            decode_ledger(longer)
    with pytest.raises(FutureLedger):
        decode_ledger(b"\2\0" + data[2:])


@pytest.mark.parametrize(("bits", "expected"), [(0, 0), (1, 1000), (0.0001, 1), (2.5849625, 2585)])
def test_bounds_are_rounded_up(bits: float, expected: int) -> None:
    assert millibits(bits) == expected


# Claims on the wire


def test_a_claim_says_what_the_list_says(pair: Pair) -> None:
    run = run_of(1)
    message = pair.books[ANA.key].claim(run, NOW)
    assert len(message) == CLAIM_BYTES
    read = pair.books[BEA.key].read_claim(run, ANA.key, message)
    assert (read.used, read.in_window, read.last_at, read.bound_millibits) == (0, 0, 0, 0)
    pair.use(run)
    later = pair.books[BEA.key].read_claim(run_of(2), ANA.key, pair.books[ANA.key].claim(run_of(2), NOW))
    assert (later.used, later.in_window, later.last_at, later.bound_millibits) == (1, 1, NOW, 2500)
    assert later.head != bytes(32)


def test_a_claim_is_for_one_run_only(pair: Pair) -> None:
    ana, bea = pair.books.values()
    run = run_of(1)
    message = ana.claim(run, NOW)
    others = [
        run_of(2),
        replace(run, limits=RunLimits(max_runs=100, rerun="free", per_days=5)),
        replace(run, lineage=lineage_of("other", [ANA.key, BEA.key])),
    ]
    for other in others:
        with pytest.raises(MalformedMessage):
            bea.read_claim(other, ANA.key, message)
    with pytest.raises(CheatingDetected):
        bea.read_claim(run, BEA.key, message)
    for length in range(CLAIM_BYTES):
        with pytest.raises(MalformedMessage):
            bea.read_claim(run, ANA.key, message[:length])
    for at in range(CLAIM_BYTES):
        changed = bytearray(message)
        changed[at] ^= 1
        with pytest.raises(PeerError):
            bea.read_claim(run, ANA.key, bytes(changed))


@pytest.mark.parametrize(
    "fields",
    [
        {"used": MAX_RUNS + 1, "in_window": 1, "last_at": 5},
        {"used": 1, "in_window": 2, "last_at": 5},
        {"used": 1, "in_window": 1, "last_at": 0},
        {"used": 0, "in_window": 0, "last_at": 5},
        {"used": 1, "in_window": 1, "last_at": 2**40},
        {"used": 1, "in_window": 1, "last_at": -1},
        {"used": 1, "in_window": 1, "last_at": 5, "bound_millibits": 2**63},
    ],
)
def test_claims_that_cannot_be(pair: Pair, fields: dict[str, int]) -> None:
    run = run_of(1)
    nonsense = replace(claim_of(ledger_with(), 0, NOW, run.run_id), **fields)
    with pytest.raises(MalformedMessage):
        pair.books[BEA.key].read_claim(run, ANA.key, sign_claim(LINEAGE, nonsense, ANA))


# The book


def test_two_computers_count_alike(pair: Pair) -> None:
    limits = RunLimits(max_runs=3, rerun="free")
    for number in (1, 2, 3):
        verdicts = pair.verdicts(run_of(number, limits))
        assert all(found.allowed and found.run == number for found in verdicts)
        assert pair.use(run_of(number, limits)) == [number, number]
    assert [found.reason for found in pair.verdicts(run_of(4, limits))] == [Reason.USED_UP] * 2
    with pytest.raises(RunRefused) as refused:
        pair.use(run_of(4, limits))
    assert refused.value.verdict.in_window == 3
    assert len(pair.books[ANA.key].load(LINEAGE).entries) == 3


def test_one_run_is_counted_once(pair: Pair) -> None:
    run = run_of(1, RunLimits())
    claims = {key: pair.claims_for(key, run, NOW) for key in pair.books}
    for _ in range(3):
        for key, book in pair.books.items():
            assert book.record_used(run, 1, NOW, claims[key]) == 1
    assert len(pair.books[ANA.key].load(LINEAGE).entries) == 1


def test_everybodys_claim_is_needed(pair: Pair) -> None:
    for claims in ({}, {CEM.key: claim(0)}, {BEA.key: claim(0), CEM.key: claim(0)}):
        with pytest.raises(MisuseError):
            pair.books[ANA.key].record_used(run_of(1), 1, NOW, claims)
    assert pair.books[ANA.key].load(LINEAGE).entries == ()


def test_a_run_id_has_32_bytes(pair: Pair) -> None:
    short = replace(run_of(1), run_id=b"short")
    with pytest.raises(MisuseError):
        pair.books[ANA.key].record_used(short, 1, NOW, {BEA.key: claim(0)})


def test_of_two_windows_at_once_one_is_refused(pair: Pair) -> None:
    """Both saw a permission; only the first may go on."""
    limits = RunLimits()
    claims = pair.claims_for(ANA.key, run_of(1, limits), NOW)
    ana = pair.books[ANA.key]
    ana.record_used(run_of(1, limits), 1, NOW, claims)
    with pytest.raises(RunRefused):
        ana.record_used(run_of(2, limits), 1, NOW, claims)


def test_a_crash_on_one_side_still_counts(pair: Pair) -> None:
    """Ana's computer had counted when Bea's stopped."""
    run = run_of(1, RunLimits())
    pair.books[ANA.key].record_used(run, 1, NOW, pair.claims_for(ANA.key, run, NOW))
    ana, bea = pair.verdicts(run_of(2, RunLimits()))
    assert (ana.allowed, bea.allowed) == (False, False)
    assert (bea.mine, bea.theirs[ANA.key]) == (0, 1)
    assert ana.went_back == (BEA.key,)


@pytest.mark.parametrize("who", ["ana", "bea"])
def test_restoring_old_data_gains_nothing(pair: Pair, stores: Callable[[str], Store], tmp_path: Path, who: str) -> None:
    limits = RunLimits(max_runs=4, rerun="free")
    pair.use(run_of(1, limits))
    shutil.copytree(tmp_path / who, tmp_path / "backup")
    pair.use(run_of(2, limits))
    pair.use(run_of(3, limits))
    shutil.rmtree(tmp_path / who)
    shutil.copytree(tmp_path / "backup", tmp_path / who)
    with open_store(tmp_path / who, LoginOnly()) as old:
        identity = ANA if who == "ana" else BEA
        pair.books[identity.key] = LedgerBook(old, identity)
        assert pair.books[identity.key].load(LINEAGE).entries[-1].run == 1
        assert [found.run for found in pair.verdicts(run_of(4, limits))] == [4, 4]
        assert pair.use(run_of(4, limits)) == [4, 4]
        assert [entry.run for entry in uses(pair.books[identity.key].load(LINEAGE))] == [1, 4]
        assert [found.reason for found in pair.verdicts(run_of(5, limits))] == [Reason.USED_UP] * 2
        # Even if the others now lose theirs, what was claimed before is remembered.
        alone = pair.books[identity.key].load(LINEAGE)
        assert not may_run(alone, limits, SHEET, NOW, {}).allowed


def test_runs_that_were_lost_count_in_the_window() -> None:
    behind = with_claims(ledger_with(used(1, NOW - 20 * DAY_S)), {BEA.key: claim(4, last_at=NOW - DAY_S, per_days=7)})
    ledger = append(behind, used(5, NOW), ANA)
    assert tally(ledger, 7, NOW).in_window == 4
    assert tally(ledger, 7, NOW + 7 * DAY_S - 1).in_window == 1
    assert tally(ledger, 0, NOW).in_window == 5


def test_both_sides_on_one_computer(stores: Callable[[str], Store]) -> None:
    shared = stores("shared")
    pair = Pair(shared, shared)
    assert pair.use(run_of(1)) == [1, 1]
    assert [found.mine for found in pair.verdicts(run_of(2))] == [1, 1]
    assert len(shared.ids(Kind.LEDGER)) == 2


def test_three_people(stores: Callable[[str], Store]) -> None:
    people = (ANA, BEA, CEM)
    lineage = lineage_of("trial", [person.key for person in people])
    books = {person.key: LedgerBook(stores(f"p{index}"), person) for index, person in enumerate(people)}
    run = Run(lineage, RunLimits(), SHEET, bytes(32))
    said = {key: book.claim(run, NOW) for key, book in books.items()}
    for key, book in books.items():
        claims = {other: book.read_claim(run, other, message) for other, message in said.items() if other != key}
        assert book.record_used(run, 1, NOW, claims) == 1
    assert not books[CEM.key].may_run(replace(run, run_id=b"2" * 32), NOW).allowed
    two = replace(run, lineage=LINEAGE)
    assert books[ANA.key].may_run(two, NOW).allowed


def test_forgetting_a_lineage_does_not_help(pair: Pair) -> None:
    pair.use(run_of(1, RunLimits()))
    pair.books[ANA.key].forget(LINEAGE)
    assert pair.books[ANA.key].load(LINEAGE).entries == ()
    assert [found.allowed for found in pair.verdicts(run_of(2, RunLimits()))] == [False, False]


# Stopped and repeated


def test_a_stopped_run_may_be_repeated_in_the_same_order(pair: Pair) -> None:
    run, ana = run_of(1, RunLimits()), pair.books[ANA.key]
    assert ana.unfinished(run) is None
    pair.use(run)
    found = ana.unfinished(run)
    assert found is not None
    assert (found.run, found.run_id, found.order) == (1, run.run_id, None)
    ana.record_order(run, b"coin" * 8, NOW + 1)
    ana.record_end(run, NOW + 2, n_opened=3)
    again = run_of(2, RunLimits())
    found = ana.unfinished(again)
    assert found is not None
    assert found.order == b"coin" * 8
    assert ana.unfinished(replace(again, sheet_digest=OTHER_SHEET)) is None
    claims = pair.claims_for(ANA.key, again, NOW + 3)
    assert ana.record_repeat(again, run.run_id, 2.5, NOW + 3, claims) == found
    assert ana.record_repeat(again, run.run_id, 2.5, NOW + 3, claims) == found  # once
    assert ana.may_run(again, NOW + 3).mine == 1
    ana.record_end(again, NOW + 4)
    assert ana.unfinished(again) is None
    with pytest.raises(MisuseError):
        ana.record_repeat(again, run.run_id, 2.5, NOW + 5, claims)
    with pytest.raises(MisuseError):
        ana.record_repeat(again, run.run_id, 2.5, NOW + 5, {})
    events = [entry.event for entry in ana.load(LINEAGE).entries]
    assert events == [Event.USED, Event.ORDER, Event.STOPPED, Event.REPEATED, Event.FINISHED]
    assert ana.load(LINEAGE).entries[2].detail == (3).to_bytes(2, "little")


def test_who_stopped_before_counting_counts_it_with_the_repeat(pair: Pair) -> None:
    """Under the number that the other has; so both count alike, and nothing is counted twice."""
    run, again = run_of(1), run_of(2)
    pair.use(run_of(9))
    for book in pair.books.values():
        book.record_end(run_of(9), NOW)
    pair.books[ANA.key].record_used(run, 2.5, NOW + 1, pair.claims_for(ANA.key, run, NOW))
    for key, book in pair.books.items():
        claims = pair.claims_for(key, again, NOW + 2)
        assert book.record_repeat(again, run.run_id, 2.5, NOW + 2, claims).run == 2
        book.record_order(again, bytes(32), NOW + 2)
        book.record_end(again, NOW + 3)
    assert [book.load(LINEAGE).entries[-1].run for book in pair.books.values()] == [2, 2]
    assert [found.run for found in pair.verdicts(run_of(3), NOW + 4)] == [3, 3]
    events = [entry.event for entry in pair.books[BEA.key].load(LINEAGE).entries]
    assert events[2:] == [Event.USED, Event.REPEATED, Event.ORDER, Event.FINISHED]


def test_runs_that_were_held_to_nothing_are_counted_for_thirty_days(pair: Pair) -> None:
    ana = pair.books[ANA.key]
    for number in range(1, 4):
        run = run_of(number)
        ana.record_used(run, 1, NOW + number, pair.claims_for(ANA.key, run, NOW), remade=number != 2)
    ledger = ana.load(LINEAGE)
    assert [n_remade(ledger, NOW + later) for later in (3, 30 * DAY_S + 2, 31 * DAY_S)] == [2, 1, 0]
    assert decode_ledger(encode_ledger(ledger)) == ledger


def test_a_finished_run_is_not_repeated(pair: Pair) -> None:
    run, ana = run_of(1), pair.books[ANA.key]
    pair.use(run)
    ana.record_end(run, NOW)
    assert ana.unfinished(run) is None
    pair.use(run_of(2))
    assert unfinished(ana.load(LINEAGE), SHEET) is not None


def test_only_a_counted_run_has_an_order_and_an_end(pair: Pair) -> None:
    ana = pair.books[ANA.key]
    for call in (lambda: ana.record_order(run_of(1), bytes(32), NOW), lambda: ana.record_end(run_of(2), NOW)):
        with pytest.raises(MisuseError):
            call()
    pair.use(run_of(1))
    with pytest.raises(MisuseError):
        ana.record_end(run_of(2), NOW)


# Kept


def test_the_ledger_survives_and_is_quick(pair: Pair, tmp_path: Path) -> None:
    took = []
    for number in range(1, 31):
        run = run_of(number)
        claims = {key: pair.claims_for(key, run, NOW) for key in pair.books}
        started = time.perf_counter()
        pair.books[ANA.key].record_used(run, 1, NOW, claims[ANA.key])
        took.append(time.perf_counter() - started)
        pair.books[BEA.key].record_used(run, 1, NOW, claims[BEA.key])
    assert sorted(took)[15] < 0.05
    with open_store(tmp_path / "ana", LoginOnly()) as again:
        assert LedgerBook(again, ANA).load(LINEAGE).entries[-1].run == 30


def test_the_ledger_of_a_newer_version_is_left_alone(stores: Callable[[str], Store]) -> None:
    store = stores("ana")
    book = LedgerBook(store, ANA)
    book.record_used(run_of(1), 1, NOW, {BEA.key: claim(0)})
    (record_id,) = store.ids(Kind.LEDGER)
    store.put(Kind.LEDGER, record_id, b"\2\0whatever the future holds")
    for call in (lambda: book.load(LINEAGE), lambda: book.record_used(run_of(2), 1, NOW, {BEA.key: claim(1)})):
        with pytest.raises(NewerFormat):
            call()
    found = store.get(Kind.LEDGER, record_id)
    assert found is not None
    assert found.version == 2


def test_what_is_no_ledger_is_a_fault_of_ours(stores: Callable[[str], Store]) -> None:
    store = stores("ana")
    book = LedgerBook(store, ANA)
    book.record_used(run_of(1), 1, NOW, {BEA.key: claim(0)})
    (record_id,) = store.ids(Kind.LEDGER)
    other = lineage_of("other", [ANA.key, BEA.key])
    for content in (
        b"",
        b"\1\0rubbish",
        encode_ledger(empty_ledger(other, ANA.key)),
        encode_ledger(ledger_with(owner=BEA)),
    ):
        store.put(Kind.LEDGER, record_id, content)
        with pytest.raises(MisuseError):
            book.load(LINEAGE)
