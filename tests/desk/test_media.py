"""The usual medium: found again wherever it is, never guessed, asked for once."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from lotse_desk.desk import media
from lotse_desk.desk.exchange import sync
from lotse_desk.desk.media import (
    UsualMedium,
    media_here,
    place_name,
    recognised,
    remember,
    usual_folder,
    usual_medium,
)
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.domain.exchange_faults import (
    MediumGone,
    NoUsualMedium,
    UsualMediumAway,
    UsualMediumNotMounted,
    UsualMediumUnclear,
)
from lotse_desk.home.home import Home, open_home
from lotse_desk.sync.frame import FileKind, frame
from lotse_desk.sync.volumes import SeenVolumes, Volume

NOW = dt.datetime(2026, 11, 23, 9, 30)
BATCH = frame(FileKind.BATCH, "0f" * 16, b"sealed")


class Machine:
    """What is mounted, by root; everything else lies on the machine's own disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mounted: list[Volume] = []
        self.silent: tuple[str, ...] = ()

    def plug(self, where: str, name: str, label: str = "", kind: str = "stick") -> Path:
        root = self.folder / where
        root.mkdir(parents=True, exist_ok=True)
        volume = Volume(root, label or name.upper(), kind, 1_000_000, False, name)
        self.mounted.append(volume)
        return root

    def unplug(self) -> None:
        self.mounted.clear()

    def seen(self, _apart: object = ()) -> SeenVolumes:
        return SeenVolumes(tuple(self.mounted), self.silent)

    def volume_of(self, folder: Path) -> Volume:
        folder.stat()
        for volume in self.mounted:
            if folder.is_relative_to(volume.root):
                return volume
        return Volume(Path(folder.anchor), "System", "disk", None, False, "own-disk")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(tmp_path / "mounts")
    monkeypatch.setattr(media, "mounted_volumes", machine.seen)
    monkeypatch.setattr(media, "volume_of", machine.volume_of)
    return machine


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    set_up_desk(tmp_path / "home", town="herten", name="Empfang 1", empty=True)
    with open_home(tmp_path / "home", writing=True) as opened:
        yield opened


def remember_medium(home: Home, folder: Path) -> None:
    with home.transaction():
        remember(home, recognised(folder))


def test_before_the_first_exchange_there_is_none(home: Home, machine: Machine) -> None:
    machine.plug("E", "one")
    assert usual_medium(home) is None
    assert [one.usual for one in media_here(home).media] == [False]
    with pytest.raises(NoUsualMedium):
        usual_folder(home)


def test_an_exchange_that_ended_well_is_remembered(home: Home, machine: Machine) -> None:
    stick = machine.plug("E", "one", "LOTSEN")
    sync(home, stick, NOW)
    assert usual_medium(home) == UsualMedium("LOTSEN", stick, kind="stick")
    with pytest.raises(MediumGone):
        sync(home, stick / "unplugged", NOW)
    assert usual_folder(home) == stick


def test_it_is_found_under_another_letter_with_its_folder(home: Home, machine: Machine) -> None:
    folder = machine.plug("E", "one") / "Austausch" / "Herten"
    folder.mkdir(parents=True)
    remember_medium(home, folder)
    machine.unplug()
    away = machine.plug("F", "one") / "Austausch" / "Herten"
    assert usual_medium(home) == UsualMedium("ONE", None, kind="stick")
    away.mkdir(parents=True)
    assert usual_folder(home) == away


def test_what_is_mounted_where_it_was_is_not_taken_for_it(home: Home, machine: Machine) -> None:
    stick = machine.plug("E", "one", "LOTSEN")
    remember_medium(home, stick)
    machine.unplug()
    assert usual_medium(home) == UsualMedium("LOTSEN", None, kind="stick")
    machine.plug("E", "another", "URLAUB")
    with pytest.raises(UsualMediumAway) as caught:
        usual_folder(home)
    assert caught.value.label == "LOTSEN"


@pytest.mark.parametrize("inside", ["", "Herten"])
def test_the_empty_place_of_a_stick_is_not_written_to(
    home: Home, machine: Machine, inside: str
) -> None:
    folder = machine.plug("E", "one", "LOTSEN") / inside
    folder.mkdir(exist_ok=True)
    sync(home, folder, NOW)
    for file in folder.glob("*.lotse"):
        file.unlink()
    machine.unplug()
    with pytest.raises(UsualMediumNotMounted) as caught:
        sync(home, folder, NOW)
    assert caught.value.label == "LOTSEN"
    assert not list(folder.iterdir())
    assert usual_medium(home) == UsualMedium("LOTSEN", None, kind="stick")
    machine.plug("E", "another", "URLAUB")
    assert sync(home, folder, NOW).label == "URLAUB"


def test_of_two_alike_the_one_with_our_files(home: Home, machine: Machine) -> None:
    remember_medium(home, machine.plug("E", "one"))
    machine.unplug()
    first, second = machine.plug("F", "one"), machine.plug("G", "one")
    assert usual_medium(home) == UsualMedium("ONE", None, several=True, kind="stick")
    with pytest.raises(UsualMediumUnclear):
        usual_folder(home)
    (second / "b-1.lotse").write_bytes(BATCH)
    assert usual_folder(home) == second
    (first / "b-1.lotse").write_bytes(BATCH)
    with pytest.raises(UsualMediumUnclear):
        usual_folder(home)


def test_a_folder_on_the_own_disk_can_be_the_usual_one(
    home: Home, machine: Machine, tmp_path: Path
) -> None:
    folder = tmp_path / "Abgleich"
    folder.mkdir()
    remember_medium(home, folder)
    machine.plug("E", "one")
    first, second = media_here(home).media
    assert (first.folder, first.label, first.kind, first.usual) == (
        folder,
        "Abgleich",
        "disk",
        True,
    )
    assert (second.label, second.usual) == ("ONE", False)
    folder.rmdir()
    assert usual_medium(home) == UsualMedium("Abgleich", None, kind="disk")


def test_a_volume_that_does_not_answer_is_remembered_by_its_path(
    home: Home, machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Freigabe"
    folder.mkdir()

    def silent(_folder: Path) -> Volume:
        raise TimeoutError

    with monkeypatch.context() as dead:
        dead.setattr(media, "volume_of", silent)
        remember_medium(home, folder)
        assert usual_medium(home) == UsualMedium("Freigabe", None)
    assert usual_folder(home) == folder


def test_folders_with_our_files_are_offered_before_the_bare_stick(
    home: Home, machine: Machine
) -> None:
    stick = machine.plug("E", "one", "LOTSEN")
    for name in ("Herten", "Marl", "Fotos"):
        (stick / name).mkdir()
    for name in ("Herten", "Marl"):
        (stick / name / "b-1.lotse").write_bytes(BATCH)
    machine.silent = ("alter Server",)
    here = media_here(home)
    assert [(one.label, one.folder, one.holds_ours) for one in here.media] == [
        ("LOTSEN, Herten", stick / "Herten", True),
        ("LOTSEN, Marl", stick / "Marl", True),
        ("LOTSEN", stick, False),
    ]
    assert here.silent == ("alter Server",)
    remember_medium(home, stick / "Marl")
    assert [one.usual for one in media_here(home).media] == [True, False, False]
    assert media_here(home).media[0].folder == stick / "Marl"


def test_a_place_is_never_called_by_a_path_or_an_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = tmp_path / "vorname.nachname"
    monkeypatch.setattr(Path, "home", lambda: account)
    assert place_name(account) == "Persönlicher Ordner"
    assert place_name(account / "Austausch") == "Austausch"
    assert place_name(account / "a\u202eb") == "a�b"
    assert place_name(Path("/")) == "Datenträger"
