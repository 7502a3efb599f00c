"""Migrations in the order of their numbers; importing this package registers them all."""

from lotse_desk.storage.migrations import (
    m001_directory,
    m002_counter,
    m003_search,
    m004_exchange,
    m005_office_codes,
    m006_coming_events,
    m007_release_origins,
    m008_week_figures,
    m009_letters_and_situations,
    m010_missed_words,
    m011_exception_index,
    m012_term_topics,
    m013_past_exchanges,
    m014_office_keys,
    m015_identities,
)
from lotse_desk.storage.migrations.registry import migrations

__all__ = [
    "m001_directory",
    "m002_counter",
    "m003_search",
    "m004_exchange",
    "m005_office_codes",
    "m006_coming_events",
    "m007_release_origins",
    "m008_week_figures",
    "m009_letters_and_situations",
    "m010_missed_words",
    "m011_exception_index",
    "m012_term_topics",
    "m013_past_exchanges",
    "m014_office_keys",
    "m015_identities",
    "migrations",
]
