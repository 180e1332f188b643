"""demo and bench: what this computer does, with itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.cli.output import OK, Output, Told, WrongUsage
from desktop.deals.sheet import Sheet
from desktop.processes import Event, ProcessesFailed
from desktop.strings.errors import Explanation
from desktop.strings.outcome import describe_outcome

if TYPE_CHECKING:
    from desktop.demo import Demonstration


def demo(template: str, parties: int | None, output: Output) -> int:
    """commonground demo: one real process per person."""
    from desktop.cli.files import data_folder
    from desktop.cli.sheets import require_built_in
    from desktop.demo import NotForSoMany, find_sample, run_sample

    require_built_in(template)
    try:
        sample = find_sample(template, parties)
    except NotForSoMany as error:
        raise WrongUsage(f"{error}: change --parties.") from error
    people = len(sample.answers)
    every_pair = f" Every pair compares: {len(sample.runs)} runs." if len(sample.runs) > 1 else ""
    output.say(f"{sample.sheet.title}: {people} people, one process each on this computer, sample answers.{every_pair}")
    try:
        for shown in run_sample(sample, data_folder() / "demo", output.progress):
            _print_run(sample.sheet, shown, len(sample.runs) > 1, output)
    except ProcessesFailed as failed:
        raise _told(failed) from failed
    return OK


def _print_run(sheet: Sheet, shown: Demonstration, in_room: bool, output: Output) -> None:
    """One run: an event for everybody, in a room with whom; then in words."""
    outcomes = [person.last("outcome") or {} for person in shown.people]
    for number, outcome in zip(shown.numbers, outcomes, strict=True):
        others = [other for other in shown.numbers if other != number]
        told = {key: value for key, value in outcome.items() if key != "event"}
        output.event("outcome", {**told, "party": number, **({"with": others[0]} if in_room else {})})
    if in_room:
        output.say()
        output.say(f"Person {shown.numbers[0]} and person {shown.numbers[1]}:")
    _print_transcript(sheet, shown.numbers, outcomes, shown.seconds, output)


def _told(failed: ProcessesFailed) -> Told:
    return Told(Explanation(failed.code, failed.message, ""))


def _print_transcript(
    sheet: Sheet, numbers: Sequence[int], outcomes: Sequence[Event], seconds: float, output: Output
) -> None:
    from desktop.demo import learnt

    if output.as_json:
        return
    same = all(one.get("items") == outcomes[0].get("items") for one in outcomes)
    output.say()
    output.say("All of them learn this, and nothing else:" if same else "The first of them learns this:")
    for line in describe_outcome(sheet, learnt(sheet, outcomes[0])):
        output.say(f"  {line}")
    output.say()
    output.say("          gates   bytes sent    received   steps   seconds")
    for number, outcome in zip(numbers, outcomes, strict=True):
        figures = _table(outcome.get("stats"))
        spent = sum(float(str(part)) for part in _table(figures.get("seconds")).values())
        output.say(
            f"person {number} {figures.get('and_gates', 0):>6} {figures.get('bytes_sent', 0):>12}"
            f" {figures.get('bytes_received', 0):>11} {figures.get('rounds', 0):>7} {spent:>9.2f}"
        )
    output.say(f"In all, starting the processes included: {seconds:.1f} seconds.")


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def bench(circuits: Sequence[str] | None, parties: Sequence[int] | None, with_core: bool, output: Output) -> int:
    """commonground bench: every figure as soon as it is there."""
    from desktop.bench.figures import CIRCUIT_NAMES, PARTIES, measure_core, measure_run

    unknown = [name for name in circuits or () if name not in CIRCUIT_NAMES]
    if unknown:
        raise WrongUsage(f"There is no circuit {unknown[0]!r}; there are {', '.join(CIRCUIT_NAMES)}.")
    output.say("circuit      people    gates  depth  steps  bytes a person  base OT  preparing   online  memory")
    for name in circuits or CIRCUIT_NAMES:
        for people in parties or PARTIES:
            output.progress(f"{name} between {people} processes")
            try:
                run = measure_run(name, people)
            except ProcessesFailed as failed:
                raise _told(failed) from failed
            output.event("run", run.to_json())
            output.say(
                f"{name:<12} {people:>6} {run.and_gates:>8} {run.depth:>6} {run.rounds:>6} {run.bytes_per_party:>15}"
                f" {run.base_ot_s:>6.2f} s {run.preprocessing_s:>8.2f} s {run.online_s:>6.2f} s"
                f" {run.peak_rss_bytes / 1e6:>4.0f} MB"
            )
    if with_core:
        output.progress("One core: triples and AES")
        core = measure_core()
        output.event("core", core.to_json())
        output.say()
        for triples in core.triples:
            output.say(
                f"{triples.count:>7} triples, {triples.parties} people: {triples.cpu_seconds:.2f} s of a core for each "
                f"({core.scaled(triples):.2f} s at 10 GB/s of AES), {triples.per_second:,.0f} a second, "
                f"{triples.bytes_each:.1f} bytes each and direction, {triples.setup_bytes:,} for the set-up"
            )
        output.say(
            f"The same core: AES-128 ECB {core.aes_ecb / 1e9:.1f} GB/s, GCM {core.aes_gcm / 1e9:.1f} GB/s, "
            f"copying memory {core.memory / 1e9:.1f} GB/s"
        )
    return OK
