"""Mutants that no history notices, for both sides change alike: killed by a sample or a bound."""

import json
from collections.abc import Callable
from pathlib import Path

from lotse_desk.domain.exchange_faults import FileOverLimit, ReleaseRolledBack
from lotse_desk.sync.batch_reader import DeskKey, read_batch
from lotse_desk.sync.inflate import inflate
from lotse_desk.sync.keys import SealIdentity, SigningKey
from lotse_desk.sync.release_reader import Trust, first_trust, open_release, verify_release
from tests.proof.bad_files import DESK, OFFICE, inflating
from tests.proof.mutation import Mutant

FOLDER = Path(__file__).parents[1] / "vectors"


def the_sample_is_read() -> None:
    """A batch of format 1 leads to the hashes it led to when it was made."""

    expected = json.loads((FOLDER / "expected.json").read_text("utf-8"))
    key = SigningKey(bytes.fromhex(expected["keys"]["desk"]))
    roster = {DESK: DeskKey(key.public)}
    identity = SealIdentity(expected["keys"]["seal"])
    batch = read_batch((FOLDER / "batch-all.lotse").read_bytes(), OFFICE, (identity,), roster)
    assert batch.hash_at(6).hex() == expected["chain"][6]


def inflating_ends_at_the_limit() -> None:
    """Two million bytes are not read where one million is the limit."""
    try:
        for _ in inflate(inflating(2_000_000), 1_000_000):
            pass
    except FileOverLimit:
        return
    raise AssertionError("no limit")


def an_older_release_is_refused() -> None:
    """Also where only the number applied is known, and no metadata."""
    old = open_release((FOLDER / "release-3.lotse").read_bytes())
    root = first_trust(old).root
    try:
        verify_release(old, Trust(root, root, {}, 4))
    except ReleaseRolledBack:
        return
    raise AssertionError("rolled back")


def _mutant(name: str, where: str, killer: Callable[[], None], *changes: tuple[str, str]) -> Mutant:
    return Mutant(name, where, changes, killer.__name__.replace("_", " "))


_EVENTS = "lotse_desk.sync.events"
KILLERS = (the_sample_is_read, inflating_ends_at_the_limit, an_older_release_is_refused)
MUTANTS = (
    _mutant(
        "hash not bound to the incarnation",
        f"{_EVENTS}:genesis",
        the_sample_is_read,
        ("LOG_CONTEXT + bytes.fromhex(incarnation)", "LOG_CONTEXT"),
    ),
    _mutant(
        "id not in the hash",
        f"{_EVENTS}:link_bytes",
        the_sample_is_read,
        ('"id":"{event.id}",', ""),
    ),
    _mutant(
        "number not in the hash",
        f"{_EVENTS}:link_bytes",
        the_sample_is_read,
        (',"seq":{event.seq}', ""),
    ),
    _mutant(
        "payload bound without its nonce",
        f"{_EVENTS}:commitment",
        the_sample_is_read,
        ("bytes.fromhex(nonce) + payload", "payload"),
    ),
    _mutant(
        "inflating without bound",
        "lotse_desk.sync.inflate:inflate",
        inflating_ends_at_the_limit,
        ("total > limit", "False"),
    ),
    _mutant(
        "no rollback check",
        "lotse_desk.sync.release_reader:verify_release",
        an_older_release_is_refused,
        ("if number <= trust.release and", "if False and"),
    ),
)
