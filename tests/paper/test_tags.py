"""The structure tree of a slip, walked: everything is tagged or an artifact, in reading order."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from lotse_desk.paper.phrases import PLAIN_GERMAN, phrase_book
from lotse_desk.paper.sheets import sheet_named
from lotse_desk.paper.slip import render_slip
from lotse_desk.paper.slip_document import Allocation, SlipDocument, SlipService

PAINTING = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "BI"}
STANDARD = {"Document", "Sect", "H1", "H2", "P", "L", "LI", "LBody", "Table", "TR", "TH", "TD"} | {
    "Figure"
}


@pytest.fixture
def pdf(language: str, paper: str, printed: Callable[[str, str], bytes]) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(printed(language, paper))) as opened:
        yield opened


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """All structure elements below a node, in reading order."""
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def tags(pdf: pikepdf.Pdf) -> list[str]:
    return [str(e.S)[1:] for e in elements(pdf.Root.StructTreeRoot)]


def marked_content(element: pikepdf.Object) -> list[tuple[pikepdf.Object, int]]:
    found = []
    for kid in element.K:
        if isinstance(kid, int):
            found.append((element.Pg, kid))
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            found.append((kid.Pg, int(kid.MCID)))
    return found


def test_everything_painted_is_tagged_or_an_artifact(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        stack: list[str] = []
        painted = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                stack.append(str(operands[0]))
                assert len(stack) == 1, "marked content is never nested"
            elif name == "EMC":
                stack.pop()
            elif name in PAINTING:
                painted += 1
                assert stack, f"{name} outside of marked content"
        assert stack == []
        assert painted > 0


def test_every_marked_content_belongs_to_one_element(pdf: pikepdf.Pdf) -> None:
    claimed: dict[tuple[int, int], pikepdf.Object] = {}
    for element in elements(pdf.Root.StructTreeRoot):
        for page, number in marked_content(element):
            key = (page.objgen[0], number)
            assert key not in claimed
            claimed[key] = element
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums
    by_key = {int(parents[i]): parents[i + 1] for i in range(0, len(parents), 2)}
    for page in pdf.pages:
        owners = by_key[int(page.StructParents)]
        ids = [
            int(operands[1].MCID)
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC"
        ]
        assert ids == list(range(len(owners)))
        for number in ids:
            element = claimed.pop((page.obj.objgen[0], number))
            assert owners[number].objgen == element.objgen
    assert claimed == {}


def test_only_standard_types_with_headings_in_order(pdf: pikepdf.Pdf) -> None:
    found = tags(pdf)
    assert set(found) <= STANDARD
    headings = [tag for tag in found if tag in ("H1", "H2")]
    assert headings[0] == "H1"
    assert all((a, b) != ("H2", "H1") for a, b in pairwise(headings))


def test_tables_have_heads_and_lists_have_bodies(pdf: pikepdf.Pdf) -> None:
    rows = [e for e in elements(pdf.Root.StructTreeRoot) if str(e.S) == "/TR"]
    assert rows
    for row in rows:
        kinds = [str(kid.S) for kid in row.K]
        assert kinds in (["/TH", "/TD"], ["/TH", "/TD", "/TH"])
        assert all(str(kid.A.Scope) == "/Row" for kid in row.K if str(kid.S) == "/TH")
    items = [e for e in elements(pdf.Root.StructTreeRoot) if str(e.S) == "/LI"]
    assert items
    assert all(str(kid.S) == "/LBody" for item in items for kid in item.K)


def test_figures_say_what_they_show(pdf: pikepdf.Pdf) -> None:
    figures = [e for e in elements(pdf.Root.StructTreeRoot) if str(e.S) == "/Figure"]
    texts = [str(figure.Alt) for figure in figures]
    assert any("https://www.example.org/wohngeld" in text for text in texts)
    assert any("3467 9AC7" in text for text in texts)
    assert all(len(figure.A.BBox) == 4 for figure in figures)


def test_languages_of_document_and_passages(pdf: pikepdf.Pdf, language: str) -> None:
    assert str(pdf.Root.Lang) == "de"
    passages = {str(e.Lang) for e in elements(pdf.Root.StructTreeRoot) if "/Lang" in e}
    assert passages == {"de", phrase_book(language).pdf_language}


def test_title_and_identifier(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.docinfo.Title)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(pdf.Root.MarkInfo.Marked)
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == str(pdf.docinfo.Title)
    assert all(str(page.Tabs) == "/S" for page in pdf.pages)


def test_fonts_are_embedded_with_text_and_true_widths(pdf: pikepdf.Pdf) -> None:
    fonts = {font.objgen: font for page in pdf.pages for font in page.Resources.Font.values()}
    assert fonts
    for font in fonts.values():
        descendant = font.DescendantFonts[0]
        file = TTFont(io.BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
        widths = [float(width) for width in descendant.W[1]]
        glyph_map = descendant.CIDToGIDMap.read_bytes()
        order = file.getGlyphOrder()
        to_unicode = font.ToUnicode.read_bytes().decode("ascii")
        for code, width in enumerate(widths, start=1):
            glyph = int.from_bytes(glyph_map[2 * code : 2 * code + 2], "big")
            assert glyph != 0, "no .notdef on paper"
            assert width == file["hmtx"][order[glyph]][0] * 1000 / file["head"].unitsPerEm
            assert f"<{code:04X}> <" in to_unicode


def test_reading_order_is_german_then_the_other_language(
    pdf: pikepdf.Pdf, language: str, paper: str
) -> None:
    headings = [e for e in elements(pdf.Root.StructTreeRoot) if str(e.S) in ("/H1", "/H2")]
    spoken = [str(e.get("/Lang", "de")) for e in headings]
    other = phrase_book(language).pdf_language
    alone = language == "de" or (sheet_named(paper).plain and language == PLAIN_GERMAN)
    assert spoken == (["de", "de"] if alone else ["de", other] * 2)


def test_a_paragraph_over_two_pages_is_one_element(
    service: Callable[..., SlipService], slip: Callable[..., SlipDocument]
) -> None:
    long = replace(service("de"), directions=replace(service("de").directions, de="Wort " * 3000))
    with pikepdf.open(io.BytesIO(render_slip(slip("de", long)).pdf)) as opened:
        over = [
            e
            for e in elements(opened.Root.StructTreeRoot)
            if len({page.objgen for page, _ in marked_content(e)}) > 1
        ]
        assert len(opened.pages) > 3
        assert len(over) == 1


def test_no_active_content(pdf: pikepdf.Pdf) -> None:
    assert "/OpenAction" not in pdf.Root
    assert "/Names" not in pdf.Root
    assert all("/Annots" not in page for page in pdf.pages)


def test_allocations_stay_tagged(
    service: Callable[..., SlipService], slip: Callable[..., SlipDocument]
) -> None:
    rooms = tuple(Allocation(f"{letter}", f"2.{n}") for n, letter in enumerate("ABCDEFGH", 10))
    document = slip("ar", replace(service("ar"), room="", allocations=rooms))
    with pikepdf.open(io.BytesIO(render_slip(document).pdf)) as opened:
        test_everything_painted_is_tagged_or_an_artifact(opened)
        test_every_marked_content_belongs_to_one_element(opened)
