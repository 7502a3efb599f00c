import datetime as dt
import io

import pikepdf
import pypdfium2
import pytest

from lotse_desk.domain.faults import InvalidValue, NotFound, UnknownValue
from lotse_desk.home.home import Home
from lotse_desk.home.slips import SlipRequest, make_slip

MORNING = dt.datetime(2026, 11, 23, 9, 30)
WOHNGELD, JOBCENTER = (
    "wohngeld.stadt-herten",
    "grundsicherung-arbeit.jobcenter-kreis-recklinghausen.herten",
)
CRISIS = "psychische-krise.kreis-recklinghausen"


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("language", ["de", "tr", "ar", "uk", "ru", "pl", "en"])
def test_every_language_prints_german_beside_it(starter_home: Home, language: str) -> None:
    slip = make_slip(starter_home, SlipRequest((WOHNGELD,), (language,)), MORNING)
    text = text_of(slip.pdf)
    assert "Wohngeld" in text
    assert "Stadt Herten" in text
    assert "MUSTER" not in slip.untranslated
    assert slip.topics == ("wohngeld",)
    assert "name" not in str(slip.untranslated)


def test_several_services_in_several_languages_are_one_file(starter_home: Home) -> None:
    request = SlipRequest((WOHNGELD, JOBCENTER), ("tr", "ar"), codes={WOHNGELD: "34679ACX"})
    slip = make_slip(starter_home, request, MORNING)
    with pikepdf.open(io.BytesIO(slip.pdf)) as document:
        assert len(document.pages) == slip.pages
    text = text_of(slip.pdf)
    assert "3467 9ACX" in text
    assert "Jobcenter" in text


def test_hours_are_those_of_the_next_days(starter_home: Home) -> None:
    saturday = dt.datetime(2026, 12, 26, 10)
    text = text_of(make_slip(starter_home, SlipRequest((WOHNGELD,)), saturday).pdf)
    assert "Zweiter Weihnachtstag" in text
    assert "28.12." in text


def test_a_discreet_topic_never_names_itself(starter_home: Home) -> None:
    slip = make_slip(starter_home, SlipRequest((CRISIS, WOHNGELD), ("de",)), MORNING)
    parts = text_of(slip.pdf)
    assert "Krise" not in parts
    assert "sychi" not in parts
    assert "Wohngeld" in parts
    with pikepdf.open(io.BytesIO(slip.pdf)) as document:
        assert "Krise" not in str(document.docinfo)


def test_asked_for_discreet_paper_hides_any_topic(starter_home: Home) -> None:
    slip = make_slip(starter_home, SlipRequest((WOHNGELD,), ("tr",), discreet=True), MORNING)
    text = text_of(slip.pdf)
    assert "Wohngeld" not in text
    assert "herten.de" not in text


def test_a_topic_nobody_is_responsible_for_leaves_lines(starter_home: Home) -> None:
    slip = make_slip(starter_home, SlipRequest(("master.schuldnerberatung",), ("tr",)), MORNING)
    assert "noch nicht" in text_of(slip.pdf)


@pytest.mark.parametrize(
    ("request_", "fault"),
    [
        (SlipRequest((WOHNGELD,), ("tlh",)), UnknownValue),
        (SlipRequest(("nothing",)), NotFound),
        (SlipRequest(()), InvalidValue),
        (SlipRequest((WOHNGELD,), ("fi",)), UnknownValue),
    ],
)
def test_impossible_requests_are_refused(
    starter_home: Home, request_: SlipRequest, fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        make_slip(starter_home, request_, MORNING)


def test_the_same_slip_is_the_same_bytes(starter_home: Home) -> None:
    request = SlipRequest((WOHNGELD,), ("ar",), codes={WOHNGELD: "34679ACX"})
    assert make_slip(starter_home, request, MORNING) == make_slip(starter_home, request, MORNING)


def test_a_neutral_card_without_a_body_leaves_lines_for_where(starter_home: Home) -> None:
    request = SlipRequest(("master.haeusliche-gewalt",), ("uk",))
    text = text_of(make_slip(starter_home, request, MORNING).pdf)
    assert all(word in text for word in ("Ihr Termin", "Adresse", "Raum", "Telefon"))
    assert "ewalt" not in text


def test_rooms_by_letter_say_that_the_surname_decides(starter_home: Home) -> None:
    text = text_of(make_slip(starter_home, SlipRequest((WOHNGELD,), ("pl",)), MORNING).pdf)
    assert "Raum nach Nachname" in text
    assert "Pokój według nazwiska" in text


def test_the_claim_sheet_comes_on_a_page_of_its_own(starter_home: Home) -> None:
    with_claim = make_slip(starter_home, SlipRequest((WOHNGELD,), ("tr",), claim=True), MORNING)
    without = make_slip(starter_home, SlipRequest((WOHNGELD,), ("tr",)), MORNING)
    assert with_claim.pages == without.pages + 1
    assert "Antrag heute sichern" in text_of(with_claim.pdf)
    no_claim = SlipRequest(("meldewesen.stadt-herten",), ("tr",), claim=True)
    assert "Antrag heute sichern" not in text_of(make_slip(starter_home, no_claim, MORNING).pdf)
