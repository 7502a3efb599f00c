"""Codes leave the office after eight weeks; what came of their slips stays as a count."""

import datetime as dt
from collections import Counter

from lotse_desk.domain.iso_weeks import weeks_before
from lotse_desk.domain.slip_codes import CODE_WEEKS
from lotse_desk.home.home import Home
from lotse_desk.office.counting import OPEN
from lotse_desk.storage.erasure import forget_deleted
from lotse_desk.storage.office_codes import OfficeCodeStore
from lotse_desk.storage.office_register import OfficeRegister
from lotse_desk.sync.receipts import retention_date


def delete_old_codes(home: Home, today: dt.date) -> int:
    """Count and delete codes older than eight weeks, in one transaction; returns how many.

    A return that comes later finds no slip any more and is deleted with its own week. A clock far
    beyond this office's own last release is not believed.
    """
    released = OfficeRegister(home.database).release_date
    oldest = weeks_before(retention_date(today, released), CODE_WEEKS - 1)
    store = OfficeCodeStore(home.database)
    with home.transaction():
        latest = dict(store.returns())
        store.add_totals(
            Counter(
                (referral.town, referral.week, latest.get(referral.code, OPEN))
                for referral in store.referrals_before(oldest)
            )
        )
        deleted = store.delete_before(oldest)
    if deleted:
        forget_deleted(home.database)
    return deleted
