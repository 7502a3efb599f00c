"""Sample slips (no real facts) and readers of the PDFs made from them."""

import datetime as dt
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from lotse_desk.domain.hours import DayState, TimeRange
from lotse_desk.locations import resources
from lotse_desk.paper.phrases import slip_languages
from lotse_desk.paper.sheets import SHEETS
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
SCRIPTS = ("de", "ar", "uk", "ti")
"""Languages tried on every paper also by day: one of each script."""


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
