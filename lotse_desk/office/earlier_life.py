"""Noticing that this office was restored: its own releases lie about that it does not know."""

import contextlib

from lotse_desk.domain.exchange_faults import FileRefused, MediumFault
from lotse_desk.home.home import Home
from lotse_desk.office.setup import OFFICE_ID
from lotse_desk.storage.office_register import OfficeRegister
from lotse_desk.sync.frame import FileKind
from lotse_desk.sync.medium import Medium
from lotse_desk.sync.release_reader import Trust, open_release, verify_release
from lotse_desk.sync.walk import Finding


def continue_above_seen(home: Home, medium: Medium, finding: Finding) -> bool:
    """Continue above releases of this office on a medium that it has no memory of.

    Only verified ones count; newer roots in them are taken over. True if there were any.
    """
    register = OfficeRegister(home.database)
    office, restored = home.settings.get(OFFICE_ID), False
    for file in finding.of_kind(FileKind.RELEASE):
        with contextlib.suppress(FileRefused, MediumFault):
            offered = open_release(medium.read(file))
            if offered.office != office or not _is_news(register, offered.number):
                continue
            roots = register.roots()
            release = verify_release(offered, Trust(roots[0], roots[-1], {}))
            later = [
                offered.members[name]
                for version in range(len(roots) + 1, 1000)
                if (name := f"{version}.root.json") in offered.members
            ]
            with home.transaction():
                if later and later[-1] == release.trust.root:
                    register.put_roots([*roots, *later])
                restored |= register.continue_above(release.number)
    return restored


def _is_news(register: OfficeRegister, number: int) -> bool:
    return number > register.counter
