"""The languages a person may need: any CLDR knows, and a few that have no code there."""

from functools import cache

from babel import Locale

from lotse_desk.domain.contacts import SPECIAL_LANGUAGES
from lotse_desk.domain.faults import UnknownValue
from lotse_desk.domain.languages import LANGUAGES

_NOT_SPOKEN = frozenset({"und", "mul", "zxx", "root"})
_GERMAN_NAMES = {
    "gsg": "Deutsche Gebärdensprache",
    "rom": "Romanes",
    "other": "Andere Sprache",
    "unknown": "Nicht bekannt",
    "de-simple": "Einfache Sprache",
    "sr": "Serbisch/Bosnisch/Kroatisch",
    "prs": "Dari",
    "kmr": "Kurdisch (Kurmandschi)",
    "ckb": "Kurdisch (Sorani)",
}


def checked_language(code: str) -> str:
    """The code itself if a person may need this language; raises `UnknownValue`."""
    if not is_language(code):
        raise UnknownValue("language", code[:20])
    return code


def is_language(code: str) -> bool:
    """Whether a person may need it: one of ours, of CLDR, or one CLDR does not know."""
    return code in LANGUAGES or code in SPECIAL_LANGUAGES or code in _cldr_names()


def german_name(code: str) -> str:
    """The language's name in German; the code itself where there is none."""
    return _GERMAN_NAMES.get(code) or _cldr_names().get(code, code)


@cache
def _cldr_names() -> dict[str, str]:
    return {
        code.replace("_", "-"): name
        for code, name in Locale.parse("de").languages.items()
        if code not in _NOT_SPOKEN
    }
