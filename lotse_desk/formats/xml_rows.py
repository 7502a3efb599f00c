"""Counts the elements of XML records as rows: landed, merged into another one, or dropped."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lotse_desk.formats.harvest import Harvest
from lotse_desk.formats.schema import columns
from lotse_desk.formats.xml_nodes import Node

_CONFIDENTIAL = "Die Quelle hält diese Angabe vertraulich."
_NO_OWNER = "Der Eintrag darüber wurde nicht übernommen."


@dataclass(frozen=True)
class Owner:
    """The record a part hangs on; `id` is None when that was dropped."""

    table: str
    id: str | None

    @property
    def reference(self) -> dict[str, object]:
        """The column and id that point to it."""
        return {f"{self.table}_id": self.id}


class ElementRows:
    """Takes elements into a harvest; each that holds others is a row and counted once."""

    def __init__(self, harvest: Harvest) -> None:
        self._harvest = harvest
        self.empty: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()

    def count(self, node: Node) -> bool:
        """Count an element as a row, if it is one and was not counted yet."""
        if node.counted or not node.is_complex:
            return False
        node.counted = True
        self._harvest.rows += 1
        return True

    def take(
        self, table: str, raw: Mapping[str, object], part: Node, owner: Owner, where: str
    ) -> str | None:
        """Take an element as a record of a table, which points to its owner."""
        where = f"{where}, {part.tag}"
        if part.is_empty() or not any(raw.values()):
            self.pass_over(part, where, f"{part.tag} ohne Inhalt, der zu HSDS passt.")
            return None
        if owner.id is None:
            self.drop(part, where, _NO_OWNER)
            return None
        given = {**raw, **owner.reference}
        known = {name: value for name, value in given.items() if name in columns(table)}
        return self._harvest.take(table, known, where, nested=True, row=self.count(part))

    def merged(self, part: Node) -> None:
        """An element went into the record of another."""
        self._harvest.merged += self.count(part)

    def drop(self, part: Node, where: str, reason: str) -> None:
        """An element and all in it become nothing."""
        rows = sum(self.count(node) for node in part.complex_nodes())
        part.take_all()
        if rows:
            self._harvest.drop(where, reason, rows)
        else:
            self._harvest.report(where, reason, "Nicht übernommen.")

    def keep_secret(self, part: Node, where: str) -> None:
        """What the source marks as confidential is not taken, nor quoted."""
        self.drop(part, f"{where}, {part.tag}", _CONFIDENTIAL)

    def pass_over(self, part: Node, where: str, reason: str, *ignored: str) -> None:
        """Drop an element; those that hold nothing at all are named together at the end.

        Children with `ignored` names do not count as something.
        """
        if not part.is_empty(*ignored):
            self.drop(part, where, reason)
            return
        for node in part.complex_nodes():
            if self.count(node):
                self._harvest.dropped += 1
                self.empty[node.tag] += 1
        part.take_all()

    def settle(self, node: Node) -> None:
        """Count what no rule has taken, once a record is done."""
        for part in node.complex_nodes():
            if self.count(part):
                self._harvest.dropped += 1
                (self.empty if part.is_empty() else self.lost)[part.tag] += 1

    def uncounted(self, node: Node, tag: str) -> Iterator[Node]:
        """Children of a name that nothing was made of so far."""
        return (part for part in node.children(tag) if not part.counted)

    def report(self, where: str) -> None:
        """Name what was empty or found no place, with how many times."""
        for tag, count in self.empty.items():
            self._harvest.report(
                where, f"{tag} ohne jede Angabe, {count} mal.", "Nichts zu übernehmen."
            )
        for tag, count in self.lost.items():
            reason = f"{tag} ohne Ort in HSDS oder in einem ausgelassenen Eintrag, {count} mal."
            self._harvest.report(where, reason, "Nicht übernommen.")
