"""A1: every control of every page by keyboard, with a name and a role."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QImage, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from lotse_desk.ui.key_button import KeyButton

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
NO_KEYS_NEEDED = {"qt_toolbar_ext_button"}
GREY = QImage.Format.Format_Grayscale8
PAGES = ("counter", "log", "exchange", "settings", "emergency", "backups")


def pages(counter):
    return {name: getattr(counter.desk, name) for name in PAGES}


def is_inner(widget: QWidget) -> bool:
    """Parts of a control that Qt makes and reaches through the control itself."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QComboBox | QAbstractItemView | QLineEdit):
            return True
        parent = parent.parentWidget()
    return widget.objectName() in NO_KEYS_NEEDED


def controls(page: QWidget) -> list[QWidget]:
    return [
        widget
        for kind in CONTROLS
        for widget in page.findChildren(kind)
        if not is_inner(widget) and not widget.isHidden()
    ]


@pytest.mark.parametrize("name", PAGES)
def test_every_control_has_a_name_a_role_and_takes_the_focus(counter, name) -> None:
    page = pages(counter)[name]
    counter.desk.window.show_page(page)
    found = controls(page)
    assert found
    for widget in found:
        interface = QAccessible.queryAccessibleInterface(widget)
        described = f"{name}: {type(widget).__name__} {widget.accessibleName()!r}"
        assert interface.text(QAccessible.Text.Name).strip(), described
        assert interface.role() not in (
            QAccessible.Role.NoRole,
            QAccessible.Role.Client,
            QAccessible.Role.Pane,
        ), described
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, described


@pytest.mark.parametrize("name", PAGES)
def test_tab_reaches_every_control_and_comes_round(counter, name) -> None:
    page = pages(counter)[name]
    counter.desk.window.show_page(page)
    wanted = {w for w in controls(page) if w.isEnabled() and w.isVisible()}
    reached: set[QWidget] = set()
    for _ in range(4 * len(wanted) + 10):
        focus = counter.desk.window.focusWidget()
        while focus is not None:
            reached.add(focus)
            focus = focus.parentWidget()
        counter.press("Tab")
    missed = {f"{type(w).__name__} {w.accessibleName()}" for w in wanted - reached}
    assert not missed


@pytest.mark.parametrize("name", PAGES)
def test_every_action_stands_in_a_menu_with_a_key_of_its_own(counter, name) -> None:
    window = counter.desk.window
    page = pages(counter)[name]
    window.show_page(page)
    shown: list[QAction] = []
    for top in window.menuBar().actions():
        menu = top.menu()
        assert isinstance(menu, QMenu)
        shown += [a for a in menu.actions() if not a.isSeparator() and a.isVisible()]
    for group in page.groups():
        for action in group.actions():
            assert action in shown or not action.isVisible(), action.text()
    keys: dict[str, str] = {}
    for action in shown:
        if action.data() == "" and action.isCheckable():
            continue  # shows that another language was chosen; chosen by Alt+9
        assert action.shortcuts(), action.text()
        for shortcut in action.shortcuts():
            text = shortcut.toString(QKeySequence.SequenceFormat.PortableText)
            assert text not in keys, (text, keys.get(text), action.text())
            keys[text] = action.text()


def test_every_button_shows_its_key(counter) -> None:
    for page in pages(counter).values():
        for button in page.findChildren(KeyButton):
            assert button.key_text, button.text()
            assert button.accessibleDescription() == button.key_text


def test_focus_can_be_seen_on_the_search_and_on_buttons(counter) -> None:
    field = counter.page.search.field
    with_focus = field.grab().toImage()
    counter.press("Tab")
    assert field.grab().toImage() != with_focus
    button = counter.page.foot.log
    before = button.grab().toImage()
    button.setFocus()
    assert button.grab().toImage() != before


def test_what_is_chosen_differs_by_more_than_colour(counter) -> None:
    key = counter.page.actions_of_page.language_keys[1]
    buttons = counter.page.slip.findChildren(KeyButton)
    button = next(button for button in buttons if button.text() == key.text())
    before = button.grab().toImage().convertToFormat(GREY)
    key.setChecked(True)
    assert button.grab().toImage().convertToFormat(GREY) != before
    interface = QAccessible.queryAccessibleInterface(button)
    assert interface.state().checked
