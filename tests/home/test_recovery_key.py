"""The recovery sheet of a desk: a new key each time, its secret on the paper alone."""

import datetime as dt
import os
from pathlib import Path

import pytest

from lotse_desk.desk.place import make_new_place
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.domain.exchange_faults import KeyFileThere, KeysOnExchangeMedium, KeyUnreadable
from lotse_desk.domain.faults import InvalidValue, WrongRole
from lotse_desk.home.check import Weight, check_home
from lotse_desk.home.home import DATABASE_NAME, OFFICE, create_home
from lotse_desk.home.recovery_key import (
    keep_sheet,
    make_sheet,
    recovery_key_of,
    typed_recovery_key,
    write_sheet_file,
)
from lotse_desk.sync.key_files import lines_of
from lotse_desk.sync.keys import SealIdentity, SigningKey

DAY = dt.date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    set_up_desk(tmp_path / "home", town="marl", name="Empfang 1", empty=True)
    return tmp_path / "home"


def test_it_holds_only_once_it_is_kept_and_each_is_another(folder: Path) -> None:
    one, other = make_sheet(folder, DAY), make_sheet(folder, DAY)
    assert recovery_key_of(folder) is None
    assert one.key.number != other.key.number
    keep_sheet(folder, one)
    assert recovery_key_of(folder) == one.key
    keep_sheet(folder, other)
    assert recovery_key_of(folder) == other.key
    assert "pdf" not in repr(one)


def test_it_outlives_the_database(folder: Path) -> None:
    sheet = make_sheet(folder, DAY)
    keep_sheet(folder, sheet)
    (folder / DATABASE_NAME).unlink()
    set_up_desk(folder, town="marl", name="Empfang 1", empty=True)
    assert recovery_key_of(folder) == sheet.key


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_its_file_is_new_and_for_its_owner_only(folder: Path, tmp_path: Path) -> None:
    sheet, out = make_sheet(folder, DAY), tmp_path / "blatt.pdf"
    write_sheet_file(folder, sheet, out)
    assert out.stat().st_mode & 0o077 == 0
    assert out.read_bytes() == sheet.pdf
    with pytest.raises(KeyFileThere):
        write_sheet_file(folder, make_sheet(folder, DAY), out)
    assert recovery_key_of(folder) == sheet.key


def test_never_on_the_stick_that_goes_around_nor_under_another_name(
    folder: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "b-abcdefghjkmnpqrs.lotse").write_bytes(b"x")
    with pytest.raises(KeysOnExchangeMedium):
        write_sheet_file(folder, make_sheet(folder, DAY), stick / "blatt.pdf")
    with pytest.raises(InvalidValue):
        write_sheet_file(folder, make_sheet(folder, DAY), tmp_path / "blatt.txt")
    assert recovery_key_of(folder) is None
    assert len([*stick.iterdir()]) == 1


def test_an_office_has_a_sheet_of_its_own(tmp_path: Path) -> None:
    with create_home(tmp_path / "office", role=OFFICE, name="L"):
        pass
    with pytest.raises(WrongRole):
        make_sheet(tmp_path / "office", DAY)
    assert recovery_key_of(tmp_path / "office") is None


def test_a_place_made_from_a_copy_forgets_the_sheet_of_the_other(folder: Path) -> None:
    keep_sheet(folder, make_sheet(folder, DAY))
    make_new_place(folder, name="Empfang 2")
    assert recovery_key_of(folder) is None


@pytest.mark.parametrize("note", ["", "age1none", "age1 2026-13-40", "\udc80", "two words more"])
def test_a_note_nobody_can_read_is_none(folder: Path, note: str) -> None:
    keep_sheet(folder, make_sheet(folder, DAY))
    path = folder / "backups" / "recovery-key.txt"
    path.write_bytes(note.encode("utf-8", "surrogateescape"))
    assert recovery_key_of(folder) is None


def test_what_is_typed_is_the_key_or_a_fault() -> None:
    identity = SealIdentity.generate()
    assert typed_recovery_key("\n".join(lines_of(identity))) == identity
    assert typed_recovery_key(f" {identity.secret.lower()}\n") == identity
    for typed in ("", "x" * 20_000, "\n".join(lines_of(SigningKey.generate()))):
        with pytest.raises(KeyUnreadable):
            typed_recovery_key(typed)


def test_the_check_tells_which_sheet_holds(folder: Path) -> None:
    sheet = make_sheet(folder, DAY)
    keep_sheet(folder, sheet)
    [found] = [one for one in check_home(folder) if one.code == "recovery-sheet"]
    assert found.weight is Weight.FACT
    assert found.fact == f"Nr. {sheet.key.number} vom 23.11.2026"
