"""A run with sealed files that was stopped while it was opened, and its repeat: the same files under the same keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from crypto.bits import Bits
from crypto.errors import CheatingDetected, PeerError
from desktop.attachments import run as attachments
from desktop.attachments.own import Sealed
from desktop.deals.answers import Answers, Offer, Offers, unsealed
from desktop.deals.errors import InvalidAnswers
from desktop.deals.sheet import RunLimits, Sheet
from desktop.deals.terms import load_sheet
from desktop.ledger.entries import Event
from desktop.paths import STORE_FOLDER
from desktop.run import plan as run_plan
from desktop.run.stages import Result
from desktop.store import Kind, open_or_create
from p2p.errors import NetworkError
from tests.desktop.attachments.test_files_meeting import value_of
from tests.desktop.cli.test_meeting import outcome_of
from tests.desktop.negotiations import Person
from tests.desktop.programs import Desk
from tests.desktop.swapping import some_file
from tests.desktop.test_further_runs import Asked, compare, n_kept
from tests.desktop.test_repeats import Death, entries, opened_in_order, values

SHEET = load_sheet(b"""
format = 1
id = "frank"
title = "Frank"
parties = { min = 2, max = 2, roles = ["candidate", "employer"] }
[[items]]
id = "talk"
kind = "match"
[[items]]
id = "frank"
kind = "disclose"
[items.statements]
candidate = [{ id = "c1" }, { id = "c2" }]
employer = [{ id = "e1" }]
[[items]]
id = "walk"
kind = "match"
""")


def everyone(folder: Path) -> list[Answers]:
    """Each has a file, and each file opens for the other one."""
    (folder / "mine").mkdir()
    files = {name: str(some_file(folder / "mine", name, 70_000 + len(name))) for name in ("cv", "band")}
    candidate = Offers({"c1": Offer(("e1",), file=files["cv"]), "c2": Offer(text="x")})
    employer = Offers({"e1": Offer(("c1",), file=files["band"])})
    return [
        Answers("candidate", by_item={"talk": True, "walk": True, "frank": candidate}),
        Answers("employer", by_item={"talk": True, "frank": employer}),
    ]


def expected(folder: Path) -> dict[str, object]:
    mine = folder / "mine"
    return {
        "candidate.c1": value_of(mine / "cv"),
        "candidate.c2": {"text": "x"},
        "employer.e1": value_of(mine / "band"),
    }


def stop_at(folder: Path, at: str, monkeypatch: pytest.MonkeyPatch, sheet: Sheet, said: list[Answers]) -> list[Person]:
    people = [Person(0), Person(1)]
    with monkeypatch.context() as patch:
        death = Death(patch, 1, at)
        death.watch(people[1])
        compare(sheet, said, folder, Asked(), people)
    assert death.dead.is_set()
    return people


@pytest.mark.parametrize("at", ["opened 1", "signing"])
def test_the_repeat_is_the_same_run(tmp_path: Path, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = everyone(tmp_path)
    before = stop_at(tmp_path, at, monkeypatch, SHEET, said)
    seen = [opened_in_order(person) for person in before]
    people = [Person(0), Person(1)]
    blank = [Answers("candidate"), Answers("employer")]  # what they say now does not count
    results = compare(SHEET, blank, tmp_path, Asked(), people)
    assert [found["frank"] for found in values(results)] == [expected(tmp_path)] * 2
    assert [found["walk"] for found in values(results)] == [None] * 2
    for person, old in zip(people, seen, strict=True):
        assert opened_in_order(person)[: len(old)] == old
    for number, name in enumerate(("band", "cv")):
        result = results[number]
        assert isinstance(result, Result)
        assert [file.path is not None for file in result.received] == [True]
        written = (tmp_path / f"person-{number}" / "received").iterdir()
        assert {path.read_bytes() for path in written} == {(tmp_path / "mine" / name).read_bytes()}
        events = [entry.event for entry in entries(tmp_path, number)]
        assert events.count(Event.USED) == 1
        assert events[-1] == Event.FINISHED
        assert n_kept(tmp_path, number) == 0


def test_who_sits_elsewhere_in_the_repeat_has_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = everyone(tmp_path)
    stop_at(tmp_path, "order", monkeypatch, SHEET, said)
    (tmp_path / "person-0").rename(tmp_path / "aside")
    (tmp_path / "person-1").rename(tmp_path / "person-0")
    (tmp_path / "aside").rename(tmp_path / "person-1")
    results = compare(SHEET, said[::-1], tmp_path)
    assert [found["frank"] for found in values(results)] == [expected(tmp_path)] * 2


def test_a_file_that_has_changed_is_said_before_anything_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And when it is the same again, the repeat is still possible."""
    said = everyone(tmp_path)
    stop_at(tmp_path, "opened 1", monkeypatch, SHEET, said)
    cv = tmp_path / "mine" / "cv"
    content = cv.read_bytes()
    cv.write_bytes(content[::-1] + b"more")
    first, second = compare(SHEET, said, tmp_path)
    assert isinstance(first, InvalidAnswers)
    assert "another one than in the comparison that is to be repeated" in str(first)
    assert isinstance(second, (PeerError, NetworkError))
    cv.unlink()
    assert isinstance(compare(SHEET, said, tmp_path)[0], InvalidAnswers)
    cv.write_bytes(content)
    assert [found["frank"] for found in values(compare(SHEET, said, tmp_path))] == [expected(tmp_path)] * 2


def test_another_mark_or_key_in_a_repeat_is_caught_before_anything_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed program withdraws an offer in the repeat: a key that does not fit, or a mark for another statement."""
    said = everyone(tmp_path)
    stop_at(tmp_path, "opened 1", monkeypatch, SHEET, said)
    bits_of = run_plan._bits_of
    for place in (0, 128):
        calls: list[int] = []

        def other(kept: object, place: int = place, calls: list[int] = calls) -> Bits:
            bits = bits_of(kept)  # type: ignore[arg-type]
            calls.append(1)
            if len(calls) == 1:
                bits[place] ^= 1
            return bits

        people = [Person(0), Person(1)]
        with monkeypatch.context() as patch:
            patch.setattr(run_plan, "_bits_of", other)
            patch.setattr("crypto.sticky.StickyRun.require_fitting", lambda self, my_bits: None)
            results = compare(SHEET, said, tmp_path, Asked(), people)
        assert any(isinstance(result, CheatingDetected) for result in results)
        assert all(isinstance(result, PeerError) for result in results)
        assert not any(opened_in_order(person) for person in people)
    assert [found["frank"] for found in values(compare(SHEET, said, tmp_path))] == [expected(tmp_path)] * 2


def fresh_keys(answers: Answers) -> Answers:
    return unsealed(answers)


def one_file_less(answers: Answers) -> Answers:
    offers = answers.by_item["frank"]
    assert isinstance(offers, Offers)
    return replace(answers, by_item={"frank": Offers({**offers.by_statement, "c1": Offer(("e1",), text="")})})


@pytest.mark.parametrize("change", [fresh_keys, one_file_less])
def test_other_files_in_a_repeat_end_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Answers], Answers]
) -> None:
    said = everyone(tmp_path)
    stop_at(tmp_path, "opened 1", monkeypatch, SHEET, said)
    honest = attachments.seal_own

    def changing(sheet: Sheet, answers: Answers, *rest: object) -> tuple[Answers, tuple[Sealed, ...]]:
        if answers.role == "candidate":
            answers = change(answers)
        return honest(sheet, answers, *rest)  # type: ignore[arg-type]

    people = [Person(0), Person(1)]
    with monkeypatch.context() as patch:
        patch.setattr(attachments, "seal_own", changing)
        results = compare(SHEET, said, tmp_path, Asked(), people)
    assert all(isinstance(result, PeerError) for result in results)
    assert any(isinstance(result, CheatingDetected) for result in results)
    assert not any(opened_in_order(person) for person in people)


def test_a_further_run_after_a_repeat_is_held_to_the_answers_and_not_to_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = replace(SHEET, run=RunLimits(max_runs=3))
    said = everyone(tmp_path)
    stop_at(tmp_path, "opened 1", monkeypatch, sheet, said)
    assert [found["frank"] for found in values(compare(sheet, said, tmp_path))] == [expected(tmp_path)] * 2
    # An ended run keeps no key of a file; what was offered counts, sealed anew.
    for number in range(2):
        with open_or_create(tmp_path / f"person-{number}" / STORE_FOLDER) as store:
            contents = [store.get(Kind.KEPT_INPUTS, record) for record in store.ids(Kind.KEPT_INPUTS)]
        assert any(b"blake2b" in one.content for one in contents if one)
        assert not [one for one in contents if one and b'"key":"' in one.content and b'"key":""' not in one.content]
    nothing = [Answers("candidate"), Answers("employer")]
    found = values(compare(sheet, nothing, tmp_path))
    assert [one["frank"] for one in found] == [expected(tmp_path)] * 2
    assert [one["talk"] for one in found] == [True] * 2


def test_real_processes(desk: Desk, tmp_path: Path) -> None:
    sheet = desk.file(
        "s.deal",
        b'format = 1\nid = "f"\ntitle = "F"\nparties = { min = 2, max = 2 }\n[[items]]\nid = "frank"\n'
        b'kind = "disclose"\nstatements = { all = [{ id = "s1" }] }\n[[items]]\nid = "talk"\nkind = "match"\n',
    )
    data = bytes(range(256)) * 1000
    desk.file("cv.pdf", data)
    mine = desk.file("a.toml", '[answers]\ntalk = true\nfrank = { s1 = { offer = true, file = "cv.pdf" } }\n')
    theirs = desk.file("b.toml", "[answers]\ntalk = true\n")
    homes = [str(desk.folder / name) for name in ("ana", "bea")]
    host = desk.start("host", sheet, "--answers", mine, "--listen", "127.0.0.1:0", "--json", home=homes[0])
    join = desk.start(
        *("join", "--answers", theirs, "--yes", "--json"), invite=host.invite(), home=homes[1], dies_at="opened 1"
    )
    assert join.end().code == -9
    stopped = host.end()
    assert stopped.code == 1
    assert "stopped while the result was being opened" in str(stopped.events[-1]["message"])
    host = desk.start("host", sheet, "--answers", mine, "--listen", "127.0.0.1:0", "--json", home=homes[0])
    join = desk.start("join", "--answers", theirs, "--yes", "--json", invite=host.invite(), home=homes[1])
    for ended in (host.end(), join.end()):
        assert outcome_of(ended)["items"]["talk"] == {"agreed": True, "value": True}  # type: ignore[index]
        assert outcome_of(ended)["items"]["frank"]["agreed"] is True  # type: ignore[index]
        assert "It can be repeated" in ended.stderr
    (written,) = (desk.folder / "bea" / "received").glob("cv*.pdf")
    assert written.read_bytes() == data
