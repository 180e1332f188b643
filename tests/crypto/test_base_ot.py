"""Base OT: the chosen key and not the other, bad points, points moved between instances, choices well hidden."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import base_ot, group
from crypto.base_ot import MESSAGE_BYTES, Direction, Receiver
from crypto.errors import MalformedMessage
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
    assert len(started().message) == len(answer) == MESSAGE_BYTES == 8192
    chosen = base_ot.receive(started(), answer)
    assert keys.shape == (128, 2, 32)
    assert agree(chosen, keys).all()
    assert not (chosen == keys[np.arange(128), 1 - CHOICES]).all(axis=1).any()
    assert len({key.tobytes() for key in keys.reshape(256, 32)}) == 256


def test_every_message_point_is_a_point_of_the_group() -> None:
    for message in (started().message, answered()[1]):
        points = {message[start : start + POINT] for start in range(0, MESSAGE_BYTES, POINT)}
        assert len(points) == 256
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
    """It must not depend on the choice, or the abort would tell it."""
    for choice in (0, 1):
        instance = int(np.flatnonzero(choice == CHOICES)[5])
        with pytest.raises(MalformedMessage):
            base_ot.receive(started(), with_point(answered()[1], 2 * instance + side, bad_point(name)))


@pytest.mark.parametrize("change", ["swap sides", "swap instances", "replay"])
def test_points_of_another_instance_give_other_keys(change: str) -> None:
    keys, answer = answered()
    points = np.frombuffer(answer, np.uint8).reshape(128, 2, POINT).copy()
    if change == "swap sides":
        points[9] = points[9, ::-1]
    elif change == "swap instances":
        points[[9, 10]] = points[[10, 9]]
    else:
        points[9] = points[10]
    good = agree(base_ot.receive(started(), points.tobytes()), keys)
    assert not good[9]
    assert good[10] == (change != "swap instances")
    assert good[11:].all()


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


@pytest.mark.parametrize("length", [0, MESSAGE_BYTES - 1, MESSAGE_BYTES + 1, MESSAGE_BYTES - 64])
def test_another_length_is_malformed(length: int) -> None:
    message = (started().message + bytes(64))[:length]
    with pytest.raises(MalformedMessage):
        base_ot.send(DIRECTION, message, Seeded("unused"))
    with pytest.raises(MalformedMessage):
        base_ot.receive(started(), message)


@given(st.binary(max_size=64), st.integers(0, MESSAGE_BYTES))
@settings(max_examples=40, deadline=None)
def test_any_bytes_from_the_sender_are_malformed_or_give_keys(noise: bytes, position: int) -> None:
    answer = answered()[1]
    changed = (answer[:position] + noise + answer[position + len(noise) :])[: max(MESSAGE_BYTES, len(noise))]
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
