"""Day close against the real event log: one transaction, and nothing left behind."""

import datetime as dt
import sqlite3

import pytest

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import DeskEventLog, desk_events
from lotse_desk.desk.log_list import listed
from lotse_desk.domain.contacts import Contact
from lotse_desk.home.home import DATABASE_NAME, Home
from lotse_desk.sync.events import ComingEvent

DAY = dt.timedelta(days=1)


@pytest.fixture
def real_log(home: Home) -> CounterLog:
    return CounterLog(home, desk_events(home))


def bytes_of(home: Home) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.folder.glob(f"{DATABASE_NAME}*")))


def test_closed_days_are_listed_from_the_log(
    home: Home, real_log: CounterLog, morning: dt.datetime
) -> None:
    real_log.log(Contact(topics=("wohngeld",), language="tr"), morning)
    real_log.tally("way", 4, morning)
    real_log.close_before_batch(morning)
    real_log.undo(morning)
    [entry] = listed(home, desk_events(home), morning.date())
    assert (entry.kind, entry.date, entry.content["language"]) == ("contact", "", "tr")


def test_a_close_that_breaks_off_changes_nothing(
    home: Home, real_log: CounterLog, morning: dt.datetime
) -> None:
    class Breaking(DeskEventLog):
        left = 3

        def append(self, event: ComingEvent) -> str:
            if not self.left:
                raise sqlite3.OperationalError("database or disk is full")
            self.left -= 1
            return super().append(event)

    for _ in range(4):
        real_log.log(Contact(topics=("wohngeld",)), morning, services=["s-wohngeld"])
    before = list(home.database.conn.iterdump())
    breaking = Breaking(desk_events(home)._log)
    for moment in (morning, morning + DAY):
        with pytest.raises(sqlite3.OperationalError):
            CounterLog(home, breaking).close_before_batch(moment)
        assert list(home.database.conn.iterdump()) == before
        breaking.left = 3
    real_log.begin_day(morning + DAY)
    assert len(desk_events(home).kept(["contact"])) == 4
    assert len(desk_events(home).kept(["referral"])) == 4


def test_after_the_day_its_rows_are_in_no_file(
    home: Home, real_log: CounterLog, morning: dt.datetime
) -> None:
    ids = [
        real_log.log(Contact(topics=("sucht", "kita"), language="ta"), morning).id
        for _ in range(40)
    ]
    traces = [*(entry_id.encode() for entry_id in ids), b'"language": "ta"', b'"kita"']
    there = bytes_of(home)
    assert all(trace in there for trace in traces)
    real_log.begin_day(morning + DAY)
    gone = bytes_of(home)
    assert not [trace for trace in traces if trace in gone]
    assert gone.count(b'"topics":["sucht"]') == 40


def test_what_undo_needed_is_in_no_file_after_the_day(
    home: Home, real_log: CounterLog, morning: dt.datetime
) -> None:
    real_log.log(Contact(language="ta"), morning)
    real_log.close_before_batch(morning)
    [event] = desk_events(home).kept(["contact"])
    assert event.id.encode() in bytes_of(home)
    real_log.begin_day(morning + DAY)
    assert event.id.encode() not in bytes_of(home)  # the log itself keeps ids as bytes


def test_codes_lie_in_no_order_but_their_own(
    home: Home, real_log: CounterLog, morning: dt.datetime
) -> None:
    issued = [
        real_log.log(Contact(), morning, services=["s-wohngeld"]).codes["s-wohngeld"]
        for _ in range(30)
    ]
    real_log.begin_day(morning + DAY)
    content = bytes_of(home)
    places = {code: content.find(f"{code}s-wohngeld".encode()) for code in issued}
    assert min(places.values()) > 0
    lying = sorted(issued, key=places.__getitem__)
    assert lying in (sorted(issued), sorted(issued, reverse=True))
    travelled = [e.content["code"] for e in desk_events(home).kept(["referral"])]
    assert sorted(travelled) == sorted(issued)
    assert travelled != issued


def test_tables_of_codes_have_neither_rowid_nor_clock_nor_contact(home: Home) -> None:
    for table in ("today_code", "slip_code", "today_return"):
        sql = home.database[table].schema
        assert "WITHOUT ROWID" in sql
        names = {column.name for column in home.database[table].columns}
        assert names <= {"code", "service", "town", "week", "value", "event_id", "nonce"}
    with pytest.raises(sqlite3.OperationalError):
        home.database.execute("SELECT rowid FROM slip_code")


def test_contacts_and_codes_of_a_day_are_mixed_in_the_log(
    home: Home, real_log: CounterLog, morning: dt.datetime
) -> None:
    """If codes followed their contacts, kinds would alternate on every day."""
    alternating = 0
    for day in range(6):
        for _ in range(6):
            real_log.log(Contact(), morning + day * DAY, services=["s-wohngeld"])
        real_log.begin_day(morning + (day + 1) * DAY)
        kinds = [e.kind for e in desk_events(home).kept(["contact", "referral"])][-12:]
        alternating += kinds == ["contact", "referral"] * 6
    assert alternating < 6
