"""Ten acts on the homes of a small district: what lies before each, and what it claims."""

import contextlib
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from lotse_desk.desk.day_close import begin_day
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.domain.faults import NothingDamaged
from lotse_desk.home.backup import back_up, restore
from lotse_desk.home.backups import findings_of, kept_backups, make_due_backup
from lotse_desk.home.home import DATABASE_NAME, open_home
from lotse_desk.home.recovery import recover
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.migrations import migrations
from lotse_desk.storage.trust_store import APPLIED

NEXT_MIGRATION = "m010_missed_words"
"""The first that the older home has not seen."""


@dataclass(frozen=True)
class Flow:
    """An act on one home: what lies before it, and what it claims once it has come to its end.

    `torn`: so many incomplete files may lie on the stick when it broke off. `damaged`: a home is,
    until the act has come to its end.
    """

    prepare: Callable[[Any], None]
    act: Callable[[Any], object]
    claims: Callable[[Any, Any], None]
    torn: int = 0
    damaged: bool = False


def _before_export(outpost: Any) -> None:
    outpost.log("a", 2)
    outpost.sync("a")
    outpost.intake()
    outpost.publish()
    outpost.sync("a")
    outpost.log("a", 4)
    outpost.undo("a")


def _export(outpost: Any) -> int:
    left = outpost.sync("a").left
    return int(left.events)


def _exported(outpost: Any, events: int) -> None:
    """Written and checked: then the office gets all of it from the stick as it lies there."""
    if events:
        outpost.intake()
        assert outpost.counted() == outpost.came


def _before_intake(outpost: Any) -> None:
    outpost.log("a", 3)
    outpost.sync("a")
    outpost.log("a", 2)
    outpost.undo("a")
    outpost.log("b", 2)
    outpost.sync("b")
    outpost.sync("a")
    (outpost.stick / "b-torn.lotse").write_bytes(_newest(outpost.stick, "b").read_bytes()[:-9])


def _intake(outpost: Any) -> set[str]:
    taken = outpost.intake()
    return {file.reason for file in (*taken.set_aside, *taken.held_files, *taken.problems)}


def _taken_in(outpost: Any, said: set[str]) -> None:
    """All is counted, or it was said that something on the medium could not be read."""
    assert outpost.counted() == outpost.came or said - {"file-incomplete"}


def _newest(folder: Path, letter: str) -> Path:
    return max(folder.glob(f"{letter}-*.lotse"), key=lambda path: path.stat().st_mtime_ns)


def _before_apply(outpost: Any) -> None:
    outpost.log("a", 3)
    outpost.sync("a")
    outpost.intake()
    outpost.now += dt.timedelta(days=7)
    outpost.publish()


def _apply(outpost: Any) -> tuple[int | None, tuple[Any, ...]]:
    synced = outpost.sync("a")
    return synced.release, synced.problems


def _applied(outpost: Any, said: tuple[int | None, tuple[Any, ...]]) -> None:
    release, problems = said
    if release is None and problems:
        return
    with open_home(outpost.folder / "a", writing=False) as home:
        log = EventLog(home.database)
        assert log.confirmed == log.length > 0


def _before_publish(outpost: Any) -> None:
    """The next release tidies away a batch that the one before confirmed."""
    outpost.log("a", 2)
    outpost.sync("a")
    outpost.intake()
    outpost.publish()
    outpost.now += dt.timedelta(days=7)
    outpost.log("a", 2)
    outpost.sync("a")
    outpost.intake()


def _publish(outpost: Any) -> int:
    return int(outpost.publish().release)


def _published(outpost: Any, release: int) -> None:
    with open_home(outpost.folder / "a", writing=False) as home:
        before = home.settings.get(APPLIED)
    taken = outpost.sync("a").release
    assert release in (taken, int(before))


def _before_close(outpost: Any) -> None:
    outpost.log("a", 4)
    outpost.undo("a")


def _close(outpost: Any) -> None:
    with open_home(outpost.folder / "a", writing=True) as home:
        begin_day(home, desk_events(home), outpost.now + dt.timedelta(days=1))


def _closed(outpost: Any, _: object) -> None:
    with open_home(outpost.folder / "a", writing=False) as home:
        assert EventLog(home.database).length >= outpost.came


def _before_backup(outpost: Any) -> None:
    (outpost.folder / "copies").mkdir()
    outpost.log("a", 2)
    _back_up(outpost)
    outpost.log("a", 2)


def _back_up(outpost: Any) -> None:
    back_up(outpost.folder / "a", outpost.folder / "copies" / "a.sqlite3")


def _backed_up(outpost: Any, _: object) -> None:
    """The copy is put into the place of the desk: it holds all that was there."""
    _restore(outpost)
    _back_up(outpost)
    assert [path.name for path in (outpost.folder / "copies").iterdir()] == ["a.sqlite3"]


def _before_restore(outpost: Any) -> None:
    """What came after the backup is with the office already, so nobody may be missed."""
    (outpost.folder / "copies").mkdir()
    outpost.log("a", 3)
    _close(outpost)
    _back_up(outpost)
    outpost.log("a", 2)
    outpost.sync("a")
    outpost.intake()
    outpost.log("b", 1)


def _restore(outpost: Any) -> None:
    restore(outpost.folder / "a", outpost.folder / "copies" / "a.sqlite3")


def _restored(outpost: Any, _: object) -> None:
    with open_home(outpost.folder / "a", writing=True):
        pass
    assert not list((outpost.folder / "a").glob("arriving-*"))


def _before_migrate(outpost: Any) -> None:
    """The desk's database as it was at an older schema, with a day that is still open."""
    outpost.log("a", 2)
    outpost.sync("a")
    outpost.log("a", 2)
    _take_back(outpost.folder / "a" / DATABASE_NAME)


def _before_daily(outpost: Any) -> None:
    outpost.log("a", 2)
    make_due_backup(outpost.folder / "a", outpost.now.date() - dt.timedelta(days=200))
    outpost.log("a", 2)


def _daily(outpost: Any) -> None:
    make_due_backup(outpost.folder / "a", outpost.now.date())


def _made(outpost: Any, _: object) -> None:
    """One of today, whole, and nothing torn; the one whose day had come went after it."""
    newest = kept_backups(outpost.folder / "a")[0]
    assert newest.made_on == outpost.now.date()
    assert findings_of(newest.path) == []
    _daily(outpost)
    (kept,) = kept_backups(outpost.folder / "a")
    assert kept == newest
    assert not list(kept.path.parent.glob(".*.sqlite3*"))


def _before_recover(outpost: Any) -> None:
    """Somebody wrote into the database; what came after the backup is with the office already."""
    outpost.log("a", 2)
    make_due_backup(outpost.folder / "a", outpost.now.date())
    outpost.log("a", 2)
    outpost.sync("a")
    outpost.intake()
    with (outpost.folder / "a" / DATABASE_NAME).open("r+b") as database:
        database.seek(4096)
        database.write(b"?" * 12_288)


def _recover(outpost: Any) -> None:
    with contextlib.suppress(NothingDamaged):
        recover(outpost.folder / "a", outpost.now.date())


def _take_back(path: Path) -> None:
    """Put the rows of a database into one of the older schema, and that into its place."""
    older = path.with_name("older")
    database = Database(older)
    migrations.apply(database, stop_before=NEXT_MIGRATION)
    database.execute("ATTACH ? AS now", [str(path)])
    for (table,) in database.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql NOT LIKE '% VIRTUAL %'"
        " AND name NOT LIKE 'search_%' AND name NOT LIKE '%sqlite_%'"
    ).fetchall():
        now = {row[1] for row in database.execute(f"PRAGMA now.table_info({table})")}
        both = [row[1] for row in database.execute(f"PRAGMA main.table_info({table})")]
        columns = ", ".join(name for name in both if name in now)
        database.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM now.{table}")
    database.conn.commit()
    database.close()
    older.replace(path)


def _migrate(outpost: Any) -> None:
    with open_home(outpost.folder / "a", writing=True):
        pass


def _migrated(outpost: Any, _: object) -> None:
    """The copy made before is whole and of the older schema, and can be put back."""
    home = outpost.folder / "a"
    (copy,) = home.glob(f"*-before-{NEXT_MIGRATION}.sqlite3")
    restore(home, copy)


FLOWS = {
    "export": Flow(_before_export, _export, _exported, torn=1),
    "intake": Flow(_before_intake, _intake, _taken_in, torn=1),
    "apply": Flow(_before_apply, _apply, _applied),
    "publish": Flow(_before_publish, _publish, _published, torn=1),
    "close": Flow(_before_close, _close, _closed),
    "backup": Flow(_before_backup, _back_up, _backed_up),
    "restore": Flow(_before_restore, _restore, _restored),
    "migrate": Flow(_before_migrate, _migrate, _migrated),
    "daily": Flow(_before_daily, _daily, _made),
    "recover": Flow(_before_recover, _recover, _restored, damaged=True),
}
