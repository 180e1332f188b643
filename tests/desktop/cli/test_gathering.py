"""host and join while people are awaited: the invite in all its forms, names, replies, and who is sent away."""

from __future__ import annotations

import asyncio
import os
import pty
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.cli import gathering as gathering_module
from desktop.cli.gathering import Gathering, Meeting, called, code_rows, invite_text, read_pasted
from desktop.cli.output import Output, Told, WrongUsage
from desktop.cli.typed import Typed
from desktop.run.stages import Acquainted, Lobby
from p2p.errors import PeerUnreachable, RouterProblem, RouterRefused
from p2p.group import Person
from p2p.invite import Invite, encode_invite, invite_code, parse_invite
from p2p.reply import parse_reply
from p2p.secret import Secret
from tests.desktop.programs import COFFEE, PROJECT, YES, Desk, Program, inherited

LINE = encode_invite(Invite(Secret(bytes(range(32))), 3, 1_800_000_000, ("192.168.4.23", "127.0.0.1"), 40_123))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "desk"
    folder.mkdir()
    opened = Desk(folder)
    yield opened
    opened.close()


# ---- forms of the invite


def test_the_longer_text_holds_the_line_and_says_when_it_ends() -> None:
    text = invite_text(LINE, "Sam")
    assert re.match(r"Common Ground invite from Sam, valid until \d\d:\d\d\n", text)
    assert LINE in text.splitlines()
    assert f"common-ground:{LINE}" in text
    assert parse_invite(text) == parse_invite(LINE)
    assert invite_text(LINE, "").startswith("Common Ground invite, valid until")


def test_the_code_on_a_terminal_is_the_code() -> None:
    code = invite_code(LINE)
    rows = code_rows(code)
    width = len(code) + 8
    assert {len(row) for row in rows} == {width}
    halves = {" ": (False, False), "▀": (True, False), "▄": (False, True), "█": (True, True)}
    read = [tuple(halves[character][half] for character in row) for row in rows for half in (0, 1)]
    assert tuple(row[4:-4] for row in read[4 : 4 + len(code)]) == code
    outside = [*read[:4], *read[4 + len(code) :]]
    assert len(outside) >= 8
    assert not any(any(row) for row in outside)
    assert not any(any(row[:4]) or any(row[-4:]) for row in read)


def test_an_invite_in_a_file_lasts_as_long_as_the_invite(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    file = desk.folder / "invite.txt"
    host = desk.host(sheet, answers, "--invite-file", str(file), "--name", "Sam")
    line = host.invite()
    host.wait_for("is also in")
    assert line in file.read_text()
    assert file.read_text().startswith("Common Ground invite from Sam")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = desk.file("kept.txt", file.read_text())
    join = desk.start("join", "--answers", answers, "--yes", "--json", "--invite-file", kept, "--name", "Ana")
    ends = [host.end(), join.end()]
    assert [one.one("outcome")["agreed"] for one in ends] == [True, True]
    assert not file.exists()
    assert "You compare with Ana." in ends[0].stderr
    assert "You compare with Sam." in ends[1].stderr


def test_an_interrupted_host_leaves_no_file(desk: Desk) -> None:
    file = desk.folder / "invite.txt"
    host = desk.host(desk.file("s.deal", COFFEE), desk.file("a.toml", YES), "--invite-file", str(file))
    host.invite()
    host.wait_for("is also in")
    host.interrupt()
    assert host.end().code == 130
    assert not file.exists()


def test_a_file_that_is_there_is_not_touched(desk: Desk) -> None:
    taken = desk.file("mine.txt", "mine")
    host = desk.host(desk.file("s.deal", COFFEE), desk.file("a.toml", YES), "--invite-file", taken)
    ended = host.end()
    assert ended.code == 1
    assert ended.events[-1]["code"] == "E42"
    assert Path(taken).read_text() == "mine"


def test_a_file_that_somebody_else_wrote_meanwhile_stays(tmp_path: Path) -> None:
    file = tmp_path / "invite.txt"
    gathering = Gathering(Meeting(invite_file=str(file)), 2, Output(as_json=True))
    gathering.show(LINE)
    file.write_text("something else")
    gathering.end()
    assert file.read_text() == "something else"
    with pytest.raises(Told):
        Gathering(Meeting(invite_file=str(file)), 2, Output(as_json=True)).show(LINE)


# ---- what is read


class Said:
    """Lines as if they were typed, one after the other."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *lines: str, ended: bool = True) -> None:
        self.read, self.write = os.pipe()
        self.typed = Typed(self.read)
        monkeypatch.setattr(gathering_module, "typed", self.typed)
        monkeypatch.setattr(gathering_module, "PASTE_S", 0.1)
        os.write(self.write, "".join(f"{line}\n" for line in lines).encode())
        if ended:
            self.end()

    def end(self) -> None:
        if self.write >= 0:
            os.close(self.write)
            self.write = -1


@pytest.mark.parametrize(
    "lines",
    [
        (LINE,),
        (LINE[:50], LINE[50:]),
        tuple(invite_text(LINE, "Sam").splitlines()),
        ("Common Ground invite from Sam, valid until 11:05", "", f"> {LINE[:70]}", f"> {LINE[70:]}", "", "Bye"),
        (f"common-ground:{LINE}", "yes"),
    ],
)
def test_what_is_pasted_may_have_several_lines(monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...]) -> None:
    said = Said(monkeypatch, *lines)
    assert parse_invite(read_pasted("CG")) == parse_invite(LINE)
    if lines[-1] == "yes":
        assert said.typed.line_now(5) == "yes"  # what follows is for the next question


def test_what_was_cut_off_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    said = Said(monkeypatch, LINE[:50], ended=False)
    assert read_pasted("CG") == LINE[:50]
    said.end()


def test_a_whole_text_through_a_pipe(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    host = desk.host(sheet, answers)
    line = host.invite()
    join = desk.start("join", "--answers", answers, "--yes", "--json", stdin=subprocess.PIPE)
    assert join.process.stdin is not None
    join.process.stdin.write(invite_text(line, "Sam"))
    join.process.stdin.flush()  # and nobody closes it
    assert host.end().one("outcome")["agreed"] is True
    assert join.end().one("outcome")["agreed"] is True


class FakeHelm:
    """Notes what it is told; replies that hold NO do not lead anywhere."""

    def __init__(self) -> None:
        self.told: list[object] = []

    async def call_back(self, reply: str) -> None:
        self.told.append(reply)
        if "NO" in reply:
            raise PeerUnreachable("nobody", address="192.0.2.7")

    def remove(self, number: int) -> bool:
        self.told.append(number)
        return number < 5


def heard(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *lines: str) -> tuple[list[object], str]:
    """What comes of lines that are typed while a host waits."""
    Said(monkeypatch, *lines)
    helm = FakeHelm()

    async def scene() -> None:
        gathering = Gathering(Meeting(), 3, Output(as_json=True))
        monkeypatch.setattr(gathering, "helm", helm)
        await gathering.while_waiting(asyncio.sleep(0.5))

    asyncio.run(scene())
    return helm.told, "".join(capsys.readouterr())


def test_lines_while_waiting(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    told, said = heard(
        monkeypatch, capsys, "", "hello", " remove 2 ", "remove 7", "Ben wrote: CGR1-AAAAAAAA", "CGR1-NO"
    )
    assert told[:2] == [2, 7]
    assert {str(one).split()[-1] for one in told[2:]} == {"CGR1-AAAAAAAA", "CGR1-NO"}
    assert "There is no number 7 here." in said
    assert '"stage": "called"' in said
    assert '"code": "E18"' in said
    assert "192.0.2.7" in said


def test_lines_belong_to_others_when_everybody_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    said = Said(monkeypatch, ended=False)

    async def scene() -> str | None:
        gathering = Gathering(Meeting(), 2, Output(as_json=True))

        async def work() -> str | None:
            await asyncio.sleep(0.05)
            gathering.report(Acquainted.__new__(Acquainted))
            os.write(said.write, b"yes\n")
            return await said.typed.line()

        return await gathering.while_waiting(work())

    assert asyncio.run(scene()) == "yes"
    said.end()


# ---- people


def test_people_by_name_role_or_number() -> None:
    assert called(Person(3, "", "")) == "Guest 3"
    assert called(Person(3, "Ana", "")) == "Ana"
    assert called(Person(3, "Ana", "employer")) == "Ana (employer)"


def test_who_comes_and_goes_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    gathering = Gathering(Meeting(), 3, Output(as_json=True))
    ana, ben = Person(1, "Ana", ""), Person(2, "", "")
    for people in ((), (ana,), (ana, ben), (ben,)):
        gathering.report(Lobby(1 + len(people), 3, people))
    said = capsys.readouterr().err
    assert "Ana is here. To send them away, type: remove 1" in said
    assert "Guest 2 is here." in said
    assert said.strip().endswith("Ana is not here any more.")


def test_somebody_is_sent_away(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    host = desk.start(
        "host", sheet, "--answers", answers, "--listen", "127.0.0.1:0", "--json", "--parties", "3",
        stdin=subprocess.PIPE,
    )  # fmt: skip
    line = host.invite()
    eve = desk.join(line, answers, "--yes", "--name", "Eve")
    host.wait_for("Eve is here")
    assert host.process.stdin is not None
    host.process.stdin.write("remove 1\n")
    host.process.stdin.flush()
    ended = eve.end()
    assert (ended.code, ended.events[-1]["code"]) == (1, "E20")
    host.wait_for("Eve is not here any more")
    others = [desk.join(line, answers, "--yes", "--name", name) for name in ("Ana", "Ben")]
    for one in (host, *others):
        assert one.end().one("outcome")["agreed"] is True


# ---- options


@pytest.mark.parametrize("name", ["x" * 41, "a\nb", "\u202eabc"])
def test_a_name_that_cannot_be_shown(name: str) -> None:
    with pytest.raises(WrongUsage):
        Meeting(name=name).checked_name()


def test_options_as_they_are() -> None:
    assert Meeting().checked_name() == ""
    assert Meeting(name=" Ana ").checked_name() == "Ana"
    assert Meeting().listen_at() is None
    assert Meeting(listen=":4000").listen_at() == ("", 4000)
    with pytest.raises(WrongUsage):
        Meeting(listen="nowhere").listen_at()
    assert Meeting().router(Output()) is None


def test_what_the_router_says(capsys: pytest.CaptureFixture[str]) -> None:
    router = Meeting(map_port=True).router(Output(as_json=True))
    assert router is not None
    router._on_outcome("45.90.1.1")
    router._on_outcome(RouterRefused(RouterProblem.NO_ROUTER))
    out, err = capsys.readouterr()
    assert '{"event": "stage", "stage": "router", "address": "45.90.1.1"}' in out
    assert "No router answered." in out
    assert "45.90.1.1" in err


# ---- on a terminal


def test_a_terminal_shows_a_code_and_takes_replies(desk: Desk) -> None:
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop", "host", sheet, "--answers", answers, "--listen", "127.0.0.1:0"],
        cwd=PROJECT,
        env={**inherited(), "COMMONGROUND_HOME": str(desk.folder / "home-t"), "PYTHONIOENCODING": "utf-8"},
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    )
    os.close(terminal)
    said = b""
    deadline = time.monotonic() + 60
    while b"CGR1-..." not in said and time.monotonic() < deadline:
        said += os.read(controller, 65_536)
    text = said.decode()
    line = re.search(r"CG1-[A-Z2-7]+", text)
    assert line is not None
    assert code_rows(invite_code(line[0]))[5] in text
    os.write(controller, b"what now\n")
    while b"neither a reply" not in said and time.monotonic() < deadline:
        said += os.read(controller, 65_536)
    join = desk.join(line[0], answers)
    assert join.end().one("outcome")["agreed"] is True
    while time.monotonic() < deadline:
        try:
            said += os.read(controller, 65_536)
        except OSError:
            break
    os.close(controller)
    assert process.wait(30) == 0
    assert "coffee: everyone said yes." in said.decode()


def test_a_joiner_on_a_terminal_is_told_why_and_given_a_reply(desk: Desk) -> None:
    """The host is gone; unattended that is the end, on a terminal it is one way of two."""
    gone = Invite(Secret(bytes(range(32))), 2, int(time.time()) + 600, ("127.0.0.1",), 9)
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop", "join", "--answers", desk.file("a.toml", YES), "--yes"],
        cwd=PROJECT,
        env={
            **inherited(),
            "COMMONGROUND_HOME": str(desk.folder / "home-t"),
            "COMMONGROUND_INVITE": encode_invite(gone),
        },
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(terminal)
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    assert parse_reply(line, gone.secret).addresses == ("127.0.0.1",)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    os.close(controller)
    assert process.returncode == 130
    assert "Common Ground is not open on the Connect page there." in said
    assert "send the line below back to them" in said
    assert "Traceback" not in said


def test_a_restarted_host_knows_which_invites_are_over(desk: Desk) -> None:
    """The same person at the same port; whoever comes with an old invite is told what became of it."""
    sheet, answers = desk.file("s.deal", COFFEE), desk.file("a.toml", YES)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    home = str(desk.folder / "home-of-the-host")

    def host() -> Program:
        return desk.start("host", sheet, "--answers", answers, "--listen", place, "--json", home=home)

    first = host()
    used = first.invite()
    assert desk.join(used, answers).end().one("outcome")["agreed"] is True
    assert first.end().one("outcome")["agreed"] is True
    second = host()
    given_up = second.invite()
    second.kill()  # without a chance to say anything
    second.end()
    third = host()
    valid = third.invite()
    assert {parse_invite(line).port for line in (used, given_up, valid)} == {int(place.split(":")[1])}
    ends = [desk.join(line, answers).end() for line in (used, given_up)]
    assert [one.events[-1]["code"] for one in ends] == ["E14", "E13"], ends
    third.interrupt()
    third.end()
