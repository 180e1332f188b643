"""S11 with people who are not all fine with the sheet, for the screenshots and for the tests of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desktop.deals.items import LadderItem, MatchItem, PickItem, RankItem
from desktop.deals.sheet import Sheet, canonical
from desktop.run.around import Desk
from desktop.run.stages import Lobby, Reviewing, Suggested
from p2p.lobby import sheet_digest
from tests.ui.fakes import Stand, sample

ROLES = "salary-offer"
GROUP = "friends-holiday"


def name_of(sheet: Sheet) -> bytes:
    return sheet_digest(canonical(sheet))


def changed(sheet: Sheet) -> Sheet:
    """The same with one item more, one less, other options, and another title."""
    items = list(sheet.items)
    named = {item.only_if for item in items}
    last = next(item for item in reversed(items) if item.id not in named)
    items.remove(last)
    for place, item in enumerate(items):
        if isinstance(item, LadderItem) and item.reference < 0:
            items[place] = replace(item, amounts=(*item.amounts, item.amounts[-1] * 2))
        elif isinstance(item, PickItem | RankItem) and not getattr(item, "always", ()):
            items[place] = replace(item, options=(*item.options[:-1], "Four days a week"))
    label = (("", "Could you start two weeks earlier?"),)
    items.append(MatchItem(id="earlier", rule="mutual_yes", label=label, ask=(("", "If the team asks for it."),)))
    marks = sheet.dealbreakers
    if marks is not None and last.id in marks.items:
        marks = replace(marks, items=tuple(one for one in marks.items if one != last.id))
    return replace(sheet, title=f"{sheet.title}, second look", items=tuple(items), dealbreakers=marks)


class FakeDesk(Desk):
    """What the window does with it, and the stage that the thread would publish then."""

    def __init__(self, stand: Stand, sheet: Sheet, seats: tuple[str, ...], me: int, names: tuple[str, ...]) -> None:
        self.stand = stand
        self.base = Suggested(1, -1, sheet, name_of(sheet))
        self.news = Reviewing(
            (self.base,), (frozenset({self.base.name}),) * len(seats), (frozenset(),) * len(seats), (), seats, me, names
        )
        self.suggested: list[Sheet] = []
        talk = stand.session._talk
        assert talk is not None
        talk._desk = self

    @property
    def me(self) -> int:
        return self.news.me

    def tell(self, **changes: object) -> None:
        self.news = replace(self.news, **changes)  # type: ignore[arg-type]  # names of its fields
        self.stand.stage(self.news)

    def stand_of(self, seat: int, *fine: bytes, refused: tuple[bytes, ...] = ()) -> None:
        """Somebody is fine with these, and refuses those."""
        self.tell(
            fine=tuple(frozenset(fine) if n == seat else one for n, one in enumerate(self.news.fine)),
            refused=tuple(frozenset(refused) if n == seat else one for n, one in enumerate(self.news.refused)),
        )

    def propose(self, seat: int, sheet: Sheet) -> Suggested:
        """Somebody suggests this."""
        version = Suggested(max(one.number for one in self.news.versions) + 1, seat, sheet, name_of(sheet))
        others = [one for one in self.news.versions[1:] if one.seat != seat]
        self.news = replace(self.news, versions=(self.base, *others, version))
        self.stand_of(seat, version.name)
        return version

    def write(self, seat: int, text: str) -> None:
        self.tell(notes=(*self.news.notes, (seat, text)))

    def note(self, text: str) -> None:
        self.write(self.me, text)

    def suggest(self, sheet: Sheet) -> None:
        self.suggested.append(sheet)
        self.propose(self.me, sheet)

    def fine(self, name: bytes) -> None:
        mine = {one.name for one in self.news.versions if one.seat == self.me}
        kept = self.news.fine[self.me] - (mine if name == self.base.name else set())
        self.stand_of(self.me, name, *kept, refused=tuple(self.news.refused[self.me] - {name}))

    def look_again(self) -> None:
        self.stand_of(self.me)

    def refuse(self, name: bytes) -> None:
        refused = self.news.refused[self.me] | {name}
        self.stand_of(self.me, *(self.news.fine[self.me] - {name}), refused=tuple(refused))


def reading(stand: Stand, template: str = ROLES, people: int = 2) -> FakeDesk:
    """Somebody who joined is not fine with the sheet; the others are."""
    sheet, answers = sample(template, people)
    stand.flow.pages.home.chose.emit("join")
    stand.flow.pages.enter.connecting.emit("maple otter lamp")
    stand.stage(Lobby(2, 2))
    stand.offer(sheet)
    stand.flow.pages.review.suggest.click()
    names = ("Robin", "Kim", "Ana", "Sam", "Jo")[:people]
    desk = FakeDesk(stand, sheet, tuple(one.role for one in answers), people - 1, names)
    desk.stand_of(desk.me)
    return desk


def joining_to_suggest(stand: Stand) -> None:
    sheet, _ = sample(ROLES)
    stand.flow.pages.home.chose.emit("join")
    stand.flow.pages.enter.connecting.emit("maple otter lamp")
    stand.stage(Lobby(2, 2))
    stand.offer(sheet)
    stand.flow.pages.review.suggest.click()


def asked_to_look(stand: Stand) -> FakeDesk:
    """The other one wants to suggest something; this person is fine."""
    desk = reading(stand)
    desk.stand_of(1 - desk.me)
    desk.fine(desk.base.name)
    return desk


def note_arrived(stand: Stand) -> FakeDesk:
    desk = asked_to_look(stand)
    desk.write(1 - desk.me, "Could we leave the last question out, and talk about the start date first?")
    return desk


def version_arrived(stand: Stand) -> FakeDesk:
    desk = note_arrived(stand)
    desk.propose(1 - desk.me, changed(desk.base.sheet))
    return desk


def accepted_here(stand: Stand) -> FakeDesk:
    desk = reading(stand, GROUP, 3)
    desk.propose(0, changed(desk.base.sheet))
    stand.flow.pages.discuss.go_on()
    return desk


def suggested_here(stand: Stand) -> FakeDesk:
    desk = reading(stand)
    desk.suggest(changed(desk.base.sheet))
    return desk


def rejected_by_other(stand: Stand) -> FakeDesk:
    desk = suggested_here(stand)
    version = desk.news.versions[1]
    desk.stand_of(1 - desk.me, desk.base.name, refused=(version.name,))
    return desk


def rejected_here(stand: Stand) -> FakeDesk:
    desk = version_arrived(stand)
    desk.refuse(desk.news.versions[1].name)
    stand.window.page.clear_banner()
    return desk


def editing_copy(stand: Stand) -> None:
    reading(stand)
    stand.flow.pages.discuss.edit.click()


REVIEW_PAGES: dict[str, Callable[[Stand], object]] = {
    "11-review-suggesting": joining_to_suggest,
    "11-together-reading": reading,
    "11-together-note": note_arrived,
    "11-together-version": version_arrived,
    "11-together-waiting": accepted_here,
    "11-together-suggested": suggested_here,
    "11-together-rejected": rejected_by_other,
    "11-together-rejected-here": rejected_here,
    "11-together-editing": editing_copy,
}
