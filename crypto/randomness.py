"""Labelled hashes, running hashes, the seeded generator, the tweakable hash TMMO and the linear hash GH.

Source: Guo, Katz, Wang, Yu 2020 (eprint 2019/074), section 7, for TMMO; McGrew and Viega 2004 for the universal hash
inside GMAC; SP 800-38A for counter mode; RFC 7693 for BLAKE2b with personalisation.
Differs from the paper: GH is the difference of two GMAC tags under a public key, which is the polynomial hash over
GF(2^128) without field arithmetic in Python. Sound because the encrypted nonce cancels and the key is coin-tossed only
after the hashed bytes are fixed.

Leaves to others: when a key may be used, and that no tweak is used twice (crypto.triples).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from crypto.errors import CheatingDetected, MisuseError

Bytes8 = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]
Hashable = bytes | bytearray | memoryview | Bytes8 | Words

TAGS = frozenset(
    (
        *("sid", "coincom", "coin", "pi", "h2g", "botkdf", "ggm", "leaf", "pprf", "cotT", "dc", "dce", "zc", "shift"),
        *("bind", "mac", "th", "hs", "ord", "circuit", "sticky", "stk-o", "stk-n", "stk-id", "stk-c", "stk-ot"),
        *("psi-item", "psi-f", "psi-com", "psi-ot", "psi-cot", "psi-res", "att-hdr", "att-sig", "kat"),
    )
)
"""Every purpose a hash is used for. One tag, one purpose."""

TMMO_ROWS = 16_384
"""Rows hashed at a time, so that they stay in the processor's cache."""

ZEROS_BYTES = 32_768
_ZEROS = bytes(ZEROS_BYTES)


def H(tag: str, parts: Sequence[Hashable], length: int = 32) -> bytes:
    """H(tag, length; parts): BLAKE2b, personalised by the tag, over the length-prefixed parts.

    Args:
        tag: one of TAGS.
        parts: byte strings or contiguous arrays; where one part ends and the next begins changes the hash.
        length: digest length in bytes, 1..64.

    Returns:
        length bytes.

    Raises:
        MisuseError: the tag is not registered.
    """
    return _absorbed(tag, parts, length).digest()


def H_each(tag: str, parts: Sequence[Hashable], items: Sequence[bytes], length: int) -> bytes:
    """H(tag, length; parts, item) for every item; the common parts are absorbed once only.

    Args:
        tag: one of TAGS.
        parts: as for H.
        items: the last part of each hash.
        length: digest length in bytes, 1..64.

    Returns:
        length bytes per item.
    """
    prefix = _absorbed(tag, parts, length)
    digests = []
    for item in items:
        state = prefix.copy()
        state.update(len(item).to_bytes(8, "little") + item)
        digests.append(state.digest())
    return b"".join(digests)


def _absorbed(tag: str, parts: Sequence[Hashable], length: int) -> hashlib.blake2b:
    state = _blake(tag, length)
    for part in parts:
        data = _view(part)
        state.update(data.nbytes.to_bytes(8, "little"))
        state.update(data)
    return state


def _view(data: Hashable) -> memoryview:
    return data.data if isinstance(data, np.ndarray) else memoryview(data)


def le16(value: int) -> bytes:
    """value as two bytes, least significant first."""
    return value.to_bytes(2, "little")


def le32(value: int) -> bytes:
    """value as four bytes, least significant first."""
    return value.to_bytes(4, "little")


def le64(value: int) -> bytes:
    """value as eight bytes, least significant first."""
    return value.to_bytes(8, "little")


def byte(value: int) -> bytes:
    """value as one byte."""
    return value.to_bytes(1, "little")


def _blake(tag: str, length: int) -> hashlib.blake2b:
    if tag not in TAGS:
        raise MisuseError(f"unregistered hash tag {tag!r}")
    return hashlib.blake2b(digest_size=length, person=tag.encode("ascii").ljust(16, b"\0"))


def require_equal(ours: bytes, theirs: bytes, what: str) -> None:
    """Compare two digests in constant time.

    Raises:
        CheatingDetected: they differ.
    """
    if not hmac.compare_digest(ours, theirs):
        raise CheatingDetected(what)


class RunningHash:
    """A BLAKE2b hash over everything absorbed so far, for transcripts and MAC checks."""

    def __init__(self, tag: str) -> None:
        """Start an empty hash for the purpose `tag`."""
        self._state = _blake(tag, 32)

    def update(self, data: Hashable) -> None:
        """Absorb raw bytes; the caller sees to it that the sequence of lengths is public."""
        self._state.update(_view(data))

    def digest(self) -> bytes:
        """32 bytes; absorbing may go on afterwards."""
        return self._state.digest()


class Prg:
    """One stream of AES-128 in counter mode. It only moves forward; both holders of a seed read it alike."""

    __slots__ = ("_encrypt",)

    def __init__(self, seed: bytes | bytearray | memoryview | Bytes8) -> None:
        """Open the stream of a 16-byte seed."""
        # Safe because every seed is fresh and has exactly this one stream, so the zero initial counter never repeats.
        self._encrypt = Cipher(algorithms.AES128(bytes(seed)), modes.CTR(bytes(16))).encryptor()

    def fill(self, out: Bytes8) -> None:
        """Write the next out.size bytes of the stream to a contiguous uint8 array."""
        size = out.size
        if size <= ZEROS_BYTES:
            self._encrypt.update_into(_ZEROS[:size] if size < ZEROS_BYTES else _ZEROS, out.data)
            return
        self._encrypt.update_into(bytes(size), out.data)

    def read(self, length: int) -> bytes:
        """The next `length` bytes."""
        return self._encrypt.update(bytes(length))

    def __reduce__(self) -> str:
        raise MisuseError("a stream of secrets is never stored")


class Tmmo:
    """TMMO(x, t) = pi(pi(x) ^ t) ^ pi(x), pi = AES-128 under a public key."""

    def __init__(self, key: bytes) -> None:
        """Args: key: 16 public bytes, H("pi"; sid)[:16] in a run."""
        self._permute = Cipher(algorithms.AES128(key), modes.ECB()).encryptor()  # noqa: S305  # a fixed-key permutation
        self._once = np.empty(16 * TMMO_ROWS + 15, np.uint8)
        self._twice = np.empty(16 * TMMO_ROWS + 15, np.uint8)

    def __call__(self, blocks: Words, tweaks: Words) -> Words:
        """Hash every row.

        Args:
            blocks: uint64, shape (m, 2), C-contiguous.
            tweaks: uint64, shape (m, 2); never twice the same for different purposes under one Delta.

        Returns:
            uint64, shape (m, 2).
        """
        out = np.empty(blocks.shape, np.uint64)
        for start in range(0, len(blocks), TMMO_ROWS):
            part = np.ascontiguousarray(blocks[start : start + TMMO_ROWS])
            size = part.nbytes
            self._permute.update_into(part.data.cast("B"), self._once.data)
            once = self._once[:size].view(np.uint64).reshape(-1, 2)
            into = out[start : start + TMMO_ROWS]
            np.bitwise_xor(once, tweaks[start : start + TMMO_ROWS], out=into)
            self._permute.update_into(into.data.cast("B"), self._twice.data)
            np.bitwise_xor(self._twice[:size].view(np.uint64).reshape(-1, 2), once, out=into)
        return out


class Gh:
    """The linear hash GH_chi for one check: GMAC tag of the bytes xor GMAC tag of as many zeros.

    For a fixed length it is linear over F2; a fixed non-zero input of m blocks hits a fixed value under a random chi
    with probability at most (m + 1) / 2^128. One chi serves one check.
    """

    def __init__(self, chi: bytes) -> None:
        """Args: chi: 16 public bytes, tossed after everything to be hashed was fixed."""
        self._aead = AESGCM(chi)
        self._of_zeros: dict[int, int] = {}

    def __call__(self, data: Hashable) -> bytes:
        """Hash a contiguous byte string.

        Args:
            data: its length in bytes must be a multiple of 16 and the same at both sides.

        Returns:
            16 bytes.

        Raises:
            MisuseError: the length is not a multiple of 16.
        """
        view = _view(data).cast("B")
        zeros = self._of_zeros.get(view.nbytes)
        if zeros is None:
            if view.nbytes % 16:
                raise MisuseError("GH hashes whole blocks")
            zeros = int.from_bytes(self._tag(bytes(view.nbytes)), "little")
            self._of_zeros[view.nbytes] = zeros
        return (int.from_bytes(self._tag(view), "little") ^ zeros).to_bytes(16, "little")

    def _tag(self, data: bytes | memoryview) -> bytes:
        # Safe because the key is public and used for hashing only: the fixed nonce protects nothing.
        return self._aead.encrypt(bytes(12), b"", data)


def permutation_key(sid: bytes) -> bytes:
    """The public key of pi in the run `sid`."""
    return H("pi", (sid,))[:16]
