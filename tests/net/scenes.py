"""Scenes that mostly wait are played side by side, each in a world of its own; every test then looks at one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.net.spaces import World, world

Scene = Callable[[World], None]
AT_ONCE = 7


@contextmanager
def played(scenes: list[Scene], folder: Path) -> Iterator[dict[str, Future[None]]]:
    """How all scenes ended, by name."""

    def play(scene: Scene) -> None:
        own = folder / scene.__name__
        own.mkdir()
        with world(own) as net:
            scene(net)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        futures = {scene.__name__: pool.submit(play, scene) for scene in scenes}
    yield futures
