"""Suppressed cells stay unknown: checked by linear algebra and by trying all small tables."""

import itertools
from collections.abc import Iterable, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.domain.suppression import hidden_in_cross_table, hidden_in_list

K = 5
COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 40))


def solvable(equations: Sequence[Sequence[int]], unknowns: int) -> list[bool]:
    """Which unknowns a system of sums determines (Gauss over fractions)."""
    rows = [[Fraction(v) for v in equation] for equation in equations]
    pivots: list[int] = []
    for column in range(unknowns):
        pivot = next((r for r in range(len(pivots), len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        place = len(pivots)
        rows[place], rows[pivot] = rows[pivot], rows[place]
        lead = rows[place][column]
        rows[place] = [v / lead for v in rows[place]]
        for r, row in enumerate(rows):
            if r != place and row[column]:
                factor = row[column]
                rows[r] = [a - factor * b for a, b in zip(row, rows[place], strict=True)]
        pivots.append(column)
    determined = [False] * unknowns
    for row, column in zip(rows, pivots, strict=False):
        determined[column] = sum(1 for v in row if v) == 1
    return determined


def sums_of_cross_table(
    hidden: Sequence[Sequence[bool]], rows_hidden: Sequence[bool], columns_hidden: Sequence[bool]
) -> tuple[list[list[int]], int]:
    """Equations over the hidden cells and totals of a table whose grand total is published."""
    height, width = len(hidden), len(hidden[0])
    names: dict[object, int] = {}
    for i, j in itertools.product(range(height), range(width)):
        if hidden[i][j]:
            names["cell", i, j] = len(names)
    for i in range(height):
        if rows_hidden[i]:
            names["row", i] = len(names)
    for j in range(width):
        if columns_hidden[j]:
            names["column", j] = len(names)

    def equation(plus: Iterable[object], minus: object) -> list[int]:
        line = [0] * len(names)
        for name in plus:
            if name in names:
                line[names[name]] = 1
        if minus in names:
            line[names[minus]] = -1
        return line

    equations = [
        equation([("cell", i, j) for j in range(width)], ("row", i)) for i in range(height)
    ]
    equations += [
        equation([("cell", i, j) for i in range(height)], ("column", j)) for j in range(width)
    ]
    equations.append(equation([("row", i) for i in range(height)], None))
    equations.append(equation([("column", j) for j in range(width)], None))
    return equations, len(names)


@given(st.lists(COUNTS, min_size=1, max_size=9).filter(lambda v: sum(v) >= K or not sum(v)))
def test_no_cell_of_a_list_follows_from_its_total(values: list[int]) -> None:
    hidden = hidden_in_list(values, K)
    for value, hides in zip(values, hidden, strict=True):
        assert hides or not 0 < value < K
    if not any(hidden):
        return
    together = sum(v for v, hides in zip(values, hidden, strict=True) if hides)
    assert sum(hidden) >= 2
    assert together >= K
    if not any(0 < value < K for value in values):
        pytest.fail("nothing was small, yet something is hidden")


def tables(height: int, width: int) -> st.SearchStrategy[list[list[int]]]:
    return st.lists(
        st.lists(COUNTS, min_size=width, max_size=width), min_size=height, max_size=height
    )


@given(st.integers(1, 5), st.integers(1, 6), st.data())
def test_no_cell_of_a_cross_table_follows_from_its_sums(
    height: int, width: int, data: st.DataObject
) -> None:
    table = data.draw(tables(height, width))
    row_totals = [sum(row) for row in table]
    column_totals = [sum(column) for column in zip(*table, strict=True)]
    if 0 < sum(row_totals) < K:
        return
    rows_hidden = hidden_in_list(row_totals, K)
    columns_hidden = hidden_in_list(column_totals, K)
    hidden = hidden_in_cross_table(table, K, hidden_rows=rows_hidden, hidden_columns=columns_hidden)
    for row, hides in zip(table, hidden, strict=True):
        assert all(h or not 0 < v < K for v, h in zip(row, hides, strict=True))
    equations, unknowns = sums_of_cross_table(hidden, rows_hidden, columns_hidden)
    assert not any(solvable(equations, unknowns))


def fitting(
    table: Sequence[Sequence[int]],
    hidden: Sequence[Sequence[bool]],
    rows_hidden: Sequence[bool],
    columns_hidden: Sequence[bool],
) -> Iterable[list[list[int]]]:
    """All tables a reader must hold possible: same published cells, same sums, nothing negative."""
    total = sum(map(sum, table))
    places = [(i, j) for i, row in enumerate(hidden) for j, hides in enumerate(row) if hides]
    column_totals = [sum(column) for column in zip(*table, strict=True)]
    for values in itertools.product(range(total + 1), repeat=len(places)):
        tried = [list(row) for row in table]
        for (i, j), value in zip(places, values, strict=True):
            tried[i][j] = value
        if sum(map(sum, tried)) != total:
            continue
        if any(
            sum(tried[i]) != sum(table[i]) for i, unknown in enumerate(rows_hidden) if not unknown
        ):
            continue
        columns = [sum(column) for column in zip(*tried, strict=True)]
        if all(columns_hidden[j] or columns[j] == column_totals[j] for j in range(len(columns))):
            yield tried


@given(st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=2, max_size=2))
def test_a_reader_who_tries_all_tables_cannot_exclude_three_or_more(table: list[list[int]]) -> None:
    k = 3
    row_totals = [sum(row) for row in table]
    column_totals = [sum(column) for column in zip(*table, strict=True)]
    if sum(row_totals) < k:
        return
    rows_hidden, columns_hidden = hidden_in_list(row_totals, k), hidden_in_list(column_totals, k)
    hidden = hidden_in_cross_table(table, k, hidden_rows=rows_hidden, hidden_columns=columns_hidden)
    possible = list(fitting(table, hidden, rows_hidden, columns_hidden))
    for i, j in itertools.product(range(2), range(2)):
        seen = {tried[i][j] for tried in possible}
        if hidden[i][j]:
            assert len(seen) > 1
        if 0 < table[i][j] < k:
            assert max(seen) >= k


def test_the_cheapest_companion_is_hidden() -> None:
    assert hidden_in_list([3, 100, 7, 60, 0], 5) == [True, False, True, False, False]
    assert hidden_in_list([3, 1, 1, 60, 0], 5) == [True, True, True, False, False]
    assert hidden_in_list([50, 0, 7], 5) == [False, False, False]


def test_a_total_below_k_is_refused() -> None:
    with pytest.raises(ValueError, match="total below k"):
        hidden_in_list([3, 0], 5)
