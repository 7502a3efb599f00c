"""Lists that an API gives page by page: whether all of their pages are in the feed."""

from collections import defaultdict
from collections.abc import Mapping

from lotse_desk.formats.harvest import Harvest
from lotse_desk.formats.values import number_of

_PAGES = ("total_pages", "totalPages")
_ITEMS = ("total_items", "totalElements")
_NUMBERS = ("page_number", "number")


class Pages:
    """Collects the pages of a feed; pages of one list say the same of how long it is."""

    def __init__(self, harvest: Harvest) -> None:
        self._harvest = harvest
        self._seen: dict[tuple[int, int | None, str], dict[int, str]] = defaultdict(dict)

    def note(self, file: str, table: str, envelope: Mapping[str, object]) -> None:
        """Take what a file says beside its entries; `table` tells its lists apart."""
        pages = _number(envelope, _PAGES)
        if pages is not None:
            key = (pages, _number(envelope, _ITEMS), table)
            self._seen[key].setdefault(_number(envelope, _NUMBERS) or 0, file)

    def report(self) -> None:
        """Name lists of which pages are missing."""
        for (pages, items, _), files in self._seen.items():
            if len(files) < pages:
                told = f" mit {number_of(items, 'Eintrag', 'Einträgen')}" if items else ""
                self._harvest.report(
                    next(iter(files.values())),
                    f"Die Liste hat {pages} Seiten{told}; in den Daten "
                    f"{'steht' if len(files) == 1 else 'stehen'} {len(files)}.",
                    "Übernommen, was da ist; bitte die übrigen Seiten holen.",
                )


def _number(envelope: Mapping[str, object], names: tuple[str, ...]) -> int | None:
    found = (envelope.get(name) for name in names)
    return next((n for n in found if isinstance(n, int) and not isinstance(n, bool)), None)
