"""The last batches of a home whose database is damaged or gone, brought onto a medium."""

from pathlib import Path

from lotse_desk.domain.exchange_faults import NothingToRescue
from lotse_desk.domain.faults import NoHome
from lotse_desk.home.home import BATCHES_FOLDER, has_batches
from lotse_desk.sync.medium import Carried, Medium, carry


def rescue_batches(folder: Path, medium: Path) -> Carried:
    """Copy the sealed batches kept in a home onto a medium, each read back; no database is opened.

    They are as they were when they left; the office takes what it does not have yet. Raises
    `NoHome` where the folder does not exist, `NothingToRescue`, `MediumFault`.
    """
    if not folder.is_dir():
        raise NoHome(str(folder))
    if not has_batches(folder):
        raise NothingToRescue(str(folder))
    return carry(Medium((folder / BATCHES_FOLDER).resolve()), Medium.at(medium, [folder]))
