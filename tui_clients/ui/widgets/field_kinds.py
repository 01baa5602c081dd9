"""The one table of which editor a kind of field gets."""

from tui_clients.domain.fields import Field, Kind
from tui_clients.ui.widgets.choice_kinds import (
    CategoryInput,
    CountryInput,
    CurrencyInput,
    EnumInput,
    GenderInput,
    LanguageInput,
    ProjectInput,
    StatusInput,
)
from tui_clients.ui.widgets.field_input import FieldInput
from tui_clients.ui.widgets.phone_input import PhoneInput
from tui_clients.ui.widgets.picture_input import PictureInput
from tui_clients.ui.widgets.text_input import AmountInput, LinesInput, TextInput

_EDITORS: dict[Kind, type[FieldInput]] = {
    Kind.TEXT: TextInput,
    Kind.EMAIL: TextInput,
    Kind.URL: TextInput,
    Kind.TAGS: TextInput,
    Kind.LONG_TEXT: LinesInput,
    Kind.PHONE: PhoneInput,
    Kind.COUNTRY: CountryInput,
    Kind.LANGUAGE: LanguageInput,
    Kind.GENDER: GenderInput,
    Kind.STATUS: StatusInput,
    Kind.CATEGORY: CategoryInput,
    Kind.PICTURE: PictureInput,
    Kind.DAY: TextInput,
    Kind.AMOUNT: AmountInput,
    Kind.CURRENCY: CurrencyInput,
    Kind.PROJECT: ProjectInput,
    Kind.CHOICE: EnumInput,
}


def editor(field: Field, given: str) -> FieldInput:
    """Return the editor of a field, holding the record text `given`."""
    return _EDITORS[field.kind](field, given)
