"""The one screen of the counter: search, service, slip in the making, contact."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from lotse_desk.domain.contacts import Contact
from lotse_desk.domain.faults import InvalidValue
from lotse_desk.ui import colours, counter_acts
from lotse_desk.ui.columns import Columns, Scrolled
from lotse_desk.ui.contact_panel import ContactPanel
from lotse_desk.ui.counter_actions import EMERGENCY, LANGUAGE_KEYS, CounterActions
from lotse_desk.ui.counter_acts import LoggedSlip
from lotse_desk.ui.counting import Counting
from lotse_desk.ui.finding import Finding
from lotse_desk.ui.foot_buttons import FootButtons
from lotse_desk.ui.house import House
from lotse_desk.ui.last_slip import AskFile, HeldSlip, LastSlip
from lotse_desk.ui.page import MenuEntries
from lotse_desk.ui.paper_menu import PaperMenu, PaperTools
from lotse_desk.ui.person_languages import all_languages, on_keys, slip_languages
from lotse_desk.ui.printing import SlipPrinter
from lotse_desk.ui.said import Said, trouble
from lotse_desk.ui.search_filters import ALL_TOWNS
from lotse_desk.ui.search_panel import SearchPanel
from lotse_desk.ui.service_view import ServiceView
from lotse_desk.ui.slip_panel import SlipPanel
from lotse_desk.ui.slip_wish import slip_wish
from lotse_desk.ui.tally_line import TallyLine

if TYPE_CHECKING:
    from lotse_desk.ui.home_worker import Workers
    from lotse_desk.ui.slip_preview import SlipPreview

PREVIEW_WAIT_MS = 150
OUTSIDE = "outside"


class CounterPage(QWidget):
    """One contact after the other; workers answer in their own time, nothing here waits."""

    said = Signal(object)
    logged = Signal()
    emergency = Signal()

    def __init__(
        self,
        house: House,
        workers: Workers,
        printer: SlipPrinter,
        ask_file: AskFile,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._house = house
        self._desk, self._reader, self._papers = workers.desk, workers.reader, workers.papers
        self.counting = Counting(self._desk, self)
        self._preview: SlipPreview | None = None
        self.actions_of_page = CounterActions(house.lists, self)
        self.actions_of_page.set_languages(on_keys((), LANGUAGE_KEYS))
        self.paper_menu = PaperMenu(
            PaperTools(house, self._papers, printer, ask_file),
            lambda: self.slip.language,
            self._topic_shown,
            self,
        )
        self.last_slip = LastSlip(house, self._papers, printer, ask_file, self.actions_of_page)
        self._make_parts()
        self._arrange()
        self._connect()
        self.reset()

    # What the window asks

    def groups(self) -> tuple[QActionGroup, ...]:
        """Groups of actions that hold only while this page is shown."""
        return (*self.actions_of_page.groups, self.paper_menu.group)

    def menus(self) -> MenuEntries:
        """The menus of this page."""
        menus = self.actions_of_page.menus()
        return [*menus, self.paper_menu.menu(menus)]

    def came_to_front(self) -> None:
        """The page is shown: the cursor belongs in the search."""
        self.search.focus()
        self.finding.read_situations()

    def home_opened(self, counted_languages: tuple[str, ...]) -> None:
        """The home can be read: languages by use, and the search that was typed meanwhile."""
        self.actions_of_page.set_languages(on_keys(counted_languages, LANGUAGE_KEYS))
        self.search.set_towns(self._house.towns_here_first())
        self.slip.set_towns(self._house.other_towns())
        self.finding.home_opened()

    def show_all_languages(self) -> None:
        """There is time now: offer every language there is."""
        self._papers.run_without_home(all_languages, self.slip.set_languages)

    def reset(self) -> None:
        """Everything as for the next person."""
        self.finding.forget()
        self.finding.tell_missed()
        self.actions_of_page.reset()
        self.slip.clear()
        self.slip.hide_other_town()
        self._name_language()
        self.contact.reset()
        self.search.clear()
        self.search.look_in("")
        self.search.focus()

    @property
    def preview_pages(self) -> int:
        """Pages the preview shows; 0 while there is none."""
        return self._preview.pages if self._preview is not None else 0

    # Parts

    def _make_parts(self) -> None:
        acts, house = self.actions_of_page, self._house
        self.search = SearchPanel(acts, house.lists["concern"], house.topics, self)
        self.service = ServiceView(self)
        self.middle = QStackedWidget(self)
        self.middle.addWidget(self.service)
        self.slip = SlipPanel(acts, self)
        self.finding = Finding(self.search, self.service, self.slip, self._reader, self)
        self.contact = ContactPanel(acts, house.lists, house.topics, self)
        self.foot = FootButtons(acts, self)
        self._preview_timer = QTimer(self)
        self._preview_timer.setSingleShot(True)
        self._preview_timer.setInterval(PREVIEW_WAIT_MS)
        self._preview_timer.timeout.connect(self._render_preview)

    def _arrange(self) -> None:
        middle = QFrame(self)
        middle.setProperty("panel", True)
        inner = QVBoxLayout(middle)
        inner.setContentsMargins(4, 4, 4, 4)
        inner.addWidget(self.middle)
        right = QFrame(self)
        right.setProperty("panel", True)
        column = QVBoxLayout(right)
        column.setContentsMargins(*[colours.EDGE] * 4)
        column.setSpacing(colours.GAP)
        content = QWidget()
        content.setProperty("scrolled", True)
        stacked = QVBoxLayout(content)
        stacked.setContentsMargins(0, 0, 0, 0)
        stacked.setSpacing(colours.GAP)
        stacked.addWidget(self.slip, 1)
        stacked.addWidget(self.contact)
        column.addWidget(Scrolled(content), 1)
        column.addWidget(self.foot)
        self.columns = Columns(self.search, middle, right, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(colours.GAP, colours.GAP, colours.GAP, colours.GAP)
        layout.addWidget(self.columns)

    def _connect(self) -> None:
        acts = self.actions_of_page
        for action, act in (
            (acts.find, self.search.focus),
            (acts.take, self.search.take),
            (acts.drop, self.slip.drop),
            (acts.print_and_log, self.print_and_log),
            (acts.log, self.log_without_paper),
            (acts.undo, self.undo),
            (acts.clear, self.reset),
        ):
            action.triggered.connect(lambda _=False, act=act: act())
        acts.tallied.connect(lambda concern: self.tally(TallyLine(1, concern)))
        acts.emergency.connect(self._emergency)
        acts.preview.toggled.connect(self._show_preview)
        for toggle in (*acts.papers.actions(), acts.discreet):
            toggle.toggled.connect(self._slip_changed)
        self.finding.said.connect(self.said)
        self.finding.missed.connect(self._note_missed)
        self.search.tallied.connect(self.tally)
        for choice in (self.contact.outcome, self.contact.interpreter):
            choice.activated.connect(self._preview_anew)
        self.slip.changed.connect(self._slip_changed)
        self.slip.language_changed.connect(self._language_changed)
        self.slip.home_changed.connect(self._home_changed)
        self.last_slip.said.connect(self.said)
        self.paper_menu.said.connect(self.said)

    # Slip and contact

    def print_and_log(self) -> None:
        """Print what is on the slip, or the service shown where nothing was taken, and log."""
        if self.finding.is_taking:
            self.finding.afterwards(self.print_and_log)
            return
        if not self.slip.cards:
            if self.finding.hit is None:
                self.said.emit(
                    Said(
                        self.tr(
                            "Noch nichts zu drucken. Eine Leistung suchen, "
                            "oder mit Strg+S ohne Zettel zählen."
                        ),
                        trouble=True,
                    )
                )
                return
            self.finding.afterwards(self.print_and_log)
            self.finding.take(self.finding.hit)
            return
        try:
            wish = slip_wish(self.slip, self.contact, self.actions_of_page)
        except InvalidValue as error:
            self._not_typed_well(error)
            return
        act = partial(counter_acts.log_with_slip, contact=self._contact(), wish=wish)
        known = self.slip.language in slip_languages()
        printed = partial(self._print, known, self.last_slip.times_forgotten)
        self.counting.run(act, printed, self._failed)
        self.reset()

    def log_without_paper(self) -> None:
        """Log the contact as it stands."""
        if self.finding.is_taking:
            self.finding.afterwards(self.log_without_paper)
            return
        services = tuple(card.id for card in self.slip.cards)
        act = partial(counter_acts.log, contact=self._contact(), services=services)
        self.counting.run(act, lambda _: self._counted(self.tr("Gezählt.")), self._failed)
        self.reset()

    def tally(self, line: TallyLine) -> None:
        """Count so many contacts of a concern."""
        name = self._house.lists["concern"][line.concern]
        words = self.tr("Gezählt: {count} × {concern}.").format(count=line.count, concern=name)
        act = partial(counter_acts.tally, concern=line.concern, count=line.count)
        self.counting.run(act, lambda _: self._counted(words), self._failed)
        if self.search.is_tally:
            self.search.clear()

    def undo(self) -> None:
        """Take back the last entry of today."""
        words = {
            "contact": self.tr("Der letzte Kontakt ist zurückgenommen."),
            "tally": self.tr("Der letzte Strich ist zurückgenommen."),
        }
        self.counting.run(
            counter_acts.undo, lambda kind: self._counted(words.get(kind, "")), self._failed
        )

    def _contact(self) -> Contact:
        return replace(
            self.contact.contact(),
            language=self.slip.language,
            residence=self.actions_of_page.residence or "this-town",
        )

    def _not_typed_well(self, error: InvalidValue) -> None:
        """Nothing is counted yet: the contact stays as it is until the date can be read."""
        self._failed(error)
        self.actions_of_page.extras.setChecked(True)
        self.slip.extras.start()

    def _print(self, in_language: bool, times_forgotten: int, slip: LoggedSlip) -> None:
        self._counted(self.tr("Gezählt. Der Zettel wird gedruckt …"))
        held = HeldSlip(slip.pdf, german_instead=not in_language)
        self.last_slip.print(held, times_forgotten)

    def _counted(self, words: str) -> None:
        self.said.emit(Said(words))
        self.logged.emit()

    def _topic_shown(self) -> str:
        hit = self.finding.hit
        return hit.topics[0] if hit and hit.topics else ""

    def _note_missed(self, words: tuple[str, ...]) -> None:
        self._desk.run(partial(counter_acts.note_missed, words=words))

    def _failed(self, error: Exception) -> None:
        self.said.emit(trouble(error))

    def _emergency(self) -> None:
        self.actions_of_page.use_usual_concern()
        act = partial(counter_acts.log, contact=Contact(concern=EMERGENCY), services=())
        words = self.tr("Notfall gezählt, sonst nichts. Strg+Z am Schalter nimmt zurück.")
        self.counting.run(act, lambda _: self._counted(words), self._failed)
        self.emergency.emit()

    # What changes what

    def _slip_changed(self) -> None:
        topics = dict.fromkeys(topic for card in self.slip.cards for topic in card.topics)
        self.contact.expect(tuple(topics))
        self._preview_anew()

    def _preview_anew(self) -> None:
        if self.actions_of_page.preview.isChecked():
            self._preview_timer.start()

    def _language_changed(self) -> None:
        self._name_language()
        self.finding.load_again()
        if self.actions_of_page.spoken.isChecked() or self.search.guidance.isVisible():
            self.search.ask()
        self._slip_changed()
        self.search.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_language(self) -> None:
        label = self.tr("spricht {language}").format(language=self._language_name())
        self.search.filters.spoken.set_label(label)

    def _language_name(self) -> str:
        return slip_languages().get(self.slip.language, self.slip.other_language.currentText())

    def _home_changed(self) -> None:
        residence = self.actions_of_page.residence
        self.search.look_in(ALL_TOWNS if residence == OUTSIDE else self.slip.town)
        if self.slip.town or residence != "other-town":
            self.search.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_preview(self, shown: bool) -> None:
        if shown and self._preview is None:
            from lotse_desk.ui.slip_preview import SlipPreview

            self._preview = SlipPreview(self)
            self.middle.addWidget(self._preview)
        if self._preview is not None:
            self.middle.setCurrentWidget(self._preview if shown else self.service)
        if shown:
            self._render_preview()

    def _render_preview(self) -> None:
        if self._preview is None:
            return
        if not self.slip.cards:
            self._preview.show_pdf(b"")
            return
        with suppress(InvalidValue):  # a date that is still being typed
            wish = slip_wish(self.slip, self.contact, self.actions_of_page)
            render = partial(counter_acts.preview, wish=wish)
            self._papers.run_latest("preview", render, self._preview.show_pdf, self._failed)
