"""An import in a process of its own that goes on a chunk at a time, when a test says so."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

from tests.conftest import REPO
from tui_clients.errors import UserError
from tui_clients.services import importing
from tui_clients.services.importing import OnDuplicate, Options, chunks
from tui_clients.settings import Settings
from tui_clients.storage import giving_way, loading
from tui_clients.storage.database import Database, open_database
from tui_clients.storage.lock_file import WAITING, LockFile

_PATIENCE = 60
_GO, _STOP = "go\n", "stop\n"
_DRY = ", dry"
_FEWER = 5
"""By how many times fewer rows make a chunk, and are indexed together, than in the program."""

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Held:
    """An import that stands behind a chunk, when it would give way, and goes on when it is told to."""

    process: "subprocess.Popen[str]"

    def wait(self) -> None:
        """Wait until it has written the next rows."""
        assert _stream(self.process.stdout).readline() == "held\n"

    def go_on(self) -> None:
        """Let it write the next rows, or give way before it does."""
        self._tell(_GO)
        self.wait()

    def finish(self) -> Any:
        """Let it go on to its end and return its report, or the sentence of its error."""
        answers = _stream(self.process.stdout)
        self._tell(_GO)
        while (line := answers.readline()) == "held\n":
            self._tell(_GO)
        assert self.process.wait(_PATIENCE) == 0
        return json.loads(line)

    def cancel(self) -> Any:
        """Stop it as a user does, and return the sentence of its error."""
        self._tell(_STOP)
        line = _stream(self.process.stdout).readline()
        assert self.process.wait(_PATIENCE) == 0
        return json.loads(line)

    def kill(self) -> None:
        """Kill it."""
        self.process.kill()
        self.process.wait(_PATIENCE)

    def _tell(self, word: str) -> None:
        stream = _stream(self.process.stdin)
        stream.write(word)
        stream.flush()


def _stream(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def take_fewer_for_many() -> None:
    """Have any rows be so many that indexes are put off for them, in chunks of fewer: what is done is the same."""
    chunks.CHUNK //= _FEWER
    loading._TOGETHER //= _FEWER
    loading._FEWEST = 1  # of a file this short it is not foreseen how many there will be


@contextmanager
def held_import(
    database: Path, *files: Path, on_duplicate: str = "skip", is_dry_run: bool = False, takes_fewer: bool = False
) -> Iterator[Held]:
    """Begin to import files and give the import when it has written its first rows."""
    how = f"{on_duplicate}{_DRY if is_dry_run else ''}"
    program = [sys.executable, "-m", __name__, str(database), how, str(int(takes_fewer)), *map(str, files)]
    with subprocess.Popen(program, cwd=REPO, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            held = Held(process)
            held.wait()
            yield held
        finally:
            process.kill()


def while_waiting(database: Database, write: Callable[[], Answer], then: Callable[[], None]) -> Answer:
    """Begin what must wait for others, do something else as soon as it waits, and return its answer."""
    answers: list[Answer] = []
    thread = threading.Thread(target=lambda: answers.append(write()))
    thread.start()
    end, waiting = time.monotonic() + _PATIENCE, LockFile(database.path, WAITING)
    while thread.is_alive() and not waiting.is_held():
        assert time.monotonic() < end
        thread.join(0.005)
    then()
    thread.join(_PATIENCE)
    return answers[0]


def _main(database: Path, how: str, takes_fewer: bool, files: Sequence[Path]) -> None:
    def is_canceled() -> bool:
        print("held", flush=True)
        return sys.stdin.readline() == _STOP

    if takes_fewer:
        take_fewer_for_many()
    giving_way._OWN_TURN = 0
    options = Options(on_duplicate=OnDuplicate(how.removesuffix(_DRY)))
    plans = [importing.inspect(file, Settings(currency="EUR"), options) for file in files]
    opened = open_database(database)
    try:
        is_dry = how.endswith(_DRY)
        reports = importing.run_all(plans, opened, "kim", is_dry_run=is_dry, is_canceled=is_canceled)
        answer: Any = [asdict(report) for report in reports]
    except UserError as error:
        answer = str(error)
    opened.close_all()
    print(json.dumps(answer, default=str), flush=True)


if __name__ == "__main__":
    _main(Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "1", [*map(Path, sys.argv[4:])])
