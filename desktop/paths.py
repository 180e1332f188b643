"""Where things are: the data that ships with the program, and where this person's data goes on this computer."""

from __future__ import annotations

from pathlib import Path

import platformdirs

APP_NAME = "commonground"

STORE_FOLDER = "store"
"""Folder of the encrypted store inside a person's data directory."""

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
"""Data that ships with the program; read only."""

TEMPLATES = RESOURCES / "templates"
"""The built-in sheets, *.deal, with sample terms and answers beside them."""


def user_data_dir() -> Path:
    """Directory of this person's data; it may not exist yet. Whoever writes there creates it with mode 0700."""
    return platformdirs.user_data_path(APP_NAME, appauthor=False)


def user_config_dir() -> Path:
    """Directory of this person's settings; it may not exist yet. No secrets go there."""
    return platformdirs.user_config_path(APP_NAME, appauthor=False)
