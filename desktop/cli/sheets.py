"""Sheets without a network: the templates, sheet check, sheet answers, decide."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from crypto.params import MAX_PARTIES
from desktop.attachments.transfer import may_hold_files
from desktop.cli.files import SETTLE, read_answers, read_bytes, read_draft, read_improvement, read_sheet
from desktop.cli.output import FAILED, OK, Output, WrongUsage
from desktop.deals import templates as built_in
from desktop.deals.errors import InvalidSheet, RolesClash
from desktop.deals.items import AnyItem, SetItem
from desktop.deals.reading import MAX_SHEET_BYTES
from desktop.deals.sheet import Draft, Sheet, digest, is_large_set, to_toml
from desktop.deals.terms import parse_terms, resolve
from desktop.deals.text import listed, quoted
from desktop.strings.errors import plain
from desktop.strings.outcome import describe_outcome, describe_sheet

_SET_S, _SET_MS = 0.3, 0.04
"""Seconds of one core that a large set takes, and milliseconds more for each place, as measured in docs/sets.md."""


def templates(show: str | None, resolve_id: str | None, terms_file: str | None, output: Output) -> int:
    """commonground templates: the list, one of them, or one with its open terms settled."""
    if resolve_id is None and terms_file is not None:
        raise WrongUsage("--terms belongs to --resolve.")
    if show is not None:
        require_built_in(show)
        output.say(built_in.template_source(show).decode().rstrip("\n"))
    elif resolve_id is not None:
        draft = _built_in_or_file(resolve_id)
        terms = _read_terms(terms_file) if terms_file is not None else {}
        output.say(to_toml(resolve(draft, terms)).rstrip("\n"))
    else:
        for template_id in built_in.template_ids():
            sheet = built_in.load_template(template_id)
            people = from_to(sheet.parties.min, sheet.parties.max)
            room_note = "; two at a time, `demo` shows a room" if sheet.parties.max > MAX_PARTIES else ""
            terms_note = "; has terms to settle first" if isinstance(sheet, Draft) else ""
            output.say(f"{template_id}: {plain(sheet.title)}, for {people} people{room_note}{terms_note}")
            output.say(f"    {plain(sheet.summary)}")
        output.say("To settle the terms of one: templates --show ID > F.deal; sheet terms F.deal > T.toml, fill it in;")
        output.say("    templates --resolve F.deal --terms T.toml > SHEET.deal")
        others = sorted({template_id.split("/")[0] for template_id in built_in.translated_ids()})
        output.say(f"In other languages: {', '.join(f'{tag}/ID' for tag in others)}, such as de/salary-offer.")
    return OK


def require_built_in(template_id: str) -> None:
    """Raises WrongUsage for what is no built-in sheet."""
    known = built_in.template_ids()
    if template_id not in known and template_id not in built_in.translated_ids():
        raise WrongUsage(
            f"There is no built-in sheet {quoted(template_id)}; there are {listed(known, most=len(known))}."
        )


def from_to(low: int, high: int) -> str:
    """A number of people, or how few and how many."""
    return str(low) if low == high else f"{low} to {high}"


def _built_in_or_file(name: str) -> Sheet | Draft:
    if name in built_in.template_ids() or name in built_in.translated_ids():
        return built_in.load_template(name)
    if not Path(name).exists():
        require_built_in(name)
    return read_draft(name)


def _read_terms(file: str) -> dict[str, object]:
    try:
        return parse_terms(read_bytes(file, MAX_SHEET_BYTES))
    except InvalidSheet as error:
        raise WrongUsage(f"--terms: {file} cannot be read as terms: {error.problems[0].message}.") from error


def check(file: str, output: Output) -> int:
    """commonground sheet check: problems in words; without any, what comparing it costs."""
    try:
        sheet = read_draft(file)
    except InvalidSheet as error:
        return _print_problems(error, output)
    if isinstance(sheet, Draft):
        output.say(f"{plain(sheet.title)}: nothing wrong so far. Terms to agree on before it can be compared:")
        for term in sheet.terms:
            output.say(f"  {term.id}: {plain(term.label) or term.type}{' (optional)' if term.optional else ''}")
        output.say(SETTLE)
        return OK
    try:
        costs = _costs(sheet)
    except (InvalidSheet, RolesClash) as error:
        return _print_problems(error, output)
    for line in describe_sheet(sheet):
        output.say(line)
    output.say()
    output.say("Nothing wrong.")
    for line in costs:
        output.say(line)
    output.say(f"Digest: {digest(sheet).hex()}")
    return OK


def _print_problems(error: InvalidSheet | RolesClash, output: Output) -> int:
    output.say(f"{len(error.problems)} {'problem' if len(error.problems) == 1 else 'problems'}:")
    for problem in error.problems:
        output.say(f"  {problem}")
    return FAILED


def _costs(sheet: Sheet) -> list[str]:
    """Gates and bytes for the fewest and for the most people."""
    from crypto.engine import capacity_of, rounds_and_bytes
    from desktop.deals.compiler import compile_sheet
    from desktop.deals.further import sticky_inputs

    lines = []
    for people in sorted({sheet.seating.fewest, sheet.seating.most}):
        compiled = compile_sheet(sheet, _some_seats(sheet, people))
        circuit, claims, sticky = compiled.circuit, compiled.claims, sticky_inputs(compiled, keep=True, further=False)
        capacity = capacity_of(circuit, tuple(range(people)), sticky, claims)
        plan = rounds_and_bytes(people, capacity, circuit, tuple(range(people)), sticky, claims)
        n_bytes = plan.bytes_to_each_peer(0) * (people - 1)
        lines.append(
            f"With {people} people: {circuit.n_ands:,} AND gates of at most 2,000,000, {plan.n_rounds} steps, "
            f"about {_large(n_bytes)} sent by each."
        )
    if may_hold_files(sheet):
        lines.append("With attached files this comes twice, and each adds about 12,000 gates, 1.4 MB and its own size.")
    return [*lines, *(line for item in sheet.items for line in _large_set_costs(item))]


def _large_set_costs(item: AnyItem) -> list[str]:
    """What a set takes that is not in the circuit; nothing for anything else."""
    from crypto import psi, psi_agree
    from crypto.engine import rounds_and_bytes

    if not isinstance(item, SetItem) or not is_large_set(item):
        return []
    size = psi.class_for(item.max_entries)
    seconds = _SET_S + _SET_MS * size / 1000
    n_bytes = sum(length for _, length in psi.message_bytes(size))
    plan = rounds_and_bytes(2, psi_agree.capacity(), psi_agree.equality_circuit())
    return [
        f"{item.id}: {len(psi.message_bytes(size)) + plan.n_rounds} steps more, about "
        f"{_large(n_bytes + plan.bytes_to_each_peer(0))} more sent by each, and {seconds:.1f} s "
        "of work for each computer, a few times that on a slow one."
    ]


def _large(n_bytes: int) -> str:
    return f"{n_bytes / 1e6:.1f} MB" if n_bytes >= 950_000 else f"{n_bytes / 1e3:.0f} kB"


def _some_seats(sheet: Sheet, people: int) -> tuple[str, ...]:
    """One way to fill the seats: every role once, the last one again for whoever is left."""
    roles = sheet.roles or ("",)
    return tuple(roles[min(seat, len(roles) - 1)] for seat in range(people))


def blank_terms(file: str, output: Output) -> int:
    """commonground sheet terms: a commented terms file, with what is usual filled in."""
    from desktop.deals.blank_terms import blank_terms as write

    draft = read_draft(file)
    if isinstance(draft, Sheet):
        raise WrongUsage(f"{plain(draft.title)}: this sheet has no terms to settle; it can be used as it is.")
    output.say(write(draft).rstrip("\n"))
    return OK


def blank_answers(file: str, role: str | None, output: Output) -> int:
    """commonground sheet answers: a commented blank answers file, of the first role unless another one is named."""
    from desktop.deals.blank_answers import blank_answers as write

    sheet = read_sheet(file)
    if role is not None and role not in sheet.roles:
        raise WrongUsage(
            f"--role: this sheet has {'the roles ' + ', '.join(sheet.roles) if sheet.roles else 'no roles'}."
        )
    output.say(write(sheet, role if role is not None else (*sheet.roles, "")[0]).rstrip("\n"))
    return OK


def decide(file: str, answers_files: Sequence[str], improve: str | None, output: Output) -> int:
    """commonground decide: the rule in the clear."""
    from desktop.deals.rule import decide as decide_in_the_clear

    sheet = read_sheet(file)
    if improve is not None:
        sheet = read_improvement(sheet, improve)
    if sheet.improve is None and not sheet.seating.fewest <= len(answers_files) <= sheet.seating.most:
        people = from_to(sheet.seating.fewest, sheet.seating.most)
        raise WrongUsage(f"This sheet is for {people} people in one run: name --answers once for each of them.")
    outcome = decide_in_the_clear(sheet, [read_answers(sheet, name) for name in answers_files])
    output.event("outcome", outcome.to_json())
    for line in describe_outcome(sheet, outcome):
        output.say(line)
    return OK
