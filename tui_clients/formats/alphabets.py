"""Tells related encodings apart by the alphabets of languages: in the wrong one words hold letters that never meet."""

import re
from itertools import pairwise

_ALPHABETS = tuple(
    frozenset(letters)
    for letters in (
        "äöüß", "àâæçèéêëîïôœùûüÿ", "áéíñóúüªº", "àáâãçéêíóôõúü", "àèéìíîòóùú", "àçèéíïòóúü", "éèëïóöüáêç", "åäöéü",
        "åæøéèêóòâôäö", "áðéíóúýþæö", "õäöüšž", "áčďéěíňóřšťúůýžöü", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű",
        "ăâîşţșț", "čćđšž", "çğıi̇öşüâîû", "āčēģīķļņšūž", "ąčęėįšųūž",
        "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "абвгдђежзијклљмнњопрстћуфхцчџш",
    )
)  # fmt: skip
"""The letters beyond ASCII of German, French, Spanish, Portuguese, Italian, Catalan, Dutch, Swedish, Danish and
Norwegian, Icelandic, Estonian, Czech, Slovak, Polish, Hungarian, Romanian, Croatian, Turkish, Latvian, Lithuanian;
Russian, Ukrainian, Serbian."""

_FAMILIES = (
    ("cp1252", "iso8859-15", "cp1250", "iso8859-2", "cp1254", "cp1257", "mac-roman", "cp850", "cp852"),
    ("cp1251", "koi8-r", "iso8859-5", "cp866"),
)
_OF_FAMILY = {
    "iso8859-1": 0, "iso8859-3": 0, "iso8859-4": 0, "iso8859-9": 0, "iso8859-13": 0, "iso8859-14": 0, "iso8859-16": 0,
    "cp437": 0, "cp858": 0, "cp860": 0, "cp862": 0, "cp865": 0, "mac-latin2": 0, "koi8-u": 1, "mac-cyrillic": 1,
    **{name: number for number, names in enumerate(_FAMILIES) for name in names},
}  # fmt: skip
_SIGNS = re.compile(
    r"[^\W\d_][^\w\s!-~„“”‚‘’–—…·•€][^\W\d_]|(?<!\w)[±¦¬¶¼½¾´¸¨®µ¯™•†‡‰][^\W\d_]|©[a-zà-ž]|[¤\ufffd\x7f-\x9f\u2500-\u25ff]"
)
_WORD = re.compile(r"[^\W\d_]*(?=[^\x00-\x7f])[^\W\d_][^\W\d_]*")
_ASCII = frozenset(map(chr, range(128)))
_SHORT = 3  # letters of a word that may well be an abbreviation
_MOST_WORDS = 2000  # that are looked at


def is_known(encoding: str) -> bool:
    """Whether an encoding has relatives that it can be mistaken for."""
    return encoding in _OF_FAMILY


def best_of_relatives(sample: bytes, found: str) -> str:
    """Return the encoding among the relatives of `found` in which a text reads best."""
    names = _FAMILIES[_OF_FAMILY[found]]
    texts = {name: sample.decode(name, "replace") for name in names}
    scores = {name: _score(text) for name, text in texts.items()}
    best = max(names, key=lambda name: (scores[name], name == found))
    same = (name for name in names if texts[name] == texts[best])
    return next(same)  # the usual one of those that give the same text


def _score(text: str) -> float:
    """Return a figure that grows with the words that fit a language, and one language, and falls with odd signs."""
    words = _WORD.findall(text)[:_MOST_WORDS]
    closed = text.count("”") - text.count("“") - text.count("„")
    odd = len(_SIGNS.findall(text)) + sum(map(_has_inner_capital, words)) + max(0, closed)
    if not words:
        return -float(odd)
    beyond = [frozenset(word.lower()) - _ASCII for word in words]
    fitting = [[letters <= alphabet for letters in beyond] for alphabet in _ALPHABETS]
    best = max(map(sum, fitting))
    known = sum(map(any, zip(*fitting, strict=True)))
    return (best + known - odd - sum(map(_is_rare, words)) / 10) / len(words)


def _has_inner_capital(word: str) -> bool:
    """Whether a capital beyond ASCII stands behind a small letter."""
    return any(one.islower() and other.isupper() and other > "\x7f" for one, other in pairwise(word))


def _is_rare(word: str) -> bool:
    """Whether a word begins with a small letter that is not ASCII or has capitals alone, as few names do."""
    return (word[0] > "\x7f" and word[0].islower()) or (len(word) > _SHORT and word.isupper())
