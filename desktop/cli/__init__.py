"""The command line: the same engine without a window, for testers, facilitators and other programs.

main parses the arguments and runs one command. Exit codes: 0 an outcome was printed or nothing wrong was found; 1 an
error or problems were found; 2 wrong usage; 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from desktop.cli.output import FAILED, INTERRUPTED, OK, USAGE, Output, OutputGone, Told, WrongUsage
from desktop.cli.parser import build_parser
from desktop.cli.process import harden, listen_to_interrupts, prepare_streams, report_faults_to
from desktop.strings.errors import explain, explanation, known_families

NO_WINDOW = (
    "The window cannot be shown here (no screen, or its packages are missing); use one of these commands instead."
)


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code.

    Args:
        arguments: what follows the name of the command.
    """
    prepare_streams()
    parser = build_parser()
    try:
        parsed = parser.parse_args(arguments)
    except WrongUsage as error:  # told already to whoever reads standard error
        wrong = error
        return _guarded(lambda: _refuse(wrong), Output(as_json=True)) if "--json" in arguments else USAGE
    if parsed.command is None:
        sys.stderr.write(f"{NO_WINDOW}\n\n")
        parser.print_help(sys.stderr)
        return USAGE
    in_meeting = parsed.command in {"host", "join"}
    output = Output(as_json=bool(getattr(parsed, "json", False)), in_meeting=in_meeting)
    harden()
    listen_to_interrupts()
    report_faults_to(lambda where: output.error(explanation("E58", where=where)))
    return _guarded(lambda: int(parsed.run(parsed, output)), output)


def _refuse(wrong: WrongUsage) -> int:
    raise wrong


def _guarded(run: Callable[[], int], output: Output) -> int:
    """Run a command. Where what it prints cannot be written, it fails, and says so unless its reader just left."""
    try:
        code = _explained(run, output)
    except OutputGone as gone:
        if gone.reason or output.in_meeting:
            output.note(gone.sentence)
        return FAILED
    return FAILED if code == OK and output.gone is not None else code


def _explained(run: Callable[[], int], output: Output) -> int:
    """Run a command; whatever goes wrong in an expected way becomes an error event and an exit code."""
    try:
        return run()
    except KeyboardInterrupt:
        output.error(explanation("E57"))
        return INTERRUPTED
    except WrongUsage as wrong:
        output.error(explanation("E56", reason=str(wrong)))
        return USAGE
    except Told as told:
        output.error(told.explanation)
        return FAILED
    except known_families() as error:
        output.error(explain(error))
        return FAILED
