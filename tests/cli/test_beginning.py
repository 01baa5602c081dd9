"""What the short way past the parser understands, the parser understands alike; all else it leaves to the parser."""

import pytest

from tui_clients.cli import arguments, beginning


@pytest.mark.parametrize(
    "line",
    [
        [],
        ["--database", "a.db"],
        ["--database=a.db"],
        ["--database=a=b.db"],
        ["--database="],
        ["--database", ""],
        ["--language", "de"],
        ["--language=en", "--database", "a.db"],
        ["--database", "a.db", "--database", "b.db"],
    ],
)
def test_options_alone_are_read_as_the_parser_reads_them(line: list[str]) -> None:
    short = beginning.without_command(line)
    assert short is not None
    assert vars(short) == vars(arguments.parser().parse_args(line))


@pytest.mark.parametrize(
    "line",
    [
        ["list"],
        ["--help"],
        ["--version"],
        ["--data", "a.db"],
        ["--database"],
        ["--database", "--language", "de"],
        ["--database", "-x"],
        ["--database", "a.db", "paths"],
        ["--database", "a.db", "--"],
        ["--language", "fr"],
        ["--", "list"],
        ["-"],
        [""],
    ],
)
def test_everything_else_is_left_to_the_parser(line: list[str]) -> None:
    assert beginning.without_command(line) is None
