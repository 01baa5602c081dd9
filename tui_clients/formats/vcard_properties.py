"""The properties of vCards that are no client field, and how they are called as custom fields; knows no file."""

import re

OWN = "X-TUICLIENTS-"
EXACT = f"{OWN}EXACT"
"""What a card cannot say exactly: for each such field the text read from the card, and the text that was meant."""

PRODUCT = "-//TUI Clients//TUI Clients//EN"

CUSTOM = {
    "NICKNAME": "Nickname",
    "TITLE": "Job title",
    "ROLE": "Role",
    "BDAY": "Birthday",
    "ANNIVERSARY": "Anniversary",
}
"""Properties that become custom fields of these names, and again those properties when they are written."""

NAMED = {
    "X-BDAY": "Birthday",
    "X-BIRTHDAY": "Birthday",
    "X-ANNIVERSARY": "Anniversary",
    "X-EVOLUTION-ANNIVERSARY": "Anniversary",
    "X-ABDATE": "Date",
    "X-ABRELATEDNAMES": "Relation",
    "X-SPOUSE": "Spouse",
    "X-EVOLUTION-SPOUSE": "Spouse",
    "X-MANAGER": "Manager",
    "X-ASSISTANT": "Assistant",
    "X-SOCIALPROFILE": "Social profile",
    "IMPP": "Messenger",
    "RELATED": "Relation",
    "TZ": "Time zone",
    "GEO": "Coordinates",
    "AGENT": "Agent",
    "LABEL": "Address label",
    "EXPERTISE": "Expertise",
    "HOBBY": "Hobby",
    "INTEREST": "Interest",
    "X-PHONETIC-FIRST-NAME": "Phonetic first name",
    "X-PHONETIC-LAST-NAME": "Phonetic last name",
}
"""Further properties with the names of their custom fields; any other is called by its own name."""

_IGNORED = re.compile(
    r"VERSION|PRODID|BEGIN|END|KIND|SOURCE|NAME|PROFILE|SORT-STRING|MAILER|CLASS|CLIENTPIDMAP|XML|MEMBER|SOUND|LOGO|KEY"
    r"|CALURI|CALADRURI|FBURL|CREATED|LANGUAGE|GRAMGENDER|X-AB(?:UID|SHOWAS|ADR|LABEL|ORDER)|X-IMAGE(?:TYPE|HASH)"
    r"|X-MS-(?:OL-|CARDPICTURE|TNEF|EXCH)\S*|X-EVOLUTION-(?:FILE-AS|REV|WEBDAV|LIST)\S*|X-MOZILLA-(?!CUSTOM)\S*"
    r"|X-ADDRESSBOOKSERVER-\S*|X-SHARED-PHOTO\S*|X-FILE-AS|X-WAB-GENDER|X-KADDRESSBOOK-\S*|X-RADICALE-\S*|X-PREFER\S*"
    r"|X-ADDRESSING-GRAMMAR|X-WALLPAPER|X-ACTIVITY-ALERT"
)
_LONGEST = 2000  # characters of a custom field; what is longer is made for programs


def custom_name(name: str) -> str:
    """Return what a property that is no client field is called as a custom field, "" for one that is of no use."""
    known = CUSTOM.get(name) or NAMED.get(name)
    if known:
        return known
    if _IGNORED.fullmatch(name) or name.startswith(OWN):
        return ""
    words = name.removeprefix("X-").replace("-", " ").replace("_", " ").strip()
    return words.capitalize()


def is_of_use(text: str) -> bool:
    """Whether a value says something to a reader."""
    return bool(text.strip()) and len(text) <= _LONGEST
