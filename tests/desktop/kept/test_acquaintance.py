"""Getting acquainted: who is recognised, what is counted, what is refused, and who tries to get around it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from crypto.commit import Toss
from crypto.errors import CheatingDetected, MalformedMessage, PeerError
from crypto.slots import MASK_BITS, USES, HolderSlot, OwnerSlot, Slots
from desktop.deals.answers import Answers
from desktop.deals.compiler import compile_sheet
from desktop.deals.items import DiscloseItem, MatchItem, PickItem, Statement
from desktop.deals.sheet import RunLimits, Sheet
from desktop.kept.acquaintance import FIRST_BYTES, SECOND_BYTES, Acquaintance
from desktop.kept.relations import TAG_BYTES, TAGS_BYTES
from desktop.ledger import Reason, RunRefused
from desktop.ledger.entries import Event
from desktop.store import Kind, LoginOnly, Store, open_store
from p2p.errors import RosterMismatch
from tests.crypto.seeded import Seeded
from tests.desktop.acquainting import NOW, meet, stores_in
from tests.desktop.deals.clear import names, sheet_of

HOUR = 3600.0
MATCH = MatchItem(id="m", rule="mutual_yes")
DRAW = PickItem(id="p", rule="one_random_common", options=names(3))
ONCE, TWICE, THRICE = (sheet_of(MATCH, run=RunLimits(max_runs=n)) for n in (1, 2, 3))
FREE = sheet_of(DRAW, run=RunLimits(max_runs=3, rerun="free"))
MANY_ADD, MANY_FREE = (sheet_of(DRAW, run=RunLimits(max_runs=9, rerun=rerun)) for rerun in ("only_add", "free"))
DAY = 86_400


def everybody(found: Sequence[Acquaintance | BaseException]) -> list[Acquaintance]:
    for one in found:
        if isinstance(one, BaseException):
            raise one
    return list(found)  # type: ignore[arg-type]


def some_slots(known: Acquaintance, sheet: Sheet, me: int, label: object) -> Slots | None:
    """Slots of the right sizes, if this run makes any."""
    n = len(known.keys)
    compiled = compile_sheet(sheet, ("",) * n if not sheet.roles else sheet.roles, only_add=known.only_add)
    inputs = known.inputs(compiled)
    if inputs is None or inputs.kept is None:
        return None
    random_ = Seeded(label, me)
    size = len(inputs.kept[0])
    parties = {key: party for party, key in known._table.key_of_party.items()}
    rows = [np.frombuffer(random_(16 * (size + MASK_BITS)), np.uint64).reshape(-1, 2) for _ in range(2)]
    bits = np.zeros(size, np.uint8), np.zeros(MASK_BITS, np.uint8)
    others = [party for key, party in parties.items() if key != known.keys[me]]
    owned = {party: OwnerSlot(random_(32), *bits, rows[0], random_(32 * USES)) for party in others}
    return Slots(owned, {p: HolderSlot(random_(32), rows[0][0], rows[1], random_(32 * USES), 1) for p in others})


def count(known: Acquaintance, sheet: Sheet, me: int, now: float = NOW) -> None:
    """The run of this person counts as used."""
    n = len(known.keys)
    slots = some_slots(known, sheet, me, now)
    compiled = compile_sheet(sheet, ("",) * n if not sheet.roles else sheet.roles, only_add=known.only_add)
    order = known.order(compiled, [] if slots is None else [slots], Answers(by_item={"m": True}), lambda: now)
    if order.again is None:
        order.keep(Toss(b"s" * 32, 7, bytes([me]) * 32, tuple(range(n)), tuple(bytes([i]) * 32 for i in range(n))))
    known.record_used(2.5, now)


def run_once(sheet: Sheet, stores: Sequence[Store], now: float = NOW, **more: object) -> list[Acquaintance]:
    """People get acquainted, are allowed to run, and the run counts as used and ends."""
    found = everybody(meet(sheet, stores, now=now, **more)[0])  # type: ignore[arg-type]
    for seat, known in enumerate(found):
        known.require_allowed()
        count(known, sheet, seat, now)
        known.record_end(now)
    return found


def refused(found: Sequence[Acquaintance | BaseException]) -> list[Reason]:
    reasons = []
    for known in everybody(found):
        with pytest.raises(RunRefused) as caught:
            known.require_allowed()
        reasons.append(caught.value.verdict.reason)
    return reasons


# Counting


@pytest.mark.parametrize("n", [2, 3])
def test_the_same_people_are_counted_and_refused(tmp_path: Path, n: int) -> None:
    stores = stores_in(tmp_path, n)
    sheet = replace(TWICE, parties=replace(TWICE.parties, min=n, max=n))
    first = run_once(sheet, stores)
    assert all(known.verdict.first_meeting and known.kept is None and not known.only_add for known in first)
    second = run_once(sheet, stores[::-1], NOW + 1)  # in other seats
    assert all(known.is_further and known.only_add and known.kept is not None for known in second)
    assert {known.verdict.run for known in second} == {2}
    assert set(first[0].keys) == set(second[0].keys)
    assert refused(meet(sheet, stores, now=NOW + 2)[0]) == [Reason.USED_UP] * n


def test_once_is_once_and_nothing_is_kept_for_it(tmp_path: Path) -> None:
    stores = stores_in(tmp_path, 2)
    run_once(ONCE, stores)
    assert all(store.ids(Kind.KEPT_INPUTS) == () for store in stores)
    assert refused(meet(ONCE, stores)[0]) == [Reason.USED_UP] * 2
    # Another sheet, and other people, are another matter.
    run_once(replace(ONCE, id="other"), stores)
    stranger = stores_in(tmp_path / "more", 1)
    run_once(ONCE, [stores[0], *stranger])


def test_never_and_too_early(tmp_path: Path) -> None:
    never = sheet_of(MATCH, run=RunLimits(max_runs=5, rerun="never"))
    slowly = replace(sheet_of(MATCH, run=RunLimits(max_runs=5, cool_off_hours=2)), id="slowly")
    stores = stores_in(tmp_path, 2)
    run_once(never, stores)
    assert all(store.ids(Kind.KEPT_INPUTS) == () for store in stores)
    assert refused(meet(never, stores)[0]) == [Reason.NO_RERUN] * 2
    run_once(slowly, stores)
    assert refused(meet(slowly, stores, now=NOW + HOUR)[0]) == [Reason.COOL_OFF] * 2
    run_once(slowly, stores, NOW + 2 * HOUR)


def test_a_run_that_never_counted_leaves_no_trace(tmp_path: Path) -> None:
    stores = stores_in(tmp_path, 2)
    for _ in range(2):
        found = everybody(meet(ONCE, stores)[0])
        assert all(known.verdict.allowed and known.verdict.first_meeting for known in found)
    assert all(store.ids(Kind.LEDGER) == () for store in stores)


def test_both_windows_of_one_folder_are_not_counted(tmp_path: Path) -> None:
    (store,) = stores_in(tmp_path, 1)
    again = open_store(store.folder, LoginOnly())
    for _ in range(3):
        assert all(known.uncounted and known.kept is None for known in run_once(TWICE, [store, again]))
    assert store.ids(Kind.LEDGER) == ()
    assert store.ids(Kind.KEPT_INPUTS) == ()
    assert store.ids(Kind.IDENTITY) == ("this folder",)
    stranger = stores_in(tmp_path / "more", 1)
    assert not any(known.uncounted for known in run_once(TWICE, [store, *stranger]))


def test_one_shared_folder_among_three_keeps_nothing_for_anybody(tmp_path: Path) -> None:
    store, other = stores_in(tmp_path, 2)
    sheet = replace(TWICE, parties=replace(TWICE.parties, min=3, max=3))
    for _ in range(2):
        found = run_once(sheet, [store, open_store(store.folder, LoginOnly()), other])
        assert [known.uncounted for known in found] == [True, True, False]
    assert other.ids(Kind.KEPT_INPUTS) == ()


# Kept inputs


def test_what_is_kept_holds_the_next_run(tmp_path: Path) -> None:
    stores = stores_in(tmp_path, 2)
    for number in range(2):
        run_once(THRICE, stores, NOW + number)
        found = everybody(meet(THRICE, stores, now=NOW + number)[0])
        assert {known.kept.run_id for known in found} == {found[0].kept.run_id}
        assert all(known.kept.answers == Answers(by_item={"m": True}) for known in found)
        compiled = compile_sheet(THRICE, ("", ""), only_add=True)
        inputs = found[0].inputs(compiled)
        assert inputs.kept is not None  # also of the last run, until it has come to its end
        assert inputs.earlier is not None
        sticky = found[0].sticky(inputs, [])
        sticky.advance({party: slot.advanced() for party, slot in sticky.earlier.held.items()})
        after = everybody(meet(THRICE, stores, now=NOW + number)[0])
        assert {slot.next_use for slot in after[0].kept.held.values()} == {2}
        assert {slot.next_use for slot in after[1].kept.held.values()} == {1}
    run_once(THRICE, stores, NOW + 2)
    assert all(store.ids(Kind.KEPT_INPUTS) == () for store in stores)
    assert refused(meet(THRICE, stores)[0]) == [Reason.USED_UP] * 2


def test_answers_are_kept_only_where_they_are_needed(tmp_path: Path) -> None:
    stores = stores_in(tmp_path, 2)
    run_once(FREE, stores)
    found = everybody(meet(FREE, stores)[0])
    assert all(known.kept.answers is None and not known.only_add for known in found)
    assert all(len(slot.bits) > 100 for slot in found[0].kept.owned.values())  # the random part is


@pytest.mark.parametrize("sheet", [MANY_ADD, MANY_FREE], ids=["only add", "free"])
def test_without_what_was_kept_nobody_is_held_three_times_in_thirty_days(tmp_path: Path, sheet: Sheet) -> None:
    """Whoever does not agree to keep, or no longer has it: everybody is told, and it does not go on for ever."""
    stores = stores_in(tmp_path, 2)
    run_once(sheet, stores, may_keep=[True, False])
    for number in (1, 2, 3):
        assert all(store.ids(Kind.KEPT_INPUTS) == () for store in stores)
        found = run_once(sheet, stores, NOW + number, may_keep=[True, False])
        assert all(known.verdict.n_remade == number and not known.only_add and known.kept is None for known in found)
    assert refused(meet(sheet, stores, now=NOW + 5)[0]) == [Reason.KEPT_LOST] * 2
    # One of them has lost the own list as well: what the other one counted decides.
    with stores[0].transaction():
        for record in stores[0].ids(Kind.LEDGER):
            stores[0].forget(Kind.LEDGER, record)
    assert refused(meet(sheet, stores, now=NOW + 6)[0]) == [Reason.KEPT_LOST] * 2
    # After thirty days it is possible again; and what is kept from then on holds the next run.
    later = NOW + 31 * DAY
    assert {known.verdict.n_remade for known in run_once(sheet, stores, later)} == {1}
    assert all(known.kept is not None and known.verdict.n_remade == 0 for known in run_once(sheet, stores, later + 1))


def test_slots_that_are_lost_on_one_side_are_made_anew(tmp_path: Path) -> None:
    stores = stores_in(tmp_path, 3)
    sheet = replace(MANY_ADD, parties=replace(MANY_ADD.parties, min=3, max=3))
    run_once(sheet, stores)
    for record in stores[1].ids(Kind.KEPT_INPUTS):
        stores[1].forget(Kind.KEPT_INPUTS, record)
    assert {known.verdict.n_remade for known in run_once(sheet, stores, NOW + 1)} == {1}
    held = run_once(sheet, stores, NOW + 2)
    assert all(known.only_add and known.kept is not None for known in held)
    events = [entry.event for entry in held[2]._table.book.load(held[2]._table.run.lineage).entries]
    assert events.count(Event.REMADE) == 1


def test_a_free_sheet_without_draws_needs_nothing_kept(tmp_path: Path) -> None:
    sheet = sheet_of(MATCH, run=RunLimits(max_runs=2, rerun="free"))
    stores = stores_in(tmp_path, 2)
    for known in everybody(meet(sheet, stores)[0]):
        inputs = known.inputs(compile_sheet(sheet, ("", "")))
        assert inputs is not None
        assert inputs.earlier is None
    run_once(sheet, stores)
    assert all(store.ids(Kind.KEPT_INPUTS) == () for store in stores)
    for known in everybody(meet(sheet, stores)[0]):
        known.require_allowed()
        assert known.is_further
        assert known.verdict.n_remade == 0
        assert known.inputs(compile_sheet(sheet, ("", ""))).earlier is None


def test_another_sheet_of_the_same_id(tmp_path: Path) -> None:
    stores = stores_in(tmp_path, 2)
    run_once(THRICE, stores)
    assert refused(meet(replace(THRICE, title="Changed"), stores)[0]) == [Reason.OTHER_SHEET] * 2
    run_once(FREE, stores_in(tmp_path / "free", 2))
    free = [open_store(tmp_path / "free" / f"person-{number}", LoginOnly()) for number in range(2)]
    found = everybody(meet(replace(FREE, title="Changed"), free)[0])
    for known in found:
        known.require_allowed()
        assert known.kept is None


def test_other_roles_are_refused(tmp_path: Path) -> None:
    sheet = sheet_of(MATCH, n=2, roles=("a", "b"), run=RunLimits(max_runs=3))
    stores = stores_in(tmp_path, 2)
    run_once(sheet, stores, roles=["a", "b"])
    assert refused(meet(sheet, stores, roles=["b", "a"])[0]) == [Reason.OTHER_ROLES] * 2
    for known in everybody(meet(sheet, stores[::-1], roles=["b", "a"])[0]):
        known.require_allowed()


def test_where_conditions_name_seats_the_order_counts_too(tmp_path: Path) -> None:
    own = (Statement("s"),)
    item = DiscloseItem(id="d", rule="open_together", statements=(("", own),))
    sheet = sheet_of(item, n=3, run=RunLimits(max_runs=3))
    stores = stores_in(tmp_path, 3)
    run_once(sheet, stores)
    assert refused(meet(sheet, [stores[1], stores[0], stores[2]])[0]) == [Reason.OTHER_ROLES] * 3
    for known in everybody(meet(sheet, stores)[0]):
        known.require_allowed()


# Restored and copied folders


def copies(stores: Sequence[Store], folder: Path) -> list[Path]:
    return [shutil.copytree(store.folder, folder / f"copy-{number}") for number, store in enumerate(stores)]


def test_who_goes_back_is_counted_by_the_others_and_told_of(tmp_path: Path) -> None:
    """One folder of before the second run: the other's count decides, and the kept inputs do not go together."""
    stores = stores_in(tmp_path, 2)
    run_once(THRICE, stores)
    old = [open_store(path, LoginOnly()) for path in copies(stores, tmp_path)]
    run_once(THRICE, stores, NOW + 1)
    for pair in ([old[0], stores[1]], [stores[0], old[1]]):
        found = everybody(meet(THRICE, pair, now=NOW + 2)[0])
        assert {known.verdict.run for known in found} == {3}
        assert all(known.verdict.counts_differ and known.verdict.n_remade == 1 for known in found)
        assert all(known.kept is None and not known.only_add for known in found)


def test_a_copied_folder_is_the_same_person(tmp_path: Path) -> None:
    stores = stores_in(tmp_path, 2)
    run_once(TWICE, stores)
    copied = [open_store(path, LoginOnly()) for path in copies(stores, tmp_path)]
    run_once(TWICE, [copied[0], stores[1]], NOW + 1)
    assert refused(meet(TWICE, stores)[0]) == [Reason.USED_UP] * 2


def test_an_empty_folder_is_a_stranger(tmp_path: Path) -> None:
    stores = stores_in(tmp_path, 2)
    run_once(ONCE, stores)
    fresh = stores_in(tmp_path / "fresh", 1)
    assert all(known.verdict.first_meeting for known in run_once(ONCE, [stores[0], *fresh]))


def test_two_windows_at_once_run_once(tmp_path: Path) -> None:
    """Both were allowed when they met; the second that comes to its order is refused."""
    stores = stores_in(tmp_path, 2)
    run_once(TWICE, stores)
    one, other = (everybody(meet(TWICE, stores, now=NOW + 1)[0]) for _ in range(2))
    for known in one:
        known.record_used(1, NOW + 1)
    for known in other:
        with pytest.raises(RunRefused):
            known.record_used(1, NOW + 1)


# The words


def test_words_have_one_length_and_say_nothing_twice(tmp_path: Path) -> None:
    """First meeting or tenth, whatever sheet: the same lengths; and no part of a word ever comes again."""
    stores = stores_in(tmp_path, 2)
    words = []
    for sheet in (ONCE, replace(TWICE, id="two"), replace(FREE, id="free"), replace(TWICE, id="two")):
        found, table = meet(sheet, stores)
        words += table.words
        for seat, known in enumerate(everybody(found)):
            count(known, sheet, seat)
            known.record_end(NOW)
    assert {len(said) for word in words[::2] for said in word.values()} == {FIRST_BYTES}
    assert {len(said) for word in words[1::2] for said in word.values()} == {SECOND_BYTES}
    parts = [said[start : start + 16] for word in words[::2] for said in word.values() for start in range(0, 592, 16)]
    assert len(set(parts)) == len(parts)


def test_who_hides_what_it_knows_is_a_stranger(tmp_path: Path) -> None:
    """A changed program shows no tags: a first meeting, as with an empty folder; and the other side says so."""
    stores = stores_in(tmp_path, 2)
    run_once(ONCE, stores)

    def hide(number: int, source: int, target: int, word: bytes) -> bytes:
        return word[: FIRST_BYTES - TAGS_BYTES] + random.randbytes(TAGS_BYTES) if number == 0 and source == 1 else word

    found, _ = meet(ONCE, stores, tamper=hide)
    assert isinstance(found[0], RosterMismatch)  # here the other program still knows; one that hides would not


def test_a_word_sent_back_recognises_nobody(tmp_path: Path) -> None:
    """A stranger that repeats what it hears, tags and folder included, is a stranger."""
    stores = stores_in(tmp_path, 2)
    run_once(ONCE, stores)
    fresh = stores_in(tmp_path / "fresh", 1)
    first: dict[int, bytes] = {}
    repeated = FIRST_BYTES - TAGS_BYTES - TAG_BYTES

    def repeat(number: int, source: int, target: int, word: bytes) -> bytes:
        if number == 0 and source == 1:
            return word[:repeated] + first[0][repeated:]
        return word

    class Spy(dict[int, bytes]):
        """The words of one step; the first one's is noted as soon as it is said."""

        def __setitem__(self, seat: int, word: bytes) -> None:
            first.setdefault(seat, word)
            super().__setitem__(seat, word)

    found, _ = meet(ONCE, [stores[0], fresh[0]], tamper=repeat, words=[Spy()])
    assert first.keys() == {0, 1}
    assert all(known.verdict.first_meeting and not known.uncounted for known in everybody(found))


def test_random_bytes_that_differ_are_noticed(tmp_path: Path) -> None:
    """Three people; one gives the others different random bytes, so that they would never recognise each other."""
    sheet = replace(ONCE, parties=replace(ONCE.parties, min=3, max=3))

    def lie(number: int, source: int, target: int, word: bytes) -> bytes:
        return word[:32] + bytes(32) + word[64:] if (number, source, target) == (0, 2, 1) else word

    found, _ = meet(sheet, stores_in(tmp_path, 3), tamper=lie)
    assert not any(isinstance(one, Acquaintance) for one in found)
    assert any(isinstance(one, RosterMismatch) for one in found)


SIGNED_AT = TAG_BYTES + 1 + 32 + 32 + 2
"""Where the signature of the second word is."""


@pytest.mark.parametrize("place", [0, TAG_BYTES, SIGNED_AT - 2, SIGNED_AT, SIGNED_AT + 64, -1])
def test_a_changed_second_word_is_refused(tmp_path: Path, place: int) -> None:
    def change(number: int, source: int, target: int, word: bytes) -> bytes:
        changed = bytearray(word)
        if number == 1 and source == 1:
            changed[place] ^= 2
        return bytes(changed)

    found, _ = meet(ONCE, stores_in(tmp_path, 2), tamper=change)
    assert isinstance(found[0], RosterMismatch | CheatingDetected | MalformedMessage)


def test_a_signature_of_another_meeting_is_refused(tmp_path: Path) -> None:
    stores = stores_in(tmp_path, 2)
    run_once(TWICE, stores)
    _, before = meet(TWICE, stores)

    def replay(number: int, source: int, target: int, word: bytes) -> bytes:
        start = SIGNED_AT
        old = before.words[1][1]
        return word[:start] + old[start : start + 64] + word[start + 64 :] if number == 1 and source == 1 else word

    found, _ = meet(TWICE, stores, tamper=replay)
    assert isinstance(found[0], CheatingDetected)


def test_a_key_that_is_none_is_refused(tmp_path: Path) -> None:
    def change(number: int, source: int, target: int, word: bytes) -> bytes:
        return bytes(32) + word[32:] if number == 0 and source == 1 else word

    found, _ = meet(ONCE, stores_in(tmp_path, 2), tamper=change)
    assert isinstance(found[0], PeerError)


def test_declining_is_a_refusal(tmp_path: Path) -> None:
    stores = stores_in(tmp_path, 2)
    run_once(TWICE, stores)
    known = everybody(meet(TWICE, stores)[0])[0]
    assert known.declined().verdict.reason == Reason.DECLINED
    assert not known.declined().verdict.allowed
