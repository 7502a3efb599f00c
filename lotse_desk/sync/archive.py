"""The archive a release travels in: flat white-listed names, in memory, with bounds.

A ZIP file whose first member, stored, is `mimetype` (as in EPUB); the same content gives the same
bytes. It is never extracted to a disk.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from lotse_desk.domain.exchange_faults import (
    FileIncomplete,
    FileNotOurs,
    FileOverLimit,
    ReleaseInvalid,
)
from lotse_desk.sync.frame import HEAD_LENGTH, RELEASE_TYPE, FileKind, kind_of

ARCHIVE_LIMIT = 64 * 1024 * 1024
MEMBER_LIMIT = 48 * 1024 * 1024
TOTAL_LIMIT = 96 * 1024 * 1024
MOST_MEMBERS = 600

NAME = re.compile(
    r"mimetype\Z|about\.json\Z|(?:timestamp|snapshot|targets)\.json\Z"
    r"|[1-9][0-9]{0,5}\.root\.json\Z|[a-z][a-z0-9-]{0,40}\.jsonl\.gz\Z"
)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_archive(members: Mapping[str, bytes]) -> bytes:
    """The archive of these members, in name order after `mimetype`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_member("mimetype"), RELEASE_TYPE)
        for name in sorted(members):
            if not NAME.match(name) or name == "mimetype":
                raise ValueError(name)
            archive.writestr(_member(name), members[name])
    return target.getvalue()


def read_archive(data: bytes) -> dict[str, bytes]:
    """The members by name, without `mimetype`.

    Raises `FileOverLimit`, `FileNotOurs`, `FileIncomplete` (torn or damaged), `ReleaseInvalid`
    (names or sizes nobody of us would write).
    """
    if len(data) > ARCHIVE_LIMIT:
        raise FileOverLimit(ARCHIVE_LIMIT)
    if len(data) < HEAD_LENGTH:
        raise FileIncomplete
    if kind_of(data[:HEAD_LENGTH]) is not FileKind.RELEASE:
        raise FileNotOurs
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _members(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise FileIncomplete from error
    except (NotImplementedError, RuntimeError) as error:
        raise ReleaseInvalid("archive") from error


def _members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS:
        raise ReleaseInvalid("too many members")
    if sum(entry.file_size for entry in entries) > TOTAL_LIMIT:
        raise FileOverLimit(TOTAL_LIMIT)
    found: dict[str, bytes] = {}
    for entry in entries:
        if not NAME.match(entry.filename) or entry.filename in found:
            raise ReleaseInvalid("name of a member")
        if entry.flag_bits & 1 or entry.compress_type not in (
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        ):
            raise ReleaseInvalid("archive")
        with archive.open(entry) as stream:
            content = stream.read(MEMBER_LIMIT + 1)
        if len(content) > MEMBER_LIMIT:
            raise FileOverLimit(MEMBER_LIMIT)
        found[entry.filename] = content
    if found.pop("mimetype", None) != RELEASE_TYPE:
        raise FileNotOurs
    return found


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.external_attr = 0o644 << 16
    info.create_system = 3
    return info
