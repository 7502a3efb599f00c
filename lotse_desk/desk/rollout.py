"""Setting up many desks unattended: each request at once, each fingerprint into a list."""

import csv
import io
import os
from pathlib import Path

from filelock import FileLock, Timeout

from lotse_desk.desk.enrolment import DeskIdentity, leave_request
from lotse_desk.domain.disk_faults import disk_faults
from lotse_desk.domain.faults import DiskFailure, InvalidValue
from lotse_desk.home.home import Home
from lotse_desk.sync.medium import Medium

COLUMNS = ("fingerprint", "town", "name")
WAIT_SECONDS = 30.0


def check_medium(folder: Path, home: Path) -> None:
    """Raise `MediumFault` where no request could be left."""
    Medium.at(folder, [home])


def check_list(path: Path) -> None:
    """Raise `InvalidValue` unless the path can be that of a list."""
    if path.suffix.lower() != ".csv" or path.is_dir() or not path.parent.is_dir():
        raise InvalidValue("path", str(path), "eine Liste (.csv) in einem Ordner, den es gibt")


def leave_request_at(home: Home, folder: Path) -> str:
    """Leave the enrolment request in a folder without an exchange; returns its file name.

    Raises `MediumFault`, `DeskKeyMissing`.
    """
    medium = Medium.at(folder, [home.folder])
    return leave_request(home, medium, medium.find())


def note_in_list(path: Path, home: Home, made: DeskIdentity) -> None:
    """Add a desk to the list that `office enrol` takes; machines that do so at once wait in turn.

    The list must go to the office another way than the requests: it is what they are compared
    with. Raises `DiskFull`, `DiskFailure`.
    """
    line = io.StringIO()
    rows = csv.writer(line, delimiter=";", lineterminator="\r\n")
    lock = FileLock(f"{path}.lock", timeout=WAIT_SECONDS)
    with disk_faults(path):
        try:
            with lock, path.open("ab") as file:
                if file.tell() == 0:
                    rows.writerow(COLUMNS)
                rows.writerow((made.fingerprint, home.town, home.name))
                file.write(line.getvalue().encode())
                file.flush()
                os.fsync(file.fileno())
        except Timeout as error:
            raise DiskFailure(str(path), "locked") from error
