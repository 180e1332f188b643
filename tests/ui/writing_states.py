"""S17 with somebody to write with, for the screenshots and for the tests of writing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from desktop.deals.agreement import file_digest
from desktop.deals.shared_text import CLAUSE, LEFT_OUT, LOOK_AGAIN, NOTES, TITLE, SharedText
from desktop.kept.agreements import Agreements
from desktop.run.stages import Standing, Writing
from p2p.identity import verify
from tests.desktop.agreeing import PEOPLE
from tests.ui.fakes import Stand, agreement_of, outcome_of, sample

ROLES = "salary-offer"


class Together:
    """The other person, and the thread in which the text is."""

    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        sheet, outcome = outcome_of(ROLES)
        record = agreement_of(sheet, outcome).record
        self.here = SharedText(record, 0, PEOPLE[0].sign, verify)
        self.there = SharedText(record, 1, PEOPLE[1].sign, verify)
        talk = stand.session._talk
        assert talk is not None
        talk._pen = self

    def edit(self, values: dict[str, str]) -> None:
        letter = self.here.edit(values)
        if letter:
            self.there.receive(0, letter)
            self.tell()

    def agree(self) -> None:
        self.there.receive(0, self.here.agree())
        self.tell()

    def finish(self) -> None:
        """Nothing waits for it here."""

    def answer(self, do: Callable[[SharedText], bytes]) -> None:
        """The other person does something."""
        self.here.receive(1, do(self.there))
        self.tell()

    def tell(self, *, here: bool = True) -> None:
        fields = {key: (field.value, field.seat) for key, field in self.here.fields.items()}
        done = self.here.done
        if done is not None:  # what the thread does before it says so
            shelf, agreed = Agreements(self.stand.flow.context.desk.store), agreement_of(*outcome_of(ROLES))
            shelf.keep_words(file_digest(agreed).hex(), agreed, done)
        self.stand.stage(Writing(fields, self.here.agreed(), here and done is None, done))


def with_result(stand: Stand) -> Together:
    """A result on the screen, and the other person still there."""
    sheet, answers = sample(ROLES)
    stand.flow.pages.home.chose.emit("join")
    stand.flow.pages.enter.connecting.emit("maple otter lamp")
    stand.offer(sheet)
    stand.flow.pages.review.go_on()
    stand.everybody_is_here(sheet, tuple(one.role for one in answers))
    stand.standings(Standing.COMPARE, Standing.COMPARE)
    _, outcome = outcome_of(ROLES)
    Agreements(stand.flow.context.desk.store).keep(agreement_of(sheet, outcome), 1_795_000_000)
    stand.result(sheet, outcome, kept=True)
    made = Together(stand)
    made.tell()
    return made


def writing(stand: Stand) -> Together:
    together = with_result(stand)
    stand.flow.pages.result.go_on()
    stand.flow.pages.result.go_on()
    return together


def written(stand: Stand) -> Together:
    together = writing(stand)
    together.answer(
        lambda text: text.edit(
            {
                CLAUSE + "base_pay": "90,000 EUR gross a year, looked at again after twelve months.",
                LEFT_OUT + "frank": "1",
                NOTES: "Robin sends the signed contract by Friday.\nThe laptop is ordered this week.",
                LOOK_AGAIN: "2027-11-22",
            }
        )
    )
    return together


def with_result_shown(stand: Stand) -> None:
    with_result(stand)
    stand.flow.pages.result.go_on()


def begun_by_other(stand: Stand) -> None:
    together = with_result(stand)
    stand.flow.pages.result.go_on()
    together.answer(lambda text: text.edit({TITLE: "Our offer"}))


def agreed_here(stand: Stand) -> None:
    written(stand)
    stand.flow.pages.writing.go_on()


def agreed_below(stand: Stand) -> None:
    agreed_here(stand)
    bar = stand.flow.pages.writing._scroll.verticalScrollBar()
    QApplication.processEvents()
    bar.setValue(bar.maximum())


def agreed_by_all(stand: Stand) -> None:
    together = written(stand)
    stand.flow.pages.writing.go_on()
    together.answer(SharedText.agree)


def left(stand: Stand) -> None:
    written(stand).tell(here=False)


WRITING_PAGES: dict[str, Callable[[Stand], object]] = {
    "16-result-with-others": with_result_shown,
    "17-writing-begun": begun_by_other,
    "17-writing": writing,
    "17-writing-written": written,
    "17-writing-agreed": agreed_below,
    "17-agreement-words": agreed_by_all,
    "17-agreement-draft": left,
}
