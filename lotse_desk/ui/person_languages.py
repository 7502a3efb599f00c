"""Languages a person may need, by their own names; those slips exist in are the files shipped."""

from collections.abc import Iterable

from lotse_desk.domain.languages import LANGUAGES, RIGHT_TO_LEFT
from lotse_desk.home import slip_languages as printable

USUALLY_NEEDED = ("de", "tr", "ar", "uk", "ru", "pl", "en", "ro")
"""The order at a desk that has not counted a contact yet."""
_GERMAN = "de"


def slip_languages() -> dict[str, str]:
    """Code to own name of the languages slips can be printed in, German first."""
    return {code: language.name for code, language in printable.slip_languages().items()}


def is_right_to_left(code: str) -> bool:
    """Whether the language is written from right to left."""
    known = printable.slip_languages().get(code)
    return known.right_to_left if known else code in RIGHT_TO_LEFT


def on_keys(counted: Iterable[str], places: int) -> list[tuple[str, str]]:
    """The languages for the keys: German and those most needed here, filled up with the usual.

    Which ones follows the log; where each stands does not, so that hands can learn it.
    """
    names = slip_languages()
    wanted = dict.fromkeys((_GERMAN, *counted, *USUALLY_NEEDED, *names))
    chosen = set([code for code in wanted if code in names][:places])
    order = dict.fromkeys((*USUALLY_NEEDED, *names))
    return [(code, names[code]) for code in order if code in chosen]


def all_languages() -> list[tuple[str, str]]:
    """Every language a person may need as (code, name to read); slow the first time.

    Those with slips by their own name first, then the ones CLDR does not know, then all others
    by their German name.
    """
    from babel import Locale

    from lotse_desk.domain.contacts import SPECIAL_LANGUAGES
    from lotse_desk.domain.faults import UnknownValue
    from lotse_desk.domain.needed_languages import checked_language, german_name

    def needed(code: str) -> bool:
        try:
            checked_language(code)
        except UnknownValue:
            return False
        return True

    own = slip_languages()
    named = {code: f"{name} · {german_name(code)}" for code, name in own.items()}
    named[_GERMAN] = own[_GERMAN]
    rest = {code: german_name(code) for code in (*SPECIAL_LANGUAGES, *LANGUAGES)}
    cldr = sorted(
        (name, code.replace("_", "-")) for code, name in Locale.parse("de").languages.items()
    )
    others = {code: name for name, code in cldr if needed(code)}
    return _in_order(named, rest, others)


def _in_order(*parts: dict[str, str]) -> list[tuple[str, str]]:
    merged: dict[str, str] = {}
    for part in parts:
        for code, name in part.items():
            merged.setdefault(code, name)
    return list(merged.items())
