"""German sentences for what can be wrong with sealed backups and their paper."""

from collections.abc import Mapping

from lotse_desk.domain import backup_faults as faults
from lotse_desk.domain.faults import Fault

BACKUP_SENTENCES: dict[type[Fault], str] = {
    faults.RecoveryKeyWanting: "In den zweiten Ordner kommen nur verschlossene "
    "Sicherungen, und dieser Platz hat noch kein Wiederherstellungsblatt. Drucken Sie es zuerst: "
    "im Fenster unter „Sicherungen“ oder mit „lotse-desk backup --sheet DATEI.pdf“. Die Sicherung "
    "im Datenordner ist davon nicht betroffen.",
    faults.BackupSealed: "Die Sicherung {path} ist verschlossen. Der Schlüssel dazu steht auf dem "
    "{paper_text}. Tippen Sie ihn im Fenster unter „Sicherungen“ ein, oder nennen Sie eine Datei "
    "damit („--recovery-key DATEI“). Es wurde nichts geändert.",
    faults.WrongRecoveryPaper: "Das ist der Schlüssel eines anderen Blatts (Nr. {given}). Der zur "
    "Sicherung {path} steht auf dem {paper_text}. Es wurde nichts geändert.",
}


def paper_text(facts: Mapping[str, object]) -> str:
    """The paper a fault speaks of, by its day and number."""
    day = facts.get("paper_day")
    when = f" vom {day:%d.%m.%Y}" if day else ""
    return f"Wiederherstellungsblatt{when}, Nr. {facts.get('paper')}"
