"""Where the office forbids drafts, nothing unreviewed reaches paper, and the slip says so."""

import datetime as dt
import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from lotse_desk.domain.exchange_faults import ReleaseInvalid
from lotse_desk.domain.supplement import Translation
from lotse_desk.home import wall_papers
from lotse_desk.home.home import Home, open_home
from lotse_desk.home.policy import put_policy, settings_of
from lotse_desk.home.slips import SlipRequest, make_slip
from lotse_desk.paper.phrases import phrase_book


@pytest.fixture
def writable(starter_folder: Path, tmp_path: Path) -> Iterator[Home]:
    folder = tmp_path / "home"
    shutil.copytree(starter_folder, folder)
    with open_home(folder, writing=True) as home:
        yield home


MOMENT = dt.datetime(2026, 11, 23, 9, 30)
REQUEST = SlipRequest(("wohngeld.stadt-herten",), ("tr",))


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


def test_drafts_print_unless_policy_forbids_them(writable: Home) -> None:
    assert "Kira" in text_of(make_slip(writable, REQUEST, MOMENT).pdf)
    put_policy(writable, "slips", {"drafts": False})
    slip = make_slip(writable, REQUEST, MOMENT)
    assert "Kira" not in text_of(slip.pdf)
    assert slip.untranslated[0] == "phrases"


def test_other_papers_keep_to_the_policy_too(writable: Home) -> None:
    put_policy(writable, "slips", {"drafts": False})
    for make in (
        lambda language: wall_papers.leaflet(writable, "wohngeld", language, MOMENT.date()),
        lambda language: wall_papers.boards(writable, language, MOMENT.date(), ("wohnen",)),
        lambda language: wall_papers.privacy_notice(writable, language),
    ):
        refused = "Türkisch (keine geprüfte Übersetzung, darum auf Deutsch)"
        in_turkish, in_german = (" ".join(text_of(make(code)).split()) for code in ("tr", "de"))
        assert refused in in_turkish
        assert in_turkish.replace(f" {refused}", "") == in_german


def test_poster_and_card_say_only_what_an_office_has_reviewed(
    writable: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    poster, card = (
        lambda: text_of(wall_papers.poster(writable, MOMENT.date())),
        lambda: text_of(wall_papers.language_card(writable)),
    )
    draft = phrase_book("de").internal["draft_note"]
    for make, key in ((poster, "welcome"), (card, "i_speak")):
        assert phrase_book("pl")[key] in make()
        assert draft in make()
    put_policy(writable, "slips", {"drafts": False})
    for make, key in ((poster, "welcome"), (card, "i_speak")):
        assert phrase_book("pl")[key] not in make()
        assert "Polski" in make()
        assert draft not in make()
        assert phrase_book("de").internal["refused_here"] in " ".join(make().split())
    reviewed = {
        key: replace(phrase, state="reviewed") for key, phrase in phrase_book("pl").phrases.items()
    }
    monkeypatch.setitem(vars(phrase_book("pl")), "phrases", reviewed)
    assert phrase_book("pl")["welcome"] in poster()
    assert phrase_book("pl")["i_speak"] in card()
    assert phrase_book("tr")["welcome"] not in poster()


def test_languages_that_may_not_be_printed_are_german_once_and_named(writable: Home) -> None:
    put_policy(writable, "slips", {"drafts": False})
    asked = SlipRequest(("wohngeld.stadt-herten",), ("tr", "ar"))
    slip = make_slip(writable, asked, MOMENT)
    text = " ".join(text_of(slip.pdf).split())
    assert slip.pages == make_slip(writable, SlipRequest(asked.services), MOMENT).pages
    assert text.count("Bitte mitbringen") == 1
    assert "Sprache: Türkisch, Arabisch (keine geprüfte Übersetzung, darum auf Deutsch)" in text


def test_plain_paper_in_german_needs_no_excuse(writable: Home) -> None:
    put_policy(writable, "slips", {"drafts": False})
    asked = SlipRequest(("wohngeld.stadt-herten",), paper="large")
    assert "keine geprüfte" not in text_of(make_slip(writable, asked, MOMENT).pdf)


def test_reviewed_names_print_on_boards_and_drafts_beside_them_do_not(
    writable: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = text_of(wall_papers.boards(writable, "tr", MOMENT.date(), ("wohnen",)))
    put_policy(writable, "slips", {"drafts": False})
    monkeypatch.setitem(vars(phrase_book("tr")), "has_drafts", False)
    reviewed = text_of(wall_papers.boards(writable, "tr", MOMENT.date(), ("wohnen",)))
    [name] = writable.directory.where(
        Translation, entity_id="master.wohngeld", field="name", language="tr"
    )
    assert name.text.split()[0] in drafts
    assert name.text.split()[0] not in reviewed
    assert phrase_book("tr")["point_topic"].split()[0] in reviewed


def test_reviewed_texts_print_and_drafts_beside_them_do_not(
    writable: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_policy(writable, "slips", {"drafts": False})
    monkeypatch.setitem(vars(phrase_book("tr")), "has_drafts", False)
    [name] = writable.directory.where(
        Translation, entity_id="master.wohngeld", field="name", language="tr"
    )
    with writable.transaction():
        writable.directory.upsert([Translation(**(vars(name) | {"state": "reviewed"}))])
    slip = make_slip(writable, REQUEST, MOMENT)
    assert name.text.split()[0] in text_of(slip.pdf)
    assert "phrases" not in slip.untranslated
    assert "services[0].cost" in slip.untranslated


@pytest.mark.parametrize("said", ["x", {"drafts": 1}, {"drafts": None}])
def test_a_policy_of_another_form_is_refused(said: object) -> None:
    with pytest.raises(ReleaseInvalid):
        settings_of({"slips": said})


def test_names_of_later_versions_pass(tmp_path: Path) -> None:
    assert settings_of({"slips": {"drafts": True, "later": 1}, "else": 1}) == {
        "policy.slips": '{"drafts": true, "later": 1}'
    }
