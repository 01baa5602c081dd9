from dataclasses import fields

from tui_clients.domain.client import Client
from tui_clients.domain.fields import FIELDS, Kind, Section, by_name, editable


def test_the_table_holds_every_value_of_a_client_once() -> None:
    names = [field.name for field in FIELDS]
    assert sorted(names) == sorted(field.name for field in fields(Client) if field.name not in ("id", "version"))
    assert len(set(names)) == len(names)
    assert list(by_name()) == names


def test_every_field_can_be_labelled_and_shown() -> None:
    for field in FIELDS:
        assert field.label
        assert field.width > 0
        assert field.max_length > 0
    assert len({field.label for field in FIELDS}) == len(FIELDS)


def test_the_form_offers_what_people_edit_and_not_what_the_program_keeps() -> None:
    names = {field.name for field in editable()}
    assert {"name", "email", "country", "mobile", "picture", "company_name", "note"} <= names
    assert not names & {"uid", "created_at", "updated_at", "created_by", "updated_by"}
    assert all(field.section is not Section.RECORD for field in editable())


def test_only_the_name_is_required() -> None:
    assert [field.name for field in FIELDS if field.required] == ["name"]


def test_the_search_covers_what_people_remember() -> None:
    assert {field.name for field in FIELDS if field.search} == {
        "name", "company_name", "email", "mobile", "office_phone", "city", "note", "more_emails", "more_phones",
    }  # fmt: skip


def test_a_header_means_one_field_only() -> None:
    aliases = [alias for field in FIELDS for alias in (field.name, *field.aliases)]
    assert sorted(aliases) == sorted(set(aliases))


def test_a_number_in_stored_form_fits_its_field() -> None:
    longest = "+123456789012345;ext=" + "1" * 20
    assert all(len(longest) <= field.max_length for field in FIELDS if field.kind is Kind.PHONE)
