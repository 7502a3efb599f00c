import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.domain.faults import InvalidValue
from lotse_desk.domain.slip_codes import ALPHABET, check_character, new_code, parse_code, spaced

bodies = st.text(ALPHABET, min_size=7, max_size=7)


def test_a_new_code_is_taken_back_however_it_is_typed() -> None:
    code = new_code()
    assert parse_code(f" {spaced(code).lower()} ") == code


@given(bodies, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_refused(body: str, place: int, other: str) -> None:
    code = body + check_character(body)
    if code[place] == other:
        return
    with pytest.raises(InvalidValue):
        parse_code(code[:place] + other + code[place + 1 :])


@given(bodies, st.integers(0, 6))
def test_every_swap_of_neighbours_is_refused(body: str, place: int) -> None:
    code = body + check_character(body)
    if code[place] == code[place + 1]:
        return
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    with pytest.raises(InvalidValue):
        parse_code(swapped)


@given(st.text(max_size=40))
def test_anything_typed_is_a_code_or_a_clear_refusal(text: str) -> None:
    with contextlib.suppress(InvalidValue):
        assert len(parse_code(text)) == 8
