"""Text on a page: always plain text, wrapped, in lines that are comfortable to read.

title("..."), section("..."), body("..."), muted("...")
"""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui.tokens import LINE_CHARACTERS

_SAMPLE = "Only you can see this page. Nothing is sent until you lock in yours."[:LINE_CHARACTERS]

_LONG, _STEP = re.compile(r"\S{31,}"), 8
"""What is longer than any word, such as a link or a number; it may be broken after so many characters."""
_STROKES, _PARTS, _WORD = "/\\", re.compile(r"[/\\.:_@?&=-]"), 14
"""What stands between the parts of a path or an address; and how long a part can be that fits into any line."""
_MAY_BREAK = "\u200b"
_JOINER = "\u200d"

_REMEMBERED = 32
"""Heights for so many widths."""


class Text(QLabel):
    """A label for one kind of text; never rich text, never a link, lines of at most 68 characters.

    Attributes:
        is_heading: a title of a page or of a part of it; a screen reader can go from one to the next.
    """

    def __init__(self, text: str, kind: str = "body", parent: QWidget | None = None, *, wrap: bool = True) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}  # layouts ask hundreds of times per page
        self._longest: int | None = None
        self._clean = ""
        self._named_by_text = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setWordWrap(wrap)
        self.is_heading = kind in ("title", "section")
        self.setText(text)
        self._limits = wrap and not self.is_heading
        self._begin_at_edge()
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
            self.setMinimumWidth(80)

    def setText(self, text: str) -> None:
        """Another text has other heights. What is longer than a word can be may be broken anywhere."""
        self._heights.clear()
        self._clean = text
        shown = breakable(text) if self.wordWrap() else text
        super().setText(shown)
        # What Qt takes no more for a label has no name by itself (desktop.ui.roles); nobody hears where lines may end.
        named = self.is_heading or shown != text
        if named or self._named_by_text:
            self.setAccessibleName(text if named else "")
        self._named_by_text = named

    def text(self) -> str:
        """As it was given."""
        return self._clean

    def tell(self, text: str, *, announce: bool = False) -> None:
        """Show another text; say it to a screen reader as well when it is news."""
        if text == self.text():
            return
        self.setText(text)
        if announce and text:
            say(self, text)

    def heightForWidth(self, width: int) -> int:
        """The height for lines no longer than allowed."""
        margins = self.contentsMargins()
        room = min(width, self._most()) + margins.left() + margins.right()
        height = self._heights.get(room)
        if height is None:
            height = max(super().heightForWidth(room), self.fontMetrics().height())
            if len(self._heights) >= _REMEMBERED:
                self._heights.clear()
            self._heights[room] = height
        return height

    def sizeHint(self) -> QSize:
        """One line if it fits into one, else lines of the allowed length."""
        if not self.wordWrap():
            return super().sizeHint()
        longest = self.fontMetrics().horizontalAdvance(self.text()) + 4
        width = max(80, min(longest, self._most(), 1200))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow and one line high; how high it really gets follows from the width."""
        return QSize(80, self.fontMetrics().height()) if self.wordWrap() else super().minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is too wide free on the right."""
        super().resizeEvent(event)
        self._keep_lines_short()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size has other line lengths."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._begin_at_edge()
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
            self._longest = None
            self._keep_lines_short()
            self.updateGeometry()

    def _begin_at_edge(self) -> None:
        """Where the page begins, whatever language the text is in: Qt would put English to the left everywhere."""
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        vertical = self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
        self.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute | vertical)

    def _keep_lines_short(self) -> None:
        free = max(0, self.width() - self._most())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = free // 2 if self.alignment() & Qt.AlignmentFlag.AlignHCenter else free if mirrored else 0
        if self._limits and (left, free - left) != (self.contentsMargins().left(), self.contentsMargins().right()):
            self.setContentsMargins(left, 0, free - left, 0)

    def _most(self) -> int:
        if self._longest is None:
            self._longest = self.fontMetrics().horizontalAdvance(_SAMPLE) if self._limits else 1 << 20
        return self._longest


def breakable(text: str) -> str:
    """The same to look at, but what has more than 30 characters and no space can go on in another line."""
    return _LONG.sub(lambda found: _in_pieces(found.group()), text)


def _in_pieces(run: str) -> str:
    step = _STEP if max(map(len, _PARTS.split(run))) > _WORD else len(run)  # parts that are words stay whole
    pieces, since = [run[0]], 1
    for place in range(1, len(run)):
        ends = _ends_part(run[max(0, place - 2) : place], run[place])
        if (ends or since >= step) and not _belongs(run[place - 1], run[place]):
            pieces.append(_MAY_BREAK)
            since = 0
        pieces.append(run[place])
        since += 1
    return "".join(pieces)


def _ends_part(before: str, now: str) -> bool:
    """A line may end after a stroke, and after another mark between parts, but not after the dot of a hidden folder."""
    if before[-1] in _STROKES:
        return now not in _STROKES
    return bool(_PARTS.match(before[-1])) and not _PARTS.match(now) and before[0] not in _STROKES


def _belongs(before: str, now: str) -> bool:
    """Both are parts of one letter or sign: accents, joined signs, shades of skin, the two letters of a flag."""
    signs = "\U0001f1e6" <= now <= "\U0001f1ff" or "\U0001f3fb" <= now <= "\U0001f3ff"
    return unicodedata.category(now) in ("Mn", "Mc", "Me", "Cf") or before == _JOINER or signs


def title(text: str) -> Text:
    """The one title of a page."""
    return Text(text, "title")


def section(text: str) -> Text:
    """The title of a part of a page."""
    return Text(text, "section")


def body(text: str) -> Text:
    """Ordinary text."""
    return Text(text)


def strong(text: str) -> Text:
    """A line that stands out."""
    return Text(text, "strong")


def quiet(text: str) -> Text:
    """Ordinary size, less loud."""
    return Text(text, "quiet")


def muted(text: str) -> Text:
    """Small and less loud: hints, facts on the side."""
    return Text(text, "muted")


def badge(text: str) -> Text:
    """A word in a frame, such as Practice."""
    made = Text(text, "badge", wrap=False)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def say(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say what has just changed; what is said is always on the page as well."""
    event = QAccessibleAnnouncementEvent(widget, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


def with_tabular_numbers(widget: QWidget) -> None:
    """Digits of one width, so that amounts below each other line up."""
    font = QFont(widget.font())
    font.setFeature(QFont.Tag("tnum"), 1)
    widget.setFont(font)
