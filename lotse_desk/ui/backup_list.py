"""The list of backups, the newest first, each in two lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from lotse_desk.ui import backup_words

if TYPE_CHECKING:
    from lotse_desk.ui.backup_acts import Backups, ListedBackup


class BackupList(QListWidget):
    """Keeps the chosen backup where the list is read again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Vorhandene Sicherungen"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSpacing(3)
        self.setMinimumHeight(8 * self.fontMetrics().height())
        self._shown: tuple[ListedBackup, ...] = ()

    def show_backups(self, backups: Backups) -> None:
        """Put these in the place of those before."""
        before = self.chosen()
        self._shown = backups.listed
        self.clear()
        for listed in backups.listed:
            item = QListWidgetItem(backup_words.row_words(listed, backups.today), self)
            item.setToolTip(str(listed.kept.path))
        paths = [listed.kept.path for listed in backups.listed]
        if paths:
            same = before is not None and before.kept.path in paths
            self.setCurrentRow(paths.index(before.kept.path) if same and before else 0)

    def chosen(self) -> ListedBackup | None:
        """The backup chosen in the list."""
        row = self.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None
