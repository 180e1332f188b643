"""Where everything is put together: `commonground`, or `python -m desktop`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command that was asked for and return the exit code of the process."""
    from desktop import cli

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
