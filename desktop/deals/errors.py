"""What is wrong with a sheet or with answers, in words and with the place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        place: where, as the author would look for it: 'item "pay", amounts'.
        message: one sentence: what is wrong and what would be right.
    """

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class _Problems(ValueError):
    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))


class InvalidSheet(_Problems):
    """This sheet is not valid."""


class InvalidAnswers(_Problems):
    """These answers do not fit the sheet. Nothing was sent."""


class RolesClash(_Problems):
    """Two people hold the same role of this sheet, or a role is missing."""


class InvalidAgreement(ValueError):
    """This is not an agreement, or something in it was changed."""

    @property
    def reason(self) -> str:
        """Why, as a sentence."""
        text = str(self)
        return f"{text[:1].upper()}{text[1:]}." if text else ""


class OtherSheet(ValueError):
    """This is another sheet than the one that was expected. Nothing was sent."""


class FileUnreadable(Exception):
    """A file that you attached was changed or cannot be read any more.

    Attributes:
        file: its name, without folders.
        reason: the rest of a sentence, without its end.
    """

    def __init__(self, file: str, reason: str) -> None:
        self.file = file
        self.reason = reason
        super().__init__(reason)
