"""The German sentence a person reads for each fault: what happened, what was kept, what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import fields

from lotse_desk.domain import faults
from lotse_desk.domain.faults import Fault
from lotse_desk.home.backup_sentences import BACKUP_SENTENCES, paper_text
from lotse_desk.home.exchange_sentences import EXCHANGE_SENTENCES
from lotse_desk.home.system_words import in_german

_KINDS_OF_VALUE = {
    "town": "Die Stadt",
    "topic": "Das Thema",
    "group": "Die Themengruppe",
    "situation": "Die Lebenslage",
    "language": "Die Sprache",
    "service": "Die Leistung",
    "code": "Der Zettel-Code",
    "concern": "Das Anliegen",
    "outcome": "Das Ergebnis",
    "channel": "Der Weg",
    "interpreter": "Die Sprachmittlung",
    "residence": "Der Wohnort",
    "reason": "Der Grund",
    "return": "Die Rückmeldung",
    "count": "Die Anzahl",
    "several": "Die Anzahl der Angaben",
    "date": "Das Datum",
    "period": "Der Zeitraum",
    "file": "Die Datei",
    "format": "Das Format",
    "path": "Der Pfad",
    "unmet": "Der ungelöste Bedarf",
    "name": "Der Name",
    "time": "Die Zeit",
    "limit": "Die Höchstzahl",
    "smallest-cell": "Die kleinste gezeigte Zahl",
    "paper": "Das Papier",
    "list": "Die Liste",
    "desk": "Der Platz",
    "key": "Der Schlüssel Nr.",
    "link": "Die Adresse",
    "week": "Die Woche",
    "find": "Die Suche",
    "term": "Der Begriff",
    "columns": "Die Spaltenangabe",
    "missed-word": "Das Wort",
    "form": "Das Formular",
    "leaflet": "Das Merkblatt",
    "slip language": "Die Sprache",
    "drafts": "Die Angabe zu Entwürfen",
    "codes": "Die Angabe zu Kennungen",
    "house": "Der Name des Hauses",
    "callback": "Die Rückrufnummer",
    "address": "Die Adresse des Hauses",
    "noted-concern": "Das Anliegen für den Zettel",
    "LOTSE_DESK_NOW": "Die Uhrzeit in LOTSE_DESK_NOW",
}
_ROLES_NEEDED = {"desk": "an einem Platz", "office": "bei der Leitstelle"}
_ROLES = {"desk": "einem Platz", "office": "der Leitstelle"}
_HOME_REASONS = {
    "share": "er liegt auf einer Netzfreigabe",
    "removable": "er liegt auf einem Stick oder einer Wechselplatte",
    "without-owners": "dieser Datenträger kann Dateien nicht vor anderen schützen",
    "synced": "er wird mit einem anderen Ort abgeglichen",
    "not-a-folder": "es ist kein Ordner",
    "not-writable": "dort darf nicht geschrieben werden",
}
_READING_REASONS = {
    "missing": "die Datei ist nicht da; sehen Sie nach, ob der Pfad stimmt",
    "empty-file": "die Datei ist leer",
    "wrong-encoding": "die Zeichen sind in keiner bekannten Kodierung",
    "not-text": "es ist keine Textdatei",
    "cut-or-changed": "sie ist nicht ganz da oder beschädigt; nehmen Sie eine andere",
    "newer-format": "sie stammt von einer neueren Version des Programms",
    "truncated": "die Datei ist abgeschnitten",
    "not-json": "es ist kein gültiges JSON",
    "not-xml": "es ist kein gültiges XML",
    "unsafe-xml": "das XML enthält eine DTD oder Entitäten; solche Dateien werden nicht gelesen",
    "nested-too-deep": "die Daten sind übermäßig tief verschachtelt",
    "too-many-columns": "es sind übermäßig viele Spalten",
    "cell-too-long": "ein Feld ist übermäßig lang",
    "no-header": "die Zeile mit den Spaltennamen fehlt",
    "no-records": "es steht kein einziger Eintrag darin",
    "unknown-format": "das Format ist nicht zu erkennen",
    "not-a-file": "es ist keine gewöhnliche Datei",
    "too-many-files": "es sind zu viele Dateien",
    "damaged-workbook": "die Arbeitsmappe ist beschädigt",
    "damaged-archive": "das Archiv ist beschädigt",
    "unsupported-archive": "das Archiv ist auf unbekannte Art gepackt",
    "encrypted-archive": "das Archiv ist verschlüsselt",
    "unsafe-archive": "das Archiv enthält Verknüpfungen oder Pfade, die hinausführen",
}
_RESCUE = "Abgelegte Stapel liegen noch da; „lotse-desk rescue ORDNER“ rettet sie auf einen Stick."
_LOST = {
    "backups": "Seine Sicherungen liegen noch da; „lotse-desk recover“ holt sie zurück.",
    "batches": f"{_RESCUE} Gibt es anderswo eine Sicherung, holt „restore“ sie zurück.",
}
_BACKUP_FOLDER_REASONS = {
    "not-a-folder": "es ist kein Ordner, oder er ist gerade nicht erreichbar",
    "inside-home": "er liegt im Datenordner selbst",
    "exchange": "dort wird mit der Leitstelle ausgetauscht",
}
_SENTENCES: dict[type[Fault], str] = {
    faults.NotAvailableYet: "Das gibt es in dieser Version noch nicht (not available yet): {what}.",
    faults.UnknownValue: "{value_kind} „{value}“ ist nicht bekannt.{known_text}",
    faults.InvalidValue: "{value_kind} „{value}“ ist ungültig; erwartet wird: {expected}.",
    faults.NotFound: "{value_kind} „{value}“ ist hier nicht bekannt.",
    faults.NothingToUndo: "Heute ist nichts eingetragen, das sich zurücknehmen lässt. "
    "Was an früheren Tagen eingetragen wurde, bleibt.",
    faults.NoHome: "In {folder} ist noch kein Platz eingerichtet. "
    "Richten Sie ihn mit „lotse-desk init“ ein. Waren dort schon Daten, holen Sie sie vorher mit "
    "„recover“ oder „restore“ zurück.",
    faults.HomeExists: "In {folder} ist schon ein Platz eingerichtet. Es wurde nichts geändert.",
    faults.DatabaseLost: "In {folder} fehlt die Datenbank eines früheren Platzes. Es wurde nichts "
    "geändert. {lost_text} Wollen Sie trotzdem neu anfangen, nehmen Sie einen anderen Ordner.",
    faults.WrongRole: "Das geht nur {needed_role}; dieser Ordner gehört {role_words}. "
    "Nennen Sie mit „--home“ den anderen.",
    faults.HomeBusy: "Ein anderes Fenster oder Kommando schreibt gerade{holder_text}. "
    "Es wurde nichts geändert. Schließen Sie es und versuchen Sie es erneut.",
    faults.HomeRefused: "Der Ordner {folder} geht nicht: {home_reason}. "
    "Wählen Sie einen Ordner auf der eigenen Festplatte.",
    faults.HomeOnOtherMachine: "Die Daten in {folder} stammen von einem anderen Rechner. "
    "Es wurde nichts geändert. Ist der Platz umgezogen und der alte Rechner außer Dienst: "
    "„lotse-desk desk moved“. Ist das eine Kopie für einen neuen Platz: „lotse-desk desk "
    "new-place“. In der Leitstelle: eine Sicherung zurückholen („restore“).",
    faults.DatabaseTooNew: "Die Datenbank wurde mit einer neueren Version des Programms "
    "geschrieben. Es wurde nichts geändert. Bitte aktualisieren Sie das Programm.",
    faults.DatabaseTooOld: "Die Datenbank {path} stammt von einer älteren Version des Programms "
    "und ist noch nicht umgestellt. Es wurde nichts geändert.",
    faults.DatabaseDamaged: "Die Datenbank {path} ist beschädigt ({finding}). Sie wurde nicht "
    "verändert. Ist es die Datenbank dieses Platzes, holt „recover“ (im Fenster: Strg+J) die "
    "letzte Sicherung zurück und rettet, was lesbar ist.",
    faults.DiskFull: "Auf dem Datenträger von {path} ist kein Platz mehr. "
    "Es wurde nichts geändert. Schaffen Sie Platz und versuchen Sie es erneut.",
    faults.DiskFailure: "{path} lässt sich nicht lesen oder schreiben ({reason}). "
    "Es wurde nichts geändert.",
    faults.BackupFolderRefused: "In {folder} dürfen keine Sicherungen liegen: "
    "{backup_folder_reason}. Die Sicherung im Datenordner ist davon nicht betroffen.",
    faults.NothingDamaged: "Die Datenbank in {folder} ist in Ordnung; es gibt nichts zu retten. "
    "Es wurde nichts geändert.",
    faults.NothingReadable: "In {folder} liegt keine Sicherung, und keine lesbare Datenbank sagt, "
    "welcher Platz es war. Es wurde nichts geändert. Holen Sie mit „restore“ "
    "eine Sicherung von einem anderen Ort.{rescue_text}",
    faults.Unreadable: "{path} lässt sich nicht lesen: {reading_reason}. Es wurde nichts geändert.",
    faults.SelfTestFailed: "Der Selbsttest ist bei „{step}“ gescheitert: {reason}.",
    faults.TooLarge: "{path} ist zu groß (erlaubt sind {limit_size}). Es wurde nichts geändert.",
} | {**EXCHANGE_SENTENCES, **BACKUP_SENTENCES}


def sentence(fault: Fault) -> str:
    """One clear German sentence or two; falls back to the bare facts for a fault without one."""
    for kind in type(fault).__mro__:
        if kind in _SENTENCES:
            return _SENTENCES[kind].format(**_facts(fault))
    return str(fault)


def _facts(fault: Fault) -> dict[str, object]:
    facts = {field.name: getattr(fault, field.name) for field in fields(fault)}
    kind = str(facts.get("kind_of_value", ""))
    known = facts.get("known") or ()
    holder = facts.get("holder")
    return {
        **facts,
        **{name: in_german(str(facts[name])) for name in ("reason", "finding") if name in facts},
        "needed_role": _ROLES_NEEDED.get(str(facts.get("needed")), facts.get("needed")),
        "role_words": _ROLES.get(str(facts.get("role")), facts.get("role")),
        "value_kind": _KINDS_OF_VALUE.get(kind, f"Der Wert ({kind})"),
        "known_text": f" Bekannt sind: {', '.join(known)}." if 0 < len(known) <= 30 else "",
        "holder_text": f" (Prozess {holder})" if holder else "",
        "home_reason": _HOME_REASONS.get(str(facts.get("reason")), facts.get("reason")),
        "lost_text": _LOST.get(str(facts.get("left")), facts.get("left")),
        "rescue_text": f" {_RESCUE}" if facts.get("batches") else "",
        "backup_folder_reason": _BACKUP_FOLDER_REASONS.get(
            str(facts.get("reason")), facts.get("reason")
        ),
        "reading_reason": _READING_REASONS.get(str(facts.get("reason")), facts.get("reason")),
        "limit_size": _size(int(facts.get("limit", 0))),
        "paper_text": paper_text(facts),
        "typed_line": _typed_place(facts),
        "roots_text": _roots(facts.get("needed")),
        "changed_text": _changed(int(facts.get("changed", 0))),
        "changes_text": _changes(facts.get("changes") or ()),
    }


def _typed_place(facts: Mapping[str, object]) -> str:
    """Where a typed key differs from its paper, as exactly as it is known."""
    line, group = facts.get("line"), facts.get("group")
    if not line:
        return "Die Abschrift"
    return f"Zeile {line}, Gruppe {group}," if group else f"Zeile {line}"


def _roots(needed: object) -> str:
    one = needed == 1
    return "1 gültigen Wurzelschlüssel" if one else f"{needed} gültige Wurzelschlüssel"


def _changed(entries: int) -> str:
    number = f"{entries:,}".replace(",", ".")
    return "1 Eintrag ist" if entries == 1 else f"{number} Einträge sind"


def _changes(changes: Iterable[str]) -> str:
    """Changes that invite fraud, a line each; nothing where there are none."""
    lines = [f"\nBitte prüfen: {change}" for change in changes]
    return "".join([*lines, "\n"]) if lines else ""


def _size(limit: int) -> str:
    """A number of bytes as people read it; below 1 MB in kB, below 1 kB in bytes."""
    for unit, name in ((1_000_000, "MB"), (1000, "kB")):
        if limit >= unit:
            return f"{limit // unit} {name}"
    return f"{limit} Byte"
