"""The part of the office's policy that concerns the log, as this home has it."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from lotse_desk.domain.coarsening import LogPolicy
from lotse_desk.home.home import Home

AnyValue = TypeVar("AnyValue")

SETTING = "policy.log"
"""Holds a JSON object with any of `languages`, `codes`, `suppressed_below`."""
LEAST_SUPPRESSED = 3


def log_policy(home: Home) -> LogPolicy:
    """The policy in force; what it does not say stays as shipped. `suppressed_below` is ≥ 3."""
    return read_log_policy(json.loads(home.settings.get(SETTING, "{}")))


def read_log_policy(said: object) -> LogPolicy:
    """What a policy says, names of a later version passed over.

    Raises `ValueError`, naming what is not of its form.
    """
    if not isinstance(said, Mapping):
        raise ValueError("no object")
    shipped = LogPolicy()
    return LogPolicy(
        languages=frozenset(_languages(said.get("languages", list(shipped.languages)))),
        codes=_of_type(bool, said.get("codes", shipped.codes), "codes"),
        suppressed_below=max(LEAST_SUPPRESSED, _whole(said, shipped.suppressed_below)),
    )


def _languages(value: object) -> list[str]:
    codes: list[Any] = _of_type(list, value, "languages")
    return [_of_type(str, code, "languages") for code in codes]


def _whole(said: Mapping[str, object], shipped: int) -> int:
    value = said.get("suppressed_below", shipped)
    if isinstance(value, bool):
        raise ValueError("suppressed_below")
    return _of_type(int, value, "suppressed_below")


def _of_type(kind: type[AnyValue], value: object, name: str) -> AnyValue:
    if not isinstance(value, kind):
        raise ValueError(name)
    return value
