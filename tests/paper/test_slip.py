"""What a slip holds, how it breaks over pages and what it refuses."""

import datetime as dt
import random
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdfium2
import pytest

from lotse_desk.domain.faults import InvalidValue, UnknownValue
from lotse_desk.domain.slip_codes import new_code, spaced
from lotse_desk.paper.phrases import phrase_book, slip_languages
from lotse_desk.paper.slip import render_slip, render_slips
from lotse_desk.paper.slip_document import (
    Allocation,
    Bilingual,
    Claim,
    QrLink,
    SlipDay,
    SlipDocument,
    SlipService,
    WriteIn,
)


def texts(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def test_same_document_same_bytes(
    language: str, paper: str, slip: Callable[..., SlipDocument]
) -> None:
    assert render_slip(slip(language), paper).pdf == render_slip(slip(language), paper).pdf


def test_all_languages_have_all_phrases() -> None:
    german = phrase_book("de")
    for language in slip_languages():
        book = phrase_book(language)
        assert set(book.phrases) == set(german.phrases)
        assert all(phrase.text.strip() for phrase in book.phrases.values())
        assert {phrase.state for phrase in book.phrases.values()} <= {"draft", "reviewed"}
        for key in ("{page}", "{pages}"):
            assert key in book["page"]


@pytest.mark.parametrize(
    ("paper", "size"),
    [
        ("a4", (595.3, 841.9)),
        ("a5", (419.5, 595.3)),
        ("a5x2", (841.9, 595.3)),
        ("letter", (595.3, 841.9)),
        ("large", (595.3, 841.9)),
    ],
)
def test_paper_sizes(
    paper: str, size: tuple[float, float], slip: Callable[..., SlipDocument]
) -> None:
    for page in pypdfium2.PdfDocument(render_slip(slip("tr"), paper).pdf):
        assert page.get_size() == pytest.approx(size, abs=0.1)


def test_a_receipt_is_one_piece_as_long_as_its_content(slip: Callable[..., SlipDocument]) -> None:
    one, two = (
        render_slip(slip("tr", *[service] * count), "receipt")
        for count, service in ((1, slip("tr").services[0]), (2, slip("tr").services[0]))
    )
    assert (one.pages, two.pages) == (1, 1)
    [(width, height)], [(_, longer)] = (
        [page.get_size() for page in pypdfium2.PdfDocument(rendered.pdf)] for rendered in (one, two)
    )
    assert width == pytest.approx(226.8, abs=0.1)
    assert longer > height * 1.5


def test_no_receipt_is_longer_than_readers_show(
    service: Callable[..., SlipService], slip: Callable[..., SlipDocument]
) -> None:
    services = [replace(service("tr"), code="") for _ in range(30)]
    pdf = pypdfium2.PdfDocument(render_slip(slip("tr", *services), "receipt").pdf)
    heights = [page.get_height() for page in pdf]
    assert len(heights) > 1
    assert max(heights) <= 14_400


def test_two_pages_stand_on_one_sheet(slip: Callable[..., SlipDocument]) -> None:
    documents = [slip("tr"), slip("ar"), slip("uk")]
    single, double = (render_slips(documents, paper) for paper in ("a5", "a5x2"))
    assert double.pages == (single.pages + 1) // 2


def test_a_letter_leaves_the_window_free(slip: Callable[..., SlipDocument]) -> None:
    page = pypdfium2.PdfDocument(render_slip(slip("tr"), "letter").pdf)[0]
    height = page.get_height()
    window = (57, height - 255, 57 + 240, height - 146)
    assert not page.get_textpage().get_text_bounded(*window).strip()


def test_unknown_paper_and_language(slip: Callable[..., SlipDocument]) -> None:
    with pytest.raises(UnknownValue):
        render_slip(slip("tr"), "a3")
    with pytest.raises(UnknownValue):
        render_slip(replace(slip("tr"), language="xx"))


@pytest.mark.parametrize(
    "uri", ["http://example.org", "javascript:alert(1)", "file:///etc/passwd", "https://a b", ""]
)
def test_only_safe_links_become_a_qr_code(uri: str, slip: Callable[..., SlipDocument]) -> None:
    with pytest.raises(InvalidValue):
        render_slip(replace(slip("tr"), link=QrLink(uri)))


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("https://example.org/x", "https://example.org/x"),
        ("tel:+49236150", "+49236150"),
        ("geo:51.6141,7.1979", "51.6141, 7.1979"),
    ],
)
def test_what_the_qr_code_holds_stands_beside_it(
    uri: str, words: str, slip: Callable[..., SlipDocument]
) -> None:
    assert words in "".join(texts(render_slip(replace(slip("tr"), link=QrLink(uri))).pdf))


@pytest.mark.parametrize("paper", ["a4", "a5", "letter", "large"], indirect=True)
def test_ten_services_never_leave_a_head_alone(
    service: Callable[..., SlipService], slip: Callable[..., SlipDocument], paper: str
) -> None:
    services = tuple(
        replace(
            service("ru"),
            name=Bilingual(f"Dienst-Nr-{number}", f"Служба-{number}"),
            documents=service("ru").documents * (number % 4),
        )
        for number in range(10)
    )
    rendered = render_slip(slip("ru", *services), paper)
    pages = texts(rendered.pdf)
    assert rendered.pages == len(pages) > 3
    for number in range(10):
        page = next(text for text in pages if f"{number + 1}. Dienst-Nr-{number}" in text)
        after = page.split(f"{number + 1}. Dienst-Nr-{number}")[1]
        assert "Stadt Musterstadt, Wohngeldstelle" in after.split("Dienst-Nr-")[0]


def _ten(language: str, service: Callable[..., SlipService]) -> tuple[SlipService, ...]:
    base = service(language)
    return tuple(
        replace(
            base,
            name=replace(base.name, de=f"Dienst-Nr-{number}"),
            documents=base.documents * (number % 4),
            code=issued_code(number),
            sample=False,
        )
        for number in range(10)
    )


def issued_code(number: int) -> str:
    return new_code(random.Random(number).choice)


def test_ten_services_break_pages_in_every_language(
    language: str, service: Callable[..., SlipService], slip: Callable[..., SlipDocument]
) -> None:
    """Head with its place, feet in their order after the services, every page numbered."""
    document = slip(language, *_ten(language, service))
    rendered = render_slip(document)
    pages = [" ".join(text.split()) for text in texts(rendered.pdf)]
    for number, page in enumerate(pages, start=1):
        folio = page[-60:]
        assert all(word in folio for word in ("Seite", "von", str(number), str(rendered.pages)))
    whole = " ".join(pages)
    for number in range(10):
        named = (page.split(f"Dienst-Nr-{number}")[1:] for page in pages)
        following = [part.split("Dienst-Nr-")[0] for parts in named for part in parts]
        whole_head = any("Stadt Musterstadt, Wohngeldstelle" in part for part in following)
        assert whole_head or phrase_book(language).right_to_left  # read there in another order
        assert whole.count(spaced(issued_code(number))) == 2
    feet = [page.split("Rücklauf mit Hauspost an")[1:] for page in pages]
    said = [foot for page in feet for foot in page]
    assert len(said) == 10
    for number, foot in enumerate(said):
        assert f"{number + 1}. Dienst-Nr-{number}" in foot
        assert spaced(issued_code(number)) in foot
        assert "falsche Stelle" in foot
    first = next(number for number, page in enumerate(feet) if page)
    assert not any("10. Dienst-Nr-9" in page.split("Rücklauf")[0] for page in pages[first + 1 :])


def test_a_service_that_goes_on_is_named_again(
    service: Callable[..., SlipService], slip: Callable[..., SlipDocument]
) -> None:
    rendered = render_slip(slip("tr", *_ten("tr", service)))
    named_again = 0
    for page in texts(rendered.pdf)[1:]:
        fields = ("Bitte mitbringen", "Zum Vorzeigen", "Kennung", "Formular mitgegeben")
        heading = re.search(r"\d+\. Dienst-Nr-\d", page)
        first = min((page.find(key) for key in fields if key in page), default=None)
        if first is not None:
            assert heading
            named_again += page.count(heading[0]) and page.find("Stadt Musterstadt") > first
    assert named_again


def test_every_service_has_its_foot(
    service: Callable[..., SlipService], slip: Callable[..., SlipDocument]
) -> None:
    services = (service("tr", "34679AC7"), service("tr", "34679AD4"))
    together = "".join(texts(render_slip(slip("tr", *services)).pdf))
    assert together.count("Rücklauf mit Hauspost an") == 2
    assert together.count("3467 9AC7") == 2
    assert together.count("3467 9AD4") == 2
    without_code = replace(services[0], code="")
    assert "Rücklauf" not in "".join(texts(render_slip(slip("tr", without_code)).pdf))


def test_a_foot_higher_than_a_page_still_ends_the_slip(
    service: Callable[..., SlipService], slip: Callable[..., SlipDocument]
) -> None:
    document = replace(
        slip("de", service("de", "34679AC7")), house="Haus der sozialen Leistungen " * 250
    )
    rendered = render_slip(document, "a5")
    assert rendered.pages == len(texts(rendered.pdf)) < 20


def test_missing_translations_print_german_and_are_named(
    service: Callable[..., SlipService], slip: Callable[..., SlipDocument]
) -> None:
    bare = replace(service("tr"), cost=Bilingual("Zwölf Taler"), name=Bilingual("Wohngeld"))
    rendered = render_slip(slip("tr", bare))
    text = "".join(texts(rendered.pdf))
    assert [str(field) for field in rendered.untranslated] == [
        "services[0].name",
        "services[0].cost",
    ]
    assert text.count("Zwölf Taler") == 2
    assert text.count(phrase_book("tr")["german_only"]) == 2


def test_a_complete_slip_names_nothing_untranslated(
    language: str, slip: Callable[..., SlipDocument]
) -> None:
    assert render_slip(slip(language)).untranslated == ()


def test_drafts_are_named_in_german(slip: Callable[..., SlipDocument]) -> None:
    note = phrase_book("de").internal["draft_note"]
    rendered = render_slip(slip("tr"))
    assert rendered.draft
    assert note in "".join(texts(rendered.pdf)).replace("\r\n", " ")
    german = render_slip(slip("de"))
    assert not german.draft
    assert note not in "".join(texts(german.pdf))


def test_german_only_has_one_column(slip: Callable[..., SlipDocument]) -> None:
    text = "".join(texts(render_slip(slip("de")).pdf))
    assert text.count("Bitte mitbringen") == 1
    assert phrase_book("de")["courtesy"] not in text


def test_no_known_body_leaves_lines(slip: Callable[..., SlipDocument]) -> None:
    service = SlipService(
        name=Bilingual("Wohngeld", "Kira"), no_body=True, write_in=(WriteIn.DEADLINE,)
    )
    text = " ".join("".join(texts(render_slip(slip("tr", service)).pdf)).split())
    for key in ("no_body", "office", "address", "room", "deadline"):
        assert phrase_book("de")[key] in text
        assert phrase_book("tr")[key] in text


def test_the_discreet_card_names_no_topic(
    service: Callable[..., SlipService], slip: Callable[..., SlipDocument]
) -> None:
    telling = replace(service("ar"), warnings=(Bilingual("Wohngeld zieht um"),))
    pdf = render_slip(slip("ar", telling, discreet=True)).pdf
    text = "".join(texts(pdf))
    for word in ("Wohngeld", "example", "السكن", "Mietvertrag", "Kostenlos", "Antrag"):
        assert word not in text
        assert word.encode() not in pdf
        assert word.encode("utf-16-be") not in pdf
    for word in ("2.14", "Musterstraße 3", "09:30", "25.11.2026"):
        assert word in text


def test_sample_records_bear_muster_across_the_page(
    service: Callable[..., SlipService], slip: Callable[..., SlipDocument]
) -> None:
    def paths(document: SlipDocument) -> int:
        pages = pypdfium2.PdfDocument(render_slip(document).pdf)
        return sum(
            1
            for page in pages
            for item in page.get_objects()
            if item.get_bounds()[3] - item.get_bounds()[1] > 250
        )

    assert paths(slip("tr")) == render_slip(slip("tr")).pages
    assert paths(slip("tr", replace(service("tr"), sample=False))) == 0


def test_holidays_say_why(
    service: Callable[..., SlipService], slip: Callable[..., SlipDocument]
) -> None:
    base = service("tr")
    closed = replace(base.next_days[0], reason=Bilingual("Totensonntag", "Anma günü"))
    later = replace(closed, date=dt.date(2026, 12, 25), reason=Bilingual("Weihnachten", "Noel"))
    document = slip("tr", replace(base, next_days=(closed, *base.next_days[1:], later)))
    text = "".join(texts(render_slip(document).pdf))
    for word in ("Totensonntag", "Anma günü", "Weihnachten", "Noel"):
        assert word in text


def test_the_smallest_slip_fits_the_upper_half(slip: Callable[..., SlipDocument]) -> None:
    small = SlipService(
        name=Bilingual("Wohngeld", "Kira yardımı"),
        body="Stadt Musterstadt",
        room="2.14",
        address=("Musterstraße 3",),
        documents=(Bilingual("Ausweis", "Kimlik"), Bilingual("Mietvertrag", "Kira sözleşmesi")),
        phones=(),
    )
    page = pypdfium2.PdfDocument(render_slip(slip("tr", small)).pdf)[0]
    lowest = min(item.get_bounds()[1] for item in page.get_objects() if item.get_bounds()[2] > 22)
    assert lowest > page.get_height() / 2


def test_a_claim_gets_a_sheet_of_its_own(
    language: str, service: Callable[..., SlipService], slip: Callable[..., SlipDocument]
) -> None:
    plain = render_slip(slip(language))
    document = slip(language, replace(service(language), claim=Claim(written=True)))
    rendered = render_slip(document)
    assert rendered.pages == plain.pages + 1
    sheet = " ".join(texts(rendered.pdf)[-1].split())
    for key in ("claim_title", "claim_text", "written_form", "signature"):
        assert phrase_book("de")[key] in sheet
    assert phrase_book("de").internal["receipt_stamp"] in sheet
    assert "Wohngeldstelle" in sheet
    discreet = render_slip(replace(document, discreet=True))
    assert phrase_book("de")["claim_title"] not in "".join(texts(discreet.pdf))


def test_written_form_is_named_only_where_the_law_wants_it(
    service: Callable[..., SlipService], slip: Callable[..., SlipDocument]
) -> None:
    rendered = render_slip(slip("tr", replace(service("tr"), claim=Claim())))
    assert phrase_book("de")["written_form"] not in " ".join("".join(texts(rendered.pdf)).split())


@pytest.mark.parametrize("paper", ["a4", "a5", "letter"], indirect=True)
def test_documents_stand_beside_their_translation(
    service: Callable[..., SlipService], slip: Callable[..., SlipDocument], paper: str
) -> None:
    long = Bilingual("Nachweise " * 12, "Eins")
    documents = (long, Bilingual("Zweitens", "Zwo"), Bilingual("Drittens", "Drei"))
    page = next(
        page
        for page in pypdfium2.PdfDocument(
            render_slip(slip("tr", replace(service("tr"), documents=documents)), paper).pdf
        )
        if "Zweitens" in page.get_textpage().get_text_bounded()
    )
    text_page = page.get_textpage()

    def top_of(word: str) -> float:
        index, _ = text_page.search(word, match_whole_word=True).get_next()
        return float(text_page.get_charbox(index)[3])

    assert top_of("Zweitens") == pytest.approx(top_of("Zwo"), abs=0.5)
    assert top_of("Drittens") == pytest.approx(top_of("Drei"), abs=0.5)


def test_rooms_by_allocation_with_their_phones(
    service: Callable[..., SlipService], slip: Callable[..., SlipDocument]
) -> None:
    rooms = (Allocation("A–K", "2.14", "02361 53-14"), Allocation("L–Z", "2.16", "02361 53-16"))
    rendered = render_slip(slip("tr", replace(service("tr"), room="", allocations=rooms)))
    text = "".join(texts(rendered.pdf))
    for word in ("A–K", "2.14", "02361 53-14", "L–Z", "2.16", "02361 53-16"):
        assert word in text


@pytest.mark.parametrize(
    ("day_after", "shown"), [(0, False), (1, True)], ids=["later today", "tomorrow"]
)
def test_the_next_opening_is_named_once_today_is_over(
    day_after: int,
    shown: bool,
    service: Callable[..., SlipService],
    slip: Callable[..., SlipDocument],
) -> None:
    base = service("tr")
    today = replace(base.next_days[1], date=slip("tr").date)
    upcoming: SlipDay = replace(today, date=today.date + dt.timedelta(day_after))
    open_today = replace(base, next_days=(today, *base.next_days[1:]), next_opening=upcoming)
    text = "".join(texts(render_slip(slip("tr", open_today)).pdf))
    assert (phrase_book("de")["next_opening"] in text) is shown
    assert phrase_book("de")["closed_today"] not in text


def test_several_slips_begin_on_pages_of_their_own(slip: Callable[..., SlipDocument]) -> None:
    single = [render_slip(slip(language)) for language in ("tr", "ar")]
    together = render_slips([slip("tr"), slip("ar")])
    assert together.pages == sum(one.pages for one in single)
    assert texts(together.pdf) == [page for one in single for page in texts(one.pdf)]


def test_threads_take_turns_with_the_same_pictograms(slip: Callable[..., SlipDocument]) -> None:
    expected = render_slip(slip("uk"), "large").pdf
    for _ in range(3):
        with ThreadPoolExecutor(1) as executor:
            assert executor.submit(render_slip, slip("uk"), "large").result().pdf == expected
    assert render_slip(slip("uk"), "large").pdf == expected
