"""Ten thousand bad files a commit: each refused with a typed fault, quickly, in bounded memory."""

import os
import random
import time
import tracemalloc
import zlib
from collections import Counter

import pytest

from lotse_desk.domain.exchange_faults import FileIncomplete, FileRefused, SealUnopened
from lotse_desk.sync.batch_reader import DeskKey, read_batch
from lotse_desk.sync.enrolment import read_request
from lotse_desk.sync.frame import FileKind, frame
from lotse_desk.sync.keys import SealIdentity
from lotse_desk.sync.release_reader import Trust, first_trust, open_release, verify_release
from lotse_desk.sync.targets import unpack
from tests.proof import bad_files
from tests.proof.bad_files import DESK, OFFICE, Samples

TIMES = 100 if os.environ.get("LOTSE_DESK_NIGHT") else 1
SEED = int(os.environ.get("LOTSE_DESK_SEED", "20261122"))
LONGEST_S = 2.0
AT_LEAST = 10_000


class Reader:
    """Reads files and counts; what is refused must be refused as a fault of the exchange."""

    def __init__(self):
        self.seal = SealIdentity.generate()
        self.samples = Samples.make(self.seal.recipient)
        self.refused, self.passed, self.longest = Counter(), 0, 0.0
        self.roster = {DESK: DeskKey(self.samples.key.public)}
        good = open_release(self.samples.release(2))
        self.good = verify_release(good, first_trust(good))
        self.trust = Trust(self.good.trust.first_root, self.good.trust.root, {}, 1)

    def batch(self, data):
        return read_batch(data, OFFICE, (self.seal,), self.roster)

    def request(self, data):
        return read_request(data)

    def release(self, data):
        release = verify_release(open_release(data), self.trust)
        assert dict(release.targets) == dict(self.good.targets), "content nobody signed"
        return release

    def bad(self, read, data, *, may_pass=False):
        """Read a bad file; `may_pass` where a change need not change anything that is said."""
        begin = time.process_time()
        try:
            read(data)
        except FileRefused as fault:
            self.refused[fault.kind] += 1
        else:
            assert may_pass, "a bad file was taken"
            self.passed += 1
        self.longest = max(self.longest, time.process_time() - begin)

    @property
    def count(self):
        return sum(self.refused.values()) + self.passed


def cut_at_every_byte(reader, _):
    samples = reader.samples
    for read, data in (
        (reader.batch, samples.batch()),
        (reader.request, samples.request()),
        (reader.release, samples.release()),
    ):
        for torn in bad_files.cut(data):
            with pytest.raises(FileIncomplete):
                read(torn)
            reader.bad(read, torn)


def every_byte_flipped(reader, _):
    samples = reader.samples
    for data in bad_files.flipped(samples.batch()):
        reader.bad(reader.batch, data)
    for place, data in enumerate(bad_files.flipped(samples.request())):
        reader.bad(reader.request, data, may_pass=12 <= place < 28)  # no office is asked for
    for data in bad_files.flipped(samples.release(), step=2):
        reader.bad(reader.release, data, may_pass=True)


def the_seal(reader, draw):
    body = reader.samples.batch()[68:]
    for sealed in bad_files.flipped(body, step=5):
        data = frame(FileKind.BATCH, OFFICE, sealed)
        with pytest.raises(SealUnopened):
            reader.batch(data)
        reader.bad(reader.batch, data)
    for _ in range(100 * TIMES):
        spoilt = bad_files.spoilt(body, draw)
        reader.bad(reader.batch, frame(FileKind.BATCH, OFFICE, spoilt), may_pass=spoilt == body)
        reader.bad(reader.batch, frame(FileKind.BATCH, OFFICE, draw.randbytes(300)))


def what_is_sealed(reader, draw):
    samples = reader.samples
    packed = zlib.compress(b"\n".join(samples.lines))
    for _ in range(200 * TIMES):
        reader.bad(reader.batch, samples.sealed(bad_files.spoilt(packed, draw)))
        reader.bad(reader.batch, samples.sealed(zlib.compress(draw.randbytes(200))))


def signed_lines_that_are_none(reader, draw):
    """An enrolled desk signs anything at all: header, events, their number and order."""
    samples = reader.samples
    header, *events = samples.lines
    for _ in range(500 * TIMES):
        reader.bad(
            reader.batch,
            samples.signed([bad_files.spoilt_json(header, draw), *events]),
            may_pass=True,
        )
        place = draw.randrange(len(events))
        others = [*events]
        others[place] = bad_files.spoilt_json(events[place], draw)
        reader.bad(reader.batch, samples.signed([header, *others]))
        lines = bad_files.spoilt(b"\n".join(samples.lines), draw).split(b"\n")
        if lines != samples.lines:
            reader.bad(reader.batch, samples.signed(lines), may_pass=True)
    for deep in bad_files.deep_json():
        for lines in (
            [deep, *events],
            [header, deep, *events[1:]],
            [
                header,
                events[0].replace(b'{"concern"', b'{"a":' + deep + b',"concern"'),
                *events[1:],
            ],
        ):
            reader.bad(reader.batch, samples.signed(lines))
    for end in (b"\r\n", b"", b"\n\n", b"\0\n"):
        reader.bad(reader.batch, samples.signed(samples.lines, end))


def requests(reader, draw):
    samples = reader.samples
    body = samples.request()[68:]
    good = {
        "desk": DESK,
        "format": 1,
        "name": "Empfang 1",
        "public_key": samples.key.public,
        "town": "marl",
    }
    for _ in range(300 * TIMES):
        data = frame(FileKind.REQUEST, "0" * 32, bad_files.spoilt(body, draw))
        if data[68:] != body:
            reader.bad(reader.request, data)
        data = frame(FileKind.REQUEST, "0" * 32, bad_files.spoilt_json(body, draw))
        reader.bad(reader.request, data)
    for name in good:
        for value in (
            None,
            True,
            0,
            2,
            -1,
            "",
            "x" * 9000,
            [],
            {},
            "\x00",
            "\u202e",
            "../..",
            10**30,
        ):
            if good[name] != value:
                reader.bad(reader.request, samples.requested(good | {name: value}))
    for deep in bad_files.deep_json():
        reader.bad(reader.request, frame(FileKind.REQUEST, "0" * 32, deep))


def archives(reader, _):
    for data in bad_files.odd_archives(reader.samples):
        reader.bad(reader.release, data, may_pass=True)


def what_an_archive_holds(reader, draw):
    """Members spoilt with right checksums: metadata, roots, targets, the hint."""
    good = reader.samples.release()
    members = sorted(bad_files.read_archive(good))
    for _ in range(25 * TIMES):
        for name in members:
            content = bad_files.read_archive(good)[name]
            data = bad_files.repacked(good, name, bad_files.spoilt(content, draw))
            reader.bad(reader.release, data, may_pass=True)
    for deep in bad_files.deep_json():
        for name in members:
            data = bad_files.repacked(good, name, deep)
            reader.bad(reader.release, data, may_pass=name == "1.root.json")


def targets_an_office_signed_but_no_program_wrote(reader, _):
    for data in bad_files.odd_targets():
        reader.bad(lambda packed: list(unpack(packed)), data)


def what_inflates_is_bounded_in_memory(reader, _):
    """200 MB behind 200 KB; reading stops at the limit, however much would come."""
    samples = reader.samples
    for byte in (b"\n", b"a"):
        data = samples.sealed(bad_files.inflating(200_000_000, byte))
        assert len(data) < 300_000
        tracemalloc.start()
        reader.bad(reader.batch, data)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 10_000_000


def more_events_than_a_batch_may_carry(reader, _):
    """A desk that lies about the number does not keep the office busy."""
    line = b'{"id":"%032x","kind":"contact","p":"%s","seq":%d}'
    lines = [
        reader.samples.header.line().replace(b'"to":3', b'"to":900000'),
        *(line % (seq, b"0" * 64, seq) for seq in range(1, 900_001)),
    ]
    reader.bad(reader.batch, reader.samples.signed(lines))


PARTS = (
    cut_at_every_byte,
    every_byte_flipped,
    the_seal,
    what_is_sealed,
    signed_lines_that_are_none,
    requests,
    archives,
    what_an_archive_holds,
    targets_an_office_signed_but_no_program_wrote,
    what_inflates_is_bounded_in_memory,
    more_events_than_a_batch_may_carry,
)


def test_ten_thousand_bad_files():
    """One test, for the count and the longest time are over all of them."""
    reader, draw = Reader(), random.Random(SEED)
    for part in PARTS:
        part(reader, draw)
    assert reader.longest < LONGEST_S
    assert reader.count >= AT_LEAST
    print(f"{reader.count} bad files, {reader.passed} say the same as a good one")
    print(f"longest {reader.longest:.2f} s; {dict(reader.refused.most_common())}")
