"""Stories of the office's report: what was logged at desks is what it counts."""

import datetime as dt
import json

import pytest

from lotse_desk.cli.command_line import run
from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.domain.contacts import Contact
from lotse_desk.domain.faults import InvalidValue, UnknownValue, WrongRole
from lotse_desk.domain.supplement import MasterText
from lotse_desk.home.home import open_home
from lotse_desk.office.report import make_report, write_report
from lotse_desk.storage.office_figures import OfficeFigures

MONDAY = dt.date(2026, 11, 23)


def report(district, first=MONDAY, last=MONDAY):
    with open_home(district.office, writing=False) as home:
        return make_report(home, first, last)


def tally(district, name, count):
    with open_home(district.desk(name), writing=True) as home:
        CounterLog(home, desk_events(home)).tally("way", count, district.now)


def test_a_tally_counts_as_many_and_what_was_undone_does_not(district):
    district.log("a", 6)
    tally(district, "a", 17)
    tally(district, "b", 30)
    district.undo("b")
    district.sync("a")
    district.sync("b")
    district.intake()
    assert report(district).contacts == district.contacts() == 23
    district.undo("a")
    district.sync("a")
    district.intake()
    made = report(district)
    assert made.contacts == district.contacts() == 6
    by_name = {table.name: table for table in made.report.tables}
    assert by_name["concern"].total == 6
    assert {r.codes[0]: r.count for r in by_name["language"].rows}["uk"] == 6
    assert made.report.sources["batches"] == 2


def test_the_period_is_whole_weeks(district):
    district.log("a", 7)
    district.week("a")
    district.log("a", 9)
    district.week("a")
    sunday, next_monday = MONDAY + dt.timedelta(days=6), MONDAY + dt.timedelta(days=7)
    assert report(district, sunday, sunday).contacts == 7
    assert report(district, next_monday, next_monday).contacts == 9
    made = report(district, sunday, next_monday)
    assert made.contacts == 16
    assert (made.report.period.first_day, made.report.period.last_day) == (
        MONDAY,
        MONDAY + dt.timedelta(days=13),
    )


def test_bad_wishes_are_refused_and_write_nothing(district, tmp_path):
    out = tmp_path / "report.json"
    with open_home(district.office, writing=False) as home:
        with pytest.raises(UnknownValue):
            write_report(home, MONDAY, MONDAY, "doc", out)
        with pytest.raises(InvalidValue):
            write_report(home, MONDAY, MONDAY - dt.timedelta(days=1), "json", out)
    with open_home(district.desk("a"), writing=False) as home, pytest.raises(WrongRole):
        write_report(home, MONDAY, MONDAY, "json", out)
    assert not out.exists()


def test_few_contacts_are_a_number_for_the_office_and_none_in_the_file(district, tmp_path):
    district.log("a", 3)
    district.sync("a")
    district.intake()
    out = tmp_path / "report.json"
    with open_home(district.office, writing=False) as home:
        assert write_report(home, MONDAY, MONDAY, "json", out).contacts == 3
    document = json.loads(out.read_text("utf-8"))
    assert document["contacts"] is None
    assert document["note"] == "Kontakte, nicht Personen"
    counts = [row["count"] for table in document["tables"] for row in table["rows"]]
    assert set(counts) <= {0, None}


def test_codes_go_after_eight_weeks_and_what_came_of_slips_stays_counted(district, tmp_path):
    codes = []
    with open_home(district.desk("a"), writing=True) as home:
        with home.transaction():
            home.directory.upsert([MasterText(id="master.kita", topic="kita", name="Kita")])
        log = CounterLog(home, desk_events(home))
        for _ in range(20):
            logged = log.log(Contact(), district.now, services=["master.kita"])
            codes.append(logged.codes["master.kita"])
        for code in codes[:12]:
            log.record_return(code, "helped", district.now)
    district.now += dt.timedelta(days=1)
    district.week("a")
    before = answers(district)
    assert before == {"helped": 12, "open": 8}
    assert all(code.encode() in bytes_of(district) for code in codes)
    for _ in range(8):
        district.week("a")
    assert answers(district) == before
    assert not [code for code in codes if code.encode() in bytes_of(district)]
    district.week("a")
    assert answers(district) == before
    assert district.contacts() == 20


def answers(district):
    tables = {table.name: table for table in report(district).report.tables}
    return {row.codes[0]: row.count for row in tables["slip-answer"].rows if row.count}


def bytes_of(district):
    return b"".join(path.read_bytes() for path in district.office.glob("*.sqlite3*"))


def kept_and_anew(district, first=MONDAY, last=MONDAY):
    """The report an office that keeps figures makes, after checking it against a fresh count."""
    with open_home(district.office, writing=True) as home:
        kept = make_report(home, first, last)
        assert make_report(home, first, last) == kept
        with home.transaction() as database:
            database.execute("DELETE FROM week_figures")
        assert make_report(home, first, last) == kept
    return kept


def test_kept_figures_follow_whatever_changes_a_week(district):
    district.log("a", 7)
    district.log("b", 8)
    district.sync("a")
    district.intake()
    assert kept_and_anew(district).contacts == 7
    district.sync("b")
    district.intake()
    assert kept_and_anew(district).contacts == 15
    district.undo("a")
    district.sync("a")
    district.intake()
    assert kept_and_anew(district).contacts == 14
    with open_home(district.office, writing=True) as home, home.transaction() as database:
        town = database.execute("SELECT town FROM enrolled_desk").fetchone()[0]
        moved = "gladbeck" if town != "gladbeck" else "dorsten"
        database.execute("UPDATE enrolled_desk SET town = ?", [moved])
    with open_home(district.office, writing=True) as home:
        by_name = {table.name: table for table in make_report(home, MONDAY, MONDAY).report.tables}
    assert {row.codes[0]: row.count for row in by_name["town"].rows} == {moved: 14}


def test_a_reader_makes_the_same_report_and_keeps_nothing(district):
    district.log("a", 7)
    district.sync("a")
    district.intake()
    before = bytes_of(district)
    made = report(district)
    assert bytes_of(district) == before
    assert kept_and_anew(district) == made


def test_the_command_keeps_what_it_counted_and_works_beside_a_writer(district, tmp_path, capsys):
    district.log("a", 7)
    district.sync("a")
    district.intake()
    out = tmp_path / "report.json"
    words = ["--home", str(district.office), "office", "report", "--format", "json"]
    words += ["--from", "2026-11-23", "--to", "2026-11-23", "--out", str(out)]
    with open_home(district.office, writing=True) as home:
        assert run(words) == 0
        assert not OfficeFigures(home.database).kept("2026-W01", "2026-W53")
    first = out.read_bytes()
    assert run(words) == 0
    assert out.read_bytes() == first
    with open_home(district.office, writing=False) as home:
        assert list(OfficeFigures(home.database).kept("2026-W01", "2026-W53")) == ["2026-W48"]
    assert "7 Kontakte" in capsys.readouterr().out
