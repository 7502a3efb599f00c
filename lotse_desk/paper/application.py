"""The Qt application object that text layout needs, made only where there is none."""

import os

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication


def ensure_gui_application() -> QCoreApplication:
    """The running application, or a new offscreen one.

    Qt's fonts need an application object. A window's `QApplication` serves as well; where none
    runs and nobody chose a platform, `offscreen` is chosen: without it Qt aborts the process on
    a machine without a display.
    """
    running = QCoreApplication.instance()
    if running is not None:
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["lotse-desk"])
