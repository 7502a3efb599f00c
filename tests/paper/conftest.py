"""Sample slips (no real facts) and readers of the PDFs made from them."""

import ctypes
import datetime as dt
import json
import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from lotse_desk.domain.hours import DayState, TimeRange
from lotse_desk.locations import resources
from lotse_desk.paper.bidi import neutralised
from lotse_desk.paper.phrases import slip_languages
from lotse_desk.paper.sheets import SHEETS, sheet_named
from lotse_desk.paper.slip import render_slip
from lotse_desk.paper.slip_document import (
    Appointment,
    Bilingual,
    Phone,
    QrLink,
    SlipDay,
    SlipDocument,
    SlipService,
    SpokenLanguage,
    WeekdayHours,
    WriteIn,
)

DAY = dt.date(2026, 11, 22)
PHONE = "02361 53-0"
STREET = "Musterstraße 3, 45657 Musterstadt"

_NAMES = {
    "de": None,
    "tr": "Kira yardımı (Wohngeld)",
    "ar": "إعانة السكن (Wohngeld)",
    "uk": "Житлова допомога (Wohngeld)",
    "ru": "Жилищное пособие (Wohngeld)",
    "pl": "Dodatek mieszkaniowy (Wohngeld)",
    "en": "Housing benefit (Wohngeld)",
}
_WAYS = {
    "de": None,
    "tr": "Ana girişten girin, asansörle 2. kata çıkın. Sorular: 02361 53-0.",
    "ar": "من المدخل الرئيسي بالمصعد إلى الطابق الثاني، للأسئلة 02361 53-0، شكرًا جزيلًا.",
    "uk": "Через головний вхід, ліфтом на 2-й поверх. Запитання: 02361 53-0.",
    "ru": "Через главный вход, на лифте на 2-й этаж. Вопросы: 02361 53-0.",
    "pl": "Głównym wejściem, windą na 2. piętro. Pytania: 02361 53-0.",
    "en": "Main entrance, lift to the 2nd floor. Questions: 02361 53-0.",
}


def _texts(language: str) -> tuple[str | None, str | None]:
    """A name and a sentence with a telephone number; shipped ones where none are written here."""
    if language in _NAMES:
        return _NAMES[language], _WAYS[language]
    path = resources() / "directory" / "translations" / f"{language}.json"
    topic = json.loads(path.read_text("utf-8"))["topics"]["wohngeld"]
    return topic["name"]["text"], f"{topic['what_to_say']['text']} {PHONE}."


def _hours(*spans: str) -> tuple[TimeRange, ...]:
    return tuple(TimeRange(*map(dt.time.fromisoformat, span.split("-"))) for span in spans)


def _service(language: str, code: str = "34679AC7") -> SlipService:
    name, way = _texts(language)
    tomorrow = SlipDay(DAY + dt.timedelta(1), DayState.OPEN, _hours("08:00-12:00", "13:30-16:00"))
    return SlipService(
        name=Bilingual("Wohngeld", name),
        body="Stadt Musterstadt, Wohngeldstelle",
        building="Stadthaus A",
        floor=Bilingual("2. Etage", None if name is None else name.split()[0]),
        room="2.14",
        address=("Musterstraße 3", "45657 Musterstadt"),
        directions=Bilingual("Haupteingang, Aufzug in die 2. Etage.", way),
        next_days=(
            SlipDay(DAY, DayState.CLOSED),
            tomorrow,
            SlipDay(DAY + dt.timedelta(2), DayState.BY_APPOINTMENT),
        ),
        next_opening=tomorrow,
        week=tuple(WeekdayHours(day, _hours("08:00-12:00")) for day in range(5)),
        appointment_needed=True,
        appointment=Appointment(DAY + dt.timedelta(3), dt.time(9, 30)),
        write_in=tuple(WriteIn),
        phones=(Phone(PHONE),),
        spoken=(SpokenLanguage("ru", (WeekdayHours(3, _hours("14:00-16:00")),)),),
        cost=Bilingual("Kostenlos.", name),
        documents=(
            Bilingual("Personalausweis oder Reisepass", way),
            Bilingual("Mietvertrag", name),
        ),
        sentence=Bilingual("Ich möchte Wohngeld beantragen.", way),
        form=Bilingual("Antrag auf Wohngeld", name),
        checked=dt.date(2026, 11, 2),
        code=code,
        sample=True,
    )


@pytest.fixture(autouse=True, scope="session")
def _application(qapp: object) -> object:
    """One application for the whole run: Qt allows no second one."""
    return qapp


USUAL_PAPERS = ("a4", "a5")
SCRIPTS = ("de", "uk", "ti", "ar", "fa", "ur", "ckb", "ps")
"""Languages tried on every paper also by day: each script, each that runs from right to left."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """By day every language on the usual papers, every paper in every script; by night all."""
    for item in items:
        params = getattr(getattr(item, "callspec", None), "params", {})
        usual = params.get("paper", "a4") in USUAL_PAPERS
        if "paper" in params and not usual and params.get("language", "ar") not in SCRIPTS:
            item.add_marker(pytest.mark.night)


@pytest.fixture(params=slip_languages())
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=sorted(SHEETS))
def paper(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def service() -> Callable[..., SlipService]:
    """Makes a full sample service with texts in a language."""
    return _service


@pytest.fixture(scope="session")
def slip() -> Callable[..., SlipDocument]:
    """Makes a sample slip in a language; by default with one full service."""

    def make(language: str, *services: SlipService, discreet: bool = False) -> SlipDocument:
        return SlipDocument(
            house="Haus der sozialen Leistungen Musterstadt",
            town="Musterstadt",
            desk="Empfang 1",
            date=DAY,
            language=language,
            callback=PHONE,
            interpreter=True,
            services=services or (_service(language),),
            link=QrLink("https://www.example.org/wohngeld", Bilingual("Wohngeld", "Wohngeld")),
            discreet=discreet,
        )

    return make


@pytest.fixture(scope="session")
def printed(slip: Callable[..., SlipDocument]) -> Callable[[str, str], bytes]:
    """The PDF of the sample slip in a language on a paper, made once a run."""

    @cache
    def make(language: str, paper: str) -> bytes:
        return render_slip(slip(language), paper).pdf

    return make


Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the lower left of the page."""
MARKS_RIGHT = 22.0
"""Fold and punch marks end this far from the left edge of the sheet."""
HAIRLINE = 3.0
STROKE, THIN = 1.5, 5.0
"""What strokes add to the bounds of a drawing; rules are not higher than this with it."""


@pytest.fixture(scope="session")
def stays_inside() -> Callable[[bytes, str], None]:
    """Fails where anything but marks and the sender of a letter leaves the margins of a paper."""

    def check(pdf: bytes, paper: str) -> None:
        sheet = sheet_named(paper)
        for page in pypdfium2.PdfDocument(pdf):
            _, height = page.get_size()
            for box in (item.get_bounds() for item in page.get_objects()):
                left, bottom, right, top = box
                if right <= MARKS_RIGHT or _is_cut(box) or _is_sender(box, height):
                    continue
                start = sheet.width * ((left + HAIRLINE) // sheet.width)
                assert left >= start + sheet.margin - 2, box
                assert right <= start + sheet.width - sheet.margin + 2, box
                assert bottom >= sheet.bottom - 2, box
                assert top <= height - sheet.top + 2 or _is_running(box, height - sheet.top), box

    return check


@pytest.fixture(scope="session")
def nothing_overprinted() -> Callable[[bytes], None]:
    """Fails where text or a drawing lies on text; frames may hold it, MUSTER lies below all.

    The ink of texts may touch where scripts meet in a line.
    """

    def check(pdf: bytes) -> None:
        for number, page in enumerate(pypdfium2.PdfDocument(pdf), start=1):
            drawn = [(item, item.get_bounds()) for item in page.get_objects()]
            texts = [box for item, box in drawn if item.type == pdfium.FPDF_PAGEOBJ_TEXT]
            paths = [(item, box) for item, box in drawn if item.type == pdfium.FPDF_PAGEOBJ_PATH]
            for place, box in enumerate(texts):
                for other in texts[:place]:
                    if other[1] < box[3] and box[1] < other[3]:
                        assert _touches_at_most(box, other), (number, box, other)
                for item, other in paths:
                    if other[1] < box[3] and box[1] < other[3] and not _is_muster(other):
                        assert _may_stand_together(box, other, item), (number, box, other)

    return check


def _is_cut(box: Box) -> bool:
    left, bottom, right, top = box
    return right - left < 2 and top - bottom > 500


def _is_sender(box: Box, height: float) -> bool:
    """The line above the address window stands where the envelope wants it."""
    left, bottom, right, top = box
    return left >= 70 and right <= 300 and height - 150 <= bottom and top <= height - 128


def _is_running(box: Box, top: float) -> bool:
    """One line above the type area names the service that goes on."""
    _, bottom, _, highest = box
    return bottom >= top and highest <= top + 18


def _is_muster(box: Box) -> bool:
    """The word across a sample: nothing else is drawn so wide and so high in one piece."""
    return box[2] - box[0] > 90 and box[3] - box[1] > 165


def _touches_at_most(one: Box, other: Box) -> bool:
    common = _common(one, other)
    least = min(_area(one), _area(other))
    return common[2] - common[0] <= 1 or _area(common) <= 0.15 * least + 1


def _may_stand_together(text: Box, drawn: Box, path: pypdfium2.PdfObject) -> bool:
    """A text beside a drawing, over or under a rule, or inside a frame."""
    left, bottom, right, top = _common(text, drawn)
    if right <= left + STROKE or top <= bottom:
        return True
    if drawn[3] - drawn[1] < THIN:
        return not text[1] + STROKE < (drawn[1] + drawn[3]) / 2 < text[3] - STROKE
    if top <= bottom + STROKE:
        return True
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path.raw, fill, stroke)
    return bool(stroke) and not fill.value and (left, bottom, right, top) == text


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _common(one: Box, other: Box) -> Box:
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufffe]")
_WORD = re.compile(r"[^\W\d_][\w\u064b-\u0652\u0670\u200c’ʼ]*")
_COMPOUND = re.compile(r"\w+(?:-\w+)+")


def _words(text: str) -> list[str]:
    """Words in canonical order of their marks; readers may give equivalent ones."""
    return _WORD.findall(_CONTROLS.sub(" ", unicodedata.normalize("NFC", text)))


@pytest.fixture(scope="session")
def words() -> Callable[[str], list[str]]:
    """The words of a text, for comparison with those a reader gives."""
    return _words


@pytest.fixture(scope="session")
def words_come_out() -> Callable[[Iterable[str], str], None]:
    """Fails where a word of the texts is not among those extracted.

    A hyphen of a word's own that stands at the end of a line may be left out by the reader. Where
    most of a line is Latin, pdfium gives the two sides of a zero-width non-joiner from left to
    right. Where a line ends in a lam-alef with tanwin after a comma, poppler parts the tanwin.
    """

    def check(texts: Iterable[str], extracted: str) -> None:
        found = set(_words(extracted))
        for text in texts:
            compounds = (compound.split("-") for compound in _COMPOUND.findall(text))
            joined = [pair for parts in compounds for pair in pairwise(parts)]
            known = found.union(*(pair for pair in joined if "".join(pair) in found))
            known |= {f"{w}\u064b" for w in found if w.endswith("\u0644\u0627")}
            known |= {"\u200c".join(w.split("\u200c")[::-1]) for w in found if "\u200c" in w}
            assert [word for word in _words(neutralised(text)) if word not in known] == []

    return check


@pytest.fixture(scope="session")
def poppler_text(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], str]:
    """Text of a PDF as poppler's pdftotext gives it."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    folder = tmp_path_factory.mktemp("poppler")

    def read(pdf: bytes) -> str:
        path: Path = folder / "slip.pdf"
        path.write_bytes(pdf)
        done = subprocess.run(
            [program, "-enc", "UTF-8", str(path), "-"],
            capture_output=True,
            check=True,
            env=dict(os.environ),
        )
        return done.stdout.decode("utf-8")

    return read
