"""Every page and state in every look, without eyes: python -m tests.long.looks [LOOK…]. 1 when anything is wrong.

The smallest window and the first one, text at 100 and 200 %, English, German, a third longer and from right to left,
and 4K. Prints what is wrong with which page in which look.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from desktop.ui import language
from desktop.ui.app import make_application
from desktop.ui.tokens import SMALLEST_WINDOW
from tests.ui.checks import wrong_with
from tests.ui.screenshots import PAGES, Look, show

LOOKS = (
    Look("small-large", percent=200, size=SMALLEST_WINDOW),
    Look("small-large-german", percent=200, size=SMALLEST_WINDOW, language="de"),
    Look("small-large-mirrored", percent=200, size=SMALLEST_WINDOW, language=language.MIRRORED),
    Look("small", size=SMALLEST_WINDOW),
    Look("small-german", size=SMALLEST_WINDOW, language="de"),
    Look("small-long", size=SMALLEST_WINDOW, long=True),
    Look("large-german", percent=200, size=(1000, 900), language="de"),
    Look("mirrored", language=language.MIRRORED),
    Look("4k-large", percent=200, size=(3840, 2160), language="de"),
    Look("4k", size=(3840, 2160)),
)


def main(wanted: list[str]) -> int:
    app, wrong = make_application(), 0
    for look in LOOKS:
        if wanted and look.name not in wanted:
            continue
        for name in PAGES:
            with tempfile.TemporaryDirectory() as folder:
                stand = show(app, name, look, Path(folder))
                found = wrong_with(stand)
                stand.close()
            wrong += len(found)
            for one in found:
                sys.stdout.write(f"{look.name} {name}: {one}\n")
        sys.stdout.write(f"{look.name}: {len(PAGES)} pages and states\n")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
