"""Codes on slips: short, random, with a check character, typed without mistakes.

The alphabet has no look-alikes (0 O 1 I L, 8 B, 5 S, 2 Z) and no keys that move between German and
other keyboards (Y, Z, punctuation, umlauts).
"""

import secrets
from collections.abc import Callable

from lotse_desk.domain.faults import InvalidValue

ALPHABET = "34679ACDEFGHJKMNPRTUVWX"
BODY_LENGTH = 7
CODE_WEEKS = 8
"""No code is kept longer than this, counted from the Monday of its week."""
_PRIME = len(ALPHABET)  # 23 is prime: every single error and every swap of neighbours shows


def new_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """A fresh code of seven random characters and one check character."""
    body = "".join(choose(ALPHABET) for _ in range(BODY_LENGTH))
    return body + check_character(body)


def check_character(body: str) -> str:
    """The character that makes the weighted sum of all characters divisible by 23."""
    total = sum(weight * ALPHABET.index(c) for weight, c in enumerate(body, start=2))
    return ALPHABET[-total % _PRIME]


def parse_code(text: str) -> str:
    """The code as stored, from what was typed or scanned; raises `InvalidValue`."""
    code = "".join(text.upper().split()).replace("-", "")
    if (
        len(code) != BODY_LENGTH + 1
        or any(c not in ALPHABET for c in code)
        or check_character(code[:-1]) != code[-1]
    ):
        raise InvalidValue("code", text[:20], "acht Zeichen, das letzte zur Prüfung")
    return code


def spaced(code: str) -> str:
    """The code as printed, in two groups of four."""
    return f"{code[:4]} {code[4:]}"
