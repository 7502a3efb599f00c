"""The rules of the house that import contracts cannot say."""

import ast
from collections.abc import Iterator
from pathlib import Path

import lotse_desk

ROOT = Path(lotse_desk.__file__).parent


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def qt_parts(tree: ast.Module) -> set[str]:
    parts: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6"):
            module = node.module or ""
            named = {alias.name for alias in node.names}
            parts |= named if module == "PySide6" else {module.split(".")[1]}
        elif isinstance(node, ast.Import):
            parts |= {a.name.split(".")[1] for a in node.names if a.name.startswith("PySide6.")}
    return parts


def test_qt_stays_where_it_belongs() -> None:
    for name, tree in modules():
        parts = qt_parts(tree)
        floor = name.split("/")[0]
        if floor == "ui" or name == "__main__.py":
            continue
        if floor == "paper":
            assert parts <= {"QtCore", "QtGui", "QtPdf"}, name
        elif name == "sync/volumes.py":
            assert parts <= {"QtCore"}, name
        else:
            assert not parts, name


def test_every_module_says_in_one_line_what_it_is() -> None:
    for name, tree in modules():
        docstring = ast.get_docstring(tree)
        assert docstring, name
        assert len(docstring.splitlines()[0]) <= 100, name


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    forbidden = {"utils", "util", "helpers", "helper", "misc", "common", "manager"}
    assert not [name for name, _ in modules() if Path(name).stem in forbidden]


def test_no_file_is_too_long_to_hold_in_the_head() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in ROOT.rglob("*.py")
        if "migrations" not in path.parts and path.name != "hsds.py"
    }
    assert not {name: length for name, length in lengths.items() if length > 400}


def test_sql_words_stand_only_in_storage() -> None:
    starts = ("SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE TABLE ")
    for name, tree in modules():
        if name.startswith("storage/"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not node.value.lstrip().startswith(starts), name
