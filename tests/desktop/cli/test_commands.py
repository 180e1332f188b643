"""The command line as people and programs meet it: help, usage, wrong inputs, and the shape of what it prints."""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop import __version__, cli
from desktop.cli import meet
from desktop.cli.output import Output
from desktop.cli.parser import build_parser
from desktop.cli.typed import Typed
from p2p.invite import Invite, encode_invite
from p2p.secret import Secret
from tests.desktop.programs import COFFEE, NO, TWO_ROLES, YES, Desk, Ended, commonground


def invite_line(expires_in_s: float = 600, port: int = 9) -> str:
    """A well-made invite to nowhere."""
    return encode_invite(
        Invite(
            secret=Secret(bytes(range(32))),
            parties=2,
            expires=int(time.time() + expires_in_s),
            addresses=("127.0.0.1",),
            port=port,
        )
    )


# Help and usage


def test_help_lists_every_command_and_is_quick() -> None:
    times = []
    for _ in range(3):
        started = time.monotonic()
        shown = commonground("--help")
        times.append(time.monotonic() - started)
    assert shown.returncode == 0
    commands = ["demo", "host", "join", "templates", "sheet", "decide", "preview", "agreement", "people", "forget"]
    for command in [*commands, "doctor", "bench"]:
        assert f"    {command} " in shown.stdout or f"    {command}\n" in shown.stdout
    for absent in ("room", "study"):
        assert f"    {absent} " not in shown.stdout
    assert min(times) < 0.5, times  # under 0.2 s where nothing else runs


def test_the_documents_say_which_commands_have_json() -> None:
    def options_of(parser: argparse.ArgumentParser, name: str) -> list[tuple[str, bool]]:
        inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        if not inner:
            return [(name, "--json" in parser._option_string_actions)]
        within = [pair for choices in inner for pair in choices.choices.items()]
        return [one for each, sub in within for one in options_of(sub, name or each)]

    without = {name for name, has_json in options_of(build_parser(), "") if not has_json}
    assert without == {"templates", "sheet"}
    for document in ("README.md", "docs/CHANGELOG.md"):
        text = " ".join((Path(__file__).parents[3] / document).read_text(encoding="utf-8").split())
        assert "ll but `templates` and `sheet`" in text, document


def test_help_loads_nothing_heavy() -> None:
    heavy = ("numpy", "cryptography", "nacl", "msgspec", "asyncio", "PySide6", "zeroconf")
    code = (
        "import sys, desktop.cli\n"
        "try: desktop.cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        f"assert not set({heavy!r}) & set(sys.modules), set({heavy!r}) & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_version() -> None:
    assert commonground("--version").stdout.strip() == f"commonground {__version__}"


def test_without_a_screen_it_says_that_there_is_no_window() -> None:
    shown = commonground(QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    assert shown.returncode == 2
    assert shown.stdout == ""
    assert "The window cannot be shown here" in shown.stderr
    assert "  host " in shown.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("host",),
        ("host", "x.deal"),
        ("join",),
        ("join", "--show", "--answers", "x"),
        ("join", "--answers", "x", "--yes", "--expect", "y"),
        ("join", "CG1-AAAA"),
        ("sheet",),
        ("sheet", "check"),
        ("decide", "x.deal"),
        ("host", "x.deal", "--answers", "a", "--parties", "1"),
        ("host", "x.deal", "--answers", "a", "--parties", "9"),
        ("host", "x.deal", "--answers", "a", "--parties", "two"),
        ("templates", "--show", "a", "--resolve", "b"),
        ("templates", "--terms", "t.toml"),
        ("agreement", "destroy", "x"),
        ("bench", "--circuit", "md5"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    ended = commonground(*arguments)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr
    assert "Traceback" not in ended.stderr


def test_joining_without_a_terminal_needs_consent_beforehand(desk: Desk) -> None:
    ended = desk.run("join", "--answers", desk.file("b.toml", YES), "--json", invite=invite_line())
    assert ended.code == 2
    assert ended.one("error")["code"] == "E56"
    message = str(ended.one("error")["message"])
    assert "--expect" in message
    assert "--yes" in message
    assert "--show" in message


@pytest.mark.parametrize("listen", ["localhost:1", "1.2.3:4", "127.0.0.1:99999", "nonsense"])
def test_a_listen_address_that_is_none(desk: Desk, listen: str) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    assert desk.run("host", sheet, "--answers", answers, "--listen", listen, "--json").code == 2


def test_too_many_people_for_the_sheet(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", TWO_ROLES), desk.file("a.toml", 'role = "giver"\n')
    ended = desk.run("host", sheet, "--answers", answers, "--parties", "3", "--json")
    assert ended.code == 2
    assert "2 people" in str(ended.one("error")["message"])


# Wrong files. In this process, because a process of its own for each takes half a second.


@dataclass
class Here:
    """Runs commands inside the test process."""

    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> Ended:
        started = time.monotonic()
        code = cli.main(arguments)
        out, err = self.capsys.readouterr()
        return Ended([json.loads(line) for line in out.splitlines()], err, code, time.monotonic() - started)

    def error(self, *arguments: str) -> dict[str, object]:
        ended = self.run(*arguments, "--json")
        assert ended.code == 1
        return ended.one("error")


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Here:
    for name in ("harden", "listen_to_interrupts", "report_faults_to"):
        monkeypatch.setattr(cli, name, lambda *_: None)
    monkeypatch.setenv("COMMONGROUND_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    return Here(capsys)


def test_files_that_are_not_there(here: Here, desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    assert here.error("host", str(desk.folder / "no.deal"), "--answers", answers)["code"] == "E59"
    assert here.error("host", sheet, "--answers", str(desk.folder / "no.toml"))["code"] == "E59"
    assert here.error("host", str(desk.folder), "--answers", answers)["code"] == "E59"
    assert here.error("decide", sheet, "--answers", answers, "--answers", str(desk.folder / "no.toml"))["code"] == "E59"
    assert here.error("join", "--answers", str(desk.folder / "no"), "--yes")["code"] == "E59"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not toml at all [",
        "format = 1\n",
        COFFEE.replace('kind = "match"', 'kind = "poker"'),
        COFFEE.replace('id = "coffee"\nkind', 'colour = "red"\nid = "coffee"\nkind'),
        COFFEE.replace("min = 2", "min = 5"),
        b"\xff\xfe\x00",
        b"\x7fELF" + bytes(1000),
    ],
    ids=range(8),
)
def test_sheets_that_are_none(here: Here, desk: Desk, text: str | bytes) -> None:
    sheet, answers = desk.file("s.deal", text), desk.file("a.toml", YES)
    assert here.error("host", sheet, "--answers", answers)["code"] in {"E30", "E52"}
    checked = commonground("sheet", "check", sheet)
    assert checked.returncode == 1
    assert "Traceback" not in checked.stderr + checked.stdout


def test_a_sheet_of_a_newer_version(here: Here, desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE.replace("format = 1", "format = 2")), desk.file("a.toml", YES)
    assert here.error("host", sheet, "--answers", answers)["code"] == "E31"


def test_a_sheet_that_is_too_large(here: Here, desk: Desk) -> None:
    items = "".join(f'[[items]]\nid = "i{number}"\nkind = "match"\n' for number in range(65))
    sheet = desk.file("s.deal", COFFEE + items)
    error = here.error("host", sheet, "--answers", desk.file("a.toml", YES))
    assert error["code"] == "E32"
    assert error["message"] == "This sheet is too large (66 items, at most 64)."


MARKER = "marker-4711"


@pytest.mark.parametrize(
    "text",
    [
        "not toml [",
        "[answers]\ntea = true\n",
        "[answers]\ncoffee = 3\n",
        'role = "giver"\n[answers]\ncoffee = true\n',
        'must = ["coffee"]\n[answers]\ncoffee = true\n',
        "coffee = true\n",
        b"\xff\xff",
    ],
    ids=range(7),
)
def test_answers_that_do_not_fit(here: Here, desk: Desk, text: str | bytes) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", text)
    assert here.error("host", sheet, "--answers", answers)["code"] == "E50"
    assert here.error("decide", sheet, "--answers", answers, "--answers", answers)["code"] == "E50"


def test_a_text_that_cannot_be_sent_is_refused_before_anybody_is_met(here: Here, desk: Desk) -> None:
    item = '[[items]]\nid = "d"\nkind = "disclose"\nstatements = { all = [{ id = "s1", label = "one" }] }\n'
    sheet = desk.file("s.deal", COFFEE + item)
    answers = desk.file("a.toml", '[answers.d]\ns1 = { offer = true, text = "hi\\u0000" }\n')
    for command in (("host", sheet), ("preview", sheet), ("decide", sheet, "--answers", answers)):
        ended = here.run(*command, "--answers", answers, "--json")
        assert [event["event"] for event in ended.events] == ["error"]
        assert ended.events[0]["code"] == "E50"
        assert 'answer "d", "s1", text' in str(ended.events[0]["message"])


def test_the_key_is_named_and_the_file_not_repeated(here: Here, desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", f'[answers]\ncoffee = "{MARKER}"\n')
    ended = here.run("host", sheet, "--answers", answers, "--json")
    assert "coffee" in str(ended.one("error")["message"])
    assert MARKER not in str(ended.events) + ended.stderr


# Wrong invites


@pytest.mark.parametrize(
    ("invite", "code"),
    [
        ("", "E56"),
        ("hello", "E15"),
        (invite_line()[:-9], "E15"),
        (invite_line()[:-1] + ("A" if invite_line()[-1] != "A" else "B"), "E15"),
        (invite_line()[9:], "E15"),
        ("CG2-" + invite_line()[4:], "E16"),
        (invite_line(expires_in_s=-5), "E13"),
        ("x" * 70_000, "E15"),
    ],
    ids=["empty", "words", "cut", "changed", "tail", "newer", "expired", "huge"],
)
def test_wrong_invites(here: Here, desk: Desk, monkeypatch: pytest.MonkeyPatch, invite: str, code: str) -> None:
    answers = desk.file("b.toml", YES)
    started = time.monotonic()
    given = desk.file("invite.txt", invite)
    for arguments in (("join", "--answers", answers, "--yes"), ("join", "--show")):
        with open(given, "rb") as file:
            monkeypatch.setattr("sys.stdin", file)
            monkeypatch.setattr("desktop.cli.meet.typed", Typed())
            ended = here.run(*arguments, "--json")
        assert ended.code == (1 if invite else 2)
        assert ended.one("error")["code"] == code
        if len(invite) > 10:
            assert invite[4:30] not in str(ended.events) + ended.stderr
    assert time.monotonic() - started < 10


def test_on_a_terminal_an_invite_can_be_corrected(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    typed = ["CG1-ABC", "two words", good := invite_line()]
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr(meet, "read_invite", lambda *_: typed.pop(0))
    said = io.StringIO()
    monkeypatch.setattr("sys.stderr", said)
    assert meet._usable_invite(Output(as_json=False), None) == good
    assert said.getvalue().count("This invite is incomplete.") == 2
    assert "one line that begins with CG1-" in said.getvalue()


def test_nobody_is_there(here: Here, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONGROUND_INVITE", invite_line())
    assert here.error("join", "--answers", desk.file("b.toml", YES), "--yes")["code"] == "E17"


def test_the_variable_wins_over_standard_input_and_is_not_handed_on(
    here: Here, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMONGROUND_INVITE", invite_line())
    monkeypatch.setattr("sys.stdin", io.StringIO("no invite"))
    assert here.error("join", "--answers", desk.file("b.toml", YES), "--yes")["code"] == "E17"
    assert "COMMONGROUND_INVITE" not in os.environ


# decide


def test_decide_prints_the_outcome(desk: Desk) -> None:
    sheet = desk.file("s.deal", COFFEE)
    yes, no = desk.file("a.toml", YES), desk.file("b.toml", NO)
    both = desk.run("decide", sheet, "--answers", yes, "--answers", yes, "--json")
    assert both.code == 0
    assert both.events == [
        {"event": "outcome", "agreed": True, "blocked": False, "items": {"coffee": {"agreed": True, "value": True}}}
    ]
    one = desk.run("decide", sheet, "--answers", yes, "--answers", no, "--json")
    assert one.events == [
        {"event": "outcome", "agreed": False, "blocked": False, "items": {"coffee": {"agreed": False}}}
    ]


def test_decide_refuses_roles_that_clash(here: Here, desk: Desk) -> None:
    sheet, giver = desk.file("s.deal", TWO_ROLES), desk.file("a.toml", 'role = "giver"\n[answers]\ndeal = true\n')
    assert here.error("decide", sheet, "--answers", giver, "--answers", giver)["code"] == "E51"


def test_decide_in_words(desk: Desk) -> None:
    sheet, yes = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    shown = commonground("decide", sheet, "--answers", yes, "--answers", yes)
    assert shown.returncode == 0
    assert "everyone said yes" in shown.stdout


# sheets and templates


def test_sheet_check_says_what_it_costs(desk: Desk) -> None:
    checked = commonground("sheet", "check", desk.file("s.deal", COFFEE))
    assert checked.returncode == 0
    assert "gates" in checked.stdout


def test_sheet_check_names_the_place(desk: Desk) -> None:
    checked = commonground("sheet", "check", desk.file("s.deal", COFFEE.replace('kind = "match"', 'kind = "poker"')))
    assert checked.returncode == 1
    assert "coffee" in checked.stdout + checked.stderr
    assert "kind" in checked.stdout + checked.stderr


def test_blank_answers_fit_the_sheet(desk: Desk) -> None:
    sheet = desk.file("s.deal", COFFEE)
    blank = commonground("sheet", "answers", sheet)
    assert blank.returncode == 0
    answers = desk.file("blank.toml", blank.stdout)
    ended = desk.run("decide", sheet, "--answers", answers, "--answers", answers, "--json")
    assert ended.one("outcome")["agreed"] is False


def test_templates_are_listed_shown_and_settled(desk: Desk) -> None:
    listed = commonground("templates")
    assert listed.returncode == 0
    assert "salary-offer" in listed.stdout
    assert listed.stdout.rstrip().endswith("de/ID, such as de/salary-offer.")
    german = commonground("templates", "--show", "de/salary-offer")
    assert 'language = "de"' in german.stdout
    shown = commonground("templates", "--show", "salary-offer")
    assert shown.returncode == 0
    sheet = desk.file("t.deal", shown.stdout)
    assert commonground("sheet", "check", sheet).returncode == 0
    assert commonground("templates", "--show", "no-such-sheet").returncode == 2


def test_a_sheet_with_terms_is_settled_step_by_step(desk: Desk) -> None:
    draft = desk.file("t.deal", commonground("templates", "--show", "friends-holiday").stdout)
    refused = desk.run("host", draft, "--answers", desk.file("a.toml", YES), "--json")
    told = str(refused.one("error")["message"])
    assert refused.one("error")["code"] == "E52"
    for command in ("commonground sheet terms FILE", "commonground templates --resolve FILE --terms T.toml"):
        assert command in told
        assert command in commonground("sheet", "check", draft).stdout
    blank = commonground("sheet", "terms", draft)
    assert blank.returncode == 0
    lines = blank.stdout.replace("# places", "places").replace("# season", "season").replace("# must_come", "must_come")
    settled = commonground("templates", "--resolve", draft, "--terms", desk.file("t.toml", lines))
    assert settled.returncode == 0, settled.stderr
    by_id = commonground("templates", "--resolve", "friends-holiday", "--terms", desk.file("t.toml", lines))
    assert settled.stdout == by_id.stdout
    sheet = desk.file("s.deal", settled.stdout)
    assert "Nothing wrong." in commonground("sheet", "check", sheet).stdout
    assert commonground("sheet", "terms", sheet).returncode == 2  # there is nothing to settle any more


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("templates", "--show", "nope"), "There is no built-in sheet"),
        (("templates", "--resolve", "nope"), "There is no built-in sheet"),
        (("templates", "--resolve", "salary-offer", "--terms", "binary.toml"), "cannot be read as terms"),
        (("demo", "nope"), "There is no built-in sheet"),
        (("demo", "love-me-back", "--parties", "3"), "change --parties"),
        (("decide", "s.deal", "--answers", "a.toml"), "name --answers once for each of them"),
        (("preview", "s.deal", "--answers", "a.toml", "--parties", "5"), "change --parties"),
    ],
)
def test_a_wrong_name_or_number_is_no_fault_of_the_sheet(desk: Desk, arguments: tuple[str, ...], told: str) -> None:
    (desk.folder / "binary.toml").write_bytes(b"\xff\xfe\x00")
    files = {"s.deal": desk.file("s.deal", COFFEE), "a.toml": desk.file("a.toml", YES)}
    files["binary.toml"] = str(desk.folder / "binary.toml")
    ended = commonground(*(files.get(one, one) for one in arguments))
    assert ended.returncode == 2
    assert told in ended.stderr
    assert "sheet check" not in ended.stderr


# doctor


def test_doctor_in_json_and_in_words(desk: Desk) -> None:
    ended = desk.run("doctor", "--alone", "--json")
    event = ended.one("doctor")
    assert ended.code in (0, 1)
    assert isinstance(event["rows"], list)
    assert commonground("doctor", "--alone").stdout.startswith(str(event["verdict"]))


# what a fault of the program looks like


def test_a_fault_shows_type_and_place_only(desk: Desk) -> None:
    code = (
        "import sys\n"
        "from desktop import cli\n"
        "from desktop.cli import parser\n"
        f"def broken(*_): raise KeyError({MARKER!r})\n"
        "parser._doctor.__code__ = broken.__code__\n"
        "sys.exit(cli.main(['doctor', '--alone', '--json']))\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    event = json.loads(ended.stdout)
    assert event["code"] == "E58"
    assert "KeyError at " in event["message"]
    assert MARKER not in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the two calls are those of Linux")
def test_no_core_dumps_and_no_reading_of_memory() -> None:
    code = (
        "import ctypes, resource\n"
        "from desktop.cli.process import harden\n"
        "harden()\n"
        "assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)\n"
        "assert ctypes.CDLL(None).prctl(3) == 0\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_closed_pipe_is_no_fault(desk: Desk) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop", "doctor", "--alone"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    errors = process.stderr.read()
    process.stderr.close()
    process.wait()
    assert "Traceback" not in errors
