"""German words for backups and for what came back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from lotse_desk.home.backups import Paper
    from lotse_desk.home.recovery import Recovered
    from lotse_desk.ui.backup_acts import Backups, ListedBackup

_MEGABYTE = 1_000_000


def row_words(listed: ListedBackup, today: dt.date) -> str:
    """A backup in two lines: when, how big; what is in it, when it is deleted."""
    kept = listed.kept
    size = max(1, round(kept.size / _MEGABYTE))
    first = _tr("{day} · {size} MB").format(day=day_words(kept.made_on, today), size=size)
    gone = _tr("gelöscht am {day:%d.%m.%Y}").format(day=kept.deleted_on)
    content = listed.content
    if kept.paper is not None:
        opens = _tr("verschlossen, öffnet das {sheet}").format(sheet=sheet_words(kept.paper))
        return f"{first}\n{opens}, {gone}"
    if content is None:
        return f"▲ {first}\n" + _tr("nicht lesbar, {gone}").format(gone=gone)
    open_contacts = (
        _tr("1 Kontakt noch nicht bestätigt")
        if content.open_contacts == 1
        else _tr("{count} Kontakte noch nicht bestätigt").format(count=content.open_contacts)
    )
    release = (
        _tr("Ausgabe {number}").format(number=content.release)
        if content.release
        else _tr("noch keine Ausgabe")
    )
    return f"{first}\n{content.name}: {open_contacts}, {release}, {gone}"


def sheet_words(paper: Paper) -> str:
    """A recovery sheet by its day and number."""
    if paper.day is None:
        return _tr("Wiederherstellungsblatt Nr. {number}").format(number=paper.number)
    words = _tr("Wiederherstellungsblatt vom {day:%d.%m.%Y}, Nr. {number}")
    return words.format(day=paper.day, number=paper.number)


def key_hint(paper: Paper) -> str:
    """What to type for a sealed backup."""
    return _tr("Tippen Sie die vier Zeilen ab: {sheet}.").format(sheet=sheet_words(paper))


def day_words(day: dt.date, today: dt.date) -> str:
    """For example "heute, 23.11.2026" or "Freitag, 20.11.2026"."""
    days = (today - day).days
    if days == 0:
        name = _tr("heute")
    elif days == 1:
        name = _tr("gestern")
    else:
        name = (
            _tr("Montag"),
            _tr("Dienstag"),
            _tr("Mittwoch"),
            _tr("Donnerstag"),
            _tr("Freitag"),
            _tr("Samstag"),
            _tr("Sonntag"),
        )[day.weekday()]
    return f"{name}, {day:%d.%m.%Y}"


def state_words(backups: Backups) -> str:
    """Where a home stands with its backups, in a few sentences."""
    from lotse_desk.home.backups import WARN_AFTER_DAYS, Paper

    if not backups.listed:
        parts = ["▲ " + _tr("Hier gibt es noch keine Sicherung.")]
    else:
        newest = backups.listed[0].kept.made_on
        words = _tr("Neueste Sicherung: {day}.").format(day=day_words(newest, backups.today))
        old = (backups.today - newest).days >= WARN_AFTER_DAYS
        parts = [f"▲ {words}" if old else words]
    parts.append(
        _tr("Jeden Tag macht das Fenster von selbst eine und prüft sie. Ältere löscht es.")
    )
    if backups.second is not None:
        parts.append(_tr("Zweiter Ordner: {folder}").format(folder=backups.second))
    if backups.sheet is not None:
        paper = Paper(backups.sheet.number, backups.sheet.since)
        parts.append(_tr("Es gilt: {sheet}.").format(sheet=sheet_words(paper)))
    elif backups.second is not None:
        parts.append(
            "▲ "
            + _tr(
                "In den zweiten Ordner kommt erst etwas, wenn es ein Wiederherstellungsblatt gibt."
            )
        )
    return "\n".join(parts)


def restore_question(listed: ListedBackup, today: dt.date, days: int) -> str:
    """What will happen when a backup is brought back."""
    return _tr(
        "Die Sicherung von {day} zurückholen? Was seitdem eingetragen wurde, steht dann nicht mehr "
        "hier. Es wird beiseitegelegt und nach {days} Tagen gelöscht. Was die Leitstelle schon "
        "hat, bleibt dort und wird nicht doppelt gezählt."
    ).format(day=day_words(listed.kept.made_on, today), days=days)


def recover_question(days: int) -> str:
    """What will happen when a damaged database is rescued."""
    return _tr(
        "Die letzte gute Sicherung zurückholen und aus der beschädigten Datei dazunehmen, was noch "
        "lesbar ist? Die beschädigte Datei bleibt unverändert liegen und wird nach {days} Tagen "
        "gelöscht."
    ).format(days=days)


def recovered_words(done: Recovered, today: dt.date) -> str:
    """What came back, and what did not."""
    parts = [
        _tr("Es geht weiter, ohne Sicherung: aus der beschädigten Datei selbst.")
        if done.backup is None
        else _tr("Zurückgeholt: Sicherung von {day}.").format(
            day=day_words(done.backup.made_on, today)
        )
    ]
    if done.tables:
        parts.append(
            _tr(
                "Aus der beschädigten Datei dazugekommen: {today} Einträge von heute, {events} "
                "frühere, {codes} Zettel-Codes."
            ).format(
                today=done.taken("today_entry"),
                events=done.taken("event"),
                codes=done.taken("today_code") + done.taken("slip_code"),
            )
        )
        if done.missing_events:
            parts.append(
                _tr("Nicht mehr lesbar: {count} frühere Einträge.").format(
                    count=done.missing_events
                )
            )
        elif any(account.unreadable for account in done.tables):
            parts.append(_tr("Manches war nicht mehr lesbar. Sehen Sie unter „Heute“ nach."))
    return " ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("", text)
