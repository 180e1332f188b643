"""What this person calls people: found by it, gone with them, and nothing that anybody else ever hears of."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.kept.forgetting import find, forget, remembered
from desktop.kept.nicknames import MAX_CHARACTERS, Nicknames
from desktop.kept.relations import Relations
from desktop.paths import STORE_FOLDER
from desktop.store import Kind, Store, open_or_create
from tests.desktop.acquainting import NOW, stores_in
from tests.desktop.kept.test_acquaintance import MANY_ADD, run_once


def relations(store: Store) -> Relations:
    return Relations(store, bytes)


def test_a_name_is_found_beside_the_other_and_by_it(tmp_path: Path) -> None:
    mine, theirs = stores_in(tmp_path, 2)
    run_once(MANY_ADD, (mine, theirs))
    (before,) = relations(mine).of_two()
    Nicknames(mine).give(before.id, "  The   neighbour ")
    (after,) = relations(mine).of_two()
    assert (after.renamed, after.known_as, after.called) == ("The neighbour", "The neighbour", before.called)
    assert [one.renamed for one in remembered(mine)] == ["The neighbour"]
    assert [one.id for one in relations(mine).find("the NEIGHBOUR")] == [before.id]
    assert [one.id for one in find(mine, "the neighbour")] == [before.id]
    assert find(mine, "") == relations(mine).find(" ") == []
    assert [one.renamed for one in remembered(theirs)] == [""]
    assert after.encode() == before.encode(), "it is no part of what is kept of the relationship"


def test_it_stays_when_people_meet_again(tmp_path: Path) -> None:
    stores = stores_in(tmp_path, 2)
    run_once(MANY_ADD, stores)
    Nicknames(stores[0]).give(relations(stores[0]).of_two()[0].id, "Kim next door")
    run_once(MANY_ADD, stores, NOW + 10)
    (after,) = relations(stores[0]).of_two()
    assert (after.met, after.known_as) == (NOW + 10, "Kim next door")


def test_an_empty_one_takes_it_away_and_a_long_one_is_cut(tmp_path: Path) -> None:
    (store,) = stores_in(tmp_path, 1)
    names = Nicknames(store)
    names.give("0a1b2c3d", "ü" * 100)
    assert names.of("0a1b2c3d") == "ü" * MAX_CHARACTERS
    names.give("0a1b2c3d", "   ")
    assert names.of("0a1b2c3d") == ""
    assert store.ids(Kind.PERSON) == ()


def test_forgetting_people_forgets_what_they_are_called(tmp_path: Path) -> None:
    stores = stores_in(tmp_path, 2)
    run_once(MANY_ADD, stores)
    (relation,) = relations(stores[0]).of_two()
    Nicknames(stores[0]).give(relation.id, "Kim")
    assert stores[0].ids(Kind.PERSON) == (relation.id,)
    forget(stores[0], relation)
    assert stores[0].ids(Kind.PERSON) == ()


def test_a_name_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    (store,) = stores_in(tmp_path, 1)
    Nicknames(store).give("0a1b2c3d", "Kim")
    (record,) = (path for path in store.records_folder.glob("*.rec"))
    record.write_bytes(record.read_bytes()[:-1] + b"!")
    assert Nicknames(store).of("0a1b2c3d") == ""


def test_people_says_both_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COMMONGROUND_HOME", str(tmp_path / "home"))
    with open_or_create(tmp_path / "home" / STORE_FOLDER) as store:
        (other,) = stores_in(tmp_path / "others", 1)
        run_once(MANY_ADD, (store, other))
        (relation,) = relations(store).of_two()
        relations(store).save(replace(relation, called="Robin"))
        Nicknames(store).give(relation.id, "Kim next door")
    assert main(["people"]) == 0
    assert "Kim next door (calls themselves Robin), last met on" in capsys.readouterr().out
    assert main(["people", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)["people"][0]
    assert (shown["name"], shown["renamed"]) == ("Robin", "Kim next door")
    other.close()
