"""The command `slip`: what is typed for one paper, and what the house is called."""

from pathlib import Path

import pypdfium2
import pytest

SERVICE = "grundsicherung-arbeit.jobcenter-kreis-recklinghausen.herten"


def text_of(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(p.get_textpage().get_text_bounded() for p in pages).split())


def test_typed_values_and_a_form_stand_on_the_paper(command, made_desk, tmp_path) -> None:
    out = tmp_path / "slip.pdf"
    typed = ["--appointment", "25.11. 9:30", "--deadline", "30.11.", "--concern", "Brief lesen"]
    code, _ = command(
        *("--home", made_desk, "slip", "--service", SERVICE, "--language", "tr", "--out", out),
        *(*typed, "--interpreter", "nein", "--form", "form.hauptantrag-sgb2"),
    )
    assert code == 0
    text = text_of(out)
    for words in (
        "Mittwoch 25.11.2026, 09:30",
        "Çarşamba 25.11.2026, 09:30",
        "Frist bis: Montag 30.11.2026",
        "Ihr Anliegen: Brief lesen",
        "Dolmetschen nötig: nein",
        "Formular mitgegeben: Hauptantrag",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--appointment", "irgendwann", "Das Datum"),
        ("--deadline", "1.1.2020", "Das Datum"),
        ("--concern", "x" * 121, "Das Anliegen"),
        ("--form", "nothing", "Das Formular"),
    ],
)
def test_what_cannot_be_printed_makes_no_paper(
    command, made_desk, tmp_path, option: str, value: str, words: str
) -> None:
    out = tmp_path / "slip.pdf"
    arguments = ("--home", made_desk, "slip", "--service", SERVICE, "--out", out, option, value)
    code, said = command(*arguments)
    assert code == 2
    assert words in str(said)
    assert not out.exists()


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("--house", "Der Name des Hauses"),
        ("--callback", "Die Rückrufnummer"),
        ("--address", "Die Adresse des Hauses"),
    ],
)
def test_a_name_no_paper_takes_makes_no_desk(command, tmp_path, option: str, words: str) -> None:
    home = tmp_path / "desk"
    desk = ("init", "desk", "--town", "herten", "--name", "Platz 1")
    code, said = command("--home", home, *desk, option, "9" * 200)
    assert code == 2
    assert words in str(said)
    assert not home.exists()


def test_the_longest_names_stand_on_the_slip(command, tmp_path) -> None:
    home, out = tmp_path / "desk", tmp_path / "slip.pdf"
    house = "Haus der sozialen Leistungen im alten Rathaus am Markt Herten"[:60]
    callback = "02366 303-0 oder 02366 303-99 von 8 bis 1"[:40]
    desk = ("init", "desk", "--town", "herten", "--name", "Platz 1")
    named = ("--house", house, "--callback", callback)
    assert command("--home", home, *desk, *named)[0] == 0
    assert command("--home", home, "slip", "--service", SERVICE, "--out", out)[0] == 0
    text = text_of(out)
    assert house in text
    assert callback in text
