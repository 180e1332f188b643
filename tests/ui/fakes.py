"""A negotiation that only happens on paper, simple answer fields, and a whole flow around them, without a thread."""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
import time
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.deals import templates
from desktop.deals.agreement import Agreement, file_digest
from desktop.deals.answers import Answer, Answers, Preferences, Run
from desktop.deals.items import AnyItem, BundleItem, LadderItem, LevelItem, MatchItem, PickItem, RankItem
from desktop.deals.outcome import ItemOutcome, Outcome
from desktop.deals.parse_answers import parse_answers
from desktop.deals.rule import decide
from desktop.deals.sheet import Sheet
from desktop.run.stages import Answering, Computing, Lobby, Opening, People, Result, Stage, Standing, Statistics
from desktop.store import LoginOnly, create_store
from desktop.ui import language
from desktop.ui.desk import Desk
from desktop.ui.flow.whole import Flow
from desktop.ui.pages.ways import Network
from desktop.ui.session import Session
from desktop.ui.widgets.layouts import column
from desktop.ui.widgets.rows import AnyOf, OneOf
from desktop.ui.widgets.text import body
from desktop.ui.window import Window
from p2p.invite import Invite, encode_invite
from p2p.secret import Secret
from tests.desktop.agreeing import signed

FIGURES = Statistics(2, 1000, 10, 10, 5, 0.1, 0.1, 0.1)


class FakeEngine:
    """No thread and no loop that runs: what is submitted never happens."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.submitted = 0

    def submit(self, work: Coroutine[object, object, object]) -> Future[object]:
        work.close()
        self.submitted += 1
        return Future()

    def call(self, function: Callable[[], object]) -> None:
        function()

    def new_future(self) -> asyncio.Future[object]:
        return self.loop.create_future()

    def close(self) -> None:
        self.loop.close()


class FakeField(QWidget):
    """Yes or no, or one of a few rows; enough to press."""

    changed = Signal()

    def __init__(self, item: AnyItem, role: str, seats: tuple[str, ...] | None = None, parent: QWidget | None = None):
        super().__init__(parent)
        self.item = item
        self.kept: Answer = None
        layout = column(self, gap=8)
        self.rows: list[OneOf | AnyOf] = []
        make = OneOf if isinstance(item, MatchItem | LevelItem) else AnyOf
        for number, label in enumerate(labels_of(item)):
            row = make(label)
            row.toggled.connect(lambda on, number=number: self._toggle(number, on))
            layout.addWidget(row)
            self.rows.append(row)

    def _toggle(self, number: int, on: bool) -> None:
        if on:
            self.kept = example_of(self.item, number)
            self.changed.emit()

    def answer(self) -> Answer:
        return self.kept

    def set_answer(self, answer: Answer) -> None:
        self.kept = answer

    def clear(self) -> None:
        self.kept = None

    def summary(self) -> list[str]:
        return [f"answer {type(self.kept).__name__}"]

    def set_covered(self, covered: bool) -> None:
        for row in self.rows:
            row.setVisible(not covered)


def labels_of(item: AnyItem) -> list[str]:
    if isinstance(item, MatchItem):
        return ["No", "Yes"]
    if isinstance(item, LevelItem):
        return list(item.levels)
    if isinstance(item, PickItem | RankItem):
        return list(item.options)
    return ["Something"]


def example_of(item: AnyItem, number: int) -> Answer:
    if isinstance(item, MatchItem):
        return number == 1
    if isinstance(item, LevelItem):
        return number
    if isinstance(item, LadderItem):
        return Run(1)
    if isinstance(item, BundleItem):
        points = tuple(tuple(0 for _ in issue.options) for issue in item.issues)
        return Preferences(points, tuple(1 for _ in item.issues), None)
    return None


def fake_result(sheet: Sheet, item: AnyItem, shown: ItemOutcome) -> QWidget:
    return body(str(shown.value))


@dataclasses.dataclass
class Stand:
    """A window with everything in it, and the means to play the other side."""

    flow: Flow
    window: Window
    engine: FakeEngine
    folder: Path

    @property
    def session(self) -> Session:
        return self.flow.session

    def stage(self, stage: Stage) -> None:
        """The negotiation says something."""
        talk = self.session._talk
        assert talk is not None
        talk.stage.emit(stage)

    def offer(self, sheet: Sheet) -> None:
        talk = self.session._talk
        assert talk is not None
        talk.offered.emit(sheet)

    def invite(self, line: str) -> None:
        talk = self.session._talk
        assert talk is not None
        talk.invited.emit(line)

    def everybody_is_here(self, sheet: Sheet, seats: tuple[str, ...], me: int = 0) -> None:
        self.stage(Lobby(len(seats), len(seats)))
        self.stage(Answering(sheet, seats[me], seats, me))

    def standings(self, *standings: Standing) -> None:
        self.stage(People(standings))

    def computing(self, part: float) -> None:
        self.stage(Computing(part))

    def opening(self, opened: Mapping[str, ItemOutcome], total: int) -> None:
        self.stage(Opening(opened, total))

    def result(self, sheet: Sheet, outcome: Outcome, *, kept: bool = False) -> None:
        agreed = agreement_of(sheet, outcome)
        self.stage(Result(sheet, outcome, agreed, None, FIGURES, kept=file_digest(agreed).hex() if kept else None))

    def close(self) -> None:
        self.flow.shut_down()
        self.window.may_close = True
        self.window.close()
        self.flow.context.desk.store.close()
        self.engine.close()
        self.flow.deleteLater()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, 52)  # deferred deletions


def make_stand(folder: Path, make_field: object = FakeField, make_result: object = fake_result) -> Stand:
    """A window that talks to nobody; its files go below the folder."""
    engine = FakeEngine()
    window = Window()
    store = create_store(folder / "store", LoginOnly())
    desk = Desk(folder, folder, store)
    flow = Flow(window, engine, desk, make_field, make_result)  # type: ignore[arg-type]
    flow.context.networks = lambda: (Network("Wi-Fi", "192.168.4.23"),)
    return Stand(flow, window, engine, folder)


def an_invite(parties: int = 2) -> str:
    """The line of an invite that leads nowhere."""
    return encode_invite(Invite(Secret(bytes(32)), parties, int(time.time()) + 890, ("192.168.4.23",), 40123))


def sample(template_id: str, people: int | None = None) -> tuple[Sheet, list[Answers]]:
    """A built-in sheet and sample answers, in the language of the window where there is one."""
    translated = f"{language.current()}/{template_id}"
    template_id = translated if translated in templates.translated_ids() else template_id
    sheet = templates.sample_sheet(template_id)
    n = people or sheet.seating.fewest
    texts = templates.sample_answers(template_id, max(n, sheet.parties.min))[:n]
    return sheet, [parse_answers(sheet, text) for text in texts]


def outcome_of(template_id: str, people: int | None = None) -> tuple[Sheet, Outcome]:
    """What the samples come to."""
    sheet, answers = sample(template_id, people)
    return sheet, decide(sheet, answers, lambda n: hashlib.shake_128(b"coins").digest(n))


def agreement_of(sheet: Sheet, outcome: Outcome, n: int = 2) -> Agreement:
    """Signed by people of the tests."""
    return signed(outcome, sheet, [sheet.roles[i % len(sheet.roles)] if sheet.roles else "" for i in range(n)])
