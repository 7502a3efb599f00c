"""What the columns of town lists mean, as somebody has said it for a list here."""

from collections.abc import Mapping

from lotse_desk.formats.list_titles import ListColumns, parse_columns
from lotse_desk.home.home import Home
from lotse_desk.storage.term_topics import TermTopicStore

__all__ = ["keep_columns", "kept_columns", "list_columns", "parse_columns"]


def list_columns(home: Home, given: Mapping[str, str]) -> ListColumns:
    """Those given now and those kept from earlier imports."""
    return ListColumns(given, tuple(TermTopicStore(home.database).columns().values()))


def keep_columns(home: Home, feed: str, given: Mapping[str, str]) -> None:
    """Remember columns for the next import of a feed; inside the import's transaction."""
    TermTopicStore(home.database).keep_columns(feed, given)


def kept_columns(home: Home) -> dict[str, dict[str, str]]:
    """Feed to title to meaning."""
    return TermTopicStore(home.database).columns()
