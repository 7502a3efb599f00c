"""Paper that is no slip: boards, language card, poster, leaflets, today's list, privacy notice."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from lotse_desk.domain.faults import NotFound, UnknownValue
from lotse_desk.domain.hours import DayState
from lotse_desk.domain.hsds import Attribute, Service, ServiceArea
from lotse_desk.domain.service_card import LocalText, Place, ServiceCard
from lotse_desk.domain.supplement import TOPIC_TAXONOMY, MasterText
from lotse_desk.home.board_numbers import board_numbers
from lotse_desk.home.card_texts import (
    address_lines,
    bilingual,
    office_name,
    printed_card,
    usual_week,
)
from lotse_desk.home.home import Home
from lotse_desk.home.house import house_of
from lotse_desk.home.service_cards import service_card
from lotse_desk.home.slip_policy import languages_with, printed_language, refused_languages
from lotse_desk.paper.boards import Board, BoardTopic, render_boards, render_language_card
from lotse_desk.paper.leaflet import Leaflet, LeafletPlace, render_leaflet
from lotse_desk.paper.lists import HereToday, render_quick_card, render_today
from lotse_desk.paper.poster import WELCOME, Poster, render_poster
from lotse_desk.paper.privacy_notice import render_privacy_notice
from lotse_desk.paper.slip_document import Bilingual

_STAFF = "staff"
_ROOM = "Raum"
_CLOSED_TODAY = {
    DayState.CLOSED: "heute geschlossen",
    DayState.BY_APPOINTMENT: "nur mit Termin",
    DayState.EMERGENCY_ONLY: "nur für Notfälle",
    DayState.UNKNOWN: "bitte nachfragen",
}


def language_card(home: Home) -> bytes:
    """All slip languages by their own names."""
    return render_language_card(languages_with(home, "i_speak"))


def boards(home: Home, language: str, today: dt.date, groups: Sequence[str] = ()) -> bytes:
    """Boards of all or some groups of topics that people come with.

    Raises `UnknownValue` for an unknown language, or a group without such topics.
    """
    refused = refused_languages(home, (language,))
    language = printed_language(home, language)
    offered = {g: topics for g in home.reference.groups if (topics := _topics(home, g))}
    for group in groups:
        if group not in offered:
            raise UnknownValue("group", group[:40], tuple(offered))
    return render_boards(
        [
            Board(
                group,
                tuple(_board_topic(home, topic, language, today) for topic in offered[group]),
            )
            for group in groups or offered
        ],
        language,
        refused,
    )


def poster(home: Home, today: dt.date, service_id: str | None = None) -> bytes:
    """The poster of this house; `service_id` names the service whose hours are the house's.

    Raises `NotFound`.
    """
    house, town = house_of(home), home.reference.towns.get(home.town)
    card = service_card(home, service_id, "de", today) if service_id else None
    return render_poster(
        Poster(
            house=house.name,
            town=town.name if town else "",
            callback=house.callback,
            hours=usual_week(card.places[0], today) if card and card.places else (),
            languages=tuple(dict.fromkeys(s.code for s in card.languages)) if card else (),
            sample=bool(card and card.sample),
        ),
        languages_with(home, *WELCOME),
    )


def leaflet(home: Home, topic: str, language: str, today: dt.date) -> bytes:
    """The leaflet of a topic for people of this town.

    Raises `UnknownValue`, and `NotFound` where the directory has no text about the topic.
    """
    home.reference.topic(topic)
    refused = refused_languages(home, (language,))
    language = printed_language(home, language)
    masters = home.directory.where(MasterText, topic=topic)
    if not masters:
        raise NotFound("leaflet", topic)
    text = printed_card(home, masters[0].id, language, today)
    cards = list(_responsible(home, topic, today))
    house, town = house_of(home), home.reference.towns.get(home.town)
    return render_leaflet(
        Leaflet(
            house=house.name,
            town=town.name if town else "",
            topic=topic,
            name=bilingual(text.name),
            summary=_field(text, "short_description"),
            description=_field(text, "description"),
            eligibility=_field(text, "eligibility"),
            steps=_lines(text.texts.get("steps")),
            claim_start=_field(text, "claim_start"),
            cost=_field(text, "cost"),
            documents=tuple(map(bilingual, text.documents)),
            places=tuple(_leaflet_place(card) for card in cards),
            sample=any(card.sample for card in cards),
        ),
        language,
        refused,
    )


def privacy_notice(home: Home, language: str) -> bytes:
    """What is counted at this counter; raises `UnknownValue`."""
    refused = refused_languages(home, (language,))
    return render_privacy_notice(house_of(home).name, printed_language(home, language), refused)


def quick_card(title: str, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> bytes:
    """Keys and what they do, by heading."""
    return render_quick_card(title, groups)


def today_sheet(home: Home, moment: dt.datetime) -> bytes:
    """Who is open today, one line for each office of this town whose hours are known.

    Those at the address of this house, as the settings give it, stand first.
    """
    cards = [service_card(home, s, "de", moment.date()) for s in _services_of_town(home)]
    offices: dict[tuple[str, str, str], ServiceCard] = {}
    for card in cards:
        if card.places:
            offices.setdefault((card.body, card.unit, card.places[0].room), card)
    house, town = house_of(home), home.reference.towns.get(home.town)
    listed = [
        _here_today(card, moment.date(), here=house.holds(card.places[0].street))
        for card in offices.values()
        if _has_hours(card)
    ]
    return render_today(
        house.name,
        town.name if town else "",
        moment.date(),
        listed,
        sample=any(card.sample for card in offices.values()),
    )


def _topics(home: Home, group: str) -> list[str]:
    return [
        topic.slug
        for topic in home.reference.topics.values()
        if topic.group == group and _STAFF not in topic.flags
    ]


def _board_topic(home: Home, topic: str, language: str, today: dt.date) -> BoardTopic:
    masters = home.directory.where(MasterText, topic=topic)
    name = Bilingual(home.reference.topics[topic].name)
    if masters:
        name = bilingual(printed_card(home, masters[0].id, language, today).name)
    return BoardTopic(topic, board_numbers()[topic], name)


def _responsible(home: Home, topic: str, today: dt.date) -> Iterator[ServiceCard]:
    links = home.directory.where(Attribute, link_type=TOPIC_TAXONOMY, taxonomy_term_id=topic)
    here = set(_services_of_town(home))
    for service_id in sorted(link.link_id for link in links if link.link_id in here):
        yield service_card(home, service_id, "de", today)


def _services_of_town(home: Home) -> list[str]:
    ars = home.reference.towns[home.town].ars if home.town else ""
    areas = home.directory.where(ServiceArea, extent=ars) if ars else []
    named = sorted({area.service_id for area in areas if area.service_id})
    return sorted(service.id for service in home.directory.where_in(Service, "id", named))


def _has_hours(card: ServiceCard) -> bool:
    place = card.places[0]
    return bool(place.schedules or place.exceptions or place.by_appointment)


def _here_today(card: ServiceCard, today: dt.date, *, here: bool) -> HereToday:
    place = card.places[0]
    [day] = place.next_days(today, 1)
    is_open = day.state is DayState.OPEN
    hours = ", ".join(f"{r.opens:%H:%M}–{r.closes:%H:%M}" for r in day.ranges)
    reason = f" ({day.reason})" if day.reason else ""
    return HereToday(
        name=card.unit or card.body,
        room=f"{_ROOM} {place.room}" if any(map(str.isdigit, place.room)) else place.room,
        hours=(hours if is_open else _CLOSED_TODAY[day.state]) + reason,
        open=is_open,
        languages=tuple(dict.fromkeys(spoken.code for spoken in card.languages)),
        here=here,
    )


def _leaflet_place(card: ServiceCard) -> LeafletPlace:
    place = card.places[0] if card.places else Place(id="")
    building = ", ".join(filter(None, (place.name, place.floor)))
    phone = card.phones[0].number if card.phones else ""
    return LeafletPlace(
        office_name(card), tuple(filter(None, (building, *address_lines(place)))), phone
    )


def _field(card: ServiceCard, name: str) -> Bilingual:
    return bilingual(card.texts.get(name))


def _lines(text: LocalText | None) -> tuple[Bilingual, ...]:
    if text is None:
        return ()
    german = [line for line in text.de.splitlines() if line]
    other = [line for line in (text.other or "").splitlines() if line]
    both: Iterable[str | None] = other if len(other) == len(german) else [None] * len(german)
    draft = text.state == "draft"
    return tuple(Bilingual(de, line, draft) for de, line in zip(german, both, strict=True))
