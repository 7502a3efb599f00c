"""The bundled fonts of paper: which face sets which run of text, known to Qt and to PDF alike."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase
from reportlab.pdfbase.ttfonts import TTFontFile

from lotse_desk.locations import resources
from lotse_desk.paper.application import ensure_gui_application

REPLACEMENT = "\ufffd"
"""Stands for a character no bundled font has; visible on paper."""


@dataclass(frozen=True)
class Script:
    """How one family sets its script.

    `scale` evens out apparent size, `leading` and `ascent` are multiples of the nominal size.
    """

    family: str
    file_stem: str
    scale: float
    leading: float
    ascent: float


class Family(Enum):
    """The families bundled; the name in the value is the one they carry inside the files."""

    SANS = Script("Noto Sans", "NotoSans", 1.0, 1.32, 1.0)
    ARABIC = Script("Noto Naskh Arabic", "NotoNaskhArabic", 1.16, 1.5, 1.12)
    ETHIOPIC = Script("Noto Sans Ethiopic", "NotoSansEthiopic", 1.0, 1.42, 1.05)


_ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufefc"
_ETHIOPIC = "\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f"
_RUN = re.compile(
    rf"(?P<ARABIC>[{_ARABIC}](?:[{_ARABIC}\u200c\u200d ]*[{_ARABIC}\u200c\u200d])?)"
    rf"|(?P<ETHIOPIC>[{_ETHIOPIC}](?:[{_ETHIOPIC} ]*[{_ETHIOPIC}])?)"
    rf"|(?P<SANS>[^{_ARABIC}{_ETHIOPIC}]+)"
)
"""Joiners and the spaces between words stay with the letters, or shaping would break there."""


@dataclass(frozen=True)
class Face:
    """One font file; hashable key of everything that belongs to it."""

    family: Family
    bold: bool

    @property
    def file_name(self) -> str:
        """The file in `resources/fonts`."""
        return f"{self.family.value.file_stem}-{'Bold' if self.bold else 'Regular'}.ttf"

    @property
    def private_family(self) -> str:
        """The family name Qt knows it by: never equal to one the system may have."""
        return _private(self.family.value.family)


@cache
def font_bytes(face: Face) -> bytes:
    """The font file as shipped."""
    return (resources() / "fonts" / face.file_name).read_bytes()


@cache
def font_file(face: Face) -> TTFontFile:
    """The file parsed by ReportLab: metrics and glyph outlines for embedding."""
    return TTFontFile(str(resources() / "fonts" / face.file_name))


@cache
def coverage(family: Family) -> frozenset[int]:
    """Code points of the Basic Multilingual Plane both faces of a family have glyphs for."""
    regular, bold = (set(font_file(Face(family, weight)).charToGlyph) for weight in (False, True))
    return frozenset(point for point in regular & bold if point <= 0xFFFF)


@lru_cache(maxsize=256)
def qt_font(face: Face, pixel_size: int) -> QFont:
    """The face for Qt's layout: exact size, no hinting, no substitution by other fonts."""
    _register_with_qt()
    font = QFont(face.private_family)
    font.setPixelSize(pixel_size)
    font.setBold(face.bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging | QFont.StyleStrategy.PreferOutline)
    return font


@lru_cache(maxsize=2048)
def family_runs(text: str) -> tuple[tuple[Family, int], ...]:
    """Consecutive runs (family, length in characters) that cover the text."""
    return tuple(
        (Family[match.lastgroup or "SANS"], match.end() - match.start())
        for match in _RUN.finditer(text)
    )


def family_of(text: str) -> Family:
    """The family that sets most of a text's script: the last run that is not plain Latin."""
    return max((family for family, _ in family_runs(text)), key=list(Family).index)


def missing(text: str) -> str:
    """The characters of the text no bundled font can set."""
    return "".join(c for c in dict.fromkeys(text) if not has_glyph(c))


@lru_cache(maxsize=4096)
def has_glyph(character: str) -> bool:
    """Whether the family that would set this character has a glyph for it."""
    match = _RUN.match(character)
    return match is not None and ord(character) in coverage(Family[match.lastgroup or "SANS"])


@cache
def _register_with_qt() -> None:
    ensure_gui_application()
    for family in Family:
        for bold in (False, True):
            face = Face(family, bold)
            data = _renamed(font_bytes(face))
            number = QFontDatabase.addApplicationFontFromData(QByteArray(data))
            names = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
            if face.private_family not in names:
                raise RuntimeError(f"Qt does not take the bundled font {face.file_name}")


def _private(family: str) -> str:
    return family.replace("Noto ", "Lots ", 1)


def _renamed(data: bytes) -> bytes:
    """The font under a family name of the same length that no system font bears.

    Qt merges application fonts with system fonts of the same name; only the copy in memory that
    Qt reads is renamed.
    """
    return data.replace("Noto ".encode("utf-16-be"), "Lots ".encode("utf-16-be"))
