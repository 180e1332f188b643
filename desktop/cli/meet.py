"""host and join: read the files, run the negotiation, print what comes of it.

Leaves to others: the negotiation itself (desktop.negotiation), reading an invite (p2p.invite).
"""

from __future__ import annotations

import asyncio
import hmac
import os
import sys
from collections.abc import Awaitable, Coroutine, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from desktop import __version__, negotiation
from desktop.attachments.own import look_at
from desktop.attachments.received import Received
from desktop.cli.files import data_folder, read_answers, read_bytes, read_improvement, read_sheet
from desktop.cli.gathering import Gathering, Meeting, read_pasted, reply_shower
from desktop.cli.improving import expected_improvement, improves_own
from desktop.cli.met import find, known_person, show_waiting
from desktop.cli.nearby import Guest, Nearby, host_desk
from desktop.cli.output import FAILED, INTERRUPTED, OK, Output, Told, WrongUsage
from desktop.cli.progress import UNWATCHED_RECONNECT_S, Progress, is_yes
from desktop.cli.reviewing import SheetTalk
from desktop.cli.sheets import from_to
from desktop.cli.typed import typed
from desktop.deals.answers import Answers
from desktop.deals.errors import OtherSheet
from desktop.deals.parse_answers import parse_answers
from desktop.deals.rule import check_seats
from desktop.deals.sheet import Sheet, decode_sheet, digest
from desktop.faults import where_it_failed
from desktop.met import Awaited, join_met
from desktop.negotiation import Around
from desktop.processes import INVITE_VARIABLE
from desktop.run.around import RECONNECT_S, Ways
from desktop.run.stages import Result, Stage
from desktop.strings.errors import explain, explanation, invite_not_used, known_families
from desktop.strings.improve import about_improve
from desktop.strings.outcome import describe_outcome, describe_received, describe_sheet, describe_unfinished
from p2p.errors import InviteError, InviteExpired, InviteIncomplete
from p2p.invite import PREFIX, parse_invite
from p2p.meeting import peek
from p2p.words import are_words

_MAX_INVITE_TEXT = 65_536
_PASTES = 3
"""How often somebody may paste or type an invite."""
T = TypeVar("T")


def host(
    file: str,
    answers_file: str,
    parties: int | None,
    asked: Meeting,
    nearby: Nearby,
    improve: str | None,
    output: Output,
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
        raise WrongUsage(f"This sheet is for {from_to(fewest, most)} people: change --parties.")
    if not sheet.roles:
        check_seats(sheet, ("",) * people)
    met = known_person(asked.met, people) if asked.met is not None else None
    gathering = Gathering(asked, people, output)
    with host_desk(nearby, sheet.language, asked.checked_name(), people, output, gathering.helm) as desk:
        listen = desk.listen_at(asked.listen_at())
        doors = desk.open_doors
        ways = Ways(asked.checked_name(), listen, asked.router(output), gathering.helm, open_doors=doors, met=met)

        def report(stage: Stage) -> None:
            gathering.report(stage)
            desk.report(stage)

        progress = Progress(output, report)
        talk = None if output.as_json else SheetTalk(output, lambda changed: read_answers(changed, answers_file))
        around = replace(_around(progress, ways, talk), store=desk.store, same_words=desk.same_words)
        gathering.hear = desk.hear

        def show_invite(line: str) -> None:
            gathering.show(line)
            desk.show(line)

        async def answer(agreed: Sheet, _: str) -> Answers:
            return answers if agreed == sheet else await asyncio.to_thread(read_answers, agreed, answers_file)

        async def hosting() -> Result:
            if met is not None:
                async with Awaited(met) as awaited:
                    show = show_waiting(met, output, awaited.show)
                    return await negotiation.host(sheet, people, answers.role, answer, show, around)
            run = negotiation.host(sheet, people, answers.role, answer, show_invite, around)
            try:
                return await gathering.while_waiting(desk.while_waiting(run))
            except InviteExpired as error:
                raise Told(invite_not_used()) from error

        return _negotiate(hosting(), progress, output)


def join(
    answers_file: str,
    expect: str | None,
    yes: bool,
    improve: str | None,
    asked: Meeting,
    nearby: Nearby,
    output: Output,
) -> int:
    """commonground join --answers: see the sheet, agree to it, compare."""
    wanted = _expected_digest(expect) if expect else None
    if improve is not None:
        wanted = expected_improvement(improve, wanted)
    if wanted is None and not yes and not sys.stdin.isatty():
        raise WrongUsage(
            "There is no terminal to ask on. Add --expect FILE or --expect DIGEST to compare only that sheet, or --yes"
            " to accept the sheet the invite leads to; look at it first with `commonground join --show`."
        )
    answers_text = read_bytes(answers_file)
    met = known_person(asked.met) if asked.met is not None else None
    on_reply = reply_shower(asked, output)
    ways = Ways(asked.checked_name(), asked.listen_at(), asked.router(output), on_reply=on_reply, met=met)
    guest = Guest(output)
    invite = _find_invite(guest, asked, nearby, output) if met is None else ""
    progress = Progress(output, guest.report)
    given: list[Answers] = []
    taken: list[Sheet] = []
    asks = not yes and wanted is None and not output.as_json
    talk = SheetTalk(output, lambda changed: parse_answers(changed, answers_text)) if asks else None
    around = replace(_around(progress, ways, talk, may_ask=not yes), same_words=guest.same_words)

    async def accept(sheet: Sheet) -> str:
        is_wanted = wanted is None or hmac.compare_digest(digest(sheet), wanted)
        if not is_wanted and not await asyncio.to_thread(improves_own, sheet, wanted or b""):
            raise OtherSheet("another sheet than expected")
        for line in () if wanted is None and not yes else about_improve(sheet):  # else it is shown with the sheet
            output.note(line)
        if wanted is None and not yes and not await _agrees(sheet, output):
            raise _NotWanted
        await take(sheet)
        return given[-1].role

    async def take(sheet: Sheet) -> None:
        given.append(await asyncio.to_thread(look_at, parse_answers(sheet, answers_text), Path(answers_file).parent))
        taken.append(sheet)

    async def answer(agreed: Sheet, _: str) -> Answers:
        if agreed != taken[-1]:  # everybody has accepted a changed copy
            await take(agreed)
        return given[-1]

    async def joining() -> Result:
        if met is not None:
            return await join_met(*await find(met, asked.at, output), accept, answer, around)
        async with guest.callers() as callers:
            here = replace(around, ways=replace(around.ways, callers=callers))
            return await negotiation.join(invite, accept, answer, here)

    try:
        return _negotiate(joining(), progress, output)
    except _NotWanted:
        output.note("Nothing was sent.")
        return FAILED


class _NotWanted(Exception):
    """The person does not want to compare this sheet."""


def show(expect: str | None, asked: Meeting, nearby: Nearby, output: Output) -> int:
    """commonground join --show: print the sheet behind an invite and agree to nothing."""
    wanted = _expected_digest(expect) if expect else None
    invite = _find_invite(Guest(output), asked, nearby, output)
    looking = peek(invite, version=__version__, on_reply=reply_shower(asked, output))
    sheet = decode_sheet(_run(looking, output))
    lines = describe_sheet(sheet)
    output.event("sheet", {"digest": digest(sheet).hex(), "id": sheet.id, "title": sheet.title, "text": lines})
    for line in lines:
        output.say(line)
    output.say()
    output.say(f"Digest: {digest(sheet).hex()}")
    if wanted is not None and not hmac.compare_digest(digest(sheet), wanted):
        raise OtherSheet("another sheet than expected")
    return OK


def _find_invite(guest: Guest, asked: Meeting, nearby: Nearby, output: Output) -> str:
    text = "" if nearby.wanted else _usable_invite(output, asked.invite_file)
    return _run(guest.find_invite(text, nearby), output)


def _usable_invite(output: Output, file: str | None) -> str:
    """What was given; on a terminal, what is neither an invite nor three words can be corrected."""
    for _ in range(_PASTES - 1):
        text = read_invite(output, file)
        if file is not None or not sys.stdin.isatty() or are_words(text):
            return text
        try:
            parse_invite(text)
        except InviteIncomplete as error:
            output.note(explain(error).summary)
            output.note(f"An invite is one line that begins with {PREFIX}1-, or three words.")
        except InviteError:
            return text
        else:
            return text
    return read_invite(output, file)


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


def read_invite(output: Output, file: str | None = None) -> str:
    """From a file if one is named, else the environment, else standard input, else asked for; never from the arguments,
    which others can read. Standard input is read to the end of the invite, or of the three words, or to its own end."""
    if file is not None:
        return read_bytes(file, _MAX_INVITE_TEXT).decode("utf-8", errors="replace")
    given = os.environ.pop(INVITE_VARIABLE, "")
    if given:
        return given
    if sys.stdin.isatty():
        output.note("Paste the invite, or type the three words, and press Enter:")
        return read_pasted(PREFIX)
    text = ""
    while len(text) < _MAX_INVITE_TEXT and not (are_words(text) or _has_invite(text)):
        line = typed.line_now()
        if line is None:
            break
        text += line + "\n"
    if not text.strip():
        raise WrongUsage(f"No invite was given. Set {INVITE_VARIABLE}, pipe it in, or name its file: --invite-file.")
    return text


def _has_invite(text: str) -> bool:
    try:
        parse_invite(text)
    except InviteError:
        return False
    return True


async def _agrees(sheet: Sheet, output: Output) -> bool:
    """Show the sheet and ask whether to compare exactly this one."""
    for line in describe_sheet(sheet):
        output.note(line)
    output.note("")
    return await is_yes("Compare your answers on this sheet?")


def _around(progress: Progress, ways: Ways, talk: SheetTalk | None = None, *, may_ask: bool = True) -> Around:
    watched = sys.stdin.isatty()
    talk = talk if watched else None

    def report(stage: Stage) -> None:
        progress.report(stage)
        if talk is not None:
            talk.report(stage)

    return Around(
        report,
        data_folder(),
        at_desk=None if talk is None else talk.take,
        again=progress.again,
        new_identity=progress.new_identity,
        resume=progress.resume if watched else None,
        without=progress.without if watched and may_ask else None,
        taken_back=progress.taken_back,
        ways=ways,
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
        output.error(progress.explain(error), _opened_fields(progress))
        _tell_opened(progress, output)
        return FAILED
    _print_result(result, progress.seats_in_words(), output)
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


def _print_result(result: Result, seats: str, output: Output) -> None:
    path = None if result.path is None else str(result.path)
    fields: dict[str, object] = {"agreement": path, "stats": result.statistics.to_json()}
    fields |= {**_unfinished_fields(result), **_received_fields(result.received)}
    output.event("outcome", {**result.outcome.to_json(), **fields})
    lines = describe_outcome(result.sheet, result.outcome)
    if any("Person " in line for line in lines):
        output.say(seats)
    for line in lines:
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
