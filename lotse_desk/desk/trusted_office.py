"""The office this desk trusts, and the settings its releases leave here."""

from lotse_desk.domain.exchange_faults import FingerprintDiffers
from lotse_desk.home.home import Home
from lotse_desk.storage.trust_store import APPLIED, TrustStore
from lotse_desk.sync.keys import same_fingerprint
from lotse_desk.sync.release_reader import Trust

OFFICE, OFFICE_NAME = "exchange.office", "exchange.office_name"
OFFICE_INCARNATION = "exchange.office_incarnation"
APPLIED_DIGEST = "exchange.release_digest"
RECIPIENTS, RECIPIENTS_SINCE = "exchange.recipients", "exchange.recipients_since"
"""Whom batches are sealed for, and the number of the last batch that was sealed for others."""
FINGERPRINT_CONFIRMED = "exchange.fingerprint_confirmed"
FIRST_ROOT, NEWEST_ROOT = "first-root", "root"


def known_trust(home: Home) -> Trust | None:
    """The office this desk trusts; None before its first release."""
    files = TrustStore(home.database).load()
    first = files.pop(FIRST_ROOT, None)
    if first is None:
        return None
    root = files.pop(NEWEST_ROOT)
    return Trust(first, root, files, int(home.settings.get(APPLIED, "0")))


def confirm_office(home: Home, fingerprint: str) -> None:
    """Note that somebody compared the office's fingerprint; raises `FingerprintDiffers`."""
    trust = known_trust(home)
    if trust is None or not same_fingerprint(trust.fingerprint, fingerprint):
        raise FingerprintDiffers(trust.fingerprint if trust else "")
    with home.transaction():
        home.settings.put(FINGERPRINT_CONFIRMED, "1")
