"""The program as it will be in the next version of the protocol: `python -m tests.net.newer ARGUMENTS`."""

from __future__ import annotations

import sys

from desktop.__main__ import main
from p2p import handshake

if __name__ == "__main__":
    handshake.PROTOCOL_VERSION += 1
    sys.exit(main())
