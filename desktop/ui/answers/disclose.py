"""disclose: a card per own statement. What is written stays sealed until the conditions of all that open are met."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.deals.answers import Answer, Offer, Offers
from desktop.deals.items import DiscloseItem, Preset, text_for
from desktop.deals.references import statements_of
from desktop.ui.answers.base import AnswerWidget, quiet_line
from desktop.ui.answers.conditions import choices_for
from desktop.ui.answers.statement import StatementCard
from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import secondary
from desktop.ui.widgets.layouts import Wrapping
from desktop.ui.widgets.text import muted
from desktop.ui.words import tr


class DiscloseAnswer(AnswerWidget):
    """Offers to open statements."""

    def __init__(self, item: DiscloseItem, role: str, seats: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(item, role, parent)
        self._item, self._seats = item, tuple(seats)
        self._statements = statements_of(item, role)
        self.cards = {
            statement.id: StatementCard(plain(text_for(statement.label, role) or statement.id))
            for statement in self._statements
        }
        self.rows.addWidget(
            muted(tr("What you write is sealed. It opens only if everything it waits for opens as well."))
        )
        if any(self._offers_of(preset) for preset in item.presets):
            self.rows.addWidget(muted(tr("Ready-made conditions:")))
            self.rows.addWidget(self._presets())
        for card in self.cards.values():
            card.changed.connect(self.changed)
            self.rows.addWidget(card)
        self.rows.addWidget(quiet_line(tr("Left blank counts as not offered: everything stays closed.")))
        self.set_answer(None)

    def answer(self) -> Answer:
        """The offers, or None when nothing is offered."""
        offers = {name: offer for name, card in self.cards.items() if (offer := card.offer) is not None}
        return Offers(offers) if offers else None

    def set_answer(self, answer: Answer) -> None:
        """Show offers."""
        offers = answer.by_statement if isinstance(answer, Offers) else {}
        for name, card in self.cards.items():
            offer = offers.get(name)
            written = [*offer.requires, *offer.any_of] if offer is not None else []
            card.show_offer(offer, choices_for(self._item, self._role, self._seats, written))

    def summary(self) -> list[str]:
        """Each offered statement with its condition; never what it says."""
        lines = []
        for statement in self._statements:
            card = self.cards[statement.id]
            if card.offer is not None:
                label = plain(text_for(statement.label, self._role) or statement.id)
                lines.append(tr("{statement}. {condition}", statement=label, condition=card.condition_words()))
        return lines or [tr("Left blank counts as not offered: everything stays closed.")]

    def _presets(self) -> QWidget:
        widget = QWidget()
        flow = Wrapping(widget)
        for preset in self._item.presets:
            if self._offers_of(preset):
                flow.addWidget(secondary(plain(preset.name), partial(self._use, preset)))
        return widget

    def _offers_of(self, preset: Preset) -> dict[str, tuple[str, ...]]:
        by_role = dict(preset.offers)
        return {
            name: references for name, references in by_role.get(self._role, by_role.get("", ())) if name in self.cards
        }

    def _use(self, preset: Preset) -> None:
        """Offer what the preset offers, on its conditions; what was written stays."""
        before = self.answer()
        for name, references in self._offers_of(preset).items():
            card = self.cards[name]
            content = card.content
            offer = Offer(tuple(references), text=content.text, file=content.file)
            card.show_offer(offer, choices_for(self._item, self._role, self._seats, references))
        if self.answer() != before:
            self.changed.emit()
