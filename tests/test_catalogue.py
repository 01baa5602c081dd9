"""Every word of the program is there in German, and says the same."""

import string
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import BinaryIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from tests.conftest import REPO
from tui_clients import i18n
from tui_clients.domain.choices import LABELS
from tui_clients.domain.fields import FIELDS, Section
from tui_clients.ui import commands, words

CATALOGUE = REPO / "tui_clients" / "locale" / "de" / "LC_MESSAGES" / "tui_clients.po"
Id = str | tuple[str, ...]


@pytest.fixture(scope="module")
def german() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="de")


def in_the_source() -> dict[Id, str]:
    """Return every message of the source and where it stands."""
    keywords = {"_": None, "N_": None, "ngettext": (1, 2)}
    found = extract_from_dir(str(REPO / "tui_clients"), [("**.py", "python")], keywords=keywords)
    return {message: f"{file}:{line}" for file, line, message, _comments, _context in found if message}


def placeholders(text: str) -> set[str]:
    """Return the names that `str.format` and the % operator fill in."""
    braces = {name for _, name, _, _ in string.Formatter().parse(text) if name} if "%(" not in text else set()
    return braces | {part.partition(")")[0] for part in text.split("%(")[1:]}


def test_every_message_of_the_source_is_translated(german: Catalog) -> None:
    missing = {where: message for message, where in in_the_source().items() if not translated(german, message)}
    assert not missing


def translated(catalog: Catalog, message: Id) -> bool:
    entry = catalog.get(message)
    return entry is not None and not entry.fuzzy and all(forms(entry.string))


def forms(texts: str | Sequence[str] | None) -> Sequence[str]:
    """Return the singular and the plural of a message, or the one form it has."""
    return (texts,) if isinstance(texts, str) else texts or ("",)


def test_no_translation_is_left_without_its_message(german: Catalog) -> None:
    source = in_the_source()
    assert not [message.id for message in german if message.id and message.id not in source]


def pairs(catalog: Catalog) -> Iterator[tuple[str, str]]:
    for message in catalog:
        if message.id:
            yield from zip(forms(message.id), forms(message.string), strict=True)


def test_translations_fill_in_the_same_values(german: Catalog) -> None:
    assert not [(e, g) for e, g in pairs(german) if placeholders(e) != placeholders(g)]


def test_the_compiled_catalogue_is_that_of_the_words(german: Catalog) -> None:
    anew = BytesIO()
    write_mo(anew, german)
    anew.seek(0)
    with CATALOGUE.with_suffix(".mo").open("rb") as compiled:
        assert read_by_message(compiled) == read_by_message(anew)


def read_by_message(compiled: BinaryIO) -> dict[str, object]:
    """Return the messages of a compiled catalogue, without its head, in which Babel puts its own version."""
    return {str(message.id): message.string for message in read_mo(compiled) if message.id}


def test_labels_that_lower_layers_hold_are_marked_for_the_catalogue(german: Catalog) -> None:
    held = [field.label for field in FIELDS] + [section.value for section in Section] + list(LABELS.values())
    held += [text for command in commands.COMMANDS for text in (command.label, command.help)]
    assert not [label for label in held if not translated(german, label)]


def test_german_is_spoken_when_it_is_chosen() -> None:
    before = i18n.current()
    i18n.activate(i18n.Language("de", "de_DE"))
    try:
        assert words.label("company_name") == "Firmenname"
        assert i18n.ngettext("{count} client", "{count} clients", 2) == "{count} Kunden"
    finally:
        i18n.activate(before)
