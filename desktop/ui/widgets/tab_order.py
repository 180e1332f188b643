"""The order of the Tab key: as the eye goes, from top to bottom, line by line, whatever was added when."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QRadioButton, QWidget

WAY_BACK = "wayBack"
"""The property of a button that goes back, leaves or cancels."""
_LINE = 14
"""Widgets whose middles differ by less stand in one line."""


def in_order(root: QWidget) -> list[QWidget]:
    """Everything inside a widget that the Tab key reaches, in the order of reading."""
    found = [widget for widget in root.findChildren(QWidget) if _reachable(widget)]
    mirrored = root.layoutDirection() == Qt.LayoutDirection.RightToLeft
    # From where it begins: a row that holds a button ends where the button does.
    spots = {one: one.mapTo(root, QPoint(one.width() if mirrored else 0, one.height() // 2)) for one in found}
    found.sort(key=lambda widget: spots[widget].y())
    lines: list[list[QWidget]] = []
    for widget in found:
        if lines and spots[widget].y() - spots[lines[-1][0]].y() < _LINE:
            lines[-1].append(widget)
        else:
            lines.append([widget])
    return [widget for line in lines for widget in sorted(line, key=lambda one: spots[one].x(), reverse=mirrored)]


def move_focus(parts: list[QWidget], now: QWidget | None, step: int) -> bool:
    """Put the focus on the next or the one before, going round; False when there is nothing to go to.

    Args:
        parts: regions in their order.
        now: what has the focus.
        step: 1 or -1.
    """
    every = [widget for part in parts for widget in in_order(part)]
    if not every:
        return False
    place = next((i for i, widget in enumerate(every) if widget is now), None)
    lost = place is None and now is not None and now is not _title(parts)
    near = _near(parts, now) if lost and now is not None else None
    start = 0 if step > 0 else -1
    target = near or every[start if place is None else (place + step) % len(every)]
    reason = Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    return True


def _near(parts: list[QWidget], gone: QWidget) -> QWidget | None:
    """What had the focus has just been disabled or hidden: the next in its region, so that nobody has to come back.

    Never what goes back, leaves or cancels: whoever presses Enter twice would leave without wanting to. Where there is
    nothing else, the title of the page.
    """
    for part in parts:
        if part.isAncestorOf(gone):
            top = gone.mapTo(part, QPoint(0, gone.height() // 2)).y() - _LINE
            row = [one for one in in_order(part) if not one.property(WAY_BACK)]
            below = (one for one in row if one.mapTo(part, QPoint(0, one.height() // 2)).y() > top)
            return next(below, row[-1] if row else _title(parts))
    return None


def _title(parts: list[QWidget]) -> QWidget | None:
    labels = (label for part in parts for label in part.findChildren(QLabel) if label.isVisible())
    return next((label for label in labels if label.property("kind") == "title"), None)


def _reachable(widget: QWidget) -> bool:
    if not widget.isVisible() or not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    return not isinstance(widget, QRadioButton) or _stands_for_its_group(widget)


def _stands_for_its_group(button: QRadioButton) -> bool:
    """Of rows of which one is chosen only that one is reached; the arrow keys do the rest."""
    parent = button.parentWidget()
    beside = [] if parent is None else parent.findChildren(QRadioButton)
    group = button.group()
    others = [one for one in beside if one.group() is group and one.isVisible()]
    chosen = next((one for one in others if one.isChecked()), None)
    return button is (chosen or next(iter(others), button))
