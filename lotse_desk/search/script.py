"""Which languages a text may be in by its letters."""

import re
from collections.abc import Iterable

_SCRIPTS = (
    (re.compile("[\u0400-\u052f]"), frozenset({"ru", "uk", "bg", "sr"})),
    (
        re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
        frozenset({"ar", "fa", "prs", "ckb", "ps", "ur"}),
    ),
    (re.compile("[\u1200-\u139f]"), frozenset({"ti"})),
)
_LATIN = re.compile("[a-zß-ɏ]", re.IGNORECASE)
_OWN_LETTERS = (
    (re.compile("[іїєґ]", re.IGNORECASE), frozenset({"uk"})),
    (re.compile("[ыэё]", re.IGNORECASE), frozenset({"ru"})),
    (re.compile("[јљњћђџ]", re.IGNORECASE), frozenset({"sr"})),
    (re.compile("[ەێۆڵڕ]"), frozenset({"ckb"})),
    (re.compile("[ټډړښږڼځڅۍې]"), frozenset({"ps"})),
    (re.compile("[ٹڈڑںےھہ]"), frozenset({"ur", "ckb"})),
    (re.compile("[پچژگ]"), frozenset({"fa", "prs", "ckb", "ps", "ur"})),
)
"""Letters that only some languages write; looked for in this order."""


def readable_languages(text: str, languages: Iterable[str]) -> list[str]:
    """Those of the languages (BCP-47) written in a script of the text, in their order.

    Latin letters write them all: people type their language as it sounds.
    """
    known = list(languages)
    if _LATIN.search(text):
        return known
    written = [those for letters, those in _SCRIPTS if letters.search(text)]
    return [code for code in known if any(code in those for those in written)] or known


def likely_languages(text: str, languages: Iterable[str]) -> list[str]:
    """Those of the languages that write the letters of the text, where some are only theirs."""
    readable = readable_languages(text, languages)
    own = next((those for letters, those in _OWN_LETTERS if letters.search(text)), None)
    return [code for code in readable if own is None or code in own] or readable


def is_foreign(text: str) -> bool:
    """Whether a word is typed in a script that German is not written in."""
    return _LATIN.search(text) is None and any(letters.search(text) for letters, _ in _SCRIPTS)
