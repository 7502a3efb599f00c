"""Ways of writing that differ within one language: scripts, transliterations, doubled letters.

`respelt` makes them one, on folded words and only for the language they belong to. What it gives
is compared, never shown.
"""

import re
from functools import lru_cache

_CYRILLIC = (
    ("shch", "sch"), ("kh", "h"), ("x", "h"), ("ts", "c"), ("y", "i"), ("j", "i"), ("w", "v"),
    ("io", "e"), ("ie", "e"), ("ii", "i"),
)  # fmt: skip
_RULES: dict[str, tuple[tuple[str, str], ...]] = {
    "uk": (*_CYRILLIC, ("g", "h")),
    "ru": _CYRILLIC,
    "bg": (("sht", "sch"), *_CYRILLIC),
    "sr": (("zh", "z"), ("sh", "s"), ("ch", "c"), ("ts", "c"), ("kh", "h"), ("dj", "d"),
           ("ie", "e"), ("ije", "e"), ("je", "e")),
    "ckb": (("h", "e"), ("o", "w"), ("u", "w")),
    "ps": (("e", "i"), ("hi", "h")),
    "so": (("aa", "a"), ("ee", "e"), ("ii", "i"), ("oo", "o"), ("uu", "u"), ("x", "h")),
    "kmr": (("x", "h"), ("kh", "h"), ("sh", "s"), ("ch", "c"), ("ee", "e"), ("oo", "u")),
    "tr": (("gh", "g"), ("sh", "s"), ("ch", "c"), ("w", "v"), ("x", "ks")),
    "pl": (("rz", "z"), ("ch", "h")),
    "sq": (("rr", "r"), ("ll", "l")),
}  # fmt: skip
_TABLES = {
    language: (
        re.compile("|".join(re.escape(old) for old, _ in sorted(rules, key=lambda r: -len(r[0])))),
        dict(rules),
    )
    for language, rules in _RULES.items()
}
_SHORTEST = 2
_MOST_PASSES = 4


@lru_cache(maxsize=200_000)
def respelt(word: str, language: str) -> str:
    """A folded word as all ways of writing it in a language become the same.

    Words of which next to nothing would be left stay as they are.
    """
    table = _TABLES.get(language)
    if table is None:
        return word
    pattern, replacements = table
    bare = word
    for _ in range(_MOST_PASSES):
        before, bare = bare, pattern.sub(lambda match: replacements[match.group()], bare)
        if bare == before:
            break
    return bare if len(bare) >= _SHORTEST else word
