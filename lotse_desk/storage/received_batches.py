"""The files the office has seen, in tables: what each was and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from lotse_desk.sync.batch_header import BatchHeader

ACCEPTED, DUPLICATE, HELD, SET_ASIDE = "accepted", "duplicate", "held", "set-aside"


@dataclass(frozen=True)
class BatchFacts:
    """What is remembered of a batch's header."""

    desk: str
    incarnation: str
    batch: int
    first: int
    last: int
    release: int


@dataclass(frozen=True)
class ReceivedBatch:
    """A file the office has seen; `digest` is its SHA-256."""

    number: int
    digest: str
    name: str
    verdict: str
    reason: str | None
    header: BatchFacts | None


class ReceivedBatches:
    """All batch files by their digest; the caller opens transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(
        self, digest: str, name: str, on_date: str, verdict: str, header: BatchHeader | None
    ) -> int:
        """Remember a file and what became of it; returns its number. Known files are updated.

        Bytes kept are given up once their events are in a log, never because they were refused.
        """
        facts: list[Any] = [None] * 6
        if header is not None:
            facts = [
                header.desk,
                header.incarnation,
                header.number,
                header.first,
                header.last,
                header.release,
            ]
        row = self._database.execute(
            "INSERT INTO received_batch"
            " (digest, name, on_date, verdict, desk, incarnation, batch, first, last, release)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO UPDATE SET"
            " verdict = excluded.verdict, reason = NULL,"
            " sealed = CASE excluded.verdict WHEN 'set-aside' THEN sealed END,"
            " desk = coalesce(excluded.desk, desk),"
            " incarnation = coalesce(excluded.incarnation, incarnation),"
            " batch = coalesce(excluded.batch, batch), first = coalesce(excluded.first, first),"
            " last = coalesce(excluded.last, last), release = coalesce(excluded.release, release)"
            " RETURNING number",
            [digest, name, on_date, verdict, *facts],
        ).fetchone()
        return int(row[0])

    def give_reason(self, number: int, reason: str) -> None:
        """Why a file was set aside, or what else is to be known of it."""
        self._database.execute(
            "UPDATE received_batch SET reason = ? WHERE number = ?", [reason, number]
        )

    def name_sender(self, number: int, desk: str) -> None:
        """Who signed a file that was refused for another reason than its signature."""
        self._database.execute(
            "UPDATE received_batch SET desk = ? WHERE number = ?", [desk, number]
        )

    def keep_sealed(self, number: int, sealed: bytes) -> None:
        """Keep the bytes of a held batch."""
        self._database.execute(
            "UPDATE received_batch SET sealed = ? WHERE number = ?", [sealed, number]
        )

    def sealed(self, number: int) -> bytes:
        """The bytes kept of a batch."""
        row = self._database.execute(
            "SELECT sealed FROM received_batch WHERE number = ?", [number]
        ).fetchone()
        return bytes(row[0])

    def batch(self, digest: str) -> ReceivedBatch | None:
        """The file with this digest."""
        found = list(self._batches("digest = ?", [digest]))
        return found[0] if found else None

    def held(self, desk: str | None = None) -> list[ReceivedBatch]:
        """Held batches, of one desk or all, lowest first event first."""
        condition = "verdict = 'held' AND (? IS NULL OR desk = ?)"
        return list(self._batches(condition, [desk, desk], "desk, incarnation, first"))

    def set_aside(self) -> list[ReceivedBatch]:
        """Files set aside, newest last."""
        return list(self._batches("verdict = 'set-aside'", []))

    def _batches(
        self, condition: str, values: list[Any], order: str = "number"
    ) -> Iterator[ReceivedBatch]:
        rows = self._database.execute(
            "SELECT number, digest, name, verdict, reason, desk, incarnation, batch, first, last,"  # noqa: S608
            f" release FROM received_batch WHERE {condition} ORDER BY {order}",
            values,
        )
        for number, digest, name, verdict, reason, *facts in rows:
            header = None if facts[0] is None else BatchFacts(*facts)
            yield ReceivedBatch(number, digest, name, verdict, reason, header)
