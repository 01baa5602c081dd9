"""The one table of client fields.

Form, table columns, validation, search, import, export and vCard follow from a row here; a new
field is one row and one migration. Labels are English and marked for the catalogue.
"""

from dataclasses import dataclass
from enum import Enum
from functools import cache

from tui_clients.errors import N_


class Kind(Enum):
    """What kind of value a field holds; decides how it is read, checked, edited and shown."""

    TEXT = "text"
    LONG_TEXT = "long text"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    COUNTRY = "country"  # ISO 3166-1 alpha-2
    LANGUAGE = "language"  # BCP 47
    GENDER = "gender"
    STATUS = "status"
    CATEGORY = "category"
    TAGS = "tags"
    PICTURE = "picture"
    EMAILS = "emails"  # further ones, with labels
    PHONES = "phones"
    EXTRA = "extra"  # custom fields: imported columns nobody mapped
    TIMESTAMP = "timestamp"
    DAY = "day"
    AMOUNT = "amount"  # in the currency of the same record
    CURRENCY = "currency"  # ISO 4217
    PROJECT = "project"  # the name of one of the client's projects
    CHOICE = "choice"  # one of the members of `Field.choices`


class Section(Enum):
    """Where a field stands in the form and the profile; the value is the heading."""

    ACCOUNT = N_("Account details")
    COMPANY = N_("Company details")
    NOTE = N_("Note")
    MORE = N_("More")
    RECORD = N_("Record")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a client, or of what belongs to it (`domain.items`), which has no section.

    `width` is the natural width of its column in terminal cells, `max_length` a sane bound in
    characters, `aliases` the headers that real files give it (compared by `formats.keys`), `vcard` the property of
    RFC 6350 that holds it, with the component or type where several fields share one.
    """

    name: str
    kind: Kind
    label: str
    section: Section | None
    width: int = 20
    max_length: int = 200
    required: bool = False
    search: bool = False
    vcard: str = ""
    aliases: tuple[str, ...] = ()
    choices: type[Enum] | None = None

    @property
    def is_editable(self) -> bool:
        """Whether the form offers the field."""
        return self.section in (Section.ACCOUNT, Section.COMPANY, Section.NOTE)


_A, _C, _M, _R = Section.ACCOUNT, Section.COMPANY, Section.MORE, Section.RECORD

GENERAL_PHONE = ("phone", "phone number", "phonenumber", "telephone", "telephone number", "tel", "telefon",
                 "telefonnummer", "telefon-nr", "rufnummer", "phone 1", "telefon 1", "phone 1 - value",
                 "telefon 1 - wert", "phone1", "primary phone", "main phone", "whatsapp", "client phone",
                 "customer phone")  # fmt: skip
"""What a number is called that may be a mobile one, and beside one that is, that of the office."""

FIELDS: tuple[Field, ...] = (
    Field("salutation", Kind.TEXT, N_("Salutation"), _A, width=10, max_length=50, vcard="N;PREFIX",
          aliases=("anrede", "prefix", "name prefix", "namenspräfix", "courtesy title", "honorific", "mr/ms",
                   "title prefix", "mr mrs ms", "mr ms", "social title",
                   "name title", "mr./ms./...", "briefliche anrede")),
    Field("name", Kind.TEXT, N_("Name"), _A, width=28, max_length=300, required=True, search=True, vcard="FN",
          aliases=("full name", "client name", "client", "customer", "customer name", "customer_name",
                   "display name", "contact name", "kunde", "kundenname", "kontakt", "vollständiger name",
                   "anzeigename", "ansprechpartner", "vor- und nachname", "nom", "nombre", "primary contact",
                   "contact person", "kontaktperson", "displayname", "third-party name",
                   "name (adressattyp keine angabe)", "bezeichnung", "person", "name, vorname", "nachname, vorname",
                   "vorname nachname", "vorname und nachname", "last name, first name", "first and last name",
                   "first name last name")),
    Field("email", Kind.EMAIL, N_("E-mail"), _A, width=28, max_length=254, search=True,
          vcard="EMAIL;PREF=1",
          aliases=("e-mail", "mail", "e-mail address", "email address", "emailaddress", "e-mail-adresse",
                   "email adresse", "mailadresse", "e-mail 1 - value", "e-mail 1", "email 1", "primary email",
                   "client email", "customer email", "contact email", "elektronische post", "courriel",
                   "primäre e-mail-adresse", "email id", "user email", "from email address", "main email",
                   "e-mail (work)", "user principal name", "e-mail 1 - wert",
                   "absender e-mail-adresse", "email_address", "e-mail-adresse 1", "kontakt e-mail")),
    Field("country", Kind.COUNTRY, N_("Country"), _A, width=14, max_length=80, vcard="ADR;COUNTRY",
          aliases=("land/region geschäftlich", "land geschäftlich", "business country/region", "business country",
                   "land", "country/region", "country_id", "country code", "ländercode", "land/region",
                   "country name",
                   "mailing country", "billing country", "staat", "nation", "pays", "client country",
                   "address country", "address 1 - country", "home country/region", "land/region privat",
                   "land iso", "iso-land", "country iso", "country iso code", "iso country code",
                   "länderkennzeichen", "lkz", "country of residence", "country or region", "landescode",
                   "land kürzel")),
    Field("mobile", Kind.PHONE, N_("Mobile"), _A, width=18, max_length=64, search=True, vcard="TEL;TYPE=cell",
          aliases=("mobile phone", "mobile phone number", "mobile number", "mobile no", "phone (mobile)",
                   "mobile telephone", "cell", "cell phone", "cell phone number", "cell number", "cellphone", "handy",
                   "handynummer", "handy-nr", "mobil", "mobiltelefon", "mobilnummer", "mobilfunk", "mobilfunknummer",
                   "mobil-nr", "mobil-tel.-nr", "mobil 1", "mobile 1", "telefon mobil", "tel. mobil", "sms",
                   "contact phone", "contact phone number", "contact phonenumber", *GENERAL_PHONE)),
    Field("gender", Kind.GENDER, N_("Gender"), _A, width=9, max_length=40, vcard="GENDER",
          aliases=("sex", "geschlecht")),
    Field("language", Kind.LANGUAGE, N_("Language"), _A, width=12, max_length=60, vcard="LANG",
          aliases=("lang", "locale", "sprache", "preferred language", "bevorzugte sprache", "language code",
                   "sprachcode", "preferred locales", "preferred locale")),
    Field("category", Kind.CATEGORY, N_("Category"), _A, width=14, max_length=100, search=False,
          vcard="X-TUICLIENTS-CATEGORY",
          aliases=("client category", "customer category", "kategorie", "kundenkategorie", "client_category",
                   "category_id", "group", "gruppe", "kundengruppe", "customer group", "segment", "type",
                   "client type", "kundentyp", "contact record type", "customer type", "contact type")),
    Field("sub_category", Kind.CATEGORY, N_("Sub-category"), _A, width=14, max_length=100,
          vcard="X-TUICLIENTS-SUB-CATEGORY",
          aliases=("subcategory", "sub category", "client sub category", "unterkategorie", "untergruppe")),
    Field("tags", Kind.TAGS, N_("Tags"), _A, width=16, max_length=1000, vcard="CATEGORIES",
          aliases=("tag", "labels", "label", "categories", "kategorien", "schlagworte", "schlagwörter", "stichworte",
                   "stichwörter", "markierungen", "group membership", "tag(s)", "groups", "client groups",
                   "kundengruppen", "segments", "lists")),
    Field("status", Kind.STATUS, N_("Status"), _A, width=9, max_length=20, vcard="X-TUICLIENTS-STATUS",
          aliases=("client status", "zustand", "kundenstatus", "active", "aktiv", "is active", "enabled",
                   "active status", "active flag", "account status", "customer status", "contact status",
                   "ist aktiv")),
    Field("picture", Kind.PICTURE, N_("Profile picture"), _A, vcard="PHOTO", max_length=7_000_000,
          aliases=("profile picture", "photo", "image", "avatar", "bild", "foto", "profilbild")),
    Field("company_name", Kind.TEXT, N_("Company name"), _C, width=24, max_length=300, search=True, vcard="ORG",
          aliases=("company", "firma", "firmenname", "unternehmen", "unternehmensname", "organization",
                   "organisation", "organization name", "organization 1 - name", "organisation name",
                   "account name", "associated company", "business name", "client company", "company_id",
                   "employer", "arbeitgeber", "société", "empresa", "company / account", "firma/name",
                   "name der organisation", "name (adressattyp unternehmen)", "related company", "parent_id",
                   "accounts", "institution", "company account", "billing company",
                   "default address company", "kundenfirma", "address company", "current organisation",
                   "current organization", "sales accounts", "sales account", "name of company",
                   "companies", "org_id name", "org name", "organizations name", "primary company", "firma 1",
                   "firmenname 1")),
    Field("website", Kind.URL, N_("Official website"), _C, width=24, max_length=500, vcard="URL",
          aliases=("web site", "web page", "webpage", "webseite", "web", "url", "homepage", "internet",
                   "internetseite", "company website", "company_website", "official website",
                   "website 1 - value", "company domain name", "domain", "business home page", "website url",
                   "web page 1", "webseite 1", "website 1 - wert", "personal web page", "client website",
                   "web address - work", "site url", "www", "website link", "corporate website", "user url")),
    Field("office_phone", Kind.PHONE, N_("Office phone"), _C, width=18, max_length=64, search=True,
          vcard="TEL;TYPE=work",
          aliases=("office phone number", "office number", "business phone", "business phone number", "work phone",
                   "work phone number", "phone (work)", "company phone", "company phone number",
                   "telefon geschäftlich", "tel. geschäftlich", "telefon dienstlich", "firmentelefon", "bürotelefon",
                   "telefon büro", "geschäftstelefon", "company main phone", "telefon firma",
                   "telefon firma (zentrale)", "zentrale", "festnetz", "telefon festnetz", "festnetznummer",
                   "landline", "tel. dienstlich", "telefon arbeit", "customer phone number")),
    Field("tax_name", Kind.TEXT, N_("Tax name"), _C, width=10, max_length=50, vcard="X-TUICLIENTS-TAX-NAME",
          aliases=("tax type", "steuerart", "steuername")),
    Field("tax_number", Kind.TEXT, N_("Tax number"), _C, width=16, max_length=50, vcard="X-TUICLIENTS-TAX-NUMBER",
          aliases=("vat", "vat number", "vat id", "vat_number", "vat no", "tax id", "tax no", "gst", "gst number",
                   "gst_number", "gstin", "ust-id", "ustid", "ust-idnr", "ust-id-nr", "ust-idnr.", "ust id",
                   "umsatzsteuer-id", "steuernummer", "uid-nummer", "nif", "siret", "ein", "eu-ust-idnr",
                   "umsatzsteuer-identifikationsnummer", "vatnr", "client vat number", "business vat id",
                   "ust-identnummer", "ust-nr", "umsatzsteuernummer", "tax/vat", "eu-ustid", "ustidnr",
                   "ust-identifikationsnummer",
                   "gst identification number (gstin)", "sales tax registration number", "tax registration number",
                   "vat registration id", "company vat registration id", "ustid-nr", "ust.idnr")),
    Field("address", Kind.LONG_TEXT, N_("Address"), _C, width=24, max_length=1000, vcard="ADR;STREET",
          aliases=("straße geschäftlich", "business street", "business address", "street", "street address",
                   "address 1", "address line 1", "address1", "straße", "adresse", "anschrift",
                   "straße und hausnummer", "straße/nr", "straße und nr", "straße + hausnr", "straße hausnr",
                   "straße hausnummer", "straße und hausnr", "mailing street", "billing street",
                   "billing address", "company address", "address 1 - street", "address 1 - formatted",
                   "home street", "straße privat", "adresse 1 - straße", "straße 1", "primary address",
                   "adresszeile 1", "address line", "street name", "streetname", "thoroughfare")),
    Field("city", Kind.TEXT, N_("City"), _C, width=16, max_length=200, search=True, vcard="ADR;LOCALITY",
          aliases=("ort geschäftlich", "business city", "town", "ort", "stadt", "wohnort", "mailing city",
                   "billing city", "company city", "address city", "address 1 - city", "ville", "ciudad", "home city",
                   "ort privat", "town/city", "city/town", "city town village locality")),
    Field("state", Kind.TEXT, N_("State"), _C, width=16, max_length=200, vcard="ADR;REGION",
          aliases=("region geschäftlich", "bundesland/kanton geschäftlich", "business state", "province", "region",
                   "county", "state/province", "province/state", "state/region", "bundesland", "kanton",
                   "mailing state/province", "mailing state", "billing state", "billing state/province",
                   "address state", "address 1 - region", "home state", "bundesland/kanton privat",
                   "state or province",
                   "bundesland/kanton", "province code", "state_id", "state code",
                   "state province region county territory prefecture republic")),
    Field("postal_code", Kind.TEXT, N_("Postal code"), _C, width=9, max_length=20, vcard="ADR;CODE",
          aliases=("postleitzahl geschäftlich", "business postal code", "zip", "zip code", "zipcode", "postcode",
                   "post code", "plz", "postleitzahl", "mailing zip/postal code", "zip/postal code",
                   "postal code/zip", "postal code/zip code", "billing zip", "billing zip/postal code",
                   "billing postal code", "address zip", "address postal code", "address 1 - postal code",
                   "home postal code", "postleitzahl privat", "zip/post code", "postal", "zip or postal code",
                   "zippostalcode")),
    Field("note", Kind.LONG_TEXT, N_("Note"), Section.NOTE, width=30, max_length=100_000, search=True, vcard="NOTE",
          aliases=("notes", "notiz", "notizen", "bemerkung", "bemerkungen", "anmerkung", "anmerkungen",
                   "comment", "comments", "kommentar", "remarks", "description", "beschreibung",
                   "public notes", "info", "private notes", "internal notes", "interne notiz", "hinweis", "hinweise",
                   "background", "customer details", "public note", "private note", "note (publique)",
                   "note (privée)",
                   "freitext", "kommentare", "über", "about", "memo", "person notes", "client public notes",
                   "client private notes",
                   "note (private)", "note (public)", "personal notes", "message", "nachricht", "interne bemerkung",
                   "zusatzinformationen")),
    Field("more_emails", Kind.EMAILS, N_("More e-mails"), _M, width=28, max_length=10_000, search=True,
          vcard="EMAIL",
          aliases=("further emails", "weitere e-mails", "other emails", "additional email addresses",
                   "non primary e-mails", "non primary emails")),
    Field("more_phones", Kind.PHONES, N_("More phones"), _M, width=18, max_length=10_000, search=True,
          vcard="TEL",
          aliases=("further phones", "weitere telefonnummern", "other phones")),
    Field("extra", Kind.EXTRA, N_("Custom fields"), _M, max_length=1_000_000, vcard="X-TUICLIENTS-FIELD",
          aliases=("custom fields",)),
    Field("uid", Kind.TEXT, N_("Identifier"), _R, width=36, max_length=200, vcard="UID",
          aliases=("client uid", "client_uid", "customer id", "client id", "record id", "id", "kundennummer",
                   "kunden-nr", "kundennr", "kunden-id", "customer number", "client number", "kontonummer",
                   "account number", "external id", "customer code", "debitorennummer", "debitor", "lead id",
                   "contact id", "person id", "account id", "object id", "kunden nummer", "organization id",
                   "account no",
                   "customer no", "client no", "user id", "source user id", "square customer id", "kd-nr", "kdnr",
                   "record id - contact", "record id - company", "kunde nr", "mitgliedsnummer", "mitglieds-nr",
                   "debitoren-nr", "debitorennr")),
    Field("created_at", Kind.TIMESTAMP, N_("Date added"), _R, width=12, max_length=64,
          vcard="X-TUICLIENTS-CREATED-AT",
          aliases=("date added", "added", "created", "created on", "create date", "created (utc)", "created date",
                   "creation date", "hinzugefügt am", "hinzugefügt", "angelegt", "angelegt am", "erstellt",
                   "erstellt am", "anlagedatum", "subscription date", "signup date", "kunde seit",
                   "customer since", "date created", "created time", "date registered", "registered",
                   "user_registered", "when created", "added_time", "added time", "add time", "erfasst am",
                   "creation time", "person created", "organization created", "connected on", "confirm_time",
                   "optin_time", "anlage am",
                   "registriert am", "datum der erstellung", "sign up", "signed up", "signed up (utc)",
                   "sign up date",
                   "registration", "registration date", "member since", "client since", "since", "seit",
                   "createdate", "create_date",
                   "created date time", "date creation", "timestamp", "zeitstempel", "submitted at",
                   "submission date", "erfassungsdatum", "eintrittsdatum")),
    Field("updated_at", Kind.TIMESTAMP, N_("Last changed"), _R, width=12, max_length=64, vcard="REV",
          aliases=("updated", "modified", "last modified", "last modified date", "geändert", "geändert am",
                   "zuletzt geändert", "modified time", "date modified", "last updated", "last changed",
                   "modified_time", "person updated", "organization updated", "letzte änderung",
                   "last_changed",
                   "last modified date time", "update time", "letzte aktualisierung", "aktualisiert am")),
    Field("created_by", Kind.TEXT, N_("Added by"), _R, width=12, max_length=100,
          vcard="X-TUICLIENTS-CREATED-BY", aliases=("angelegt von",)),
    Field("updated_by", Kind.TEXT, N_("Changed by"), _R, width=12, max_length=100,
          vcard="X-TUICLIENTS-UPDATED-BY", aliases=("geändert von",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamePart:
    """A column that real files split the name into; the parts join to the name in this order."""

    name: str
    aliases: tuple[str, ...]


NAME_PARTS: tuple[NamePart, ...] = (
    NamePart("first_name", ("first name", "firstname", "given name", "vorname", "forename",
                            "contact first name", "contact_first_name", "prénom",
                            "vorname (adressattyp natürl. person)", "billing first name", "ansprechpartner vorname",
                            "ansprechpartner 1 vorname", "primary contact first name",
                            "name first", "contact given name")),
    NamePart("middle_name", ("middle name", "additional name", "weitere vornamen", "zweiter vorname",
                             "second name", "m.i.", "middle initial", "middle",
                            "namensvorsatz", "vorsatzwort", "name middle")),
    NamePart("last_name", ("last name", "lastname", "family name", "surname", "nachname", "familienname",
                           "contact last name", "contact_last_name", "name (adressattyp natürl. person)",
                           "billing last name", "ansprechpartner nachname", "ansprechpartner 1 nachname",
                           "primary contact last name",
                            "name last")),
    NamePart("name_suffix", ("suffix", "name suffix", "namenszusatz")),
)  # fmt: skip


@cache
def by_name() -> dict[str, Field]:
    """Return every field by its name."""
    return {field.name: field for field in FIELDS}


@cache
def editable() -> tuple[Field, ...]:
    """Return the fields the form offers, in its order."""
    return tuple(field for field in FIELDS if field.is_editable)
