"""Boards, card, poster, leaflet, list of today, privacy notice: whole, tagged, repeatable."""

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from lotse_desk.domain.faults import NotFound, UnknownValue
from lotse_desk.home import wall_papers
from lotse_desk.home.board_numbers import board_numbers
from lotse_desk.home.find import find
from lotse_desk.home.home import DESK, Home, create_home
from lotse_desk.home.house import House
from lotse_desk.home.reference import shipped_reference
from lotse_desk.paper.phrases import phrase_book, slip_languages

MOMENT = dt.datetime(2026, 11, 23, 9, 40)
SCRIPTS = ("de", "ar", "uk", "ti")


def pages(pdf: bytes) -> list[str]:
    return [
        page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(io.BytesIO(pdf))
    ]


def papers(home: Home, language: str) -> Iterator[tuple[str, bytes]]:
    yield "card", wall_papers.language_card(home)
    yield "boards", wall_papers.boards(home, language, MOMENT.date())
    yield "poster", wall_papers.poster(home, MOMENT.date(), "wohngeld.stadt-herten")
    yield "leaflet", wall_papers.leaflet(home, "wohngeld", language, MOMENT.date())
    yield "today", wall_papers.today_sheet(home, MOMENT)
    yield "privacy", wall_papers.privacy_notice(home, language)
    yield "keys", wall_papers.quick_card("Tasten", [("Kontakt", [("Strg+F", "Suchen")])])


def test_every_topic_has_a_number_of_its_own() -> None:
    numbers = board_numbers()
    assert set(numbers) == set(shipped_reference().topics)
    assert len(set(numbers.values())) == len(numbers)
    assert min(numbers.values()) > 500, "110 and 112 are emergency numbers"


def test_the_number_on_a_board_chooses_its_topic(starter_home: Home) -> None:
    for topic, number in board_numbers().items():
        hits = find(starter_home, str(number)).hits
        assert hits, topic
        assert topic in hits[0].topics, topic


@pytest.mark.parametrize("language", SCRIPTS)
def test_every_paper_is_tagged_and_the_same_again(starter_home: Home, language: str) -> None:
    again = dict(papers(starter_home, language))
    for name, pdf in papers(starter_home, language):
        assert pdf == again[name], name
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert opened.Root.MarkInfo.Marked
            assert opened.Root.StructTreeRoot.K is not None, name


def test_boards_show_every_group_on_a_page_with_all_its_numbers(starter_home: Home) -> None:
    shown = pages(wall_papers.boards(starter_home, "tr", MOMENT.date()))
    reference = starter_home.reference
    groups = [g for g in reference.groups if g != "intern"]
    assert len(shown) == len(groups)
    for group, page in zip(groups, shown, strict=True):
        assert "".join(phrase_book("tr")[f"group.{group}"].split()) in "".join(page.split())
        for topic in reference.topics.values():
            if topic.group == group and "staff" not in topic.flags:
                assert str(board_numbers()[topic.slug]) in page


def test_the_card_speaks_every_language(starter_home: Home) -> None:
    text = "".join("".join(pages(wall_papers.language_card(starter_home))).split())
    for language in slip_languages():
        if language != "de-simple" and not phrase_book(language).right_to_left:
            assert "".join(phrase_book(language)["i_speak"].split()) in text, language


def test_a_leaflet_names_who_is_responsible_here(starter_home: Home) -> None:
    leaflet = wall_papers.leaflet(starter_home, "wohngeld", "de", MOMENT.date())
    assert "Stadt Herten, Wohngeldstelle" in "".join(pages(leaflet))


def test_who_sits_in_this_house_stands_first(starter_home: Home) -> None:
    town_hall = "Kurt-Schumacher-Str. 2"
    with sitting_at(starter_home, town_hall):
        text = "".join(pages(wall_papers.today_sheet(starter_home, MOMENT)))
    assert "Heute im Haus" in text
    here, _, town = text.partition("In der Stadt")
    assert "Hier im Haus" in here
    assert "Wohngeldstelle" in here
    assert "Straßenverkehrsamt" not in here
    assert "Führerscheinstelle" in town
    assert "weiß das Verzeichnis nicht" not in text


@pytest.mark.parametrize("address", ["", "Gibtesnichtweg 1"])
def test_where_nobody_is_known_here_the_list_speaks_of_the_town(
    starter_home: Home, address: str
) -> None:
    with sitting_at(starter_home, address):
        text = "".join(pages(wall_papers.today_sheet(starter_home, MOMENT)))
    assert "Heute in Herten" in text
    assert "Heute im Haus" not in text
    assert "weiß das Verzeichnis nicht" in text
    assert "Wohngeldstelle" in text


@contextmanager
def sitting_at(home: Home, address: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wall_papers, "house_of", lambda _: House("Haus (Muster)", "", address))
        yield


def test_unknown_things_are_refused(starter_home: Home) -> None:
    with pytest.raises(UnknownValue):
        wall_papers.boards(starter_home, "xx", MOMENT.date())
    with pytest.raises(UnknownValue):
        wall_papers.boards(starter_home, "tr", MOMENT.date(), ("nothing",))
    with pytest.raises(UnknownValue):
        wall_papers.boards(starter_home, "tr", MOMENT.date(), ("intern",))
    with pytest.raises(UnknownValue):
        wall_papers.leaflet(starter_home, "nothing", "tr", MOMENT.date())


def test_a_home_without_a_directory_makes_every_paper_but_leaflets(tmp_path: Path) -> None:
    with create_home(tmp_path / "home", role=DESK, name="Empfang 1") as home:
        home.settings.put("desk.town", "herten")
        assert pages(wall_papers.boards(home, "tr", MOMENT.date()))
        assert pages(wall_papers.poster(home, MOMENT.date()))
        assert pages(wall_papers.today_sheet(home, MOMENT))
        with pytest.raises(NotFound) as refused:
            wall_papers.leaflet(home, "wohngeld", "tr", MOMENT.date())
        assert refused.value.kind_of_value == "leaflet"


@pytest.mark.parametrize("drafts", [True, False])
def test_the_poster_of_a_house_with_a_long_name_is_one_page(
    starter_home: Home, monkeypatch: pytest.MonkeyPatch, drafts: bool
) -> None:
    house = House("Haus der sozialen Leistungen am Alten Markt, Innenstadt", "0" * 40)
    monkeypatch.setattr(wall_papers, "house_of", lambda _: house)
    if not drafts:
        monkeypatch.setattr(wall_papers, "languages_with", lambda *_: ("de",))
    shown = pages(wall_papers.poster(starter_home, MOMENT.date(), "wohngeld.stadt-herten"))
    assert len(shown) == 1
    assert "Innenstadt" in shown[0]


def test_boards_give_every_group_one_page_in_every_language(starter_home: Home) -> None:
    groups = [g for g in starter_home.reference.groups if g != "intern"]
    for language in slip_languages():
        shown = pages(wall_papers.boards(starter_home, language, MOMENT.date()))
        assert len(shown) == len(groups), language
