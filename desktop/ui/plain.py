"""The one way by which text of a sheet, of another person or of a file reaches a widget: plain, one line, capped.

Widgets that show such text draw it themselves or are QLabels told to take it as plain text (desktop.ui.widgets.text).
"""

from __future__ import annotations

from desktop.strings import errors as strings

MOST = 500


def plain(untrusted: object, most: int = MOST) -> str:
    """Text that is safe to show: nothing that hides, turns the direction or breaks the line; cut at `most`.

    Args:
        untrusted: anything; what is no text is written as text first.
        most: characters kept, at most 500.
    """
    text = strings.plain(str(untrusted)).strip()
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def without_mnemonic(text: str) -> str:
    """Text for a button: an ampersand in it is an ampersand, not a key to press."""
    return text.replace("&", "&&")
