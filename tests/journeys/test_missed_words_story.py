"""A word nobody knows: missed on three days, seen, sent, learnt by the office, then found."""

import datetime as dt

import pytest

from lotse_desk.desk.missed_words import note_missed, show_missed
from lotse_desk.domain.supplement import Letter, MasterText, Situation
from lotse_desk.home.find import find
from lotse_desk.home.home import open_home
from lotse_desk.office.missed_words import done, missed_words
from lotse_desk.office.own_lexicon import add_words, own_words, remove_word

WORD = "flurbelschnurz"


@pytest.fixture
def learning(district):
    """A district whose office knows one master text."""
    with open_home(district.office, writing=True) as home, home.transaction():
        home.directory.upsert([MasterText(id="master.wohngeld", topic="wohngeld", name="Wohngeld")])
    district.week("a")
    return district


def miss_for_three_days(district, word):
    with open_home(district.desk("a"), writing=True) as home:
        for day in range(3):
            found = find(home, f"Ich suche {word} in Marl")
            assert found.missed == (word,)
            note_missed(home, found.missed, district.now.date() + dt.timedelta(days=day))
        show_missed(home)


def office_words(district):
    with open_home(district.office, writing=False) as home:
        return [(missed.word, missed.towns) for missed in missed_words(home)]


def test_a_missed_word_comes_back_as_a_found_one(learning, tmp_path):
    miss_for_three_days(learning, WORD)
    learning.week("a")
    assert office_words(learning) == [(WORD, 1)]
    table = tmp_path / "neu.csv"
    table.write_text(
        f"term;kind;target\n{WORD};lay;wohngeld\n\nquatsch;lay;gibtsnicht\nnur;zwei\n", "utf-8"
    )
    with open_home(learning.office, writing=True) as home:
        taken = add_words(home, table, "de")
        again = add_words(home, table, "de")
    assert (taken.added, again.added) == (1, 0)
    assert [(p.line, p.reason) for p in taken.problems] == [(4, "target"), (5, "columns")]
    assert office_words(learning) == []
    learning.week("a")
    learning.sync("a")
    with open_home(learning.desk("a"), writing=False) as home:
        [hit] = find(home, WORD).hits
        assert (hit.id, hit.why) == ("master.wohngeld", (f"{WORD} → Wohngeld",))


def test_a_word_may_mean_a_letter_or_a_situation_there_is(learning, tmp_path):
    table = tmp_path / "neu.csv"
    table.write_text(
        "bammelbrief;letter;letter:probe\nflossenlage;lay;situation:probe\n"
        "irgendwas;letter;letter:gibtsnicht\n",
        "utf-8",
    )
    with open_home(learning.office, writing=True) as home:
        with home.transaction():
            home.directory.upsert(
                [
                    Letter(id="letter.probe", slug="probe", name="Quastenbrief"),
                    Situation(id="situation.probe", slug="probe", name="Quastenlage"),
                ]
            )
        taken = add_words(home, table, "de")
    assert (taken.added, [p.line for p in taken.problems]) == (2, [3])
    learning.week("a")
    learning.sync("a")
    with open_home(learning.desk("a"), writing=False) as home:
        assert [letter.slug for letter in find(home, "Bammelbrief").letters] == ["probe"]
        assert [told.slug for told in find(home, "Flossenlage").situations] == ["probe"]


def test_a_word_taken_back_is_gone_at_the_desk_too(learning, tmp_path):
    table = tmp_path / "neu.csv"
    table.write_text(f"{WORD};lay;wohngeld\n", "utf-8")
    with open_home(learning.office, writing=True) as home:
        add_words(home, table, "de")
    learning.week("a")
    with open_home(learning.office, writing=True) as home:
        assert remove_word(home, WORD, "de") == 1
        assert own_words(home) == ()
    learning.week("a")
    learning.sync("a")
    with open_home(learning.desk("a"), writing=False) as home:
        assert find(home, WORD).hits == ()


def test_a_word_done_with_leaves_the_work_list(learning):
    miss_for_three_days(learning, WORD)
    learning.week("a")
    with open_home(learning.office, writing=True) as home:
        done(home, WORD, "2026-11-27")
    assert office_words(learning) == []
