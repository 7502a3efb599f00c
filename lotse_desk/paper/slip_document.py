"""What a slip says, resolved to values: the only thing the slip engine reads."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from lotse_desk.domain.hours import DayState, TimeRange


@dataclass(frozen=True, slots=True)
class Bilingual:
    """German text and the same in the person's language.

    `other` is None where there is no translation: then the German text prints in both columns.
    `draft` says that nobody of an office has reviewed the translation.
    """

    de: str = ""
    other: str | None = None
    draft: bool = False

    def __bool__(self) -> bool:
        return bool(self.de)


EMPTY = Bilingual()


class WriteIn(StrEnum):
    """A labelled line to write on by hand; `value` is its phrase key."""

    APPOINTMENT = "your_appointment"
    DEADLINE = "deadline"
    CONCERN = "concern"


@dataclass(frozen=True, slots=True)
class Allocation:
    """The room for some of the people, by first letters, streets, birthdays or numbers.

    `by_name`: `who` holds first letters of surnames.
    """

    who: str
    room: str
    phone: str = ""
    by_name: bool = True

    @property
    def rule(self) -> str:
        """Key of the phrase that says what decides."""
        return "room_by_name" if self.by_name else "room"


@dataclass(frozen=True, slots=True)
class SlipDay:
    """The real hours of one date; `reason` names the holiday or closure."""

    date: dt.date
    state: DayState
    ranges: tuple[TimeRange, ...] = ()
    reason: Bilingual = EMPTY


@dataclass(frozen=True, slots=True)
class WeekdayHours:
    """The usual hours of one weekday, 0 Monday … 6 Sunday."""

    weekday: int
    ranges: tuple[TimeRange, ...] = ()


@dataclass(frozen=True, slots=True)
class Appointment:
    """An appointment typed at the counter: printed, never stored."""

    date: dt.date
    time: dt.time | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """The day of the claim counts: the slip gets a sheet with an informal claim.

    `written` where the law wants the written form.
    """

    written: bool = False


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it is dialled and printed; `label` says whose it is."""

    number: str
    label: Bilingual = EMPTY


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """A language spoken at a place (BCP-47) and when; no hours: always."""

    language: str
    hours: tuple[WeekdayHours, ...] = ()


@dataclass(frozen=True, slots=True)
class QrLink:
    """What the QR code holds: an https, tel or geo URI from a checked record."""

    uri: str
    label: Bilingual = EMPTY


@dataclass(frozen=True, slots=True)
class SlipService:
    """One service on a slip. Empty fields do not print.

    `appointment`, `deadline` and `concern` are typed at the counter, `write_in` lines are for the
    pen. `next_opening` prints where today is of no use any more; where letters decide,
    `allocations` holds the rooms. `no_body` leaves lines for where to go. `sample` marks records
    that are no real facts. `warnings` say what changed since a date.
    """

    name: Bilingual
    body: str = ""
    building: str = ""
    floor: Bilingual = EMPTY
    room: str = ""
    allocations: tuple[Allocation, ...] = ()
    address: tuple[str, ...] = ()
    directions: Bilingual = EMPTY
    step_free: Bilingual = EMPTY
    next_days: tuple[SlipDay, ...] = ()
    next_opening: SlipDay | None = None
    week: tuple[WeekdayHours, ...] = ()
    appointment_needed: bool | None = None
    appointment: Appointment | None = None
    deadline: dt.date | None = None
    concern: str = ""
    write_in: tuple[WriteIn, ...] = ()
    phones: tuple[Phone, ...] = ()
    spoken: tuple[SpokenLanguage, ...] = ()
    cost: Bilingual = EMPTY
    documents: tuple[Bilingual, ...] = ()
    sentence: Bilingual = EMPTY
    form: Bilingual = EMPTY
    checked: dt.date | None = None
    code: str = ""
    sample: bool = False
    no_body: bool = False
    warnings: tuple[Bilingual, ...] = ()
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class SlipDocument:
    """A slip: who hands it out, for which language, and the services on it.

    `language` is the person's (BCP-47; "de": one German column). `interpreter` is None where
    nobody asked. `discreet` prints the neutral card instead: time, place, number. `refused` are
    languages asked for that may not be printed.
    """

    house: str
    town: str
    desk: str
    date: dt.date
    language: str = "de"
    refused: tuple[str, ...] = ()
    callback: str = ""
    interpreter: bool | None = None
    services: tuple[SlipService, ...] = ()
    link: QrLink | None = None
    discreet: bool = False


@dataclass(frozen=True, slots=True)
class Untranslated:
    """A field that printed in German only; `service` counts from 0, None for the slip itself."""

    service: int | None
    field: str

    def __str__(self) -> str:
        return self.field if self.service is None else f"services[{self.service}].{self.field}"


@dataclass(frozen=True, slots=True)
class RenderedSlip:
    """A finished slip: the PDF, its number of pages, what stayed German, whether drafts print."""

    pdf: bytes
    pages: int
    untranslated: tuple[Untranslated, ...] = field(default=())
    draft: bool = False
