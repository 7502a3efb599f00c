"""Small cells kept out of tables so that no sum beside them gives them away.

A table with its totals is a circulation: every cell carries its value from one node to another,
and what flows into a node flows out of it (a sum equation). A reader of the table knows all
equations, all published cells, and that no hidden cell is negative. A small cell is safe when the
reader cannot exclude that it is k or more, that is, when k minus its value more can be sent round a
cycle of hidden cells. The cheapest such cycle is hidden with it (network heuristic of cell
suppression; Kelly, Golden and Assad 1992, Fischetti and Salazar 1999 for the model).
"""

import heapq
from collections import defaultdict, deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

LEAST_K = 3
_UNBOUNDED = 1 << 60


@dataclass(frozen=True)
class Cell:
    """A cell as an edge of the circulation.

    `fixed` cells are published elsewhere and cannot be hidden here; `hidden` ones are hidden
    elsewhere, and here as far as they cannot be computed all the same.
    """

    tail: Hashable
    head: Hashable
    value: int
    fixed: bool = False
    hidden: bool = False


def small(value: int, k: int) -> bool:
    """Whether a value is so small that it is hidden for itself."""
    return 0 < value < k


def hidden_in_list(values: Sequence[int], k: int) -> list[bool]:
    """Which cells of a list to hide beside its published total, which must be 0 or at least k."""
    cells = [Cell("whole", "parts", value) for value in values]
    cells.append(Cell("parts", "whole", sum(values), fixed=True))
    return _hidden(cells, k)[: len(values)]


def hidden_in_cross_table(
    rows: Sequence[Sequence[int]],
    k: int,
    *,
    hidden_rows: Sequence[bool],
    hidden_columns: Sequence[bool],
) -> list[list[bool]]:
    """Which cells of a two-dimensional table to hide beside its totals.

    Totals of rows and columns are published or hidden as their own lists say (`hidden_in_list`).
    A line whose total is hidden is hidden whole, so that this table tells no more of its total
    than that list does; cells everybody could compute all the same are then shown.
    """
    totals = [sum(column) for column in zip(*rows, strict=True)]
    cells = [
        Cell(("row", i), ("column", j), value, hidden=hidden_rows[i] or hidden_columns[j])
        for i, row in enumerate(rows)
        for j, value in enumerate(row)
    ]
    inner = len(cells)
    for i, row in enumerate(rows):
        cells.append(_total("whole", ("row", i), sum(row), hidden_rows[i]))
    for j, total in enumerate(totals):
        cells.append(_total(("column", j), "parts", total, hidden_columns[j]))
    cells.append(Cell("parts", "whole", sum(totals), fixed=True))
    flat = _hidden(cells, k)[:inner]
    width = len(totals)
    return [flat[start : start + width] for start in range(0, inner, width)] if width else []


def _total(tail: Hashable, head: Hashable, value: int, hidden: bool) -> Cell:
    return Cell(tail, head, value, fixed=not hidden, hidden=hidden)


def _hidden(cells: Sequence[Cell], k: int) -> list[bool]:
    if k < LEAST_K:
        raise ValueError(f"k is never under {LEAST_K}")
    hidden = [cell.hidden or (small(cell.value, k) and not cell.fixed) for cell in cells]
    network = _Network(cells)
    small_ones = [i for i, cell in enumerate(cells) if hidden[i] and small(cell.value, k)]
    for index in sorted(small_ones, key=lambda i: cells[i].value):
        for used in network.cycle(index, k - cells[index].value, hidden):
            hidden[used] = True
    for index, cell in enumerate(cells):
        if hidden[index] and not small(cell.value, k) and not network.is_open(index, hidden):
            hidden[index] = False
    return hidden


class _Network:
    """The cells as a graph with residual capacities around their true values."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self._cells = cells
        self._at: defaultdict[Hashable, list[int]] = defaultdict(list)
        for index, cell in enumerate(cells):
            self._at[cell.tail].append(index)
            self._at[cell.head].append(index)

    def cycle(self, index: int, amount: int, hidden: Sequence[bool]) -> set[int]:
        """Cells to hide so that this one may, for all a reader knows, be greater by `amount`."""
        cell = self._cells[index]
        moved: defaultdict[int, int] = defaultdict(int)
        while amount > 0:
            path = self._cheapest(cell.head, cell.tail, index, hidden, moved)
            sent = min(amount, *(self._room(i, way, moved) for i, way in path))
            for i, way in path:
                moved[i] += way * sent
            amount -= sent
        return {i for i, change in moved.items() if change}

    def is_open(self, index: int, hidden: Sequence[bool]) -> bool:
        """Whether a reader cannot compute this hidden cell: one more or one less is possible."""
        cell = self._cells[index]
        more = self._reaches(cell.head, cell.tail, index, hidden)
        return more or (cell.value > 0 and self._reaches(cell.tail, cell.head, index, hidden))

    def _cheapest(
        self,
        start: Hashable,
        goal: Hashable,
        without: int,
        hidden: Sequence[bool],
        moved: Mapping[int, int],
    ) -> list[tuple[int, int]]:
        """Dijkstra over cells that are or may be hidden; a published one costs what it tells."""
        best: dict[Hashable, int] = {start: 0}
        came: dict[Hashable, tuple[int, int]] = {}
        queue: list[tuple[int, int, Hashable]] = [(0, 0, start)]
        pushed = 0
        while queue:
            cost, _, node = heapq.heappop(queue)
            if node == goal:
                return self._path_back(goal, start, came)
            if cost > best[node]:
                continue
            for index, way, neighbour in self._arcs(node, without, moved):
                cell = self._cells[index]
                if cell.fixed and not hidden[index]:
                    continue
                free = hidden[index] or moved.get(index)
                price = cost + (0 if free else cell.value + 1)
                if price < best.get(neighbour, _UNBOUNDED):
                    best[neighbour] = price
                    came[neighbour] = (index, way)
                    pushed += 1
                    heapq.heappush(queue, (price, pushed, neighbour))
        raise ValueError("a total below k cannot be published")

    def _path_back(
        self, goal: Hashable, start: Hashable, came: Mapping[Hashable, tuple[int, int]]
    ) -> list[tuple[int, int]]:
        path: list[tuple[int, int]] = []
        node = goal
        while node != start:
            index, way = came[node]
            path.append((index, way))
            cell = self._cells[index]
            node = cell.tail if way > 0 else cell.head
        return path

    def _reaches(
        self, start: Hashable, goal: Hashable, without: int, hidden: Sequence[bool]
    ) -> bool:
        seen, waiting = {start}, deque([start])
        while waiting:
            node = waiting.popleft()
            if node == goal:
                return True
            for index, _, neighbour in self._arcs(node, without, {}):
                if hidden[index] and neighbour not in seen:
                    seen.add(neighbour)
                    waiting.append(neighbour)
        return False

    def _arcs(
        self, node: Hashable, without: int, moved: Mapping[int, int]
    ) -> Iterator[tuple[int, int, Hashable]]:
        """Cells at a node with room to grow (1) or to shrink (-1), and where that leads."""
        for index in self._at[node]:
            if index == without:
                continue
            cell = self._cells[index]
            if cell.tail == node:
                yield index, 1, cell.head
            if cell.head == node and self._room(index, -1, moved) > 0:
                yield index, -1, cell.tail

    def _room(self, index: int, way: int, moved: Mapping[int, int]) -> int:
        if way > 0:
            return _UNBOUNDED
        return self._cells[index].value + moved.get(index, 0)
