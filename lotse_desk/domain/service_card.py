"""A service as a person needs it: its own facts and what it inherits, in German and a language."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lotse_desk.domain.hours import DayHours, OpenState, next_days, state_at
from lotse_desk.domain.hsds import Schedule
from lotse_desk.domain.supplement import Allocation, ScheduleException

CHANGE_SHOWN = dt.timedelta(days=60)
"""How long a changed telephone number is marked."""


@dataclass(frozen=True)
class LocalText:
    """A German text and, where a current one exists, its translation.

    `state` is that of the translation: draft, reviewed, outdated, missing or, for the German
    text alone, empty. An outdated translation is never in `other`.
    """

    de: str
    other: str | None = None
    state: str = ""


@dataclass(frozen=True)
class SpokenLanguage:
    """A language spoken at a place or telephone, and when (`note`)."""

    code: str
    note: str = ""


@dataclass(frozen=True)
class Telephone:
    """A number as it is dialled, with what it is for.

    `changed_on` is the date of the release that changed it: such a change invites fraud.
    """

    number: str
    description: str = ""
    changed_on: dt.date | None = None

    def changed_lately(self, today: dt.date) -> dt.date | None:
        """The date of a change that is not long ago; None where there was none."""
        if self.changed_on and today - self.changed_on <= CHANGE_SHOWN:
            return self.changed_on
        return None


@dataclass(frozen=True)
class Place:
    """One place where the service is offered, with its hours and rooms."""

    id: str
    name: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    directions: str = ""
    building: str = ""
    floor: str = ""
    room: str = ""
    local_note: str = ""
    step_free: bool | None = None
    by_appointment: bool = False
    schedules: tuple[Schedule, ...] = ()
    exceptions: tuple[ScheduleException, ...] = ()
    allocations: tuple[Allocation, ...] = ()

    def state_at(self, moment: dt.datetime) -> OpenState:
        """Open, closed until when, by appointment or unknown at a local moment."""
        return state_at(moment, self.schedules, self.exceptions, by_appointment=self.by_appointment)

    def next_days(self, first: dt.date, count: int) -> tuple[DayHours, ...]:
        """The hours of `count` dates from `first` on."""
        return next_days(
            first, count, self.schedules, self.exceptions, by_appointment=self.by_appointment
        )


@dataclass(frozen=True)
class PaperForm:
    """A form to fill in; `number` is its place on the shelf, where there is one."""

    id: str
    name: LocalText
    number: str = ""


@dataclass(frozen=True)
class ServiceCard:
    """Everything shown or printed of one service or, without a body, of one master text.

    `texts` maps field names of `MasterText` to what holds here; fields with no text are absent.
    `towns` holds town slugs it is responsible for, empty when it is for everybody or nobody.
    """

    id: str
    topics: tuple[str, ...]
    flags: frozenset[str]
    texts: Mapping[str, LocalText]
    documents: tuple[LocalText, ...] = ()
    body: str = ""
    unit: str = ""
    towns: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    phones: tuple[Telephone, ...] = ()
    languages: tuple[SpokenLanguage, ...] = ()
    url: str = ""
    former_name: str = ""
    sample: bool = False
    last_checked: dt.date | None = None
    to_be_checked: bool = False
    forms: tuple[PaperForm, ...] = ()

    @property
    def name(self) -> LocalText:
        """The name to print today."""
        return self.texts["name"]

    @property
    def responsible_body_known(self) -> bool:
        """False for a master text: nobody is known, the slip leaves lines for where."""
        return bool(self.body)

    @property
    def untranslated(self) -> tuple[str, ...]:
        """Fields that have German text but no current translation."""
        missing = [name for name, text in self.texts.items() if text.state in _NOT_USABLE]
        if any(document.state in _NOT_USABLE for document in self.documents):
            missing.append("documents")
        return tuple(missing)


def reviewed_only(card: ServiceCard) -> ServiceCard:
    """The card without translations that nobody of an office has reviewed."""
    return replace(
        card,
        texts={name: _reviewed(text) for name, text in card.texts.items()},
        documents=tuple(map(_reviewed, card.documents)),
        forms=tuple(replace(form, name=_reviewed(form.name)) for form in card.forms),
    )


def _reviewed(text: LocalText) -> LocalText:
    return LocalText(text.de, None, "missing") if text.state == "draft" else text


_NOT_USABLE = ("missing", "outdated")
