"""Which language a query is in, where the hint does not fit its words."""

from collections.abc import Callable, Sequence

from lotse_desk.search.functionwords import is_function_word_of
from lotse_desk.search.lexicon import Lexicon

_GERMAN = ("de", "de-simple")
_ENOUGH = 0.5
"""Share of the words that German or the hinted language must know for the hint to stand."""


def tongue(
    folded: Sequence[str],
    hint: str,
    lexicon: Lexicon,
    possible: Sequence[str],
    is_german: Callable[[str], bool],
) -> str:
    """The hinted language (BCP-47), or the one of the possible ones that knows more of the words.

    A Lotse types what she hears into one field: most queries come with the hint "de".
    """

    def known(language: str) -> int:
        return sum(
            is_function_word_of(word, language) or lexicon.is_telling(word, language)
            for word in folded
        )

    familiar = [is_function_word_of(word, "de") or is_german(word) for word in folded]
    if hint not in _GERMAN:
        familiar = [
            own or is_function_word_of(word, hint) or lexicon.is_telling(word, hint)
            for own, word in zip(familiar, folded, strict=True)
        ]
    if not folded or sum(familiar) >= _ENOUGH * len(folded):
        return hint
    others = [language for language in possible if language not in (*_GERMAN, hint)]
    best = max(others, key=known, default=hint)
    return best if best != hint and known(best) > sum(familiar) else hint
