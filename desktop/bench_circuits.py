"""The circuits that this computer is measured with: two standard ones and a real sheet.

Inputs are random and belong to nobody: figures do not depend on them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from crypto.aes import aes128
from crypto.builder import Builder, Wires
from crypto.circuit import Circuit
from crypto.sha256 import sha256_compress
from desktop.deals import templates
from desktop.deals.compiler import compile_sheet
from desktop.deals.sheet import Parties

JOB_OFFER = "salary-offer"


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


CIRCUITS: Mapping[str, Callable[[int], Circuit]] = {
    "aes-128": aes_circuit,
    "sha-256": sha256_circuit,
    "job-offer": job_offer_circuit,
}
"""Name -> the circuit for n parties."""
