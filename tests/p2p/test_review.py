"""Agreeing on a sheet before anybody answers: it ends for all with the same version, or for nobody."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from crypto.errors import MalformedMessage
from p2p.errors import SheetMismatch
from p2p.lobby import sheet_digest
from p2p.review import MAX_NOTES, MAX_PROPOSALS, MAX_STANCES, Review
from p2p.sheet_words import AboutSheet, Begin, Close, Note, Proposal, Stance

BASE, BETTER, OTHER = b"the sheet", b"a better sheet", b"another sheet"
NAME, BETTER_NAME, OTHER_NAME = sheet_digest(BASE), sheet_digest(BETTER), sheet_digest(OTHER)


class Room:
    """People, and words between every two of them that arrive in order, each pair at its own time."""

    def __init__(self, people: int, fine: tuple[bool, ...] = ()) -> None:
        self.people = [Review(me, people, BASE) for me in range(people)]
        self.way: dict[tuple[int, int], list[AboutSheet]] = {
            (a, b): [] for a in range(people) for b in range(people) if a != b
        }
        for me, review in enumerate(self.people):
            self.say(me, review.begin(fine=fine[me] if fine else False))

    def say(self, me: int, word: AboutSheet | None) -> None:
        for (sender, _), waiting in self.way.items():
            if sender == me and word is not None:
                waiting.append(word)

    def deliver(self, sender: int, receiver: int) -> None:
        self.people[receiver].hear(sender, self.way[sender, receiver].pop(0))
        self.say(receiver, self.people[receiver].close())

    def settle(self, rng: random.Random | None = None) -> None:
        rng = rng or random.Random(0)
        while busy := [pair for pair, waiting in self.way.items() if waiting]:
            self.deliver(*rng.choice(busy))

    def do(self, me: int, word: AboutSheet | None) -> None:
        assert word is not None
        self.say(me, word)
        self.say(me, self.people[me].close())

    @property
    def outcomes(self) -> set[bytes | None]:
        return {None if one.outcome is None else one.outcome.sheet for one in self.people}


@pytest.mark.parametrize("people", [2, 3, 8])
def test_where_all_are_fine_one_word_is_all(people: int) -> None:
    room = Room(people, (True,) * people)
    assert all(len(waiting) == 1 for waiting in room.way.values())
    room.settle()
    assert room.outcomes == {BASE}
    assert not any(one.open for one in room.people)


def test_a_version_counts_once_all_are_fine_with_it() -> None:
    room = Room(3, (True, True, False))
    room.settle()
    room.do(2, room.people[2].propose(BETTER))
    room.settle()
    assert room.outcomes == {None}
    room.do(0, room.people[0].stance({BETTER_NAME}, ()))
    room.settle()
    assert room.outcomes == {None}
    room.do(1, room.people[1].stance({BETTER_NAME}, ()))
    room.settle()
    assert room.outcomes == {BETTER}


def test_a_refused_version_changes_nothing() -> None:
    room = Room(2, (True, False))
    room.settle()
    room.do(1, room.people[1].propose(BETTER))
    room.settle()
    room.do(0, room.people[0].stance({NAME}, {BETTER_NAME}))
    room.settle()
    assert room.outcomes == {None}
    assert room.people[1].refused_by(0) == {BETTER_NAME}
    room.do(1, room.people[1].stance({NAME}, ()))
    room.settle()
    assert room.outcomes == {BASE}


def test_a_version_that_was_replaced_does_not_count_any_more() -> None:
    """Nobody sees it then, though somebody may still be fine with it from before."""
    room = Room(2, (True, False))
    room.settle()
    room.do(1, room.people[1].propose(BETTER))
    room.do(1, room.people[1].stance((), ()))
    room.settle()
    me = room.people[0]
    room.do(0, me.stance(me.fine_of(0) | {BETTER_NAME}, ()))
    room.settle()
    room.do(1, room.people[1].propose(OTHER))
    room.settle()
    room.do(0, me.stance(me.fine_of(0), {OTHER_NAME}))
    room.do(1, room.people[1].stance({BETTER_NAME}, ()))
    room.settle()
    assert BETTER_NAME in me.fine_of(0) & me.fine_of(1)
    assert room.outcomes == {None}
    room.do(1, room.people[1].stance({NAME}, ()))
    room.settle()
    assert room.outcomes == {BASE}


@pytest.mark.parametrize("seed", range(20))
def test_two_suggest_at_the_same_time_and_both_accept(seed: int) -> None:
    rng = random.Random(seed)
    room = Room(2)
    room.settle()
    room.do(0, room.people[0].propose(BETTER))
    room.do(1, room.people[1].propose(OTHER))
    room.settle(rng)
    room.do(0, room.people[0].stance({BETTER_NAME, OTHER_NAME}, ()))
    room.do(1, room.people[1].stance({BETTER_NAME, OTHER_NAME}, ()))
    room.settle(rng)
    assert room.outcomes == {BETTER}  # the same number: the lower seat


@pytest.mark.parametrize("seed", range(60))
def test_whatever_people_do_all_end_with_the_same(seed: int) -> None:
    rng = random.Random(seed)
    people = rng.choice((2, 3, 4))
    room = Room(people, tuple(rng.random() < 0.3 for _ in range(people)))
    for step in range(80):
        me = rng.randrange(people)
        review = room.people[me]
        names = {version.name for version in review.versions}
        match rng.randrange(8):
            case 0:
                room.say(me, review.propose(b"version %d" % rng.randrange(6)))
            case 1:
                room.say(me, review.note(f"note {step}"))
            case 2:
                room.say(me, review.stance(rng.sample(sorted(names), rng.randint(0, len(names))), ()))
            case 3:  # as the window does: what was clicked before stays
                room.say(me, review.stance(review.fine_of(me) | set(rng.sample(sorted(names), 1)), ()))
        room.say(me, review.close())
        busy = [pair for pair, waiting in room.way.items() if waiting]
        for pair in rng.sample(busy, len(busy) // 2):
            room.deliver(*pair)
    room.settle(rng)
    assert len(room.outcomes) == 1
    for one in room.people:
        assert one.outcome is None or one.outcome in one.versions, "what is settled is what all see"
    if None in room.outcomes:  # it ends as soon as all want the same
        for me, review in enumerate(room.people):
            if (word := review.stance({NAME}, ())) is not None:
                room.do(me, word)
        room.settle(rng)
        assert room.outcomes == {BASE}


def test_nothing_is_said_after_closing_unless_somebody_else_speaks() -> None:
    room = Room(3, (True, True, False))
    room.settle()
    first = room.people[2]
    room.do(2, first.stance({NAME}, ()))
    assert not first.may_speak
    assert first.note("wait") is first.propose(BETTER) is first.stance((), ()) is None
    room.say(1, room.people[1].note("one more thing"))  # before he hears that all are fine
    room.settle()
    assert room.outcomes == {BASE}
    assert all(one.notes == ((1, "one more thing"),) for one in room.people)


def test_how_much_may_still_be_said() -> None:
    review = opened()
    for number in range(MAX_NOTES):
        assert review.has_notes_left
        assert review.note(f"note {number}") is not None
    assert not review.has_notes_left
    assert review.note("one more") is None
    for number in range(MAX_PROPOSALS):
        assert review.has_versions_left
        assert review.propose(b"version %d" % number) is not None
    assert not review.has_versions_left
    assert review.propose(b"one more") is None


def opened() -> Review:
    """A review of two people in which there is something to talk about; the other one has seat 1."""
    review = Review(0, 2, BASE)
    review.begin(fine=True)
    review.hear(1, Begin(NAME, False, (), False))
    return review


def said(review: Review, *words: AboutSheet) -> None:
    for word in words:
        review.hear(1, word)


def closed_by_other(review: Review) -> Close:
    word = review.close()
    assert word is not None
    return word


CHEATS: dict[str, Callable[[Review], None]] = {
    "begins twice": lambda review: said(review, Begin(NAME, False, (), False)),
    "the same stance twice": lambda review: said(review, Stance((NAME,), ()), Stance((NAME,), ())),
    "the stance of the beginning once more": lambda review: said(review, Stance((), ())),
    "fine with what nobody has shown": lambda review: said(review, Stance((BETTER_NAME,), ())),
    "refuses what nobody has shown": lambda review: said(review, Stance((), (BETTER_NAME,))),
    "fine with what it refuses": lambda review: said(review, Stance((NAME,), (NAME,))),
    "a stance out of order": lambda review: said(
        review, Proposal(2, BETTER), Stance(tuple(sorted((NAME, BETTER_NAME), reverse=True)), ())
    ),
    "a version that changes nothing": lambda review: said(review, Proposal(2, BASE)),
    "the same version twice": lambda review: said(review, Proposal(2, BETTER), Proposal(3, BETTER)),
    "a version with an old number": lambda review: said(review, Proposal(3, BETTER), Proposal(3, OTHER)),
    "too many versions": lambda review: said(
        review, *(Proposal(n + 2, b"version %d" % n) for n in range(MAX_PROPOSALS + 1))
    ),
    "too many notes": lambda review: said(review, *(Note(f"note {n}") for n in range(MAX_NOTES + 1))),
    "too many stances": lambda review: said(
        review, *(Stance((NAME,) if n % 2 == 0 else (), ()) for n in range(MAX_STANCES + 1))
    ),
    "goes on before all are fine": lambda review: review.hear_gone(1),
    "closes before all are fine": lambda review: said(review, Close(NAME, review._state[0], review._state[1])),
    "closes over other words": lambda review: said(review, Close(NAME, review._state[0], bytes(32))),
}


@pytest.mark.parametrize("cheat", CHEATS)
def test_who_breaks_the_rules_is_found(cheat: str) -> None:
    with pytest.raises((MalformedMessage, SheetMismatch)):
        CHEATS[cheat](opened())


def test_who_closes_with_another_version_than_all_accept_is_found() -> None:
    review = opened()
    said(review, Stance((NAME,), ()))
    close = closed_by_other(review)
    with pytest.raises(SheetMismatch):
        review.hear(1, replace_close(close, BETTER_NAME))
    assert review.outcome is None


def replace_close(close: Close, name: bytes) -> Close:
    return Close(name, close.counts, close.said)


def test_who_goes_on_talking_after_it_is_over_is_found() -> None:
    room = Room(2, (True, True))
    room.settle()
    for late in (Proposal(2, BETTER), Note("late"), Stance((), ()), Begin(NAME, False, (), True)):
        with pytest.raises(MalformedMessage):
            room.people[0].hear(1, late)


def test_who_tells_people_different_things_is_found() -> None:
    room = Room(3, (True, True, False))
    room.settle()
    for receiver, text in ((0, "yes"), (1, "no")):
        room.way[2, receiver].append(Note(text))
    room.people[2].note("yes")
    room.do(2, room.people[2].stance({NAME}, ()))
    with pytest.raises(MalformedMessage, match="different things"):
        room.settle()
    assert BASE not in room.outcomes


def test_what_was_shown_to_one_only_never_counts() -> None:
    """A version shown to one of two others: like a word that is still on its way, it is waited for."""
    room = Room(3, (False, False, False))
    room.settle()
    hidden = Proposal(2, BETTER)
    room.way[2, 0].append(hidden)
    room.people[2]._note(2, hidden)
    room.settle()
    room.do(0, room.people[0].stance({BETTER_NAME}, ()))
    room.settle()
    room.do(1, room.people[1].stance({BETTER_NAME}, ()))  # as if this person could know it
    room.settle()
    assert room.outcomes == {None}


def again(settled: tuple[bytes, ...], closing: tuple[bytes, ...]) -> list[Review]:
    """Two people who lost each other: what each had settled, and closed with."""
    people = [Review(me, 2, BASE, (BETTER,)) for me in range(2)]
    words = [review.begin(fine=False, settled=settled[me], closing=closing[me]) for me, review in enumerate(people)]
    people[0].hear(1, words[1])
    people[1].hear(0, words[0])
    return people


def test_what_one_had_settled_before_a_loss_is_settled_for_all() -> None:
    people = again((BETTER_NAME, b""), (b"", BETTER_NAME))
    assert [one.outcome and one.outcome.sheet for one in people] == [BETTER, BETTER]
    people = again((b"", b""), (BETTER_NAME, b""))
    assert [one.outcome for one in people] == [None, None]
    assert all(one.open for one in people)


@pytest.mark.parametrize("closing", [b"", NAME])
def test_nobody_can_say_that_another_version_was_settled(closing: bytes) -> None:
    with pytest.raises(SheetMismatch):
        again((BETTER_NAME, b""), (b"", closing))


def test_who_begins_with_another_sheet_is_found() -> None:
    review = Review(0, 2, BASE)
    review.begin(fine=True)
    with pytest.raises(SheetMismatch):
        review.hear(1, Begin(OTHER_NAME, False, (), True))
