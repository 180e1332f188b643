"""The clipboard: only invites, agreements and diagnostics go there, marked as not to be kept, and gone after a minute.

Reading it happens on this computer only, to offer an invite that was copied.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication

from p2p.errors import InviteError
from p2p.invite import parse_invite

CLEAR_AFTER_MS = 60_000
_HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
    "org.nspasteboard.ConcealedType": b"1",
}
"""What clipboard managers understand as: do not keep this."""


def copy(text: str) -> None:
    """Put a text on the clipboard; after a minute it is taken away again unless something else is there."""
    data = QMimeData()
    data.setText(text)
    for kind, value in _HINTS.items():
        data.setData(kind, value)
    QGuiApplication.clipboard().setMimeData(data)
    QTimer.singleShot(CLEAR_AFTER_MS, QGuiApplication.clipboard(), lambda: _clear(text))


def _clear(text: str) -> None:
    if QGuiApplication.clipboard().text() == text:
        QGuiApplication.clipboard().clear()


def copied_invite() -> str:
    """An invite on the clipboard; "" when there is none."""
    text = QGuiApplication.clipboard().text()
    try:
        parse_invite(text)
    except InviteError:
        return ""
    return text
