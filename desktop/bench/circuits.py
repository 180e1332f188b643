"""The circuits that this computer is measured with: two standard ones, two real sheets, and one wide level.

Inputs are random and belong to nobody: figures do not depend on them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from crypto.aes import aes128
from crypto.builder import Builder, Wires
from crypto.circuit import Circuit
from crypto.gadgets import and_tree, xor_tree
from crypto.sha256 import sha256_compress
from desktop.deals import templates
from desktop.deals.compiler import compile_sheet
from desktop.deals.sheet import Parties

JOB_OFFER = "salary-offer"
ONE_MATCH = "bff-room"
WIDTH = 100_000
LARGE = 500_000


def _shared_word(builder: Builder, bits: int) -> Wires:
    """Random bits that nobody knows: the XOR of what everybody puts in."""
    word = builder.input(0, bits)
    for seat in range(1, builder.n_parties):
        word = builder.xor(word, builder.input(seat, bits))
    return word


def aes_circuit(n: int) -> Circuit:
    """AES-128 of one block under a key that everybody holds a share of."""
    builder = Builder(n)
    builder.output("block", aes128(builder, _shared_word(builder, 128), builder.input(n - 1, 128)))
    return builder.build()


def sha256_circuit(n: int) -> Circuit:
    """The compression function of SHA-256 on a shared state and block."""
    builder = Builder(n)
    state = _shared_word(builder, 256).reshape(8, 32)
    builder.output("state", sha256_compress(builder, state, _shared_word(builder, 512)).reshape(-1))
    return builder.build()


def job_offer_circuit(n: int) -> Circuit:
    """The job offer as shipped. With more than two people the further ones are employers, too."""
    sheet = templates.sample_sheet(JOB_OFFER)
    seats = (sheet.roles[0], *sheet.roles[1:] * (n - 1))
    if n > 2:
        sheet = replace(sheet, parties=Parties(min=2, max=n, roles=sheet.roles))
    return compile_sheet(sheet, seats).circuit


def one_match_circuit(n: int) -> Circuit:
    """Do both want to share a room? One pair of the sheet as shipped; with more people, do all want the same thing?"""
    if n == 2:
        return compile_sheet(templates.sample_sheet(ONE_MATCH), ("", "")).circuit
    builder = Builder(n)
    wants = [builder.input(seat, 1) for seat in range(n)]
    builder.output("all", and_tree(builder, np.concatenate(wants)))
    return builder.build()


def wide_circuit(n: int) -> Circuit:
    """100,000 AND gates side by side, of the first seat's bits and everybody else's."""
    builder = Builder(n)
    first, rest = builder.input(0, WIDTH), builder.input(1, WIDTH)
    for seat in range(2, n):
        rest = builder.xor(rest, builder.input(seat, WIDTH))
    builder.output("parity", xor_tree(builder, builder.and_(first, rest)).reshape(1))
    return builder.build()


def large_circuit(n: int) -> Circuit:
    """500,000 AND gates in ten levels."""
    builder = Builder(n)
    x, y = builder.input(0, LARGE // 10), builder.input(1, LARGE // 10)
    for _ in range(10):
        x, y = builder.and_(x, y), x
    builder.output("parity", xor_tree(builder, x).reshape(1))
    return builder.build()


CIRCUITS: Mapping[str, Callable[[int], Circuit]] = {
    "aes-128": aes_circuit,
    "sha-256": sha256_circuit,
    "job-offer": job_offer_circuit,
    "one-match": one_match_circuit,
    "wide-100k": wide_circuit,
}
"""Name -> the circuit for n parties."""

MORE_CIRCUITS: Mapping[str, Callable[[int], Circuit]] = {**CIRCUITS, "large-500k": large_circuit}
"""The same and what only developers measure."""
