"""The fields with choices: what can be chosen in each, in the user's language."""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from functools import cache
from typing import ClassVar

from tui_clients import i18n
from tui_clients.domain import choices, money, names
from tui_clients.domain.choices import ClientStatus, Gender
from tui_clients.domain.fields import Field
from tui_clients.domain.text import fold, one_line
from tui_clients.i18n import _
from tui_clients.ui import show, words
from tui_clients.ui.widgets import choice_match
from tui_clients.ui.widgets.choice_input import ChoiceInput
from tui_clients.ui.widgets.choice_match import Choice


@cache
def _countries(locale: str) -> tuple[Choice, ...]:
    return tuple(Choice.of(code, name) for code, name in names.countries(locale).items())


@cache
def _languages(locale: str) -> tuple[Choice, ...]:
    return tuple(Choice.of(tag, name) for tag, name in names.languages(locale).items())


@cache
def _currencies(locale: str) -> tuple[Choice, ...]:
    return tuple(Choice.of(code, name) for code, name in names.currencies(locale).items())


class CountryInput(ChoiceInput):
    """A country, found by its name or code in many languages."""

    def choices(self) -> Sequence[Choice]:
        """Return the countries."""
        return _countries(i18n.current().locale)

    def label_of(self, code: str) -> str:
        """Return the country's name."""
        return show.country(code)

    def resolve(self, text: str) -> str | None:
        """Return the country that other names mean."""
        return names.country_code(text) if text else None


class LanguageInput(ChoiceInput):
    """A language, found by its name or tag in many languages."""

    def choices(self) -> Sequence[Choice]:
        """Return the languages."""
        return _languages(i18n.current().locale)

    def label_of(self, code: str) -> str:
        """Return the language's name."""
        return show.language(code)

    def resolve(self, text: str) -> str | None:
        """Return the tag that other names mean."""
        return names.language_code(text) if text else None


class EnumInput(ChoiceInput):
    """One of a few words: those of the field's choices, or of a kind."""

    KIND: ClassVar[type[Enum]]

    def __init__(self, field: Field, given: str = "") -> None:
        self._kind = field.choices or self.KIND
        super().__init__(field, given)

    @property
    def may_be_empty(self) -> bool:
        """Whether there need not be a choice."""
        return not self.field.required

    def choices(self) -> Sequence[Choice]:
        """Return the members with their words."""
        return [Choice.of(str(member.value), words.choice(member)) for member in self._kind]

    def label_of(self, code: str) -> str:
        """Return the word for a member's value."""
        member = choices.parse(self._kind, code) if code else None
        return words.choice(member) if member else code

    def resolve(self, text: str) -> str | None:
        """Return the value that other words mean ("weiblich")."""
        member = choices.parse(self._kind, text) if text else None
        return str(member.value) if member else None


class GenderInput(EnumInput):
    """A gender, or none given."""

    KIND = Gender


class StatusInput(EnumInput):
    """A status; every client has one."""

    KIND = ClientStatus

    @property
    def may_be_empty(self) -> bool:
        """Whether there need not be a choice."""
        return False


class CurrencyInput(ChoiceInput):
    """A currency, found by its code or its name."""

    def choices(self) -> Sequence[Choice]:
        """Return the currencies in use."""
        return _currencies(i18n.current().locale)

    def resolve(self, text: str) -> str | None:
        """Return the code of a currency that is no longer in use."""
        code = text.upper()
        return code if money.is_currency(code) else None

    def text_of(self, choice: Choice) -> str:
        """Return the code."""
        return choice.code


class ProjectInput(ChoiceInput):
    """One of the client's projects, or none."""

    def choices(self) -> Sequence[Choice]:
        """Return the projects."""
        return [Choice.of(name, name) for name in dict.fromkeys(self.context.projects) if name]


class CategoryInput(ChoiceInput):
    """A category or sub-category, an existing one or a new one."""

    TAKES_NEW = True

    def choices(self) -> Sequence[Choice]:
        """Return the categories that exist, or the sub-categories of the form's category."""
        if self.field.name == "category":
            found = [category for category, _sub in self.context.categories]
        else:
            found = [sub for category, sub in self.context.categories if category == self.context.category]
        return [Choice.of(name, name) for name in dict.fromkeys(found) if name]

    def found(self, text: str) -> list[Choice]:
        """Return the categories that fit, and the offer to add what was typed."""
        found = super().found(text)
        if choice_match.exact(found, text):
            return found
        name = one_line(text)
        new = replace(Choice.of(name, name), label=_("Add “{name}”").format(name=name))
        begins_so = any(key.startswith(fold(name)) for choice in found for key in choice.keys)
        return [*found, new] if begins_so else [new, *found]

    def text_of(self, choice: Choice) -> str:
        """Return the name, not the offer to add it."""
        return choice.code
