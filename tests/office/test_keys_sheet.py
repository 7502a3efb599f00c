"""The recovery sheet on paper: one A4, typed back from what stands on it, in no log."""

import datetime as dt
import logging
import re

import pikepdf
import pypdfium2
import pytest

from lotse_desk.home.home import open_home
from lotse_desk.office.key_ceremonies import RECOVERY_FILE, ROOT_FILE, renew_root
from lotse_desk.office.recovery_sheet import write_sheet
from lotse_desk.office.setup import SHEET_FILE, SHEET_PDF, set_up_office
from lotse_desk.sync.key_files import lines_of, read_key

DAY = dt.date(2026, 11, 22)
LINE = re.compile(r"^\s*[1-4]\)\s*((?:[A-Z0-9]{4}\s+){4}[A-Z0-9])\s*$", re.MULTILINE)
A4_POINTS = (595, 842)


@pytest.fixture
def office(tmp_path):
    folder = tmp_path / "office"
    set_up_office(
        folder, name="Leitstelle (Muster)", keys_folder=tmp_path / "safe" / "a", empty=True
    )
    return folder


def typed_from(text):
    return [" ".join(found.split()) for found in LINE.findall(text)]


def pages(path):
    with pypdfium2.PdfDocument(path) as document:
        sizes = [tuple(map(round, page.get_size())) for page in document]
        texts = [page.get_textpage().get_text_range() for page in document]
    return sizes, texts


def test_the_sheets_of_a_new_office_hold_both_keys(office, tmp_path):
    safe = tmp_path / "safe" / "a"
    sizes, [printed] = pages(safe / SHEET_PDF)
    assert sizes == [A4_POINTS]
    plain = (safe / SHEET_FILE).read_text("utf-8")
    wanted = [*lines_of(read_key(safe / ROOT_FILE)), *lines_of(read_key(safe / RECOVERY_FILE))]
    assert typed_from(printed) == wanted == typed_from(plain)
    for number, name in enumerate((ROOT_FILE, RECOVERY_FILE)):
        back = tmp_path / "typed.txt"
        back.write_text("\n".join(typed_from(printed)[number * 4 : number * 4 + 4]))
        assert read_key(back) == read_key(safe / name)


def test_a_page_for_every_root_key(office, tmp_path):
    safe = tmp_path / "safe" / "a"
    with open_home(office, writing=True) as home:
        made = renew_root(home, [safe / ROOT_FILE], tmp_path / "safe" / "b", DAY, count=2, needed=2)
        out = tmp_path / "safe" / "sheet.pdf"
        write_sheet(home, list(made.files), safe / RECOVERY_FILE, out, DAY)
        alone = tmp_path / "safe" / "alone.pdf"
        write_sheet(home, made.files[:1], None, alone, DAY)
    sizes, texts = pages(out)
    assert sizes == [A4_POINTS] * 2
    for text, number, path in zip(texts, made.numbers, made.files, strict=True):
        assert f"Wurzelschlüssel {number}" in text
        assert "Fingerabdruck der Leitstelle" in text
        assert typed_from(text)[:4] == list(lines_of(read_key(path)))
        assert len(typed_from(text)) == 8
    assert len(typed_from(pages(alone)[1][0])) == 4


def test_the_sheet_is_tagged_german_and_names_no_secret_outside_its_page(office, tmp_path):
    with pikepdf.open(tmp_path / "safe" / "a" / SHEET_PDF) as pdf:
        assert str(pdf.Root.Lang) == "de"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo.Title) == "Wiederherstellungsblatt"
        described = str(pdf.docinfo) + pdf.Root.Metadata.read_bytes().decode()
    for line in lines_of(read_key(tmp_path / "safe" / "a" / ROOT_FILE)):
        assert line not in described


def test_no_secret_is_logged_or_shown_by_a_fault(tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    safe = tmp_path / "safe"
    set_up_office(tmp_path / "office", name="Leitstelle (Muster)", keys_folder=safe, empty=True)
    with open_home(tmp_path / "office", writing=True) as home:
        write_sheet(home, [safe / ROOT_FILE], safe / RECOVERY_FILE, safe / "again.pdf", DAY)
    secrets = [
        *lines_of(read_key(safe / ROOT_FILE)),
        *lines_of(read_key(safe / RECOVERY_FILE)),
        (safe / RECOVERY_FILE).read_text().strip(),
    ]
    for secret in secrets:
        assert secret not in caplog.text
        assert secret.replace(" ", "") not in caplog.text
    with open_home(tmp_path / "office", writing=False) as home:
        stored = "".join(str(row) for row in home.database["setting"].rows)
    assert not any(secret in stored for secret in secrets)
