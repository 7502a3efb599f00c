"""What a release says to a desk: read from its records, and refused where it cannot be."""

from collections.abc import Mapping

from lotse_desk.domain.exchange_faults import ReleaseInvalid
from lotse_desk.sync.keys import is_recipient
from lotse_desk.sync.receipts import Receipt

EVENT_DAYS = 90
"""Days a payload stays after its second confirmation, where policy says nothing else."""


def recipients_of(about: Mapping[str, object]) -> list[str]:
    """Whom batches are to be sealed for; raises `ReleaseInvalid` where nobody could."""
    named = about.get("recipients")
    recipients = list(map(str, named)) if isinstance(named, list) else []
    if not recipients or not all(map(is_recipient, recipients)):
        raise ReleaseInvalid("recipients")
    return recipients


def receipt_of(record: Mapping[str, object]) -> Receipt:
    """A line of the receipts; raises `ReleaseInvalid`."""
    try:
        receipt = Receipt(
            str(record["desk"]),
            str(record["incarnation"]),
            int(str(record["up_to"])),
            bytes.fromhex(str(record["hash"])),
        )
    except (KeyError, ValueError) as error:
        raise ReleaseInvalid("receipts") from error
    if receipt.up_to < 0:
        raise ReleaseInvalid("receipts")
    return receipt


def event_days(policy: Mapping[str, object]) -> int:
    """Days a payload stays after its second confirmation."""
    days = policy.get("event_days", EVENT_DAYS)
    return days if isinstance(days, int) and days >= 0 else EVENT_DAYS
