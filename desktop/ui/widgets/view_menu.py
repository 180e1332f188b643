"""The View menu: size of the text, colours, motion, screenshots, cover and lock; the same settings as on their page.

The keys beside the entries work everywhere and belong to the window; here they are only said.

Leaves to others: what an entry does (desktop.ui.flow.viewing, desktop.ui.window).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.store import Settings
from desktop.ui import tokens
from desktop.ui.plain import without_mnemonic
from desktop.ui.words import tr


class ViewMenu(QMenu):
    """Signals: `sized` with "+", "-" or "0"; `chose` with the name of a setting and its value; `asked_shield`: hide
    from screenshots, or no longer; `asked_cover`; `asked_lock`."""

    sized = Signal(str)
    chose = Signal(str, object)
    asked_shield = Signal()
    asked_cover = Signal()
    asked_lock = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("View"))
        self.larger = self._entry(tr("Larger text"), lambda: self.sized.emit("+"), "Ctrl++")
        self.smaller = self._entry(tr("Smaller text"), lambda: self.sized.emit("-"), "Ctrl+-")
        self.usual = self._entry(tr("Usual size of text"), lambda: self.sized.emit("0"), "Ctrl+0")
        self.addSeparator()
        group = QActionGroup(self)
        labels = {
            "system": tr("Colours as the system"),
            "light": tr("Light colours"),
            "dark": tr("Dark colours"),
        }
        self.themes: dict[str, QAction] = {}
        for value, label in labels.items():
            made = self._entry(label, partial(self.chose.emit, "theme", value), on_off=True)
            group.addAction(made)
            self.themes[value] = made
        self.motion = self._entry(tr("Reduce motion"), self._toggle_motion, on_off=True)
        self.addSeparator()
        self.hiding = self._entry(tr("Hide from screenshots"), self.asked_shield.emit, "Ctrl+Shift+S", on_off=True)
        self.cover = self._entry(tr("Cover"), self.asked_cover.emit, "F9")
        self.lock = self._entry(tr("Lock"), self.asked_lock.emit, "Ctrl+L")

    def _entry(self, label: str, do: Callable[[], object], key: str = "", *, on_off: bool = False) -> QAction:
        said = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        made = self.addAction(f"{without_mnemonic(label)}\t{said}" if key else without_mnemonic(label))
        made.setCheckable(on_off)
        made.triggered.connect(lambda _=False: do())
        return made

    def _toggle_motion(self) -> None:
        self.chose.emit("reduce_motion", self.motion.isChecked())

    def show_settings(self, settings: Settings) -> None:
        """As they are now."""
        self.larger.setEnabled(settings.text_percent < max(tokens.TEXT_PERCENTS))
        self.smaller.setEnabled(settings.text_percent > min(tokens.TEXT_PERCENTS))
        for value, entry in self.themes.items():
            entry.setChecked(value == settings.theme)
        self.motion.setChecked(settings.reduce_motion)
        self.hiding.setChecked(settings.hide_from_screenshots and self.hiding.isEnabled())

    def show_shield(self, *, possible: bool) -> None:
        """Whether this system can hide the window from screenshots; where it cannot, that is said."""
        self.hiding.setEnabled(possible)
        if not possible:
            self.hiding.setText(without_mnemonic(tr("Hide from screenshots: not possible here")))
