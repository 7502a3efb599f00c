"""Targets of a release: JSON lines, canonical, gzip; the same records give the same bytes."""

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator

from lotse_desk.domain.exchange_faults import FileOverLimit, ReleaseInvalid
from lotse_desk.sync.canonical import JsonObject, NotCanonical, canonical
from lotse_desk.sync.canonical import read_canonical_object as read_object

RELEASE, POLICY, DESKS, RECEIPTS = "release", "policy", "desks", "receipts"
DIRECTORY, LEXICON, HOUSE_REPORTS = "directory", "lexicon", "house-reports"
ANSWERS, TRAININGS = "answers", "trainings"

INFLATED_LIMIT = 256 * 1024 * 1024
LONGEST_LINE = 4 * 1024 * 1024


def target_file(name: str) -> str:
    """The file name of a target."""
    return f"{name}.jsonl.gz"


def pack(records: Iterable[JsonObject]) -> bytes:
    """Records as canonical JSON lines, gzip without time or name."""
    target = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=target, mtime=0) as packer:
        for record in records:
            packer.write(canonical(record) + b"\n")
    return target.getvalue()


def unpack(data: bytes) -> Iterator[JsonObject]:
    """The records; bounded. Raises `FileOverLimit`, `ReleaseInvalid`."""
    total = 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            while line := stream.readline(LONGEST_LINE):
                total += len(line)
                if total > INFLATED_LIMIT:
                    raise FileOverLimit(INFLATED_LIMIT)
                if not line.endswith(b"\n"):
                    raise ReleaseInvalid("line")
                yield read_object(line[:-1])
    except (OSError, EOFError, zlib.error, NotCanonical) as error:
        raise ReleaseInvalid(type(error).__name__) from error
