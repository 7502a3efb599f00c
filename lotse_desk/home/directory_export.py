"""Writing the directory of a home to files, in the formats others read."""

import errno
import io
import zipfile
from collections import Counter
from pathlib import Path

from lotse_desk.domain.faults import DiskFailure, DiskFull, InvalidValue
from lotse_desk.domain.supplement import RecordOrigin
from lotse_desk.formats.writing import FORMATS, PACKAGE_MARK, PACKAGE_NAMES, export_files
from lotse_desk.home.files import write_whole
from lotse_desk.home.home import Home

EXPORT_FORMATS = FORMATS
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def export_directory(home: Home, path: Path, format_name: str) -> dict[str, int]:
    """Write everything that may leave the home; returns the records by table.

    `hsds` and `hsds3.1` write a folder, or one file if the path ends in `.zip`; the other formats
    write one file.

    Raises `UnknownValue`, `InvalidValue` (a folder where a file must be, or the other way round),
    `DiskFull`, `DiskFailure`.
    """
    records = list(home.directory.everything())
    files = export_files(format_name, records)
    if "" in files:
        _refuse_folder(path)
        _make_parent(path)
        write_whole(path, files[""])
    elif path.suffix.lower() == ".zip":
        _refuse_folder(path)
        _make_parent(path)
        write_whole(path, _packed(files))
    else:
        _write_folder(path, files)
    counted = Counter(record.TABLE for record in records if not isinstance(record, RecordOrigin))
    return dict(counted)


def _write_folder(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files of a package; the descriptor last, so that a torn export has none."""
    if folder.exists() and not folder.is_dir():
        raise InvalidValue("path", str(folder), "ein Ordner oder ein Name auf .zip")
    _make(folder)
    earlier = PACKAGE_NAMES if (folder / PACKAGE_MARK).exists() else set()
    stale = [folder / name for name in sorted({"datapackage.json", *files, *earlier})]
    try:
        for path in stale:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise DiskFailure(str(folder), error.strerror or str(error)) from error
    for name in sorted(files, key=lambda name: name == "datapackage.json"):
        write_whole(folder / name, files[name])


def _packed(files: dict[str, bytes]) -> bytes:
    """The same files give the same archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise InvalidValue("path", str(path), "der Name einer Datei")


def _make_parent(path: Path) -> None:
    _make(path.parent)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(str(folder)) from error
        raise DiskFailure(str(folder), error.strerror or str(error)) from error
