"""Canonical JSON (RFC 8785): one value, one sequence of bytes; strict when reading."""

import json
from typing import NoReturn, TypeAlias, cast

import rfc8785

Json: TypeAlias = bool | int | str | list["Json"] | dict[str, "Json"] | None
JsonObject: TypeAlias = dict[str, Json]

LARGEST_INTEGER = 2**53 - 1


class NotCanonical(ValueError):
    """The bytes are not the canonical form of a value this program writes."""


def canonical(value: Json) -> bytes:
    """The canonical bytes of a value. There are no floating-point numbers in our formats."""
    return rfc8785.dumps(value)


def read_canonical(data: bytes) -> Json:
    """The value of canonical bytes; raises `NotCanonical` for everything else.

    Refused are other spellings of the same value, doubled names, floats, numbers beyond 2^53 - 1
    and nesting deeper than the parser bears.
    """
    try:
        text = data.decode("utf-8")
        value = cast(Json, _DECODER.decode(text))
        again = _ENCODER.encode(value).encode() if data.isascii() else rfc8785.dumps(value)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(type(error).__name__) from error
    if again != data:
        raise NotCanonical("another spelling of the same value")
    return value


def read_canonical_object(data: bytes) -> JsonObject:
    """Like `read_canonical`, for an object at the top."""
    value = read_canonical(data)
    if not isinstance(value, dict):
        raise NotCanonical("not an object")
    return value


def _refuse(text: str) -> NoReturn:
    raise NotCanonical(f"not an integer: {text[:20]}")


def _integer(text: str) -> int:
    if len(text) > 17 or abs(number := int(text)) > LARGEST_INTEGER:
        raise NotCanonical("integer out of range")
    return number


_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse, parse_int=_integer)
# For ASCII text without floats this C encoder gives what RFC 8785 asks for, five times faster;
# a property test holds the two together. Beyond ASCII the order of names may differ.
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
