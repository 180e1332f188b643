"""SHA-256 as a circuit: a yardstick of the engine with long dependent additions.

Bytes are 8 wires, least significant bit first; byte i of a message is wires 8i..8i+7. Inside, words are 32 wires, least
significant bit first.

Every round adds its words carry-save and has one prefix adder for each of its two results; what does not depend on
the previous round is added beforehand, off the critical path.

Source: FIPS 180-4 (2015). The constants are computed from the primes they are defined by.
"""

from __future__ import annotations

import numpy as np

from crypto.builder import Builder, Wires
from crypto.errors import MisuseError
from crypto.gadgets import sum_columns, word


def _root_fraction(prime: int, degree: int) -> int:
    """First 32 bits after the point of the square or cube root of a small prime."""
    target, root = prime << 32 * degree, 0
    for bit in reversed(range(40)):
        if (root | 1 << bit) ** degree <= target:
            root |= 1 << bit
    return root & 0xFFFFFFFF


_PRIMES = [p for p in range(2, 312) if all(p % q for q in range(2, p))]
_START = word([_root_fraction(p, 2) for p in _PRIMES[:8]], 32)
_ROUND = word([_root_fraction(p, 3) for p in _PRIMES], 32)


def _sum(builder: Builder, *words: Wires) -> Wires:
    """Sum modulo 2**32."""
    columns = np.stack(np.broadcast_arrays(*words), axis=-1)
    return sum_columns(builder, [columns[..., c, :] for c in range(32)], 32)


def _mix(builder: Builder, x: Wires, first: int, second: int, third: int, shift: bool = False) -> Wires:
    """XOR of three rotations to the right; the third is a shift if asked for."""
    last = np.roll(x, -third, axis=-1)
    if shift:
        last[..., 32 - third :] = 0
    return builder.xor(builder.xor(np.roll(x, -first, axis=-1), np.roll(x, -second, axis=-1)), last)


def _message_schedule(builder: Builder, words: list[Wires]) -> list[Wires]:
    for t in range(16, 64):
        small_1 = _mix(builder, words[t - 2], 17, 19, 10, shift=True)
        small_0 = _mix(builder, words[t - 15], 7, 18, 3, shift=True)
        words.append(_sum(builder, small_1, words[t - 7], small_0, words[t - 16]))
    return words


def sha256_compress(builder: Builder, state: Wires, block: Wires) -> Wires:
    """The compression function.

    Args:
        state: eight words, shape (..., 8, 32).
        block: 64 bytes, shape (..., 512).

    Returns:
        Words, shape (..., 8, 32). 57,505 gates, depth 525 (by ripple adders 22,573 and 1,607).
    """
    if block.shape[-1] != 512:
        raise MisuseError("SHA-256 has blocks of 512 bits")
    # Words are big-endian in bytes.
    words = block.reshape(*block.shape[:-1], 16, 4, 8)[..., ::-1, :].reshape(*block.shape[:-1], 16, 32)
    schedule = _message_schedule(builder, [words[..., t, :] for t in range(16)])
    a, b, c, d, e, f, g, h = (state[..., i, :] for i in range(8))
    for w, k in zip(schedule, _ROUND, strict=True):
        early = _sum(builder, h, w, k)
        choice = builder.mux(e, f, g)
        big_1 = _mix(builder, e, 6, 11, 25)
        big_0 = _mix(builder, a, 2, 13, 22)
        majority = builder.xor(a, builder.and_(builder.xor(a, b), builder.xor(a, c)))
        new_e = _sum(builder, _sum(builder, early, d), choice, big_1)
        new_a = _sum(builder, early, choice, big_1, big_0, majority)
        a, b, c, d, e, f, g, h = new_a, a, b, c, new_e, e, f, g
    mixed = np.stack(np.broadcast_arrays(a, b, c, d, e, f, g, h), axis=-2)
    return _sum(builder, state, mixed)


def sha256(builder: Builder, message: Wires) -> Wires:
    """SHA-256 of a message of whole bytes; its length is public.

    Args:
        message: shape (..., 8 * bytes).

    Returns:
        Wires, shape (..., 256).
    """
    length = message.shape[-1]
    if length % 8:
        raise MisuseError("a message of whole bytes, please")
    padding = np.zeros(-(length + 65) % 512 + 65, np.int64)
    padding[7] = 1
    padding[-64:] = (length >> np.arange(64) & 1).reshape(8, 8)[::-1].reshape(-1)
    padded = np.concatenate((message, np.broadcast_to(padding, (*message.shape[:-1], len(padding)))), axis=-1)
    state = _START
    for start in range(0, padded.shape[-1], 512):
        state = sha256_compress(builder, state, padded[..., start : start + 512])
    return state.reshape(*state.shape[:-1], 4, 8)[..., ::-1, :].reshape(*state.shape[:-2], 256)
