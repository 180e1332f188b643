"""S20 Settings: every one says its effect in a line and applies at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop import __version__
from desktop.store import Protection, Settings
from desktop.strings.errors import explanation
from desktop.ui import tokens
from desktop.ui.language import LANGUAGES
from desktop.ui.pages import passphrase
from desktop.ui.pages.welcome import MAX_NAME
from desktop.ui.plain import plain
from desktop.ui.widgets.buttons import Button, chip, secondary, tie
from desktop.ui.widgets.layouts import Wrapping, card, column
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.rows import AnyOf
from desktop.ui.widgets.text import body, muted, section, strong
from desktop.ui.words import tr, tr_n

LOCK_MINUTES = (1, 5, 15, 60)


class SettingsPage(Page):
    """Signals: `changed` with the new Settings; `asked_for_updates`, `asked_people`, `asked_network_check`,
    `asked_diagnostics` and `asked_licences`, to be brought up; `asked_passphrase` with "set", "change" or "take away";
    `asked_erase`."""

    changed = Signal(object)
    asked_for_updates = Signal()
    asked_people = Signal()
    asked_network_check = Signal()
    asked_diagnostics = Signal()
    asked_licences = Signal()
    asked_passphrase = Signal(str)
    asked_erase = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Settings"))
        self._settings = Settings()
        self._loading = False
        self._groups: list[QButtonGroup] = []
        self._languages: dict[str, Button] = {}
        self._themes: dict[str, Button] = {}
        self._sizes: dict[str, Button] = {}
        self._updates: dict[str, Button] = {}
        self._minutes: dict[str, Button] = {}
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a setting"))
        self.search.setAccessibleName(tr("Find a setting"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._seek)
        self.content.addWidget(self.search)
        self._nothing = muted("")
        self._nothing.hide()
        self.content.addWidget(self._nothing)
        self._cards = [self._general(), self._privacy(), self._network(), self._updating(), self._about()]
        self._away: list[QWidget] = []
        for frame in self._cards:
            self.content.addWidget(frame)
        self.set_back()

    def _seek(self, text: str) -> None:
        """Only what the words are in: of a card whose heading has them all of it, of others the rows that have them."""
        for part in self._away:
            part.show()
        self._away = []
        wanted = text.casefold().split()
        for frame in self._cards if wanted else ():
            heading, *rest = _parts_of(frame)
            if _has(heading, wanted):
                continue
            fitting = [part for part in rest if _has(part, wanted) and not all(one.isHidden() for one in part)]
            away = [frame] if not fitting else [one for part in rest if part not in fitting for one in part]
            self._away += [one for one in away if not one.isHidden()]
        for part in self._away:
            part.hide()
        found = len([frame for frame in self._cards if frame not in self._away])
        self._nothing.tell("" if found else tr("No setting has “{q}” in it.", q=plain(text)))
        self._nothing.setVisible(not found)

    def show_settings(self, settings: Settings) -> None:
        """As they are now."""
        self._loading = True
        self._settings = settings
        self.name_field.setText(settings.name)
        for value, button in self._languages.items():
            button.setChecked(value == (settings.language if settings.language in LANGUAGES else ""))
        for value, button in self._themes.items():
            button.setChecked(value == settings.theme)
        size = min(tokens.TEXT_PERCENTS, key=lambda percent: abs(percent - settings.text_percent))
        for value, button in self._sizes.items():
            button.setChecked(value == str(size))
        for value, button in self._updates.items():
            button.setChecked(value == settings.check_updates)
        self.motion.setChecked(settings.reduce_motion)
        self.covering.setChecked(settings.cover_when_switching)
        self.hiding.setChecked(settings.hide_from_screenshots)
        self.notifying.setChecked(settings.notifications)
        self.keeping.setChecked(settings.keep_answers)
        self.nearby.setChecked(settings.show_name_nearby)
        minutes = min(LOCK_MINUTES, key=lambda known: abs(known - settings.lock_after_minutes))
        for value, button in self._minutes.items():
            button.setChecked(value == str(minutes))
        self._loading = False

    def show_protection(self, protection: Protection) -> None:
        """What protects what is kept on this computer."""
        asks = protection is Protection.PASSPHRASE
        self._loading = True
        self.asking.setChecked(asks)
        self._loading = False
        self.change_passphrase.setVisible(asks)
        self._locking.setVisible(asks)
        told = {
            Protection.PASSPHRASE: tr("What is kept here is encrypted with your passphrase."),
            Protection.KEYSTORE: tr("What is kept here is encrypted; the password store of this system has the key."),
            Protection.LOGIN_ONLY: tr("What is kept here is only as safe as the login of this computer."),
        }
        self._protected.tell(told[protection])

    def show_shield(self, *, possible: bool) -> None:
        """Whether this system can hide the window from screenshots."""
        self.hiding.setVisible(possible)
        self._unshielded.setVisible(not possible)

    def _general(self) -> QWidget:
        frame, inside = card(gap=16)
        inside.addWidget(section(tr("General")))
        naming = column(gap=6)
        label = strong(tr("Your first name"))
        self.name_field = QLineEdit()
        self.name_field.setMaxLength(MAX_NAME)
        self.name_field.editingFinished.connect(self._rename)
        tie(label, self.name_field, tr("Your first name"))
        naming.addWidget(label)
        naming.addWidget(self.name_field)
        naming.addWidget(muted(tr("Shown to people you connect to, and written in the invites you send.")))
        inside.addLayout(naming)
        languages = {"": tr("As the system"), **LANGUAGES}
        self._languages = self._choice(inside, tr("Language"), languages, "language")
        themes = {"system": tr("System"), "light": tr("Light"), "dark": tr("Dark")}
        self._themes = self._choice(inside, tr("Colours"), themes, "theme")
        sizes = {str(percent): tr("{n} %", n=percent) for percent in tokens.TEXT_PERCENTS}
        self._sizes = self._choice(inside, tr("Text size"), sizes, "text_percent")
        self.motion = AnyOf(tr("Reduce motion"), tr("Nothing on the pages moves."))
        self.motion.toggled.connect(lambda on: self._set(reduce_motion=on))
        inside.addWidget(self.motion)
        return frame

    def _privacy(self) -> QWidget:
        frame, inside = card(gap=12)
        inside.addWidget(section(tr("Privacy")))
        self._add_passphrase(inside)
        self.covering = self._switch(
            inside,
            tr("Cover when I switch to another window"),
            tr("Answers and results are hidden until you continue."),
            "cover_when_switching",
        )
        self.hiding = self._switch(
            inside,
            tr("Hide from screenshots"),
            tr("Pictures and recordings of the screen leave answers and results out. Ctrl+Shift+S changes it, too."),
            "hide_from_screenshots",
        )
        told = explanation("E48")
        self._unshielded = muted(told.summary)
        inside.addWidget(self._unshielded)
        self.keeping = self._switch(
            inside,
            tr("Keep my answers after comparing"),
            tr("They stay beside the agreement, encrypted, until you delete them. Otherwise they are gone at once."),
            "keep_answers",
        )
        self.notifying = self._switch(
            inside,
            tr("Tell me when I am needed"),
            tr("While another window is in front, a note says “Common Ground needs you”, and nothing else."),
            "notifications",
        )
        inside.addWidget(muted(tr("Nothing is sent to anyone but the people you connect to.")))
        holder = QWidget()
        flow = Wrapping(holder)
        flow.addWidget(secondary(tr("People you have met"), self.asked_people.emit, "only-you"))
        self.erase = secondary(tr("Delete everything on this computer…"), self.asked_erase.emit)
        flow.addWidget(self.erase)
        inside.addWidget(holder)
        self.show_shield(possible=False)
        self.show_protection(Protection.LOGIN_ONLY)
        return frame

    def _add_passphrase(self, inside: QVBoxLayout) -> None:
        self._protected = muted("")
        inside.addWidget(self._protected)
        self.asking = AnyOf(
            tr("Ask for a passphrase when I open Common Ground"),
            tr("It locks when you are away, too, and when the computer sleeps."),
        )
        self.asking.toggled.connect(self._ask_passphrase)
        inside.addWidget(self.asking)
        self.change_passphrase = secondary(
            tr("Change passphrase"), lambda: self.asked_passphrase.emit(passphrase.CHANGE)
        )
        inside.addWidget(self.change_passphrase, 0, Qt.AlignmentFlag.AlignLeft)
        self._locking = QWidget()
        part = column(self._locking, gap=6)
        minutes = {str(n): tr_n("{n} minute", "{n} minutes", n) for n in LOCK_MINUTES}
        self._minutes = self._choice(part, tr("Lock when nobody has used it for"), minutes, "lock_after_minutes")
        inside.addWidget(self._locking)

    def _ask_passphrase(self, on: bool) -> None:
        """Nothing is changed by the tick itself: a page asks for what is needed."""
        if not self._loading:
            self._loading = True
            self.asking.setChecked(not on)
            self._loading = False
            self.asked_passphrase.emit(passphrase.SET if on else passphrase.TAKE_AWAY)

    def _switch(self, inside: QVBoxLayout, label: str, effect: str, key: str) -> AnyOf:
        made = AnyOf(label, effect)
        made.toggled.connect(lambda on: self._set(**{key: on}))
        inside.addWidget(made)
        return made

    def _network(self) -> QWidget:
        frame, inside = card(gap=12)
        inside.addWidget(section(tr("Network")))
        self.nearby = self._switch(
            inside,
            tr("Show my name nearby"),
            tr("What is ticked at first where you invite people. You can change it there every time."),
            "show_name_nearby",
        )
        inside.addWidget(muted(tr("The check says why others may not reach this computer. It takes a few seconds.")))
        holder = QWidget()
        flow = Wrapping(holder)
        flow.addWidget(secondary(tr("Run network check"), self.asked_network_check.emit, "network"))
        flow.addWidget(secondary(tr("Diagnostics"), self.asked_diagnostics.emit))
        inside.addWidget(holder)
        return frame

    def _updating(self) -> QWidget:
        frame, inside = card(gap=12)
        inside.addWidget(section(tr("Updates")))
        self._nowhere = muted(tr("This copy asks nowhere. Updates come from where you got it."))
        inside.addWidget(self._nowhere)
        self._page_of_updates = QWidget()
        part = column(gap=12)
        part.setContentsMargins(0, 0, 0, 0)
        self._page_of_updates.setLayout(part)
        values = {"never": tr("Never"), "button": tr("When I press the button"), "weekly": tr("Once a week")}
        self._updates = self._choice(part, tr("Check for updates"), values, "check_updates")
        part.addWidget(muted(tr("A check tells the download site your internet address and version, nothing else.")))
        self._address = muted("")
        part.addWidget(self._address)
        self.check_now = secondary(tr("Check for updates now"), self.asked_for_updates.emit)
        part.addWidget(self.check_now, 0, Qt.AlignmentFlag.AlignLeft)
        self._page_of_updates.hide()
        inside.addWidget(self._page_of_updates)
        return frame

    def offer_updates(self, address: str) -> None:
        """This build knows a page that tells about new versions."""
        self._address.tell(tr("Asks {address}", address=address))
        self._nowhere.hide()
        self._page_of_updates.show()

    def _about(self) -> QWidget:
        frame, inside = card(gap=8)
        inside.addWidget(section(tr("About")))
        inside.addWidget(body(tr("Common Ground {version}", version=__version__)))
        inside.addWidget(muted(tr("Licence: Apache-2.0. The typeface is Inter, under the SIL Open Font License 1.1.")))
        self.licences = secondary(tr("Licences"), self.asked_licences.emit)
        inside.addWidget(self.licences, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _choice(self, into: QVBoxLayout, heading: str, values: dict[str, str], key: str) -> dict[str, Button]:
        part = column(gap=6)
        part.addWidget(strong(heading))
        holder = QWidget()
        flow = Wrapping(holder)
        group = QButtonGroup(self)
        buttons = {}
        for value, label in values.items():
            made = chip(label, partial(self._pick, key, value))
            made.setAccessibleName(f"{heading}: {label}")
            group.addButton(made)
            flow.addWidget(made)
            buttons[value] = made
        self._groups.append(group)
        part.addWidget(holder)
        into.addLayout(part)
        return buttons

    def _pick(self, key: str, value: str) -> None:
        self._set(**{key: int(value) if key in ("text_percent", "lock_after_minutes") else value})

    def _rename(self) -> None:
        name = self.name_field.text().strip()
        if name != self._settings.name:
            self._set(name=name)

    def _set(self, **changes: object) -> None:
        if not self._loading:
            self._settings = msgspec.structs.replace(self._settings, **changes)
            self.changed.emit(self._settings)

    def entered(self) -> None:
        """Everything is there, and the name comes first."""
        super().entered()
        self.search.clear()
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)


def _parts_of(frame: QWidget) -> list[list[QWidget]]:
    """What stands below each other on a card: a widget, or a heading with what belongs to it."""
    items = _items(frame.layout())
    return [_widgets([item] if item.layout() is None else _items(item.layout())) for item in items]


def _items(layout: QLayout | None) -> list[QLayoutItem]:
    found = [] if layout is None else [layout.itemAt(place) for place in range(layout.count())]
    return [item for item in found if item is not None]


def _widgets(items: Sequence[QLayoutItem]) -> list[QWidget]:
    return [made for item in items if (made := item.widget()) is not None]


def _has(part: Sequence[QWidget], wanted: Sequence[str]) -> bool:
    """Every word is in what stands there."""
    said = []
    for one in (found for widget in part for found in (widget, *widget.findChildren(QWidget))):
        said += [one.accessibleName(), one.accessibleDescription()]
        said += [one.text()] if isinstance(one, QLabel | QAbstractButton) else []
    everything = " ".join(said).casefold()
    return all(word in everything for word in wanted)
