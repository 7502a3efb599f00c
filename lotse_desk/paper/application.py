"""The Qt application object that text layout needs, made only where there is none."""

import ctypes
import os
import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

_HELD = 1 << 60


def hold_constants() -> None:
    """Keep CPython 3.11 alive under PySide6 6.12.

    That release gives away a reference it does not own with every call that returns None and with
    every emitted signal that returns True (measured; 6.11 does not), until the interpreter aborts
    in `none_dealloc` or `bool_dealloc`. From 3.12 on these constants cannot be deallocated
    (PEP 683); before, their counts are raised out of reach once.
    """
    if sys.version_info >= (3, 12):
        return
    for constant in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(constant))
        if count.value < _HELD:
            count.value += _HELD


def ensure_gui_application() -> QCoreApplication:
    """The running application, or a new offscreen one.

    Qt's fonts need an application object. A window's `QApplication` serves as well; where none
    runs and nobody chose a platform, `offscreen` is chosen: without it Qt aborts the process on
    a machine without a display.
    """
    hold_constants()
    running = QCoreApplication.instance()
    if running is not None:
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["lotse-desk"])
