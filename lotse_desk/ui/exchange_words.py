"""Plain German sentences for what an exchange did and where a desk stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from lotse_desk.ui.said import trouble as trouble_said

if TYPE_CHECKING:
    from lotse_desk.desk.exchange import Synced
    from lotse_desk.desk.exchange_state import ExchangeState
    from lotse_desk.desk.offered_releases import Problem


@dataclass(frozen=True)
class Outcome:
    """One sentence that stands first, what was taken in, and what somebody should do."""

    headline: str
    taken: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    trouble: bool = False


def outcome_of(done: Synced, *, take_out: bool) -> Outcome:
    """What a finished exchange did; the headline ends with what to do with the medium."""
    taken = []
    if done.release is not None:
        taken.append(
            _tr("Ausgabe {number} des Verzeichnisses übernommen.").format(number=done.release)
        )
    if done.kept_local:
        words = _tr("Einträge aus einer hier eingelesenen Liste blieben, wie sie sind: {count}.")
        taken.append(words.format(count=done.kept_local))
    if done.request and not done.enrolled:
        taken.append(
            _tr(
                "Bringen Sie ihn zur Leitstelle; sie meldet den Platz an. Danach reisen auch die "
                "Kontakte mit."
            )
        )
    now = _take_out() if take_out else _tr("Der Austausch ist fertig.")
    return Outcome(
        headline=f"{_written(done)} {now}",
        taken=tuple(taken),
        problems=tuple(problem_sentence(problem) for problem in done.problems),
    )


def stopped_outcome(*, take_out: bool) -> Outcome:
    """What a cancelled exchange leaves."""
    words = _tr("Abgebrochen. Es ging nichts verloren.")
    return Outcome(f"{words} {_take_out()}" if take_out else words)


def failure_outcome(error: Exception) -> Outcome:
    """What stopped an exchange, in words."""
    from lotse_desk.domain.exchange_faults import DeskKeyMissing, FingerprintDiffers

    if isinstance(error, DeskKeyMissing):
        return Outcome(key_missing_sentence(), trouble=True)
    if isinstance(error, FingerprintDiffers):
        return Outcome(
            _tr(
                "Der eingetippte Fingerabdruck stimmt nicht: Keine Leitstelle hat ihn. Es wurde "
                "nichts übernommen. Lassen Sie ihn sich noch einmal vorlesen."
            ),
            trouble=True,
        )
    return Outcome(trouble_said(error).text, trouble=True)


def key_missing_sentence() -> str:
    """What a key that is gone means, and the way on in the window."""
    return _tr(
        "Der Schlüssel dieses Platzes fehlt auf diesem PC. So ist es nach einem Umzug und nach "
        "einer zurückgeholten Sicherung. Alle Kontakte sind hier und bleiben. Melden Sie den Platz "
        "neu an (Strg+N), tauschen Sie aus und lesen Sie der Leitstelle den neuen Fingerabdruck "
        "vor. Jeder Kontakt zählt trotzdem nur einmal."
    )


def _written(done: Synced) -> str:
    count = done.left.contacts
    if done.left.events and count:
        return (
            _tr("1 Kontakt geschrieben und geprüft.")
            if count == 1
            else _tr("{count} Kontakte geschrieben und geprüft.").format(count=count)
        )
    if done.left.events:
        return _tr("Keine neuen Kontakte. Anderes, etwa Rückmeldungen, geschrieben und geprüft.")
    if any(problem.reason == "desk-revoked" for problem in done.problems):
        return _tr("Es wurde nichts geschrieben.")
    if done.request and not done.enrolled:
        return _tr("Der Antrag dieses Platzes ist geschrieben und geprüft.")
    return _tr("Es gab nichts Neues zu schreiben.")


def _take_out() -> str:
    return _tr("Sie können den Stick abziehen.")


def problem_sentence(problem: Problem) -> str:
    """A file on the medium that was not taken, or a fact: what it is and what to do."""
    from lotse_desk.home.exchange_sentences import reason_sentence

    words = {
        "desk-revoked": _tr(
            "Dieser Platz ist bei der Leitstelle abgemeldet. Ihre Kontakte bleiben hier. "
            "Bitte dort anrufen."
        ),
        "clock-before-release": _tr(
            "Die Uhr dieses Rechners steht vor dem Datum der letzten Ausgabe. "
            "Lassen Sie die Uhr stellen."
        ),
        "file-incomplete": _tr(
            "Eine Datei ist unvollständig kopiert; sie bleibt liegen. Kopieren Sie sie noch "
            "einmal, oder warten Sie auf die nächste."
        ),
        "file-too-new": _tr(
            "Eine Datei stammt von einer neueren Version des Programms. "
            "Sagen Sie der Technik Bescheid."
        ),
        "several-offices": _tr(
            "Mehrere Leitstellen nennen diesen Platz als ihren. Übernommen wurde keine. Oben auf "
            "dieser Seite steht, was zu tun ist."
        ),
        "release-rolled-back": _tr(
            "Eine ältere Ausgabe liegt dabei; sie bleibt liegen. Sie müssen nichts tun."
        ),
    }
    sentence = words.get(problem.reason) or reason_sentence(problem.reason)
    return f"{sentence} [{problem.file}]" if problem.file else sentence


def state_sentences(state: ExchangeState, today: dt.date) -> list[str]:
    """Where the desk stands: the reminder, what is open, when it was, which directory."""
    sentences = []
    if state.reminder:
        sentences.append("▲ " + reminder_sentence(state, today))
    elif state.exchanged_on:
        sentences.append(_last_exchange(dt.date.fromisoformat(state.exchanged_on), today))
    else:
        sentences.append(_tr("Hier wurde noch nie ausgetauscht."))
    sentences.append(open_sentence(state.open_contacts))
    if state.release:
        day = dt.date.fromisoformat(state.release_on)
        words = _tr("Verzeichnis: Ausgabe {number} vom {day:%d.%m.%Y}.")
        sentences.append(words.format(number=state.release, day=day))
    return sentences


def _last_exchange(day: dt.date, today: dt.date) -> str:
    if day == today:
        return _tr("Letzter Austausch: heute.")
    if day == today - dt.timedelta(days=1):
        return _tr("Letzter Austausch: gestern.")
    return _tr("Letzter Austausch am {day:%d.%m.%Y}.").format(day=day)


def open_sentence(count: int) -> str:
    """How many contacts the office has not confirmed."""
    if count == 0:
        return _tr("Die Leitstelle hat alles bestätigt.")
    if count == 1:
        return _tr("Die Leitstelle hat 1 Kontakt noch nicht bestätigt.")
    words = _tr("Die Leitstelle hat {count} Kontakte noch nicht bestätigt.")
    return words.format(count=count)


def reminder_sentence(state: ExchangeState, today: dt.date) -> str:
    """How long there was no exchange."""
    if not state.exchanged_on:
        return _tr("Seit mindestens sieben Tagen kein Austausch mit der Leitstelle.")
    days = (today - dt.date.fromisoformat(state.exchanged_on)).days
    return _tr("Seit {days} Tagen kein Austausch mit der Leitstelle.").format(days=days)


def enrolment_sentences(state: ExchangeState) -> list[str]:
    """Whether the office knows this desk, and the fingerprint to be read out to it."""
    enrolment = {
        "": _tr("Dieser Platz ist bei der Leitstelle noch nicht angemeldet."),
        "unknown": _tr("Dieser Platz ist bei der Leitstelle noch nicht angemeldet."),
        "enrolled": _tr("Angemeldet bei: {office}.").format(office=state.office_name),
        "revoked": _tr("Dieser Platz ist bei der Leitstelle abgemeldet."),
    }.get(state.state, "")
    own = _tr("Fingerabdruck dieses Platzes: {fingerprint}").format(
        fingerprint=state.desk_fingerprint
    )
    return [*filter(None, (enrolment,)), own]


def _tr(text: str) -> str:
    return QCoreApplication.translate("", text)
