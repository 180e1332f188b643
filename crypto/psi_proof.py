"""Proof that one key answered every item: a Chaum-Pedersen proof about a random combination of all items.

Source: Chaum and Pedersen 1992; batched and made non-interactive as in RFC 9497, sections 2.2.1 and 2.2.2 (VOPRF).
Differs from the source: 128-bit coefficients, hashed from the key, all items and all answers; hashes are BLAKE2b.

Statement: log_G Kp = log_M Z for M = sum d_i a_i and Z = sum d_i e_i. If some e_i is not k * a_i, then Z is not k * M
except for 2^-128 of the coefficients.
Leaves to others: computing M and Z (crypto.psi_work), that all points are in the group.
"""

from __future__ import annotations

from nacl import bindings

from crypto import group
from crypto.errors import MalformedMessage
from crypto.group import SCALAR_BYTES
from crypto.psi_work import COEFFICIENT_BYTES, parts
from crypto.randomness import H, H_numbered, require_equal
from crypto.rounds import Random

PROOF_BYTES = 2 * SCALAR_BYTES


def coefficients(domain: bytes, key_point: bytes, asked: bytes, answered: bytes) -> bytes:
    """The coefficients d_i, which nobody can choose once the points are fixed.

    Args:
        domain: sid and direction, 33 bytes.
        key_point: Kp = k * G.
        asked: all a_i, 32 bytes each.
        answered: all e_i, 32 bytes each.

    Returns:
        16 bytes per item.
    """
    count = len(asked) // group.POINT_BYTES
    return H_numbered("psi-d", (*parts(domain), key_point, asked, answered), count, COEFFICIENT_BYTES)


def prove(domain: bytes, key: bytes, key_point: bytes, combined: bytes, random: Random) -> bytes:
    """Prove that Z = k * M belongs to the key of Kp.

    Args:
        domain: sid and direction, 33 bytes.
        key: k, a non-zero scalar.
        key_point: Kp = k * G.
        combined: M.
        random: source of fresh random bytes.

    Returns:
        Challenge and response, PROOF_BYTES.
    """
    nonce = group.random_scalar(random)
    product = group.multiply(key, combined)
    commitments = group.base_multiply(nonce), group.multiply(nonce, combined)
    challenge = _challenge(domain, key_point, combined, product, *commitments)
    response = bindings.crypto_core_ed25519_scalar_sub(nonce, bindings.crypto_core_ed25519_scalar_mul(challenge, key))
    return challenge + response


def verify(domain: bytes, key_point: bytes, combined: bytes, product: bytes, untrusted_proof: bytes) -> None:
    """Check a proof.

    Args:
        domain: sid and direction, 33 bytes.
        key_point: Kp, a point of the group.
        combined: M, computed here.
        product: Z, computed here.
        untrusted_proof: PROOF_BYTES.

    Raises:
        MalformedMessage: a scalar is zero or not reduced, or a point is the identity.
        CheatingDetected: the proof is wrong.
    """
    challenge, response = untrusted_proof[:SCALAR_BYTES], untrusted_proof[SCALAR_BYTES:]
    for scalar in (challenge, response):
        if scalar == bytes(SCALAR_BYTES) or scalar != bindings.crypto_core_ed25519_scalar_reduce(scalar + bytes(32)):
            raise MalformedMessage("not a scalar")
    commitments = (
        group.add(group.base_multiply(response), group.multiply(challenge, key_point)),
        group.add(group.multiply(response, combined), group.multiply(challenge, product)),
    )
    expected = _challenge(domain, key_point, combined, product, *commitments)
    require_equal(expected, challenge, "the items were not all answered with one key")


def _challenge(domain: bytes, *points: bytes) -> bytes:
    return bindings.crypto_core_ed25519_scalar_reduce(H("psi-c", (*parts(domain), *points), 64))
