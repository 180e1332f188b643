"""A field for a passphrase: dots, nothing to copy, nothing that the system learns for suggestions, a hint on Caps Lock.

Whether Caps Lock is on is seen from the letters that are typed: a capital without Shift, or a small one with it. That
works on every system, from the first letter on.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

MOST = 256


class PassphraseField(QLineEdit):
    """Signals: `caps_changed` when it is seen that Caps Lock is on, or off again.

    Attributes:
        caps: Caps Lock is on, as far as can be seen.
    """

    caps_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.caps = False
        self.setMaxLength(MOST)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(hints.ImhHiddenText | hints.ImhSensitiveData | hints.ImhNoPredictiveText)

    def reveal(self, shown: bool) -> None:
        """Show what is typed, or dots."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing is copied from here, also while it can be read."""
        if any(event.matches(key) for key in (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)):
            return
        letter = event.text()
        if len(letter) == 1 and letter.upper() != letter.lower():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._note((letter == letter.upper()) is not shift)
        elif event.key() == Qt.Key.Key_CapsLock and self.caps:
            self._note(False)
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """No menu: there is nothing to copy."""

    def _note(self, caps: bool) -> None:
        if caps is not self.caps:
            self.caps = caps
            self.caps_changed.emit()
