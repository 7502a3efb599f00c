"""The office's policy, part by part: how it travels with a release and is kept by a desk."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from lotse_desk.domain.exchange_faults import ReleaseInvalid
from lotse_desk.home import log_policy, slip_policy
from lotse_desk.home.home import Home

_PARTS: dict[str, tuple[str, Callable[[object], object]]] = {
    "log": (log_policy.SETTING, log_policy.read_log_policy),
    "slips": (slip_policy.SETTING, slip_policy.read_slip_policy),
}
"""Name in a release -> the setting that keeps it, and what reads it or raises `ValueError`."""


def said_policy(home: Home) -> dict[str, dict[str, Any]]:
    """What this office's policy says; raises `ReleaseInvalid` for one every desk would refuse."""
    return {
        name: _checked(name, json.loads(home.settings.get(setting, "{}")))
        for name, (setting, _) in _PARTS.items()
    }


def settings_of(policy: Mapping[str, object]) -> dict[str, str]:
    """The settings a release's policy makes; raises `ReleaseInvalid`."""
    return {
        setting: json.dumps(_checked(name, policy[name]), sort_keys=True)
        for name, (setting, _) in _PARTS.items()
        if policy.get(name) is not None
    }


def put_policy(home: Home, name: str, values: Mapping[str, object]) -> None:
    """Change what this office says in one part; raises `ReleaseInvalid`. Opens a transaction."""
    said = {**said_policy(home)[name], **values}
    _checked(name, said)
    with home.transaction():
        home.settings.put(_PARTS[name][0], json.dumps(said, sort_keys=True))


def _checked(name: str, said: Any) -> Any:
    try:
        _PARTS[name][1](said)
    except ValueError as error:
        raise ReleaseInvalid(f"policy: {error}") from error
    return said
