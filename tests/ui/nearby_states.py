"""States of S07 to S09, S11 and S14 with people nearby, for the screenshots and the tests of every page."""

from __future__ import annotations

from collections.abc import Callable

from desktop.kept.relations import Relation, Relations
from desktop.language import translated
from desktop.run.stages import Aborted, Answering, Reviewing, Standing, Suggested
from desktop.strings.errors import explain
from desktop.ui.encounter import Awaiting, Check, Compare, Event, Found, Looking, RouterSaid, Shown
from desktop.ui.flow.looking import NOTICES
from desktop.ui.pages.around import PeopleNearby
from desktop.ui.pages.connect import ConnectPage
from desktop.ui.pages.enter import EnterPage
from desktop.ui.pages.ways import Network
from desktop.ui.widgets.page import Disclosure
from p2p.errors import DiscoveryFailed, NobodyNearby, WordsWrong
from p2p.nearby_rows import Announcement, Row
from p2p.reception import Tried
from p2p.secret import Secret
from tests.desktop.agreeing import PEOPLE
from tests.ui.fakes import Stand, an_invite, sample

WORDS = ("maple", "otter", "lamp")
OTHERS = ("river", "candle", "fox")


def met(stand: Stand, event: Event) -> None:
    """The thread of the negotiation says something."""
    talk = stand.session._talk
    assert talk is not None
    talk.met.emit(event)


def a_row(number: int, nickname: str = "", *, twin: bool = False) -> Row:
    tag = Announcement(bytes([number]) * 8, True, nickname)
    return Row(f"row{number}", tag, (f"192.168.4.{number}",), 24708, True, twin)


def _host(stand: Stand, people: int = 2) -> None:
    sheet, _ = sample("friends-holiday" if people > 2 else "love-me-back")
    stand.flow.context.plan.sheet = sheet
    stand.flow.pages.connect.show_sheet(sheet, people)
    stand.flow.context.to(stand.flow.pages.connect)
    stand.flow.pages.connect.go_on()
    stand.invite(an_invite(people))


def invite_words(stand: Stand) -> None:
    _host(stand)
    met(stand, Shown(WORDS, "oak", "192.168.4.23"))


def invite_tried(stand: Stand) -> None:
    invite_words(stand)
    met(stand, Tried(2))


def invite_burned(stand: Stand) -> None:
    invite_words(stand)
    met(stand, Tried(0))


def invite_compare(stand: Stand) -> None:
    invite_words(stand)
    met(stand, Compare(OTHERS))


def _enter(stand: Stand, text: str) -> None:
    stand.flow.pages.home.chose.emit("join")
    stand.flow.pages.enter.fill_in(text)


def enter_words(stand: Stand) -> None:
    _enter(stand, "Maple, otter lam")


def enter_unknown(stand: Stand) -> None:
    _enter(stand, "maple xylograph lamp")


def enter_nobody(stand: Stand) -> None:
    _enter(stand, "maple otter lamp")
    stand.flow.pages.enter.go_on()
    stand.stage(Aborted(NobodyNearby(), None))


def enter_mismatch(stand: Stand) -> None:
    _enter(stand, "maple otter lamp")
    stand.flow.pages.enter.go_on()
    stand.stage(Aborted(WordsWrong(tries_left=2), None))


def enter_rows(stand: Stand) -> None:
    _enter(stand, "maple otter lamp")
    stand.flow.pages.enter.go_on()
    met(stand, Found((a_row(7, "Ana"), a_row(9), a_row(12, "Ana", twin=True))))


def around(stand: Stand, *rows: Row) -> PeopleNearby:
    """What looking has found so far, on the page that is up."""
    page = stand.window.page
    assert isinstance(page, ConnectPage | EnterPage)
    stand.flow.looking._on_heard(stand.flow.looking._look, rows)
    return page.around


def enter_around(stand: Stand) -> None:
    _enter(stand, "")
    around(stand, a_row(7, "Ana"), a_row(9), a_row(12, "Ana"))


def enter_around_nobody(stand: Stand) -> None:
    _enter(stand, "")
    stand.flow.pages.enter.around._patience.timeout.emit()
    stand.flow.pages.enter.around._patience.stop()
    stand.flow.pages.enter.around._show()


def enter_around_down(stand: Stand) -> None:
    _enter(stand, "")
    stand.flow.pages.enter.around.show_problem(explain(DiscoveryFailed(), windowed=True))


def enter_around_notice(stand: Stand) -> None:
    _enter(stand, "")
    stand.flow.pages.enter.around.show_notice(translated(NOTICES["darwin"]))


def connect_around(stand: Stand) -> None:
    sheet, _ = sample("love-me-back")
    stand.flow.context.plan.sheet = sheet
    stand.flow.context.show_connect(sheet, 2, "", practice=False)
    around(stand, a_row(7, "Ana"), a_row(9))


def enter_compare(stand: Stand) -> None:
    enter_around(stand)
    stand.flow.pages.enter.around.buttons["row9"].click()
    met(stand, Compare(OTHERS))


def met_before(stand: Stand) -> None:
    """Two people of earlier meetings are kept."""
    relations = Relations(stand.flow.context.desk.store, bytes)
    for number, (name, day) in enumerate((("Kim", 1_795_000_000), ("Ana", 1_790_000_000)), 1):
        seed, keys = bytes([number]) * 32, tuple(sorted(PEOPLE[n].key for n in (0, number)))
        kept = Relation(Secret(seed), Secret(bytes([number + 9]) * 32), keys, day, (Secret(seed),), name)
        relations.save(kept)


def connect_met(stand: Stand) -> None:
    met_before(stand)
    sheet, _ = sample("love-me-back")
    stand.flow.context.plan.sheet = sheet
    stand.flow.context.show_connect(sheet, 2, "", practice=False)


def connect_networks(stand: Stand) -> None:
    stand.flow.context.networks = lambda: (Network("Wi-Fi", "192.168.4.23"), Network("Ethernet", "10.0.0.7"))
    connect_met(stand)
    stand.flow.pages.connect.findChildren(Disclosure)[0].toggle()


def invite_awaiting(stand: Stand) -> None:
    connect_met(stand)
    assert stand.flow.pages.connect.met is not None
    stand.flow.pages.connect.met.buttons[0].click()
    met(stand, Awaiting("192.168.4.23"))


def invite_router(stand: Stand) -> None:
    invite_words(stand)
    met(stand, RouterSaid("203.0.113.9"))


def enter_met(stand: Stand) -> None:
    met_before(stand)
    _enter(stand, "")


def enter_met_looking(stand: Stand) -> None:
    enter_met(stand)
    stand.flow.pages.enter.known_people.buttons[0].click()
    met(stand, Looking())


def enter_met_nobody(stand: Stand) -> None:
    enter_met_looking(stand)
    stand.stage(Aborted(NobodyNearby(), None))


def who(stand: Stand) -> None:
    _host(stand)
    met(stand, Check(OTHERS, 2, may_skip=True))


def who_group(stand: Stand) -> None:
    _host(stand, 4)
    met(stand, Check(OTHERS, 4, may_skip=False))


def who_waiting(stand: Stand) -> None:
    who(stand)
    stand.flow.pages.who.go_on()


def waiting_unchecked(stand: Stand) -> None:
    """Words were skipped, and now all wait for each other."""
    who(stand)
    stand.flow.pages.who.skip.click()
    sheet, answers = sample("love-me-back")
    stand.stage(Answering(sheet, answers[0].role, tuple(one.role for one in answers), 0, ("Robin", "Ana")))
    stand.flow.pages.answer.reviewed.emit()
    stand.flow.pages.lock.go_on()
    stand.standings(Standing.LOCKED_IN, Standing.COMPARE)


def reviewing_unchecked(stand: Stand) -> None:
    """The same while they look at the sheet together."""
    who(stand)
    stand.flow.pages.who.skip.click()
    sheet, _ = sample("love-me-back")
    version = Suggested(1, -1, sheet, b"1")
    nobody: tuple[frozenset[bytes], ...] = (frozenset(), frozenset())
    stand.stage(Reviewing((version,), nobody, nobody, (), ("", ""), 0, ("Robin", "Ana")))


NEARBY_PAGES: dict[str, Callable[[Stand], None]] = {
    "06-connect-met": connect_met,
    "06-connect-networks": connect_networks,
    "07-invite-awaiting": invite_awaiting,
    "07-invite-router": invite_router,
    "08-enter-met": enter_met,
    "08-enter-met-looking": enter_met_looking,
    "08-enter-met-nobody": enter_met_nobody,
    "07-invite-words": invite_words,
    "07-invite-tried": invite_tried,
    "07-invite-burned": invite_burned,
    "07-invite-compare": invite_compare,
    "08-enter-words": enter_words,
    "08-enter-unknown": enter_unknown,
    "08-enter-nobody": enter_nobody,
    "08-enter-mismatch": enter_mismatch,
    "06-connect-around": connect_around,
    "08-enter-around": enter_around,
    "08-enter-around-nobody": enter_around_nobody,
    "08-enter-around-down": enter_around_down,
    "08-enter-around-notice": enter_around_notice,
    "08-enter-rows": enter_rows,
    "08-enter-compare": enter_compare,
    "09-who": who,
    "09-who-group": who_group,
    "09-who-waiting": who_waiting,
    "11-together-unchecked": reviewing_unchecked,
    "14-waiting-unchecked": waiting_unchecked,
}
