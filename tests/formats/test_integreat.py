import json
from collections.abc import Callable

import pytest

from lotse_desk.domain.faults import Unreadable
from lotse_desk.domain.hsds import Attribute, Organization, Service, TaxonomyTerm, Url
from lotse_desk.domain.supplement import RecordOrigin, Translation, text_hash
from lotse_desk.formats.html_text import page_text
from lotse_desk.formats.imported import Imported
from lotse_desk.formats.integreat import read_integreat
from lotse_desk.formats.source import Feed

MakeFeed = Callable[..., Feed]
GERMAN = {
    "id": 1,
    "path": "/musterkreis/de/wohnen/wohngeld/",
    "title": "Wohngeld",
    "content": "<p>Zuschuss&nbsp;zur Miete.</p><ul><li>Antrag</li><li>Mietvertrag</li></ul>",
    "excerpt": "",
    "last_updated": "2026-05-01T10:00:00+02:00",
    "available_languages": {"tr": {"id": 2, "path": "/musterkreis/tr/konut/kira-yardimi/"}},
}
TURKISH = {
    "id": 2,
    "path": "/musterkreis/tr/konut/kira-yardimi/",
    "title": "Kira yardımı",
    "content": "<p>Kira desteği.</p>",
    "available_languages": {"de": {"id": 1, "path": "/musterkreis/de/wohnen/wohngeld/"}},
}


def of(imported: Imported, kind: type) -> list:
    return [record for record in imported.records if isinstance(record, kind)]


def read(make: MakeFeed, value: object, name: str = "pages.json") -> Imported:
    return read_integreat(make({name: json.dumps(value)}))


def test_every_page_of_the_real_region_is_a_service_with_its_id(
    real_feed: Callable[[str], Feed],
) -> None:
    feed = real_feed("integreat-augsburg/pages_de.json")
    pages = json.loads(feed.files[0].content)
    imported = read_integreat(feed)
    services = {service.id: service for service in of(imported, Service)}
    assert set(services) == {str(page["id"]) for page in pages}
    assert imported.rows == len(pages) == 238
    assert imported.dropped == 0
    empty = {str(page["id"]) for page in pages if not page["content"].strip()}
    assert {key for key, service in services.items() if not service.description} == empty
    said = [p for p in imported.problems if "hat keinen Text" in p.reason]
    assert len(said) == len(empty) == 28
    assert not any(
        "<" in (s.description or "") and "</" in (s.description or "") for s in services.values()
    )
    placeholder = [o for o in of(imported, RecordOrigin) if o.placeholder]
    assert [o.entity for o in placeholder] == ["organization"]


def test_files_that_hold_no_pages_are_reported_not_imported(
    real_feed: Callable[[str], Feed],
) -> None:
    imported = read_integreat(real_feed("integreat-augsburg"))
    assert len(of(imported, Service)) == 238
    left_out = {p.where for p in imported.problems if "keine Seite" in p.reason}
    assert "questions_de.jsonl" in left_out


def test_text_keeps_its_lines_and_links(feed: MakeFeed) -> None:
    page = GERMAN | {"content": GERMAN["content"] + '<a href="https://a.example/f">Formular</a>'}
    imported = read(feed, [page])
    service = of(imported, Service)[0]
    assert service.description == "Zuschuss zur Miete.\n- Antrag\n- Mietvertrag\nFormular"
    assert service.url == "https://integreat.app/musterkreis/de/wohnen/wohngeld"
    assert service.last_modified == "2026-05-01T10:00:00+02:00"
    assert [(u.label, u.url, u.service_id) for u in of(imported, Url)] == [
        ("Formular", "https://a.example/f", "1")
    ]
    assert of(imported, Organization)[0].name == "Integreat musterkreis"


@pytest.mark.parametrize(
    "value",
    [
        [GERMAN, TURKISH],
        {"pages": [TURKISH, GERMAN]},
        {"de": [GERMAN], "tr": [TURKISH]},
        {"count": 2, "results": [GERMAN, TURKISH]},
        [GERMAN | {"children": [TURKISH]}],
    ],
)
def test_other_languages_become_translations(feed: MakeFeed, value: object) -> None:
    imported = read(feed, value)
    assert [service.name for service in of(imported, Service)] == ["Wohngeld"]
    texts = {(t.field, t.language): t for t in of(imported, Translation)}
    assert texts["name", "tr"].text == "Kira yardımı"
    assert texts["name", "tr"].entity_id == "1"
    assert texts["name", "tr"].source_hash == text_hash("Wohngeld")
    assert texts["description", "tr"].text == "Kira desteği."
    assert texts["description", "tr"].state == "draft"


def test_a_language_in_a_file_of_its_own_finds_its_german_page(feed: MakeFeed) -> None:
    imported = read_integreat(
        feed({"tr.json": json.dumps([TURKISH]), "de.json": json.dumps([GERMAN])})
    )
    assert len(of(imported, Translation)) == 2


def test_a_page_without_its_german_one_is_an_entry_of_its_own(feed: MakeFeed) -> None:
    imported = read(feed, [TURKISH])
    assert [service.name for service in of(imported, Service)] == ["Kira yardımı"]
    assert any("fehlt die deutsche" in p.reason for p in imported.problems)


def test_pages_above_are_terms(feed: MakeFeed) -> None:
    above = GERMAN | {"id": 9, "path": "/musterkreis/de/wohnen/", "title": "Rund ums Wohnen"}
    imported = read(feed, [above, GERMAN])
    assert [term.name for term in of(imported, TaxonomyTerm)] == ["Rund ums Wohnen"]
    assert [link.link_id for link in of(imported, Attribute)] == ["1"]


def test_the_body_a_page_names_is_its_organization(feed: MakeFeed) -> None:
    page = GERMAN | {"organization": {"id": 7, "slug": "amt", "name": "Wohngeldamt"}}
    assert [o.name for o in of(read(feed, [page]), Organization)] == ["Wohngeldamt"]


def test_broken_pages_stand_in_the_report_and_the_rest_is_kept(feed: MakeFeed) -> None:
    broken = [GERMAN, None, 5, {"id": None, "title": "", "path": "", "content": ""}, {"id": "x"}]
    imported = read(feed, broken)
    assert {service.id for service in of(imported, Service)} == {"1", "x"}
    assert imported.rows == 5
    assert imported.dropped == 3
    dropped = [p for p in imported.problems if "nicht übernommen" in p.action]
    assert len(dropped) == 3


def test_json_without_any_page_is_refused(feed: MakeFeed) -> None:
    with pytest.raises(Unreadable):
        read(feed, {"pages": []})


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Eins<p>Zwei", "Eins\nZwei"),
        ("<script>alert(1)</script>Text", "Text"),
        ("<b>fett</b> und <i>schräg", "fett und schräg"),
        ("a &lt;b&gt; &amp; &#228; &unbekannt;", "a <b> & ä &unbekannt;"),
        ("<![CDATA[x]]> y", "y"),
        ("<ol><li>1<li>2</ol>", "- 1\n- 2"),
        ("<" * 50, "<" * 50),
        ("eins <!-- zwei --> drei <!-- vier", "eins drei <!-- vier"),
        ("1 < 2 und 3 > 2", "1 < 2 und 3 > 2"),
    ],
)
def test_any_html_becomes_text(html: str, text: str) -> None:
    assert page_text(html).text == text


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "part", ["<", "<!--", "<a ", '<a href="x', "</", "<p", "<?", "&#", "<div>"]
)
def test_hostile_html_takes_no_more_time_than_its_length(part: str) -> None:
    page_text(part * (1_000_000 // len(part)))


def site(region: str, german: str, english: str, number: int) -> list[dict[str, object]]:
    """A page and its translation; the translation stands first."""
    paths = {"de": f"/{region}/de/{german}/", "en": f"/{region}/en/{english}/"}
    return [
        {
            "id": page_id,
            "path": paths[language],
            "title": title,
            "content": f"<p>{title}</p>",
            "available_languages": {other: {"path": paths[other]}},
        }
        for page_id, language, other, title in (
            (number, "en", "de", english),
            (1, "de", "en", german),
        )
    ]


def test_translations_follow_the_page_they_translate_when_ids_meet(feed: MakeFeed) -> None:
    imported = read(
        feed, [*site("aa", "Schulden", "Debt", 11), *site("bb", "Hebamme", "Nurse", 12)]
    )
    german = {service.id: service.name for service in of(imported, Service)}
    names = {t.entity_id: t.text for t in of(imported, Translation) if t.field == "name"}
    assert {german[key]: text for key, text in names.items()} == {
        "Schulden": "Debt",
        "Hebamme": "Nurse",
    }
    assert len({t.id for t in of(imported, Translation)}) == 4


def test_a_german_page_without_an_id_keeps_its_translation(feed: MakeFeed) -> None:
    pages = site("aa", "Schulden", "Debt", 11)
    del pages[1]["id"]
    imported = read(feed, pages)
    service = of(imported, Service)[0]
    assert {t.entity_id for t in of(imported, Translation)} == {service.id}
    assert imported.dropped == 0
