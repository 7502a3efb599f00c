"""What the menu of papers asks of the home; every function is one act in the thread for paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lotse_desk.home.home import Home

KeyGroups = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""Headings with keys and what they do."""


def language_card(home: Home) -> bytes:
    """All slip languages by their own names."""
    from lotse_desk.home import wall_papers

    return wall_papers.language_card(home)


def boards(home: Home, language: str) -> bytes:
    """Numbered pictograms of all groups of topics."""
    from lotse_desk.home import clock, wall_papers

    return wall_papers.boards(home, language, clock.today())


def leaflet(home: Home, topic: str, language: str) -> bytes:
    """A topic on paper to take along."""
    from lotse_desk.home import clock, wall_papers

    return wall_papers.leaflet(home, topic, language, clock.today())


def today(home: Home) -> bytes:
    """Who is open today."""
    from lotse_desk.home import clock, wall_papers

    return wall_papers.today_sheet(home, clock.now())


def poster(home: Home) -> bytes:
    """The poster of the house."""
    from lotse_desk.home import clock, wall_papers

    return wall_papers.poster(home, clock.today())


def privacy_notice(home: Home, language: str) -> bytes:
    """What is counted at this counter."""
    from lotse_desk.home import wall_papers

    return wall_papers.privacy_notice(home, language)


def quick_card(_: Home, title: str, groups: KeyGroups) -> bytes:
    """The keys of the counter on A5."""
    from lotse_desk.home import wall_papers

    return wall_papers.quick_card(title, groups)
