"""Whatever can go wrong is said where it matters, with what can be done, and every button there does something.

One row for each code of the catalogue that has a place in the window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop.doctor.system_pages import command_of
from desktop.run.stages import Aborted, Reconnecting, Result
from desktop.strings.catalogue import CATALOGUE
from desktop.strings.errors import explanation
from desktop.strings.ways import Way
from desktop.ui.bridge import Gone, Talk
from desktop.ui.flow.updating import Updating
from desktop.ui.pages.around import title_of
from desktop.ui.widgets.confirm import Confirm
from desktop.ui.widgets.rows import RowButton
from p2p import errors
from p2p.checkup import Checked, Reach
from tests.desktop.doctor.test_systems import gate, rule
from tests.ui import nearby_states, review_states, screenshots, side_states
from tests.ui.fakes import FIGURES, Stand, agreement_of, outcome_of
from tests.ui.test_updating import PAGE

CHECK, COPY = "Network check", "Copy diagnostics"


def ended(error: Exception, begin: Callable[[Stand], object] = screenshots.enter_trying) -> Callable[[Stand], object]:
    def go(stand: Stand) -> None:
        begin(stand)
        stand.stage(Aborted(error, None))

    return go


def file_of(content: bytes) -> Callable[[Stand], None]:
    def go(stand: Stand) -> None:
        stand.flow.beginning.go_home()
        path = stand.folder / "one.deal"
        path.write_bytes(content)
        stand.flow.beginning.open_file(path)

    return go


def lost(*stopped: int) -> Callable[[Stand], None]:
    def go(stand: Stand) -> None:
        screenshots.waiting(stand)
        stand.session.names = ("Robin", "Ana")
        stand.stage(Reconnecting(30, (1,), stopped, until=1_800_000_000.0))

    return go


def gone(stand: Stand) -> None:
    screenshots.waiting(stand)
    stand.session.names, stand.session.seats = ("Robin", "Ana", "Kim"), ("", "", "")
    stand.session.asked_again.emit(Gone((1,)))


def other_identity(stand: Stand) -> None:
    screenshots.enter_trying(stand)
    stand.session.asked_again.emit(explanation("E22", windowed=True, name="Ana"))


def slept(stand: Stand) -> None:
    screenshots.comparing(stand)
    stand.session.news.emit(explanation("E38", windowed=True))


def no_page_for_updates(stand: Stand) -> None:
    stand.flow.show_settings()
    updating = Updating(stand.flow.context, stand.engine, PAGE)  # type: ignore[arg-type]  # a fake engine
    updating.look()
    updating._tell_failure()
    stand.updating = updating  # type: ignore[attr-defined]  # kept alive by it


def no_passwords(stand: Stand) -> None:
    stand.flow.beginning.go_home()
    stand.flow.guarding.offer_passphrase()


def no_shield(stand: Stand) -> None:
    screenshots.result(stand)
    stand.flow.alerting._change_shield()


def unsigned(stand: Stand) -> None:
    screenshots.opening(stand)
    sheet, outcome = outcome_of(screenshots.ROLES)
    agreed = agreement_of(sheet, outcome)
    half = replace(agreed, signatures=(agreed.signatures[0], None))
    stand.stage(Result(sheet, outcome, half, None, FIGURES, may_come=True))
    stand.flow.pages.result.go_on()


def twins(stand: Stand) -> None:
    """Two people nearby with one name: whoever joins chooses by the second word."""
    nearby_states._enter(stand, "")
    nearby_states.around(stand, nearby_states.a_row(7, "Ana"), nearby_states.a_row(12, "Ana"))


def nobody(stand: Stand) -> None:
    """Whoever looks at the words once more has left the field of the address."""
    nearby_states.enter_nobody(stand)
    stand.flow.pages.enter.field.setFocus()


def hosting(error: Exception) -> Callable[[Stand], None]:
    """Whoever shows an invite is told."""

    def go(stand: Stand) -> None:
        screenshots.invite(stand)
        stand.stage(Aborted(error, None))

    return go


def not_given(stand: Stand) -> None:
    """The disk is full while a sheet is edited."""
    from desktop.store import StoreFull

    stand.flow.beginning._choose(stand.flow.context.plan)
    stand.flow.editing.begin_blank()
    stand.flow.pages.editor.add_item()
    assert stand.flow.context.own_sheets.waiting
    stand.flow.context.own_sheets._timer.stop()  # the disk of the test has room: it would be saved by now
    stand.flow.context.own_sheets.failed.emit(StoreFull(Path("/home/robin")))


@dataclass(frozen=True)
class Row:
    """How it comes about, what is said, and the buttons for it, on the news or on the page."""

    come: Callable[[Stand], object]
    said: tuple[str, ...]
    buttons: tuple[str, ...] = ()


BOTH = ("Reconnect", "Finish anyway")
SETTINGS, OTHER_SIDE, STEPS = "Open network settings", "Try from the other side", "Use a phone hotspot"
CABLE, NOTE, AGAIN, UPDATES = "Use a cable or own router", "Venue note (PDF)", "Try again", "Check for updates"
LATER = ("Keep answering", "Save for later", "Connect again")
TOGETHER = Checked(Reach.REACHED, Reach.SILENT, True)
ON_WINDOWS = replace(side_states.WELL, system="Windows", windows=gate(rule("Block")))
BARRED = replace(side_states.WELL, system="Darwin", kept_off=True)
BLOCKED = replace(side_states.WELL, firewall="ufw", checked=TOGETHER)
APART = replace(side_states.WELL, checked=Checked(Reach.APART, Reach.UNTRIED, True))
ROWS: dict[str, Row] = {
    "E01": Row(
        ended(errors.NoNetwork()), ("You are not connected to a network.", "plug in a cable."), (SETTINGS, CHECK)
    ),
    "E02": Row(nearby_states.connect_networks, ("This computer is on two networks.", "Which one do you share")),
    "E03": Row(
        side_states.checked(side_states.BEHIND),
        ("A VPN (wg0) is on. It often hides nearby computers. Pause it, or allow local network access in its",),
        (AGAIN, "Show an invite", "Ignore", "Check again", "Diagnostics", COPY),
    ),
    "E04": Row(
        side_states.checked(ON_WINDOWS),
        ("Windows Firewall is blocking other computers from reaching this one.",),
        ("Allow in Windows Firewall", "Open firewall settings", OTHER_SIDE, STEPS),
    ),
    "E05": Row(
        side_states.checked(BARRED),
        ("macOS is keeping Common Ground off the local network.", "Privacy & Security, Local Network."),
        ("Open Local Network settings", AGAIN),
    ),
    "E06": Row(
        side_states.checked(BLOCKED),
        ("This computer’s firewall is blocking Common Ground.",),
        ("Show the one command", OTHER_SIDE),
    ),
    "E08": Row(
        ended(errors.DiscoveryFailed()),
        ("Looking for people nearby does not work on this computer right now.", "Invites still work."),
        ("Show an invite", CHECK),
    ),
    "E09": Row(
        ended(errors.NetworkKeepsApart()),
        ("This network keeps computers apart (often called client isolation).", "setting of the Wi-Fi, not of your"),
        (STEPS, CABLE, NOTE, CHECK),
    ),
    "E09 found": Row(side_states.checked(APART), ("This network keeps computers apart",), (STEPS, CABLE, NOTE)),
    "E10": Row(
        nobody,
        ("We cannot see anyone showing these words on this network.", "Or ask them to send the invite text"),
        ("Enter the address on their screen", CHECK),
    ),
    "E11": Row(nearby_states.enter_mismatch, ("Those words do not match.", "2 tries left."), ("Connect",)),
    "E12": Row(
        ended(errors.WordsBurned()), ("For safety this invite is now closed. Ask for new words.",), ("Connect",)
    ),
    "E12 shown": Row(
        nearby_states.invite_burned,
        ("Someone tried three times with wrong words.", "Nothing was shared."),
        ("New words",),
    ),
    "E13": Row(
        ended(errors.InviteExpired()), ("This invite has expired.", "for a new one."), ("Paste another", "Connect")
    ),
    "E13 shown": Row(screenshots.invite_expired, ("This invite has expired.",), ("New invite",)),
    "E14": Row(ended(errors.InviteUsed()), ("This invite was already used.", "If it was not you"), ("Connect",)),
    "E15": Row(
        screenshots.enter_wrong, ("This invite is incomplete.", "to the last line."), ("Paste again", "Connect")
    ),
    "E16": Row(
        ended(errors.InviteNewer(version=9)),
        ("This invite was made by a newer Common Ground (", "Update this one, or ask for a compatible invite."),
        (UPDATES, "Copy a reply for them", "Connect"),
    ),
    "E17": Row(
        ended(errors.ConnectionRefused()), ("is not open on the Connect page there.",), (AGAIN, CHECK, "Connect")
    ),
    "E18": Row(
        ended(errors.PeerUnreachable(address="192.0.2.7")),
        ("We cannot reach", "192.0.2.7"),
        (OTHER_SIDE, CHECK, STEPS, CABLE, "Connect"),
    ),
    "E19": Row(ended(errors.OwnInvite()), ("This is your own invite.", "Give it to the other person."), ("Connect",)),
    "E20": Row(ended(errors.Declined()), ("is not ready right now.",), (AGAIN, "Connect", "Close")),
    "E21": Row(
        ended(errors.CheckWordsDiffer(), nearby_states.who),
        ("Stop: the words are different.", "We closed the connection. Nothing was shared."),
        ("Start again with spoken words", COPY),
    ),
    "E22": Row(other_identity, ("This is not the Ana you met before.", "new computer"), ("Cancel",)),
    "E24": Row(
        ended(errors.VersionMismatch(ours="1", theirs="2", newer=True)),
        ("You have version 1, the other person has 2.", "with each other. This computer needs the newer one."),
        ("Where to get it", "Close"),
    ),
    "E24 shown": Row(
        hosting(errors.VersionMismatch(ours="2", theirs="1")),
        ("You have version 2, the other person has 1.", "with each other. The other person needs the newer one."),
        ("Where to get it", "Export sheet to keep", "Close"),
    ),
    "E25": Row(lost(), ("Connection lost.", "Trying again by itself… (30 min)"), (CHECK, "Pause for later")),
    "E26": Row(screenshots.answer_left, ("left.", "You can finish your answers"), LATER),
    "E27": Row(unsigned, ("You have the result.", "The other person may not have it yet. Stay connected so"), BOTH),
    "E28": Row(screenshots.result_cheated, ("The comparison did not add up, so we stopped.", "fault or"), (COPY,)),
    "E29": Row(gone, ("Ana is gone.", "Everyone has to agree."), ("Compare without Ana", "Stop", "Wait")),
    "E30": Row(file_of(b"\x00"), ("This file is not a Common Ground sheet.",), ("Choose another file…", "Close")),
    "E31": Row(
        file_of(b"format = 9\n"),
        ("made with a newer version.", "It is not changed."),
        (UPDATES, "Choose another file…"),
    ),
    "E32": Row(
        file_of(b"format = 1\n" + b'[[items]]\nid = "a"\nkind = "match"\n' * 65),
        ("This sheet is too large (65 items, at most 64).",),
        ("Choose another file…", "Split it in the editor"),
    ),
    "E33": Row(review_states.version_arrived, ("changed the sheet.", "marked lines."), ("Review", "Reject change")),
    "E34": Row(
        twins,
        ("Two people use the name Ana.", "which word is on their screen."),
        tuple(title_of(nearby_states.a_row(number, "Ana")) for number in (7, 12)),
    ),
    "E38": Row(slept, ("Your computer was asleep.", "Carrying on where we can."), ("Stop", "Cancel")),
    "E39": Row(lost(1), ("Ana’s Common Ground stopped.", "open it again."), ("Save for later", "Wait")),
    "E40": Row(
        side_states.told_damage, ("Some saved data could not be read.", "40 of 41"), ("Open copy folder", "Continue")
    ),
    "E41": Row(not_given, ("There is no space left to save.", "do not close the window."), ("Save elsewhere",)),
    "E42": Row(side_states.gate_trouble, ("We cannot write to",), ("Choose another folder", "Try again")),
    "E43": Row(side_states.gate_wrong, ("That passphrase did not work.",), ("Forgot it?",)),
    "E44": Row(no_passwords, ("This system has no password store.",), ("Set a passphrase", "Continue")),
    "E45": Row(side_states.told_bad_end, ("closed unexpectedly last time.", "Nothing was sent."), (COPY, "Continue")),
    "E47": Row(no_page_for_updates, ("Could not check for updates.", "download page."), ("Open page", "Off", "Close")),
    "E48": Row(no_shield, ("cannot hide the window from screenshots.", "Use Cover (F9)"), ("Got it",)),
    "E49": Row(
        ended(errors.ChannelError("x")), ("because the other program behaved unexpectedly.",), (AGAIN, COPY, "Connect")
    ),
}
ELSEWHERE = {"E07": "a free port is found without a word"}
"""Codes of the catalogue below E50 that have no place in the window, and why."""


def test_every_code_of_the_window_is_tried() -> None:
    of_the_window = {code for code in CATALOGUE if code < "E50"}
    assert of_the_window - {code[:3] for code in ROWS} == set(ELSEWHERE)


def shown(stand: Stand) -> str:
    """Everything that can be read."""
    for _ in range(3):
        QApplication.processEvents()
    return " ".join(one.text() for one in stand.window.findChildren(QLabel) if one.isVisible() and one.text())


def title(button: QPushButton) -> str:
    """Of a row that leads somewhere."""
    return button.face.title if isinstance(button, RowButton) else ""


def pressable(stand: Stand, text: str) -> QPushButton:
    seen = [
        one for one in stand.window.findChildren(QPushButton) if one.isVisible() and text in (one.text(), title(one))
    ]
    assert seen, (
        f"no button {text!r} among {[b.text() for b in stand.window.findChildren(QPushButton) if b.isVisible()]}"
    )
    return seen[-1]


PLATFORMS = dict.fromkeys(Way, "linux") | {Way.ALLOW: "win32", Way.LOCAL_SETTINGS: "darwin"}


class Trace:
    """What can be noticed from outside: words, fields, focus, what the system or the other thread is asked for."""

    def __init__(self, stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stand = stand
        self.asked: list[object] = []
        monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: self.asked.append(QUrl(url)))
        monkeypatch.setattr(Talk, "new_words", lambda _: self.asked.append("new words"))
        fixing = stand.flow.fixing
        fixing._find = lambda way: command_of(way, PLATFORMS[way], lambda name: f"/bin/{name}", installed=True)
        fixing._begin = lambda way, command: self.asked.append(command) is None
        monkeypatch.setattr(QFileDialog, "open", lambda dialog: self.asked.append(dialog.windowTitle()))
        monkeypatch.setattr(stand.flow.session, "agree_again", lambda yes: self.asked.append(yes))

    def look(self) -> tuple[object, ...]:
        stand = self.stand
        fields = [one for one in stand.window.findChildren(QWidget) if isinstance(one, QLineEdit | QPlainTextEdit)]
        texts = [one.text() if isinstance(one, QLineEdit) else one.toPlainText() for one in fields if one.isVisible()]
        questions = [one for one in stand.window.findChildren(Confirm) if one.isVisible()]
        page, where = type(stand.window.page), stand.window.page._scroll.verticalScrollBar().value()
        session = stand.session.state, stand.engine.submitted
        return shown(stand), texts, len(questions), page, where, session, len(self.asked), QApplication.focusWidget()


@pytest.mark.parametrize(
    ("code", "name"), [(code, name) for code, row in ROWS.items() for name in row.buttons or ("",)]
)
def test_what_goes_wrong_is_said_with_what_can_be_done(
    stand: Stand, monkeypatch: pytest.MonkeyPatch, code: str, name: str
) -> None:
    row, trace = ROWS[code], Trace(stand, monkeypatch)
    row.come(stand)
    text = shown(stand)
    for sentence in row.said:
        assert sentence in text
    if name:
        button = pressable(stand, name)
        before = trace.look()
        button.click()
        assert trace.look() != before, "it does nothing"


def test_a_failed_look_for_updates_leads_to_the_page_and_can_be_switched_off(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = Trace(stand, monkeypatch)
    no_page_for_updates(stand)
    assert "Could not check for updates." in shown(stand)
    pressable(stand, "Open page").click()
    assert trace.asked == [QUrl(PAGE.address)]
    pressable(stand, "Off").click()
    assert stand.flow.context.desk.settings.check_updates == "never"
    assert stand.window.page.banner is None
