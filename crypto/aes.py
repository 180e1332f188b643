"""AES-128 encryption as a circuit: for sealed contents, and a yardstick of the engine.

Bytes are 8 wires, least significant bit first; byte i of a block is wires 8i..8i+7, in the order of FIPS 197.

S-box: inversion in GF(2**8) as a tower over GF(2**4), 34 AND gates, depth 4: nine products give the norm, seven gates
of depth 2 invert it, eighteen products give the inverse. AES-128 has 200 S-boxes: 6800 gates, depth 40.

Source: FIPS 197 (2001); the S-box by Boyar and Peralta, "A depth-16 circuit for the AES S-box", SEC 2012
(eprint 2011/332).
Differs from the paper: the nine and the eighteen products are one vector operation each.
"""

from __future__ import annotations

import numpy as np

from crypto.builder import Builder, Wires
from crypto.errors import MisuseError

# A linear layer is a straight program: each pair (i, j) appends row i XOR row j to the rows it starts with.
# fmt: off
_INPUT_LAYER = (  # starts with the 8 bits, most significant first
    (0, 3), (0, 5), (0, 6), (3, 5), (4, 6), (8, 12), (1, 2), (7, 13), (7, 14), (13, 14), (1, 5), (2, 5), (10, 11),
    (13, 18), (12, 18), (12, 19), (16, 23), (3, 7), (14, 25), (8, 26), (6, 7), (14, 28), (9, 29), (9, 17), (27, 24),
    (10, 23), (8, 19),
)
_LEFT = [20, 30, 26, 10, 29, 27, 8, 11, 9]  # factors of the nine products
_RIGHT = [13, 15, 7, 23, 16, 24, 22, 34, 17]
_NORM = [21, 31, 33, 32]  # what the products are added to
_OUTPUT_LAYER = (  # starts with the 18 products; the last 8 rows are the result, most significant first
    (15, 16), (4, 10), (0, 2), (1, 9), (8, 12), (3, 15), (16, 23), (0, 21), (5, 13), (6, 7), (7, 22), (14, 20), (2, 5),
    (4, 18), (6, 15), (9, 19), (10, 18), (11, 19), (12, 26), (17, 22), (18, 19), (19, 25), (21, 30), (36, 20),
    (33, 27), (24, 28), (25, 27), (26, 28), (29, 32), (29, 35), (24, 42), (34, 44), (37, 46), (24, 39), (38, 40),
    (43, 47), (31, 45), (24, 41),
)
# fmt: on
_AFFINE = np.array([0, 1, 1, 0, 0, 0, 1, 1])  # 0x63, most significant bit first
_SHIFT_ROWS = [5 * i % 16 for i in range(16)]  # where byte i comes from


def _linear(builder: Builder, rows: Wires, program: tuple[tuple[int, int], ...]) -> Wires:
    """Append the rows of a program; rows are on axis 0."""
    start = len(rows)
    rows = np.concatenate((rows, np.zeros((len(program), *rows.shape[1:]), np.int64)))
    for k, (i, j) in enumerate(program):
        rows[start + k] = builder.xor(rows[i], rows[j])
    return rows


def _inverse16(builder: Builder, x: Wires) -> list[Wires]:
    """The four bits (on axis 0) of an element of GF(2**4) -> those of its inverse. 7 gates, depth 2."""
    a, b, c, d = x
    ab, cd = builder.xor(a, b), builder.xor(c, d)
    ac, ad, bc = builder.and_(a, c), builder.and_(a, d), builder.and_(b, c)
    return [
        builder.xor(b, builder.and_(builder.xor(d, ac), ab)),
        builder.xor(builder.xor(ab, ac), builder.and_(ab, ad)),
        builder.xor(d, builder.and_(builder.xor(b, ac), cd)),
        builder.xor(builder.xor(cd, ac), builder.and_(cd, bc)),
    ]


def sub_bytes(builder: Builder, x: Wires) -> Wires:
    """The AES S-box.

    Args:
        x: bytes, shape (..., 8), least significant bit first.

    Returns:
        Bytes, the same shape. 34 gates, depth 4.
    """
    rows = _linear(builder, np.moveaxis(x, -1, 0)[::-1], _INPUT_LAYER)
    left, right = rows[_LEFT], rows[_RIGHT]
    p = builder.and_(left, right)
    shared = builder.xor(p[[6, 6]], p[[7, 8]])
    norm = builder.xor(builder.xor(rows[_NORM], p[[0, 0, 3, 3]]), builder.xor(p[[1, 2, 4, 5]], shared[[0, 1, 0, 1]]))
    i, j, k, m = _inverse16(builder, norm)
    ik, jm = builder.xor(i, k), builder.xor(j, m)
    z = np.stack((builder.xor(k, m), m, k, builder.xor(i, j), j, i, ik, builder.xor(ik, jm), jm))
    products = builder.and_(np.concatenate((z, z)), np.concatenate((right, left)))
    result = _linear(builder, products, _OUTPUT_LAYER)[-8:] ^ _AFFINE.reshape(8, *[1] * (x.ndim - 1))
    return np.moveaxis(result[::-1], 0, -1)


def _double(builder: Builder, x: Wires) -> Wires:
    """Multiply bytes by 2 in the AES field."""
    top = x[..., 7:]
    shifted = np.concatenate((top, x[..., :7]), axis=-1)
    return builder.xor(shifted, np.where(np.isin(np.arange(8), (1, 3, 4)), top, 0))


def _mix_columns(builder: Builder, columns: Wires) -> Wires:
    """Columns of four bytes, shape (..., 4, 4, 8)."""
    following = np.roll(columns, -1, axis=-2)
    pairs = builder.xor(columns, following)
    total = builder.xor(pairs[..., 0:1, :], pairs[..., 2:3, :])
    return builder.xor(builder.xor(columns, total), _double(builder, pairs))


def _next_key(builder: Builder, key: Wires, round_constant: int) -> Wires:
    """Round keys as four words of four bytes, shape (..., 4, 4, 8)."""
    turned = sub_bytes(builder, np.roll(key[..., 3, :, :], -1, axis=-2))
    constant = np.zeros((4, 8), np.int64)
    constant[0] = round_constant >> np.arange(8) & 1
    words = [builder.xor(builder.xor(key[..., 0, :, :], turned), constant)]
    for i in range(1, 4):
        words.append(builder.xor(words[-1], key[..., i, :, :]))
    return np.stack(words, axis=-3)


def aes128(builder: Builder, key: Wires, block: Wires) -> Wires:
    """AES-128 of a block.

    Args:
        key: shape (..., 128).
        block: shape (..., 128); many blocks under one key expand the key once.

    Returns:
        Wires, shape (..., 128). 5440 gates for each block, 1360 for each key; depth 40.
    """
    if key.shape[-1] != 128 or block.shape[-1] != 128:
        raise MisuseError("AES-128 has keys and blocks of 128 bits")
    round_key = key.reshape(*key.shape[:-1], 4, 4, 8)
    state = builder.xor(block.reshape(*block.shape[:-1], 4, 4, 8), round_key)
    constant = 1
    for round_ in range(1, 11):
        state = sub_bytes(builder, state)
        state = state.reshape(*state.shape[:-3], 16, 8)[..., _SHIFT_ROWS, :].reshape(state.shape)
        if round_ < 10:
            state = _mix_columns(builder, state)
        round_key = _next_key(builder, round_key, constant)
        constant = (constant << 1) ^ (0x11B * (constant >> 7))
        state = builder.xor(state, round_key)
    return state.reshape(*state.shape[:-3], 128)
