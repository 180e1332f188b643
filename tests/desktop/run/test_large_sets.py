"""Sets of more than 256 entries: compared last, shown only when both found the same; what stands when that fails."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from crypto.coded_ot import CHECK_BYTES
from crypto.errors import CheatingDetected, PeerAborted, PeerError
from crypto.rounds import Kind, PartyId, Protocol
from crypto.session import Session
from desktop.deals import agreement
from desktop.deals.answers import Answers, Entries
from desktop.deals.compiler import compile_sheet, encode
from desktop.deals.errors import InvalidAnswers
from desktop.deals.kinds import rule_of
from desktop.deals.outcome import NOT_AGREED, ItemOutcome
from desktop.deals.parse_answers import parse_answers
from desktop.deals.rule import decide
from desktop.deals.sheet import Sheet
from desktop.deals.terms import load_sheet
from desktop.run import large_sets
from desktop.run.stages import Aborted, Opening, Result, Stage
from desktop.strings.outcome import describe_sheet, describe_unfinished
from p2p.errors import NetworkError
from p2p.identity import verify
from tests.desktop.negotiations import Person, folded, negotiate, run
from tests.desktop.programs import Desk, commonground

HEAD = 'format = 1\nid = "contacts"\ntitle = "Whom do we both know"\nparties = { min = 2, max = 2 }\n'
NAMES = '[[items]]\nid = "names"\nkind = "set"\nmax_entries = 300\n'
PLACES = NAMES.replace("names", "places")
MEET = '[[items]]\nid = "meet"\nkind = "match"\n'
SHEET = load_sheet((HEAD + MEET + NAMES).encode())
ONLY_SETS = load_sheet((HEAD + NAMES + PLACES).encode())
WITH_MARKS = load_sheet((HEAD + "dealbreakers = { max_each = 1 }\n" + MEET + NAMES).encode())


def listing(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def answers(sheet: Sheet, names: list[str], more: str = "meet = true\n", head: str = "") -> Answers:
    return parse_answers(sheet, f"{head}[answers]\n{more}names = [{listing(names)}]\n".encode())


MINE = [f"Person {i}" for i in range(300)]
THEIRS = [f"PERSON  {i}" for i in range(150, 450)]
FEW = answers(SHEET, ["Ada", "Grace"])
ALSO_FEW = answers(SHEET, ["grace", "Edsger"])


# Right outcomes


def test_three_hundred_entries_each(tmp_path: Path) -> None:
    everyone = [answers(SHEET, MINE), answers(SHEET, THEIRS)]
    people = [Person(0), Person(1)]
    first, second = run(negotiate(SHEET, everyone, tmp_path, people))
    assert isinstance(first, Result)
    assert isinstance(second, Result)
    assert first.outcome == decide(SHEET, everyone)
    assert folded(SHEET, second.outcome) == folded(SHEET, first.outcome)
    mine, theirs = first.outcome.items["names"].value, second.outcome.items["names"].value
    assert mine == tuple(sorted(f"Person {i}" for i in range(150, 300)))
    assert theirs == tuple(sorted(f"PERSON  {i}" for i in range(150, 300)))
    assert first.signed
    assert first.agreement == second.agreement
    assert not first.unfinished
    shown = first.agreement.record.outcome.items["names"].value
    assert shown == tuple(sorted(f"person {i}" for i in range(150, 300)))
    assert first.path is not None
    agreement.verify(agreement.decode(first.path.read_bytes()), verify)
    for person in people:
        openings = [stage for stage in person.stages if isinstance(stage, Opening)]
        comparing = [stage.comparing for stage in openings if stage.comparing is not None]
        assert comparing == sorted(comparing)
        assert (comparing[0], comparing[-1]) == (0.0, 1.0)
        # The set is not shown before its very end, and everything else before it begins.
        assert all("names" not in stage.opened for stage in openings[:-1])
        assert all("meet" in stage.opened for stage in openings if stage.comparing is not None)


def test_a_sheet_of_large_sets_only(tmp_path: Path) -> None:
    mine = replace(FEW, by_item={"names": Entries(("Ada", "Grace")), "places": Entries(("Turin",))})
    theirs = replace(FEW, by_item={"names": Entries(("grace",)), "places": Entries(("Delft",))})
    results = run(negotiate(ONLY_SETS, [mine, theirs], tmp_path))
    for result, spelling in zip(results, ("Grace", "grace"), strict=True):
        assert isinstance(result, Result)
        assert result.outcome.items == {"names": ItemOutcome(True, (spelling,)), "places": NOT_AGREED}
        assert result.signed


def test_the_transcript_of_the_set_is_signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[bytes, large_sets.LargeSets]] = []
    compare = large_sets.compare_large_sets

    async def noting(meeting, runner, sheet, given, transcript, random, on_progress):  # type: ignore[no-untyped-def]
        seen.append((transcript, await compare(meeting, runner, sheet, given, transcript, random, on_progress)))
        return seen[-1][1]

    monkeypatch.setattr("desktop.negotiation.compare_large_sets", noting)
    results = run(negotiate(SHEET, [FEW, ALSO_FEW], tmp_path))
    assert {before for before, _ in seen} == {seen[0][0]}
    for result in results:
        assert isinstance(result, Result)
        assert result.agreement.record.transcript == seen[0][1].transcript != seen[0][0]


def test_nothing_is_compared_after_a_dealbreaker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("compared all the same")

    monkeypatch.setattr("desktop.negotiation.compare_large_sets", never)
    mine = answers(WITH_MARKS, ["Ada"], more="meet = false\n", head='must = ["meet"]\n')
    theirs = answers(WITH_MARKS, ["Ada"])
    for result in run(negotiate(WITH_MARKS, [mine, theirs], tmp_path)):
        assert isinstance(result, Result)
        assert result.outcome.blocked
        assert result.outcome.items["names"] == NOT_AGREED
        assert result.signed


def test_real_processes(desk: Desk) -> None:
    sheet = desk.file("s.deal", HEAD + MEET + NAMES)
    mine = desk.file("a.toml", f"[answers]\nnames = [{listing(MINE)}]\n")
    theirs = desk.file("b.toml", f"[answers]\nnames = [{listing(THEIRS)}]\n")
    host = desk.host(sheet, mine)
    joiner = desk.join(host.invite(), theirs)
    decided = desk.run("decide", sheet, "--answers", mine, "--answers", theirs, "--json").one("outcome")
    ended = host.end(), joiner.end()
    for one in ended:
        assert one.code == 0, one
        assert "Person 200" not in one.stderr
        assert "unfinished" not in one.one("outcome")
    assert ended[0].one("outcome")["items"] == decided["items"]
    path = str(ended[1].one("outcome")["agreement"])
    assert desk.run("agreement", "verify", path, "--json").one("agreement")["valid"] is True


# Stopping, cheating


def cheating(monkeypatch: pytest.MonkeyPatch, who: int, cheat: Callable[..., object]) -> None:
    """One party's intersection does something else."""
    honest = Session.broadcast

    def broadcast(
        self: Session, kind: Kind, message: bytes, lengths: Mapping[PartyId, int] | None = None
    ) -> Protocol[dict[PartyId, bytes]]:
        if self.me == who:
            message = cheat(kind, message)  # type: ignore[assignment]
        return (yield from honest(self, kind, message, lengths))

    monkeypatch.setattr(Session, "broadcast", broadcast)


def assert_the_rest_stands(result: object, kind: type[BaseException], opened: bool) -> Result:
    assert isinstance(result, Result), result
    assert result.outcome.items == {"meet": ItemOutcome(True, True), "names": NOT_AGREED}
    (unfinished,) = result.unfinished
    assert unfinished.item_id == "names"
    assert isinstance(unfinished.error, kind), unfinished
    assert unfinished.opened is opened
    assert not result.signed
    return result


def test_a_wrong_answer_is_noticed_before_anything_of_the_set_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_proof(kind: Kind, message: bytes) -> bytes:
        if kind is not Kind.COT_CHECK or len(message) != CHECK_BYTES:
            return message
        return message[:-1] + bytes([message[-1] ^ 1])

    cheating(monkeypatch, 1, other_proof)
    results = run(negotiate(SHEET, [FEW, ALSO_FEW], tmp_path))
    kinds = {type(result.unfinished[0].error) for result in results if isinstance(result, Result)}
    assert CheatingDetected in kinds
    assert kinds <= {CheatingDetected, PeerAborted}
    for result in results:
        stands = assert_the_rest_stands(result, PeerError, opened=result.unfinished[0].opened)  # type: ignore[union-attr]
        sentence = describe_unfinished(SHEET, stands.unfinished[0])
        assert sentence.startswith("names was not compared: ")
        assert sentence.endswith(" All other results stand.")
    honest = next(r for r in results if isinstance(r, Result) and isinstance(r.unfinished[0].error, CheatingDetected))
    assert not honest.unfinished[0].opened
    assert "Nobody learnt what you have in common." in describe_unfinished(SHEET, honest.unfinished[0])


def test_whoever_opens_another_list_gets_nothing_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def other_list(kind: Kind, message: bytes) -> bytes:
        return bytes([message[0] ^ 1]) + message[1:] if kind is Kind.PSI_OPEN else message

    cheating(monkeypatch, 0, other_list)
    results = run(negotiate(SHEET, [FEW, ALSO_FEW], tmp_path))
    stands = [assert_the_rest_stands(result, PeerError, opened=True) for result in results]
    assert any("may know what you have in common" in describe_unfinished(SHEET, s.unfinished[0]) for s in stands)


class Sabotage:
    """Kills a person's negotiation as soon as it publishes that sets are compared."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def __call__(self, stage: Stage) -> None:
        if isinstance(stage, Opening) and stage.comparing is not None and self.person.task is not None:
            self.person.on_stage = lambda later: None
            self.person.task.cancel()


def test_one_who_stops_stops_the_work_and_the_other_keeps_the_rest(tmp_path: Path) -> None:
    people = [Person(0), Person(1)]
    people[1].on_stage = Sabotage(people[1])
    stayed, left = run(negotiate(SHEET, [FEW, ALSO_FEW], tmp_path, people))
    assert isinstance(left, asyncio.CancelledError)
    end = people[1].stages[-1]
    assert isinstance(end, Aborted)
    assert end.opened == {"meet": ItemOutcome(True, True)}
    assert isinstance(stayed, Result)
    assert_the_rest_stands(stayed, (PeerError, NetworkError), opened=stayed.unfinished[0].opened)  # type: ignore[arg-type]


def test_the_command_says_what_is_true(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sheet = desk.file("s.deal", (HEAD + MEET + NAMES).replace("300", "10000"))
    given = [desk.file(f"{i}.toml", f"[answers]\nmeet = true\nnames = [{listing(MINE)}]\n") for i in range(2)]
    host = desk.host(sheet, given[0])
    joiner = desk.join(host.invite(), given[1])
    joiner.wait_for("Comparing the long list")
    joiner.kill()
    joiner.end()
    ended = host.end()
    assert ended.code == 0, ended
    event = ended.one("outcome")
    assert event["items"] == {"meet": {"agreed": True, "value": True}, "names": {"agreed": False}}
    told = event["unfinished"]
    assert isinstance(told, dict)
    assert told["names"]["code"] in {"E25", "E26"}
    assert "Nobody learnt what you have in common. All other results stand." in told["names"]["message"]
    assert told["names"]["message"] in ended.stderr
    assert "Person" not in ended.stderr


# The circuit, the words


def test_the_circuit_knows_nothing_of_it() -> None:
    compiled = compile_sheet(SHEET, ("", ""))
    assert compiled.circuit.n_ands == 1
    assert [output.name for output in compiled.circuit.outputs] == ["meet"]
    assert compiled.n_inputs(0) == 1
    assert encode(compiled, 0, FEW).tolist() == [1]


def test_too_many_entries_are_refused() -> None:
    too_many = Answers(by_item={"names": Entries(tuple(str(i) for i in range(301)))})
    with pytest.raises(InvalidAnswers, match="at most 300"):
        encode(compile_sheet(SHEET, ("", "")), 0, too_many)


def test_entries_that_are_missing_later() -> None:
    rule = rule_of(SHEET.items[1], ("", ""))
    assert rule.takes_back(0, Entries(("Ada", "Grace")), Entries(("ada",)))
    assert not rule.takes_back(0, Entries(("Ada",)), Entries(("ada", "Grace")))


def test_people_are_told_that_it_comes_last(desk: Desk) -> None:
    assert sum("compared last" in line for line in describe_sheet(SHEET)) == 1
    checked = commonground("sheet", "check", desk.file("s.deal", HEAD + NAMES.replace("300", "10000")))
    assert checked.returncode == 0
    assert re.search(r"names: 40 steps more, about 67\d kB more sent by each, and 0\.7 s of work", checked.stdout)
