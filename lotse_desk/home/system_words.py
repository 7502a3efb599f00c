"""What the operating system and SQLite say of a file, in German words."""

import errno
import os

_OF_SYSTEM = {
    errno.ENOENT: "die Datei oder der Ordner ist nicht da",
    errno.EACCES: "dazu fehlt das Recht",
    errno.EPERM: "dazu fehlt das Recht",
    errno.EROFS: "dort darf nicht geschrieben werden",
    errno.EEXIST: "das gibt es dort schon",
    errno.EISDIR: "es ist ein Ordner, keine Datei",
    errno.ENOTDIR: "ein Teil des Pfads ist kein Ordner",
    errno.ENOTEMPTY: "der Ordner ist nicht leer",
    errno.ENAMETOOLONG: "der Name ist zu lang",
    errno.EINVAL: "der Datenträger lässt das nicht zu",
    errno.EIO: "der Datenträger meldet einen Fehler",
    errno.EBUSY: "ein anderes Programm benutzt sie gerade",
    errno.ETXTBSY: "ein anderes Programm benutzt sie gerade",
    errno.EMFILE: "es sind zu viele Dateien offen",
    errno.ENFILE: "es sind zu viele Dateien offen",
    errno.ELOOP: "die Verknüpfungen führen im Kreis",
    errno.EXDEV: "Quelle und Ziel liegen auf verschiedenen Datenträgern",
    errno.ENODEV: "der Datenträger ist nicht mehr da",
    errno.ENXIO: "der Datenträger ist nicht mehr da",
    errno.EFBIG: "die Datei ist für diesen Datenträger zu groß",
    errno.ENOSPC: "dort ist kein Platz mehr",
    errno.ENOMEM: "der Arbeitsspeicher reicht nicht",
    errno.EPIPE: "die Ausgabe nimmt nichts mehr an",
    errno.ETIMEDOUT: "der Datenträger antwortet nicht",
}
_OF_SQLITE = {
    "file is not a database": "es ist keine Datenbank",
    "file is encrypted or is not a database": "es ist keine Datenbank",
    "database disk image is malformed": "ihr Inhalt ist zerstört",
    "malformed database schema": "der Aufbau der Tabellen ist zerstört",
    "disk I/O error": "der Datenträger meldet einen Fehler",
    "unable to open database file": "sie lässt sich nicht öffnen",
    "attempt to write a readonly database": "dort darf nicht geschrieben werden",
    "access permission denied": "dazu fehlt das Recht",
    "row missing from index": "ein Index hat Lücken",
    "wrong # of entries in index": "ein Index hat Lücken",
    "btreeInitPage() returns error code": "eine Seite ist zerstört",
    "Rowid out of order": "eine Seite ist zerstört",
    "invalid page number": "eine Seite fehlt",
    "never used": "Seiten gehören zu nichts",
    "0 Bytes": "die Datei ist leer",
}
"""Parts of what SQLite says (its integrity check, and the texts of its error codes)."""


def in_german(said: str) -> str:
    """The German words for a reason of the system or of SQLite; what is not known stays."""
    for code, german in _OF_SYSTEM.items():
        if said == os.strerror(code):
            return german
    for part, german in _OF_SQLITE.items():
        if part in said:
            return german
    return said
