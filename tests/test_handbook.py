"""The handbook is true: keys, commands and sentences are the program's, links lead somewhere."""

import ast
import re
import shlex
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtTest import QTest

from lotse_desk import __main__ as program
from lotse_desk.cli import command_line
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.domain.needed_languages import german_name
from lotse_desk.home.directory_export import EXPORT_FORMATS
from lotse_desk.home.directory_import import IMPORT_FORMATS
from lotse_desk.home.reference import shipped_reference
from lotse_desk.home.slip_languages import slip_languages
from lotse_desk.home.source_terms import NONE_OF_OURS
from lotse_desk.office.report import FORMATS as REPORT_FORMATS
from lotse_desk.ui.application import DeskWindow
from lotse_desk.ui.printing import PrintResult

BOOK = Path(__file__).parents[1] / "docs" / "handbuch"
CHAPTERS = sorted(BOOK.glob("*.md"))
COUNTER, EVERYWHERE, OTHER_PAGES = "Schalter: ", "Überall", "Andere Seiten"
ENGLISH = {"Strg": "Ctrl", "Umschalt": "Shift", "Entf": "Del", "Eingabe": "Return"}
LISTS = ("concern", "outcome", "channel", "interpreter", "residence")

Shortcuts = dict[str, str]
"""Keys in Qt's notation to the words of the menu."""


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Shortcuts]]:
    """The shortcuts of the real window: everywhere, at the counter, and by page."""
    folder = tmp_path_factory.mktemp("handbook") / "home"
    set_up_desk(folder, town="herten", name="Empfang 1")
    desk = DeskWindow(folder, lambda _: PrintResult.REFUSED)
    desk.start()
    until = time.monotonic() + 20
    while desk.house.town != "herten" and time.monotonic() < until:
        QTest.qWait(20)
    pages = {
        "Schalter": desk.counter,
        "Heute eingetragen": desk.log,
        "Austausch": desk.exchange,
        "Einstellungen": desk.settings,
        "Sicherungen": desk.backups,
        "Notfall": desk.emergency,
    }
    everything = desk.window.findChildren(QAction)
    of_pages: dict[str, list[QAction]] = {
        name: [
            *(action for group in page.groups() for action in group.actions()),
            *(a for a in page.findChildren(QAction) if not isinstance(a.parent(), QActionGroup)),
        ]
        for name, page in pages.items()
    }
    taken = {id(action) for actions in of_pages.values() for action in actions}
    rest = [action for action in everything if id(action) not in taken]
    found = {name: shortcuts(actions) for name, actions in of_pages.items()}
    found[EVERYWHERE] = shortcuts(rest)
    yield found
    desk.close()
    desk.window.deleteLater()


def shortcuts(actions: Sequence[QAction]) -> Shortcuts:
    words = {}
    for action in actions:
        for key in action.shortcuts():
            words[portable(key.toString())] = plain(action.text())
    return words


def portable(keys: str) -> str:
    """One name for the two Enter keys, which are one key to the reader."""
    text = QKeySequence(keys).toString()
    return re.sub(r"\bEnter$", "Return", text)


def plain(text: str) -> str:
    return text.replace("&", "").removesuffix("…").strip()


def sheet() -> dict[str, Shortcuts]:
    """The printed page: heading (or page of the window) to keys to words."""
    found: dict[str, Shortcuts] = {}
    heading = ""
    for line in (BOOK / "tastatur.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        if not line.startswith("| "):
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        place = cells[0] if heading == OTHER_PAGES else heading.split(":")[0]
        for cell, words in pairwise(cells):
            for key in keys_in(cell):
                assert key not in found.setdefault(place, {}), f"{place}: {key} stands there twice"
                found[place][key] = "" if " bis " in cell else words
    return found


def keys_in(cell: str) -> list[str]:
    """Keys of a cell: one, several ("oder"), or a range ("bis") of one row of keys."""
    named = list(re.findall(r"`([^`]+)`", cell))
    if " bis " not in cell:
        return [from_german(key) for key in named]
    (stem, first), (_, last) = (re.fullmatch(r"(.*?)(\d+)", key).groups() for key in named)  # type: ignore[union-attr]
    return [from_german(f"{stem}{number}") for number in range(int(first), int(last) + 1)]


def from_german(keys: str) -> str:
    return portable("+".join(ENGLISH.get(part, part) for part in re.split(r"(?<=.)\+", keys)))


def test_every_shortcut_on_the_sheet_is_one_of_the_window_and_the_other_way_round(
    window: dict[str, Shortcuts],
) -> None:
    printed = sheet()
    assert printed.keys() == window.keys()
    for place, keys in window.items():
        assert printed[place].keys() == keys.keys(), place


def test_the_sheet_names_things_as_the_menus_do(window: dict[str, Shortcuts]) -> None:
    for place, keys in sheet().items():
        for key, words in keys.items():
            if words:
                assert words == window[place][key], f"{place}: {key}"


def test_keys_named_in_the_chapters_exist(window: dict[str, Shortcuts]) -> None:
    known = {key for keys in window.values() for key in keys} | {"Esc", "Return"}
    for path in CHAPTERS:
        for words in re.findall(
            r"`((?:Strg|Alt|Umschalt|F\d|Entf|Esc|Pause|Eingabe)[^`]*)`", text(path)
        ):
            if words not in ("Strg", "Alt", "Umschalt"):
                assert from_german(words) in known, f"{path.name}: {words}"


def test_the_window_has_no_key_twice_on_one_page(window: dict[str, Shortcuts]) -> None:
    for place, keys in window.items():
        if place != EVERYWHERE:
            assert not keys.keys() & window[EVERYWHERE].keys(), place


def text(path: Path) -> str:
    return path.read_text("utf-8")


def commands() -> list[tuple[str, list[str]]]:
    """Every command line of the handbook: chapter, arguments."""
    found = []
    for path in CHAPTERS:
        for block in re.findall(r"```sh\n(.*?)```", text(path), re.DOTALL):
            for line in block.replace("\\\n", " ").splitlines():
                name, *arguments = shlex.split(line, comments=True)
                assert name == "lotse-desk", f"{path.name}: {line}"
                found.append((path.name, arguments))
    return found


COMMANDS = commands()
IDS = [f"{chapter} {' '.join(arguments)[:60]}" for chapter, arguments in COMMANDS]


@pytest.mark.parametrize(("chapter", "arguments"), COMMANDS, ids=IDS)
def test_every_command_of_the_handbook_is_understood(
    chapter: str, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path | None] = []
    asked: list[list[str]] = []
    monkeypatch.setattr(program.sys, "argv", ["lotse-desk", *arguments])
    monkeypatch.setattr(program, "_open_window", lambda folder: opened.append(folder) or 0)
    monkeypatch.setattr(command_line, "run", lambda words: asked.append(list(words)) or 0)
    assert program.main() == 0
    if opened:
        return
    assert asked == [arguments], chapter
    if "--self-test" in arguments:
        assert command_line._self_test_parser().parse_args(arguments).self_test
        return
    if "--help" in arguments:
        with pytest.raises(SystemExit) as ended:
            command_line.build_parser(arguments).parse_args(arguments)
        assert ended.value.code == 0
        return
    parsed = command_line.build_parser(arguments).parse_args(arguments)
    check_values(vars(parsed))


def check_values(parsed: dict[str, object]) -> None:
    """Slugs and formats the parser takes as they come must exist too."""
    reference = shipped_reference()
    for name in LISTS:
        if parsed.get(name):
            assert parsed[name] in reference.lists[name]
    for topic in parsed.get("topic") or ():  # type: ignore[attr-defined]
        assert topic in (*reference.topics, NONE_OF_OURS)
    if parsed.get("town") not in (None, "all"):
        assert parsed["town"] in reference.towns
    if "value" in parsed:
        assert parsed["value"] in reference.lists["return"]
    if "format" in parsed:
        assert parsed["format"] in (*IMPORT_FORMATS, *EXPORT_FORMATS, *REPORT_FORMATS)


def test_the_values_of_a_return_are_all_there() -> None:
    chapter = text(BOOK / "6-fuer-die-technik.md")
    section = chapter.partition("### Rückmeldungen eintragen")[2].partition("###")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", section, re.MULTILINE)
    assert dict(rows) == dict(shipped_reference().lists["return"])


def constants() -> str:
    """Every text in the program's source, parts of formatted ones too."""
    source = Path(program.__file__).parent
    return "\n".join(
        node.value
        for path in source.rglob("*.py")
        for node in ast.walk(ast.parse(text(path)))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def test_sentences_explained_in_tables_are_said_by_the_program() -> None:
    said = constants()
    quoted = [
        (path.name, sentence)
        for path in CHAPTERS
        for sentence in re.findall(r"^\| „([^“]+)“ \|", text(path), re.MULTILINE)
    ]
    assert len(quoted) > 20
    for chapter, sentence in quoted:
        for part in re.split(r"…|\d+", sentence):
            assert part.strip(" ()") in said, f"{chapter}: {sentence}"


def test_one_thing_has_one_name() -> None:
    for chapter in CHAPTERS:
        assert "Prüfzahl" not in text(chapter), chapter.name
    assert "Prüfzahl" not in constants()


def test_the_languages_of_slips_are_those_named() -> None:
    sentence = re.search(r"Zettel gibt es auf ([^.]+)\.", text(BOOK / "3-zettel.md"))
    assert sentence is not None
    named = re.split(r", | und ", " ".join(sentence[1].split()))
    assert set(named) == {german_name(code) for code in slip_languages()}


def test_links_lead_to_chapters_and_the_contents_name_all() -> None:
    named: dict[str, set[str]] = {}
    for path in CHAPTERS:
        named[path.name] = set(re.findall(r"\]\(([^)]+)\)", text(path)))
        for link in named[path.name]:
            assert (BOOK / link).is_file(), f"{path.name}: {link}"
    assert named["README.md"] == {path.name for path in CHAPTERS} - {"README.md"}
