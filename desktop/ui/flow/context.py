"""What all parts of the flow share: the window, every page, the session, the desk, and what is being planned."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from functools import partial

from PySide6.QtCore import QObject, Signal

from crypto.errors import MisuseError
from desktop.deals.sheet import Sheet
from desktop.kept.relations import Relation, Relations
from desktop.power import Waits
from desktop.run.stages import Standing
from desktop.store import StoreError
from desktop.strings.errors import Explanation
from desktop.strings.ways import ON_NEWS, Way, label
from desktop.ui.desk import Desk
from desktop.ui.drafts import Keeper
from desktop.ui.editor.page import EditorPage
from desktop.ui.library import Choice as SheetChoice
from desktop.ui.networks import KnownNetworks
from desktop.ui.own_sheets import OwnSheets
from desktop.ui.pages.agreements import AgreementsPage
from desktop.ui.pages.answer import AnswerPage
from desktop.ui.pages.choose import ChoosePage
from desktop.ui.pages.comparing import ComparingPage
from desktop.ui.pages.connect import ConnectPage
from desktop.ui.pages.diagnostics import DiagnosticsPage
from desktop.ui.pages.discuss import DiscussPage
from desktop.ui.pages.enter import EnterPage
from desktop.ui.pages.erase import ErasePage
from desktop.ui.pages.home import HomePage
from desktop.ui.pages.improve import ImprovePage
from desktop.ui.pages.invite import InvitePage
from desktop.ui.pages.licences import LicencesPage
from desktop.ui.pages.lock import LockPage
from desktop.ui.pages.network import NetworkPage
from desktop.ui.pages.passphrase import PassphrasePage
from desktop.ui.pages.people import PeoplePage
from desktop.ui.pages.rejoin import RejoinPage
from desktop.ui.pages.result import MakeResult, ResultPage
from desktop.ui.pages.review import ReviewPage, role_name
from desktop.ui.pages.saved import SavedPage
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.pages.shared import SharedPage
from desktop.ui.pages.terms import TermsPage
from desktop.ui.pages.waiting import WaitingPage
from desktop.ui.pages.ways import Network
from desktop.ui.pages.welcome import WelcomePage
from desktop.ui.pages.who import WhoPage
from desktop.ui.pages.writing import WritingPage
from desktop.ui.plain import plain
from desktop.ui.session import Session, State
from desktop.ui.widgets.banner import Choice
from desktop.ui.widgets.confirm import Confirm
from desktop.ui.widgets.item_card import MakeField
from desktop.ui.widgets.page import Page
from desktop.ui.window import Window
from desktop.ui.words import tr
from p2p.introduction import DEFAULT_PORT
from p2p.listener import ANYWHERE, ListenAt

_BEFORE_ANSWERS = (State.CHECKING, State.REVIEWING, State.GATHERING, State.DISCUSSING)
"""Others are there, or were found, and nobody answers yet."""


@dataclass(slots=True)
class Plan:
    """What this person is about to do, before anybody else is there.

    Attributes:
        choice: the sheet as chosen; None when somebody else chose it.
        sheet: with its terms settled.
        people: how many, to begin with.
        role: to begin with.
        group: more than two.
        practice: with partners on this computer.
        met: somebody met before, who is awaited and needs no invite.
    """

    choice: SheetChoice | None = None
    sheet: Sheet | None = None
    people: int = 2
    role: str = ""
    group: bool = False
    practice: bool = False
    met: Relation | None = None


@dataclass(slots=True)
class Pages:
    """Every page, made once."""

    answer: AnswerPage
    result: ResultPage
    saved: SavedPage
    welcome: WelcomePage = field(default_factory=WelcomePage)
    home: HomePage = field(default_factory=HomePage)
    choose: ChoosePage = field(default_factory=ChoosePage)
    terms: TermsPage = field(default_factory=TermsPage)
    shared: SharedPage = field(default_factory=SharedPage)
    connect: ConnectPage = field(default_factory=ConnectPage)
    invite: InvitePage = field(default_factory=InvitePage)
    enter: EnterPage = field(default_factory=EnterPage)
    rejoin: RejoinPage = field(default_factory=RejoinPage)
    review: ReviewPage = field(default_factory=ReviewPage)
    discuss: DiscussPage = field(default_factory=DiscussPage)
    who: WhoPage = field(default_factory=WhoPage)
    lock: LockPage = field(default_factory=LockPage)
    waiting: WaitingPage = field(default_factory=WaitingPage)
    comparing: ComparingPage = field(default_factory=ComparingPage)
    writing: WritingPage = field(default_factory=WritingPage)
    agreements: AgreementsPage = field(default_factory=AgreementsPage)
    settings: SettingsPage = field(default_factory=SettingsPage)
    editor: EditorPage = field(default_factory=EditorPage)
    improve: ImprovePage = field(default_factory=ImprovePage)
    people: PeoplePage = field(default_factory=PeoplePage)
    network: NetworkPage = field(default_factory=NetworkPage)
    diagnostics: DiagnosticsPage = field(default_factory=DiagnosticsPage)
    passphrase: PassphrasePage = field(default_factory=PassphrasePage)
    licences: LicencesPage = field(default_factory=LicencesPage)
    erase: ErasePage = field(default_factory=ErasePage)

    def all(self) -> list[Page]:
        """Every one of them, the first to be seen first."""
        rest = [getattr(self, part.name) for part in fields(self)]
        return [self.welcome, *(page for page in rest if page is not self.welcome)]


class Context(QObject):
    """Shared by the parts of the flow.

    Signals: `home_asked`: go to the home page; `limits_asked`: show what no comparison can hide;
    `network_check_asked`: why others may not be reached; `diagnostics_asked`: copy what may explain it; `chose` with a
    Way: do that; `updates_asked`: look for a newer version.

    Attributes:
        plan: what is being planned.
        listen: where an invite waits for others. networks: which ones this computer is on.
        own_sheets: that this person made; hidden_sheets: of these, what is about to be deleted.
        works: whether a Way can be gone here and now. download_page: where newer versions are, "" where nobody says.
    """

    home_asked = Signal()
    limits_asked = Signal()
    network_check_asked = Signal()
    diagnostics_asked = Signal()
    chose = Signal(object)
    updates_asked = Signal()

    def __init__(
        self,
        window: Window,
        session: Session,
        desk: Desk,
        make_field: MakeField,
        make_result: MakeResult,
        listen: ListenAt,
    ) -> None:
        super().__init__()
        self.window = window
        self.session = session
        self.desk = desk
        self.keeper = Keeper(desk.store)
        self.own_sheets = OwnSheets(desk.store)
        self.hidden_sheets: frozenset[str] = frozenset()
        self.pages = Pages(AnswerPage(make_field), ResultPage(make_result), SavedPage(make_result))
        for page in self.pages.all():
            window.stack.addWidget(page)
        self.plan = Plan()
        self.listen = self._told_to_listen = listen
        self.networks: Callable[[], Sequence[Network]] = tuple
        self.works: Callable[[Way], bool] = lambda _: True
        self.download_page = ""
        self.saved_note = ""

    def show_connect(self, sheet: Sheet, people: int, role: str, *, practice: bool) -> None:
        """The page on which people connect."""
        known = [] if practice else self.known_people()
        self.pages.connect.show_sheet(sheet, people, role, practice, known)
        if self.pages.connect.show_name is not None:
            self.pages.connect.show_name.setChecked(self.desk.settings.show_name_nearby)
        self._settle_network()
        self.pages.connect.networks.show_networks(self.networks(), self.listen[0])
        self.to(self.pages.connect)

    def show_enter(self, text: str = "") -> None:
        """The page on which one joins, with what is to be entered filled in."""
        self._settle_network()
        self.pages.enter.show_known(self.known_people())
        if text:
            self.pages.enter.fill_in(text)
        self.to(self.pages.enter)

    def _settle_network(self) -> None:
        """Where the program was not told on which address to wait: where it did the last time on these networks."""
        if self._told_to_listen == ANYWHERE:
            address = KnownNetworks(self.desk.store).find(self.networks())
            self.listen = (address, DEFAULT_PORT) if address else ANYWHERE

    def known_people(self) -> list[Relation]:
        """People met before with whom one can come together without an invite, the latest first."""
        try:
            met = Relations(self.desk.store, secrets.token_bytes).of_two()
        except (StoreError, MisuseError):
            return []
        return [relation for relation in met if relation.ways]

    def ways_on(self, told: Explanation, *, met: bool = False) -> list[Choice]:
        """What can be done about it. met: they had come together, or tried it from both sides, so not that again."""
        tried = (Way.AGAIN, Way.OTHER_SIDE) if met else ()
        ways = [way for way in ON_NEWS.get(told.code, ()) if self.works(way) and way not in tried]
        return [(label(way), partial(self.chose.emit, way)) for way in ways]

    def to(self, page: Page) -> None:
        """Bring a page up."""
        self.window.show_page(page)
        self.show_status()

    def ask_to_leave(self) -> None:
        """Leave the others and go home: the one question on every page on which there are others; answers stay."""
        if not (self.session.live or self.session.state in _BEFORE_ANSWERS):
            self._leave()
            return
        sentence = tr("Your answers are kept on this computer. The other person will see that you left.")
        question = Confirm(self.window, tr("Leave this session?"), sentence, tr("Stay"), tr("Leave"))
        question.ask(self._leave)

    def _leave(self) -> None:
        self.keeper.save_now()
        self.session.leave()
        self.home_asked.emit()

    def show_status(self) -> None:
        """Header and status strip say where things stand."""
        session = self.session
        answering = self.window.page in (self.pages.answer, self.pages.lock, self.pages.waiting)
        writing = session.writing is not None and session.writing.here
        locked = session.state in (State.LOCKED, State.AGREED) and answering
        self.window.show_status(
            connection=self._connection(),
            network=self._network(answering=answering, writing=writing),
            lock=tr("Locked in") if locked else "",
            practice=session.practice or self.plan.practice,
        )
        editing = self.window.page is self.pages.editor
        self.window.saved.tell(self.saved_note if answering or editing else "")

    def _network(self, *, answering: bool, writing: bool) -> str:
        """Whether others are there and, while people answer, what the computers do meanwhile."""
        session = self.session
        if not session.connected and not writing:
            return tr("Not connected")
        preparing = session.preparing if answering else None
        if preparing is None:
            return tr("Connected directly")
        if preparing.ready:
            return tr("Connected directly, ready to compare")
        if preparing.waits is Waits.BATTERY:
            return tr("Connected directly, saving the battery")
        if preparing.waits is Waits.METERED:
            return tr("Connected directly, saving data")
        return tr("Connected directly, preparing")

    def _connection(self) -> str:
        session = self.session
        if not session.connected and not (session.writing is not None and session.writing.here):
            return tr("Common Ground")
        if session.practice:
            return tr("With a practice partner")
        if session.parties == 2:
            other = next(iter(session.names[: session.me] + session.names[session.me + 1 :]), "")
            name = plain(other)
            return tr("Connected to {name}", name=name) if name else tr("Connected to the other person")
        return tr("Connected to {n} people", n=session.parties - 1)

    def names(self) -> list[str]:
        """What everybody is called here, by seat."""
        session = self.session
        names = []
        for seat, role in enumerate(session.seats):
            if seat == session.me:
                name = tr("You")
            elif any(session.names[seat : seat + 1]) and not session.practice:
                name = plain(session.names[seat])
            elif len(session.seats) == 2:
                name = tr("Practice partner") if session.practice else tr("The other person")
            else:
                name = tr("Person {n}", n=seat + 1)
            names.append(tr("{name} ({role})", name=name, role=role_name(role)) if role else name)
        return names

    def standings(self) -> list[Standing | None]:
        """How far everybody is, by seat; None for who is not there."""
        session = self.session
        if not session.connected:
            return [Standing.LOCKED_IN if seat == session.me else None for seat in range(len(session.seats))]
        known = session.standings or (Standing.ANSWERING,) * len(session.seats)
        return list(known)
