"""One spelling for all: case, umlauts, accents, scripts and letter variants folded to Latin.

`fold` is what the index and every query pass through, so that Bürgerbüro, Buergerbuero and
Burgerburo, or житло and zhitlo, are the same word. `sound` is looser and only meets what `fold`
left apart; `skeleton` drops vowels, for scripts that do not write them.
"""

import re
import unicodedata
from functools import lru_cache

MAX_TEXT = 10_000
"""Characters of a query that are read; what follows is ignored."""

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ie",
    "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "i", "ь": "",
    "э": "e", "ю": "iu", "я": "ia", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj",
    "џ": "dz", "ѓ": "g", "ќ": "k", "ѕ": "dz", "ѝ": "i",
}  # fmt: skip
_ARABIC = {
    "ا": "a", "أ": "a", "إ": "a", "آ": "a", "ٱ": "a", "ب": "b", "پ": "p", "ت": "t", "ٹ": "t",
    "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ڈ": "d", "ذ": "z",
    "ر": "r", "ڑ": "r", "ڕ": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "d",
    "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ڤ": "v", "ق": "q", "ک": "k", "ك": "k",
    "ڪ": "k", "گ": "g", "ل": "l", "ڵ": "l", "م": "m", "ن": "n", "ں": "n", "ه": "h", "ھ": "h",
    "ہ": "h", "ۀ": "h", "ة": "h", "ۃ": "h", "و": "w", "ۆ": "o", "ؤ": "w", "ۇ": "u", "ی": "i",
    "ي": "i", "ى": "i", "ئ": "i", "ے": "i", "ۓ": "i", "ێ": "i", "ې": "e", "ۍ": "i", "ء": "",
    "ە": "e", "ړ": "r", "ښ": "sh", "ږ": "zh", "ټ": "t", "ډ": "d", "ڼ": "n", "څ": "ts", "ځ": "dz",
    "ګ": "g", "ـ": "",
}  # fmt: skip
_LATIN = {
    "ı": "i", "ø": "o", "œ": "o", "æ": "a", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ŋ": "n",
    "ə": "e", "ħ": "h", "ŧ": "t", "ß": "ss", "ĸ": "k",
}  # fmt: skip
_ETHIOPIC_CONSONANTS = {
    "HH": "h", "X": "h", "KX": "h", "SZ": "s", "TZ": "ts", "TS": "ts", "GLOTTAL ": "",
    "PHARYNGEAL ": "", "QH": "q", "TH": "t", "PH": "p", "CH": "ch", "SH": "sh", "ZH": "zh",
    "NY": "ni", "DD": "d", "GG": "g",
}  # fmt: skip
_ETHIOPIC_VOWELS = {
    "A": "e", "U": "u", "I": "i", "AA": "a", "EE": "e", "E": "", "O": "o",
    "WA": "wa", "WAA": "wa", "WI": "wi", "WEE": "we", "WE": "w", "OA": "o",
}  # fmt: skip


def _ethiopic() -> dict[str, str]:
    """Transliteration of the Ethiopic syllables from their Unicode names; the sixth order
    (no vowel, or a short one) is written without a vowel."""
    table = {}
    for code in range(0x1200, 0x1358):
        name = unicodedata.name(chr(code), "")
        match = re.fullmatch(
            r"ETHIOPIC SYLLABLE ((?:GLOTTAL |PHARYNGEAL )?[B-DF-HJ-NP-TV-Z]*?)(W?[AEIOU]+)", name
        )
        if match:
            consonant, vowel = match.groups()
            table[chr(code)] = _ETHIOPIC_CONSONANTS.get(
                consonant, consonant.lower()
            ) + _ETHIOPIC_VOWELS.get(vowel, vowel.lower())
            if consonant in ("GLOTTAL ", "PHARYNGEAL ") and vowel == "A":
                table[chr(code)] = "a"
    return table


class _Letters(dict[int, str]):
    """What each character folds to; filled as characters are met, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).casefold())
        folded = "".join(
            _TRANSLITERATION.get(character, _digit(character))
            for character in plain
            if unicodedata.category(character) not in _DROPPED_CATEGORIES
        )
        if len(self) < _MAX_LETTERS:
            self[code] = folded
        return folded


def _digit(character: str) -> str:
    """The decimal digit of any script as an ASCII one; other characters as they are."""
    return str(unicodedata.decimal(character, character))


_TRANSLITERATION = {**_CYRILLIC, **_ARABIC, **_LATIN, **_ethiopic()}
_MAX_LETTERS = 20_000
_DROPPED_CATEGORIES = frozenset({"Mn", "Me", "Mc", "Cf", "Lm"})
_letters = _Letters(str.maketrans(_TRANSLITERATION))
_APOSTROPHE_INSIDE = re.compile(r"(?<=[\u0400-\u04ff\u0590-\u06ff])['’ʼ`´](?=[\u0400-\u04ff])")
_GLOTTAL_STOP = re.compile(r"(?<=[aeiou])(?<!qu)['’ʼ`´](?=[aeiou])")
_NOT_A_WORD = re.compile(r"[\W_]+")
_WRITTEN_UMLAUT = re.compile(r"([ao])e+|(?<![aeouq])(u)e+")


def fold(text: str) -> str:
    """The folded words of a text, in lower-case Latin letters and digits, one space between.

    Idempotent; never raises; empty for a text without any letter or digit.
    """
    text = text.casefold()
    if not text.isascii():
        text = _APOSTROPHE_INSIDE.sub("", text).translate(_letters)
    text = _GLOTTAL_STOP.sub("", text)
    text = _NOT_A_WORD.sub(" ", text).strip()
    return _WRITTEN_UMLAUT.sub(r"\1\2", text)


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return fold(text).split()


_SOUND_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"tsch|tch|tzsch|dsch|dj|dzh", "c"),
        (r"sch|sh|zh|cz", "s"),
        (r"kh|gh|ckh", "h"),
        (r"ck|q|kk", "k"),
        (r"ch", "h"),
        (r"c(?=[eiy])|tz|ts|z", "s"),
        (r"c", "k"),
        (r"ph|v|w|pf", "f"),
        (r"dt|th|d", "t"),
        (r"b", "p"),
        (r"g(?!$)|g", "k"),
        (r"j|y", "i"),
        (r"x", "ks"),
        (r"ai|ei", "ei"),
        (r"eu|oi", "oi"),
        (r"ie", "i"),
        (r"(?<=[aeiou])h(?=[^aeiou]|$)", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """How a folded word sounds, roughly: the same for words written by ear."""
    for pattern, replacement in _SOUND_RULES:
        word = pattern.sub(replacement, word)
    return word


def skeleton(word: str) -> str:
    """The consonants of a folded word, for scripts that do not write short vowels."""
    return re.sub(r"[aeiouyw]", "", sound(word))
