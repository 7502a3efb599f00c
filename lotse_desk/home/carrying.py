"""Carrying our files from one medium to another, for whoever carries the post."""

from pathlib import Path

from lotse_desk.sync.medium import Carried, Medium, carry

__all__ = ["Carried", "carry_files"]


def carry_files(source: Path, target: Path, home: Path) -> Carried:
    """Copy every whole file of ours that the target lacks; the home is never looked into.

    Needs no home. Raises `MediumFault`.
    """
    homes = [home] if home.exists() else []
    return carry(Medium.at(source, homes), Medium.at(target, homes))
