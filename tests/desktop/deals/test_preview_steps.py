"""The preview in steps: the same numbers, nothing looked at twice, and an example for who has not answered yet."""

from __future__ import annotations

import pytest

from desktop.deals import preview as module
from desktop.deals.answers import Answers
from desktop.deals.parse_answers import parse_answers
from desktop.deals.preview import Known, Preview, everything, preview, preview_steps
from desktop.deals.sheet import Sheet, answers_item
from desktop.deals.templates import sample_answers, sample_sheet, template_ids


def drained(sheet: Sheet, answers: Answers, known: Known) -> tuple[Preview, list[float]]:
    """The preview, and how far it said it was."""
    steps = preview_steps(sheet, answers, known=known)
    said = []
    while True:
        try:
            said.append(next(steps))
        except StopIteration as done:
            return done.value, said


def test_steps_give_the_same_and_say_how_far_they_are() -> None:
    sheet = sample_sheet("nft-sale-zk-profile")
    answers = parse_answers(sheet, sample_answers("nft-sale-zk-profile", 2)[0])
    seen, said = drained(sheet, answers, {})
    assert seen.to_json() == preview(sheet, answers).to_json()
    assert said == sorted(said)
    assert len(said) == len(sheet.items)
    assert all(0 <= part < 1 for part in said)


def test_only_what_changed_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    real = module.look
    monkeypatch.setattr(module, "look", lambda item, *rest: looked.append(item.id) or real(item, *rest))
    sheet = sample_sheet("ice-breaker")
    answers = parse_answers(sheet, sample_answers("ice-breaker", 3)[0])
    known: Known = {}
    drained(sheet, answers, known)
    assert looked == [item.id for item in sheet.items]
    first = sheet.items[0]
    fewer = Answers(answers.role, answers.must, {k: v for k, v in answers.by_item.items() if k != first.id})
    looked.clear()
    seen, _ = drained(sheet, fewer, known)
    assert looked == [first.id]
    assert seen.to_json() == preview(sheet, fewer).to_json()


@pytest.mark.parametrize("template_id", template_ids())
def test_everything_is_an_answer_to_all_that_a_role_is_asked(template_id: str) -> None:
    sheet = sample_sheet(template_id)
    for role in sheet.roles or ("",):
        found = everything(sheet, role)
        assert set(found.by_item) == {item.id for item in sheet.items if answers_item(item, role)}
        assert None not in found.by_item.values()
