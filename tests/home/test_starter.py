import datetime as dt
import re
from collections import Counter

import pytest

from lotse_desk.domain.hours import parse_time
from lotse_desk.domain.hsds import (
    Address,
    Attribute,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    TaxonomyTerm,
)
from lotse_desk.domain.languages import LANGUAGES
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import (
    BODY_TAXONOMY,
    Allocation,
    Document,
    Form,
    Letter,
    MasterDocument,
    MasterText,
    Placement,
    RecordOrigin,
    ScheduleException,
    Situation,
    Translation,
    Verification,
    text_hash,
)
from lotse_desk.home.reference import shipped_reference
from lotse_desk.home.starter import starter_records

REFERENCE = shipped_reference()
RECORDS = starter_records(REFERENCE)
MASTERS = {record.topic: record for record in RECORDS if isinstance(record, MasterText)}


def of(kind: type[Record]) -> list[Record]:
    return [record for record in RECORDS if isinstance(record, kind)]


def test_every_topic_has_a_complete_master_text() -> None:
    assert set(MASTERS) == set(REFERENCE.topics)
    for topic, master in MASTERS.items():
        for field in ("name", "short_description", "description", "eligibility", "cost", "steps"):
            assert getattr(master, field), f"{topic}.{field}"
        assert master.what_to_say, topic
        assert len(master.short_description or "") <= 140, topic


def test_a_claim_start_stands_exactly_where_the_day_of_the_claim_counts() -> None:
    with_claim = {topic for topic, master in MASTERS.items() if master.claim_start}
    assert with_claim == {slug for slug, t in REFERENCE.topics.items() if "claim" in t.flags}


def test_master_texts_hold_no_amounts_and_no_percentages() -> None:
    for master in MASTERS.values():
        texts = (master.description, master.eligibility, master.cost, master.steps)
        assert not re.search(r"\d+ ?(€|Euro|Prozent|%)", " ".join(filter(None, texts))), (
            master.topic
        )


def test_ids_are_unique_and_links_lead_somewhere() -> None:
    ids = Counter((record.TABLE, record.id) for record in RECORDS)
    assert max(ids.values()) == 1
    documents = {record.id for record in of(Document)}
    assert {link.document_id for link in of(MasterDocument)} <= documents
    services = {record.id for record in of(Service)}
    assert {area.service_id for area in of(ServiceArea)} <= services


def test_samples_carry_no_telephone_number() -> None:
    samples = {origin.entity_id for origin in of(RecordOrigin) if origin.sample}
    assert samples
    assert not samples & {phone.service_id for phone in of(Phone)}


def test_what_is_invented_stands_on_sample_records_only() -> None:
    samples = {origin.entity_id for origin in of(RecordOrigin) if origin.sample}
    served = {link.id: link.service_id for link in of(ServiceAtLocation)}
    for record in (*of(ScheduleException), *of(Verification)):
        assert served.get(record.entity_id, record.entity_id) in samples, record.id
    for allocation in of(Allocation):
        assert served[allocation.service_at_location_id] in samples, allocation.id
    for placement in of(Placement):
        if placement.room:
            assert served[placement.service_at_location_id] in samples, placement.id


def test_there_are_examples_of_every_kind() -> None:
    assert {a.kind for a in of(Allocation)} == {
        "letters",
        "street",
        "quarter",
        "birthday",
        "number",
    }
    assert {e.kind for e in of(ScheduleException)} == {"closed", "special-hours", "emergency-only"}
    assert {s.freq for s in of(Schedule)} == {"WEEKLY", "MONTHLY"}
    assert any(placement.by_appointment for placement in of(Placement))
    kinds = {term.code for term in of(TaxonomyTerm) if term.taxonomy_id == BODY_TAXONOMY}
    named = {
        link.taxonomy_term_id.partition(".")[2]
        for link in of(Attribute)
        if link.link_type == BODY_TAXONOMY
    }
    assert named == kinds
    assert {"sprachmittlung", "migrantenorganisation", "partner"} <= kinds


def test_forms_belong_to_topics_and_are_named_once() -> None:
    forms = of(Form)
    assert len({form.name for form in forms}) == len(forms)
    assert {form.entity_id for form in forms} <= {master.id for master in MASTERS.values()}
    with_claim = {slug for slug, topic in REFERENCE.topics.items() if "claim" in topic.flags}
    covered = {form.entity_id.removeprefix("master.") for form in forms}
    assert len(with_claim & covered) >= 0.8 * len(with_claim)


def test_hours_are_possible() -> None:
    for schedule in of(Schedule):
        opens, closes = parse_time(schedule.opens_at), parse_time(schedule.closes_at)
        assert opens is not None, schedule.id
        assert closes is not None, schedule.id
        assert dt.time(6) <= opens < closes <= dt.time(21), schedule.id


def test_postal_codes_of_the_district_lie_in_the_town_they_name() -> None:
    for address in of(Address):
        town = REFERENCE.town_of_postal_code(address.postal_code or "")
        if town is not None:
            assert address.city == town.name, address.id


def test_every_service_belongs_to_a_known_topic() -> None:
    topics = {link.link_id: link.taxonomy_term_id for link in of(Attribute)}
    for service in of(Service):
        assert topics.get(service.id) in REFERENCE.topics, service.id


def test_translations_are_made_from_the_german_text_as_it_is_now() -> None:
    german = {
        (record.id, field): getattr(record, field)
        for kind in (MasterText, Document, Form, Letter, Situation)
        for record in of(kind)
        for field in kind.__dataclass_fields__
    }
    outdated = [
        translation.id
        for translation in of(Translation)
        if translation.source_hash
        != text_hash(german.get((translation.entity_id, translation.field)) or "")
    ]
    assert outdated == []
    assert all(translation.text.strip() for translation in of(Translation))


IN_EVERY_LANGUAGE = ("name", "short_description", "what_to_say", "cost")
IN_THE_FIRST_LANGUAGES = (*IN_EVERY_LANGUAGE, "eligibility", "steps", "claim_start")
FIRST_LANGUAGES = ("tr", "ar", "uk", "ru", "pl", "en", "de-simple")


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "de"])
def test_every_slip_language_is_translated_completely(language: str) -> None:
    first = language in FIRST_LANGUAGES
    fields = IN_THE_FIRST_LANGUAGES if first else IN_EVERY_LANGUAGE
    needed = {
        (master.id, field)
        for master in MASTERS.values()
        for field in fields
        if getattr(master, field)
    }
    needed |= {
        (record.id, "name") for kind in (Document, Form, Letter, Situation) for record in of(kind)
    }
    if first:
        needed |= {
            (letter.id, field) for letter in of(Letter) for field in ("deadline", "next_step")
        }
    translated = {
        (translation.entity_id, translation.field)
        for translation in of(Translation)
        if translation.language == language
    }
    assert needed - translated == set()


def test_steps_have_a_line_for_each_german_one() -> None:
    for translation in of(Translation):
        if translation.field == "steps":
            german = MASTERS[translation.entity_id.removeprefix("master.")].steps or ""
            assert len(translation.text.splitlines()) == len(german.splitlines()), translation.id
