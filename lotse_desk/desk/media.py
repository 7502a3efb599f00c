"""Sticks, shares and folders to exchange with: those that are here, and the usual one."""

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from lotse_desk.domain.exchange_faults import (
    NoUsualMedium,
    UsualMediumAway,
    UsualMediumNotMounted,
    UsualMediumUnclear,
)
from lotse_desk.home.home import Home
from lotse_desk.sync.answering import ANSWER_S, within
from lotse_desk.sync.shown_name import shown_name
from lotse_desk.sync.volumes import (
    DISK,
    SeenVolumes,
    Volume,
    folders_of_ours,
    mounted_volumes,
    volume_of,
)

USUAL = "exchange.usual_medium"
MOST_FOLDERS = 5
"""So many folders with files of ours are named of one volume."""


@dataclass(frozen=True)
class SeenMedium:
    """A place to exchange; `kind` is stick, share or disk, `free` bytes where it says so.

    `usual`: the one exchanged with last. `holds_ours`: files of ours lie right in this folder.
    """

    folder: Path
    label: str
    kind: str
    free: int | None
    read_only: bool
    usual: bool
    holds_ours: bool


@dataclass(frozen=True)
class UsualMedium:
    """The medium exchanged with last; `folder` is None while it is not here.

    `several`: more than one volume fits, and nothing tells which it is. `kind`: stick, share or
    disk, empty where it did not say.
    """

    label: str
    folder: Path | None
    several: bool = False
    kind: str = ""


@dataclass(frozen=True)
class MediaHere:
    """All places to exchange, the usual one first; `silent` ones did not answer in time."""

    media: tuple[SeenMedium, ...]
    usual: UsualMedium | None
    silent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recognition:
    """A place to be found again: its volume's id, the folder on it, and where it is now."""

    volume: str
    inside: str
    folder: str
    label: str
    kind: str = ""


def media_here(home: Home) -> MediaHere:
    """One look at what is mounted; reads only, and waits for no volume longer than seconds."""
    seen = mounted_volumes([home.folder])
    usual, volume = _find(home, seen)
    found: list[SeenMedium] = []
    for one in seen.volumes:
        ours = folders_of_ours(one.root)
        folders = list(ours[:MOST_FOLDERS])
        folders += [one.root] if one.root not in ours else []
        found += [_medium(folder, one, usual, folder in ours) for folder in folders]
    place = usual.folder if usual is not None else None
    if place and volume and all(medium.folder != place for medium in found):
        found.append(_medium(place, volume, usual, place in folders_of_ours(place)))
    found.sort(key=lambda medium: not medium.usual)
    return MediaHere(tuple(found), usual, seen.silent)


def usual_medium(home: Home) -> UsualMedium | None:
    """The medium exchanged with last, found again wherever it is mounted now; None before any."""
    if not home.settings.get(USUAL):
        return None
    return _find(home, mounted_volumes([home.folder]))[0]


def usual_folder(home: Home) -> Path:
    """Where to exchange if nobody says; raises `NoUsualMedium`, `UsualMediumAway`, `…Unclear`."""
    usual = usual_medium(home)
    if usual is None:
        raise NoUsualMedium
    if usual.several:
        raise UsualMediumUnclear(usual.label)
    if usual.folder is None:
        raise UsualMediumAway(usual.label)
    return usual.folder


def require_mounted(home: Home, folder: Path) -> None:
    """Raise `UsualMediumNotMounted` for the empty place where the usual medium was mounted."""
    said = home.settings.get(USUAL)
    if not said:
        return
    remembered = Recognition(**json.loads(said))
    depth = len(PurePosixPath(remembered.inside).parts)
    mounted_at = [Path(remembered.folder), *Path(remembered.folder).parents][depth]
    path = folder.resolve()
    if not remembered.volume or not path.is_relative_to(mounted_at):
        return
    with contextlib.suppress(OSError, TimeoutError):
        volume = volume_of(path)
        if volume.id != remembered.volume and volume.root in mounted_at.parents:
            raise UsualMediumNotMounted(str(folder), remembered.label)


def recognised(folder: Path) -> Recognition:
    """By what this place is found again; by its path alone if its volume does not answer."""
    path = folder.resolve()
    try:
        volume = volume_of(path)
    except (OSError, TimeoutError):
        return Recognition("", "", str(path), place_name(path))
    inside = path.relative_to(volume.root) if path.is_relative_to(volume.root) else Path()
    label = place_name(path, volume)
    return Recognition(volume.id, inside.as_posix(), str(path), label, volume.kind)


def remember(home: Home, recognition: Recognition) -> None:
    """Make this the usual medium; belongs to a transaction of the caller."""
    home.settings.put(USUAL, json.dumps(asdict(recognition)))


def place_name(folder: Path, volume: Volume | None = None) -> str:
    """What people call the place: the stick or share, on other disks the last folder's name.

    Never a path: folders above may bear somebody's name, as may the folder of an account.
    """
    if volume is not None and (volume.kind != DISK or folder == volume.root):
        return volume.label
    if folder.absolute() == Path.home():  # not asked of the disk: it may be dead
        return "Persönlicher Ordner"
    return shown_name(folder.name) or "Datenträger"


def _medium(folder: Path, volume: Volume, usual: UsualMedium | None, ours: bool) -> SeenMedium:
    label = place_name(folder, volume)
    if volume.kind != DISK and folder != volume.root:
        label = f"{volume.label}, {shown_name(folder.name)}"
    return SeenMedium(
        folder=folder,
        label=label,
        kind=volume.kind,
        free=volume.free,
        read_only=volume.read_only,
        usual=usual is not None and usual.folder == folder,
        holds_ours=ours,
    )


def _find(home: Home, seen: SeenVolumes) -> tuple[UsualMedium | None, Volume | None]:
    """The usual medium and its volume, among these and where it was the last time."""
    said = home.settings.get(USUAL)
    if not said:
        return None, None
    remembered = Recognition(**json.loads(said))
    places: dict[Path, Volume | None] = {}
    for volume in seen.volumes:
        place = volume.root / PurePosixPath(remembered.inside)
        if volume.id == remembered.volume and _is_folder(place):
            places[place] = volume
    last = Path(remembered.folder)
    if last not in places:
        with contextlib.suppress(OSError, TimeoutError):
            volume = volume_of(last)
            if volume.id == remembered.volume or not remembered.volume:
                places[last] = volume
    if len(places) > 1:
        with_ours = {
            place: volume for place, volume in places.items() if place in folders_of_ours(place)
        }
        places = with_ours if len(with_ours) == 1 else places
    if len(places) != 1:
        several = bool(places)
        return UsualMedium(remembered.label, None, several, remembered.kind), None
    ((place, volume_there),) = places.items()
    return UsualMedium(remembered.label, place, kind=remembered.kind), volume_there


def _is_folder(path: Path) -> bool:
    with contextlib.suppress(OSError, TimeoutError):
        return within(ANSWER_S, str(path), path.is_dir)
    return False
