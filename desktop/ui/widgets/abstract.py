"""Abstract widgets: a class of widgets that leaves methods to its subclasses cannot be made itself.

    class Field(QWidget, metaclass=AbstractWidget):
        @abstractmethod
        def value(self) -> object: ...

Qt's classes bring a metaclass of their own, and it does not look at abstract methods; this one does both.
"""

from __future__ import annotations

from abc import ABCMeta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    _OfQt = type
else:
    _OfQt = type(QWidget)


class AbstractWidget(ABCMeta, _OfQt):
    """Metaclass of widgets with abstract methods."""

    def __call__(cls, *args: object, **kwargs: object) -> object:
        """Make one, if nothing is missing.

        Raises:
            TypeError: the class leaves methods to its subclasses.
        """
        if cls.__abstractmethods__:
            raise TypeError(f"{cls.__name__} leaves to its subclasses: {', '.join(sorted(cls.__abstractmethods__))}")
        made: object = super().__call__(*args, **kwargs)
        return made
