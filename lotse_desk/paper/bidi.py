"""Text made safe for right-to-left and left-to-right paragraphs: neutralised, then isolated."""

import re
import unicodedata

LTR_ISOLATE, RTL_ISOLATE, END_ISOLATE = "\u2066", "\u2067", "\u2069"
WORD_JOINER = "\u2060"
_STEERING = frozenset((LTR_ISOLATE, RTL_ISOLATE, END_ISOLATE, WORD_JOINER))

_KEPT_FORMAT_CHARACTERS = "\u200c\u200d"  # Persian, Kurdish and Urdu spelling needs both
_MOST_MARKS = 3
_VARIATION_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_WHITE = re.compile(r"[\s\u0085\u2028\u2029]+")

_PRESENTATION_FORM = re.compile("[\ufb50-\ufdfb\ufe70-\ufefc]+")

_TIME = r"\d{1,2}[:.]\d{2}"
_TIME_RANGE = rf"{_TIME}\s?[–-]\s?{_TIME}"
_LATIN = r"A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f"
_LATIN_START = rf"(?:[+#§€]\s?)?[{_LATIN}\d]"
_LATIN_END = rf"[{_LATIN}\d%€°*]"
_INSIDE = r" ./:,@&'’()+_*\-–§€\u00a0\u2011"
_WEB_ADDRESS = r"https://[!-~]*[\w/=&#~+-]"
_LATIN_PHRASE = rf"{_LATIN_START}(?:(?:(?!,?\s{_TIME_RANGE})[{_LATIN}\d{_INSIDE}])*{_LATIN_END})?"
_LATIN_RUN = re.compile(
    rf"{_WEB_ADDRESS}"
    rf"|{_TIME_RANGE}"
    r"|\d{1,2}\.\d{1,2}\.(?:\d{4})?(?!\d)"
    rf"|\({_LATIN_PHRASE}\)"
    rf"|{_LATIN_PHRASE}"
)
_SEAM = re.compile(r"(?<=\d)[–/-](?=\d)")
_TIGHT_SPACE = re.compile(
    r"(?<=\d) (?=\d)|(?<=\d\.) (?=\w)|(?<=\b[A-Z]) (?=\d)|(?<=\b[A-Z]{2}) (?=\d)"
    r"|(?<=§) (?=\d)|(?<=\bSGB) (?=[IVX])"
)
_RTL = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RTL_RUN = re.compile(rf"[{_RTL}](?:[{_RTL}\s\u200c\u200d]*[{_RTL}])?")


def neutralised(text: str) -> str:
    """The text without anything that steers layout: one line of NFC characters.

    White space and control characters become single spaces; bidirectional controls, other
    format characters (save the joiners) and lone surrogates vanish; ready-shaped Arabic letters
    become plain ones; towers of marks, which reach into other lines, are cut at three.
    """
    spelled = _PRESENTATION_FORM.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text)
    kept = "".join(_neutral(c) for c in unicodedata.normalize("NFC", spelled))
    return _WHITE.sub(" ", _without_towers(kept)).strip()


def _without_towers(text: str) -> str:
    kept, height = [], 0
    for character in text:
        height = height + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if height <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _neutral(character: str) -> str:
    category = unicodedata.category(character)
    if character in _KEPT_FORMAT_CHARACTERS:
        return character
    if category == "Cc" or category in ("Zl", "Zp"):
        return " "
    if category in ("Cf", "Cs") or character in _VARIATION_SELECTORS:
        return ""
    return character


def isolated(text: str, *, right_to_left: bool) -> str:
    """The neutralised text with every run of the other direction in an isolate.

    In a right-to-left paragraph phone numbers, time ranges, dates, amounts, streets, rooms and
    Latin names are wrapped in U+2066 … U+2069 (UAX #9), one isolate each, so that neither their
    parts nor their neighbours change places; in the other direction likewise with U+2067.
    """
    run, start = (_LATIN_RUN, LTR_ISOLATE) if right_to_left else (_RTL_RUN, RTL_ISOLATE)
    return run.sub(lambda match: _wrapped(match.group(), start), text)


def unbroken(text: str) -> str:
    """The text with joiners where no line may end: inside time ranges, numbers and dates."""
    return _SEAM.sub(lambda match: f"{match.group()}{WORD_JOINER}", text)


def without_breaks(text: str) -> str:
    """The text as laid out, character for character: number groups hold together."""
    return _TIGHT_SPACE.sub("\u00a0", text)


def is_steering(character: str) -> bool:
    """Whether a character is a control this module puts in; they are never painted."""
    return character in _STEERING


def _wrapped(text: str, start: str) -> str:
    if text.count("(") == text.count(")"):
        return f"{start}{text}{END_ISOLATE}"
    parts = re.split(r"([()])", text)
    return "".join(
        part if part in ("(", ")") or not part.strip() else _wrapped_part(part, start)
        for part in parts
    )


def _wrapped_part(part: str, start: str) -> str:
    core = part.strip()
    return part.replace(core, f"{start}{core}{END_ISOLATE}", 1)
