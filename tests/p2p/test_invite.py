"""Invites survive being pasted, and say what is wrong with them when they do not."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import MisuseError
from p2p.errors import InviteDamaged, InviteError, InviteIncomplete, InviteNewer, NotAnInvite, ReplyNotInvite
from p2p.invite import (
    MAX_ADDRESSES,
    MAX_PARTIES,
    Invite,
    encode_invite,
    invite_code,
    invite_link,
    parse_invite,
    read_link,
)
from p2p.lines import checksum
from p2p.secret import Secret

INVITES = st.builds(
    Invite,
    st.binary(min_size=32, max_size=32).map(Secret),
    st.integers(2, MAX_PARTIES),
    st.integers(0, 2**40 - 1),
    st.lists(st.ip_addresses().map(str), min_size=1, max_size=MAX_ADDRESSES).map(tuple),
    st.integers(1, 65_535),
)
INVITE = Invite(Secret(bytes(range(32))), 3, 1_800_000_000, ("192.168.4.23", "fd00::7", "127.0.0.1"), 40_123)
LINE = encode_invite(INVITE)


@given(INVITES)
def test_an_invite_comes_back(invite: Invite) -> None:
    line = encode_invite(invite)
    assert parse_invite(line) == invite
    assert line.isascii()
    assert line.isprintable()
    assert not any(character.isspace() for character in line)
    assert len(line) < 310


def wrapped(line: str, width: int, mark: str) -> str:
    return mark.join(line[start : start + width] for start in range(0, len(line), width))


@pytest.mark.parametrize(
    "text",
    [
        LINE,
        LINE.lower(),
        f"  {LINE}\r\n",
        f"Common Ground invite from Sam, valid until 11:05\n{LINE}\nSee you!",
        f"common-ground:{LINE}",
        invite_link(LINE),
        f"<a href='common-ground://{LINE}/?x=1'>join</a>",
        wrapped(LINE, 40, "\n"),
        wrapped(LINE, 40, "\r\n> "),
        wrapped(LINE, 72, "=\u00ad\u200b").replace("=", ""),
        wrapped(LINE, 5, " "),
        wrapped(LINE, 60, "-\n"),
        f"{LINE}, says Sam",
        f"{LINE}AND MORE LETTERS AFTER IT",
        f"CG1-oops first a broken one, then {LINE}",
        f"CG2-AAAA for newer programs, and for older ones: {LINE}",
        f"{LINE} {encode_invite(Invite(Secret(bytes(32)), 2, 5, ('10.0.0.1',), 1))}",
        "x" * 20_000 + "\n" + LINE,
    ],
)
def test_an_invite_is_found_however_it_was_pasted(text: str) -> None:
    assert parse_invite(text) == INVITE


@pytest.mark.parametrize("text", ["", "hello", "CG1", "CG-1-AAAA", "CG0-AAAAAAAA", "XCG1-AAAAAAAA", "CG١-AAAAAAAA"])
def test_a_text_without_an_invite(text: str) -> None:
    with pytest.raises(NotAnInvite):
        parse_invite(text)


def test_an_invite_that_was_cut_off() -> None:
    for n_letters in range(4, len(LINE)):
        with pytest.raises(InviteIncomplete) as caught:
            parse_invite(LINE[:n_letters])
        assert type(caught.value) is InviteIncomplete, n_letters


def test_an_invite_that_was_cut_off_inside_a_longer_text() -> None:
    with pytest.raises(InviteIncomplete):
        parse_invite(f"Common Ground invite\n{LINE[:60]}\n\nBest, Sam. " + "Lorem ipsum dolor sit amet " * 20)


@given(st.integers(4, len(LINE) - 1), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_a_changed_letter_is_noticed(place: int, letter: str) -> None:
    if letter == LINE[place]:
        return
    with pytest.raises(InviteIncomplete):
        parse_invite(LINE[:place] + letter + LINE[place + 1 :])


def test_swapped_letters_are_damage() -> None:
    middle = len(LINE) // 2
    swapped = LINE[:middle] + LINE[middle + 20 :] + LINE[middle : middle + 20]
    with pytest.raises(InviteDamaged):
        parse_invite(swapped)


@pytest.mark.parametrize(("text", "version"), [("CG2-ABCDEFGH", 2), ("see cg17-x", 17), (f"CG9-{LINE[4:]}", 9)])
def test_a_newer_invite_says_so(text: str, version: int) -> None:
    with pytest.raises(InviteNewer) as caught:
        parse_invite(text)
    assert caught.value.version == version


@given(st.text(max_size=300) | st.text("CG1-ABCDEFGH234567 \n", max_size=300).map(lambda text: "CG1-" + text))
def test_any_text_gives_an_invite_or_an_invite_error(text: str) -> None:
    try:
        parse_invite(text)
    except InviteError:
        return
    raise AssertionError("nobody can guess a checksum")


def forged(body: bytes, tail: bytes = b"") -> str:
    """A line with a right length and checksum around any content."""
    raw = bytes([1 + len(body) + 5]) + body
    raw += checksum("invite", raw)
    raw = (raw + tail).ljust(-(-len(raw + tail) // 5) * 5, b"\0")
    return "CG1-" + base64.b32encode(raw).decode()


HEAD = bytes([2]) + bytes(5) + b"\0\1"


@pytest.mark.parametrize(
    "line",
    [
        forged(b""),
        forged(HEAD),
        forged(HEAD + b"\0" + bytes(32)),  # nowhere to go
        forged(HEAD + b"\1\4\1\2\3\4" + bytes(31)),
        forged(HEAD + b"\1\4\1\2\3\4" + bytes(33)),
        forged(HEAD + b"\1\5\1\2\3\4" + bytes(32)),  # no such family
        forged(HEAD + b"\2\4\1\2\3\4" + bytes(32)),
        forged(HEAD + b"\x09" + b"\4\1\2\3\4" * 9 + bytes(32)),
        forged(bytes([1]) + HEAD[1:] + b"\1\4\1\2\3\4" + bytes(32)),
        forged(bytes([99]) + HEAD[1:] + b"\1\4\1\2\3\4" + bytes(32)),
        forged(HEAD[:-1] + b"\0" + b"\1\4\1\2\3\4" + bytes(32)),  # port 0
        forged(HEAD + b"\1\4\1\2\3\4" + bytes(32), b"\1"),
        "CG1-" + base64.b32encode(b"\0" * 5).decode(),
        "CG1-" + base64.b32encode(b"\5" + b"\0" * 4).decode(),
    ],
)
def test_a_right_checksum_around_nonsense(line: str) -> None:
    with pytest.raises(InviteDamaged):
        parse_invite(line)
    assert parse_invite(forged(HEAD + b"\1\4\1\2\3\4" + bytes(32))).addresses == ("1.2.3.4",)


@pytest.mark.parametrize(
    "changes",
    [{"secret": Secret(b"short")}, {"parties": 1}, {"expires": -1}, {"addresses": ()},
     {"addresses": ("1.2.3.4",) * 9}, {"port": 0}],
)  # fmt: skip
def test_an_invite_that_cannot_be_is_our_mistake(changes: dict[str, object]) -> None:
    fields = {name: getattr(INVITE, name) for name in ("secret", "parties", "expires", "addresses", "port")}
    with pytest.raises(MisuseError):
        Invite(**{**fields, **changes})


def test_an_invite_does_not_show_its_secret() -> None:
    assert "Secret(...)" in repr(INVITE)
    assert bytes(range(32)).hex() not in repr(INVITE)
    assert "\\x01\\x02" not in repr(INVITE)


# ---- as a link, and as a code to scan


@pytest.mark.parametrize(
    "link", [invite_link(LINE), invite_link(LINE).upper(), f"common-ground://{LINE.lower()}", f"common-ground:{LINE}/"]
)
def test_a_link_leads_to_the_line(link: str) -> None:
    assert read_link(link) == LINE
    assert parse_invite(link) == INVITE


def test_a_link_of_a_newer_format_is_told_apart_by_the_invite() -> None:
    with pytest.raises(InviteNewer):
        parse_invite(read_link("common-ground:CG2-ABCDEFGH"))


@pytest.mark.parametrize(
    "link",
    [
        "", LINE, f"http:{LINE}", f"common-ground:{LINE}?x=1", f"common-ground:{LINE}#x", f"common-ground:{LINE}\n",
        f"common-ground:{LINE} ", f" common-ground:{LINE}", "common-ground:CG1-", "common-ground:--answers",
        f"common-ground:///{LINE}", f"common-ground://host/{LINE}", "common-ground:CG1-" + "A" * 3000,
        f"common-ground:{LINE}%0a", "common-ground:CG1-ABCDEFG\u0660", f"common-ground:CGR1-{LINE[4:]}",
    ],
)  # fmt: skip
def test_what_another_program_opens_is_taken_exactly_or_not_at_all(link: str) -> None:
    with pytest.raises(NotAnInvite):
        read_link(link)


@given(st.text(max_size=200).map(lambda text: "common-ground:" + text) | st.text(max_size=50))
def test_any_link_gives_a_plain_line_or_an_error(link: str) -> None:
    try:
        line = read_link(link)
    except NotAnInvite:
        return
    assert line.isascii()
    assert line.isprintable()
    assert read_link(invite_link(line)) == line


def test_a_reply_is_no_invite() -> None:
    with pytest.raises(ReplyNotInvite):
        parse_invite("They say: CGR1-ABCDEFGH")


def test_the_code_to_scan_is_a_square_with_its_three_corners() -> None:
    code = invite_code(LINE)
    assert {len(row) for row in code} == {len(code)}
    assert 25 <= len(code) <= 77
    corner = [[r in (0, 6) or c in (0, 6) or (2 <= r <= 4 and 2 <= c <= 4) for c in range(7)] for r in range(7)]
    for top, left in ((0, 0), (0, len(code) - 7), (len(code) - 7, 0)):
        assert [list(row[left : left + 7]) for row in code[top : top + 7]] == corner
    assert invite_code(LINE) == code
    assert invite_code(LINE.replace("A", "B")) != code
