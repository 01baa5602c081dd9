"""Values as the user reads them: dates, money, names of countries and languages in their locale.

Knows no textual, so that the command line can use it. What comes from a client is still raw text:
`ui.text` or `domain.text.visible` makes it safe where it is shown.
"""

from datetime import date, datetime
from enum import Enum
from functools import cache, lru_cache
from typing import Any

from tui_clients import i18n
from tui_clients.domain import dates, money, names, phone
from tui_clients.domain.client import Picture
from tui_clients.domain.dates import Order
from tui_clients.domain.fields import Field, Kind
from tui_clients.domain.items import Item, Notation
from tui_clients.domain.record import to_text
from tui_clients.domain.text import shorten, visible
from tui_clients.ui import words

MISSING = "—"
_LONGEST = 40  # cells of a name inside a sentence


def short(name: str) -> str:
    """Return a name from data as it stands inside a sentence: harmless, in one line of a sane length."""
    return shorten(visible(name), _LONGEST)


def day(value: date) -> str:
    """Return a day in the locale's medium form ("23.11.2026", "Nov 23, 2026")."""
    return _day(value, i18n.current().locale)


@lru_cache(maxsize=4096)
def _day(value: date, locale: str) -> str:
    from babel.dates import format_date

    return str(format_date(value, "medium", locale=locale))


def moment(value: datetime) -> str:
    """Return a moment in local time and the locale's form, to the minute."""
    from babel.dates import format_time

    try:
        local = value.astimezone()
    except OverflowError:  # a day at the edge of the calendar, such as 0001-01-01
        local = value
    return f"{day(local.date())} {format_time(local, 'short', locale=i18n.current().locale)}"


def number(value: int) -> str:
    """Return a whole number with the locale's grouping ("12.408")."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=i18n.current().locale))


def size(count: int) -> str:
    """Return a number of bytes as the user reads it ("14 kB")."""
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{number(count)} {unit}"
        count = (count + 500) // 1000
    return f"{number(count)} GB"


def amount(minor: int, currency: str) -> str:
    """Return money in minor units as the locale writes it ("1.234,50 €")."""
    return money.show(minor, currency, i18n.current().locale)


def sum_of(minor: int, currency: str) -> str:
    """Return money in minor units as the locale writes it, without the currency, which stands elsewhere."""
    from babel.numbers import format_currency

    locale, value = i18n.current().locale, money.to_decimal(minor, currency)
    return str(format_currency(value, currency, "#,##0.00", locale))


def country(code: str) -> str:
    """Return a country's name."""
    return names.country_name(code, i18n.current().locale)


def language(tag: str) -> str:
    """Return a language's name."""
    return names.language_name(tag, i18n.current().locale)


@cache
def _date_order(locale: str) -> Order:
    from babel import Locale

    pattern = str(Locale.parse(locale).date_formats["short"].pattern).lower()
    order = "".join(dict.fromkeys(character for character in pattern if character in "dmy"))
    return Order(order) if order in {known.value for known in Order} else Order.DMY


def in_sentence(label: str) -> str:
    """Return a label as it stands inside a sentence: German keeps the capitals of its nouns."""
    return label if i18n.current().code == "de" else label[:1].lower() + label[1:]


def typed_day(text: str) -> date | None:
    """Return the day a user typed in the locale's form or as ISO 8601, or None."""
    return dates.parse_date(text, _date_order(i18n.current().locale))


def notation(country: str = "", currency: str = "") -> Notation:
    """Return how days and amounts are typed in the user's locale, phones meant in a country, amounts in a currency."""
    from babel.numbers import get_decimal_symbol

    locale = i18n.current().locale
    order = _date_order(locale)
    return Notation(str(get_decimal_symbol(locale)), order, _day_format(order), currency, country)


def _day_format(order: Order) -> str:
    if i18n.current().code == "de":
        return "%d.%m.%Y"
    return {Order.DMY: "%d/%m/%Y", Order.MDY: "%m/%d/%Y", Order.YMD: "%Y-%m-%d"}[order]


def day_example(value: date) -> str:
    """Return a day in the short form a user of the locale types, with the year in full."""
    return value.strftime(_day_format(_date_order(i18n.current().locale)))


def spellings(minor: int, currency: str) -> tuple[str, ...]:
    """Return the ways in which an amount may be typed, without asking the locale: "1234.50", "1.234,50" and so on."""
    plain = money.to_plain(minor, currency)
    whole, _point, rest = plain.partition(".")
    grouped = f"{int(whole):,}" + (f".{rest}" if rest else "")
    return plain, plain.replace(".", ","), grouped, grouped.translate(_SWAPPED)


_SWAPPED = str.maketrans(".,", ",.")


def value(field: Field, given: Any) -> str:
    """Return a client's value as the user reads it, or "—" where nothing is known."""
    return _value(field, given) or MISSING


def _value(field: Field, given: Any) -> str:
    if isinstance(given, Enum):
        return words.choice(given) if given.value else ""
    if isinstance(given, datetime):
        return moment(given)
    if isinstance(given, Picture):
        return f"{given.media_type}, {number(len(given.data) // 1024 + 1)} kB"
    if field.kind is Kind.COUNTRY:
        return country(given)
    if field.kind is Kind.LANGUAGE:
        return language(given)
    if field.kind is Kind.PHONE:
        return phone.show(given)
    if field.kind in (Kind.EMAILS, Kind.PHONES):
        return "\n".join(f"{phone.show(p.value)}  {p.label}".rstrip() for p in given)
    if field.kind is Kind.EXTRA:
        return "\n".join(f"{name}: {text}" for name, text in given.items())
    return to_text(field, given)


def item_value(field: Field, item: Item) -> str:
    """Return a value of what belongs to a client as the user reads it, "" where nothing is known."""
    given = getattr(item, field.name)
    if given is None:
        return ""
    if isinstance(given, date):
        return day(given)
    if field.kind is Kind.AMOUNT:
        return amount(given, getattr(item, "currency", ""))
    return _value(field, given)
