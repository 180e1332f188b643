"""What people's programs read, as JSON: amounts with the digits of the sheet, and never a float in between.

    json_text({"value": Decimal("1.50")})    # '{"value": 1.50}'

Leaves to others: the canonical encoding of what is signed, which has no numbers with a point (reading.encode_json).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal


def json_text(value: object) -> str:
    """JSON on one line, in ASCII.

    Args:
        value: mappings, lists, tuples, texts, numbers, bool, None; a Decimal is written with all its digits. Text that
            is no Unicode, as names of files can be, has "?" where it is none: strict readers refuse it.

    Raises:
        TypeError, ValueError: something else, or a number that is none.
    """
    match value:
        case Mapping():
            return "{" + ", ".join(f"{json_text(str(key))}: {json_text(one)}" for key, one in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(json_text, value)) + "]"
        case str():
            return json.dumps(value.encode("utf-8", errors="replace").decode())
        case Decimal() if value.is_finite():
            return format(value, "f")
        case _:
            return json.dumps(value, allow_nan=False)


def number_read(text: str) -> float | Decimal:
    """A number with a point, for json.loads(parse_float=...): as a float if that is the same number."""
    exact, rounded = Decimal(text), float(text)
    return rounded if Decimal(repr(rounded)) == exact else exact
