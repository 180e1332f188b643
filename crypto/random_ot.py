"""Random oblivious transfers from checked rows of correlated OT: two keys on one side, one of them on the other.

Source: Ishai, Kilian, Nissim, Petrank 2003 for hashing the rows; Roy 2022 (eprint 2022/192), section 5, for rows of a
small field. Whoever holds Delta and the keys K is the sender, with H(K) and H(K + Delta); the owner of the bits is the
receiver, with H of its MAC, which is one of the two. Whatever the owner guessed of Delta in the pass cost it as much.

Leaves to others: the rows (crypto.cot), what the keys encrypt (crypto.pprf).
"""

from __future__ import annotations

import numpy as np

from crypto.base_ot import Direction
from crypto.bits import Block, Bytes8, Words
from crypto.randomness import H, le32

KEY_BYTES = 32


def both_keys(tag: str, direction: Direction, delta: Block, keys: Words) -> Bytes8:
    """Sender: both keys of every row.

    Args:
        tag: what they are for.
        direction: which pair and instance; its owner is the sender here.
        delta: uint64, shape (2,), of the sender.
        keys: uint64, shape (N, 2), of the receiver's bits.

    Returns:
        uint8, shape (N, 2, 32).
    """
    hashed = [
        H(tag, (*direction.parts, le32(index), row.tobytes()))
        for index, pair in enumerate(zip(keys, keys ^ delta, strict=True))
        for row in pair
    ]
    return np.frombuffer(b"".join(hashed), np.uint8).reshape(len(keys), 2, KEY_BYTES)


def chosen_keys(tag: str, direction: Direction, macs: Words) -> Bytes8:
    """Receiver: the key on the side of its bit, from the MAC K + bit * Delta of every row.

    Args:
        tag: what they are for.
        direction: which pair and instance; its holder is the receiver here.
        macs: uint64, shape (N, 2), of the own bits.

    Returns:
        uint8, shape (N, 32).
    """
    hashed = [H(tag, (*direction.parts, le32(index), mac.tobytes())) for index, mac in enumerate(macs)]
    return np.frombuffer(b"".join(hashed), np.uint8).reshape(len(macs), KEY_BYTES)
