"""Common Ground: the program around the protocol."""

__version__ = "0.1.0"
