"""One service set closely: what the person keeps ends above the fold, and nothing is lost."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest

from lotse_desk.domain.hours import DayState, TimeRange
from lotse_desk.paper.phrases import phrase_book
from lotse_desk.paper.slip import render_slip
from lotse_desk.paper.slip_document import (
    Allocation,
    Bilingual,
    SlipDay,
    SlipDocument,
    SlipService,
    WeekdayHours,
    WriteIn,
)

MARKS_RIGHT = 30.0
MORNING = (TimeRange(dt.time(8, 30), dt.time(12)),)
MONDAY = dt.date(2026, 11, 23)


@pytest.fixture
def typical(service: Callable[..., SlipService]) -> Callable[..., SlipService]:
    """A room, hours as usual, two documents, a sentence, a number, a code."""

    def make(language: str) -> SlipService:
        full = service(language)
        return replace(
            full,
            directions=Bilingual(),
            next_days=tuple(
                SlipDay(MONDAY + dt.timedelta(day), DayState.OPEN, MORNING) for day in range(5)
            ),
            next_opening=None,
            week=tuple(WeekdayHours(day, MORNING) for day in range(5)),
            appointment=None,
            appointment_needed=None,
            write_in=(WriteIn.APPOINTMENT, WriteIn.CONCERN),
            documents=(full.documents[1],) * 2,
            sentence=replace(full.sentence, other=full.name.other),
            form=Bilingual(),
            sample=False,
        )

    return make


@pytest.fixture
def monday(slip: Callable[..., SlipDocument]) -> Callable[..., SlipDocument]:
    def make(language: str, *services: SlipService) -> SlipDocument:
        return replace(slip(language, *services), date=MONDAY)

    return make


def marks(pdf: bytes) -> tuple[float, list[tuple[float, float, float, float]]]:
    """Height of the page and the boxes on it, fold marks left out."""
    [page] = pypdfium2.PdfDocument(pdf)
    boxes = [item.get_bounds() for item in page.get_objects()]
    return page.get_height(), [box for box in boxes if box[2] > MARKS_RIGHT]


def test_what_the_person_keeps_ends_above_the_fold(
    language: str,
    typical: Callable[..., SlipService],
    monday: Callable[..., SlipDocument],
) -> None:
    height, boxes = marks(render_slip(monday(language, typical(language))).pdf)
    _, without_foot = marks(render_slip(monday(language, replace(typical(language), code=""))).pdf)
    assert min(bottom for _, bottom, _, _ in without_foot) > height / 2
    crossing = [box for box in boxes if box[1] < height / 2 - 2 and box[3] > height / 2 + 2]
    assert not crossing


def test_the_foot_is_torn_off_at_the_fold(
    typical: Callable[..., SlipService], monday: Callable[..., SlipDocument]
) -> None:
    height, boxes = marks(render_slip(monday("uk", typical("uk"))).pdf)
    top_of_foot = max(top for _, _, _, top in boxes if top < height / 2 + 2)
    assert top_of_foot == pytest.approx(height / 2, abs=3)


def test_nothing_is_lost_by_setting_it_closely(
    language: str,
    typical: Callable[..., SlipService],
    monday: Callable[..., SlipDocument],
) -> None:
    said = typical(language)
    text = text_of(monday(language, said))
    german = (said.name, said.documents[0], said.sentence, said.cost, said.floor)
    for part in (*(content.de for content in german), said.body, *said.address, "3467 9AC7"):
        assert not [word for word in part.split() if word.strip(".") not in text]
    for part in (said.room, "02361 53-0", "02.11.2026", "https://www.example.org/wohngeld"):
        assert part in text
    keys = ("bring", "show", "your_appointment", "concern", "spoken", "checked", "usual_week")
    if not phrase_book(language).right_to_left:
        for key in keys:
            assert phrase_book(language)[key] in text
        assert all(content.other in text for content in german if content.other)


def text_of(document: SlipDocument) -> str:
    [page] = pypdfium2.PdfDocument(render_slip(document).pdf)
    return " ".join(str(page.get_textpage().get_text_bounded()).split())


def test_days_as_usual_are_told_by_the_week(
    typical: Callable[..., SlipService], monday: Callable[..., SlipDocument]
) -> None:
    usual = typical("tr")
    assert "Mo 23.11. (heute)" in text_of(monday("tr", usual))
    assert "25.11" not in text_of(monday("tr", usual))
    shut = replace(usual.next_days[2], state=DayState.CLOSED, ranges=())
    days = (*usual.next_days[:2], shut, *usual.next_days[3:])
    text = text_of(monday("tr", replace(usual, next_days=days)))
    assert "Mi 25.11. geschlossen" in text
    assert "Do 26.11." in text


def test_a_run_of_days_by_appointment_is_one_row(
    typical: Callable[..., SlipService], monday: Callable[..., SlipDocument]
) -> None:
    usual = typical("tr")
    days = tuple(replace(day, state=DayState.BY_APPOINTMENT, ranges=()) for day in usual.next_days)
    text = text_of(monday("tr", replace(usual, next_days=days, week=())))
    assert "Mo 23.11. (heute) – Fr 27.11. nur mit Termin" in text


def test_figures_stand_once_between_both_languages(
    typical: Callable[..., SlipService], monday: Callable[..., SlipDocument]
) -> None:
    assert text_of(monday("ar", replace(typical("ar"), spoken=()))).count("08:30–12:00") == 2


def test_rooms_by_letters_stand_above_the_fold_too(
    typical: Callable[..., SlipService], monday: Callable[..., SlipDocument]
) -> None:
    rooms = (Allocation("A–K", "2.14"), Allocation("L–Z", "2.16"))
    lettered = replace(typical("tr"), allocations=rooms, room="", code="", documents=())
    height, boxes = marks(render_slip(monday("tr", lettered)).pdf)
    assert min(bottom for _, bottom, _, _ in boxes) > height / 2


def test_a_long_service_takes_the_page(
    service: Callable[..., SlipService], monday: Callable[..., SlipDocument]
) -> None:
    full = service("tr")
    long = replace(full, documents=(*full.documents,) * 6)
    assert render_slip(monday("tr", long)).pages == 1
    longer = replace(full, documents=(*full.documents,) * 16)
    assert render_slip(monday("tr", longer)).pages > 1
