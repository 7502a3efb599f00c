"""The enrolment request: a desk's public key, town and place, signed by itself."""

import re
from dataclasses import dataclass

from lotse_desk.domain.exchange_faults import FileTooNew, HeaderInvalid
from lotse_desk.sync.canonical import Json, JsonObject, NotCanonical, canonical
from lotse_desk.sync.canonical import read_canonical_object as read_object
from lotse_desk.sync.frame import NO_OFFICE, FileKind, frame, unframe
from lotse_desk.sync.keys import SigningKey, fingerprint, verify

REQUEST_LIMIT = 8 * 1024
REQUEST_CONTEXT = b"lotse-desk enrolment 1\n"
FORMAT = 1
MOST_EARLIER = 8
"""So many ids of its past may a request name."""
MOST_RENAMINGS = 1_000_000

_HEX32 = re.compile(r"[0-9a-f]{32}\Z")
_HEX64 = re.compile(r"[0-9a-f]{64}\Z")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z")
_PLACE = re.compile(r"[^\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]{1,80}\Z")


@dataclass(frozen=True)
class EnrolmentRequest:
    """Who asks to be enrolled; `name` is the name of a place, never of a person.

    `follows` are the ids the desk had before, the last one first, and `number` counts its renamings
    so that of two requests the later is known: what it says, not what is proven.
    """

    desk: str
    public_key: str
    town: str
    name: str
    follows: tuple[str, ...] = ()
    number: int = 0

    @property
    def fingerprint(self) -> str:
        """What both sides read out; not `follows` and `number`, which the key signs."""
        return desk_fingerprint(self.desk, self.public_key, self.town, self.name)


def desk_fingerprint(desk: str, public_key: str, town: str, name: str) -> str:
    """The fingerprint of a desk's identity; any other key, town or name gives another."""
    return fingerprint(
        b"desk", bytes.fromhex(desk), bytes.fromhex(public_key), town.encode(), name.encode()
    )


def is_place_name(name: str) -> bool:
    """Whether a name can stand in a request: 1 to 80 characters, nothing invisible."""
    return _PLACE.match(name) is not None and name == name.strip()


def write_request(request: EnrolmentRequest, key: SigningKey) -> bytes:
    """The request as a file; the key must be the one it names."""
    body = _body(request)
    body["signature"] = key.sign(REQUEST_CONTEXT, canonical(_body(request)))
    return frame(FileKind.REQUEST, NO_OFFICE, canonical(body))


def read_request(data: bytes) -> EnrolmentRequest:
    """The request in a file, its signature checked against the key it names itself.

    Raises `FileOverLimit`, `FileNotOurs`, `FileTooNew`, `FileIncomplete`, `HeaderInvalid`,
    `SignatureWrong`.
    """
    framed = unframe(data, FileKind.REQUEST, REQUEST_LIMIT)
    try:
        body = read_object(framed.body)
    except NotCanonical as error:
        raise HeaderInvalid("not canonical") from error
    if body.get("format") != FORMAT:
        raise FileTooNew(str(body.get("format"))[:20])
    request = EnrolmentRequest(
        _text(body, "desk", _HEX32),
        _text(body, "public_key", _HEX64),
        _text(body, "town", _SLUG),
        _text(body, "name", _PLACE),
        _follows(body),
        _number(body),
    )
    signature = body.pop("signature", None)
    if not isinstance(signature, str):
        raise HeaderInvalid("signature")
    verify(request.public_key, signature, REQUEST_CONTEXT, canonical(body))
    return request


def _body(request: EnrolmentRequest) -> JsonObject:
    body: JsonObject = {
        "desk": request.desk,
        "format": FORMAT,
        "name": request.name,
        "public_key": request.public_key,
        "town": request.town,
    }
    if request.follows:
        body["follows"] = list(request.follows)
    if request.number:
        body["number"] = request.number
    return body


def _follows(body: JsonObject) -> tuple[str, ...]:
    named = body.get("follows", [])
    if not isinstance(named, list) or len(named) > MOST_EARLIER:
        raise HeaderInvalid("follows")
    return tuple(_text({"follows": one}, "follows", _HEX32) for one in named)


def _number(body: JsonObject) -> int:
    number = body.get("number", 0)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= MOST_RENAMINGS:
        raise HeaderInvalid("number")
    return number


def _text(body: JsonObject, name: str, pattern: re.Pattern[str]) -> str:
    value: Json = body.get(name)
    if not isinstance(value, str) or not pattern.match(value):
        raise HeaderInvalid(name)
    return value
