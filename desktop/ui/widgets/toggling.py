"""Buttons that are on or off, toggled through a screen reader: Qt then changes the mark and tells nobody of a press.

Goes before a Qt button class; `clicked` then comes for whatever a person did, and for nothing the program did.
"""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton


class Toggling:
    """What tells a person's toggling from the program's. Call `watch_toggling` once the button is made."""

    _expected = False

    def _self(self) -> QAbstractButton:
        if not isinstance(self, QAbstractButton):
            raise TypeError("only buttons are toggled")
        return self

    def watch_toggling(self) -> None:
        """Begin."""
        self._self().toggled.connect(self._on_toggled)

    def setChecked(self, on: bool) -> None:
        """The program does it."""
        before, self._expected = self._expected, True
        QAbstractButton.setChecked(self._self(), on)
        self._expected = before

    def nextCheckState(self) -> None:
        """A key or the pointer does it; `clicked` comes by itself."""
        before, self._expected = self._expected, True
        super().nextCheckState()  # type: ignore[misc]  # of the Qt class this goes before
        self._expected = before

    def _on_toggled(self, on: bool) -> None:
        button = self._self()
        group = button.group()
        one_of = button.autoExclusive() or (group is not None and group.exclusive())
        if not self._expected and (on or not one_of):
            button.clicked[bool].emit(on)  # type: ignore[index]  # the stubs know of one overload only
