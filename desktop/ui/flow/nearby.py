"""People nearby: saying words, finding who shows them, comparing words, and checking them once all are connected."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.kept.relations import Relation
from desktop.nearby import DiscoveryDown
from desktop.strings.errors import Explanation, explain, explanation
from desktop.ui.encounter import (
    Awaiting,
    Check,
    Compare,
    Entered,
    Event,
    Found,
    Looking,
    Matched,
    RouterSaid,
    Saying,
    Shown,
)
from desktop.ui.flow.context import Context
from desktop.ui.networks import KnownNetworks
from desktop.ui.pages.ways import Network, called
from desktop.ui.session import State
from desktop.ui.words import tr
from p2p.addresses import interfaces
from p2p.errors import RouterRefused
from p2p.introduction import DEFAULT_PORT
from p2p.listener import ANYWHERE
from p2p.nearby_rows import Row
from p2p.reception import Differed, Given, Tried


def real_networks() -> tuple[Network, ...]:
    """Where others can find this computer: no tunnels, no virtual adapters."""
    found = (one for one in interfaces() if one.address.version == 4 and not one.is_virtual)
    outside = (one for one in found if not (one.address.is_loopback or one.address.is_link_local))
    return tuple(Network(one.name, str(one.address), str(one.network)) for one in outside)


def _router_words(outcome: str | RouterRefused) -> str:
    if isinstance(outcome, RouterRefused):
        return explain(outcome, windowed=True).summary
    return tr("Your router lets people in at {address} as long as you wait.", address=outcome)


class Nearby(QObject):
    """What the pages of connecting show of other people, and what is answered there."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._c = context
        self._invited = False
        self._met: Relation | None = None
        session, pages = context.session, context.pages
        pages.enter.connecting.connect(self._join)
        for page in (pages.enter, pages.connect):
            page.around.chose.connect(self._join_nearby)
        pages.enter.chose.connect(self._choose)
        pages.enter.met.connect(self._join_met)
        pages.connect.chose_network.connect(self._use_network)
        pages.enter.compare.answered.connect(self._compared)
        pages.invite.say_it.renewed.connect(session.new_words)
        pages.invite.compare.answered.connect(self._compared_here)
        pages.who.checked.connect(session.checked)
        pages.who.left.connect(context.ask_to_leave)
        session.met.connect(self._on_met)
        session.changed.connect(self._follow)
        session.failed.connect(self._on_failed)

    def _on(self) -> tuple[str, ...] | None:
        return (self._c.listen[0],) if self._c.listen[0] else None

    def _use_network(self, address: str) -> None:
        self._c.listen = (address, DEFAULT_PORT) if address else ANYWHERE
        KnownNetworks(self._c.desk.store).keep(self._c.networks(), address)

    def _join_met(self, relation: Relation) -> None:
        self._met = self._c.plan.met = relation
        entered = Entered("", self._c.pages.enter.address, on=self._on(), met=relation)
        self._c.session.join(entered, self._c.desk.settings.name)

    def _join(self, text: str) -> None:
        self._met = self._c.plan.met = None
        entered = Entered(text, self._c.pages.enter.address, on=self._on())
        self._c.session.join(entered, self._c.desk.settings.name)

    def _join_nearby(self, row: Row) -> None:
        self._met = self._c.plan.met = None
        if self._c.window.page is not self._c.pages.enter:
            self._c.show_enter()
        self._c.session.join(Entered("", nearby=row, on=self._on()), self._c.desk.settings.name)

    def _choose(self, row: Row) -> None:
        self._c.pages.enter.show_rows(())
        self._c.pages.enter.show_trying(tr("Connecting…"))
        self._c.session.choose(row)

    def _compared(self, same: bool | None) -> None:
        if same:
            self._c.pages.enter.show_trying(tr("Waiting until they have looked, too…"))
        self._c.session.compared(same)

    def _compared_here(self, same: bool | None) -> None:
        self._c.pages.invite.show_compare(())
        self._c.session.compared(same)

    def _on_met(self, event: Event) -> None:
        pages = self._c.pages
        match event:
            case Shown():
                pages.invite.show_words(event)
            case Awaiting(address=address):
                name = "" if self._c.plan.met is None else called(self._c.plan.met)
                pages.invite.show_awaiting(name, address)
            case RouterSaid(outcome=outcome):
                pages.invite.show_router(_router_words(outcome))
            case Tried(tries_left=left):
                pages.invite.show_tried(left)
            case Differed():
                told = explanation("E21", windowed=True)
                pages.invite.show_problem(told, self._c.ways_on(told))
            case DiscoveryDown():
                pages.invite.say_it.show_hidden()
            case Given():
                pages.invite.show_compare(())
            case Looking():
                pages.enter.show_trying(self._looking())
            case Found(rows=rows):
                pages.enter.show_trying(tr("Who is it? Ask which word is on their screen."))
                pages.enter.show_rows(rows)
            case Saying():
                pages.enter.show_trying(tr("Checking the words…"))
            case Matched():
                pages.enter.show_trying(tr("The words matched. Connecting…"))
            case Compare(words=words):
                inviting = self._c.session.state is State.INVITING
                (pages.invite if inviting else pages.enter).show_compare(words)
            case Check():
                self._invited = self._c.window.page is pages.invite
                pages.who.show_check(event)
                self._c.to(pages.who)

    def _looking(self) -> str:
        if self._met is None:
            return tr("Looking for people nearby…")
        return tr("Looking for {name} on this network. This takes up to a minute…", name=called(self._met))

    def _follow(self) -> None:
        session, pages = self._c.session, self._c.pages
        if session.state is State.GATHERING and self._c.window.page is pages.who:
            pages.who.show_waiting()
        elif session.state is State.REVIEWING and session.by_words and self._c.window.page is pages.review:
            matched = tr("So this is the person who showed them to you.")
            pages.review.show_banner(tr("The words matched."), matched)
            session.by_words = False
        elif session.state not in (State.CHECKING, State.GATHERING):
            pages.who.forget()
        if session.state is not State.FINDING:
            pages.enter.show_rows(())
            pages.enter.show_compare(())

    def _on_failed(self, told: Explanation) -> None:
        pages = self._c.pages
        if self._c.window.page is pages.who:
            pages.who.clear_banner()
            page = pages.connect if self._invited and self._c.plan.sheet is not None else pages.enter
            self._c.to(page)
            page.show_problem(told, self._c.ways_on(told))
        elif self._c.window.page is pages.enter and told.code == "E10":
            if self._met is not None:
                name, wait = called(self._met), tr("Ask them to choose you on their Connect page, or for an invite.")
                pages.enter.show_banner(tr("{name} is not waiting on this network.", name=name), wait)
            else:
                pages.enter.offer_address()
