"""A small district for whole stories: an office, desks, sticks; real homes and real files."""

import datetime as dt
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.exchange import Synced, sync
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.domain.contacts import Contact
from lotse_desk.home.home import open_home
from lotse_desk.office.enrolment import enrol_file
from lotse_desk.office.intake import Taken, take_in
from lotse_desk.office.publish import Published, publish
from lotse_desk.office.setup import set_up_office
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.office_log import OfficeLog
from lotse_desk.storage.office_register import OfficeRegister


@dataclass
class District:
    """Everything lies under one folder; `now` is the clock of all its machines."""

    folder: Path
    now: dt.datetime = dt.datetime(2026, 11, 23, 9, 30)
    fingerprints: dict[str, str] = field(default_factory=dict)
    logged: int = 0

    @property
    def office(self) -> Path:
        return self.folder / "office"

    @property
    def stick(self) -> Path:
        return self.medium("stick")

    def medium(self, name: str) -> Path:
        path = self.folder / name
        path.mkdir(exist_ok=True)
        return path

    def desk(self, name: str) -> Path:
        return self.folder / name

    def found_office(self) -> str:
        made = set_up_office(self.office, name="Leitstelle (Muster)", empty=True)
        return made.fingerprint

    def add_desk(self, name: str, *, enrol: bool = True) -> str:
        made = set_up_desk(self.desk(name), town="marl", name=f"Empfang {name}", empty=True)
        self.fingerprints[name] = made.fingerprint
        if enrol:
            request = self.sync(name, self.medium(f"post-{name}")).request
            assert request is not None
            self.enrol(self.medium(f"post-{name}") / request, made.fingerprint)
        return made.id

    def enrol(self, request: Path, fingerprint: str | None = None) -> str:
        with open_home(self.office, writing=True) as home:
            return enrol_file(home, request, self.now.date(), fingerprint).desk

    def log(self, name: str, count: int = 1, topic: str = "wohngeld") -> None:
        with open_home(self.desk(name), writing=True) as home:
            log = CounterLog(home, desk_events(home))
            for _ in range(count):
                log.log(Contact(topics=(topic,), language="uk"), self.now)
        self.logged += count

    def undo(self, name: str) -> None:
        with open_home(self.desk(name), writing=True) as home:
            CounterLog(home, desk_events(home)).undo(self.now)

    def sync(self, name: str, medium: Path | None = None, fingerprint: str | None = None) -> Synced:
        with open_home(self.desk(name), writing=True) as home:
            return sync(home, medium or self.stick, self.now, fingerprint)

    def intake(self, medium: Path | None = None) -> Taken:
        with open_home(self.office, writing=True) as home:
            return take_in(home, medium or self.stick, self.now.date())

    def publish(self, medium: Path | None = None) -> Published:
        with open_home(self.office, writing=True) as home:
            return publish(home, medium or self.stick, self.now.date())

    def week(self, *names: str, medium: Path | None = None) -> None:
        """A fair round: every desk syncs, the office takes in and publishes, a week passes."""
        for name in names:
            self.sync(name, medium)
        self.intake(medium)
        self.publish(medium)
        self.now += dt.timedelta(days=7)

    def everything_arrived(self, *names: str) -> None:
        """After three fair rounds the office has all contacts of these desks, each once."""
        for _ in range(3):
            self.week(*names)
        ids = self.event_ids()
        assert len(ids) == len(set(ids))
        for name in names:
            assert set(self.own_events(name)) <= set(ids)
            assert self.sync(name).left.events == 0

    def counter(self) -> int:
        """The number of the office's newest release, or where it goes on from."""
        with open_home(self.office, writing=False) as home:
            return OfficeRegister(home.database).counter

    def fork(self, name: str) -> Taken:
        """An old copy of a desk lives on, and meets no newer file before it writes."""
        self.keep(name)
        self.log(name, 2)
        self.week(name)
        self.put_back(name)
        self.log(name, 3)
        elsewhere = self.medium("other-stick")
        self.sync(name, elsewhere)
        return self.intake(elsewhere)

    def hold_back(self, name: str) -> Taken:
        """An office put back lacks events 1 and 2, which lie on a pile; what follows them comes."""
        self.log(name, 2)
        self.sync(name, self.medium("pile"))
        self.keep("office")
        self.intake(self.medium("pile"))
        self.publish()
        self.log(name, 3)
        self.sync(name)
        self.put_back("office")
        return self.intake()

    def contacts(self) -> int:
        """Contacts the office counts."""
        with open_home(self.office, writing=False) as home:
            return OfficeLog(home.database).contacts()

    def event_ids(self) -> list[str]:
        """Ids of all contacts the office has, each as often as it has it."""
        with open_home(self.office, writing=False) as home:
            return [event.id for event in OfficeLog(home.database).events(["contact"])]

    def own_events(self, name: str) -> list[str]:
        """Ids of all contacts in a desk's log."""
        with open_home(self.desk(name), writing=False) as home:
            log = EventLog(home.database)
            return [event.id for event in log.events() if event.kind == "contact"]

    def incarnation(self, name: str) -> str:
        with open_home(self.desk(name), writing=False) as home:
            return EventLog(home.database).incarnation

    def keep(self, name: str) -> None:
        """An image of a machine, as a disk backup makes it."""
        shutil.rmtree(self.folder / f"{name}.image", ignore_errors=True)
        shutil.copytree(self.folder / name, self.folder / f"{name}.image")

    def put_back(self, name: str, target: str | None = None) -> None:
        """The image back in place, unnoticed by the program."""
        shutil.rmtree(self.folder / (target or name), ignore_errors=True)
        shutil.copytree(self.folder / f"{name}.image", self.folder / (target or name))


def of_kind(medium: Path, letter: str) -> list[Path]:
    """Files on a medium by the letter their names begin with, in the order they were made."""
    return sorted(medium.glob(f"{letter}-*.lotse"), key=lambda path: path.stat().st_mtime_ns)


@pytest.fixture
def empty_district(tmp_path: Path) -> District:
    district = District(tmp_path)
    district.found_office()
    return district


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> District:
    district = District(tmp_path_factory.mktemp("district"))
    district.found_office()
    for name in ("a", "b"):
        district.add_desk(name)
    district.publish()
    for name in ("a", "b"):
        district.sync(name)
    return district


@pytest.fixture
def district(template: District, tmp_path: Path) -> District:
    """An office and two enrolled desks that know it; a stick with the first release."""
    folder = tmp_path / "district"
    shutil.copytree(template.folder, folder)
    return District(folder, fingerprints=dict(template.fingerprints))


@pytest.fixture(name="of_kind")
def of_kind_fixture():
    return of_kind
