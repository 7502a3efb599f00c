"""A desk's home, an event log in memory, and a clock that stands still."""

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.day_close import KeptEvent
from lotse_desk.domain.hsds import Attribute, Organization, Service, Taxonomy, TaxonomyTerm
from lotse_desk.domain.supplement import TOPIC_TAXONOMY, MasterText
from lotse_desk.home.home import DESK, Home, create_home, open_home
from lotse_desk.sync.events import ComingEvent, placed


def make_home(folder: Path) -> None:
    with create_home(folder, role=DESK, name="Empfang 1") as home:
        home.settings.put("desk.town", "marl")
        home.directory.upsert(
            [
                Organization(id="o", name="Muster"),
                Taxonomy(id=TOPIC_TAXONOMY, name="Themen"),
                TaxonomyTerm(id="wohngeld", name="Wohngeld", taxonomy_id=TOPIC_TAXONOMY),
                TaxonomyTerm(id="sucht", name="Sucht", taxonomy_id=TOPIC_TAXONOMY),
                Service(id="s-wohngeld", organization_id="o", name="Wohngeldstelle"),
                Service(id="s-sucht", organization_id="o", name="Suchtberatung"),
                *(
                    Attribute(
                        id=f"a-{topic}",
                        link_id=f"s-{topic}",
                        link_entity="service",
                        link_type=TOPIC_TAXONOMY,
                        taxonomy_term_id=topic,
                    )
                    for topic in ("wohngeld", "sucht")
                ),
                MasterText(id="master.kita", topic="kita", name="Kita"),
            ]
        )


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    make_home(tmp_path / "home")
    with open_home(tmp_path / "home", writing=True) as opened:
        yield opened


class EventsInMemory:
    """An event log that checks payloads as the real one does."""

    def __init__(self) -> None:
        self.events: list[KeptEvent] = []
        self.release_date: dt.date | None = None

    def append(self, coming: ComingEvent) -> str:
        event = placed(len(self.events) + 1, coming)
        self.events.append(KeptEvent(event.id, event.kind, json.loads(event.payload or b"")))
        return event.id

    def kept(self, kinds: Collection[str]) -> list[KeptEvent]:
        return [event for event in self.events if event.kind in kinds]

    def purge(self, ids: Collection[str]) -> None:
        self.events = [event for event in self.events if event.id not in ids]

    def of(self, kind: str) -> list[Mapping[str, Any]]:
        return [event.content for event in self.events if event.kind == kind]


@pytest.fixture
def events() -> EventsInMemory:
    return EventsInMemory()


@pytest.fixture
def log(home: Home, events: EventsInMemory) -> CounterLog:
    return CounterLog(home, events)


@pytest.fixture
def fresh(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[], AbstractContextManager[tuple[Home, CounterLog, EventsInMemory]]]:
    """Opens a new desk each time, for tests that try many histories."""

    @contextmanager
    def open_fresh() -> Iterator[tuple[Home, CounterLog, EventsInMemory]]:
        folder = tmp_path_factory.mktemp("fresh") / "home"
        make_home(folder)
        with open_home(folder, writing=True) as home:
            events = EventsInMemory()
            yield home, CounterLog(home, events), events

    return open_fresh


@pytest.fixture
def morning() -> dt.datetime:
    return dt.datetime(2026, 11, 23, 9, 30)
