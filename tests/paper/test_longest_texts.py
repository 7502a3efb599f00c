"""The longest texts shipped in every language, in every field at once, on every paper."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pypdfium2
import pytest

from lotse_desk.domain.hours import DayState, TimeRange
from lotse_desk.home.noted import LONGEST_CONCERN
from lotse_desk.locations import resources
from lotse_desk.paper.fonts import missing
from lotse_desk.paper.phrases import GERMAN, PLAIN_GERMAN, phrase_book, slip_languages
from lotse_desk.paper.sheets import SHEETS, sheet_named
from lotse_desk.paper.slip import render_slip
from lotse_desk.paper.slip_document import (
    Allocation,
    Appointment,
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

DAY = dt.date(2026, 9, 30)
"""A Wednesday in September: the longest names of days and months in most languages."""
BODY = "Jobcenter Kreis Recklinghausen, Bezirksstelle Oer-Erkenschwick, Leistungsgewährung und "
BODY += "Beschäftigungsförderung für Bedarfsgemeinschaften"
STREET = "Bürgermeister-Doktor-Wilhelm-Musterhausen-Gedächtnis-Straße 123 a–c, Eingang Innenhof"
HOURS = tuple(
    TimeRange(dt.time.fromisoformat(a), dt.time.fromisoformat(b))
    for a, b in (("07:30", "09:45"), ("10:15", "12:30"), ("13:30", "17:45"))
)
MOST_PAGES = {"a4": 5, "a5": 7, "a5x2": 5, "receipt": 2, "letter": 5, "large": 13}
"""Sheets of one service with everything on it and its claim."""
CASES = [(language, paper) for language in slip_languages() for paper in sorted(SHEETS)]


def _cases(every: int) -> list[object]:
    """By day each paper in one of so many languages, with other papers for each; by night all."""
    cases = []
    for place, case in enumerate(CASES):
        language, paper = divmod(place, len(SHEETS))
        marks = () if (paper - language) % every == 0 else pytest.mark.night
        cases.append(pytest.param(*case, marks=marks, id="-".join(case)))
    return cases


@cache
def _translations(language: str) -> dict[str, Any]:
    """The shipped translations; of German itself, what another language was translated from."""
    file = "en" if language == GERMAN else language
    path = resources() / "directory" / "translations" / f"{file}.json"
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


@cache
def _longest(language: str, part: str, field: str) -> tuple[Bilingual, ...]:
    """The texts of a field, longest in both languages together first."""
    records = _translations(language)[part].values()
    texts = (record if field in ("", None) else record.get(field) for record in records)
    pairs = {
        Bilingual(text["of"], None if language == GERMAN else text["text"])
        for text in texts
        if text
    }
    return tuple(sorted(pairs, key=lambda p: (-len(p.de) - len(p.other or ""), p.de)))


def _service(language: str) -> SlipService:
    name = _longest(language, "topics", "name")
    said = _longest(language, "topics", "short_description")
    forms = _longest(language, "forms", "name")[:2]
    days = [DAY + dt.timedelta(day) for day in range(5)]
    week = tuple(WeekdayHours(day, HOURS[day % 2 :]) for day in range(5))
    return SlipService(
        name=name[0],
        body=BODY,
        building="Verwaltungsgebäude Stadtentwicklung und Umwelt (Nebenstelle Süd)",
        floor=Bilingual(
            "Zwischengeschoss zwischen Erdgeschoss und 1. Obergeschoss", said[-1].other
        ),
        allocations=(
            Allocation("A–Ganz bis Gryz", "2.14 bis 2.17 a", "02361 53-123456"),
            Allocation("H–Schl", "Servicebüro 1", "02361 53-123457"),
            Allocation("Schm–Z", "E.03", "02361 53-123458"),
        ),
        address=(STREET, "45739 Oer-Erkenschwick (Rapen und Honermann-Siedlung)"),
        directions=said[0],
        step_free=said[1],
        next_days=(
            SlipDay(days[0], DayState.CLOSED, (), name[1]),
            SlipDay(days[1], DayState.OPEN, HOURS),
            SlipDay(days[2], DayState.BY_APPOINTMENT, (), name[2]),
            SlipDay(days[3], DayState.EMERGENCY_ONLY),
            SlipDay(days[4], DayState.OPEN, HOURS, name[3]),
        ),
        next_opening=SlipDay(days[1], DayState.OPEN, HOURS),
        week=week,
        appointment_needed=True,
        appointment=Appointment(DAY, dt.time(16, 45)),
        deadline=DAY,
        concern=("Widerspruchsbescheid wegen Betriebskostennachforderung " * 3)[:LONGEST_CONCERN],
        write_in=tuple(WriteIn),
        phones=tuple(Phone(f"0800 123456-{n}", name[n]) for n in range(3)),
        spoken=tuple(SpokenLanguage(code, week) for code in ("sr", "prs", "kmr", "de-simple")),
        cost=_longest(language, "topics", "cost")[0],
        documents=_longest(language, "documents", "")[:12],
        sentence=_longest(language, "topics", "what_to_say")[0],
        form=Bilingual(
            ", ".join(form.de for form in forms),
            None if language == GERMAN else ", ".join(form.other or "" for form in forms),
        ),
        checked=DAY,
        code="34679AC7",
        warnings=(said[2], said[3]),
        claim=Claim(written=True),
    )


def _slip(language: str, *services: SlipService, discreet: bool = False) -> SlipDocument:
    return SlipDocument(
        house="Haus der sozialen Leistungen am Alten Markt, Castrop-Rauxel-Innenstadt",
        town="Castrop-Rauxel",
        desk="Empfang 12 im zweiten Obergeschoss des Nebengebäudes",
        date=DAY,
        language=language,
        callback="+49 2361 53-123456789",
        interpreter=True,
        services=services or (_service(language),),
        link=QrLink(
            "https://www.kreis-re.de/inhalte/buergerservice/soziales_und_familie/"
            "wohngeld_und_wohnraumfoerderung/index.asp?seite=angebot&id=123456",
            Bilingual(BODY),
        ),
        discreet=discreet,
    )


def _said(document: SlipDocument, paper: str) -> Iterator[str]:
    """Every text that must be read on the paper."""
    plain_alone = sheet_named(paper).plain and document.language == PLAIN_GERMAN
    [service] = document.services
    fields = (
        *(service.name, service.directions, service.step_free, service.cost, service.sentence),
        *(service.form, *service.documents, *service.warnings),
        *(phone.label for phone in service.phones),
    )
    for field in fields:
        if not plain_alone:
            yield field.de
        yield field.other or ""
    yield from (document.house, document.desk, service.body, service.building, service.floor.de)
    yield from (*service.address, service.concern)
    keys = ("bring", "show", "deadline", "concern", "spoken", "cost", "form", "claim_title")
    yield from (phrase_book(document.language)[key] for key in keys)


@pytest.mark.parametrize(("tongue", "sheet"), _cases(3))
def test_everything_is_read_and_nothing_overprinted(
    tongue: str,
    sheet: str,
    stays_inside: Callable[[bytes, str], None],
    nothing_overprinted: Callable[[bytes], None],
    words_come_out: Callable[[tuple[str, ...], str], None],
    poppler_text: Callable[[bytes], str],
) -> None:
    document = _slip(tongue)
    rendered = render_slip(document, sheet)
    stays_inside(rendered.pdf, sheet)
    nothing_overprinted(rendered.pdf)
    read = "\n".join(
        page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(rendered.pdf)
    )
    said = tuple(_said(document, sheet))
    words_come_out(said, read)
    words_come_out(said, poppler_text(rendered.pdf))
    for figures in ("02361 53-123456", "0800 123456-2", "34679AC7"[:4], "2.14", "E.03"):
        assert figures in read
    assert rendered.pages <= MOST_PAGES[sheet]


@pytest.mark.parametrize(("tongue", "sheet"), _cases(6))
def test_cards_and_lines_for_where_hold_them_too(
    tongue: str,
    sheet: str,
    stays_inside: Callable[[bytes, str], None],
    nothing_overprinted: Callable[[bytes], None],
) -> None:
    service = _service(tongue)
    bare = replace(service, no_body=True, appointment=None, allocations=())
    room = replace(service, allocations=(), room="Großer Sitzungssaal 1.234 b, Flügel West")
    for document in (
        _slip(tongue, service, discreet=True),
        _slip(tongue, bare),
        _slip(tongue, room, replace(bare, claim=None)),
    ):
        pdf = render_slip(document, sheet).pdf
        stays_inside(pdf, sheet)
        nothing_overprinted(pdf)


def test_no_shipped_text_lacks_a_glyph(language: str) -> None:
    path = resources() / "slips" / f"{language}.json"
    texts = path.read_text("utf-8") + json.dumps(_translations(language), ensure_ascii=False)
    assert missing(texts.replace("\n", " ")) == ""


@pytest.mark.parametrize("name", ["Sehr langer Name " * 20, "Wort" * 90])
@pytest.mark.parametrize("sheet", ["a4", "a5", "large"])
def test_the_running_name_of_a_service_is_one_line(
    sheet: str, name: str, stays_inside: Callable[[bytes, str], None]
) -> None:
    service = replace(_service("tr"), name=Bilingual(name), claim=None)
    pdf = render_slip(_slip("tr", service, service), sheet).pdf
    stays_inside(pdf, sheet)
    second = pypdfium2.PdfDocument(pdf)[1].get_textpage().get_text_bounded()
    assert any(line.strip().endswith("…") for line in second.splitlines())
