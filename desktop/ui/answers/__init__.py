"""How each kind of item is answered, and how what was agreed is shown.

    widget = answer_widget(item, role, seats)      # .changed, .answer(), .set_answer(), .clear(), .summary(), ...
    shown = result_widget(sheet, item, outcome)    # the agreed value on its scale, nothing else

Leaves to others: the page around them (desktop.ui.pages).
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.deals.items import (
    AnyItem,
    BundleItem,
    DatesItem,
    DiscloseItem,
    LadderItem,
    LevelItem,
    MatchItem,
    PickItem,
    RankItem,
)
from desktop.deals.outcome import ItemOutcome
from desktop.deals.sheet import Sheet
from desktop.ui.answers.base import AnswerWidget
from desktop.ui.answers.bundle import BundleAnswer
from desktop.ui.answers.choices import LevelAnswer, MatchAnswer
from desktop.ui.answers.dates import DatesAnswer
from desktop.ui.answers.disclose import DiscloseAnswer
from desktop.ui.answers.entries import EntriesAnswer
from desktop.ui.answers.ladder import LadderAnswer
from desktop.ui.answers.rank import RankAnswer
from desktop.ui.answers.results import result_of
from desktop.ui.answers.ticks import PickAnswer

__all__ = ["AnswerWidget", "answer_widget", "result_widget"]


def answer_widget(item: AnyItem, role: str, seats: tuple[str, ...], parent: QWidget | None = None) -> AnswerWidget:
    """The widget that answers an item; blank at first.

    Args:
        role: of the person who answers, "" without roles.
        seats: the role of everyone, by seat; () when that is not known yet.
    """
    match item:
        case MatchItem():
            return MatchAnswer(item, role, parent)
        case LevelItem():
            return LevelAnswer(item, role, parent)
        case PickItem():
            return PickAnswer(item, role, parent)
        case RankItem():
            return RankAnswer(item, role, parent)
        case LadderItem():
            return LadderAnswer(item, role, parent)
        case DatesItem():
            return DatesAnswer(item, role, parent)
        case BundleItem():
            return BundleAnswer(item, role, parent)
        case DiscloseItem():
            return DiscloseAnswer(item, role, seats, parent)
        case _:  # the last kind, and mypy says so
            return EntriesAnswer(item, role, parent)


def result_widget(sheet: Sheet, item: AnyItem, outcome: ItemOutcome, parent: QWidget | None = None) -> QWidget:
    """What was agreed on an item, with its name; nothing but the sheet's own words for an item that is not agreed."""
    widget = result_of(sheet, item, outcome)
    widget.setParent(parent)
    return widget
