"""A slip at the desk: made with codes, then, once it lies on paper or disk, recorded."""

import datetime as dt
from dataclasses import dataclass, replace

from lotse_desk.desk.counter_log import CounterLog, Logged
from lotse_desk.domain.contacts import Contact
from lotse_desk.home.home import Home
from lotse_desk.home.slips import Slip, SlipRequest, make_slip


@dataclass(frozen=True)
class PreparedSlip:
    """A slip that nobody has recorded yet; `codes` by service id."""

    slip: Slip
    request: SlipRequest
    codes: dict[str, str]


def prepare_slip(
    home: Home, log: CounterLog, request: SlipRequest, now: dt.datetime
) -> PreparedSlip:
    """Render a slip with fresh codes; changes nothing. Raises `NotFound`, `UnknownValue`."""
    codes = log.propose_codes(request.services)
    return PreparedSlip(make_slip(home, replace(request, codes=codes), now), request, codes)


def record_slip(
    log: CounterLog, prepared: PreparedSlip, now: dt.datetime, contact: Contact | None = None
) -> Logged | None:
    """Store the codes of a slip that was printed or saved and, if given, log the contact."""
    if contact is None:
        log.store_codes(prepared.codes, now)
        return None
    complete = replace(contact, slip_languages=prepared.request.languages)
    return log.log(complete, now, services=prepared.request.services, codes=prepared.codes)


def contact_of_slip(request: SlipRequest) -> Contact:
    """The contact a slip alone tells of: referred, in the first language that is not German."""
    other = [language for language in request.languages if language != "de"]
    return Contact(outcome="referred", language=other[0] if other else "de")
