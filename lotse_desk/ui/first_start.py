"""A new desk made from the window: home, starter directory, identity for the exchange."""

from pathlib import Path


def set_up_desk(folder: Path, town: str, name: str) -> None:
    """Make the home in one transaction; raises the faults of `create_home`."""
    from lotse_desk.desk.enrolment import prepare_desk
    from lotse_desk.home.home import DESK, create_home
    from lotse_desk.home.starter import starter_records

    with create_home(folder, role=DESK, name=name) as home:
        home.settings.put("desk.town", home.reference.town(town).slug)
        home.directory.upsert(starter_records(home.reference))
        prepare_desk(home)
