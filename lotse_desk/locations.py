"""Where resources and user data lie."""

import os
from pathlib import Path

import platformdirs

HOME_VARIABLE = "LOTSE_DESK_HOME"
CACHE_VARIABLE = "LOTSE_DESK_CACHE"


def resources() -> Path:
    """Folder of the data files shipped with the program.

    In an installed wheel it lies inside the package, in a source checkout beside it.
    """
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def default_home() -> Path:
    """Folder of the home used when no command names one: the variable, else per user."""
    named = os.environ.get(HOME_VARIABLE)
    if named:
        return Path(named)
    return Path(platformdirs.user_data_dir("lotse-desk", appauthor=False, roaming=False))


def cache() -> Path:
    """Folder of what can be made again at any time: the variable, else per user."""
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        return Path(named)
    return Path(platformdirs.user_cache_dir("lotse-desk", appauthor=False))
