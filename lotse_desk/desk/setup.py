"""A new desk: its home with the starter directory and its identity, in one act."""

from pathlib import Path

from lotse_desk.desk.enrolment import DeskIdentity, prepare_desk
from lotse_desk.home.home import DESK, create_home
from lotse_desk.home.house import House, put_house
from lotse_desk.home.reference import shipped_reference
from lotse_desk.home.starter import starter_records


def set_up_desk(
    folder: Path, *, town: str, name: str, house: House | None = None, empty: bool = False
) -> DeskIdentity:
    """Make the home of a desk; `empty` leaves the directory without records.

    Raises `UnknownValue` (town), `InvalidValue` (name) and the faults of `create_home`.
    """
    reference = shipped_reference()
    reference.town(town)
    with create_home(folder, role=DESK, name=name) as home:
        home.settings.put("desk.town", town)
        put_house(home, house or House())
        home.directory.upsert(starter_records(reference, empty=empty))
        return prepare_desk(home)
