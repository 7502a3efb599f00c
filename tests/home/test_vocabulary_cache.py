"""What is kept of the shipped words: read back if whole and current, made anew otherwise."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotse_desk.home.vocabulary_cache import kept
from lotse_desk.locations import CACHE_VARIABLE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def made(content: bytes = b"shelf", *, of: bytes = b"table") -> tuple[bytes, bool]:
    """What `kept` answers, and whether it had to make it."""
    calls: list[bytes] = []

    def make() -> bytes:
        calls.append(content)
        return content

    return kept("lexicon-xx", [of], make), bool(calls)


def test_what_was_made_once_is_read_back(folder: Path) -> None:
    assert made() == (b"shelf", True)
    assert made() == (b"shelf", False)
    assert [path.name for path in folder.iterdir()] == ["lexicon-xx.bin"]


def test_another_table_is_made_anew(folder: Path) -> None:
    made()
    assert made(b"other", of=b"changed table") == (b"other", True)
    assert made(b"shelf") == (b"shelf", True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_a_damaged_file_is_never_believed(folder: Path, data: st.DataObject) -> None:
    made()
    path = folder / "lexicon-xx.bin"
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        path.write_bytes(whole[:place])
    else:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    assert made() == (b"shelf", True)


def test_a_folder_that_cannot_be_written_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file" / "cache"))
    assert made() == (b"shelf", True)
    assert made() == (b"shelf", True)
