"""Bristol files: known answers of circuits made by others, round trips, and files that must be refused."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import bristol
from crypto.bristol import InvalidCircuit, place, read, to_circuit
from crypto.bristol_write import write
from crypto.builder import Builder
from crypto.circuit import Bits, Circuit, check_circuit, evaluate_clear
from crypto.errors import MisuseError
from tests.crypto.programs import random_program

CIRCUITS = Path(__file__).resolve().parents[2].parent / "shared" / "circuits"
laws = settings(max_examples=40, deadline=None)


def load(name: str) -> Circuit:
    """A circuit of others; they are not part of this project."""
    if not CIRCUITS.is_dir():
        pytest.skip(f"there are no circuits of others in {CIRCUITS}: their known answers are NOT checked")
    circuit = to_circuit(read((CIRCUITS / name).read_bytes()))
    check_circuit(circuit)
    return circuit


def to_wires(data: bytes, reverse: bool) -> Bits:
    """Bytes, most significant bit first, or that backwards."""
    bits = np.unpackbits(np.frombuffer(data, np.uint8))
    return bits[::-1] if reverse else bits


def answer(circuit: Circuit, *words: bytes, reverse: bool) -> bytes:
    """Evaluate on byte strings."""
    out = evaluate_clear(circuit, np.concatenate([to_wires(word, reverse) for word in words]))["0"]
    return np.packbits(out[::-1] if reverse else out).tobytes()


KEY = bytes(range(16))
PLAIN = bytes.fromhex("00112233445566778899aabbccddeeff")
CIPHER = bytes.fromhex("69c4e0d86a7b0430d8cdb78070b4c55a")
START = bytes.fromhex("6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19")


def test_aes_of_fips_197() -> None:
    circuit = load("aes_128.txt")
    assert answer(circuit, KEY, PLAIN, reverse=True) == CIPHER
    assert (circuit.n_ands, circuit.depth) == (6400, 60)


def test_aes_with_the_old_header() -> None:
    circuit = load("AES-non-expanded-old.txt")
    assert answer(circuit, PLAIN, KEY, reverse=False) == CIPHER
    assert (circuit.n_ands, circuit.depth) == (6800, 40)
    assert circuit.owner.tolist() == [0] * 128 + [1] * 128


def test_sha256_of_fips_180() -> None:
    circuit = load("sha256.txt")
    block = b"abc\x80" + bytes(52) + (24).to_bytes(8, "big")
    assert answer(circuit, block, START, reverse=True) == hashlib.sha256(b"abc").digest()
    assert circuit.n_ands == 22573
    again = to_circuit(read(write(circuit)))
    assert answer(again, block, START, reverse=True) == hashlib.sha256(b"abc").digest()


@pytest.mark.parametrize(("name", "n_ands"), [("adder64.txt", 63), ("mult64.txt", 4033)])
def test_arithmetic(name: str, n_ands: int) -> None:
    circuit = load(name)
    source = random.Random(1)
    pairs = [(source.getrandbits(64), source.getrandbits(64)) for _ in range(64)]
    rows = [(x | y << 64).to_bytes(16, "little") for x, y in pairs]
    columns = np.unpackbits(np.frombuffer(b"".join(rows), np.uint8).reshape(64, 16), axis=1, bitorder="little").T
    out = evaluate_clear(circuit, np.ascontiguousarray(columns))["0"]
    numbers = np.packbits(out, axis=0, bitorder="little").T
    expected = [x + y if name == "adder64.txt" else x * y for x, y in pairs]
    assert [int.from_bytes(row.tobytes(), "little") for row in numbers] == [value % 2**64 for value in expected]
    assert circuit.n_ands == n_ands


@laws
@given(st.integers(0, 2**32), st.booleans())
def test_round_trip(seed: int, old: bool) -> None:
    program = random_program(seed, n_parties=2 if old else 3)
    circuit = program.builder.build()
    inputs = program.inputs
    if old:  # the first seat's inputs first
        order = np.argsort(circuit.owner, kind="stable")
        assert (order == np.arange(len(order))).all()
    again = to_circuit(read(write(circuit, old)), circuit.n_parties)
    check_circuit(again)
    opened = evaluate_clear(again, inputs)
    flat = np.concatenate(list(program.expected.values()))
    assert (np.concatenate(list(opened.values())) == flat).all()
    assert (again.n_ands, again.depth) == (circuit.n_ands, circuit.depth)
    assert len(opened) == (1 if old else len(program.expected))


def every_kind() -> bytes:
    """Wires in no order, two input words, two output words (one of them an input and a constant), all kinds."""
    return b"""7 13
2 2 1
2 2 1

2 1 0 1 9 XOR
2 1 9 2 4 AND
1 1 4 3 INV
1 1 1 10 EQ

4 2 3 9 4 0 8 7 MAND
1 1 8 11 EQW\r
2 1 7 10 12\tXOR"""


def test_every_kind_of_gate() -> None:
    file = read(every_kind())
    assert (file.input_words, file.output_words) == ((2, 1), (2, 1))
    builder = Builder(3)
    a, b = builder.input(2, 10).reshape(5, 2), builder.input(0, 1)
    for i, word in enumerate(place(builder, file, [a, b])):
        builder.output(f"word {i}", word)
    bits = np.random.default_rng(1).integers(0, 2, (11, 50), dtype=np.uint8)
    opened = evaluate_clear(builder.build(), bits)
    x, y, z = bits[0:10:2], bits[1:10:2], bits[10]
    nine, four = x ^ y, (x ^ y) & z
    eight, seven = (1 - four) & four, nine & x
    first = np.stack((np.ones_like(x), eight), axis=1).reshape(10, 50)
    assert (opened["word 0"] == first).all()
    assert (opened["word 1"] == 1 - seven).all()


def test_owners_and_recipients() -> None:
    file = read(every_kind())
    circuit = to_circuit(file, 4, owners=[3, 1], recipients=[2, 0])
    assert circuit.owner.tolist() == [3, 3, 1]
    assert [(o.name, o.recipients) for o in circuit.outputs] == [("0", (0, 2)), ("1", (0, 2))]
    assert to_circuit(file).owner.tolist() == [0, 0, 1]
    assert to_circuit(file, 1).owner.tolist() == [0, 0, 0]
    with pytest.raises(MisuseError, match="2 input words"):
        to_circuit(file, 4, owners=[3])
    builder = Builder(1)
    with pytest.raises(MisuseError, match="input words of"):
        place(builder, file, [builder.input(0, 1), builder.input(0, 2)])


def test_circuits_without_gates_or_inputs() -> None:
    builder = Builder(2)
    x = builder.input(0, 2)
    builder.output("x", x[[1, 1, 0]])
    for old in (False, True):
        assert evaluate_clear(to_circuit(read(write(builder.build(), old))), np.array([0, 1], np.uint8))[
            "0"
        ].tolist() == [1, 1, 0]
    constants = Builder(2)
    constants.output("both", np.array([1, 0]))
    assert evaluate_clear(to_circuit(read(write(constants.build()))), np.zeros(0, np.uint8))["0"].tolist() == [1, 0]
    assert to_circuit(read(b"0 0\n0\n0\n")).n_slots == 1
    assert to_circuit(read(b"0 2\n1 1 1\n")).outputs[0].slots.tolist() == [2]


def test_constants_in_the_old_format() -> None:
    builder = Builder(2)
    x = builder.input(1, 1)
    builder.output("bits", np.array([1, 0, int(x[0]), int(x[0]) ^ 1]))
    text = write(builder.build(), old=True)
    assert b"EQ" not in text
    again = to_circuit(read(text))
    for bit in (0, 1):
        assert evaluate_clear(again, np.array([bit], np.uint8))["0"].tolist() == [1, 0, bit, 1 - bit]


def test_what_the_old_format_cannot_hold() -> None:
    for seats in ((), (1, 0), (0, 2)):
        builder = Builder(3)
        for seat in seats:
            builder.input(seat, 1)
        with pytest.raises(MisuseError, match="old format"):
            write(builder.build(), old=True)


GOOD = "2 5\n1 3\n1 1\n\n2 1 0 1 3 AND\n2 1 3 2 4 XOR\n"
BAD = {
    "empty": ("", 1, "starts with a line"),
    "no numbers": ("hello\nworld\n", 1, "not a number"),
    "one line": ("2 5\n", 1, "starts with a line"),
    "first line of one": ("2\n1 3\n1 1\n", 1, "number of gates and of wires"),
    "first line of three": ("2 5 1\n1 3\n1 1\n", 1, "number of gates and of wires"),
    "old header of two words": ("1 5\n2 3\n2 1 0 1 3 AND\n", 2, "two parties"),
    "widths missing": (GOOD.replace("1 3", "2 3"), 2, "as many widths"),
    "too many widths": (GOOD.replace("1 1\n\n", "1 1 1\n\n"), 3, "as many widths"),
    "header is text": (GOOD.replace("1 3", "1 x3"), 2, "not a number"),
    "header is negative": (GOOD.replace("1 3", "-1 3"), 2, "not a number"),
    "header is a float": (GOOD.replace("2 5", "2.0 5"), 1, "not a number"),
    "header is unicode": (GOOD.replace("1 3", "\u0661 3"), 2, "not a number"),
    "header is huge": (GOOD.replace("2 5", "2 5000000000"), 1, "nine digits"),
    "wires are huge": (GOOD.replace("2 5", "2 999999999"), 1, "number of wires"),
    "inputs are huge": (GOOD.replace("2 5", "2 999999999").replace("1 3", "1 999999998"), 2, "input bits"),
    "too few wires": (GOOD.replace("2 5", "2 2"), 1, "number of wires"),
    "more outputs than wires": (GOOD.replace("1 1\n\n", "1 6\n\n"), 1, "number of wires"),
    "gates are huge": (GOOD.replace("2 5", "999999999 5"), 6, "ends after 2"),
    "gates missing": (GOOD.replace("2 1 3 2 4 XOR\n", ""), 5, "ends after 1 of 2"),
    "trailing gate": (GOOD + "2 1 0 1 4 XOR\n", 7, "after the last"),
    "trailing text": (GOOD + "\n\nbye", 9, "after the last"),
    "no gates at all": ("0 5\n1 3\n1 1\n", 3, "set by no gate"),
    "an output is not set": (GOOD.replace("2 5", "2 6"), 6, "set by no gate"),
    "undefined wire": (GOOD.replace("3 2 4 XOR", "9 2 4 XOR"), 6, "wire 9 is read"),
    "cycle": (GOOD.replace("0 1 3 AND", "0 4 3 AND"), 5, "wire 4 is read"),
    "reads itself": (GOOD.replace("0 1 3 AND", "0 3 3 AND"), 5, "wire 3 is read"),
    "sets twice": (GOOD.replace("3 2 4 XOR", "1 2 3 XOR"), 6, "wire 3 does not exist or was set"),
    "sets an input": (GOOD.replace("3 2 4 XOR", "1 2 0 XOR"), 6, "wire 0 does not exist or was set"),
    "sets beyond": (GOOD.replace("3 2 4 XOR", "1 2 5 XOR"), 6, "wire 5 does not exist"),
    "unknown kind": (GOOD.replace("XOR", "NOR"), 6, "unknown kind of gate b'NOR'"),
    "lower case": (GOOD.replace("XOR", "xor"), 6, "unknown kind"),
    "long kind": (GOOD.replace("XOR", "X" * 100), 6, "unknown kind of gate b'" + "X" * 40 + "'"),
    "kind alone": (GOOD.replace("2 1 3 2 4 XOR", "XOR"), 6, "do not fit the kind"),
    "too few fields": (GOOD.replace("2 1 3 2 4 XOR", "2 1 3 4 XOR"), 6, "do not fit the kind"),
    "too many fields": (GOOD.replace("2 1 3 2 4 XOR", "2 1 3 2 4 4 XOR"), 6, "do not fit the kind"),
    "INV of two": (GOOD.replace("2 1 3 2 4 XOR", "2 1 3 2 4 INV"), 6, "do not fit the kind"),
    "AND of one": (GOOD.replace("2 1 3 2 4 XOR", "1 1 3 4 AND"), 6, "do not fit the kind"),
    "MAND of nothing": (GOOD.replace("2 1 3 2 4 XOR", "0 0 MAND"), 6, "do not fit the kind"),
    "MAND of three": (GOOD.replace("2 1 3 2 4 XOR", "3 1 3 2 1 4 MAND"), 6, "do not fit the kind"),
    "MAND of many": (GOOD.replace("2 1 3 2 4 XOR", "999999998 499999999 3 2 4 MAND"), 6, "do not fit the kind"),
    "MAND sets twice": (GOOD.replace("2 1 3 2 4 XOR", "4 2 0 1 1 2 4 4 MAND"), 6, "wire 4 does not exist or was set"),
    "MAND reads its own": (
        GOOD.replace("2 1 3 2 4 XOR", "4 2 0 4 1 2 4 5 MAND").replace("2 5", "2 6"),
        6,
        "wire 4 is read",
    ),
    "constant of 2": (GOOD.replace("2 1 3 2 4 XOR", "1 1 2 4 EQ"), 6, "neither 0 nor 1"),
    "a number is text": (GOOD.replace("3 2 4", "3 z 4"), 6, "not a number"),
    "a number has an underscore": (GOOD.replace("3 2 4", "3 0_2 4"), 6, "not a number"),
    "NUL": (GOOD.replace("3 2 4", "3 \0 4"), 6, "not a number"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files(name: str) -> None:
    text, line, message = BAD[name]
    with pytest.raises(InvalidCircuit) as caught:
        read(text.encode())
    assert message in str(caught.value)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"line {line}: ")


def test_the_good_file_is_good() -> None:
    circuit = to_circuit(read(GOOD.encode()))
    grid = np.array([[i >> j & 1 for i in range(8)] for j in range(3)], np.uint8)
    assert (evaluate_clear(circuit, grid)["0"][0] == (grid[0] & grid[1]) ^ grid[2]).all()


def test_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bristol, "MAX_FILE_BYTES", len(GOOD) - 1)
    with pytest.raises(InvalidCircuit, match="larger than"):
        read(GOOD.encode())


def test_a_line_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bristol, "MAX_LINE_BYTES", 14)
    assert len(read(GOOD.encode()).kind) == 2
    with pytest.raises(InvalidCircuit, match="line 6: longer than 14 bytes"):
        read(GOOD.replace("2 4 XOR", "2  4 XOR").encode())


def test_many_empty_words() -> None:
    n = 20_000
    file = read(f"0 0\n{n}{' 0' * n}\n{n}{' 0' * n}\n".encode())
    assert len(to_circuit(file).outputs) == n


@laws
@given(st.integers(0, 2**32))
def test_damaged_files_are_read_or_refused(seed: int) -> None:
    source = random.Random(seed)
    data = bytearray(every_kind() if seed % 2 else GOOD.encode())
    for _ in range(source.randint(1, 4)):
        place_ = source.randrange(len(data))
        match source.randrange(3):
            case 0:
                data[place_] = source.choice(b"0123456789 \nXANDIVEQM")
            case 1:
                del data[place_ : place_ + source.randint(1, 5)]
            case _:
                data[place_:place_] = source.choice([b"9", b" ", b"\n", b"1 1 0 4 INV\n"])
    try:
        file = read(bytes(data))
    except InvalidCircuit as error:
        line = error.line
    else:
        check_circuit(to_circuit(file))
        line = 1
    assert 1 <= line <= data.count(b"\n") + 1
