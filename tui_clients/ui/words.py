"""The sentences for what the lower layers say in codes; knows no textual, so that the command line can use it."""

from enum import Enum

from tui_clients.domain.ageing import Age
from tui_clients.domain.choices import LABELS
from tui_clients.domain.fields import Field, by_name
from tui_clients.domain.text import visible
from tui_clients.domain.validate import Code, Problem
from tui_clients.errors import N_, UserError
from tui_clients.i18n import _
from tui_clients.storage.following import Stage

_SENTENCES: dict[Code, str] = {
    Code.REQUIRED: N_("Please fill in this field."),
    Code.TOO_LONG: N_("This is too long."),
    Code.EMAIL: N_("This is not an e-mail address, such as anna@example.com."),
    Code.PHONE: N_("This is not a phone number, such as +49 30 123456."),
    Code.URL: N_("This is not a web address, such as example.com."),
    Code.COUNTRY: N_("No country has this name or code."),
    Code.LANGUAGE: N_("No language has this name or code."),
    Code.GENDER: N_("This gender is not known; it was left open."),
    Code.STATUS: N_("This status is not known; “active” was taken."),
    Code.DATE: N_("This is not a date."),
    Code.AMOUNT: N_("This is not an amount of money."),
    Code.CURRENCY: N_("This is not a currency, such as EUR."),
    Code.PICTURE: N_("This is not a picture."),
    Code.EXTRA: N_("The custom fields cannot be read."),
    Code.NO_CLIENT: N_("No client fits: neither identifier, e-mail nor name is known."),
    Code.AMBIGUOUS_CLIENT: N_("More than one client fits."),
    Code.DUPLICATE: N_("This client exists already."),
    Code.AMBIGUOUS: N_("Several clients fit: check which one is meant."),
    Code.CELLS: N_("The row has more cells than the header has columns."),
    Code.QUOTES: N_("A quotation mark stands where none belongs: check this row."),
    Code.GROUP: N_("This is a group, and none of its members is in the file: it is no client."),
    Code.DAMAGED: N_("The entry is cut off or damaged: check this row."),
    Code.DATE_ORDER: N_("Day and month cannot be told apart: say which comes first."),
    Code.TEXT: N_("This text is damaged and cannot be stored."),
    Code.PICTURE_SIZE: N_("The picture is larger than 5 MB and was left out."),
    Code.SHAPE: N_("This is not the list or object that belongs here."),
    Code.DOCUMENT: N_("The content of this document is missing or damaged; it was left out."),
    Code.DOCUMENT_SIZE: N_("This document is larger than the setting document_megabytes allows; it was left out."),
    Code.CHOICE: N_("This is none of the choices."),
    Code.TOO_LARGE: N_("This amount is too large."),
    Code.NO_AMOUNT: N_("An amount of nothing cannot be booked."),
    Code.BELOW_ZERO: N_("This amount may not be below zero."),
    Code.BEFORE_START: N_("This day is before the start."),
    Code.BEFORE_ISSUE: N_("This day is before the issue date."),
    Code.NUMBER_TAKEN: N_("There is an invoice with this number already."),
    Code.PROJECT: N_("The client has no project of this name."),
    Code.PAID: N_("Payments were booked in another currency: take them away first."),
}

_AGES: dict[Age, str] = {
    Age.CURRENT: N_("not due yet"),
    Age.TO_30: N_("1–30 days"),
    Age.TO_60: N_("31–60 days"),
    Age.TO_90: N_("61–90 days"),
    Age.OVER_90: N_("over 90 days"),
}

_STAGES: dict[Stage, str] = {
    Stage.COPY: N_("Copying the database…"),
    Stage.CHECK: N_("Checking the copy…"),
    Stage.PACK: N_("Packing the copy…"),
    Stage.UNPACK: N_("Unpacking the backup…"),
}


def problem(found: Problem) -> str:
    """Return the sentence for a problem."""
    return _(_SENTENCES[found.code])


def sentence(error: UserError) -> str:
    """Return an error's sentence in the user's language; values from files and rows are made harmless."""
    values = {
        name: sentence(value) if isinstance(value, UserError) else visible(str(value))
        for name, value in error.values.items()
    }
    return _(error.message).format(**values)


def stage(of_copy: Stage, share: float | None) -> str:
    """Return what is being done to a copy of the database, and how much of it is done."""
    text = _(_STAGES[of_copy])
    return text if share is None else f"{text} {share:.0%}"


def no_backup(error: UserError) -> str:
    """Return the warning that a change is made without a copy of the database before it."""
    return _("No backup was made first: {reason}").format(reason=sentence(error))


def label(field: Field | str) -> str:
    """Return the name of a client field as the user reads it; a name that is no field, or a path, as it is."""
    if isinstance(field, str):
        known = by_name().get(field)
        return _(known.label) if known else field
    return _(field.label)


def choice(member: Enum) -> str:
    """Return the word for a gender, a status and the like."""
    return _(LABELS[member])


def age(span: Age) -> str:
    """Return for how long an amount has been due."""
    return _(_AGES[span])
