"""Punctured trees: every leaf but the secret one, for every path; wrong sums are caught as often as they must be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import pprf
from crypto.base_ot import Direction
from crypto.errors import CheatingDetected, MalformedMessage, PeerError
from crypto.randomness import H, le16
from tests.crypto.chance import require_binomial
from tests.crypto.seeded import Seeded

DIRECTION = Direction(b"s" * 32, 2, 0)


class Dealt:
    """Both sides with base-OT keys dealt honestly."""

    def __init__(self, k: int, delta: bytes, label: object) -> None:
        self.k = k
        self.delta = np.frombuffer(delta, np.uint64)
        random = Seeded("trees", k, label)
        keys = np.frombuffer(random(128 * 64), np.uint8).reshape(128, 2, 32)
        self.choices = pprf.choices(self.delta, k)
        self.chosen = keys[np.arange(128), self.choices]
        self.seeds, self.message = pprf.grow(DIRECTION, k, keys)
        bits = np.unpackbits(np.frombuffer(delta, np.uint8), bitorder="little").reshape(128 // k, k)
        self.alphas = (bits << np.arange(k)).sum(axis=1)

    def puncture(self, message: bytes | None = None) -> pprf.Bytes8:
        return pprf.puncture(DIRECTION, self.k, self.delta, self.chosen, message or self.message)

    def holds_all_leaves_but_one(self, known: pprf.Bytes8) -> bool:
        n_trees, n_leaves = 128 // self.k, 1 << self.k
        order = np.arange(1, n_leaves)[None, :] ^ self.alphas[:, None]
        return np.array_equal(known, self.seeds[np.arange(n_trees)[:, None], order])


@pytest.mark.parametrize(("k", "alpha"), [(k, alpha) for k in (1, 2, 4) for alpha in range(1 << k)])
def test_the_holder_gets_every_leaf_but_its_own_for_every_path(k: int, alpha: int) -> None:
    """Every tree takes the same path once; other tests mix the paths."""
    delta = (sum(alpha << k * tree for tree in range(128 // k))).to_bytes(16, "little")
    dealt = Dealt(k, delta, alpha)
    assert set(dealt.alphas) == {alpha}
    known = dealt.puncture()
    assert known.shape == (128 // k, (1 << k) - 1, 16)
    assert dealt.holds_all_leaves_but_one(known)
    secret = {dealt.seeds[tree, alpha].tobytes() for tree in range(128 // k)}
    assert not secret & {leaf.tobytes() for leaf in known.reshape(-1, 16)}


@pytest.mark.parametrize("k", [1, 2, 4, 8])
def test_mixed_paths_and_the_stated_length(k: int) -> None:
    dealt = Dealt(k, Seeded("delta", k)(16), "mixed")
    assert len(dealt.message) == pprf.message_bytes(k) == 32 * (128 // k) * k + 32
    assert dealt.holds_all_leaves_but_one(dealt.puncture())
    assert len({leaf.tobytes() for leaf in dealt.seeds.reshape(-1, 16)}) == dealt.seeds.shape[0] * dealt.seeds.shape[1]


def test_the_default_message_has_4128_bytes() -> None:
    assert pprf.message_bytes(4) == 4128
    assert pprf.message_bytes(4, 96) == 24 * (3 * 32 + 32) + 32


def test_the_keys_of_the_first_level_are_the_nodes_below_the_root() -> None:
    """A tree of two leaves: nothing is encrypted, and each leaf follows from its key alone."""
    dealt = Dealt(1, Seeded("root")(16), "root")
    assert len(dealt.message) == 128 * 32 + 32
    keys = np.frombuffer(Seeded("trees", 1, "root")(128 * 64), np.uint8).reshape(128, 2, 32)
    for tree, side in ((0, 0), (0, 1), (77, 1)):
        node = keys[tree, side, :16].tobytes()
        leaf = H("leaf", (*DIRECTION.parts, le16(tree), node), 48)
        assert dealt.seeds[tree, side].tobytes() == leaf[:16]


@pytest.mark.parametrize("n_bytes", [8, 12, 128])
def test_deltas_of_other_widths(n_bytes: int) -> None:
    delta = np.frombuffer(Seeded("wide", n_bytes)(n_bytes), np.uint8)
    keys = np.frombuffer(Seeded("wide keys")(8 * n_bytes * 64), np.uint8).reshape(-1, 2, 32)
    seeds, message = pprf.grow(DIRECTION, 4, keys)
    chosen = keys[np.arange(8 * n_bytes), pprf.choices(delta, 4)]
    known = pprf.puncture(DIRECTION, 4, delta, chosen, message)
    alphas = np.stack((delta & 15, delta >> 4), axis=1).reshape(-1)
    order = np.arange(1, 16)[None, :] ^ alphas[:, None]
    assert np.array_equal(known, seeds[np.arange(2 * n_bytes)[:, None], order])


def test_the_choices_are_the_sides_the_path_does_not_take() -> None:
    delta = np.frombuffer(bytes([0b0001_1010]) + bytes(15), np.uint64)
    assert pprf.choices(delta, 4)[:8].tolist() == [0, 1, 0, 1, 1, 1, 1, 0]


def test_a_flipped_ciphertext_is_caught_iff_the_holder_opens_that_side() -> None:
    """C3. The side it opens hides one bit of Delta, so the chance is one half; a survivor changes nothing."""
    caught = trials = 0
    pick = Seeded("C3")
    for label in range(4):
        dealt = Dealt(4, Seeded("C3 delta", label)(16), label)
        for number in range(96):
            instance = 4 * (number // 3) + 1 + number % 3  # nothing is encrypted for the first level
            position = pick(1)[0]
            side, byte, bit = position & 1, position >> 1 & 15, position >> 5
            message = bytearray(dealt.message)
            message[32 * number + 16 * side + byte] ^= 1 << bit
            trials += 1
            try:
                known = dealt.puncture(bytes(message))
            except CheatingDetected:
                caught += 1
                assert dealt.choices[instance] == side
            else:
                assert dealt.choices[instance] != side
                assert dealt.holds_all_leaves_but_one(known)
    require_binomial(caught, trials, 0.5)


def test_a_flipped_sum_of_checks_or_digest_is_always_caught() -> None:
    """C4."""
    dealt = Dealt(4, Seeded("C4 delta")(16), "C4")
    pick = Seeded("C4")
    for _ in range(150):
        position = 3072 + int.from_bytes(pick(4), "little") % (pprf.message_bytes(4) - 3072)
        message = bytearray(dealt.message)
        message[position] ^= 1 << pick(1)[0] % 8
        with pytest.raises(CheatingDetected):
            dealt.puncture(bytes(message))


def test_a_message_of_another_run_pair_or_instance_is_caught() -> None:
    dealt = Dealt(4, Seeded("delta")(16), "moved")
    for direction in (
        Direction(b"t" * 32, 2, 0),
        Direction(b"s" * 32, 1, 0),
        Direction(b"s" * 32, 2, 1),
        Direction(b"s" * 32, 2, 0, 1),
    ):
        with pytest.raises(CheatingDetected):
            pprf.puncture(direction, 4, dealt.delta, dealt.chosen, dealt.message)


def test_trees_swapped_within_the_message_are_caught() -> None:
    dealt = Dealt(4, bytes(16), "swap")
    message = np.frombuffer(dealt.message, np.uint8).copy()
    trees = message[:3072].reshape(32, 96)
    trees[[3, 4]] = trees[[4, 3]]
    with pytest.raises(CheatingDetected):
        dealt.puncture(message.tobytes())


@pytest.mark.parametrize("change", [-4128, -32, -1, 1])
def test_another_length_is_malformed(change: int) -> None:
    dealt = Dealt(4, bytes(16), "length")
    message = (dealt.message + b"\0")[: 4128 + change]
    with pytest.raises(MalformedMessage):
        pprf.puncture(DIRECTION, 4, dealt.delta, dealt.chosen, message)


@given(st.binary(min_size=1, max_size=64), st.integers(0, 4127))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_refused_or_change_nothing(noise: bytes, position: int) -> None:
    dealt = Dealt(4, Seeded("delta")(16), "noise")
    message = (dealt.message[:position] + noise + dealt.message[position + len(noise) :])[:4128]
    try:
        known = dealt.puncture(message)
    except PeerError:
        return
    assert dealt.holds_all_leaves_but_one(known)
