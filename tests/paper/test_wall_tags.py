"""Every paper that is no slip, walked and read back: tags, order, alternatives, words, margins."""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from lotse_desk.domain.hours import TimeRange
from lotse_desk.paper.boards import Board, BoardTopic, render_boards, render_language_card
from lotse_desk.paper.leaflet import Leaflet, LeafletPlace, render_leaflet
from lotse_desk.paper.lists import HereToday, render_quick_card, render_today
from lotse_desk.paper.phrases import PLAIN_GERMAN, phrase_book, slip_languages
from lotse_desk.paper.poster import Poster, render_poster
from lotse_desk.paper.privacy_notice import render_privacy_notice
from lotse_desk.paper.recovery_paper import KeySheet, PrintedKey, render_key_sheets
from lotse_desk.paper.slip_document import SlipService, WeekdayHours

PAINTING = {"Tj", "TJ", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "BI"}
DAY = dt.date(2026, 11, 23)
HOUSE = "Haus der sozialen Leistungen (Muster)"
IN_GERMAN = ("poster", "card", "today", "keys", "recovery")
IN_A_LANGUAGE = ("leaflet", "boards", "privacy")
KEY = PrintedKey("Schlüssel (Muster)", "Öffnet Sicherungen.", ("34679 ACDEF X", "GHJKM NPRTU V"))

Paper = tuple[bytes, tuple[str, ...]]
"""A PDF and what must be read on it."""


@pytest.fixture(scope="session")
def wall_paper(service: Callable[..., SlipService]) -> Callable[[str, str], Paper]:
    """Makes a paper by name; `language` counts for those in two languages."""

    def make(kind: str, language: str) -> Paper:
        told = service(language)
        name, way = told.name, told.directions
        if language == PLAIN_GERMAN:
            name = replace(name, other="Geld für die Miete")
        said = tuple(text for b in (name, way) for text in (b.de, b.other) if text)
        book = phrase_book(language)
        if kind == "leaflet":
            place = LeafletPlace(told.body, told.address, "02361 53-0")
            leaflet = Leaflet(
                *(HOUSE, "Musterstadt", "wohngeld", name, way, way, way, (way, name), way, way),
                documents=told.documents,
                places=(place,),
            )
            return render_leaflet(leaflet, language), (*said, told.body, book["where_to_go"])
        if kind == "boards":
            topics = (BoardTopic("wohngeld", 513, name), BoardTopic("kita", 514, name))
            boards = [Board("wohnen", topics), Board("familie", topics)]
            names = tuple(filter(None, (name.de, name.other)))
            return render_boards(boards, language), (*names, book["point_topic"], "513")
        if kind == "privacy":
            return render_privacy_notice(HOUSE, language), (HOUSE, book["privacy_rights"])
        return _in_german(kind)

    return make


def _in_german(kind: str) -> Paper:
    if kind == "poster":
        week = tuple(WeekdayHours(d, (TimeRange(dt.time(8), dt.time(12)),)) for d in range(4))
        pdf = render_poster(Poster(HOUSE, "Herten", "02361 53-0", week, ("tr",)), slip_languages())
        foreign = (code for code in slip_languages() if code != PLAIN_GERMAN)
        return pdf, tuple(phrase_book(code)["here_we_help"] for code in foreign)
    if kind == "card":
        spoken = [code for code in slip_languages() if code != PLAIN_GERMAN]
        return render_language_card(spoken), tuple(phrase_book(code)["i_speak"] for code in spoken)
    if kind == "today":
        here = HereToday("Wohngeldstelle", "Raum 041", "08:00–12:00", open=True, here=True)
        there = HereToday("Straßenverkehrsamt", "", "nur mit Termin", open=False)
        return render_today(HOUSE, "Herten", DAY, [here, there]), ("Wohngeldstelle", "Termin")
    if kind == "keys":
        return render_quick_card("Tasten", [("Kontakt", [("Strg+F", "Suchen")])]), ("Suchen",)
    steps, warning = ("Abtippen.", "Prüfen."), "Nicht fotografieren."
    sheet = KeySheet("Leitstelle (Muster)", "AB12 CD34", DAY, (KEY, KEY), "Zwei.", steps, warning)
    return render_key_sheets([sheet, sheet]), ("Leitstelle", "Fingerabdruck", warning, "Abtippen")


def _papers() -> Iterator[object]:
    for kind in IN_GERMAN:
        yield pytest.param(kind, "de", id=kind)
    for kind in IN_A_LANGUAGE:
        for language in slip_languages():
            yield pytest.param(kind, language, id=f"{kind}-{language}")


every_paper = pytest.mark.parametrize(("kind", "tongue"), list(_papers()))


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """All structure elements below a node, in reading order."""
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def _claimed(tree: list[pikepdf.Object]) -> list[tuple[int, int]]:
    found = []
    for element in tree:
        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                found.append((element.Pg.objgen[0], kid))
            elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
                found.append((kid.Pg.objgen[0], int(kid.MCID)))
    return found


@every_paper
def test_all_is_tagged_or_an_artifact(
    kind: str, tongue: str, wall_paper: Callable[[str, str], Paper]
) -> None:
    with pikepdf.open(io.BytesIO(wall_paper(kind, tongue)[0])) as pdf:
        assert not pdf.check_pdf_syntax()
        marked: list[tuple[int, int]] = []
        for page in pdf.pages:
            inside = False
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name in ("BDC", "BMC"):
                    assert not inside
                    inside = True
                    if name == "BDC":
                        marked.append((page.obj.objgen[0], int(operands[1].MCID)))
                elif name == "EMC":
                    inside = False
                else:
                    assert inside or name not in PAINTING, name
            assert not inside
            assert str(page.Tabs) == "/S"
        claimed = _claimed(list(elements(pdf.Root.StructTreeRoot)))
        assert sorted(claimed) == sorted(marked)
        assert len(set(claimed)) == len(claimed)


@every_paper
def test_headings_tables_lists_and_languages(
    kind: str, tongue: str, wall_paper: Callable[[str, str], Paper]
) -> None:
    with pikepdf.open(io.BytesIO(wall_paper(kind, tongue)[0])) as pdf:
        tree = list(elements(pdf.Root.StructTreeRoot))
        headings = [str(e.S) for e in tree if str(e.S) in ("/H1", "/H2", "/H3")]
        assert headings[0] == "/H1"
        assert all(int(b[2]) <= int(a[2]) + 1 for a, b in pairwise(headings))
        for row in (e for e in tree if str(e.S) == "/TR"):
            assert str(row.K[0].S) == "/TH"
            assert str(row.K[0].A.Scope) == "/Row"
        for item in (e for e in tree if str(e.S) == "/LI"):
            assert [str(body.S) for body in item.K] == ["/LBody"]
        assert all("/Alt" in e and len(e.A.BBox) == 4 for e in tree if str(e.S) == "/Figure")
        assert str(pdf.Root.Lang) == "de"
        spoken = {str(e.Lang) for e in tree if "/Lang" in e} - {"de"}
        if kind in IN_A_LANGUAGE:
            assert spoken == {phrase_book(tongue).pdf_language} - {"de"}
        elif kind in ("poster", "card"):
            assert len(spoken) >= len(slip_languages()) - 3
        assert str(pdf.docinfo.Title)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == str(pdf.docinfo.Title)


@every_paper
def test_words_come_out_in_both_readers(
    kind: str,
    tongue: str,
    wall_paper: Callable[[str, str], Paper],
    words_come_out: Callable[[tuple[str, ...], str], None],
    poppler_text: Callable[[bytes], str],
) -> None:
    pdf, said = wall_paper(kind, tongue)
    pages = pypdfium2.PdfDocument(pdf)
    words_come_out(said, "\n".join(page.get_textpage().get_text_bounded() for page in pages))
    words_come_out(said, poppler_text(pdf))


@every_paper
def test_nothing_is_overprinted(
    kind: str,
    tongue: str,
    wall_paper: Callable[[str, str], Paper],
    nothing_overprinted: Callable[[bytes], None],
) -> None:
    nothing_overprinted(wall_paper(kind, tongue)[0])


def test_a_recovery_key_is_read_line_by_line(wall_paper: Callable[[str, str], Paper]) -> None:
    page = pypdfium2.PdfDocument(wall_paper("recovery", "de")[0])[0]
    text = " ".join(page.get_textpage().get_text_bounded().split())
    assert text.count("1) 34679 ACDEF X 2) GHJKM NPRTU V") == 2
