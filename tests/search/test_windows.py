"""Windows: which words of a query may be one phrase."""

from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.search.entry import MAX_PHRASE
from lotse_desk.search.windows import windows

NONE: frozenset[int] = frozenset()


def found(places: list[int], count: int, *negations: int) -> set[tuple[int, ...]]:
    return set(windows(places, count, frozenset(negations)))


def test_neighbours_and_close_pairs_may_be_phrases() -> None:
    every = found([0, 1, 2, 3], 9)
    assert {(0,), (0, 1), (1, 2, 3), (0, 1, 2, 3), (0, 2), (0, 3)} <= every
    assert (0, 1, 3) not in every


def test_an_unknown_word_may_stand_between() -> None:
    assert (0, 2, 3) in found([0, 2, 3], 9)
    assert (0, 4) not in found([0, 4], 9)


def test_a_negation_binds_its_neighbour() -> None:
    """nicht bezahlen Wohnung: nobody says there is no flat."""
    assert (0, 2) not in found([0, 1, 2], 9, 0)
    assert (0, 1) in found([0, 1, 2], 9, 0)


def test_a_negation_reaches_over_an_unknown_word() -> None:
    assert (0, 2) in found([0, 2], 9, 0)


def test_one_word_may_stand_between_a_negation_with_its_neighbour_and_a_third() -> None:
    """Miete diesmal nicht bezahlen."""
    assert (0, 2, 3) in found([0, 1, 2, 3], 9, 2)
    assert (0, 3, 4) in found([0, 1, 2, 3, 4], 9, 3)


@given(
    st.sets(st.integers(0, 12), max_size=12).map(sorted),
    st.frozensets(st.integers(0, 12), max_size=4),
)
def test_windows_are_places_in_order(places: list[int], negations: frozenset[int]) -> None:
    for window in windows(places, 13, negations):
        assert 1 <= len(window) <= 2 * MAX_PHRASE
        assert list(window) == sorted(set(window))
        assert set(window) <= set(places)
