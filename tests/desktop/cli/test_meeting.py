"""Real processes that meet: what they learn, what they keep, and how everybody notices when one of them goes wrong."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop import cli, negotiation
from desktop.deals import agreement
from p2p.errors import InviteExpired
from p2p.identity import verify
from p2p.invite import parse_invite
from tests.desktop.programs import (
    COFFEE,
    LONG,
    NO,
    NOTICE_S,
    PROJECT,
    TWO_ROLES,
    YES,
    Desk,
    Ended,
    commonground,
    compare,
    inherited,
)

RELEASE = "stopped while the result was being opened"
PLAN = '[answers.plan]\nweakest = { a = "1", b = "1", c = "1", d = "1" }\n'


def assert_clean_failure(ended: Ended, *codes: str, exit_code: int = 1) -> None:
    """One error event, no outcome, no traceback, in time."""
    assert ended.code == exit_code, ended
    assert ended.events[-1]["event"] == "error", ended
    assert ended.events[-1]["code"] in codes, ended
    assert not [event for event in ended.events if event["event"] == "outcome"]
    assert "Traceback" not in ended.stderr
    assert ended.fresh or ended.seconds < NOTICE_S, ended


def outcome_of(ended: Ended) -> dict[str, object]:
    assert ended.code == 0, ended
    return ended.one("outcome")


# What they learn and keep


@pytest.mark.parametrize(("mine", "theirs", "agreed"), [(YES, YES, True), (YES, NO, False), (NO, NO, False)])
def test_two_people(desk: Desk, mine: str, theirs: str, agreed: bool) -> None:
    sheet = desk.file("s.deal", COFFEE)
    ended = compare(desk, sheet, [desk.file("a.toml", mine), desk.file("b.toml", theirs)])
    for one in ended:
        event = outcome_of(one)
        assert event["agreed"] is agreed
        assert event["blocked"] is False
        assert event["items"] == {"coffee": {"agreed": True, "value": True} if agreed else {"agreed": False}}
        assert set(event) == {"event", "agreed", "blocked", "items", "agreement", "stats"}
        stats = event["stats"]
        assert isinstance(stats, dict)
        assert set(stats) == {"parties", "and_gates", "bytes_sent", "bytes_received", "rounds", "seconds"}
        assert set(stats["seconds"]) == {"setup", "preprocessing", "online"}
        assert stats["parties"] == 2
        assert stats["bytes_sent"] + stats["bytes_received"] <= 60_000
    first, second = (outcome_of(one)["stats"] for one in ended)
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert first["bytes_sent"] == second["bytes_received"]
    assert first["bytes_received"] == second["bytes_sent"]


def test_the_agreement_is_the_same_for_all_signed_and_private(desk: Desk) -> None:
    sheet = desk.file("s.deal", COFFEE)
    ended = compare(desk, sheet, [desk.file(f"{number}.toml", YES) for number in range(3)])
    paths = [Path(str(outcome_of(one)["agreement"])) for one in ended]
    data = {path.read_bytes() for path in paths}
    assert len(data) == 1
    read = agreement.decode(data.pop())
    agreement.verify(read, verify)
    assert len(read.record.roster) == 3
    for path in paths:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    checked = desk.run("agreement", "verify", str(paths[0]), "--json")
    event = checked.one("agreement")
    assert checked.code == 0
    assert event["valid"] is True
    assert isinstance(event["signers"], list)
    assert len(event["signers"]) == 3
    shown = desk.run("agreement", "show", str(paths[1]), "--json").one("agreement")
    assert shown["items"] == {"coffee": {"agreed": True, "value": True}}
    assert "everyone said yes" in commonground("agreement", "show", str(paths[1])).stdout


def test_a_changed_agreement_is_found(desk: Desk) -> None:
    sheet = desk.file("s.deal", COFFEE)
    ended = compare(desk, sheet, [desk.file("a.toml", YES), desk.file("b.toml", NO)])
    text = Path(str(outcome_of(ended[0])["agreement"])).read_text()
    lie = text.replace('"coffee":{"agreed":false}', '"coffee":{"agreed":true,"value":true}')
    assert lie != text
    checked = desk.run("agreement", "verify", desk.file("lie.agreement", lie), "--json")
    assert checked.code == 1
    assert checked.one("agreement")["valid"] is False
    assert commonground("agreement", "verify", desk.file("lie.agreement", lie)).returncode == 1
    assert desk.run("agreement", "verify", sheet, "--json").one("agreement")["valid"] is False
    assert desk.run("agreement", "show", sheet, "--json").one("error")["code"] == "E54"


def test_roles_and_amounts_as_the_sheet_writes_them(desk: Desk) -> None:
    sheet = desk.file("s.deal", TWO_ROLES)
    giver = desk.file("a.toml", 'role = "giver"\n[answers]\nprice = [10, 20.50]\ndeal = true\n')
    taker = desk.file("b.toml", 'role = "taker"\n[answers]\nprice = [20.50, 30]\ndeal = true\n')
    decided = desk.run("decide", sheet, "--answers", giver, "--answers", taker, "--json").one("outcome")
    for one in compare(desk, sheet, [giver, taker]):
        assert outcome_of(one)["items"] == decided["items"]
    for one in compare(desk, sheet, [taker, giver]):
        assert outcome_of(one)["items"] == decided["items"]


def test_nothing_private_is_printed_or_kept(desk: Desk) -> None:
    marker = "marker-4711"
    sheet = desk.file(
        "s.deal",
        COFFEE.replace("max = 4", "max = 2") + '[[items]]\nid = "names"\nkind = "set"\nmax_entries = 4\n',
    )
    host = desk.host(sheet, desk.file("a.toml", f'[answers]\nnames = ["{marker}"]\n'))
    invite = host.invite()
    join = desk.join(invite, desk.file("b.toml", '[answers]\nnames = ["other"]\n'))
    command_lines = [Path(f"/proc/{one.process.pid}/cmdline").read_bytes() for one in (host, join)]
    ended = [host.end(), join.end()]
    for one in ended:
        outcome_of(one)
        assert invite[4:] not in one.stderr
    printed = str([one.events for one in ended]) + "".join(one.stderr for one in ended)
    assert marker not in printed
    assert all(invite.encode() not in line for line in command_lines)
    for path in desk.folder.glob("home-*/**/*"):
        if path.is_file():
            assert marker.encode() not in path.read_bytes()


def test_keep_days_0_keeps_no_agreement(desk: Desk) -> None:
    sheet = desk.file("s.deal", COFFEE.replace('language = "en"', 'language = "en"\nkeep_days = 0'))
    for one in compare(desk, sheet, [desk.file("a.toml", YES), desk.file("b.toml", YES)]):
        assert outcome_of(one)["agreement"] is None
    assert not list(desk.folder.glob("home-*/agreements/*"))


def test_in_words(desk: Desk) -> None:
    sheet = desk.file("s.deal", COFFEE)
    answers = desk.file("a.toml", YES)
    host = desk.start("host", sheet, "--answers", answers, "--listen", "127.0.0.1:0")
    host.wait_for("valid for 15 minutes")
    assert host.process.stdout is not None
    invite = host.process.stdout.readline().strip()
    join = desk.start("join", "--answers", answers, "--expect", sheet, invite=invite)
    for program in (host, join):
        out, err = program.process.communicate(timeout=30)
        assert program.process.returncode == 0
        assert "coffee: everyone said yes." in out
        assert "The agreement is in " in out
        assert "{" not in out + err


# Seeing the sheet first


def test_showing_leaves_the_invite_usable(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    host = desk.host(sheet, answers)
    invite = host.invite()
    for _ in range(2):
        shown = desk.start("join", "--show", "--json", invite=invite).end()
        assert shown.code == 0
    event = shown.one("sheet")
    assert "A coffee" in str(event["text"])
    assert "Shown only if everyone says yes" in str(event["text"])
    join = desk.join(invite, answers, "--expect", str(event["digest"]))
    assert outcome_of(host.end())["agreed"] is True
    assert outcome_of(join.end())["agreed"] is True


def test_another_sheet_than_expected(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    other = desk.file("other.deal", COFFEE.replace("A coffee", "A dinner"))
    host = desk.host(sheet, answers)
    invite = host.invite()
    for wrong in (other, "00" * 32):
        assert_clean_failure(desk.join(invite, answers, "--expect", wrong).end(), "E55")
    right = desk.join(invite, answers, "--expect", sheet)  # nothing was spent
    assert outcome_of(host.end())["agreed"] is True
    assert outcome_of(right.end())["agreed"] is True


def test_expect_takes_a_file_or_a_digest_only(desk: Desk) -> None:
    answers = desk.file("a.toml", YES)
    for wrong in ("nonsense", "00" * 31, "zz" * 32):
        assert desk.join("CG1-AAAA", answers, "--expect", wrong).end().code == 2


# Answers and roles that do not fit


def test_answers_of_another_sheet_cost_nothing(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    host = desk.host(sheet, answers)
    invite = host.invite()
    assert_clean_failure(desk.join(invite, desk.file("b.toml", "[answers]\ntea = true\n")).end(), "E50")
    assert_clean_failure(desk.join(invite, desk.file("c.toml", 'role = "x"\n[answers]\n')).end(), "E50")
    right = desk.join(invite, answers)
    assert outcome_of(host.end())["agreed"] is True
    assert outcome_of(right.end())["agreed"] is True


def test_two_people_in_one_role(desk: Desk) -> None:
    sheet, giver = desk.file("s.deal", TWO_ROLES), desk.file("a.toml", 'role = "giver"\n[answers]\ndeal = true\n')
    host = desk.host(sheet, giver)
    join = desk.join(host.invite(), giver)
    assert_clean_failure(host.end(), "E51")
    assert_clean_failure(join.end(), "E51")


# Invites and strangers


def test_a_used_invite(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", LONG), desk.file("a.toml", PLAN)
    host = desk.host(sheet, answers, "--parties", "2")
    invite = host.invite()
    join = desk.join(invite, answers)
    host.wait_for("Everyone is here")
    # Depending on when it looks, the host says so or is no longer there.
    assert_clean_failure(desk.join(invite, answers).end(), "E14", "E17")
    assert outcome_of(host.end())["agreed"] is True
    assert outcome_of(join.end())["agreed"] is True


def test_garbage_on_the_port_disturbs_nobody(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    host = desk.host(sheet, answers)
    invite = host.invite()
    address = ("127.0.0.1", parse_invite(invite).port)
    strangers = []
    for garbage in (b"", b"GET / HTTP/1.1\r\n\r\n", b"\xff" * 100, bytes(10_000), os.urandom(48), b"\x00\x30" * 24):
        stranger = socket.create_connection(address, timeout=5)
        stranger.sendall(garbage)
        strangers.append(stranger)
    join = desk.join(invite, answers)
    assert outcome_of(host.end())["agreed"] is True
    assert outcome_of(join.end())["agreed"] is True
    for stranger in strangers:
        stranger.close()


# Killing and interrupting


@pytest.mark.parametrize(
    ("victim", "moment"),
    [(0, "Everyone is here"), (1, "Comparing: 0 %"), (0, "Comparing: 50 %"), (1, "Comparing: 75 %")],
)
def test_a_killed_process_is_noticed(desk: Desk, victim: int, moment: str) -> None:
    sheet, answers = desk.file("s.deal", LONG), desk.file("a.toml", PLAN)
    host = desk.host(sheet, answers, "--parties", "2")
    people = [host, desk.join(host.invite(), answers)]
    people[victim].wait_for(moment)
    people[victim].kill()
    survivor = people[1 - victim].end()
    assert_clean_failure(survivor, "E25", "E26", "E39")


def test_one_of_three_is_killed(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", LONG), desk.file("a.toml", PLAN)
    host = desk.host(sheet, answers, "--parties", "3")
    invite = host.invite()
    people = [host, desk.join(invite, answers), desk.join(invite, answers)]
    people[2].wait_for("Comparing: 25 %")
    people[2].kill()
    for one in people[:2]:
        assert_clean_failure(one.end(), "E25", "E26", "E29", "E39")


def test_a_joiner_killed_while_the_host_waits_for_a_third_gives_back_his_place(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    host = desk.host(sheet, answers, "--parties", "3")
    invite = host.invite()
    join = desk.join(invite, answers)
    host.wait_for("2 of 3")
    join.kill()
    host.wait_for("1 of 3")
    others = [desk.join(invite, answers) for _ in range(2)]
    for one in (host, *others):
        assert outcome_of(one.end())["agreed"] is True


@pytest.mark.parametrize(("victim", "moment"), [(1, "Everyone is here"), (0, "Comparing: 50 %")])
def test_ctrl_c_is_told_to_the_other_side(desk: Desk, victim: int, moment: str) -> None:
    sheet, answers = desk.file("s.deal", LONG), desk.file("a.toml", PLAN)
    host = desk.host(sheet, answers, "--parties", "2")
    people = [host, desk.join(host.invite(), answers)]
    people[victim].wait_for(moment)
    people[victim].interrupt()
    assert_clean_failure(people[victim].end(), "E57", exit_code=130)
    other = people[1 - victim].end()
    assert_clean_failure(other, "E26", "E25")
    assert RELEASE not in str(other.events)


def test_ctrl_c_while_nobody_has_come(desk: Desk) -> None:
    host = desk.host(desk.file("s.deal", COFFEE), desk.file("a.toml", YES))
    invite = host.invite()
    host.interrupt()
    assert_clean_failure(host.end(), "E57", exit_code=130)
    assert_clean_failure(desk.join(invite, desk.file("b.toml", YES)).end(), "E17")


def test_nowhere_to_write_ends_before_anything_is_opened(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    host = desk.host(sheet, answers)
    invite = host.invite()
    blocked = desk.file("a-file", "not a folder")
    failed = desk.start("join", "--answers", answers, "--yes", "--json", invite=invite, home=blocked).end()
    assert_clean_failure(failed, "E42")
    assert re.search("cannot write", str(failed.events[-1]["message"]))
    assert "opened" not in failed.events[-1]
    # Where it was noticed before accepting, the invite is still good; otherwise the host has ended, too.
    second = desk.join(invite, answers)
    first = host.end()
    if first.code == 0:
        assert outcome_of(second.end())["agreed"] is True
    else:
        assert_clean_failure(first, "E25", "E26")


# On a terminal


def join_on_a_terminal(desk: Desk, invite: str | None, answers: str, *typed: str) -> tuple[int, str]:
    """`commonground join` with a terminal as its input, on which these lines are typed; its exit code and output."""
    controller, terminal = pty.openpty()
    environment = {**inherited(), "COMMONGROUND_HOME": str(desk.folder / "home-terminal")}
    environment.pop("COMMONGROUND_INVITE", None)
    if invite is not None:
        environment["COMMONGROUND_INVITE"] = invite
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop", "join", "--answers", answers],
        cwd=PROJECT,
        env=environment,
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    os.close(terminal)
    for line in typed:
        os.write(controller, line.encode() + b"\n")
    out, _ = process.communicate(timeout=30)
    os.close(controller)
    return process.returncode, out


def test_on_a_terminal_it_shows_the_sheet_and_asks(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    host = desk.host(sheet, answers)
    invite = host.invite()
    code, said = join_on_a_terminal(desk, invite, answers, "no")
    assert code == 1
    assert "A coffee" in said
    assert "Shown only if everyone says yes" in said
    assert "Nothing was sent." in said
    code, said = join_on_a_terminal(desk, None, answers, invite, "yes")  # and asks for the invite
    assert code == 0, said
    assert "Paste the invite" in said
    assert "coffee: everyone said yes." in said
    assert outcome_of(host.end())["agreed"] is True


# Interrupting what started others


def processes_below(folder: Path) -> list[str]:
    """Processes whose environment names this folder."""
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            if str(folder).encode() in environment.read_bytes():
                found.append(environment.parent.name)
        except OSError:
            continue
    return found


def test_an_interrupted_demo_leaves_nobody_behind(desk: Desk) -> None:
    demo = desk.start("demo", "friends-holiday", "--parties", "4", "--json")
    demo.wait_for("Waiting for people")
    demo.interrupt()
    ended = demo.end()
    assert ended.code == 130
    assert ended.events[-1]["code"] == "E57"
    assert "Traceback" not in ended.stderr
    deadline = time.monotonic() + 5
    while processes_below(desk.folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_below(desk.folder) == []


def test_ctrl_c_works_where_a_shell_switched_it_off(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        host = desk.host(sheet, answers)
    finally:
        signal.signal(signal.SIGINT, before)
    host.invite()
    host.interrupt()
    assert_clean_failure(host.end(), "E57", exit_code=130)


def test_who_invited_reads_that_the_time_is_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def nobody(*_: object) -> None:
        raise InviteExpired

    monkeypatch.setattr(negotiation, "host", nobody)
    for name in ("harden", "listen_to_interrupts", "report_faults_to"):
        monkeypatch.setattr(cli, name, lambda *_: None)
    monkeypatch.setenv("COMMONGROUND_HOME", str(desk.folder / "home"))
    code = cli.main(["host", desk.file("s.deal", COFFEE), "--answers", desk.file("a.toml", YES), "--json"])
    event = json.loads(capsys.readouterr().out)
    assert code == 1
    assert event["code"] == "E13"
    assert event["message"] == "This invite has expired. Not everyone came in time."
