"""Locales of CLDR that share no calendar names with each other."""

from copy import deepcopy
from functools import cache, cached_property
from typing import Any

from babel import Locale
from babel.localedata import LocaleDataDict, load

_CALENDAR = ("days", "months")


class _OwnLocale(Locale):
    """A locale with calendar names of its own.

    Babel (2.18) writes names resolved for one locale into dictionaries all locales inherit from
    the root: Turkish weekdays asked for after Pashto ones came out in Pashto.
    """

    @cached_property
    def _data(self) -> LocaleDataDict:
        shared: dict[Any, Any] = load(str(self))
        return LocaleDataDict({**shared, **{key: deepcopy(shared[key]) for key in _CALENDAR}})


@cache
def cldr_locale(identifier: str) -> Locale:
    """The locale of an identifier like `uk` or `fa_AF`; raises what `Locale.parse` raises."""
    found = Locale.parse(identifier)
    return _OwnLocale(found.language, found.territory, found.script, found.variant)
