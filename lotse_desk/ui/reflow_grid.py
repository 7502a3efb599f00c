"""Cells of one width in as many columns as fit, so that nothing is cut on a narrow screen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

GAP = 4


class ReflowGrid(QWidget):
    """Fills rows from the start of the line; `columns` is how many there are at most."""

    def __init__(
        self, cells: Sequence[QWidget], columns: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cells = list(cells)
        self._most = columns
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        for cell in self._cells:
            cell.setParent(self)  # a cell hidden now must not change its parent when it is shown
            cell.installEventFilter(self)
        self._arrange(columns)

    @property
    def columns(self) -> int:
        """How many columns there are now."""
        return self._columns

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """As many columns as the widest cell allows."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A cell with another text may need another width; a hidden one leaves no gap."""
        changes = (QEvent.Type.LayoutRequest, QEvent.Type.ShowToParent, QEvent.Type.HideToParent)
        if event.type() in changes:
            self._columns = 0
            self._fit()
        return False

    def _fit(self) -> None:
        shown = [cell for cell in self._cells if not cell.isHidden()]
        widest = max((cell.sizeHint().width() for cell in shown), default=1)
        fitting = max(1, (self.width() + GAP) // (widest + GAP))
        # Rows of equal length look calmer than one full row and a rest.
        columns = min(fitting, self._most, max(1, len(shown)))
        if columns < self._most:
            rows = -(-len(shown) // columns)
            columns = -(-len(shown) // rows) if shown else 1
        self._arrange(columns)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        shown = [cell for cell in self._cells if not cell.isHidden()]
        for cell in self._cells:
            self._grid.removeWidget(cell)
        for number, cell in enumerate(shown or self._cells):
            self._grid.addWidget(cell, number // columns, number % columns)
        for column in range(self._most):
            self._grid.setColumnStretch(column, int(column < columns))
        # Told now: a layout that is under way gives the rows that came no room.
        self.setMinimumHeight(self._grid.minimumSize().height())
