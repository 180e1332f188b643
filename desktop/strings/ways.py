"""What people can do when something goes wrong: the buttons, by the code of the error.

Leaves to others: what is said (desktop.strings.catalogue), doing it (desktop.ui.flow.fixing), whether it can be done
on this computer (desktop.doctor.system_pages).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.language import mark, translated


class Way(StrEnum):
    """One thing to do."""

    AGAIN = "again"
    CHECK = "check"
    INVITE = "invite"
    IGNORE = "ignore"
    OTHER_SIDE = "other side"
    HOTSPOT = "hotspot"
    CABLE = "cable"
    VENUE_NOTE = "venue note"
    COPY = "copy diagnostics"
    ADDRESS = "address"
    PASTE = "paste"
    PASTE_AGAIN = "paste again"
    WORDS = "words"
    REPLY = "reply"
    UPDATES = "updates"
    WHERE = "where"
    EXPORT = "export"
    COMMAND = "command"
    ALLOW = "allow"
    NETWORK_SETTINGS = "network settings"
    FIREWALL_SETTINGS = "firewall settings"
    LOCAL_SETTINGS = "local network settings"


_LABELS: Mapping[Way, str] = {
    Way.AGAIN: mark("Try again"),
    Way.CHECK: mark("Network check"),
    Way.INVITE: mark("Show an invite"),
    Way.IGNORE: mark("Ignore"),
    Way.OTHER_SIDE: mark("Try from the other side"),
    Way.HOTSPOT: mark("Use a phone hotspot"),
    Way.CABLE: mark("Use a cable or own router"),
    Way.VENUE_NOTE: mark("Venue note (PDF)"),
    Way.COPY: mark("Copy diagnostics"),
    Way.ADDRESS: mark("Enter the address on their screen"),
    Way.PASTE: mark("Paste another"),
    Way.PASTE_AGAIN: mark("Paste again"),
    Way.WORDS: mark("Start again with spoken words"),
    Way.REPLY: mark("Copy a reply for them"),
    Way.UPDATES: mark("Check for updates"),
    Way.WHERE: mark("Where to get it"),
    Way.EXPORT: mark("Export sheet to keep"),
    Way.COMMAND: mark("Show the one command"),
    Way.ALLOW: mark("Allow in Windows Firewall"),
    Way.NETWORK_SETTINGS: mark("Open network settings"),
    Way.FIREWALL_SETTINGS: mark("Open firewall settings"),
    Way.LOCAL_SETTINGS: mark("Open Local Network settings"),
}

ON_NEWS: Mapping[str, tuple[Way, ...]] = {
    "E01": (Way.NETWORK_SETTINGS, Way.CHECK),
    "E08": (Way.INVITE, Way.CHECK),
    "E09": (Way.HOTSPOT, Way.CHECK),
    "E10": (Way.ADDRESS, Way.CHECK),
    "E13": (Way.PASTE,),
    "E15": (Way.PASTE_AGAIN,),
    "E16": (Way.UPDATES, Way.REPLY),
    "E17": (Way.AGAIN, Way.CHECK),
    "E18": (Way.OTHER_SIDE, Way.CHECK),
    "E20": (Way.AGAIN,),
    "E21": (Way.WORDS, Way.COPY),
    "E24": (Way.WHERE, Way.EXPORT),
    "E28": (Way.COPY,),
    "E31": (Way.UPDATES,),
    "E49": (Way.AGAIN, Way.COPY),
}
"""While people come together: at most two; a third stands on the page."""

ON_CHECK: Mapping[str, tuple[Way, ...]] = {
    "E01": (Way.NETWORK_SETTINGS,),
    "E03": (Way.AGAIN, Way.INVITE, Way.IGNORE),
    "E04": (Way.ALLOW, Way.FIREWALL_SETTINGS, Way.OTHER_SIDE, Way.HOTSPOT),
    "E05": (Way.LOCAL_SETTINGS, Way.AGAIN),
    "E06": (Way.COMMAND, Way.FIREWALL_SETTINGS, Way.OTHER_SIDE),
    "E08": (Way.INVITE,),
    "E09": (Way.HOTSPOT, Way.CABLE, Way.VENUE_NOTE),
    "E17": (Way.AGAIN,),
    "E18": (Way.OTHER_SIDE, Way.HOTSPOT),
    "E24": (Way.WHERE,),
}
"""Beside what the network check found."""


def label(way: Way) -> str:
    """What its button says."""
    return translated(_LABELS[way])
