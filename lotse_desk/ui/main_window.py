"""The window: a frame around pages, with menus, a banner and a line for results."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lotse_desk.ui import colours
from lotse_desk.ui.actions import action_group, make_action
from lotse_desk.ui.announcement import AnnouncementLine
from lotse_desk.ui.curtain import Curtain
from lotse_desk.ui.page import Page
from lotse_desk.ui.said import Said


class MainWindow(QMainWindow):
    """Arranges pages; knows none of them better than `Page` says."""

    closing = Signal()
    hidden = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Lotse Desk")
        self.resize(1366, 768)
        self._pages: list[Page] = []
        self._widgets: list[QWidget] = []
        self._menus: dict[int, list[QMenu]] = {}
        self._before_curtain: QWidget | None = None
        self._holds: list[Callable[[Callable[[], object]], bool]] = []
        self._styled_for = ""
        self._banners: dict[str, str] = {}
        self._make_frame()
        self._own = action_group(self)
        self._page_actions = action_group(self)
        self._file_menu = self.menuBar().addMenu(self.tr("&Datei"))
        self._view_menu = QMenu(self.tr("A&nsicht"), self)
        self.hide_all = make_action(
            self._own, self.tr("&Verdecken"), ("Ctrl+H", "Pause"), self.toggle_curtain
        )
        self.addAction(self.hide_all)  # keys of a menu do not work while the menu bar is hidden
        leave = make_action(self._own, self.tr("&Beenden"), "Ctrl+Q", self.close)
        self._file_menu.addActions([self.hide_all, leave])
        self._restyle()

    def add_page(self, page: Page, name: str = "", keys: str = "") -> QAction | None:
        """Take in a page; one with a name gets an entry and a key in the menu of pages."""
        assert isinstance(page, QWidget)
        number = len(self._pages)
        self.stack.addWidget(page)
        self._pages.append(page)
        self._widgets.append(page)
        self._menus[number] = []
        for title, entries in page.menus():
            menu = QMenu(title, self)
            for entry in entries:
                if entry is None:
                    menu.addSeparator()
                else:
                    menu.addAction(entry)
            self._menus[number].append(menu)
        action = None
        if name:
            action = make_action(self._page_actions, name, keys, lambda: self.show_page(page))
            self._view_menu.addAction(action)
        for group in page.groups():
            group.setEnabled(False)
        return action

    def show_page(self, page: Page) -> None:
        """Bring a page to the front with its menus and keys."""
        assert isinstance(page, QWidget)
        self.stack.setCurrentWidget(page)
        bar = self.menuBar()
        bar.clear()
        bar.addMenu(self._file_menu)
        for number, other in enumerate(self._pages):
            shown = other is page
            for group in other.groups():
                group.setEnabled(shown)
            for menu in self._menus[number] if shown else ():
                bar.addMenu(menu)
        if self._view_menu.actions():
            bar.addMenu(self._view_menu)
        page.came_to_front()

    def allow_pages(self, *, allowed: bool) -> None:
        """Whether one may change pages: not before there is a home."""
        self._page_actions.setEnabled(allowed)

    def say(self, said: Said) -> None:
        """Show and announce a result."""
        self.line.say(said)

    def show_banner(self, text: str, about: str = "") -> None:
        """A standing notice under the menu, one for each thing it is about; empty takes it away."""
        self._banners[about] = text
        self.banner_text.setText("\n".join(filter(None, self._banners.values())))
        curtained = self.stack.currentWidget() is self.curtain
        self.banner.setVisible(bool(self.banner_text.text()) and not curtained)

    def show_place(self, text: str) -> None:
        """Where this desk stands, at the end of the line for results."""
        self.line.place.setText(text)

    def toggle_curtain(self) -> None:
        """Hide everything readable, or show it again."""
        current = self.stack.currentWidget()
        if current is not self.curtain:
            self._before_curtain = current
            for popup in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
                if popup is not None:
                    popup.close()
            self.stack.setCurrentWidget(self.curtain)
            self._veil(hidden=True)
            self.curtain.back.setFocus()
            self.hidden.emit()
            return
        self._veil(hidden=False)
        if self._before_curtain is not None:
            self.show_page(self._page_of(self._before_curtain))

    def _veil(self, *, hidden: bool) -> None:
        self.menuBar().setVisible(not hidden)
        self.line.setVisible(not hidden)
        self.banner.setVisible(not hidden and bool(self.banner_text.text()))
        before = self._before_curtain and self._page_of(self._before_curtain)
        for page in self._pages:
            for group in page.groups():
                group.setEnabled(not hidden and page is before)
        self._page_actions.setEnabled(not hidden)

    def _page_of(self, widget: QWidget) -> Page:
        return self._pages[self._widgets.index(widget)]

    def _make_frame(self) -> None:
        self.banner = QFrame(self)
        self.banner.setProperty("banner", True)
        self.banner_text = QLabel(self.banner)
        self.banner_text.setWordWrap(True)
        self.banner_text.setAccessibleName(self.tr("Hinweis"))
        inside = QHBoxLayout(self.banner)
        inside.setContentsMargins(14, 3, 14, 3)
        inside.addWidget(self.banner_text)
        self.banner.hide()
        self.stack = QStackedWidget(self)
        self.curtain = Curtain(self)
        self.stack.addWidget(self.curtain)
        self.curtain.opened.connect(self.toggle_curtain)
        self.line = AnnouncementLine(self)
        frame = QWidget(self)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.line)
        self.setCentralWidget(frame)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the system's colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._restyle()

    def _restyle(self) -> None:
        sheet = colours.style_sheet(QApplication.palette())
        if sheet != self._styled_for:
            self._styled_for = sheet
            self.setStyleSheet(sheet)

    def hold_closing(self, held: Callable[[Callable[[], object]], bool]) -> None:
        """Ask `held` before closing; where it says yes, it calls what it was given when done."""
        self._holds.append(held)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Let acts under way finish first."""
        if any(held(self.close) for held in self._holds):
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)
