"""The story of the demo from the first key to the confirmed contacts."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from lotse_desk.cli.demo.counter import DemoDesk
from lotse_desk.cli.demo.week import sample_week
from lotse_desk.domain.faults import DiskFailure
from lotse_desk.home.home import open_home
from lotse_desk.office.enrolment import enrol_file
from lotse_desk.office.intake import Taken, take_in
from lotse_desk.office.publish import publish
from lotse_desk.office.report import CountedReport, write_report
from lotse_desk.office.setup import set_up_office

DESKS = ("herten", "recklinghausen")
Say = Callable[[str], None]


@dataclass
class Story:
    """What happened, for the answer and the summary. Paths lie in the demo's folder."""

    folder: Path
    monday: dt.date
    desks: list[DemoDesk] = field(default_factory=list)
    fingerprints: dict[str, str] = field(default_factory=dict)
    taken: Taken | None = None
    release: int = 0
    confirmed: dict[str, int] = field(default_factory=dict)
    report: CountedReport | None = None
    report_path: Path = Path()

    @property
    def contacts(self) -> int:
        """Contacts logged and not undone at all desks."""
        return sum(desk.contacts for desk in self.desks)

    @property
    def slips(self) -> list[Path]:
        """All slips printed."""
        return [told.slip for desk in self.desks for told in desk.told if told.slip]


def tell_story(folder: Path, today: dt.date, say: Say) -> Story:
    """Live through last week in a folder that is empty or not there; `say` gets each step."""
    _prepare(folder)
    monday = today - dt.timedelta(days=today.weekday() + 7)
    story = Story(folder, monday)
    story.desks = [DemoDesk(town, folder / f"desk-{town}") for town in DESKS]
    medium = folder / "stick"
    medium.mkdir()

    say("Leitstelle und zwei Plätze einrichten …")
    office = folder / "office"
    set_up_office(office, name="Leitstelle (Muster)", keys_folder=folder / "office-keys")
    for desk in story.desks:
        story.fingerprints[desk.town] = desk.set_up()

    say("Plätze bitten um Anmeldung, die Leitstelle vergleicht den Fingerabdruck …")
    requests = {desk.town: desk.exchange(medium, _at(monday, 7)).request for desk in story.desks}
    with open_home(office, writing=True) as home:
        for town, name in requests.items():
            enrol_file(home, medium / str(name), monday, story.fingerprints[town])
        publish(home, medium, monday)
    for desk in story.desks:
        desk.exchange(medium, _at(monday, 7))

    say("Drei Vormittage an zwei Empfängen …")
    entries = sample_week(monday)
    slips = folder / "slips"
    slips.mkdir()
    for desk in story.desks:
        desk.work([entry for entry in entries if entry.desk == desk.town], slips)

    say("Austausch über den Stick …")
    friday = monday + dt.timedelta(days=4)
    for desk in story.desks:
        desk.exchange(medium, _at(friday, 12))
    with open_home(office, writing=True) as home:
        story.taken = take_in(home, medium, friday)
        story.release = publish(home, medium, friday).release
        story.report_path = folder / "report.pdf"
        story.report = write_report(
            home, monday, monday + dt.timedelta(days=6), "pdf", story.report_path
        )
    for desk in story.desks:
        story.confirmed[desk.town] = desk.exchange(medium, _at(friday, 15)).confirmed_up_to
    return story


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise DiskFailure(str(folder), "der Ordner ist nicht leer")
    except OSError as error:
        raise DiskFailure(str(folder), error.strerror or str(error)) from error


def _at(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour))
