"""Runs between the same people in plain words: before a further one, and when there can be none.

The text depends on public counts and the public sheet only.

Leaves to others: the counts (desktop.ledger), asking (the command, the window).
"""

from __future__ import annotations

import math
import time

from desktop.deals.items import DiscloseItem
from desktop.deals.sheet import RunLimits, Sheet
from desktop.language import mark, tr, tr_n, translated
from desktop.ledger import Reason, Verdict
from desktop.ledger.rules import MAX_REMADE, REMADE_DAYS
from desktop.strings.catalogue import CATALOGUE, Message

RESUME = mark(
    (
        "The connection was lost while your answers were being compared. Nothing was opened: nobody has a result.",
        "A new comparison begins from the start, with the same answers. Everyone has to agree.",
    )
)
"""Before a new run where the one before was lost with answers in it."""
FORGETTING = mark(
    (
        "Forgotten on this computer: the keys by which you recognise each other, how often you compared what, and the"
        " answers that were kept for that. Agreements stay until you delete them.",
        "The others keep what they have: their counts, results and agreements. To them you are somebody new, and a"
        " comparison that was stopped cannot be repeated any more.",
    )
)
"""What forgetting people means."""
_NO_FURTHER = mark("A further comparison is not possible.")
_BODIES = mark(
    {
        Reason.NO_RERUN: "This sheet is for one comparison only.",
        Reason.OTHER_SHEET: "You compared another version of this sheet before. With this one nobody could see that"
        " nothing is taken back.",
    }
)
_OTHERS = {
    Reason.KEPT_LOST: Message(
        _NO_FURTHER,
        "What was kept of the last comparison is no longer on every computer. Without it nobody could see that this one"
        " follows from it, and you have gone on without it {most} times in {days} days.",
        ("Agree on a sheet with another id if everyone wants to begin anew.",),
    ),
    Reason.NOT_REPEATABLE: Message(
        "The last comparison was stopped and cannot be repeated.",
        "It counts, as its results were about to be opened. What was kept of it is no longer on every computer, or it"
        " came to its end on one of them, so that nobody could see that the same answers are compared.",
        ("Ask whether somebody has the result.", "Agree on a sheet with another id if everyone wants to begin anew."),
    ),
    Reason.OTHER_ROLES: Message(
        _NO_FURTHER,
        "Someone has another role or another place than the last time.",
        ("Take the same roles as before.", "Let the same person invite, and join in the same order."),
    ),
    Reason.DECLINED: Message("You did not agree to a further comparison.", "Nothing was compared."),
}


def refusal(verdict: Verdict) -> tuple[Message, dict[str, str]]:
    """Why a run is not allowed, and when one will be: the message and its facts."""
    if verdict.reason in _OTHERS:
        return _OTHERS[verdict.reason], {"most": str(MAX_REMADE), "days": str(REMADE_DAYS)}
    told = [translated(_BODIES[verdict.reason])] if verdict.reason in _BODIES else []
    if verdict.reason == Reason.USED_UP:
        told.append(tr_n("It allows one comparison.", "It allows {n} comparisons.", verdict.max_runs))
    if verdict.ready_at is not None:
        told.append(tr("The next one is possible from {when}.", when=_date(verdict.ready_at)))
    told += filter(None, [describe_counts(verdict)])
    return CATALOGUE["E53"], {"when": " ".join(told)}


def describe_first(verdict: Verdict) -> str:
    """What to know when nobody knows of an earlier run."""
    return (
        tr(
            "As far as your computers know, you have not compared this sheet with these people before. Comparisons"
            " under another name cannot be counted."
        )
        if verdict.first_meeting
        else ""
    )


def describe_counts(verdict: Verdict) -> str:
    """That computers count differently, and which count decides; "" where they do not."""
    if not verdict.counts_differ:
        return ""
    most = max(verdict.mine, *verdict.theirs.values())
    mine = tr_n(
        "This computer counts one comparison of this sheet with these people.",
        "This computer counts {n} comparisons of this sheet with these people.",
        verdict.mine,
    )
    if verdict.mine < most:
        others = tr_n(
            "Another one counts one; data was restored or removed here.",
            "Another one counts {n}; data was restored or removed here.",
            most,
        )
    else:
        others = tr("Another one counts fewer; data was restored or removed there.")
    return f"{mine} {others} {tr('The higher count is used.')}"


def _describe_repeat() -> list[str]:
    return [
        tr(
            "Your last comparison was stopped while its results were being opened. It can be repeated, if all of you"
            " want: with the same answers and in the same order, so that it shows what it would have shown."
        ),
        tr("It does not count once more. What you entered then counts, whatever you enter now."),
    ]


def describe_further(sheet: Sheet, verdict: Verdict) -> list[str]:
    """What everybody has to know, and agree to, before a further run, or before a stopped one is repeated."""
    if verdict.repeats:
        return [*_describe_repeat(), *filter(None, [describe_counts(verdict)])]
    lines = [
        _before(sheet, verdict.in_window),
        tr(
            "All results together tell more than the last one. What comes up now and did not before shows that someone"
            " added it since; what is still missing is missing again."
        ),
    ]
    if verdict.must_only_add:
        lines.append(
            tr(
                "Everyone can add to the earlier answers, nobody can take anything back: where you do, your earlier"
                " answer counts. Your computers check this together, without showing any answer."
            )
        )
    elif verdict.n_remade:
        lines.append(
            tr(
                "What was kept of the last comparison is no longer on every computer. So this time nobody can be held"
                " to earlier answers, and everyone may answer differently; draws may come out differently, too. That is"
                " possible {most} times in {days} days; this is number {n}.",
                most=MAX_REMADE,
                days=REMADE_DAYS,
                n=verdict.n_remade,
            )
        )
    else:
        lines.append(tr("Everyone may answer differently from before. The same answers give the same draws."))
    lines.append(
        tr_n(
            "So far the results can have told at most as much as one answer of yes or no.",
            "So far the results can have told at most as much as {n} answers of yes or no.",
            math.ceil(verdict.bound_millibits / 1000),
        )
    )
    if any(isinstance(item, DiscloseItem) for item in sheet.items):
        lines.append(tr("Texts and files that were opened come on top of that."))
    if verdict.counts_differ:
        lines.append(describe_counts(verdict))
    return lines


def _before(sheet: Sheet, count: int) -> str:
    """How often these people compared it, and how often it allows."""
    before = tr_n(
        "You have compared this sheet with the same people once before.",
        "You have compared this sheet with the same people {n} times before.",
        count,
    )
    return f"{before} {_allowed(sheet.run)}"


def _allowed(limits: RunLimits) -> str:
    if limits.per_days:
        return tr_n(
            "It allows one comparison in {days} days.",
            "It allows {n} comparisons in {days} days.",
            limits.max_runs,
            days=limits.per_days,
        )
    return tr_n("It allows one comparison.", "It allows {n} comparisons.", limits.max_runs)


def describe_limits(limits: RunLimits) -> str:
    """How often a sheet allows to be compared, and what is kept for that."""
    if limits.rerun == "never" or (limits.max_runs == 1 and not limits.per_days):
        return tr("The same people can compare this sheet once.")
    if limits.per_days == 1:
        often = tr_n(
            "The same people can compare this sheet once a day.",
            "The same people can compare this sheet {n} times a day.",
            limits.max_runs,
        )
    elif limits.per_days:
        often = tr_n(
            "The same people can compare this sheet once in {days} days.",
            "The same people can compare this sheet {n} times in {days} days.",
            limits.max_runs,
            days=limits.per_days,
        )
    else:
        often = tr_n(
            "The same people can compare this sheet once.",
            "The same people can compare this sheet {n} times.",
            limits.max_runs,
        )
    if limits.rerun == "only_add":
        how = tr(
            "Earlier answers can only be added to. Until the last comparison your answers stay on your computer,"
            " encrypted."
        )
    else:
        how = tr("Each time with any answers.")
    return f"{often} {how}"


def describe_compared(runs: int, kept: bool) -> str:
    """How often a sheet was compared with some people, and what is kept of that."""
    compared = tr_n("compared once", "compared {n} times", runs) if runs else tr("not compared yet")
    return tr("{compared}; what is needed to compare again is kept, encrypted", compared=compared) if kept else compared


def _date(seconds: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(seconds))
