"""Keys copied from paper by hand, and files that hold keys."""

import hashlib
import os
import re
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.domain.exchange_faults import (
    KeysOnExchangeMedium,
    KeysThereAlready,
    KeyUnreadable,
    TypedKeyWrong,
)
from lotse_desk.domain.faults import DiskFailure, Unreadable
from lotse_desk.domain.slip_codes import ALPHABET
from lotse_desk.sync import key_files
from lotse_desk.sync.frame import FileKind, frame, new_name
from lotse_desk.sync.key_files import (
    file_content,
    lines_of,
    read_key,
    read_seal_identity,
    read_signing_key,
    refuse_exchange_medium,
    write_secrets,
)
from lotse_desk.sync.keys import SealIdentity, SigningKey
from lotse_desk.sync.typed_keys import TypedKind, parse_typed, typed_lines

SECRET = bytes(range(32))
DOCUMENT = Path(__file__).parents[2] / "docs" / "formats" / "exchange.md"
LINES = tuple(
    re.search(r"^```typed-key\n(.*?)^```", DOCUMENT.read_text("utf-8"), re.M | re.S)[1].splitlines()
)


@given(st.binary(min_size=32, max_size=32), st.sampled_from(TypedKind))
def test_a_typed_key_is_the_key(secret, kind):
    lines = typed_lines(kind, secret)
    assert [[len(group) for group in line.split(" ")] for line in lines] == [[4, 4, 4, 4, 1]] * 4
    for text in (
        "\n".join(lines),
        "\r\n\r\n".join(f" {n})  {line.lower()} " for n, line in enumerate(lines, 1)),
        "\n".join(line.replace(" ", "-") for line in lines),
        "\n".join(f"{n}. {line.replace(' ', '')}" for n, line in enumerate(lines, 1)),
    ):
        assert parse_typed(text, "f") == (kind, secret)


def test_the_lines_of_the_document_are_those_of_the_key():
    assert typed_lines(TypedKind.SIGNING, SECRET) == LINES


def test_the_lines_of_the_document_by_hand():
    digits = "34679ACDEFGHJKMNPRTUVWX"
    value = 0
    for number, line in enumerate(LINES, start=1):
        *body, check = (digits.index(c) for c in line.replace(" ", ""))
        weighted = sum(weight * digit for weight, digit in enumerate([number, *body], start=2))
        assert (weighted + check) % 23 == 0
        for digit in body:
            value = value * 23 + digit
    data = value.to_bytes(36, "big")
    assert data[:33] == b"S" + SECRET
    assert data[33:] == hashlib.sha256(data[:33]).digest()[:3]


@given(st.binary(min_size=32, max_size=32), st.data())
def test_one_wrong_character_names_its_line(secret, data):
    lines = [line.replace(" ", "") for line in typed_lines(TypedKind.OPENING, secret)]
    number = data.draw(st.integers(0, 3))
    place = data.draw(st.integers(0, 16))
    line = lines[number]
    other = data.draw(st.sampled_from([c for c in ALPHABET + "018ÄY" if c != line[place]]))
    lines[number] = line[:place] + other + line[place + 1 :]
    with pytest.raises(TypedKeyWrong) as wrong:
        parse_typed("\n".join(lines), "f")
    assert wrong.value.line == number + 1
    assert wrong.value.group in (place // 4 + 1, 0)
    if other in ALPHABET:
        assert wrong.value.group == place // 4 + 1


def test_a_group_with_a_character_too_many_or_too_few_is_named():
    for typed, group in (("VXJT 6M34X", 2), ("VXJ 6M34", 1)):
        lines = list(LINES)
        first = lines[2].split(" ")
        lines[2] = " ".join([*typed.split(" "), *first[2:]])
        with pytest.raises(TypedKeyWrong) as wrong:
            parse_typed("\n".join(lines), "f")
        assert (wrong.value.line, wrong.value.group) == (3, group)


def test_all_four_may_stand_in_one_line():
    assert parse_typed("-".join(LINES).lower(), "f") == parse_typed("\n".join(LINES), "f")


@given(st.binary(min_size=32, max_size=32), st.data())
def test_neighbours_that_changed_places_name_their_line(secret, data):
    lines = [line.replace(" ", "") for line in typed_lines(TypedKind.SIGNING, secret)]
    number, place = data.draw(st.integers(0, 3)), data.draw(st.integers(0, 14))
    line = lines[number]
    lines[number] = line[:place] + line[place + 1] + line[place] + line[place + 2 :]
    if lines[number] == line:
        assert parse_typed("\n".join(lines), "f")[1] == secret
        return
    with pytest.raises(TypedKeyWrong) as wrong:
        parse_typed("\n".join(lines), "f")
    assert wrong.value.line == number + 1


def test_lines_in_another_order_missing_or_of_two_keys():
    lines = list(LINES)
    for text in ("\n".join(lines[:3]), "\n".join([*lines, lines[0]]), ""):
        with pytest.raises(TypedKeyWrong) as wrong:
            parse_typed(text, "f")
        assert wrong.value.line == 0
    with pytest.raises(TypedKeyWrong) as wrong:
        parse_typed("\n".join([lines[1], lines[0], *lines[2:]]), "f")
    assert wrong.value.line == 1
    mixed = [*typed_lines(TypedKind.SIGNING, bytes(32))[:2], *lines[2:]]
    with pytest.raises(TypedKeyWrong) as wrong:
        parse_typed("\n".join(mixed), "f")
    assert wrong.value.line == 0


@pytest.mark.parametrize("key", [SigningKey.generate(), SealIdentity.generate()])
def test_a_key_file_may_be_pem_age_or_typed(tmp_path, key):
    path = tmp_path / "key.txt"
    for content in (
        file_content(key),
        b"\xef\xbb\xbf" + file_content(key) + b"\n\n",
        "\n".join(lines_of(key)).encode(),
        "\r\n".join(lines_of(key)).lower().encode("utf-8-sig"),
    ):
        path.write_bytes(content)
        assert read_key(path) == key
    other = read_seal_identity if isinstance(key, SigningKey) else read_signing_key
    with pytest.raises(KeyUnreadable):
        other(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no key at all",
        b"\xff\xfe\x00",
        b"-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----",
        b"AGE-SECRET-KEY-1QQQ",
        b"4" * 20_000,
    ],
)
def test_files_that_hold_no_key(tmp_path, content):
    path = tmp_path / "key.txt"
    path.write_bytes(content)
    with pytest.raises(KeyUnreadable):
        read_key(path)


def test_no_file_is_no_key(tmp_path):
    with pytest.raises(KeyUnreadable):
        read_key(tmp_path)
    with pytest.raises(Unreadable):
        read_key(tmp_path / "missing")


def test_secrets_are_written_once_and_for_one_person(tmp_path):
    folder = tmp_path / "made" / "here"
    paths = write_secrets(folder, {"a": b"1", "b": b"2"})
    assert [path.read_bytes() for path in paths] == [b"1", b"2"]
    if os.name == "posix":
        assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    with pytest.raises(KeysThereAlready):
        write_secrets(folder, {"c": b"3", "b": b"4"})
    (folder / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(KeysThereAlready):
        write_secrets(folder, {"dangling": b"5"})
    assert sorted(path.name for path in folder.iterdir()) == ["a", "b", "dangling"]
    assert not (tmp_path / "nowhere").exists()


def test_secrets_come_all_or_none(tmp_path, monkeypatch):
    written = []

    def failing(path, data, mode):
        if len(written) == 1:
            raise OSError(5, "input/output error")
        written.append(path)
        path.write_bytes(data)

    monkeypatch.setattr(key_files, "write_new", failing)
    with pytest.raises(DiskFailure):
        write_secrets(tmp_path / "safe", {"a": b"1", "b": b"2"})
    assert list((tmp_path / "safe").iterdir()) == []


def test_a_stick_that_goes_round_takes_no_keys(tmp_path):
    stick, home = tmp_path / "stick", tmp_path
    for folder in (stick, stick / "safe", stick / "deep" / "er", tmp_path / "new" / "one"):
        folder.mkdir(parents=True)
        refuse_exchange_medium(folder, home)
    data = frame(FileKind.BATCH, "0f" * 16, b"body")
    (stick / new_name(FileKind.BATCH)).write_bytes(data)
    for folder in (stick, stick / "safe", stick / "deep" / "er", stick / "not" / "there"):
        with pytest.raises(KeysOnExchangeMedium):
            refuse_exchange_medium(folder, home)
    refuse_exchange_medium(tmp_path / "new", home)
    other = tmp_path / "other" / "sub"
    other.mkdir(parents=True)
    (other / "renamed.bin").write_bytes(data)
    refuse_exchange_medium(tmp_path / "other", home, below=False)
    with pytest.raises(KeysOnExchangeMedium):
        refuse_exchange_medium(tmp_path / "other", home)


def test_another_medium_is_looked_through_as_a_whole(tmp_path, monkeypatch):
    stick = tmp_path / "stick"
    for folder in (stick / "keys", stick / "exchange", tmp_path / "home"):
        folder.mkdir(parents=True)
    name = new_name(FileKind.BATCH)
    (stick / "exchange" / name).write_bytes(frame(FileKind.BATCH, "0f" * 16, b"body"))
    refuse_exchange_medium(stick / "keys", tmp_path / "home")
    stat_of = type(tmp_path).stat

    def on_a_stick(self, **options):
        facts = stat_of(self, **options)
        if not self.is_relative_to(stick):
            return facts
        return os.stat_result((*facts[:2], facts.st_dev + 1, *facts[3:10]))

    monkeypatch.setattr(type(tmp_path), "stat", on_a_stick)
    monkeypatch.setattr(os.path, "ismount", lambda path: str(path) in (str(stick), "/"))
    with pytest.raises(KeysOnExchangeMedium):
        refuse_exchange_medium(stick / "keys", tmp_path / "home")
