"""Gathers what an importer reads: rows become drafts, drafts become records and a report."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from lotse_desk.domain.problems import Problem
from lotse_desk.domain.record import Record
from lotse_desk.domain.supplement import DIRECTORY_TABLES, RecordOrigin
from lotse_desk.formats.schema import (
    CLOSED_LISTS,
    NAMED_TABLES,
    POINTERS,
    REQUIRED,
    Kind,
    columns,
    is_hsds,
    loose_references,
    mandatory,
    references,
)
from lotse_desk.formats.values import Value, number_of, read_id, read_value, shown

IDS_OF_ROWS_WITHOUT = uuid.UUID("6f1b6c0e-52f5-5c7e-9d0a-6c1f0a3b7e11")
"""Namespace of the ids made for rows that came without one."""

_LEFT_EMPTY = "Das Feld bleibt leer."


@dataclass(frozen=True)
class Imported:
    """What a feed held: records, and a problem for every row not taken as it was.

    `rows` counts the rows, objects or pages read; `dropped` those that are no record.
    """

    format: str
    feed: str
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    rows: int
    dropped: int

    def counts(self) -> dict[str, int]:
        """Records per table, of tables that have any."""
        return dict(Counter(record.TABLE for record in self.records))


@dataclass
class Draft:
    """A row on its way to a record.

    `given` names the columns the feed has for it; `provisional`: known only from the name and id
    another row gives for it.
    """

    table: str
    id: str
    where: str
    source_id: str | None
    values: dict[str, Value]
    given: frozenset[str]
    placeholder: bool = False
    provisional: bool = False
    copies: int = field(default=1)


class Harvest:
    """The rows of one feed; nothing raises, everything odd becomes a `Problem`."""

    def __init__(self, feed: str) -> None:
        self.feed = feed
        self.rows = 0
        self.dropped = 0
        self._drafts: dict[tuple[str, str], Draft] = {}
        self._by_name: dict[tuple[str, str], str] = {}
        self._problems: list[Problem] = []
        self._records: list[Record] = []

    def report(self, where: str, reason: str, action: str) -> None:
        """Note what was wrong at a place and what was done about it."""
        self._problems.append(Problem(where, reason, action))

    def drop(self, where: str, reason: str) -> None:
        """Note that a row did not become a record."""
        self.dropped += 1
        self.report(where, reason, "Die Zeile wurde nicht übernommen.")

    def has(self, table: str, record_id: str) -> bool:
        """Whether a record with this id was read."""
        return (table, record_id) in self._drafts

    def named(self, table: str, name: str) -> str | None:
        """The id of the first record of a table with this name."""
        return self._by_name.get((table, name))

    def drafts(self) -> list[Draft]:
        """All drafts, in the order read."""
        return list(self._drafts.values())

    def change_ids(self, names: Mapping[str, str]) -> None:
        """Give records other ids, in their own rows and wherever rows refer to them."""
        changed: dict[tuple[str, str], Draft] = {}
        for draft in self._drafts.values():
            draft.id = names.get(draft.id, draft.id)
            for column in (*references(draft.table), *loose_references(draft.table)):
                referred = draft.values.get(column)
                if isinstance(referred, str):
                    draft.values[column] = names.get(referred, referred)
            changed[draft.table, draft.id] = draft
        self._drafts = changed

    def put(self, table: str, record_id: str, column: str, raw: object, where: str) -> None:
        """Set one value of a record, which is made if it was not read."""
        draft = self._drafts.get((table, record_id))
        if draft is None:
            draft = Draft(table, record_id, where, record_id, {}, frozenset())
            self._keep(draft)
        if column in columns(table):
            draft.values[column] = self._read(table, {column: raw}, where)[column]

    def forget(self, table: str, record_id: str) -> None:
        """Take a draft back."""
        self._drafts.pop((table, record_id), None)

    def add(self, record: Record) -> None:
        """Take a record that the importer made itself."""
        self._records.append(record)

    def take(
        self,
        table: str,
        raw: Mapping[str, object],
        where: str,
        *,
        repeats: bool = False,
        placeholder: bool = False,
        provisional: bool = False,
    ) -> str | None:
        """Take a row of a table; returns the id of its record, None when it was dropped.

        `raw` holds columns of the table only. `repeats`: the format shows one record at
        several places, so only contradictions are worth a report.
        """
        values = self._read(table, raw, where)
        given_id = read_id(raw.get("id")).value
        source_id = given_id if isinstance(given_id, str) else None
        filled = {column for column, value in values.items() if value is not None}
        if source_id is None and self._nameless(table, filled):
            self.drop(where, "Die Zeile hat weder einen Namen noch eine Kennung.")
            return None
        record_id = source_id or self._make_id(table, values)
        if source_id is None and table in NAMED_TABLES:
            self.report(where, "Die Kennung fehlt.", "Eine Kennung wurde aus dem Inhalt gebildet.")
        draft = Draft(
            table, record_id, where, source_id, values, frozenset(raw), placeholder, provisional
        )
        return self._place(draft, repeats=repeats)

    def take_derived(self, table: str, raw: Mapping[str, object], where: str) -> str | None:
        """Take a record made from a part of a row; its id comes from what it holds.

        None when the part holds nothing.
        """
        values = self._read(table, raw, where)
        if self._nameless(table, {name for name, value in values.items() if value is not None}):
            return None
        record_id = self._make_id(table, values)
        draft = Draft(table, record_id, where, None, values, frozenset(raw))
        return self._place(draft, repeats=True)

    def finish(self, format_name: str, *, own_origins: bool = False) -> Imported:
        """Check what refers to what and make the records.

        `own_origins`: the feed is our own export and brings the origins of its records.
        """
        self._resolve_references()
        if not own_origins:
            self._report_empty_required()
        records: list[Record] = []
        for draft in self._drafts.values():
            record = DIRECTORY_TABLES[draft.table](id=draft.id, **_complete(draft))
            records.append(record)
            if is_hsds(record) and not own_origins:
                records.append(self._origin(draft))
        records.extend(self._records)
        records.sort(key=lambda record: _ORDER[record.TABLE])
        return Imported(
            format_name, self.feed, tuple(records), tuple(self._problems), self.rows, self.dropped
        )

    def _read(self, table: str, raw: Mapping[str, object], where: str) -> dict[str, Value]:
        values: dict[str, Value] = {}
        day: str | None = None
        for column, kind in columns(table).items():
            if column not in raw:
                continue
            read = read_value(kind, column, raw[column], day)
            if column in ("dtstart", "valid_from") and isinstance(read.value, str):
                day = read.value
            values[column] = read.value
            if read.reason:
                action = _LEFT_EMPTY if read.value is None else "Übernommen, soweit lesbar."
                self.report(where, f"{column}: {read.reason}", action)
            elif (table, column) in CLOSED_LISTS and read.value is not None:
                values[column] = self._listed(table, column, str(read.value), where)
        return values

    def _listed(self, table: str, column: str, value: str, where: str) -> str:
        known = CLOSED_LISTS[table, column]
        for word in known:
            if word.lower() == value.strip().lower():
                return word
        self.report(
            where,
            f"{column}: {shown(value)} steht nicht in der Liste von HSDS.",
            "Der Wert wurde so übernommen.",
        )
        return value

    def _nameless(self, table: str, filled: set[str]) -> bool:
        if table in NAMED_TABLES:
            return "name" not in filled
        pointing = {*references(table), *loose_references(table), *POINTERS.get(table, ())}
        if filled - pointing:
            return False
        return table not in _LINK_TABLES or len(filled) < _ENDS_OF_A_LINK

    def _make_id(self, table: str, values: Mapping[str, Value]) -> str:
        names = ("name", *references(table)) if table in NAMED_TABLES else tuple(columns(table))
        content = "\x1f".join(str(values.get(name) or "") for name in names)
        return str(uuid.uuid5(IDS_OF_ROWS_WITHOUT, f"{self.feed}\x1f{table}\x1f{content}"))

    def _place(self, draft: Draft, *, repeats: bool) -> str:
        known = self._drafts.get((draft.table, draft.id))
        if known is None:
            self._keep(draft)
            return draft.id
        if draft.provisional:
            return known.id
        if known.provisional:
            filled = {name: value for name, value in draft.values.items() if value is not None}
            draft.values = {**known.values, **filled}
            self._keep(draft)
            return draft.id
        rival = _other_name(known, draft) or (repeats and _other_parent(known, draft))
        if rival:
            return self._beside(known, draft, repeats=repeats)
        clashes = _merge(known, draft)
        if clashes:
            self.report(
                draft.where,
                f"Die Kennung {shown(draft.id)} kommt mehrfach vor, mit anderen Angaben in: "
                f"{', '.join(clashes)}.",
                f"Die ersten Angaben gelten ({known.where}).",
            )
        elif not repeats:
            self.report(
                draft.where,
                f"Die Kennung {shown(draft.id)} kommt mehrfach vor, ohne Widerspruch.",
                f"Zu einem Eintrag vereint ({known.where}).",
            )
        return known.id

    def _keep(self, draft: Draft) -> None:
        self._drafts[draft.table, draft.id] = draft
        name = draft.values.get("name")
        if isinstance(name, str):
            self._by_name.setdefault((draft.table, name), draft.id)

    def _beside(self, known: Draft, draft: Draft, *, repeats: bool) -> str:
        """Keep a row whose id is taken by another record, under an id of its own."""
        base = draft.id
        if repeats:
            parents = "\x1f".join(str(draft.values.get(name) or "") for name in _parents(draft))
            draft.id = str(uuid.uuid5(IDS_OF_ROWS_WITHOUT, f"{draft.table}\x1f{base}\x1f{parents}"))
        else:
            known.copies += 1
            draft.id = f"{base}~{known.copies}"
        if (draft.table, draft.id) in self._drafts:
            return self._place(draft, repeats=repeats)
        self._keep(draft)
        self.report(
            draft.where,
            f"Die Kennung {shown(base)} gehört schon zu einem anderen Eintrag ({known.where}).",
            f"Als eigener Eintrag übernommen, Kennung {shown(draft.id)}.",
        )
        return draft.id

    def _resolve_references(self) -> None:
        for draft in list(self._drafts.values()):
            if draft.provisional:
                self._mark_missing(draft)
            for column, target in references(draft.table).items():
                referred = draft.values.get(column)
                if not isinstance(referred, str) or self.has(target, referred):
                    continue
                reason = f"{column}: Verweis auf {shown(referred)}, das nicht in den Daten steht."
                if column in mandatory(draft.table):
                    del self._drafts[draft.table, draft.id]
                    self.drop(draft.where, reason)
                    break
                if target == "organization":
                    self._add_placeholder(referred, draft.where)
                    self.report(draft.where, reason, "Ein Platzhalter wurde angelegt.")
                else:
                    draft.values[column] = None
                    self.report(draft.where, reason, _LEFT_EMPTY)
            else:
                self._report_loose(draft)

    def _mark_missing(self, draft: Draft) -> None:
        """Report a record that rows name but that has no row of its own."""
        draft.placeholder = draft.table == "organization"
        self.report(
            draft.where,
            f"{draft.table}: {shown(draft.id)} wird genannt, hat aber keine eigene Zeile.",
            "Ein Platzhalter mit dem genannten Namen wurde angelegt."
            if draft.placeholder
            else "Ein Eintrag mit dem genannten Namen wurde angelegt.",
        )

    def _report_loose(self, draft: Draft) -> None:
        for column in loose_references(draft.table):
            referred = draft.values.get(column)
            if not isinstance(referred, str) or not is_hsds_table(draft.table):
                continue
            if draft.table in POINTERS:
                target = str(draft.values.get(POINTERS[draft.table][0]) or "")
                found = (
                    self.has(target, referred)
                    if target in DIRECTORY_TABLES
                    else any(self.has(table, referred) for table in DIRECTORY_TABLES)
                )
            else:
                found = self.has(draft.table, referred)
            if not found:
                self.report(
                    draft.where,
                    f"{column}: Verweis auf {shown(referred)}, das nicht in den Daten steht.",
                    "Der Verweis bleibt stehen.",
                )

    def _add_placeholder(self, record_id: str, where: str) -> None:
        self._drafts["organization", record_id] = Draft(
            "organization", record_id, where, record_id, {}, frozenset(), placeholder=True
        )

    def _report_empty_required(self) -> None:
        missing: Counter[tuple[str, str]] = Counter()
        for draft in self._drafts.values():
            if draft.placeholder or draft.provisional:
                continue
            empty = [
                name for name in REQUIRED.get(draft.table, ()) if draft.values.get(name) is None
            ]
            present = [name for name in empty if name in draft.given]
            missing.update((draft.table, name) for name in empty if name not in draft.given)
            if present:
                self.report(
                    draft.where, f"Pflichtangaben sind leer: {', '.join(present)}.", _LEFT_EMPTY
                )
        for (table, name), count in missing.items():
            self.report(
                f"{table}.{name}",
                f"Die Pflichtangabe fehlt ganz, bei {number_of(count, 'Eintrag', 'Einträgen')}.",
                "Sie bleibt leer.",
            )

    def _origin(self, draft: Draft) -> RecordOrigin:
        return RecordOrigin(
            id=f"{draft.table}:{draft.id}",
            entity=draft.table,
            entity_id=draft.id,
            feed=self.feed,
            source_id=draft.source_id,
            placeholder=draft.placeholder,
        )


_ORDER = {table: place for place, table in enumerate(DIRECTORY_TABLES)}


_LINK_TABLES = frozenset({"attribute", "service_at_location", "service_capacity"})
_ENDS_OF_A_LINK = 2


def is_hsds_table(table: str) -> bool:
    """Whether a table is one of HSDS itself."""
    return _ORDER[table] < _ORDER["master_text"]


def _parents(draft: Draft) -> tuple[str, ...]:
    return (*references(draft.table), *loose_references(draft.table))


def _other_name(known: Draft, draft: Draft) -> bool:
    if draft.table not in NAMED_TABLES:
        return False
    names = known.values.get("name"), draft.values.get("name")
    return None not in names and names[0] != names[1]


def _other_parent(known: Draft, draft: Draft) -> bool:
    """Whether a record shown twice hangs on two different parents of the same kind."""
    if draft.table in NAMED_TABLES:
        return False
    for column in _parents(draft):
        pair = known.values.get(column), draft.values.get(column)
        if None not in pair and pair[0] != pair[1]:
            return True
    return False


def _merge(known: Draft, draft: Draft) -> list[str]:
    """Fill what the known draft lacks; returns the columns that contradict each other."""
    clashes = []
    for column, value in draft.values.items():
        held = known.values.get(column)
        if held is None:
            known.values[column] = value
        elif value is not None and value != held:
            clashes.append(column)
    known.given |= draft.given
    return clashes


def _complete(draft: Draft) -> dict[str, Value]:
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
