"""From a file of a feed to a table of text cells."""

import csv
import io
from dataclasses import dataclass

from lotse_desk.domain.faults import Unreadable
from lotse_desk.formats.decoding import decode
from lotse_desk.formats.source import SourceFile

MAX_CELL = 4 << 20
"""Characters one cell may have."""

_DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class Row:
    """A row of cells; `number` is its row in a spreadsheet, the header being row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of a feed; `reasons` say in German what was odd about the file itself.

    `cut` says what lay beyond the bounds and was not read.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    reasons: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()


def read_csv(file: SourceFile) -> Table:
    """Read a table separated by comma, semicolon, tab or bar.

    Raises `Unreadable`: truncated (a quote is never closed), cell-too-long, not-text, no-header,
    and those of `decode`.
    """
    decoded = decode(file)
    text = decoded.text
    reasons = [decoded.reason] if decoded.reason else []
    text = _without_separator_line(text)
    delimiter = _delimiter(text)
    try:
        lines = _parse(text, delimiter, strict=True)
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise Unreadable(file.name, "truncated") from error
        lines = _parse_sloppily(file.name, text, delimiter)
        reasons.append("Anführungszeichen sind nicht sauber gesetzt; so gut es ging gelesen.")
    if not lines or not any(cell.strip() for cell in lines[0]):
        raise Unreadable(file.name, "no-header")
    header = tuple(cell.strip() for cell in lines[0])
    rows = tuple(Row(number, tuple(cells)) for number, cells in enumerate(lines[1:], 2) if cells)
    return Table(file.name, header, rows, tuple(reasons))


def _parse(text: str, delimiter: str, *, strict: bool) -> list[list[str]]:
    before = csv.field_size_limit(MAX_CELL)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict))
    finally:
        csv.field_size_limit(before)


def _parse_sloppily(name: str, text: str, delimiter: str) -> list[list[str]]:
    """Read what breaks the rules of quoting as far as it goes; what still fails is refused."""
    try:
        return _parse(text, delimiter, strict=False)
    except csv.Error as error:
        reason = "cell-too-long" if "field larger" in str(error) else "not-text"
        raise Unreadable(name, reason) from error


def _without_separator_line(text: str) -> str:
    """Excel writes `sep=;` above the header."""
    first, _, rest = text.partition("\n")
    return rest if first.strip().lower()[:4] == "sep=" and len(first.strip()) == 5 else text


def _delimiter(text: str) -> str:
    outside = text[: 64 << 10].split('"')[0::2]
    first_line = ""
    for part in outside:
        head, newline, _ = part.partition("\n")
        first_line += head
        if newline:
            break
    return max(_DELIMITERS, key=first_line.count)
