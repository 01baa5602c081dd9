from enum import Enum

import pytest

from tui_clients.domain import choices
from tui_clients.domain.choices import LABELS, ClientStatus, Gender, InvoiceState, InvoiceStatus, ProjectStatus

SHOWN: list[type[Enum]] = [Gender, ClientStatus, ProjectStatus, InvoiceStatus]


@pytest.mark.parametrize("kind", SHOWN)
def test_every_choice_has_a_label_and_is_read_by_value_and_label(kind: type[Enum]) -> None:
    for member in kind:
        assert LABELS[member]
        assert choices.parse(kind, str(member.value)) is member
        assert choices.parse(kind, f" {LABELS[member].upper()} ") is member


@pytest.mark.parametrize(
    ("text", "member"),
    [
        ("Frau", Gender.FEMALE),
        ("w", Gender.FEMALE),
        ("MÄNNLICH", Gender.MALE),
        ("maennlich", None),
        ("divers", Gender.OTHER),
        ("keine Angabe", Gender.UNKNOWN),
        ("Frau Dr.", Gender.FEMALE),
        ("male/männlich", Gender.MALE),
        ("m/w", None),
        ("Firma", None),
        ("Ja", ClientStatus.ACTIVE),
        ("Archiviert", ClientStatus.INACTIVE),
        ("gesperrt", ClientStatus.INACTIVE),
        ("Not-active", ClientStatus.INACTIVE),
        ("0", ClientStatus.INACTIVE),
        ("in_progress", ProjectStatus.IN_PROGRESS),
        ("Zurückgestellt", ProjectStatus.ON_HOLD),
        ("cancelled", ProjectStatus.CANCELED),
        ("Überfällig", InvoiceStatus.OVERDUE),
        ("void", InvoiceStatus.CANCELED),
        ("issued", InvoiceState.ISSUED),
    ],
)
def test_words_of_real_files_are_understood(text: str, member: Enum | None) -> None:
    kind = type(member) if member else Gender
    assert choices.parse(kind, text) is member


def test_no_word_names_two_choices() -> None:
    for kind in SHOWN:
        words = [str(member.value) for member in kind] + [
            alias for member in kind for alias in choices._ALIASES.get(member, ())
        ]
        read = [choices.parse(kind, word) for word in words]
        assert None not in read
        expected = [*kind, *(member for member in kind for _ in choices._ALIASES.get(member, ()))]
        assert read == expected


def test_other_words_are_none() -> None:
    assert choices.parse(Gender, "purple") is None
    assert choices.parse(ClientStatus, "") is None
