"""Whatever the bytes are: a dict or ValueError, fast."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.deals.reading import MAX_DEPTH, encode_json, read_json, read_toml
from tests.desktop.deals.files import laws

MIB = 1 << 20

HOSTILE_TOML = {
    "not utf-8": b"a = '\xff'",
    "half a character": b"a = '\xed\xa0\x80'",
    "a lone surrogate escape": b'a = "\\ud800"',
    "no toml": b"hello",
    "a duplicate key": b"a = 1\na = 2",
    "brackets": b"[" * MIB,
    "lists in lists": b"a = " + b"[" * 20 + b"]" * 20,
    "tables in tables": b"a = " + b"{a=" * 20 + b"1" + b"}" * 20,
    "dotted keys": b"a." * 20 + b"a = 1",
    "very many dotted keys": b".".join([b"a"] * 500_000) + b" = 1",
    "a dotted header": b"[" + b".".join([b"a"] * 20) + b"]",
    "a huge number": b"a = " + b"9" * 5000,
    "a huge exponent": b"a = 1e" + b"9" * 1000,
    "a bad date": b"a = 2027-13-01",
    "quotes": b'"' * (MIB - 1),
    "triple quotes": b'"""' * 349_000,
    "single quotes": b"'" * (MIB - 1),
    "open strings with escapes": b'"\\' * 500_000,
    "backslashes": b"\\" * MIB,
    "too long": b"#" * (MIB + 1),
    "nul": b"a = 'x\0'",
}


@pytest.mark.parametrize("data", HOSTILE_TOML.values(), ids=HOSTILE_TOML)
def test_hostile_toml_is_refused_quickly(data: bytes) -> None:
    start = time.process_time()
    with pytest.raises(ValueError, match=r"^the file ") as caught:
        read_toml(data, MIB)
    assert type(caught.value) is ValueError
    assert len(str(caught.value)) < 400
    assert time.process_time() - start < 10


def test_brackets_and_points_in_strings_and_comments_do_not_count() -> None:
    deep = "[" * 50 + "." * 50
    text = (
        f'a = "{deep}" # {deep}\nb = \'{deep}\'\nc = \'\'\'{deep}\n{deep}\'\'\'\nd = """{deep}\\"\n"""\ne = "\\"{deep}"'
    )
    assert set(read_toml(text.encode(), MIB)) == {"a", "b", "c", "d", "e"}


def test_numbers_with_a_point_keep_their_digits() -> None:
    assert str(read_toml(b"a = 0.10", MIB)["a"]) == "0.10"
    assert read_toml(b"a = 1_000.5", MIB)["a"] == Decimal("1000.5")
    assert read_toml(b"a = 5", MIB)["a"] == 5


def test_depth_up_to_the_bound_is_read() -> None:
    read_toml(b"a = " + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, MIB)
    inner = MAX_DEPTH - 1
    read_json(b'{"a":' + b"[" * inner + b"]" * inner + b"}", MIB)


HOSTILE_JSON = {
    "empty": b"",
    "not utf-8": b'{"a":"\xff"}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "a list": b"[]",
    "a number": b"1",
    "a duplicate key": b'{"a":1,"a":1}',
    "white space": b'{"a": 1}',
    "a line end": b"{}\n",
    "keys not sorted": b'{"b":1,"a":1}',
    "a float": b'{"a":1.5}',
    "an exponent": b'{"a":1e5}',
    "NaN": b'{"a":NaN}',
    "Infinity": b'{"a":-Infinity}',
    "minus nought": b'{"a":-0}',
    "a huge number": b'{"a":' + b"9" * 5000 + b"}",
    "a lone surrogate": b'{"a":"\\ud800"}',
    "an escape that is not needed": b'{"a":"\\u0041"}',
    "an escaped slash": b'{"a":"\\/"}',
    "brackets": b"[" * MIB,
    "tables in tables": b'{"a":' * 20 + b"1" + b"}" * 20,
    "quotes": b'"' * (MIB - 1),
    "open strings with escapes": b'"\\' * 500_000,
    "too long": b" " * (MIB + 1),
    "something after it": b"{}{}",
}


@pytest.mark.parametrize("data", HOSTILE_JSON.values(), ids=HOSTILE_JSON)
def test_hostile_json_is_refused_quickly(data: bytes) -> None:
    start = time.process_time()
    with pytest.raises(ValueError, match=r"^it ") as caught:
        read_json(data, MIB)
    assert type(caught.value) is ValueError
    assert time.process_time() - start < 10


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"), max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3)
    ),
    max_leaves=8,
)


@laws
@given(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), json_values, max_size=4))
def test_json_round_trip(document: dict[str, object]) -> None:
    data = encode_json(document)
    assert read_json(data, MIB) == document
    assert encode_json(read_json(data, MIB)) == data


@laws
@given(st.binary(max_size=60))
def test_random_bytes(data: bytes) -> None:
    for reader in (read_toml, read_json):
        try:
            document = reader(data, MIB)
        except ValueError:
            continue
        assert isinstance(document, dict)
