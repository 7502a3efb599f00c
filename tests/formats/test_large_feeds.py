"""Memory grows with what a feed holds for us, never with the file; bounds end in typed faults."""

import json
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import pytest

from lotse_desk.domain.faults import TooLarge, Unreadable
from lotse_desk.formats.csv_reading import MAX_LINE, open_csv
from lotse_desk.formats.integreat import read_integreat
from lotse_desk.formats.json_streaming import MAX_MEMBER, JsonStream, first_members
from lotse_desk.formats.reading import read_feed
from lotse_desk.formats.source import MAX_WHOLE, Feed, SourceFile
from lotse_desk.formats.xml_streaming import XmlStream

MakeFile = Callable[[str, Callable[[], Iterable[bytes]]], SourceFile]
MIB = 1 << 20
TEXT = "Beratung und Hilfe " * 25
KINDS = ("csv", "list", "object", "lines", "xml")


def pieces(kind: str, size: int) -> Iterator[bytes]:
    """A feed of about so many bytes."""
    before, between, after = {
        "csv": ("id,name,description\n", "", ""),
        "list": ("[", ",", "]"),
        "object": ('{"version": "3.1", "services": [', ",", "]}"),
        "lines": ("", "\n", ""),
        "xml": ("<Source>", "", "</Source>"),
    }[kind]
    yield before.encode()
    written = number = 0
    while written < size:
        record = {"id": str(number), "name": f"Dienst {number}", "description": TEXT}
        if kind == "csv":
            line = ",".join(record.values()) + "\n"
        elif kind == "xml":
            line = (
                f"<Agency><Key>{number}</Key><AgencyDescription>{TEXT}</AgencyDescription></Agency>"
            )
        else:
            line = (between if number else "") + json.dumps(record)
        yield line.encode()
        written += len(line)
        number += 1
    yield after.encode()


def members_of(kind: str, file: SourceFile) -> int:
    if kind == "csv":
        return sum(1 for _ in open_csv(file).rows)
    if kind == "xml":
        return sum(1 for _ in XmlStream(file, frozenset({"Agency"})))
    document = JsonStream(file)
    return sum(1 for _ in (document.members_of_lists() if kind == "object" else document.members()))


def peak_of(kind: str, file: SourceFile) -> int:
    tracemalloc.start()
    assert members_of(kind, file) > 100
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.parametrize("kind", KINDS)
def test_eight_times_the_file_takes_no_more_memory(made_file: MakeFile, kind: str) -> None:
    small, large = (
        peak_of(kind, made_file("services", partial(pieces, kind, size)))
        for size in (MIB // 2, 4 * MIB)
    )
    assert large < small * 1.5 + MIB


@pytest.mark.night
@pytest.mark.parametrize("kind", KINDS)
def test_two_hundred_megabytes_are_read_in_a_few(made_file: MakeFile, kind: str) -> None:
    assert peak_of(kind, made_file("services", partial(pieces, kind, 200 * MIB))) < 16 * MIB


def test_what_nobody_takes_is_not_held(made_file: MakeFile) -> None:
    def wide() -> Iterator[bytes]:
        yield b"id,name,Sternzeichen\n"
        for number in range(400):
            yield f"{number},Dienst,{TEXT * 100}\n".encode()

    file = made_file("services.csv", wide)
    tracemalloc.start()
    imported = read_feed(Feed("x", (file,)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (imported.landed, imported.rows) == (400, 400)
    assert peak < 8 * MIB < 400 * len(TEXT) * 100


@pytest.mark.parametrize("kind", ["list", "object"])
def test_a_member_without_end_is_too_large(made_file: MakeFile, kind: str) -> None:
    def endless() -> Iterator[bytes]:
        yield b'[{"name": "' if kind == "list" else b'{"name": "'
        yield from (b"x" * MIB for _ in range((MAX_MEMBER >> 20) * 3))
        yield b'"}]' if kind == "list" else b'"}'

    with pytest.raises(TooLarge):
        JsonStream(made_file("services.json", endless))


def test_a_file_over_its_limit_is_too_large_while_it_is_read() -> None:
    file = SourceFile("services.csv", b"id,name\n" + b"1,a\n" * 100, limit=50)
    with pytest.raises(TooLarge):
        read_feed(Feed("x", (file,)))


def test_a_format_that_needs_the_file_whole_has_a_smaller_limit(made_file: MakeFile) -> None:
    def large() -> Iterator[bytes]:
        yield b"[]"
        yield from (b" " * MIB for _ in range((MAX_WHOLE >> 20) + 1))

    with pytest.raises(TooLarge):
        read_integreat(Feed("x", (made_file("pages.json", large),)))


def test_a_large_file_is_told_by_its_first_members(made_file: MakeFile) -> None:
    read = 0

    def counted() -> Iterator[bytes]:
        nonlocal read
        for piece in pieces("list", 2 * MIB):
            read += len(piece)
            yield piece

    file = made_file("services.json", counted)
    assert len(list(first_members(file, 5))) == 5
    assert read < 5 * MIB


NESTED = [
    {"id": str(n), "name": f"D{n}", "organization": {"id": "0", "name": f"Stelle {n % 1500}"}}
    for n in range(3000)
]
CHAIN = ["a", *(f"a{'~2' * n}" for n in range(1, 1200)), *("a" for _ in range(40))]


@pytest.mark.parametrize(
    ("name", "content", "landed"),
    [
        ("services.json", json.dumps(NESTED), 4500),
        ("services.csv", "id,name\n" + "".join(f"{k},N{n}\n" for n, k in enumerate(CHAIN)), 1240),
        (
            "all.json",
            "{" + ",".join(f'"services{n}":[{{"id":"{n}"}}]' for n in range(5000)) + "}",
            5000,
        ),
        (
            "a.xml",
            "<Source><Agency><Key>1</Key>"
            + "".join(f"<x{n}>y</x{n}>" for n in range(20_000))
            + "</Agency></Source>",
            1,
        ),
    ],
)
def test_feeds_made_to_hurt_take_time_in_proportion(name: str, content: str, landed: int) -> None:
    imported = read_feed(Feed("x", (SourceFile(name, content.encode()),)))
    assert imported.landed == landed
    assert imported.rows == imported.landed + imported.merged + imported.dropped


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"id,name" + b"," * 5000 + b"\n1,a\n", "too-many-columns"),
        (b"id,name\n" + b"," * (MAX_LINE + 10), "cell-too-long"),
    ],
)
def test_tables_too_wide_are_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        open_csv(SourceFile("services.csv", content))
    assert caught.value.reason == reason
