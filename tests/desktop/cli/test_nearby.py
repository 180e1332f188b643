"""host --nearby and join with words or with somebody nearby: real processes, questions on standard input, JSON out."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from desktop.cli import nearby
from desktop.cli.nearby import Guest, Nearby, _address, _meaning, _only, _spell, host_desk
from desktop.cli.output import Output, WrongUsage
from desktop.nearby import word_of
from desktop.run.stages import CheckWords
from desktop.word_lists import word_lists
from p2p.errors import SeveralNearby, WordsWrong
from p2p.helm import Helm
from p2p.introduction import DEFAULT_PORT
from p2p.nearby_rows import Announcement, Row
from tests.desktop.programs import COFFEE, YES, Desk, Ended, Program, commonground

PIPE = subprocess.PIPE


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "desk"
    folder.mkdir()
    opened = Desk(folder)
    yield opened
    opened.close()


def nearby_host(desk: Desk, people: int = 2, *more: str) -> tuple[Program, list[str], str]:
    """A host that shows words: the program, the words, and the address to be asked for."""
    arguments = ("host", desk.file("s.deal", COFFEE), "--answers", desk.file("a.toml", YES), "--json", "--nearby")
    host = desk.start(*arguments, "--listen", "127.0.0.1:0", "--parties", str(people), *more, stdin=PIPE)
    assert host.next_event()["event"] == "invite"
    shown = host.next_event()
    assert shown["event"] == "words"
    words, port = shown["words"], shown["port"]
    assert isinstance(words, list)
    assert shown["address"] == "127.0.0.1"
    assert str(shown["device_word"]) in word_lists()["en"].words
    return host, words, f"127.0.0.1:{port}"


def type_in(program: Program, line: str) -> None:
    assert program.process.stdin is not None
    program.process.stdin.write(f"{line}\n")
    program.process.stdin.flush()


def guest(desk: Desk, *more: str, home: str | None = None) -> Program:
    return desk.start("join", "--answers", desk.file("b.toml", YES), "--yes", "--json", *more, stdin=PIPE, home=home)


def agreed(*ended: Ended) -> bool:
    return all(one.code == 0 and one.one("outcome")["agreed"] is True for one in ended)


def test_three_people_with_the_same_words(desk: Desk) -> None:
    host, words, at = nearby_host(desk, 3)
    looking = desk.start("join", "--show", "--at", at, "--json", stdin=PIPE)  # which leaves the words usable
    type_in(looking, " ".join(words))
    seen = looking.end()
    assert seen.one("sheet")["id"] == "coffee", seen
    guests = [guest(desk, "--at", at) for _ in range(2)]
    for one, typed in zip(guests, (" ".join(words).upper(), " · ".join(words)), strict=True):
        type_in(one, typed)
    ended = [program.end() for program in (*guests, host)]
    assert agreed(*ended), ended
    checks = [one.one("check_words") for one in ended]
    assert all(check == checks[0] for check in checks)
    assert checks[0]["asked"] is False
    assert "Group check: " in ended[0].stderr
    for one in ended:  # nobody is told the words but whoever says them
        assert not set(words) <= set(one.stderr.replace("·", " ").split()) or one is ended[-1]


def test_words_from_the_environment_and_wrong_ones(desk: Desk) -> None:
    host, words, at = nearby_host(desk)
    wrong = " ".join(word for word in word_lists()["en"].words if word not in words).split()[:3]
    home = str(desk.folder / "guest")
    for left, code in ((2, "E11"), (1, "E11"), (0, "E12")):
        arguments = ("join", "--answers", desk.file("b.toml", YES), "--yes", "--json", "--at", at)
        ended = desk.start(*arguments, invite=" ".join(wrong), home=home).end()
        assert (ended.code, ended.one("error")["code"]) == (1, code), ended
        assert (f"{left} tr" in str(ended.one("error")["message"])) == (code == "E11")
        assert host.next_event() == {"event": "words_tried", "tries_left": left}
    right = guest(desk, "--at", at)
    type_in(right, " ".join(words))
    assert right.end().one("error")["code"] == "E12"
    host.interrupt()
    told = host.end()
    assert told.code == 130
    assert "Someone tried three times with wrong words. Nothing was shared." in told.stderr
    assert not set(wrong) & set(told.stderr.split())


def test_words_that_differ_close_the_connection(desk: Desk) -> None:
    host, _, at = nearby_host(desk)
    other = guest(desk, "--nearby", "--at", at)
    other.next_event()
    type_in(other, "no")
    told = other.end()
    assert (told.code, told.one("error")["code"]) == (1, "E21")
    assert "Nothing was shared." in str(told.one("error")["message"])
    host.next_event()
    host.wait_for("Stop: the words are different.")
    later = guest(desk, "--nearby", "--at", at)  # the host can still be met by somebody else
    for program in (host, later):
        event = program.next_event()
        assert (event["event"], event["asked"]) == ("check_words", True)
        type_in(program, "Yes")
    assert host.seen[-1] == later.seen[-1]
    ended = [host.end(), later.end()]
    assert agreed(*ended), ended
    assert len([event for event in ended[1].events if event["event"] == "check_words"]) == 1  # two compare once


def test_a_group_without_words_is_asked_once_more(desk: Desk) -> None:
    host, words, at = nearby_host(desk, 3)
    compared, said = guest(desk, "--nearby", "--at", at), guest(desk, "--at", at)
    for program in (host, compared):
        program.next_event()
        type_in(program, "yes")
    type_in(said, " ".join(words))
    checks = [program.next_event() for program in (host, compared, said)]
    assert {str(check["event"]) for check in checks} == {"check_words"}
    assert len({str(check["words"]) for check in checks}) == 1
    assert [check["asked"] for check in checks] == [True, True, False]
    for program in (host, compared):
        type_in(program, "yes")
    assert agreed(host.end(), compared.end(), said.end())


def test_where_nobody_can_be_asked_nobody_comes_in_without_words(desk: Desk) -> None:
    arguments = ("host", desk.file("s.deal", COFFEE), "--answers", desk.file("a.toml", YES), "--json", "--nearby")
    host = desk.start(*arguments, "--listen", "127.0.0.1:0")
    host.next_event()
    port = host.next_event()["port"]
    told = guest(desk, "--nearby", "--at", f"127.0.0.1:{port}").end()
    assert told.one("error")["code"] == "E20", told
    host.interrupt()
    assert host.end().code == 130


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["host", "SHEET", "--answers", "A", "--nearby", "--show-name"], "--show-name needs a --name"),
        (["join", "--show", "--nearby", "--at", "nowhere"], "--at takes the address on their screen"),
        (["join", "--show", "--nearby", "--at", ":4000"], "--at takes the address on their screen"),
    ],
)
def test_wrong_usage(desk: Desk, arguments: list[str], says: str) -> None:
    files = {"SHEET": desk.file("s.deal", COFFEE), "A": desk.file("a.toml", YES)}
    home = str(desk.folder / "home")
    ended = commonground(*(files.get(argument, argument) for argument in arguments), COMMONGROUND_HOME=home)
    assert ended.returncode == 2
    assert says in ended.stderr


def test_words_that_are_not_ours(desk: Desk) -> None:
    ended = desk.run("join", "--show", "--at", "127.0.0.1", "--json", invite="maple xylophone lamp")
    assert ended.one("error")["code"] == "E11"
    assert "The second word is not in the list." in str(ended.one("error")["message"])
    assert "xylophone" not in ended.stderr + str(ended.events)


# ---- what is asked on the way, without a network


class Typed:
    """Somebody types these lines."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)

    async def line(self) -> str | None:
        return self.lines.pop(0) if self.lines else None


def test_on_a_terminal_wrong_words_can_be_corrected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONGROUND_HOME", str(tmp_path))
    tried: list[Any] = []

    async def with_words(words: Any, addresses: Any, port: int, store: Any, callers: Any) -> str:
        assert callers is None  # an address says nothing of a tag
        tried.append((words, addresses, port))
        if len(tried) < 3:
            raise WordsWrong("not these", tries_left=3 - len(tried))
        return "CG1-"

    monkeypatch.setattr(nearby, "with_words", with_words)
    monkeypatch.setattr(nearby, "typed", Typed("river candle lamp", "maple otter lamp"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    where = Nearby(at="192.168.4.23")
    assert asyncio.run(Guest(Output()).find_invite("river candle fox", where)) == "CG1-"
    assert [words[2] for words, _, _ in tried] == ["fox", "lamp", "lamp"]
    assert {(addresses, port) for _, addresses, port in tried} == {(("192.168.4.23",), 0)}
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    tried.clear()
    with pytest.raises(WordsWrong):
        asyncio.run(Guest(Output()).find_invite("river candle fox", where))


@pytest.mark.parametrize(
    ("lines", "device_word", "chosen"),
    [(["WORD"], None, 1), ([], "WORD", 1), (["nothing"], None, None), ([], None, None)],
)
def test_somebody_nearby_is_chosen(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    lines: list[str],
    device_word: str | None,
    chosen: int | None,
) -> None:
    rows = (row(1, "Ana"), row(2))
    word = word_of(rows[1])
    reached: list[Any] = []

    async def look_around() -> tuple[Row, ...]:
        return rows

    async def without_words(addresses: Any, port: int, confirm: Any, callers: Any) -> str:
        assert callers is not None
        reached.append(addresses)
        return "CG1-"

    monkeypatch.setattr(nearby, "look_around", look_around)
    monkeypatch.setattr(nearby, "without_words", without_words)
    monkeypatch.setattr(nearby, "parse_invite", lambda line: Mock(parties=2))
    monkeypatch.setattr(nearby, "typed", Typed(*(line.replace("WORD", word) for line in lines)))
    where = Nearby(wanted=True, device_word=device_word and word)
    finding = Guest(Output(as_json=True)).find_invite("", where)
    if chosen is None:
        with pytest.raises(SeveralNearby):
            asyncio.run(finding)
    else:
        assert asyncio.run(finding) == "CG1-"
        assert reached == [rows[chosen].addresses]
    shown = capsys.readouterr()
    people = json.loads(shown.out)["people"]
    assert [person["device_word"] for person in people] == [word_of(one) for one in rows]
    assert [person["name"] for person in people] == ["Ana", ""]
    assert "Someone nearby" in shown.err


# ---- small things


def row(number: int, nickname: str = "") -> Row:
    return Row(f"{number}", Announcement(number.to_bytes(8, "big"), True, nickname), (f"10.0.0.{number}",), 1)


def test_somebody_is_chosen_by_the_word_on_the_screen() -> None:
    rows = (row(1, "Ana"), row(2, "Ana"), row(3, "Ben"))
    assert _only(rows, f" ({word_of(rows[1]).upper()}) ") == rows[1]
    with pytest.raises(SeveralNearby) as caught:
        _only(rows, "nobody")
    assert caught.value.name == "Ana"
    assert caught.value.device_words == tuple(map(word_of, rows))
    with pytest.raises(SeveralNearby) as caught:
        _only((row(1), row(1)), word_of(row(1)))
    assert caught.value.name == ""


def test_addresses_as_people_read_them() -> None:
    assert _spell("192.168.4.23", DEFAULT_PORT) == "192.168.4.23"
    assert _spell("192.168.4.23", 4000) == "192.168.4.23:4000"
    assert _spell("fe80::1", 4000) == "[fe80::1]:4000"
    assert _address("[fe80::1]:4000") == (("fe80::1",), 4000)
    assert _address("192.168.4.23") == (("192.168.4.23",), 0)
    with pytest.raises(WrongUsage):
        _address("")


def test_neither_yes_nor_no_is_no_answer() -> None:
    assert [_meaning(line) for line in ("yes", " Y ", "no", "N", "", "perhaps")] == [
        True,
        True,
        False,
        False,
        None,
        None,
    ]


def test_without_nearby_nothing_is_shown_and_nothing_asked() -> None:
    with host_desk(Nearby(), "en", "Ana", 2, Output(), Helm()) as plain:
        assert plain.open_doors is None
        assert plain.store is None
        assert plain.listen_at(None) is None
        assert not plain.hear("yes")
        plain.show("CG1-")


def test_an_invite_stays_what_it_is() -> None:
    assert asyncio.run(Guest(Output()).find_invite("text with CG1-ABC in it", Nearby())) == "text with CG1-ABC in it"


@pytest.mark.parametrize(("people", "says"), [(2, "Say these words aloud."), (3, "Group check: a · b · c.")])
def test_a_pasted_invite_shows_check_words_too(people: int, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    guest, stage = Guest(Output(as_json=True)), CheckWords(("a", "b", "c"), people)
    guest.report(stage)
    shown = capsys.readouterr()
    assert json.loads(shown.out) == {"event": "check_words", "words": ["a", "b", "c"], "asked": False}
    assert says in shown.err
