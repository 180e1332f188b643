"""The arguments of every command. Imports nothing heavy: --help must answer at once."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from typing import NoReturn, TypeAlias

from desktop import __version__
from desktop.cli.output import Output, WrongUsage

Handler: TypeAlias = Callable[[argparse.Namespace, Output], int]

DESCRIPTION = "Find out where you agree without showing what you do not agree on. No server, no account."
EPILOG = """\
A first try, on this computer alone:
  commonground demo

Two computers. The first prints an invite, one line; send it to the other person:
  commonground host sheet.deal --answers mine.toml
  commonground join --show                  look at the sheet first; this agrees to nothing
  commonground join --answers mine.toml     shows the sheet and asks before anything is compared

In one room:
  commonground host sheet.deal --answers mine.toml --nearby      shows three words to say aloud
  commonground join --answers mine.toml                          type the words where the invite is asked for

An invite, or the words, are read from the variable COMMONGROUND_INVITE, from standard input, or asked for. They are
never an argument, because other people on a computer can read the arguments of a running command.
"""


class _Parser(argparse.ArgumentParser):
    """Leaves it to the command to end, so that a program that asked for --json gets its event, too."""

    def error(self, message: str) -> NoReturn:
        """Say it as argparse does, then raise WrongUsage."""
        Output().note(f"{self.format_usage()}{self.prog}: error: {message}")
        raise WrongUsage(f"{message[:1].upper()}{message[1:]}.")


def build_parser() -> argparse.ArgumentParser:
    """The parser, which raises WrongUsage; `arguments.run` is the handler of the command, if there is one."""
    parser: argparse.ArgumentParser = _Parser(
        prog="commonground",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=_formatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"commonground {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    _add_meeting(commands)
    _add_sheets(commands)
    _add_agreements(commands)
    _add_people(commands)
    _add_computer(commands)
    return parser


def _formatter(prog: str) -> argparse.HelpFormatter:
    return argparse.RawDescriptionHelpFormatter(prog, max_help_position=20, width=min(100, _columns()))


def _columns() -> int:
    """Of the terminal, less the two that argparse leaves empty; plenty where there is none."""
    return shutil.get_terminal_size((102, 24)).columns - 2


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _command(commands: _Commands, name: str, summary: str, handler: Handler | None) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name,
        help=summary,
        description=summary[:1].upper() + summary[1:] + ".",
        formatter_class=_formatter,
        allow_abbrev=False,
    )
    if handler is not None:
        parser.set_defaults(run=handler)
    return parser


def _json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print events, one JSON object a line")


def _parties(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 2 <= int(text) <= 8:
        raise argparse.ArgumentTypeError("a number from 2 to 8")
    return int(text)


def _add_meeting(commands: _Commands) -> None:
    demo = _command(commands, "demo", "run one process per person on this computer, with sample answers", _demo)
    demo.add_argument(
        "template",
        nargs="?",
        default="salary-offer",
        metavar="TEMPLATE",
        help="as `templates` lists them; default: salary-offer",
    )
    demo.add_argument("--parties", type=_parties, metavar="N", help="default: as few as the sheet allows")
    _json_option(demo)

    host = _command(commands, "host", "invite others to a sheet and compare", _host)
    host.add_argument("file", metavar="FILE", help="the sheet (.deal)")
    host.add_argument("--answers", required=True, metavar="A.toml", help="your own answers; they never leave here")
    host.add_argument(
        "--parties", type=_parties, metavar="N", help="everyone, you included; default: the sheet's least"
    )
    _meeting_options(host, "where to wait; default: every network, any free port")
    host.add_argument(
        "--with",
        dest="met",
        action="append",
        metavar="NAME",
        help="wait for somebody you met before, without an invite",
    )
    host.add_argument("--invite-file", metavar="FILE", help="write the invite there too; it is removed when it is over")
    host.add_argument(
        "--nearby", action="store_true", help="be found on this network, and show three words that lead to the invite"
    )
    host.add_argument("--show-name", action="store_true", help="with --nearby: let everybody there see your --name")
    _improve_option(host, "find a package better than the one agreed there, for someone and worse for nobody")
    _json_option(host)

    join = _command(commands, "join", "accept an invite, look at the sheet, compare", _join)
    what = join.add_mutually_exclusive_group(required=True)
    what.add_argument("--show", action="store_true", help="print the sheet and its digest; the invite stays usable")
    what.add_argument("--answers", metavar="B.toml", help="your own answers; they never leave here")
    consent = join.add_mutually_exclusive_group()
    consent.add_argument("--expect", metavar="FILE|DIGEST", help="compare only if it is, and stays, exactly this sheet")
    consent.add_argument("--yes", action="store_true", help="accept the sheet the invite leads to, and no change")
    _meeting_options(join, "where the others can reach you, if they have to")
    join.add_argument(
        "--with", dest="met", action="append", metavar="NAME", help="join somebody you met before, without an invite"
    )
    join.add_argument("--invite-file", metavar="FILE", help="read the invite from there")
    join.add_argument(
        "--nearby", action="store_true", help="without an invite or words: choose somebody nearby, and compare words"
    )
    join.add_argument("--from", dest="device_word", metavar="WORD", help="nearby: the word that their computer shows")
    join.add_argument("--at", metavar="ADDR[:PORT]", help="nearby or with words: the address on their screen")
    join.add_argument(
        "--reply", action="store_true", help="print a reply line if they cannot be reached; on a terminal always"
    )
    _improve_option(join, "compare only to improve exactly this agreement")
    _json_option(join)


def _meeting_options(parser: argparse.ArgumentParser, listen: str) -> None:
    parser.add_argument("--listen", metavar="ADDR:PORT", help=listen)
    parser.add_argument("--name", metavar="NAME", help="what the others see; nobody checks it")
    parser.add_argument(
        "--map-port", action="store_true", help="ask the router to let people from other networks in meanwhile"
    )


def _improve_option(parser: argparse.ArgumentParser, summary: str) -> None:
    parser.add_argument("--improve", metavar="AGREEMENT", help=summary)


def _add_sheets(commands: _Commands) -> None:
    templates = _command(
        commands, "templates", "list the ready-made sheets, show one, or settle its open terms", _templates
    )
    which = templates.add_mutually_exclusive_group()
    which.add_argument("--show", metavar="ID", help="print one as a .deal file")
    which.add_argument(
        "--resolve",
        metavar="ID|FILE",
        help="print one, or the sheet of a file, as a .deal file with its open terms settled",
    )
    templates.add_argument(
        "--terms", metavar="T.toml", help="the agreed terms, for --resolve; `sheet terms` prints a file to fill in"
    )

    sheet = _command(commands, "sheet", "check a sheet, or make a blank file of answers or of terms for it", None)
    actions = sheet.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    check = _command(
        actions, "check", "say in words what is wrong with a sheet, and what comparing it costs", _sheet_check
    )
    check.add_argument("file", metavar="FILE")
    answers = _command(actions, "answers", "print a commented blank answers file for a sheet", _sheet_answers)
    answers.add_argument("file", metavar="FILE")
    answers.add_argument("--role", metavar="ROLE", help="default: the sheet's first role")

    terms = _command(
        actions, "terms", "print a commented file for the terms of a sheet that are still to be agreed", _sheet_terms
    )
    terms.add_argument("file", metavar="FILE")

    decide = _command(commands, "decide", "apply a sheet's rules to answers in the clear, without any network", _decide)
    decide.add_argument("file", metavar="FILE")
    decide.add_argument(
        "--answers", required=True, action="append", metavar="A.toml", help="once for every person, in order of seats"
    )
    _improve_option(decide, "as host does with it")
    _json_option(decide)

    preview = _command(
        commands, "preview", "what could come out of your answers, and what others could work out", _preview
    )
    preview.add_argument("file", metavar="FILE", help="the sheet (.deal)")
    preview.add_argument("--answers", required=True, metavar="A.toml", help="your own answers; they never leave here")
    preview.add_argument(
        "--parties", type=_parties, metavar="N", help="everyone, you included; default: the sheet's most"
    )
    _improve_option(preview, "as host does with it")
    _json_option(preview)


def _add_agreements(commands: _Commands) -> None:
    agreement = _command(commands, "agreement", "check or read the signed record of a result", None)
    actions = agreement.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    for name, summary, handler in (
        ("verify", "check who signed it and that nothing was changed, offline", _agreement_verify),
        ("show", "print what was agreed, on which sheet, and by whom", _agreement_show),
    ):
        action = _command(actions, name, summary, handler)
        action.add_argument("file", metavar="FILE")
        if name == "verify":
            action.add_argument(
                "--fault", metavar="NOTE.fault", help="also check a note about a file that was not what its owner said"
            )
        if name == "show":
            action.add_argument("--pdf", metavar="OUT.pdf", help="also write it as a document to print or send")
        _json_option(action)


def _add_people(commands: _Commands) -> None:
    people = _command(commands, "people", "whom this computer remembers, and what was compared with them", _people)
    _json_option(people)
    forget = _command(commands, "forget", "forget people: their keys, the counts, and what was kept", _forget)
    forget.add_argument("who", metavar="WHO", help="a name, or an id that `commonground people` prints")
    forget.add_argument("--yes", action="store_true", help="do not ask")
    _json_option(forget)


def _add_computer(commands: _Commands) -> None:
    doctor = _command(commands, "doctor", "say in words why other computers may not reach this one", _doctor)
    way = doctor.add_mutually_exclusive_group()
    way.add_argument("--alone", action="store_true", help="look at this computer only; nothing is sent")
    way.add_argument("--wait", action="store_true", help="show an invite, and check together with whoever uses it")
    way.add_argument("--check", action="store_true", help="check together with the computer that shows an invite")
    doctor.add_argument(
        "--diagnostics", action="store_true", help="add a text to give away; it says nothing of anybody"
    )
    _json_option(doctor)
    bench = _command(commands, "bench", "measure this computer", _bench)
    bench.add_argument(
        "--circuit",
        action="append",
        metavar="NAME",
        help="only this one: aes-128, sha-256, job-offer, one-match or wide-100k",
    )
    bench.add_argument("--parties", action="append", type=_parties, metavar="N", help="only this many people")
    bench.add_argument("--no-core", action="store_true", help="leave out the figures of a single core")
    _json_option(bench)


# Each handler is imported when its command runs, not before.


def _demo(arguments: argparse.Namespace, output: Output) -> int:
    from desktop.cli import measure

    return measure.demo(arguments.template, arguments.parties, output)


def _host(arguments: argparse.Namespace, output: Output) -> int:
    from desktop.cli import gathering, meet, nearby

    asked = gathering.Meeting(
        arguments.listen, arguments.name, arguments.map_port, arguments.invite_file, met=arguments.met
    )
    near = nearby.Nearby(arguments.nearby, arguments.show_name)
    return meet.host(arguments.file, arguments.answers, arguments.parties, asked, near, arguments.improve, output)


def _join(arguments: argparse.Namespace, output: Output) -> int:
    from desktop.cli import gathering, meet, nearby

    asked = gathering.Meeting(
        arguments.listen,
        arguments.name,
        arguments.map_port,
        arguments.invite_file,
        arguments.reply,
        arguments.met,
        arguments.at,
    )
    near = nearby.Nearby(arguments.nearby, at=arguments.at, device_word=arguments.device_word)
    if arguments.show:
        return meet.show(arguments.expect, asked, near, output)
    return meet.join(arguments.answers, arguments.expect, arguments.yes, arguments.improve, asked, near, output)


def _templates(arguments: argparse.Namespace, output: Output) -> int:
    from desktop.cli import sheets

    return sheets.templates(arguments.show, arguments.resolve, arguments.terms, output)


def _sheet_check(arguments: argparse.Namespace, output: Output) -> int:
    from desktop.cli import sheets

    return sheets.check(arguments.file, output)


def _sheet_answers(arguments: argparse.Namespace, output: Output) -> int:
    from desktop.cli import sheets

    return sheets.blank_answers(arguments.file, arguments.role, output)


def _sheet_terms(arguments: argparse.Namespace, output: Output) -> int:
    from desktop.cli import sheets

    return sheets.blank_terms(arguments.file, output)


def _decide(arguments: argparse.Namespace, output: Output) -> int:
    from desktop.cli import sheets

    return sheets.decide(arguments.file, arguments.answers, arguments.improve, output)


def _preview(arguments: argparse.Namespace, output: Output) -> int:
    from desktop.cli import previews

    return previews.preview(arguments.file, arguments.answers, arguments.parties, arguments.improve, output)


def _agreement_verify(arguments: argparse.Namespace, output: Output) -> int:
    from desktop.cli import agreements

    return agreements.verify_file(arguments.file, arguments.fault, output)


def _agreement_show(arguments: argparse.Namespace, output: Output) -> int:
    from desktop.cli import agreements

    return agreements.show(arguments.file, arguments.pdf, output)


def _people(arguments: argparse.Namespace, output: Output) -> int:
    from desktop.cli import people

    return people.people(output)


def _forget(arguments: argparse.Namespace, output: Output) -> int:
    from desktop.cli import people

    return people.forget_people(arguments.who, arguments.yes, output)


def _doctor(arguments: argparse.Namespace, output: Output) -> int:
    from desktop.cli import health

    return health.doctor(
        output,
        alone=arguments.alone,
        wait=arguments.wait,
        check=arguments.check,
        with_diagnostics=arguments.diagnostics,
    )


def _bench(arguments: argparse.Namespace, output: Output) -> int:
    from desktop.cli import measure

    return measure.bench(arguments.circuit, arguments.parties, not arguments.no_core, output)
