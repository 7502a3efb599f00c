"""Slips put together from service cards and rendered by the paper engine."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lotse_desk.domain.faults import InvalidValue, NotFound, UnknownValue
from lotse_desk.domain.hours import DayHours, DayState
from lotse_desk.domain.service_card import Place, ServiceCard
from lotse_desk.domain.spoken_hours import parse_spoken_hours
from lotse_desk.home.card_texts import (
    address_lines,
    bilingual,
    office_name,
    printed_card,
    usual_week,
)
from lotse_desk.home.home import Home
from lotse_desk.home.house import house_of
from lotse_desk.home.noted import NOTHING, Noted
from lotse_desk.home.slip_languages import slip_languages
from lotse_desk.home.slip_policy import printed_language, refused_languages
from lotse_desk.paper.phrases import GERMAN, PLAIN_GERMAN, PhraseBook, phrase_book
from lotse_desk.paper.sheets import SHEETS, sheet_named
from lotse_desk.paper.slip import render_slips
from lotse_desk.paper.slip_document import (
    Allocation,
    Bilingual,
    Claim,
    Phone,
    QrLink,
    SlipDay,
    SlipDocument,
    SlipService,
    SpokenLanguage,
    WeekdayHours,
    WriteIn,
)

PAPERS = tuple(SHEETS)
DAYS_SHOWN = 5
MOST_SERVICES = 20


@dataclass(frozen=True)
class SlipRequest:
    """What a slip is asked for.

    `codes` maps service ids to codes already issued. `claim` adds the sheet "Antrag heute
    sichern" for topics where the day of the claim counts. `forms`: ids of forms handed out.
    `noted` was typed for the first service.
    """

    services: tuple[str, ...]
    languages: tuple[str, ...] = ("de",)
    paper: str = "a4"
    discreet: bool = False
    interpreter: bool | None = None
    codes: Mapping[str, str] | None = None
    claim: bool = False
    forms: tuple[str, ...] = ()
    noted: Noted = NOTHING

    def checked(self) -> "SlipRequest":
        """The request itself if its languages, paper and numbers are possible."""
        for language in self.languages:
            if language not in slip_languages():
                raise UnknownValue("language", language[:20], tuple(slip_languages()))
        sheet_named(self.paper)
        if not 0 < len(self.services) <= MOST_SERVICES:
            raise InvalidValue("service", str(len(self.services)), f"1–{MOST_SERVICES}")
        return self


@dataclass(frozen=True)
class Slip:
    """A finished slip; `untranslated` names fields that stayed German, in any language."""

    pdf: bytes
    pages: int
    untranslated: tuple[str, ...]
    topics: tuple[str, ...]


def make_slip(home: Home, request: SlipRequest, moment: dt.datetime) -> Slip:
    """Render the slip at a local moment; raises `NotFound` for an unknown service or form.

    Where the policy forbids drafts, a language whose fixed phrases nobody has reviewed prints in
    German, and `untranslated` says `phrases`.
    """
    request.checked()
    documents, topics, refused = [], dict[str, None](), dict[str, None]()
    asked = dict.fromkeys(_printed(request))
    for language in dict.fromkeys(printed_language(home, code) for code in asked):
        in_its_place = refused_languages(home, asked) if language == GERMAN else ()
        if in_its_place:
            refused["phrases"] = None
        cards = [
            printed_card(home, service, language, moment.date()) for service in request.services
        ]
        _check_forms(cards, request.forms)
        documents += [
            replace(document, refused=tuple(c for c in in_its_place if c != PLAIN_GERMAN))
            for document in _documents(home, cards, language, request, moment)
        ]
        topics |= {topic: None for card in cards for topic in card.topics}
    rendered = render_slips(documents, request.paper)
    untranslated = refused | dict.fromkeys(str(field) for field in rendered.untranslated)
    return Slip(rendered.pdf, rendered.pages, tuple(untranslated), tuple(topics))


def _printed(request: SlipRequest) -> tuple[str, ...]:
    """The languages of the slip; paper for plain reading takes plain German for German."""
    if not sheet_named(request.paper).plain or PLAIN_GERMAN not in slip_languages():
        return request.languages
    plain = (PLAIN_GERMAN if code == GERMAN else code for code in request.languages)
    return tuple(dict.fromkeys(plain))


def _check_forms(cards: Iterable[ServiceCard], forms: Iterable[str]) -> None:
    known = {form.id for card in cards for form in card.forms}
    for form in forms:
        if form not in known:
            raise NotFound("form", form[:60])


def _documents(
    home: Home,
    cards: Sequence[ServiceCard],
    language: str,
    request: SlipRequest,
    moment: dt.datetime,
) -> list[SlipDocument]:
    """One slip, or two where some of the services must not be told by the paper."""
    hidden = [card for card in cards if request.discreet or "discreet" in card.flags]
    shown = [card for card in cards if card not in hidden]
    return [
        _document(home, group, language, request, moment, discreet=discreet)
        for group, discreet in ((shown, False), (hidden, True))
        if group
    ]


def _document(
    home: Home,
    cards: Sequence[ServiceCard],
    language: str,
    request: SlipRequest,
    moment: dt.datetime,
    *,
    discreet: bool,
) -> SlipDocument:
    town = home.reference.towns[home.town].name if home.town else ""
    house = house_of(home)
    return SlipDocument(
        house=house.name,
        town=town,
        desk=home.name,
        date=moment.date(),
        language=language,
        callback=house.callback,
        interpreter=request.interpreter,
        services=tuple(
            replace(
                _service(card, language, moment, request),
                **_typed(request.noted if card.id == request.services[0] else NOTHING),
            )
            for card in cards
        ),
        link=None if discreet else _link(cards),
        discreet=discreet,
    )


def _service(
    card: ServiceCard, language: str, moment: dt.datetime, request: SlipRequest
) -> SlipService:
    """One service of a slip with its real hours from the moment on."""
    codes = request.codes or {}
    book = phrase_book(language)
    place = card.places[0] if card.places else Place(id="")
    days = _days(place, moment.date()) if place.id else ()
    return SlipService(
        name=_name(card),
        body=office_name(card),
        building=_building(place, card),
        floor=Bilingual(place.floor, place.floor),
        room=place.room,
        allocations=tuple(
            Allocation(
                _range(part.range_from, part.range_to),
                part.room or "",
                part.phone or "",
                by_name=part.kind == "letters",
            )
            for part in place.allocations
        ),
        address=address_lines(place),
        directions=Bilingual(place.directions),
        step_free=_step_free(place, book),
        next_days=tuple(_day(day) for day in days),
        next_opening=_next_opening(place, moment) if place.id else None,
        week=usual_week(place, moment.date()),
        appointment_needed=True if place.by_appointment else None,
        phones=tuple(Phone(p.number, Bilingual(p.description)) for p in card.phones),
        spoken=tuple(
            SpokenLanguage(spoken.code, _spoken_hours(spoken.note)) for spoken in card.languages
        ),
        cost=bilingual(card.texts.get("cost")),
        documents=tuple(bilingual(document) for document in card.documents),
        sentence=bilingual(card.texts.get("what_to_say")),
        form=_handed_out(card, request.forms),
        checked=card.last_checked,
        code=codes.get(card.id, ""),
        sample=card.sample,
        no_body=not card.responsible_body_known,
        warnings=_warnings(card, book, moment.date()),
        claim=Claim() if request.claim and "claim" in card.flags else None,
    )


def _typed(noted: Noted) -> dict[str, Any]:
    """What was typed, and lines for the pen where nothing was."""
    lines = {
        WriteIn.APPOINTMENT: noted.appointment,
        WriteIn.DEADLINE: noted.deadline,
        WriteIn.CONCERN: noted.concern,
    }
    return {
        "appointment": noted.appointment,
        "deadline": noted.deadline,
        "concern": noted.concern,
        "write_in": tuple(line for line, typed in lines.items() if not typed),
    }


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def _handed_out(card: ServiceCard, forms: Collection[str]) -> Bilingual:
    names = [form.name for form in card.forms if form.id in forms]
    translated = [name.other for name in names if name.other]
    return Bilingual(
        ", ".join(name.de for name in names),
        ", ".join(translated) if translated and len(translated) == len(names) else None,
        draft=any(name.state == "draft" for name in names),
    )


def _step_free(place: Place, book: PhraseBook) -> Bilingual:
    if place.step_free is None:
        return Bilingual()
    answer = "yes" if place.step_free else "no"
    return Bilingual(phrase_book("de")[answer], book[answer])


def _warnings(card: ServiceCard, book: PhraseBook, today: dt.date) -> tuple[Bilingual, ...]:
    """Numbers that a release changed not long ago: the kind of change that invites fraud."""
    german = phrase_book("de")
    return tuple(
        Bilingual(
            f"{german['phone']}: {phone.number} ({changed:%d.%m.%Y})",
            f"{book['phone']}: {phone.number} ({changed:%d.%m.%Y})",
        )
        for phone in card.phones
        if (changed := phone.changed_lately(today))
    )


def _name(card: ServiceCard) -> Bilingual:
    name = bilingual(card.name)
    if not card.former_name:
        return name
    return Bilingual(f"{name.de} (bisher {card.former_name})", name.other, name.draft)


def _building(place: Place, card: ServiceCard) -> str:
    name = place.building or place.name
    return "" if name == card.body else name


def _days(place: Place, first: dt.date) -> tuple[DayHours, ...]:
    """The next days; only the first where nothing is known of any of them."""
    days = place.next_days(first, DAYS_SHOWN)
    return days[:1] if all(day.state is DayState.UNKNOWN for day in days) else days


def _day(day: DayHours) -> SlipDay:
    return SlipDay(day.date, day.state, day.ranges, Bilingual(day.reason))


def _next_opening(place: Place, moment: dt.datetime) -> SlipDay | None:
    state = place.state_at(moment)
    if state.state is DayState.OPEN or state.next_day is None:
        return None
    return _day(state.next_day)


def _spoken_hours(note: str) -> tuple[WeekdayHours, ...]:
    return tuple(
        WeekdayHours(weekday, ranges) for weekday, ranges in parse_spoken_hours(note).items()
    )


def _link(cards: Iterable[ServiceCard]) -> QrLink | None:
    """The first web address of a body whose record is no placeholder."""
    for card in cards:
        if card.url.startswith("https://") and card.responsible_body_known:
            return QrLink(card.url, Bilingual(card.body, card.body))
    return None
