"""Secret keys as people copy them from paper: four numbered lines, each with a check character.

A key is 36 bytes: kind, 32 secret bytes, and the first three of SHA-256 over both. As one big
number it is written with 64 characters of the alphabet of slip codes (no look-alikes), in four
lines of sixteen. The check character of a line covers its number, so that a wrong character, two
that changed places and two lines that changed places all show.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise

from lotse_desk.domain.exchange_faults import TypedKeyWrong
from lotse_desk.domain.slip_codes import ALPHABET, check_character

LINES, GROUPS, GROUP = 4, 4, 4
SECRET = 32
_LINE = GROUPS * GROUP + 1
_CHECK = 3
_BASE = len(ALPHABET)
_NUMBER = re.compile(r"\s*[0-9]+\s*[.):]")


class TypedKind(Enum):
    """What a typed key is, by its first byte."""

    SIGNING = b"S"
    OPENING = b"O"


def typed_lines(kind: TypedKind, secret: bytes) -> tuple[str, ...]:
    """The four lines without their numbers: four groups and the check character."""
    number = int.from_bytes(_checked(kind.value + secret))
    digits: list[str] = []
    for _ in range(LINES * GROUPS * GROUP):
        number, digit = divmod(number, _BASE)
        digits.append(ALPHABET[digit])
    text = "".join(reversed(digits))
    bodies = [text[start : start + GROUPS * GROUP] for start in range(0, len(text), GROUPS * GROUP)]
    return tuple(_line(number, body) for number, body in enumerate(bodies, start=1))


def parse_typed(text: str, where: str) -> tuple[TypedKind, bytes]:
    """Kind and secret of typed lines, however they are spaced; empty lines do not count.

    All four may stand in one line without their numbers. `where` names the file. Raises
    `TypedKeyWrong` with the line that is wrong (from 1), or 0 where the number of lines is not four
    or the lines do not belong together; with its group too, where that can be told.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) == 1 and len(whole := _plain(lines[0])) == LINES * _LINE:
        lines = [whole[start : start + _LINE] for start in range(0, len(whole), _LINE)]
    if len(lines) != LINES:
        raise TypedKeyWrong(where, 0)
    texts = [_plain(_NUMBER.sub("", line, count=1)) for line in lines]
    for number, (line, typed) in enumerate(zip(lines, texts, strict=True), start=1):
        if len(typed) != _LINE or any(character not in ALPHABET for character in typed):
            raise TypedKeyWrong(where, number, _odd_group(line))
        if not _fits(number, typed):
            raise TypedKeyWrong(where, number, _wrong_group(texts, number))
    data = _decoded(texts)
    if data is None:
        raise TypedKeyWrong(where, 0)
    return TypedKind(data[:1]), data[1:-_CHECK]


def _plain(text: str) -> str:
    return "".join(text.upper().split()).replace("-", "")


def _fits(number: int, typed: str) -> bool:
    return check_character(ALPHABET[number] + typed[:-1]) == typed[-1]


def _decoded(texts: Sequence[str]) -> bytes | None:
    """The bytes of a key whose own check fits; None where it does not."""
    value = 0
    for character in "".join(typed[:-1] for typed in texts):
        value = value * _BASE + ALPHABET.index(character)
    size = 1 + SECRET + _CHECK
    if value >= 1 << (8 * size):
        return None
    data = value.to_bytes(size)
    known = data[:1] in {kind.value for kind in TypedKind}
    return data if known and data == _checked(data[:-_CHECK]) else None


def _odd_group(line: str) -> int:
    """The first group (from 1) of a line that has too many, too few or other characters; or 0."""
    groups = _NUMBER.sub("", line, count=1).upper().replace("-", " ").split()
    if len(groups) != GROUPS + 1:
        whole = _plain(_NUMBER.sub("", line, count=1))
        if len(whole) != _LINE:
            return 0
        groups = [whole[start : start + GROUP] for start in range(0, _LINE, GROUP)]
    for number, group in enumerate(groups, start=1):
        wanted = GROUP if number <= GROUPS else 1
        if len(group) != wanted or any(character not in ALPHABET for character in group):
            return number
    return 0


def _wrong_group(texts: Sequence[str], number: int) -> int:
    """The group (from 1) of a line that holds its only mistake, or 0.

    One other character, or two neighbours that changed places, must make the line and the whole
    key fit: chance does that about once in fifty thousand lines with several mistakes.
    """
    typed, before, after = texts[number - 1], texts[: number - 1], texts[number:]
    found = {
        place // GROUP + 1
        for place, mended in _mended(typed)
        if _fits(number, mended) and _decoded([*before, mended, *after]) is not None
    }
    return found.pop() if len(found) == 1 else 0


def _mended(typed: str) -> Iterator[tuple[int, str]]:
    """Every line one mistake away, by the place of the mistake."""
    for place, present in enumerate(typed):
        for other in ALPHABET:
            if other != present:
                yield place, typed[:place] + other + typed[place + 1 :]
    for place, (one, other) in enumerate(pairwise(typed)):
        if one != other:
            yield place, typed[:place] + other + one + typed[place + 2 :]


def _checked(data: bytes) -> bytes:
    return data + hashlib.sha256(data).digest()[:_CHECK]


def _line(number: int, body: str) -> str:
    groups = [body[start : start + GROUP] for start in range(0, len(body), GROUP)]
    return " ".join([*groups, check_character(ALPHABET[number] + body)])
