"""A leaflet about one topic: what it is, for whom, what to bring and where to go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lotse_desk.paper.bands import DrawMark
from lotse_desk.paper.cells import Cell
from lotse_desk.paper.notes import write_notes
from lotse_desk.paper.pages import print_document
from lotse_desk.paper.pdf_structure import Element
from lotse_desk.paper.pictograms import pictogram, topic_pictogram
from lotse_desk.paper.sheets import A4
from lotse_desk.paper.slip_document import Bilingual
from lotse_desk.paper.slip_writer import SlipWriter
from lotse_desk.paper.text_layout import TextStyle

_SHEET = A4
_PICTOGRAM = 56.0


@dataclass(frozen=True)
class LeafletPlace:
    """Who is responsible and where; lines as they stand on letters."""

    body: str
    lines: tuple[str, ...] = ()
    phone: str = ""


@dataclass(frozen=True)
class Leaflet:
    """What a leaflet says. Empty fields do not print."""

    house: str
    town: str
    topic: str
    name: Bilingual
    summary: Bilingual
    description: Bilingual
    eligibility: Bilingual
    steps: tuple[Bilingual, ...]
    claim_start: Bilingual
    cost: Bilingual
    documents: tuple[Bilingual, ...]
    places: tuple[LeafletPlace, ...]
    sample: bool = False


def render_leaflet(leaflet: Leaflet, language: str, refused: Sequence[str] = ()) -> bytes:
    """The leaflet as a tagged PDF; `refused` languages are named as such.

    Raises `UnknownValue` for a language without phrases.
    """
    writer = SlipWriter(_SHEET, language, Element("Document"))
    with writer.section(0):
        _write_head(writer, leaflet)
        _write_text(writer, "what_it_is", leaflet.description)
        _write_text(writer, "who_may_come", leaflet.eligibility)
        if leaflet.documents:
            writer.field("documents", lambda cell: _documents(cell, leaflet), leaflet.documents)
        if leaflet.steps:
            writer.field("steps", lambda cell: _steps(cell, leaflet.steps), leaflet.steps)
        _write_text(writer, "since_when", leaflet.claim_start)
        _write_text(writer, "cost", leaflet.cost)
        if leaflet.places:
            writer.field("places", lambda cell: _places(cell, leaflet.places))
        writer.field("notes", lambda cell: write_notes(writer, cell, refused))
    return print_document(f"{leaflet.house}, {leaflet.name.de}", writer, sample=leaflet.sample)


def _write_head(writer: SlipWriter, leaflet: Leaflet) -> None:
    sender = ", ".join(part for part in (leaflet.house, leaflet.town) if part)
    line = writer.text_mark(sender, TextStyle(11, bold=True), 0, 0, _SHEET.type_width)
    writer.band(line.bottom + 5, [line], keep=True)
    writer.rule(1.4, after=12)
    cells = writer.columns(first=_PICTOGRAM + 12)

    def title(cell: Cell) -> None:
        cell.value(leaflet.name, TextStyle(17, bold=True, leading=0.92), tag="H1", after=2)
        if leaflet.summary:
            cell.value(leaflet.summary, TextStyle(11))

    writer.fill(cells, title)
    writer.note("name", (leaflet.name, leaflet.summary))
    picture = DrawMark(
        pictogram(topic_pictogram(leaflet.topic), _PICTOGRAM), 0, 0, _PICTOGRAM, _PICTOGRAM
    )
    height = max(_PICTOGRAM, *(cell.y for cell in cells)) + 14
    writer.band(height, [picture, *(mark for cell in cells for mark in cell.marks)], keep=True)


def _write_text(writer: SlipWriter, key: str, content: Bilingual) -> None:
    if not content:
        return

    def build(cell: Cell) -> None:
        _heading(cell, key)
        cell.value(content)

    writer.field(key, build, (content,), after=9)


def _heading(cell: Cell, key: str) -> None:
    cell.paragraph(cell.phrase(key), TextStyle(11.5, bold=True), tag="H2", after=1.5)


def _documents(cell: Cell, leaflet: Leaflet) -> Iterator[None]:
    _heading(cell, "bring")
    yield
    yield from cell.ticks(leaflet.documents)


def _steps(cell: Cell, steps: Sequence[Bilingual]) -> Iterator[None]:
    _heading(cell, "how_it_works")
    yield
    for number, step in enumerate(steps, start=1):
        other = f"{number}. {step.other}" if step.other else None
        cell.value(Bilingual(f"{number}. {step.de}", other), after=1.5)
        yield


def _places(cell: Cell, places: Sequence[LeafletPlace]) -> None:
    _heading(cell, "where_to_go")
    for place in places:
        cell.paragraph(place.body, cell.sheet.strong, german=not cell.german)
        for line in place.lines:
            cell.paragraph(line, german=not cell.german)
        if place.phone:
            cell.paragraph(place.phone, label=f"{cell.phrase('phone')}:")
        cell.skip(3)
    cell.paragraph(cell.phrase("ask_us"), cell.sheet.strong)
