"""What it means to fuzz a decoder: only its own errors, bounded time and memory, and one encoding of everything."""

from __future__ import annotations

import contextlib
import gc
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

MAX_CPU_S = 0.5
"""For one input of at most Target.longest bytes. It is 50 ms on a free machine; CI's is busy and slow."""
MEMORY_FACTOR = 4
MEMORY_ALLOWANCE = 1024 * 1024


@dataclass(frozen=True)
class Target:
    """One decoder.

    Attributes:
        name: short.
        decode: gets bytes from outside; raises only what `family` says.
        family: everything it may raise.
        seeds: inputs of the right form, to begin from.
        encode: the one encoding of what decode gave; None where there are many, as of texts.
        accepts: whether every seed must decode; not where a seed holds only for a moment.
        longest: inputs are at most so long here.
        memory_factor: at most so many times the input are kept in memory at the worst, plus MEMORY_ALLOWANCE.
    """

    name: str
    decode: Callable[[bytes], object]
    family: tuple[type[Exception], ...]
    seeds: tuple[bytes, ...]
    encode: Callable[[object], bytes] | None = None
    accepts: bool = True
    longest: int = 4096
    memory_factor: int = MEMORY_FACTOR


def feed(target: Target, data: bytes) -> bool:
    """Decode once; whether it was accepted.

    Raises:
        AssertionError: it took too long, or what was accepted is not the one encoding of itself.
        Anything outside of the family passes through.
    """
    data = data[: target.longest]
    before = time.thread_time()
    try:
        value = target.decode(data)
    except target.family:
        return False
    finally:
        spent = time.thread_time() - before
        if spent > MAX_CPU_S and (again := _time_of(target, data)) > MAX_CPU_S:  # once may be the garbage of others
            raise AssertionError(f"{target.name}: {spent:.2f} s, then {again:.2f} s, for {len(data)} bytes")
    if target.encode is not None and target.encode(value) != data:
        raise AssertionError(f"{target.name}: accepted {data!r}, which is written as {target.encode(value)!r}")
    return True


def _time_of(target: Target, data: bytes) -> float:
    gc.collect()
    before = time.thread_time()
    with contextlib.suppress(*target.family):
        target.decode(data)
    return time.thread_time() - before


def memory_of(target: Target, data: bytes) -> int:
    """Bytes that decoding took at its worst."""
    tracemalloc.start()
    try:
        feed(target, data)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def mutated(data: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """A few small changes: bits, bytes, cuts, repeats, pieces of other inputs, and numbers at their limits."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        at = random.randrange(len(changed) + 1)
        upto = min(len(changed), at + random.choice((1, 1, 2, 4, 8, 32)))
        match random.randrange(7):
            case 0 if at < len(changed):
                changed[at] ^= 1 << random.randrange(8)
            case 1 if at < len(changed):
                changed[at] = random.choice((0, 1, 0x7F, 0x80, 0xFF, 0x22, 0x5B, 0x0A, random.randrange(256)))
            case 2:
                del changed[at:upto]
            case 3:
                changed[at:at] = changed[at:upto] * random.choice((1, 2, 16))
            case 4:
                other = random.choice(seeds)
                start = random.randrange(len(other) + 1)
                changed[at:upto] = other[start : start + random.choice((1, 4, 16, 64))]
            case 5:
                number = random.choice((0, 1, 2**7, 2**15, 2**16 - 1, 2**31, 2**32 - 1, 2**63, 2**64 - 1))
                width = random.choice((1, 2, 4, 8))
                changed[at : at + width] = (number % 2 ** (8 * width)).to_bytes(width, random.choice(("little", "big")))
            case _:
                changed[at:at] = random.randbytes(random.choice((1, 4, 32)))
    return bytes(changed)
