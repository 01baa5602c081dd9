"""The program as a process: pipes that break, signals, encodings, terminals, and several at once."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pexpect
import pytest

from tests.cli.conftest import SAMPLE
from tests.conftest import REPO
from tui_clients.domain.text import cells
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import open_database

PROGRAM = (sys.executable, "-m", "tui_clients")


def _start(environment: dict[str, str], *arguments: object, **options: object) -> "subprocess.Popen[bytes]":
    line = [*PROGRAM, *map(str, arguments)]
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=REPO, **options
    )


def _run(environment: dict[str, str], *arguments: object) -> tuple[int, bytes, bytes]:
    process = _start(environment, *arguments)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def _screens(environment: dict[str, str], program: Sequence[str]) -> "pexpect.spawn[bytes]":
    """Run the lines of a program that opens the screens, and return their terminal once the list is there."""
    variables = environment | {"TERM": "xterm-256color"}
    line = ["-c", "\n".join(program)]
    terminal = pexpect.spawn(sys.executable, line, env=variables, cwd=str(REPO), dimensions=(24, 80))
    terminal.expect("240 clients")
    return terminal


@pytest.fixture
def filled(environment: dict[str, str], filled_home: Path) -> dict[str, str]:
    assert filled_home.is_dir()
    return environment


def test_a_reader_who_leaves_early_is_no_error(filled: dict[str, str]) -> None:
    for arguments in (("export",), ("list", "--json")):
        process = _start(filled, *arguments)
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0
        process.stderr.close()


def test_a_full_disk_under_standard_output_is_one_sentence(filled: dict[str, str]) -> None:
    with Path("/dev/full").open("wb") as full:
        line = [*PROGRAM, "list"]
        done = subprocess.run(line, env=filled, stdout=full, stderr=subprocess.PIPE, cwd=REPO, check=False)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert b"No space left on device" in done.stderr


def test_an_ascii_output_gets_escapes_and_json_stays_json(filled: dict[str, str]) -> None:
    ascii_only = filled | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    code, out, err = _run(ascii_only, "list", "ahmet yildirim")
    assert (code, err) == (0, b"")
    assert b"Ahmet Y\\u0131ld\\u0131r\\u0131mo\\u011flu" in out
    code, out, _err = _run(ascii_only, "list", "ahmet yildirim", "--json")
    assert b'"name": "Ahmet Y\\u0131ld\\u0131r\\u0131mo\\u011flu"' in out


def test_an_export_is_utf_8_whatever_the_environment(filled: dict[str, str]) -> None:
    ascii_only = filled | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    _code, out, _err = _run(ascii_only, "export", "--query", "ahmet yildirim", "--fields", "name")
    assert out.decode("utf-8") == "name\nAhmet Yıldırımoğlu\n"


def test_a_list_on_a_terminal_fits_its_width(filled: dict[str, str]) -> None:
    terminal = pexpect.spawn(
        PROGRAM[0], [*PROGRAM[1:], "list"], env=filled | {"COLUMNS": "60"}, cwd=str(REPO), dimensions=(24, 60)
    )
    lines = terminal.read().decode().splitlines()
    terminal.close()
    assert terminal.exitstatus == 0
    assert len(lines) == 242
    assert max(map(cells, lines)) <= 60
    assert lines[0].split()[0] == "Name"


def test_an_export_to_a_terminal_cannot_drive_it(filled: dict[str, str]) -> None:
    _run(filled, "import", SAMPLE / "awkward.csv")
    terminal = pexpect.spawn(PROGRAM[0], [*PROGRAM[1:], "export"], env=filled, cwd=str(REPO))
    shown = terminal.read().decode()
    terminal.close()
    assert "␛" in shown
    assert not any(character in shown for character in "\x1b\x07\u202e\x9b")


def test_vcards_on_a_terminal_are_plain_lines(filled: dict[str, str]) -> None:
    _run(filled, "import", SAMPLE / "awkward.csv")
    terminal = pexpect.spawn(PROGRAM[0], [*PROGRAM[1:], "export", "--format", "vcard"], env=filled, cwd=str(REPO))
    shown = terminal.read().decode()
    terminal.close()
    lines = shown.split("\r\n")
    assert lines.count("BEGIN:VCARD") == lines.count("END:VCARD") == 274
    assert not any(character in shown for character in "␍\x1b\x07\u202e\x9b")


def _large(folder: Path, rows: int) -> Path:
    path = folder / f"large-{rows}.csv"
    lines = (f"Client {n},client{n}@example.com\n" for n in range(rows))
    path.write_text("Name,E-mail\n" + "".join(lines))
    return path


def _count(home: Path) -> int:
    database = open_database(home / "clients.db")
    try:
        assert database.sql("PRAGMA integrity_check") == [("ok",)]
        return Clients(database).count()
    finally:
        database.close_all()


def _stop_while_importing(environment: dict[str, str], file: Path, number: int) -> "subprocess.Popen[bytes]":
    """Send a signal to an import once it has written rows that it has not committed."""
    stop = (
        "import os, sys; from tui_clients.cli.main import run; from tui_clients.services.progress import Watch\n"
        f"Watch.check = lambda self, progress: progress.rows > 900 and os.kill(os.getpid(), {number})\n"
        "sys.exit(run(sys.argv[1:]))"
    )
    line = [sys.executable, "-c", stop, "import", str(file)]
    return subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=REPO)


def test_a_killed_import_leaves_the_database_as_it_was(filled: dict[str, str], home: Path, tmp_path: Path) -> None:
    process = _stop_while_importing(filled, _large(tmp_path, 1500), signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert _count(home) == 240
    assert _run(filled, "import", _large(tmp_path, 1500))[0] == 0
    assert _count(home) == 1740


def test_an_interrupted_import_says_so_and_keeps_nothing(filled: dict[str, str], home: Path, tmp_path: Path) -> None:
    process = _stop_while_importing(filled, _large(tmp_path, 6000), signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert len(err.splitlines()) == 1
    assert b"Traceback" not in err
    assert _count(home) == 240


def test_two_imports_at_once_both_go_in_whole(environment: dict[str, str], home: Path, tmp_path: Path) -> None:
    files = (_large(tmp_path, 1500), SAMPLE / "clients.csv")
    processes = [_start(environment, "import", file) for file in files]
    for process in processes:
        _out, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, b"")
    assert _count(home) == 1740


def test_a_defect_is_logged_and_said_in_one_sentence(filled: dict[str, str], home: Path) -> None:
    broken = (
        "import sys; from tui_clients.cli import main, places\n"
        "places.paths_ = lambda session, options: 1 / 0\n"
        "sys.exit(main.run(['paths']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", broken], env=filled, capture_output=True, text=True, cwd=REPO, check=False
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert str(home / "logs") in done.stderr
    assert "Traceback" not in done.stderr
    assert "ZeroDivisionError" in (home / "logs" / "tui-clients.log").read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_who_is_stopped_leaves_no_copy_of_what_was_given(
    environment: dict[str, str], home: Path, tmp_path: Path, number: signal.Signals
) -> None:
    room = tmp_path / "room"
    room.mkdir()
    process = _start({**environment, "TMPDIR": str(room)}, "import", "-", stdin=subprocess.PIPE)
    while not list(room.rglob("standard-input")):
        assert process.poll() is None
    process.send_signal(number)
    _out, err = process.communicate(timeout=60)
    assert (process.returncode, len(err.splitlines())) == (130, 1)
    assert list(room.iterdir()) == []


def test_a_program_that_was_halted_goes_on_with_one_reader_of_keys(filled: dict[str, str], tmp_path: Path) -> None:
    told = tmp_path / "threads"
    program = [
        "import os, pathlib, queue, signal, sys, threading",
        "from tui_clients.__main__ import main",
        "put = queue.Queue._put",
        "def continued_while_put(self, item):",  # into what is written to the terminal, under the queue's lock
        "    put(self, item)",
        "    if self.maxsize and threading.current_thread() is threading.main_thread():",
        "        queue.Queue._put = put",
        "        os.kill(os.getpid(), signal.SIGCONT)",
        "signal.signal(signal.SIGUSR2, lambda *_: setattr(queue.Queue, '_put', continued_while_put))",
        "def tell(*_):",
        f"    with pathlib.Path({str(told)!r}).open('w') as file:",
        "        print(*(thread.name for thread in threading.enumerate()), file=file)",
        "signal.signal(signal.SIGUSR1, tell)",
        "sys.exit(main())",
    ]
    terminal = _screens(filled, program)
    terminal.kill(signal.SIGSTOP)
    terminal.kill(signal.SIGCONT)
    terminal.expect("240 clients")  # the whole screen is painted anew
    terminal.kill(signal.SIGUSR1)
    while not (told.exists() and told.read_text().endswith("\n")):
        assert terminal.isalive()
    terminal.kill(signal.SIGUSR2)
    terminal.send("j")
    terminal.expect("240 clients")
    terminal.send("\x11")  # Ctrl+Q
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert (told.read_text().count("textual-input"), terminal.exitstatus) == (1, 0)


def test_letters_that_are_typed_in_one_piece_are_one_search(filled: dict[str, str], tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    program = [
        "import pathlib, sys, time",
        "from textual.driver import Driver",
        "from tui_clients.__main__ import main",
        "from tui_clients.ui.screens import client_reading",
        "process, answer = Driver.process_message, client_reading.answer",
        "def slow(self, message):",  # so that there is time to act on each letter by itself
        "    process(self, message)",
        "    time.sleep(0.02)",
        "def noted(listing, asked, *tell):",
        f"    with pathlib.Path({str(asked)!r}).open('a') as file:",
        "        print(asked.query.text, file=file)",
        "    return answer(listing, asked, *tell)",
        "Driver.process_message, client_reading.answer = slow, noted",
        "sys.exit(main())",
    ]
    terminal = _screens(filled, program)
    terminal.send("/")
    terminal.expect(r"\[3;5H")  # the cursor stands behind the sign
    terminal.send("yildirim")
    terminal.expect("of 240")
    terminal.send("\x11")  # Ctrl+Q
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert {*asked.read_text().split()} == {"yildirim"}
