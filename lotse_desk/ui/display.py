"""Whether there is a screen to open a window on; asked before Qt, which aborts without one."""

import os
import sys
from collections.abc import Mapping

NO_DISPLAY = (
    "Hier ist kein Bildschirm, auf dem sich ein Fenster öffnen lässt (weder DISPLAY noch "
    "WAYLAND_DISPLAY ist gesetzt). Die Befehle gehen trotzdem: „lotse-desk --help“."
)
_NAMED_BY = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")


def has_display(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> bool:
    """Whether a screen, or a platform of Qt that needs none, is named; elsewhere there always is.

    `system` as in `sys.platform`: only Linux names its screens in the environment.
    """
    return not system.startswith("linux") or any(environment.get(name) for name in _NAMED_BY)
