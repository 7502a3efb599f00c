"""All records of the starter directory in the order their foreign keys like."""

from collections.abc import Iterator

from lotse_desk.domain.hsds import Taxonomy, TaxonomyTerm
from lotse_desk.domain.record import Record
from lotse_desk.domain.reference import Reference
from lotse_desk.domain.supplement import TOPIC_TAXONOMY, MasterText
from lotse_desk.home.starter.bodies import body_records, helpline_records
from lotse_desk.home.starter.guidance import guidance_records
from lotse_desk.home.starter.master_texts import master_records
from lotse_desk.home.starter.translations import translation_records
from lotse_desk.locations import resources


def topic_records(reference: Reference) -> Iterator[Record]:
    """The shared topic vocabulary as an HSDS taxonomy; also an empty home has it."""
    yield Taxonomy(
        id=TOPIC_TAXONOMY,
        name="Lotse Desk topics",
        description="Topics shared by search, log and statistics",
    )
    for topic in reference.topics.values():
        yield TaxonomyTerm(
            id=topic.slug,
            code=topic.slug,
            name=topic.name,
            description=topic.group,
            taxonomy_id=TOPIC_TAXONOMY,
            language="de",
        )


def starter_records(reference: Reference, *, empty: bool = False) -> list[Record]:
    """What a new home holds: everything in resources/directory/, or only the vocabulary."""
    records = list(topic_records(reference))
    if empty:
        return records
    folder = resources() / "directory"
    masters = list(master_records(folder, reference))
    names = {record.topic: record.name for record in masters if isinstance(record, MasterText)}
    records += masters
    records += guidance_records(folder, reference)
    records += translation_records(folder)
    records += body_records(folder, names, reference)
    records += helpline_records(folder)
    return records
