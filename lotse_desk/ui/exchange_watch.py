"""Looking for sticks and shares while somebody waits for them, in a thread of its own."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from lotse_desk.desk.media import MediaHere

EVERY_S = 2.0


def look(folder: Path) -> MediaHere:
    """Look once; opens the home in a folder for reading, for this look only."""
    from lotse_desk.desk.media import media_here
    from lotse_desk.home.home import open_home

    with open_home(folder, writing=False) as home:
        return media_here(home)


class MediaWatch(QObject):
    """Looks again and again between `start` and `pause`.

    A share that does not answer holds up this thread alone: neither counting nor searching nor
    closing the window waits for it.
    """

    seen = Signal(object)
    blind = Signal(object)
    _came = Signal(object)

    def __init__(self, look: Callable[[], MediaHere], every: float = EVERY_S) -> None:
        """`every`: seconds from the end of one look to the next."""
        super().__init__()
        self._look = look
        self._every = every
        self._looking, self._now, self._closed = (threading.Event() for _ in range(3))
        self._thread: threading.Thread | None = None
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Look at once, then every two seconds or so."""
        if self._closed.is_set():
            return
        self._looking.set()
        self._now.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="media", daemon=True)
            self._thread.start()

    def pause(self) -> None:
        """Look no more; a look under way is not told."""
        self._looking.clear()

    def close(self) -> None:
        """Stop for good, without waiting for a share that does not answer."""
        self._closed.set()
        self._looking.set()
        self._now.set()

    def _run(self) -> None:
        while True:
            self._looking.wait()
            if self._closed.is_set():
                return
            self._now.clear()
            try:
                found: MediaHere | Exception = self._look()
            except Exception as error:
                found = error
            if self._closed.is_set():
                return
            with contextlib.suppress(RuntimeError):  # the window went while the share was asked
                self._came.emit(found)
            self._now.wait(self._every)

    @Slot(object)
    def _deliver(self, found: MediaHere | Exception) -> None:
        if self._closed.is_set() or not self._looking.is_set():
            return
        if isinstance(found, Exception):
            self.blind.emit(found)
        else:
            self.seen.emit(found)
