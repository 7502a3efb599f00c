"""What an importer says about rows it could not take as they are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`where`: file and row or id; `reason`: what is wrong; `action`: what was done about it."""

    where: str
    reason: str
    action: str
