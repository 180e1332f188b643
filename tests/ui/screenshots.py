"""Every page in every state as an image, to be looked at:  python -m tests.ui.screenshots FOLDER [PART OF A NAME]

Light and dark at the first window size, the smallest window, text at 200 %, every sentence a third longer, German at
100 and 200 %, and mirrored: a pseudo-language in Hebrew letters, from right to left.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from crypto.errors import CheatingDetected
from desktop.attachments.received import Received
from desktop.deals import templates
from desktop.deals.answers import Answers
from desktop.deals.outcome import NOT_AGREED, ItemOutcome, Outcome
from desktop.deals.preview import Preview, everything, preview
from desktop.deals.sheet import Draft, Sheet, parse_sheet
from desktop.kept.agreements import Agreements
from desktop.power import Waits
from desktop.run.stages import Aborted, Computing, Lobby, Opening, Preparing, Reconnecting, Result, Standing, Unfinished
from desktop.store import Settings
from desktop.strings.errors import explanation
from desktop.ui import language, library
from desktop.ui.app import make_application
from desktop.ui.theme import theme
from desktop.ui.words import lengthen_everything
from p2p.errors import ConnectionLost, InviteExpired, PeerLeft
from tests.ui.editor_states import EDITOR_PAGES
from tests.ui.fakes import (
    FIGURES,
    FakeField,
    Stand,
    agreement_of,
    an_invite,
    fake_result,
    make_stand,
    outcome_of,
    sample,
)
from tests.ui.nearby_states import NEARBY_PAGES
from tests.ui.review_states import REVIEW_PAGES
from tests.ui.side_states import SIDE_PAGES
from tests.ui.writing_states import WRITING_PAGES

PAIR = "love-me-back"
ROLES = "salary-offer"
GROUP = "friends-holiday"
GOLDEN = "golden"


def fields() -> tuple[object, object]:
    """The real answer widgets."""
    try:
        from desktop.ui.answers import answer_widget, result_widget
    except ImportError:
        return FakeField, fake_result
    return answer_widget, result_widget


def choice(template_id: str) -> library.Choice:
    return next(one for one in library.built_in() if templates.original_of(one.template_id) == template_id)


def welcome(stand: Stand) -> None:
    stand.flow.context.to(stand.flow.pages.welcome)


def welcome_error(stand: Stand) -> None:
    welcome(stand)
    stand.flow.pages.welcome.go_on()


def home_empty(stand: Stand) -> None:
    stand.flow.beginning.go_home()


def home_full(stand: Stand) -> None:
    for template_id in (PAIR, ROLES):
        sheet, answers = sample(template_id)
        stand.flow.context.keeper.keep(sheet, answers[0], locked=template_id == PAIR, parties=2)
        stand.flow.context.keeper.save_now()
        _, outcome = outcome_of(template_id)
        Agreements(stand.flow.context.desk.store).keep(agreement_of(sheet, outcome), 1_795_000_000)
    stand.flow.beginning.go_home()


def home_deleted(stand: Stand) -> None:
    home_full(stand)
    stand.flow.pages.home.deleted.emit(stand.flow.context.keeper.all()[0].id)


def choose(stand: Stand) -> None:
    stand.flow.pages.home.chose.emit("pair")


def choose_none(stand: Stand) -> None:
    choose(stand)
    stand.flow.pages.choose.field.setText("submarines")


def terms(stand: Stand) -> None:
    choose(stand)
    stand.flow.pages.choose.chosen.emit(choice(ROLES))


def terms_wrong(stand: Stand) -> None:
    terms(stand)
    stand.flow.pages.terms.go_on()


def shared(stand: Stand) -> None:
    choose(stand)
    stand.flow.pages.choose.chosen.emit(choice(PAIR))


_SEEN: list[tuple[object, Preview]] = []
"""With the language in which it is said."""


def seen_from(sheet: Sheet, answers: Answers, seats: tuple[str, ...] | None) -> Preview:
    """The preview; the same one is worked out once."""
    asked = (sheet, answers, seats, language.current())
    found = next((seen for known, seen in _SEEN if known == asked), None)
    if found is None:
        found = preview(sheet, answers, seats)
        _SEEN.append((asked, found))
    return found


def shared_drawn(stand: Stand, template_id: str = PAIR) -> None:
    choose(stand)
    stand.flow.context.plan.sheet, _ = sample(template_id)
    stand.flow.beginning._show_shared()
    draw_shared(stand)


def draw_shared(stand: Stand) -> None:
    """What the thread would have worked out."""
    page = stand.flow.pages.shared
    stand.flow.beginning.foresight.stop()
    assert page.sheet is not None
    page.show_preview(seen_from(page.sheet, everything(page.sheet, page.role), None))


def shared_roles(stand: Stand) -> None:
    shared_drawn(stand, ROLES)


def shared_own(stand: Stand) -> None:
    answer_place(3)(stand)
    stand.flow.beginning.show_limits()
    draw_shared(stand)


def connect_pair(stand: Stand) -> None:
    shared(stand)
    stand.flow.pages.shared.went_on.emit()


def connect_roles(stand: Stand) -> None:
    stand.flow.pages.home.practised.emit()
    stand.flow.pages.choose.chosen.emit(choice(ROLES))
    stand.flow.pages.shared.went_on.emit()


def connect_group(stand: Stand) -> None:
    stand.flow.pages.home.chose.emit("group")
    sheet, _ = sample(GROUP)
    stand.flow.context.plan.sheet = sheet
    stand.flow.pages.shared.went_on.emit()


def invite(stand: Stand) -> None:
    connect_pair(stand)
    stand.flow.pages.connect.go_on()
    stand.invite(an_invite())


def invite_code(stand: Stand) -> None:
    invite(stand)
    stand.flow.pages.invite._tab_group.buttons()[2].click()


def invite_group(stand: Stand) -> None:
    connect_group(stand)
    stand.flow.pages.connect.go_on()
    stand.invite(an_invite(4))
    stand.stage(Lobby(2, 4))


def invite_expired(stand: Stand) -> None:
    invite(stand)
    stand.stage(Aborted(InviteExpired(), None))


def enter(stand: Stand) -> None:
    stand.flow.pages.home.chose.emit("join")


def enter_wrong(stand: Stand) -> None:
    enter(stand)
    stand.flow.pages.enter.fill_in(an_invite()[:60])
    stand.flow.pages.enter.go_on()
    from p2p.errors import InviteIncomplete

    stand.stage(Aborted(InviteIncomplete(), None))


def enter_trying(stand: Stand) -> None:
    enter(stand)
    stand.flow.pages.enter.fill_in(an_invite())
    stand.flow.pages.enter.go_on()


def review(stand: Stand) -> None:
    enter_trying(stand)
    sheet, _ = sample(ROLES)
    stand.stage(Lobby(2, 2))
    stand.offer(sheet)


def answering(stand: Stand, template_id: str = ROLES, place: int = 0) -> None:
    enter_trying(stand)
    sheet, answers = sample(template_id)
    stand.stage(Lobby(2, 2))
    stand.offer(sheet)
    stand.flow.pages.review.go_on()
    stand.everybody_is_here(sheet, tuple(one.role for one in answers))
    stand.standings(Standing.ANSWERING, Standing.ANSWERING)
    stand.stage(Preparing(ready=False, waits=Waits.BATTERY))
    if place:
        stand.flow.pages.answer.go(place)
        stand.flow.pages.answer.clear_banner()


def answered(stand: Stand, template_id: str = ROLES) -> None:
    answering(stand, template_id)
    _, answers = sample(template_id)
    stand.flow.pages.answer.set_answers(answers[0])


def answer_place(place: int, template_id: str = ROLES) -> Callable[[Stand], None]:
    def go(stand: Stand) -> None:
        answered(stand, template_id)
        stand.flow.pages.answer.clear_banner()
        stand.flow.pages.answer.go(place)

    return go


def foreseen(place: int, template_id: str = ROLES, *, everything: bool = False) -> Callable[[Stand], None]:
    """With what others could work out beside the answer."""

    def go(stand: Stand) -> None:
        answer_place(place, template_id)(stand)
        page = stand.flow.pages.answer
        if everything:
            page.as_list.click()
        page.foreseen.button.click()
        stand.flow.answering.foresight.stop()
        assert page.sheet is not None
        page.show_preview(seen_from(page.sheet, page.answers(), stand.session.seats))

    return go


def foreseen_covered(stand: Stand) -> None:
    foreseen(3)(stand)
    stand.flow.pages.answer.covered.click()


def foreseen_working(stand: Stand) -> None:
    answer_place(3)(stand)
    panel = stand.flow.pages.answer.foreseen
    panel.button.click()
    stand.flow.answering.foresight.stop()
    panel.show_progress(0.4)
    panel._slow.timeout.emit()


def comparing_files(stand: Stand) -> None:
    comparing(stand)
    stand.stage(Computing(0.7, files=0.41))


def opening_long_list(stand: Stand) -> None:
    opening(stand)
    stand.stage(Opening({}, 4, comparing=0.33))


def result_files(stand: Stand) -> None:
    opening(stand)
    sheet, outcome = outcome_of(ROLES)
    content = {"file": "offer letter.pdf", "size": 20_480, "blake2b": "ab" * 32}
    opened = ItemOutcome(True, {"candidate.c1": content, "employer.e1": {"text": "Two others."}})
    outcome = Outcome(False, dict(outcome.items) | {"other_offers": opened})
    files = (Received("other_offers", "candidate.c1", Path("/home/robin/received/offer letter.pdf")),)
    stand.stage(Result(sheet, outcome, agreement_of(sheet, outcome), None, FIGURES, received=files, kept="x"))
    stand.flow.pages.result.go_on()


def result_unfinished(stand: Stand) -> None:
    opening(stand)
    sheet, outcome = outcome_of(ROLES)
    unfinished = (Unfinished("start", ConnectionLost(), opened=True),)
    stand.stage(Result(sheet, outcome, agreement_of(sheet, outcome), None, FIGURES, unfinished))
    stand.flow.pages.result.go_on()


def answer_list(stand: Stand) -> None:
    answered(stand)
    stand.flow.pages.answer.as_list.click()


def answer_covered(stand: Stand) -> None:
    answer_place(4)(stand)
    stand.flow.pages.answer.covered.click()


def answer_left(stand: Stand) -> None:
    answer_place(3)(stand)
    stand.stage(Aborted(PeerLeft(), None))


def lock(stand: Stand) -> None:
    answered(stand)
    stand.flow.pages.answer.reviewed.emit()


def lock_open(stand: Stand) -> None:
    lock(stand)
    stand.flow.pages.lock.toggle.click()


def waiting(stand: Stand) -> None:
    lock(stand)
    stand.flow.pages.lock.go_on()
    stand.standings(Standing.LOCKED_IN, Standing.ANSWERING)


def waiting_ready(stand: Stand) -> None:
    waiting(stand)
    stand.standings(Standing.LOCKED_IN, Standing.LOCKED_IN)
    stand.stage(Preparing(ready=True))


def waiting_alone(stand: Stand) -> None:
    waiting(stand)
    stand.stage(Aborted(PeerLeft(), None))


def waiting_stopped(stand: Stand) -> None:
    waiting(stand)
    stand.session.names = ("Robin", "Ana")
    stand.stage(Reconnecting(30, (1,), (1,), until=1_800_000_000.0))


def comparing(stand: Stand) -> None:
    waiting_ready(stand)
    stand.flow.pages.waiting.go_on()
    stand.standings(Standing.COMPARE, Standing.COMPARE)
    stand.computing(0.62)


def comparing_stop(stand: Stand) -> None:
    comparing(stand)
    stand.flow.pages.comparing.cancel.click()


def opening(stand: Stand) -> None:
    comparing(stand)
    _, outcome = outcome_of(ROLES)
    stand.opening(dict(list(outcome.items.items())[:3]), 7)


def result_covered(stand: Stand) -> None:
    opening(stand)
    sheet, outcome = outcome_of(ROLES)
    stand.result(sheet, outcome, kept=True)


def result(stand: Stand) -> None:
    result_covered(stand)
    stand.flow.pages.result.go_on()


def result_nothing(stand: Stand) -> None:
    opening(stand)
    sheet, outcome = outcome_of(ROLES)
    stand.result(sheet, Outcome(False, dict.fromkeys(outcome.items, NOT_AGREED)))
    stand.flow.pages.result.go_on()


def result_blocked(stand: Stand) -> None:
    opening(stand)
    sheet, outcome = outcome_of(ROLES)
    stand.result(sheet, Outcome(True, dict.fromkeys(outcome.items, NOT_AGREED)))
    stand.flow.pages.result.go_on()


def result_stopped(stand: Stand) -> None:
    opening(stand)
    opened = stand.session.opened
    stand.stage(Aborted(PeerLeft(), opened))


def result_cheated(stand: Stand) -> None:
    comparing(stand)
    stand.stage(Aborted(CheatingDetected(""), None))


def agreement(stand: Stand) -> None:
    result(stand)
    stand.flow.pages.result.kept.emit()


def agreements(stand: Stand) -> None:
    home_full(stand)
    stand.flow.pages.home.asked_all_agreements.emit()


def settings(stand: Stand) -> None:
    home_empty(stand)
    stand.flow.show_settings()


def cover(stand: Stand) -> None:
    answered(stand)
    stand.window.cover()


def leave(stand: Stand) -> None:
    waiting(stand)
    stand.window.close()


def file_broken(stand: Stand) -> None:
    home_empty(stand)
    stand.flow.pages.home.show_problem(explanation("E30", reason=""))


PAGES: dict[str, Callable[[Stand], object]] = {
    "01-welcome": welcome,
    "01-welcome-error": welcome_error,
    "02-home-empty": home_empty,
    "02-home-full": home_full,
    "02-home-deleted": home_deleted,
    "02-home-broken-file": file_broken,
    "03-choose": choose,
    "03-choose-none": choose_none,
    "03-terms": terms,
    "03-terms-wrong": terms_wrong,
    "05-shared": shared,
    "05-shared-drawn": shared_drawn,
    "05-shared-roles": shared_roles,
    "05-shared-own": shared_own,
    "06-connect": connect_pair,
    "06-connect-roles-practice": connect_roles,
    "06-connect-group": connect_group,
    "07-invite": invite,
    "07-invite-code": invite_code,
    "07-invite-group": invite_group,
    "07-invite-expired": invite_expired,
    "08-enter": enter,
    "08-enter-wrong": enter_wrong,
    "08-enter-trying": enter_trying,
    "11-review": review,
    "12-answer-intro": answering,
    **{f"12-answer-{place}": answer_place(place) for place in range(1, 8)},
    "12-answer-level": answer_place(1, PAIR),
    "12-answer-list": answer_list,
    "12-answer-covered": answer_covered,
    "12-answer-left": answer_left,
    **{f"12-foreseen-{place}": foreseen(place) for place in range(1, 8)},
    "12-foreseen-level": foreseen(1, PAIR),
    "12-foreseen-group": foreseen(1, GROUP),
    "12-foreseen-list": foreseen(0, everything=True),
    "12-foreseen-covered": foreseen_covered,
    "12-foreseen-working": foreseen_working,
    "13-lock": lock,
    "13-lock-open": lock_open,
    "14-waiting": waiting,
    "14-waiting-ready": waiting_ready,
    "14-waiting-alone": waiting_alone,
    "14-waiting-stopped": waiting_stopped,
    "15-comparing": comparing,
    "15-comparing-stop": comparing_stop,
    "15-comparing-files": comparing_files,
    "15-opening": opening,
    "15-opening-long-list": opening_long_list,
    "16-result-covered": result_covered,
    "16-result": result,
    "16-result-files": result_files,
    "16-result-unfinished": result_unfinished,
    "16-result-nothing": result_nothing,
    "16-result-blocked": result_blocked,
    "16-result-stopped": result_stopped,
    "16-result-cheated": result_cheated,
    "17-agreement": agreement,
    "19-agreements": agreements,
    "20-settings": settings,
    "21-cover": cover,
    **EDITOR_PAGES,
    **NEARBY_PAGES,
    **SIDE_PAGES,
    **WRITING_PAGES,
    **REVIEW_PAGES,
}


@dataclass(frozen=True)
class Look:
    """One way to look at all pages."""

    name: str
    theme: str = "light"
    percent: int = 100
    size: tuple[int, int] = (1000, 720)
    long: bool = False
    language: str = language.ENGLISH


LOOKS = (
    Look("light"),
    Look("dark", "dark"),
    Look("small", size=(720, 480)),
    Look("small-german", size=(720, 480), language="de"),
    Look("4k", size=(3840, 2160)),
    Look("large", percent=200, size=(1000, 900)),
    Look("long", long=True, size=(720, 900)),
    Look("german", language="de"),
    Look("german-large", percent=200, size=(1000, 900), language="de"),
    Look("mirrored", language=language.MIRRORED),
)


def settle(app: QApplication) -> None:
    """Let layouts find their places; what grows with wrapped text inside itself takes some rounds."""
    for _ in range(8):
        app.processEvents()
    for _ in range(3):  # what a timer of the last round has changed
        app.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def show(app: QApplication, name: str, look: Look, folder: Path) -> Stand:
    """A window with one page in one state, as it looks."""
    language.use(look.language)
    if look.long:
        lengthen_everything(True)
    make_field, make_result = fields()
    stand = make_stand(folder, make_field, make_result)
    stand.flow.context.desk.settings = Settings(
        name="Robin", theme=look.theme, text_percent=look.percent, reduce_motion=True
    )
    stand.flow.context.desk.apply_looks()
    stand.window.resize(*look.size)
    stand.flow.start()
    stand.window.show()
    PAGES[name](stand)
    settle(app)
    return stand


def main(arguments: list[str]) -> None:
    target = Path(arguments[0])
    wanted = arguments[1] if len(arguments) > 1 else ""
    looks = [look for look in LOOKS if len(arguments) < 3 or look.name in arguments[2:]]
    target.mkdir(parents=True, exist_ok=True)
    app = make_application()
    for look in looks:
        for name in PAGES:
            if wanted not in name:
                continue
            with tempfile.TemporaryDirectory() as folder:
                stand = show(app, name, look, Path(folder))
                stand.window.grab().save(str(target / f"{look.name}-{name}.png"))
                stand.close()
    assert theme() is not None
    assert isinstance(parse_sheet(templates.template_source(ROLES)), Draft)


if __name__ == "__main__":
    main(sys.argv[1:])
