"""demo and bench: what this computer does, with itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.cli.output import OK, Output, Told, WrongUsage
from desktop.deals.sheet import Sheet
from desktop.processes import Event, ProcessesFailed
from desktop.strings import Explanation
from desktop.wording import describe_outcome


def demo(template: str, parties: int | None, output: Output) -> int:
    """commonground demo: one real process per person."""
    from desktop.cli.files import data_folder
    from desktop.demo import find_sample, run_sample

    sample = find_sample(template, parties)
    people = len(sample.answers)
    output.say(f"{sample.sheet.title}: {people} people, one process each on this computer, sample answers.")
    try:
        shown = run_sample(sample, data_folder() / "demo", output.progress)
    except ProcessesFailed as failed:
        raise _told(failed) from failed
    outcomes = [person.last("outcome") or {} for person in shown.people]
    for number, outcome in enumerate(outcomes, 1):
        output.event("outcome", {**{key: value for key, value in outcome.items() if key != "event"}, "party": number})
    _print_transcript(sample.sheet, outcomes, shown.seconds, output)
    return OK


def _told(failed: ProcessesFailed) -> Told:
    return Told(Explanation(failed.code, failed.message, ""))


def _print_transcript(sheet: Sheet, outcomes: Sequence[Event], seconds: float, output: Output) -> None:
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
    for number, outcome in enumerate(outcomes, 1):
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
    from desktop.bench import CIRCUIT_NAMES, PARTIES, measure_core, measure_run

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
                f"{triples.count:>7} triples: {triples.per_second:,.0f} per second and core, "
                f"{triples.bytes_each:.1f} bytes each and direction, and {triples.setup_bytes:,} for the set-up"
            )
        output.say(f"AES-128 on the same core: ECB {core.aes_ecb / 1e9:.1f} GB/s, GCM {core.aes_gcm / 1e9:.1f} GB/s")
    return OK
