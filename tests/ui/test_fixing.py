"""What the buttons beside errors really do: where they lead, what they copy and save, and what comes back by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from desktop import __version__
from desktop.deals.sheet import digest, parse_sheet
from desktop.run.stages import Aborted
from desktop.strings.ways import Way
from desktop.ui.flow.updating import Updating
from desktop.ui.pages.other_ways import CommandCard
from desktop.ui.pages.ways import Network
from desktop.ui.session import State
from p2p import errors
from tests.ui import nearby_states, screenshots, side_states
from tests.ui.fakes import Stand, an_invite
from tests.ui.test_codes import APART, BLOCKED, ended, file_of, hosting, shown
from tests.ui.test_codes import pressable as pressable_now
from tests.ui.test_updating import PAGE

WIFI = (Network("Wi-Fi", "192.168.4.23"),)


def pressable(stand: Stand, text: str) -> QPushButton:
    """A button, once the page has its layout."""
    shown(stand)
    return pressable_now(stand, text)


def buttons(stand: Stand) -> list[str]:
    banner = stand.window.page.banner
    return [] if banner is None else [one.text() for one in banner.findChildren(QPushButton)]


def chosen(stand: Stand, name: str) -> Path:
    """A file dialog is open: this is the file."""
    (dialog,) = (one for one in stand.window.findChildren(QFileDialog) if one.isVisible())
    path = stand.folder / name
    dialog.fileSelected.emit(str(path))
    dialog.close()
    return path


# ---- no network


def test_without_a_network_it_is_tried_again_as_soon_as_there_is_one(stand: Stand) -> None:
    networks: list[Network] = []
    stand.flow.context.networks = lambda: networks
    ended(errors.NoNetwork())(stand)
    asked = stand.engine.submitted
    look = stand.flow.fixing._look_for_network
    look()
    assert stand.engine.submitted == asked
    assert stand.flow.fixing._waiting.isActive()
    networks.extend(WIFI)
    look()
    assert stand.engine.submitted == asked + 1
    assert stand.session.state is State.FINDING
    assert not stand.flow.fixing._waiting.isActive()


@pytest.mark.parametrize("how", ["banner", "page"])
def test_nothing_is_tried_behind_the_back_of_somebody_who_went_on(stand: Stand, how: str) -> None:
    networks: list[Network] = []
    stand.flow.context.networks = lambda: networks
    ended(errors.NoNetwork())(stand)
    asked = stand.engine.submitted
    if how == "banner":
        stand.flow.pages.enter.close_banner()
    else:
        stand.flow.beginning.go_home()
    networks.extend(WIFI)
    stand.flow.fixing._look_for_network()
    assert stand.engine.submitted == asked
    assert not stand.flow.fixing._waiting.isActive()


def test_the_network_check_looks_again_when_a_network_appears(stand: Stand) -> None:
    networks: list[Network] = []
    stand.flow.context.networks = lambda: networks
    none = replace(side_states.WELL, interfaces=side_states.WELL.interfaces[:1], way_out=None)
    side_states.checked(none)(stand)
    assert "You are not connected to a network." in shown(stand)
    stand.flow.fixing._look_for_network()
    assert stand.flow.checking._running is None
    networks.extend(WIFI)
    stand.flow.fixing._look_for_network()
    assert stand.flow.checking._running is not None


def test_a_page_of_the_system_is_offered_only_where_there_is_one(stand: Stand) -> None:
    opened: list[Sequence[str]] = []

    def begin(_: Way, command: Sequence[str]) -> bool:
        opened.append(command)
        return command != ("refused",)

    stand.flow.fixing._find = lambda _: ()
    stand.flow.fixing._begin = begin
    ended(errors.NoNetwork())(stand)
    assert "Open network settings" not in buttons(stand)
    stand.flow.fixing._find = lambda _: ("settings", "network")
    ended(errors.NoNetwork())(stand)
    pressable(stand, "Open network settings").click()
    assert opened == [("settings", "network")]
    stand.flow.fixing._find = lambda _: ("refused",)
    stand.flow.context.chose.emit(Way.NETWORK_SETTINGS)
    assert "That could not be opened." in shown(stand)


# ---- the other side, other ways


def test_whoever_joins_shows_an_invite_instead(stand: Stand) -> None:
    ended(errors.DiscoveryFailed())(stand)
    pressable(stand, "Show an invite").click()
    assert stand.window.page is stand.flow.pages.choose
    assert "Then you show the invite" in shown(stand)
    screenshots.connect_pair(stand)
    stand.flow.pages.connect.enter_button.click()
    stand.flow.pages.enter.fill_in("maple otter lamp")
    stand.flow.pages.enter.go_on()
    stand.stage(Aborted(errors.DiscoveryFailed(), None))
    pressable(stand, "Show an invite").click()
    assert stand.session.state is State.INVITING, "the sheet is settled: the invite is made at once"


def test_from_the_other_side(stand: Stand) -> None:
    ended(errors.PeerUnreachable(address="192.0.2.7"))(stand)
    pressable(stand, "Try from the other side").click()
    assert stand.session.state is State.FINDING, "with the invite at hand, a reply is made"
    side_states.checked(BLOCKED)(stand)
    pressable(stand, "Try from the other side").click()
    assert stand.window.page is stand.flow.pages.enter
    assert "Let the other person show an invite, and enter it here." in shown(stand)
    screenshots.invite(stand)
    stand.flow.context.network_check_asked.emit()
    side_states.looked(stand, BLOCKED)
    pressable(stand, "Try from the other side").click()
    assert stand.window.page is stand.flow.pages.invite, "the invite stays; a reply is pasted there"
    assert stand.session.state is State.INVITING


def test_nobody_is_left_behind_by_the_network_check(stand: Stand) -> None:
    screenshots.waiting(stand)
    stand.flow.context.network_check_asked.emit()
    side_states.looked(stand, replace(BLOCKED, heard=False))
    with pytest.raises(AssertionError, match="no button"):
        pressable(stand, "Try from the other side")
    with pytest.raises(AssertionError, match="no button"):
        pressable(stand, "Show an invite")


def test_the_steps_of_a_hotspot_are_opened_where_they_are_needed(stand: Stand) -> None:
    ended(errors.NetworkKeepsApart())(stand)
    pressable(stand, "Use a phone hotspot").click()
    for step in ("1. Switch on the hotspot of a phone.", "2. Join its Wi-Fi", "3. Show a new invite"):
        assert step in shown(stand)
    assert stand.window.page is stand.flow.pages.enter
    stand.flow.pages.enter.go_on()
    stand.stage(Aborted(errors.InviteExpired(), None))
    assert "hotspot" not in shown(stand), "only where the network is the cause"
    screenshots.connect_pair(stand)
    stand.flow.context.chose.emit(Way.HOTSPOT)
    side_states.looked(stand, APART)
    assert "1. Switch on the hotspot of a phone." in shown(stand)


def test_the_one_command_is_shown_and_copied(stand: Stand) -> None:
    side_states.checked(BLOCKED)(stand)
    assert "sudo" not in shown(stand)
    pressable(stand, "Show the one command").click()
    command = "sudo ufw allow proto tcp from 192.168.4.0/24"
    assert command in shown(stand)
    (card,) = stand.window.findChildren(CommandCard)
    card.copy.click()
    assert QGuiApplication.clipboard().text() == command
    side_states.checked(replace(BLOCKED, firewall="nftables"))(stand)
    assert "Accept new connections from 192.168.4.0/24 in the rules of nftables." in shown(stand)
    with pytest.raises(AssertionError, match="no button"):
        pressable(stand, "Show the one command")


def test_a_tunnel_is_ignored_until_the_program_ends(stand: Stand) -> None:
    side_states.checked(side_states.BEHIND)(stand)
    assert "Your VPN is probably in the way." in shown(stand)
    pressable(stand, "Ignore").click()
    assert "Your VPN is probably in the way." not in shown(stand)
    stand.flow.pages.network.go_on()
    side_states.looked(stand, side_states.BEHIND)
    assert "Your VPN is probably in the way." not in shown(stand)


def test_the_note_for_the_venue_is_one_page(stand: Stand) -> None:
    side_states.checked(APART)(stand)
    pressable(stand, "Venue note (PDF)").click()
    content = chosen(stand, "note.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") == 1


# ---- invites


def test_another_invite_is_pasted_over_the_old_one(stand: Stand) -> None:
    ended(errors.InviteExpired())(stand)
    field = stand.flow.pages.enter.field
    old = field.toPlainText()
    QGuiApplication.clipboard().setText("no invite")
    pressable(stand, "Paste another").click()
    assert field.toPlainText() == old
    assert "There is no whole invite on the clipboard." in shown(stand)
    ended(errors.InviteExpired())(stand)
    newer = an_invite(3)
    QGuiApplication.clipboard().setText(newer)
    asked = stand.engine.submitted
    pressable(stand, "Paste another").click()
    assert field.toPlainText() == newer
    assert stand.engine.submitted == asked, "nothing starts by itself"
    QGuiApplication.clipboard().clear()


def test_what_to_tell_whoever_made_an_invite_that_cannot_be_read(stand: Stand) -> None:
    ended(errors.InviteNewer(version=9))(stand)
    pressable(stand, "Copy a reply for them").click()
    said = QGuiApplication.clipboard().text()
    assert said.count(__version__) == 2
    assert "cannot open your Common Ground invite" in said


def test_after_words_that_differ_one_begins_with_new_words(stand: Stand) -> None:
    ended(errors.CheckWordsDiffer())(stand)
    pressable(stand, "Start again with spoken words").click()
    assert stand.flow.pages.enter.field.toPlainText() == ""
    assert "Ask them for new words" in shown(stand)
    ended(errors.CheckWordsDiffer(), nearby_states.who)(stand)
    assert stand.window.page is stand.flow.pages.connect
    pressable(stand, "Start again with spoken words").click()
    assert stand.session.state is State.INVITING, "a new invite, with new words"


def test_details_hold_no_commands(stand: Stand) -> None:
    for come in (nearby_states.enter_nobody, ended(errors.PeerUnreachable(address="192.0.2.7"))):
        come(stand)
        pressable(stand, "Details").click()
        assert "Code E1" in shown(stand)
        assert "commonground" not in shown(stand)


# ---- versions


@pytest.mark.parametrize("come", [ended(errors.InviteNewer(version=9)), file_of(b"format = 9\n")])
def test_pressing_here_is_pressing_the_button(stand: Stand, come: Callable[[Stand], object]) -> None:
    stand.updating = Updating(stand.flow.context, stand.engine, PAGE)  # type: ignore[attr-defined, arg-type]
    come(stand)
    asked = stand.engine.submitted
    pressable(stand, "Check for updates").click()
    assert stand.engine.submitted == asked + 1
    stand.updating.found.emit("")  # type: ignore[attr-defined]
    QApplication.processEvents()
    assert "This is the newest version." in shown(stand)


def test_where_a_newer_version_is(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    mismatch = hosting(errors.VersionMismatch(ours="1", theirs="2", newer=True))
    mismatch(stand)
    pressable(stand, "Where to get it").click()
    assert "Get it where you got this one." in shown(stand), "this build knows no page"
    stand.updating = Updating(stand.flow.context, stand.engine, PAGE)  # type: ignore[attr-defined, arg-type]
    mismatch(stand)
    pressable(stand, "Where to get it").click()
    assert opened == [QUrl(PAGE.address)]


def test_the_sheet_is_kept_as_a_file(stand: Stand) -> None:
    hosting(errors.VersionMismatch(ours="1", theirs="2"))(stand)
    sheet = stand.flow.context.plan.sheet
    assert sheet is not None
    pressable(stand, "Export sheet to keep").click()
    kept = parse_sheet(chosen(stand, "kept.deal").read_bytes())
    assert digest(kept) == digest(sheet)  # type: ignore[arg-type]  # nothing in it is open


# ---- while answering


def test_answers_are_finished_without_the_others_or_saved(stand: Stand) -> None:
    screenshots.answer_left(stand)
    page = stand.flow.pages.answer
    before = page.answers()
    pressable(stand, "Keep answering").click()
    assert stand.window.page is page
    assert page.banner is None
    assert page.answers() == before
    screenshots.answer_left(stand)
    page.changed.emit()
    pressable(stand, "Save for later").click()
    assert stand.window.page is stand.flow.pages.home
    assert len(stand.flow.context.keeper.all()) == 1


def test_stopping_after_sleep_asks_first(stand: Stand) -> None:
    screenshots.comparing(stand)
    from desktop.run.stages import Slept

    stand.stage(Slept())
    pressable(stand, "Stop").click()
    assert "Stop comparing?" in shown(stand)
