"""The check of a home: is everything sound, where does what lie."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from lotse_desk.home.home import DATABASE_NAME, open_home
from lotse_desk.storage.database import integrity_findings


@dataclass(frozen=True)
class Finding:
    """`code` for machines; `sound` is False for what needs somebody to act; `fact` the detail."""

    code: str
    sound: bool
    fact: str


def check_home(folder: Path) -> list[Finding]:
    """All findings of a home; raises the faults of `open_home` where it cannot be opened."""
    with open_home(folder, writing=False) as home:
        findings = [
            Finding("role", True, home.role),
            Finding("database", True, str(folder / DATABASE_NAME)),
            *(
                Finding("integrity", False, finding)
                for finding in integrity_findings(home.database)
            ),
        ]
        if Path(tempfile.gettempdir()).resolve() in folder.resolve().parents:
            findings.append(Finding("temporary-folder", False, str(folder)))
    return findings
