"""The part of the office's policy that concerns paper, as this home has it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lotse_desk.home.home import Home
from lotse_desk.paper.phrases import GERMAN, phrase_book, slip_languages

SETTING = "policy.slips"
"""Holds a JSON object with `drafts`, if the office has said anything."""


@dataclass(frozen=True)
class SlipPolicy:
    """`drafts`: whether translations print that nobody of an office has reviewed."""

    drafts: bool = True


def slip_policy(home: Home) -> SlipPolicy:
    """The policy in force."""
    return read_slip_policy(json.loads(home.settings.get(SETTING, "{}")))


def printed_language(home: Home, language: str) -> str:
    """The language, or German where the policy forbids fixed phrases that nobody has reviewed.

    Raises `UnknownValue` for a language without phrases.
    """
    if phrase_book(language).has_drafts and not slip_policy(home).drafts:
        return GERMAN
    return language


def refused_languages(home: Home, languages: Iterable[str]) -> tuple[str, ...]:
    """Those asked for that print in German instead."""
    return tuple(code for code in languages if printed_language(home, code) != code)


def languages_with(home: Home, *keys: str) -> tuple[str, ...]:
    """The slip languages whose phrases of these keys the policy lets print."""
    drafts = slip_policy(home).drafts
    return tuple(
        code for code in slip_languages() if drafts or phrase_book(code).is_reviewed(*keys)
    )


def read_slip_policy(said: object) -> SlipPolicy:
    """What a policy says, names of a later version passed over; raises `ValueError`."""
    if not isinstance(said, Mapping):
        raise ValueError("no object")
    drafts = said.get("drafts", True)
    if not isinstance(drafts, bool):
        raise ValueError("drafts")
    return SlipPolicy(drafts)
