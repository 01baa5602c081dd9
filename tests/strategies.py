"""Arbitrary values for property tests.

`clients()` gives clients in the form in which `from_record` leaves them, so that
`from_record(to_record(client)) == client`. That form means:
- no text holds a lone surrogate;
- note and address hold no CR before an LF;
- e-mail, website, phones, country and language have no white space at their ends, categories, tags and
  contact points are one line;
- tags are not blank, not repeated, and hold neither "," nor ";" nor " ::: ";
- a contact point has a value, and a label without ": ";
- phones that can be read in the client's country are E.164, countries and languages that are known are codes;
- pictures are images; times are whole seconds.
"""

import re
from datetime import UTC, datetime
from functools import cache
from typing import Any

from hypothesis import strategies as st

from tui_clients.domain import names, phone
from tui_clients.domain.choices import ClientStatus, Gender
from tui_clients.domain.client import Client, ContactPoint, Picture
from tui_clients.domain.text import one_line

EXAMPLE_NUMBERS = ("+4930123456", "+442079460018", "+12015550123", "+81312345678", "+390612345678", "+5491123456789")
_SPICE = st.sampled_from(
    ("Müller", "O'Brien", "李小龙", "محمد علي", "İpek", "=1+1", "\x1b[31m", "[/]", "a,b;c", '"x"', "\r\n", ": ", " ")
)


@cache
def text(max_size: int = 20) -> st.SearchStrategy[str]:
    """Return any text without lone surrogates, often with what names and hostile files hold."""
    plain = st.text(st.characters(exclude_categories=["Cs"]), max_size=max_size)
    return plain | st.lists(_SPICE | plain, max_size=4).map("".join)


@cache
def lines() -> st.SearchStrategy[str]:
    """Return text of one line."""
    return text().map(one_line)


@cache
def long_text() -> st.SearchStrategy[str]:
    """Return text of several lines, each ended by LF."""
    return text(60).map(lambda value: re.sub("\r+\n", "\n", value))


@cache
def countries() -> st.SearchStrategy[str]:
    """Return codes of countries, nothing, and now and then what no country is called."""
    unknown = lines().map(lambda value: names.country_code(value) or value.strip())
    return st.just("") | st.sampled_from(("DE", "GB", "US", "JP", "IT", "AR")) | unknown


@cache
def languages() -> st.SearchStrategy[str]:
    """Return tags of languages, nothing, and now and then what no language is called."""
    unknown = lines().map(lambda value: names.language_code(value) or value.strip())
    return st.just("") | st.sampled_from(("de", "en", "de-AT", "zh-Hant", "pt-BR")) | unknown


@cache
def phones(region: str = "") -> st.SearchStrategy[str]:
    """Return phone numbers as storage holds them: E.164 with an extension or not, or what was typed."""
    numbers = st.sampled_from((*EXAMPLE_NUMBERS, "030 123456", "123")) | lines()
    extensions = st.sampled_from(("", "", ";ext=12", " ext. 7"))
    typed = st.tuples(numbers, extensions).map(lambda parts: "".join(parts).strip())
    return typed.map(lambda value: phone.normalise(value, region) or value)


@cache
def tags() -> st.SearchStrategy[tuple[str, ...]]:
    """Return different tags."""
    tag = text().map(lambda value: one_line(re.sub("[,;]", "", value).replace(" ::: ", " ")))
    is_one = tag.filter(lambda value: bool(value) and " ::: " not in value)
    return st.lists(is_one, unique=True, max_size=4).map(tuple)


@cache
def labels() -> st.SearchStrategy[str]:
    """Return labels of contact points."""
    return st.sampled_from(("", "work", "privat", "a:b")) | lines().filter(lambda label: ": " not in label)


@cache
def pictures() -> st.SearchStrategy[Picture]:
    """Return pictures, which need not be readable."""
    return st.builds(Picture, st.sampled_from(("image/png", "image/jpeg", "image/webp")), st.binary(max_size=50))


@cache
def moments() -> st.SearchStrategy[datetime]:
    """Return moments in UTC to the second, in every year."""
    return st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0))


@cache
def points(region: str | None = None) -> st.SearchStrategy[tuple[ContactPoint, ...]]:
    """Return further phones of a client in a region, without one further e-mails."""
    values = lines() if region is None else phones(region).map(one_line)
    point = st.builds(ContactPoint, labels(), values.filter(bool))
    return st.lists(point, max_size=3).map(tuple)


_TEXTS = ("name", "salutation", "company_name", "tax_name", "tax_number", "city", "state", "postal_code", "uid",
          "created_by", "updated_by")  # fmt: skip


@cache
def _of_country(country: str) -> st.SearchStrategy[Client]:
    region = names.country_code(country) or ""
    values: dict[str, st.SearchStrategy[Any]] = dict.fromkeys(_TEXTS, text())
    values |= dict.fromkeys(("address", "note"), long_text())
    values |= dict.fromkeys(("email", "website", "category", "sub_category"), lines())
    values |= dict.fromkeys(("mobile", "office_phone"), phones(region))
    values |= dict.fromkeys(("created_at", "updated_at"), st.none() | moments())
    return st.builds(
        Client,
        **values,
        country=st.just(country),
        language=languages(),
        gender=st.sampled_from(Gender),
        status=st.sampled_from(ClientStatus),
        tags=tags(),
        picture=st.none() | pictures(),
        more_emails=points(),
        more_phones=points(region),
        extra=st.dictionaries(text(), text(), max_size=3),
    )


@cache
def clients() -> st.SearchStrategy[Client]:
    """Return clients that a record describes exactly; `id` and `version` are 0."""
    return countries().flatmap(_of_country)
