"""Reads a large file in a second process while this one decides and writes.

Reading, checking and folding a row takes as long as storing and indexing it. The other process is a Python of its own
and not one of `multiprocessing`, which would run the program's main module once more where processes are spawned.
"""

import copyreg
import gc
import io
import marshal
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from tui_clients.errors import N_, FileRefused, UserError
from tui_clients.formats import table
from tui_clients.formats.rows import Row
from tui_clients.services.importing import chunks
from tui_clients.services.importing.chunks import Chunk, Stamp
from tui_clients.services.importing.matching import Forms
from tui_clients.services.importing.outbox import Outbox
from tui_clients.services.importing.plan import Plan

_WORTH_IT = 2**20
"""Bytes of a file: the other process takes 0.4 s to start, in which this one reads 4,000 rows."""

_PIPE = 2**20  # bytes: what is read before it is asked for
_LENGTH = 8  # bytes in front of each message that say how long it is
_HELD = 2**24
"""Bytes of what was read that wait in the other process while this one sorts or merges an index, for a second and more:
it would have to make up for that later. Of 200,000 rows the other one waits for 1.5 s then, not 3."""

_TOGETHER = 25
"""Rows that are packed together."""

_COLLECTED = 100_000
"""Objects after which what is no longer used is looked for; at the usual 700 that takes a tenth of the time."""

_PROGRAM = (
    "import marshal, sys; sys.path[:] = marshal.load(sys.stdin.buffer); "
    "from tui_clients.services.importing.ahead import serve; serve()"
)


@contextmanager
def reading(plan: Plan, stamp: Stamp) -> Iterator[Iterator[Chunk]]:
    """Give the chunks of a file, read by a second process where that is worth it and possible, else by this one.

    The first one is there when this begins, so that nobody who locks something then waits for it.
    """
    with _started(plan) as process, _seldom_collected():
        if process is not None:
            yield _begun(_received(process, plan, stamp))
            return
        with chunks.opened_rows(plan) as opened:
            yield _begun(chunks.read(opened, plan, stamp))


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Look seldom for what is no longer used: the rows that come and go are not what would be found."""
    usual = gc.get_threshold()
    gc.set_threshold(_COLLECTED, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _begun(found: Iterator[Chunk]) -> Iterator[Chunk]:
    return chain(list(islice(found, 1)), found)


@contextmanager
def _started(plan: Plan) -> Iterator["subprocess.Popen[bytes] | None"]:
    process = None
    if _is_worth_it(plan) and sys.executable and not getattr(sys, "frozen", False):
        with suppress(OSError):
            process = subprocess.Popen(  # noqa: S603 - this very Python
                [sys.executable, "-I", "-c", _PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pipesize=_PIPE,
            )
    if process is None:
        yield None
        return
    with process:
        try:
            yield process
        finally:
            process.kill()


def _is_worth_it(plan: Plan) -> bool:
    """Whether a file holds clients as text, and many of them; spreadsheets are read by a process of their own."""
    is_text = not table.by_name(plan.detected.format).is_binary
    return plan.target == "clients" and is_text and plan.detected.size >= _WORTH_IT


def _received(process: "subprocess.Popen[bytes]", plan: Plan, stamp: Stamp) -> Iterator[Chunk]:
    commands, answers = process.stdin, process.stdout
    if commands is None or answers is None:
        raise ValueError("a process without pipes")
    with suppress(BrokenPipeError), commands:  # it may end at once: then there is no answer
        marshal.dump([str(Path(path).absolute()) for path in sys.path], commands)
        commands.write(_pickled((plan, tuple(stamp))))
    while message := _message(answers):
        kind, content = marshal.loads(message)  # noqa: S302 - from our own process
        if kind == "end":
            return
        if kind == "refused":
            error, sentence, values = pickle.loads(content)  # noqa: S301 - from our own process
            raise error(sentence, **values)
        rows, noted, new, forms, *others = content
        yield Chunk(plan, _Rows(rows), frozenset(noted), new, partial(_forms, forms), *others)
    raise FileRefused(N_("Reading {path} stopped unexpectedly. Nothing was changed; try again."), path=plan.path)


class _Rows:
    """The rows of a chunk, some packed together: they are seldom looked at, and few of them."""

    def __init__(self, packed: Sequence[bytes]) -> None:
        self._packed = packed
        self._unpacked: dict[int, list[tuple[Any, ...]]] = {}

    def __call__(self, place: int) -> Row:
        """Return the row at a place."""
        number, rest = divmod(place, _TOGETHER)
        if number not in self._unpacked:
            self._unpacked[number] = marshal.loads(self._packed[number])  # noqa: S302 - from our own process
        return Row(*self._unpacked[number][rest])


def _forms(packed: bytes) -> Sequence[Sequence[Forms]]:
    return marshal.loads(packed)  # type: ignore[no-any-return]  # noqa: S302 - from our own process


def _pickled(value: Any) -> bytes:
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = copyreg.dispatch_table | {MappingProxyType: _reduced}
    pickler.dump(value)
    return stream.getvalue()


def _reduced(view: "MappingProxyType[Any, Any]") -> tuple[Any, ...]:
    return dict, (dict(view),)


def _message(stream: IO[bytes]) -> bytes:
    """Return the next message, b"" if the other process is gone."""
    length = int.from_bytes(stream.read(_LENGTH), "little")
    message = stream.read(length)
    return message if len(message) == length else b""


def serve() -> None:
    """Read the file that the other process names and send it what was read; ends when that process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process is interrupted too, and ends this one
    gc.freeze()
    plan, stamp = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
    with suppress(BrokenPipeError), Outbox(sys.stdout.buffer, _HELD).sending() as put, _seldom_collected():
        try:
            with chunks.opened_rows(plan) as opened:
                for chunk in chunks.read(opened, plan, Stamp(*stamp)):
                    put(_framed("chunk", _packed(chunk)))
            put(_framed("end", None))
        except UserError as error:
            put(_framed("refused", pickle.dumps((type(error), error.message, error.values))))


def _packed(chunk: Chunk) -> tuple[Any, ...]:
    """Return a chunk in plain values, its rows and their forms packed once more: they are seldom looked at."""
    rows = [*map(tuple, map(chunk.row, range(chunk.count)))]
    packed = [marshal.dumps(rows[start : start + _TOGETHER]) for start in range(0, chunk.count, _TOGETHER)]
    forms = marshal.dumps([*map(list, chunk.forms())])
    return packed, tuple(chunk.noted), chunk.new, forms, chunk.again, chunk.count, chunk.position


def _framed(kind: str, content: Any) -> bytes:
    message = marshal.dumps((kind, content))
    return len(message).to_bytes(_LENGTH, "little") + message
