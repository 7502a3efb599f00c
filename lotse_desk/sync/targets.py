"""Targets of a release: JSON lines, canonical, gzip; the same records give the same bytes."""

import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn, TypeAlias

import rfc8785

from lotse_desk.domain.exchange_faults import FileOverLimit, ReleaseInvalid

TargetRecord: TypeAlias = Mapping[str, Any]
"""A JSON object; other than in events its numbers may have fractions."""

RELEASE, POLICY, DESKS, RECEIPTS = "release", "policy", "desks", "receipts"
DIRECTORY, LEXICON, HOUSE_REPORTS = "directory", "lexicon", "house-reports"
ANSWERS, TRAININGS = "answers", "trainings"

INFLATED_LIMIT = 256 * 1024 * 1024
LONGEST_LINE = 4 * 1024 * 1024


def target_file(name: str) -> str:
    """The file name of a target."""
    return f"{name}.jsonl.gz"


def pack(records: Iterable[TargetRecord]) -> bytes:
    """Records as canonical JSON lines, gzip without time or name."""
    target = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=target, mtime=0) as packer:
        for record in records:
            packer.write(rfc8785.dumps(dict(record)) + b"\n")
    return target.getvalue()


def unpack(data: bytes) -> Iterator[dict[str, Any]]:
    """The records; bounded. Raises `FileOverLimit`, `ReleaseInvalid`."""
    if not data:
        raise ReleaseInvalid("empty")
    total = 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            while line := stream.readline(LONGEST_LINE):
                total += len(line)
                if total > INFLATED_LIMIT:
                    raise FileOverLimit(INFLATED_LIMIT)
                if not line.endswith(b"\n"):
                    raise ReleaseInvalid("line")
                yield _object(line)
    except (OSError, EOFError, zlib.error, ValueError, RecursionError) as error:
        raise ReleaseInvalid(type(error).__name__) from error


def _object(line: bytes) -> dict[str, Any]:
    value = json.loads(line, parse_constant=_refuse)
    if not isinstance(value, dict):
        raise ReleaseInvalid("record")
    return value


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)
