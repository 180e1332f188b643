"""A value that shows itself to nobody by accident: not in repr, str, format, logs, and never stored."""

from __future__ import annotations

import hmac
from typing import Generic, NoReturn, TypeVar

T = TypeVar("T")


class Secret(Generic[T]):
    """Holds one secret value; `reveal()` is the only way to it.

    Comparing byte strings takes the same time wherever they differ.
    """

    __slots__ = ("_value",)

    def __init__(self, value: T) -> None:
        self._value = value

    def reveal(self) -> T:
        """The value itself. Keep it no longer than the call that needs it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(...)"

    def __format__(self, format_spec: str) -> str:
        return "Secret(...)"

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Secret) and isinstance(self._value, bytes) and isinstance(other._value, bytes):
            return hmac.compare_digest(self._value, other._value)
        return NotImplemented

    def __hash__(self) -> NoReturn:
        raise TypeError("a secret has no hash")

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is never stored")
