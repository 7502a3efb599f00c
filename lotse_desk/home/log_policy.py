"""The part of the office's policy that concerns the log, as this home has it."""

import json
from typing import Any

from lotse_desk.domain.coarsening import LogPolicy
from lotse_desk.home.home import Home

SETTING = "policy.log"
"""Holds a JSON object with any of `languages`, `codes`, `suppressed_below`."""


def log_policy(home: Home) -> LogPolicy:
    """The policy in force; what it does not say stays as shipped. `suppressed_below` is ≥ 3."""
    stored: dict[str, Any] = json.loads(home.settings.get(SETTING, "{}"))
    shipped = LogPolicy()
    return LogPolicy(
        languages=frozenset(stored.get("languages", shipped.languages)),
        codes=bool(stored.get("codes", shipped.codes)),
        suppressed_below=max(3, int(stored.get("suppressed_below", shipped.suppressed_below))),
    )
