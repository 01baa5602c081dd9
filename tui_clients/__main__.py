"""Starts the program: `tui-clients` and `python -m tui_clients`."""

import sys

from tui_clients.cli.main import run


def main() -> int:
    """Run the command line of this process and return its exit code."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
