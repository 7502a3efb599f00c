"""Homes of one account and of all accounts of a PC: who can use what, tried as other accounts."""

import os
import shutil
import stat
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.enrolment import signing_key
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.domain.contacts import Contact
from lotse_desk.domain.exchange_faults import KeysTooOpen
from lotse_desk.domain.faults import DiskFailure
from lotse_desk.home.backup import back_up, restore
from lotse_desk.home.check import Weight, check_home
from lotse_desk.home.clock import now
from lotse_desk.home.home import DATABASE_NAME, open_home
from lotse_desk.storage.event_log import EventLog
from lotse_desk.sync.key_store import FileKeys

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes and groups of POSIX")

GROUP, STRANGERS = 54321, 54322
ONE, OTHER, STRANGER = 50001, 50002, 50003
As = Callable[[int, int, Callable[[], object]], str]


@pytest.fixture
def as_account(tmp_path: Path) -> As:
    """Runs something in a process of another account; answers what went wrong, or nothing."""
    if os.geteuid() != 0:
        pytest.skip("only root can become other accounts")
    for act in (set_up, work, read):  # loads what other accounts may not be able to read
        act(tmp_path / "loaded")
    back_up(tmp_path / "loaded", tmp_path / "backup.sqlite3")
    restore(tmp_path / "loaded", tmp_path / "backup.sqlite3")

    def run(account: int, group: int, act: Callable[[], object]) -> str:
        reading, writing = os.pipe()
        with warnings.catch_warnings(action="ignore"):  # of threads: the child waits for none
            child = os.fork()
        if child == 0:
            try:
                os.setgroups([group])
                os.setgid(account)
                os.setuid(account)
                os.umask(0o022)
                act()
                answer = ""
            except BaseException as error:
                answer = type(error).__name__ + "\n" + traceback.format_exc()
            os.write(writing, answer.encode()[:60000])
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            answer = pipe.read().decode()
        os.waitpid(child, 0)
        return answer

    return run


@pytest.fixture
def machine() -> Iterator[Path]:
    """A folder every account can reach, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp(prefix="lotse-test-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


def set_up(folder: Path) -> None:
    set_up_desk(folder, town="marl", name="Empfang 1", empty=True)


def work(folder: Path) -> None:
    with open_home(folder, writing=True) as home:
        log = CounterLog(home, desk_events(home))
        log.log(Contact(topics=("wohngeld",)), now())
        log.close_before_batch(now())
        assert signing_key(home)


def read(folder: Path) -> None:
    with open_home(folder, writing=False) as home:
        assert EventLog(home.database).length


def shared_folder(machine: Path, mode: int = 0o2770) -> Path:
    """What an administrator prepares for all accounts of a group."""
    folder = machine / "home"
    folder.mkdir()
    os.chown(folder, 0, GROUP)
    folder.chmod(mode)
    return folder


def modes(folder: Path) -> dict[str, int]:
    return {
        str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode)
        for path in folder.rglob("*")
    }


@pytest.mark.parametrize("mode", [0o2770, 0o770])
def test_accounts_of_a_group_take_turns_and_strangers_stay_out(machine, as_account, mode):
    folder = shared_folder(machine, mode)
    assert as_account(ONE, GROUP, lambda: set_up(folder)) == ""
    for account in (OTHER, ONE, OTHER):
        assert as_account(account, GROUP, lambda: work(folder)) == ""
        assert as_account(account, GROUP, lambda: read(folder)) == ""
    for act in (work, read):
        answer = as_account(STRANGER, STRANGERS, lambda act=act: act(folder))
        assert answer.split("\n")[0] == DiskFailure.__name__
    found = modes(folder)
    assert found["keys"] & 0o777 == 0o770
    assert found["keys/desk-signing.key"] == 0o660
    assert found[DATABASE_NAME] == 0o660
    assert not any(one & 0o007 for one in found.values())
    with open_home(folder, writing=False) as home:
        assert EventLog(home.database).length == 3


def test_two_accounts_have_it_open_at_once(machine, as_account):
    folder = shared_folder(machine)
    assert as_account(ONE, GROUP, lambda: set_up(folder)) == ""

    def both() -> None:
        with open_home(folder, writing=False):
            reading, writing = os.pipe()
            child = os.fork()
            if child == 0:
                os.read(reading, 1)
                os._exit(0)
            os.write(writing, b"x")
            os.waitpid(child, 0)
            work(folder)

    with open_home(folder, writing=False):
        assert as_account(OTHER, GROUP, both) == ""
    assert as_account(ONE, GROUP, lambda: work(folder)) == ""


def test_what_one_account_restores_the_others_go_on_with(machine, as_account):
    folder = shared_folder(machine, 0o770)

    def back_and_forth() -> None:
        back_up(folder, folder / "backup.sqlite3")
        restore(folder, folder / "backup.sqlite3")

    assert as_account(ONE, GROUP, lambda: set_up(folder)) == ""
    assert as_account(ONE, GROUP, back_and_forth) == ""
    assert as_account(OTHER, GROUP, lambda: work(folder)) == ""


def test_a_home_of_ones_own_is_for_nobody_else(machine, as_account):
    folder = machine / "private"
    folder.mkdir()
    folder.chmod(0o755)
    set_up(folder)
    work(folder)
    found = modes(folder)
    assert found["keys"] == 0o700
    assert found["keys/desk-signing.key"] == 0o600
    assert found[DATABASE_NAME] == 0o600
    assert not any(one & 0o077 for one in found.values())
    answer = as_account(STRANGER, STRANGERS, lambda: read(folder))
    assert answer.split("\n")[0] == DiskFailure.__name__


def test_a_key_everybody_can_read_is_refused_and_check_says_so(tmp_path):
    folder = tmp_path / "home"
    set_up(folder)
    key = folder / "keys" / "desk-signing.key"
    key.chmod(0o644)
    with pytest.raises(KeysTooOpen), open_home(folder, writing=False) as home:
        signing_key(home)
    broken = [f for f in check_home(folder) if f.weight is Weight.BROKEN]
    assert [(finding.code, finding.fact) for finding in broken] == [("open-to-all", str(key))]
    with open_home(folder, writing=True) as home:  # whoever owns it puts it right by going on
        assert signing_key(home)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert not [f for f in check_home(folder) if f.weight is Weight.BROKEN]


def test_check_says_who_shares_a_home(tmp_path):
    folder = tmp_path / "home"
    folder.mkdir()
    folder.chmod(0o770)
    set_up(folder)
    codes = {finding.code: finding.weight for finding in check_home(folder)}
    assert codes["shared"] is Weight.FACT
    assert codes["no-common-group"] is Weight.WARNING
    folder.chmod(0o2777)
    codes = {finding.code: finding.weight for finding in check_home(folder)}
    assert "no-common-group" not in codes
    assert codes["open-to-all"] is Weight.BROKEN


def test_key_files_follow_the_folder_of_the_home(tmp_path):
    for mode, of_folder, of_file in ((0o700, 0o700, 0o600), (0o770, 0o2770, 0o660)):
        home = tmp_path / f"{mode:o}"
        home.mkdir()
        home.chmod(mode)
        FileKeys(home / "keys").put("desk", b"secret")
        assert stat.S_IMODE((home / "keys").stat().st_mode) == of_folder
        assert stat.S_IMODE((home / "keys" / "desk.key").stat().st_mode) == of_file
        assert FileKeys(home / "keys").get("desk") == b"secret"
