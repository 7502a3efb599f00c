"""The sample week in resources/demo/: what was said at two counters, made up."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from lotse_desk.domain.contacts import Contact, UnmetNeed
from lotse_desk.locations import resources


@dataclass(frozen=True)
class Entry:
    """One entry at a desk: words somebody said, or a tally; `moment` is local time."""

    desk: str
    moment: dt.datetime
    words: str
    language: str
    tally: str
    count: int
    slip: bool
    undo: bool
    hard: tuple[str, ...]
    contact: Contact


def sample_week(monday: dt.date) -> list[Entry]:
    """The entries of the week that begins on a Monday, in the order of the clock."""
    week = json.loads((resources() / "demo" / "week.json").read_text("utf-8"))
    entries = [_entry(row, monday) for row in week["entries"]]
    return sorted(entries, key=lambda entry: (entry.desk, entry.moment))


def _entry(row: dict[str, Any], monday: dt.date) -> Entry:
    day = monday + dt.timedelta(days=row["day"])
    language = row.get("language", "de")
    slip = bool(row.get("slip"))
    return Entry(
        desk=row["desk"],
        moment=dt.datetime.combine(day, dt.time.fromisoformat(row["time"])),
        words=row.get("words", ""),
        language=language,
        tally=row.get("tally", ""),
        count=row.get("count", 1),
        slip=slip,
        undo=bool(row.get("undo")),
        hard=tuple(row.get("hard", ())),
        contact=Contact(
            concern=row.get("concern", "first-advice"),
            language=language,
            interpreter=row.get("interpreter", "not-needed"),
            outcome=row.get("outcome", "referred" if slip else "informed"),
            unmet=tuple(UnmetNeed(*need.split(":")) for need in row.get("unmet", ())),
        ),
    )
