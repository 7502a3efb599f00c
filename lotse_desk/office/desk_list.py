"""The desks an office knows, and what it has of each."""

from dataclasses import dataclass

from lotse_desk.home.home import OFFICE, Home
from lotse_desk.office.intake import gaps
from lotse_desk.storage.office_log import OfficeLog
from lotse_desk.storage.office_register import OfficeRegister


@dataclass(frozen=True)
class ListedDesk:
    """A desk; `confirmed_up_to` and the last batch are of the log it wrote to last.

    `missing` are spans of event numbers known to exist and not here. `state`: enrolled, revoked.
    """

    desk: str
    town: str
    name: str
    state: str
    confirmed_up_to: int
    last_batch: int | None
    last_batch_on: str | None
    missing: tuple[tuple[int, int], ...]


def list_desks(home: Home) -> list[ListedDesk]:
    """All desks, by town and name."""
    home.require(OFFICE)
    states = OfficeLog(home.database).states()
    missing: dict[str, list[tuple[int, int]]] = {}
    for gap in gaps(home):
        missing.setdefault(gap.desk, []).append((gap.first, gap.last))
    listed: list[ListedDesk] = []
    for desk in OfficeRegister(home.database).desks():
        state = states.get(desk.id)
        listed.append(
            ListedDesk(
                desk.id,
                desk.town,
                desk.name,
                desk.state,
                state.up_to if state else 0,
                state.last_batch if state else None,
                state.last_batch_on if state else None,
                tuple(missing.get(desk.id, ())),
            )
        )
    return listed
