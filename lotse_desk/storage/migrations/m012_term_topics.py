"""What the terms and columns of feeds mean here: found by the lexicon, decided by somebody."""

from sqlite_utils import Database

from lotse_desk.storage.migrations.registry import migrations

STATEMENTS = """
CREATE TABLE term_topic (
    feed TEXT NOT NULL,
    term TEXT NOT NULL,
    topic TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'proposed', 'confirmed')),
    weight REAL NOT NULL DEFAULT 0,
    PRIMARY KEY (feed, term, topic)
) STRICT, WITHOUT ROWID;
CREATE TABLE list_column (
    feed TEXT NOT NULL,
    title TEXT NOT NULL,
    meaning TEXT NOT NULL,
    PRIMARY KEY (feed, title)
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m012_term_topics(db: Database) -> None:
    """Create both tables; an empty topic stands for none of ours."""
    for statement in filter(str.strip, STATEMENTS.split(";")):
        db.execute(statement)
