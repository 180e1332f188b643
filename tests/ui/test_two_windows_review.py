"""Two windows, two engines, real connections: the sheet is changed before anybody answers, and that is compared."""

from __future__ import annotations

from dataclasses import replace

from desktop.deals.answers import Answers
from desktop.ui.session import State
from tests.ui.somebody import Somebody
from tests.ui.test_two_windows import a_sheet, both, compare, plan

__all__ = ["both"]  # the fixture


def looking(robin: Somebody, kim: Somebody) -> None:
    """Robin invites; Kim takes part in order to suggest something."""
    plan(robin, a_sheet("first"))
    robin.pages.connect.go_on()
    robin.until(lambda: robin.flow.session.invite)
    kim.flow.beginning.use_invite(robin.flow.session.invite)
    kim.pages.enter.go_on()
    kim.until(lambda: kim.window.page is kim.pages.review)
    kim.pages.review.suggest.click()
    for one in (robin, kim):
        one.until(lambda one=one: one.window.page is one.pages.who)
        one.pages.who.go_on()
    for one in (robin, kim):
        one.until(lambda one=one: one.window.page is one.pages.discuss)


def test_a_changed_copy_is_accepted_and_compared(
    both: tuple[Somebody, Somebody],  # the fixture
) -> None:
    robin, kim = both
    # Robin had begun to answer the sheet as it was.
    robin.flow.context.keeper.keep(a_sheet("first"), Answers(by_item={"walk": True}))
    looking(robin, kim)
    kim.pages.discuss.field.setText("One more question?")
    kim.pages.discuss.send.click()
    robin.until(lambda: robin.flow.session.reviewing and robin.flow.session.reviewing.notes)
    kim.pages.discuss.edit.click()
    assert kim.window.page is kim.pages.editor
    kim.pages.editor.add_item()
    kim.pages.editor.bench.put(("items", 1, "label"), "A film")
    kim.pages.editor.go_on()
    assert kim.window.page is kim.pages.discuss
    robin.until(lambda: robin.pages.discuss.open)
    banner = robin.pages.discuss.banner
    assert banner is not None
    assert banner.accessibleName() == "Kim changed the sheet. Please look at the marked lines."
    assert robin.flow.session.state is State.DISCUSSING
    robin.pages.discuss.go_on()
    for one in both:
        one.until(lambda one=one: one.window.page is one.pages.answer)
        assert one.pages.answer.sheet is not None
        assert one.pages.answer.sheet.items[0].id == "walk"
        assert len(one.pages.answer.sheet.items) == 2
    assert robin.pages.answer.answers().by_item.get("walk") is True
    compare(robin, kim)
    for one in both:
        result = one.flow.session.result
        assert result is not None
        assert len(result.sheet.items) == 2
        assert result.outcome.items["walk"].agreed
        assert result.signed


def test_a_rejected_copy_leaves_the_sheet_as_it_was(
    both: tuple[Somebody, Somebody],  # the fixture
) -> None:
    robin, kim = both
    looking(robin, kim)
    kim.flow.session.suggest(replace(a_sheet("first"), title="A long walk"))
    robin.until(lambda: robin.pages.discuss.open)
    robin.flow.session.refuse_version(robin.pages.discuss.open[0].name)
    kim.until(lambda: kim.pages.discuss.banner is not None)
    assert kim.pages.discuss.banner is not None
    assert kim.pages.discuss.banner.accessibleName().startswith("Robin rejected version 2.")
    assert kim.pages.discuss.primary is not None
    kim.until(lambda: kim.pages.discuss.primary and kim.pages.discuss.primary.isEnabled())
    kim.pages.discuss.go_on()  # version 1 will do
    for one in both:
        one.until(lambda one=one: one.window.page is one.pages.answer)
        assert one.pages.answer.sheet == a_sheet("first")
