"""Texts of a service card as paper takes them."""

import datetime as dt

from lotse_desk.domain.hours import week_grid
from lotse_desk.domain.service_card import LocalText, Place, ServiceCard, reviewed_only
from lotse_desk.home.home import Home
from lotse_desk.home.service_cards import service_card
from lotse_desk.home.slip_policy import slip_policy
from lotse_desk.paper.slip_document import EMPTY, Bilingual, WeekdayHours


def printed_card(home: Home, record_id: str, language: str, today: dt.date) -> ServiceCard:
    """A card with the translations that the policy lets print; raises `NotFound`."""
    card = service_card(home, record_id, language, today)
    return card if slip_policy(home).drafts else reviewed_only(card)


def bilingual(text: LocalText | None) -> Bilingual:
    """A text for paper; empty where there is none."""
    return Bilingual(text.de, text.other, draft=text.state == "draft") if text else EMPTY


def office_name(card: ServiceCard) -> str:
    """The body and, where its name does not say it, the unit."""
    return card.body if card.unit in card.body else f"{card.body}, {card.unit}"


def address_lines(place: Place) -> tuple[str, ...]:
    """Street, then postal code and city, as they stand on letters."""
    city = " ".join(filter(None, (place.postal_code, place.city)))
    return tuple(filter(None, (place.street, city)))


def usual_week(place: Place, day: dt.date) -> tuple[WeekdayHours, ...]:
    """The weekly hours valid at a day, days closed left out."""
    grid = week_grid(place.schedules, day)
    return tuple(WeekdayHours(number, ranges) for number, ranges in grid.items() if ranges)
