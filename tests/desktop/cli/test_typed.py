"""One reader of standard input: lines in order, whoever asks, and nobody waits for the end of it."""

from __future__ import annotations

import asyncio
import os
import pty
import subprocess
import sys
from collections.abc import Iterator

import pytest

from desktop.cli.typed import MAX_LINE, Typed
from tests.desktop.programs import PROJECT, inherited


class Pipe:
    """A pipe with a reader at its end."""

    def __init__(self) -> None:
        self.read, self.write = os.pipe()
        self.typed = Typed(self.read)

    def say(self, data: bytes) -> None:
        os.write(self.write, data)

    def hang_up(self) -> None:
        if self.write >= 0:
            os.close(self.write)
            self.write = -1


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    made = Pipe()
    yield made
    made.hang_up()
    while made.typed.line_now(10) is not None:
        pass
    os.close(made.read)


def test_lines_come_in_order_and_end(pipe: Pipe) -> None:
    pipe.say(b"one\r\ntw")
    assert pipe.typed.line_now(10) == "one"
    assert pipe.typed.line_now(0.01) is None
    pipe.say(b"o\n\n\xff\nlast")
    assert [pipe.typed.line_now(10) for _ in range(3)] == ["two", "", "\ufffd"]
    pipe.hang_up()
    assert pipe.typed.line_now(10) == "last"
    assert pipe.typed.line_now(10) is None


def test_who_gives_up_loses_no_line(pipe: Pipe) -> None:
    async def scene() -> list[str | None]:
        first = asyncio.ensure_future(pipe.typed.line())
        await asyncio.sleep(0.01)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        second = asyncio.ensure_future(pipe.typed.line())
        pipe.say(b"a\nb\n")
        return [await second, await pipe.typed.line()]

    assert asyncio.run(scene()) == ["a", "b"]


def test_several_loops_after_each_other(pipe: Pipe) -> None:
    async def give_up() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(pipe.typed.line(), 0.02)

    asyncio.run(give_up())
    pipe.say(b"a\nb\n")
    assert asyncio.run(pipe.typed.line()) == "a"
    assert pipe.typed.line_now(10) == "b"


def test_a_line_without_an_end_is_cut(pipe: Pipe) -> None:
    assert pipe.typed.line_now(0.01) is None  # now it reads
    for _ in range(MAX_LINE // 4096 + 2):
        pipe.say(b"x" * 4096)
    line = pipe.typed.line_now(10)
    assert line is not None
    assert MAX_LINE < len(line) <= MAX_LINE + 4096


def test_a_descriptor_that_is_none() -> None:
    assert Typed(10_000).line_now(10) is None


PROGRAM = """
import asyncio, sys
from desktop.cli.typed import typed
async def ask():
    try:
        print(await asyncio.wait_for(typed.line(), float(sys.argv[1])), flush=True)
    except TimeoutError:
        print("nothing", flush=True)
asyncio.run(ask())
"""


def test_the_end_of_a_program_waits_for_nobody() -> None:
    controller, terminal = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "0.1"], stdin=terminal, capture_output=True, text=True, cwd=PROJECT,
        env=inherited(), timeout=60, check=False,
    )  # fmt: skip
    os.close(controller)
    os.close(terminal)
    assert (done.returncode, done.stdout, done.stderr) == (0, "nothing\n", "")
