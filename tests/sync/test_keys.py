import os
import stat

import keyring
import keyring.backend
import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.domain.exchange_faults import (
    FileIncomplete,
    FileRefused,
    HeaderInvalid,
    KeyMissing,
    SealUnopened,
    SignatureWrong,
)
from lotse_desk.domain.faults import Unreadable
from lotse_desk.sync.canonical import canonical, read_canonical_object
from lotse_desk.sync.enrolment import (
    EnrolmentRequest,
    is_place_name,
    read_request,
    write_request,
)
from lotse_desk.sync.frame import NO_OFFICE, FileKind, frame
from lotse_desk.sync.key_store import FileKeys, HomeKeys, SystemKeys, home_keys, needed
from lotse_desk.sync.keys import (
    SealIdentity,
    SigningKey,
    fingerprint,
    same_fingerprint,
    seal,
    unseal,
    verify,
)

# RFC 8032, 7.1, TEST 3
SECRET = "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
PUBLIC = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
SIGNATURE = (
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
)


def test_ed25519_vector():
    key = SigningKey(bytes.fromhex(SECRET))
    assert key.public == PUBLIC
    assert key.sign(b"", bytes.fromhex("af82")) == SIGNATURE
    assert key.sign(b"\xaf", b"\x82") == SIGNATURE
    verify(PUBLIC, SIGNATURE, b"", bytes.fromhex("af82"))


@given(st.binary(max_size=64), st.sampled_from(["key", "signature", "context", "message"]))
def test_a_signature_fits_one_key_context_and_message(message, part):
    key = SigningKey.generate()
    given_parts = {
        "key": key.public,
        "signature": key.sign(b"context", message),
        "context": b"context",
        "message": message,
    }
    verify(*given_parts.values())
    other = {
        "key": SigningKey.generate().public,
        "signature": SIGNATURE,
        "context": b"contexts",
        "message": message + b"!",
    }
    with pytest.raises(SignatureWrong):
        verify(*(given_parts | {part: other[part]}).values())


@pytest.mark.parametrize("public", ["", "zz", "00" * 31, "ü"])
def test_a_key_that_is_none(public):
    with pytest.raises(SignatureWrong):
        verify(public, SIGNATURE, b"", b"")


def test_pem_there_and_back():
    key = SigningKey.generate()
    assert SigningKey.from_pem(key.to_pem()) == key
    with pytest.raises(Unreadable):
        SigningKey.from_pem(b"no key")
    assert key.secret.hex() not in repr(key)


def test_seals():
    one, two, three = (SealIdentity.generate() for _ in range(3))
    sealed = seal(b"text", (one.recipient, two.recipient))
    assert unseal(sealed, (three, two)) == b"text"
    with pytest.raises(SealUnopened):
        unseal(sealed, (three,))
    with pytest.raises(Unreadable):
        seal(b"", ("age1nobody",))
    assert one.secret not in repr(one)


# Header of the C2SP age test vectors, file key "YELLOW SUBMARINE" (https://c2sp.org/CCTV/age)
AGE_IDENTITY = "AGE-SECRET-KEY-1XMWWC06LY3EE5RYTXM9MFLAZ2U56JJJ36S0MYPDRWSVLUL66MV4QX3S7F6"
AGE_HEADER = b"""age-encryption.org/v1
-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc
EmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U
-> X25519 ajtqAvDEkVNr2B7zUOtq2mAQXDSBlNrVAuM/dKb5sT4
0evrK/HQXVsQ4YaDe+659l5OQzvAzD2ytLGHQLQiqxg
-> X25519 0qC7u6AbLxuwnM8tPFOWVtWZn/ZZe7z7gcsP5kgA0FI
T/PZg76MmVt2IaLntrxppzDnzeFDYHsHFcnTnhbRLQ8
--- UCthUMrk+aJCkWnzueb2xSnd/zj41r4CrMB5SUcz9nM
"""


def age_payload(text, last=1):
    """One chunk as the age specification says: HKDF of the file key, ChaCha20-Poly1305."""
    nonce = b"\x2a" * 16
    key = HKDF(SHA256(), 32, nonce, b"payload").derive(b"YELLOW SUBMARINE")
    return nonce + ChaCha20Poly1305(key).encrypt(bytes(11) + bytes([last]), text, None)


def test_age_vector():
    identity = SealIdentity(AGE_IDENTITY)
    assert unseal(AGE_HEADER + age_payload(b"Empfang"), (identity,)) == b"Empfang"
    for wrong in (
        AGE_HEADER + age_payload(b"Empfang", last=0),
        AGE_HEADER.replace(b"UCth", b"VCth") + age_payload(b"Empfang"),
        AGE_HEADER + age_payload(b"Empfang")[:-1],
        AGE_HEADER.replace(b"v1", b"v2") + age_payload(b"Empfang"),
    ):
        with pytest.raises(SealUnopened):
            unseal(wrong, (identity,))


def test_fingerprints_can_be_read_out():
    text = fingerprint(b"a", b"bc")
    assert [len(group) for group in text.split(" ")] == [5] * 6
    assert text.replace(" ", "").isdigit()
    assert text != fingerprint(b"ab", b"c")
    assert same_fingerprint(text, text.replace(" ", "-"))
    assert same_fingerprint(text.replace(" ", ""), f" {text}\n")
    for wrong in (text[:-1], text + "0", "", fingerprint(b"a")):
        assert not same_fingerprint(text, wrong)
    assert not same_fingerprint("", "")


def request_of(key, **changes):
    facts = {"desk": "d1" * 16, "public_key": key.public, "town": "marl", "name": "Empfang 1"}
    return EnrolmentRequest(**(facts | changes))


def test_a_request_there_and_back():
    key = SigningKey.generate()
    request = request_of(key)
    assert read_request(write_request(request, key)) == request
    others = [
        request_of(key, town="herten"),
        request_of(key, name="Empfang 2"),
        request_of(key, desk="d2" * 16),
        request_of(SigningKey.generate()),
    ]
    assert request.fingerprint not in {other.fingerprint for other in others}


def test_requests_that_are_refused():
    key = SigningKey.generate()
    data = write_request(request_of(key), key)
    for length in range(0, len(data), 5):
        with pytest.raises(FileIncomplete):
            read_request(data[:length])
    with pytest.raises(SignatureWrong):
        read_request(write_request(request_of(key), SigningKey.generate()))
    body = read_canonical_object(data[68:])
    for name in ("desk", "name", "public_key", "town", "signature", "format"):
        without = canonical({key: value for key, value in body.items() if key != name})
        with pytest.raises(FileRefused):
            read_request(frame(FileKind.REQUEST, NO_OFFICE, without))
    with pytest.raises(SignatureWrong):
        changed = canonical(body | {"town": "herten"})
        read_request(frame(FileKind.REQUEST, NO_OFFICE, changed))
    with pytest.raises(HeaderInvalid):
        read_request(frame(FileKind.REQUEST, NO_OFFICE, b"[]"))


@pytest.mark.parametrize("name", ["", " x", "x" * 81, "a\nb", "a\u202eb", "\x00"])
def test_names_no_place_has(name):
    assert not is_place_name(name)


def test_keys_in_files(tmp_path):
    keys = FileKeys(tmp_path / "keys")
    assert keys.get("desk") is None
    assert keys.place("desk") == "nowhere"
    keys.put("desk", b"one")
    keys.put("desk", b"two")
    assert keys.get("desk") == b"two"
    assert keys.place("desk") == "file"
    if os.name == "posix":
        mode = (tmp_path / "keys" / "desk.key").stat().st_mode
        assert stat.S_IMODE(mode) == 0o600
    keys.delete("desk")
    keys.delete("desk")
    with pytest.raises(KeyMissing):
        needed(keys, "desk")


class MemoryKeyring(keyring.backend.KeyringBackend):
    priority = 5

    def __init__(self):
        super().__init__()
        self.entries = {}
        self.locked = False

    def get_password(self, service, username):
        return self.entries.get((service, username))

    def set_password(self, service, username, password):
        if self.locked:
            raise keyring.errors.PasswordSetError
        self.entries[service, username] = password

    def delete_password(self, service, username):
        if (service, username) not in self.entries:
            raise keyring.errors.PasswordDeleteError
        del self.entries[service, username]


@pytest.fixture
def memory_keyring():
    before = keyring.get_keyring()
    ring = MemoryKeyring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def test_keys_in_the_systems_keystore(tmp_path, memory_keyring):
    keys = HomeKeys(FileKeys(tmp_path), SystemKeys("home-1"))
    keys.put("desk", b"\x00secret")
    assert keys.get("desk") == b"\x00secret"
    assert keys.place("desk") == "keystore"
    assert not list(tmp_path.iterdir())
    assert SystemKeys("home-2").get("desk") is None
    memory_keyring.locked = True
    keys.put("other", b"x")
    assert keys.place("other") == "file"
    assert keys.get("other") == b"x"
    keys.delete("desk")
    assert keys.place("desk") == "nowhere"


def test_a_home_of_many_uses_files(tmp_path, memory_keyring, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.delenv("LOTSE_DESK_KEYS", raising=False)
    assert home_keys(tmp_path, "h", personal=False).system is None
    assert home_keys(tmp_path, "h", personal=True).system == SystemKeys("h")
    monkeypatch.setenv("LOTSE_DESK_KEYS", "file")
    assert home_keys(tmp_path, "h", personal=True).system is None
