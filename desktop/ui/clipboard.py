"""The clipboard: only invites, agreements and diagnostics go there, marked as not to be kept, and gone after a minute.

An invite is taken away again as soon as it is used or has expired. Answers never get there: whatever else this window
puts on the clipboard, or under the middle mouse button, while answers or a result are on the page is taken away at
once. Reading it happens on this computer only, to offer an invite that was copied.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

from p2p.errors import InviteError
from p2p.invite import parse_invite

CLEAR_AFTER_MS = 60_000
_LAST = "commonground-last"
MARK = "application/x-common-ground"
_HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
    "org.nspasteboard.ConcealedType": b"1",
    MARK: b"1",
}
"""What clipboard managers understand as: do not keep this; and the mark of what was copied on purpose."""


def copy(text: str) -> None:
    """Put a text on the clipboard; after a minute it is taken away again unless something else is there."""
    data = QMimeData()
    data.setText(text)
    for kind, value in _HINTS.items():
        data.setData(kind, value)
    QGuiApplication.clipboard().setMimeData(data)
    QGuiApplication.clipboard().setProperty(_LAST, text)
    QTimer.singleShot(CLEAR_AFTER_MS, QGuiApplication.clipboard(), lambda: _clear(text))


def take_back() -> None:
    """What this program copied last is taken away, if it is still there: an invite is used, or the program ends."""
    text = QGuiApplication.clipboard().property(_LAST)
    if isinstance(text, str) and text:
        _clear(text)


def _clear(text: str) -> None:
    if QGuiApplication.clipboard().text() == text:
        QGuiApplication.clipboard().clear()
        QGuiApplication.clipboard().setProperty(_LAST, "")


def copied_invite() -> str:
    """An invite on the clipboard; "" when there is none."""
    text = QGuiApplication.clipboard().text()
    try:
        parse_invite(text)
    except InviteError:
        return ""
    return text


class Keeping(QObject):
    """Keeps answers off the clipboard and out of the selection that the middle mouse button pastes.

    Signals: `refused`: something was taken away that the person wanted to copy.
    """

    refused = Signal()

    def __init__(self, is_private: Callable[[], bool], board: QClipboard | None = None) -> None:
        """Args: is_private: answers or a result are on the page. board: the clipboard of the system."""
        super().__init__()
        self._is_private = is_private
        self._board = board or QGuiApplication.clipboard()
        self._board.changed.connect(self._look)

    def close(self) -> None:
        """Look no longer."""
        self._board.changed.disconnect(self._look)

    def _look(self, mode: QClipboard.Mode) -> None:
        modes = QClipboard.Mode
        owned = {
            modes.Clipboard: self._board.ownsClipboard,
            modes.Selection: self._board.ownsSelection,
            modes.FindBuffer: self._board.ownsFindBuffer,
        }
        if not owned[mode]() or not self._is_private():
            return
        data = self._board.mimeData(mode)
        if data is not None and data.hasText() and not data.hasFormat(MARK):
            self._board.clear(mode)
            if mode is modes.Clipboard:
                self.refused.emit()
