"""A tagged PDF painted with a ReportLab canvas: laid-out text, figures, artifacts, metadata."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import (
    XMP,
    PDFDictionary,
    PDFDocument,
    PDFInfo,
    PDFPage,
    PDFString,
    ViewerPreferencesPDFDictionary,
)
from reportlab.pdfgen.canvas import Canvas

from lotse_desk.paper.fonts import Face
from lotse_desk.paper.pdf_fonts import EmbeddedFace
from lotse_desk.paper.pdf_structure import Element, StructureTree
from lotse_desk.paper.text_layout import LaidText, Run

rl_config.useA85 = 0  # streams stay binary: half the size, none of the time

_PRODUCER = "Lotse Desk"
_TIGHT = 0.75  # thousandths of the font size: smaller deviations from the pen are not seen

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


class _Info(PDFInfo):  # type: ignore[misc]
    """The information dictionary without dates: the same slip is the same file on any day."""

    def format(self, document: PDFDocument) -> bytes:
        entries = {"Title": PDFString(self.title), "Producer": PDFString(self.producer)}
        content: bytes = PDFDictionary(entries).format(document)
        return content


class _BareCanvas(Canvas):  # type: ignore[misc]
    """A canvas that names no font of its own: ReportLab's would be one that is not embedded."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class PdfDocument:
    """One PDF in the making.

    Lengths are points; y counts down from the top of the page, as text layout does. Everything
    painted stands in `tagged` or in `artifact`. Same calls, same bytes.
    """

    def __init__(self, title: str, language: str, page_size: tuple[float, float]) -> None:
        self.width, self.height = page_size
        self.structure = StructureTree(language)
        self._title, self._language = title, language
        self._buffer = BytesIO()
        self._canvas = _BareCanvas(
            self._buffer,
            pagesize=page_size,
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            lang=language,
        )
        self._faces: dict[Face, EmbeddedFace] = {}

    @property
    def canvas(self) -> Canvas:
        """The canvas, for lines and shapes; its y counts up from the foot of the page."""
        return self._canvas

    def begin_page(self, height: float | None = None) -> None:
        """Start a page, as high as given or as the others."""
        if height is not None and height != self.height:
            self.height = height
            self._canvas.setPageSize((self.width, height))
        self.structure.begin_page()

    def end_page(self) -> None:
        """Finish the page begun last."""
        self._canvas.showPage()
        page = self._pages[-1]
        page.StructParents = len(self._pages) - 1
        page.Tabs = "/S"
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """What is painted inside belongs to the element."""
        number = self.structure.mark(element)
        self._canvas._code.append(f"/{element.tag} <</MCID {number}>> BDC")
        yield
        self._canvas._code.append("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is painted inside carries no meaning: rules, frames, marks."""
        self._canvas._code.append("/Artifact BMC")
        yield
        self._canvas._code.append("EMC")

    def text(self, text: LaidText, x: float, top: float) -> None:
        """Paint a laid-out paragraph with its upper left corner there."""
        for line in text.lines:
            baseline = self.height - top - line.baseline
            for run in line.runs:
                self._paint_run(run, x, baseline)

    def fill_boxes(self, boxes: Iterable[tuple[float, float, float, float]]) -> None:
        """Fill many boxes (left, bottom, width, height; y up) in black as one path."""
        path = " ".join(f"{x:.3f} {y:.3f} {w:.3f} {h:.3f} re" for x, y, w, h in boxes)
        self._canvas._code.append(f"0 g {path} f")

    def to_bytes(self) -> bytes:
        """The finished file."""
        document: PDFDocument = self._canvas._doc
        document.info = _Info()
        document.info.title, document.info.producer = self._title, _PRODUCER
        fonts = document.idToObject["BasicFonts"]
        for embedded in self._faces.values():
            fonts[embedded.name] = embedded.reference(document)
        catalog = document.Catalog
        pages = [document.Reference(page) for page in self._pages]
        catalog.StructTreeRoot = self.structure.reference(document, pages)
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.ViewerPreferences = ViewerPreferencesPDFDictionary({"DisplayDocTitle": "true"})
        catalog.Metadata = XMP(creator=self._xmp)
        self._canvas.save()
        return self._buffer.getvalue()

    @property
    def _pages(self) -> list[PDFPage]:
        pages: list[PDFPage] = self._canvas._doc.Pages.pages
        return pages

    def _xmp(self, _document: PDFDocument) -> bytes:
        return _XMP.format(
            title=escape(self._title), language=self._language, producer=_PRODUCER
        ).encode("utf-8")

    def _embedded(self, face: Face) -> EmbeddedFace:
        if face not in self._faces:
            self._faces[face] = EmbeddedFace(face, f"F{len(self._faces) + 1}")
        return self._faces[face]

    def _paint_run(self, run: Run, x: float, baseline: float) -> None:
        """Show a run in visual order, moving the pen where kerning does and where it must."""
        face = self._embedded(run.face)
        size = run.size
        _, _, start, height = run.pieces[0]
        operators = [f"BT /{face.name} {size:.3f} Tf"]
        origin, level = start, height
        pen = start
        shown: list[str] = []
        codes: list[str] = []
        for shape, text, at, rise in run.pieces:
            back = (pen - at) * 1000 / size
            if abs(back) >= _TIGHT or rise != level:
                if codes:
                    shown.append(f"<{''.join(codes)}>")
                    codes = []
                if rise != level:
                    operators.append(_show(x + origin, baseline + level, shown))
                    shown, origin, level = [], at, rise
                else:
                    shown.append(f"{back:.1f}")
                pen = at
            code, advance = face.glyph(shape, text)
            codes.append(code)
            pen += advance * size
        shown.append(f"<{''.join(codes)}>")
        operators.append(_show(x + origin, baseline + level, shown))
        self._canvas._code.append(" ".join([*operators, "ET"]))


def _show(x: float, y: float, shown: list[str]) -> str:
    return f"1 0 0 1 {x:.3f} {y:.3f} Tm [{' '.join(shown)}] TJ"
