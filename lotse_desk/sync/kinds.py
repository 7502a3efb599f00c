"""What a record of each kind holds, checked field by field.

Unknown kinds and unknown fields pass: a newer desk may write more than this version knows.
Codes are checked for form, not against today's lists, for the same reason.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lotse_desk.sync.canonical import Json

KIND = re.compile(r"[a-z][a-z-]{0,31}\Z")

Check = Callable[[Json], bool]


class RecordUnfit(ValueError):
    """A record does not hold what its kind says; the text names the field."""


def _matches(pattern: str) -> Check:
    compiled = re.compile(rf"(?:{pattern})\Z")
    return lambda value: isinstance(value, str) and compiled.match(value) is not None


def _several(check: Check, most: int) -> Check:
    return lambda value: (
        isinstance(value, list) and len(value) <= most and all(check(item) for item in value)
    )


def _whole(least: int, most: int) -> Check:
    return lambda value: (
        isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
    )


def _text(longest: int) -> Check:
    return lambda value: isinstance(value, str) and len(value) <= longest


_slug = _matches(r"[a-z0-9][a-z0-9-]{0,63}")
_language = _matches(r"[a-z]{2,8}(?:-[A-Za-z0-9]{2,8}){0,3}")
_week = _matches(r"2\d{3}-W(?:0[1-9]|[1-4]\d|5[0-3])")
_quarter = _matches(r"2\d{3}-Q[1-4]")
_half = _matches(r"am|pm")
_code = _matches(r"[A-Z0-9]{4,16}")
_event_id = _matches(r"[0-9a-f]{32}")
_word = _matches(r"[^\s\x00-\x1f]{1,64}")
_record_id = _matches(r"[^\x00-\x1f\ud800-\udfff]{1,200}")


def _need(value: Json) -> bool:
    return isinstance(value, dict) and _slug(value.get("topic")) and _slug(value.get("reason"))


@dataclass(frozen=True)
class _Kind:
    required: Mapping[str, Check]
    optional: Mapping[str, Check]


_KINDS: dict[str, _Kind] = {
    "contact": _Kind(
        {"concern": _slug, "week": _week},
        {
            "topics": _several(_slug, 40),
            "language": _language,
            "slip_languages": _several(_language, 40),
            "residence": _slug,
            "channel": _slug,
            "interpreter": _slug,
            "outcome": _slug,
            "unmet": _several(_need, 40),
            "half": _half,
        },
    ),
    "tally": _Kind({"concern": _slug, "count": _whole(1, 9999), "week": _week}, {"half": _half}),
    "referral": _Kind({"code": _code, "service": _record_id, "town": _slug, "week": _week}, {}),
    "return": _Kind({"code": _code, "value": _slug}, {"week": _week}),
    "hard-topic": _Kind({"topic": _slug, "quarter": _quarter}, {}),
    "missed-word": _Kind({"word": _word}, {"language": _language}),
    "proposal": _Kind(
        {"entity": _slug, "entity_id": _record_id, "field": _matches(r"[a-z][a-z0-9_]{0,63}")},
        {"old": _text(8000), "new": _text(8000), "source": _text(400), "town": _slug},
    ),
    "undo": _Kind({"event": _event_id}, {}),
}


def is_record_id(value: str) -> bool:
    """Whether an id of a directory record can travel in an event."""
    return _record_id(value)


def check_record(kind: str, payload: Mapping[str, Json]) -> None:
    """Raise `RecordUnfit` unless the payload is one of this kind, or of a kind not known here."""
    expected = _KINDS.get(kind)
    if expected is None:
        return
    for name, check in expected.required.items():
        if not check(payload.get(name)):
            raise RecordUnfit(f"{kind}.{name}")
    for name, check in expected.optional.items():
        if name in payload and not check(payload[name]):
            raise RecordUnfit(f"{kind}.{name}")


def contacts_in(kind: str, payload: Mapping[str, Json]) -> int:
    """How many contacts a record stands for: one, the count of a tally, or none."""
    if kind == "contact":
        return 1
    count = payload.get("count") if kind == "tally" else 0
    return count if isinstance(count, int) else 0
