"""Pictures of every screen and paper: `python -m tests.gallery OUT` writes PNG files into OUT."""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
os.environ.setdefault("LOTSE_DESK_NOW", "2026-11-23T09:40")


def main(arguments: list[str]) -> int:
    """Take all pictures; returns the exit code."""
    if len(arguments) != 1:
        print("python -m tests.gallery OUT", file=sys.stderr)
        return 2
    from tests.gallery.papers import take_papers
    from tests.gallery.screens import take_screens

    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for take in (take_screens, take_papers):
            for picture in take(out, Path(folder)):
                print(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
