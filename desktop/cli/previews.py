"""preview: what could come out of one's own answers, and what others could work out from it."""

from __future__ import annotations

from fractions import Fraction

from desktop.cli.files import read_answers, read_improvement, read_sheet
from desktop.cli.output import OK, Output, WrongUsage
from desktop.cli.sheets import from_to
from desktop.deals.preview import ItemPreview, likely_seats
from desktop.deals.preview import preview as preview_of
from desktop.strings.errors import plain
from desktop.strings.outcome import label_of

MOST_LISTED = 6


def preview(file: str, answers_file: str, parties: int | None, improve: str | None, output: Output) -> int:
    """commonground preview: one person's own answers and the sheet, nothing else."""
    sheet = read_sheet(file)
    if improve is not None:
        sheet = read_improvement(sheet, improve)
        parties = len(sheet.improve.roles) if sheet.improve is not None else parties
    elif parties is not None and not sheet.seating.fewest <= parties <= sheet.seating.most:
        people = from_to(sheet.seating.fewest, sheet.seating.most)
        raise WrongUsage(f"This sheet is for {people} people in one run: change --parties.")
    answers = read_answers(sheet, answers_file)
    seen = preview_of(sheet, answers, likely_seats(sheet, answers.role, parties))
    output.event("preview", seen.to_json())
    output.say(f"{plain(sheet.title)}: what could come out, and what others could work out. Seen by nobody but you.")
    output.say(f"For {len(seen.seats)} people.")
    for item in sheet.items:
        output.say()
        output.say(label_of(item, answers.role))
        for line in _lines(seen.items[item.id]):
            output.say(f"  {plain(line)}")
    output.say()
    for sentence in seen.sentences:
        output.say(plain(sentence))
    return OK


def _lines(item: ItemPreview) -> list[str]:
    """Outcomes, the likeliest first, sentences, and how well others can guess."""
    outcomes = sorted(item.outcomes, key=lambda one: -one.probability)
    lines = [f"{_percent(one.probability):>4}  {one.text}" for one in outcomes[:MOST_LISTED]]
    if len(outcomes) > MOST_LISTED:
        lines.append(f"      and {len(outcomes) - MOST_LISTED} more")
    return [*lines, *item.sentences, *_guesses(item)]


def _guesses(item: ItemPreview) -> list[str]:
    """The chances to guess the answer; nothing about who is not asked, nor where a sentence says that nobody knows."""
    if not item.guess_before or not (item.exact or item.guess_after < 1):
        return []
    told = [
        f"{_percent(item.guess_after)} after",
        f"{_percent(item.prober)} for somebody who accepts everything to find out",
        *(f"{_percent(chance)} for {k} together" for k, chance in item.colluding.items() if k > 1),
    ]
    at_most = "" if item.exact else "at most "
    return [f"Guessing your answer: {_percent(item.guess_before)} before; {at_most}{', '.join(told)}."]


def _percent(chance: Fraction) -> str:
    """Whole percents, but nothing that can happen is 0 % and nothing that can fail is 100 %."""
    rounded = round(100 * chance)
    if chance > 0 and rounded == 0:
        return "<1%"
    if chance < 1 and rounded == 100:
        return ">99%"
    return f"{rounded}%"
