"""host and join: read the files, run the negotiation, print what comes of it.

Leaves to others: the negotiation itself (desktop.negotiation), reading an invite (p2p.invite).
"""

from __future__ import annotations

import asyncio
import hmac
import os
import sys
from collections.abc import Awaitable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from desktop import __version__, negotiation
from desktop.around import RECONNECT_S
from desktop.attachments.own import look_at
from desktop.attachments.received import Received
from desktop.cli.files import data_folder, read_answers, read_bytes, read_improvement, read_sheet
from desktop.cli.output import FAILED, INTERRUPTED, OK, Output, Told, WrongUsage
from desktop.cli.process import where_it_failed
from desktop.cli.progress import UNWATCHED_RECONNECT_S, Progress
from desktop.deals import agreement
from desktop.deals.answers import Answers
from desktop.deals.errors import InvalidAgreement, OtherSheet
from desktop.deals.parse_answers import parse_answers
from desktop.deals.rule import check_seats
from desktop.deals.sheet import Sheet, decode_sheet, digest
from desktop.improving import improvement_of
from desktop.negotiation import Around
from desktop.processes import INVITE_VARIABLE
from desktop.stages import Result
from desktop.strings import INVITE_NOT_USED, explain, explanation, known_families
from desktop.wording import describe_outcome, describe_received, describe_sheet, describe_unfinished
from p2p.errors import CannotListen, InviteExpired
from p2p.listener import ANYWHERE, ListenAt, parse_listen
from p2p.meeting import peek

_MAX_INVITE_TEXT = 65_536
T = TypeVar("T")


def host(
    file: str, answers_file: str, parties: int | None, listen: str | None, improve: str | None, output: Output
) -> int:
    """commonground host: invite, wait, compare; with an agreement to improve, its packages only."""
    sheet = read_sheet(file)
    if improve is not None:
        parse_answers(sheet, read_bytes(answers_file))  # the file is for the whole sheet
        sheet = read_improvement(sheet, improve)
    answers = read_answers(sheet, answers_file)
    fewest, most = sheet.seating.fewest, sheet.seating.most
    if sheet.improve is not None:
        fewest = most = len(sheet.improve.roles)
    people = fewest if parties is None else parties
    if not fewest <= people <= most:
        raise WrongUsage(f"This sheet is for {_from_to(fewest, most)} people: change --parties.")
    if not sheet.roles:
        check_seats(sheet, ("",) * people)
    address = _listen_at(listen)
    progress = Progress(output)

    def on_invite(invite: str) -> None:
        output.event("invite", {"invite": invite})
        if not output.as_json:
            others = "the other person" if people == 2 else f"the {people - 1} other people"
            output.note(f"Send this line to {others}; it is valid for 15 minutes:")
            output.say(invite)

    async def answer(_: Sheet, __: str) -> Answers:
        return answers

    async def hosting() -> Result:
        try:
            return await negotiation.host(sheet, people, answers.role, answer, on_invite, _around(progress), address)
        except InviteExpired as error:
            raise Told(INVITE_NOT_USED) from error

    return _negotiate(hosting(), progress, output)


def join(answers_file: str, expect: str | None, yes: bool, improve: str | None, output: Output) -> int:
    """commonground join --answers: see the sheet, agree to it, compare."""
    wanted = _expected_digest(expect) if expect else None
    if improve is not None:
        wanted = _expected_improvement(improve, wanted)
    if wanted is None and not yes and not sys.stdin.isatty():
        raise WrongUsage(
            "There is no terminal to ask on. Add --expect FILE or --expect DIGEST to compare only that sheet, or --yes"
            " to accept the sheet the invite leads to; look at it first with `commonground join --show`."
        )
    answers_text = read_bytes(answers_file)
    invite = read_invite(output)
    if wanted is None and not yes:
        wanted = _ask(_run(peek(invite, version=__version__), output), output)
        if wanted is None:
            output.note("Nothing was sent.")
            return FAILED
    progress = Progress(output)
    given: list[Answers] = []

    async def accept(sheet: Sheet) -> str:
        if wanted is not None and not hmac.compare_digest(digest(sheet), wanted):
            raise OtherSheet("another sheet than expected")
        parsed = parse_answers(sheet, answers_text)
        given.append(await asyncio.to_thread(look_at, parsed, Path(answers_file).parent))
        return given[-1].role

    async def answer(_: Sheet, __: str) -> Answers:
        return given[-1]

    return _negotiate(negotiation.join(invite, accept, answer, _around(progress)), progress, output)


def show(expect: str | None, output: Output) -> int:
    """commonground join --show: print the sheet behind an invite and agree to nothing."""
    wanted = _expected_digest(expect) if expect else None
    sheet = decode_sheet(_run(peek(read_invite(output), version=__version__), output))
    lines = describe_sheet(sheet)
    output.event("sheet", {"digest": digest(sheet).hex(), "id": sheet.id, "title": sheet.title, "text": lines})
    for line in lines:
        output.say(line)
    output.say()
    output.say(f"Digest: {digest(sheet).hex()}")
    if wanted is not None and not hmac.compare_digest(digest(sheet), wanted):
        raise OtherSheet("another sheet than expected")
    return OK


def _listen_at(listen: str | None) -> ListenAt:
    if listen is None:
        return ANYWHERE
    try:
        return parse_listen(listen)
    except CannotListen as error:
        raise WrongUsage(f"--listen: {error}.") from error


def _from_to(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def _expected_digest(expect: str) -> bytes:
    if Path(expect).is_file():
        return digest(read_sheet(expect))
    try:
        wanted = bytes.fromhex(expect)
    except ValueError:
        wanted = b""
    if len(wanted) != 32:
        raise WrongUsage("--expect takes the file of a sheet, or its digest of 64 characters.")
    return wanted


def read_invite(output: Output) -> str:
    """From the environment, else standard input, else asked for; never from the arguments, which others can read."""
    given = os.environ.pop(INVITE_VARIABLE, "")
    if given:
        return given
    if sys.stdin.isatty():
        output.note("Paste the invite and press Enter:")
        return sys.stdin.readline(_MAX_INVITE_TEXT)
    return sys.stdin.read(_MAX_INVITE_TEXT)


def _expected_improvement(file: str, sheet_digest: bytes | None) -> bytes:
    """The digest of a run to improve this agreement, of this sheet where one is named."""
    sheet = improvement_of(read_bytes(file, agreement.MAX_BYTES))
    facts, wanted = sheet.improve, digest(sheet)
    if sheet_digest is not None and facts is not None and sheet_digest not in (facts.sheet, wanted):
        raise InvalidAgreement("it is an agreement of another sheet")
    return wanted


def _ask(untrusted_sheet: bytes, output: Output) -> bytes | None:
    """Show the sheet and ask; its digest when the person agrees to compare exactly this one."""
    sheet = decode_sheet(untrusted_sheet)
    for line in describe_sheet(sheet):
        output.note(line)
    output.note("")
    sys.stderr.write("Compare your answers on this sheet? Type yes or no: ")
    sys.stderr.flush()
    return digest(sheet) if sys.stdin.readline(64).strip().lower() in {"yes", "y"} else None


def _around(progress: Progress) -> Around:
    watched = sys.stdin.isatty()
    return Around(
        progress.report,
        data_folder(),
        again=progress.again,
        resume=progress.resume if watched else None,
        taken_back=progress.taken_back,
        reconnect_s=RECONNECT_S if watched else UNWATCHED_RECONNECT_S,
    )


def _negotiate(run: Coroutine[object, object, Result], progress: Progress, output: Output) -> int:
    try:
        result = _run(run, output)
    except KeyboardInterrupt:
        seen = "You both may have seen different parts of the result." if progress.opened is not None else ""
        output.error(explanation("E57", seen=seen or "Nobody got a result."), _opened_fields(progress))
        _tell_opened(progress, output)
        return INTERRUPTED
    except known_families() as error:
        output.error(explain(error, opening=progress.opened is not None), _opened_fields(progress))
        _tell_opened(progress, output)
        return FAILED
    _print_result(result, output)
    return OK


def _run(coroutine: Awaitable[T], output: Output) -> T:
    async def watched() -> T:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: _note_fault(context, output))
        return await coroutine

    return asyncio.run(watched())


def _note_fault(context: Mapping[str, object], output: Output) -> None:
    """What the event loop would print with all its values: the type and the place only."""
    error = context.get("exception")
    if isinstance(error, BaseException):
        output.note(f"A fault of the program: {where_it_failed(type(error), error.__traceback__)}")


def _opened_fields(progress: Progress) -> dict[str, object]:
    if progress.opened is None:
        return {}
    opened = {item_id: shown.to_json() for item_id, shown in progress.opened.items()}
    return {"opened": opened, **_received_fields(progress.received)}


def _tell_opened(progress: Progress, output: Output) -> None:
    if output.as_json or progress.opened is None:
        return
    if not progress.opened:
        output.say("Nothing was opened on this computer yet.")
    for item_id, shown in progress.opened.items():
        output.say(f"{item_id}: {shown.to_json().get('value', 'not agreed')}")
    for file in progress.received:
        output.say(describe_received(file))


def _print_result(result: Result, output: Output) -> None:
    path = None if result.path is None else str(result.path)
    fields: dict[str, object] = {"agreement": path, "stats": result.statistics.to_json()}
    fields |= {**_unfinished_fields(result), **_received_fields(result.received)}
    output.event("outcome", {**result.outcome.to_json(), **fields})
    for line in describe_outcome(result.sheet, result.outcome):
        output.say(line)
    for file in result.received:
        output.say(describe_received(file))
    for unfinished in result.unfinished:
        output.note(describe_unfinished(result.sheet, unfinished))
    if path is not None:
        output.say(f"The agreement is in {path}")
    if not result.signed:
        output.note(explanation("E27").message)
    figures = result.statistics
    output.note(
        f"{figures.parties} people, {figures.and_gates} gates, {figures.bytes_sent} bytes sent, "
        f"{figures.bytes_received} received, {figures.setup_s + figures.preprocessing_s + figures.online_s:.2f} s"
    )


def _unfinished_fields(result: Result) -> dict[str, object]:
    """Only where a large set was not compared to the end: item id -> why, and what the other side may know."""
    told = {
        unfinished.item_id: {
            "code": explain(unfinished.error).code,
            "message": describe_unfinished(result.sheet, unfinished),
        }
        for unfinished in result.unfinished
    }
    return {"unfinished": told} if told else {}


def _received_fields(received: Sequence[Received]) -> dict[str, object]:
    """Only where files opened: item id -> statement -> where it is, or null where it could not be opened."""
    told: dict[str, dict[str, str | None]] = {}
    for file in received:
        told.setdefault(file.item_id, {})[file.statement] = None if file.path is None else str(file.path)
    return {"received": told} if told else {}
