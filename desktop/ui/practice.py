"""A practice partner: real processes of this program on this computer that answer a built-in sheet with its samples.

They come through the same invite as anybody else, over loopback; what they keep goes when practice ends.

Leaves to others: saying everywhere that it is practice (the window).
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from pathlib import Path

from desktop.deals import templates
from desktop.deals.errors import RolesClash
from desktop.deals.parse_answers import parse_answers
from desktop.deals.rule import check_seats
from desktop.deals.sheet import Sheet, to_toml
from desktop.processes import HOME_VARIABLE, INVITE_VARIABLE, Launch, run_one

HERE = ("127.0.0.1", 0)
"""Practice never reaches the network."""


def partners_for(template_id: str, sheet: Sheet, people: int, role: str) -> list[bytes]:
    """Answers files of the partners of somebody who practises.

    Args:
        template_id: of the built-in sheet.
        sheet: it, with its sample terms.
        people: in all.
        role: of the person; "" without roles.

    Returns:
        people - 1 files, such that the roles go together.
    """
    samples = templates.sample_answers(template_id, max(people, sheet.parties.min))
    others = list(samples)
    own = next((text for text in samples if parse_answers(sheet, text).role == role), samples[0])
    others.remove(own)
    chosen = others[: people - 1]
    with contextlib.suppress(RolesClash):
        check_seats(sheet, (role, *(parse_answers(sheet, text).role for text in chosen)))
    return chosen


async def play_partners(sheet: Sheet, answers: list[bytes], invite: str) -> None:
    """Let the partners come, answer and compare; returns when all have ended. Cancelling stops them at once.

    Args:
        sheet: what is compared; they accept no other.
        answers: one answers file per partner.
        invite: its line.
    """
    with tempfile.TemporaryDirectory(prefix="commonground-practice-") as name:
        folder = Path(name)
        sheet_file = folder / "sheet.deal"
        sheet_file.write_text(to_toml(sheet), encoding="utf-8")
        launches = [_launch(folder, number, text, sheet_file) for number, text in enumerate(answers, 2)]
        await asyncio.gather(*(run_one(launch, {INVITE_VARIABLE: invite}) for launch in launches))


def _launch(folder: Path, number: int, answers: bytes, sheet_file: Path) -> Launch:
    answers_file = folder / f"partner-{number}.toml"
    answers_file.write_bytes(answers)
    arguments = ("desktop", "join", "--expect", str(sheet_file), "--answers", str(answers_file), "--json")
    return Launch(arguments, {HOME_VARIABLE: str(folder / f"partner-{number}")})
