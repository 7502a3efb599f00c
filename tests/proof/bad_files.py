"""Batches, requests and releases that are broken at one layer and sound at all those outside it."""

import gzip
import hashlib
import io
import json
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lotse_desk.sync.archive import read_archive, write_archive
from lotse_desk.sync.batch_header import BatchHeader
from lotse_desk.sync.batch_writer import BATCH_CONTEXT, write_batch
from lotse_desk.sync.canonical import canonical
from lotse_desk.sync.enrolment import REQUEST_CONTEXT, EnrolmentRequest, write_request
from lotse_desk.sync.events import Event, genesis, link
from lotse_desk.sync.frame import FileKind, frame
from lotse_desk.sync.keys import SigningKey, seal
from lotse_desk.sync.release_writer import RoleKeys, write_release, write_root
from lotse_desk.sync.targets import pack
from tests.proof.sample_events import new_event

OFFICE, DESK, INCARNATION = "0f" * 16, "d1" * 16, "11" * 16
CONTACT = {"concern": "way", "topics": ["wohngeld"], "language": "uk", "week": "2026-W48"}
DEEP = 100_000
STRANGE = (
    *("null", "true", "-1", "0", "1e5", "1.5", "NaN", "Infinity", "-0", '""', '"x"', "[]", "{}"),
    *("9" * 17, "9" * 5000, "18446744073709551616", '"\\ud800"', '"\\u0000"', '"\\u202e"', "[[]]"),
    *('"' + "a" * 70_000 + '"', '{"a":1,"a":2}', '"\\ud83d\\ude00"', "01", '"é"', "tru", '"'),
)
"""Pieces of JSON to stand where something else stood."""


@dataclass(frozen=True)
class Samples:
    """Good files of one enrolled desk and its office, to be spoilt."""

    recipient: str
    key: SigningKey
    root: SigningKey
    release_key: SigningKey
    events: tuple[Event, ...]
    office: str = OFFICE
    desk: str = DESK

    @classmethod
    def make(cls, recipient: str) -> "Samples":
        events = tuple(new_event(seq, "contact", CONTACT) for seq in range(1, 4))
        keys = (SigningKey.generate() for _ in range(3))
        return cls(recipient, *keys, events)

    @property
    def header(self) -> BatchHeader:
        head = genesis(INCARNATION)
        for event in self.events:
            head = link(head, event)
        return BatchHeader(
            office=self.office,
            desk=self.desk,
            incarnation=INCARNATION,
            previous=None,
            number=1,
            first=1,
            last=len(self.events),
            before=genesis(INCARNATION).hex(),
            after=head.hex(),
            release=0,
            office_incarnation=None,
            counts={"contact": len(self.events)},
        )

    @property
    def lines(self) -> list[bytes]:
        return [self.header.line(), *(event.line() for event in self.events)]

    def batch(self) -> bytes:
        return write_batch(self.header, self.events, self.key, (self.recipient,))

    def sealed(self, plain: bytes) -> bytes:
        return frame(FileKind.BATCH, self.office, seal(plain, (self.recipient,)))

    def signed(self, lines: list[bytes], end: bytes = b"\n") -> bytes:
        """A batch of any lines, rightly signed by the enrolled desk."""
        body = b"".join(line + end for line in lines)
        signature = self.key.sign(BATCH_CONTEXT, hashlib.sha512(body).digest())
        trailer = canonical({"by": self.desk, "signature": signature}) + b"\n"
        return self.sealed(zlib.compress(body + trailer, 1))

    def request(self) -> bytes:
        asked = EnrolmentRequest(DESK, self.key.public, "marl", "Empfang 1")
        return write_request(asked, self.key)

    def requested(self, body: dict[str, object]) -> bytes:
        """A request of any content, signed with its own key."""
        try:
            said = canonical(body)
        except ValueError:
            said = json.dumps(body).encode()
        body["signature"] = self.key.sign(REQUEST_CONTEXT, said)
        return frame(FileKind.REQUEST, "0" * 32, json.dumps(body, separators=(",", ":")).encode())

    def release(self, number: int = 2, **targets: bytes) -> bytes:
        root = write_root(1, RoleKeys((self.root.public,), self.release_key.public), [self.root])
        about = {"format": 1, "office": OFFICE, "release": number}
        packed = {"release": pack([about]), "receipts": pack([]), "desks": pack([])} | targets
        return write_release(number, [root], packed, [self.release_key], office=OFFICE)


def cut(data: bytes, step: int = 1) -> Iterator[bytes]:
    """Every beginning of a file."""
    return (data[:length] for length in range(0, len(data), step))


def flipped(data: bytes, step: int = 1, first: int = 0) -> Iterator[bytes]:
    """The file with one bit turned, at one place after another."""
    for place in range(first, len(data), step):
        yield data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :]


def spoilt(data: bytes, draw: random.Random) -> bytes:
    """Some bytes replaced, left out, doubled or put in, at one to four places."""
    text = bytearray(data)
    for _ in range(draw.randint(1, 4)):
        place = draw.randrange(len(text) + 1)
        end = min(len(text), place + draw.choice((0, 1, 1, 2, 8, 40)))
        text[place:end] = draw.choice(
            (
                draw.randbytes(draw.randint(0, 6)),
                bytes(text[place:end]) * 2,
                draw.choice(STRANGE).encode(errors="replace")[:200],
                b"",
            )
        )
    return bytes(text)


def spoilt_json(line: bytes, draw: random.Random) -> bytes:
    """A JSON object in which a value, a name or the spelling is another."""
    value = json.loads(line)
    path = value
    while isinstance(path, dict) and draw.random() < 0.4:
        deeper = [one for one in path.values() if isinstance(one, dict) and one]
        if not deeper:
            break
        path = draw.choice(deeper)
    name = draw.choice(sorted(path))
    match draw.randrange(4):
        case 0:
            del path[name]
        case 1:
            path[name + draw.choice(("", "x", " "))] = "here"
        case _:
            path[name] = "here"
    text = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return text.replace('"here"', draw.choice(STRANGE), 1).encode("utf-8", "replace")


def deep_json() -> Iterator[bytes]:
    """Values nested beyond all reason."""
    yield b"[" * DEEP + b"]" * DEEP
    yield b'{"a":' * DEEP + b"1" + b"}" * DEEP
    yield b"[" * DEEP


def odd_archives(samples: Samples) -> Iterator[bytes]:
    """ZIP files whose directory lies, repeats itself or holds what no release has."""
    good = samples.release()
    members = read_archive(good)
    for name in sorted(members):
        yield write_archive({one: data for one, data in members.items() if one != name})
        yield write_archive(members | {name: b""})
        yield write_archive(members | {name: members[name][: len(members[name]) // 2]})
        yield write_archive(members | {name: members[name] + b"x"})
    for name in (
        "../x.jsonl.gz",
        "/x.jsonl.gz",
        "a\\b.json",
        "x.exe",
        "x.jsonl.gz\0.exe",
        "ü.json",
    ):
        yield _added(good, name, b"x")
    yield _added(good, "targets.json", members["targets.json"])
    yield _many_members(good, 1000)
    yield _overlapping(good)
    yield _added(good, "bomb.jsonl.gz", b"\0" * (50 * 1024 * 1024), zipfile.ZIP_DEFLATED)
    yield _added(good, "packed.jsonl.gz", b"x" * 5000, zipfile.ZIP_BZIP2)
    yield _added(good, "packed.jsonl.gz", b"x" * 5000, zipfile.ZIP_LZMA)
    yield good + good
    yield good[:-22] + b"\0" * 22
    for place in range(len(good) - 22, len(good)):
        for byte in (0x00, 0x7F, 0xFF):
            yield good[:place] + bytes([byte]) + good[place + 1 :]
    begin = good.index(b"PK\1\2")
    for place in range(begin, len(good) - 22):
        yield good[:place] + bytes([good[place] ^ 0xFF]) + good[place + 1 :]


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with another content of one member; its checksums are right."""
    return write_archive(read_archive(data) | {name: content})


def odd_targets() -> Iterator[bytes]:
    """Targets that do not unpack to records."""
    for content in (b"\n", b"null\n", b"[]\n", b'{"a":NaN}\n', b'{"a":1}', b"\xff\n", b"{\n"):
        yield gzip.compress(content, mtime=0)
    for content in deep_json():
        yield gzip.compress(content + b"\n", mtime=0)
        yield gzip.compress(b'{"a":' + content + b"}\n", mtime=0)
    yield gzip.compress(b'{"a":' + b"9" * 100_000 + b"}\n", mtime=0)
    yield gzip.compress(b'{"a":"' + b"x" * (5 * 1024 * 1024) + b'"}\n', mtime=0)
    yield gzip.compress(b'{"a":1}\n' * 3, mtime=0)[:-6]
    yield b"no gzip"
    yield b""


def inflating(size: int, byte: bytes = b"\n") -> bytes:
    """A zlib stream of `size` equal bytes."""
    packer = zlib.compressobj(6)
    block = byte * 1_000_000
    packed = b"".join(packer.compress(block) for _ in range(size // len(block)))
    return packed + packer.flush()


def _added(data: bytes, name: str, content: bytes, packing: int = zipfile.ZIP_STORED) -> bytes:
    target = io.BytesIO(data)
    with warnings.catch_warnings(), zipfile.ZipFile(target, "a", packing) as opened:
        warnings.simplefilter("ignore")  # it warns of names that are there already
        info = zipfile.ZipInfo("placeholder")
        info.filename, info.compress_type = name, packing
        opened.writestr(info, content)
    return target.getvalue()


def _many_members(data: bytes, count: int) -> bytes:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as opened:
        for number in range(count):
            opened.writestr(f"x{number}.jsonl.gz", b"")
    return target.getvalue()


def _overlapping(data: bytes) -> bytes:
    """A directory with a second name for the bytes of a member."""
    end = data.rindex(b"PK\5\6")
    count, size, begin = struct.unpack("<HII", data[end + 10 : end + 20])
    directory = data[begin : begin + size]
    entry = directory[directory.rindex(b"PK\1\2") :]
    name_length = struct.unpack("<H", entry[28:30])[0]
    doubled = entry[:46] + b"z" * (name_length - 9) + b".jsonl.gz" + entry[46 + name_length :]
    closing = struct.pack("<HHII", count + 1, count + 1, size + len(doubled), begin)
    return data[:end] + doubled + data[end : end + 8] + closing + data[end + 20 :]
