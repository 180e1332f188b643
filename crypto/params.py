"""Security parameters of the computation, each with its source. The one place where they are written down.

All parties must run with the same values: `encode` goes into the session parameters, which are compared at the start.

Leaves to others: the bucket table (crypto.triples), capacities of one run (crypto.engine).
"""

from __future__ import annotations

from crypto.errors import MisuseError

VERSION = 1
"""Version of the computation's protocol. Any change of a byte on the wire changes it."""

KAPPA = 128
"""Computational security in bits and length of a block. One bit of every Delta is pinned, 127 stay unknown."""

RHO = 40
"""Statistical security of bucketing in bits (Wang, Ranellucci, Katz 2017)."""

SMALL_FIELD = 4
"""Exponent k of the small field of SoftSpoken OT (Roy 2022): 128/k trees of 2^k leaves. One of 1, 2, 4, 8."""

DELTA_CHECK_ROWS = 64
"""Rows opened to show that a party used one Delta towards all: a liar survives with 2^-64 (Wang et al. 2017b)."""

MASK_ROWS = 128
"""Rows of every correlated-OT pass that only blind its consistency check (Roy 2022)."""

COINS_PER_EPOCH = 128
"""Joint coins committed to at once. When they run out new ones are committed to."""

MIN_PARTIES = 2
MAX_PARTIES = 8
"""Most people in one run, here and everywhere else. More works in principle; cost and waiting grow with its square."""

MAX_PASS_ROWS = 1 << 24
"""Most rows of one correlated-OT pass, a bound on memory and on the error of the consistency check."""


def leaky_triples_per_pass(n: int) -> int:
    """Number of leaky triples made by one pass, chosen so that a pass fits in memory.

    Args:
        n: number of parties.
    """
    if n == 2:
        return 1 << 18
    return 1 << 17 if n <= 4 else 1 << 16


def encode(n: int, k: int = SMALL_FIELD) -> bytes:
    """The parameter set as bytes, equal at all parties of a run.

    Args:
        n: number of parties.
        k: exponent of the small field.

    Returns:
        Ten LE32 integers in the order of this file.
    """
    check(n, k)
    values = (
        VERSION,
        KAPPA,
        RHO,
        k,
        DELTA_CHECK_ROWS,
        MASK_ROWS,
        leaky_triples_per_pass(n),
        COINS_PER_EPOCH,
        MAX_PASS_ROWS,
        n,
    )
    return b"".join(value.to_bytes(4, "little") for value in values)


def check(n: int, k: int) -> None:
    """Refuse parameters outside of what the security argument covers.

    Raises:
        MisuseError: n or k is out of range, or a constant of this file was weakened.
    """
    if not MIN_PARTIES <= n <= MAX_PARTIES:
        raise MisuseError("the number of parties is out of range")
    if k not in (1, 2, 4, 8):
        raise MisuseError("the small-field exponent must be 1, 2, 4 or 8")
    if KAPPA != 128 or RHO < 40 or DELTA_CHECK_ROWS < 40 or MASK_ROWS != 128:
        raise MisuseError("the security parameters are too weak")
