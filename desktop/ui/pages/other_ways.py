"""Part of S08 and S10: what helps where a network keeps computers apart: a hotspot, a cable, a note for the venue.

Leaves to others: the note itself (desktop.venue_note), when this is shown (desktop.ui.flow.fixing).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QWidget

from desktop.strings.ways import Way, label
from desktop.ui.widgets.buttons import link, secondary
from desktop.ui.widgets.layouts import Wrapping, card, column
from desktop.ui.widgets.page import Disclosure
from desktop.ui.widgets.text import body, muted, say, section
from desktop.ui.words import tr

_COPIED_MS = 2000


class OtherWays(QWidget):
    """Signal: `chose` with a Way, of those that are not told here."""

    chose = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        frame, inside = card(gap=12)
        inside.addWidget(section(tr("Without this network")))
        inside.addWidget(muted(tr("Neither needs the internet, nor the network of this place.")))
        self.steps = {
            Way.HOTSPOT: Disclosure(label(Way.HOTSPOT), _numbered(_hotspot_steps())),
            Way.CABLE: Disclosure(label(Way.CABLE), _numbered(_cable_steps())),
        }
        for steps in self.steps.values():
            inside.addWidget(steps)
        self.note = link(label(Way.VENUE_NOTE), partial(self.chose.emit, Way.VENUE_NOTE), "note")
        told = tr("One page for whoever runs the network here: what to allow, in their terms.")
        self.note.setAccessibleDescription(told)
        holder = QWidget()
        Wrapping(holder).addWidget(self.note)
        inside.addWidget(holder)
        inside.addWidget(muted(told))
        column(self).addWidget(frame)

    def open(self, way: Way) -> QWidget:
        """Show the steps of one; what to scroll to."""
        steps = self.steps[way]
        if not steps.button.isChecked():
            steps.toggle()
        steps.button.setFocus(Qt.FocusReason.OtherFocusReason)
        say(steps, label(way))
        return steps


class CommandCard(QWidget):
    """The one command. Signal: `copied` with it."""

    copied = Signal(str)

    def __init__(self, command: str) -> None:
        super().__init__()
        frame, inside = card(gap=8)
        inside.addWidget(muted(tr("Enter this in a terminal. It lets in computers of this network only.")))
        self.line = body(command)
        self.line.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.line.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        inside.addWidget(self.line)
        self._command = command
        self.copy = secondary(tr("Copy the command"), self._copy, "copy")
        holder = QWidget()
        Wrapping(holder).addWidget(self.copy)
        inside.addWidget(holder)
        column(self).addWidget(frame)

    def _copy(self) -> None:
        self.copied.emit(self._command)
        self.copy.say(tr("Copied"))
        say(self.copy, tr("Copied"))
        QTimer.singleShot(_COPIED_MS, self.copy, lambda: self.copy.say(tr("Copy the command")))


def _hotspot_steps() -> tuple[str, ...]:
    return (
        tr("1. Switch on the hotspot of a phone. It needs no internet for this."),
        tr("2. Join its Wi-Fi with both computers."),
        tr("3. Show a new invite: the old one leads to the old network."),
    )


def _cable_steps() -> tuple[str, ...]:
    return (
        tr("1. Join both computers by one network cable, or both to a small router of your own."),
        tr("2. Switch Wi-Fi off on both, and wait half a minute."),
        tr("3. Show a new invite: the old one leads to the old network."),
    )


def _numbered(steps: Sequence[str]) -> QWidget:
    frame, inside = card(gap=8)
    for step in steps:
        inside.addWidget(body(step))
    return frame
