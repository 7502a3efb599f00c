"""The office's own words come in from tables as office programs write them."""

import codecs
from collections.abc import Iterator
from pathlib import Path

import pytest

from lotse_desk.domain.faults import Unreadable
from lotse_desk.home.home import OFFICE, Home, create_home
from lotse_desk.office.own_lexicon import add_words, own_words

TABLE = "term;kind;target\nMietstütze;lay;wohngeld\n"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Home]:
    with create_home(tmp_path / "home", role=OFFICE, name="Leitstelle") as home:
        yield home


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        codecs.BOM_UTF8 + TABLE.replace("\n", "\r\n").encode(),
        TABLE.encode("cp1252"),
        TABLE.encode("utf-16"),
    ],
    ids=["utf-8", "with a mark", "windows-1252", "utf-16"],
)
def test_umlauts_survive_every_usual_encoding(office: Home, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "words.csv"
    path.write_bytes(content)
    taken = add_words(office, path, "de")
    assert (taken.added, taken.problems) == (1, ())
    assert [word.term for word in own_words(office)] == ["Mietstütze"]


def test_what_is_no_text_is_refused_and_nothing_is_taken(office: Home, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_bytes(b"PK\x03\x04\x14\x00\x06\x00\x08" + bytes(range(256)))
    with pytest.raises(Unreadable):
        add_words(office, path, "de")
    assert own_words(office) == ()
