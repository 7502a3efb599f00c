"""What every row of the directory is: a frozen value with an id, in a named table."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Record:
    """A row of a directory table; `TABLE` is the table's name."""

    TABLE: ClassVar[str]
    id: str
