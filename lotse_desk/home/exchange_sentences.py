"""German sentences for what can be wrong with media, files, keys and fingerprints."""

import re

from lotse_desk.domain import exchange_faults as faults
from lotse_desk.domain.faults import Fault

EXCHANGE_SENTENCES: dict[type[Fault], str] = {
    faults.MediumGone: "Stick oder Ordner {path} ist nicht (mehr) da. Es ging nichts verloren, "
    "alle Daten sind hier. Stecken Sie ihn wieder an und wiederholen Sie den Austausch.",
    faults.MediumNotAFolder: "{path} ist kein Ordner. Nennen Sie den Ordner des Sticks "
    "oder der Freigabe.",
    faults.MediumInsideHome: "{path} liegt in den Daten dieses Platzes selbst und geht deshalb "
    "nicht als Stick oder Freigabe. Nehmen Sie einen anderen Ordner.",
    faults.MediumReadOnly: "Auf {path} darf nicht geschrieben werden (Schreibschutz oder fehlende "
    "Rechte). Es ging nichts verloren. Schreibschutz lösen oder einen anderen Stick nehmen.",
    faults.MediumFull: "Auf {path} ist kein Platz mehr. Es ging nichts verloren, alle Daten sind "
    "hier. Schaffen Sie Platz oder nehmen Sie einen anderen Stick.",
    faults.MediumLocked: "Ein anderes Programm (oft der Virenschutz) hält {path} fest. Es ging "
    "nichts verloren. Warten Sie einen Moment und wiederholen Sie den Austausch.",
    faults.MediumFailure: "{path} lässt sich nicht lesen oder schreiben ({reason}). Es ging nichts "
    "verloren. Versuchen Sie einen anderen Stick.",
    faults.ReadBackDiffers: "Was auf {path} geschrieben wurde, liest sich anders zurück. Der Stick "
    "ist wohl defekt; nehmen Sie einen anderen. Es ging nichts verloren.",
    faults.MediumSilent: "{path} antwortet nicht. Es ging nichts verloren. Prüfen Sie den Stick "
    "oder die Verbindung zur Freigabe und wiederholen Sie den Austausch.",
    faults.MediumOfSystem: "{path} gehört zum Betriebssystem und geht nicht als Stick oder "
    "Freigabe. Nehmen Sie den Stick selbst oder einen eigenen Ordner.",
    faults.NoUsualMedium: "Hier wurde noch nie ausgetauscht. Nennen Sie beim ersten Mal den "
    "Ordner des Sticks oder der Freigabe; danach merkt sich das Programm, welcher es ist.",
    faults.UsualMediumAway: "Der gewohnte Stick oder Ordner „{label}“ ist nicht da. Stecken Sie "
    "ihn an, oder nennen Sie einen anderen Ordner.",
    faults.UsualMediumNotMounted: "Der gewohnte Stick oder die Freigabe „{label}“ ist nicht "
    "da; {path} liegt auf diesem PC. Es wurde nichts geschrieben. Stecken Sie ihn an, oder nennen "
    "Sie einen anderen Ordner.",
    faults.UsualMediumUnclear: "Mehrere Sticks könnten „{label}“ sein. Ziehen Sie die anderen ab, "
    "oder nennen Sie den Ordner.",
    faults.FileNotOurs: "Das ist keine Datei der erwarteten Art. Es wurde nichts verändert.",
    faults.FileOverLimit: "Die Datei ist zu groß (erlaubt sind {limit_size}). "
    "Es wurde nichts verändert.",
    faults.FileIncomplete: "Die Datei ist unvollständig; sie wurde nicht ganz kopiert. Sie bleibt "
    "liegen, der nächste Stapel enthält alles noch einmal.",
    faults.FileTooNew: "Die Datei stammt von einer neueren Version. Bitte aktualisieren Sie "
    "das Programm; die Datei bleibt liegen.",
    faults.FileForAnotherOffice: "Die Datei gehört zu einer anderen Leitstelle und bleibt liegen.",
    faults.SealUnopened: "Die Datei lässt sich mit dem Schlüssel dieser Leitstelle nicht öffnen. "
    "Sie bleibt liegen.",
    faults.SenderUnknown: "Der Absender ist nicht angemeldet. Die Datei bleibt liegen.",
    faults.SenderRevoked: "Der Absender ist gesperrt. Die Datei bleibt liegen.",
    faults.SignatureWrong: "Die Unterschrift stimmt nicht. Die Datei bleibt liegen.",
    faults.HeaderInvalid: "Der Kopf der Datei ist ungültig ({reason}). Sie bleibt liegen.",
    faults.RecordInvalid: "Zeile {line} der Datei ist ungültig ({reason}). Sie bleibt liegen.",
    faults.ChainBroken: "Die Einträge der Datei passen nicht zusammen. Sie bleibt liegen.",
    faults.HistoryForked: "Der Platz hat eine andere Vorgeschichte als hier bekannt "
    "(zurückgesetzt oder kopiert). Die Datei bleibt liegen; der Platz schickt alles noch einmal.",
    faults.ReleaseInvalid: "Die Ausgabe lässt sich nicht bestätigen ({reason}). "
    "Es wurde nichts übernommen.",
    faults.ReleaseRolledBack: "Die Ausgabe {offered} ist älter als die hier schon übernommene "
    "{applied}. Es wurde nichts übernommen.",
    faults.FingerprintDiffers: "Der Fingerabdruck stimmt nicht; hier steht {found}. Es wurde "
    "nichts angemeldet oder übernommen. Bitte noch einmal vergleichen.",
    faults.KeyMissing: "Der Schlüssel „{name}“ fehlt auf diesem Rechner. Ohne ihn geht der "
    "Austausch nicht; die Daten sind unverändert.",
    faults.DeskKeyMissing: "Der Schlüssel dieses Platzes fehlt auf diesem Rechner; in Sicherungen "
    "ist er nie. Alle Kontakte sind hier und bleiben. Melden Sie den Platz neu an („lotse-desk "
    "desk renew“): Er bekommt einen neuen Schlüssel, und die Leitstelle zählt nichts doppelt.",
    faults.ReleaseKeyMissing: "Der Schlüssel, mit dem diese Leitstelle Ausgaben unterschreibt, "
    "fehlt auf diesem Rechner. Es wurde nichts geändert. Holen Sie den Wurzelschlüssel aus seinem "
    "Umschlag: „lotse-desk office keys renew-release --root-key DATEI“; ist der Rechner neu, "
    "„lotse-desk office keys recover --root-key DATEI --recovery-key DATEI“.",
    faults.SealKeyMissing: "Der Schlüssel, der öffnet, was die Plätze schicken, fehlt auf diesem "
    "Rechner. Es wurde nichts geändert. Holen Sie den Wiederherstellungs-Schlüssel aus seinem "
    "Umschlag: „lotse-desk office keys recover --root-key DATEI --recovery-key DATEI“, danach "
    "„lotse-desk office intake ORDNER --recovery-key DATEI“.",
    faults.KeyUnreadable: "In {path} steht kein Schlüssel, wie er hier gebraucht wird. Es wurde "
    "nichts geändert. Abgetippt sind es die vier Zeilen vom Blatt in einer Textdatei.",
    faults.TypedKeyWrong: "{typed_line} in {path} stimmt nicht mit dem Blatt überein. Es wurde "
    "nichts geändert. Bitte vergleichen Sie Zeichen für Zeichen.",
    faults.KeyUnknown: "{path}: Dieser Schlüssel gehört nicht zu dieser Leitstelle, oder er wurde "
    "ersetzt. Es wurde nichts geändert. „lotse-desk office keys which DATEI“ sagt, was es ist.",
    faults.RootKeysWanting: "Es braucht {roots_text}, genannt: {given}. Ein "
    "ersetzter Wurzelschlüssel gilt nicht mehr. Es wurde nichts geändert. „lotse-desk office keys "
    "which DATEI“ sagt, was eine Datei ist.",
    faults.KeysOnExchangeMedium: "Auf dem Stick oder Ordner von {folder} liegen Dateien des "
    "Austauschs. Schlüssel gehören nicht auf den Stick, der herumgeht. Es wurde "
    "nichts geschrieben. Nehmen Sie einen anderen.",
    faults.KeyFileThere: "{path} gibt es schon. Dateien mit Schlüsseln werden nie überschrieben. "
    "Nehmen Sie einen anderen Namen.",
    faults.SecondSignatureWanting: "Diese Ausgabe braucht zwei Personen. {changed_text} "
    "geändert. Es wurde nichts gespeichert und nichts geschrieben.{changes_text} Sehen Sie die "
    "Änderungen zu zweit durch. Dann steckt die zweite Person ihren Schlüssel an: „lotse-desk "
    "office publish ORDNER --second-key DATEI“.",
    faults.NoReleaseToRebuildFrom: "In {path} liegt keine Ausgabe der Leitstelle, zu der diese "
    "Schlüssel gehören. Es wurde nichts eingerichtet. Nehmen Sie die neueste Ausgabe, die ein "
    "Stick oder ein Platz noch hat.",
    faults.KeyStoreFailure: "Der Schlüsselspeicher des Rechners antwortet nicht ({reason}). "
    "Es wurde nichts verändert.",
    faults.DeskKeyChanged: "Der Platz {desk} ist schon mit einem anderen Schlüssel angemeldet oder "
    "gesperrt. Es wurde nichts verändert. Melden Sie den Platz neu an („lotse-desk desk renew“).",
    faults.DeskTownChanged: "Der Platz {desk} gehört zu „{town}“ und nennt jetzt „{asked}“. "
    "Seine Kontakte zählen zu „{town}“, darum wurde nichts geändert. In der neuen Stadt wird er "
    "ein neuer Platz („lotse-desk desk new-place“).",
    faults.NotHandedOver: "Die Leitstelle hat noch nicht alles bestätigt; offene Einträge: "
    "{events}, dazu von heute: {of_today}. Es wurde nichts geändert. Tauschen Sie aus, auch morgen "
    "noch einmal (Kennungen von Zetteln reisen erst nach dem Tag), und holen Sie die nächste "
    "Ausgabe. Ist das die Kopie eines Platzes, der nie angemeldet war: „lotse-desk desk renew "
    "--name NAME“ gibt ihr eine eigene Kennung, alles Gezählte bleibt.",
    faults.NothingToRescue: "In {folder} liegt kein Stapel, der sich retten ließe. Es wurde nichts "
    "verändert.",
    faults.KeysTooOpen: "Die Schlüsseldatei {path} dürfen alle Konten dieses Rechners lesen. Sie "
    "wird so nicht benutzt. Nehmen Sie den anderen das Recht („chmod o-rwx“); war der Rechner "
    "nicht nur Ihrer, melden Sie den Platz neu an.",
    faults.NoEnrolmentRequest: "{path}: kein Antrag auf Anmeldung gefunden. "
    "Es wurde nichts angemeldet.",
    faults.KeysThereAlready: "In {folder} liegen schon Schlüssel einer Leitstelle. Es wurde nichts "
    "überschrieben. Nehmen Sie einen leeren Ordner.",
}
_FACTS = {
    "desk-revoked": "Dieser Platz ist gesperrt; er legt nichts mehr ab. Bitte rufen Sie die "
    "Leitstelle an.",
    "clock-before-release": "Die Uhr dieses Rechners geht nach: Die Ausgabe ist jünger.",
    "record-invalid": "Ein Eintrag der Datei ist ungültig. Sie bleibt liegen.",
    "several-offices": "Mehrere Leitstellen nennen diesen Platz als ihren. Übernommen wurde keine. "
    "Lassen Sie sich den Fingerabdruck Ihrer Leitstelle am Telefon vorlesen und geben Sie ihn an "
    "(--office-fingerprint).",
    "another-office": "Eine fremde Leitstelle nennt diesen Platz als ihren. Ihre Ausgabe wurde "
    "nicht übernommen. Rufen Sie Ihre Leitstelle an und vergleichen Sie den Fingerabdruck.",
    "revoked-again": "War gesperrt, bevor die Leitstelle zurückgesetzt wurde, und ist es wieder.",
    "recovery-key-differs": "Die Ausgabe nennt einen anderen Wiederherstellungs-Schlüssel; er "
    "wurde übernommen. Vergleichen Sie seine Nummer („lotse-desk office keys“) mit der in Ihrem "
    "Umschlag. Stimmt sie nicht, wurde der Schlüssel für Ausgaben gestohlen: Erneuern Sie beide.",
    "events-missing": "Der Stapel wartet hier: Stapel davor fehlen noch.",
    "release-not-believed": "Der Platz nennt eine Ausgabe, die es nicht geben kann. Seine Kontakte "
    "wurden übernommen, die Zahl nicht. Bitte rufen Sie diesen Platz an.",
    "too-many-entries": "Der Ordner hat so viele Dateien, dass nicht alle angesehen wurden. Nehmen "
    "Sie einen eigenen Ordner für den Austausch.",
    "release-key-missing": "Diese Leitstelle kann nichts Neues herausgeben: Ihr Schlüssel für "
    "Ausgaben fehlt auf diesem Rechner („lotse-desk office keys“).",
    "seal-key-missing": "Der Schlüssel, der öffnet, was die Plätze schicken, fehlt auf diesem "
    "Rechner („lotse-desk office keys recover“).",
    "roots-differ": "Die Ausgabe stammt von dieser Leitstelle, aber aus einer Zeit mit Schlüsseln, "
    "von denen dieser Rechner nichts weiß. Wurde die Leitstelle zurückgesetzt, erneuern Sie den "
    "Schlüssel für Ausgaben („lotse-desk office keys renew-release“); wenn nicht, benutzt jemand "
    "einen ersetzten Wurzelschlüssel.",
    "not-removed": "Die alte Datei ließ sich nicht löschen. Sie bleibt liegen und schadet nicht.",
    "too-deep": "Manche Ordner liegen so tief, dass sie nicht angesehen wurden. Nehmen Sie einen "
    "eigenen Ordner für den Austausch.",
    "too-slow": "Der Ordner ist so groß oder so langsam, dass nicht alle Dateien angesehen wurden. "
    "Nehmen Sie einen eigenen Ordner für den Austausch.",
    "more-problems": "Es gibt weitere Dateien, die sich nicht lesen lassen.",
    "no-plain-files": "Verknüpfungen und Geräte auf dem Medium wurden nicht angerührt.",
    "system-folders": "Ordner des Betriebssystems wurden nicht angesehen.",
    "other-homes": "Die Daten eines Platzes oder einer Leitstelle, die dort liegen, wurden nicht "
    "angesehen.",
    "EACCES": "Hier fehlt das Recht zu lesen. Es wurde nichts angerührt.",
    "release-rolled-back": "Die Ausgabe ist älter als die hier schon übernommene.",
}


def reason_sentence(reason: str) -> str:
    """A sentence for the reason given with a file or a fact: the kind of a fault, in words."""
    text = _FACTS.get(reason) or _BY_KIND.get(reason)
    return text if text is not None else f"Lässt sich nicht lesen ({reason}). Es bleibt liegen."


_BY_KIND = {
    re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower(): re.sub(r" \([^()]*\)", "", text)
    for kind, text in EXCHANGE_SENTENCES.items()
    if issubclass(kind, faults.FileRefused)
}
