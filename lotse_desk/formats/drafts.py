"""A row on its way to a record, and how two rows with one id become one record or two."""

from dataclasses import dataclass

from lotse_desk.formats.schema import (
    NAMED_TABLES,
    Kind,
    columns,
    loose_references,
    mandatory,
    references,
)
from lotse_desk.formats.values import Value


@dataclass(slots=True)
class Draft:
    """A row on its way to a record.

    `given` names the columns the feed has for it; `provisional`: known only from the name and id
    another row gives for it; `nested`: shown inside another record, as formats do repeatedly.
    `rows` counts the rows of the feed that are in it: 0 for what was made from a part of a row.
    """

    table: str
    id: str
    where: str
    source_id: str | None
    values: dict[str, Value]
    given: frozenset[str]
    placeholder: bool = False
    provisional: bool = False
    nested: bool = False
    copies: int = 1
    rows: int = 0


def parents(draft: Draft) -> tuple[str, ...]:
    """The columns in which a row names other records."""
    return (*references(draft.table), *loose_references(draft.table))


def other_name(known: Draft, draft: Draft) -> bool:
    """Whether two rows with one id are plainly two things: their names differ."""
    if draft.table not in NAMED_TABLES:
        return False
    names = known.values.get("name"), draft.values.get("name")
    return None not in names and names[0] != names[1]


def other_parent(known: Draft, draft: Draft) -> bool:
    """Whether two rows with one id hang on two different parents of the same kind."""
    if draft.table in NAMED_TABLES:
        return False
    for column in parents(draft):
        pair = known.values.get(column), draft.values.get(column)
        if None not in pair and pair[0] != pair[1]:
            return True
    return False


def clashes(known: Draft, draft: Draft) -> list[str]:
    """The columns in which two rows contradict each other."""
    return [
        column
        for column, value in draft.values.items()
        if value is not None and known.values.get(column) not in (None, value)
    ]


def merge(known: Draft, draft: Draft) -> None:
    """Fill what the known draft lacks."""
    for column, value in draft.values.items():
        if known.values.get(column) is None:
            known.values[column] = value
    known.given |= draft.given
    known.rows += draft.rows


def filled_from(known: Draft, draft: Draft) -> Draft:
    """The new draft with what only the known one has."""
    filled = {name: value for name, value in draft.values.items() if value is not None}
    draft.values = {**known.values, **filled}
    draft.rows += known.rows
    return draft


def complete(draft: Draft) -> dict[str, Value]:
    """The values a record needs: what our own tables require is never None."""
    values: dict[str, Value] = {
        column: value for column, value in draft.values.items() if value is not None
    }
    for column in mandatory(draft.table):
        values.setdefault(column, _EMPTY[columns(draft.table)[column]])
    return values


_EMPTY: dict[Kind, Value] = {
    Kind.TEXT: "",
    Kind.REFERENCE: "",
    Kind.DATE: "",
    Kind.DATETIME: "",
    Kind.TIME: "",
    Kind.NUMBER: 0.0,
    Kind.INTEGER: 0,
    Kind.BOOLEAN: False,
}
