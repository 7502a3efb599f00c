"""Names of files as they can be shown: a name may hold what plays tricks on whoever reads it."""

import unicodedata

LONGEST = 120
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def shown_name(name: str) -> str:
    """The name without line breaks, direction marks and bytes that are no text; at most 120 long.

    Each of them shows as U+FFFD. A long name keeps its beginning and its end.
    """
    clean = "".join("\N{REPLACEMENT CHARACTER}" if _is_hidden(one) else one for one in name)
    if len(clean) <= LONGEST:
        return clean
    half = (LONGEST - 1) // 2
    return f"{clean[:half]}…{clean[-half:]}"


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN
