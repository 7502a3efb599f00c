"""`python -m tests.proof.make_vectors FOLDER`: sample files of format 1, with keys anybody knows.

Those in tests/vectors were made once and stay: that they can still be read is what they are for.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from lotse_desk.sync.batch_header import BatchHeader
from lotse_desk.sync.batch_writer import write_batch
from lotse_desk.sync.enrolment import EnrolmentRequest, write_request
from lotse_desk.sync.events import ComingEvent, genesis, link, placed
from lotse_desk.sync.keys import SealIdentity, SigningKey
from lotse_desk.sync.release_writer import RoleKeys, root_fingerprint, write_release, write_root
from lotse_desk.sync.targets import pack
from tests.proof.sample_events import purged

OFFICE, DESK, INCARNATION = "0f" * 16, "d1" * 16, "11" * 16


def _key(first: int) -> SigningKey:
    return SigningKey(bytes(range(first, first + 32)))


def _events() -> list:
    week = "2026-W48"
    contact = {
        "concern": "first-advice",
        "half": "am",
        "language": "uk",
        "topics": ["wohngeld"],
        "week": week,
    }
    contents = [
        ("contact", contact),
        ("tally", {"concern": "way", "count": 3, "week": week}),
        ("undo", {"event": "01" * 16}),
        ("missed-word", {"language": "de", "word": "Stütze"}),
        ("from-next-year", {"deep": [{"er": 1}], "ä": "\u2028"}),
        ("contact", {"age-group": "x", "concern": "way", "week": week}),
    ]
    coming = [
        ComingEvent(f"{seq:02x}" * 16, f"{0x9F + seq:02x}" * 16, kind, payload)
        for seq, (kind, payload) in enumerate(contents, 1)
    ]
    return [placed(seq, one) for seq, one in enumerate(coming, 1)]


def main(folder: Path) -> None:
    """Write the files, the keys and what a reader must find."""
    desk, root, signing, next_signing = (_key(first) for first in (0, 32, 64, 96))
    seal, recovery = SealIdentity.generate(), SealIdentity.generate()
    recipients = (seal.recipient, recovery.recipient)
    events = _events()
    chain = [genesis(INCARNATION)]
    for event in events:
        chain.append(link(chain[-1], event))
    events[1] = purged(events[1])

    def batch(first: int, last: int, number: int) -> bytes:
        span = events[first - 1 : last]
        header = BatchHeader(
            office=OFFICE,
            desk=DESK,
            incarnation=INCARNATION,
            previous=None,
            number=number,
            first=first,
            last=last,
            before=chain[first - 1].hex(),
            after=chain[last].hex(),
            release=3,
            office_incarnation="aa" * 16,
            counts=dict(Counter(event.kind for event in span)),
        )
        return write_batch(header, span, desk, recipients)

    roots = [write_root(1, RoleKeys((root.public,), signing.public), [root])]
    second = write_root(2, RoleKeys((root.public,), next_signing.public), [root])
    about = {
        "date": "2026-11-23",
        "format": 1,
        "name": "Leitstelle (Muster)",
        "office": OFFICE,
        "office_incarnation": "aa" * 16,
        "recipients": list(recipients),
        "release": 3,
    }
    listed = {"desk": DESK, "name": "Empfang 1", "public_key": desk.public, "town": "marl"}
    receipt = {"desk": DESK, "hash": chain[2].hex(), "incarnation": INCARNATION, "up_to": 2}
    targets = {
        "receipts": pack([receipt]),
        "desks": pack([listed | {"state": "enrolled"}]),
        "policy": pack([{"old_after_days": 120, "stand": "2026-11-23"}]),
        "directory": pack([{"id": "s1", "name": "Muster", "status": "active", "table": "service"}]),
        "from-next-year": pack([{"anything": 1.5}]),
    }
    name = "Empfang 1"
    files = {
        "request.lotse": write_request(EnrolmentRequest(DESK, desk.public, "marl", name), desk),
        "batch-1.lotse": batch(1, 2, 1),
        "batch-2.lotse": batch(3, 6, 2),
        "batch-all.lotse": batch(1, 6, 3),
        "release-3.lotse": write_release(
            3, roots, targets | {"release": pack([about])}, [signing], office=OFFICE
        ),
        "release-4.lotse": write_release(
            4,
            [*roots, second],
            targets | {"release": pack([about | {"release": 4}])},
            [next_signing],
            office=OFFICE,
        ),
    }
    expected = {
        "keys": {
            "desk": desk.secret.hex(),
            "root": root.secret.hex(),
            "release": signing.secret.hex(),
            "release-2": next_signing.secret.hex(),
            "seal": seal.secret,
            "recovery": recovery.secret,
        },
        "chain": [one.hex() for one in chain],
        "contacts": {"batch-1.lotse": 1, "batch-all.lotse": 1},
        "office_fingerprint": root_fingerprint(roots[0]),
        "desk_fingerprint": EnrolmentRequest(DESK, desk.public, "marl", name).fingerprint,
    }
    for file, data in files.items():
        (folder / file).write_bytes(data)
    text = json.dumps(expected, indent=1, sort_keys=True)
    (folder / "expected.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
