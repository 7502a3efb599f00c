"""The report of a period: counted, suppressed, written as one file."""

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from lotse_desk.domain.faults import UnknownValue
from lotse_desk.domain.iso_weeks import Period
from lotse_desk.domain.report import Report
from lotse_desk.domain.suppression import small
from lotse_desk.home.files import write_whole
from lotse_desk.home.home import OFFICE, Home
from lotse_desk.home.log_policy import log_policy
from lotse_desk.office.counting import SLIP_KIND, Figures, count
from lotse_desk.office.report_files import as_csv, as_json, as_xlsx, head_lines
from lotse_desk.office.report_towns import FOLDED_NOTE, towns_to_fold
from lotse_desk.office.report_weeks import contacts_of
from lotse_desk.office.statistics import tables
from lotse_desk.paper.report_pdf import report_pdf
from lotse_desk.storage.office_codes import OfficeCodeStore
from lotse_desk.storage.office_figures import OfficeFigures
from lotse_desk.storage.office_log import OfficeLog

LOST_NOTE = (
    "Von {count} Einträgen kam nur die Nummer: Ihr Inhalt war am Platz schon gelöscht. "
    "Sie sind in keiner Woche gezählt."
)
POLICY = "policy.report"
"""Setting with a JSON object; `towns_of_one_desk`: true where the staff council agreed to it."""


@dataclass(frozen=True)
class CountedReport:
    """A report, and the number of contacts behind it for the office itself."""

    report: Report
    contacts: int


def make_report(home: Home, first: dt.date, last: dt.date) -> CountedReport:
    """Count what all desks sent for the whole weeks around two dates.

    Raises `WrongRole`, `InvalidValue` if `last` is before `first`.
    """
    home.require(OFFICE)
    period = Period.around(first, last)
    store = OfficeFigures(home.database)
    codes = OfficeCodeStore(home.database)
    slips = (
        event
        for week in store.weeks(period.first_week, period.last_week)
        for event in store.events([SLIP_KIND], week)
    )
    figures = count(
        chain(slips, store.hard_topics()),
        codes.returns(),
        period,
        codes.totals(period.first_week, period.last_week),
        contacts_of(home, period),
    )
    k = log_policy(home).suppressed_below
    contacts = sum(figures.contacts.values())
    few = _towns_to_fold(home, figures, store.desks_by_town())
    report = Report(
        office=home.name,
        period=period,
        asked=(first, last),
        k=k,
        contacts=None if small(contacts, k) else contacts,
        tables=tables(figures, home.reference, period, k, few),
        sources={"batches": store.batches(), "release": store.last_release()},
        notes=(*((FOLDED_NOTE,) if few else ()), *_lost(home, k)),
    )
    return CountedReport(report, contacts)


def write_report(
    home: Home, first: dt.date, last: dt.date, file_format: str, out: Path
) -> CountedReport:
    """Make a report and write it as json, csv, xlsx or pdf.

    Raises `UnknownValue` for another format, and the faults of `make_report` and `write_whole`.
    """
    if file_format not in FORMATS:
        raise UnknownValue("format", file_format, tuple(FORMATS))
    made = make_report(home, first, last)
    write_whole(out, FORMATS[file_format](made.report))
    return made


def _towns_to_fold(home: Home, figures: Figures, desks: Mapping[str, int]) -> Collection[str]:
    """Towns whose figures would be those of a desk, unless the policy lets them be shown."""
    policy = json.loads(home.settings.get(POLICY, "{}"))
    if isinstance(policy, dict) and policy.get("towns_of_one_desk") is True:
        return ()
    answered = {town for town, _ in figures.answers}
    return towns_to_fold(figures.contacts.keys() | answered, desks)


def _lost(home: Home, k: int) -> Iterator[str]:
    """What is known to have been logged and cannot be counted: its content came too late."""
    lost = OfficeLog(home.database).lost()
    count = lost.get("contact", 0) + lost.get("tally", 0)
    if count:
        yield LOST_NOTE.format(count="einigen" if small(count, k) else count)


def _as_pdf(report: Report) -> bytes:
    head = head_lines(report)
    return report_pdf(report, head, head[0])


FORMATS: dict[str, Callable[[Report], bytes]] = {
    "json": as_json,
    "csv": as_csv,
    "xlsx": as_xlsx,
    "pdf": _as_pdf,
}
"""What writes a report as a file of each kind."""
