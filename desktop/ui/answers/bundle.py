"""bundle: points per option, a weight per topic, and the weakest package one would still sign.

Nobody has to guess what their points mean: the list below always shows all packages, the best first.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QListView, QWidget

from desktop.deals.answers import Answer, Preferences
from desktop.deals.items import BundleItem, Issue, text_for
from desktop.ui.answers.base import AnswerWidget, quiet_line
from desktop.ui.answers.fields import Number
from desktop.ui.answers.packages import PackageList, Packages
from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import link
from desktop.ui.widgets.layouts import card, line
from desktop.ui.widgets.text import Text, body, muted, strong
from desktop.ui.words import tr, tr_n

MOST_POINTS, MOST_WEIGHT, USUAL_WEIGHT = 100, 10, 1


class BundleAnswer(AnswerWidget):
    """Trade-offs between several topics."""

    def __init__(self, item: BundleItem, role: str, parent: QWidget | None = None) -> None:
        super().__init__(item, role, parent)
        self._item = item
        self._weakest: tuple[int, ...] | None = None
        self._points: list[list[Number]] = []
        self._weights: list[Number] = []
        self.rows.addWidget(muted(tr("0 points for what is worst for you, 100 for what is best.")))
        for issue in item.issues:
            self.rows.addWidget(self._issue(issue, role))
        self.rows.addWidget(self._limit())
        self._show()

    def answer(self) -> Answer:
        """Points, weights and the weakest package; None when nothing was touched."""
        given = self._preferences()
        return None if given == _untouched(self._item) else given

    def set_answer(self, answer: Answer) -> None:
        """Show points, weights and the weakest package."""
        shown = answer if isinstance(answer, Preferences) else _untouched(self._item)
        for numbers, points in zip(self._points, shown.points, strict=True):
            for number, value in zip(numbers, points, strict=True):
                number.set_value(value)
        for number, value in zip(self._weights, shown.weights, strict=True):
            number.set_value(value)
        self._weakest = shown.weakest
        self._show(QListView.ScrollHint.PositionAtCenter)

    def summary(self) -> list[str]:
        """How much is acceptable, the best and the weakest."""
        if self._weakest is None:
            return [self._blank() if self.answer() is None else self._count_words()]
        return [self._count_words(), self._best_words(), self._weakest_words()]

    # --- parts --------------------------------------------------------------------------------------------------------

    def _issue(self, issue: Issue, role: str) -> QFrame:
        frame, inside = card(gap=4, margins=16)
        name = plain(text_for(issue.label, role) or issue.id)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 5)
        weight = Number(tr("How much {topic} matters", topic=name), MOST_WEIGHT)
        weight.set_value(USUAL_WEIGHT)
        inside.addWidget(strong(name))
        points = []
        for at, option in enumerate(issue.options):
            number = Number(tr("Points for {option}", option=f"{name}: {plain(option)}"), MOST_POINTS, step=5)
            _place(grid, at, body(plain(option)), number)
            points.append(number)
        grid.addWidget(line(), len(points), 0, 1, 3)
        _place(grid, len(points) + 1, muted(tr("How much this matters, 0 to 10")), weight)
        inside.addLayout(grid)
        for number in (*points, weight):
            number.changed.connect(self._changed)
        self._points.append(points)
        self._weights.append(weight)
        return frame

    def _limit(self) -> QFrame:
        frame, inside = card(gap=8, margins=16)
        self.packages = Packages(self._item)
        title = tr("The weakest package you would still sign")
        self.list = PackageList(self.packages, title)
        self.list.picked.connect(self._pick)
        self.list.erased.connect(lambda: self._pick(None))
        self._count, self._best, self._last = Text(""), Text("", "muted"), Text("", "muted")
        self._none = link(tr("None of them"), lambda: self._pick(None))
        inside.addWidget(strong(title))
        inside.addWidget(
            muted(tr("All packages by your points, the best first. Choose one: it and all above it count."))
        )
        inside.addWidget(self.list)
        for widget in (self._count, self._best, self._last):
            inside.addWidget(widget)
        inside.addWidget(self._none, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(quiet_line(self._blank()))
        return frame

    # --- what a person does -------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        self._show()
        self.changed.emit()

    def _pick(self, package: int | None) -> None:
        weakest = None if package is None else self.packages.options_of(package)
        if weakest != self._weakest:
            self._weakest = weakest
            self._changed()

    def _preferences(self) -> Preferences:
        points = tuple(tuple(number.value for number in numbers) for numbers in self._points)
        return Preferences(points, tuple(number.value for number in self._weights), self._weakest)

    def _show(self, scroll: QListView.ScrollHint = QListView.ScrollHint.EnsureVisible) -> None:
        self.packages.use(self._preferences())
        chosen = self.packages.weakest
        if chosen is not None:
            index = self.packages.index(self.packages.row_of(chosen))
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index, scroll)
        self.list.show_weakest()
        self._count.tell(self._count_words())
        self._best.tell(self._best_words())
        self._last.tell(self._weakest_words())
        self._last.setVisible(chosen is not None)
        self._none.setVisible(chosen is not None)

    def _count_words(self) -> str:
        if self._weakest is None:
            return tr("Nothing chosen yet: no package is acceptable.")
        total = self.packages.rowCount()
        return tr_n(
            "{n} of {total} packages is acceptable.",
            "{n} of {total} packages are acceptable.",
            self.packages.n_acceptable,
            total=total,
        )

    def _best_words(self) -> str:
        return tr("Best for you: {package}", package=self.packages.words_of(int(self.packages.order[0])))

    def _weakest_words(self) -> str:
        weakest = self.packages.weakest
        return "" if weakest is None else tr("Weakest: {package}", package=self.packages.words_of(weakest))

    def _blank(self) -> str:
        return tr("Left blank counts as no acceptable package.")


def _place(grid: QGridLayout, at: int, label: Text, number: Number) -> None:
    grid.addWidget(label, at, 0)
    grid.addWidget(number.slider, at, 1)
    grid.addWidget(number.field, at, 2)
    label.setBuddy(number.field)


def _untouched(item: BundleItem) -> Preferences:
    return Preferences(
        tuple((0,) * len(issue.options) for issue in item.issues), (USUAL_WEIGHT,) * len(item.issues), None
    )
