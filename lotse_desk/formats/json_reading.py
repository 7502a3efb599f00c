"""From a file of a feed to JSON values."""

import json
from dataclasses import dataclass

from lotse_desk.domain.faults import Unreadable
from lotse_desk.formats.decoding import decode
from lotse_desk.formats.source import SourceFile


@dataclass(frozen=True)
class JsonFile:
    """The value a JSON file holds; `reason` says in German when its encoding was guessed."""

    name: str
    value: object
    reason: str | None = None


def read_json(file: SourceFile) -> JsonFile:
    """Read JSON, or JSON lines as a list.

    Raises `Unreadable`: truncated, not-json, nested-too-deep, and those of `decode`.
    """
    decoded = decode(file)
    text = decoded.text.strip()
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise Unreadable(file.name, "nested-too-deep") from error
    except json.JSONDecodeError as error:
        lines = _json_lines(text) if error.msg == "Extra data" else None
        if lines is None:
            reason = "truncated" if _ends_early(text, error) else "not-json"
            raise Unreadable(file.name, reason) from error
        value = lines
    except ValueError as error:
        raise Unreadable(file.name, "not-json") from error
    return JsonFile(file.name, value, decoded.reason)


def _json_lines(text: str) -> list[object] | None:
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None


def _ends_early(text: str, error: json.JSONDecodeError) -> bool:
    return error.pos >= len(text) or error.msg.startswith("Unterminated string")
