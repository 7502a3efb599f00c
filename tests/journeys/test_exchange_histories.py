"""Random histories of desks, an office and sticks, through real databases and files."""

import datetime as dt
import os
import shutil

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from lotse_desk.home.backup import back_up, restore
from lotse_desk.home.home import open_home
from lotse_desk.storage.database import integrity_findings
from lotse_desk.storage.event_log import EventLog

NIGHT = bool(os.environ.get("LOTSE_DESK_NIGHT"))
EXAMPLES, STEPS = (400, 30) if NIGHT else (8, 14)
DESKS, MEDIA = st.sampled_from(["a", "b"]), st.sampled_from(["stick", "share"])


def machine_of(template, tmp_path_factory):
    """A state machine over a fresh copy of the template district each time."""

    class Histories(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            folder = tmp_path_factory.mktemp("history") / "district"
            shutil.copytree(template.folder, folder)
            self.district = type(template)(folder)
            self.images = set()

        @rule(name=DESKS, count=st.integers(1, 3))
        def contacts(self, name, count):
            self.district.log(name, count)

        @rule(name=DESKS, medium=MEDIA)
        def sync(self, name, medium):
            self.district.sync(name, self.district.medium(medium))

        @rule(medium=MEDIA)
        def intake(self, medium):
            taken = self.district.intake(self.district.medium(medium))
            assert {file.reason for file in taken.set_aside} <= {"history-forked"}

        @rule(medium=MEDIA)
        def publish(self, medium):
            self.district.publish(self.district.medium(medium))

        @rule(name=DESKS, medium=MEDIA)
        def an_ordinary_week(self, name, medium):
            self.district.week(name, medium=self.district.medium(medium))

        @rule(medium=MEDIA)
        def lose(self, medium):
            shutil.rmtree(self.district.medium(medium))

        @rule(days=st.integers(-400, 400))
        def clock(self, days):
            self.district.now += dt.timedelta(days=days)

        @rule(name=st.sampled_from(["a", "b", "office"]))
        def image(self, name):
            self.district.keep(name)
            self.images.add(name)

        @precondition(lambda self: self.images)
        @rule(data=st.data())
        def put_back(self, data):
            self.district.put_back(data.draw(st.sampled_from(sorted(self.images))))

        @precondition(lambda self: self.images)
        @rule(data=st.data())
        def restore(self, data):
            name = data.draw(st.sampled_from(sorted(self.images)))
            copy = self.district.folder / "backup.sqlite3"
            back_up(self.district.folder / f"{name}.image", copy)
            restore(self.district.folder / name, copy)

        def teardown(self):
            district = self.district
            for _ in range(3):
                district.week("a", "b")
            ids = district.event_ids()
            assert len(ids) == len(set(ids))
            for name in ("a", "b"):
                assert set(district.own_events(name)) <= set(ids)
                done = district.sync(name)
                with open_home(district.desk(name), writing=False) as home:
                    assert done.confirmed_up_to == EventLog(home.database).length
                    assert integrity_findings(home.database) == []
            with open_home(district.office, writing=False) as home:
                assert integrity_findings(home.database) == []
            shutil.rmtree(district.folder)

    return Histories


def test_random_histories(template, tmp_path_factory):
    run_state_machine_as_test(
        machine_of(template, tmp_path_factory),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
