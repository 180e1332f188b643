"""Standard streams that fail, are closed, or have lost their reader; and what a program reads of a wrong usage."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.programs import COFFEE, PATIENCE_S, PROJECT, YES, Desk, commonground, compare, inherited

CANARY = "base_pay = [96000]"
FULL = Path("/dev/full")
full = pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full, a disk that is always full")


def shell(desk: Desk, line: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command with its streams redirected by a shell; in `line`, "$@" are the interpreter and the arguments."""
    return subprocess.run(
        ["/bin/sh", "-c", line, "sh", sys.executable, *arguments],
        cwd=PROJECT,
        env={**inherited(), "COMMONGROUND_HOME": str(desk.folder / "home")},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


@full
@pytest.mark.parametrize("mode", [(), ("--json",)])
@pytest.mark.parametrize("command", ["decide", "host"])
def test_a_full_disk_is_said_in_one_sentence(desk: Desk, command: str, mode: tuple[str, ...]) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    more = ["--answers", answers] if command == "decide" else ["--listen", "127.0.0.1:0"]
    ended = shell(desk, '"$@" > /dev/full', "-m", "desktop", command, sheet, "--answers", answers, *more, *mode)
    assert ended.returncode == 1, ended
    assert "could not be written: No space left on device." in ended.stderr
    for wrong in ("Traceback", "E58", "Exception ignored"):
        assert wrong not in ended.stderr


@full
@pytest.mark.parametrize("streams", ["> /dev/full", "> /dev/full 2>&1", ">&- 2>&-"])
def test_a_fault_shows_no_values_where_nothing_can_be_written(desk: Desk, streams: str) -> None:
    code = (
        "import sys\nfrom desktop import cli\nfrom desktop.cli import parser\n"
        f"def broken(*_): raise ValueError({CANARY!r})\n"
        "parser._doctor.__code__ = broken.__code__\n"
        "sys.exit(cli.main(['doctor', '--alone', '--json']))\n"
    )
    ended = shell(desk, f'"$@" {streams}', "-c", code)
    assert ended.returncode == 1
    assert CANARY not in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
    if streams == "> /dev/full":
        assert "ValueError at " in ended.stderr


def test_a_report_that_fails_itself_shows_no_values_in_any_hook() -> None:
    code = (
        "import threading\n"
        "from desktop.cli.process import report_faults_to\n"
        f"def bad(where): raise RuntimeError({CANARY!r})\n"
        "report_faults_to(bad)\n"
        f"def fault(): raise ValueError({CANARY!r})\n"
        "class Left:\n    def __del__(self): fault()\n"
        "Left()\n"
        "thread = threading.Thread(target=fault); thread.start(); thread.join()\n"
        "fault()\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert CANARY not in ended.stderr
    assert ended.stderr.count("ValueError at ") == 3
    assert "Traceback" not in ended.stderr


def test_a_closed_standard_output_leads_nowhere(desk: Desk) -> None:
    ended = shell(desk, '"$@" >&-', "-m", "desktop", "sheet", "check", desk.file("s.deal", COFFEE))
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [("join", "--show"), ("forget", "Ben"), ("people",)])
def test_a_closed_standard_input_is_empty(desk: Desk, arguments: tuple[str, ...]) -> None:
    ended = shell(desk, '"$@" <&-', "-m", "desktop", *arguments)
    assert ended.returncode in (0, 1, 2)
    assert "E58" not in ended.stderr
    assert "AttributeError" not in ended.stderr
    assert (ended.returncode == 0) == (arguments == ("people",))


def test_no_file_of_ours_becomes_a_standard_stream(desk: Desk) -> None:
    code = (
        "import os\nfrom desktop.cli.process import prepare_streams\nprepare_streams()\n"
        "ours = os.open(os.devnull, os.O_RDONLY)\nos._exit(0 if ours > 2 else 1)\n"
    )
    assert shell(desk, '"$@" <&- >&- 2>&-', "-c", code).returncode == 0


def test_a_meeting_goes_on_when_nobody_reads_the_host_any_more(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    host = desk.host(sheet, answers)
    invite = host.invite()
    assert host.process.stdout is not None
    host.process.stdout.close()
    host.process.stdout = None  # nothing is to be read from it at the end, either
    joined = desk.join(invite, answers, "--expect", sheet).end()
    assert joined.code == 0, joined
    assert joined.one("outcome")["agreed"] is True
    said = host.process.communicate(timeout=PATIENCE_S)[1]
    assert host.process.returncode == 1
    assert said.count("nobody reads it any more. The meeting goes on.") == 1
    assert list(desk.folder.glob("home-0/agreements/*")), said


@pytest.mark.parametrize(
    "arguments",
    [
        ("host", "s.deal", "--answers", "a", "--parties", "x"),
        ("host", "s.deal", "--answers", "a", "--parties", "0"),
        ("host", "s.deal"),
        ("host", "s.deal", "--answers", "a", "--nonsense"),
        ("join", "--show", "--answers", "x"),
        ("nonsense",),
    ],
)
def test_a_program_hears_of_every_wrong_usage(desk: Desk, arguments: tuple[str, ...]) -> None:
    ended = desk.run(*arguments, "--json")
    assert ended.code == 2
    assert ended.one("error")["code"] == "E56"
    assert "error: " in ended.stderr
    assert "usage: commonground" in ended.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="file names that are no Unicode are those of Linux")
def test_what_programs_read_is_unicode_whatever_a_file_is_called(desk: Desk) -> None:
    name = os.fsdecode(b"no\xff\xfe \xf0\x9f\x99\x82.deal")
    event = desk.run("decide", name, "--answers", "a", "--answers", "b", "--json").one("error")
    json.dumps(event, ensure_ascii=False).encode()
    assert "no?? \N{SLIGHTLY SMILING FACE}.deal" in str(event["message"])


def test_help_fits_a_narrow_terminal() -> None:
    shown = commonground("bench", "--help", COLUMNS="50").stdout
    assert max(map(len, shown.splitlines())) <= 50
    assert "wide-100k" in " ".join(shown.split())


def test_an_agreement_says_who_signed_where_this_computer_knows(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    host = desk.host(sheet, answers, "--name", "Ana")
    guest = desk.join(host.invite(), answers, "--yes", "--name", "Ben")
    path = Path(str(host.end().one("outcome")["agreement"]))
    assert guest.end().code == 0

    def signers(home: str, action: str) -> list[dict[str, object]]:
        ended = desk.start("agreement", action, str(path), "--json", home=str(desk.folder / home)).end()
        assert ended.code == 0
        found = ended.one("agreement")["signers"]
        assert isinstance(found, list)
        return found

    def words(home: str, action: str, file: Path = path) -> str:
        return commonground("agreement", action, str(file), COMMONGROUND_HOME=str(desk.folder / home)).stdout

    for action in ("verify", "show"):
        ours = signers("home-0", action)
        assert [(one["me"], one["name"]) for one in ours] == [(True, "Ana"), (False, "Ben")]
        shown = words("home-0", action)
        for one, who in zip(ours, ("Person 1 (you)", "Person 2 (Ben)"), strict=True):
            assert f"{who}, key {one['fingerprint']}: signed at " in shown
    assert "Person 1 (Ana), " in words("home-1", "verify")
    strange = signers("nobody", "show")
    assert [one["fingerprint"] for one in strange] == [one["fingerprint"] for one in ours]
    assert not {"me", "name"} & set(strange[0])
    assert "Person 1, key " in words("nobody", "verify")
    assert not (desk.folder / "nobody").exists()

    forged = Path(desk.file("lie.agreement", path.read_text().replace('"value":true', '"value":false')))
    assert forged.read_bytes() != path.read_bytes()
    assert words("home-0", "show", forged).startswith("The signatures do NOT hold")
    assert words("home-0", "show").startswith("A coffee")


def test_a_pdf_makes_no_folders(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    signed = str(compare(desk, sheet, [answers, answers])[0].one("outcome")["agreement"])
    missing = desk.folder / "nope" / "o.pdf"
    ended = desk.run("agreement", "show", signed, "--pdf", str(missing), "--json")
    assert ended.code == 1
    assert ended.one("error")["code"] == "E42"
    assert not missing.parent.exists()
    target = desk.folder / "o.pdf"
    assert desk.run("agreement", "show", signed, "--pdf", str(target), "--json").code == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
