"""Improving an agreement as people do it: real connections, files that are right or wrong, and who has to agree."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.deals import agreement
from desktop.deals.agreement import Agreement
from desktop.deals.answers import Answers, Preferences
from desktop.deals.errors import InvalidAgreement
from desktop.deals.items import MatchItem
from desktop.deals.outcome import ItemOutcome, Outcome
from desktop.deals.sheet import RunLimits, Sheet, digest, parse_sheet
from desktop.kept.improving import improvement, improvement_of
from desktop.ledger import Reason
from desktop.run.stages import Result
from p2p.identity import verify
from tests.desktop.agreeing import signed
from tests.desktop.cli.test_meeting import outcome_of
from tests.desktop.deals.clear import bundle, sheet_of
from tests.desktop.negotiations import improve_random_bundle, run
from tests.desktop.programs import PATIENCE_S, Desk, Ended
from tests.desktop.test_further_runs import Asked, compare, reasons
from tests.long.random_sheets import rng_for

SHEET = """\
format = 1
id = "flat"
title = "A flat"
parties = { min = 2, max = 3 }
dealbreakers = { max_each = 1 }
[[items]]
id = "talk"
kind = "match"
[[items]]
id = "terms"
kind = "bundle"
rule = "best_sum"
issues = [ { id = "rent", options = ["900", "1000", "1100"] }, { id = "start", options = ["May", "June"] } ]
"""


def answers(rent: tuple[int, int, int], start: tuple[int, int], weakest: tuple[str, str]) -> str:
    """Points in the order of the options."""
    rents = ", ".join(f'"{option}" = {points}' for option, points in zip(("900", "1000", "1100"), rent, strict=True))
    starts = ", ".join(f"{option} = {points}" for option, points in zip(("May", "June"), start, strict=True))
    return (
        'must = ["talk"]\n[answers]\ntalk = true\n[answers.terms]\n'
        f"points = {{ rent = {{ {rents} }}, start = {{ {starts} }} }}\n"
        f'weakest = {{ rent = "{weakest[0]}", start = "{weakest[1]}" }}\n'
    )


# First each accepts only what happens to be one package; afterwards they say what they like.
FIRST = answers((0, 9, 0), (0, 9), ("1000", "June"))
TENANT, OWNER = answers((9, 5, 0), (8, 2), ("1000", "June")), answers((0, 5, 9), (9, 1), ("1100", "May"))
WANT_NOTHING_ELSE = answers((0, 9, 0), (0, 9), ("900", "May"))


class Table:
    """Two people with folders of their own that stay."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.sheet = desk.file("flat.deal", SHEET)
        self.homes = [str(desk.folder / name) for name in ("ana", "bea")]

    def meet(self, mine: str, theirs: str, host: Sequence[str] = (), join: Sequence[str] = ()) -> tuple[Ended, Ended]:
        files = [self.desk.file(f"{name}.toml", text) for name, text in (("ana", mine), ("bea", theirs))]
        hosting = self.desk.start(
            *("host", self.sheet, "--answers", files[0], "--listen", "127.0.0.1:0", "--json", *host), home=self.homes[0]
        )
        invite = hosting.invite()
        joining = self.desk.start("join", "--answers", files[1], "--json", *join, invite=invite, home=self.homes[1])
        return hosting.end(), joining.end()

    def agree(self) -> tuple[str, str]:
        """A first agreement: where its files are."""
        paths = []
        for ended in self.meet(FIRST, FIRST, join=("--expect", self.sheet)):
            outcome = outcome_of(ended)
            assert outcome["items"]["terms"]["value"] == {"rent": "1000", "start": "June"}  # type: ignore[index]
            paths.append(str(outcome["agreement"]))
        return paths[0], paths[1]

    def agreed_before(self) -> str:
        """The file of an agreement on the same package, made on other computers."""
        sheet = parse_sheet(SHEET.encode())
        assert isinstance(sheet, Sheet)
        items = {"talk": ItemOutcome(True, True), "terms": ItemOutcome(True, {"rent": "1000", "start": "June"})}
        return self.desk.file("made.agreement", agreement.encode(signed(Outcome(False, items), sheet)))

    def refused(self, code: str, *host: str) -> str:
        """Whoever wants to host hears it before anybody is invited."""
        file = self.desk.file("a.toml", TENANT)
        ended = self.desk.start(
            *("host", self.sheet, "--answers", file, "--listen", "127.0.0.1:0", "--json", *host), home=self.homes[0]
        ).end()
        assert ended.code == 1
        event = ended.one("error")
        assert event["code"] == code, event
        return str(event["message"])


def test_a_better_package_is_found_signed_and_counted(desk: Desk) -> None:
    table = Table(desk)
    mine, _ = table.agree()
    ended = table.meet(TENANT, OWNER, ("--improve", mine), ("--expect", table.sheet))
    assert "This is a comparison to improve a deal that you have agreed" in ended[1].stderr
    for one in ended:
        outcome = outcome_of(one)
        assert outcome["items"] == {"terms": {"agreed": True, "value": {"rent": "1000", "start": "May"}}}
        assert outcome["agreed"] is True
        assert outcome["blocked"] is False
        shown = desk.run("agreement", "show", str(outcome["agreement"]), "--json").one("agreement")
        assert shown["valid"] is True
        assert shown["items"] == outcome["items"]
        kept = agreement.decode(Path(str(outcome["agreement"])).read_bytes())
        agreement.verify(kept, verify)
        facts = kept.record.sheet.improve
        assert facts is not None
        assert facts.sheet == facts.made_with == digest(agreement.decode(Path(mine).read_bytes()).record.sheet)
    # As often as the sheet allows, which is once; the first comparison is counted by itself.
    for one in table.meet(TENANT, OWNER, ("--improve", mine), ("--yes",)):
        assert one.one("error")["code"] == "E53"


def test_where_nothing_is_better_everyone_hears_that(desk: Desk) -> None:
    table = Table(desk)
    mine = table.agreed_before()
    for one in table.meet(WANT_NOTHING_ELSE, OWNER, ("--improve", mine), ("--improve", mine, "--expect", table.sheet)):
        outcome = outcome_of(one)
        assert outcome["items"] == {"terms": {"agreed": False}}
        assert outcome["agreed"] is False
        text = desk.start("agreement", "show", str(outcome["agreement"]))
        told, _ = text.process.communicate(timeout=PATIENCE_S)
        assert "Nothing better for all of you was found. What you agreed stands." in told
        assert "was a yes from everyone" not in told


def test_who_joins_sees_what_it_is_and_only_agrees_to_that(desk: Desk) -> None:
    """Whoever expects another sheet, or to improve another agreement, is not taken along."""
    table = Table(desk)
    mine = table.agreed_before()
    files = [desk.file(f"{name}.toml", text) for name, text in (("a", TENANT), ("b", OWNER))]
    host = desk.start(
        *("host", table.sheet, "--answers", files[0], "--listen", "127.0.0.1:0", "--json", "--improve", mine),
        home=table.homes[0],
    )
    invite = host.invite()
    shown = desk.run("join", "--show", "--json", invite=invite).one("sheet")
    text = "\n".join(str(line) for line in shown["text"])  # type: ignore[attr-defined]
    assert "This is a comparison to improve a deal that you have agreed" in text
    assert "rent: 1000, start: June" in text
    assert shown["digest"] == digest(improvement_of(Path(mine).read_bytes())).hex()
    sheet = replace(agreement.decode(Path(mine).read_bytes()).record.sheet, items=(bundle(3),))
    other = signed(Outcome(False, {"b": ItemOutcome(True, {"i0": "1"})}), sheet)
    stranger = desk.file("other.agreement", agreement.encode(other))
    for expect in (("--expect", table.sheet), ("--improve", stranger), ("--expect", "00" * 32)):
        refused = desk.start("join", "--answers", files[1], "--json", *expect, invite=invite, home=table.homes[1]).end()
        assert refused.one("error")["code"] == "E55", (expect, refused)
    wrong = desk.start("join", "--answers", files[1], "--json", "--improve", files[0], invite=invite).end()
    assert wrong.one("error")["code"] == "E54"
    right = desk.start(
        *("join", "--answers", files[1], "--json", "--expect", str(shown["digest"])), invite=invite, home=table.homes[1]
    )
    assert outcome_of(host.end())["items"] == outcome_of(right.end())["items"]


def test_wrong_agreements_are_refused_before_anybody_is_invited(desk: Desk) -> None:
    table = Table(desk)
    mine = table.agreed_before()
    data = json.loads(Path(mine).read_bytes())
    changed = json.dumps({**data, "items": {**data["items"], "talk": {"agreed": False}}}, sort_keys=True)
    unsigned = json.dumps({**data, "signatures": [data["signatures"][0], None]}, sort_keys=True)
    for text in ("[answers]\n", changed.replace(": ", ":").replace(", ", ","), unsigned):
        table.refused("E54", "--improve", desk.file("wrong.agreement", text))
    whole = agreement.decode(Path(mine).read_bytes())
    table.sheet = desk.file("flat.deal", SHEET.replace("A flat", "Another flat"))
    assert "another sheet" in table.refused("E54", "--improve", mine)
    table.sheet = desk.file("flat.deal", SHEET)
    table.refused("E59", "--improve", str(desk.folder / "missing"))
    bad = table.desk.start(
        "host", table.sheet, "--answers", desk.file("x.toml", FIRST), "--parties", "3", "--improve", mine
    )
    bad.process.communicate(timeout=PATIENCE_S)
    assert bad.process.returncode == 2
    assert whole.complete


def test_decide_and_preview_do_as_host_does(desk: Desk) -> None:
    table = Table(desk)
    mine = table.agreed_before()
    files = [desk.file(f"{name}.toml", text) for name, text in (("a", TENANT), ("b", OWNER))]
    both = [part for file in files for part in ("--answers", file)]
    decided = desk.run("decide", table.sheet, *both, "--improve", mine, "--json").one("outcome")
    assert decided["items"] == {"terms": {"agreed": True, "value": {"rent": "1000", "start": "May"}}}
    seen = desk.run("preview", table.sheet, "--answers", files[0], "--improve", mine, "--json").one("preview")
    assert list(seen["items"]) == ["terms"]  # type: ignore[call-overload]
    nothing = seen["items"]["terms"]["outcomes"][0]  # type: ignore[index]
    assert nothing["value"] is None
    assert "Nothing better" in nothing["text"]


# Inside one process


def likes(*points: int) -> Answers:
    return Answers(by_item={"b": Preferences((points,), (1,), None)})


def base(n: int, **more: object) -> Sheet:
    return sheet_of(bundle(4), MatchItem(id="m", rule="mutual_yes"), n=n, run=RunLimits(max_runs=2, **more))  # type: ignore[arg-type]


def first(points: Sequence[int], n: int) -> list[Answers]:
    own = Answers(by_item={"b": Preferences((tuple(points),), (1,), (points.index(max(points)),))})
    return [own] * n


def agreement_of(results: Sequence[Result | BaseException]) -> Agreement:
    for result in results:
        if isinstance(result, BaseException):
            raise result
        assert result.signed
    assert isinstance(results[0], Result)
    return results[0].agreement


def test_three_people_and_an_improvement_of_an_improvement(tmp_path: Path) -> None:
    sheet = base(3)
    agreed = agreement_of(compare(sheet, first((9, 0, 0, 0), 3), tmp_path))
    better = improvement(agreed, sheet)
    results = compare(better, [likes(1, 2, 2, 0), likes(1, 5, 3, 0), likes(1, 1, 1, 9)], tmp_path)
    improved = agreement_of(results)
    shown = improved.record.outcome.items["b"].value
    assert shown == {"i0": "1"}
    again = improvement(improved, sheet)
    assert again.id == better.id
    assert digest(again) != digest(better)
    last = agreement_of(compare(again, [likes(1, 2, 3, 0), likes(1, 5, 5, 0), likes(1, 1, 1, 9)], tmp_path))
    assert last.record.outcome.items["b"].value == {"i0": "2"}
    assert reasons(compare(again, first((0, 0, 0, 9), 3), tmp_path)) == [Reason.USED_UP] * 3


@pytest.mark.parametrize("number", range(3))
def test_random_bundles_are_improved_as_the_rule_in_the_clear_says(tmp_path: Path, number: int) -> None:
    rng = rng_for(number)
    run(improve_random_bundle(rng, rng.choice((2, 2, 3)), tmp_path))


def test_an_agreement_of_others_is_refused_where_that_is_known(tmp_path: Path) -> None:
    """Ana and Bea counted what they agreed; an agreement of Ana and Cem is none of theirs."""
    sheet = base(2)
    ours = agreement_of(compare(sheet, first((9, 0, 0, 0), 2), tmp_path / "ours"))
    others = agreement_of(compare(sheet, first((0, 9, 0, 0), 2), tmp_path / "others"))
    for result in compare(improvement(others), [likes(1, 2, 3, 0)] * 2, tmp_path / "ours"):
        assert isinstance(result, InvalidAgreement)
        assert "other people" in result.reason
    agreement_of(compare(improvement(ours), [likes(1, 2, 3, 0)] * 2, tmp_path / "ours", Asked()))
    # People whose computers know nothing of each other are not refused: nobody could tell.
    agreement_of(compare(improvement(ours), [likes(1, 2, 3, 0)] * 2, tmp_path / "strangers"))


def test_what_is_no_agreement_of_this_sheet() -> None:
    whole = signed(Outcome(False, {"b": ItemOutcome(True, {"i0": "1"})}), sheet_of(bundle(3)))
    data = agreement.encode(whole)
    assert improvement_of(data, sheet_of(bundle(3))).items[0] == replace(bundle(3), agreed=(1,))
    with pytest.raises(InvalidAgreement, match="another sheet"):
        improvement_of(data, sheet_of(bundle(4)))
    with pytest.raises(InvalidAgreement, match="missing"):
        improvement_of(agreement.encode(replace(whole, signatures=(whole.signatures[0], None))))
    with pytest.raises(InvalidAgreement):
        improvement_of(data.replace(b'"i0":"1"', b'"i0":"2"'))
    with pytest.raises(InvalidAgreement):
        improvement_of(b"{}")
