"""doctor: why other computers may not reach this one, alone or with the other one's help."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

from desktop.cli.output import FAILED, OK, Output
from desktop.doctor.verdict import Examination, Facts, judge
from desktop.strings.errors import explain, known_families


def doctor(output: Output, *, alone: bool, wait: bool, check: bool, with_diagnostics: bool) -> int:
    """commonground doctor: 0 when nothing is bad."""
    from desktop.doctor.probes import look_alone, look_around, look_with_other, wait_for_other

    def show(invite: str) -> None:
        output.event("invite", {"invite": invite})
        output.say("Run this on the other computer and paste the line below: commonground doctor --check")
        output.say(invite)
        output.progress("Waiting for the other computer.")

    try:
        if alone:
            facts = look_alone()
        elif wait:
            facts = _run(wait_for_other(show))
        elif check:
            from desktop.cli.meet import read_invite

            facts = _run(look_with_other(read_invite(output)))
        else:
            output.progress("Listening for other computers.")
            facts = _run(look_around())
    except known_families() as error:
        output.error(explain(error))
        return FAILED
    found = judge(facts)
    _print(found, output)
    if with_diagnostics:
        from desktop.doctor.diagnostics import diagnostics

        text = diagnostics(facts, found)
        output.event("diagnostics", {"text": text})
        output.say()
        output.say(text)
    return OK if found.healthy else FAILED


def _run(work: Awaitable[Facts]) -> Facts:
    async def running() -> Facts:
        return await work

    return asyncio.run(running())


def _print(found: Examination, output: Output) -> None:
    rows = [row.to_json() for row in found.rows]
    output.event("doctor", {"verdict": found.verdict, "code": found.code, "rows": rows})
    output.say(found.verdict)
    output.say()
    for row in found.rows:
        output.say(f"[{row.verdict.value}] {row.sentence}")
        if row.fix:
            output.say(f"       {row.fix}")
