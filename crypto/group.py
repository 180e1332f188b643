"""The prime-order subgroup of edwards25519: scalars, checked points, hashing to the group, and the start-up self-test.

Source: Brier et al. 2010 (eprint 2009/340) for the sum of two maps as a random oracle into the group; RFC 9380.
Differs from the source: the map is libsodium's from_uniform, applied to both halves of a 64-byte hash.

Leaves to others: protocols. Every point that came from a peer goes through `check_point` first.
"""

from __future__ import annotations

from functools import lru_cache

from nacl import bindings
from nacl.exceptions import CryptoError

from crypto.errors import MalformedMessage, MisuseError
from crypto.randomness import H, Hashable
from crypto.rounds import Random

POINT_BYTES = 32
SCALAR_BYTES = 32
_PRIME = 2**255 - 19


def random_scalar(random: Random) -> bytes:
    """A uniform non-zero scalar, 32 bytes.

    Args:
        random: source of fresh random bytes.
    """
    while True:
        scalar = bindings.crypto_core_ed25519_scalar_reduce(random(64))
        if scalar != bytes(SCALAR_BYTES):
            return scalar


def base_multiply(scalar: bytes) -> bytes:
    """scalar * G for a non-zero scalar of our own."""
    return bindings.crypto_scalarmult_ed25519_base_noclamp(scalar)


def multiply(scalar: bytes, point: bytes) -> bytes:
    """scalar * point without clamping.

    Raises:
        MalformedMessage: libsodium refused, because of a small-order point or a product that is the identity.
    """
    try:
        return bindings.crypto_scalarmult_ed25519_noclamp(scalar, point)
    except CryptoError as error:
        raise MalformedMessage("scalar multiplication refused the point") from error


def add(left: bytes, right: bytes) -> bytes:
    """Sum of two points.

    Raises:
        MalformedMessage: one of them is not on the curve.
    """
    try:
        return bindings.crypto_core_ed25519_add(left, right)
    except CryptoError as error:
        raise MalformedMessage("not a point") from error


def subtract(left: bytes, right: bytes) -> bytes:
    """Difference of two points.

    Raises:
        MalformedMessage: one of them is not on the curve.
    """
    try:
        return bindings.crypto_core_ed25519_sub(left, right)
    except CryptoError as error:
        raise MalformedMessage("not a point") from error


def check_point(untrusted_point: bytes) -> bytes:
    """Return the point if it is a canonical encoding of a point of the prime-order subgroup other than the identity.

    Raises:
        MalformedMessage: it is not.
    """
    if len(untrusted_point) != POINT_BYTES or not bindings.crypto_core_ed25519_is_valid_point(untrusted_point):
        raise MalformedMessage("not a point of the group")
    return untrusted_point


def hash_to_group(*parts: Hashable) -> bytes:
    """A point of unknown discrete logarithm, as from a random oracle into the subgroup.

    Args:
        parts: domain and message, each a part of the hash of its own.
    """
    digest = H("h2g", parts, 64)
    return bindings.crypto_core_ed25519_add(
        bindings.crypto_core_ed25519_from_uniform(digest[:32]),
        bindings.crypto_core_ed25519_from_uniform(digest[32:]),
    )


def bad_points() -> dict[str, bytes]:
    """Encodings that must never be accepted: mixed order, order two, the identity, a non-canonical identity."""
    order_two = (_PRIME - 1).to_bytes(32, "little")
    generator = base_multiply((1).to_bytes(32, "little"))
    return {
        "order 2L": bindings.crypto_core_ed25519_add(generator, order_two),
        "order 2": order_two,
        "identity": (1).to_bytes(32, "little"),
        "non-canonical identity": (_PRIME + 1).to_bytes(32, "little"),
    }


@lru_cache(maxsize=1)
def self_test() -> None:
    """Make sure that the linked libsodium refuses what the protocols rely on it to refuse. Runs once per process.

    Older versions accept points of order 2L (CVE-2025-69277).

    Raises:
        MisuseError: it does not; nothing may run.
    """
    scalar = (3).to_bytes(32, "little")
    for name, point in bad_points().items():
        if bindings.crypto_core_ed25519_is_valid_point(point):
            raise MisuseError(f"the cryptographic library accepts a bad point: {name}")
        try:
            bindings.crypto_scalarmult_ed25519_noclamp(scalar, point)
        except CryptoError:
            continue
        raise MisuseError(f"the cryptographic library multiplies a bad point: {name}")
