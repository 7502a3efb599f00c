"""The README's demo, as a newcomer runs it."""

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from lotse_desk.cli.command_line import run

LANGUAGES = {"de", "tr", "ar", "uk", "ru", "pl", "en"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    out = tmp_path_factory.mktemp("demo") / "out"
    printed: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builtins.print", lambda text, **_: printed.append(str(text)))
        assert run(["demo", str(out), "--json"]) == 0
    return out, json.loads(printed[-1])


def test_every_contact_logged_is_counted_by_the_office(demo: tuple[Path, dict[str, Any]]) -> None:
    _, answer = demo
    assert answer["contacts"] >= 40
    assert answer["ingested"] == answer["contacts"]
    assert answer["batches"] == 2
    assert answer["release"] == 2


def test_there_is_a_slip_in_each_language_and_it_can_be_read(
    demo: tuple[Path, dict[str, Any]],
) -> None:
    _, answer = demo
    paths = [Path(path) for path in answer["slips"]]
    assert {path.stem.split("-")[-1] for path in paths} == LANGUAGES
    for path in paths:
        page = pypdfium2.PdfDocument(path)[0]
        assert "Haus der sozialen Leistungen" in page.get_textpage().get_text_range()


def test_the_summary_and_the_report_are_there(demo: tuple[Path, dict[str, Any]]) -> None:
    out, answer = demo
    summary = (out / "SUMMARY.md").read_text("utf-8")
    assert f"{answer['contacts']} contacts" in summary
    assert Path(answer["report"]).read_bytes().startswith(b"%PDF")


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert run(["demo", str(tmp_path)]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
