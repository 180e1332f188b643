"""States of the sheet editor to be looked at; tests.ui.screenshots draws them with all the others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from desktop.deals.preview import preview
from desktop.deals.templates import template_source
from desktop.ui.editor import model
from desktop.ui.editor.model import Table
from desktop.ui.editor.rows import FIRST_ITEM
from desktop.ui.own_sheets import OwnSheet
from tests.ui.fakes import Stand

SALARY, UPGRADE, PAIR = "salary-offer", "protocol-upgrade", "love-me-back"


def editing(stand: Stand, document: Table, row: int, *, down: bool = False, answered: object = None) -> None:
    """The editor with a row chosen.

    Args:
        down: scrolled to the end, where the item is tried.
        answered: what is entered there.
    """
    stand.flow.beginning._choose(stand.flow.context.plan)
    stand.flow.editing._show("one", document, saved=True)
    page = stand.flow.pages.editor
    page.choose(row)
    page.check_now()
    page.trial.make()
    page.trial.foresight.stop()
    if page.trial.field is not None and page.trial.sheet is not None:
        if answered is not None:
            page.trial.field.set_answer(answered)  # type: ignore[arg-type]  # whatever the kind takes
        page.trial.show_preview(preview(page.trial.sheet, page.trial.answers()))
    if down:
        for _ in range(4):
            QApplication.processEvents()
        page._scroll.verticalScrollBar().setValue(page._scroll.verticalScrollBar().maximum())


def built_in(template_id: str, row: int, *, down: bool = False, answered: object = None) -> Callable[[Stand], None]:
    return lambda stand: editing(stand, model.read(template_source(template_id)), row, down=down, answered=answered)


def item(template_id: str, item_id: str, *, down: bool = False, answered: object = None) -> Callable[[Stand], None]:
    document = model.read(template_source(template_id))
    place = next(n for n, one in enumerate(model.items_of(document)) if one["id"] == item_id)
    return built_in(template_id, FIRST_ITEM + place, down=down, answered=answered)


def a_set(stand: Stand) -> None:
    editing(stand, model.add_item(model.blank("Names"), "set", 0), FIRST_ITEM)


def empty(stand: Stand) -> None:
    stand.flow.beginning._choose(stand.flow.context.plan)
    stand.flow.editing.begin_blank()


def wrong(stand: Stand) -> None:
    document = model.read(template_source(SALARY))
    document = model.put(document, ("items", 0, "unit"), "$nothing")
    document = model.put(document, ("items", 2, "options"), ["the same", "the same", ""])
    document = model.put(document, ("items", 2, "label"), "Pay and/or time off")
    editing(stand, document, FIRST_ITEM + 2)
    stand.flow.pages.editor.go_to_first_problem()
    stand.flow.pages.editor.choose(FIRST_ITEM + 2)


def deleted(stand: Stand) -> None:
    built_in(SALARY, FIRST_ITEM + 1)(stand)
    stand.flow.pages.editor.delete_item()


def own(stand: Stand) -> None:
    sheets = stand.flow.context.own_sheets
    finished = model.put(model.read(template_source(PAIR)), ("title",), "About our summer")
    for number, document in enumerate((finished, model.blank("Flat-sharing"))):
        sheets.keep(OwnSheet(str(number), document))
    sheets.keep_now()
    stand.flow.pages.home.chose.emit("pair")


EDITOR_PAGES: dict[str, Callable[[Stand], None]] = {
    "03-choose-own": own,
    "04-editor-empty": empty,
    "04-editor-about": built_in(SALARY, 0),
    "04-editor-people": built_in(SALARY, 1),
    "04-editor-terms": built_in(UPGRADE, 2),
    "04-editor-texts": built_in(SALARY, 3),
    "04-editor-ladder": item(SALARY, "base_pay"),
    "04-editor-bundle": item(SALARY, "package"),
    "04-editor-dates": item(SALARY, "start"),
    "04-editor-rank": item(SALARY, "trial"),
    "04-editor-match": item(SALARY, "visa"),
    "04-editor-match-tried": item(SALARY, "visa", down=True, answered=True),
    "04-editor-disclose": item(SALARY, "other_offers"),
    "04-editor-pick": item(UPGRADE, "features"),
    "04-editor-level": item(UPGRADE, "capacity_weeks"),
    "04-editor-level-tried": item(UPGRADE, "capacity_weeks", down=True, answered=2),
    "04-editor-set": a_set,
    "04-editor-wrong": wrong,
    "04-editor-deleted": deleted,
}
