"""Forgetting people: everything of them is gone from this computer, nobody else is touched, and they count on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.cli.output import WrongUsage
from desktop.cli.people import _not_one
from desktop.deals.sheet import RunLimits
from desktop.kept.forgetting import Compared, find, forget, remembered
from desktop.paths import STORE_FOLDER
from desktop.store import Kind, Store, open_or_create
from desktop.strings.runs import FORGETTING
from tests.desktop.acquainting import NOW, meet, stores_in
from tests.desktop.kept.test_acquaintance import FREE, MANY_ADD, ONCE, count, everybody, run_once
from tests.desktop.programs import Desk

KINDS = (Kind.IDENTITY, Kind.LEDGER, Kind.KEPT_INPUTS)


def n_records(store: Store) -> tuple[int, ...]:
    """Without the record that only says which folder this is."""
    return tuple(len([one for one in store.ids(kind) if one != "this folder"]) for kind in KINDS)


def test_everything_of_these_people_goes_and_nothing_of_others(tmp_path: Path) -> None:
    stores = stores_in(tmp_path, 3)
    run_once(MANY_ADD, stores[:2])
    run_once(replace(FREE, id="free"), stores[:2], NOW + 1)
    run_once(MANY_ADD, [stores[0], stores[2]], NOW + 2)
    group = replace(ONCE, id="group", parties=replace(ONCE.parties, min=3, max=3))
    run_once(group, stores, NOW + 3)
    names = [(one.n_people, one.met, one.sheets) for one in remembered(stores[0])]
    assert names == [
        (3, NOW + 3, (Compared("group", 1, False),)),
        (2, NOW + 2, (Compared("s", 1, True),)),
        (2, NOW + 1, (Compared("free", 1, True), Compared("s", 1, True))),
    ]
    before = n_records(stores[1])
    (relation,) = find(stores[0], remembered(stores[0])[2].id)
    forget(stores[0], relation)
    assert [one.n_people for one in remembered(stores[0])] == [3, 2]
    assert n_records(stores[0]) == (2, 2, 3)
    assert n_records(stores[1]) == before  # the others keep theirs
    for one in remembered(stores[0]):
        forget(stores[0], find(stores[0], one.id)[0])
    assert n_records(stores[0]) == (0, 0, 0)
    assert remembered(stores[0]) == []


def test_whoever_forgot_is_somebody_new_and_the_other_counts_on(tmp_path: Path) -> None:
    stores = stores_in(tmp_path, 2)
    run_once(ONCE, stores)
    forget(stores[0], find(stores[0], remembered(stores[0])[0].id)[0])
    assert all(known.verdict.first_meeting for known in run_once(ONCE, stores, NOW + 1))
    assert [one.sheets for one in remembered(stores[1])] == [(Compared("s", 1, False),)] * 2


def test_what_is_kept_of_a_run_that_never_counted_goes_too(tmp_path: Path) -> None:
    """It stopped right before it counted; without forgetting it could be repeated if it counted for the other one."""
    stores = stores_in(tmp_path, 2)
    found = everybody(meet(ONCE, stores)[0])
    found[1].record_used = lambda *rest: None  # type: ignore[method-assign]
    for seat, known in enumerate(found):
        count(known, ONCE, seat)
    assert [one.sheets for one in remembered(stores[1])] == [(Compared("s", 0, True),)]
    again = everybody(meet(ONCE, stores, now=NOW + 1)[0])
    assert all(known.verdict.repeats and known.repeated is not None for known in again)
    forget(stores[1], find(stores[1], remembered(stores[1])[0].id)[0])
    assert n_records(stores[1]) == (0, 0, 0)
    assert all(known.verdict.first_meeting for known in everybody(meet(ONCE, stores, now=NOW + 1)[0]))


def test_a_crash_while_forgetting_leaves_something_that_can_be_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (store, other) = stores_in(tmp_path, 2)
    run_once(replace(MANY_ADD, run=RunLimits(max_runs=3)), [store, other])
    relation = find(store, remembered(store)[0].id)[0]
    total = sum(n_records(store))
    for limit in range(total):
        left, real = [limit], store.forget

        def dies(*rest: object, left: list[int] = left, real: object = real) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt
            real(*rest)  # type: ignore[operator]

        with monkeypatch.context() as patch:
            patch.setattr(store, "forget", dies)
            with pytest.raises(KeyboardInterrupt):
                forget(store, relation)
        assert len(remembered(store)) == 1
    forget(store, relation)
    assert n_records(store) == (0, 0, 0)


def test_the_commands(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    home = tmp_path / "home"
    stores = [open_or_create(home / STORE_FOLDER), *stores_in(tmp_path / "others", 2)]
    for number, other in enumerate(stores[1:]):
        run_once(ONCE, [stores[0], other], NOW + number)
    try:
        shown = desk.start("people", "--json", home=str(home)).end().one("people")["people"]
        assert [(one["people"], one["met"], one["name"]) for one in shown] == [(2, "2027-01-15", "")] * 2  # type: ignore[attr-defined]
        assert shown[0]["sheets"] == [{"id": "s", "runs": 1, "kept": False}]  # type: ignore[index]
        gone = shown[0]["id"]  # type: ignore[index]
        unasked = desk.start("forget", gone, "--json", home=str(home)).end()
        assert unasked.code == 2
        assert "--yes" in str(unasked.one("error")["message"])
        assert len(remembered(stores[0])) == 2
        ended = desk.start("forget", gone, "--yes", "--json", home=str(home)).end()
        assert ended.one("forgotten")["id"] == gone
        assert all(line in ended.stderr for line in FORGETTING)
        assert [one.id for one in remembered(stores[0])] == [shown[1]["id"]]  # type: ignore[index]
        again = desk.start("forget", gone, "--json", home=str(home)).end()
        assert again.code == 2
        assert "Nobody you met" in again.stderr + str(again.events)
    finally:
        desk.close()


def test_of_two_with_one_name_the_id_says_which(tmp_path: Path) -> None:
    stores = stores_in(tmp_path, 3)
    for other in stores[1:]:
        run_once(ONCE, [stores[0], other])
    found = find(stores[0], "")
    assert found == []
    both = [find(stores[0], one.id)[0] for one in remembered(stores[0])]
    assert all(relation.id in _not_one(both) for relation in both)
    assert issubclass(WrongUsage, Exception)
