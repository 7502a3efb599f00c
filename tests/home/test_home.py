import subprocess
import sys
from pathlib import Path

import pytest

from lotse_desk.domain.faults import HomeBusy, HomeExists, HomeOnOtherMachine, HomeRefused, NoHome
from lotse_desk.home import home as home_module
from lotse_desk.home import writer_lock
from lotse_desk.home.home import DESK, OFFICE, create_home, open_home


def make(folder: Path, role: str = DESK) -> Path:
    with create_home(folder, role=role, name="Empfang 1"):
        pass
    return folder


def test_a_home_knows_its_role_and_name(tmp_path: Path) -> None:
    with open_home(make(tmp_path / "home", OFFICE), writing=False) as home:
        assert (home.role, home.name, len(home.id)) == (OFFICE, "Empfang 1", 32)


def test_a_second_home_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    make(tmp_path / "home")
    with pytest.raises(HomeExists):
        make(tmp_path / "home")


def test_a_set_up_that_fails_leaves_no_home(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), create_home(tmp_path / "home", role=DESK, name="Empfang 1"):
        raise RuntimeError
    with pytest.raises(NoHome), open_home(tmp_path / "home", writing=False):
        pass
    make(tmp_path / "home")


def test_a_file_is_no_folder_for_a_home(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here already")
    with pytest.raises(HomeRefused):
        make(tmp_path / "file")


def test_while_one_writes_others_read_and_a_second_writer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer_lock, "WAIT_SECONDS", 0.2)
    folder = make(tmp_path / "home")
    hold = (
        "import sys\nfrom pathlib import Path\nfrom lotse_desk.home.home import open_home\n"
        f"with open_home(Path({str(folder)!r}), writing=True):\n"
        "    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with open_home(folder, writing=False) as home:
            assert home.name == "Empfang 1"
        with pytest.raises(HomeBusy) as caught, open_home(folder, writing=True):
            pass
        assert caught.value.holder == str(other.pid)
        other.kill()
    with open_home(folder, writing=True) as home:
        assert home.name == "Empfang 1"


def test_a_home_copied_to_another_machine_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home_module, "machine_fingerprint", lambda: "first")
    folder = make(tmp_path / "home")
    monkeypatch.setattr(home_module, "machine_fingerprint", lambda: "second")
    with pytest.raises(HomeOnOtherMachine), open_home(folder, writing=True):
        pass
    with open_home(folder, writing=False) as home:
        assert home.role == DESK
