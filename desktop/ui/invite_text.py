"""The longer text of an invite: its first line says what it is and whose, in the language of whoever sends it.

The name in it is what somebody wrote; nothing vouches for it, and it is only ever shown.

Leaves to others: the invite itself (p2p.invite), the clipboard (desktop.ui.clipboard).
"""

from __future__ import annotations

import re

from desktop.language import mark, translated
from desktop.ui.language import LANGUAGES, sentence_in
from desktop.ui.plain import plain
from desktop.ui.words import tr

FROM_SOMEBODY = mark("Common Ground invite from {name}, valid until {time}")
MOST = 60
"""Longer names are not taken for one."""


def as_text(line: str, name: str, until: str) -> str:
    """The text to give away.

    Args:
        line: the invite. name: of this person, "" for none. until: a time of day.
    """
    if name:
        first = translated(FROM_SOMEBODY, name=name, time=until)
    else:
        first = tr("Common Ground invite, valid until {time}", time=until)
    how = tr("Open Common Ground, choose “Join with an invite” and paste all of this text.")
    return f"{first}\n\n{line}\n\n{how}\n"


def inviter(untrusted_text: str) -> str:
    """Who says to have sent it, ready to be shown; "" where the first line does not say."""
    first = untrusted_text.strip().split("\n", 1)[0].strip()
    for tag in LANGUAGES:
        pattern = re.escape(sentence_in(tag, FROM_SOMEBODY))
        pattern = pattern.replace(re.escape("{name}"), f"(.{{1,{MOST}}})").replace(re.escape("{time}"), ".{1,20}")
        found = re.fullmatch(pattern, first)
        if found is not None:
            return plain(found[1])
    return ""
