"""Sealed files: content that everybody holds encrypted before a run, and whose key the run opens or does not.

A file has one key KK of 128 random bits. tau = AES_KK(c0) || AES_KK(c1) names the key in public: the circuit opens KK
only if it fits tau (`key_fits`), so that a wrong key is refused inside the run. Two blocks, because one would leave its
owner a collision in 2^64 steps.

    k_enc || k_com = HKDF-SHA256(KK, salt = file id, info = "att-v1")
    chunk i of 1 MiB: ChaCha20-Poly1305 under k_enc, nonce = prefix (7) || LE32(i) || last, data = H("att-hdr"; header)

k_com stands in the header and is recomputed first: the cipher alone does not commit to its key. The content is padded
with zeros to a size class, so that its length tells little. Everything is streamed; nothing holds more than a chunk.

Source: Hoang, Reyhanitabar, Rogaway, Vizar 2015 (STREAM); Albertini et al. 2022 (eprint 2020/1456) for the commitment;
padding: Nikitin et al. 2019 (PADME).
Differs from the papers: the key is committed to twice, by k_com for whoever holds the key and by tau for the circuit.

Leaves to others: where files are and who signs headers (desktop.attachments), which content belongs to which statement
(desktop.deals.kinds.contents), that owners seal what they announce: nobody can make them.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto.aes import aes128
from crypto.builder import Builder, Wires
from crypto.errors import CheatingDetected, MalformedMessage, MisuseError
from crypto.gadgets import equal
from crypto.randomness import H
from crypto.rounds import Random

KEY_BYTES = 16
TAU_BYTES = 32
CHUNK_BYTES = 1 << 20
TAG_BYTES = 16
SMALLEST_BYTES = 1 << 16
LARGEST_BYTES = 1 << 40
"""Sizes a file may have after padding; 2^20 chunks at most, far below the counter's range."""

_BLOCKS = (b"sealed-attach-v0", b"sealed-attach-v1")
_INFO = b"att-v1"
_VERSION = 1
_HEADER = struct.Struct("<BHQ32s7s32s32s32s")
HEADER_BYTES = _HEADER.size


@dataclass(frozen=True, slots=True)
class SealedHeader:
    """What everybody may know about a sealed file.

    Attributes:
        place: what the file belongs to, for the caller to say.
        padded_size: bytes of the content with its padding; one of the size classes.
        file_id, prefix: 32 and 7 random bytes.
        k_com, tau: 32 bytes each, the two commitments to the key.
        owner: 32 bytes, who sealed it.
    """

    place: int
    padded_size: int
    file_id: bytes
    prefix: bytes
    k_com: bytes
    tau: bytes
    owner: bytes

    def to_bytes(self) -> bytes:
        """HEADER_BYTES bytes."""
        return _HEADER.pack(
            _VERSION,
            self.place,
            self.padded_size,
            self.file_id,
            self.prefix,
            self.k_com,
            self.tau,
            self.owner,
        )

    @classmethod
    def from_bytes(cls, untrusted: bytes) -> SealedHeader:
        """Read what to_bytes wrote.

        Raises:
            MalformedMessage: another length or version, or a size that is no class.
        """
        if len(untrusted) != HEADER_BYTES:
            raise MalformedMessage("a header of another length")
        version, *fields = _HEADER.unpack(untrusted)
        header = cls(*fields)
        if version != _VERSION or padded(header.padded_size) != header.padded_size:
            raise MalformedMessage("a header of another version, or a size that is none")
        return header

    @property
    def n_chunks(self) -> int:
        """How many chunks there are."""
        return -(-self.padded_size // CHUNK_BYTES)

    @property
    def sealed_size(self) -> int:
        """Bytes of the whole ciphertext."""
        return self.padded_size + self.n_chunks * TAG_BYTES


def padded(size: int) -> int:
    """The size class of a content: at most 12 % more, and at least SMALLEST_BYTES.

    Args:
        size: in bytes.

    Raises:
        MalformedMessage: larger than any file that can be sealed.
    """
    if size > LARGEST_BYTES:
        raise MalformedMessage("larger than what can be sealed")
    if size <= SMALLEST_BYTES:
        return SMALLEST_BYTES
    exponent = size.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return -(-size // step) * step


def tau_of(key: bytes) -> bytes:
    """The public name of a key, TAU_BYTES bytes."""
    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305  # two constant blocks, no mode
    return encryptor.update(b"".join(_BLOCKS)) + encryptor.finalize()


def new_header(key: bytes, place: int, size: int, owner: bytes, random: Random) -> SealedHeader:
    """The header of a content of this size, under a fresh key.

    Args:
        key: KEY_BYTES random bytes, never used with other people.
        size: of the content, in bytes.
        owner: 32 bytes.
    """
    if len(key) != KEY_BYTES:
        raise MisuseError("a sealing key has 16 bytes")
    file_id = random(32)
    return SealedHeader(place, padded(size), file_id, random(7), _derive(key, file_id)[1], tau_of(key), owner)


def seal(key: bytes, header: SealedHeader, content: Iterable[bytes]) -> Iterator[bytes]:
    """The ciphertext, chunk by chunk.

    Args:
        content: pieces of any length, header.padded_size bytes at most; zeros are added.

    Raises:
        MisuseError: the content is longer than the header says.
    """
    cipher = ChaCha20Poly1305(_derive(key, header.file_id)[0])
    data = _data(header)
    for number, chunk in enumerate(_rechunked(content, header.padded_size)):
        yield cipher.encrypt(_nonce(header, number), chunk, data)


def unseal(key: bytes, header: SealedHeader, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The padded content, chunk by chunk, each verified before it is given out.

    Args:
        chunks: of the ciphertext: CHUNK_BYTES + TAG_BYTES each, but for the last.

    Raises:
        CheatingDetected: the key is not the one the header commits to, or a chunk is missing, changed or out of order.
    """
    if not (commits_to(header, key) and hmac.compare_digest(tau_of(key), header.tau)):
        raise CheatingDetected("not the key of this file")
    cipher = ChaCha20Poly1305(_derive(key, header.file_id)[0])
    data = _data(header)
    number = 0
    for chunk in chunks:
        if number == header.n_chunks:
            raise CheatingDetected("more chunks than there are")
        try:
            yield cipher.decrypt(_nonce(header, number), chunk, data)
        except InvalidTag:
            raise CheatingDetected("a chunk was changed") from None
        number += 1
    if number != header.n_chunks:
        raise CheatingDetected("chunks are missing")


def commits_to(header: SealedHeader, key: bytes) -> bool:
    """Whether a header commits by k_com to this key; tau is another matter."""
    return hmac.compare_digest(_derive(key, header.file_id)[1], header.k_com)


def key_fits(builder: Builder, keys: Wires, taus: list[bytes]) -> Wires:
    """Whether keys are those that headers name, as gates.

    Args:
        keys: wires, shape (n, 128), n >= 1.
        taus: n public names, TAU_BYTES each.

    Returns:
        Wires, shape (n,). 12,495 gates for each key, depth 48.
    """
    blocks = np.stack([_bits(block) for block in _BLOCKS])
    encrypted = aes128(builder, keys[:, None, :], blocks)
    return equal(builder, encrypted.reshape(len(taus), -1), np.stack([_bits(tau) for tau in taus]))


def _bits(data: bytes) -> Wires:
    """Bytes as constant wires, least significant bit first."""
    return np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little").astype(np.int64)


def _derive(key: bytes, file_id: bytes) -> tuple[bytes, bytes]:
    derived = HKDF(hashes.SHA256(), 64, salt=file_id, info=_INFO).derive(key)
    return derived[:32], derived[32:]


def _data(header: SealedHeader) -> bytes:
    return H("att-hdr", (header.to_bytes(),))


def _nonce(header: SealedHeader, number: int) -> bytes:
    return header.prefix + number.to_bytes(4, "little") + bytes([number == header.n_chunks - 1])


def _rechunked(content: Iterable[bytes], padded_size: int) -> Iterator[bytes]:
    """Pieces of CHUNK_BYTES, but for the last, padded_size bytes in all."""
    waiting = bytearray()
    left = padded_size
    for piece in content:
        waiting += piece
        if len(waiting) > left:
            raise MisuseError("the content is longer than its header says")
        while len(waiting) >= CHUNK_BYTES:
            yield bytes(waiting[:CHUNK_BYTES])
            del waiting[:CHUNK_BYTES]
            left -= CHUNK_BYTES
    while left:
        size = min(left, CHUNK_BYTES)
        yield bytes(waiting).ljust(size, b"\0")
        waiting.clear()
        left -= size


def sealed_digest() -> hashlib.blake2b:
    """A running hash for contents and ciphertexts, 32 bytes."""
    return hashlib.blake2b(digest_size=32)
