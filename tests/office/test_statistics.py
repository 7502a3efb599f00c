"""Counting and tables: what counts, what a week belongs to, and what nobody can work out."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.domain.iso_weeks import Period
from lotse_desk.domain.report import Table
from lotse_desk.home.reference import shipped_reference
from lotse_desk.office.counting import NOT_GIVEN, count
from lotse_desk.office.report_towns import NOT_BY_TOWN, OTHER_TOWNS, towns_to_fold
from lotse_desk.office.statistics import NO_QUARTER, TOO_FEW_HOUSES, tables

REFERENCE = shipped_reference()
NOVEMBER = Period.around(dt.date(2026, 11, 2), dt.date(2026, 11, 29))
QUARTER = Period("2026-W40", "2026-W53")
K = 5
TOWNS = ["marl", "datteln", "herten"]


@dataclass(frozen=True)
class Said:
    town: str
    kind: str
    content: dict[str, Any]
    count: int = 1


def contact(town: str = "marl", n: int = 1, **content: Any) -> Said:
    usual = {
        "concern": "first-advice",
        "topics": [],
        "language": "de",
        "residence": "this-town",
        "channel": "counter",
        "interpreter": "not-needed",
        "outcome": "informed",
        "week": "2026-W46",
        "half": "am",
    }
    merged = {key: v for key, v in {**usual, **content}.items() if v is not None}
    return Said(town, "contact", merged, n)


def tally(town: str, number: int, n: int = 1) -> Said:
    return Said(town, "tally", {"concern": "way", "count": number, "week": "2026-W46"}, n)


def made(events: list[Said], returns: list[tuple[str, str]] = []) -> dict[str, Table]:  # noqa: B006
    figures = count(events, returns, NOVEMBER)
    return {table.name: table for table in tables(figures, REFERENCE, NOVEMBER, K)}


def values(table: Table) -> dict[Any, int | None]:
    return {r.codes[0] if len(r.codes) == 1 else r.codes: r.count for r in table.rows}


def test_a_tally_counts_as_many_and_weeks_outside_do_not_count() -> None:
    events = [contact(n=7), tally("marl", 17), tally("datteln", 3, n=2)]
    events += [contact(week="2026-W44"), contact(week="2026-W49")]
    figures = count(events, [], NOVEMBER)
    assert sum(figures.contacts.values()) == 7 + 17 + 6
    shown = made(events)
    assert shown["town"].total == 30
    assert values(shown["concern"])["way"] == 23
    assert values(shown["language"])[NOT_GIVEN] == 23


def test_a_week_counts_in_the_month_of_its_thursday() -> None:
    turn = Period.around(dt.date(2026, 12, 28), dt.date(2027, 1, 10))
    figures = count([contact(week="2026-W53", n=6), contact(week="2027-W01", n=8)], [], turn)
    shown = {table.name: table for table in tables(figures, REFERENCE, turn, K)}
    assert values(shown["month"]) == {"2026-12": 6, "2027-01": 8}


def test_values_of_a_newer_desk_are_shown_by_their_code() -> None:
    shown = made([contact(outcome="teleported", n=9), contact(topics=["weltraum"], n=9)])
    assert values(shown["outcome"])["teleported"] == 9
    assert values(shown["topic"])["other", "weltraum"] == 9


def test_slips_say_how_many_came_back_and_the_last_word_counts() -> None:
    referral = {"service": "s", "town": "marl", "week": "2026-W46"}
    events = [Said("marl", "referral", {**referral, "code": f"C{i}"}) for i in range(20)]
    returns = [(f"C{i}", "arrived") for i in range(12)] + [(f"C{i}", "helped") for i in range(6)]
    answers = values(made(events, [*returns, ("STRANGE", "helped")])["slip-answer"])
    assert (answers["arrived"], answers["helped"], answers["open"]) == (6, 6, 8)


def test_hard_topics_are_never_shown_of_fewer_than_three_houses() -> None:
    hard = {"topic": "wohngeld", "quarter": "2026-Q4"}
    two = [Said(town, "hard-topic", hard, 20) for town in TOWNS[:2]]
    shown = tables(count(two, [], QUARTER), REFERENCE, QUARTER, K)
    assert shown[-1].withheld == TOO_FEW_HOUSES
    third = Said(TOWNS[2], "hard-topic", hard, 1)
    for period, told in ((QUARTER, 41), (NOVEMBER, None)):
        figures = count([*two, third], [], period)
        table = {t.name: t for t in tables(figures, REFERENCE, period, K)}["hard-topic"]
        assert values(table).get(("wohnen", "wohngeld")) == told
        assert ("4. Quartal 2026" in table.title) == (told is not None)
        assert (table.withheld == NO_QUARTER) == (told is None)


def test_a_quarter_is_whole_with_the_weeks_whose_thursday_lies_in_it() -> None:
    assert QUARTER.whole_quarters() == ("2026-Q4",)
    assert Period("2026-W41", "2026-W53").whole_quarters() == ()
    assert Period("2026-W40", "2026-W52").whole_quarters() == ()
    assert Period("2026-W30", "2027-W13").whole_quarters() == ("2026-Q4", "2027-Q1")


def test_a_town_with_one_desk_is_never_shown_by_itself() -> None:
    events = [contact(town, n=20, topics=["kita"]) for town in TOWNS]
    for desks, shown in (
        ({"marl": 2, "datteln": 1, "herten": 3}, {"herten": 20, OTHER_TOWNS: 40}),
        ({"marl": 2, "datteln": 1, "herten": 1}, {"marl": 20, OTHER_TOWNS: 40}),
        ({"marl": 2, "datteln": 2, "herten": 2}, {"datteln": 20, "herten": 20, "marl": 20}),
        ({"marl": 1, "datteln": 1}, None),
    ):
        few = towns_to_fold(TOWNS, desks)
        figures = count(events, [], NOVEMBER)
        made_tables = {t.name: t for t in tables(figures, REFERENCE, NOVEMBER, K, few)}
        assert values(made_tables["concern"])["first-advice"] == 60
        assert values(made_tables["topic"])["kinder-schule", "kita"] == 60
        listed = made_tables["town"]
        assert (values(listed) or None) == shown
        assert (listed.withheld == NOT_BY_TOWN) == (shown is None)
        named = {c for t in made_tables.values() for row in t.rows for c in row.codes}
        assert not named & (set(few) - set(shown or ()))


def test_with_two_towns_the_larger_one_joins_the_one_that_has_one_desk() -> None:
    assert towns_to_fold(TOWNS[:2], {"marl": 5, "datteln": 1}) == set(TOWNS[:2])
    assert towns_to_fold(TOWNS[:1], {"marl": 1}) == {"marl"}
    assert towns_to_fold([], {}) == set()


def test_pairs_of_topics_are_listed_from_k_on() -> None:
    events = [contact(topics=["wohngeld", "kita"], n=9), contact(topics=["kita", "schulden"], n=2)]
    rows = made(events)["topic-pair"].rows
    assert [(row.codes, row.count) for row in rows] in ([], [(("kita", "wohngeld"), 9)])


def test_a_pair_whose_rest_is_small_is_not_listed() -> None:
    with_kita = contact(topics=["wohngeld", "kita"], n=20)
    marl = contact(town="herten", topics=["kita"], n=30)
    assert made([with_kita, contact(topics=["wohngeld"], n=1), marl])["topic-pair"].rows == ()
    for rest in (0, 5):
        rows = made([with_kita, contact(topics=["wohngeld"], n=rest), marl])["topic-pair"].rows
        assert [(row.codes, row.count) for row in rows] == [(("kita", "wohngeld"), 20)]


def test_too_few_contacts_show_nothing() -> None:
    shown = made([contact(n=3), tally("marl", 1)])
    assert not [name for name, table in shown.items() if table.total and table.total < K]
    assert all(row.count in (0, None) for t in shown.values() for row in t.rows)


def test_no_events_make_tables_of_zeros() -> None:
    assert {row.count for row in made([])["concern"].rows} == {0}


EVENTS = st.lists(
    st.one_of(
        st.builds(
            contact,
            town=st.sampled_from(TOWNS),
            n=st.sampled_from([1, 1, 2, 3, 5, 9, 30]),
            concern=st.sampled_from(["way", "first-advice", "letter"]),
            language=st.sampled_from(["de", "tr", "ti"]),
            outcome=st.sampled_from(["informed", "referred", "unsolved"]),
            topics=st.lists(
                st.sampled_from(["wohngeld", "kita", "schwerbehinderung"]), max_size=2, unique=True
            ),
            unmet=st.lists(
                st.fixed_dictionaries(
                    {
                        "topic": st.sampled_from(["kita", "wohngeld"]),
                        "reason": st.sampled_from(["no-offer", "waiting-list"]),
                    }
                ),
                max_size=1,
            ),
        ),
        st.builds(
            contact,
            town=st.sampled_from(TOWNS),
            n=st.sampled_from([1, 4, 6, 20]),
            language=st.none(),
            interpreter=st.none(),
            topics=st.just(["sucht"]),
            outcome=st.sampled_from(["informed", "unsolved"]),
        ),
        st.builds(tally, st.sampled_from(TOWNS), st.sampled_from([1, 3, 5, 40])),
    ),
    max_size=14,
)


@given(EVENTS)
def test_no_hidden_figure_follows_from_all_tables_together(events: list[Said]) -> None:
    """One unknown per figure, whatever table it stands in; one equation per sum; then Gauss."""
    shown = made(events)
    opened = made_open(events)
    truth = figures_of(opened)
    rests = rests_of_pairs(opened)
    for rest, (topic, pair) in rests.items():
        truth[rest] = ((truth[topic][0] or 0) - (truth[pair][0] or 0), "topic-pair")
    known: dict[Any, int] = {}
    for figure, (value, _) in figures_of(shown).items():
        if value is not None:
            assert truth[figure][0] == value
            assert not 0 < value < K
            known[figure] = value
    for table in shown.values():
        if table.total is not None:
            known["total", kind_of(table)] = table.total
    equations = equations_of(opened)
    equations += [{topic: -1, pair: 1, rest: 1} for rest, (topic, pair) in rests.items()]
    unknown = sorted({f for e in equations for f in e} - set(known), key=repr)
    index = {figure: i for i, figure in enumerate(unknown)}
    rows = []
    for equation in equations:
        row = [0] * len(unknown)
        for figure, factor in equation.items():
            if figure in index:
                row[index[figure]] += factor
        if any(row):
            rows.append(row)
    small = {figure for figure, (value, _) in truth.items() if value and 0 < value < K}
    determined = {unknown[i] for i in determined_columns(rows, len(unknown))}
    assert not determined & small


def made_open(events: list[Said]) -> dict[str, Table]:
    """The same tables with nothing hidden, for comparison: as if every count were 1,000 times.

    Where contacts without a language are few, their other values are not told either.
    """
    quiet = [e for e in events if e.kind == "contact" and "language" not in e.content]
    by_town = Counter({town: sum(e.count for e in quiet if e.town == town) for town in TOWNS})
    few = any(0 < n < K for n in (*by_town.values(), by_town.total()))
    many = []
    for event in events:
        content = event.content
        if few and event in quiet:
            left_out = ("residence", "channel", "outcome")
            content = {name: v for name, v in content.items() if name not in left_out}
        many.append(Said(event.town, event.kind, content, event.count * 1000))
    return made(many)


def kind_of(table: Table) -> str:
    for prefix in ("topic", "unmet", "slip", "hard"):
        if table.name.startswith(prefix):
            return prefix
    return "contact"


def figures_of(shown: dict[str, Table]) -> dict[Any, tuple[int | None, str]]:
    """Every cell under a name that is the same in all tables it stands in."""
    figures: dict[Any, tuple[int | None, str]] = {}
    for row in shown["topic-pair"].rows:
        figures["pair", row.codes] = (row.count, "topic-pair")
    for table in shown.values():
        if table.name == "topic-pair":
            continue
        for row in table.rows:
            key = (kind_of(table), *sorted(zip(table.dimensions, row.codes, strict=True)))
            figures[key] = (row.count, table.name)
    return {
        key: (value // 1000 if value is not None and value % 1000 == 0 and value else value, name)
        for key, (value, name) in figures.items()
    }


def rests_of_pairs(shown: dict[str, Table]) -> dict[Any, tuple[Any, Any]]:
    """For each pair and topic of it: contacts with the topic but not the pair, as a difference."""
    topics = {
        row.codes[1]: ("topic", *sorted(zip(shown["topic"].dimensions, row.codes, strict=True)))
        for row in shown["topic"].rows
    }
    return {
        ("rest", row.codes, topic): (topics[topic], ("pair", row.codes))
        for row in shown["topic-pair"].rows
        for topic in row.codes
    }


def equations_of(shown: dict[str, Table]) -> list[dict[Any, int]]:
    equations: list[dict[Any, int]] = []
    for table in shown.values():
        if table.name == "topic-pair" or not table.rows:
            continue
        kind = kind_of(table)
        whole: dict[Any, int] = {("total", kind): -1}
        lines: defaultdict[Any, dict[Any, int]] = defaultdict(dict)
        for row in table.rows:
            pairs = sorted(zip(table.dimensions, row.codes, strict=True))
            key = (kind, *pairs)
            whole[key] = 1
            if len(pairs) == 2:
                for pair in pairs:
                    lines[kind, pair][key] = 1
        equations.append(whole)
        nested_only = table.name in ("topic", "unmet-topic", "hard-topic")
        for total, line in lines.items():
            if not (nested_only and total[1][0] == "Thema"):
                equations.append({total: -1, **line})
    return equations


def determined_columns(matrix: list[list[int]], width: int) -> list[int]:
    rows = [[Fraction(v) for v in row] for row in matrix]
    pivots: list[int] = []
    for column in range(width):
        pivot = next((r for r in range(len(pivots), len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        place = len(pivots)
        rows[place], rows[pivot] = rows[pivot], rows[place]
        lead = rows[place][column]
        rows[place] = [v / lead if v else v for v in rows[place]]
        for r in range(len(rows)):
            factor = rows[r][column]
            if r != place and factor:
                rows[r] = [
                    a - factor * b if b else a for a, b in zip(rows[r], rows[place], strict=False)
                ]
        pivots.append(column)
    return [c for row, c in zip(rows, pivots, strict=False) if sum(1 for v in row if v) == 1]
