"""Base OT: the chosen key and not the other, bad points, points moved between instances, choices well hidden."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import base_ot, group
from crypto.base_ot import ANSWER_BYTES, MESSAGE_BYTES, Direction, Receiver
from crypto.errors import MalformedMessage
from crypto.randomness import H, le32
from tests.crypto.chance import require_binomial
from tests.crypto.seeded import Seeded

DIRECTION = Direction(bytes(32), 0, 1)
CHOICES = np.unpackbits(np.frombuffer(Seeded("choices")(16), np.uint8))
POINT = 32
BAD = ["order 2L", "order 2", "identity", "non-canonical identity", "off the curve"]


@cache
def started(direction: Direction = DIRECTION) -> Receiver:
    return base_ot.choose(direction, CHOICES, Seeded("receiver", direction))


@cache
def answered(direction: Direction = DIRECTION) -> tuple[base_ot.Bytes8, bytes]:
    return base_ot.send(direction, started(direction).message, Seeded("sender", direction))


def bad_point(name: str) -> bytes:
    return (2).to_bytes(32, "little") if name == "off the curve" else group.bad_points()[name]


def with_point(message: bytes, index: int, point: bytes) -> bytes:
    return message[: POINT * index] + point + message[POINT * (index + 1) :]


def agree(chosen: base_ot.Bytes8, keys: base_ot.Bytes8) -> np.ndarray:
    """Which instances gave the receiver the key it chose."""
    return (chosen == keys[np.arange(128), CHOICES]).all(axis=1)


def test_the_receiver_gets_the_chosen_key_and_not_the_other() -> None:
    keys, answer = answered()
    assert len(started().message) == MESSAGE_BYTES == 8192
    assert len(answer) == ANSWER_BYTES == 64
    chosen = base_ot.receive(started(), answer)
    assert keys.shape == (128, 2, 32)
    assert agree(chosen, keys).all()
    assert not (chosen == keys[np.arange(128), 1 - CHOICES]).all(axis=1).any()
    assert len({key.tobytes() for key in keys.reshape(256, 32)}) == 256


def test_every_message_point_is_a_point_of_the_group() -> None:
    for message, count in ((started().message, 256), (answered()[1], 2)):
        points = {message[start : start + POINT] for start in range(0, len(message), POINT)}
        assert len(points) == count
        for point in points:
            group.check_point(point)


def test_the_run_the_pair_and_the_instance_are_in_the_keys() -> None:
    """The same messages under other names give other keys on both sides."""
    keys, _ = answered()
    for other in (Direction(b"\1" * 32, 0, 1), Direction(bytes(32), 1, 0), Direction(bytes(32), 0, 1, 1)):
        changed, answer = base_ot.send(other, started().message, Seeded("sender", DIRECTION))
        assert answer == answered()[1]
        assert not (changed == keys).all(axis=2).any()


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("name", BAD)
def test_a_bad_point_from_the_receiver_ends_the_run(name: str, side: int) -> None:
    message = with_point(started().message, 2 * 77 + side, bad_point(name))
    with pytest.raises(MalformedMessage):
        base_ot.send(DIRECTION, message, Seeded("unused"))


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("name", BAD)
def test_a_bad_point_from_the_sender_ends_the_run_whatever_was_chosen(name: str, side: int) -> None:
    """It must not depend on the choice, or the abort would tell it: nothing but the answer decides."""
    for choices in (np.zeros(128, np.uint8), np.ones(128, np.uint8), CHOICES):
        receiver = base_ot.choose(DIRECTION, choices, Seeded("any choice"))
        with pytest.raises(MalformedMessage):
            base_ot.receive(receiver, with_point(answered()[1], side, bad_point(name)))


def test_both_products_are_in_every_key_and_in_their_order() -> None:
    """Twin Diffie-Hellman: one point of another answer, or the two in the other order, and no key is right."""
    keys, answer = answered()
    _, other = base_ot.send(DIRECTION, started().message, Seeded("another sender"))
    assert not {answer[:POINT], answer[POINT:]} & {other[:POINT], other[POINT:]}
    for changed in (answer[:POINT] + other[POINT:], other[:POINT] + answer[POINT:], answer[POINT:] + answer[:POINT]):
        assert not agree(base_ot.receive(started(), changed), keys).any()


def test_a_key_is_the_hash_of_both_products() -> None:
    """Recomputed on the side of the owner's secrets, which are the first two scalars that it draws."""
    random = Seeded("sender", DIRECTION)
    secrets = [group.random_scalar(random) for _ in range(2)]
    keys, answer = answered()
    assert answer == b"".join(map(group.base_multiply, secrets))
    pair = started().message[64 * 5 : 64 * 5 + 32], started().message[64 * 5 + 32 : 64 * 6]
    domain = (b"bot", *DIRECTION.parts)
    for side in (0, 1):
        oracle = group.hash_to_group(*domain, le32(5), bytes([side]), pair[1 - side])
        products = [group.multiply(secret, group.add(pair[side], oracle)) for secret in secrets]
        key = H("botkdf", (*domain, le32(5), bytes([side]), *pair, answer, b"".join(products)))
        assert keys[5, side].tobytes() == key


def test_the_sender_never_answers_twice_with_the_same_scalars() -> None:
    random = Seeded("fresh")
    answers = [base_ot.send(DIRECTION, started().message, random)[1] for _ in range(2)]
    assert len({point for answer in answers for point in (answer[:POINT], answer[POINT:])}) == 4


@pytest.mark.parametrize("change", ["swap sides", "swap instances", "replay"])
def test_receiver_points_of_another_instance_give_other_keys(change: str) -> None:
    points = np.frombuffer(started().message, np.uint8).reshape(128, 2, POINT).copy()
    if change == "swap sides":
        points[9] = points[9, ::-1]
    elif change == "swap instances":
        points[[9, 10]] = points[[10, 9]]
    else:
        points[9] = points[10]
    keys, answer = base_ot.send(DIRECTION, points.tobytes(), Seeded("sender", DIRECTION))
    good = agree(base_ot.receive(started(), answer), keys)
    assert not good[9]
    assert good[10] == (change != "swap instances")
    assert good[11:].all()


@pytest.mark.parametrize("change", [-8192, -64, -1, 1])
def test_another_length_is_malformed(change: int) -> None:
    message = (started().message + b"\0")[: MESSAGE_BYTES + change]
    with pytest.raises(MalformedMessage):
        base_ot.send(DIRECTION, message, Seeded("unused"))
    for answer in (b"", answered()[1][:32], answered()[1][:-1], answered()[1] + b"\0", answered()[1] * 2):
        with pytest.raises(MalformedMessage):
            base_ot.receive(started(), answer)


@given(st.binary(max_size=64), st.integers(0, ANSWER_BYTES))
@settings(max_examples=40, deadline=None)
def test_any_bytes_from_the_sender_are_malformed_or_give_keys(noise: bytes, position: int) -> None:
    answer = answered()[1]
    changed = (answer[:position] + noise + answer[position + len(noise) :])[: max(ANSWER_BYTES, len(noise))]
    try:
        chosen = base_ot.receive(started(), changed)
    except MalformedMessage:
        return
    assert chosen.shape == (128, 32)


def first_is_smaller(message: bytes) -> np.ndarray:
    points = [message[start : start + POINT] for start in range(0, MESSAGE_BYTES, POINT)]
    return np.array([first < second for first, second in zip(points[0::2], points[1::2], strict=True)])


def test_the_order_of_the_points_does_not_show_the_choice() -> None:
    """A crude statistic (hiding is perfect by proof), and it does find a receiver that orders its points."""
    hits = int((first_is_smaller(started().message) == CHOICES).sum())
    require_binomial(hits, 128, 0.5)
    points = np.frombuffer(started().message, np.uint8).reshape(128, 2, POINT).copy()
    wrong = first_is_smaller(started().message) != CHOICES
    points[wrong] = points[wrong, ::-1]
    planted = int((first_is_smaller(points.tobytes()) == CHOICES).sum())
    with pytest.raises(AssertionError):
        require_binomial(planted, 128, 0.5)
