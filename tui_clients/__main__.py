"""Starts the program: `tui-clients` and `python -m tui_clients`."""

import gc
import sys


def main() -> int:
    """Run the command line of this process and return its exit code."""
    gc.disable()  # loading leaves no garbage, and looking for it costs a tenth of the start
    from tui_clients.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
