"""What the window asks of every page."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QAction, QActionGroup

MenuEntries = list[tuple[str, list[QAction | None]]]


class Page(Protocol):
    """A page knows what it needs and nothing of the window."""

    def groups(self) -> tuple[QActionGroup, ...]:
        """Groups of actions that hold only while this page is shown."""
        ...

    def menus(self) -> MenuEntries:
        """The menus of this page; None is a line between."""
        ...

    def came_to_front(self) -> None:
        """The page is shown now: put the cursor where it belongs."""
        ...
