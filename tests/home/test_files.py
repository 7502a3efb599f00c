from pathlib import Path

import pytest

from lotse_desk.domain.faults import DiskFailure, InvalidValue
from lotse_desk.home.files import write_whole


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    for content in (b"first", b"second"):
        write_whole(tmp_path / "slip.pdf", content)
        assert (tmp_path / "slip.pdf").read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["slip.pdf"]


@pytest.mark.parametrize("name", ["", ".", "..", "folder", "folder/..", "a\0b"])
def test_a_path_that_names_no_file_is_wrong_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidValue):
        write_whole(Path(name), b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(DiskFailure):
        write_whole(tmp_path / "none" / "slip.pdf", b"x")
