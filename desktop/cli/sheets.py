"""Sheets without a network: the templates, sheet check, sheet answers, decide."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.attachments.transfer import may_hold_files
from desktop.cli.files import read_answers, read_bytes, read_draft, read_improvement, read_sheet
from desktop.cli.output import FAILED, OK, Output, WrongUsage
from desktop.deals import templates as built_in
from desktop.deals.errors import InvalidSheet, RolesClash
from desktop.deals.items import AnyItem, SetItem
from desktop.deals.reading import MAX_SHEET_BYTES
from desktop.deals.sheet import Draft, Sheet, digest, is_large_set, to_toml
from desktop.deals.terms import parse_terms, resolve
from desktop.strings.errors import plain
from desktop.strings.outcome import describe_outcome, describe_sheet

_SET_S, _SET_MS = 0.3, 0.04
"""Seconds of one core that a large set takes, and milliseconds more for each place, as measured in docs/sets.md."""


def templates(show: str | None, resolve_id: str | None, terms_file: str | None, output: Output) -> int:
    """commonground templates: the list, one of them, or one with its open terms settled."""
    if resolve_id is None and terms_file is not None:
        raise WrongUsage("--terms belongs to --resolve ID.")
    if show is not None:
        output.say(built_in.template_source(show).decode().rstrip("\n"))
    elif resolve_id is not None:
        terms = parse_terms(read_bytes(terms_file, MAX_SHEET_BYTES)) if terms_file is not None else {}
        output.say(to_toml(resolve(built_in.load_template(resolve_id), terms)).rstrip("\n"))
    else:
        for template_id in built_in.template_ids():
            sheet = built_in.load_template(template_id)
            people = (
                f"{sheet.parties.min}"
                if sheet.parties.min == sheet.parties.max
                else (f"{sheet.parties.min} to {sheet.parties.max}")
            )
            terms_note = "; has terms to settle first" if isinstance(sheet, Draft) else ""
            output.say(f"{template_id}: {plain(sheet.title)}, for {people} people{terms_note}")
            output.say(f"    {plain(sheet.summary)}")
        others = sorted({template_id.split("/")[0] for template_id in built_in.translated_ids()})
        output.say(f"In other languages: {', '.join(f'{tag}/ID' for tag in others)}, such as de/salary-offer.")
    return OK


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
    outcome = decide_in_the_clear(sheet, [read_answers(sheet, name) for name in answers_files])
    output.event("outcome", outcome.to_json())
    for line in describe_outcome(sheet, outcome):
        output.say(line)
    return OK
