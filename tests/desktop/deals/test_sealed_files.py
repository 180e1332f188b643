"""Contents in files, in the circuit: keys open with their statements; a wrong key closes what depends on it only."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest

from crypto.circuit import evaluate_clear
from crypto.errors import MisuseError
from crypto.sealing import tau_of
from desktop.deals.answers import Answers, FileFacts, Offer, Offers
from desktop.deals.compiler import (
    ALL,
    Compiled,
    compile_sheet,
    decode,
    decode_files,
    encode,
    encode_files,
    join_inputs,
)
from desktop.deals.errors import InvalidAnswers
from desktop.deals.kinds.contents import MAX_NAME_BYTES, FileContent, OwnFile, SealedFile, read_content, safe_name
from desktop.deals.outcome import Outcome
from desktop.deals.rule import decide
from desktop.deals.terms import load_sheet

TWO = """
format = 1
id = "frank"
title = "Frank"
parties = { min = 2, max = 3 }
[[items]]
id = "frank"
kind = "disclose"
statements = { all = [{ id = "s0" }, { id = "s1" }] }
"""
SHEET = load_sheet(TWO.encode())
KEYS = [bytes([number]) * 16 for number in range(1, 9)]
WRONG = bytes(16)


def facts(name: str, number: int = 0) -> FileFacts:
    return FileFacts(name, 1000 + number, bytes([number]) * 32, number)


def filed(name: str, number: int = 0, requires: tuple[str, ...] = ()) -> Offer:
    return Offer(requires, file="/nowhere", facts=facts(name, number))


def run(
    compiled: Compiled, everyone: Sequence[Answers], own_files: Sequence[dict[str, list[OwnFile]]]
) -> tuple[Outcome, dict[tuple[str, int, int], bytes]]:
    bits = [
        np.concatenate((encode(compiled, seat, answers), encode_files(compiled, seat, own)))
        for seat, (answers, own) in enumerate(zip(everyone, own_files, strict=True))
    ]
    opened = evaluate_clear(compiled.circuit, join_inputs(compiled, bits))
    keys: dict[tuple[str, int, int], bytes] = {}
    for name, value in opened.items():
        keys |= {(file.item_id, file.seat, file.file.number): file.key for file in decode_files(compiled, name, value)}
    return decode(compiled, opened), keys


def offers(**by_statement: Offer) -> Answers:
    return Answers(by_item={"frank": Offers(by_statement)})


def one_each(keys: Sequence[bytes], statements: Sequence[str] = ("s0", "s0")) -> list[dict[str, list[OwnFile]]]:
    return [{"frank": [OwnFile(statement, key)]} for key, statement in zip(keys, statements, strict=True)]


FILES = (SealedFile("frank", 0, tau_of(KEYS[0])), SealedFile("frank", 1, tau_of(KEYS[1])))


def test_keys_open_with_their_statements() -> None:
    compiled = compile_sheet(SHEET, ("", ""), files=FILES)
    everyone = [offers(s0=filed("a.pdf", requires=("2.s0",))), offers(s0=filed("b.pdf"), s1=Offer(text="hi"))]
    outcome, keys = run(compiled, everyone, one_each(KEYS[:2]))
    assert outcome == decide(SHEET, everyone)
    assert keys == {("frank", 0, 0): KEYS[0], ("frank", 1, 0): KEYS[1]}
    value = outcome.items["frank"].value
    assert isinstance(value, dict)
    assert value["1.s0"] == {"file": "a.pdf", "size": 1000, "blake2b": "00" * 32}
    assert value["2.s1"] == {"text": "hi"}


def test_nothing_of_a_closed_file_opens() -> None:
    compiled = compile_sheet(SHEET, ("", ""), files=FILES)
    everyone = [offers(s0=filed("a.pdf", requires=("2.s1",))), offers(s0=filed("b.pdf"))]
    outcome, keys = run(compiled, everyone, one_each(KEYS[:2]))
    assert outcome == decide(SHEET, everyone)
    assert keys == {("frank", 1, 0): KEYS[1]}


@pytest.mark.parametrize(("first", "second"), list(product((True, False), repeat=2)))
def test_a_wrong_key_closes_what_depends_on_it_and_nothing_else(first: bool, second: bool) -> None:
    """C28: another key in the run than its public name says, at one owner or at both."""
    compiled = compile_sheet(SHEET, ("", ""), files=FILES)
    everyone = [
        offers(s0=filed("a.pdf"), s1=Offer(("2.s1",), text="mine")),
        offers(s0=filed("b.pdf"), s1=Offer(("1.s0",), text="yours")),
    ]
    entered = [KEYS[0] if first else WRONG, KEYS[1] if second else WRONG]
    outcome, keys = run(compiled, everyone, one_each(entered))
    value = outcome.items["frank"].value or {}
    assert isinstance(value, dict)
    # 2.s1 depends on the first file, 1.s1 on 2.s1; the second file stands alone.
    assert set(value) == ({"1.s0", "2.s1", "1.s1"} if first else set()) | ({"2.s0"} if second else set())
    assert set(keys) == ({("frank", 0, 0)} if first else set()) | ({("frank", 1, 0)} if second else set())


def test_who_names_a_file_whose_key_stays_closed_gives_an_empty_text() -> None:
    """A changed program says that s1 is in the file of s0; or names a file that was never sealed."""
    compiled = compile_sheet(SHEET, ("", ""), files=FILES)
    everyone = [offers(s0=filed("a", requires=("2.s1",)), s1=filed("a")), offers(s0=filed("b", number=7))]
    outcome, keys = run(compiled, everyone, one_each(KEYS[:2]))
    assert outcome.items["frank"].value == {"1.s1": {"text": ""}, "2.s0": {"text": ""}}
    assert keys == {}
    without = compile_sheet(SHEET, ("", ""))
    assert run(without, everyone, [{}, {}])[0].items["frank"].value == {"1.s1": {"text": ""}, "2.s0": {"text": ""}}


def test_no_files_cost_nothing() -> None:
    plain = compile_sheet(SHEET, ("", "", ""))
    assert compile_sheet(SHEET, ("", "", ""), files=()).circuit.digest() == plain.circuit.digest()
    with_file = compile_sheet(SHEET, ("", "", ""), files=FILES[:1]).circuit
    assert with_file.n_ands - plain.circuit.n_ands < 12_700
    assert with_file.depth - plain.circuit.depth <= 52
    assert encode_files(plain, 0, {}).size == 0


def test_the_circuit_is_a_function_of_sheet_seats_and_headers() -> None:
    first = compile_sheet(SHEET, ("", ""), files=FILES).circuit.digest()
    assert compile_sheet(SHEET, ("", ""), files=FILES).circuit.digest() == first
    other = (FILES[0], SealedFile("frank", 1, tau_of(KEYS[2])))
    assert compile_sheet(SHEET, ("", ""), files=other).circuit.digest() != first


@pytest.mark.parametrize("whole", [False, True])
def test_random_offers_open_as_the_rule_in_the_clear_says(whole: bool) -> None:
    text = TWO.replace('title = "Frank"', 'title = "Frank"\nall_or_nothing = true') if whole else TWO
    sheet, rng = load_sheet(text.encode()), random.Random(5)
    # Three people: none, one or two files each, in any order; also with an only_add circuit.
    files = [
        SealedFile("frank", seat, tau_of(KEYS[2 * seat + slot])) for seat, n in ((0, 2), (2, 1)) for slot in range(n)
    ]
    compiled = [compile_sheet(sheet, ("", "", ""), files=files, only_add=again) for again in (False, True)]
    for _ in range(12):
        slots = rng.sample(("s0", "s1"), 2), rng.choice(("s0", "s1"))
        everyone = [random_offers(rng, 0, slots[0]), random_offers(rng, 1, []), random_offers(rng, 2, [slots[1]])]
        own = [
            {"frank": [OwnFile(statement, KEYS[slot]) for slot, statement in enumerate(slots[0])]},
            {},
            {"frank": [OwnFile(slots[1], KEYS[4])]},
        ]
        outcome, keys = run(compiled[0], everyone, own)
        assert outcome == decide(sheet, everyone)
        value = outcome.items["frank"].value or {}
        assert isinstance(value, dict)
        expected = {("frank", 0, slot): KEYS[slot] for slot, name in enumerate(slots[0]) if f"1.{name}" in value}
        assert keys == expected | ({("frank", 2, 0): KEYS[4]} if f"3.{slots[1]}" in value else {})
        again = [
            np.concatenate((bits := encode(compiled[1], seat, one), bits, encode_files(compiled[1], seat, files_of)))
            for seat, (one, files_of) in enumerate(zip(everyone, own, strict=True))
        ]
        opened = evaluate_clear(compiled[1].circuit, join_inputs(compiled[1], again))
        assert decode(compiled[1], opened) == outcome
    assert (ALL in {output.name for output in compiled[0].circuit.outputs}) is whole


def random_offers(rng: random.Random, seat: int, in_files: Sequence[str]) -> Answers:
    by_statement = {}
    for name in ("s0", "s1"):
        if rng.random() < 0.8:
            others = [f"{other + 1}.{one}" for other in range(3) if other != seat for one in ("s0", "s1")]
            requires = tuple(rng.sample(others, rng.randint(0, 1)))
            offer = filed(name, in_files.index(name), requires) if name in in_files else Offer(requires, text=name)
            by_statement[name] = offer
    return offers(**by_statement)


def test_every_sealed_file_needs_its_key() -> None:
    compiled = compile_sheet(SHEET, ("", ""), files=FILES)
    with pytest.raises(MisuseError, match="one key for every own file"):
        encode_files(compiled, 0, {})


def test_a_file_nobody_looked_at_is_no_content() -> None:
    everyone = [offers(s0=Offer(file="/nowhere")), offers()]
    with pytest.raises(InvalidAnswers, match="not looked at"):
        decide(SHEET, everyone)


# Names


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\b.txt", "b.txt"),
        (".bashrc", "bashrc"),
        ("", "file"),
        ("...", "file"),
        ("CON.txt", "file_CON.txt"),
        ("nul", "file_nul"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\nb\tc.txt", "abc.txt"),
        ("a<b>|?*.txt", "a_b____.txt"),
        ("trailing. . ", "trailing"),
        (".pdf", "pdf"),
    ],
)
def test_names_are_made_harmless(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert safe_name(safe) == safe


def test_long_names_keep_their_ending() -> None:
    for name in ("é" * 500 + ".pdf", "x" * 400, "y." + "z" * 400):
        safe = safe_name(name)
        assert len(safe.encode()) <= MAX_NAME_BYTES
        assert safe_name(safe) == safe
    assert safe_name("é" * 500 + ".pdf").endswith(".pdf")


def test_what_a_changed_program_enters_is_made_readable() -> None:
    rng = random.Random(8)
    for _ in range(300):
        content = bytes([rng.choice((0, 0xFF, rng.randrange(256)))]) + rng.randbytes(279)
        read = read_content(content)
        if isinstance(read, FileContent):
            assert safe_name(read.name) == read.name
            assert read.size < 2**64
        else:
            read.encode()
