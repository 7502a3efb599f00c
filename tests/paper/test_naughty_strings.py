"""Several hundred naughty strings through every field of a slip and of the papers for the wall.

The list is our own, by classes of what such strings have done to programs that print.
"""

import dataclasses
import datetime as dt
import io
import itertools
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pikepdf
import pypdfium2
import pytest

from lotse_desk.domain.faults import InvalidValue
from lotse_desk.paper.bidi import neutralised
from lotse_desk.paper.boards import Board, BoardTopic, render_boards
from lotse_desk.paper.fonts import missing
from lotse_desk.paper.leaflet import Leaflet, LeafletPlace, render_leaflet
from lotse_desk.paper.lists import HereToday, render_quick_card, render_today
from lotse_desk.paper.phrases import slip_languages
from lotse_desk.paper.poster import Poster, render_poster
from lotse_desk.paper.privacy_notice import render_privacy_notice
from lotse_desk.paper.recovery_paper import KeySheet, PrintedKey, render_key_sheets
from lotse_desk.paper.sheets import SHEETS
from lotse_desk.paper.slip import render_slip
from lotse_desk.paper.slip_document import Bilingual, QrLink, SlipDocument

ZWJ, ZWNJ = "\u200d", "\u200c"
_BIDI = [*"\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]
_INVISIBLE = [
    *"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060\u2061\u2062\u2063\u2064\u206a\u206f",
    *"\u3164\ufeff\uffa0\ufff9\ufffa\ufffb\ufffc\ufe00\ufe0f\U000e0001\U000e0041\U000e007f",
    *"\U000e0100\U0001d173\U0001bca0",
]
_SPACES = [*"\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2003\u2009\u200a\u2028\u2029\u202f"]
_CONTROLS = [chr(point) for point in (*range(9), *range(14, 28), *range(0x7F, 0xA0, 3))]
_UNASSIGNED = [*"\u0378\u05ff\u2fe0\ufdd0\ufffe\uffff\U0001ffff\U000effff\U0010ffff"]
_PRIVATE = [*"\ue000\uf8ff\U000f0000\U00100000"]
_SURROGATES = ["\ud800", "\udfff", "\ud83d", "\ude00\ud83d"]
_MARKS = [*"\u0301\u0345\u0483\u0488\u0591\u064b\u0651\u0670\u0e31\u135f\u1ab0\u20dd\u20e3\ufe20"]
_ALPHABETS = [
    "𝐇𝐚𝐮𝐬",
    "𝕳𝖆𝖚𝖘",
    "𝙷𝚊𝚞𝚜",
    "Ⓗⓐⓤⓢ",
    "🅷🅰🆄🆂",
    "Ｈａｕｓ",
    "ℌ𝔞𝔲𝔰",
    "ᴴᵃᵘˢ",
    "sᴉnɐH",
    "Hаuѕ",
    "ΗΑUS",
    "Ꮋaus",
    "Iﬀ ﬁ ﬂ ﬃ ﬄ ﬅ ﬆ",
    "ĳ ŉ ǆ ẞ ſ K Å Ω",
    "١٢٣ ۱۲۳ ፩፪፫ १२३",
    "½ ⅓ ① ⒈ ㈠ ㍿ ㎏ ℡ №",
]
_SCRIPTS = [
    "漢字かな交じり文",
    "한국어 텍스트",
    "ภาษาไทยไม่มีช่องว่าง",
    "हिन्दी संयुक्ताक्षर क्ष्म्य",
    "বাংলা লেখা",
    "தமிழ்",
    "ܣܘܪܝܝܐ",
    "ދިވެހި",
    "ߒߞߏ",
    "ᠮᠣᠩᠭᠣᠯ",
    "ქართული",
    "հայերեն",
    "ខ្មែរ",
    "မြန်မာ",
    "བོད་ཡིག",
    "ᚠᚢᚦᚨᚱᚲ",
    "𐍈𐌰𐌿",
    "𓀀𓁐",
    "עברית עם נִקּוּד",
    "لُلُصّبُلُلصّبُررً ॣ ॣh ॣ ॣ 冗",
]
_MIXED = [
    "مرحبا 123 (abc) العالم 45-67",
    "abc مرحبا 123 ,) def",
    "שלום 12:00–08:00 a-b",
    "02361 53-0 العربية 02361 53-0",
    "١٢٣ abc ٤٥٦",
    "((((العربية))))",
    "»العربية« „abc“ [x] {y} <z>",
    "-5 % العربية +49 €",
    "a\u0627b\u0628c\u062ad",
    "ﷺ ﷽ ﻻ ﺍﻟﻌﺮﺑﻴﺔ",
    f"می{ZWNJ}خواهم {ZWNJ}{ZWNJ}x{ZWJ}",
    "\u0640" * 60,
]
_EMOJI = [
    f"👨{ZWJ}👩{ZWJ}👧{ZWJ}👦",
    f"🏳️{ZWJ}🌈",
    "🇩🇪🇺🇦",
    "👍🏿👋🏽",
    "1️⃣#️⃣",
    "❤️☎️✂️",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    f"🐻{ZWJ}❄️",
]
_MARKUP = [
    "<b>fett</b>",
    '<font color="white" size=1>weg</font>',
    "<a href='https://example.org'>hier</a>",
    "<img src='file:///etc/passwd'/>",
    "<para alignment='center'>x</para>",
    "<onDraw name=x/>",
    "<br/><br/><br/>",
    "<script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    "<table><tr><td>x</table>",
    "<!DOCTYPE html><html>",
    "<!--",
    "-->",
    "<![CDATA[x]]>",
    "<?xml version='1.0'?>",
    "&amp;&lt;&gt;&quot;&#39;",
    "&#x202e;&#0;&bidi;",
    "<qt>x</qt>",
    "<p dir='rtl'>x</p>",
    "<seq/><unichar code='65'/>",
    "&nbsp;&shy;&ZeroWidthSpace;",
    "&Datei && &Hilfe",
    "**fett** _kursiv_ `code` [x](https://example.org)",
    "\\textbf{x} \\input{/etc/passwd} $x^2$ \\\\",
    "{\\rtf1 x}",
    "]]></dc:title><x/>",
    '"/><pdfuaid:part>9</pdfuaid:part>',
]
_PDF = [
    "(Tj) ET Q",
    ") Tj ET BT (x",
    "<FEFF0041> Tj",
    "/Artifact BMC",
    "EMC EMC EMC",
    "BDC <</MCID 0>>",
    "endstream endobj",
    "trailer <</Root 1 0 R>>",
    "%%EOF",
    "startxref 0",
    "1 0 obj <</JS (app.alert(1))>>",
    "/OpenAction /Launch",
    ">> /A <</S /URI /URI (https://example.org)>>",
    "\\) \\( \\\\ \\000 \\n",
    "stream\r\nx\r\nendstream",
    "[ (x) -9999 (y) ] TJ",
    "xref\n0 1",
    "þÿ\x00A",
]
_SCHEMES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html;base64,PHg+",
    "file:///C:/Windows/win.ini",
    "http://example.org",
    "https://example.org/?a=b&c=d#e",
    "ftp://example.org",
    "mailto:a@example.org",
    "smb://example.org/x",
    "\\\\example.org\\x",
    "tel:+49236153",
    "sms:110",
    "intent://x#Intent;end",
    "ms-settings:x",
    "vbscript:x",
    "geo:51.6,7.2",
    "WIFI:S:x;T:WPA;P:y;;",
    "BEGIN:VCARD\nN:x\nEND:VCARD",
    "bitcoin:x",
    "https://example.org@evil.example",
    "https://xn--e1aybc.example/\u202egpj.exe",
    "www.example.org",
]
_INJECTIONS = [
    "'; DROP TABLE service; --",
    '" OR 1=1 --',
    '=HYPERLINK("https://example.org")',
    "+49",
    "@SUM(A1)",
    "-1+1|cmd",
    "%s %n %x %d",
    "%(x)s {0} {x} {page} {pages} {0.__class__}",
    "${HOME} $(id) `id` %PATH%",
    "{{7*7}} <%= 7 %> #{7}",
    "../../etc/passwd",
    "C:\\CON\\NUL",
    "\x1b[31m\x1b]0;x\x07",
    "\x1d\x56\x00\x1b\x40",
    "null None undefined NaN Infinity -0 1e309",
    "0x10 1_000 1,000.00",
    "\\u202e \\x00 \\n",
    "__proto__ constructor",
]
_LONG = [
    "x" * 600,
    "W" * 200,
    "a-" * 200,
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenberechnungsstelle" * 3,
    "Wort " * 100,
    "ا" * 300,
    "ሀ" * 200,
    "Щ" * 200,
    "." * 400,
    "—" * 120,
    "\u00a0".join("abcdef" * 5 for _ in range(9)),
    "/".join(["pfad"] * 80),
    "1" * 200,
    "( " * 120,
    "لا" * 150,
    "\u2011".join(["teil"] * 60),
]
_STORMS = [
    "Z\u0351\u0352\u0353a\u0354\u0355\u0356l\u0357g\u0358o\u0359" * 4,
    "A" + "\u0301" * 200,
    "\u0644" + "\u064b\u0651" * 40,
    "\u0300" * 80,
    "ሀ" + "\u135f" * 30,
    "e\u20dd\u20de\u20e0",
    "\u0f71\u0f72\u0f71" * 9,
]
_NOTHING = ["", " ", "\u3000", "\u200b", "\u2069", "   \t  ", "\u00ad" * 9, "\u202e"]

NAUGHTY: dict[str, list[str]] = {
    "bidi": [f"Haus {c}Linde 12{c} 02361 53-0" for c in _BIDI] + ["".join(_BIDI) * 3 + "Haus"],
    "invisible": [f"Ha{c}us{c} Lin{c}de" for c in _INVISIBLE],
    "spaces": [f"Haus{c}{c}Linde{c}" for c in _SPACES],
    "controls": [f"Haus{c}Linde" for c in _CONTROLS],
    "unassigned": [f"Haus {c} Linde{c}" for c in (*_UNASSIGNED, *_PRIVATE, *_SURROGATES)],
    "marks": [text for c in _MARKS for text in (c, f"{c}Haus", f"Ha{c * 9}us")],
    "alphabets": _ALPHABETS,
    "scripts": _SCRIPTS,
    "mixed": _MIXED,
    "emoji": _EMOJI,
    "markup": _MARKUP,
    "pdf": _PDF,
    "schemes": _SCHEMES,
    "injections": _INJECTIONS,
    "long": _LONG,
    "storms": _STORMS,
    "nothing": _NOTHING,
}
_DECIDING = {"language", "code", "uri", "languages", "slug", "topic", "group", "number_key"}
MOST_PAGES = 40


def with_texts(value: Any, texts: Iterator[str]) -> Any:
    """The same value with every free text replaced by the next of the texts."""
    if isinstance(value, tuple):
        return tuple(
            next(texts) if type(item) is str else with_texts(item, texts) for item in value
        )
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changes = {
        field.name: next(texts) if type(content) is str else with_texts(content, texts)
        for field in dataclasses.fields(value)
        if field.name not in _DECIDING and (content := getattr(value, field.name)) is not None
    }
    return dataclasses.replace(value, **changes)


def wall_papers(text: str, language: str) -> Iterator[bytes]:
    """Every paper that is no slip, with the text in every field."""
    said = Bilingual(text, text)
    yield render_poster(Poster(text, text, text, languages=("ar",)), slip_languages())
    place = LeafletPlace(text, (text, text), text)
    fields = (said, said, said, said, (said,) * 2, said, said, (said,) * 2, (place,))
    yield render_leaflet(Leaflet(text, text, "wohngeld", *fields), language)
    board = Board("wohnen", (BoardTopic("wohngeld", 513, said), BoardTopic("kita", 514, said)))
    yield render_boards([board], language)
    today = HereToday(text, text, text, open=True, languages=("tr",), here=True)
    yield render_today(text, text, dt.date(2026, 11, 22), [today, dataclasses.replace(today)])
    yield render_privacy_notice(text, language)
    yield render_quick_card(text, [(text, [(text, text)])])
    key = PrintedKey(text, text, ("ABCD EFGH", "JKMN"))
    yield render_key_sheets(
        [KeySheet(text, text, dt.date(2026, 11, 22), (key,), text, (text,), text)]
    )


def assert_sound(pdf: bytes) -> None:
    """Valid, passive, of our fonts, with marked content that opens and closes."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert not opened.check_pdf_syntax()
        assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(opened.Root.keys())
        assert len(opened.pages) <= MOST_PAGES
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        for page in opened.pages:
            assert "/Annots" not in page
            assert set(page.Resources.keys()) <= {"/Font", "/ProcSet"}
            assert all("+Noto" in str(font.BaseFont) for font in page.Resources.Font.values())
            depth = 0
            for _, operator in pikepdf.parse_content_stream(page):
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
                assert 0 <= depth <= 1
            assert depth == 0


def landmarks(pdf: bytes) -> list[tuple[str, ...]]:
    """Headings and figures with their alternatives and languages."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return sorted(
            (str(e.S), str(e.get("/Alt", "")), str(e.get("/Lang", "")))
            for e in _elements(opened.Root.StructTreeRoot)
            if str(e.S) in ("/H1", "/H2", "/Figure")
        )


def _elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def read(pdf: bytes) -> str:
    """What a reader gets out, without white space and the controls that steer."""
    pages = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    kept = (c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))
    return "".join(kept)


CLASSES = sorted(NAUGHTY)
CASES = [
    pytest.param(kind, text, id=f"{kind}-{n}")
    for kind in CLASSES
    for n, text in enumerate(NAUGHTY[kind])
]


def test_there_are_several_hundred() -> None:
    assert len({text for texts in NAUGHTY.values() for text in texts}) > 300


@pytest.mark.parametrize("language", ["ar", "uk", "ti"])
@pytest.mark.parametrize("kind", CLASSES)
def test_one_after_the_other_through_the_fields_of_a_slip(
    kind: str, language: str, slip: Callable[..., SlipDocument]
) -> None:
    """Every text of a class stands in some fields, in each language in others."""
    shift = len(language) + ord(language[0]) % 5
    texts = NAUGHTY[kind][shift % len(NAUGHTY[kind]) :] + NAUGHTY[kind]
    naughty = render_slip(with_texts(slip(language), itertools.cycle(texts)))
    assert_sound(naughty.pdf)
    plain = render_slip(with_texts(slip(language), itertools.repeat("Haus")))
    if kind != "nothing":
        assert landmarks(naughty.pdf) == landmarks(plain.pdf)


@pytest.mark.night
@pytest.mark.parametrize("paper", sorted(SHEETS))
@pytest.mark.parametrize(("kind", "text"), CASES)
def test_in_every_field_at_once_on_every_paper(
    kind: str, text: str, paper: str, slip: Callable[..., SlipDocument]
) -> None:
    for language in ("de", "fa", "ti"):
        document = with_texts(slip(language), itertools.repeat(text))
        assert_sound(render_slip(document, paper).pdf)


@pytest.mark.parametrize("kind", CLASSES)
def test_through_the_fields_of_the_papers_for_the_wall(kind: str) -> None:
    for number, text in enumerate({*NAUGHTY[kind][:1], *NAUGHTY[kind][-1:]}):
        for pdf in wall_papers(text, ("ar", "ti")[number]):
            assert_sound(pdf)


@pytest.mark.night
@pytest.mark.parametrize(("kind", "text"), CASES)
def test_every_one_on_the_papers_for_the_wall(kind: str, text: str) -> None:
    for pdf in wall_papers(text, "ur"):
        assert_sound(pdf)


def placed(document: SlipDocument, concern: str) -> list[tuple[float, ...]]:
    """Bounds of all that is painted with a concern, in the order it is painted."""
    [service] = document.services
    told = dataclasses.replace(service, concern=concern, write_in=())
    pdf = render_slip(dataclasses.replace(document, services=(told,))).pdf
    pages = pypdfium2.PdfDocument(pdf)
    return [tuple(round(s, 1) for s in o.get_bounds()) for p in pages for o in p.get_objects()]


def alike(some: Sequence[tuple[float, ...]], others: Sequence[tuple[float, ...]]) -> int:
    """How many stand in the same place from the first on."""
    return next((n for n, (a, b) in enumerate(zip(some, others, strict=False)) if a != b), 0)


@pytest.mark.parametrize("kind", CLASSES)
def test_fields_before_it_stay_where_they_are(kind: str, slip: Callable[..., SlipDocument]) -> None:
    """All but the label of the concern itself, which a higher script moves with its line."""
    document = slip("tr")
    plain = placed(document, "Miete")
    before = alike(plain, placed(document, "Wohnung")) - 1
    assert before > 60
    for text in NAUGHTY[kind]:
        concern = neutralised(text)[:12]
        if concern.strip():
            assert alike(plain, placed(document, concern)) >= before, ascii(text)


@pytest.mark.parametrize("kind", ["bidi", "invisible", "spaces", "controls", "unassigned"])
def test_the_words_come_out_or_are_seen_replaced(
    kind: str, slip: Callable[..., SlipDocument]
) -> None:
    document = slip("tr")
    [service] = document.services
    texts = NAUGHTY[kind]
    documents = tuple(Bilingual(text, text) for text in texts)
    told = dataclasses.replace(service, documents=documents)
    out = read(render_slip(dataclasses.replace(document, services=(told,))).pdf)
    for text in texts:
        words = "".join(c for c in neutralised(text) if c.isalnum() and not missing(c))
        assert words in "".join(c for c in out if c.isalnum() and not missing(c)), ascii(text)


@pytest.mark.parametrize("uri", [u for u in _SCHEMES if not u.startswith(("https", "tel", "geo"))])
def test_no_other_scheme_becomes_a_code(uri: str, slip: Callable[..., SlipDocument]) -> None:
    document = dataclasses.replace(slip("ar"), link=QrLink(uri))
    with pytest.raises(InvalidValue):
        render_slip(document)


@pytest.mark.parametrize(
    "uri", ["https://a b", "https://x\n", "tel:110;ext=1", "https:/x", "geo:x,y"]
)
def test_a_bent_address_is_no_code(uri: str, slip: Callable[..., SlipDocument]) -> None:
    with pytest.raises(InvalidValue):
        render_slip(dataclasses.replace(slip("de"), link=QrLink(uri)))
