"""What is typed into the search bar: rare and common, one word and two, of 1 to 12 letters."""

WORDS = (
    "e",  # in nearly every client
    "mü",
    "gmb",
    "anna",
    "zzyzx",  # in none
    "müller",
    "mueller",
    "schmidt",
    "hoffmann",
    "gerstenm",
    "example.c",  # in nearly every client that has an e-mail
    "anna lena m",
    "taubenkamp",
    "haftungsbes",
    "gerstenmaier",
    "berlin gmbh",
    "иванов",
    "0171 23",
    "+49176 54",
)

FILTERED = ("e", "müller", "gmb", "gerstenmaier", "anna m", "zzyzx")
"""Those typed while a date filter is set."""

BURSTS = ("gerstenmai", "schmidt an", "mueller gm", "hoffmann b", "taubenkamp")
"""Ten letters each, written in one piece."""

PASTED = ("brandstett", "schneider k", "fischer ma", "wagner ann", "kirchenkam")
"""Words like those, each of which is pasted: one change for the search bar, and nothing that was looked for before."""
