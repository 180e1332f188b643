"""Where everything is put together: `commonground`, or `python -m desktop`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command that was asked for and return the exit code of the process."""
    try:
        from desktop import cli

        return cli.main(sys.argv[1:])
    except KeyboardInterrupt:  # before the command itself was running
        return 130


if __name__ == "__main__":
    sys.exit(main())
