"""A demo desk: it finds, prints, logs and exchanges as a Lotse would."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lotse_desk.cli.demo.week import Entry
from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.exchange import Synced, sync
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.desk.slips import prepare_slip, record_slip
from lotse_desk.home.files import write_whole
from lotse_desk.home.find import Hit, Wish, find
from lotse_desk.home.home import Home, open_home
from lotse_desk.home.slips import SlipRequest

DESK_NAME = "Empfang 1"


@dataclass(frozen=True)
class Told:
    """What one entry led to: the first hit, the paper, if any."""

    entry: Entry
    hit: Hit | None
    slip: Path | None


@dataclass
class DemoDesk:
    """One desk of the demo; `contacts` are those logged and not undone."""

    town: str
    folder: Path
    told: list[Told] = field(default_factory=list)
    contacts: int = 0

    def set_up(self) -> str:
        """Make the home; returns the fingerprint somebody would read out."""
        return set_up_desk(self.folder, town=self.town, name=DESK_NAME).fingerprint

    def work(self, entries: Sequence[Entry], slips: Path) -> None:
        """Live through the entries of this desk."""
        with open_home(self.folder, writing=True) as home:
            log = CounterLog(home, desk_events(home))
            for number, entry in enumerate(entries, start=1):
                if entry.tally:
                    log.tally(entry.tally, entry.count, entry.moment)
                    self.contacts += entry.count
                    continue
                name = f"{self.town}-{number:02}-{entry.language}.pdf"
                self.told.append(_serve(home, log, entry, slips / name))
                if entry.undo:
                    log.undo(entry.moment)
                else:
                    self.contacts += 1

    def exchange(self, medium: Path, moment: dt.datetime) -> Synced:
        """Sync with the stick."""
        with open_home(self.folder, writing=True) as home:
            return sync(home, medium, moment)


def _serve(home: Home, log: CounterLog, entry: Entry, paper: Path) -> Told:
    wish = Wish(language=entry.language, typing=False, limit=3)
    hits = find(home, entry.words, wish).hits
    hit = hits[0] if hits else None
    if hit is None or not entry.slip:
        log.log(
            entry.contact, entry.moment, services=[hit.id] if hit else [], hard=entry.hard, codes={}
        )
        return Told(entry, hit, None)
    request = SlipRequest((hit.id,), (entry.language,))
    prepared = prepare_slip(home, log, request, entry.moment)
    write_whole(paper, prepared.slip.pdf)
    record_slip(log, prepared, entry.moment, entry.contact)
    return Told(entry, hit, paper)
