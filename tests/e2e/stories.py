"""What people do with the application, from an empty home to an agreement that anybody can check.

Written once, in English copy; whoever uses another language reads the same pages in that one.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from desktop.deals import agreement, templates
from desktop.deals.agreement import Agreement
from desktop.deals.answers import Answers
from desktop.deals.open_terms import OpenTerm
from desktop.deals.outcome import Outcome
from desktop.deals.parse_answers import parse_answers
from desktop.deals.role_names import role_name
from desktop.deals.rule import decide
from desktop.deals.sheet import Sheet
from p2p.identity import verify
from tests.e2e.answering import answer_sheet, as_ticked
from tests.e2e.hands import Keyboard
from tests.e2e.person import Person
from tests.e2e.reader import Node

WELCOME = "Find what you agree on. Keep the rest to yourself."
HOME = "What would you like to do?"
NOTE = "On Friday at eight."
_WORDS = re.compile(r"\w+(, \w+){2,3}")
"""As a screen reader reads them."""
JOB, HOLIDAY = "salary-offer", "friends-holiday"


def together(*acts: Callable[[], object]) -> None:
    """People act at the same time; whatever goes wrong with one of them is told."""
    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(act) for act in acts]:
            done.result()


def all_of(people: Sequence[Person], act: Callable[[Person], object]) -> None:
    """Everybody does the same at the same time."""
    together(*(lambda one=one: act(one) for one in people))


def sample(template_id: str, people: int) -> tuple[Sheet, list[Answers]]:
    """A built-in sheet with its sample terms, and what people answer."""
    sheet = templates.sample_sheet(template_id)
    return sheet, [as_ticked(parse_answers(sheet, text)) for text in templates.sample_answers(template_id, people)]


# ---- beginning


def introduce(person: Person) -> None:
    """The first start: a name, and home."""
    person.look_at_app()
    person.arrive(WELCOME)
    person.fill("Your first name", person.name)
    person.press("Start")
    person.arrive(HOME)


def choose(host: Person, start: str, template_id: str) -> None:
    """A built-in sheet with its sample terms, up to the page that asks who takes part."""
    host.press(start)
    host.arrive("Choose a sheet")
    host.choose(templates.sample_sheet(template_id).title)
    host.press("Use this sheet")
    draft = templates.load_template(template_id)
    if not isinstance(draft, Sheet):
        host.arrive("Settle this in the open first")
        values = templates.sample_terms(template_id)
        for term in draft.terms:
            if term.id in values:
                _settle(host, term, values[term.id])
        host.photograph("terms")
        host.press("Continue")
    see_what_is_shared(host)


def _settle(host: Person, term: OpenTerm, value: object) -> None:
    if term.type == "choice":
        host.pick(term.label, str(value))
    elif term.type == "date":
        host.fill_date(term.label, str(value))
    elif term.type == "date_range" and isinstance(value, list | tuple):
        host.fill_date(host.words("{name}, from", name=term.label), str(value[0]))
        host.fill_date(host.words("{name}, to", name=term.label), str(value[1]))
    elif isinstance(value, list | tuple):
        host.fill(term.label, "\n".join(map(str, value)))
    else:
        host.fill(term.label, str(value))


def see_what_is_shared(host: Person) -> None:
    """S05, and on."""
    host.arrive("What will be shared")
    host.press("Continue")
    host.arrive("Connect")


# ---- meeting


def show_words(host: Person) -> str:
    """Show an invite; the words that are to be said."""
    host.press("Show an invite")
    host.arrive("Your invite")
    host.read("Say these words to the person next to you.")
    host.photograph("words")
    return shown_words(host).replace(", ", " ")


def show_text(host: Person) -> str:
    """The text of the invite that is shown, to be sent."""
    host.choose(host.words("Send it"))
    field = host.find("Invite text", "text")
    host.photograph("text")
    return next(line for line in host.hands.text_of(field.path).splitlines() if line.startswith("CG1-"))


def enter(guest: Person, invite: str) -> None:
    """Join with words or with an invite, up to the sheet."""
    guest.press("Join with an invite")
    guest.arrive("Join with an invite")
    guest.fill("Words, invite text or link", invite)
    guest.press("Connect")
    guest.arrive("Look at the sheet")


def join_nearby(host: Person, guest: Person) -> None:
    """Join whoever is in the list, with neither words nor an invite, up to the sheet; both compare words."""
    guest.press("Join with an invite")
    guest.arrive("Join with an invite")
    guest.read("People nearby")
    guest.photograph("nobody yet")
    host.press("Show an invite")
    host.arrive("Your invite")
    begins = guest.words("{name} ({word})", name=guest.words("Someone nearby"), word="")[:-1]

    def look(there: list[Node]) -> Node | None:
        return next((one for one in there if one.role == "push button" and one.name.startswith(begins)), None)

    row = guest.wait_for(look, "somebody nearby")
    guest.photograph("nearby")
    word = row.name.removeprefix(begins).rstrip(")")
    assert any(f"“{word}”" in one.name or f"„{word}“" in one.name for one in host.see()), "the word is on their screen"
    guest.hands.press(guest.wait_for(look, "somebody nearby"))  # the list may have changed while it was looked at
    guest.read("You come without their words, so compare these.")
    host.read("Somebody nearby wants to join without the words.")
    host.photograph("somebody wants to join")
    same = [shown_words(one) for one in (host, guest)]
    assert same[0] == same[1]
    all_of((host, guest), lambda one: one.press("They match"))
    guest.arrive("Look at the sheet")


def shown_words(person: Person) -> str:
    """Words that are shown, as a screen reader reads them."""

    def look(there: list[Node]) -> Node | None:
        return next((one for one in there if one.role == "label" and _WORDS.fullmatch(one.name)), None)

    return person.wait_for(look, "words").name


def compare_words(people: Sequence[Person], title: str) -> None:
    """Everybody reads the same words out, and says so."""
    all_of(people, lambda one: one.arrive(title))
    assert len({shown_words(one) for one in people}) == 1
    all_of(people, lambda one: one.press("They match"))


# ---- answering, comparing


def answer_and_lock_in(person: Person, sheet: Sheet, answers: Answers) -> None:
    """Everything, up to locked in."""
    person.arrive("Your answers")
    answer_sheet(person, sheet, answers)
    person.arrive("Check and lock in")
    person.press("Show my answers")
    person.find("Cover my answers", "push button")
    person.photograph("my answers")
    person.press("Lock in")
    person.arrive("Locked in")


def compare(person: Person) -> None:
    """From locked in to what all have in common."""
    person.press("Compare now")
    person.arrive("The result is ready")
    person.press("Show it")
    person.arrive("Your common ground", look=False)


def see_agreement(person: Person) -> None:
    """The agreement as it came out."""
    person.press("See the agreement")
    person.arrive("Your agreement")


def write_down(writer: Person, reader: Person) -> None:
    """Both write down in their own words what they agreed, and agree to the same text."""

    def begin(one: Person) -> None:
        one.press("Make an agreement")
        one.arrive("Write it down together")

    all_of((writer, reader), begin)
    writer.fill("Notes and next steps", NOTE)
    field = reader.find("Notes and next steps", "text")
    reader.hands.until(lambda: reader.hands.text_of(field.path) == NOTE, "what the other one wrote does not come")
    all_of((writer, reader), lambda one: one.press("I agree to this text"))
    all_of((writer, reader), lambda one: one.arrive("Your agreement"))
    all_of((writer, reader), lambda one: one.read(NOTE))


def save(person: Person) -> Agreement:
    """Save the agreement as a file, finish, and read what was saved."""
    person.press("More ways to save")
    person.press("Save as a file to check…")
    button = person.dialog_button("Save")
    person.photograph("save")
    if isinstance(person.hands, Keyboard):
        person.hands.keys("Return")  # the field with the name has the focus
    else:
        person.hands.press(button)
    person.read("Saved to {folder}.", folder=person.home)
    person.photograph("saved")
    person.press("Finish")
    person.arrive(HOME)
    (file,) = person.home.glob("*.agreement")
    verified = person.machine.computer.command("agreement", "verify", str(file), "--json")
    assert verified.code == 0, verified.stderr
    found = agreement.decode(file.read_bytes())
    agreement.verify(found, verify)
    return found


def _as_kept(shown: object) -> object:
    """A file holds of an opened text only its hash."""
    if not isinstance(shown, dict):
        return shown
    if set(shown) == {"text"}:
        return {"blake2b": hashlib.blake2b(str(shown["text"]).encode(), digest_size=32).hexdigest()}
    return {name: _as_kept(value) for name, value in shown.items()}


def expected(sheet: Sheet, answers: Sequence[Answers], coins: bytes) -> Outcome:
    """What the rules say comes out."""
    return decide(sheet, answers, lambda n: hashlib.shake_128(coins).digest(n))


def check(found: Sequence[Agreement], sheet: Sheet, answers: Sequence[Answers]) -> None:
    """All hold the same agreement, complete, and it is what the rules say."""
    assert len({agreement.file_digest(one) for one in found}) == 1
    assert found[0].complete
    outcome = found[0].record.outcome
    one, other = expected(sheet, answers, b"one"), expected(sheet, answers, b"other")
    for item, shown in one.items.items():
        if other.items[item] == shown:  # what is drawn may be something else
            assert outcome.items[item].to_json() == _as_kept(shown.to_json()), item
    assert outcome.blocked == one.blocked


# ---- whole runs


def by_words(host: Person, guest: Person) -> None:
    """The guest enters the words that the host says."""
    enter(guest, show_words(host))


def pair(ana: Person, ben: Person, meet: Callable[[Person, Person], None] = by_words) -> float:
    """A job offer between two; seconds it took."""
    begun = time.monotonic()
    template_id = ana.language.sheets + JOB
    sheet, answers = sample(template_id, 2)
    all_of((ana, ben), introduce)
    choose(ana, "With one other person", template_id)
    ana.choose(ana.words(role_name(answers[0].role)))
    meet(ana, ben)
    ben.choose(ben.words(role_name(answers[1].role)))
    ben.press("I'm fine with this sheet")
    together(
        lambda: answer_and_lock_in(ana, sheet, answers[0]),
        lambda: answer_and_lock_in(ben, sheet, answers[1]),
    )
    all_of((ana, ben), compare)
    write_down(ben, ana)
    found = [save(ana), save(ben)]
    check(found, sheet, answers)
    return time.monotonic() - begun


def group(people: Sequence[Person]) -> float:
    """A holiday of three, one invited by words and one by a text; seconds it took."""
    begun = time.monotonic()
    host, ben, cem = people
    template_id = host.language.sheets + HOLIDAY
    sheet, answers = sample(template_id, 3)
    all_of(people, introduce)
    choose(host, "With a small group (3 to 8)", template_id)
    words = show_words(host)
    text = show_text(host)
    together(lambda: enter(ben, words), lambda: enter(cem, text))
    for guest in (ben, cem):
        guest.press("I'm fine with this sheet")
    compare_words(people, "Group check")
    together(
        *(
            lambda one=one, own=own: answer_and_lock_in(one, sheet, own)
            for one, own in zip(people, answers, strict=True)
        )
    )
    all_of(people, compare)
    all_of(people, see_agreement)
    check([save(one) for one in people], sheet, answers)
    return time.monotonic() - begun
