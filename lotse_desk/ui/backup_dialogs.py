"""The system's dialogs for backups, and the frames their page is made of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget


def ask_for_backup(parent: QWidget, chosen: Callable[[str], None]) -> None:
    """The system's dialog for a file of a backup, without holding up the window."""
    dialog = QFileDialog(parent)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter("*.sealed *.sqlite3 (*.sealed *.sqlite3)")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    dialog.open()


def ask_for_sheet(parent: QWidget, chosen: Callable[[str], None], left: Callable[[], None]) -> None:
    """The system's dialog for where the recovery sheet goes; `left` where nobody says so.

    A file that is there is never written over, so the dialog does not ask about it.
    """
    dialog = QFileDialog(parent)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter("PDF (*.pdf)")
    dialog.setDefaultSuffix("pdf")
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.selectFile("wiederherstellungsblatt.pdf")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    dialog.rejected.connect(left)
    dialog.open()


def frame(look: str, *parts: QWidget) -> QFrame:
    """Parts one under the other on a ground named by a property of the style sheet."""
    made = QFrame()
    made.setProperty(look, True)
    inner = QVBoxLayout(made)
    inner.setContentsMargins(20, 16, 20, 16)
    inner.setSpacing(12)
    for part in parts:
        inner.addWidget(part)
    return made
