"""Random lives of desks through real homes: renewed, copied, put back, replaced, taken back."""

import random

import pytest

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.enrolment import identity, renew_identity
from lotse_desk.domain.contacts import Contact
from lotse_desk.home.home import open_home
from lotse_desk.office.desk_list import list_desks
from lotse_desk.office.enrolment import enrol_file, waiting_requests
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.office_log import OfficeLog

ACTS = 14


class Lives:
    """Desks that live as badly as they can; `held` are the events some living desk ever logged."""

    def __init__(self, district, seed):
        self.district, self.random = district, random.Random(seed)
        self.desks = ["a", "b"]

    def any_desk(self):
        return self.random.choice(self.desks)

    def log(self):
        self.district.log(self.any_desk(), self.random.randint(1, 2))

    def sync(self):
        self.district.sync(self.any_desk())

    def undo(self):
        with open_home(self.district.desk(self.any_desk()), writing=True) as home:
            log = CounterLog(home, desk_events(home))
            log.log(Contact(), self.district.now)
            log.close_before_batch(self.district.now)
            log.undo(self.district.now)

    def renew(self):
        with open_home(self.district.desk(self.any_desk()), writing=True) as home:
            renew_identity(home)

    def renew_between_batch_and_undo(self):
        name = self.any_desk()
        with open_home(self.district.desk(name), writing=True) as home:
            CounterLog(home, desk_events(home)).log(Contact(), self.district.now)
        self.district.sync(name)
        with open_home(self.district.desk(name), writing=True) as home:
            renew_identity(home)
            CounterLog(home, desk_events(home)).undo(self.district.now)

    def copy(self):
        if len(self.desks) < 4:
            name, copy = self.any_desk(), f"copy{len(self.desks)}"
            self.district.keep(name)
            self.district.put_back(name, copy)
            self.desks.append(copy)

    def keep(self):
        self.district.keep(self.any_desk())

    def put_back(self):
        name = self.any_desk()
        if (self.district.folder / f"{name}.image").exists():
            self.district.put_back(name)

    def office(self):
        with open_home(self.district.office, writing=True) as home:
            today = self.district.now.date()
            for path, _ in waiting_requests(home, self.district.stick):
                enrol_file(home, path, today)
        self.district.intake()
        self.district.publish()

    def live(self):
        acts = [self.log, self.log, self.sync, self.sync, self.office, self.undo, self.copy]
        acts += [self.renew, self.renew_between_batch_and_undo, self.keep, self.put_back]
        for _ in range(ACTS):
            self.random.choice(acts)()

    def fair_rounds(self):
        for _ in range(4):  # one more than the exchange needs: a request comes before everything
            for name in self.desks:
                self.district.sync(name)
            self.office()

    def logs(self):
        """Events and undone ids of every living desk, by its id in the exchange."""
        for name in self.desks:
            with open_home(self.district.desk(name), writing=False) as home:
                yield identity(home).id, list(EventLog(home.database).events())


@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(n, marks=pytest.mark.night) for n in range(4, 60))]
)
def test_whatever_becomes_of_desks_everything_arrives_and_counts_once(district, seed):
    lives = Lives(district, seed)
    lives.live()
    lives.fair_rounds()
    with open_home(district.office, writing=False) as home:
        received = list(OfficeLog(home.database).events(["contact"]))
        known = {desk.desk for desk in list_desks(home, district.now.date())}
    assert len({event.id for event in received}) == len(received)
    undone = {event.id for event in received if event.undone}
    for desk, events in lives.logs():
        assert desk in known
        contacts = {event.id for event in events if event.kind == "contact"}
        taken_back = {str(e.content()["event"]) for e in events if e.kind == "undo"}
        assert contacts <= {event.id for event in received}
        assert taken_back <= undone
    for name in lives.desks:
        done = district.sync(name)
        assert (done.enrolled, done.left.events) == (True, 0), "somebody is stuck"
