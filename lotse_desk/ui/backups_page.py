"""Backups: what there is, one of this moment, and one brought back; also a home that is damaged."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup, QShowEvent
from PySide6.QtWidgets import QProgressBar, QScrollArea, QVBoxLayout, QWidget

from lotse_desk.ui import backup_acts, backup_words
from lotse_desk.ui.actions import action_group, make_action
from lotse_desk.ui.backup_dialogs import ask_for_backup, frame
from lotse_desk.ui.backup_list import BackupList
from lotse_desk.ui.backup_question import Act, BackupQuestion, Meant, Words
from lotse_desk.ui.folder_dialog import ask_for_folder
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.page import MenuEntries
from lotse_desk.ui.reflow_grid import ReflowGrid
from lotse_desk.ui.running_text import RunningText
from lotse_desk.ui.said import Said, trouble
from lotse_desk.ui.sheet_printing import SheetPrinting

if TYPE_CHECKING:
    from lotse_desk.home.backups import Paper
    from lotse_desk.ui.backup_acts import Backups
    from lotse_desk.ui.home_worker import HomeWorker
    from lotse_desk.ui.printing import SlipPrinter

AskPath = Callable[[QWidget, Callable[[str], None]], object]


class BackupsPage(QWidget):
    """Nothing is brought back before somebody said yes to what will happen.

    `worker` runs what takes long, `reader` reads the list meanwhile. `bring_back` is emitted with
    an act on the home's folder and with what turns its answer into
    words; the window lets go of the home before it runs the act. `again`: try to open as it is.
    """

    said = Signal(object)
    bring_back = Signal(object, object)
    again = Signal()

    def __init__(
        self,
        folder: Path,
        worker: HomeWorker,
        reader: HomeWorker,
        printer: SlipPrinter,
        parent: QWidget | None = None,
        *,
        ask_file: AskPath | None = None,
        ask_folder: AskPath | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._worker = worker
        self._reader = reader
        self._ask_file = ask_file or ask_for_backup
        self._ask_folder = ask_folder or ask_for_folder
        self._backups: Backups | None = None
        self.sheets = SheetPrinting(folder, worker, printer, self)
        self._make_actions()
        self._make_parts()
        self.sheets.said.connect(self._say)
        self.sheets.busy.connect(lambda busy: self._busy(busy=busy))
        self.sheets.kept.connect(self.read_quietly)
        self.show_sound()

    def groups(self) -> tuple[QActionGroup, ...]:
        """What can be done with backups."""
        return (self._group,)

    def menus(self) -> MenuEntries:
        """What can be done with backups."""
        ways = [self._rescue, self._again, None, self._now, self._second]
        ways += [self._sheet, self._sheet_file, None, self._back, self._file]
        ways += [None, self._yes, self._no]
        return [(self.tr("&Sicherungen"), ways)]

    def came_to_front(self) -> None:
        """Read the backups anew; a damaged home has the way out under the finger."""
        (self._rescue_button if self._rescue.isEnabled() else self.list).setFocus(
            Qt.FocusReason.OtherFocusReason
        )
        self.read()

    def read(self) -> None:
        """Read which backups there are."""
        self._reader.run_without_home(
            partial(backup_acts.backups, self._folder), self._show, self._failed
        )

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The top of the page, wherever it was left."""
        super().showEvent(event)
        self._area.verticalScrollBar().setValue(0)

    # What the window says

    def show_damaged(self, sentence: str) -> None:
        """The home cannot be opened: what happened, and the ways out. Nothing begins by itself."""
        self.notice.setText(
            "▲ "
            + self.tr(
                "Die Daten dieses Platzes lassen sich nicht öffnen. Es ist noch nichts verändert. "
                "Retten Sie, was lesbar ist: Das Programm holt die letzte gute Sicherung zurück "
                "und nimmt dazu, was in der beschädigten Datei noch zu lesen ist."
            )
        )
        self.finding.setText(sentence)
        self._home_is_open(sound=False)
        self._rescue.setEnabled(True)
        self._rescue.setVisible(True)

    def show_gone(self) -> None:
        """There is no home yet: a backup from elsewhere can become one."""
        self.notice.setText(
            self.tr(
                "Auf diesem PC ist noch kein Platz eingerichtet. Wählen Sie eine Sicherung: "
                "Damit geht es hier weiter, wo sie endet."
            )
        )
        self._home_is_open(sound=False)

    def show_sound(self) -> None:
        """The home is open and well."""
        self.notice.setText("")
        self._home_is_open(sound=True)

    def ended(self, said: Said) -> None:
        """How bringing back ended."""
        self._busy(busy=False)
        self._forget_question()
        self.result.setText(("▲ " if said.trouble else "") + said.text)
        self.read()

    # Acts

    def back_up_now(self) -> None:
        """A backup of this moment."""
        self._busy(busy=True)
        self._worker.run_without_home(
            partial(backup_acts.make_now, self._folder), lambda _: self._made(), self._failed
        )

    def name_second_folder(self) -> None:
        """Choose a second folder for all backups to come, once there is a recovery sheet."""
        self._reader.run_without_home(
            partial(backup_acts.require_sheet, self._folder),
            lambda _: self._ask_folder(self, self._second_chosen),
            self._failed,
        )

    def ask_to_restore(self) -> None:
        """Say what bringing the chosen backup back would do."""
        chosen = self.list.chosen()
        if chosen is None or self._backups is None:
            self._say(Said(self.tr("Bitte erst eine Sicherung wählen."), trouble=True))
            return
        from lotse_desk.home.old_copies import KEPT_DAYS

        today = self._backups.today
        path, day = chosen.kept.path, backup_words.day_words(chosen.kept.made_on, today)
        done = self.tr("Zurückgeholt: Sicherung von {day}.").format(day=day)
        question = backup_words.restore_question(chosen, today, KEPT_DAYS)
        self._ask_for(path, chosen.kept.paper, question, done)

    def ask_for_file(self) -> None:
        """Choose a backup that lies elsewhere."""
        self._ask_file(self, self._file_chosen)

    def ask_to_rescue(self) -> None:
        """Say what rescuing a damaged home would do."""
        from lotse_desk.home import clock
        from lotse_desk.home.old_copies import KEPT_DAYS

        meant = Meant(
            backup_words.recover_question(KEPT_DAYS),
            backup_acts.recover,
            lambda done: backup_words.recovered_words(done, clock.today()),  # type: ignore[arg-type]
        )
        self._ask(meant)

    def confirm(self) -> None:
        """Yes: it is done now."""
        if self.question.asked:
            self._busy(busy=True)
            self.question.act_on_yes(self._reader, self._go, self._key_wrong)

    def decline(self) -> None:
        """No: nothing happens."""
        if self.question.asked:
            self._forget_question()
            self._say(Said(self.tr("Es wurde nichts geändert.")))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside

    def _ask(self, meant: Meant) -> None:
        self.result.setText("")
        self.question.ask(meant, self._area)

    def _ask_for(self, backup: Path, paper: Paper | None, question: str, done: str) -> None:
        """Ask about one backup; where it is sealed, for the key of its paper, too."""
        act = partial(backup_acts.restore, backup=backup)
        if paper is None:
            self._ask(Meant(question, act, lambda _: done))
        else:
            hint = backup_words.key_hint(paper)
            self._ask(Meant(question, act, lambda _: done, backup, hint))

    def _go(self, act: Act, words: Words) -> None:
        self.result.setText(self.tr("Wird zurückgeholt und geprüft …"))
        self.bring_back.emit(act, words)

    def _key_wrong(self, error: Exception) -> None:
        self._busy(busy=False)
        self._say(trouble(error))
        self.question.show_wrong(error)

    def _forget_question(self) -> None:
        self.question.forget()

    def _file_chosen(self, path: str) -> None:
        from lotse_desk.home.old_copies import KEPT_DAYS

        name = Path(path).name
        question = self.tr(
            "Die Datei {name} zurückholen? Was hier eingetragen ist, wird beiseitegelegt und nach "
            "{days} Tagen gelöscht. Was die Leitstelle schon hat, wird nicht doppelt gezählt."
        ).format(name=name, days=KEPT_DAYS)
        done = self.tr("Zurückgeholt: {name}.").format(name=name)
        try:
            paper = backup_acts.paper_of(Path(path))
        except Exception as error:
            self._say(trouble(error))
            return
        self._ask_for(Path(path), paper, question, done)

    def _second_chosen(self, path: str) -> None:
        self._busy(busy=True)
        act = partial(backup_acts.name_second_folder, self._folder, Path(path))
        self._worker.run_without_home(act, lambda _: self._made(), self._failed)

    def _made(self) -> None:
        self._busy(busy=False)
        self._say(Said(self.tr("Gesichert und geprüft.")))
        self.read()

    def _show(self, backups: Backups) -> None:
        self._backups = backups
        self.state.setText(backup_words.state_words(backups))
        self.list.show_backups(backups)
        self._back.setEnabled(bool(backups.listed))

    def _failed(self, error: Exception) -> None:
        self._busy(busy=False)
        self._say(trouble(error))
        self.read_quietly()

    def read_quietly(self) -> None:
        """Read again, and say nothing if that does not work either."""
        self._reader.run_without_home(
            partial(backup_acts.backups, self._folder), self._show, lambda _: None
        )

    def _say(self, said: Said) -> None:
        self.result.setText(("▲ " if said.trouble else "") + said.text)
        self.said.emit(said)

    def _busy(self, *, busy: bool) -> None:
        self.progress.setVisible(busy)
        self._group.setEnabled(not busy)

    def _home_is_open(self, *, sound: bool) -> None:
        self._forget_question()
        self._ways.setVisible(not sound)
        if sound:
            self.finding.setText("")
        self._rescue.setEnabled(False)
        self._rescue.setVisible(False)
        for action in (self._now, self._second, self._sheet, self._sheet_file):
            action.setEnabled(sound)
            action.setVisible(sound)
        self._again.setEnabled(not sound)
        self._again.setVisible(not sound)

    def _make_actions(self) -> None:
        self._group = action_group(self)
        group = self._group
        self._rescue = make_action(
            group, self.tr("&Retten, was lesbar ist"), "Ctrl+R", self.ask_to_rescue
        )
        self._again = make_action(
            group, self.tr("Erneut &versuchen"), "Ctrl+Shift+R", self.again.emit
        )
        self._now = make_action(group, self.tr("Jetzt &sichern"), "Ctrl+S", self.back_up_now)
        self._second = make_action(
            group, self.tr("Zweiten &Ordner wählen …"), "Ctrl+Shift+O", self.name_second_folder
        )
        self._sheet = make_action(
            group,
            self.tr("Wiederherstellungs&blatt drucken …"),
            "Ctrl+P",
            self.sheets.print,
        )
        self._sheet_file = make_action(
            group,
            self.tr("Wiederherstellungsblatt als &PDF …"),
            "Ctrl+Shift+P",
            self.sheets.save,
        )
        self._back = make_action(
            group, self.tr("Sicherung &zurückholen …"), "Ctrl+Z", self.ask_to_restore
        )
        self._file = make_action(
            group, self.tr("Andere &Datei zurückholen …"), "Ctrl+O", self.ask_for_file
        )
        self._yes = make_action(group, self.tr("&Ja, zurückholen"), "Ctrl+B", self.confirm)
        self._no = make_action(group, self.tr("&Nein, nichts ändern"), "Esc", self.decline)
        self._back.setEnabled(False)

    def _make_parts(self) -> None:
        title = RunningText(self.tr("Seite"), self, larger=1.5)
        title.setText(self.tr("Sicherungen"))
        self.notice = RunningText(self.tr("Hinweis"), self, larger=1.1)
        self.finding = RunningText(self.tr("Befund"), self, second=True)
        self.state = RunningText(self.tr("Stand der Sicherungen"), self)
        self.state.setText(self.tr("Die Sicherungen werden gelesen …"))
        self.result = RunningText(self.tr("Ergebnis"), self, larger=1.1)
        self.list = BackupList(self)
        self.list.activated.connect(lambda _: self.ask_to_restore())
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName(self.tr("Sicherung läuft"))
        self.progress.setRange(0, 0)
        self.progress.hide()
        self._rescue_button = KeyButton(self._rescue, primary=True, parent=self)
        self._ways = ReflowGrid([self._rescue_button, KeyButton(self._again, parent=self)], 2)
        acts = [
            KeyButton(one, parent=self)
            for one in (self._back, self._now, self._file, self._second, self._sheet)
        ]
        self.question = BackupQuestion(self._yes, self._no, self)
        inner = QWidget(self)
        inner.setProperty("scrolled", True)
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(
            frame(
                "panel",
                self.notice,
                self.finding,
                self._ways,
                self.state,
                self.progress,
                self.result,
            )
        )
        column.addWidget(self.question)
        column.addWidget(frame("panel", self.list, ReflowGrid(acts, 2)), 1)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
