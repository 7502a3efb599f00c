"""A district of real homes, databases and files, played through like the one in memory.

Different from production, for speed: nothing is synced to disk (no `fsync`, SQLite's `synchronous`
off), homes stay open between acts as in the window, and the first homes are copies of a template.
"""

import contextlib
import datetime as dt
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.enrolment import renew_identity
from lotse_desk.desk.exchange import sync
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.domain.contacts import Contact
from lotse_desk.domain.exchange_faults import DeskKeyMissing
from lotse_desk.domain.faults import NothingToUndo
from lotse_desk.home.backup import restore
from lotse_desk.home.home import open_home
from lotse_desk.office.enrolment import enrol_file, revoke, waiting_requests
from lotse_desk.office.intake import take_in
from lotse_desk.office.key_ceremonies import renew_release_key, renew_root
from lotse_desk.office.publish import publish
from lotse_desk.office.setup import set_up_office
from lotse_desk.storage import database
from lotse_desk.storage.event_log import EventLog
from tests.proof.drawn_steps import Step, by_weight, drawn
from tests.proof.home_checks import HomeChecks

START = dt.datetime(2026, 11, 23, 9, 30)
OFFICE, MEDIA = "office", ("stick", "share")
DESKS = ("a", "b", "c")
SET_ASIDE = {"history-forked", "file-incomplete", "sender-unknown", "sender-revoked"}


@contextlib.contextmanager
def without_syncing() -> Iterator[None]:
    """Nothing waits for a disk."""
    fsync, connect = os.fsync, database._connect

    def quick(path: Path, *, writing: bool) -> object:
        connection = connect(path, writing=writing)
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    os.fsync, database._connect = lambda _: None, quick  # type: ignore[assignment]
    try:
        yield
    finally:
        os.fsync, database._connect = fsync, connect


def found_template(folder: Path) -> None:
    """An office, two enrolled desks that know it, the keys that were taken away."""
    made = set_up_office(
        folder / OFFICE, name="Leitstelle (Muster)", keys_folder=folder / "keys", empty=True
    )
    post = folder / "post"
    post.mkdir()
    for name in DESKS[:2]:
        set_up_desk(folder / name, town="marl", name=f"Empfang {name}", empty=True)
        with open_home(folder / name, writing=True) as home:
            asked = sync(home, post, START).request
        with open_home(folder / OFFICE, writing=True) as home:
            enrol_file(home, post / str(asked), START.date())
    with open_home(folder / OFFICE, writing=True) as home:
        publish(home, post, START.date())
    for name in DESKS[:2]:
        with open_home(folder / name, writing=True) as home:
            sync(home, post, START, made.fingerprint)


class Homes(HomeChecks):
    """Up to three desks, an office, two media and a drawer, all of it real."""

    def __init__(self, template: Path, folder: Path) -> None:
        shutil.copytree(template, folder)
        super().__init__(folder)
        self.now = START
        self.root_file = next((folder / "keys").glob("root-key*"))
        self.images: dict[str, Path] = {}
        self.names = list(DESKS[:2])
        self.drawer: list[bytes] = []
        self.made = 0
        for medium in MEDIA:
            (folder / medium).mkdir()
        self.note_releases(folder / "post")

    # What happens at a desk

    def log(self, a: int, b: int) -> None:
        log = self._counter(self._name(a))
        for _ in range(1 + b % 3):
            log.log(Contact(topics=("wohngeld",), language="uk"), self.now)
        if b % 4 == 0:
            log.tally("way", 1 + b % 9, self.now)

    def undo(self, a: int, _: int) -> None:
        with contextlib.suppress(NothingToUndo):
            self._counter(self._name(a)).undo(self.now)
        self.note_desk(self._name(a))

    def sync(self, a: int, b: int) -> None:
        self.exchange(self._name(a), self._medium(b))

    def exchange(self, name: str, medium: Path) -> None:
        home = self.home(name)
        with self.applying(name, medium):
            try:
                sync(home, medium, self.now)
            except DeskKeyMissing:  # an earlier database, and the key of a later identity
                renew_identity(home)
                self.doubles.discard(name)
                sync(home, medium, self.now)
        self.note_desk(name)

    def image(self, a: int, _: int) -> None:
        self._keep((*self.names, OFFICE)[a % (len(self.names) + 1)])

    def put_back(self, a: int, b: int) -> None:
        """A machine becomes an earlier one of itself; with odd `b` by the program's restore."""
        names = sorted(self.images)
        if not names:
            return
        name = names[a % len(names)]
        self.close(name)
        self.was_put_back(name, noticed=bool(b % 2))
        if b % 2:
            restore(self.folder / name, self.images[name] / "lotse-desk.sqlite3")
        else:
            shutil.rmtree(self.folder / name)
            shutil.copytree(self.images[name], self.folder / name)
        if name != OFFICE:
            self.note_desk(name)

    def clone(self, a: int, _: int) -> None:
        if len(self.names) < len(DESKS):
            self.close(self._name(a))
            shutil.copytree(self.folder / self._name(a), self.folder / DESKS[2])
            self.names.append(DESKS[2])
            self.doubles |= {self._name(a), DESKS[2]}
            self.copied = True

    def enrol_anew(self, a: int, _: int) -> None:
        renew_identity(self.home(self._name(a)))
        self.doubles.discard(self._name(a))
        self.note_desk(self._name(a))

    def take_back_anothers(self, a: int, _: int) -> None:
        """A desk that lies: it undoes an event of another desk."""
        name = self._name(a)
        others = self.ids_of_others(name)
        if not others:
            return
        home = self.home(name)
        with home.transaction():
            EventLog(home.database).append("undo", {"event": others[a % len(others)]})
        self.note_desk(name)

    # What happens at the office

    def intake(self, a: int, _: int) -> None:
        medium = self._medium(a)
        before, silent = self.whole_files(medium), self.logs_of_revoked(self.home(OFFICE))
        taken = take_in(self.home(OFFICE), medium, self.now.date())
        assert {file.reason for file in taken.set_aside} <= SET_ASIDE
        assert self.whole_files(medium) == before, "intake changed the medium"
        assert self.logs_of_revoked(self.home(OFFICE)) == silent, "a revoked desk was heard"
        self.check_office(self.home(OFFICE))

    def publish(self, a: int, _: int) -> None:
        self.leave_release(self._medium(a))

    def leave_release(self, medium: Path) -> None:
        seen = self.highest_release(medium)
        published = publish(self.home(OFFICE), medium, self.now.date())
        self.note_published(self.home(OFFICE), published.release, seen)

    def week(self, a: int, b: int) -> None:
        self.sync(a, b)
        self.intake(b, 0)
        self.publish(b, 0)
        self.now += dt.timedelta(days=7)

    def months(self, a: int, b: int) -> None:
        """Long enough that payloads may go."""
        for _ in range(3):
            self.week(a, b)
            self.now += dt.timedelta(days=60)

    def enrol(self, a: int, _: int) -> None:
        self.enrol_waiting(self._medium(a))

    def enrol_waiting(self, medium: Path) -> None:
        office = self.home(OFFICE)
        for path, _ in waiting_requests(office, medium):
            enrol_file(office, path, self.now.date())

    def revoke(self, a: int, b: int) -> None:
        desk = self.desk_id(self._name(a))
        if b % 3 == 0 and desk in self.enrolled_ids():
            revoke(self.home(OFFICE), desk, self.now.date())
            self.revoked.add(desk)

    def new_keys(self, a: int, b: int) -> None:
        """The release key or the root is renewed; images of the office from before are void."""
        office = self.home(OFFICE)
        if b % 2:
            renew_release_key(office, [self.root_file], self.now.date())
        else:
            self.made += 1
            target = self.folder / f"keys-{self.made}"
            made = renew_root(office, [self.root_file], target, self.now.date())
            self.root_file = made.files[0]
        self.images.pop(OFFICE, None)

    def clock(self, a: int, _: int) -> None:
        self.now += dt.timedelta(days=(a - 128) * 3)

    # What happens to media

    def carry(self, a: int, b: int) -> None:
        """Files copied by a file manager into a subfolder, under other names."""
        source, target = self._medium(a), self._medium(a + 1)
        folder = target / f"Neuer Ordner {b % 4}"
        folder.mkdir(exist_ok=True)
        for path in self.files(source):
            self.made += 1
            shutil.copyfile(path, folder / f"KOPIE{self.made}.DAT")

    def lose(self, a: int, b: int) -> None:
        if files := self.files(self._medium(a)):
            files[b % len(files)].unlink()

    def lose_medium(self, a: int, _: int) -> None:
        shutil.rmtree(self._medium(a))
        self._medium(a).mkdir()

    def tear(self, a: int, b: int) -> None:
        """A file is cut short, or a bit of it turns; with odd `a` a copy stays whole."""
        if not (files := self.files(self._medium(a))):
            return
        path = files[b % len(files)]
        data = bytearray(path.read_bytes())
        place = (a * 256 + b) % len(data)
        if a % 2:
            shutil.copyfile(path, path.with_name(f"x{self.made}.lotse"))
            self.made += 1
        data[place] ^= 1 << (b % 8)
        path.write_bytes(data[:place] if b % 2 else data)
        os.utime(path, (0, 0))

    def put_away(self, a: int, b: int) -> None:
        if files := self.files(self._medium(a)):
            self.drawer.append(files[b % len(files)].read_bytes())

    def bring_late(self, a: int, b: int) -> None:
        if self.drawer:
            self.made += 1
            path = self._medium(a) / f"late-{self.made}.lotse"
            path.write_bytes(self.drawer[b % len(self.drawer)])

    # The end

    def settle(self) -> None:
        """As many fair rounds as are needed, at most three (see `World.settle`); all arrives."""
        medium = self.folder / "fair"
        medium.mkdir()
        most = 4 if self.forgetful and self.copied else 3
        for turn in range(most + 1):
            for name in self.names:
                self.exchange(name, medium)
            if turn == most or (turn and self.all_settled(self.home(OFFICE))):
                break
            self.enrol_waiting(medium)
            take_in(self.home(OFFICE), medium, self.now.date())
            self.check_office(self.home(OFFICE))
            self.leave_release(medium)
            self.now += dt.timedelta(days=7)
        self.check_settled(self.home(OFFICE))

    def play(self, steps: Sequence[Step]) -> None:
        """Play a history to its settled end."""
        with without_syncing(), self.homes:
            for name, a, b in steps:
                getattr(self, name)(a, b)
            self.settle()

    def _keep(self, name: str) -> None:
        self.close(name)
        target = self.folder / f"{name}.image"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.folder / name, target)
        self.images[name] = target

    def _name(self, number: int) -> str:
        return self.names[number % len(self.names)]

    def _medium(self, number: int) -> Path:
        return self.folder / MEDIA[number % len(MEDIA)]

    def _counter(self, name: str) -> CounterLog:
        home = self.home(name)
        return CounterLog(home, desk_events(home))


HOW_OFTEN = """
    log 6, sync 4, week 5, intake 2, publish 1, image 2, put_back 3, months 1, undo 2, enrol 1,
    carry 1, lose 2, lose_medium 1, tear 2, put_away 1, bring_late 1, clone 1, enrol_anew 1,
    revoke 1, new_keys 1, clock 1, take_back_anothers 1
"""
NAMES = by_weight(HOW_OFTEN)


def history(seed: int, steps: int) -> list[Step]:
    """The history of a seed."""
    return drawn(seed, steps, NAMES)
