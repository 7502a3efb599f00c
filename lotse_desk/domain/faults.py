"""Errors as facts with a type; the sentence a person reads is chosen elsewhere.

A `WorldFault` is a fact of the world in the way (exit code 1), a `WrongUse` is wrong input
to a command or window (exit code 2). Everything else that is raised is a bug (exit code 3).
"""

import re
from dataclasses import dataclass, fields


@dataclass(eq=False)
class Fault(Exception):
    """A known fact that stops an act; its fields hold the facts, never personal data."""

    def __post_init__(self) -> None:
        super().__init__()

    @property
    def kind(self) -> str:
        """The type as a stable word for machines: `MediumFull` -> `medium-full`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    def __str__(self) -> str:
        facts = ", ".join(f"{field.name}={getattr(self, field.name)}" for field in fields(self))
        return f"{self.kind}: {facts}" if facts else self.kind


@dataclass(eq=False)
class WorldFault(Fault):
    """A fact of the world in the way; nothing was changed."""


@dataclass(eq=False)
class WrongUse(Fault):
    """Input nobody can act on: unknown slug, code, language, impossible date."""


@dataclass(eq=False)
class NotAvailableYet(WrongUse):
    """A named part of the design that this version does not contain."""

    what: str


@dataclass(eq=False)
class UnknownValue(WrongUse):
    """A value outside its closed list; `kind_of_value` is `town`, `topic`, `language` …"""

    kind_of_value: str
    value: str
    known: tuple[str, ...] = ()


@dataclass(eq=False)
class InvalidValue(WrongUse):
    """A value of the wrong form; `expected` says the form, in German."""

    kind_of_value: str
    value: str
    expected: str


@dataclass(eq=False)
class NotFound(WrongUse):
    """A record, contact or code that this home does not hold."""

    kind_of_value: str
    value: str


@dataclass(eq=False)
class NothingToUndo(WorldFault):
    """Nothing was logged today, or all of it is already taken back."""


@dataclass(eq=False)
class NoHome(WorldFault):
    """There is no home in this folder."""

    folder: str


@dataclass(eq=False)
class HomeExists(WorldFault):
    """`init` found a home already there."""

    folder: str


@dataclass(eq=False)
class DatabaseLost(WorldFault):
    """`init` found what a home without its database left; `left`: backups, batches."""

    folder: str
    left: str


@dataclass(eq=False)
class WrongRole(WrongUse):
    """A desk command in an office home or the other way round."""

    role: str
    needed: str


@dataclass(eq=False)
class HomeBusy(WorldFault):
    """Another instance writes in this home."""

    holder: str


@dataclass(eq=False)
class HomeRefused(WorldFault):
    """A folder no home may lie in; `reason`: share, removable, without-owners, synced,
    not-a-folder, not-writable.
    """

    folder: str
    reason: str


@dataclass(eq=False)
class HomeOnOtherMachine(WorldFault):
    """The home was made on another machine: new desk or moved desk?"""

    folder: str


@dataclass(eq=False)
class DatabaseTooNew(WorldFault):
    """The database was written by a newer version of the program."""

    unknown_migrations: tuple[str, ...]


@dataclass(eq=False)
class DatabaseTooOld(WorldFault):
    """The database must be migrated before it can be read."""

    path: str


@dataclass(eq=False)
class DatabaseDamaged(WorldFault):
    """The integrity check or SQLite itself says the file is not sound."""

    path: str
    finding: str


@dataclass(eq=False)
class DiskFull(WorldFault):
    """No room left on the disk of the home."""

    path: str


@dataclass(eq=False)
class DiskFailure(WorldFault):
    """The operating system refused to read or write; `reason` is its own word."""

    path: str
    reason: str


@dataclass(eq=False)
class BackupFolderRefused(WorldFault):
    """A folder no backup may lie in; `reason`: not-a-folder, inside-home, exchange."""

    folder: str
    reason: str


@dataclass(eq=False)
class NothingDamaged(WorldFault):
    """The database is sound: there is nothing to recover."""

    folder: str


@dataclass(eq=False)
class NothingReadable(WorldFault):
    """No backup is there and the damaged file, if any, does not even say whose it is.

    `batches`: sealed batches are kept there still, which can be rescued.
    """

    folder: str
    batches: bool = False


@dataclass(eq=False)
class Unreadable(WorldFault):
    """A file that cannot be read as what it should be."""

    path: str
    reason: str


@dataclass(eq=False)
class TooLarge(WorldFault):
    """A file over the bound it may have; sizes in bytes."""

    path: str
    limit: int


@dataclass(eq=False)
class SelfTestFailed(WorldFault):
    """A step of the self test went wrong on this machine."""

    step: str
    reason: str
