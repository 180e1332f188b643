"""Punctured trees: the owner knows every leaf of some trees of 2^k leaves, the key holder all but one leaf of each.

There are as many trees as the key holder's Delta has bits, divided by k: 128 / k, or more for a wider Delta. The
missing leaf of tree t is alpha_t, whose bit m is bit k*t + m of Delta.

Source: Roy 2022 (eprint 2022/192), section 6: GGM trees from base OTs, with the consistency check of figure 13.
Differs from the paper: BLAKE2b in place of the doubling generator, which binds run, pair and tree into every node. The
two nodes below a root are the two keys of the first OT of the tree, so nothing is sent for that level: the owner may
choose nodes as it likes in any case, and the digest of all leaves holds it to one tree
(docs/decisions/0023-smaller-set-up.md).

Leaves to others: the streams grown from the leaves (crypto.cot).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from crypto.base_ot import Direction
from crypto.errors import MalformedMessage
from crypto.params import KAPPA
from crypto.randomness import H, H_each, le16, require_equal

Bits = npt.NDArray[np.uint8]
Bytes8 = npt.NDArray[np.uint8]
Delta = npt.NDArray[np.uint64] | npt.NDArray[np.uint8]

_CHECK_BYTES = 32


def message_bytes(k: int, delta_bits: int = KAPPA) -> int:
    """Length of the owner's message: per tree two blocks for every level but the first and one check sum; a digest."""
    return delta_bits // k * (2 * 16 * (k - 1) + _CHECK_BYTES) + 32


def choices(delta: Delta, k: int) -> Bits:
    """The key holder's base-OT choices: at every level the side that its path does not take.

    Args:
        delta: of any unsigned type, as many bits as k times the number of trees, secret.
        k: exponent of the small field.

    Returns:
        uint8, one entry for each bit of delta; entry t*k + h - 1 belongs to tree t, level h.
    """
    return np.ascontiguousarray(1 - _bits_of(delta, k)[:, ::-1]).reshape(-1)


def grow(direction: Direction, k: int, keys: Bytes8) -> tuple[Bytes8, bytes]:
    """Owner: grow all trees and encrypt to each side of each level its sum.

    Args:
        direction: which pair.
        k: exponent of the small field.
        keys: uint8, shape (bits of Delta, 2, 32), from base_ot.send or another source of random OT.

    Returns:
        seeds, uint8, shape (trees, 2^k, 16), and the message.
    """
    by_tree = keys[:, :, :16].reshape(-1, k, 2, 16)
    n_trees = len(by_tree)
    nodes = by_tree[:, 0]
    sums = np.empty((n_trees, k - 1, 2, 16), np.uint8)
    for level in range(1, k):
        nodes = _children(direction, nodes)
        sums[:, level - 1] = _side_sums(nodes)
    seeds, checks = _leaves(direction, nodes)
    hats = np.bitwise_xor.reduce(checks, axis=1)
    encrypted = sums ^ by_tree[:, 1:]
    return seeds, encrypted.tobytes() + hats.tobytes() + _digest(direction, checks)


def puncture(direction: Direction, k: int, delta: Delta, keys: Bytes8, untrusted_message: bytes) -> Bytes8:
    """Key holder: rebuild every leaf but one per tree and check that the owner sent consistent sums.

    The path is secret, so every position is computed for every tree and masks decide what is kept.

    Args:
        direction: which pair.
        k: exponent of the small field.
        delta: of any unsigned type, secret.
        keys: uint8, shape (bits of delta, 32), from base_ot.receive or the like, with the choices of `choices`.
        untrusted_message: the owner's message.

    Returns:
        seeds, uint8, shape (trees, 2^k - 1, 16): entry p - 1 is the leaf p xor alpha_t.

    Raises:
        MalformedMessage: wrong length.
        CheatingDetected: the digest does not fit.
    """
    delta_bits = 8 * delta.nbytes
    if len(untrusted_message) != message_bytes(k, delta_bits):
        raise MalformedMessage("tree message of the wrong length")
    n_trees = delta_bits // k
    data = np.frombuffer(untrusted_message, np.uint8)
    hats_start = n_trees * (k - 1) * 32
    encrypted = data[:hats_start].reshape(n_trees, k - 1, 2, 16)
    hats = data[hats_start:-32].reshape(n_trees, 1, _CHECK_BYTES)
    bits = _bits_of(delta, k)
    path_keys = keys[:, :16].reshape(n_trees, k, 16)

    on_path = _extend_path(np.full((n_trees, 1), 0xFF, np.uint8), np.negative(bits[:, k - 1])[:, None])
    nodes = path_keys[:, :1] & ~on_path[:, :, None]
    for level in range(1, k):
        taken = np.negative(bits[:, k - 1 - level])[:, None]
        nodes = _children(direction, nodes) & ~np.repeat(on_path, 2, axis=1)[:, :, None]
        on_path = _extend_path(on_path, taken)
        sums = encrypted[:, level - 1] ^ _side_sums(nodes)
        sibling = path_keys[:, level] ^ sums[:, 1] ^ (taken & (sums[:, 0] ^ sums[:, 1]))
        off_by_one = on_path.reshape(n_trees, -1, 2)[:, :, ::-1].reshape(n_trees, -1)
        nodes = nodes ^ (off_by_one[:, :, None] & sibling[:, None])
    seeds, checks = _leaves(direction, nodes)
    # Whatever stands on the path so far is in this sum and cancels when it is added there.
    missing = hats ^ np.bitwise_xor.reduce(checks, axis=1)[:, None]
    checks ^= on_path[:, :, None] & missing
    require_equal(_digest(direction, checks), data[-32:].tobytes(), "the trees are not consistent")
    return np.ascontiguousarray(_rotate(seeds, bits)[:, 1:])


def _bits_of(delta: Delta, k: int) -> Bits:
    """uint8, shape (trees, k): entry (t, m) is bit m of alpha_t."""
    return np.unpackbits(delta.view(np.uint8), bitorder="little").reshape(-1, k)


def _children(direction: Direction, nodes: Bytes8) -> Bytes8:
    """Shape (trees, m, 16) -> (trees, 2m, 16), left child first."""
    hashed = b"".join(
        H_each("ggm", (*direction.parts, le16(tree)), _blocks(row, 16), 32) for tree, row in enumerate(nodes)
    )
    return np.frombuffer(hashed, np.uint8).reshape(nodes.shape[0], -1, 16)


def _leaves(direction: Direction, nodes: Bytes8) -> tuple[Bytes8, Bytes8]:
    """Seeds (trees, 2^k, 16) and check values (trees, 2^k, 32) of the last level."""
    hashed = b"".join(
        H_each("leaf", (*direction.parts, le16(tree)), _blocks(row, 16), 48) for tree, row in enumerate(nodes)
    )
    both = np.frombuffer(hashed, np.uint8).reshape(nodes.shape[0], -1, 48)
    return both[:, :, :16].copy(), both[:, :, 16:].copy()


def _blocks(row: Bytes8, size: int) -> list[bytes]:
    data = row.tobytes()
    return [data[start : start + size] for start in range(0, len(data), size)]


def _side_sums(children: Bytes8) -> Bytes8:
    """Shape (trees, 2m, 16) -> (trees, 2, 16): XOR of all left and of all right children."""
    sums: Bytes8 = np.bitwise_xor.reduce(children.reshape(children.shape[0], -1, 2, 16), axis=1)
    return sums


def _extend_path(on_path: Bytes8, taken: Bytes8) -> Bytes8:
    """The mask of the node on the path, one level further down; taken is 0xFF where the path goes right."""
    children = np.stack((on_path & ~taken, on_path & taken), axis=2)
    return children.reshape(on_path.shape[0], -1)


def _digest(direction: Direction, checks: Bytes8) -> bytes:
    return H("pprf", (*direction.parts, checks))


def _rotate(seeds: Bytes8, bits: Bits) -> Bytes8:
    """Move the leaf y of every tree to position y xor alpha_t by swapping halves under a mask."""
    n_trees, n_leaves = seeds.shape[:2]
    for level in range(bits.shape[1]):
        pairs = seeds.reshape(n_trees, n_leaves >> (level + 1), 2, 1 << level, 16)
        swap = np.negative(bits[:, level])[:, None, None, None, None]
        difference = (pairs[:, :, :1] ^ pairs[:, :, 1:]) & swap
        seeds = (pairs ^ difference).reshape(n_trees, n_leaves, 16)
    return seeds
