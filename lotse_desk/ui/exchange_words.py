"""Plain German sentences for what an exchange did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from lotse_desk.desk.exchange import Synced
    from lotse_desk.desk.release_intake import Problem


def result_sentences(done: Synced) -> list[str]:
    """What happened, the most important first; the last says that the stick may be taken out."""
    sentences = []
    if done.left.events:
        count = done.left.contacts
        sentences.append(
            _tr("1 Kontakt geschrieben und geprüft.")
            if count == 1
            else _tr("{count} Kontakte geschrieben und geprüft.").format(count=count)
        )
    elif done.request and not done.enrolled:
        sentences.append(
            _tr(
                "Die Anmeldung dieses Platzes liegt jetzt dort. Bringen Sie sie zur Leitstelle; "
                "danach können Kontakte übergeben werden."
            )
        )
    else:
        sentences.append(_tr("Es gab nichts Neues zu schreiben."))
    if done.release is not None:
        sentences.append(
            _tr("Ausgabe {number} des Verzeichnisses übernommen.").format(number=done.release)
        )
    sentences += [problem_sentence(problem) for problem in done.problems]
    sentences.append(_tr("Sie können den Stick abziehen."))
    return sentences


def problem_sentence(problem: Problem) -> str:
    """A file on the medium that was not taken, or a fact somebody should know of."""
    from lotse_desk.home.exchange_sentences import reason_sentence

    words = {
        "desk-revoked": _tr("Dieser Platz ist bei der Leitstelle abgemeldet. Bitte dort anrufen."),
        "clock-before-release": _tr(
            "Die Uhr dieses Rechners steht vor dem Datum der letzten Ausgabe. Bitte prüfen."
        ),
        "file-incomplete": _tr("Eine Datei ist unvollständig kopiert; sie bleibt liegen."),
        "file-too-new": _tr("Eine Datei stammt von einer neueren Version des Programms."),
        "release-rolled-back": _tr("Eine ältere Ausgabe liegt dabei; sie bleibt liegen."),
    }
    sentence = words.get(problem.reason) or reason_sentence(problem.reason)
    return f"{sentence} [{problem.file}]" if problem.file else sentence


def _tr(text: str) -> str:
    return QCoreApplication.translate("", text)
