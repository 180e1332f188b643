"""What the network check says: the causes on top, and the messages of the codes that only it finds.

Leaves to others: which of them holds (desktop.doctor.verdict), the messages of all other codes
(desktop.strings.errors).
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.language import mark
from desktop.strings.catalogue import Message

FINE = mark("Everything looks fine. Ask the other person to run this check too.")
FINE_TOGETHER = mark("Everything looks fine. The two computers reach each other.")
VPN = mark("Your VPN is probably in the way.")
FIREWALL = mark("Your firewall is blocking Common Ground.")
APART = mark("This network keeps computers apart.")
NO_CAUSE = mark("We could not find the cause.")
OTHER_FIREWALL = mark("The firewall of the other computer is probably in the way.")
HIDDEN = mark("This network hides computers from each other. Invites still work.")
ELSEWHERE = mark("The other computer is on another network.")

ALLOW = mark("Allow Common Ground in Windows Firewall, for public networks too.")
OTHER_SIDE = mark("Try from the other side: let the other person show an invite, and use it here.")
HOTSPOT = mark("Use a phone hotspot, a cable or a router of your own.")
TOGETHER = mark(
    "To find out, run `commonground doctor --wait` on one computer and `commonground doctor --check` on the other."
)
SAME_NETWORK = mark("Join the same Wi-Fi as the other person, or plug in a cable.")

MESSAGES: Mapping[str, Message] = {
    "E02": Message(
        "This computer is on two networks.",
        "Which one do you share with the other person?",
        ("Leave the other one, if an invite does not work.",),
    ),
    "E03": Message(
        "A VPN ({name}) is on.",
        "It often hides nearby computers. Pause it, or allow local network access in its settings.",
        ("Try again.", "Use an invite."),
    ),
    "E04": Message(
        "Windows Firewall is blocking other computers from reaching this one.",
        "",
        (ALLOW, OTHER_SIDE),
    ),
    "E05": Message(
        "macOS is keeping Common Ground off the local network.",
        "Switch it on under Privacy & Security, Local Network.",
        ("Open that page.", "Try again."),
    ),
    "E06": Message("This computer’s firewall is blocking Common Ground.", "", ("{command}", OTHER_SIDE)),
    "E08": Message(
        "Looking for people nearby does not work on this computer right now.",
        "Invites still work.",
        ("Show an invite.",),
    ),
}
"""Code -> message, in the words of the screens."""

COMMANDS: Mapping[str, str] = {
    "ufw": "sudo ufw allow proto tcp from {network}",
    "firewalld": "sudo firewall-cmd --zone=trusted --add-source={network}",
    "nftables": mark("Accept new connections from {network} in the rules of nftables."),
}
"""Firewall -> the one command that lets neighbours in; {network} is this computer's own."""
