<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="de_DE">
<context>
    <name></name>
    <message>
        <source>1 Kontakt geschrieben und geprüft.</source>
        <translation>1 contact written and checked.</translation>
    </message>
    <message>
        <source>{count} Kontakte geschrieben und geprüft.</source>
        <translation>{count} contacts written and checked.</translation>
    </message>
    <message>
        <source>Keine neuen Kontakte. Anderes, etwa Rückmeldungen, geschrieben und geprüft.</source>
        <translation>No new contacts. Other entries, such as returns, written and checked.</translation>
    </message>
    <message>
        <source>Es gab nichts Neues zu schreiben.</source>
        <translation>There was nothing new to write.</translation>
    </message>
    <message>
        <source>Ausgabe {number} des Verzeichnisses übernommen.</source>
        <translation>Release {number} of the directory taken in.</translation>
    </message>
    <message>
        <source>Einträge aus einer hier eingelesenen Liste blieben, wie sie sind: {count}.</source>
        <translation>Records of a list read in here stay as they are: {count}.</translation>
    </message>
    <message>
        <source>Bringen Sie ihn zur Leitstelle; sie meldet den Platz an. Danach reisen auch die Kontakte mit.</source>
        <translation>Take it to the district office, which enrols this desk. After that the contacts travel too.</translation>
    </message>
    <message>
        <source>Der Austausch ist fertig.</source>
        <translation>The exchange is done.</translation>
    </message>
    <message>
        <source>Abgebrochen. Es ging nichts verloren.</source>
        <translation>Cancelled. Nothing was lost.</translation>
    </message>
    <message>
        <source>Der eingetippte Fingerabdruck stimmt nicht: Keine Leitstelle hat ihn. Es wurde nichts übernommen. Lassen Sie ihn sich noch einmal vorlesen.</source>
        <translation>The fingerprint typed is wrong: no office has it. Nothing was taken in. Have it read out to you once more.</translation>
    </message>
    <message>
        <source>Der Schlüssel dieses Platzes fehlt auf diesem PC. So ist es nach einem Umzug und nach einer zurückgeholten Sicherung. Alle Kontakte sind hier und bleiben. Melden Sie den Platz neu an (Strg+N), tauschen Sie aus und lesen Sie der Leitstelle den neuen Fingerabdruck vor. Jeder Kontakt zählt trotzdem nur einmal.</source>
        <translation>The key of this desk is missing on this PC. It is so after moving, and after a backup was brought back. All contacts are here and stay. Enrol the desk anew (Ctrl+N), exchange, and read the new fingerprint to the office. Each contact still counts only once.</translation>
    </message>
    <message>
        <source>Es wurde nichts geschrieben.</source>
        <translation>Nothing was written.</translation>
    </message>
    <message>
        <source>Der Antrag dieses Platzes ist geschrieben und geprüft.</source>
        <translation>This desk&apos;s request is written and checked.</translation>
    </message>
    <message>
        <source>Sie können den Stick abziehen.</source>
        <translation>You can take the stick out.</translation>
    </message>
    <message>
        <source>Dieser Platz ist bei der Leitstelle abgemeldet. Ihre Kontakte bleiben hier. Bitte dort anrufen.</source>
        <translation>The district office has revoked this desk. Your contacts stay here. Please call the office.</translation>
    </message>
    <message>
        <source>Die Uhr dieses Rechners steht vor dem Datum der letzten Ausgabe. Lassen Sie die Uhr stellen.</source>
        <translation>This computer&apos;s clock is behind the date of the last release. Have the clock set.</translation>
    </message>
    <message>
        <source>Eine Datei ist unvollständig kopiert; sie bleibt liegen. Kopieren Sie sie noch einmal, oder warten Sie auf die nächste.</source>
        <translation>A file was copied incompletely and stays where it is. Copy it again, or wait for the next one.</translation>
    </message>
    <message>
        <source>Eine Datei stammt von einer neueren Version des Programms. Sagen Sie der Technik Bescheid.</source>
        <translation>A file comes from a newer version of the program. Tell the technical staff.</translation>
    </message>
    <message>
        <source>Eine ältere Ausgabe liegt dabei; sie bleibt liegen. Sie müssen nichts tun.</source>
        <translation>An older release lies there too; it stays where it is. You need not do anything.</translation>
    </message>
    <message>
        <source>Letzter Austausch: heute.</source>
        <translation>Last exchange: today.</translation>
    </message>
    <message>
        <source>Letzter Austausch: gestern.</source>
        <translation>Last exchange: yesterday.</translation>
    </message>
    <message>
        <source>Letzter Austausch am {day:%d.%m.%Y}.</source>
        <translation>Last exchange on {day:%d/%m/%Y}.</translation>
    </message>
    <message>
        <source>Hier wurde noch nie ausgetauscht.</source>
        <translation>No exchange has taken place here yet.</translation>
    </message>
    <message>
        <source>Mehrere Leitstellen nennen diesen Platz als ihren. Übernommen wurde keine. Oben auf dieser Seite steht, was zu tun ist.</source>
        <translation>Several offices name this desk as theirs. None was taken in. The top of this page says what to do.</translation>
    </message>
    <message>
        <source>Verzeichnis: Ausgabe {number} vom {day:%d.%m.%Y}.</source>
        <translation>Directory: release {number} of {day:%d/%m/%Y}.</translation>
    </message>
    <message>
        <source>Die Leitstelle hat alles bestätigt.</source>
        <translation>The district office has confirmed everything.</translation>
    </message>
    <message>
        <source>Die Leitstelle hat 1 Kontakt noch nicht bestätigt.</source>
        <translation>The district office has not confirmed 1 contact yet.</translation>
    </message>
    <message>
        <source>Die Leitstelle hat {count} Kontakte noch nicht bestätigt.</source>
        <translation>The district office has not confirmed {count} contacts yet.</translation>
    </message>
    <message>
        <source>Seit mindestens sieben Tagen kein Austausch mit der Leitstelle.</source>
        <translation>No exchange with the district office for at least seven days.</translation>
    </message>
    <message>
        <source>Seit {days} Tagen kein Austausch mit der Leitstelle.</source>
        <translation>No exchange with the district office for {days} days.</translation>
    </message>
    <message>
        <source>Dieser Platz ist bei der Leitstelle noch nicht angemeldet.</source>
        <translation>This desk is not enrolled at the district office yet.</translation>
    </message>
    <message>
        <source>Angemeldet bei: {office}.</source>
        <translation>Enrolled at: {office}.</translation>
    </message>
    <message>
        <source>Dieser Platz ist bei der Leitstelle abgemeldet.</source>
        <translation>This desk has been revoked by the district office.</translation>
    </message>
    <message>
        <source>Fingerabdruck dieses Platzes: {fingerprint}</source>
        <translation>Fingerprint of this desk: {fingerprint}</translation>
    </message>
    <message>
        <source>geschlossen</source>
        <translation>closed</translation>
    </message>
    <message>
        <source>nur mit Termin</source>
        <translation>by appointment only</translation>
    </message>
    <message>
        <source>nur Notfälle</source>
        <translation>emergencies only</translation>
    </message>
    <message>
        <source>nicht bekannt</source>
        <translation>not known</translation>
    </message>
    <message>
        <source>Kosten</source>
        <translation>Cost</translation>
    </message>
    <message>
        <source>Wer kann das bekommen</source>
        <translation>Who can get it</translation>
    </message>
    <message>
        <source>Ab wann der Antrag zählt</source>
        <translation>Since when a claim counts</translation>
    </message>
    <message>
        <source>Worum es geht</source>
        <translation>What it is about</translation>
    </message>
    <message>
        <source>Rechtsgrundlage</source>
        <translation>Legal basis</translation>
    </message>
    <message>
        <source>bisher {name}</source>
        <translation>formerly {name}</translation>
    </message>
    <message>
        <source>Zuständige Stelle für diesen Ort nicht bekannt</source>
        <translation>Responsible body for this place not known</translation>
    </message>
    <message>
        <source>MUSTER: Raum und Zeiten sind erfunden</source>
        <translation>MUSTER (sample): room and hours are made up</translation>
    </message>
    <message>
        <source>Zuständigkeit noch zu prüfen</source>
        <translation>Responsibility still to be checked</translation>
    </message>
    <message>
        <source>Zettel wird diskret gedruckt</source>
        <translation>The slip is printed discreetly</translation>
    </message>
    <message>
        <source>Wo</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>Wann</source>
        <translation>When</translation>
    </message>
    <message>
        <source>Auch hier</source>
        <translation>Also here</translation>
    </message>
    <message>
        <source>Raum {room}</source>
        <translation>Room {room}</translation>
    </message>
    <message>
        <source>Adresse nicht bekannt</source>
        <translation>Address not known</translation>
    </message>
    <message>
        <source>stufenlos</source>
        <translation>step-free</translation>
    </message>
    <message>
        <source>nicht stufenlos</source>
        <translation>not step-free</translation>
    </message>
    <message>
        <source>Zeiten nicht bekannt: vorher fragen</source>
        <translation>Hours not known: ask first</translation>
    </message>
    <message>
        <source>Nur mit Termin</source>
        <translation>By appointment only</translation>
    </message>
    <message>
        <source>Mitbringen</source>
        <translation>Bring along</translation>
    </message>
    <message>
        <source>Formulare</source>
        <translation>Forms</translation>
    </message>
    <message>
        <source>So können Sie es sagen</source>
        <translation>What you can say</translation>
    </message>
    <message>
        <source>Dort wird gesprochen</source>
        <translation>Spoken there</translation>
    </message>
    <message>
        <source>Telefon</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>geändert am {day:%d.%m.%Y}</source>
        <translation>changed on {day:%d.%m.%Y}</translation>
    </message>
    <message>
        <source>So geht es weiter</source>
        <translation>What happens next</translation>
    </message>
    <message>
        <source>Noch nie geprüft</source>
        <translation>Never checked</translation>
    </message>
    <message>
        <source>Zuletzt geprüft: {day:%d.%m.%Y}</source>
        <translation>Last checked: {day:%d/%m/%Y}</translation>
    </message>
    <message>
        <source>1 Kontakt</source>
        <translation>1 contact</translation>
    </message>
    <message>
        <source>{count} Kontakte</source>
        <translation>{count} contacts</translation>
    </message>
    <message>
        <source>keine Kontakte, nur anderes</source>
        <translation>no contacts, only other entries</translation>
    </message>
    <message>
        <source>keine Kontakte</source>
        <translation>no contacts</translation>
    </message>
    <message>
        <source>✓ bestätigt</source>
        <translation>✓ confirmed</translation>
    </message>
    <message>
        <source>○ noch nicht bestätigt</source>
        <translation>○ not confirmed yet</translation>
    </message>
    <message>
        <source>▲ abgebrochen</source>
        <translation>▲ cancelled</translation>
    </message>
    <message>
        <source>▲ nicht gelungen</source>
        <translation>▲ did not work</translation>
    </message>
    <message>
        <source>Ausgabe {number} übernommen</source>
        <translation>release {number} taken in</translation>
    </message>
    <message>
        <source>auf „{place}“</source>
        <translation>on “{place}”</translation>
    </message>
    <message>
        <source>1 Hinweis</source>
        <translation>1 notice</translation>
    </message>
    <message>
        <source>{count} Hinweise</source>
        <translation>{count} notices</translation>
    </message>
    <message>
        <source>Antrag auf Anmeldung abgelegt</source>
        <translation>request to be enrolled left</translation>
    </message>
    <message>
        <source>nicht mehr da</source>
        <translation>no longer there</translation>
    </message>
    <message>
        <source>kein Platz mehr</source>
        <translation>no room left</translation>
    </message>
    <message>
        <source>schreibgeschützt</source>
        <translation>write-protected</translation>
    </message>
    <message>
        <source>von einem anderen Programm belegt</source>
        <translation>held by another program</translation>
    </message>
    <message>
        <source>nicht zu lesen oder zu schreiben</source>
        <translation>cannot be read or written</translation>
    </message>
    <message>
        <source>wohl defekt</source>
        <translation>probably defective</translation>
    </message>
    <message>
        <source>Schlüssel fehlte</source>
        <translation>key was missing</translation>
    </message>
    <message>
        <source>{day} · {size} MB</source>
        <translation>{day} · {size} MB</translation>
    </message>
    <message>
        <source>gelöscht am {day:%d.%m.%Y}</source>
        <translation>deleted on {day:%d.%m.%Y}</translation>
    </message>
    <message>
        <source>verschlossen, öffnet das {sheet}</source>
        <translation>sealed, opened by the {sheet}</translation>
    </message>
    <message>
        <source>nicht lesbar, {gone}</source>
        <translation>not readable, {gone}</translation>
    </message>
    <message>
        <source>1 Kontakt noch nicht bestätigt</source>
        <translation>1 contact not yet confirmed</translation>
    </message>
    <message>
        <source>{count} Kontakte noch nicht bestätigt</source>
        <translation>{count} contacts not yet confirmed</translation>
    </message>
    <message>
        <source>Ausgabe {number}</source>
        <translation>release {number}</translation>
    </message>
    <message>
        <source>noch keine Ausgabe</source>
        <translation>no release yet</translation>
    </message>
    <message>
        <source>Wiederherstellungsblatt Nr. {number}</source>
        <translation>recovery sheet no. {number}</translation>
    </message>
    <message>
        <source>Wiederherstellungsblatt vom {day:%d.%m.%Y}, Nr. {number}</source>
        <translation>recovery sheet of {day:%d.%m.%Y}, no. {number}</translation>
    </message>
    <message>
        <source>Tippen Sie die vier Zeilen ab: {sheet}.</source>
        <translation>Type the four lines: {sheet}.</translation>
    </message>
    <message>
        <source>heute</source>
        <translation>today</translation>
    </message>
    <message>
        <source>gestern</source>
        <translation>yesterday</translation>
    </message>
    <message>
        <source>Montag</source>
        <translation>Monday</translation>
    </message>
    <message>
        <source>Dienstag</source>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>Mittwoch</source>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>Donnerstag</source>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>Freitag</source>
        <translation>Friday</translation>
    </message>
    <message>
        <source>Samstag</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>Sonntag</source>
        <translation>Sunday</translation>
    </message>
    <message>
        <source>Hier gibt es noch keine Sicherung.</source>
        <translation>There is no backup here yet.</translation>
    </message>
    <message>
        <source>Neueste Sicherung: {day}.</source>
        <translation>Newest backup: {day}.</translation>
    </message>
    <message>
        <source>Jeden Tag macht das Fenster von selbst eine und prüft sie. Ältere löscht es.</source>
        <translation>Every day the window makes one by itself and checks it. It deletes older ones.</translation>
    </message>
    <message>
        <source>Zweiter Ordner: {folder}</source>
        <translation>Second folder: {folder}</translation>
    </message>
    <message>
        <source>Es gilt: {sheet}.</source>
        <translation>In force: {sheet}.</translation>
    </message>
    <message>
        <source>In den zweiten Ordner kommt erst etwas, wenn es ein Wiederherstellungsblatt gibt.</source>
        <translation>Nothing goes to the second folder until there is a recovery sheet.</translation>
    </message>
    <message>
        <source>Die Sicherung von {day} zurückholen? Was seitdem eingetragen wurde, steht dann nicht mehr hier. Es wird beiseitegelegt und nach {days} Tagen gelöscht. Was die Leitstelle schon hat, bleibt dort und wird nicht doppelt gezählt.</source>
        <translation>Bring back the backup of {day}? What was entered since will no longer stand here. It is set aside and deleted after {days} days. What the district office has already stays there and is not counted twice.</translation>
    </message>
    <message>
        <source>Die letzte gute Sicherung zurückholen und aus der beschädigten Datei dazunehmen, was noch lesbar ist? Die beschädigte Datei bleibt unverändert liegen und wird nach {days} Tagen gelöscht.</source>
        <translation>Bring back the last good backup and add what can still be read of the damaged file? The damaged file stays as it is and is deleted after {days} days.</translation>
    </message>
    <message>
        <source>Es geht weiter, ohne Sicherung: aus der beschädigten Datei selbst.</source>
        <translation>It goes on without a backup: from the damaged file itself.</translation>
    </message>
    <message>
        <source>Zurückgeholt: Sicherung von {day}.</source>
        <translation>Brought back: backup of {day}.</translation>
    </message>
    <message>
        <source>Aus der beschädigten Datei dazugekommen: {today} Einträge von heute, {events} frühere, {codes} Zettel-Codes.</source>
        <translation>Added from the damaged file: {today} entries of today, {events} earlier ones, {codes} slip codes.</translation>
    </message>
    <message>
        <source>Nicht mehr lesbar: {count} frühere Einträge.</source>
        <translation>No longer readable: {count} earlier entries.</translation>
    </message>
    <message>
        <source>Manches war nicht mehr lesbar. Sehen Sie unter „Heute“ nach.</source>
        <translation>Some of it was no longer readable. Look at &quot;Today&quot;.</translation>
    </message>
</context>
<context>
    <name>AnnouncementLine</name>
    <message>
        <source>Meldung</source>
        <translation>Message</translation>
    </message>
</context>
<context>
    <name>BackupList</name>
    <message>
        <source>Vorhandene Sicherungen</source>
        <translation>Backups there are</translation>
    </message>
</context>
<context>
    <name>BackupQuestion</name>
    <message>
        <source>Frage</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Was einzutippen ist</source>
        <translation>What to type</translation>
    </message>
</context>
<context>
    <name>BackupsPage</name>
    <message>
        <source>&amp;Sicherungen</source>
        <translation>&amp;Backups</translation>
    </message>
    <message>
        <source>Die Daten dieses Platzes lassen sich nicht öffnen. Es ist noch nichts verändert. Retten Sie, was lesbar ist: Das Programm holt die letzte gute Sicherung zurück und nimmt dazu, was in der beschädigten Datei noch zu lesen ist.</source>
        <translation>The data of this desk cannot be opened. Nothing has been changed yet. Rescue what is readable: the program brings back the last good backup and adds what can still be read of the damaged file.</translation>
    </message>
    <message>
        <source>Auf diesem PC ist noch kein Platz eingerichtet. Wählen Sie eine Sicherung: Damit geht es hier weiter, wo sie endet.</source>
        <translation>No desk has been set up on this PC yet. Choose a backup: work goes on here where it ends.</translation>
    </message>
    <message>
        <source>Bitte erst eine Sicherung wählen.</source>
        <translation>Please choose a backup first.</translation>
    </message>
    <message>
        <source>Zurückgeholt: Sicherung von {day}.</source>
        <translation>Brought back: backup of {day}.</translation>
    </message>
    <message>
        <source>Wird zurückgeholt und geprüft …</source>
        <translation>Being brought back and checked …</translation>
    </message>
    <message>
        <source>Es wurde nichts geändert.</source>
        <translation>Nothing was changed.</translation>
    </message>
    <message>
        <source>Die Datei {name} zurückholen? Was hier eingetragen ist, wird beiseitegelegt und nach {days} Tagen gelöscht. Was die Leitstelle schon hat, wird nicht doppelt gezählt.</source>
        <translation>Bring back the file {name}? What was entered here is set aside and deleted after {days} days. What the district office has already is not counted twice.</translation>
    </message>
    <message>
        <source>Zurückgeholt: {name}.</source>
        <translation>Brought back: {name}.</translation>
    </message>
    <message>
        <source>Gesichert und geprüft.</source>
        <translation>Backed up and checked.</translation>
    </message>
    <message>
        <source>&amp;Retten, was lesbar ist</source>
        <translation>&amp;Rescue what is readable</translation>
    </message>
    <message>
        <source>Erneut &amp;versuchen</source>
        <translation>&amp;Try again</translation>
    </message>
    <message>
        <source>Jetzt &amp;sichern</source>
        <translation>Back up &amp;now</translation>
    </message>
    <message>
        <source>Zweiten &amp;Ordner wählen …</source>
        <translation>Choose a second &amp;folder …</translation>
    </message>
    <message>
        <source>Wiederherstellungs&amp;blatt drucken …</source>
        <translation>Print recovery &amp;sheet …</translation>
    </message>
    <message>
        <source>Wiederherstellungsblatt als &amp;PDF …</source>
        <translation>Recovery sheet as &amp;PDF …</translation>
    </message>
    <message>
        <source>Sicherung &amp;zurückholen …</source>
        <translation>Bring a backup &amp;back …</translation>
    </message>
    <message>
        <source>Andere &amp;Datei zurückholen …</source>
        <translation>Bring back another f&amp;ile …</translation>
    </message>
    <message>
        <source>&amp;Ja, zurückholen</source>
        <translation>&amp;Yes, bring back</translation>
    </message>
    <message>
        <source>&amp;Nein, nichts ändern</source>
        <translation>N&amp;o, change nothing</translation>
    </message>
    <message>
        <source>Seite</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>Sicherungen</source>
        <translation>Backups</translation>
    </message>
    <message>
        <source>Hinweis</source>
        <translation>Notice</translation>
    </message>
    <message>
        <source>Befund</source>
        <translation>Finding</translation>
    </message>
    <message>
        <source>Stand der Sicherungen</source>
        <translation>State of the backups</translation>
    </message>
    <message>
        <source>Die Sicherungen werden gelesen …</source>
        <translation>Reading the backups …</translation>
    </message>
    <message>
        <source>Ergebnis</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>Sicherung läuft</source>
        <translation>Backing up</translation>
    </message>
</context>
<context>
    <name>BringingBack</name>
    <message>
        <source>Befund: {finding}</source>
        <translation>Finding: {finding}</translation>
    </message>
    <message>
        <source>Befund: Die Datenbank ist nicht mehr da.</source>
        <translation>Finding: the database is gone.</translation>
    </message>
</context>
<context>
    <name>ContactPanel</name>
    <message>
        <source>Anliegen</source>
        <translation>Concern</translation>
    </message>
    <message>
        <source>mit Umschalttaste: nur +1</source>
        <translation>with Shift: just +1</translation>
    </message>
    <message>
        <source>Beratung</source>
        <translation>Advice</translation>
    </message>
    <message>
        <source>Weg, Raum</source>
        <translation>Way, room</translation>
    </message>
    <message>
        <source>Hat Termin</source>
        <translation>Appointment</translation>
    </message>
    <message>
        <source>Abgabe</source>
        <translation>Hand in</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>Letter</translation>
    </message>
    <message>
        <source>Formular</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Geld fehlt</source>
        <translation>No money</translation>
    </message>
    <message>
        <source>Amt still</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>Beschwerde</source>
        <translation>Complaint</translation>
    </message>
    <message>
        <source>Notfall</source>
        <translation>Emergency</translation>
    </message>
    <message>
        <source>Für andere</source>
        <translation>For others</translation>
    </message>
    <message>
        <source>Anderes Amt</source>
        <translation>Other office</translation>
    </message>
    <message>
        <source>Ergebnis</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>Weg zu uns</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>Sprachmittlung</source>
        <translation>Interpreter</translation>
    </message>
    <message>
        <source>Blieb offen</source>
        <translation>Unmet need</translation>
    </message>
    <message>
        <source>Was offen blieb</source>
        <translation>What nobody could help with</translation>
    </message>
    <message>
        <source>Warum es offen blieb</source>
        <translation>Why nobody could help</translation>
    </message>
</context>
<context>
    <name>CounterActions</name>
    <message>
        <source>&amp;Kontakt</source>
        <translation>&amp;Contact</translation>
    </message>
    <message>
        <source>&amp;Anliegen</source>
        <translation>C&amp;oncern</translation>
    </message>
    <message>
        <source>Strich&amp;liste</source>
        <translation>&amp;Tally</translation>
    </message>
    <message>
        <source>&amp;Person</source>
        <translation>&amp;Person</translation>
    </message>
    <message>
        <source>&amp;Suchen</source>
        <translation>&amp;Search</translation>
    </message>
    <message>
        <source>Nur was jetzt &amp;offen ist</source>
        <translation>Only what is &amp;open now</translation>
    </message>
    <message>
        <source>Nur wo diese Sprache gesprochen wird</source>
        <translation>Only where this language is spoken</translation>
    </message>
    <message>
        <source>Nur wo es &amp;stufenlos ist</source>
        <translation>Only where it is &amp;step-free</translation>
    </message>
    <message>
        <source>Stadt der Suche wählen</source>
        <translation>Choose the town to search</translation>
    </message>
    <message>
        <source>Themengruppe der Suche wählen</source>
        <translation>Choose group of topics to search</translation>
    </message>
    <message>
        <source>&amp;Lebenslage wählen</source>
        <translation>Choose &amp;life situation</translation>
    </message>
    <message>
        <source>Zum &amp;Brief über den Treffern</source>
        <translation>To the &amp;letter above the hits</translation>
    </message>
    <message>
        <source>Auf den &amp;Zettel nehmen</source>
        <translation>Put on the &amp;slip</translation>
    </message>
    <message>
        <source>&amp;Alle Stellen der Lebenslage nehmen</source>
        <translation>Take &amp;all services of the life situation</translation>
    </message>
    <message>
        <source>Letzte Leistung vom Zettel &amp;entfernen</source>
        <translation>&amp;Remove the last service from the slip</translation>
    </message>
    <message>
        <source>&amp;Vorschau des Zettels</source>
        <translation>Pre&amp;view of the slip</translation>
    </message>
    <message>
        <source>Auf den Zettel: &amp;Termin, Frist, Anliegen, Formular</source>
        <translation>On the slip: &amp;appointment, deadline, concern, form</translation>
    </message>
    <message>
        <source>Zettel auf A&amp;5 statt A4</source>
        <translation>Slip on A&amp;5 instead of A4</translation>
    </message>
    <message>
        <source>&amp;Diskreter Zettel ohne Thema</source>
        <translation>&amp;Discreet slip without topic</translation>
    </message>
    <message>
        <source>Ergebnis wählen</source>
        <translation>Choose the outcome</translation>
    </message>
    <message>
        <source>Weg zu uns wählen</source>
        <translation>Choose the channel</translation>
    </message>
    <message>
        <source>Sprachmittlung wählen</source>
        <translation>Choose the interpreter</translation>
    </message>
    <message>
        <source>Etwas blieb offen: un&amp;gedeckt</source>
        <translation>Unmet &amp;need</translation>
    </message>
    <message>
        <source>&amp;Drucken und zählen</source>
        <translation>&amp;Print and count</translation>
    </message>
    <message>
        <source>Zählen &amp;ohne Zettel</source>
        <translation>Count &amp;without a slip</translation>
    </message>
    <message>
        <source>Letzten Eintrag &amp;zurücknehmen</source>
        <translation>&amp;Undo the last entry</translation>
    </message>
    <message>
        <source>&amp;Neu beginnen, nichts zählen</source>
        <translation>Start over, count &amp;nothing</translation>
    </message>
    <message>
        <source>Letzten Zettel noch &amp;einmal drucken</source>
        <translation>Print the last slip a&amp;gain</translation>
    </message>
    <message>
        <source>Letzten Zettel als &amp;Datei speichern …</source>
        <translation>Save the last slip as a &amp;file …</translation>
    </message>
    <message>
        <source>&amp;Großer Zettel: große Schrift, Bilder, einfach</source>
        <translation>&amp;Large slip: large type, pictures, plain words</translation>
    </message>
    <message>
        <source>&amp;Zwei A5 auf einem Blatt</source>
        <translation>&amp;Two A5 on one sheet</translation>
    </message>
    <message>
        <source>&amp;Bon, 80 mm</source>
        <translation>&amp;Receipt, 80 mm</translation>
    </message>
    <message>
        <source>&amp;Brief im Fensterumschlag</source>
        <translation>&amp;Letter for a window envelope</translation>
    </message>
    <message>
        <source>Andere Sprache</source>
        <translation>Another language</translation>
    </message>
    <message>
        <source>Andere Sprache wählen …</source>
        <translation>Choose another language …</translation>
    </message>
</context>
<context>
    <name>CounterPage</name>
    <message>
        <source>Noch nichts zu drucken. Eine Leistung suchen, oder mit Strg+S ohne Zettel zählen.</source>
        <translation>Nothing to print yet. Search for a service, or count without a slip with Ctrl+S.</translation>
    </message>
    <message>
        <source>Gezählt.</source>
        <translation>Counted.</translation>
    </message>
    <message>
        <source>Gezählt: {count} × {concern}.</source>
        <translation>Counted: {count} × {concern}.</translation>
    </message>
    <message>
        <source>Der letzte Kontakt ist zurückgenommen.</source>
        <translation>The last contact has been undone.</translation>
    </message>
    <message>
        <source>Der letzte Strich ist zurückgenommen.</source>
        <translation>The last tally has been undone.</translation>
    </message>
    <message>
        <source>Gezählt. Der Zettel wird gedruckt …</source>
        <translation>Counted. The slip is being printed …</translation>
    </message>
    <message>
        <source>Notfall gezählt, sonst nichts. Strg+Z am Schalter nimmt zurück.</source>
        <translation>Emergency counted, nothing else. Ctrl+Z at the counter undoes it.</translation>
    </message>
    <message>
        <source>spricht {language}</source>
        <translation>speaks {language}</translation>
    </message>
</context>
<context>
    <name>Curtain</name>
    <message>
        <source>Weiter</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Weiter am Schalter</source>
        <translation>Continue at the counter</translation>
    </message>
</context>
<context>
    <name>DailyBackup</name>
    <message>
        <source>Die Sicherung von heute ist nicht gelungen. {why}</source>
        <translation>Today&apos;s backup did not succeed. {why}</translation>
    </message>
</context>
<context>
    <name>DeletionNotice</name>
    <message>
        <source>Ab dem {day:%d.%m.%Y} löscht dieser Platz 1 Kontakt, der dann älter als dreizehn Monate ist.</source>
        <translation>From {day:%d.%m.%Y} this desk deletes 1 contact that will then be older than thirteen months.</translation>
    </message>
    <message>
        <source>Ab dem {day:%d.%m.%Y} löscht dieser Platz {count} Kontakte, die dann älter als dreizehn Monate sind.</source>
        <translation>From {day:%d.%m.%Y} this desk deletes {count} contacts that will then be older than thirteen months.</translation>
    </message>
    <message>
        <source>Die Summen des Hauses bleiben. Sie müssen nichts tun. Soll die Leitstelle sie bekommen, tauschen Sie vorher aus: Strg+U.</source>
        <translation>The totals of the house stay. You need not do anything. If the office is to have them, exchange before that: Ctrl+U.</translation>
    </message>
</context>
<context>
    <name>DeskWindow</name>
    <message>
        <source>&amp;Schalter</source>
        <translation>&amp;Counter</translation>
    </message>
    <message>
        <source>Si&amp;cherungen</source>
        <translation>Back&amp;ups</translation>
    </message>
    <message>
        <source>Wird gezählt, sobald die Daten frei sind. Es geht nichts verloren.</source>
        <translation>Will be counted as soon as the data are free. Nothing is lost.</translation>
    </message>
    <message>
        <source>Wird gezählt, sobald der Austausch so weit ist. Sie können weiterarbeiten.</source>
        <translation>Will be counted as soon as the exchange allows. You can go on working.</translation>
    </message>
    <message>
        <source>▲ Musterdaten: Räume und Zeiten mit „MUSTER“ sind erfunden, auch auf dem Zettel. Vor dem Weitergeben prüfen.</source>
        <translation>▲ Sample data: rooms and hours marked “MUSTER” are made up, on slips too. Check before passing them on.</translation>
    </message>
    <message>
        <source>&amp;Heute eingetragen</source>
        <translation>Entered &amp;today</translation>
    </message>
    <message>
        <source>&amp;Austausch mit der Leitstelle</source>
        <translation>&amp;Exchange with the district office</translation>
    </message>
    <message>
        <source>&amp;Einstellungen</source>
        <translation>&amp;Settings</translation>
    </message>
    <message>
        <source>Der Austausch wird abgebrochen, dann schließt das Fenster. Bitte stecken lassen.</source>
        <translation>The exchange is being cancelled, then the window closes. Please leave the stick in.</translation>
    </message>
    <message>
        <source>Erneut versuchen</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Beenden</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>Die Daten dieses Platzes stammen von einem anderen PC. Es wurde nichts geändert.

Wird der alte PC nicht mehr benutzt? Dann geht es hier weiter, nichts geht verloren.

Wird am alten PC weitergearbeitet? Dann beenden Sie und fragen Sie die Technik: Zwei PCs dürfen nicht derselbe Platz sein.</source>
        <translation>The data of this desk come from another PC. Nothing was changed.

Is the old PC no longer used? Then work goes on here and nothing is lost.

Is the old PC still used? Then quit and ask the technical staff: two PCs must not be the same desk.</translation>
    </message>
    <message>
        <source>Hier weiterarbeiten</source>
        <translation>Go on here</translation>
    </message>
    <message>
        <source>Der Platz ist eingerichtet.</source>
        <translation>The desk is set up.</translation>
    </message>
</context>
<context>
    <name>EmergencyPage</name>
    <message>
        <source>Zurück zum Schalter</source>
        <translation>Back to the counter</translation>
    </message>
    <message>
        <source>Notfall</source>
        <translation>Emergency</translation>
    </message>
    <message>
        <source>Nummern und Vorgehen im Notfall</source>
        <translation>Numbers and procedure in an emergency</translation>
    </message>
    <message>
        <source>N&amp;otfall</source>
        <translation>&amp;Emergency</translation>
    </message>
    <message>
        <source>Gefahr für Leib und Leben</source>
        <translation>Danger to life</translation>
    </message>
    <message>
        <source>Jemand spricht davon, sich das Leben zu nehmen</source>
        <translation>Somebody speaks of taking their own life</translation>
    </message>
    <message>
        <source>Ein Kind ist in Gefahr</source>
        <translation>A child is in danger</translation>
    </message>
    <message>
        <source>Gewalt</source>
        <translation>Violence</translation>
    </message>
    <message>
        <source>Heute Nacht kein Bett</source>
        <translation>No bed tonight</translation>
    </message>
    <message>
        <source>Noch nichts hinterlegt. Seite Einstellungen: Vorgehen im Notfall.</source>
        <translation>Nothing entered yet. Page Settings: procedure in an emergency.</translation>
    </message>
    <message>
        <source>In diesem Haus</source>
        <translation>In this house</translation>
    </message>
    <message>
        <source>Ordnungsamt der Stadt, nachts über die Polizei 110.</source>
        <translation>The town’s public order office, at night through the police, 110.</translation>
    </message>
</context>
<context>
    <name>EntryModel</name>
    <message>
        <source>Halbtag</source>
        <translation>Half-day</translation>
    </message>
    <message>
        <source>Anliegen</source>
        <translation>Concern</translation>
    </message>
    <message>
        <source>Themen</source>
        <translation>Topics</translation>
    </message>
    <message>
        <source>Sprache</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Ergebnis</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>Blieb offen</source>
        <translation>Unmet need</translation>
    </message>
    <message>
        <source>vormittags</source>
        <translation>morning</translation>
    </message>
    <message>
        <source>nachmittags</source>
        <translation>afternoon</translation>
    </message>
</context>
<context>
    <name>ExchangePage</name>
    <message>
        <source>Aus&amp;tausch</source>
        <translation>E&amp;xchange</translation>
    </message>
    <message>
        <source>Die Leitstelle ist bestätigt.</source>
        <translation>The district office is confirmed.</translation>
    </message>
    <message>
        <source>Leitstelle bestä&amp;tigen</source>
        <translation>Confirm the &amp;district office</translation>
    </message>
    <message>
        <source>Platz &amp;neu anmelden</source>
        <translation>Enrol this desk &amp;anew</translation>
    </message>
    <message>
        <source>Der Schlüssel fehlt</source>
        <translation>The key is missing</translation>
    </message>
    <message>
        <source>Platz neu anmelden</source>
        <translation>Enrol this desk anew</translation>
    </message>
    <message>
        <source>Neuer Schlüssel angelegt. Tauschen Sie jetzt aus: Der Antrag geht mit.</source>
        <translation>New key made. Exchange now: the request travels with it.</translation>
    </message>
    <message>
        <source>Bitte erst den Fingerabdruck eintippen, den die Leitstelle vorliest.</source>
        <translation>Please type the fingerprint the office reads out first.</translation>
    </message>
    <message>
        <source>Seite</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>Austausch mit der Leitstelle</source>
        <translation>Exchange with the district office</translation>
    </message>
    <message>
        <source>Stand des Austauschs</source>
        <translation>State of the exchange</translation>
    </message>
    <message>
        <source>Anmeldung dieses Platzes</source>
        <translation>Enrolment of this desk</translation>
    </message>
</context>
<context>
    <name>ExchangeReminder</name>
    <message>
        <source>▲ Austausch fällig</source>
        <translation>▲ Exchange due</translation>
    </message>
</context>
<context>
    <name>ExchangeRun</name>
    <message>
        <source>&amp;Austauschen</source>
        <translation>&amp;Exchange</translation>
    </message>
    <message>
        <source>Ab&amp;brechen</source>
        <translation>&amp;Cancel</translation>
    </message>
    <message>
        <source>Der Austausch beginnt …</source>
        <translation>The exchange begins …</translation>
    </message>
    <message>
        <source>Wird abgebrochen …</source>
        <translation>Cancelling …</translation>
    </message>
    <message>
        <source>Bitte stecken lassen.</source>
        <translation>Please leave it plugged in.</translation>
    </message>
    <message>
        <source>Der Stick wird gelesen …</source>
        <translation>Reading the stick …</translation>
    </message>
    <message>
        <source>Die Ausgabe der Leitstelle wird geprüft und übernommen …</source>
        <translation>Checking and taking in the release of the district office …</translation>
    </message>
    <message>
        <source>Kontakte werden geschrieben und geprüft …</source>
        <translation>Writing and checking contacts …</translation>
    </message>
    <message>
        <source>Die Freigabe wird gelesen …</source>
        <translation>Reading the share …</translation>
    </message>
    <message>
        <source>{done} von {total}</source>
        <translation>{done} of {total}</translation>
    </message>
    <message>
        <source>Hinweise stehen auf der Seite Austausch.</source>
        <translation>Notices are on the exchange page.</translation>
    </message>
    <message>
        <source>Austausch läuft</source>
        <translation>Exchange under way</translation>
    </message>
    <message>
        <source>Gelesen oder geschrieben</source>
        <translation>Read or written</translation>
    </message>
    <message>
        <source>Ergebnis des Austauschs</source>
        <translation>Result of the exchange</translation>
    </message>
    <message>
        <source>Was übernommen wurde</source>
        <translation>What was taken in</translation>
    </message>
    <message>
        <source>Hinweise zum Austausch</source>
        <translation>Notices about the exchange</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>{count} Stellen stehen auf dem Zettel.</source>
        <translation>{count} services are on the slip.</translation>
    </message>
</context>
<context>
    <name>FootButtons</name>
    <message>
        <source>Drucken und zählen</source>
        <translation>Print and count</translation>
    </message>
    <message>
        <source>Nur zählen</source>
        <translation>Just count</translation>
    </message>
    <message>
        <source>Zurück</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>GuidancePanel</name>
    <message>
        <source>oder Brief: {name}</source>
        <translation>or letter: {name}</translation>
    </message>
    <message>
        <source>Lebenslage: {name}</source>
        <translation>Life situation: {name}</translation>
    </message>
    <message>
        <source>Alle Stellen für die Lebenslage: {name}</source>
        <translation>All services for the life situation: {name}</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>&amp;Verlauf</source>
        <translation>&amp;History</translation>
    </message>
    <message>
        <source>Verlauf</source>
        <translation>History</translation>
    </message>
    <message>
        <source>Verlauf des Austauschs</source>
        <translation>History of exchanges</translation>
    </message>
    <message>
        <source>Was bisher ausgetauscht wurde</source>
        <translation>What was exchanged so far</translation>
    </message>
    <message>
        <source>Noch nichts. Nach dem ersten Austausch steht hier, was mitging.</source>
        <translation>Nothing yet. After the first exchange this shows what went.</translation>
    </message>
</context>
<context>
    <name>HouseFields</name>
    <message>
        <source>Name des Hauses auf Zetteln</source>
        <translation>Name of the house on slips</translation>
    </message>
    <message>
        <source>Rückrufnummer auf Zetteln</source>
        <translation>Callback number on slips</translation>
    </message>
    <message>
        <source>keine</source>
        <translation>none</translation>
    </message>
    <message>
        <source>Straße und Hausnummer des Hauses</source>
        <translation>Street and number of the house</translation>
    </message>
    <message>
        <source>wie im Verzeichnis, für „Heute im Haus“</source>
        <translation>as in the directory, for “Today in the house”</translation>
    </message>
    <message>
        <source>Name des &amp;Hauses auf Zetteln</source>
        <translation>Name of the &amp;house on slips</translation>
    </message>
    <message>
        <source>&amp;Rückrufnummer auf Zetteln</source>
        <translation>&amp;Callback number on slips</translation>
    </message>
    <message>
        <source>Straße und Haus&amp;nummer</source>
        <translation>Street and &amp;number</translation>
    </message>
</context>
<context>
    <name>LastSlip</name>
    <message>
        <source>zettel.pdf</source>
        <translation>slip.pdf</translation>
    </message>
    <message>
        <source>Gezählt, nicht gedruckt: abgebrochen. Strg+Umschalt+P fragt noch einmal, Strg+Z nimmt den letzten Eintrag zurück.</source>
        <translation>Counted, not printed: cancelled. Ctrl+Shift+P asks again, Ctrl+Z takes back the last entry.</translation>
    </message>
    <message>
        <source>Gezählt, aber nicht gedruckt. Hier ist kein Drucker: Wohin sollen die Zettel? Strg+Umschalt+S fragt noch einmal.</source>
        <translation>Counted, but not printed. There is no printer here: where should the slips go? Ctrl+Shift+S asks again.</translation>
    </message>
    <message>
        <source>Gezählt, aber nicht gedruckt: Der Drucker nahm den Zettel nicht an. Der Kontakt zählt mit Zettel, obwohl es kein Papier gibt. Strg+Umschalt+P druckt noch einmal, Strg+Umschalt+S speichert als Datei, Strg+Z nimmt den letzten Eintrag zurück.</source>
        <translation>Counted, but not printed: the printer did not take the slip. The contact counts as one with a slip although there is no paper. Ctrl+Shift+P prints again, Ctrl+Shift+S saves it as a file, Ctrl+Z takes back the last entry.</translation>
    </message>
    <message>
        <source>Gezählt und auf Deutsch gedruckt: In dieser Sprache gibt es keinen Zettel.</source>
        <translation>Counted and printed in German: there are no slips in this language.</translation>
    </message>
    <message>
        <source>Gezählt und gedruckt.</source>
        <translation>Counted and printed.</translation>
    </message>
    <message>
        <source>Gezählt. Zettel gespeichert: {path}. Nach dem Drucken bitte löschen.</source>
        <translation>Counted. Slip saved: {path}. Please delete it after printing.</translation>
    </message>
    <message>
        <source>Gezählt. Zettel auf Deutsch gespeichert, in dieser Sprache gibt es keinen: {path}. Nach dem Drucken bitte löschen.</source>
        <translation>Counted. Slip saved in German, there is none in this language: {path}. Please delete it after printing.</translation>
    </message>
    <message>
        <source>Gezählt, aber der Zettel ist nicht gespeichert.</source>
        <translation>Counted, but the slip is not saved.</translation>
    </message>
    <message>
        <source>Gezählt, aber nicht gedruckt. Der Zettel ist schon verworfen.</source>
        <translation>Counted, but not printed. The slip has been dropped already.</translation>
    </message>
</context>
<context>
    <name>LetterCard</name>
    <message>
        <source>Heute handeln!</source>
        <translation>Act today!</translation>
    </message>
    <message>
        <source>Frist beachten!</source>
        <translation>Mind the deadline!</translation>
    </message>
    <message>
        <source>Brief: {name}</source>
        <translation>Letter: {name}</translation>
    </message>
    <message>
        <source>Nächster Schritt:</source>
        <translation>Next step:</translation>
    </message>
    <message>
        <source>Suchen: {topic}</source>
        <translation>Search: {topic}</translation>
    </message>
</context>
<context>
    <name>LogPage</name>
    <message>
        <source>Letzten Eintrag &amp;zurücknehmen</source>
        <translation>&amp;Undo the last entry</translation>
    </message>
    <message>
        <source>Heute</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Kontakte, nicht Personen.</source>
        <translation>Contacts, not persons.</translation>
    </message>
    <message>
        <source>Einträge von heute</source>
        <translation>Entries of today</translation>
    </message>
    <message>
        <source>Letzten zurücknehmen</source>
        <translation>Undo the last</translation>
    </message>
    <message>
        <source>&amp;Einträge</source>
        <translation>&amp;Entries</translation>
    </message>
    <message>
        <source>Der letzte Eintrag ist zurückgenommen.</source>
        <translation>The last entry has been undone.</translation>
    </message>
    <message>
        <source>Heute: {count}</source>
        <translation>Today: {count}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;Datei</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>A&amp;nsicht</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>&amp;Verdecken</source>
        <translation>&amp;Hide the screen</translation>
    </message>
    <message>
        <source>&amp;Beenden</source>
        <translation>&amp;Quit</translation>
    </message>
    <message>
        <source>Hinweis</source>
        <translation>Notice</translation>
    </message>
</context>
<context>
    <name>MediaPanel</name>
    <message>
        <source>&amp;Ordner wählen …</source>
        <translation>Choose a &amp;folder …</translation>
    </message>
    <message>
        <source>Bitte erst wählen, auf welchen Stick oder in welchen Ordner.</source>
        <translation>Please choose the stick or folder first.</translation>
    </message>
    <message>
        <source>Bitte erst den Stick anstecken oder einen Ordner wählen.</source>
        <translation>Please plug in the stick or choose a folder first.</translation>
    </message>
    <message>
        <source>Welcher Stick steckt</source>
        <translation>Which stick is plugged in</translation>
    </message>
    <message>
        <source>Sticks und Freigaben</source>
        <translation>Sticks and shares</translation>
    </message>
    <message>
        <source>oder ein anderer Ordner</source>
        <translation>or another folder</translation>
    </message>
    <message>
        <source>Anderer Ordner</source>
        <translation>Other folder</translation>
    </message>
    <message>
        <source>Wählen …</source>
        <translation>Choose …</translation>
    </message>
    <message>
        <source>Stick</source>
        <translation>Stick</translation>
    </message>
    <message>
        <source>Freigabe im Netz</source>
        <translation>Network share</translation>
    </message>
    <message>
        <source>Ordner</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>der übliche Ort</source>
        <translation>the usual place</translation>
    </message>
    <message>
        <source>{size} frei</source>
        <translation>{size} free</translation>
    </message>
    <message>
        <source>schreibgeschützt</source>
        <translation>write-protected</translation>
    </message>
    <message>
        <source>Auf „{label}“ darf nicht geschrieben werden. Schreibschutz lösen oder einen anderen Stick nehmen.</source>
        <translation>“{label}” must not be written to. Release the write protection or take another stick.</translation>
    </message>
    <message>
        <source>„{label}“ gibt es hier mehrmals. Wählen Sie, wohin.</source>
        <translation>“{label}” is here more than once. Choose where to.</translation>
    </message>
    <message>
        <source>Gewählt ist „{label}“.</source>
        <translation>“{label}” is chosen.</translation>
    </message>
    <message>
        <source>Wählen Sie, wohin. Beim nächsten Mal ist es schon gewählt.</source>
        <translation>Choose where to. Next time it will be chosen already.</translation>
    </message>
    <message>
        <source>Antwortet gerade nicht: {names}.</source>
        <translation>Does not answer just now: {names}.</translation>
    </message>
    <message>
        <source>Es steckt kein Stick. Stecken Sie einen an, er erscheint hier von selbst.</source>
        <translation>No stick is plugged in. Plug one in and it appears here by itself.</translation>
    </message>
    <message>
        <source>Der Stick „{label}“ steckt nicht.</source>
        <translation>The stick “{label}” is not plugged in.</translation>
    </message>
    <message>
        <source>Die Freigabe „{label}“ ist gerade nicht zu erreichen.</source>
        <translation>The share “{label}” cannot be reached just now.</translation>
    </message>
    <message>
        <source>„{label}“ ist gerade nicht da.</source>
        <translation>“{label}” is not here just now.</translation>
    </message>
    <message>
        <source>Sobald das Netz sie wieder erreicht, erscheint sie hier von selbst.</source>
        <translation>As soon as the network reaches it again, it appears here by itself.</translation>
    </message>
    <message>
        <source>Stecken Sie ihn an, er erscheint hier von selbst.</source>
        <translation>Plug it in and it appears here by itself.</translation>
    </message>
    <message>
        <source>„{label}“ ist da.</source>
        <translation>“{label}” is here.</translation>
    </message>
    <message>
        <source>Ein Stick wurde abgezogen.</source>
        <translation>A stick was taken out.</translation>
    </message>
    <message>
        <source>Sticks sind hier gerade nicht zu erkennen. Wählen Sie den Ordner selbst.</source>
        <translation>Sticks cannot be detected here just now. Choose the folder yourself.</translation>
    </message>
</context>
<context>
    <name>MissedWordsPanel</name>
    <message>
        <source>Wort &amp;streichen</source>
        <translation>&amp;Strike word</translation>
    </message>
    <message>
        <source>Diese Wörter gehen mit. Zu ihnen wurde an drei Tagen nichts gefunden. Streichen Sie Namen und was niemand wissen soll.</source>
        <translation>These words go along. On three days nothing was found for them. Strike names and what nobody should know.</translation>
    </message>
    <message>
        <source>Wörter, die mitgehen</source>
        <translation>Words that go along</translation>
    </message>
    <message>
        <source>Gestrichen: {word}. Das Wort geht nicht mit.</source>
        <translation>Struck: {word}. The word does not go along.</translation>
    </message>
</context>
<context>
    <name>OfficeNotice</name>
    <message>
        <source>Fingerabdruck der Leitstelle</source>
        <translation>Fingerprint of the district office</translation>
    </message>
    <message>
        <source>Stimmt überein</source>
        <translation>They agree</translation>
    </message>
    <message>
        <source>Fingerabdruck der Leitstelle eintippen</source>
        <translation>Type the fingerprint of the office</translation>
    </message>
    <message>
        <source>oder eintippen, was Sie hören</source>
        <translation>or type what you hear</translation>
    </message>
    <message>
        <source>Lassen Sie sich von der Leitstelle deren Fingerabdruck vorlesen und vergleichen:
{fp}</source>
        <translation>Have the district office read its fingerprint to you and compare:
{fp}</translation>
    </message>
    <message>
        <source>Mit dieser Leitstelle austauschen</source>
        <translation>Exchange with this office</translation>
    </message>
    <message>
        <source>sechs Gruppen von fünf Ziffern</source>
        <translation>six groups of five digits</translation>
    </message>
    <message>
        <source>▲ Mehrere Leitstellen nennen diesen Platz als ihren. Rufen Sie Ihre Leitstelle an und tippen Sie den Fingerabdruck ein, den sie Ihnen vorliest.</source>
        <translation>▲ Several offices name this desk as theirs. Call your office and type the fingerprint it reads out to you.</translation>
    </message>
</context>
<context>
    <name>PaperMenu</name>
    <message>
        <source>&amp;Sprachkarte zum Zeigen</source>
        <translation>&amp;Language card to point at</translation>
    </message>
    <message>
        <source>&amp;Zeigetafeln mit Bildern und Nummern</source>
        <translation>&amp;Boards with pictures and numbers</translation>
    </message>
    <message>
        <source>&amp;Merkblatt zur gezeigten Leistung</source>
        <translation>Lea&amp;flet on the service shown</translation>
    </message>
    <message>
        <source>&amp;Heute im Haus</source>
        <translation>To&amp;day in the house</translation>
    </message>
    <message>
        <source>&amp;Plakat des Hauses</source>
        <translation>&amp;Poster of the house</translation>
    </message>
    <message>
        <source>&amp;Datenschutz am Schalter</source>
        <translation>Pri&amp;vacy at the counter</translation>
    </message>
    <message>
        <source>&amp;Kurzkarte der Tasten</source>
        <translation>&amp;Quick card of the keys</translation>
    </message>
    <message>
        <source>Pa&amp;pier</source>
        <translation>Pa&amp;per</translation>
    </message>
    <message>
        <source>Kein Thema gewählt. Erst eine Leistung suchen.</source>
        <translation>No topic chosen. Search for a service first.</translation>
    </message>
    <message>
        <source>Tasten am Schalter</source>
        <translation>Keys at the counter</translation>
    </message>
    <message>
        <source>Das Papier wird gemacht …</source>
        <translation>The paper is being made …</translation>
    </message>
    <message>
        <source>Gedruckt.</source>
        <translation>Printed.</translation>
    </message>
    <message>
        <source>Nicht gedruckt: abgebrochen.</source>
        <translation>Not printed: cancelled.</translation>
    </message>
    <message>
        <source>Nicht gedruckt. Wohin soll die Datei?</source>
        <translation>Not printed. Where should the file go?</translation>
    </message>
    <message>
        <source>Gespeichert: {path}</source>
        <translation>Saved: {path}</translation>
    </message>
</context>
<context>
    <name>RecoveryKeyField</name>
    <message>
        <source>Schlüssel vom Wiederherstellungsblatt</source>
        <translation>Key from the recovery sheet</translation>
    </message>
    <message>
        <source>Vier Zeilen; groß oder klein, mit oder ohne Leerzeichen</source>
        <translation>Four lines; capital or small letters, with or without spaces</translation>
    </message>
</context>
<context>
    <name>Said</name>
    <message>
        <source>Das Programm hat einen Fehler gemacht. Jeder fertige Schritt bleibt, keiner ist halb getan. Bitte melden Sie diese Zeile: {kind}</source>
        <translation>The program made a mistake. Every finished step stays, none is half done. Please report this line: {kind}</translation>
    </message>
</context>
<context>
    <name>SearchFilters</name>
    <message>
        <source>offen</source>
        <translation>open</translation>
    </message>
    <message>
        <source>stufenlos</source>
        <translation>step-free</translation>
    </message>
    <message>
        <source>spricht Deutsch</source>
        <translation>speaks German</translation>
    </message>
    <message>
        <source>Alle Städte</source>
        <translation>All towns</translation>
    </message>
    <message>
        <source>Zuständig für Menschen in</source>
        <translation>Responsible for people in</translation>
    </message>
    <message>
        <source>Zuständig für Menschen in … (Alt+T)</source>
        <translation>Responsible for people in … (Alt+T)</translation>
    </message>
    <message>
        <source>Themengruppe</source>
        <translation>Group of topics</translation>
    </message>
    <message>
        <source>Nur Themen einer Gruppe (Alt+G)</source>
        <translation>Only topics of one group (Alt+G)</translation>
    </message>
    <message>
        <source>Alle Themen</source>
        <translation>All topics</translation>
    </message>
    <message>
        <source>Lebenslage</source>
        <translation>Life situation</translation>
    </message>
    <message>
        <source>Alle Stellen für eine Lebenslage (Strg+L)</source>
        <translation>All services for a life situation (Ctrl+L)</translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <source>Worum geht es?</source>
        <translation>What is it about?</translation>
    </message>
    <message>
        <source>Suche</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Wörter eingeben, mit Pfeiltasten wählen, Enter nimmt auf den Zettel</source>
        <translation>Type words, choose with the arrow keys, Enter puts it on the slip</translation>
    </message>
    <message>
        <source>zuständige Stelle nicht bekannt</source>
        <translation>responsible body not known</translation>
    </message>
    <message>
        <source>Treffer</source>
        <translation>Hits</translation>
    </message>
    <message>
        <source>Nichts gefunden. Andere Wörter? Ohne Filter? Alle Städte?</source>
        <translation>Nothing found. Other words? Without filters? All towns?</translation>
    </message>
    <message>
        <source>Wörter, wie sie gesagt werden oder im Brief stehen. „+17 Weg“ zählt Striche.</source>
        <translation>Words as they are said or stand in the letter. “+17 way” counts a tally.</translation>
    </message>
    <message>
        <source>Enter: {count} × {concern} in die Strichliste</source>
        <translation>Enter: {count} × {concern} to the tally</translation>
    </message>
    <message>
        <source>Welches Anliegen? Zum Beispiel: +17 weg, +3 termin, +2 formular</source>
        <translation>Which concern? For example: +17 way, +3 appointment, +2 form</translation>
    </message>
</context>
<context>
    <name>ServiceView</name>
    <message>
        <source>Leistung</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Wörter tippen</source>
        <translation>Type words</translation>
    </message>
    <message>
        <source>suchen, mit ↑ ↓ wählen</source>
        <translation>search, choose with ↑ ↓</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Leistung auf den Zettel nehmen, auch mehrere</source>
        <translation>put the service on the slip, several if you like</translation>
    </message>
    <message>
        <source>Alt + Ziffer</source>
        <translation>Alt + digit</translation>
    </message>
    <message>
        <source>Sprache der Person</source>
        <translation>language of the person</translation>
    </message>
    <message>
        <source>F1 bis F12</source>
        <translation>F1 to F12</translation>
    </message>
    <message>
        <source>Anliegen, wenn es keine Beratung ist</source>
        <translation>concern, if it is not advice</translation>
    </message>
    <message>
        <source>Strg+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>drucken und zählen</source>
        <translation>print and count</translation>
    </message>
    <message>
        <source>Strg+S</source>
        <translation>Ctrl+S</translation>
    </message>
    <message>
        <source>nur zählen</source>
        <translation>just count</translation>
    </message>
    <message>
        <source>Strg+Z</source>
        <translation>Ctrl+Z</translation>
    </message>
    <message>
        <source>zurücknehmen</source>
        <translation>undo</translation>
    </message>
    <message>
        <source>Umschalt+F2</source>
        <translation>Shift+F2</translation>
    </message>
    <message>
        <source>ein Strich für „Weg, Raum“, ebenso die anderen</source>
        <translation>one tally for “Way, room”, the others likewise</translation>
    </message>
    <message>
        <source>F10</source>
        <translation>F10</translation>
    </message>
    <message>
        <source>Notfall: Nummern und Vorgehen</source>
        <translation>emergency: numbers and procedure</translation>
    </message>
    <message>
        <source>Pause oder Strg+H</source>
        <translation>Pause or Ctrl+H</translation>
    </message>
    <message>
        <source>Bildschirm verdecken</source>
        <translation>hide the screen</translation>
    </message>
    <message>
        <source>Bereit</source>
        <translation>Ready</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>&amp;Speichern</source>
        <translation>&amp;Save</translation>
    </message>
    <message>
        <source>Einstellungen</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Drucker für Zettel</source>
        <translation>Printer for slips</translation>
    </message>
    <message>
        <source>&amp;Drucker für Zettel</source>
        <translation>&amp;Printer for slips</translation>
    </message>
    <message>
        <source>Drucken</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>gleich auf den üblichen Drucker</source>
        <translation>straight to the usual printer</translation>
    </message>
    <message>
        <source>jedes Mal fragen</source>
        <translation>ask every time</translation>
    </message>
    <message>
        <source>Dr&amp;ucken</source>
        <translation>Pr&amp;inting</translation>
    </message>
    <message>
        <source>Vorgehen im Notfall</source>
        <translation>Procedure in an emergency</translation>
    </message>
    <message>
        <source>Wen rufen wir, wer kommt dazu, welcher Raum, wer hat den Schlüssel?</source>
        <translation>Whom do we call, who joins, which room, who has the key?</translation>
    </message>
    <message>
        <source>&amp;Vorgehen im Notfall in diesem Haus</source>
        <translation>Procedure in an &amp;emergency in this house</translation>
    </message>
    <message>
        <source>&amp;Einstellungen</source>
        <translation>&amp;Settings</translation>
    </message>
    <message>
        <source>Einstellungen gespeichert.</source>
        <translation>Settings saved.</translation>
    </message>
    <message>
        <source>Standarddrucker des Systems</source>
        <translation>Default printer of the system</translation>
    </message>
</context>
<context>
    <name>SetupPage</name>
    <message>
        <source>Diesen Platz einrichten</source>
        <translation>Set up this desk</translation>
    </message>
    <message>
        <source>Die ersten zwei Angaben genügen, in weniger als einer Minute.</source>
        <translation>The first two answers are enough, in less than a minute.</translation>
    </message>
    <message>
        <source>Der Name meint einen Ort, nie eine Person: er steht auf Zetteln.</source>
        <translation>The name means a place, never a person: it stands on slips.</translation>
    </message>
    <message>
        <source>Stadt</source>
        <translation>Town</translation>
    </message>
    <message>
        <source>Bitte wählen</source>
        <translation>Please choose</translation>
    </message>
    <message>
        <source>Empfang 1</source>
        <translation>Reception 1</translation>
    </message>
    <message>
        <source>Name des Platzes</source>
        <translation>Name of the place</translation>
    </message>
    <message>
        <source>&amp;Stadt</source>
        <translation>&amp;Town</translation>
    </message>
    <message>
        <source>&amp;Name des Platzes</source>
        <translation>&amp;Name of the place</translation>
    </message>
    <message>
        <source>Meldung</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>&amp;Einrichten</source>
        <translation>&amp;Set up</translation>
    </message>
    <message>
        <source>Einrichten</source>
        <translation>Set up</translation>
    </message>
    <message>
        <source>Wird eingerichtet</source>
        <translation>Being set up</translation>
    </message>
    <message>
        <source>Oder eine &amp;Sicherung zurückholen …</source>
        <translation>Or bring back a &amp;backup …</translation>
    </message>
    <message>
        <source>Eine Sicherung zurückholen</source>
        <translation>Bring back a backup</translation>
    </message>
    <message>
        <source>Daten liegen in {folder}</source>
        <translation>Data lies in {folder}</translation>
    </message>
    <message>
        <source>Bitte die Stadt wählen.</source>
        <translation>Please choose the town.</translation>
    </message>
    <message>
        <source>Bitte dem Platz einen Namen geben.</source>
        <translation>Please give the place a name.</translation>
    </message>
    <message>
        <source>Das Verzeichnis wird angelegt …</source>
        <translation>The directory is being made …</translation>
    </message>
</context>
<context>
    <name>SheetPrinting</name>
    <message>
        <source>Das Wiederherstellungsblatt Nr. {number} gilt ab jetzt. Sehen Sie nach, ob es gut lesbar ist, und schließen Sie es ein. Der Schlüssel steht nur darauf.</source>
        <translation>Recovery sheet no. {number} holds from now on. Check that it is easy to read, and lock it away. The key stands nowhere else.</translation>
    </message>
    <message>
        <source>Kein neues Wiederherstellungsblatt; es bleibt, wie es war.</source>
        <translation>No new recovery sheet; everything stays as it was.</translation>
    </message>
</context>
<context>
    <name>SituationCard</name>
    <message>
        <source>Lebenslage: {name}</source>
        <translation>Life situation: {name}</translation>
    </message>
    <message>
        <source>Zuerst:</source>
        <translation>First:</translation>
    </message>
    <message>
        <source>Alle {count} auf den Zettel</source>
        <translation>All {count} onto the slip</translation>
    </message>
</context>
<context>
    <name>SlipExtras</name>
    <message>
        <source>Termin auf dem Zettel</source>
        <translation>Appointment on the slip</translation>
    </message>
    <message>
        <source>Frist auf dem Zettel</source>
        <translation>Deadline on the slip</translation>
    </message>
    <message>
        <source>Anliegen auf dem Zettel</source>
        <translation>Concern on the slip</translation>
    </message>
    <message>
        <source>in Stichworten, ohne Namen</source>
        <translation>in a few words, without names</translation>
    </message>
    <message>
        <source>wie bei Sprachmittlung</source>
        <translation>as with interpreting</translation>
    </message>
    <message>
        <source>ja</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>nein</source>
        <translation>no</translation>
    </message>
    <message>
        <source>Formulare, die die Person bekommt</source>
        <translation>Forms the person gets</translation>
    </message>
    <message>
        <source>Formular mitgegeben · Leertaste</source>
        <translation>Form given · space bar</translation>
    </message>
    <message>
        <source>Termin</source>
        <translation>Appointment</translation>
    </message>
    <message>
        <source>Frist bis</source>
        <translation>Deadline</translation>
    </message>
    <message>
        <source>Dolmetschen nötig</source>
        <translation>Interpreter needed</translation>
    </message>
    <message>
        <source>Anliegen in Worten</source>
        <translation>Concern in words</translation>
    </message>
</context>
<context>
    <name>SlipPanel</name>
    <message>
        <source>Zettel · Strg +</source>
        <translation>Slip · Ctrl +</translation>
    </message>
    <message>
        <source>Sprache · Alt + Ziffer</source>
        <translation>Language · Alt + digit</translation>
    </message>
    <message>
        <source>Wohnt · Strg + Ziffer</source>
        <translation>Lives · Ctrl + digit</translation>
    </message>
    <message>
        <source>A5</source>
        <translation>A5</translation>
    </message>
    <message>
        <source>Groß</source>
        <translation>Large</translation>
    </message>
    <message>
        <source>Diskret</source>
        <translation>Discreet</translation>
    </message>
    <message>
        <source>Vorschau</source>
        <translation>Preview</translation>
    </message>
    <message>
        <source>Dazu</source>
        <translation>Also</translation>
    </message>
    <message>
        <source>Leistungen auf dem Zettel</source>
        <translation>Services on the slip</translation>
    </message>
    <message>
        <source>Entf nimmt eine vom Zettel</source>
        <translation>Del takes one off the slip</translation>
    </message>
    <message>
        <source>Vom Zettel nehmen</source>
        <translation>Take off the slip</translation>
    </message>
    <message>
        <source>Andere Sprache der Person</source>
        <translation>Another language of the person</translation>
    </message>
    <message>
        <source>Andere Sprache · Alt+9</source>
        <translation>Another language · Alt+9</translation>
    </message>
    <message>
        <source>hier</source>
        <translation>here</translation>
    </message>
    <message>
        <source>im Kreis</source>
        <translation>district</translation>
    </message>
    <message>
        <source>außerhalb</source>
        <translation>outside</translation>
    </message>
    <message>
        <source>wohnungslos</source>
        <translation>homeless</translation>
    </message>
    <message>
        <source>Andere Stadt der Person</source>
        <translation>Another town of the person</translation>
    </message>
    <message>
        <source>Anfang des Namens oder Postleitzahl</source>
        <translation>Beginning of the name, or postcode</translation>
    </message>
    <message>
        <source>Noch leer. Enter in der Suche nimmt auf.</source>
        <translation>Empty. Enter in the search adds one.</translation>
    </message>
</context>
<context>
    <name>SlipPreview</name>
    <message>
        <source>Vorschau des Zettels</source>
        <translation>Preview of the slip</translation>
    </message>
</context>
</TS>
