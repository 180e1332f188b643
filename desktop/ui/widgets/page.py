"""The frame of every page: title, who can see it, a banner when there is news, what scrolls, and the buttons below.

A page answers three questions at first sight: where am I, what do I do, who can see this.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QPushButton, QScrollArea, QSizePolicy, QWidget

from desktop.strings.errors import Explanation
from desktop.ui import icons, tokens
from desktop.ui.motif import Motif
from desktop.ui.theme import theme
from desktop.ui.widgets.banner import Banner, Choice, problem_banner
from desktop.ui.widgets.buttons import Action, Button, link, primary, secondary
from desktop.ui.widgets.layouts import Wrapping, clear, column, line, row
from desktop.ui.widgets.tab_order import WAY_BACK
from desktop.ui.widgets.text import Text
from desktop.ui.words import tr

_MARK = 18
_ENDLESS = (1 << 24) - 1
"""As wide as Qt lets a widget be."""


class Page(QWidget):
    """One page of the window. Subclasses fill `content` and add buttons.

    Attributes:
        left: the person wants to go back; nobody else listens to it but the flow.
        content: column of what scrolls.
        name: short, for the window title; never anything that anybody entered.
        private: answers or results are on it: covered when nobody is there.
    """

    left = Signal()
    private = False
    help_text = ""

    def __init__(self, title: str, *, only_you: bool = False, wide: bool = False) -> None:
        super().__init__()
        self.name = title
        self.setProperty("kind", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._width = tokens.WIDE_COLUMN if wide else tokens.COLUMN
        self.heading = Text(title, "title")
        self._banners = column(gap=tokens.GRID)
        self._on_close: Action | None = None
        self.content = column(gap=tokens.GAP)
        self._scroll = QScrollArea()
        self.primary: Button | None = None
        self.back: Button | None = None
        whole = column(self, gap=0)
        whole.addWidget(self._build_scroll(only_you), 1)
        whole.addWidget(self._build_foot())

    def _build_scroll(self, only_you: bool) -> QWidget:
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        everything = column(gap=tokens.GAP)
        top = column(gap=6)
        self._top = top
        top.addWidget(self.heading)
        if only_you:
            top.addWidget(OnlyYou())
        everything.addLayout(top)
        everything.addLayout(self._banners)
        everything.addLayout(self.content)
        everything.addStretch(1)
        across = row(inside, gap=0)
        across.setContentsMargins(tokens.MARGIN, 8, tokens.MARGIN, tokens.MARGIN)
        across.addWidget(_Column(everything, self._width), 1)
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._line_up)
        return self._scroll

    def _line_up(self, least: int, most: int) -> None:
        # The scroll bar takes space from the content; the buttons below stay in line with it.
        taken = self._scroll.verticalScrollBar().sizeHint().width() if most > least else 0
        self._foot_across.setContentsMargins(tokens.MARGIN, 12, tokens.MARGIN + taken, 12)

    def _build_foot(self) -> QWidget:
        self._foot = QWidget()
        self._foot.hide()
        self._foot_left, self._foot_right = QWidget(), QWidget()
        self._foot_width, self._on_left, self._among = self._width, list[QWidget](), False
        self._foot_left_row = Wrapping(self._foot_left)
        self._foot_right_row = Wrapping(self._foot_right, right=True)
        self._foot_left.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        buttons = row(gap=tokens.GAP)
        buttons.addWidget(self._foot_left)
        buttons.addWidget(self._foot_right, 1)
        self._foot_across = row(gap=0)
        self._foot_across.setContentsMargins(tokens.MARGIN, 12, tokens.MARGIN, 12)
        self._foot_across.addWidget(_Column(buttons, self._width), 1)
        below = column(self._foot, gap=0)
        below.addWidget(line())
        below.addLayout(self._foot_across)
        return self._foot

    def place_on_top(self, widget: QWidget) -> None:
        """Above the title, the first thing to be reached."""
        self._top.insertWidget(0, widget)

    def set_back(self, label: str = "", on_click: Callable[[], object] | None = None) -> Button:
        """The way back, bottom left."""
        self.back = secondary(label or tr("Back"), on_click or self.left.emit)
        self.back.setProperty(WAY_BACK, True)
        self._foot_left_row.addWidget(self.back)
        self._on_left.append(self.back)
        self._foot.show()
        return self.back

    def set_primary(self, label: str, on_click: Callable[[], object]) -> Button:
        """The one thing to do, bottom right, after the others; of several only one is ever shown."""
        self.primary = primary(label, on_click)
        self._foot_right_row.addWidget(self.primary)
        self._foot.show()
        return self.primary

    def add_action(self, label: str, on_click: Callable[[], object], icon: str = "") -> Button:
        """Another thing to do, left of the primary button."""
        made = secondary(label, on_click, icon)
        self._foot_right_row.addWidget(made)
        self._foot.show()
        return made

    def fill_between(self, widget: QWidget) -> None:
        """Something between Back and the other buttons."""
        self._foot_left_row.addWidget(widget)
        self._on_left.append(widget)

    def show_banner(
        self,
        heading: str,
        sentence: str = "",
        choices: Sequence[Choice] = (),
        *,
        closing: str = "",
        on_close: Action | None = None,
    ) -> None:
        """News on top of the page, in place of the last. closing: what it means to close it; on_close: then do this."""
        self._show(Banner(heading, sentence, choices, on_close=self.close_banner, closing=closing), on_close)

    def show_wrong(self, heading: str, sentence: str = "") -> None:
        """Something that was entered has to be mended, on top of the page; it does not look like good news."""
        self._show(Banner(heading, sentence, problem=True, on_close=self.close_banner))

    def show_problem(
        self,
        explanation: Explanation,
        choices: Sequence[Choice] = (),
        *,
        closing: str = "",
        on_close: Action | None = None,
    ) -> None:
        """What went wrong, on top of the page; what was entered stays."""
        self._show(problem_banner(explanation, time.time(), choices, self.close_banner, closing), on_close)

    def clear_banner(self) -> None:
        """No news any more."""
        self._on_close = None
        clear(self._banners)

    @property
    def banner(self) -> Banner | None:
        """The news on the page."""
        item = self._banners.itemAt(0)
        widget = item.widget() if item is not None else None
        return widget if isinstance(widget, Banner) else None

    def _show(self, banner: Banner, on_close: Action | None = None) -> None:
        self.clear_banner()
        self._on_close = on_close
        self._banners.addWidget(banner)
        self._scroll.verticalScrollBar().setValue(0)
        banner.announce()

    @property
    def regions(self) -> list[QWidget]:
        """What the Tab key goes through one after the other, and F6 from one to the next: what scrolls ends
        below the buttons, and still comes before them."""
        return [self._scroll, self._foot]

    def entered(self) -> None:
        """Called whenever the page comes up: put the focus where work begins."""
        self._scroll.verticalScrollBar().setValue(0)
        if self.primary is not None and self.primary.isEnabled():
            self.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self, widget: QWidget) -> None:
        """Scroll to something that has just appeared or is to be mended, once it has its place."""
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(widget, 0, tokens.MARGIN))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drawings take less of a low window."""
        super().resizeEvent(event)
        for drawing in self.findChildren(Motif):
            drawing.updateGeometry()
        self._fit_foot()

    def event(self, event: QEvent) -> bool:
        """Other words or another size of them may need other room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_foot()
        return super().event(event)

    def _fit_foot(self) -> None:
        """The way back beside the other buttons, or among them where the widest of these does not fit beside it."""
        margins = self._foot_across.contentsMargins()
        room = min(self.width() - margins.left() - margins.right(), theme().px(self._foot_width))
        left = [_in_one_line(one) for one in self._on_left if not one.isHidden()]
        others = (one.widget() for one in self._foot_right_row.things)
        right = [_in_one_line(one) for one in others if one and not one.isHidden() and one not in self._on_left]
        among = sum(left) + tokens.GRID * (len(left) - 1) + tokens.GAP + max(right, default=0) > room
        if among == self._among or not self._on_left:
            return
        self._among = among
        now = next((one for one in self._on_left if one.hasFocus()), None)
        before, after = self._foot_left_row, self._foot_right_row
        for place, one in enumerate(self._on_left):
            (before if among else after).removeWidget(one)
            (after if among else before).addWidget(one)
            if among:
                after.things.insert(place, after.things.pop())
        self._foot_left.setVisible(not among)
        if now is not None:
            now.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Ctrl+Enter: the primary button, if it can be pressed."""
        if self.primary is not None and self.primary.isEnabled() and self.primary.isVisible():
            self.primary.click()

    def go_back(self) -> None:
        """Alt+Left: the way back, if there is one."""
        if self.back is not None and self.back.isEnabled() and self.back.isVisible():
            self.back.click()

    def close_banner(self) -> bool:
        """Esc: close the news, and go on with what comes after them; False when there are none."""
        there, after = self.banner is not None, self._on_close
        self.clear_banner()
        if after is not None:
            after()
        return there


def _in_one_line(widget: QWidget) -> int:
    """How wide it is at least, as long as no button needs a second line."""
    return (widget.sizeHint() if isinstance(widget, Button) else widget.minimumSizeHint()).width()


class OnlyYou(QWidget):
    """The quiet line that says who can see the page."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = QLabel()
        across = row(self, gap=6)
        across.addWidget(self._mark)
        across.addWidget(Text(tr("Only you can see this page."), "muted"), 1)
        theme().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        size = theme().mark(_MARK)
        self._mark.setFixedSize(QSize(size, size))
        self._mark.setPixmap(icons.pixmap("only-you", size, theme().colours.muted))


class Disclosure(QWidget):
    """A line that can be opened to read more."""

    def __init__(self, label: str, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.button: QPushButton = link(label, self.toggle)
        self.button.setCheckable(True)
        below = column(self, gap=tokens.GRID)
        below.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        below.addWidget(inside)
        inside.hide()

    def toggle(self) -> None:
        """Open or close it."""
        self._inside.setVisible(self._inside.isHidden())
        self.button.setChecked(not self._inside.isHidden())


class _Column(QWidget):
    """A layout of limited width, in the middle of the space there is; the limit grows with the text."""

    def __init__(self, layout: QLayout, width: int) -> None:
        super().__init__()
        self._most = width
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setLayout(layout)
        theme().changed.connect(self._limit)
        self._limit()

    def _limit(self) -> None:
        self.setMaximumWidth(min(theme().px(self._most), _ENDLESS))
