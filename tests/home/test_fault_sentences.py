import contextlib
import dataclasses
import errno
import os
import re
import sqlite3
from pathlib import Path

import pytest

from lotse_desk.domain import exchange_faults, faults
from lotse_desk.domain.faults import Fault
from lotse_desk.home.fault_sentences import sentence

ABSTRACT = {"Fault", "WorldFault", "WrongUse", "MediumFault", "FileRefused"}


def kinds() -> list[type[Fault]]:
    found = {
        kind
        for module in (faults, exchange_faults)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Fault) and kind.__name__ not in ABSTRACT
    }
    return sorted(found, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_every_fault_has_a_german_sentence(kind: type[Fault]) -> None:
    example = {
        field.name: 42
        if field.type in ("int", int)
        else ("A",)
        if "tuple" in str(field.type)
        else "X"
        for field in dataclasses.fields(kind)
    }
    text = sentence(kind(**example))
    assert not text.startswith(kind(**example).kind), text
    assert text.endswith((".", ")", "!")), text
    assert text[0].isupper(), text


def test_every_reason_of_a_file_of_the_town_has_german_words() -> None:
    """All reasons the package gives for a feed that cannot be read, as they stand in its source."""
    package = Path(faults.__file__).parents[1]
    sources = [*package.glob("formats/*.py"), *package.glob("home/feed_*.py")]
    reasons = {
        reason
        for source in sources
        for reason in re.findall(
            r'Unreadable\([^"()]*(?:\([^()]*\))?, "([^"]+)"\)', source.read_text()
        )
    }
    assert {"damaged-workbook", "truncated", "missing"} <= reasons
    for reason in reasons:
        assert f": {reason}." not in sentence(faults.Unreadable("x", reason)), reason


@pytest.mark.parametrize(
    ("limit", "words"),
    [(8192, "8 kB"), (1_000_000, "1 MB"), (128 << 20, "134 MB"), (999, "999 Byte")],
)
def test_limits_are_told_in_a_size_that_is_not_zero(limit: int, words: str) -> None:
    assert f"erlaubt sind {words}" in sentence(exchange_faults.FileOverLimit(limit))
    assert f"erlaubt sind {words}" in sentence(faults.TooLarge("x", limit))


@pytest.mark.parametrize("code", [errno.ENOENT, errno.EPERM, errno.EACCES, errno.EIO])
def test_what_the_system_says_is_told_in_german(code: int) -> None:
    for fault in (
        faults.DiskFailure("x", os.strerror(code)),
        exchange_faults.MediumFailure("x", os.strerror(code)),
    ):
        assert os.strerror(code) not in sentence(fault)


def test_what_sqlite_says_of_a_damaged_file_is_told_in_german(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite3"
    path.write_bytes(b"no database at all, but long enough" * 100)
    with (
        contextlib.closing(sqlite3.connect(path)) as none,
        pytest.raises(sqlite3.DatabaseError) as raised,
    ):
        none.execute("SELECT * FROM sqlite_schema")
    said = sentence(faults.DatabaseDamaged(str(path), str(raised.value)))
    assert str(raised.value) not in said
    assert "keine Datenbank" in said


def test_what_nobody_has_words_for_is_told_as_it_is() -> None:
    assert "(flux missing)" in sentence(faults.DiskFailure("x", "flux missing"))


def test_one_is_told_in_the_singular() -> None:
    assert "1 gültigen Wurzelschlüssel," in sentence(exchange_faults.RootKeysWanting(1, 0))
    assert "2 gültige Wurzelschlüssel," in sentence(exchange_faults.RootKeysWanting(2, 0))
    assert "27.039 Einträge sind geändert" in sentence(
        exchange_faults.SecondSignatureWanting(27039, ())
    )
    assert "1 Eintrag ist geändert" in sentence(exchange_faults.SecondSignatureWanting(1, ()))
