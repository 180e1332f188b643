"""States of the pages beside the way from sheet to result; tests.ui.screenshots draws them with all the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.doctor.probes import versions_here
from desktop.doctor.verdict import Facts
from desktop.kept.agreements import Agreements
from desktop.kept.forgetting import Compared, Remembered, find
from desktop.kept.nicknames import Nicknames
from desktop.kept.own_answers import OwnAnswers
from desktop.store import Protection, Report, StoreFull, StoreNotWritable
from desktop.strings.errors import explanation
from desktop.ui.gatekeeper import Gatekeeper
from desktop.ui.licences import Part, own
from desktop.ui.pages.own import Own
from desktop.ui.vault import Vault
from p2p.checkup import Checked, Reach
from p2p.errors import InviteExpired
from tests.desktop.doctor.test_verdict import LOOPBACK, TUNNEL, WIFI
from tests.ui.fakes import Stand, agreement_of, an_invite, outcome_of, sample
from tests.ui.nearby_states import met_before

WELL = Facts("Linux", (LOOPBACK, WIFI), WIFI, heard=True, versions=versions_here())
BEHIND = replace(WELL, interfaces=(LOOPBACK, WIFI, TUNNEL), way_out=TUNNEL, heard=False, firewall="ufw")


def looked(stand: Stand, facts: Facts | None) -> None:
    """The look under way ends with these facts; None: without any."""
    running = stand.flow.checking._running
    assert running is not None
    if facts is None:
        running.set_exception(OSError())
    else:
        running.set_result(facts)
    QApplication.processEvents()


def checking(stand: Stand) -> None:
    stand.flow.beginning.go_home()
    stand.flow.context.network_check_asked.emit()


def checked(facts: Facts | None) -> Callable[[Stand], None]:
    def go(stand: Stand) -> None:
        checking(stand)
        looked(stand, facts)

    return go


def waiting_for_other(stand: Stand) -> None:
    checked(BEHIND)(stand)
    stand.flow.pages.network.waiting.emit()
    stand.flow.checking._line.emit(an_invite())
    QApplication.processEvents()


def found_together(stand: Stand) -> None:
    checked(replace(BEHIND, checked=Checked(Reach.REACHED, Reach.SILENT, True)))(stand)


def check_expired(stand: Stand) -> None:
    checked(BEHIND)(stand)
    stand.flow.pages.network.using.emit(an_invite())
    running = stand.flow.checking._running
    assert running is not None
    running.set_exception(InviteExpired())
    QApplication.processEvents()


def check_together(stand: Stand) -> None:
    """The part below the rows."""
    checked(WELL)(stand)
    QApplication.processEvents()
    bar = stand.flow.pages.network._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())


def diagnosed(stand: Stand) -> None:
    checked(BEHIND)(stand)
    stand.flow.pages.network.details.click()


MET = (
    Remembered(
        "0a1b2c3d",
        "Kim",
        2,
        1_795_000_000,
        (Compared("love-me-back", 2, True), Compared("prenup", 1, False)),
        checked=True,
    ),
    Remembered("4e5f6a7b", "", 4, 1_790_000_000, (Compared("friends-holiday", 1, False),)),
    Remembered("8c9d0e1f", "", 2, 1_780_000_000, ()),
)


def people_nobody(stand: Stand) -> None:
    stand.flow.beginning.go_home()
    stand.flow.pages.home.asked_people.emit()


def people(stand: Stand) -> None:
    people_nobody(stand)
    titles = {"love-me-back": "Love me back", "prenup": "Prenup", "friends-holiday": "A holiday with friends"}
    stand.flow.pages.people.show_people(MET, titles)


def people_asked(stand: Stand) -> None:
    people(stand)
    stand.flow.pages.people.forgetting.emit(MET[0])


def people_renamed(stand: Stand) -> None:
    """One has another name here, and one is about to get one."""
    met_before(stand)
    store = stand.flow.context.desk.store
    Nicknames(store).give(find(store, "Kim")[0].id, "Kim from next door")
    people_nobody(stand)
    stand.flow.pages.people._renaming[find(store, "Ana")[0].id].open.click()


def improving(stand: Stand) -> None:
    """An agreement on a package, about to be improved."""
    sheet, outcome = outcome_of("salary-offer")
    name = Agreements(stand.flow.context.desk.store).keep(agreement_of(sheet, outcome), 1_795_000_000)
    stand.flow.pages.home.opened_agreement.emit(name)
    stand.flow.pages.saved.better.click()


def improving_shared(stand: Stand) -> None:
    improving(stand)
    stand.flow.pages.improve.go_on()
    stand.flow.beginning.foresight.stop()


def bottom(stand: Stand) -> None:
    QApplication.processEvents()
    bar = stand.window.page._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())


def agreement_own(stand: Stand) -> None:
    """An agreement with the own answers beside it, asked for."""
    sheet, outcome = outcome_of("salary-offer")
    _, answers = sample("salary-offer")
    store = stand.flow.context.desk.store
    name = Agreements(store).keep(agreement_of(sheet, outcome), 1_795_000_000)
    assert name is not None
    OwnAnswers(store).keep(name, answers[0])
    stand.flow.pages.home.opened_agreement.emit(name)
    stand.flow.pages.saved.own.see.click()
    bottom(stand)


def agreement_keeping(stand: Stand) -> None:
    """Right after comparing."""
    agreement_own(stand)
    stand.flow.pages.saved.show_own_part(Own.AT_HAND)
    bottom(stand)


def welcome_asking(stand: Stand) -> None:
    stand.flow.context.to(stand.flow.pages.welcome)
    stand.flow.pages.welcome.asking.click()


def settings_guarded(stand: Stand) -> None:
    """On a system that can hide windows, with a passphrase set."""
    stand.flow.show_settings()
    stand.flow.pages.settings.show_shield(possible=True)
    stand.flow.pages.settings.show_protection(Protection.PASSPHRASE)


def licences_of(opened: int | None = None) -> Callable[[Stand], None]:
    """The same parts on every computer."""

    def go(stand: Stand) -> None:
        stand.flow.show_settings()
        stand.flow.pages.settings.licences.click()
        parts = [replace(one, version="1.0") for one in own()]
        named = [Part(name, "2.3.1", "MIT", lambda: "MIT License\n\nPermission is hereby granted.") for name in "abcd"]
        stand.flow.pages.licences.show_parts([*parts, *named])
        if opened is not None:
            stand.flow.pages.licences.open(opened)

    return go


def passphrase_of(what: str, problem: str = "") -> Callable[[Stand], None]:
    def go(stand: Stand) -> None:
        stand.flow.show_settings()
        stand.flow.guarding.ask_passphrase(what)
        if problem:
            stand.flow.pages.passphrase.refuse(explanation(problem).title)

    return go


def erasing(stand: Stand) -> None:
    stand.flow.show_settings()
    stand.flow.pages.settings.erase.click()


def gate_asking(stand: Stand) -> None:
    stand.flow.beginning.go_home()
    stand.window.lock_up()


def gate_wrong(stand: Stand) -> None:
    gate_asking(stand)
    gate = stand.window.gate
    gate.field._note(True)
    for _ in range(3):
        gate.show_wrong(explanation("E43").title)
    gate._waiting.stop()


def gate_forgotten(stand: Stand) -> None:
    gate_asking(stand)
    stand.window.gate.forgot.click()


def gate_trouble(stand: Stand) -> None:
    stand.flow.beginning.go_home()
    vault = Vault(Path("/home/robin/.local/share/commonground"), stand.engine)  # type: ignore[arg-type]  # a fake engine
    stand.keeper = Gatekeeper(stand.window, vault, stand.folder)  # type: ignore[attr-defined]  # kept alive by it
    vault.refused.emit(StoreNotWritable(vault.folder))


def told_damage(stand: Stand) -> None:
    stand.flow.beginning.go_home()
    stand.flow.returning.greet(Report(41, 40, copies=Path("/home/robin")), ended_badly=False)


def told_settings(stand: Stand) -> None:
    stand.flow.context.to(stand.flow.pages.welcome)
    aside = Path("/home/robin/.config/commonground/damaged")
    stand.flow.returning.greet(Report(41, 41), ended_badly=False, settings_aside=aside)


def told_bad_end(stand: Stand) -> None:
    stand.flow.beginning.go_home()
    stand.flow.returning.greet(Report(41, 41), ended_badly=True)


def told_full(stand: Stand) -> None:
    stand.flow.beginning.go_home()
    stand.flow.context.keeper.failed.emit(StoreFull(Path("/home/robin")))


def was_in_a_meeting(stand: Stand) -> None:
    pages = stand.flow.pages
    pages.rejoin.show_meeting("Ana", 2, "Job offer", 1_800_000_000.0)
    stand.flow.context.to(pages.rejoin)


def going_back(stand: Stand) -> None:
    was_in_a_meeting(stand)
    stand.flow.pages.rejoin.show_going_back()


GUARD_PAGES: dict[str, Callable[[Stand], None]] = {
    "01-welcome-passphrase": welcome_asking,
    "01-welcome-settings-damaged": told_settings,
    "01-was-in-a-meeting": was_in_a_meeting,
    "01-was-in-a-meeting-going-back": going_back,
    "02-home-damaged": told_damage,
    "02-home-ended-badly": told_bad_end,
    "02-home-full-disk": told_full,
    "19-erase": erasing,
    "20-settings-guarded": settings_guarded,
    "20-passphrase-set": passphrase_of("set"),
    "20-passphrase-change": passphrase_of("change", "E43"),
    "20-passphrase-away": passphrase_of("take away"),
    "21-lock": gate_asking,
    "21-lock-wrong": gate_wrong,
    "21-lock-forgotten": gate_forgotten,
    "21-lock-trouble": gate_trouble,
}

SIDE_PAGES: dict[str, Callable[[Stand], None]] = {
    "10-network-looking": checking,
    "10-network-well": checked(WELL),
    "10-network-behind": checked(BEHIND),
    "10-network-failed": checked(None),
    "10-network-together": check_together,
    "10-network-waiting": waiting_for_other,
    "10-network-with-other": found_together,
    "10-network-expired": check_expired,
    "17-agreement-keeping": agreement_keeping,
    "17-agreement-own": agreement_own,
    "17-improve": improving,
    "17-improve-shared": improving_shared,
    "19-people-nobody": people_nobody,
    "19-people": people,
    "19-people-forget": people_asked,
    "19-people-renamed": people_renamed,
    "20-licences": licences_of(),
    "20-licences-text": licences_of(0),
    "22-diagnostics": diagnosed,
    **GUARD_PAGES,
}
