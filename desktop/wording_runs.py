"""Runs between the same people in plain words: before a further one, and when there can be none.

The text depends on public counts and the public sheet only.

Leaves to others: the counts (desktop.ledger), asking (the command, the window).
"""

from __future__ import annotations

import math
import time

from desktop.deals.sheet import RunLimits, Sheet
from desktop.ledger import Reason, Verdict
from desktop.ledger.rules import MAX_REMADE, REMADE_DAYS
from desktop.strings import CATALOGUE, SOMEONE, Message

RESUME = (
    "The connection was lost while your answers were being compared. Nothing was opened: nobody has a result.",
    "A new comparison begins from the start, with the same answers. Everyone has to agree.",
)
"""Before a new run where the one before was lost with answers in it."""
FORGETTING = (
    "Forgotten on this computer: the keys by which you recognise each other, how often you compared what, and the"
    " answers that were kept for that. Agreements stay until you delete them.",
    "The others keep what they have: their counts, results and agreements. To them you are somebody new, and a"
    " comparison that was stopped cannot be repeated any more.",
)
"""What forgetting people means."""
_NO_FURTHER = "A further comparison is not possible."
_BODIES = {
    Reason.NO_RERUN: "This sheet is for one comparison only.",
    Reason.OTHER_SHEET: "You compared another version of this sheet before. With this one nobody could see that nothing"
    " is taken back.",
}
_OTHERS = {
    Reason.KEPT_LOST: Message(
        _NO_FURTHER,
        "What was kept of the last comparison is no longer on every computer. Without it nobody could see that this one"
        f" follows from it, and you have gone on without it {MAX_REMADE} times in {REMADE_DAYS} days.",
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


def refusal(verdict: Verdict) -> Message:
    """Why a run is not allowed, and when one will be."""
    if verdict.reason in _OTHERS:
        return _OTHERS[verdict.reason]
    body = _BODIES.get(verdict.reason, "")
    if verdict.reason == Reason.USED_UP:
        body = f"It allows {_times(verdict.max_runs)}."
    if verdict.ready_at is not None:
        body = f"{body} The next one is possible from {_date(verdict.ready_at)}.".strip()
    return Message(CATALOGUE["E53"].title, f"{body} {describe_counts(verdict)}".strip())


def describe_first(verdict: Verdict) -> str:
    """What to know when nobody knows of an earlier run."""
    return (
        "As far as your computers know, you have not compared this sheet with these people before."
        " Comparisons under another name cannot be counted."
        if verdict.first_meeting
        else ""
    )


def describe_counts(verdict: Verdict) -> str:
    """That computers count differently, and which count decides; "" where they do not."""
    if not verdict.counts_differ:
        return ""
    most = max(verdict.mine, *verdict.theirs.values())
    mine = f"This computer counts {_comparisons(verdict.mine)} of this sheet with these people"
    if verdict.mine < most:
        told = f"{mine}, another one {_comparisons(most)}; data was restored or removed here."
    else:
        told = f"{mine}, {SOMEONE} fewer; data was restored or removed there."
    return f"{told} The higher count is used."


def _describe_repeat() -> list[str]:
    return [
        "Your last comparison was stopped while its results were being opened. It can be repeated, if all of you want:"
        " with the same answers and in the same order, so that it shows what it would have shown.",
        "It does not count once more. What you entered then counts, whatever you enter now.",
    ]


def describe_further(sheet: Sheet, verdict: Verdict) -> list[str]:
    """What everybody has to know, and agree to, before a further run, or before a stopped one is repeated."""
    if verdict.repeats:
        return [*_describe_repeat(), *filter(None, [describe_counts(verdict)])]
    window = f" in {sheet.run.per_days} days" if sheet.run.per_days else ""
    lines = [
        f"You have compared this sheet with the same people before: {_times(verdict.in_window)}{window},"
        f" of {_times(sheet.run.max_runs)} that it allows.",
        "All results together tell more than the last one. What comes up now and did not before shows that someone"
        " added it since; what is still missing is missing again.",
    ]
    if verdict.must_only_add:
        lines.append(
            "Everyone can add to the earlier answers, nobody can take anything back: where you do, your earlier answer"
            " counts. Your computers check this together, without showing any answer."
        )
    elif verdict.n_remade:
        lines.append(
            "What was kept of the last comparison is no longer on every computer. So this time nobody can be held to"
            " earlier answers, and everyone may answer differently; draws may come out differently, too. That is"
            f" possible {MAX_REMADE} times in {REMADE_DAYS} days; this is number {verdict.n_remade}."
        )
    else:
        lines.append("Everyone may answer differently from before. The same answers give the same draws.")
    told = math.ceil(verdict.bound_millibits / 1000)
    lines.append(f"So far the results can have told at most as much as {told} answers of yes or no.")
    if verdict.counts_differ:
        lines.append(describe_counts(verdict))
    return lines


def describe_limits(limits: RunLimits) -> str:
    """How often a sheet allows to be compared, and what is kept for that."""
    if limits.rerun == "never" or (limits.max_runs == 1 and not limits.per_days):
        return "The same people can compare this sheet once."
    window = f" in {limits.per_days} days" if limits.per_days else ""
    kept = " Until the last one your answers stay on your computer, encrypted." if limits.rerun == "only_add" else ""
    how = "only adding to earlier answers" if limits.rerun == "only_add" else "with any answers"
    return f"The same people can compare this sheet {_times(limits.max_runs)}{window}, {how}.{kept}"


def describe_compared(runs: int, kept: bool) -> str:
    """How often a sheet was compared with some people, and what is kept of that."""
    compared = f"compared {_times(runs)}" if runs else "not compared yet"
    return f"{compared}; your answers or random numbers are kept, encrypted" if kept else compared


def _comparisons(count: int) -> str:
    return "no comparison" if count == 0 else "1 comparison" if count == 1 else f"{count} comparisons"


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"


def _date(seconds: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(seconds))
