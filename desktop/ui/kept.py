"""An agreement as text to copy, and with whom it was made. Free of Qt.

Leaves to others: the agreements that are kept (desktop.kept.agreements).
"""

from __future__ import annotations

from desktop.deals.agreement import Agreement
from desktop.deals.in_words import side_by_side
from desktop.deals.outcome import Outcome
from desktop.deals.own_words import SignedWords
from desktop.deals.role_names import role_name
from desktop.deals.sheet import Sheet
from desktop.kept.company import Company
from desktop.language import enumerated, tr
from desktop.strings.outcome import describe_outcome, label_of
from desktop.ui.plain import plain


def as_text(sheet: Sheet, outcome: Outcome, when: str, words: SignedWords | None = None) -> str:
    """What was agreed, as text to copy; what all agreed to write down about it comes first."""
    lines = [plain(sheet.title), when, ""]
    if words is not None and words.signatures:
        written = words.words
        items = {item.id: label_of(item) for item in sheet.items}
        clauses = (f"{items[name]}: {plain(text)}" for name, text in written.clauses if text)
        lines += [plain(written.title), *clauses, *(plain(note) for note in written.notes), ""]
        if written.look_again:
            lines += [tr("Look at this again on {day}.", day=written.look_again), ""]
    lines += describe_outcome(sheet, outcome)
    return "\n".join([*lines, "", tr("Made with Common Ground. A note between us, not legal advice.")]) + "\n"


def with_whom(agreed: Agreement, company: Company | None) -> str:
    """The others in one line; where names are not known, what is known of the roles or how many they are."""
    roster = agreed.record.roster
    if company is None or len(company.names) != len(roster):
        roles = [plain(role_name(seat.role)) for seat in roster if seat.role]
        return enumerated(roles) if roles else tr("{n} people", n=len(roster))
    return side_by_side([name for seat, name in enumerate(signers(agreed, company)) if seat != company.me])


def signers(agreed: Agreement, company: Company | None) -> tuple[str, ...]:
    """How to call everybody who has a seat in an agreement; the role where there is no name, the number at last."""
    roster = agreed.record.roster
    names = company.names if company is not None and len(company.names) == len(roster) else ("",) * len(roster)
    me = -1 if company is None else company.me
    found = []
    for number, (seat, name) in enumerate(zip(roster, names, strict=True)):
        other = plain(name) or plain(role_name(seat.role)) or tr("Person {n}", n=number + 1)
        found.append(tr("You") if number == me else other)
    return tuple(found)
