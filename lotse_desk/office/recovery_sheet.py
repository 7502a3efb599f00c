"""The sheet an office prints and locks away: what opens its batches when the machine is gone."""

_TEXT = """\
WIEDERHERSTELLUNGSBLATT – bitte drucken, getrennt vom Rechner einschließen, dann diese Dateien
vom Rechner nehmen.

Leitstelle:        {name}
Kennung:           {office}
Fingerabdruck:     {fingerprint}

Mit diesem Schlüssel lassen sich alle Stapel der Plätze öffnen (age):
{recovery}

Mit diesem Schlüssel lassen sich verlorene oder gestohlene Schlüssel der Leitstelle ersetzen:
{root}
Wer diese beiden Schlüssel hat, kann Stapel lesen und Ausgaben im Namen der Leitstelle
unterschreiben. Fehlen beide und der Rechner der Leitstelle, müssen alle Plätze neu angemeldet
werden.
"""


def recovery_sheet(name: str, office: str, fingerprint: str, recovery: str, root_pem: bytes) -> str:
    """The text of the sheet."""
    return _TEXT.format(
        name=name,
        office=office,
        fingerprint=fingerprint,
        recovery=recovery,
        root=root_pem.decode(),
    )
