"""Letters and situations in their tables, also in a database made before there were any."""

from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from lotse_desk.domain.supplement import Letter, Situation
from lotse_desk.storage.database import open_database, transaction
from lotse_desk.storage.directory import DirectoryStore
from lotse_desk.storage.migrations import m009_letters_and_situations, migrations
from lotse_desk.storage.search_index_writer import SearchIndexWriter

LETTER = Letter(
    id="letter.a",
    slug="a",
    name="Anhörung",
    senders="Jobcenter\nSozialamt",
    deadline="Meist zwei Wochen.",
    deadline_days=14,
    urgency="deadline",
    topics="widerspruch formularhilfe",
)
SITUATION = Situation(id="situation.a", slug="a", name="Umzug", topics="meldewesen kita")


def test_what_is_put_in_comes_out_and_is_replaced_by_its_id(tmp_path: Path) -> None:
    store = DirectoryStore(open_database(tmp_path / "a.sqlite3", writing=True))
    store.upsert([LETTER, SITUATION])
    assert store.get(Letter, LETTER.id) == LETTER
    assert store.where(Situation, slug="a") == [SITUATION]
    assert LETTER.topic_slugs == ("widerspruch", "formularhilfe")
    plain = Letter(id=LETTER.id, slug="a", name="Anhörung")
    store.upsert([plain])
    assert store.get(Letter, LETTER.id) == plain
    assert plain.topic_slugs == ()
    assert {plain, SITUATION} <= set(store.everything())


def test_a_change_makes_search_look_anew(tmp_path: Path) -> None:
    database = open_database(tmp_path / "a.sqlite3", writing=True)
    store, index = DirectoryStore(database), SearchIndexWriter(database)
    for change in (
        lambda: store.upsert([LETTER, SITUATION]),
        lambda: store.upsert([replace(LETTER, name="Anders")]),
        lambda: store.delete(Situation, [SITUATION.id]),
    ):
        with transaction(database):
            change()
            assert index.stale()
            index.settle()
        assert not index.stale()


def test_an_older_database_gets_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    old = Database(path)
    later = m009_letters_and_situations.m009_letters_and_situations.__name__
    migrations.apply(old, stop_before=later)
    assert "letter" not in old.table_names()
    old.close()
    database = open_database(path, writing=True)
    DirectoryStore(database).upsert([LETTER])
    assert DirectoryStore(database).counts()["letter"] == 1
