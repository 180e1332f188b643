"""Nobody is asked about a newer version unless the person said so; what comes back is told in a sentence."""

from __future__ import annotations

import time
from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.ui.engine import Engine
from desktop.ui.flow import updating
from desktop.ui.flow.updating import Updating
from desktop.updates import ReleasePage, UpdateCheckFailed
from tests.ui.fakes import Stand

PAGE = ReleasePage("https://downloads.example/latest", bytes(32), bytes(8))


class Site:
    """A download site that counts who asks."""

    def __init__(self) -> None:
        self.asked = 0
        self.newest = ""

    def newer_version(self, page: ReleasePage) -> str:
        self.asked += 1
        if self.newest == "down":
            raise UpdateCheckFailed("no answer")
        return self.newest


@pytest.fixture
def engine() -> Iterator[Engine]:
    made = Engine()
    yield made
    made.close()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    made = Site()
    monkeypatch.setattr(updating, "newer_version", made.newer_version)
    return made


def said(stand: Stand) -> str:
    banner = stand.window.page.banner
    return " ".join(label.text() for label in banner.findChildren(QLabel)) if banner is not None else ""


def test_a_build_without_a_page_asks_nowhere_and_nobody(stand: Stand, engine: Engine, site: Site) -> None:
    for _ in range(3):
        Updating(stand.flow.context, engine, ReleasePage()).start()
    assert (site.asked, said(stand)) == (0, "")
    stand.flow.show_settings()
    assert not stand.flow.pages.settings.check_now.isVisible()


def test_the_second_start_asks_until_it_is_answered(stand: Stand, engine: Engine, site: Site) -> None:
    Updating(stand.flow.context, engine, PAGE).start()
    assert said(stand) == ""
    for _ in range(2):
        Updating(stand.flow.context, engine, PAGE).start()
        assert "Check for updates?" in said(stand)
        stand.flow.pages.home.clear_banner()
    third = Updating(stand.flow.context, engine, PAGE)
    third.start()
    third._chosen("never")
    Updating(stand.flow.context, engine, PAGE).start()
    assert (site.asked, said(stand)) == (0, "")
    assert stand.flow.context.desk.settings.check_updates == "never"


@pytest.mark.parametrize(
    ("newest", "sentence"),
    [("9.1.0", "Common Ground 9.1.0 is there."), ("", "This is the newest version."), ("down", "Could not check")],
)
def test_the_button(stand: Stand, engine: Engine, site: Site, qtbot: QtBot, newest: str, sentence: str) -> None:
    site.newest = newest
    asking = Updating(stand.flow.context, engine, PAGE)
    asking.start()
    stand.flow.show_settings()
    stand.flow.pages.settings.check_now.click()
    assert not stand.flow.pages.settings.check_now.isEnabled()
    qtbot.waitUntil(lambda: sentence in said(stand), timeout=30_000)
    assert site.asked == 1
    assert stand.flow.pages.settings.check_now.isEnabled()


def test_once_a_week_and_quiet_when_it_fails(stand: Stand, engine: Engine, site: Site, qtbot: QtBot) -> None:
    site.newest = "down"
    today = int(time.time()) // 86_400
    weekly = msgspec.structs.replace(
        stand.flow.context.desk.settings,
        check_updates="weekly",
        updates_asked=True,
        updates_checked=today - 7,
        starts=2,
    )
    stand.flow.context.desk.change(weekly)
    asking = Updating(stand.flow.context, engine, PAGE)
    with qtbot.waitSignal(asking.failed, timeout=30_000):
        asking.start()
    asking.start()
    qtbot.wait(50)
    assert (site.asked, said(stand)) == (1, "")
