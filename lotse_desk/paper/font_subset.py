"""Small TrueType files for embedding: chosen glyphs of a face, and glyphs put together from them.

Table layouts follow the OpenType specification (glyf, loca, hmtx, maxp, head, hhea). Hinting is
left out: paper is printed at resolutions where it changes nothing.
"""

import struct
from dataclasses import dataclass
from functools import cache, lru_cache

from reportlab.pdfbase.ttfonts import TTFontFile, TTFontMaker

from lotse_desk.paper.fonts import Face, font_file

_WORDS, _XY_VALUES, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO, _INSTRUCTIONS = (
    0x0001,
    0x0002,
    0x0008,
    0x0020,
    0x0040,
    0x0080,
    0x0100,
)

_Box = tuple[int, int, int, int]


Part = tuple[int, int, int]
"""A glyph of the face, moved by (dx, dy) font units: (glyph id, dx, dy)."""

Shape = tuple[Part, ...]
"""What one glyph of the subset shows: a glyph of the face, or a base with its marks in place."""


@dataclass(frozen=True, slots=True)
class _Outline:
    """A glyf entry without instructions; `references` are (byte offset, glyph id) of parts."""

    data: bytes
    box: _Box
    references: tuple[tuple[int, int], ...] = ()


@lru_cache(maxsize=64)
def subset_font(face: Face, shapes: tuple[Shape, ...]) -> bytes:
    """A TrueType file whose glyph n is the n-th shape, counted from 1; glyph 0 is .notdef."""
    builder = _SubsetBuilder(face)
    for shape in shapes:
        builder.add(shape)
    return builder.file()


def shape_advance(face: Face, shape: Shape) -> int:
    """Advance width of a shape in font units: the widest reach of its parts' advances.

    Marks without an advance of their own do not count: a mark that reached out of a base as
    narrow as the alef of lam-alef tore the word apart for readers.
    """
    metrics = font_file(face).hmetrics
    advances = ((int(metrics[glyph][0]), dx) for glyph, dx, _ in shape)
    return max(advance + dx if advance else 0 for advance, dx in advances)


class _SubsetBuilder:
    """Collects outlines; glyphs that only serve as parts come after the shapes."""

    def __init__(self, face: Face) -> None:
        self._face, self._file = face, font_file(face)
        self._shapes: list[Shape] = [((0, 0, 0),)]

    def add(self, shape: Shape) -> None:
        self._shapes.append(shape)

    def file(self) -> bytes:
        places: dict[int, int] = {}
        outlines: list[_Outline] = []
        metrics: list[tuple[int, int]] = []
        for shape in self._shapes:
            outline = self._shape_outline(shape)
            if len(shape) == 1:
                places.setdefault(shape[0][0], len(outlines))
            outlines.append(outline)
            metrics.append((shape_advance(self._face, shape), outline.box[0]))
        done = 0
        while done < len(outlines):
            for _, glyph in outlines[done].references:
                if glyph not in places:
                    places[glyph] = len(outlines)
                    outlines.append(_outline(self._face, glyph))
                    metrics.append((int(self._file.hmetrics[glyph][0]), outlines[-1].box[0]))
            done += 1
        return _font(self._file, [_placed(outline, places) for outline in outlines], metrics)

    def _shape_outline(self, shape: Shape) -> _Outline:
        if len(shape) == 1:
            return _outline(self._face, shape[0][0])
        boxes = []
        body = bytearray()
        references = []
        for number, (glyph, dx, dy) in enumerate(shape):
            box = _outline(self._face, glyph).box
            boxes.append((box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy))
            more = _MORE if number < len(shape) - 1 else 0
            references.append((10 + len(body) + 2, glyph))
            body += struct.pack(">HHhh", _WORDS | _XY_VALUES | more, 0, dx, dy)
        bounds = (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
        return _Outline(struct.pack(">hhhhh", -1, *bounds) + body, bounds, tuple(references))


@lru_cache(maxsize=8192)
def _outline(face: Face, glyph: int) -> _Outline:
    file = font_file(face)
    start = file.get_table_pos("glyf")[0]
    data = file.get_chunk(
        start + file.glyphPos[glyph], file.glyphPos[glyph + 1] - file.glyphPos[glyph]
    )
    if not data:
        return _Outline(b"", (0, 0, 0, 0))
    contours, *box = struct.unpack_from(">hhhhh", data)
    bounds: _Box = (box[0], box[1], box[2], box[3])
    if contours >= 0:
        at = 10 + 2 * contours
        (length,) = struct.unpack_from(">H", data, at)
        return _Outline(data[:at] + b"\0\0" + data[at + 2 + length :], bounds)
    return _composite(data, bounds)


def _composite(data: bytes, bounds: _Box) -> _Outline:
    stripped = bytearray(data)
    references = []
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", data, at)
        struct.pack_into(">H", stripped, at, flags & ~_INSTRUCTIONS)
        references.append((at + 2, glyph))
        at += 8 if flags & _WORDS else 6
        if flags & _SCALE:
            at += 2
        elif flags & _XY_SCALE:
            at += 4
        elif flags & _TWO_BY_TWO:
            at += 8
    return _Outline(bytes(stripped[:at]), bounds, tuple(references))


def _placed(outline: _Outline, places: dict[int, int]) -> bytes:
    data = bytearray(outline.data)
    for offset, glyph in outline.references:
        struct.pack_into(">H", data, offset, places[glyph])
    data += b"\0" * (-len(data) % 4)
    return bytes(data)


def _font(file: TTFontFile, glyphs: list[bytes], metrics: list[tuple[int, int]]) -> bytes:
    offsets = [0]
    for glyph in glyphs:
        offsets.append(offsets[-1] + len(glyph))
    font = TTFontMaker()
    font.add("glyf", b"".join(glyphs))
    font.add("loca", struct.pack(f">{len(offsets)}L", *offsets))
    font.add("hmtx", b"".join(struct.pack(">Hh", *metric) for metric in metrics))
    head, hhea, maxp = (bytearray(file.get_table(tag)) for tag in ("head", "hhea", "maxp"))
    struct.pack_into(">h", head, 50, 1)  # indexToLocFormat: long
    struct.pack_into(">H", hhea, 34, len(metrics))
    struct.pack_into(">H", maxp, 4, len(glyphs))
    struct.pack_into(">HHHHHHHHHHHHH", maxp, 6, *_limits(maxp))
    for tag, table in (("head", head), ("hhea", hhea), ("maxp", maxp)):
        font.add(tag, bytes(table))
    stream: bytes = font.makeStream()
    return stream


def _limits(maxp: bytearray) -> tuple[int, ...]:
    """The limits of the font, raised for bases with marks; no twilight zone, no instructions."""
    points, contours, joint_points, joint_contours = struct.unpack_from(">HHHH", maxp, 6)
    most_points = min(0xFFFF, 4 * max(points, joint_points))
    most_contours = min(0xFFFF, 4 * max(contours, joint_contours))
    components, depth = struct.unpack_from(">HH", maxp, 28)
    return (
        *(points, contours, most_points, most_contours),
        *(1, 0, 0, 0, 0, 0, 0),
        *(max(components, 8), depth + 1),
    )


@cache
def units_per_em(face: Face) -> int:
    """Font units in the em square."""
    return int(font_file(face).unitsPerEm)
