import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.sync.canonical import (
    LARGEST_INTEGER,
    NotCanonical,
    canonical,
    read_canonical,
    read_canonical_object,
)

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(values)
def test_what_was_written_reads_back_and_is_rfc_8785(value):
    data = canonical(value)
    assert data == rfc8785.dumps(value)
    assert read_canonical(data) == value


@given(values)
def test_any_other_spelling_is_refused(value):
    other = json.dumps(value, indent=1).encode()
    if other != canonical(value):
        with pytest.raises(NotCanonical):
            read_canonical(other)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b"1.0",
        b"1e3",
        b"NaN",
        b"Infinity",
        b"-0",
        b"9007199254740992",
        b"9" * 5000,
        b'"\\u00e4"',
        b'"\xff"',
        b'"\\ud800"',
        b"[" * 100_000,
        b" 1",
        b"1\n",
    ],
)
def test_refused(data):
    with pytest.raises(NotCanonical):
        read_canonical(data)


def test_names_are_ordered_by_utf_16():
    # RFC 8785, 3.2.3: U+1F600 sorts before U+FB33 because of its surrogates
    value = {"\ufb33": 1, "\U0001f600": 2}
    assert canonical(value) == '{"\U0001f600":2,"\ufb33":1}'.encode()
    assert read_canonical_object(canonical(value)) == value
