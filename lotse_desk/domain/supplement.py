"""Our own directory tables beside HSDS: master texts, translations, exceptions, notes.

`entity` names a table of `hsds` or of this module, `entity_id` a row in it. Dates are ISO
(YYYY-MM-DD), times local HH:MM.
"""

import hashlib
from dataclasses import dataclass
from typing import ClassVar

from lotse_desk.domain.hsds import HSDS_TABLES
from lotse_desk.domain.record import Record

TOPIC_TAXONOMY = "lotse-topics"
"""Id of the taxonomy whose term ids are topic slugs; an `attribute` links services to it."""

TOPIC_PROPOSED = "proposed"
"""Value of an `attribute` whose topic the program guessed and nobody has decided about."""

BODY_TAXONOMY = "lotse-bodies"
"""Id of the taxonomy of kinds of bodies; an `attribute` links organizations to it."""

ACT_TODAY, HAS_DEADLINE, NOT_URGENT = "today", "deadline", "none"
URGENCIES = (ACT_TODAY, HAS_DEADLINE, NOT_URGENT)
"""How soon a letter asks its reader to act: the same day, by a date, or not."""


@dataclass(frozen=True, kw_only=True)
class SupplementRecord(Record):
    """A row of one of our own tables."""


@dataclass(frozen=True, kw_only=True)
class MasterText(SupplementRecord):
    """What holds for a topic in every town; services of the topic inherit what they lack.

    `steps` holds one step a line. `claim_start` says since when a claim counts, or nothing.
    """

    TABLE: ClassVar[str] = "master_text"
    topic: str
    name: str
    short_description: str | None = None
    description: str | None = None
    eligibility: str | None = None
    cost: str | None = None
    steps: str | None = None
    claim_start: str | None = None
    what_to_say: str | None = None
    legal_basis: str | None = None


@dataclass(frozen=True, kw_only=True)
class MasterName(SupplementRecord):
    """A name of a benefit with the day it became valid; `checked` once somebody confirmed it."""

    TABLE: ClassVar[str] = "master_name"
    master_text_id: str
    name: str
    valid_from: str
    checked: bool = False


@dataclass(frozen=True, kw_only=True)
class Letter(SupplementRecord):
    """A kind of letter a person brings: what it means, by when to act, what to do next.

    `senders` holds one sender a line, `topics` slugs separated by spaces, the likeliest first.
    `deadline_days` counts days from the arrival of the letter, where a law names them.
    """

    TABLE: ClassVar[str] = "letter"
    slug: str
    name: str
    senders: str | None = None
    description: str | None = None
    deadline: str | None = None
    deadline_days: int | None = None
    next_step: str | None = None
    urgency: str = NOT_URGENT
    topics: str | None = None
    legal_basis: str | None = None

    @property
    def topic_slugs(self) -> tuple[str, ...]:
        """The topics it concerns, the likeliest first."""
        return tuple((self.topics or "").split())


@dataclass(frozen=True, kw_only=True)
class Situation(SupplementRecord):
    """A situation of life that calls for services of several departments at once.

    `topics` holds slugs separated by spaces, the most urgent first; `first_step` is what comes
    first today.
    """

    TABLE: ClassVar[str] = "situation"
    slug: str
    name: str
    description: str | None = None
    topics: str | None = None
    first_step: str | None = None

    @property
    def topic_slugs(self) -> tuple[str, ...]:
        """The topics it calls for, the most urgent first."""
        return tuple((self.topics or "").split())


@dataclass(frozen=True, kw_only=True)
class Document(SupplementRecord):
    """A thing to bring, named once for all topics."""

    TABLE: ClassVar[str] = "document"
    name: str


@dataclass(frozen=True, kw_only=True)
class MasterDocument(SupplementRecord):
    """A document that a master text asks for; `position` counts from 0, most needed first."""

    TABLE: ClassVar[str] = "master_document"
    master_text_id: str
    document_id: str
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class Translation(SupplementRecord):
    """The text of one field in another language.

    `source_hash` is `text_hash` of the German text it was made from; it is outdated when, and
    only when, that differs. `state`: draft or reviewed.
    """

    TABLE: ClassVar[str] = "translation"
    entity: str
    entity_id: str
    field: str
    language: str
    text: str
    source_hash: str
    state: str = "draft"
    by_role: str | None = None
    on_date: str | None = None


@dataclass(frozen=True, kw_only=True)
class Synonym(SupplementRecord):
    """A word people use for a record, topic, letter or situation.

    `target`: a topic slug, a record id, `=word`, or `letter:` or `situation:` with a slug.
    """

    TABLE: ClassVar[str] = "synonym"
    term: str
    language: str
    kind: str
    target: str


@dataclass(frozen=True, kw_only=True)
class ScheduleException(SupplementRecord):
    """Days on which the week grid does not hold.

    `entity`: organization, location, service_at_location, town or all. `kind`: closed,
    special-hours or emergency-only. `origin`: release, or local when a desk entered it.
    """

    TABLE: ClassVar[str] = "schedule_exception"
    entity: str
    entity_id: str | None = None
    from_date: str
    to_date: str
    kind: str
    opens_at: str | None = None
    closes_at: str | None = None
    reason: str | None = None
    origin: str = "release"


@dataclass(frozen=True, kw_only=True)
class Verification(SupplementRecord):
    """Who (a role and a house, never a person) confirmed a record, when and how."""

    TABLE: ClassVar[str] = "verification"
    entity: str
    entity_id: str
    role: str
    on_date: str
    how: str | None = None
    next_due: str | None = None


@dataclass(frozen=True, kw_only=True)
class Allocation(SupplementRecord):
    """Which room or telephone serves which part of the people.

    `kind`: letters, street, quarter, birthday or number; the range includes both ends.
    """

    TABLE: ClassVar[str] = "allocation"
    service_at_location_id: str
    kind: str
    range_from: str
    range_to: str
    room: str | None = None
    phone: str | None = None


@dataclass(frozen=True, kw_only=True)
class Placement(SupplementRecord):
    """Where inside the building a service at a location is found, as the body itself gives it."""

    TABLE: ClassVar[str] = "placement"
    service_at_location_id: str
    building: str | None = None
    floor: str | None = None
    room: str | None = None
    by_appointment: bool = False


@dataclass(frozen=True, kw_only=True)
class Form(SupplementRecord):
    """A form of a topic or service; `shelf_number` is its place on the shelf."""

    TABLE: ClassVar[str] = "form"
    entity: str
    entity_id: str
    name: str
    version: str | None = None
    body: str | None = None
    languages: str | None = None
    file: str | None = None
    shelf_number: str | None = None


@dataclass(frozen=True, kw_only=True)
class RecordOrigin(SupplementRecord):
    """Where a record came from: feed and its id there; marks of samples and placeholders."""

    TABLE: ClassVar[str] = "record_origin"
    entity: str
    entity_id: str
    feed: str | None = None
    source_id: str | None = None
    sample: bool = False
    placeholder: bool = False


@dataclass(frozen=True, kw_only=True)
class LocalNote(SupplementRecord):
    """What only this desk knows about a record; survives every release, is never exported."""

    TABLE: ClassVar[str] = "local_note"
    entity: str
    entity_id: str
    room: str | None = None
    floor: str | None = None
    door: str | None = None
    note: str | None = None


SUPPLEMENT_TABLES: dict[str, type[SupplementRecord]] = {
    record.TABLE: record
    for record in (
        MasterText,
        MasterName,
        Document,
        MasterDocument,
        Translation,
        Synonym,
        ScheduleException,
        Verification,
        Allocation,
        Placement,
        Form,
        RecordOrigin,
        LocalNote,
        Letter,
        Situation,
    )
}

LOCAL_ORIGIN = "local"
"""`origin` of an exception that a desk entered itself; it stays at the desk."""

LOCAL_TABLES = frozenset({LocalNote.TABLE})
"""Tables that never leave the desk."""

DIRECTORY_TABLES: dict[str, type[Record]] = {**HSDS_TABLES, **SUPPLEMENT_TABLES}


def text_hash(text: str) -> str:
    """SHA-256 of a German text, in hex, as translations remember it."""
    return hashlib.sha256(text.encode()).hexdigest()
