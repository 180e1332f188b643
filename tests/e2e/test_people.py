"""From an empty home to a signed agreement: by keyboard alone, by what a screen reader can do, in both languages.

All of it takes minutes; unless COMMONGROUND_E2E is "all" (make long), every way and every language is run once.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.e2e import stories
from tests.e2e.hands import Hands, Keyboard, Voice
from tests.e2e.language import ENGLISH, Language, german
from tests.e2e.machine import Machine
from tests.e2e.person import Person, at_work
from tests.e2e.reader import Reader

EVERYTHING = os.environ.get("COMMONGROUND_E2E") == "all"
Computers = Callable[[int], list[Machine]]
MakeHands = Callable[[Machine, Reader], Hands]


@contextlib.contextmanager
def people(
    machines: Sequence[Machine], hands: MakeHands, pictures: Path, language: Language = ENGLISH
) -> Iterator[list[Person]]:
    """Ana, Ben and Cem, as many as there are computers; in the end nothing odd was noticed by any of them."""
    with contextlib.ExitStack() as stack:
        there = [
            stack.enter_context(at_work(one, one.computer.name.capitalize(), hands, pictures, language))
            for one in machines
        ]
        yield there
        assert [odd for one in there for odd in one.odd] == []
        assert [line for one in there for line in one.log().splitlines() if "fault" in line] == []


def test_pair_by_keyboard_in_german(computers: Computers, pictures: Path) -> None:
    with people(computers(2), Keyboard, pictures, german()) as (ana, ben):
        stories.pair(ana, ben)


def test_pair_by_screen_reader(computers: Computers, pictures: Path) -> None:
    with people(computers(2), Voice, pictures) as (ana, ben):
        stories.pair(ana, ben, stories.join_nearby)


def test_group_by_keyboard(computers: Computers, pictures: Path) -> None:
    with people(computers(3), Keyboard, pictures) as three:
        stories.group(three)


def test_group_by_screen_reader(computers: Computers, pictures: Path) -> None:
    with people(computers(3), Voice, pictures) as three:
        stories.group(three)


if EVERYTHING:

    def test_pair_by_keyboard(computers: Computers, pictures: Path) -> None:
        with people(computers(2), Keyboard, pictures) as (ana, ben):
            stories.pair(ana, ben)

    def test_pair_nearby_by_keyboard_in_german(computers: Computers, pictures: Path) -> None:
        with people(computers(2), Keyboard, pictures, german()) as (ana, ben):
            stories.pair(ana, ben, stories.join_nearby)

    def test_group_by_keyboard_in_german(computers: Computers, pictures: Path) -> None:
        with people(computers(3), Keyboard, pictures, german()) as three:
            stories.group(three)


@pytest.mark.parametrize("name", ["de"])
def test_the_catalogue_is_there(name: str) -> None:
    """Without it, every run in another language would look for English copy."""
    assert len(german().catalogue) > 500
