"""The one door for exports: a format's name and records to files."""

from collections.abc import Callable, Iterable

from lotse_desk.domain.faults import UnknownValue
from lotse_desk.domain.record import Record
from lotse_desk.formats.column_mapping import PLURALS
from lotse_desk.formats.hsds_document import document
from lotse_desk.formats.hsds_package import package_files
from lotse_desk.formats.hsds_profile import HSDS_3_0, HSDS_3_1, Profile
from lotse_desk.formats.package_extras import ID_TABLE, VALUE_TABLE
from lotse_desk.formats.schema import EXCHANGED_TABLES
from lotse_desk.formats.spreadsheets import excel_csv, workbook

SINGLE_FILE: dict[str, Callable[[Iterable[Record]], bytes]] = {
    "json": document,
    "csv": excel_csv,
    "xlsx": workbook,
}
PACKAGES: dict[str, Profile] = {"hsds": HSDS_3_0, "hsds3.1": HSDS_3_1}
"""Formats of many files: tabular data packages."""

FORMATS = (*PACKAGES, *SINGLE_FILE)
PACKAGE_MARK = f"{ID_TABLE}.csv"
"""A file that only our own packages have."""

PACKAGE_NAMES = frozenset(
    {f"{PLURALS.get(table, table)}.csv" for table in EXCHANGED_TABLES}
    | {PACKAGE_MARK, f"{VALUE_TABLE}.csv", "datapackage.json"}
)
"""Every file a package of ours may have."""


def export_files(format_name: str, records: Iterable[Record]) -> dict[str, bytes]:
    """The files of an export by name; a format of one file gives it the name "".

    Raises `UnknownValue` for a format that is not there.
    """
    if format_name in PACKAGES:
        return package_files(records, PACKAGES[format_name])
    if format_name not in SINGLE_FILE:
        raise UnknownValue("format", format_name, FORMATS)
    return {"": SINGLE_FILE[format_name](records)}
