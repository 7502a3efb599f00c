import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lotse_desk.domain.faults import NotFound
from lotse_desk.domain.hsds import RequiredDocument, Service
from lotse_desk.domain.supplement import (
    LocalNote,
    MasterName,
    MasterText,
    ScheduleException,
    Translation,
    text_hash,
)
from lotse_desk.home.home import Home, open_home
from lotse_desk.home.service_cards import service_card

TODAY = dt.date(2026, 11, 23)
WOHNGELD = "wohngeld.stadt-herten"


@pytest.fixture
def home(starter_folder: Path, tmp_path: Path) -> Iterator[Home]:
    folder = tmp_path / "home"
    shutil.copytree(starter_folder, folder)
    with open_home(folder, writing=True) as home, home.transaction():
        yield home


def test_a_service_inherits_what_it_does_not_say_itself(home: Home) -> None:
    card = service_card(home, WOHNGELD, "de", TODAY)
    master = home.directory.get(MasterText, "master.wohngeld")
    assert master is not None
    assert card.texts["description"].de == master.description
    assert card.body == "Stadt Herten"
    assert card.towns == ("herten",)
    assert card.places[0].room
    assert card.sample


def test_what_a_service_says_itself_wins(home: Home) -> None:
    service = home.directory.get(Service, WOHNGELD)
    assert service is not None
    home.directory.upsert(
        [
            Service(
                id=WOHNGELD,
                organization_id=service.organization_id,
                name="Wohngeld",
                fees_description="Mit Gebühr.",
            )
        ]
    )
    card = service_card(home, WOHNGELD, "de", TODAY)
    assert card.texts["cost"].de == "Mit Gebühr."
    assert card.documents


def test_a_master_text_says_that_no_body_is_known(home: Home) -> None:
    card = service_card(home, "master.schuldnerberatung", "de", TODAY)
    assert not card.responsible_body_known
    assert card.places == ()


def test_a_translation_counts_until_the_german_text_changes(home: Home) -> None:
    master = home.directory.get(MasterText, "master.wohngeld")
    assert master is not None
    translation = Translation(
        id="t",
        entity="master_text",
        entity_id=master.id,
        field="cost",
        language="fr",
        text="Gratuit.",
        source_hash=text_hash(master.cost or ""),
    )
    home.directory.upsert([translation])
    assert service_card(home, WOHNGELD, "fr", TODAY).texts["cost"].other == "Gratuit."
    home.directory.upsert([Translation(**{**vars(translation), "source_hash": text_hash("old")})])
    outdated = service_card(home, WOHNGELD, "fr", TODAY).texts["cost"]
    assert (outdated.other, outdated.state) == (None, "outdated")


def test_an_unchecked_new_name_stays_neutral_and_a_checked_one_prints(home: Home) -> None:
    topic = "master.grundsicherung-arbeit"
    assert "SGB II" in service_card(home, topic, "de", TODAY).name.de
    names = home.directory.where(MasterName, master_text_id=topic)
    home.directory.upsert([MasterName(**{**vars(name), "checked": True}) for name in names])
    card = service_card(home, topic, "de", TODAY)
    assert card.name.de == "Grundsicherungsgeld"
    assert card.former_name == "Bürgergeld"
    earlier = service_card(home, topic, "de", dt.date(2026, 6, 30))
    assert earlier.name.de == "Bürgergeld"


def test_local_rooms_and_closures_show(home: Home) -> None:
    place = service_card(home, WOHNGELD, "de", TODAY).places[0]
    home.directory.upsert(
        [
            LocalNote(
                id="n", entity="service_at_location", entity_id=place.id, room="7", door="links"
            ),
            ScheduleException(
                id="x",
                entity="service_at_location",
                entity_id=place.id,
                from_date="2026-11-23",
                to_date="2026-11-23",
                kind="closed",
                reason="Umzug",
                origin="local",
            ),
        ]
    )
    place = service_card(home, WOHNGELD, "de", TODAY).places[0]
    assert (place.room, place.local_note) == ("7", "links")
    assert place.next_days(TODAY, 1)[0].reason == "Umzug"


def test_an_unknown_id_is_a_fault(home: Home) -> None:
    with pytest.raises(NotFound):
        service_card(home, "nothing", "de", TODAY)


@pytest.mark.parametrize("record", [WOHNGELD, "master.wohngeld"])
def test_no_card_reads_a_whole_table(home: Home, record: str) -> None:
    home.directory.upsert([RequiredDocument(id="d", service_id=WOHNGELD, document="Mietvertrag")])
    asked: list[str] = []
    home.database.conn.set_trace_callback(asked.append)
    service_card(home, record, "tr", TODAY)
    home.database.conn.set_trace_callback(None)
    assert any("FROM translation" in statement for statement in asked)
    plans = {
        (statement, row[3])
        for statement in asked
        for row in home.database.execute(f"EXPLAIN QUERY PLAN {statement}")
    }
    assert not [plan for plan in plans if plan[1].startswith("SCAN")]


def test_a_required_document_is_said_in_the_language_it_is_translated_to(home: Home) -> None:
    home.directory.upsert(
        [
            RequiredDocument(id=f"d{n}", service_id=WOHNGELD, document=german)
            for n, german in enumerate(["Mietvertrag", "Ausweis"])
        ]
    )
    home.directory.upsert(
        [
            Translation(
                id=f"{entity}.{language}",
                entity=entity,
                entity_id="d1",
                field="document",
                language=language,
                text=f"{entity} {language}",
                source_hash=text_hash("Ausweis"),
            )
            for entity in ("required_document", "document")
            for language in ("tr", "pl")
        ]
    )
    documents = service_card(home, WOHNGELD, "tr", TODAY).documents
    assert [(d.de, d.other) for d in documents] == [
        ("Mietvertrag", None),
        ("Ausweis", "required_document tr"),
    ]
