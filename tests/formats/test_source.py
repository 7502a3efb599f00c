import io
import stat
import zipfile

import pytest

from lotse_desk.domain.faults import TooLarge, Unreadable
from lotse_desk.formats.source import DEFAULT_BOUNDS, Bounds, Entry, feed_of_files, feed_of_zip


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    stream.seek(0)
    return stream


def reason_of(stream: io.BytesIO, bounds: Bounds = DEFAULT_BOUNDS) -> str:
    with pytest.raises(Unreadable) as caught:
        feed_of_zip("a.zip", stream, bounds)
    return caught.value.reason


def test_a_zip_is_read_without_the_folder_it_was_packed_in() -> None:
    feed = feed_of_zip("a.zip", packed({"export/services.csv": b"id,name\n1,x\n"}))
    assert [file.name for file in feed.files] == ["services.csv"]


@pytest.mark.parametrize(
    "name", ["../a.csv", "/etc/a.csv", "C:/a.csv", "a\\..\\b.csv", "x/../../a.csv"]
)
def test_paths_that_lead_out_of_the_archive_are_refused(name: str) -> None:
    stream = packed({"ok.csv": b"id\n1\n", "filler": b""})
    with zipfile.ZipFile(stream, "a") as archive:
        info = zipfile.ZipInfo("placeholder")
        info.filename = name
        archive.writestr(info, b"id\n1\n")
    stream.seek(0)
    assert reason_of(stream) == "unsafe-archive"


def test_a_link_in_an_archive_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("services.csv")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/hostname")
    stream.seek(0)
    assert reason_of(stream) == "unsafe-archive"


def test_a_bomb_is_stopped_by_its_ratio_before_it_fills_the_memory() -> None:
    stream = packed({"services.csv": b"a" * (64 << 20)})
    with pytest.raises(TooLarge):
        feed_of_zip("a.zip", stream)


def test_the_sum_of_all_files_is_bounded() -> None:
    files = {f"{number}.csv": bytes(range(256)) * 8 for number in range(10)}
    with pytest.raises(TooLarge):
        feed_of_zip("a.zip", packed(files), Bounds(total_size=10_000))


def test_too_many_files_are_refused() -> None:
    files = {f"{number}.csv": b"id\n" for number in range(5)}
    assert reason_of(packed(files), Bounds(files=4)) == "too-many-files"
    entries = [Entry(name, lambda: io.BytesIO(b"id\n")) for name in files]
    with pytest.raises(Unreadable):
        feed_of_files("folder", entries, Bounds(files=4))


def test_a_torn_archive_is_damaged() -> None:
    whole = packed({"services.csv": b"id,name\n" * 1000}).getvalue()
    assert reason_of(io.BytesIO(whole[: len(whole) // 2])) == "damaged-archive"
    middle = len(whole) // 3
    bent = whole[:middle] + bytes(byte ^ 0xFF for byte in whole[middle : middle + 4])
    assert reason_of(io.BytesIO(bent + whole[middle + 4 :])) == "damaged-archive"


def test_an_archive_in_an_archive_is_reported_and_stays_closed() -> None:
    feed = feed_of_zip("a.zip", packed({"services.csv": b"id\n1\n", "more.zip": b"PK"}))
    assert [file.name for file in feed.files] == ["services.csv"]
    assert [problem.where for problem in feed.skipped] == ["more.zip"]


def test_a_member_without_a_name_is_a_damaged_archive() -> None:
    content = packed({"a": b"id\n1\n"}).getvalue()
    start = content.index(b"PK\x01\x02")
    nameless = bytearray(content)
    nameless[start + 28 : start + 30] = b"\x00\x00"
    nameless[start + 30 : start + 32] = b"\x01\x00"
    assert reason_of(io.BytesIO(bytes(nameless))) == "damaged-archive"
