"""The values a user chooses from, with the words real files use for them."""

from enum import Enum
from functools import cache, lru_cache
from typing import TypeVar

from tui_clients.domain.text import fold
from tui_clients.errors import N_


class Gender(Enum):
    """How a client's gender is recorded; the value is stored."""

    UNKNOWN = ""
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class ClientStatus(Enum):
    """Whether a client is looked after at present."""

    ACTIVE = "active"
    INACTIVE = "inactive"


class ProjectStatus(Enum):
    """Where a project stands."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    ON_HOLD = "on hold"
    FINISHED = "finished"
    CANCELED = "canceled"


class InvoiceState(Enum):
    """What the user decides about an invoice; whether it is paid follows from its payments."""

    DRAFT = "draft"
    ISSUED = "issued"
    CANCELED = "canceled"


class InvoiceStatus(Enum):
    """Where an invoice stands on a given day (DESIGN §4)."""

    DRAFT = "draft"
    UNPAID = "unpaid"
    PARTIAL = "partial"
    PAID = "paid"
    OVERDUE = "overdue"
    CANCELED = "canceled"


LABELS: dict[Enum, str] = {
    Gender.UNKNOWN: N_("not given"),
    Gender.FEMALE: N_("female"),
    Gender.MALE: N_("male"),
    Gender.OTHER: N_("other"),
    ClientStatus.ACTIVE: N_("active"),
    ClientStatus.INACTIVE: N_("inactive"),
    ProjectStatus.NOT_STARTED: N_("not started"),
    ProjectStatus.IN_PROGRESS: N_("in progress"),
    ProjectStatus.ON_HOLD: N_("on hold"),
    ProjectStatus.FINISHED: N_("finished"),
    ProjectStatus.CANCELED: N_("canceled"),
    InvoiceState.DRAFT: N_("draft"),
    InvoiceState.ISSUED: N_("issued"),
    InvoiceState.CANCELED: N_("canceled"),
    InvoiceStatus.DRAFT: N_("draft"),
    InvoiceStatus.UNPAID: N_("unpaid"),
    InvoiceStatus.PARTIAL: N_("partly paid"),
    InvoiceStatus.PAID: N_("paid"),
    InvoiceStatus.OVERDUE: N_("overdue"),
    InvoiceStatus.CANCELED: N_("canceled"),
}

_ALIASES: dict[Enum, tuple[str, ...]] = {
    Gender.UNKNOWN: ("keine angabe", "unspecified", "unknown", "unbekannt", "not given", "n/a", "-", "none", "u"),
    Gender.FEMALE: ("f", "w", "woman", "weiblich", "frau", "mrs", "ms", "mrs.", "ms.", "femme", "mujer", "miss",
        "weibl.", "weibl", "féminin", "mme", "madame", "mlle", "femenino", "feminino", "femminile", "señora", "sra",
        "sra.", "signora", "donna", "vrouw", "vrouwelijk", "kobieta", "k", "pani", "женский", "жен", "ж", "女", "女性",
        "fr", "fr.", "dame", "fräulein", "lady", "girl", "dona", "mevrouw", "mw", "kvinna", "kvinde", "kvinne",
        "nainen", "žena", "nő", "kadın", "femeie", "γυναίκα", "여성", "여"),
    Gender.MALE: ("m", "man", "männlich", "herr", "mann", "mr", "mr.", "homme", "hombre", "männl.", "männl",
        "masculin", "monsieur", "m.", "masculino", "maschile", "señor", "sr", "sr.", "signor", "uomo", "mannelijk",
        "mężczyzna", "pan", "мужской", "муж", "м", "男", "男性", "hr", "hr.", "hrn", "herrn", "sir", "boy", "gentleman",
        "dhr", "meneer", "mies", "muž", "férfi", "erkek", "bărbat", "άνδρας", "남성", "남"),
    Gender.OTHER: ("d", "divers", "diverse", "non-binary", "nonbinary", "nichtbinär", "x", "o", "andere", "others"),
    ClientStatus.ACTIVE: ("aktiv", "yes", "ja", "true", "1", "enabled", "wahr", "a", "y", "j", "on", "t", "oui", "sí",
        "si", "sì", "actif", "activo", "attivo", "aktywny", "tak", "да", "はい", "是", "x", "✓", "✔", "live", "current",
        "aktuell", "laufend", "freigegeben", "approved", "existing", "vrai", "verdadero", "vero", "waar", "ano",
        "igen", "evet", "kyllä", "actief", "ativo", "aktiven", "активный", "активен"),
    ClientStatus.INACTIVE: ("inaktiv", "no", "nein", "false", "0", "disabled", "deactive", "archived", "falsch", "i",
        "n", "off", "f", "non", "não", "inactif", "inactivo", "inattivo", "nie", "нет", "deaktiviert", "いいえ", "否",
        "archiviert", "archiv", "archive", "archivé", "archivado", "archiviato", "gearchiveerd", "gesperrt", "sperre",
        "blockiert", "blocked", "locked", "suspended", "banned", "closed", "geschlossen", "ehemalig",
        "ehemaliger kunde", "former", "past", "gelöscht", "deleted", "removed", "not active", "not-active",
        "nicht aktiv", "stillgelegt", "ruhend", "passiv", "passive", "ausgeschieden", "gekündigt", "terminated",
        "churned", "expired", "abgelaufen", "faux", "falso", "onwaar", "niet actief", "inactief", "inativo",
        "nieaktywny", "неактивен", "неактивный"),
    ProjectStatus.NOT_STARTED: ("not_started", "notstarted", "new", "open", "planned", "nicht begonnen", "geplant"),
    ProjectStatus.IN_PROGRESS: ("in_progress", "inprogress", "active", "running", "in arbeit", "laufend"),
    ProjectStatus.ON_HOLD: ("on_hold", "onhold", "paused", "pausiert", "angehalten", "zurückgestellt"),
    ProjectStatus.FINISHED: ("completed", "complete", "done", "closed", "abgeschlossen", "fertig", "beendet"),
    ProjectStatus.CANCELED: ("cancelled", "abgebrochen", "storniert"),
    InvoiceState.DRAFT: ("entwurf",),
    InvoiceState.ISSUED: ("open", "sent", "ausgestellt", "gestellt", "offen"),
    InvoiceState.CANCELED: ("cancelled", "void", "storniert", "storno"),
    InvoiceStatus.DRAFT: ("entwurf",),
    InvoiceStatus.UNPAID: ("open", "sent", "issued", "offen", "unbezahlt", "due", "viewed", "gesendet"),
    InvoiceStatus.PARTIAL: ("partially paid", "partly paid", "teilweise bezahlt", "teilbezahlt"),
    InvoiceStatus.PAID: ("bezahlt", "settled", "beglichen"),
    InvoiceStatus.OVERDUE: ("überfällig", "past due"),
    InvoiceStatus.CANCELED: ("cancelled", "void", "storniert", "storno"),
}  # fmt: skip


E = TypeVar("E", bound=Enum)


@lru_cache(maxsize=2048)
def parse(kind: type[E], text: str) -> E | None:
    """Return the member of `kind` that `text` names by value or alias, or None."""
    known: dict[str, E] = _known(kind)
    wanted = fold(text.strip())
    if wanted in known:
        return known[wanted]
    said = {known.get(part.strip()) for part in wanted.split("/")}  # "female/weiblich"
    if kind is Gender and said == {None}:
        said = {known.get(wanted.partition(" ")[0])}  # "Frau Dr."
    return said.pop() if len(said) == 1 else None


@cache
def _known(kind: type[E]) -> dict[str, E]:
    """Return the members of a kind by every word for them, folded; of two members the first one has a word."""
    found: dict[str, E] = {}
    for member in kind:
        for word in (member.value, *map(fold, _ALIASES.get(member, ()))):
            found.setdefault(word, member)
    return found
