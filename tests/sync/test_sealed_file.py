"""Files sealed to a recovery key: cut, flipped, of another key, and torn while they are written."""

import datetime as dt
import errno
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotse_desk.domain.exchange_faults import (
    FileIncomplete,
    FileNotOurs,
    FileRefused,
    FileTooNew,
    ReadBackDiffers,
    SealUnopened,
)
from lotse_desk.domain.faults import Unreadable
from lotse_desk.sync import sealed_file
from lotse_desk.sync.frame import kind_of
from lotse_desk.sync.keys import SealIdentity, key_number
from lotse_desk.sync.sealed_file import (
    HEAD_LENGTH,
    SealedFor,
    looks_sealed,
    seal_file,
    sealed_head,
    unseal_file,
)

DAY = dt.date(2026, 11, 23)
KEY = SealIdentity.generate()
NUMBER = key_number(KEY.recipient)
FOR = SealedFor("0123abcd", "deadbeef", DAY, KEY.recipient, NUMBER, DAY)
CONTENT = bytes(range(256)) * 1024  # four blocks of age


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("sealed")
    (folder / "plain").write_bytes(CONTENT)
    seal_file(folder / "plain", folder / "sealed", FOR)
    return (folder / "sealed").read_bytes()


def put(folder: Path, data: bytes) -> Path:
    path = folder / "file.sealed"
    path.write_bytes(data)
    return path


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200_000), day=st.none() | st.dates())
def test_what_was_sealed_comes_back(tmp_path: Path, content: bytes, day: dt.date | None) -> None:
    for name in ("plain", "sealed", "opened"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "plain").write_bytes(content)
    wanted = SealedFor("0123abcd", "deadbeef", DAY, KEY.recipient, NUMBER, day)
    seal_file(tmp_path / "plain", tmp_path / "sealed", wanted)
    head = unseal_file(tmp_path / "sealed", tmp_path / "opened", KEY)
    assert (tmp_path / "opened").read_bytes() == content
    assert (head.sender, head.copy_of, head.made_on) == ("0123abcd", "deadbeef", DAY)
    assert (head.paper, head.paper_day) == (NUMBER, day)
    assert head == sealed_head(tmp_path / "sealed")
    assert (tmp_path / "sealed").stat().st_mode & 0o077 == 0


def test_the_exchange_does_not_take_it_for_its_own(sealed: bytes, tmp_path: Path) -> None:
    assert kind_of(sealed) is None
    assert looks_sealed(put(tmp_path, sealed))
    assert not looks_sealed(put(tmp_path, CONTENT))
    with pytest.raises(FileNotOurs):
        sealed_head(put(tmp_path, CONTENT))
    with pytest.raises(FileTooNew):
        sealed_head(put(tmp_path, sealed[:7] + b"2" + sealed[8:]))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_cut_or_flipped_anywhere_nothing_comes_out(
    sealed: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    end = data.draw(st.integers(0, len(sealed) - 1) | st.integers(0, HEAD_LENGTH + 300))
    if data.draw(st.booleans()):
        bad = sealed[:end]
    else:
        bit = 1 << data.draw(st.integers(0, 7))
        bad = sealed[:end] + bytes([sealed[end] ^ bit]) + sealed[end + 1 :]
    (tmp_path / "opened").unlink(missing_ok=True)
    with pytest.raises(FileRefused):
        unseal_file(put(tmp_path, bad), tmp_path / "opened", KEY)
    assert not (tmp_path / "opened").exists()


def test_a_longer_file_and_another_key(sealed: bytes, tmp_path: Path) -> None:
    with pytest.raises(FileIncomplete):
        sealed_head(put(tmp_path, sealed + b"x"))
    with pytest.raises(SealUnopened):
        unseal_file(put(tmp_path, sealed), tmp_path / "opened", SealIdentity.generate())
    assert not (tmp_path / "opened").exists()


def test_a_stream_changed_together_with_its_head_is_no_stream_of_age(
    sealed: bytes, tmp_path: Path
) -> None:
    path = put(tmp_path, sealed)
    head = sealed_head(path)
    stream = bytearray(sealed[HEAD_LENGTH:])
    stream[-40] ^= 1
    digest = sealed_file.hashlib.sha256(stream).digest()
    forged = sealed_file.SealedHead(**{**vars(head), "digest": digest})
    with pytest.raises(FileIncomplete):
        unseal_file(put(tmp_path, forged.packed() + stream), tmp_path / "opened", KEY)
    assert not (tmp_path / "opened").exists()


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(CONTENT)
    (tmp_path / "sealed").write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        seal_file(tmp_path / "plain", tmp_path / "sealed", FOR)
    assert (tmp_path / "sealed").read_bytes() == b"theirs"


def test_the_systems_own_error_comes_through_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plain").write_bytes(CONTENT)

    class Full(io.BufferedWriter):
        def write(self, data: object) -> int:
            if self.tell() > 100_000:
                raise OSError(errno.ENOSPC, "full")
            return super().write(data)  # type: ignore[arg-type]

    real = sealed_file.os.fdopen
    monkeypatch.setattr(
        sealed_file.os,
        "fdopen",
        lambda handle, mode: Full(io.FileIO(handle, "w")) if mode == "wb" else real(handle, mode),
    )
    with pytest.raises(OSError, match="full") as full:
        seal_file(tmp_path / "plain", tmp_path / "sealed", FOR)
    assert full.value.errno == errno.ENOSPC
    assert not (tmp_path / "sealed").exists()


def test_read_back_differently_is_said_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plain").write_bytes(CONTENT)
    real = sealed_file.open_found

    def rotten(path: Path) -> int:
        with path.open("r+b") as file:
            file.seek(5000)
            file.write(b"rot")
        return real(path)

    monkeypatch.setattr(sealed_file, "open_found", rotten)
    with pytest.raises(ReadBackDiffers):
        seal_file(tmp_path / "plain", tmp_path / "sealed", FOR)
    assert not (tmp_path / "sealed").exists()


def test_no_recipient_makes_no_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(CONTENT)
    with pytest.raises(Unreadable):
        seal_file(
            tmp_path / "plain",
            tmp_path / "sealed",
            SealedFor("0123abcd", "deadbeef", DAY, "age1none", NUMBER, DAY),
        )
    assert not (tmp_path / "sealed").exists()
