"""What can stand in the way of backups that are sealed to a recovery key on paper."""

import datetime as dt
from dataclasses import dataclass

from lotse_desk.domain.faults import WorldFault


@dataclass(eq=False)
class RecoveryKeyWanting(WorldFault):
    """A second folder takes sealed copies only, and there is no recovery key to seal them to."""


@dataclass(eq=False)
class BackupSealed(WorldFault):
    """A backup opens with the key on a paper only; `paper` is its number, the day may be unknown.

    Without a key nobody tries; with the key of another paper it is `WrongRecoveryPaper`.
    """

    path: str
    paper: str
    paper_day: dt.date | None


@dataclass(eq=False)
class WrongRecoveryPaper(BackupSealed):
    """The key given is that of another paper, whose number is `given`."""

    given: str
