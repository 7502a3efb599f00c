"""The first line of a batch: whose events, from where to where, between which hashes."""

import re
from dataclasses import dataclass, field

from lotse_desk.domain.exchange_faults import FileTooNew, HeaderInvalid
from lotse_desk.sync.canonical import Json, JsonObject, NotCanonical, canonical
from lotse_desk.sync.canonical import read_canonical_object as read_object

FORMAT = 1
LONGEST_HEADER = 64 * 1024

_ID = re.compile(r"[0-9a-f]{32}\Z")
_HASH = re.compile(r"[0-9a-f]{64}\Z")
_LARGEST = 2**53 - 1


@dataclass(frozen=True, kw_only=True)
class BatchHeader:
    """What a batch says about itself.

    `first` to `last` are sequence numbers of `incarnation`; `before` and `after` the chain hashes
    (hexadecimal) at `first` - 1 and at `last`. `previous` is the incarnation before this one.
    `number` counts this desk's batches, for people only. `release` is the release the desk had
    applied (0: none) and `office_incarnation` the office it came from. `counts` is events by kind.
    Without events (`last` = `first` - 1) a batch only tells where the desk stands.
    """

    office: str
    desk: str
    incarnation: str
    previous: str | None
    number: int
    first: int
    last: int
    before: str
    after: str
    release: int
    office_incarnation: str | None
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def events(self) -> int:
        """How many events the batch carries."""
        return self.last - self.first + 1

    def line(self) -> bytes:
        """The header as it travels."""
        return canonical(
            {
                "after": self.after,
                "batch": self.number,
                "before": self.before,
                "counts": dict(self.counts),
                "desk": self.desk,
                "format": FORMAT,
                "from": self.first,
                "incarnation": self.incarnation,
                "office": self.office,
                "office_incarnation": self.office_incarnation,
                "previous": self.previous,
                "release": self.release,
                "to": self.last,
            }
        )


def read_header(line: bytes) -> BatchHeader:
    """The header of a line; unknown names pass. Raises `FileTooNew`, `HeaderInvalid`."""
    try:
        body = read_object(line)
    except NotCanonical as error:
        raise HeaderInvalid("not canonical") from error
    version = body.get("format")
    if version != FORMAT or isinstance(version, bool):
        raise FileTooNew(str(version)[:20])
    header = BatchHeader(
        office=_text(body, "office", _ID),
        desk=_text(body, "desk", _ID),
        incarnation=_text(body, "incarnation", _ID),
        previous=_optional(body, "previous"),
        number=_whole(body, "batch", 0),
        first=_whole(body, "from", 1),
        last=_whole(body, "to", 0),
        before=_text(body, "before", _HASH),
        after=_text(body, "after", _HASH),
        release=_whole(body, "release", 0),
        office_incarnation=_optional(body, "office_incarnation"),
        counts=_counts(body),
    )
    if header.last < header.first - 1:
        raise HeaderInvalid("to")
    return header


def _text(body: JsonObject, name: str, pattern: re.Pattern[str]) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not pattern.match(value):
        raise HeaderInvalid(name)
    return value


def _optional(body: JsonObject, name: str) -> str | None:
    return None if body.get(name) is None else _text(body, name, _ID)


def _whole(body: JsonObject, name: str, least: int) -> int:
    return _number(body.get(name), name, least)


def _counts(body: JsonObject) -> dict[str, int]:
    counts = body.get("counts")
    if not isinstance(counts, dict):
        raise HeaderInvalid("counts")
    return {kind: _number(count, "counts", 1) for kind, count in counts.items()}


def _number(value: Json, name: str, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= _LARGEST:
        raise HeaderInvalid(name)
    return value
