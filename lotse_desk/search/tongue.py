"""Which language a query is in, where the hint does not fit its words."""

from collections.abc import Callable, Sequence

from lotse_desk.search.content import MAX_LETTERS, MAX_WORDS
from lotse_desk.search.fold import words
from lotse_desk.search.functionwords import is_function_word
from lotse_desk.search.lexicon import Lexicon
from lotse_desk.search.script import is_foreign

_GERMAN = ("de", "de-simple")
_ENOUGH = 0.5
"""Share of the words that German or the hinted language must know for the hint to stand."""
_MANY_MORE = 2
"""How many more of the words another language must know to be meant all the same."""


def tongue(
    text: str,
    hint: str,
    lexicon: Lexicon,
    possible: Sequence[str],
    is_german: Callable[[str], bool],
) -> str:
    """The hinted language (BCP-47), or the one of the possible ones that knows more of the words.

    A Lotse types what she hears into one field: most queries come with the hint "de". German
    knows nothing in another script, and its function words alone do not make a query German.
    """
    folded = [word[:MAX_LETTERS] for word in words(text)[:MAX_WORDS]]
    if not folded:
        return hint

    def known(language: str) -> int:
        return sum(
            is_function_word(word, language) or lexicon.is_telling(word, language)
            for word in folded
        )

    foreign = is_foreign(text)
    content = [not foreign and is_german(word) for word in folded]
    familiar = [
        own or (not foreign and is_function_word(word, "de"))
        for own, word in zip(content, folded, strict=True)
    ]
    if hint not in _GERMAN:
        content = familiar = [
            own or is_function_word(word, hint) or lexicon.is_telling(word, hint)
            for own, word in zip(familiar, folded, strict=True)
        ]
    missing = len(folded) - sum(familiar)
    stands = sum(familiar) >= _ENOUGH * len(folded) and any(content)
    if stands and missing < _MANY_MORE:
        return hint
    others = [language for language in possible if language not in (*_GERMAN, hint)]
    best = max(others, key=known, default=hint)
    more = known(best) - sum(familiar) if best != hint else 0
    return best if more >= (_MANY_MORE if stands else 1) else hint
