"""What follows from the counts: whether another run is allowed, when, and on which terms. Pure; time is an argument.

The highest count decides, whoever has it: a computer whose data was restored or lost counts less, which helps nobody.
Nothing here depends on anybody's answers, so a refusal tells nothing about them.

Source: the `run` table of the sheet (desktop.deals.sheet.RunLimits).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop.deals.sheet import RunLimits
from desktop.ledger.entries import HASH_BYTES, Claim, Entry, Event, Ledger

DAY_S = 86_400
HOUR_S = 3_600
MAX_REMADE, REMADE_DAYS = 3, 30
"""So often in so many days may people go on without what was kept of the run before."""


class Reason(StrEnum):
    """Why a run is not allowed. The last four are found elsewhere (desktop.kept.acquaintance), and by the person."""

    NONE = ""
    USED_UP = "used up"
    COOL_OFF = "cool-off"
    NO_RERUN = "no rerun"
    OTHER_SHEET = "other sheet"
    KEPT_LOST = "kept inputs lost"
    NOT_REPEATABLE = "stopped run lost"
    OTHER_ROLES = "other roles"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Tally:
    """What one list amounts to; the fields are those of Claim."""

    used: int
    in_window: int
    last_at: int
    bound_millibits: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the next run may start, and what to say about it.

    Attributes:
        allowed, reason: reason is NONE when allowed.
        run: number that the next run will have.
        max_runs: of the sheet, in its window.
        in_window: runs that count against max_runs, by the highest count.
        mine: number of the last run in one's own list.
        theirs: identity -> number of the last run it ever claimed.
        went_back: identities that now claim less than they did, or less than this computer knows.
        ready_at: when it will be allowed, seconds since 1970; None when it is now, or never.
        must_only_add: the run has to prove that nothing was taken back.
        keeps_inputs: the inputs of the next run have to stay sealed on their owner's computer.
        bound_millibits: how much all runs so far can have told at most.
        repeats: it is the last run once more, which was stopped: the same inputs in the same order. Not a further run.
        n_remade: 0, or how often in REMADE_DAYS days, this time included, nobody can be held to earlier inputs because
            somebody no longer has them.
    """

    allowed: bool
    reason: Reason
    run: int
    max_runs: int
    in_window: int
    mine: int
    theirs: Mapping[bytes, int]
    went_back: tuple[bytes, ...]
    ready_at: int | None
    must_only_add: bool
    keeps_inputs: bool
    bound_millibits: int
    repeats: bool = False
    n_remade: int = 0

    @property
    def first_meeting(self) -> bool:
        """Nobody knows of an earlier run. Runs under other names cannot be counted: say so."""
        return self.run == 1 and not self.repeats

    @property
    def counts_differ(self) -> bool:
        """Somebody, this computer included, counts fewer runs than another one."""
        counts = (self.mine, *self.theirs.values())
        return min(counts) < max(counts) or bool(self.went_back)


def uses(ledger: Ledger) -> tuple[Entry, ...]:
    """One entry per run, in order."""
    return tuple(entry for entry in ledger.entries if entry.event == Event.USED)


def tally(ledger: Ledger, per_days: int, now: int) -> Tally:
    """What one's own list amounts to.

    Runs whose entries were lost (the numbers jump) count as of the time that the others claimed for their last one.

    Args:
        per_days: window in days, 0 = for ever.
        now: seconds since 1970.
    """
    used = uses(ledger)
    if not used:
        return Tally(0, 0, 0, 0)
    last = used[-1]
    if per_days == 0:
        in_window = last.run
    else:
        since = now - per_days * DAY_S
        lost_at = max((claim.last_at for claim in ledger.claims.values()), default=0)
        n_lost = last.run - len(used) if lost_at > since else 0
        in_window = n_lost + sum(entry.at > since for entry in used)
    return Tally(last.run, in_window, last.at, sum(entry.bound_millibits for entry in used))


def claim_of(ledger: Ledger, per_days: int, now: int, session: bytes) -> Claim:
    """What to tell the others before a run; still to be signed."""
    mine = tally(ledger, per_days, now)
    head = ledger.entries[-1].link() if ledger.entries else bytes(HASH_BYTES)
    return Claim(session, mine.used, mine.in_window, per_days, mine.last_at, mine.bound_millibits, head)


def may_run(
    ledger: Ledger, limits: RunLimits, sheet_digest: bytes, now: int, claims: Mapping[bytes, Claim] | None = None
) -> Verdict:
    """Whether another run of this lineage may start.

    Args:
        ledger: one's own.
        limits: the `run` table of the sheet.
        sheet_digest: 32 bytes, of the sheet to be run.
        now: seconds since 1970.
        claims: identity -> what it claims now. Without, what it claimed before stands: good for showing only.
    """
    mine = tally(ledger, limits.per_days, now)
    live = claims or {}
    known = {key: (*_of(ledger.claims, key), *_of(live, key)) for key in ledger.others}
    everything = [claim for found in known.values() for claim in found]
    theirs = {key: max((claim.used for claim in found), default=0) for key, found in known.items()}
    total = max(mine.used, *theirs.values())
    last_at = max([mine.last_at, *(claim.last_at for claim in everything)])
    in_window = max([mine.in_window, *(claim.in_window for key in known for claim in _of(live, key))])
    if limits.per_days == 0:
        in_window = total
    reason, ready_at = _refusal(ledger, limits, sheet_digest, now, total, in_window, last_at)
    return Verdict(
        allowed=reason == Reason.NONE,
        reason=reason,
        run=total + 1,
        max_runs=limits.max_runs,
        in_window=in_window,
        mine=mine.used,
        theirs=theirs,
        went_back=tuple(key for key, claim in live.items() if claim.used < max(mine.used, theirs.get(key, 0))),
        ready_at=ready_at,
        must_only_add=limits.rerun == "only_add" and total > 0,
        keeps_inputs=_keeps_inputs(limits, in_window + 1),
        bound_millibits=max([mine.bound_millibits, *(claim.bound_millibits for claim in everything)]),
    )


def _of(claims: Mapping[bytes, Claim], key: bytes) -> tuple[Claim, ...]:
    return (claims[key],) if key in claims else ()


def _refusal(
    ledger: Ledger, limits: RunLimits, sheet_digest: bytes, now: int, total: int, in_window: int, last_at: int
) -> tuple[Reason, int | None]:
    if total == 0:
        return Reason.NONE, None
    if limits.rerun == "never":
        return Reason.NO_RERUN, None
    used = uses(ledger)
    if limits.rerun == "only_add" and used and used[-1].sheet_digest != sheet_digest:
        return Reason.OTHER_SHEET, None  # answers to another sheet cannot be compared with those to this one
    if in_window >= limits.max_runs:
        return Reason.USED_UP, _free_again(ledger, limits, now, last_at)
    ready_at = last_at + limits.cool_off_hours * HOUR_S
    if now < ready_at:
        return Reason.COOL_OFF, ready_at
    return Reason.NONE, None


def _free_again(ledger: Ledger, limits: RunLimits, now: int, last_at: int) -> int | None:
    """When enough runs will have left the window; by one's own list if it is complete, otherwise by the last run."""
    if limits.per_days == 0:
        return None
    window = limits.per_days * DAY_S
    times = [entry.at for entry in uses(ledger) if entry.at > now - window]
    complete = bool(times) and times[-1] == last_at and len(times) >= limits.max_runs
    leaves = times[-limits.max_runs] if complete else last_at
    return max(leaves + window, last_at + limits.cool_off_hours * HOUR_S)


def _keeps_inputs(limits: RunLimits, n_in_window: int) -> bool:
    """Only-add needs the earlier inputs as long as a further run can come; with a single run for ever none can."""
    if limits.rerun != "only_add":
        return False
    return limits.per_days > 0 or n_in_window < limits.max_runs


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The last run, which was tossed its order and never came to its end here.

    Attributes:
        run, run_id: of it; run_id is that of the first attempt.
        order: the order coin to be used again; None when this computer stopped before it knew it.
    """

    run: int
    run_id: bytes
    order: bytes | None


def unfinished(ledger: Ledger, sheet_digest: bytes) -> Unfinished | None:
    """The run that may be repeated with everyone's consent, the same inputs and the same order, or None.

    A repeat is not a further run: it does not count against max_runs.
    """
    used = uses(ledger)
    if not used or used[-1].sheet_digest != sheet_digest:
        return None
    first = used[-1]
    about = [entry for entry in ledger.entries if entry.run == first.run]
    if any(entry.event == Event.FINISHED for entry in about):
        return None
    order = next((entry.detail for entry in about if entry.event == Event.ORDER), None)
    return Unfinished(first.run, first.run_id, order)


def n_remade(ledger: Ledger, now: int) -> int:
    """How often in the last REMADE_DAYS days a run was not held to the one before."""
    since = now - REMADE_DAYS * DAY_S
    return sum(entry.event == Event.REMADE and entry.at > since for entry in ledger.entries)
