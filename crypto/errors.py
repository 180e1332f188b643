"""Whose fault a failure is: ours (MisuseError) or a peer's (PeerError).

Checks raise; they never return False. What failed goes to the local debug log, never to the peer.
"""


class MisuseError(Exception):
    """The program used a protocol object in a way it does not allow. This is a defect of the program."""


class PeerError(Exception):
    """The run could not be completed correctly with the other side. Nothing more was revealed."""


class MalformedMessage(PeerError):
    """A message did not decode: wrong length, order, kind or padding."""


class CheatingDetected(PeerError):
    """A MAC, commitment or consistency check failed. This can be a fault or an attempt to cheat."""


class PeerAborted(PeerError):
    """The other side ended the run."""
