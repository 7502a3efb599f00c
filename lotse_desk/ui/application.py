"""The program's window: application object, threads, pages, and what connects them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from lotse_desk.home.reference import shipped_reference
from lotse_desk.ui import counter_acts
from lotse_desk.ui.counter_page import CounterPage
from lotse_desk.ui.exchange_watch import MediaWatch, look
from lotse_desk.ui.home_worker import Workers
from lotse_desk.ui.house import House
from lotse_desk.ui.main_window import MainWindow
from lotse_desk.ui.plain_page import PlainPage
from lotse_desk.ui.printing import Print, SlipPrinter, print_with_system
from lotse_desk.ui.qt_application import make_application
from lotse_desk.ui.said import Said, trouble

if TYPE_CHECKING:
    from lotse_desk.desk.media import MediaHere
    from lotse_desk.ui.bringing_back import BringingBack
    from lotse_desk.ui.setup_page import NewDesk

PAUSE_MS = 1500


def open_window(folder: Path) -> int:
    """Open the window on the home in a folder; returns the exit code when it is closed."""
    application = make_application()
    desk = DeskWindow(folder)
    desk.window.showMaximized()
    desk.window.activateWindow()  # a screen without a window manager gives no focus by itself
    desk.start()
    return application.exec()


class DeskWindow(QObject):
    """The window with its threads: one that writes, one that searches, one for paper."""

    def __init__(
        self,
        folder: Path,
        send: Print = print_with_system,
        look_for_media: Callable[[], MediaHere] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`look_for_media` tells which sticks and shares there are, in a thread of its own."""
        super().__init__(parent)
        self._folder = folder
        self.house = House(shipped_reference())
        self.workers = Workers(folder, self)
        self.desk = self.workers.desk
        self.printer = SlipPrinter(send, self)
        self.media_watch = MediaWatch(look_for_media or partial(look, folder))
        self.window = MainWindow()
        self.window.closing.connect(self.close)
        self.counter = CounterPage(
            self.house, self.workers, self.printer, partial(ask_for_file, self.window)
        )
        self.notice = PlainPage()
        self.window.add_page(self.notice)
        self.window.add_page(self.counter, self.tr("&Schalter"), "Ctrl+K")
        self.counter.said.connect(self.window.say)
        self.counter.counting.late.connect(self._waits)
        self.window.hidden.connect(self.counter.last_slip.forget)
        for worker in self.workers:
            worker.failed.connect(self._failed)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(PAUSE_MS)
        self._idle.timeout.connect(self._paused)
        self.counter.search.field.textEdited.connect(self._typed)
        self._cold_languages: tuple[str, ...] = ()
        self._others_made = False
        self.window.show_page(self.counter)

    @cached_property
    def bringing_back(self) -> BringingBack:
        """Backups and the way back; made when they are first needed."""
        from lotse_desk.ui.bringing_back import BringingBack

        made = BringingBack(self._folder, self.workers, self.printer, self)
        self.window.add_page(made.page, self.tr("Si&cherungen"), "Ctrl+J")
        made.said.connect(self.window.say)
        made.begun.connect(lambda: self.window.allow_pages(allowed=False))
        made.finished.connect(self.start)
        return made

    def _failed(self, error: Exception) -> None:
        """An act nobody waited for went wrong; damage opens the way to the backups."""
        self.window.say(trouble(error))
        if error_is_damage(error):
            self.bringing_back.found_damaged(error)

    def start(self) -> None:
        """Open the home; the search field can be typed into meanwhile."""
        self.workers.reader.run_without_home(counter_acts.load_search, self._search_loaded)
        self.desk.open(lambda _: self._opened(), self._not_opened)

    def close(self) -> None:
        """Finish what is under way and let go of the home."""
        self.media_watch.close()
        if "bringing_back" in self.__dict__:
            self.bringing_back.close()
        self.workers.close()
        self.printer.close()

    def _opened(self) -> None:
        # Only now: the thread that writes has brought an older database up to date.
        self.workers.reader.open(lambda _: self._warm_up_search(), self._not_opened)
        self.desk.run(counter_acts.desk, self._known, self._not_opened)
        self.workers.papers.open(lambda _: None, self._not_opened)

    def _search_loaded(self, languages: tuple[str, ...]) -> None:
        self._cold_languages = languages

    def _warm_up_search(self) -> None:
        """One language after the other, so that typed words never wait for more than one."""
        if not self._cold_languages:
            self.workers.reader.run(counter_acts.warm_up, lambda _: self._idle.start())
            return
        language, *rest = self._cold_languages
        self._cold_languages = tuple(rest)
        prime = partial(counter_acts.prime_search, language=language)
        self.workers.reader.run(prime, lambda _: self._warm_up_search())

    def _paused(self) -> None:
        self.counter.show_all_languages()
        self.desk.run(counter_acts.begin_day, lambda _: self._day_begun())
        self.bringing_back.daily.make_if_due()

    def _day_begun(self) -> None:
        self.reminder.start()
        self.deletion.start()

    def _waits(self) -> None:
        """The desk's thread is held up; typing goes on, and what was typed is not lost."""
        words = self.tr("Wird gezählt, sobald die Daten frei sind. Es geht nichts verloren.")
        if self._others_made and self.exchange.run.running:
            words = self.tr(
                "Wird gezählt, sobald der Austausch so weit ist. Sie können weiterarbeiten."
            )
        self.window.say(Said(words))

    def _remind(self, said: Said) -> None:
        if not self.window.line.text:
            self.window.say(said)

    def _typed(self) -> None:
        if self._idle.isActive():
            self._idle.start()

    def _known(self, desk: counter_acts.Desk) -> None:
        """The home is open for the first time."""
        self.house.town, self.house.name = desk.town, desk.name
        self._make_other_pages()
        self.backups.show_sound()
        self.window.allow_pages(allowed=True)
        if self.window.stack.currentWidget() is not self.counter:
            self.window.show_page(self.counter)
        self.counter.home_opened(desk.counted_languages)
        self.window.show_place(f"{self.house.town_name} · {desk.name}")
        self._follow(desk)

    def _follow(self, desk: counter_acts.Desk) -> None:
        """Show what an act may have changed about the desk."""
        self.house.printer = desk.printer
        self.emergency.set_house_text(desk.emergency_text)
        self._show_samples(desk.samples)

    def _ask_again(self) -> None:
        self.desk.run(counter_acts.desk, self._follow)

    def _show_samples(self, samples: bool) -> None:
        self.window.show_banner(
            self.tr(
                "▲ Musterdaten: Räume und Zeiten mit „MUSTER“ sind erfunden, "
                "auch auf dem Zettel. Vor dem Weitergeben prüfen."
            )
            if samples
            else ""
        )

    def _make_other_pages(self) -> None:
        """Pages that are not needed to search, made once the search can be used."""
        if self._others_made:
            return
        from lotse_desk.ui.deletion_notice import DeletionNotice
        from lotse_desk.ui.emergency_page import EmergencyPage
        from lotse_desk.ui.exchange_page import ExchangePage
        from lotse_desk.ui.exchange_reminder import ExchangeReminder
        from lotse_desk.ui.log_page import LogPage
        from lotse_desk.ui.settings_page import SettingsPage

        self._others_made = True
        self.log = LogPage(self.house, self.desk, self.counter.counting)
        self.exchange = ExchangePage(self.desk, self.media_watch)
        self.emergency = EmergencyPage()
        self.settings = SettingsPage(self.desk)
        self.window.add_page(self.log, self.tr("&Heute eingetragen"), "Ctrl+I")
        to_exchange = self.window.add_page(
            self.exchange, self.tr("&Austausch mit der Leitstelle"), "Ctrl+U"
        )
        assert to_exchange is not None
        self.reminder = ExchangeReminder(self.desk, to_exchange, self.window)
        self.reminder.said.connect(self._remind)
        self.deletion = DeletionNotice(
            self.desk, partial(self.window.show_banner, about="deletion"), self.window.banner_text
        )
        self.window.line.add_notice(self.reminder.widget)
        self.window.hold_closing(self._exchange_holds)
        self.window.hold_closing(self.counter.counting.finish_then)
        self.window.add_page(self.settings, self.tr("&Einstellungen"), "Ctrl+,")
        self.window.add_page(self.emergency)
        self.backups = self.bringing_back.page
        for page in (self.log, self.settings):
            page.said.connect(self.window.say)
        self.exchange.said.connect(self._exchange_said)
        self.counter.counting.failed.connect(self.exchange.run.stay)
        self.exchange.run.begun.connect(lambda: self.window.say(Said("")))
        self.counter.logged.connect(self.log.refresh)
        self.counter.emergency.connect(lambda: self.window.show_page(self.emergency))
        self.emergency.left.connect(lambda: self.window.show_page(self.counter))
        self.exchange.changed.connect(self._ask_again)
        self.exchange.changed.connect(self.reminder.ask)
        self.exchange.changed.connect(self.deletion.ask)
        self.settings.changed.connect(self._ask_again)

    def _exchange_said(self, said: Said) -> None:
        """What went wrong at the counter while it ran is still to be read."""
        before = self.window.line.said
        if before.trouble and self.window.stack.currentWidget() is not self.exchange:
            said = Said(f"{before.text} {said.text}", trouble=True)
        self.window.say(said)

    def _exchange_holds(self, close: Callable[[], object]) -> bool:
        """Closing must not cut a file short; the foot of the window says what is waited for."""
        held = self.exchange.leave(close)
        if held:
            words = self.tr(
                "Der Austausch wird abgebrochen, dann schließt das Fenster. Bitte stecken lassen."
            )
            self.window.say(Said(words))
        return held

    def _not_opened(self, error: Exception) -> None:
        from lotse_desk.domain.faults import HomeOnOtherMachine, NoHome

        self.window.allow_pages(allowed=False)
        if error_is_damage(error) or (isinstance(error, NoHome) and has_backups(self._folder)):
            self._offer_rescue(error)
            return
        if isinstance(error, NoHome):
            self._offer_setup()
            return
        if isinstance(error, HomeOnOtherMachine):
            self._offer_to_settle()
            return
        self.notice.show_text(
            trouble(error).text,
            (self.tr("Erneut versuchen"), self.start),
            (self.tr("Beenden"), self.window.close),
        )
        self.window.show_page(self.notice)

    def _offer_to_settle(self) -> None:
        """The folder came from another machine: only people know whether that one is gone."""
        self.notice.show_text(
            self.tr(
                "Die Daten dieses Platzes stammen von einem anderen PC. "
                "Es wurde nichts geändert.\n\n"
                "Wird der alte PC nicht mehr benutzt? Dann geht es hier weiter, "
                "nichts geht verloren.\n\n"
                "Wird am alten PC weitergearbeitet? Dann beenden Sie und fragen Sie die Technik: "
                "Zwei PCs dürfen nicht derselbe Platz sein."
            ),
            (self.tr("Hier weiterarbeiten"), self._settle),
            (self.tr("Beenden"), self.window.close),
        )
        self.window.show_page(self.notice)

    def _settle(self) -> None:
        from lotse_desk.home.moved_home import settle_here

        settle = partial(settle_here, self._folder)
        self.desk.run_without_home(settle, lambda _: self.start(), self._not_opened)

    def _offer_rescue(self, error: Exception) -> None:
        """The database is damaged or gone; nothing begins by itself."""
        self.bringing_back.found_damaged(error)
        self.window.show_page(self.bringing_back.page)

    def _offer_backups(self) -> None:
        """A new PC for a place that was elsewhere before."""
        self.bringing_back.page.show_gone()
        self.window.show_page(self.bringing_back.page)

    def _offer_setup(self) -> None:
        from lotse_desk.ui.setup_page import SetupPage

        self.setup = SetupPage(self.house.towns_here_first(), self._folder)
        self.window.add_page(self.setup)
        self.setup.wanted.connect(self._set_up)
        self.setup.backup_wanted.connect(self._offer_backups)
        self.window.show_page(self.setup)

    def _set_up(self, new: NewDesk) -> None:
        from lotse_desk.desk.setup import set_up_desk

        self.desk.run_without_home(
            lambda: set_up_desk(self._folder, town=new.town, name=new.place, house=new.house),
            lambda _: self._set_up_done(),
            lambda error: self.setup.failed("▲ " + trouble(error).text),
        )

    def _set_up_done(self) -> None:
        self.window.say(Said(self.tr("Der Platz ist eingerichtet.")))
        self.start()


def error_is_damage(error: Exception) -> bool:
    """Whether the home's own database is damaged."""
    from lotse_desk.domain.faults import DatabaseDamaged

    return isinstance(error, DatabaseDamaged)


def has_backups(folder: Path) -> bool:
    """Whether there was a home: its backups are still there."""
    from lotse_desk.home.backups import kept_backups

    return bool(kept_backups(folder))


def ask_for_file(parent: QWidget, name: str, chosen: Callable[[Path], None]) -> None:
    """Ask where a file should go, without holding up the window."""
    dialog = QFileDialog(parent)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter("PDF (*.pdf)")
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()
