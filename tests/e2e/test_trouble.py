"""What goes wrong with people and computers: a killed application, half an invite, wrong words, second thoughts."""

from __future__ import annotations

from pathlib import Path

from desktop.deals.sheet import Sheet
from desktop.strings.outcome import label_of
from tests.e2e import stories
from tests.e2e.answering import answer_sheet
from tests.e2e.hands import Keyboard
from tests.e2e.person import Person
from tests.e2e.test_people import Computers, people

SHORT = "love-me-back"
ENTER = "Words, invite text or link"


def begin_short(host: Person) -> None:
    """A short sheet for two, up to the page on which to connect."""
    stories.choose(host, "With one other person", SHORT)


def test_killed_while_answering_and_opened_again(computers: Computers, pictures: Path) -> None:
    """Nothing is lost: the way back into the meeting is offered, and leads to the same page with the same answers."""
    sheet, answers = stories.sample(SHORT, 2)
    with people(computers(2), Keyboard, pictures) as (ana, ben):
        stories.all_of((ana, ben), stories.introduce)
        begin_short(ana)
        stories.enter(ben, stories.show_words(ana))
        ben.press("I'm fine with this sheet")
        ana.arrive("Your answers")
        answer_sheet(ana, sheet, answers[0], stop_after=2)
        ana.hands.until(lambda: ana.starts("Draft saved"), "nothing is saved")
        covered(ana, sheet)
        ana.kill_app()
        ben.arrive("Your answers")
        ana.open_app()
        ana.look_at_app()
        ana.read("Common Ground closed unexpectedly last time.")
        ana.arrive("You were in a meeting with {names}", names=ben.name)
        ana.press("Go back")
        ana.arrive("Your answers")
        ana.press("Review and lock in")
        ana.arrive("Check and lock in")
        ana.press("Show my answers")
        ana.read("{k} answered, {s} skipped.", k=2, s=7)
        ana.read(sheet.items[0].levels[answers[0].by_item["level"]])


def covered(person: Person, sheet: Sheet) -> None:
    """Behind the cover there is nothing, for eyes or ears; then everything is as it was."""
    person.machine.keys("key", "F9")
    person.wait_for(
        lambda there: None if any(one.name == label_of(sheet.items[2]) for one in there) else there[0], "a cover"
    )
    person.photograph("covered")
    assert [one.name for one in person.see() if one.role in ("radio button", "check box", "text")] == []
    person.press("Continue")
    person.read(label_of(sheet.items[2]))


def test_half_an_invite_wrong_words_and_second_thoughts(computers: Computers, pictures: Path) -> None:
    """Each is said on the page where it happened, what was entered stays, the focus is where it is mended."""
    with people(computers(2), Keyboard, pictures) as (ana, ben):
        stories.all_of((ana, ben), stories.introduce)
        begin_short(ana)
        words = stories.show_words(ana).split()
        text = stories.show_text(ana)
        ben.press("Join with an invite")
        ben.arrive("Join with an invite")
        refused(ben, text[:60], "This invite is incomplete.")
        refused(ben, " ".join([words[1], words[0], words[2]]), "Those words do not match.")
        ana.choose(ana.words("Say it"))
        ana.read("Someone entered different words. 2 tries left.")
        ben.fill(ENTER, " ".join(words))
        ben.press("Connect")
        ben.arrive("Look at the sheet")
        ben.press("Leave")
        ben.hands.press(ben.dialog_button(ben.words("Leave")))
        ben.arrive(stories.HOME)
        ana.press("Cancel")
        ana.arrive("Connect")


def refused(person: Person, entered: str, title: str) -> None:
    """It is said why, nothing of what was entered is lost, and the next key goes on mending it."""
    person.fill(ENTER, entered)
    person.press("Connect")
    person.read(title)
    person.photograph(title)
    field = person.find(ENTER, "text")
    person.hands.until(lambda: person.holds_focus(field), f"the focus is on {person.reader.focus}")
    assert person.hands.text_of(field.path) == entered
