"""The editor's model: no sheet loses anything by being edited, every step can be read again, places are found."""

from __future__ import annotations

import pytest

from desktop.deals.errors import InvalidSheet
from desktop.deals.schema import KINDS
from desktop.deals.sheet import Draft, Sheet, digest, parse_sheet
from desktop.deals.templates import sample_terms, template_ids, template_source
from desktop.deals.terms import resolve
from desktop.ui.editor import model
from desktop.ui.editor.checking import check, made_up_values, path_of, sheet_of_one
from desktop.ui.editor.model import NoDocument, Table

ROLES = ["candidate", "employer"]


def sheet_for(kind: str, roles: list[str] | None = None, people: tuple[int, int] = (2, 2)) -> Table:
    """A sheet with one new item of a kind."""
    document = model.blank("A sheet")
    document = model.put(document, ("parties",), {"min": people[0], "max": people[1]})
    if roles:
        document = model.put(document, ("parties", "roles"), roles)
    return model.add_item(document, kind, 0)


def digest_of(found: Sheet | Draft, template_id: str) -> bytes:
    return digest(resolve(found, sample_terms(template_id)))


@pytest.mark.parametrize("template_id", template_ids())
def test_every_built_in_sheet_comes_out_as_it_went_in(template_id: str) -> None:
    source = template_source(template_id)
    written = model.write(model.read(source))
    before, after = parse_sheet(source), parse_sheet(written)
    assert digest_of(after, template_id) == digest_of(before, template_id)
    assert model.read(written) == model.read(source)


def test_what_the_editor_does_not_know_stays() -> None:
    source = template_source("team-retro") + b"\n[something_new]\nfrom_a_later_version = 3\n"
    document = model.read(source)
    changed = model.put(document, ("title",), "Another title")
    assert model.read(model.write(changed))["something_new"] == {"from_a_later_version": 3}
    assert any("something_new" in one.sentence for one in check(changed).problems)


def test_only_what_has_the_form_of_a_sheet_is_a_document() -> None:
    for data in (b"\xff", b"a = [", b"format = 1", b"format = 1\nitems = 3", b"format = 1\nitems = [1]", b"items = []"):
        with pytest.raises(NoDocument):
            model.read(data)


@pytest.mark.parametrize("roles", [None, ROLES], ids=["no roles", "roles"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_new_item_of_every_kind_is_valid(kind: str, roles: list[str] | None) -> None:
    document = sheet_for(kind, roles)
    assert check(document).problems == ()
    assert isinstance(check(document).result, Sheet)
    alone = sheet_of_one(document, 0)
    assert alone is not None
    assert alone.items[0].kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_of_every_kind_can_be_chosen_and_left_again(kind: str) -> None:
    people = (2, 2) if kind == "set" else (5, 6)
    document = sheet_for(kind, people=people)
    for rule in (*KINDS[kind][1], KINDS[kind][1][0]):
        document = model.set_rule(document, 0, rule)
        found = check(document)
        assert found.problems == (), rule
        assert isinstance(found.result, Sheet)
        assert found.result.items[0].rule == rule


def test_every_kind_becomes_every_other_and_keeps_its_texts() -> None:
    for kind in KINDS:
        for other in KINDS:
            document = model.put(sheet_for(kind), ("items", 0, "help"), "What to think of")
            document = model.set_kind(document, 0, other)
            assert check(document).problems == (), (kind, other)
            assert model.get(document, ("items", 0, "help")) == "What to think of"
    ranked = model.set_kind(model.put(sheet_for("pick"), ("items", 0, "options"), ["a", "b"]), 0, "rank")
    assert model.get(ranked, ("items", 0, "options")) == ["a", "b"]


def test_items_move_are_copied_and_go() -> None:
    document = model.blank("A sheet")
    for place, kind in enumerate(("match", "level", "pick")):
        document = model.add_item(document, kind, place)
    ids = [item["id"] for item in model.items_of(document)]
    moved = model.move_item(document, 0, 2)
    assert [item["id"] for item in model.items_of(moved)] == [ids[1], ids[2], ids[0]]
    copied = model.duplicate_item(document, 1)
    assert [item["kind"] for item in model.items_of(copied)] == ["match", "level", "level", "pick"]
    assert len({str(item["id"]) for item in model.items_of(copied)}) == 4
    assert [item["id"] for item in model.items_of(model.delete_item(document, 1))] == [ids[0], ids[2]]
    assert [item["id"] for item in model.items_of(document)] == ids  # never changed in place


def test_what_names_an_item_follows_its_id() -> None:
    document = model.read(template_source("salary-offer"))
    place = next(n for n, item in enumerate(model.items_of(document)) if item["id"] == "visa")
    document = model.put(document, ("dealbreakers", "items"), ["visa"])
    document = model.put(document, ("after", "none"), "Not even {visa}.")
    document = model.put(document, ("items", place + 1, "only_if"), "visa")
    renamed = model.rename_item(document, place, "permit")
    assert model.get(renamed, ("dealbreakers", "items")) == ["permit"]
    assert model.get(renamed, ("after", "none")) == "Not even {permit}."
    assert model.get(renamed, ("items", place + 1, "only_if")) == "permit"


def test_putting_nothing_takes_a_key_away_and_what_it_leaves_empty() -> None:
    document = model.put(model.blank("x"), ("run", "max_runs"), 3)
    assert document["run"] == {"max_runs": 3}
    assert "run" not in model.put(document, ("run", "max_runs"), None)
    assert model.put(document, ("parties", "min"), None)["parties"] == {"max": 2}
    assert model.get(document, ("items", 7, "label")) is None


def test_problems_are_brought_to_their_places() -> None:
    document = model.read(template_source("salary-offer"))
    places = {
        'item "package", issue "remote", options, entry 2': ("items", 1, "issues", 2, "options", 1),
        "item 3, options": ("items", 2, "options"),
        'item "base_pay", direction': ("items", 0, "direction"),
        'item "other_offers", statements, "employer", entry 2, label': (
            *("items", 6, "statements", "employer", 1, "label"),
        ),
        'open term "frame", default': ("open_terms", 3, "default"),
        "parties, roles, entry 1": ("parties", "roles", 0),
        'prepare, "candidate", entry 2': ("prepare", "candidate", 1),
        "": (),
    }
    assert {place: path_of(document, place) for place in places} == places


def test_two_items_with_one_id_are_complained_about_at_the_second() -> None:
    document = model.add_item(model.add_item(model.blank("x"), "match", 0), "match", 1)
    document = model.put(document, ("items", 1, "id"), model.get(document, ("items", 0, "id")))
    assert ("items", 1, "id") in [one.path for one in check(document).problems]


def test_advice_is_given_and_never_stands_in_the_way() -> None:
    document = model.blank("x")
    for place in range(41):
        document = model.add_item(document, "match", place)
    document = model.put(document, ("items", 0, "label"), "Dogs and/or cats")
    document = model.put(document, ("items", 1, "label"), "Snakes")
    document = model.put(document, ("items", 2, "label"), "snakes ")
    found = check(model.put(document, ("items", 2, "label"), "snakes"))
    assert found.problems == ()
    assert {one.path for one in found.found} == {(), ("items", 0, "label"), ("items", 2, "label")}
    assert isinstance(found.result, Sheet)


@pytest.mark.parametrize("template_id", template_ids())
def test_every_item_of_every_built_in_sheet_can_be_tried(template_id: str) -> None:
    document = model.read(template_source(template_id))
    for place, item in enumerate(model.items_of(document)):
        assert sheet_of_one(document, place) is not None, item["id"]


def test_made_up_values_fit_their_terms() -> None:
    types = ("text", "int", "decimal", "choice", "multi", "list", "date", "date_range", "range")
    terms: list[object] = [{"id": f"t-{n}", "type": kind} for n, kind in enumerate(types)]
    for term in terms[3:5]:
        assert isinstance(term, dict)
        term["options"] = ["a", "b"]
    assert isinstance(terms[1], dict)
    terms[1]["min"] = 5
    document = {**sheet_for("match"), "open_terms": terms}
    values = made_up_values(terms)
    assert values["t-1"] == 5
    found = check(document).result
    assert isinstance(found, Draft)
    assert len(resolve(found, values).terms) == len(types)


def test_a_check_finds_what_reading_finds() -> None:
    document = model.put(sheet_for("pick"), ("items", 0, "options"), ["same", "same"])
    with pytest.raises(InvalidSheet) as error:
        parse_sheet(model.write(document))
    assert len(check(document).problems) == len(error.value.problems)
    assert check(document).problems[0].path == ("items", 0, "options")
