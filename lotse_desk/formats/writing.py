"""The one door for exports: a format's name and records to files."""

from collections.abc import Callable, Iterable

from lotse_desk.domain.faults import UnknownValue
from lotse_desk.domain.record import Record
from lotse_desk.formats.hsds_document import document
from lotse_desk.formats.hsds_package import package_files
from lotse_desk.formats.spreadsheets import excel_csv, workbook

SINGLE_FILE: dict[str, Callable[[Iterable[Record]], bytes]] = {
    "json": document,
    "csv": excel_csv,
    "xlsx": workbook,
}
FORMATS = ("hsds", *SINGLE_FILE)


def export_files(format_name: str, records: Iterable[Record]) -> dict[str, bytes]:
    """The files of an export by name; a format of one file gives it the name "".

    Raises `UnknownValue` for a format that is not there.
    """
    if format_name == "hsds":
        return package_files(records)
    if format_name not in SINGLE_FILE:
        raise UnknownValue("format", format_name, FORMATS)
    return {"": SINGLE_FILE[format_name](records)}
