"""The migration that gives events their weeks: those that are there get theirs."""

from sqlite_utils import Database

from lotse_desk.storage.migrations import migrations
from lotse_desk.storage.office_figures import OfficeFigures


def test_events_there_already_get_their_week() -> None:
    database = Database(memory=True)
    migrations.apply(database, stop_before="m008_week_figures")
    database.execute("INSERT INTO enrolled_desk VALUES ('d', 'k', 'marl', 'E', 'enrolled', 'x')")
    database.execute(
        "INSERT INTO received_batch (number, digest, name, verdict, on_date)"
        " VALUES (1, 'd', 'n', 'accepted', 'x')"
    )
    database.execute(
        "INSERT INTO desk_log (number, desk, incarnation, up_to, head)"
        " VALUES (1, 'd', 'i', 1, x'00')"
    )
    events = [
        (1, b"1", "contact", '{"concern":"way","week":"2026-W46"}', 1),
        (2, b"2", "contact", None, 0),
        (3, b"3", "proposal", '{"new":"{\\"week\\":\\"2026-W46\\"}"}', 0),
        (4, b"4", "hard-topic", '{"quarter":"2026-Q4","topic":"kita"}', 0),
        (5, b"5", "referral", '{"code":"ABCD","week":"2026-W47"}', 0),
    ]
    database.conn.executemany(
        "INSERT INTO received_event (number, id, kind, p, payload, contacts, log, batch)"
        " VALUES (?, ?, ?, x'00', ?, ?, 1, 1)",
        events,
    )
    migrations.apply(database)
    rows = database.execute("SELECT number, week FROM received_event ORDER BY number")
    assert dict(rows.fetchall()) == {1: "2026-W46", 2: None, 3: None, 4: None, 5: "2026-W47"}
    store = OfficeFigures(database)
    assert store.weeks("2026-W01", "2026-W53") == ["2026-W46", "2026-W47"]
    counted = [(event.town, event.count) for event in store.events(["contact"], "2026-W46")]
    assert counted == [("marl", 1)]
    assert [event.content["topic"] for event in store.hard_topics()] == ["kita"]
