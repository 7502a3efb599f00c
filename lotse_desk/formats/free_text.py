"""Addresses, telephone numbers and lists that feeds hold as free text."""

import re
from dataclasses import dataclass

_GERMAN = re.compile(r"(?P<street>.*?)[,\s]*\b(?P<postal>\d{5})\s+(?P<city>[^\d,][^,]*)")
_AMERICAN = re.compile(
    r"(?:(?P<street>.*),\s*)?(?P<city>[^,]+),\s*(?P<state>[A-Z]{2})(?:\s+(?P<postal>\d{5}(?:-\d{4})?))?"
)
_STATE = re.compile(r"State:\s*(?P<state>.+)", re.I)
_LABELLED = re.compile(r"\s*(?P<label>[^\d+(:]*?)\s*:?\s*(?P<number>[+(]?\d.*)", re.S)
_MIN_DIGITS = 3
_LONGEST_ADDRESS = 300
_LONGEST_PHONE = 120


@dataclass(frozen=True)
class FreePhone:
    """A telephone number with the word before it."""

    number: str
    label: str | None


def split_address(text: str) -> dict[str, str]:
    """Columns of `address` for an address in one line; all of it is `address_1` if unknown."""
    line = ", ".join(part.strip(" ,") for part in text.splitlines() if part.strip(" ,"))
    if len(line) > _LONGEST_ADDRESS:
        return {"address_1": line}
    state = _STATE.fullmatch(line)
    if state:
        return {"state_province": state["state"].strip()}
    american = _AMERICAN.fullmatch(line)
    german = None if american else _GERMAN.fullmatch(line)
    match = american or german
    if match is None:
        return {"address_1": line}
    found = match.groupdict()
    parts = {
        "address_1": found.get("street"),
        "city": found.get("city"),
        "state_province": found.get("state"),
        "postal_code": found.get("postal"),
    }
    return {name: part.strip(" ,") for name, part in parts.items() if part and part.strip(" ,")}


def split_phones(text: str) -> tuple[list[FreePhone], list[str]]:
    """The numbers in a text such as `main: 02361 53-0, fax: …`, and pieces without a number."""
    phones: list[FreePhone] = []
    rest: list[str] = []
    for piece in re.split(r"[,;\n|]+", text):
        if not piece.strip():
            continue
        match = _LABELLED.fullmatch(piece.strip()) if len(piece) <= _LONGEST_PHONE else None
        if match is None or sum(letter.isdigit() for letter in match["number"]) < _MIN_DIGITS:
            rest.append(piece.strip())
            continue
        phones.append(FreePhone(match["number"].strip(), match["label"].strip(" :.") or None))
    return phones, rest


def split_list(text: str) -> list[str]:
    """The items of a list separated by semicolon, bar or line, each once."""
    items = (item.strip() for item in re.split(r"[;|\n]+", text))
    return list(dict.fromkeys(item for item in items if item))
