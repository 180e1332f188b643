"""Every kind by keyboard alone, and by pointer where that is another way; what the widgets say meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from desktop.deals.answers import Entries, Offer, Offers, Preferences, Ranking, Run, Ticks
from desktop.deals.items import (
    AnyItem,
    BundleItem,
    DatesItem,
    DiscloseItem,
    Issue,
    LadderItem,
    LevelItem,
    MatchItem,
    PickItem,
    Preset,
    RankItem,
    SetItem,
    Statement,
)
from desktop.ui.answers import AnswerWidget, answer_widget
from desktop.ui.answers.base import focusable
from tests.ui.answering import plain_app, shown

__all__ = ["plain_app"]
pytestmark = pytest.mark.usefixtures("plain_app")
Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def at_work(item: AnyItem, role: str = "", seats: tuple[str, ...] = ("", "")) -> AnswerWidget:
    """A widget on a page, the focus in it."""
    widget = answer_widget(item, role, seats)
    widget.page = shown(widget)  # type: ignore[attr-defined]  # keeps it alive
    focusable(widget)[0].setFocus()
    return widget


def press(*keys: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys, one after the other, wherever the focus is."""
    for key in keys:
        QTest.keyClick(QGuiApplication.focusWindow(), key, modifier)


def texts(widget: QWidget) -> list[str]:
    """What can be read in a widget."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_yes_and_no_by_letter_digit_and_arrow() -> None:
    widget = at_work(MatchItem(id="a", rule="mutual_yes"))
    for key, answer in ((Key.Key_Y, True), (Key.Key_N, False), (Key.Key_1, True), (Key.Key_2, False)):
        press(key)
        assert widget.answer() is answer
    press(Key.Key_Up)
    assert widget.answer() is True
    press(Key.Key_Delete)
    assert widget.answer() is None
    assert "Left blank counts as no." in texts(widget)


def test_letters_do_nothing_elsewhere() -> None:
    widget = at_work(MatchItem(id="a", rule="mutual_yes"))
    widget.page.other.setFocus()  # type: ignore[attr-defined]
    press(Key.Key_Y)
    assert widget.answer() is None


def test_a_level_by_digit_in_the_words_of_the_role() -> None:
    labels = (("boss", ("little", "some", "much")),)
    item = LevelItem(id="a", rule="lower_level", levels=("1", "2", "3"), level_labels=labels)
    widget = at_work(item, "boss", ("boss", ""))
    press(Key.Key_2)
    assert widget.answer() == 1
    assert widget.summary() == ["some"]
    assert "Left blank counts as “little”." in texts(widget)
    press(Key.Key_End)
    assert widget.answer() == 2


def test_a_group_of_choices_is_one_stop_of_the_tab_key() -> None:
    widget = at_work(LevelItem(id="a", rule="lower_level", levels=("1", "2", "3")))
    assert len(focusable(widget)) == 1
    press(Key.Key_3)
    press(Key.Key_Tab)
    assert not widget.isAncestorOf(QGuiApplication.focusObject())
    press(Key.Key_Backtab)
    assert QGuiApplication.focusObject().text() == "3"


def test_ticks_keep_to_the_budget_and_say_so() -> None:
    item = PickItem(id="a", rule="all_common", options=("x", "y", "z"), max_ticks=2)
    widget = at_work(item)
    heard: list[None] = []
    widget.changed.connect(lambda: heard.append(None))
    press(Key.Key_Space, Key.Key_Down, Key.Key_Space, Key.Key_Down, Key.Key_Space)
    assert widget.answer() == Ticks(frozenset({0, 1}))
    assert len(heard) == 2
    assert "2 of 2 ticked" in texts(widget)
    assert "You can tick 2 here. Take another tick away first." in texts(widget)
    press(Key.Key_1, Key.Key_3)
    assert widget.answer() == Ticks(frozenset({1, 2}))
    assert not any("Take another" in text for text in texts(widget))


def test_a_veto_is_a_third_state() -> None:
    item = PickItem(id="a", rule="at_least", k=2, options=("x", "y"), veto_threshold=1)
    widget = at_work(item)
    press(Key.Key_1, Key.Key_V)
    assert widget.answer() == Ticks(frozenset(), frozenset({0}))
    assert widget.summary() == ["Veto: x"]
    assert widget.tick_rows[0].accessibleName() == "x, vetoed"  # type: ignore[attr-defined]
    press(Key.Key_Space)
    assert widget.answer() == Ticks(frozenset({0}))
    press(Key.Key_Tab, Key.Key_Space)
    assert widget.answer() == Ticks(frozenset(), frozenset({0}))


def test_no_veto_where_the_sheet_has_none() -> None:
    widget = at_work(PickItem(id="a", rule="all_common", options=("x", "y")))
    press(Key.Key_V)
    assert widget.answer() is None


def test_an_order_by_keyboard() -> None:
    widget = at_work(RankItem(id="a", rule="meet_in_ranking", options=("x", "y", "z")))
    press(Key.Key_Down, Key.Key_Space)  # y goes over the line
    assert widget.answer() == Ranking(((1,),))
    press(Key.Key_Down, Key.Key_Return)  # x follows
    assert widget.answer() == Ranking(((1,), (0,)))
    press(Key.Key_Up, modifier=ALT)
    assert widget.answer() == Ranking(((0,), (1,)))
    press(Key.Key_Down, Key.Key_T)
    assert widget.answer() == Ranking(((0, 1),))
    assert widget.board.rows[1].accessibleName() == "y, tied at place 1 of 2"  # type: ignore[attr-defined]
    press(Key.Key_T)
    assert widget.answer() == Ranking(((0,), (1,)))
    press(Key.Key_Down, modifier=ALT)
    assert widget.answer() == Ranking(((0,),))
    assert widget.board.rows[1].accessibleName() == "y, not acceptable"  # type: ignore[attr-defined]
    press(Key.Key_Up, modifier=ALT)
    assert widget.summary() == ["1. x", "2. y"]


def test_an_order_by_the_buttons_of_a_row() -> None:
    widget = at_work(RankItem(id="a", rule="meet_in_ranking", options=("x", "y")))
    widget.set_answer(Ranking(((0,), (1,))))
    press(Key.Key_Down)
    assert QGuiApplication.focusObject() is widget.board.rows[1]  # type: ignore[attr-defined]
    press(Key.Key_Tab, Key.Key_Tab)
    assert QGuiApplication.focusObject().accessibleName() == "Move “y” up"
    press(Key.Key_Space)
    assert widget.answer() == Ranking(((1,), (0,)))
    assert QGuiApplication.focusObject().accessibleName() == "Move “y” up" or widget.isAncestorOf(
        QGuiApplication.focusObject()
    )


def test_an_order_by_pointer() -> None:
    widget = at_work(RankItem(id="a", rule="meet_in_ranking", options=("x", "y", "z")))
    rows = widget.board.rows  # type: ignore[attr-defined]
    for row in (rows[2], rows[0]):
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert widget.answer() == Ranking(((2,), (0,)))
    heard: list[None] = []
    widget.changed.connect(lambda: heard.append(None))
    drag(rows[0], rows[2].y() - rows[0].y() - 4)
    assert widget.answer() == Ranking(((0,), (2,)))
    assert len(heard) == 1
    drag(rows[0], rows[1].y() - rows[0].y() + 4)
    assert widget.answer() == Ranking(((2,),))


def drag(row: QWidget, by: int) -> None:
    """Drag a row up or down."""
    start = QPoint(60, row.height() // 2)
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=start)
    before = row.y()
    for step in range(1, 9):
        QTest.mouseMove(row, start + QPoint(0, by * step // 8 - (row.y() - before)))
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=start)


def ladder(direction: tuple[tuple[str, str], ...]) -> LadderItem:
    amounts = tuple(Decimal(n) for n in (80000, 85000, 90000, 95000))
    return LadderItem(id="a", rule="ladder_draw", unit="EUR", amounts=amounts, direction=direction)


@pytest.mark.parametrize(
    ("role", "n", "sentence"),
    [("seller", 3, "85,000 EUR and more"), ("buyer", 2, "85,000 EUR or less")],
)
def test_one_press_sets_the_end_of_the_run(role: str, n: int, sentence: str) -> None:
    item = ladder((("buyer", "lower"), ("seller", "higher")))
    widget = at_work(item, role, ("seller", "buyer"))
    rung = next(one for one in widget._rungs if one.title == "85,000")  # type: ignore[attr-defined]
    assert rung.accessibleName() == sentence
    QTest.mouseClick(rung, Qt.MouseButton.LeftButton)
    assert widget.answer() == Run(n)
    assert widget.summary() == [f"You accept {sentence}."]
    press(Key.Key_Down)
    assert widget.answer() == Run(n + 1 if role == "seller" else n - 1)


def test_dates_by_keyboard_and_all_at_once() -> None:
    item = DatesItem(id="a", rule="all_common", windows=("2027-01", "2027-02", "2028-03"))
    widget = at_work(item)
    press(Key.Key_Right, Key.Key_Space)
    assert widget.answer() == Ticks(frozenset({1}))
    assert widget.summary() == ["February 2027"]
    assert "2028" in texts(widget)
    press(Key.Key_Tab, Key.Key_Tab)
    assert QGuiApplication.focusObject().text() == "Tick all"
    press(Key.Key_Space)
    assert widget.answer() == Ticks(frozenset({0, 1, 2}))
    press(Key.Key_Tab, Key.Key_Space)
    assert widget.answer() is None


BUNDLE = BundleItem(
    id="a", rule="meet_in_ranking", issues=(Issue("p", ("low", "high")), Issue("q", ("red", "blue"), (("", "Colour"),)))
)


def test_trade_offs_by_keyboard() -> None:
    widget = at_work(BUNDLE)
    press(Key.Key_Tab, Key.Key_Tab)
    assert QGuiApplication.focusObject().accessibleName() == "Points for p: high"
    press(Key.Key_Tab, Key.Key_9, Key.Key_0, Key.Key_Up)
    assert widget.answer() == Preferences(((0, 95), (0, 0)), (1, 1), None)
    assert widget.packages.words_of(int(widget.packages.order[0])) == "high · red"  # type: ignore[attr-defined]
    press(Key.Key_Backtab, Key.Key_PageDown)
    assert widget.answer() == Preferences(((0, 70), (0, 0)), (1, 1), None)
    widget.list.setFocus()  # type: ignore[attr-defined]
    press(Key.Key_Home, Key.Key_Down, Key.Key_Space)
    assert widget.answer() == Preferences(((0, 70), (0, 0)), (1, 1), (1, 1))
    assert "2 of 4 packages are acceptable." in texts(widget)
    press(Key.Key_Delete)
    assert widget.answer() == Preferences(((0, 70), (0, 0)), (1, 1), None)


def test_a_number_beyond_its_range_cannot_be_typed() -> None:
    widget = at_work(BUNDLE)
    field = widget._points[0][0].field  # type: ignore[attr-defined]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "999")
    assert widget.answer() == Preferences(((100, 0), (0, 0)), (1, 1), None)
    assert field.text() == "100"
    field.selectAll()
    QTest.keyClicks(field, "101")
    assert field.text() == "100"
    field.selectAll()
    press(Key.Key_Delete)
    QTest.keyClicks(field, "-7")
    assert widget.answer() == Preferences(((7, 0), (0, 0)), (1, 1), None)
    assert widget._points[0][0].slider.value() == 7  # type: ignore[attr-defined]


PAIR = DiscloseItem(
    id="a",
    rule="open_together",
    statements=(("", (Statement("s", (("", "Test date"),)), Statement("t", (("", "Results"),)))),),
    presets=(Preset("Dates for dates", (("", (("s", ("s",)),)),)),),
)


def test_an_offer_with_a_condition() -> None:
    widget = at_work(PAIR)
    card = widget.cards["s"]  # type: ignore[attr-defined]
    card.switch.setFocus()
    press(Key.Key_Space)
    assert widget.answer() == Offers({"s": Offer(text="")})
    assert card.condition_words() == "Opens on its own, whatever the others offer."
    press(Key.Key_Tab)
    QTest.keyClicks(card.content.edit, "March")
    card._all_group.rows[1].setFocus()
    press(Key.Key_Space)
    assert widget.answer() == Offers({"s": Offer(("t",), text="March")})
    assert widget.summary() == ["Test date. Opens only together with “Results” of the other person."]
    card._some_button.click()
    card._some_group.rows[0].setFocus()
    press(Key.Key_Space, Key.Key_Down, Key.Key_Space)
    assert widget.answer() == Offers({"s": Offer(("t",), 1, ("s", "t"), text="March")})
    card._count_group.rows[0].setFocus()
    press(Key.Key_Down)
    assert widget.answer() == Offers({"s": Offer(("t",), 2, ("s", "t"), text="March")})
    card.switch.setFocus()
    press(Key.Key_Space)
    assert widget.answer() is None


def test_an_offer_of_a_file_keeps_it_when_conditions_change() -> None:
    widget = at_work(PAIR)
    offer = Offer(("t",), file="scan.pdf")
    widget.set_answer(Offers({"s": offer}))
    card = widget.cards["s"]  # type: ignore[attr-defined]
    card._choose_button.click()
    press(Key.Key_Space)
    assert widget.answer() == Offers({"s": Offer(("t", "s"), file="scan.pdf")})


def test_a_preset_keeps_what_is_written() -> None:
    widget = at_work(PAIR)
    widget.set_answer(Offers({"s": Offer(text="March"), "t": Offer(text="fine")}))
    press(Key.Key_Space)
    assert widget.answer() == Offers({"s": Offer(("s",), text="March"), "t": Offer(text="fine")})


def test_roles_and_references_as_written() -> None:
    item = DiscloseItem(
        id="a",
        rule="open_together",
        statements=(("boss", (Statement("e"),)), ("worker", (Statement("c"),))),
    )
    widget = at_work(item, "worker", ("worker", "boss"))
    for reference in ("boss.e", "e"):
        widget.set_answer(Offers({"c": Offer((reference,), text="")}))
        assert widget.answer() == Offers({"c": Offer((reference,), text="")})
        assert widget.summary() == ["c. Opens only together with “e” of boss."]
        assert [choice.words for choice in widget.cards["c"]._choices] == ["boss: e"]  # type: ignore[attr-defined]


def test_a_text_takes_280_bytes_and_not_one_more() -> None:
    widget = at_work(PAIR)
    widget.set_answer(Offers({"s": Offer(text="")}))
    edit = widget.cards["s"].content.edit  # type: ignore[attr-defined]
    edit.setPlainText("ü" * 139 + "abc")
    answer = widget.answer()
    assert isinstance(answer, Offers)
    assert answer.by_statement["s"].text == "ü" * 139 + "ab"
    assert edit.toPlainText() == "ü" * 139 + "ab"
    assert "280 of 280 bytes. That is all the space there is." in texts(widget)
    edit.setPlainText("ü" * 141)
    answer = widget.answer()
    assert isinstance(answer, Offers)
    assert answer.by_statement["s"].text == "ü" * 140
    edit.setPlainText("a\0b")
    answer = widget.answer()
    assert isinstance(answer, Offers)
    assert answer.by_statement["s"].text == edit.toPlainText() == "ab"


def test_more_goes_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/home/robin/<b>scan</b>.pdf", ""))
    widget = at_work(PAIR)
    widget.set_answer(Offers({"s": Offer(text="March")}))
    content = widget.cards["s"].content  # type: ignore[attr-defined]
    content._choose.click()
    assert widget.answer() == Offers({"s": Offer(file="/home/robin/<b>scan</b>.pdf")})
    assert "The file b>.pdf" in texts(widget) or "The file <b>scan<" in " ".join(texts(widget))
    content._remove.click()
    assert widget.answer() == Offers({"s": Offer(text="")})


NAMES = SetItem(id="a", rule="all_common", max_entries=3)


def test_entries_are_typed_pasted_and_merged() -> None:
    widget = at_work(NAMES)
    field = widget.field  # type: ignore[attr-defined]
    QTest.keyClicks(field, " Ana  Lima ")
    press(Key.Key_Return)
    assert widget.answer() == Entries(("Ana  Lima",))
    assert field.text() == ""
    QGuiApplication.clipboard().setText("ana lima\nBo\n\nÇelik\nDörte\n" + "x" * 201)
    field.setFocus()
    press(Key.Key_V, modifier=Qt.KeyboardModifier.ControlModifier)
    assert widget.answer() == Entries(("Ana  Lima", "Bo", "Çelik"))
    assert "3 of 3 entries" in texts(widget)
    told = (
        "2 entries added. 1 was there already. 1 is longer than 200 bytes and was left out. "
        "1 did not fit: at most 3 entries."
    )
    assert told in texts(widget)


def test_entries_are_removed_by_keyboard() -> None:
    widget = at_work(NAMES)
    widget.set_answer(Entries(("a", "b", "c")))
    widget.list.setFocus()  # type: ignore[attr-defined]
    press(Key.Key_Home, Key.Key_Down, Key.Key_Delete)
    assert widget.answer() == Entries(("a", "c"))
    QGuiApplication.clipboard().setText("before")
    press(Key.Key_C, modifier=Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "before"


def test_entries_from_a_file(tmp_path: Path) -> None:
    widget = at_work(NAMES)
    good, bad = tmp_path / "names.txt", tmp_path / "names.bin"
    good.write_text("\ufeffone\r\ntwo\r\n", encoding="utf-8")
    bad.write_bytes(b"\xff\xfe\x00")
    widget.add_file(good)  # type: ignore[attr-defined]
    assert widget.answer() == Entries(("one", "two"))
    for path in (bad, tmp_path / "missing.txt"):
        widget.add_file(path)  # type: ignore[attr-defined]
        assert widget.answer() == Entries(("one", "two"))
        assert any("cannot be read as a list" in text for text in texts(widget))


def test_ten_thousand_entries() -> None:
    widget = answer_widget(SetItem(id="a", rule="all_common", max_entries=10000), "", ("", ""))
    widget._add([f"name {n}" for n in range(10001)])  # type: ignore[attr-defined]
    answer = widget.answer()
    assert isinstance(answer, Entries)
    assert len(answer.strings) == 10000


HOSTILE = "<b>x</b><img src='file:///etc/passwd'>\u202egnp.exe\u200b & <a href='http://e.vil'>y</a>"


def hostile_items() -> Iterator[AnyItem]:
    """Author texts that want to be more than text."""
    common = {"label": (("", HOSTILE),), "ask": (("", HOSTILE),), "help": (("", HOSTILE),)}
    two = (HOSTILE, "harmless")
    yield MatchItem(id="a", rule="mutual_yes", **common)
    yield LevelItem(id="a", rule="lower_level", levels=two, **common)
    yield PickItem(id="a", rule="at_least", k=1, options=two, veto_threshold=1, **common)
    yield RankItem(id="a", rule="meet_in_ranking", options=two, **common)
    amounts = (Decimal(1), Decimal(2))
    yield LadderItem(id="a", rule="ladder_draw", unit=HOSTILE, amounts=amounts, direction=(("", "higher"),), **common)
    yield DatesItem(id="a", rule="all_common", windows=two, **common)
    yield BundleItem(id="a", rule="best_sum", issues=(Issue("p", two, (("", HOSTILE),)),), **common)
    statements = (("", (Statement("s", (("", HOSTILE),)),)),)
    presets = (Preset(HOSTILE, (("", (("s", ("s",)),)),)),)
    yield DiscloseItem(id="a", rule="open_together", statements=statements, presets=presets, **common)
    yield SetItem(id="a", rule="all_common", max_entries=5, **common)


@pytest.mark.parametrize("item", list(hostile_items()), ids=lambda item: item.kind)
def test_author_texts_are_plain_text(item: AnyItem) -> None:
    widget = answer_widget(item, "", ("", ""))
    if isinstance(item, DiscloseItem):
        widget.set_answer(Offers({"s": Offer(("s",), text=HOSTILE)}))
    if isinstance(item, SetItem):
        widget.set_answer(Entries((HOSTILE,)))
    if isinstance(item, LadderItem):
        widget.set_answer(Run(1))
    page = shown(widget)
    names = [widget.accessibleName(), widget.accessibleDescription(), *widget.summary()]
    for one in widget.findChildren(QWidget):
        names += [one.accessibleName(), one.accessibleDescription(), getattr(one, "title", "") or ""]
        assert not one.toolTip()
        if isinstance(one, QLabel):
            assert one.textFormat() == Qt.TextFormat.PlainText
            assert not one.openExternalLinks()
            names.append(one.text())
    names = [name for name in names if isinstance(name, str)]
    assert any("<b>x</b>" in name for name in names)
    assert not any("\u202e" in name or "\u200b" in name for name in names)
    page.close()
