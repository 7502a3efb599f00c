"""The application object of Qt: style, font, and words in the language of the window."""

from __future__ import annotations

import os

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from lotse_desk.home.qt_runtime import hold_constants
from lotse_desk.locations import resources

LANGUAGE_VARIABLE = "LOTSE_DESK_LANGUAGE"
"""Environment variable with the language of the window, de or en; German where it is not set."""
SMALLEST_FONT = 10.0
"""Points; the screen is read at arm's length."""


def make_application() -> QApplication:
    """The application object: the system's palette and font, Qt's own words in German."""
    hold_constants()
    application = QApplication(["lotse-desk"])
    application.setApplicationName("Lotse Desk")
    application.setDesktopFileName("lotse-desk")
    application.setStyle("fusion")
    _install_words(application, os.environ.get(LANGUAGE_VARIABLE, "de"))
    font = QFont(application.font())
    font.setPointSizeF(max(SMALLEST_FONT, font.pointSizeF()))
    application.setFont(font)
    return application


def _install_words(application: QApplication, language: str) -> None:
    """Qt's own words and, where it is not German, the window's in a language."""
    QLocale.setDefault(QLocale("en_GB" if language == "en" else "de_DE"))
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    own_folder = str(resources() / "translations")
    for name, folder in (
        (f"qtbase_{language}", qt_folder),
        (f"lotse_desk_{language}", own_folder),
    ):
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)
