"""Starts the program: `tui-clients` and `python -m tui_clients`."""

import gc
import signal
import sys


def main() -> int:
    """Run the command line of this process and return its exit code."""
    gc.disable()  # loading leaves no garbage, and looking for it costs a tenth of the start
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # nohup has it ignored
            signal.signal(number, signal.default_int_handler)  # so that no unfinished file stays behind
    from tui_clients.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
