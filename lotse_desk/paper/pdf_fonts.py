"""Font faces inside a PDF: glyphs by id, each code with its true text and its true width."""

import hashlib

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
    PDFZCompress,
)
from reportlab.pdfbase.ttfonts import TTFontFile

from lotse_desk.paper.font_subset import Shape, shape_advance, subset_font, units_per_em
from lotse_desk.paper.fonts import Face, font_file

_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_CMAP_BLOCK = 100  # ISO 32000-1, 9.10.3: at most so many entries in a bfchar block


class EmbeddedFace:
    """A face as used by one document: two-byte codes for pairs of shape and text.

    The same glyph may stand for different text (ISO 32000-1, 9.10.3 maps codes, not glyphs), so
    a code belongs to the pair; /CIDToGIDMap leads codes to the glyphs of the embedded subset. A
    letter with its marks is one shape: readers that look at glyph positions then cannot tear
    the mark from its letter.
    """

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._codes: dict[tuple[Shape, str], tuple[str, float]] = {}

    def glyph(self, shape: Shape, text: str) -> tuple[str, float]:
        """The code, four hexadecimal digits, that paints a shape and reads as `text`, and the
        shape's advance width as a multiple of the font size."""
        known = self._codes.get((shape, text))
        if known is None:
            known = (f"{len(self._codes) + 1:04X}", _advance(self.face, shape) / 1000)
            self._codes[shape, text] = known
        return known

    def reference(self, document: PDFDocument) -> PDFObjectReference:
        """Add the Type 0 font with all that hangs on it to the document."""
        shapes = tuple(dict.fromkeys(shape for shape, _ in self._codes))
        base_font = f"{_subset_tag(self.face, shapes)}+{self._file.name.decode('ascii')}"
        widths = [_advance(self.face, shape) for shape, _ in self._codes]
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(base_font),
                "CIDSystemInfo": PDFDictionary(
                    {
                        "Registry": PDFString("Adobe"),
                        "Ordering": PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": self._descriptor(document, base_font, shapes),
                "CIDToGIDMap": document.Reference(_stream(self._glyph_map(shapes))),
                "DW": 0,
                "W": PDFArray([1, PDFArray(widths)]),
            }
        )
        return document.Reference(
            PDFDictionary(
                {
                    "Type": PDFName("Font"),
                    "Subtype": PDFName("Type0"),
                    "BaseFont": PDFName(base_font),
                    "Encoding": PDFName("Identity-H"),
                    "DescendantFonts": PDFArray([document.Reference(descendant)]),
                    "ToUnicode": document.Reference(_stream(self._to_unicode().encode("ascii"))),
                }
            )
        )

    @property
    def _file(self) -> TTFontFile:
        return font_file(self.face)

    def _descriptor(
        self, document: PDFDocument, base_font: str, shapes: tuple[Shape, ...]
    ) -> PDFObjectReference:
        subset = subset_font(self.face, shapes)
        font_stream = _stream(subset)
        font_stream.dictionary["Length1"] = len(subset)
        file = self._file
        return document.Reference(
            PDFDictionary(
                {
                    "Type": PDFName("FontDescriptor"),
                    "FontName": PDFName(base_font),
                    "Flags": 4,  # symbolic: codes are glyphs, no standard encoding
                    "FontBBox": PDFArray(file.bbox),
                    "ItalicAngle": file.italicAngle,
                    "Ascent": file.ascent,
                    "Descent": file.descent,
                    "CapHeight": file.capHeight,
                    "StemV": file.stemV,
                    "FontFile2": document.Reference(font_stream),
                }
            )
        )

    def _glyph_map(self, shapes: tuple[Shape, ...]) -> bytes:
        places = {shape: place for place, shape in enumerate(shapes, start=1)}
        return b"\0\0" + b"".join(places[shape].to_bytes(2, "big") for shape, _ in self._codes)

    def _to_unicode(self) -> str:
        entries = [
            f"<{code}> <{text.encode('utf-16-be').hex().upper()}>\n"
            for (_, text), (code, _) in self._codes.items()
        ]
        blocks = [entries[i : i + _CMAP_BLOCK] for i in range(0, len(entries), _CMAP_BLOCK)]
        return (
            _CMAP_HEAD
            + "".join(f"{len(b)} beginbfchar\n{''.join(b)}endbfchar\n" for b in blocks)
            + _CMAP_TAIL
        )


def _advance(face: Face, shape: Shape) -> float:
    """Advance width in thousandths of the font size, as /W wants it."""
    return shape_advance(face, shape) * 1000 / units_per_em(face)


def _subset_tag(face: Face, shapes: tuple[Shape, ...]) -> str:
    digest = hashlib.sha256(f"{face.file_name}{shapes}".encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _stream(content: bytes) -> PDFStream:
    stream = PDFStream()
    stream.content = content
    stream.filters = [PDFZCompress]
    return stream
