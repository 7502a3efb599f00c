"""What came back from a damaged database, told by what people know rather than by table."""

from collections.abc import Iterable, Mapping

from lotse_desk.cli.answer import number
from lotse_desk.domain.supplement import DIRECTORY_TABLES
from lotse_desk.home.old_copies import KEPT_DAYS
from lotse_desk.home.recovery import Recovered, TableAccount

_REST = "Übriges"
_GROUPS: Mapping[str, str] = {
    "today_entry": "Einträge von heute",
    "today_event": "Einträge von heute",
    "event": "Frühere Einträge",
    "enrolled_desk": "Plätze",
    "received_event": "Einträge der Plätze",
    "log_entry": "Einträge der Plätze",
    "desk_log": "Einträge der Plätze",
    "received_undo": "Einträge der Plätze",
    "received_batch": "Einträge der Plätze",
    "release": "Ausgaben",
    "root_metadata": "Ausgaben",
    "today_code": "Zettel-Codes",
    "today_return": "Zettel-Codes",
    "slip_code": "Zettel-Codes",
    "slip_answer_total": "Summen",
    "house_total": "Summen",
    "week_figures": "Summen",
    "setting": "Einstellungen",
    **dict.fromkeys(DIRECTORY_TABLES, "Verzeichnis"),
    "release_origin": "Verzeichnis",
}
_ORDER = (*dict.fromkeys(_GROUPS.values()), _REST)
_BESIDE = frozenset(
    {"today_event", "log_entry", "desk_log", "received_undo", "received_batch", "root_metadata"}
)
"""Tables that say more of what another table of the group counts already."""


def recovered_lines(done: Recovered) -> list[str]:
    """How the home came back, what came out of the damaged file, and what did not."""
    if done.backup is None:
        lines = ["Es gab keine brauchbare Sicherung; der Platz ist aus der Datei neu aufgebaut."]
    else:
        lines = [f"Zurückgeholt: die Sicherung vom {done.backup.made_on:%d.%m.%Y}."]
    lines += group_lines(done.tables)
    if done.missing_events == 1:
        lines.append("Für immer verloren: 1 Eintrag früherer Tage.")
    elif done.missing_events:
        lines.append(f"Für immer verloren: {number(done.missing_events)} Einträge früherer Tage.")
    if done.set_aside:
        lines.append(
            f"Die beschädigte Datei liegt unverändert als {done.set_aside} daneben, "
            f"{KEPT_DAYS} Tage."
        )
    lines.append("Beim nächsten Austausch wird alles noch einmal abgeglichen.")
    return lines


def group_lines(accounts: Iterable[TableAccount]) -> list[str]:
    """A line for each group of tables of which something came back, or could not be read."""
    groups: dict[str, list[TableAccount]] = {name: [] for name in _ORDER}
    for account in accounts:
        groups[_GROUPS.get(account.table, _REST)].append(account)
    return [
        line for name, found in groups.items() if (line := _group_line(name, found)) is not None
    ]


def _group_line(name: str, accounts: list[TableAccount]) -> str | None:
    counted = [account for account in accounts if account.table not in _BESIDE]
    read = sum(account.read for account in counted)
    taken = sum(account.taken for account in counted)
    unreadable = sum(account.unreadable for account in accounts)
    if not taken and not unreadable:
        return None
    facts = [f"{number(read)} gelesen"]
    if unreadable:
        facts.append(f"{number(unreadable)} {'Stelle' if unreadable == 1 else 'Stellen'} unlesbar")
    return f"{name}: {', '.join([*facts, f'{number(taken)} dazugekommen'])}"
