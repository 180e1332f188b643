"""Where the program itself went wrong: type and place, never values.

Leaves to others: noting it (desktop.cli.process, the window), what people are told (desktop.strings.errors, E58).
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

_OURS = {"desktop", "p2p", "crypto"}


def where_it_failed(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The type of an exception and the last file and line of our own code; not its text, which may hold values."""
    place = "unknown place"
    while trace is not None:
        code = trace.tb_frame.f_code
        path = Path(code.co_filename)
        if _OURS & set(path.parts) or trace.tb_next is None:
            place = f"{path.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{kind.__name__} at {place}"
