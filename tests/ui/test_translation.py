"""The English of the window is complete, fits its source, and what is loaded was made from it."""

import re
import string
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QTranslator

import lotse_desk
from lotse_desk.locations import resources

SOURCES = Path(lotse_desk.__file__).parent / "ui"
TS = Path(__file__).parents[2] / "translations" / "lotse_desk_en.ts"
QM = resources() / "translations" / "lotse_desk_en.qm"


def tool(name: str) -> Path:
    path = Path(QtCore.__file__).parent / name
    if not path.exists():
        pytest.skip(f"this PySide6 comes without {name}")
    return path


def messages(path: Path) -> dict[tuple[str, str], str]:
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            finished = translation is not None and translation.get("type") is None
            source = message.findtext("source") or ""
            found[context.findtext("name") or "", source] = (
                (translation.text or "") if finished and translation is not None else ""
            )
    return found


def test_every_word_of_the_window_has_its_english(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    files = sorted(path.name for path in SOURCES.glob("*.py"))
    subprocess.run(
        [tool("lupdate"), "-silent", "-tr-function-alias", "tr+=_tr", *files, "-ts", fresh],
        cwd=SOURCES,
        check=True,
    )
    english = messages(TS)
    assert not [key for key in messages(fresh) if not english.get(key)]


def test_english_keeps_the_fields_of_its_source() -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for (_, source), english in messages(TS).items():
        assert fields(english) == fields(source), source
        assert ("&" in english) == ("&" in source), source


def test_what_is_loaded_was_made_from_it(tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    subprocess.run([tool("lrelease"), "-silent", TS, "-qm", made], check=True)
    assert made.read_bytes() == QM.read_bytes()


def test_the_window_speaks_it(qapp) -> None:
    translator = QTranslator()
    assert translator.load(str(QM))
    qapp.installTranslator(translator)
    try:
        assert QCoreApplication.translate("SlipPanel", "Vorschau") == "Preview"
        assert QCoreApplication.translate("", "geschlossen") == "closed"
    finally:
        qapp.removeTranslator(translator)


def test_no_word_hides_in_an_f_string() -> None:
    hidden = re.compile(r"\{(self\.)?_?tr\(")
    assert not [path.name for path in SOURCES.glob("*.py") if hidden.search(path.read_text())]
