"""Contents in files from invite to agreement: who gets which file, what is left behind, and what a wrong key does."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from crypto.errors import PeerError
from desktop.attachments import run as attachments
from desktop.attachments.evidence import Evidence, NothingShown, ciphertext_of, find_fault, seat_of_owner
from desktop.attachments.own import Sealed, look_at, own_files
from desktop.deals import agreement
from desktop.deals.answers import Answers, Offer, Offers
from desktop.deals.errors import FileUnreadable, InvalidAnswers
from desktop.deals.kinds.contents import OwnFile
from desktop.deals.outcome import NOT_AGREED
from desktop.deals.preview import preview
from desktop.deals.preview_words import FILE_IS_SEEN
from desktop.deals.rule import decide
from desktop.deals.sheet import Sheet
from desktop.deals.terms import load_sheet
from desktop.run.stages import Aborted, Computing, Result, Stage
from desktop.strings.outcome import describe_received, describe_sheet
from p2p.errors import NetworkError
from p2p.identity import verify
from tests.desktop import negotiations
from tests.desktop.negotiations import Person, negotiate, run
from tests.desktop.programs import Desk, commonground
from tests.desktop.swapping import some_file

ROLES = """
format = 1
id = "frank"
title = "Frank"
parties = { min = 2, max = 2, roles = ["candidate", "employer"] }
[[items]]
id = "frank"
kind = "disclose"
[items.statements]
candidate = [{ id = "c1" }, { id = "c2" }]
employer = [{ id = "e1" }, { id = "e2" }]
"""
SHEET = load_sheet(ROLES.encode())
GROUP = load_sheet(
    b'format = 1\nid = "g"\ntitle = "G"\nparties = { min = 2, max = 4 }\n[[items]]\nid = "frank"\nkind = "disclose"\n'
    b'statements = { all = [{ id = "s1" }] }\n'
)


def offering(role: str, **offers: Offer) -> Answers:
    return Answers(role=role, by_item={"frank": Offers(offers)})


def in_file(path: Path, *requires: str) -> Offer:
    return Offer(tuple(requires), file=str(path))


def value_of(path: Path) -> dict[str, object]:
    data = path.read_bytes()
    return {"file": path.name, "size": len(data), "blake2b": hashlib.blake2b(data, digest_size=32).hexdigest()}


def results_of(
    sheet: Sheet, everyone: Sequence[Answers], folder: Path, people: list[Person] | None = None
) -> list[Result]:
    results = run(negotiate(sheet, everyone, folder, people))
    for result in results:
        assert isinstance(result, Result), result
    return [result for result in results if isinstance(result, Result)]


def assert_nothing_left(folder: Path) -> None:
    assert list(folder.glob("*/incoming/*")) == []
    assert list(folder.glob("*/received/.*")) == []


def test_files_that_open_together(tmp_path: Path) -> None:
    cv, band = some_file(tmp_path, "cv.pdf", 3_000_000), some_file(tmp_path, "band.txt", 5, b"1000 ")
    everyone = [
        offering("candidate", c1=in_file(cv, "e1"), c2=Offer(("e2",), text="never")),
        offering("employer", e1=in_file(band, "c1")),
    ]
    people = [Person(0), Person(1)]
    first, second = results_of(SHEET, everyone, tmp_path, people)
    expected = {"candidate.c1": value_of(cv), "employer.e1": value_of(band)}
    for result in (first, second):
        assert result.outcome.items["frank"].value == expected
        assert result.outcome == decide(SHEET, [look_at(answers) for answers in everyone])
        assert result.signed
    (from_employer,), (from_candidate,) = first.received, second.received
    assert (from_employer.item_id, from_employer.statement) == ("frank", "employer.e1")
    assert from_employer.path == tmp_path / "person-0" / "received" / "band.txt"
    assert from_employer.path.read_bytes() == band.read_bytes()
    assert from_candidate.path is not None
    assert from_candidate.path.read_bytes() == cv.read_bytes()
    assert str(from_candidate.path) in describe_received(from_candidate)
    assert_nothing_left(tmp_path)
    # The record holds hashes, neither names nor contents.
    assert first.path is not None
    record = first.path.read_bytes()
    agreement.verify(agreement.decode(record), verify)
    assert str(value_of(cv)["blake2b"]).encode() in record
    assert b"cv.pdf" not in record
    for person in people:
        computing = [stage for stage in person.stages if isinstance(stage, Computing)]
        assert [stage.progress for stage in computing] == sorted(stage.progress for stage in computing)
        assert [stage.files for stage in computing if stage.files is not None] == [0.5, 1.0]
        assert computing[-1].progress > 0.9


def test_a_file_that_stays_closed_leaves_nothing(tmp_path: Path) -> None:
    cv = some_file(tmp_path, "cv.pdf", 100_000)
    everyone = [offering("candidate", c1=in_file(cv, "e1")), offering("employer", e2=Offer(text="hello"))]
    for result in results_of(SHEET, everyone, tmp_path):
        assert result.outcome.items["frank"].value == {"employer.e2": {"text": "hello"}}
        assert result.received == ()
    assert not (tmp_path / "person-1" / "received").exists()
    assert_nothing_left(tmp_path)


def test_everybody_gets_the_files_of_a_group(tmp_path: Path) -> None:
    paths = [some_file(tmp_path, f"{number}.txt", 1000 * number + 1) for number in range(2)]
    everyone = [*(offering("", s1=in_file(path)) for path in paths), Answers()]
    results = results_of(GROUP, everyone, tmp_path)
    for seat, result in enumerate(results):
        assert result.outcome.items["frank"].value == {f"{n + 1}.s1": value_of(path) for n, path in enumerate(paths)}
        others = [path for number, path in enumerate(paths) if number != seat]
        assert [file.path.read_bytes() for file in result.received if file.path] == [
            path.read_bytes() for path in others
        ]


def entering(monkeypatch: pytest.MonkeyPatch, *wrong: str) -> None:
    """Whoever owns these statements enters another key than the one that was announced."""

    def changed(sealed: tuple[Sealed, ...]) -> Mapping[str, list[OwnFile]]:
        honest = own_files(sealed)
        return {
            item_id: [replace(file, key=bytes(16)) if file.statement_id in wrong else file for file in files]
            for item_id, files in honest.items()
        }

    monkeypatch.setattr(attachments, "own_files", changed)


@pytest.mark.parametrize("wrong", [("c1",), ("c1", "e1")])
def test_a_wrong_key_closes_what_depends_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: tuple[str, ...]
) -> None:
    """C28 through the whole stack."""
    file = some_file(tmp_path, "a.txt", 50)
    everyone = [
        offering("candidate", c1=in_file(file), c2=Offer(text="free")),
        offering("employer", e1=in_file(file), e2=Offer(("c1",), text="if you show me")),
    ]
    entering(monkeypatch, *wrong)
    for result in results_of(SHEET, everyone, tmp_path):
        value = result.outcome.items["frank"].value
        assert isinstance(value, dict)
        assert set(value) == {"candidate.c2", "employer.e1"} - ({"employer.e1"} if "e1" in wrong else set())
    assert_nothing_left(tmp_path)


def test_whoever_says_something_untrue_about_the_own_file_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = some_file(tmp_path, "a.txt", 50)
    honest = attachments.seal_own

    def lying(*arguments, **named):  # type: ignore[no-untyped-def]
        answers, mine = honest(*arguments, **named)
        offers = dict(answers.by_item["frank"].by_statement)
        for name, offer in offers.items():
            if offer.facts is not None:
                offers[name] = replace(offer, facts=replace(offer.facts, blake2b=bytes(32)))
        return replace(answers, by_item={"frank": Offers(offers)}), mine

    monkeypatch.setattr(attachments, "seal_own", lying)
    first, second = results_of(SHEET, [offering("candidate", c1=in_file(file)), offering("employer")], tmp_path)
    assert first.received == ()
    (received,) = second.received
    assert received.path is None
    assert "not the file that its owner described" in describe_received(received)
    assert received.note == tmp_path / "person-1" / "received" / "a.txt.fault"
    assert str(received.note) in describe_received(received)
    # Whoever has the agreement sees who it was.
    evidence = Evidence.from_bytes(received.note.read_bytes())
    assert seat_of_owner(evidence, second.agreement) == 0
    with pytest.raises(NothingShown, match="not every statement"):
        find_fault(evidence, ciphertext_of(received.note), verify, second.agreement)


def test_a_file_that_is_missing_is_said_before_anybody_compares(tmp_path: Path) -> None:
    everyone = [offering("candidate", c1=in_file(tmp_path / "gone")), offering("employer")]
    people = [Person(0), Person(1)]
    first, second = run(negotiate(SHEET, everyone, tmp_path, people))
    assert isinstance(first, InvalidAnswers)
    assert isinstance(second, (PeerError, NetworkError))


class LeavesWhenFilesMove:
    """Stops a person's negotiation in the middle of the transfer."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def __call__(self, stage: Stage) -> None:
        if isinstance(stage, Computing) and stage.files is not None and self.person.task is not None:
            self.person.on_stage = lambda later: None
            self.person.task.cancel()


def test_one_who_leaves_during_the_transfer(tmp_path: Path) -> None:
    everyone = [offering("candidate", c1=in_file(some_file(tmp_path, "a", 9_000_000))), offering("employer")]
    people = [Person(0), Person(1)]
    people[0].on_stage = LeavesWhenFilesMove(people[0])
    left, stayed = run(negotiate(SHEET, everyone, tmp_path, people))
    assert isinstance(left, asyncio.CancelledError)
    assert isinstance(stayed, (PeerError, NetworkError))
    for person in people:
        end = person.stages[-1]
        assert isinstance(end, Aborted)
        assert end.opened is None
        assert end.received == ()
    assert_nothing_left(tmp_path)


def test_a_file_that_changes_before_it_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = some_file(tmp_path, "a", 100)
    honest = attachments.seal_own

    def changing(*arguments, **named):  # type: ignore[no-untyped-def]
        answers, sealed = honest(*arguments, **named)
        if sealed:  # both people seal in this process; only the one whose file it is changes it
            path.write_bytes(b"x" * 100)
        return answers, sealed

    monkeypatch.setattr(attachments, "seal_own", changing)
    everyone = [offering("candidate", c1=in_file(path)), offering("employer")]
    first, second = run(negotiate(SHEET, everyone, tmp_path))
    assert isinstance(first, FileUnreadable)
    assert isinstance(second, (PeerError, NetworkError))
    assert_nothing_left(tmp_path)


def test_without_files_it_takes_one_step_more(tmp_path: Path) -> None:
    everyone = [offering("candidate", c1=Offer(text="a")), offering("employer", e1=Offer(("c2",), text="b"))]
    results = results_of(SHEET, everyone, tmp_path)
    assert results[0].outcome.items["frank"].value == {"candidate.c1": {"text": "a"}}
    assert results[0].statistics.and_gates < 30_000
    blank = results_of(SHEET, [Answers(role="candidate"), Answers(role="employer")], tmp_path / "again")
    assert blank[0].outcome.items["frank"] == NOT_AGREED
    assert blank[0].statistics.rounds == results[0].statistics.rounds


def test_further_runs_with_other_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The third run takes files back: the earlier offers count, and their files are sealed anew."""

    async def yes(*_: object) -> bool:
        return True

    monkeypatch.setattr(negotiations, "Around", partial(negotiations.Around, again=yes))
    sheet = load_sheet(ROLES.replace('"Frank"', '"Frank"\nrun = { max_runs = 3 }').encode())
    one, two = some_file(tmp_path, "one.txt", 100), some_file(tmp_path, "two.txt", 200)
    in_one, in_two, text = {"candidate.c1": value_of(one)}, {"candidate.c2": value_of(two)}, Offer(text="x")
    runs = [
        ({"c1": in_file(one, "e1")}, {}, None),
        (
            {"c1": in_file(one, "e1"), "c2": in_file(two)},
            {"e1": text},
            in_one | in_two | {"employer.e1": {"text": "x"}},
        ),
        (
            {"c2": text},
            {"e1": text, "e2": in_file(two)},
            in_one | in_two | {"employer.e1": {"text": "x"}, "employer.e2": value_of(two)},
        ),
    ]
    for mine, theirs, expected in runs:
        for result in results_of(sheet, [offering("candidate", **mine), offering("employer", **theirs)], tmp_path):
            assert result.outcome.items["frank"].value == expected
            assert all(file.path is not None for file in result.received)
    assert {path.name for path in (tmp_path / "person-1" / "received").iterdir()} == {
        "one.txt",
        "one (2).txt",
        "two.txt",
        "two (2).txt",
    }


def test_real_processes(desk: Desk, tmp_path: Path) -> None:
    sheet = desk.file("s.deal", ROLES)
    data = bytes(range(256)) * 12_000
    cv = desk.file("cv <1>.pdf", data)
    mine = desk.file(
        "a.toml", 'role = "candidate"\n[answers]\nfrank = { c1 = { offer = true, if = ["e1"], file = "cv <1>.pdf" } }\n'
    )
    theirs = desk.file("b.toml", 'role = "employer"\n[answers]\nfrank = { e1 = { offer = true, text = "Yes" } }\n')
    decided = desk.run("decide", sheet, "--answers", mine, "--answers", theirs, "--json").one("outcome")
    host = desk.host(sheet, mine)
    joiner = desk.join(host.invite(), theirs)
    first, second = host.end(), joiner.end()
    assert first.code == second.code == 0, (first, second)
    for one in (first, second):
        assert one.one("outcome")["items"] == decided["items"]
    value = decided["items"]["frank"]["value"]["candidate.c1"]  # type: ignore[index]
    assert value == {**value_of(Path(cv)), "file": "cv _1_.pdf"}
    assert "received" not in first.one("outcome")
    received = second.one("outcome")["received"]
    assert isinstance(received, dict)
    path = Path(received["frank"]["candidate.c1"])
    assert path.name == "cv _1_.pdf"
    assert path.read_bytes() == data
    assert "cv" not in first.stderr + second.stderr
    assert "Sealed files on their way" in second.stderr


def test_the_preview_says_what_the_transfer_shows(tmp_path: Path) -> None:
    path = some_file(tmp_path, "cv.pdf", 7)
    text = offering("candidate", c1=Offer(("e1",), text="x"))
    item = preview(SHEET, look_at(offering("candidate", c1=in_file(path, "e1")))).items["frank"]
    same = preview(SHEET, text).items["frank"]
    assert item.sentences == (FILE_IS_SEEN, *same.sentences)
    shown = [
        one.value["candidate.c1"]
        for one in item.outcomes
        if isinstance(one.value, dict) and "candidate.c1" in one.value
    ]
    assert shown
    assert all(value == value_of(path) for value in shown)
    unseen = preview(SHEET, offering("candidate", c1=in_file(path))).items["frank"]
    assert any(one.value == {"candidate.c1": {"file": "cv.pdf"}} for one in unseen.outcomes)


def test_people_are_told_what_others_see(desk: Desk) -> None:
    assert sum("even if it never opens" in line for line in describe_sheet(SHEET)) == 1
    sheet = desk.file("s.deal", ROLES)
    blank = commonground("sheet", "answers", sheet)
    assert "everyone sees even if it never opens" in " ".join(blank.stdout.replace("#", " ").split())
    assert "With attached files this comes twice" in commonground("sheet", "check", sheet).stdout
    broken = desk.file("a.toml", 'role = "candidate"\n[answers]\nfrank = { c1 = { offer = true, file = "gone" } }\n')
    refused = desk.run("decide", sheet, "--answers", broken, "--answers", broken, "--json")
    assert refused.one("error")["code"] == "E50"
    assert 'statement "c1": the file cannot be read' in str(refused.one("error")["message"])
