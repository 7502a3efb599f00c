"""Starts the window, or hands over to the command line when there is a command."""

import sys
from pathlib import Path


def main() -> int:
    """Entry point of the program; returns the exit code."""
    match sys.argv[1:]:
        case []:
            return _open_window(None)
        case ["--home", folder]:
            return _open_window(Path(folder))
        case arguments:
            from lotse_desk.cli.command_line import run

            return run(arguments)


def _open_window(folder: Path | None) -> int:
    from lotse_desk.ui.display import NO_DISPLAY, has_display

    if not has_display():
        sys.stderr.write(f"{NO_DISPLAY}\n")
        return 1
    from lotse_desk.locations import default_home
    from lotse_desk.ui.application import open_window

    return open_window(folder or default_home())


if __name__ == "__main__":
    sys.exit(main())
