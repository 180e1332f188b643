"""Behind the cover there is nothing: what is covered leaves the window, and comes back as it was.

The cover is painted at once. Right afterwards the page is taken out of the window, so that programs that read the
window for people who cannot see it find the cover and nothing else; taking it out lasts longer than one may wait for
a cover. Questions that were open are hidden with it.

Leaves to others: the cover itself (desktop.ui.pages.cover), when it comes (desktop.ui.window).
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QVBoxLayout, QWidget

from desktop.ui.widgets.confirm import Confirm


class Veil(QObject):
    """Takes the content of a window away and brings it back."""

    def __init__(self, window: QMainWindow, place: QVBoxLayout, content: QWidget) -> None:
        """Args: place: the layout that holds the content, and nothing else."""
        super().__init__(window)
        self._window, self._place, self._content = window, place, content
        self._focused: QWidget | None = None
        self._dialogs: list[QDialog] = []
        self._flags: dict[QDialog, Qt.WindowType] = {}
        self.down = False
        self._away = QTimer(self)
        self._away.setSingleShot(True)
        self._away.setInterval(0)
        self._away.timeout.connect(self._take_away)

    def come_down(self) -> None:
        """Nothing of the content is to be found any more, after this turn."""
        if self.down:
            return
        self.down = True
        self._focused = QApplication.focusWidget()
        open_now = [dialog for dialog in self._window.findChildren(QDialog) if dialog.isVisible()]
        for dialog in open_now:
            dialog.hide()
        self._dialogs += open_now
        if open_now:
            self._window.activateWindow()
        self._away.start()

    def hold(self, dialog: QDialog) -> bool:
        """Keep a new question until the veil is lifted; False when it is."""
        if self.down:
            self._dialogs.append(dialog)
        return self.down

    def lift(self) -> bool:
        """Everything is as it was; True when the focus is, too."""
        self.down = False
        self._away.stop()
        if self._content.parentWidget() is None:
            self._place.addWidget(self._content)
            self._content.show()
        dialogs, self._dialogs = self._dialogs, []
        for dialog in dialogs:
            if dialog in self._flags:
                dialog.setParent(self._window, self._flags.pop(dialog))
            if isinstance(dialog, Confirm):
                dialog.come_up()
            else:
                dialog.show()
        focused, self._focused = self._focused, None
        if focused is None or not focused.isVisible():
            return bool(dialogs)
        focused.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def close(self) -> None:
        """The window goes, and what was taken out of it with it."""
        self._away.stop()
        if self._content.parentWidget() is None:
            self._content.deleteLater()

    def _take_away(self) -> None:
        for dialog in self._dialogs:
            if isinstance(dialog, Confirm) and dialog not in self._flags:
                self._flags[dialog] = dialog.windowFlags()
                dialog.setParent(self._content, Qt.WindowType.Widget)
        self._content.setParent(None)
