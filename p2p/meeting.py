"""From an invite to a group of connected people who hold the same sheet: everything a negotiation needs.

    host_meeting, join_meeting and peek; the Meeting they give; its Member, Digests and MeetingEvent.

Leaves to others: how it is done (p2p.host, p2p.join, p2p.group), the computation (p2p.runner).
"""

from p2p.group import Digests, Meeting, MeetingEvent, Member, OnEvent, Stage
from p2p.host import CheckRoles, host_meeting
from p2p.join import DecideSheet, join_meeting, peek
from p2p.listener import ANYWHERE, ListenAt, parse_listen

__all__ = [
    "ANYWHERE",
    "CheckRoles",
    "DecideSheet",
    "Digests",
    "ListenAt",
    "Meeting",
    "MeetingEvent",
    "Member",
    "OnEvent",
    "Stage",
    "host_meeting",
    "join_meeting",
    "parse_listen",
    "peek",
]
