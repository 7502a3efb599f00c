"""The office's register in tables: enrolled desks, roots of trust, published releases."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from lotse_desk.storage.settings import SettingStore
from lotse_desk.sync.events import new_id

RELEASE, INCARNATION = "office.release", "office.incarnation"
ROOTS_ELSEWHERE = "office.roots_elsewhere"
AFTER_RESTORE = 1000
FURTHEST_AHEAD = 100_000
"""So far may releases of an earlier life be ahead: years of releases, and a hundred restores."""
ENROLLED, REVOKED = "enrolled", "revoked"


@dataclass(frozen=True)
class EnrolledDesk:
    """A desk the office knows; `state` is enrolled or revoked, `on_date` since when (ISO)."""

    id: str
    public_key: str
    town: str
    name: str
    state: str
    on_date: str


@dataclass(frozen=True)
class PublishedRelease:
    """A release as it left; `digest` of the file, `content_digest` of what it says."""

    number: int
    on_date: str
    office_incarnation: str
    name: str
    digest: str
    content_digest: str
    archive: bytes


class OfficeRegister:
    """Desks, roots and releases of this office; the caller opens transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._settings = SettingStore(database)

    def desks(self) -> list[EnrolledDesk]:
        """All desks, by town and name."""
        rows = self._database.execute(
            "SELECT id, public_key, town, name, state, on_date FROM enrolled_desk"
            " ORDER BY town, name, id"
        )
        return [EnrolledDesk(*row) for row in rows]

    def desk(self, desk: str) -> EnrolledDesk | None:
        """The desk with this id."""
        return next((one for one in self.desks() if one.id == desk), None)

    def put_desk(self, desk: EnrolledDesk) -> None:
        """Enrol a desk or change what is known of it."""
        self._database.execute(
            "INSERT INTO enrolled_desk (id, public_key, town, name, state, on_date)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " public_key = excluded.public_key, town = excluded.town, name = excluded.name,"
            " state = excluded.state, on_date = excluded.on_date",
            [desk.id, desk.public_key, desk.town, desk.name, desk.state, desk.on_date],
        )

    def roots(self) -> list[bytes]:
        """All roots from version 1 on."""
        rows = self._database.execute("SELECT content FROM root_metadata ORDER BY version")
        return [bytes(content) for (content,) in rows]

    def put_roots(self, roots: Sequence[bytes]) -> None:
        """Add the roots behind those already there."""
        known = len(self.roots())
        self._database.conn.executemany(
            "INSERT INTO root_metadata (version, content) VALUES (?, ?)",
            [(version, root) for version, root in enumerate(roots, 1) if version > known],
        )

    @property
    def roots_elsewhere(self) -> int:
        """The highest root another life of this office is known to have had; 0 for none."""
        return int(self._settings.get(ROOTS_ELSEWHERE, "0"))

    def note_roots_elsewhere(self, version: int) -> None:
        """Remember that another life of this office went on to this version of its root."""
        self._settings.put(ROOTS_ELSEWHERE, str(max(version, self.roots_elsewhere)))

    @property
    def counter(self) -> int:
        """The number of the last release, also of one published before this office was restored."""
        return int(self._settings.get(RELEASE, "0"))

    @property
    def incarnation(self) -> str:
        """The incarnation of this office: another after every restore."""
        return self._settings.get(INCARNATION)

    def believes(self, number: int) -> bool:
        """Whether an earlier life of this office can have published a release of that number."""
        return number <= self.counter + FURTHEST_AHEAD

    def continue_above(self, number: int) -> bool:
        """Continue far above a release seen outside; True if it shows a restore of this office.

        Its earlier life may have published more than was seen. Nothing changes for a number that
        cannot be.
        """
        if number <= self.counter or not self.believes(number):
            return False
        self.raise_after_restore(number)
        return True

    def raise_after_restore(self, seen: int = 0) -> str:
        """A new incarnation that counts on far above whatever the last one published.

        `seen` is the number of a release seen outside.
        """
        self._settings.put(RELEASE, str(max(self.counter, seen) + AFTER_RESTORE))
        incarnation = new_id()
        self._settings.put(INCARNATION, incarnation)
        return incarnation

    def knows_release(self, digest: str) -> bool:
        """Whether this life of the office published the file with this SHA-256 (hexadecimal)."""
        found = self._database.execute("SELECT 1 FROM release WHERE digest = ?", [digest])
        return found.fetchone() is not None

    def last_release(self) -> PublishedRelease | None:
        """The release published last."""
        row = self._database.execute(
            "SELECT number, on_date, office_incarnation, name, digest, content_digest, archive"
            " FROM release ORDER BY number DESC LIMIT 1"
        ).fetchone()
        return None if row is None else PublishedRelease(*row)

    @property
    def release_date(self) -> dt.date | None:
        """The date of the release published last; None before the first."""
        row = self._database.execute(
            "SELECT on_date FROM release ORDER BY number DESC LIMIT 1"
        ).fetchone()
        return None if row is None else dt.date.fromisoformat(row[0])

    def put_release(self, release: PublishedRelease) -> None:
        """Store a release; its number must be above all before. Keeps the last twelve archives."""
        self._database.execute(
            "INSERT INTO release (number, on_date, office_incarnation, name, digest,"
            " content_digest, archive) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                release.number,
                release.on_date,
                release.office_incarnation,
                release.name,
                release.digest,
                release.content_digest,
                release.archive,
            ],
        )
        self._settings.put(RELEASE, str(release.number))
        self._database.execute(
            "UPDATE release SET archive = x'' WHERE number NOT IN"
            " (SELECT number FROM release ORDER BY number DESC LIMIT 12)"
        )
