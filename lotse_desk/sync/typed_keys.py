"""Secret keys as people copy them from paper: four numbered lines, each with a check character.

A key is 36 bytes: kind, 32 secret bytes, and the first three of SHA-256 over both. As one big
number it is written with 64 characters of the alphabet of slip codes (no look-alikes), in four
lines of sixteen. The check character of a line covers its number, so that a wrong character, two
that changed places and two lines that changed places all show.
"""

import hashlib
import re
from enum import Enum

from lotse_desk.domain.exchange_faults import TypedKeyWrong
from lotse_desk.domain.slip_codes import ALPHABET, check_character

LINES, GROUPS, GROUP = 4, 4, 4
SECRET = 32
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

    `where` names the file. Raises `TypedKeyWrong` with the line that is wrong (from 1), or 0 where
    the number of lines is not four or the lines do not belong together.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) != LINES:
        raise TypedKeyWrong(where, 0)
    bodies = "".join(_body(number, line, where) for number, line in enumerate(lines, start=1))
    value = 0
    for character in bodies:
        value = value * _BASE + ALPHABET.index(character)
    size = 1 + SECRET + _CHECK
    if value >= 1 << (8 * size):
        raise TypedKeyWrong(where, 0)
    data = value.to_bytes(size)
    if data != _checked(data[:-_CHECK]) or data[:1] not in {kind.value for kind in TypedKind}:
        raise TypedKeyWrong(where, 0)
    return TypedKind(data[:1]), data[1:-_CHECK]


def _checked(data: bytes) -> bytes:
    return data + hashlib.sha256(data).digest()[:_CHECK]


def _line(number: int, body: str) -> str:
    groups = [body[start : start + GROUP] for start in range(0, len(body), GROUP)]
    return " ".join([*groups, check_character(ALPHABET[number] + body)])


def _body(number: int, line: str, where: str) -> str:
    text = "".join(_NUMBER.sub("", line, count=1).upper().split()).replace("-", "")
    body = text[:-1]
    if (
        len(text) != GROUPS * GROUP + 1
        or any(character not in ALPHABET for character in text)
        or check_character(ALPHABET[number] + body) != text[-1]
    ):
        raise TypedKeyWrong(where, number)
    return body
