"""Gathers what an importer reads: rows become drafts, drafts become records and a report."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lotse_desk.domain.problems import Problem
from lotse_desk.domain.record import Record
from lotse_desk.domain.turns import give_way
from lotse_desk.formats.drafts import (
    Draft,
    clashes,
    filled_from,
    merge,
    other_name,
    other_parent,
    parents,
)
from lotse_desk.formats.imported import Known, nothing_known
from lotse_desk.formats.schema import (
    CLOSED_LISTS,
    NAMED_TABLES,
    POINTERS,
    columns,
    loose_references,
    references,
)
from lotse_desk.formats.values import Value, read_id, read_value, shown, without_control

IDS_OF_ROWS_WITHOUT = uuid.UUID("6f1b6c0e-52f5-5c7e-9d0a-6c1f0a3b7e11")
"""Namespace of the ids made for rows that came without one."""

LEFT_EMPTY = "Das Feld bleibt leer."


class Harvest:
    """The rows of one feed; nothing raises, everything odd becomes a `Problem`."""

    def __init__(self, feed: str, known: Known = nothing_known) -> None:
        self.feed = feed
        self._known = known
        self.rows = 0
        self.dropped = 0
        self.landed = 0
        self.merged = 0
        self.repeated: Counter[str] = Counter()
        self._drafts: dict[tuple[str, str], Draft] = {}
        self._by_name: dict[tuple[str, str], str] = {}
        self._shared: dict[frozenset[str], frozenset[str]] = {}
        self.problems: list[Problem] = []
        self.made: list[Record] = []
        self._made: set[tuple[str, str]] = set()
        self.without_id: Counter[str] = Counter()
        self.tables: set[str] | None = None

    def tells_of(self, *tables: str) -> None:
        """Name tables the feed tells of: once some are named, it says nothing of the others.

        A feed that shows each record whole names none.
        """
        if self.tables is None:
            self.tables = set()
        self.tables.update(tables)

    def report(self, where: str, reason: str, action: str) -> None:
        """Note what was wrong at a place and what was done about it."""
        self.problems.append(
            Problem(without_control(where), without_control(reason), without_control(action))
        )

    def drop(self, where: str, reason: str, rows: int = 1) -> None:
        """Note that a row, or so many of them, did not become a record."""
        self.dropped += rows
        number = "Die Zeile wurde" if rows <= 1 else f"Alle {rows} wurden"
        self.report(where, reason, f"{number} nicht übernommen.")

    def has(self, table: str, record_id: str) -> bool:
        """Whether a record with this id was read."""
        return (table, record_id) in self._drafts

    def exists(self, table: str, record_id: str) -> bool:
        """Whether a record was read or is there already."""
        return self.has(table, record_id) or self._known(table, record_id)

    def named(self, table: str, name: str) -> str | None:
        """The id of the first record of a table with this name."""
        return self._by_name.get((table, name))

    def drafts(self) -> list[Draft]:
        """All drafts, in the order read."""
        return list(self._drafts.values())

    def released(self) -> Iterator[Draft]:
        """All drafts in the order read, each forgotten when the next is asked for."""
        drafts = list(reversed(self._drafts.values()))
        self._drafts.clear()
        self._by_name.clear()
        while drafts:
            yield drafts.pop()

    def change_ids(self, names: Mapping[str, str]) -> None:
        """Give records other ids, in their own rows and wherever rows refer to them."""
        changed: dict[tuple[str, str], Draft] = {}
        for draft in self._drafts.values():
            draft.id = names.get(draft.id, draft.id)
            for column in (*references(draft.table), *loose_references(draft.table)):
                referred = draft.values.get(column)
                if isinstance(referred, str):
                    draft.values[column] = names.get(referred, referred)
            known = changed.setdefault((draft.table, draft.id), draft)
            if known is not draft:
                reason = f"Die Kennung {shown(draft.id)} haben zwei Einträge der Ausgabe."
                self.drop(draft.where, reason, draft.rows)
        self._drafts = changed

    def put(self, table: str, record_id: str, column: str, raw: object, where: str) -> None:
        """Set one value of a record, which is made if it was not read."""
        draft = self._drafts.get((table, record_id))
        if draft is None:
            draft = Draft(table, record_id, where, record_id, {}, frozenset())
            self._keep(draft)
        if column in columns(table):
            draft.values[column] = self._read(table, {column: raw}, where)[column]

    def value(self, table: str, record_id: str, column: str) -> Value:
        """A value of a record that was read; None when there is none."""
        draft = self._drafts.get((table, record_id))
        return draft.values.get(column) if draft is not None else None

    def by_value(self, table: str, column: str) -> dict[str, list[str]]:
        """The ids of the records of a table by the value they have in a column."""
        found: dict[str, list[str]] = {}
        for draft in self._drafts.values():
            value = draft.values.get(column) if draft.table == table else None
            if isinstance(value, str):
                found.setdefault(value, []).append(draft.id)
        return found

    def add_placeholder(self, record_id: str, where: str) -> None:
        """Stand in for an organization that rows refer to and nobody describes."""
        self._keep(
            Draft("organization", record_id, where, record_id, {}, frozenset(), placeholder=True)
        )

    def forget(self, table: str, record_id: str, *, merged: bool = False) -> int:
        """Take a draft back; returns how many rows were in it, unless they count as merged."""
        draft = self._drafts.pop((table, record_id), None)
        rows = draft.rows if draft is not None else 0
        if merged:
            self.merged += rows
        return 0 if merged else rows

    def add(self, record: Record) -> bool:
        """Take a record that the importer made itself, unless there is one with its id."""
        key = (record.TABLE, record.id)
        if key in self._made:
            return False
        self._made.add(key)
        self.made.append(record)
        return True

    def take(
        self,
        table: str,
        raw: Mapping[str, object],
        where: str,
        *,
        nested: bool = False,
        placeholder: bool = False,
        provisional: bool = False,
        row: bool = False,
    ) -> str | None:
        """Take a row of a table; returns the id of its record, None when it was dropped.

        `raw` holds columns of the table only. `nested`: formats show such a record at several
        places, so contradictions are reported and the rest is counted. `row`: it is one of the
        rows counted in `rows`, not something beside one.
        """
        give_way()
        values = self._read(table, raw, where)
        source_id = self._read_own_id(raw.get("id"), where)
        filled = {column for column, value in values.items() if value is not None}
        if source_id is None and self._nameless(table, filled):
            self.drop(where, "Die Zeile hat weder einen Namen noch eine Kennung.", int(row))
            return None
        record_id = source_id or self._make_id(table, values)
        if source_id is None and table in NAMED_TABLES and "id" not in raw:
            self.without_id[table] += 1
        elif source_id is None and table in NAMED_TABLES:
            self.report(where, "Die Kennung fehlt.", "Eine Kennung wurde aus dem Inhalt gebildet.")
        draft = Draft(
            table,
            record_id,
            where,
            source_id,
            values,
            self._titles(raw),
            placeholder=placeholder,
            provisional=provisional,
            nested=nested,
            rows=int(row),
        )
        return self._place(draft)

    def take_derived(
        self, table: str, raw: Mapping[str, object], where: str, *, apart: str = ""
    ) -> str | None:
        """Take a record made from a part of a row; its id comes from what it holds.

        `apart` keeps records apart that hold the same. None when the part holds nothing.
        """
        values = self._read(table, raw, where)
        if self._nameless(table, {name for name, value in values.items() if value is not None}):
            return None
        record_id = self._make_id(table, values, apart)
        draft = Draft(table, record_id, where, None, values, self._titles(raw))
        draft.nested = True
        return self._place(draft)

    def _titles(self, raw: Iterable[str]) -> frozenset[str]:
        """The columns of a row; rows of a table share one set."""
        titles = frozenset(raw)
        return self._shared.setdefault(titles, titles)

    def _read_own_id(self, raw: object, where: str) -> str | None:
        read = read_id(raw)
        if read.reason:
            self.report(where, f"id: {read.reason}", "Die Zeichen wurden entfernt.")
        return read.value if isinstance(read.value, str) else None

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
                action = LEFT_EMPTY if read.value is None else "Übernommen, soweit lesbar."
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

    def _make_id(self, table: str, values: Mapping[str, Value], apart: str = "") -> str:
        names = ("name", *references(table)) if table in NAMED_TABLES else tuple(columns(table))
        content = "\x1f".join(str(values.get(name) or "") for name in names)
        return str(uuid.uuid5(IDS_OF_ROWS_WITHOUT, f"{table}\x1f{content}{apart}"))

    def _place(self, draft: Draft) -> str:
        known = self._drafts.get((draft.table, draft.id))
        if known is None:
            self._keep(draft)
            return draft.id
        if draft.provisional:
            return known.id
        if known.provisional:
            self._keep(filled_from(known, draft))
            return draft.id
        differing = clashes(known, draft)
        nothing_in_common = differing and known.source_id is None and draft.source_id is None
        if nothing_in_common or other_name(known, draft) or other_parent(known, draft):
            return self._beside(known, draft)
        merge(known, draft)
        if differing:
            self.report(
                draft.where,
                f"Die Kennung {shown(draft.id)} kommt mehrfach vor, mit anderen Angaben in: "
                f"{', '.join(differing)}.",
                f"Die ersten Angaben gelten ({known.where}).",
            )
        elif not (draft.nested or known.nested):
            self.report(
                draft.where,
                f"Die Kennung {shown(draft.id)} kommt mehrfach vor, ohne Widerspruch.",
                f"Zu einem Eintrag vereint ({known.where}).",
            )
        elif draft.rows:
            self.repeated[draft.table] += draft.rows
        known.nested = known.nested and draft.nested
        return known.id

    def _keep(self, draft: Draft) -> None:
        self._drafts[draft.table, draft.id] = draft
        name = draft.values.get("name")
        if isinstance(name, str):
            self._by_name.setdefault((draft.table, name), draft.id)

    def _beside(self, known: Draft, draft: Draft) -> str:
        """Keep a row whose id is taken by another record, under an id of its own."""
        base = draft.id
        if draft.nested:
            draft.id = self._id_beside(draft)
            if (draft.table, draft.id) in self._drafts:
                return self._place(draft)
        else:
            draft.id = f"{base}~{known.copies + 1}"
            while (draft.table, draft.id) in self._drafts:
                known.copies += 1
                draft.id = f"{base}~{known.copies + 1}"
            known.copies += 1
        self._keep(draft)
        self.report(
            draft.where,
            f"Die Kennung {shown(base)} gehört schon zu einem anderen Eintrag ({known.where}).",
            f"Als eigener Eintrag übernommen, Kennung {shown(draft.id)}.",
        )
        return draft.id

    def _id_beside(self, draft: Draft) -> str:
        """An id by all that tells this nested row from others with its id, so that it is found."""
        telling = ("name", *parents(draft)) if draft.source_id else tuple(draft.values)
        content = "\x1f".join(str(draft.values.get(name) or "") for name in telling)
        return str(uuid.uuid5(IDS_OF_ROWS_WITHOUT, f"{draft.table}\x1f{draft.id}\x1f{content}"))


_LINK_TABLES = frozenset({"attribute", "service_at_location", "service_capacity"})
_ENDS_OF_A_LINK = 2
