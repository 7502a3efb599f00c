"""From a file of a feed to a table of text cells."""

import csv
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from io import TextIOWrapper
from itertools import islice

from lotse_desk.domain.faults import Unreadable
from lotse_desk.formats.decoding import Encoding, find_encoding, open_text
from lotse_desk.formats.source import SourceFile

MAX_CELL = 4 << 20
"""Characters one cell may have."""

MAX_LINE = 2 * MAX_CELL
MAX_COLUMNS = 4096

_DELIMITERS = ",;\t|"
_SAMPLE = 64 << 10
_SAMPLE_ROWS = 50


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


class RowStream:
    """The rows of a file below its header, read anew from it each time."""

    def __init__(self, file: SourceFile, form: "_Form", count: int) -> None:
        self._file = file
        self._form = form
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        lines = _lines(self._file, self._form)
        next(lines, None)
        for number, cells in enumerate(lines, 2):
            if cells:
                yield Row(number, tuple(cells))


@dataclass(frozen=True)
class StreamedTable:
    """A table whose rows are not held; `reasons` as in `Table`."""

    name: str
    header: tuple[str, ...]
    rows: RowStream
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Form:
    """How a file is written."""

    encoding: Encoding
    delimiter: str
    separator_line: bool
    strict: bool = True


def read_csv(file: SourceFile) -> Table:
    """Read a table separated by comma, semicolon, tab or bar, all of it at once.

    Raises `Unreadable`: truncated (a quote is never closed), cell-too-long, too-many-columns,
    not-text, no-header, and those of `decode`.
    """
    table = open_csv(file)
    return Table(table.name, table.header, tuple(table.rows), table.reasons)


def open_csv(file: SourceFile) -> StreamedTable:
    """Read a table through once, so that it is known to be sound, and open it for its rows.

    Raises what `read_csv` raises.
    """
    encoding = find_encoding(file)
    reasons = [encoding.reason] if encoding.reason else []
    form = _form(file, encoding)
    try:
        header, count = _measure(file, form)
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise Unreadable(file.name, "truncated") from error
        form = replace(form, strict=False)
        header, count = _measure_sloppily(file, form)
        reasons.append("Anführungszeichen sind nicht sauber gesetzt; so gut es ging gelesen.")
    if not any(header):
        raise Unreadable(file.name, "no-header")
    if len(header) > MAX_COLUMNS:
        raise Unreadable(file.name, "too-many-columns")
    return StreamedTable(file.name, header, RowStream(file, form, count), tuple(reasons))


def read_sample(file: SourceFile) -> Table:
    """The header and the first rows of a table, as far as they can be read.

    Raises those of `decode`, no-header.
    """
    form = replace(_form(file, find_encoding(file)), strict=False)
    lines: list[list[str]] = []
    with suppress(csv.Error):
        lines.extend(islice(_lines(file, form), _SAMPLE_ROWS))
    if not lines or not any(cell.strip() for cell in lines[0]):
        raise Unreadable(file.name, "no-header")
    header = tuple(cell.strip() for cell in lines[0][:MAX_COLUMNS])
    rows = tuple(
        Row(number, tuple(cells[:MAX_COLUMNS]))
        for number, cells in enumerate(lines[1:], 2)
        if cells
    )
    return Table(file.name, header, rows)


def _form(file: SourceFile, encoding: Encoding) -> _Form:
    with open_text(file, encoding) as stream:
        sample = stream.read(_SAMPLE)
    text = _without_separator_line(sample)
    return _Form(encoding, _delimiter(text), text is not sample)


def _lines(file: SourceFile, form: _Form) -> Iterator[list[str]]:
    before = csv.field_size_limit(MAX_CELL)
    try:
        with open_text(file, form.encoding) as stream:
            if form.separator_line:
                stream.readline(_SAMPLE)
            lines = _bounded_lines(stream, file.name)
            yield from csv.reader(lines, delimiter=form.delimiter, strict=form.strict)
    finally:
        csv.field_size_limit(before)


def _bounded_lines(stream: TextIOWrapper, name: str) -> Iterator[str]:
    while line := stream.readline(MAX_LINE):
        if len(line) == MAX_LINE:
            raise Unreadable(name, "cell-too-long")
        yield line


def _measure(file: SourceFile, form: _Form) -> tuple[tuple[str, ...], int]:
    """The header and the number of rows below it that are not empty."""
    lines = _lines(file, form)
    header = tuple(cell.strip() for cell in next(lines, []))
    return header, sum(bool(cells) for cells in lines)


def _measure_sloppily(file: SourceFile, form: _Form) -> tuple[tuple[str, ...], int]:
    """Read what breaks the rules of quoting as far as it goes; what still fails is refused."""
    try:
        return _measure(file, form)
    except csv.Error as error:
        reason = "cell-too-long" if "field larger" in str(error) else "not-text"
        raise Unreadable(file.name, reason) from error


def _without_separator_line(text: str) -> str:
    """Excel writes `sep=;` above the header."""
    first, _, rest = text.partition("\n")
    return rest if first.strip().lower()[:4] == "sep=" and len(first.strip()) == 5 else text


def _delimiter(text: str) -> str:
    outside = text.split('"')[0::2]
    first_line = ""
    for part in outside:
        head, newline, _ = part.partition("\n")
        first_line += head
        if newline:
            break
    return max(_DELIMITERS, key=first_line.count)
