"""Which format a feed is in, by what it holds."""

from lotse_desk.domain.faults import Unreadable
from lotse_desk.formats.column_mapping import meanings, table_of_file
from lotse_desk.formats.csv_reading import read_sample
from lotse_desk.formats.hsds import DATA_PACKAGE, OBJECT_FILES, TABLE_FILES, package_names
from lotse_desk.formats.hsds1_tables import only_in_1, rule_of
from lotse_desk.formats.hsds_json import likely_table
from lotse_desk.formats.integreat import looks_like_page
from lotse_desk.formats.json_reading import read_json
from lotse_desk.formats.json_streaming import first_members
from lotse_desk.formats.oruk_shapes import ONLY_IN_1
from lotse_desk.formats.pvog import KEYS as PVOG_KEYS
from lotse_desk.formats.service_table import titles_understood
from lotse_desk.formats.source import Feed, SourceFile

FORMATS = ("hsds", "hsds1", "oruk", "airs", "integreat", "pvog", "xzufi", "table")
"""Names of all formats of the design."""

_XML_MARKS = {
    "xzufi": ("xzufi", "xoev"),
    "airs": ("airs_xsd", "<agency", ":agency", "<siteservice", ":siteservice"),
}
"""Words in the beginning of an XML file that tell its format, the first that fits."""

_PLAIN_TO_SEE = ("integreat", "pvog", "oruk")
"""Formats whose entries have names no other has."""

_SAMPLE = 4096
_XML_SAMPLE = 1 << 16
_SMALL = 1 << 20
_LOOKED_AT = 5


def detect(feed: Feed) -> str:
    """The name of the feed's format, one of `FORMATS`.

    Raises `Unreadable` (unknown-format, or what is wrong with a damaged file).
    """
    if not feed.files:
        raise Unreadable(feed.name, "no-records")
    tables = feed.with_suffix(*TABLE_FILES)
    declared = package_names(feed) if tables else {}
    if any(_is_hsds1_table(file, declared.get(file.base, file.stem)) for file in tables):
        return "hsds1"
    if tables:
        described = any(file.base == DATA_PACKAGE for file in feed.files)
        return "hsds" if described or any(map(_is_hsds_table, tables)) else "table"
    objects = feed.with_suffix(*OBJECT_FILES)
    if objects:
        return _of_json(feed, objects)
    if feed.with_suffix(".xlsx"):
        return "table"
    for file in feed.with_suffix(".xml"):
        return _of_xml(file)
    if len(feed.files) == 1:
        return _of_nameless(feed)
    raise Unreadable(feed.name, "unknown-format")


def _is_hsds1_table(file: SourceFile, name: str) -> bool:
    return rule_of(name) is not None and only_in_1(name, read_sample(file).header)


def _is_hsds_table(file: SourceFile) -> bool:
    """Whether a table is one of HSDS rather than a list somebody keeps for people."""
    table = read_sample(file)
    name = table_of_file(file.stem, table.header)
    return name is not None and len(meanings(name, table.header)) >= titles_understood(table)


def _of_json(feed: Feed, files: tuple[SourceFile, ...]) -> str:
    found = {_of_value(_sample(file), 0) for file in files}
    for name in ("integreat", "oruk", "pvog", "hsds"):
        if name in found:
            return name
    if any(_is_table(file.stem) and _has_records(_sample(file)) for file in files):
        return "hsds"
    raise Unreadable(feed.name, "unknown-format")


def _has_records(value: object) -> bool:
    """Whether these are objects that have at least a name or an id."""
    members = value if isinstance(value, list) else [value]
    return any(isinstance(member, dict) and member.keys() & {"id", "name"} for member in members)


def _sample(file: SourceFile) -> object:
    """What a JSON file holds, of a large one the first members of its first list."""
    if len(file.head(_SMALL + 1)) <= _SMALL:
        return read_json(file).value
    found = list(first_members(file, _LOOKED_AT))
    return found[0] if len(found) == 1 else found


def _of_value(value: object, depth: int) -> str | None:
    if looks_like_page(value):
        return "integreat"
    if isinstance(value, list):
        kinds = [_of_value(member, depth + 1) for member in value[:_LOOKED_AT] if depth < 4]
        return next((kind for kind in kinds if kind), None)
    if not isinstance(value, dict):
        return None
    if _is_uk(value):
        return "oruk"
    if PVOG_KEYS & value.keys():
        return "pvog"
    kinds = [
        _of_value(member, depth + 1)
        for member in list(value.values())[:50]
        if isinstance(member, (list, dict)) and depth < 4
    ]
    inner = next((kind for kind in kinds if kind in _PLAIN_TO_SEE), None)
    return inner or ("hsds" if _may_be_hsds(value) else next((k for k in kinds if k), None))


def _is_uk(value: dict[object, object]) -> bool:
    """Whether this describes an Open Referral UK API, or has names only its 1.0 has."""
    version, profile = value.get("version"), value.get("profile")
    described = f"{value.get('openapi_url')} {profile}".lower()
    return bool(
        ONLY_IN_1 & value.keys()
        or (isinstance(version, str) and "UK" in version.upper())
        or "openreferraluk" in described
    )


def _may_be_hsds(value: dict[object, object]) -> bool:
    members = value.get("contents")
    if isinstance(members, list):
        return not members or isinstance(members[0], dict)
    named = {str(key): member for key, member in value.items()}
    if likely_table(named) is not None:
        return True
    return any(isinstance(named[name], list) and _is_table(name) for name in named)


def _is_table(name: str) -> bool:
    return table_of_file(name.removesuffix(".csv"), ()) is not None


def _of_xml(file: SourceFile) -> str:
    head = file.head(_XML_SAMPLE).decode("utf-8", errors="replace").replace("\x00", "").lower()
    for name, marks in _XML_MARKS.items():
        if any(mark in head for mark in marks):
            return name
    raise Unreadable(file.name, "unknown-format")


def _of_nameless(feed: Feed) -> str:
    """The format of a single file whose ending says nothing."""
    head = feed.files[0].head(_SAMPLE).lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1] in (b"{", b"["):
        return _of_json(feed, feed.files)
    if head[:1] == b"<":
        return _of_xml(feed.files[0])
    raise Unreadable(feed.name, "unknown-format")
