"""Writing down together what was agreed: everybody ends up with one text, and nobody's name stands under another."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from crypto.errors import MalformedMessage
from desktop.agreement_pdf import agreement_pdf
from desktop.deals import own_words
from desktop.deals.answers import Answers
from desktop.deals.errors import InvalidAgreement
from desktop.deals.items import MatchItem
from desktop.deals.own_words import OwnWords, SignedWords
from desktop.deals.reading import encode_json
from desktop.deals.shared_text import CLAUSE, DAY, LEFT_OUT, NOTES, TITLE, SharedText, tidy
from desktop.deals.sheet import Parties, Sheet
from desktop.kept.agreements import Agreements
from desktop.run.around import Around, Pen
from desktop.run.stages import Aborted, Result, Stage, Writing
from desktop.store import Kind, open_or_create
from p2p.identity import verify
from tests.desktop.agreeing import PEOPLE, record, signed
from tests.desktop.negotiations import Person, negotiate, run
from tests.desktop.test_agreement_pdf import read

RECORD = record()


def text_of(seat: int) -> SharedText:
    return SharedText(RECORD, seat, PEOPLE[seat].sign, verify)


def both() -> tuple[SharedText, SharedText]:
    return text_of(0), text_of(1)


@pytest.mark.parametrize("seed", range(12))
def test_all_end_up_with_the_same_text_whatever_arrives_when(seed: int) -> None:
    rng = random.Random(seed)
    people = [SharedText(record(roles=("", "", "")), seat, PEOPLE[seat].sign, verify) for seat in range(3)]
    waiting: dict[tuple[int, int], list[bytes]] = {(a, b): [] for a in range(3) for b in range(3) if a != b}
    for step in range(60):
        one = rng.randrange(3)
        letter = people[one].edit({rng.choice((TITLE, NOTES, CLAUSE + "walk", LEFT_OUT + "food")): f"{one} {step}"})
        for other in range(3):
            if other != one and letter:
                waiting[one, other].append(letter)
        busy = [way for way, letters in waiting.items() if letters]
        for way in rng.sample(busy, k=len(busy) // 2):
            people[way[1]].receive(way[0], waiting[way].pop(0))
    for (one, other), letters in waiting.items():
        for letter in letters:
            people[other].receive(one, letter)
    assert people[0].words() == people[1].words() == people[2].words()
    assert people[0].words().title or people[0].words().notes


def test_it_is_done_when_all_have_signed_the_same() -> None:
    one, other = both()
    other.receive(0, one.edit({TITLE: "Our evening", CLAUSE + "walk": "We walk on Fridays.", DAY: "2027-01-02"}))
    agreed = one.agree()
    assert one.agreed() == {0}
    assert one.done is None
    other.receive(0, agreed)
    assert other.agreed() == {0}
    one.receive(1, other.agree())
    assert one.done == other.done
    assert one.done is not None
    assert one.done.words.clauses[0] == ("walk", "We walk on Fridays.")
    own_words.verify(one.done, RECORD, verify)
    assert one.edit({TITLE: "Something else"}) == b""  # what all have signed stays


def test_any_change_takes_the_consent_away() -> None:
    one, other = both()
    other.receive(0, one.edit({TITLE: "Our evening"}))
    other.receive(0, one.agree())
    one.receive(1, other.edit({NOTES: "And bring a coat."}))
    assert one.agreed() == other.agreed() == frozenset()
    assert one.done is None


def test_who_signs_while_another_writes_still_agrees_to_one_text() -> None:
    """Both agree, one writes on before he hears of it: what both have signed is what counts, on both sides."""
    one, other = both()
    other.receive(0, one.edit({TITLE: "Our evening"}))
    letter = one.agree()
    answer = other.agree()
    late = other.edit({TITLE: "Another evening"})
    other.receive(0, letter)
    one.receive(1, answer)
    one.receive(1, late)
    assert one.done == other.done is not None
    assert one.done is not None
    assert one.done.words.title == "Our evening"


def test_items_can_be_left_out() -> None:
    text = text_of(0)
    text.edit({CLAUSE + "walk": "x", LEFT_OUT + "food": "1", LEFT_OUT + "price": "1", LEFT_OUT + "tell": "1"})
    assert [item_id for item_id, _ in text.words().clauses] == ["walk", "films"]


CHEATS: dict[str, Callable[[SharedText], bytes]] = {
    "no JSON": lambda text: b"nonsense",
    "two kinds": lambda text: encode_json({"agree": [], "set": []}),
    "unknown kind": lambda text: encode_json({"say": []}),
    "unknown field": lambda text: encode_json({"set": [["colour", 1, "red"]]}),
    "an item nobody agreed on": lambda text: encode_json({"set": [[CLAUSE + "nothing", 1, "x"]]}),
    "a text that hides something": lambda text: encode_json({"set": [[TITLE, 1, "a\u202eb"]]}),
    "a text too long": lambda text: encode_json({"set": [[TITLE, 1, "a" * 121]]}),
    "no day": lambda text: encode_json({"set": [[DAY, 1, "tomorrow"]]}),
    "a counter that closes the field": lambda text: encode_json({"set": [[TITLE, 1 << 50, "mine"]]}),
    "a counter of zero": lambda text: encode_json({"set": [[TITLE, 0, "mine"]]}),
    "a counter that is none": lambda text: encode_json({"set": [[TITLE, True, "mine"]]}),
    "no signature": lambda text: encode_json({"agree": ["00" * 32, "00"]}),
    "too large": lambda text: encode_json({"set": [[NOTES, 1, "a" * 50_000]]}),
    "not three parts": lambda text: encode_json({"set": [[TITLE, 1]]}),
}


@pytest.mark.parametrize("cheat", CHEATS)
def test_what_this_program_would_not_write_is_refused(cheat: str) -> None:
    text = text_of(0)
    with pytest.raises(MalformedMessage):
        text.receive(1, CHEATS[cheat](text))
    assert not text.begun


def test_a_signature_of_somebody_else_is_noticed() -> None:
    one, other = both()
    other.receive(0, one.edit({TITLE: "Our evening"}))
    one.agree()
    name = own_words.digest(one.words(), RECORD)
    forged = PEOPLE[2].sign(own_words.words_to_sign(one.words(), RECORD))
    with pytest.raises(MalformedMessage):
        one.receive(1, encode_json({"agree": [name.hex(), forged.hex()]}))
    assert one.done is None


def test_what_cannot_be_shown_is_left_out_before_it_is_sent() -> None:
    assert tidy(TITLE, " a\u202eb\tc ") == "ab c"
    assert tidy(TITLE, "é" * 200) == "é" * 120
    assert tidy(NOTES, "\n\none\ntwo \n") == "one\ntwo"
    assert tidy(DAY, "2027-02-30") == ""
    assert tidy(LEFT_OUT + "x", "yes") == "1"


def signed_words(words: OwnWords, people: tuple[int, ...] = (0, 1)) -> SignedWords:
    message = own_words.words_to_sign(words, RECORD)
    return SignedWords(words, tuple(PEOPLE[seat].sign(message) for seat in people))


def test_kept_words_are_checked_when_they_are_read(tmp_path: Path) -> None:
    words = OwnWords("Our evening", (("walk", "On Fridays."),), ("A note.",), "2027-01-02", "")
    agreed = signed()
    with open_or_create(tmp_path / "store") as store:
        shelf = Agreements(store)
        name = shelf.keep(agreed, 1_795_000_000)
        assert name is not None
        kept = shelf.get(name)
        assert kept is not None
        assert shelf.words_of(kept) is None
        shelf.keep_words(name, agreed, SignedWords(words))
        assert shelf.words_of(kept) == SignedWords(words)
        shelf.keep_words(name, agreed, signed_words(words))
        assert shelf.words_of(kept) == signed_words(words)
        for wrong in (signed_words(words, (0, 2)), signed_words(words, (0,))):
            shelf.keep_words(name, agreed, wrong)
            with pytest.raises(InvalidAgreement):
                shelf.words_of(kept)
        shelf.keep_words(name, signed(first=1_790_000_999), signed_words(replace(words, title="x")))
        assert shelf.words_of(kept) is not None  # the same record, whenever it was signed
        shelf.forget(name)
        assert not store.ids(Kind.OUTCOME)


@pytest.mark.parametrize(
    "words",
    [
        OwnWords("a\u202eb"),
        OwnWords("x", (("nothing", "x"),)),
        OwnWords("x", (("food", "x"), ("walk", "x"))),
        OwnWords("x", (), ("a" * 501,)),
        OwnWords("x", (), ("a",) * 31),
        OwnWords("x", day="soon"),
    ],
)
def test_words_that_cannot_stand_there_are_refused(words: OwnWords) -> None:
    with pytest.raises(InvalidAgreement):
        own_words.check(words, RECORD)
    with pytest.raises(InvalidAgreement):
        own_words.decode(own_words.encode(SignedWords(words), RECORD), signed(), verify)


# ---- with connections


WALK = Sheet(id="walk", title="A walk", parties=Parties(min=2, max=3), items=(MatchItem(id="walk", rule="mutual_yes"),))
YES = Answers(by_item={"walk": True})


@dataclass
class Writer(Person):
    """Somebody who writes when it is time; on_writing is told every Writing once there is a pen."""

    pen: Pen | None = None
    on_writing: Callable[[Writer, Writing], None] = field(default=lambda writer, writing: None)

    def report(self, stage: Stage) -> None:
        self.stages.append(stage)
        if isinstance(stage, Writing) and self.pen is not None:
            asyncio.get_running_loop().call_soon(self.on_writing, self, stage)

    def take(self, pen: Pen) -> None:
        self.pen = pen


def with_pen(person: Person, folder: Path) -> Around:
    plain = Around(person.report, folder / f"person-{person.number}")
    return replace(plain, at_pen=person.take) if isinstance(person, Writer) else plain


def kept_words(folder: Path, person: int) -> SignedWords | None:
    with open_or_create(folder / f"person-{person}" / "store") as store:
        shelf = Agreements(store)
        (kept,) = shelf.all(1_795_000_000)
        return shelf.words_of(kept)


@pytest.mark.parametrize("n", [2, 3])
def test_people_write_it_down_and_all_keep_it(tmp_path: Path, n: int) -> None:
    def on_writing(writer: Writer, writing: Writing) -> None:
        assert writer.pen is not None
        if writer.number == 0 and writing.fields[TITLE] == ("", -1):
            writer.pen.edit({TITLE: "Our walk", CLAUSE + "walk": "On Fridays."})
        elif writing.fields[TITLE][0] and writer.number not in writing.agreed and writing.here:
            writer.pen.agree()

    people = [Writer(number, on_writing=on_writing) for number in range(n)]
    results = run(negotiate(WALK, [YES] * n, tmp_path, people, around_of=with_pen))
    assert all(isinstance(result, Result) for result in results)
    kept = [kept_words(tmp_path, person) for person in range(n)]
    assert kept[0] is not None
    assert kept[0].words.title == "Our walk"
    assert len(kept[0].signatures) == n
    assert all(one == kept[0] for one in kept)
    for person in people:
        last = person.stages[-1]
        assert isinstance(last, Writing)
        assert last.done == kept[0]


def test_who_leaves_ends_it_and_the_draft_is_kept(tmp_path: Path) -> None:
    def on_writing(writer: Writer, writing: Writing) -> None:
        assert writer.pen is not None
        if writer.number == 0:
            writer.pen.edit({TITLE: "Our walk"})
        elif writing.fields[TITLE][0]:
            writer.pen.finish()

    people = [Writer(0, on_writing=on_writing), Writer(1, on_writing=on_writing)]
    results = run(negotiate(WALK, [YES] * 2, tmp_path, people, around_of=with_pen))
    assert all(isinstance(result, Result) for result in results)
    assert [kept_words(tmp_path, n) for n in (0, 1)] == [SignedWords(OwnWords("Our walk", (("walk", ""),)))] * 2
    assert not any(isinstance(stage, Aborted) for person in people for stage in person.stages)


def test_nobody_writes_with_a_program_that_does_not(tmp_path: Path) -> None:
    people = [Writer(0), Person(1)]
    results = run(negotiate(WALK, [YES] * 2, tmp_path, people, around_of=with_pen))
    assert all(isinstance(result, Result) for result in results)
    last = people[0].stages[-1]
    assert isinstance(last, Writing)
    assert not last.here
    assert kept_words(tmp_path, 0) is None
    assert not any(isinstance(stage, Writing) for stage in people[1].stages)


def test_leaving_by_force_after_the_result_takes_nothing_back(tmp_path: Path) -> None:
    def on_writing(writer: Writer, writing: Writing) -> None:
        if writer.task is not None:
            writer.task.cancel()

    people = [Writer(0, on_writing=on_writing), Writer(1, on_writing=on_writing)]
    run(negotiate(WALK, [YES] * 2, tmp_path, people, around_of=with_pen))
    for person in people:
        assert any(isinstance(stage, Result) for stage in person.stages)
        assert not any(isinstance(stage, Aborted) for stage in person.stages)


def test_the_document_has_the_words_that_all_agreed_to_and_no_others() -> None:
    words = OwnWords(
        "Our evening", (("walk", "On Fridays, rain or not."),), ("Bring a coat.",), "2027-01-02", "2028-01-02"
    )
    agreed = signed()
    text = read(agreement_pdf(agreed, verify, signed_words(words)), "-layout")
    for part in (
        "Our evening",
        "On Fridays, rain or not.",
        "Bring a coat.",
        "2 January 2027",
        "2 January 2028",
        "What you agreed",
    ):
        assert part in text
    assert agreement_pdf(agreed, verify, SignedWords(words)) == agreement_pdf(agreed, verify)
    with pytest.raises(InvalidAgreement):
        agreement_pdf(agreed, verify, signed_words(words, (0, 2)))
