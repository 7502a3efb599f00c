"""Words come out of the PDF as they went in, in every language, with two different readers."""

import re
import unicodedata
from collections.abc import Callable

import pypdfium2
import pytest

from lotse_desk.paper.bidi import neutralised
from lotse_desk.paper.calendar_text import long_date, weekday_text
from lotse_desk.paper.pdf_document import PdfDocument
from lotse_desk.paper.phrases import PLAIN_GERMAN, phrase_book
from lotse_desk.paper.sheets import sheet_named
from lotse_desk.paper.slip_document import Bilingual, SlipDocument
from lotse_desk.paper.text_layout import TextStyle, lay_out

_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufffe]")
_WORD = re.compile(r"[^\W\d_][\w\u064b-\u0652\u0670\u200c’ʼ]*")

_COMPOUND = re.compile(r"\w+(?:-\w+)+")

HARD_ARABIC = (
    "إلى الأسئلة مدرسةً لا شكرًا جزيلًا أن اللّه لأنّ لإ لآ لكلّ شخصٌ بِنتٌ قدّم مكتب يُرجى أيضًا مجّانًا",
    "استمارة الطلب رقم الهاتف للأطفال والأولاد الآباء",
)
HARD_PERSIAN = ("کمک‌های پولی می‌خواهم پناهندگی گچ پژوهش",)
HARD_LATIN = ("Straße affe Effizienz Auffangstelle Schifffahrt Ğdır Żółć Łódź înţelege çağrı",)


def words(text: str) -> list[str]:
    """Words in canonical order of their marks; readers may give equivalent ones."""
    return _WORD.findall(_CONTROLS.sub(" ", unicodedata.normalize("NFC", text)))


def pdfium_text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def paragraphs_as_pdf(texts: tuple[str, ...], *, rtl: bool) -> bytes:
    """One paragraph under the other, long ones wrapped, on as many pages as it takes."""
    pdf = PdfDocument("Sätze", "de", (595, 842))
    pdf.begin_page()
    y = 40.0
    for number, text in enumerate(texts):
        laid = lay_out(text, TextStyle(11, bold=number % 2 == 1), 300, rtl=rtl)
        if y + laid.height > 800:
            pdf.end_page()
            pdf.begin_page()
            y = 40.0
        with pdf.tagged(pdf.structure.root.child("P")):
            pdf.text(laid, 50, y)
        y += laid.height + 8
    pdf.end_page()
    return pdf.to_bytes()


def assert_words_come_out(texts: tuple[str, ...], extracted: str) -> None:
    """A word with a hyphen of its own at the end of a line may come out without it."""
    found = set(words(extracted))
    for text in texts:
        joined = [c.split("-") for c in _COMPOUND.findall(text) if c.replace("-", "") in found]
        known = found.union(*joined)
        assert [word for word in words(neutralised(text)) if word not in known] == []


def phrase_texts(language: str) -> tuple[str, ...]:
    book = phrase_book(language)
    phrases = [phrase.text.replace("{", "").replace("}", "") for phrase in book.phrases.values()]
    days = [weekday_text(day, book.cldr) for day in range(7)]
    return (*phrases, *days, book.name)


def test_phrases_come_out_word_by_word_with_pdfium(language: str) -> None:
    texts = phrase_texts(language)
    pdf = paragraphs_as_pdf(texts, rtl=phrase_book(language).right_to_left)
    assert_words_come_out(texts, pdfium_text(pdf))


def test_phrases_come_out_word_by_word_with_poppler(
    language: str, poppler_text: Callable[[bytes], str]
) -> None:
    texts = phrase_texts(language)
    pdf = paragraphs_as_pdf(texts, rtl=phrase_book(language).right_to_left)
    assert_words_come_out(texts, poppler_text(pdf))


@pytest.mark.parametrize(
    ("texts", "rtl"), [(HARD_ARABIC, True), (HARD_PERSIAN, True), (HARD_LATIN, False)]
)
def test_ligatures_and_marks_come_out_with_pdfium(texts: tuple[str, ...], rtl: bool) -> None:
    assert_words_come_out(texts, pdfium_text(paragraphs_as_pdf(texts, rtl=rtl)))


@pytest.mark.parametrize(
    ("texts", "rtl"), [(HARD_ARABIC, True), (HARD_PERSIAN, True), (HARD_LATIN, False)]
)
def test_ligatures_and_marks_come_out_with_poppler(
    texts: tuple[str, ...], rtl: bool, poppler_text: Callable[[bytes], str]
) -> None:
    assert_words_come_out(texts, poppler_text(paragraphs_as_pdf(texts, rtl=rtl)))


def slip_texts(document: SlipDocument, paper: str) -> tuple[str, ...]:
    """What the slip says in both languages; plain German stands alone on plain paper."""
    book = phrase_book(document.language)
    alone = sheet_named(paper).plain and document.language == PLAIN_GERMAN
    service = document.services[0]
    fields = (service.name, service.directions, service.cost, *service.documents, service.sentence)
    told = [(field.other,) if alone else (field.de, field.other) for field in fields]
    assert all(isinstance(field, Bilingual) for field in fields)
    return (
        *(text for texts in told for text in texts if text),
        document.house,
        service.body,
        book["title"],
        book["bring"],
        *(() if alone else (phrase_book("de")["title"],)),
        long_date(document.date, book.cldr),
    )


def test_a_slip_reads_back_with_pdfium(
    language: str,
    paper: str,
    slip: Callable[..., SlipDocument],
    printed: Callable[[str, str], bytes],
) -> None:
    said = slip_texts(slip(language), paper)
    assert_words_come_out(said, pdfium_text(printed(language, paper)))


def test_a_slip_reads_back_with_poppler(
    language: str,
    paper: str,
    slip: Callable[..., SlipDocument],
    printed: Callable[[str, str], bytes],
    poppler_text: Callable[[bytes], str],
) -> None:
    said = slip_texts(slip(language), paper)
    assert_words_come_out(said, poppler_text(printed(language, paper)))


def test_logical_order_of_an_arabic_line(poppler_text: Callable[[bytes], str]) -> None:
    sentence = "أودّ تقديم طلب للحصول على إعانة السكن"
    pdf = paragraphs_as_pdf((sentence,), rtl=True)
    for extracted in (pdfium_text(pdf), poppler_text(pdf)):
        assert words(extracted) == words(sentence)
