import datetime as dt
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.house_totals import LANGUAGE, TOPIC, WEEKDAY_HALF, house_totals
from lotse_desk.desk.log_list import listed
from lotse_desk.domain.contacts import Contact, UnmetNeed
from lotse_desk.domain.faults import InvalidValue, NotFound, NothingToUndo, UnknownValue
from lotse_desk.domain.hsds import Service
from lotse_desk.domain.slip_codes import new_code, parse_code
from lotse_desk.home.home import Home
from lotse_desk.home.log_policy import SETTING

DAY = dt.timedelta(days=1)


def test_a_service_brings_its_topics_and_gets_a_code(
    home: Home, log: CounterLog, events: Any, morning: dt.datetime
) -> None:
    contact = Contact(topics=("kita",), language="ti")
    logged = log.log(contact, morning, services=["s-wohngeld", "master.kita"])
    assert set(logged.codes) == {"s-wohngeld", "master.kita"}
    for code in logged.codes.values():
        assert parse_code(code) == code
    [entry] = listed(home, events, morning.date())
    assert entry.content["topics"] == ["kita", "wohngeld"]
    assert (entry.date, entry.week, entry.half) == ("2026-11-23", "2026-W48", "am")
    assert entry.id == logged.id


@pytest.mark.parametrize(
    "contact",
    [
        Contact(concern="wayy"),
        Contact(topics=("nothing",)),
        Contact(language="klingonisch"),
        Contact(outcome="solved"),
        Contact(channel="fax"),
        Contact(interpreter="dog"),
        Contact(residence="moon"),
        Contact(unmet=(UnmetNeed("kita", "why"),)),
        Contact(unmet=(UnmetNeed("why", "no-offer"),)),
        Contact(slip_languages=("xx",)),
    ],
)
def test_unknown_values_are_refused_and_change_nothing(
    home: Home, log: CounterLog, events: Any, morning: dt.datetime, contact: Contact
) -> None:
    with pytest.raises(UnknownValue):
        log.log(contact, morning)
    assert listed(home, events, morning.date()) == []


def test_an_unknown_service_or_hard_topic_is_refused(log: CounterLog, morning: dt.datetime) -> None:
    with pytest.raises(NotFound):
        log.log(Contact(), morning, services=["nobody"])
    with pytest.raises(UnknownValue):
        log.log(Contact(), morning, hard=["nothing"])


@pytest.mark.parametrize("count", [0, -1, 10_000])
def test_a_tally_has_bounds(log: CounterLog, morning: dt.datetime, count: int) -> None:
    with pytest.raises(InvalidValue):
        log.tally("way", count, morning)


def test_undo_takes_back_the_last_of_today_and_nothing_older(
    home: Home, log: CounterLog, events: Any, morning: dt.datetime
) -> None:
    log.log(Contact(), morning - DAY)
    log.log(Contact(), morning)
    log.tally("way", 7, morning)
    assert log.undo(morning) == "tally"
    assert log.undo(morning) == "contact"
    with pytest.raises(NothingToUndo):
        log.undo(morning)
    assert len(listed(home, events, morning.date())) == 1


def test_undo_after_a_batch_appends_and_is_gone_the_next_day(
    home: Home, log: CounterLog, events: Any, morning: dt.datetime
) -> None:
    for language in ("tr", "ar", "uk"):
        log.log(Contact(language=language, topics=("wohngeld",)), morning, hard=["wohngeld"])
    log.close_before_batch(morning)
    log.log(Contact(language="pl"), morning)
    assert log.undo(morning) == "contact"
    assert events.of("undo") == []
    assert log.undo(morning) == "contact"
    undone = {content["event"] for content in events.of("undo")}
    kinds = Counter(event.kind for event in events.events if event.id in undone)
    assert kinds == {"contact": 1, "hard-topic": 1}
    [contact] = [e for e in events.events if e.id in undone and e.kind == "contact"]
    assert contact.content["language"] == "uk"
    assert len(listed(home, events, morning.date())) == 2
    totals = {(t.dimension, t.value): t.count for t in house_totals(home, "2026-11", "2026-11")}
    assert totals == {
        (WEEKDAY_HALF, "mon-am"): 2,
        (LANGUAGE, "tr"): 1,
        (LANGUAGE, "ar"): 1,
        (TOPIC, "wohngeld"): 2,
    }
    with pytest.raises(NothingToUndo):
        log.undo(morning + DAY)


def test_a_day_closes_with_the_first_act_of_a_later_date(
    home: Home, log: CounterLog, events: Any, morning: dt.datetime
) -> None:
    log.log(Contact(language="ta", topics=("wohngeld",)), morning)
    log.log(Contact(language="tr", topics=("sucht", "kita")), morning)
    log.tally("way", 17, morning.replace(hour=13))
    assert events.events == []
    log.begin_day(morning + DAY)
    by_topics = {tuple(c["topics"]): c for c in events.of("contact")}
    assert by_topics[("wohngeld",)]["language"] == "other"
    assert "language" not in by_topics[("sucht",)]
    assert events.of("tally") == [{"concern": "way", "count": 17, "week": "2026-W48", "half": "pm"}]
    closed = listed(home, events, (morning + DAY).date())
    assert [entry.date for entry in closed] == ["", "", ""]
    assert {entry.week for entry in closed} == {"2026-W48"}
    totals = {(t.dimension, t.value): t.count for t in house_totals(home, "2026-11", "2026-11")}
    assert totals == {
        (WEEKDAY_HALF, "mon-am"): 1,
        (WEEKDAY_HALF, "mon-pm"): 17,
        (WEEKDAY_HALF, "withheld"): 1,
        (LANGUAGE, "ta"): 1,
        (LANGUAGE, "withheld"): 1,
        (TOPIC, "wohngeld"): 1,
        (TOPIC, "kita"): 1,
        (TOPIC, "sucht"): None,
    }


def test_what_the_house_counts_is_one_number_for_each_contact(
    home: Home, log: CounterLog, morning: dt.datetime
) -> None:
    for _ in range(6):
        log.log(Contact(topics=("sucht",)), morning)
    log.begin_day(morning + DAY)
    totals = {(t.dimension, t.value): t.count for t in house_totals(home, "2026-11", "2026-11")}
    assert totals[TOPIC, "sucht"] == 6


def test_the_log_is_not_the_order_of_the_queue(
    log: CounterLog, events: Any, morning: dt.datetime
) -> None:
    languages = ["tr", "ar", "uk", "ru", "pl", "ro", "bg", "en", "fa", "sq", "it", "es"]
    for language in languages:
        log.log(Contact(language=language), morning, services=["s-wohngeld"])
    log.begin_day(morning + DAY)
    order = [content["language"] for content in events.of("contact")]
    assert sorted(order) == sorted(languages)
    assert order != languages


def test_returns_are_taken_for_any_right_code_and_travel_once(
    log: CounterLog, events: Any, morning: dt.datetime
) -> None:
    logged = log.log(Contact(), morning, services=["s-wohngeld"])
    own, foreign = logged.codes["s-wohngeld"], new_code()
    known = log.record_return(f" {own[:4].lower()} {own[4:]}", "arrived", morning)
    assert known is not None
    assert (known.service, known.town, known.week) == ("s-wohngeld", "marl", "2026-W48")
    log.record_return(own, "arrived", morning)
    assert log.record_return(foreign, "wrong-place", morning) is None
    with pytest.raises(InvalidValue):
        log.record_return(own[:-1] + ("A" if own[-1] != "A" else "C"), "arrived", morning)
    with pytest.raises(UnknownValue):
        log.record_return(own, "vanished", morning)
    log.begin_day(morning + DAY)
    assert sorted((r["code"], r["value"]) for r in events.of("return")) == sorted(
        [(own, "arrived"), (foreign, "wrong-place")]
    )
    [referral] = events.of("referral")
    assert referral == {"code": own, "service": "s-wohngeld", "town": "marl", "week": "2026-W48"}


def test_codes_go_after_eight_weeks_here_and_in_the_events(
    log: CounterLog, events: Any, morning: dt.datetime
) -> None:
    code = log.log(Contact(), morning, services=["s-wohngeld"]).codes["s-wohngeld"]
    log.record_return(code, "helped", morning)
    last = morning + dt.timedelta(weeks=8) - DAY
    log.begin_day(last)
    assert log.record_return(code, "helped", last) is not None
    log.begin_day(last + DAY)
    assert events.of("referral") == []
    assert [content["week"] for content in events.of("return")] == ["2027-W02"]
    assert log.record_return(code, "helped", last + DAY) is None


def test_policy_switches_codes_off(home: Home, log: CounterLog, morning: dt.datetime) -> None:
    with home.transaction():
        home.settings.put(SETTING, '{"codes": false}')
    assert log.log(Contact(), morning, services=["s-wohngeld"]).codes == {}


def test_a_clock_set_back_loses_nothing(log: CounterLog, events: Any, morning: dt.datetime) -> None:
    log.log(Contact(), morning)
    log.log(Contact(), morning - 30 * DAY)
    log.begin_day(morning)
    assert sorted(c["week"] for c in events.of("contact")) == ["2026-W43", "2026-W48"]


def test_the_list_since_a_date(
    home: Home, log: CounterLog, events: Any, morning: dt.datetime
) -> None:
    log.log(Contact(), morning - 14 * DAY)
    log.log(Contact(), morning)
    today = morning.date()
    assert len(listed(home, events, today)) == 2
    assert len(listed(home, events, today, today)) == 1
    assert len(listed(home, events, today, today + DAY)) == 0


ACTS = st.lists(
    st.one_of(
        st.just("add"),
        st.integers(1, 30),
        st.just("undo"),
        st.just("batch"),
        st.just("tomorrow"),
    ),
    max_size=14,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_every_contact_counts_once_whatever_happens(
    fresh: Callable[[], AbstractContextManager[Any]], morning: dt.datetime, acts: list[Any]
) -> None:
    with fresh() as (home, log, events):
        check_counts(home, log, events, morning, acts)


def check_counts(
    home: Home, log: CounterLog, events: Any, now: dt.datetime, acts: list[Any]
) -> None:
    expected = 0
    today: list[int] = []
    for act in acts:
        if act == "add":
            log.log(Contact(), now)
            today.append(1)
        elif act == "batch":
            log.close_before_batch(now)
        elif act == "tomorrow":
            now += DAY
            expected += sum(today)
            today.clear()
        elif act != "undo":
            log.tally("way", act, now)
            today.append(act)
        elif today:
            log.undo(now)
            today.pop()
        else:
            with pytest.raises(NothingToUndo):
                log.undo(now)
    expected += sum(today)
    counted = sum(e.content.get("count", 1) for e in listed(home, events, now.date()))
    assert counted == expected
    log.close_before_batch(now)
    counted = sum(e.content.get("count", 1) for e in listed(home, events, now.date()))
    assert counted == expected
    totals = house_totals(home, "2000-01", "2999-12")
    assert sum(t.count or 0 for t in totals if t.dimension == WEEKDAY_HALF) == expected


def test_what_could_not_travel_is_refused_when_it_is_logged(
    home: Home, log: CounterLog, events: Any, morning: dt.datetime
) -> None:
    topics = tuple(home.reference.topics)
    with pytest.raises(InvalidValue):
        log.log(Contact(topics=topics[:41]), morning)
    plain = [t for t in topics if not home.reference.flagged([t], "sensitive")]
    log.log(Contact(topics=tuple(plain[:40])), morning, hard=plain[:40])
    log.begin_day(morning + DAY)
    assert [len(content["topics"]) for content in events.of("contact")] == [40]
    assert len(events.of("hard-topic")) == 40


def test_a_service_with_a_monstrous_id_gets_no_code(
    home: Home, log: CounterLog, events: Any, morning: dt.datetime
) -> None:
    monstrous = "s" * 300
    with home.transaction():
        home.directory.upsert([Service(id=monstrous, organization_id="o", name="Aus einem Feed")])
    assert log.log(Contact(), morning, services=[monstrous]).codes == {}
    log.begin_day(morning + DAY)
    assert events.of("referral") == []
    assert len(events.of("contact")) == 1


@pytest.mark.parametrize("record_id", ["tab\there", "line\nend", "s" * 201])
def test_an_id_that_cannot_travel_is_told_at_once_and_bricks_nothing(
    home: Home, log: CounterLog, events: Any, morning: dt.datetime, record_id: str
) -> None:
    with home.transaction():
        home.directory.upsert([Service(id=record_id, organization_id="o", name="Aus einem Feed")])
    assert log.log(Contact(), morning, services=[record_id]).codes == {}
    for act in (
        lambda: log.store_codes({record_id: new_code()}, morning),
        lambda: log.log(Contact(), morning, codes={record_id: new_code()}),
    ):
        with pytest.raises(InvalidValue):
            act()
    log.begin_day(morning + DAY)
    assert [event.kind for event in events.events] == ["contact"]


def test_one_row_that_does_not_fit_never_stops_a_day_close(
    home: Home, log: CounterLog, events: Any, morning: dt.datetime
) -> None:
    log.log(Contact(), morning, services=["s-wohngeld"])
    log.log(Contact(), morning, services=["s-wohngeld"])
    with home.transaction():  # as an earlier version stored it
        home.database.execute(
            "UPDATE today_code SET service = 'tab' || char(9)"
            " WHERE code = (SELECT min(code) FROM today_code)"
        )
        home.database.execute("UPDATE today_entry SET events = '[]'")
    log.begin_day(morning + DAY)
    assert sorted(event.kind for event in events.events) == ["contact", "contact", "referral"]
    log.log(Contact(), morning + DAY)


def test_what_a_contact_will_be_is_settled_when_it_is_logged(
    home: Home, log: CounterLog, events: Any, morning: dt.datetime
) -> None:
    """Else a copy made during the day would close to other events than the desk itself did."""
    logged = log.log(Contact(language="tr"), morning)
    with home.transaction():
        home.settings.put(SETTING, '{"languages": []}')
    log.begin_day(morning + DAY)
    [contact] = events.events
    assert (contact.id, contact.content["language"]) == (logged.id, "tr")


def test_a_batch_during_the_day_carries_no_code_beside_its_contact(
    log: CounterLog, events: Any, morning: dt.datetime
) -> None:
    code = log.log(Contact(), morning, services=["s-wohngeld"]).codes["s-wohngeld"]
    log.record_return(code, "helped", morning)
    log.close_before_batch(morning)
    assert [event.kind for event in events.events] == ["contact"]
    assert log.record_return(code, "arrived", morning) is not None
    log.begin_day(morning + DAY)
    assert len(events.of("referral")) == 1
    assert len(events.of("return")) == 2


def test_a_clock_that_runs_years_ahead_deletes_no_code(
    log: CounterLog, events: Any, morning: dt.datetime
) -> None:
    events.release_date = morning.date()
    code = log.log(Contact(), morning, services=["s-wohngeld"]).codes["s-wohngeld"]
    log.begin_day(morning.replace(year=2031))
    assert log.record_return(code, "helped", morning + DAY) is not None
    assert len(events.of("referral")) == 1
    events.release_date = morning.date() + 8 * 7 * DAY
    log.begin_day(morning + 8 * 7 * DAY)
    assert log.record_return(code, "helped", morning + 8 * 7 * DAY) is None
