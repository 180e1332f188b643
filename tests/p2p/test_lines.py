"""Lines that people pass on: what comes back, and how long nonsense takes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import MisuseError
from p2p.errors import InviteDamaged, InviteIncomplete
from p2p.lines import MAX_CONTENT, encode_line, find_lines, is_cut_off, read_line

NOISE = st.text(" \n\t>-\u00ad\u200b", max_size=5)


@given(st.binary(max_size=MAX_CONTENT), st.lists(NOISE, min_size=1, max_size=8))
def test_content_comes_back_through_whatever_mail_does(content: bytes, noise: list[str]) -> None:
    line = encode_line("XY", "test", content)
    head, letters = line.split("-")
    pieces = [letters[start : start + 7] + noise[start % len(noise)] for start in range(0, len(letters), 7)]
    ((version, rest),) = find_lines("XY", f"see: {head}-{''.join(pieces)}.")
    assert version == 1
    assert read_line("test", rest) == content


def test_another_label_is_another_line() -> None:
    line = encode_line("XY", "test", b"content")
    with pytest.raises(InviteDamaged):
        read_line("other", line[4:])


def test_the_longest_line() -> None:
    encode_line("XY", "test", bytes(MAX_CONTENT))
    with pytest.raises(MisuseError):
        encode_line("XY", "test", bytes(MAX_CONTENT + 1))


def test_a_prefix_within_a_word_is_none() -> None:
    assert list(find_lines("CG", "ACG1-A CGR1-A CG12345-A")) == []
    assert [version for version, _ in find_lines("CG", "cg1-a (CG2-a) CG0-")] == [1, 2, 0]


@pytest.mark.parametrize(
    "text", ["CG1-" * 16_000, "CG1-" + "A" * 65_000, ("CG1-" + " " * 60) * 1000, "CG1-A-" * 10_000]
)
def test_nonsense_is_read_in_a_moment(text: str) -> None:
    started = time.process_time()
    for _, rest in find_lines("CG", text):
        with pytest.raises(InviteIncomplete):
            read_line("test", rest)
    assert time.process_time() - started < 5


def test_what_is_still_being_pasted() -> None:
    line = encode_line("XY", "test", b"some content that is long enough")
    for end in range(len("XY1-"), len(line)):
        assert is_cut_off("XY", f"Sam wrote:\n{line[:end]}"), end
    for whole in (line, f"{line}\n", f"XY1-AAAA {line}", "XY2-A", "hello", "XY1-AAAAAAAAAAAAAAAA", ""):
        assert not is_cut_off("XY", whole), whole
