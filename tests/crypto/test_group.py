"""The group: known answer, laws, bad points, and the self-test that refuses an unsafe library."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl import bindings

from crypto import group
from crypto.errors import MalformedMessage, MisuseError
from tests.crypto.seeded import Seeded

ORDER = 2**252 + 27742317777372353535851937790883648493


@pytest.fixture(autouse=True)
def forget_the_self_test() -> Iterator[None]:
    group.self_test.cache_clear()
    yield
    group.self_test.cache_clear()


def scalar(value: int) -> bytes:
    return (value % ORDER).to_bytes(32, "little")


def test_known_answer_of_hashing_to_the_group() -> None:
    expected = "878f74388f9a1a2d68673c29df3e0269f9bf10f8a04caa003c635cb6431d606b"
    assert group.hash_to_group(b"dom", b"msg").hex() == expected
    assert group.hash_to_group(b"do", b"mmsg").hex() != expected


@given(st.integers(1, ORDER - 1), st.integers(1, ORDER - 1))
def test_the_group_laws_hold(a: int, b: int) -> None:
    left, right = group.base_multiply(scalar(a)), group.base_multiply(scalar(b))
    assert group.multiply(scalar(a), right) == group.multiply(scalar(b), left)
    if (a + b) % ORDER and a != b:
        total = group.add(left, right)
        assert total == group.base_multiply(scalar(a + b))
        assert group.subtract(total, right) == left


def test_scalars_are_reduced_and_never_zero() -> None:
    numbers = Seeded("scalars")
    answers = [bytes(64), (7 * ORDER).to_bytes(64, "little"), (5 * ORDER + 9).to_bytes(64, "little")]
    assert group.random_scalar(lambda length: answers.pop(0)) == scalar(9)
    assert answers == []
    drawn = {group.random_scalar(numbers) for _ in range(20)}
    assert len(drawn) == 20
    assert all(0 < int.from_bytes(value, "little") < ORDER for value in drawn)


def test_hashed_points_are_in_the_group() -> None:
    for index in range(20):
        group.check_point(group.hash_to_group(b"any", bytes([index])))


@pytest.mark.parametrize("name", ["order 2L", "order 2", "identity", "non-canonical identity"])
def test_bad_points_are_refused(name: str) -> None:
    point = group.bad_points()[name]
    with pytest.raises(MalformedMessage):
        group.check_point(point)
    with pytest.raises(MalformedMessage):
        group.multiply(scalar(3), point)


def test_points_off_the_curve_and_of_other_lengths_are_refused() -> None:
    off_curve = (2).to_bytes(32, "little")
    good = group.base_multiply(scalar(1))
    for bad in (off_curve, bytes([255]) * 32, b"", good[:31], good + b"\0"):
        with pytest.raises(MalformedMessage):
            group.check_point(bad)
    with pytest.raises(MalformedMessage):
        group.add(good, off_curve)
    with pytest.raises(MalformedMessage):
        group.subtract(good, off_curve)
    assert group.check_point(good) == good


@given(st.binary(max_size=40))
def test_any_bytes_are_a_point_or_malformed(data: bytes) -> None:
    try:
        point = group.check_point(data)
    except MalformedMessage:
        return
    assert point == data
    assert len(group.multiply(scalar(8), point)) == 32


def test_this_library_passes_the_self_test_once_per_process(monkeypatch: pytest.MonkeyPatch) -> None:
    group.self_test()
    monkeypatch.setattr(group, "bad_points", lambda: pytest.fail("tested twice"))
    group.self_test()


@pytest.mark.parametrize("name", ["order 2L", "order 2", "identity", "non-canonical identity"])
def test_a_library_that_accepts_a_bad_point_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = group.bad_points()[name]
    genuine = bindings.crypto_core_ed25519_is_valid_point
    monkeypatch.setattr(bindings, "crypto_core_ed25519_is_valid_point", lambda point: point == bad or genuine(point))
    for _ in range(2):
        with pytest.raises(MisuseError, match=name):
            group.self_test()


@pytest.mark.parametrize("name", ["order 2L", "order 2", "identity", "non-canonical identity"])
def test_a_library_that_multiplies_a_bad_point_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = group.bad_points()[name]
    genuine: Callable[[bytes, bytes], bytes] = bindings.crypto_scalarmult_ed25519_noclamp
    monkeypatch.setattr(
        bindings,
        "crypto_scalarmult_ed25519_noclamp",
        lambda factor, point: point if point == bad else genuine(factor, point),
    )
    with pytest.raises(MisuseError, match="multiplies"):
        group.self_test()


def bad_encodings() -> list[bytes]:
    """All points of small order, a point of the group plus each of them, non-canonical and off-curve encodings."""
    prime = 2**255 - 19
    order_eight = bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")
    torsion, sum_ = [], order_eight
    for _ in range(8):
        torsion.append(sum_)
        sum_ = group.add(sum_, order_eight)
    assert len(set(torsion)) == 8
    point = group.base_multiply((7).to_bytes(32, "little"))
    mixed = [group.add(point, small) for small in torsion if small != (1).to_bytes(32, "little")]
    others = [(value).to_bytes(32, "little") for value in (2, prime, prime + 1, prime + 3, 2**255 - 1, 2**256 - 1)]
    return [*torsion, *mixed, *others, *group.bad_points().values()]


def test_multiplying_refuses_what_is_no_point_of_the_group() -> None:
    """It refuses exactly what check_point refuses."""
    scalar = (11).to_bytes(32, "little")
    random = Seeded("points")
    candidates = [*bad_encodings(), *(random(32) for _ in range(200))]
    refused = 0
    for encoding in candidates:
        try:
            group.check_point(encoding)
        except MalformedMessage:
            refused += 1
            with pytest.raises(MalformedMessage):
                group.multiply(scalar, encoding)
        else:
            assert len(group.multiply(scalar, encoding)) == 32
    assert len(bad_encodings()) < refused < len(candidates)
