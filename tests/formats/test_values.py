import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.formats.schema import Kind
from lotse_desk.formats.values import read_id, read_text, read_value


@pytest.mark.parametrize(
    ("kind", "column", "raw", "value"),
    [
        (Kind.NUMBER, "amount", "35,50", 35.5),
        (Kind.NUMBER, "amount", "1.234,50", 1234.5),
        (Kind.NUMBER, "minimum_age", 12, 12.0),
        (Kind.INTEGER, "count", "3", 3),
        (Kind.DATE, "valid_from", "2026-07-01", "2026-07-01"),
        (Kind.DATE, "valid_from", "1.7.2026", "2026-07-01"),
        (Kind.DATE, "valid_from", "2026-07-01T00:00:00Z", "2026-07-01"),
        (Kind.TIME, "opens_at", "08:30:00", "08:30"),
        (Kind.TIME, "opens_at", "8.30 Uhr", "08:30"),
        (Kind.TIME, "opens_at", "08:30+01:00", "08:30"),
        (Kind.TIME, "opens_at", "08:30+02:00", "08:30"),
        (Kind.TIME, "opens_at", "8:30 AM", "08:30"),
        (Kind.TIME, "opens_at", "12 a.m.", "00:00"),
        (Kind.TIME, "opens_at", "12:05pm", "12:05"),
        (Kind.TIME, "opens_at", "2026-07-01T08:30:00+02:00", "08:30"),
        (Kind.TIME, "opens_at", "2026-07-01 08:30", "08:30"),
        (Kind.TEXT, "postal_code", 45657, "45657"),
        (Kind.TEXT, "extension", 100.0, "100"),
        (Kind.BOOLEAN, "sample", "ja", True),
        (Kind.TEXT, "name", "  ", None),
        (Kind.TEXT, "name", [], None),
    ],
)
def test_plain_values_are_read_without_remark(
    kind: Kind, column: str, raw: object, value: object
) -> None:
    read = read_value(kind, column, raw)
    assert read.value == value
    assert read.reason is None


@pytest.mark.parametrize(
    ("kind", "column", "raw"),
    [
        (Kind.NUMBER, "latitude", 100),
        (Kind.TIME, "opens_at", "13:00 PM"),
        (Kind.TIME, "opens_at", "2026-02-30T08:30"),
        (Kind.NUMBER, "minimum_age", "zwölf"),
        (Kind.NUMBER, "amount", float("nan")),
        (Kind.NUMBER, "amount", "1e999"),
        (Kind.INTEGER, "count", "1.5"),
        (Kind.DATE, "valid_from", "2026-02-30"),
        (Kind.DATE, "valid_from", "02/03/2026"),
        (Kind.DATE, "valid_from", "0000-01-01"),
        (Kind.DATETIME, "last_modified", "gestern"),
        (Kind.TIME, "opens_at", "25:00"),
        (Kind.TIME, "opens_at", "morgens"),
        (Kind.TEXT, "name", {"de": "x"}),
        (Kind.BOOLEAN, "sample", "vielleicht"),
    ],
)
def test_impossible_values_are_left_out_with_a_reason(kind: Kind, column: str, raw: object) -> None:
    read = read_value(kind, column, raw)
    assert read.value is None
    assert read.reason


def test_a_time_in_utc_becomes_german_time_by_season() -> None:
    winter = read_value(Kind.TIME, "opens_at", "08:00Z", "2026-01-15")
    summer = read_value(Kind.TIME, "opens_at", "08:00Z", "2026-07-15")
    assert (winter.value, summer.value) == ("09:00", "10:00")
    assert winter.reason


def test_control_characters_and_lone_surrogates_leave_the_text() -> None:
    read = read_text("a\x00b\ud800c\nd")
    assert read.value == "abc\nd"
    assert read.reason


@given(
    st.sampled_from(Kind),
    st.sampled_from(["latitude", "name", "opens_at"]),
    st.text() | st.floats() | st.integers() | st.booleans() | st.lists(st.integers()),
)
def test_no_value_raises_and_text_can_be_stored(kind: Kind, column: str, raw: object) -> None:
    value = read_value(kind, column, raw).value
    if isinstance(value, str):
        value.encode()


@pytest.mark.parametrize("between", ["\t", "\n", "\r", "\x01", "\x7f", "\x85", "\u2028", "\ud800"])
def test_no_control_character_survives_in_an_id(between: str) -> None:
    for read in (read_id(f"a{between}b"), read_value(Kind.REFERENCE, "x_id", f"a{between}b")):
        assert read.value == "ab"
        assert read.reason
    assert read_id(f" {between}").value is None
    assert read_id("Straße 7/a\n").reason is None
