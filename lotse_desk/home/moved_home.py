"""A home whose folder came to another machine and that goes on there as the same."""

from pathlib import Path

from lotse_desk.home.home import open_home
from lotse_desk.home.machine import machine_fingerprint
from lotse_desk.home.new_incarnation import renew_after_restore


def settle_here(folder: Path) -> str:
    """Let a home go on on this machine, in a new incarnation, which is returned.

    Nobody may go on with the folder it came from. Raises the faults of `open_home` but
    `HomeOnOtherMachine`.
    """
    with open_home(folder, writing=True, on_any_machine=True) as home, home.transaction():
        home.settings.put("home.machine", machine_fingerprint())
        return renew_after_restore(home)
