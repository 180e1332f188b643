"""Replies: found in any text, only to the invite they were made for, and nothing of it can be changed."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import MisuseError
from p2p.addresses import is_diallable
from p2p.errors import InviteDamaged, InviteError, InviteIncomplete, InviteNewer, NotAnInvite, ReplyNotForThis
from p2p.invite import MAX_ADDRESSES
from p2p.lines import checksum, encode_line
from p2p.reply import NONCE_BYTES, Reply, _mark, encode_reply, parse_reply
from p2p.secret import Secret

SECRET = Secret(bytes(range(32)))
REPLY = Reply(("192.168.4.23", "fe80::7", "127.0.0.1"), 40_123, bytes(range(16)))
LINE = encode_reply(REPLY, SECRET)
REPLIES = st.builds(
    Reply,
    st.lists(st.ip_addresses().map(str).filter(is_diallable), min_size=1, max_size=MAX_ADDRESSES).map(tuple),
    st.integers(1, 65_535),
    st.binary(min_size=NONCE_BYTES, max_size=NONCE_BYTES),
)


@given(REPLIES)
def test_a_reply_comes_back(reply: Reply) -> None:
    line = encode_reply(reply, SECRET)
    assert parse_reply(f"Sam says:\n> {line[:50]}\n> {line[50:]}\nok?", SECRET) == reply
    assert line.isascii()
    assert line.isprintable()
    assert len(line) < 310


@pytest.mark.parametrize("text", ["", "hello", "CG1-ABCDEFGH", "CGR-A", "CGR0-ABCDEFGH"])
def test_a_text_without_a_reply(text: str) -> None:
    with pytest.raises(NotAnInvite) as caught:
        parse_reply(text, SECRET)
    assert not isinstance(caught.value, ReplyNotForThis)


def test_a_reply_to_another_invite() -> None:
    with pytest.raises(ReplyNotForThis):
        parse_reply(LINE, Secret(bytes(32)))
    other = encode_reply(REPLY, Secret(bytes(32)))
    assert parse_reply(f"{other} {LINE}", SECRET) == REPLY  # the right one is found among others


def test_a_reply_that_was_cut_off_or_is_newer() -> None:
    for n_letters in range(5, len(LINE)):
        with pytest.raises(InviteIncomplete) as caught:
            parse_reply(LINE[:n_letters], SECRET)
        assert type(caught.value) is InviteIncomplete, n_letters
    with pytest.raises(InviteNewer):
        parse_reply("CGR2-ABCDEFGH", SECRET)


def test_not_a_byte_can_be_changed_without_the_secret() -> None:
    """Whoever changes a reply on the way can make the checksum, not the mark: the host never dials what he wrote."""
    raw = base64.b32decode(LINE[5:])
    length = raw[0]
    content = raw[1 : length - 5]
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 1
        with pytest.raises(ReplyNotForThis):
            parse_reply(encode_line("CGR", "reply", bytes(changed)), SECRET)


HEAD = b"\0\1"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        HEAD,
        HEAD + b"\0" + bytes(16),  # nowhere to call
        HEAD + b"\1\4\1\2\3\4" + bytes(15),
        HEAD + b"\1\4\1\2\3\4" + bytes(17),
        HEAD + b"\1\5\1\2\3\4" + bytes(16),  # no such family
        HEAD + b"\2\4\1\2\3\4" + bytes(16),
        HEAD + b"\x09" + b"\4\1\2\3\4" * 9 + bytes(16),
        b"\0\0" + b"\1\4\1\2\3\4" + bytes(16),  # port 0
        HEAD + b"\1\4\xe0\0\0\1" + bytes(16),  # everybody at once
        HEAD + b"\1\4\0\0\0\0" + bytes(16),
    ],
)
def test_nonsense_of_somebody_who_holds_the_invite(content: bytes) -> None:
    with pytest.raises(InviteDamaged):
        parse_reply(encode_line("CGR", "reply", content + _mark(content, SECRET)), SECRET)
    right = HEAD + b"\1\4\1\2\3\4" + bytes(16)
    assert parse_reply(encode_line("CGR", "reply", right + _mark(right, SECRET)), SECRET).addresses == ("1.2.3.4",)


@given(st.text(max_size=300) | st.text("CGR1-ABCDEFGH234567 \n", max_size=300).map(lambda text: "CGR1-" + text))
def test_any_text_gives_a_reply_or_an_error(text: str) -> None:
    with pytest.raises(InviteError):
        parse_reply(text, SECRET)


@given(st.binary(max_size=200))
def test_any_content_gives_a_reply_or_an_error(content: bytes) -> None:
    line = encode_line("CGR", "reply", content + _mark(content, SECRET))
    try:
        reply = parse_reply(line, SECRET)
    except InviteError:
        return
    assert encode_reply(reply, SECRET) == line


@pytest.mark.parametrize(
    "changes",
    [{"addresses": ()}, {"addresses": ("1.2.3.4",) * 9}, {"addresses": ("sam",)}, {"port": 0}, {"nonce": b"x"}],
)
def test_a_reply_that_cannot_be_is_our_mistake(changes: dict[str, object]) -> None:
    fields = {name: getattr(REPLY, name) for name in ("addresses", "port", "nonce")}
    with pytest.raises(MisuseError):
        Reply(**{**fields, **changes})


def test_the_checksum_is_no_secret() -> None:
    raw = base64.b32decode(LINE[5:])
    assert raw[raw[0] - 5 : raw[0]] == checksum("reply", raw[: raw[0] - 5])
