"""Sealed files: nothing of them can be changed, exchanged or left out, and only one key opens them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto import sealing
from crypto.builder import Builder
from crypto.circuit import evaluate_clear
from crypto.errors import CheatingDetected, MalformedMessage, MisuseError
from crypto.randomness import H
from crypto.sealing import (
    CHUNK_BYTES,
    HEADER_BYTES,
    LARGEST_BYTES,
    SMALLEST_BYTES,
    TAG_BYTES,
    SealedHeader,
    key_fits,
    new_header,
    padded,
    seal,
    tau_of,
    unseal,
)
from tests.crypto.seeded import Seeded

KEY, OTHER = bytes(range(16)), bytes(range(1, 17))
OWNER = b"o" * 32


def header_for(size: int, key: bytes = KEY) -> SealedHeader:
    return new_header(key, 3, size, OWNER, Seeded(b"header"))


def three_chunks(content: bytes = bytes(2 * CHUNK_BYTES + 5)) -> tuple[SealedHeader, list[bytes]]:
    header = header_for(len(content))
    return header, list(seal(KEY, header, [content]))


@pytest.mark.parametrize("size", [0, 1, SMALLEST_BYTES, SMALLEST_BYTES + 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3_000_000])
@pytest.mark.parametrize("piece", [65_521, CHUNK_BYTES, 5_000_000])
def test_what_is_sealed_comes_back(size: int, piece: int) -> None:
    content = random.Random(size).randbytes(size)
    header = header_for(size)
    chunks = list(seal(KEY, header, [content[i : i + piece] for i in range(0, size, piece)]))
    assert sum(map(len, chunks)) == header.sealed_size
    assert [len(chunk) for chunk in chunks[:-1]] == [CHUNK_BYTES + TAG_BYTES] * (header.n_chunks - 1)
    opened = b"".join(unseal(KEY, header, chunks))
    assert opened == content.ljust(header.padded_size, b"\0")


def test_the_first_chunk_as_written_down() -> None:
    """Key derivation, nonce and data, by hand."""
    header = header_for(4)
    derived = HKDF(hashes.SHA256(), 64, salt=header.file_id, info=b"att-v1").derive(KEY)
    assert header.k_com == derived[32:]
    cipher = ChaCha20Poly1305(derived[:32])
    nonce = header.prefix + bytes(4) + b"\x01"
    expected = cipher.encrypt(nonce, b"text".ljust(SMALLEST_BYTES, b"\0"), H("att-hdr", (header.to_bytes(),)))
    assert list(seal(KEY, header, [b"text"])) == [expected]


def test_headers_are_canonical() -> None:
    header = header_for(70_000)
    data = header.to_bytes()
    assert len(data) == HEADER_BYTES
    assert SealedHeader.from_bytes(data) == header
    for wrong in (data[:-1], data + b"\0", b"\x02" + data[1:], data[:3] + bytes(8) + data[11:]):
        with pytest.raises(MalformedMessage):
            SealedHeader.from_bytes(wrong)
    for size in (SMALLEST_BYTES + 1, LARGEST_BYTES + SMALLEST_BYTES, 2**64 - 1):
        with pytest.raises(MalformedMessage):
            SealedHeader.from_bytes(data[:3] + size.to_bytes(8, "little") + data[11:])


def test_sizes_are_rounded_up_by_an_eighth_at_most() -> None:
    rng = random.Random(4)
    for _ in range(5000):
        size = rng.randrange(1, 1 << rng.randrange(17, 41))
        assert size <= padded(size) == padded(padded(size))
        assert size <= SMALLEST_BYTES or padded(size) <= 1.12 * size
    # Few classes: what a size tells is little.
    assert len({padded(size) for size in range(1 << 20, 1 << 21, 4096)}) == 33
    with pytest.raises(MalformedMessage):
        padded(LARGEST_BYTES + 1)


CHANGES: Sequence[tuple[str, Callable[[list[bytes]], list[bytes]]]] = [
    ("a bit", lambda c: [c[0][:9] + bytes([c[0][9] ^ 4]) + c[0][10:], *c[1:]]),
    ("a bit of the last tag", lambda c: [*c[:-1], c[-1][:-1] + bytes([c[-1][-1] ^ 1])]),
    ("order", lambda c: [c[1], c[0], c[2]]),
    ("truncated by a chunk", lambda c: c[:-1]),
    ("truncated inside a chunk", lambda c: [*c[:-1], c[-1][:-1]]),
    ("nothing", lambda c: []),
    ("one twice", lambda c: [*c, c[-1]]),
    ("one empty chunk more", lambda c: [*c, b""]),
    ("without the middle", lambda c: [c[0], c[2]]),
]


@pytest.mark.parametrize("change", [change for _, change in CHANGES], ids=[name for name, _ in CHANGES])
def test_a_changed_ciphertext_is_found(change: Callable[[list[bytes]], list[bytes]]) -> None:
    """C29: chunk changed, out of order, missing or too many."""
    header, chunks = three_chunks()
    with pytest.raises(CheatingDetected):
        list(unseal(KEY, header, change(chunks)))


def test_a_chunk_is_shown_only_after_its_check() -> None:
    header, chunks = three_chunks()
    opening = unseal(KEY, header, [chunks[0], b"x" + chunks[1][1:], chunks[2]])
    assert next(opening) == bytes(CHUNK_BYTES)
    with pytest.raises(CheatingDetected):
        next(opening)


@pytest.mark.parametrize("field", ["place", "padded_size", "file_id", "prefix", "k_com", "tau", "owner"])
def test_a_changed_header_is_found(field: str) -> None:
    """C29: every field is bound, by the key derivation or as data of every chunk."""
    header, chunks = three_chunks()
    value = getattr(header, field)
    changed = {"place": 4, "padded_size": value + 65_536 if field == "padded_size" else 0}.get(field)
    other = replace(header, **{field: bytes([value[0] ^ 1]) + value[1:] if isinstance(value, bytes) else changed})
    with pytest.raises(CheatingDetected):
        list(unseal(KEY, other, chunks))


def test_chunks_of_two_files_do_not_mix() -> None:
    header, chunks = three_chunks()
    other = new_header(KEY, 3, header.padded_size, OWNER, Seeded(b"other"))
    others = list(seal(KEY, other, [bytes(header.padded_size)]))
    with pytest.raises(CheatingDetected):
        list(unseal(KEY, header, [chunks[0], others[1], chunks[2]]))


def test_no_second_key_for_one_ciphertext() -> None:
    """C29: a header commits to one key, whatever its ciphertext says under another."""
    header, chunks = three_chunks()
    with pytest.raises(CheatingDetected, match="not the key"):
        list(unseal(OTHER, header, chunks))
    # Its owner commits to the first key for whoever holds it, and to the second for the circuit.
    for forged in (replace(header, tau=tau_of(OTHER)), replace(header, k_com=header_for(5, OTHER).k_com)):
        for key in (KEY, OTHER):
            with pytest.raises(CheatingDetected, match="not the key"):
                list(unseal(key, forged, chunks))


def test_more_content_than_announced_is_our_fault() -> None:
    with pytest.raises(MisuseError):
        list(seal(KEY, header_for(5), [bytes(SMALLEST_BYTES + 1)]))
    with pytest.raises(MisuseError):
        new_header(KEY[1:], 0, 5, OWNER, Seeded(b""))


def test_the_circuit_accepts_the_named_key_only() -> None:
    builder = Builder(1)
    keys = builder.input(0, 256).reshape(2, 128)
    builder.output("fits", key_fits(builder, keys, [tau_of(KEY), tau_of(OTHER)]))
    circuit = builder.build()
    assert circuit.n_ands <= 2 * 12_495
    assert circuit.depth == 48
    rng = random.Random(2)
    for first, second in [(KEY, OTHER), (OTHER, KEY), (KEY, KEY), *((flipped(KEY, rng), OTHER) for _ in range(8))]:
        bits = np.unpackbits(np.frombuffer(first + second, np.uint8), bitorder="little")
        assert evaluate_clear(circuit, bits)["fits"].tolist() == [first == KEY, second == OTHER]


def flipped(key: bytes, rng: random.Random) -> bytes:
    bit = rng.randrange(128)
    return bytes(byte ^ (1 << bit % 8 if place == bit // 8 else 0) for place, byte in enumerate(key))


def test_both_blocks_name_the_key() -> None:
    for block in range(2):
        builder = Builder(1)
        tau = bytearray(tau_of(KEY))
        tau[16 * block] ^= 1
        builder.output("fits", key_fits(builder, builder.input(0, 128).reshape(1, 128), [bytes(tau)]))
        bits = np.unpackbits(np.frombuffer(KEY, np.uint8), bitorder="little")
        assert evaluate_clear(builder.build(), bits)["fits"].tolist() == [0]
    assert len(tau_of(KEY)) == sealing.TAU_BYTES
