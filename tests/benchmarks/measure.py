"""What is measured of the client list, figure by figure with the bar that it must keep (1,000,000 clients, 2 cores)."""

import compileall
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import tui_clients
from tests.benchmarks import listed, process
from tests.benchmarks.figures import BYTES, MB, MS, PERCENT, RATIO, SECONDS, Figure, spread
from tests.benchmarks.listed import DOWN, END, ESCAPE, HOME, PAGE_DOWN, PAGE_UP, PASTE, SEARCH_QUIET, UP, Answer, Listed
from tests.benchmarks.terminal import Terminal
from tests.benchmarks.words import BURSTS, FILTERED, PASTED, WORDS

_SCREEN = 20
_COLUMNS = 7
_IDLE_SECONDS = 10
_HASTE = 0.1
"""Seconds between an answer and the next letter of somebody who types eight in a second."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter typed into the search bar cost; `found` is None where the status line says nothing."""

    narrowed_by: str
    typed: str
    found: int | None
    answer: Answer


@dataclass(slots=True)
class Measured:
    """All figures of one size, and the letters behind them."""

    clients: int
    figures: list[Figure] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)

    def value(self, name: str) -> float:
        """Return the figure of that name."""
        return next(figure.value for figure in self.figures if figure.name == name)


def measure(database: Path, clients: int, rounds: int) -> Measured:
    """Measure everything at one size."""
    result = Measured(clients)
    result.figures += starts(database, rounds)
    with listed.opened(database) as program:
        result.figures += _memory(program, "after the start")
        result.figures += idle(program)
        result.figures += moves(program)
        result.figures += _memory(program, "after End and pages")
        result.figures += sorts(program)
        result.letters += searches(program)
        result.figures += of_letters(result.letters)
        result.figures += bursts(program, result.letters)
        result.figures += _memory(program, "after the searches")
        result.figures.append(Figure("answers later than the quiet time", program.late, ""))
    result.figures.append(Figure("database, bytes a client", database.stat().st_size / clients, BYTES, 1_200))
    return result


def starts(database: Path, rounds: int) -> list[Figure]:
    """Start the program and the bare app by turns, so that a busy moment of the machine meets both.

    Ours is compiled before, as installing it does: where Python may write no bytecode, every start would do so anew.
    """
    compileall.compile_dir(Path(tui_clients.__file__).parent, quiet=1)
    with listed.opened(database) as program:
        name = program.first_name
    bare_app = [sys.executable, str(Path(__file__).parent / "bare_app.py")]
    bare, ours = [], []
    for _ in range(rounds):
        bare.append(_start(bare_app, "bare and ready"))
        ours.append(_start(listed.command(database), name))
    ratio = statistics.median(ours) / statistics.median(bare)
    return [
        Figure("start to first rows", statistics.median(ours), SECONDS),
        Figure("bare app", statistics.median(bare), SECONDS),
        Figure("start against the bare app", ratio, RATIO, 1.25),
    ]


def _start(command: Sequence[str], word: str) -> float:
    with listed.environ() as variables, Terminal(command, variables) as terminal:
        return terminal.read_until(word.encode()) - terminal.started


def idle(program: Listed) -> list[Figure]:
    """Press nothing in the rows, then nothing in the search bar, where the text cursor may blink."""
    figures = _idle(program, "idle", 0.3, 0)
    program.do("/")
    figures += _idle(program, "idle in the search bar", None, None)
    program.do(ESCAPE, 0.4)
    return figures


def _idle(program: Listed, name: str, cpu_bar: float | None, bytes_bar: float | None) -> list[Figure]:
    terminal = program.terminal
    before = process.cpu_seconds(terminal.pid)
    paints = terminal.read_until_quiet(_IDLE_SECONDS, patience=_IDLE_SECONDS, negligible=sys.maxsize)
    percent = (process.cpu_seconds(terminal.pid) - before) / _IDLE_SECONDS * 100
    for paint in paints:
        terminal.feed(paint.data)
    size = sum(len(paint.data) for paint in paints)
    return [
        Figure(f"{name}, processor", percent, PERCENT, cpu_bar),
        Figure(f"{name}, painted in 10 s", size, BYTES, bytes_bar),
    ]


def moves(program: Listed) -> list[Figure]:
    """Move the cursor on the screen, past its edges, by pages and to both ends."""
    program.do(HOME)
    steps = [program.do(key) for key in [DOWN, "j"] * (_SCREEN // 2) + [UP, "k"] * (_SCREEN // 2)]
    figures = _of("cursor up or down", steps, 10, 450)
    down, up = ([program.do(key) for _ in range(_SCREEN)] for key in (PAGE_DOWN, PAGE_UP))
    program.do(PAGE_DOWN)
    program.do(PAGE_DOWN)
    scrolled = [program.do(DOWN) for _ in range(_SCREEN * 2)][_SCREEN:]
    ends = [(program.do(END), program.do(HOME)) for _ in range(_SCREEN // 2)]
    figures += _of("cursor down that scrolls", scrolled)
    figures += _of("page down", down, 40, 10_000)
    figures += _of("page up", up, 40, 10_000)
    figures += _of("End", [end for end, _home in ends], 40, 10_000)
    figures += _of("Home", [home for _end, home in ends], 40, 10_000)
    program.do(END)
    for key in [PAGE_UP] * 5:
        program.do(key)
    return figures


def sorts(program: Listed) -> list[Figure]:
    """Sort by every column, both ways, and back by name."""
    answers = [program.choose("s", number % _COLUMNS) for number in range(_COLUMNS) for _ in range(2)]
    if program.sorted_by != "name":
        program.choose("s", 0)
    return [
        *spread("sort, first rows", [answer.rows_ms for answer in answers], MS, 100),
        *_of("sort", answers),
    ]


def searches(program: Listed) -> list[Letter]:
    """Type all words without a filter, then some with the date filter set and with the filter typed."""
    letters = [letter for word in WORDS for letter in _typed(program, word)]
    letters += [
        letter for word in WORDS for letter in _typed(program, word, narrowed_by="eight a second", quiet=_HASTE)
    ]
    for period in ("this year", "last year"):
        answer = program.choose_words("d", "any time", period)
        letters.append(Letter("dialog", period, program.found, answer))
        letters += [letter for word in FILTERED for letter in _typed(program, word, narrowed_by=period)]
        program.choose_words("d", "any time", "any time")
    if _knows(program, "added:2024"):
        letters += [letter for word in FILTERED for letter in _typed(program, word, "added:2024 ")]
    return letters


def _knows(program: Listed, words: str) -> bool:
    program.do("/")
    program.search(words)
    found = program.found
    program.do(ESCAPE, 0.4)
    return bool(found)


def _typed(
    program: Listed, word: str, before: str = "", narrowed_by: str = "", quiet: float = SEARCH_QUIET
) -> Iterator[Letter]:
    """Type a word letter by letter behind what is typed `before`, and take it away."""
    program.do("/")
    if before:
        program.search(before)
    for end, letter in enumerate(word, 1):
        answer = program.search(letter, quiet)
        yield Letter(narrowed_by or before.strip(), word[:end], program.found, answer)
    if quiet < SEARCH_QUIET:
        program.search("")  # the last answer may be late
    assert f"{before}{word}" in program.terminal.text, f"{word} is not on the screen:\n{program.terminal.text}"
    program.do(ESCAPE, 0.4)


def of_letters(letters: Sequence[Letter]) -> list[Figure]:
    """Return what letters cost, without a filter and with each, and what the choice of a filter costs."""
    figures: list[Figure] = []
    typed = [letter for letter in letters if letter.narrowed_by != "dialog"]
    for filter_ in dict.fromkeys(letter.narrowed_by for letter in typed):
        answers = [letter.answer for letter in typed if letter.narrowed_by == filter_]
        name = f"letter, {filter_}" if filter_ else "letter"
        figures += spread(f"{name}, first rows", [answer.rows_ms for answer in answers], MS)
        figures += _of(name, answers, 50)
        figures.append(Figure(f"{name}, slowest", max(answer.last_ms for answer in answers), MS))
    filters = [letter.answer for letter in letters if letter.narrowed_by == "dialog"]
    return [*figures, *_of("date filter", filters)]


def bursts(program: Listed, letters: Sequence[Letter]) -> list[Figure]:
    """Write ten letters in one piece; the cost is held against that of one letter, and of ten that are pasted."""
    written: list[Answer] = []
    pasted: list[Answer] = []
    for word, other in zip(BURSTS, PASTED, strict=True):
        for answers, keys in ((written, word), (pasted, PASTE.format(other))):
            program.do("/")
            answers.append(program.search(keys))
            program.do(ESCAPE, 0.4)
    one = statistics.median(letter.answer.last_ms for letter in letters if not letter.narrowed_by)
    ten, at_once = (statistics.median(answer.last_ms for answer in answers) for answers in (written, pasted))
    return [
        *_of("ten letters at once", written),
        Figure("ten letters against one", ten / one, RATIO, 2),
        *_of("ten letters pasted", pasted),
        Figure("ten letters against pasted ones", ten / at_once, RATIO, 2),
    ]


def _of(
    name: str, answers: Sequence[Answer], ms_bar: float | None = None, bytes_bar: float | None = None
) -> list[Figure]:
    times = spread(name, [answer.last_ms for answer in answers], MS, ms_bar)
    return times + spread(f"{name}, painted", [answer.size for answer in answers], BYTES, bytes_bar)


def _memory(program: Listed, when: str) -> list[Figure]:
    memory = process.memory(program.terminal.pid)
    return [
        Figure(f"resident {when}", memory.rss, MB, 90),
        Figure(f"of which anonymous {when}", memory.anonymous, MB),
    ]
