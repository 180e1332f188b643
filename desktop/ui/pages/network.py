"""S10 Network check: what was found on this computer and its network, a line each, and one sentence on top.

Leaves to others: looking (desktop.ui.flow.checking), what the facts mean (desktop.doctor.verdict).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop import __version__
from desktop.doctor import words as doctor_words
from desktop.doctor.verdict import Examination, Row, Verdict
from desktop.language import translated
from desktop.strings.ways import Way, label
from desktop.ui import icons, motif, tokens
from desktop.ui.motif import Motif
from desktop.ui.pages.other_ways import CommandCard, OtherWays
from desktop.ui.pages.together import LineCard, TogetherCard
from desktop.ui.plain import plain
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import link
from desktop.ui.widgets.layouts import Wrapping, card, clear, column, line, row
from desktop.ui.widgets.page import Disclosure, Page
from desktop.ui.widgets.text import body, muted, say, section, strong
from desktop.ui.words import tr

LONG_MS = 8_000
_MARK = 22


class NetworkPage(Page):
    """Signals: `asked` to look again; `waiting` for another computer; `using` with the line of another computer;
    `copied` with the line for it, or a command; `cancelled` while it looks; `asked_diagnostics`; `chose` with a Way.

    Attributes:
        works: whether a Way can be gone here. code: of what was found, "" for nothing.
    """

    asked = Signal()
    waiting = Signal()
    using = Signal(str)
    copied = Signal(str)
    cancelled = Signal()
    asked_diagnostics = Signal()
    chose = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Network check"))
        self._parts = column(gap=tokens.GAP)
        self.content.addLayout(self._parts)
        self._looking = False
        self._step = body("")
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(LONG_MS)
        self._slow.timeout.connect(self._say_slow)
        self.other_ways: OtherWays | None = None
        self.works: Callable[[Way], bool] = lambda _: True
        self.code = ""
        self._steps: Way | None = None
        self.set_back(tr("Back"), self._go_back)
        self.details = self.add_action(tr("Diagnostics"), self.asked_diagnostics.emit)
        self.set_primary(tr("Check again"), self.asked.emit)

    def show_looking(self) -> None:
        """It is being found out."""
        self._begin(looking=True)
        circles = Motif(motif.APART, height=88, filled=False)
        circles.drift()
        self._parts.addWidget(circles)
        self._step = body(tr("Looking at this computer, and listening for others…"))
        self._step.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._parts.addWidget(self._step)
        self._slow.start()

    def show_line(self, line: str) -> None:
        """Another computer is awaited: this is for it."""
        self._slow.stop()
        self._step.tell(tr("Waiting for the other computer…"), announce=True)
        shown = LineCard(line)
        shown.copied.connect(self.copied)
        self._parts.addWidget(shown)
        shown.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_trying(self) -> None:
        """Another computer is being tried."""
        self._step.tell(tr("Trying to reach the other computer, and it this one…"), announce=True)

    def show_found(self, found: Examination) -> None:
        """What was found."""
        self._begin(looking=False)
        self.code = found.code
        self._parts.addWidget(section(plain(found.verdict)))
        frame, inside = card(gap=14)
        frame.setAccessibleName(tr("What was looked at"))
        for number, one in enumerate(found.rows):
            if number:
                inside.addWidget(line())
            shown = FoundRow(one, [way for way in one.ways if self.works(way)])
            shown.chose.connect(self.chose)
            shown.copied.connect(self.copied)
            inside.addWidget(shown)
        self._parts.addWidget(frame)
        if any(one.verdict is not Verdict.GOOD for one in found.rows):
            self.other_ways = OtherWays()
            self.other_ways.chose.connect(self.chose)
            self._parts.addWidget(self.other_ways)
            if self._steps is not None:
                self.show_steps(self._steps)
        self._offer_together()
        told = tr("Nobody was told about this. Devices on this network were asked whether they are there.")
        self._parts.addWidget(muted(told))
        holder = QWidget()
        Wrapping(holder).addWidget(link(label(Way.COPY), partial(self.chose.emit, Way.COPY), "copy"))
        self._parts.addWidget(holder)
        say(self, found.verdict)

    def show_steps(self, way: Way) -> None:
        """How to do without this network: now, or as soon as it is known what is wrong with it."""
        self._steps = way if self.other_ways is None else None
        if self.other_ways is not None:
            self.reveal(self.other_ways.open(way))

    def show_failed(self) -> None:
        """It could not be found out, or was stopped."""
        self._begin(looking=False)
        self._parts.addWidget(body(tr("The check was stopped. Nothing is known about this network yet.")))
        self.details.setEnabled(False)
        self._offer_together()

    def _offer_together(self) -> None:
        together = TogetherCard()
        together.waiting.connect(self.waiting)
        together.using.connect(self.using)
        self._parts.addWidget(together)

    def _begin(self, *, looking: bool) -> None:
        self._slow.stop()
        clear(self._parts)
        self.other_ways, self.code = None, ""
        self.clear_banner()
        self._looking = looking
        self.details.setEnabled(not looking)
        if self.back is not None:
            self.back.say(tr("Cancel") if looking else tr("Back"))
        if self.primary is not None:
            self.primary.setEnabled(not looking)

    def _say_slow(self) -> None:
        if self._looking:
            waiting = tr("Still listening for other computers. You can cancel and use an invite instead.")
            self._step.tell(waiting, announce=True)

    def _go_back(self) -> None:
        if self._looking:
            self.cancelled.emit()
        else:
            self.left.emit()

    def entered(self) -> None:
        """While it looks, the way out has the focus."""
        super().entered()
        if self._looking and self.back is not None:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)


class FoundRow(QWidget):
    """One thing that was looked at: a mark of its own shape, a sentence, and what to do about it. Signals: `chose` with
    a Way; `copied` with a command."""

    chose = Signal(object)
    copied = Signal(str)

    def __init__(self, found: Row, ways: Sequence[Way] = ()) -> None:
        """Args: ways: those of its ways that work here."""
        super().__init__()
        self._verdict = found.verdict
        self._mark = QLabel()
        texts = column(gap=4)
        sentence = plain(sentence_of(found))
        said = strong(sentence) if found.verdict is Verdict.BAD else body(sentence)
        texts.addWidget(said)
        fix = plain(fix_of(found))
        if fix and found.verdict is not Verdict.GOOD:
            advice = muted(fix)
            advice.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            texts.addWidget(advice)
        if found.command and Way.COMMAND in ways:
            command = CommandCard(found.command)
            command.copied.connect(self.copied)
            texts.addWidget(Disclosure(label(Way.COMMAND), command))
        pressed = [way for way in ways if way is not Way.COMMAND]
        if pressed:
            holder = QWidget()
            flow = Wrapping(holder, gap=20)
            for way in pressed:
                flow.addWidget(link(label(way), partial(self.chose.emit, way)))
            texts.addWidget(holder)
        across = row(self, gap=12)
        across.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(texts, 1)
        words = {
            Verdict.GOOD: tr("Fine: {sentence}", sentence=sentence),
            Verdict.BAD: tr("In the way: {sentence}", sentence=sentence),
            Verdict.UNKNOWN: tr("Perhaps: {sentence}", sentence=sentence),
        }
        self.setAccessibleName(words[found.verdict])
        said.setAccessibleName(words[found.verdict])
        theme().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        colours = theme().colours
        name, colour = {
            Verdict.GOOD: ("check", colours.accent),
            Verdict.BAD: ("problem", colours.danger),
            Verdict.UNKNOWN: ("notice", colours.muted),
        }[self._verdict]
        size = theme().px(_MARK)
        self._mark.setFixedSize(QSize(size + 2, size + 2))
        self._mark.setPixmap(icons.pixmap(name, size, colour))


def sentence_of(found: Row) -> str:
    """What a row says here; the versions of libraries are for the diagnostics."""
    if found.name == "versions" and found.verdict is Verdict.GOOD:
        return tr("This is Common Ground {version}. Both of you need versions that fit.", version=__version__)
    return found.sentence


def fix_of(found: Row) -> str:
    """What to do, where no button says it; the window has no commands to type into itself."""
    if found.fix == translated(doctor_words.TOGETHER):
        return tr("If others cannot reach you, let Common Ground through the firewall.")
    if found.code == "E04":
        return translated(doctor_words.ALLOW)
    told_by_buttons = found.command or found.code != "E06"
    return "" if found.ways and found.verdict is Verdict.BAD and told_by_buttons else found.fix
