"""Sheets for the house itself, in German: who is here today, and the keys of the program."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lotse_desk.paper.calendar_text import language_text, long_date
from lotse_desk.paper.cells import Cell
from lotse_desk.paper.pages import print_document
from lotse_desk.paper.pdf_structure import Element
from lotse_desk.paper.phrases import GERMAN
from lotse_desk.paper.sheets import A4, A5
from lotse_desk.paper.slip_writer import Build, SlipWriter
from lotse_desk.paper.text_layout import TextStyle

_TODAY = replace(A4, name="today", marks=(), base=10.5)
_CARD = replace(A5, name="quick-card")
_TODAY_WORD = "Heute"


@dataclass(frozen=True)
class HereToday:
    """A service with its room and how it is open today; `languages` as BCP-47.

    `here`: it sits in this house.
    """

    name: str
    room: str
    hours: str
    open: bool
    languages: tuple[str, ...] = ()
    here: bool = False


def render_today(
    house: str, town: str, date: dt.date, services: Sequence[HereToday], *, sample: bool = False
) -> bytes:
    """Who is open and who is not, for the wall, as a tagged PDF; those open come first.

    Who sits in this house stands above the rest of the town. Where that is known of none, the
    paper speaks of the town alone and says why.
    """
    writer = SlipWriter(_TODAY, GERMAN, Element("Document"))
    with writer.section(0):
        here = [service for service in services if service.here]
        elsewhere = [service for service in services if not service.here]
        heading = writer.german["today_in_house"] if here else f"{_TODAY_WORD} in {town or house}"
        writer.field("title", _today_title(heading, house, town, date), after=10)
        writer.rule(1.4, after=10)
        if not here:
            words = writer.german.internal["place_unknown"]
            writer.field("services", lambda cell: cell.paragraph(words), after=8)
        _write_offices(writer, "in_house" if elsewhere else "", here)
        _write_offices(writer, "in_town" if here else "", elsewhere)
        spoken = dict.fromkeys(code for s in here or services if s.open for code in s.languages)
        names = ", ".join(language_text(code, GERMAN) for code in spoken)
        writer.rule(0.7, after=8)
        writer.field(
            "languages",
            lambda cell: cell.paragraph(
                names or cell.phrase("no_one_today"), label=f"{cell.phrase('languages_today')}:"
            ),
        )
    return print_document(f"{house}, {date:%d.%m.%Y}", writer, sample=sample)


def render_quick_card(title: str, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> bytes:
    """Keys and what they do, in groups with a heading, on A5, as a tagged PDF."""
    writer = SlipWriter(_CARD, GERMAN, Element("Document"))
    with writer.section(0):
        writer.field(
            "title",
            lambda cell: cell.paragraph(title, TextStyle(16, bold=True), tag="H1"),
            after=6,
        )
        for heading, keys in groups:
            writer.field("keys", _keys(heading, keys), after=6)
    return print_document(title, writer)


def _today_title(heading: str, house: str, town: str, date: dt.date) -> Build:
    def build(cell: Cell) -> None:
        cell.paragraph(heading, TextStyle(24, bold=True), tag="H1")
        cell.paragraph(long_date(date, GERMAN), TextStyle(15))
        cell.paragraph(", ".join(part for part in (house, town) if part))

    return build


def _write_offices(writer: SlipWriter, key: str, offices: Sequence[HereToday]) -> None:
    """A table of offices, those open first, under the heading of an internal phrase."""
    if not offices:
        return
    rows = [_row(office) for office in sorted(offices, key=lambda office: not office.open)]

    def build(cell: Cell) -> Iterator[None]:
        if key:
            heading = TextStyle(14, bold=True)
            cell.paragraph(writer.german.internal[key], heading, tag="H2", after=2)
        yield from cell.table(rows)

    writer.field("services", build, after=10)


def _row(service: HereToday) -> tuple[str, str, bool]:
    where = f"{service.name}, {service.room}" if service.room else service.name
    spoken = ", ".join(language_text(code, GERMAN) for code in service.languages)
    hours = f"{service.hours} · {spoken}" if spoken and service.open else service.hours
    return where, hours, service.open


def _keys(heading: str, keys: Sequence[tuple[str, str]]) -> Build:
    def build(cell: Cell) -> Iterator[None]:
        cell.paragraph(heading, TextStyle(11, bold=True), tag="H2", after=1)
        yield from cell.table([(key, act, False) for key, act in keys])

    return build
