"""128 oblivious transfers of random keys from public-key operations, for one owner and one key holder.

The key holder is the receiver and has 128 choice bits; the owner is the sender and gets both keys of every instance.

Source: Masny and Rindal 2019 (eprint 2019/706), "Endemic Oblivious Transfer", two messages; Cash, Kiltz, Shoup 2008
(eprint 2008/067), "The Twin Diffie-Hellman Problem".
Differs from the paper: the sender has two scalars for all instances, and every key hashes the products of both. A
reduction that does not know them can tell right products from wrong ones by the trapdoor test of twin Diffie-Hellman,
so CDH suffices, where one scalar for many instances would need a stronger assumption. All of the instance is in every
hash, so no two instances of a batch help one another (docs/decisions/0023-smaller-set-up.md).

Leaves to others: what the keys encrypt (crypto.pprf), sending the messages (crypto.session).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crypto import group
from crypto.errors import MalformedMessage
from crypto.params import KAPPA
from crypto.randomness import H, byte, le16, le32
from crypto.rounds import PartyId, Random

Bits = npt.NDArray[np.uint8]
Bytes8 = npt.NDArray[np.uint8]

MESSAGE_BYTES = 2 * group.POINT_BYTES * KAPPA
"""Length of the key holder's message."""

ANSWER_BYTES = 2 * group.POINT_BYTES
"""Length of the owner's answer."""


@dataclass(frozen=True, slots=True)
class Direction:
    """One ordered pair of parties in one instance of the correlated OT.

    Attributes:
        sid: session id, 32 bytes.
        owner: party that holds the bits and MACs; sender of the base OT.
        holder: party that holds Delta and the keys; receiver of the base OT.
        instance: 0 for the run itself, larger for slots with a Delta of their own.
    """

    sid: bytes
    owner: PartyId
    holder: PartyId
    instance: int = 0

    @property
    def parts(self) -> tuple[bytes, bytes, bytes, bytes]:
        """What every hash of this direction starts with."""
        return (self.sid, le16(self.instance), byte(self.owner), byte(self.holder))


@dataclass(frozen=True, slots=True, repr=False)
class Receiver:
    """The key holder between its message and the owner's answer. All fields are secret but the message.

    Attributes:
        direction: which pair.
        choices: uint8, shape (128,), values 0 or 1.
        scalars: per instance the discrete logarithm of the chosen side.
        message: 8192 bytes, R_0 and R_1 of every instance.
    """

    direction: Direction
    choices: Bits
    scalars: tuple[bytes, ...]
    message: bytes


def choose(direction: Direction, choices: Bits, random: Random) -> Receiver:
    """Step 1, key holder: hide the choice bits in pairs of points.

    Args:
        direction: which pair.
        choices: uint8, shape (128,), values 0 or 1.
        random: source of fresh random bytes.

    Returns:
        The state for `receive`; its `message` goes to the owner.
    """
    group.self_test()
    domain = (b"bot", *direction.parts)
    scalars, known, other = [], [], []
    for index in range(KAPPA):
        scalar = group.random_scalar(random)
        free = group.base_multiply(group.random_scalar(random))
        oracle = group.hash_to_group(*domain, le32(index), choices[index : index + 1], free)
        scalars.append(scalar)
        known.append(group.subtract(group.base_multiply(scalar), oracle))
        other.append(free)
    pairs = np.stack((_rows(known), _rows(other)), axis=1)
    flip = _mask(choices)[:, None] & (pairs[:, 0] ^ pairs[:, 1])
    return Receiver(direction, choices, tuple(scalars), (pairs ^ flip[:, None]).tobytes())


def send(direction: Direction, untrusted_message: bytes, random: Random) -> tuple[Bytes8, bytes]:
    """Step 2, owner: two keys for every instance.

    Args:
        direction: which pair.
        untrusted_message: the key holder's 8192 bytes.
        random: source of fresh random bytes.

    Returns:
        keys, uint8, shape (128, 2, 32), and the answer of 64 bytes.

    Raises:
        MalformedMessage: a point is not a point of the group.
    """
    group.self_test()
    domain = (b"bot", *direction.parts)
    pairs = _checked_pairs(untrusted_message)
    secrets = (group.random_scalar(random), group.random_scalar(random))
    answer = b"".join(map(group.base_multiply, secrets))
    keys = []
    for index, pair in enumerate(pairs):
        for side in (0, 1):
            oracle = group.hash_to_group(*domain, le32(index), byte(side), pair[1 - side])
            public = group.add(pair[side], oracle)
            shared = b"".join(group.multiply(secret, public) for secret in secrets)
            keys.append(H("botkdf", (*domain, le32(index), byte(side), *pair, answer, shared)))
    return _rows(keys).reshape(KAPPA, 2, 32), answer


def receive(state: Receiver, untrusted_answer: bytes) -> Bytes8:
    """Step 3, key holder: the chosen key of every instance.

    Args:
        state: from `choose`.
        untrusted_answer: the owner's 64 bytes.

    Returns:
        keys, uint8, shape (128, 32); row l equals the owner's keys[l, choices[l]].

    Raises:
        MalformedMessage: not two points of the group.
    """
    if len(untrusted_answer) != ANSWER_BYTES:
        raise MalformedMessage("base-OT answer of the wrong length")
    publics = untrusted_answer[: group.POINT_BYTES], untrusted_answer[group.POINT_BYTES :]
    for public in publics:
        group.check_point(public)
    domain = (b"bot", *state.direction.parts)
    keys = []
    for index, pair in enumerate(_pairs(state.message)):
        shared = b"".join(group.multiply(state.scalars[index], public) for public in publics)
        side = state.choices[index : index + 1]
        keys.append(H("botkdf", (*domain, le32(index), side, *pair, untrusted_answer, shared)))
    return _rows(keys)


def _checked_pairs(untrusted_message: bytes) -> list[tuple[bytes, bytes]]:
    """The two points of every instance, each checked to be a point of the group."""
    if len(untrusted_message) != MESSAGE_BYTES:
        raise MalformedMessage("base-OT message of the wrong length")
    pairs = _pairs(untrusted_message)
    for pair in pairs:
        group.check_point(pair[0])
        group.check_point(pair[1])
    return pairs


def _pairs(message: bytes) -> list[tuple[bytes, bytes]]:
    size = group.POINT_BYTES
    points = [message[start : start + size] for start in range(0, MESSAGE_BYTES, size)]
    return list(zip(points[0::2], points[1::2], strict=True))


def _rows(values: list[bytes]) -> Bytes8:
    return np.frombuffer(b"".join(values), np.uint8).reshape(len(values), 32)


def _mask(bits: Bits) -> Bytes8:
    """0xFF where the bit is one, 0 elsewhere."""
    return np.negative(bits.astype(np.uint8))
