"""The sample files in tests/vectors, read by a reader written from docs/formats/exchange.md alone.

It uses nothing of the program: `cryptography` for Ed25519, X25519, HKDF and ChaCha20-Poly1305, and
the standard library. Then the program reads the same files and must agree.
"""

import base64
import gzip
import hashlib
import hmac
import io
import json
import zipfile
import zlib
from itertools import pairwise
from pathlib import Path

import pytest
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lotse_desk.sync.batch_reader import DeskKey, read_batch
from lotse_desk.sync.canonical import canonical
from lotse_desk.sync.enrolment import read_request
from lotse_desk.sync.keys import SealIdentity, SigningKey
from lotse_desk.sync.release_reader import first_trust, open_release, verify_release

FOLDER = Path(__file__).parents[1] / "vectors"
BATCHES = ("batch-1.lotse", "batch-2.lotse", "batch-all.lotse")
RELEASE_TYPE = b"application/vnd.lotse-desk.release+zip"


@pytest.fixture(scope="module")
def expected():
    return json.loads((FOLDER / "expected.json").read_text("utf-8"))


def body_of(name, kind):
    data = (FOLDER / name).read_bytes()
    assert data[:12] == b"\x89LOTSE" + kind + b"1\r\n\x1a\n"
    assert int.from_bytes(data[28:36], "big") == len(data) - 68
    assert hashlib.sha256(data[68:]).digest() == data[36:68]
    return data[12:28], data[68:]


def spelled(value):
    """RFC 8785 for what has no fractions: names in the order of UTF-16."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        inside = ",".join(f"{spelled(name)}:{spelled(value[name])}" for name in names)
        return "{" + inside + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(spelled, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def check_signature(public, signature, context, message):
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
    key.verify(bytes.fromhex(signature), context + message)


def fingerprint(*parts):
    lengths = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    digest = hashlib.sha512(b"lotse-desk fingerprint 1\n" + lengths).digest()
    groups = (int.from_bytes(digest[5 * k : 5 * k + 5], "big") % 100_000 for k in range(6))
    return " ".join(f"{group:05}" for group in groups)


def secret_of(identity):
    """The 32 bytes of `AGE-SECRET-KEY-1…` (Bech32, its six check characters left out)."""
    alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    digits = identity.lower().rsplit("1", 1)[1][:-6]
    number = 0
    for digit in digits:
        number = number * 32 + alphabet.index(digit)
    return (number >> (len(digits) * 5 - 256)).to_bytes(32, "big")


def unpadded(text):
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def derived(secret, salt, info):
    return HKDF(SHA256(), 32, salt, info).derive(secret)


def opened(sealed, identity):
    """age (age-encryption.org/v1) with X25519, by hand."""
    key = X25519PrivateKey.from_private_bytes(secret_of(identity))
    end = sealed.index(b"\n---")
    header, rest = sealed[: end + 4], sealed[end + 5 :]
    check, payload = rest.split(b"\n", 1)
    lines = header.split(b"\n")
    assert lines[0] == b"age-encryption.org/v1"
    for first, second in pairwise(lines):
        if not first.startswith(b"-> X25519 "):
            continue
        share = unpadded(first.split(b" ")[2])
        shared = key.exchange(X25519PublicKey.from_public_bytes(share))
        salt = share + key.public_key().public_bytes_raw()
        wrap = derived(shared, salt, b"age-encryption.org/v1/X25519")
        try:
            file_key = ChaCha20Poly1305(wrap).decrypt(b"\0" * 12, unpadded(second), None)
        except Exception:  # for the other recipient
            continue
        mac = hmac.digest(derived(file_key, b"", b"header"), header, "sha256")
        assert mac == unpadded(check)
        stream = ChaCha20Poly1305(derived(file_key, payload[:16], b"payload"))
        chunks = [payload[at : at + 65_552] for at in range(16, len(payload), 65_552)]
        return b"".join(
            stream.decrypt(
                number.to_bytes(11, "big") + bytes([number == len(chunks) - 1]), chunk, None
            )
            for number, chunk in enumerate(chunks)
        )
    raise AssertionError("no key fits")


def lines_of(name, expected):
    office, body = body_of(name, b"B")
    plain = zlib.decompress(opened(body, expected["keys"]["seal"]))
    assert zlib.decompress(opened(body, expected["keys"]["recovery"])) == plain
    *signed, trailer = plain.splitlines(keepends=True)
    said = json.loads(trailer)
    message = hashlib.sha512(b"".join(signed)).digest()
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(expected["keys"]["desk"]))
    public = key.public_key().public_bytes_raw().hex()
    check_signature(public, said["signature"], b"lotse-desk batch 1\n", message)
    header, *events = map(json.loads, signed)
    for line in signed:
        assert spelled(json.loads(line)) == line.decode().rstrip("\n")
    assert header["desk"] == said["by"]
    assert bytes.fromhex(header["office"]) == office
    return header, events


def p_of(event):
    if "p" in event:
        return event["p"]
    return hashlib.sha256(
        bytes.fromhex(event["nonce"]) + spelled(event["payload"]).encode()
    ).hexdigest()


@pytest.mark.parametrize("name", BATCHES)
def test_a_batch_by_the_page(name, expected):
    header, events = lines_of(name, expected)
    assert header["format"] == 1
    head = bytes.fromhex(header["before"])
    if header["from"] == 1:
        incarnation = bytes.fromhex(header["incarnation"])
        assert head == hashlib.sha256(b"lotse-desk log 1\n" + incarnation).digest()
    counts = {}
    for seq, event in enumerate(events, header["from"]):
        assert event["seq"] == seq
        counts[event["kind"]] = counts.get(event["kind"], 0) + 1
        link = {name: event[name] for name in ("id", "kind", "seq")} | {"p": p_of(event)}
        head = hashlib.sha256(head + spelled(link).encode()).digest()
        assert head.hex() == expected["chain"][seq]
    assert head.hex() == header["after"]
    assert (counts, len(events)) == (header["counts"], header["to"] - header["from"] + 1)


@pytest.mark.parametrize("name", ["batch-1.lotse", "batch-all.lotse"])
def test_contacts_by_the_page(name, expected):
    _, events = lines_of(name, expected)
    undone = {event["payload"]["event"] for event in events if event["kind"] == "undo"}
    counted = 0
    for event in events:
        if "payload" in event and event["id"] not in undone:
            counted += event["kind"] == "contact"
            counted += event["payload"]["count"] if event["kind"] == "tally" else 0
    assert counted == expected["contacts"][name]


@pytest.mark.parametrize("name", BATCHES)
def test_the_program_reads_the_same(name, expected):
    header, events = lines_of(name, expected)
    keys = expected["keys"]
    public = SigningKey(bytes.fromhex(keys["desk"])).public
    batch = read_batch(
        (FOLDER / name).read_bytes(),
        header["office"],
        (SealIdentity(keys["seal"]),),
        {header["desk"]: DeskKey(public)},
    )
    read = list(batch.events())
    assert [(e.seq, e.id, e.kind, e.p) for e in read] == [
        (e["seq"], e["id"], e["kind"], p_of(e)) for e in events
    ]
    assert [e.content() for e in read] == [e.get("payload", {}) for e in events]
    assert batch.hash_at(header["to"]).hex() == expected["chain"][header["to"]]


def test_the_request_by_the_page(expected):
    office, body = body_of("request.lotse", b"Q")
    assert office == bytes(16)
    said = json.loads(body)
    assert spelled(said).encode() == body
    rest = {name: value for name, value in said.items() if name != "signature"}
    signed = spelled(rest).encode()
    check_signature(said["public_key"], said["signature"], b"lotse-desk enrolment 1\n", signed)
    parts = (
        b"desk",
        bytes.fromhex(said["desk"]),
        bytes.fromhex(said["public_key"]),
        said["town"].encode(),
        said["name"].encode(),
    )
    assert fingerprint(*parts) == expected["desk_fingerprint"]
    request = read_request((FOLDER / "request.lotse").read_bytes())
    assert (request.desk, request.fingerprint) == (said["desk"], expected["desk_fingerprint"])


def members_of(name):
    data = (FOLDER / name).read_bytes()
    assert data[30:76] == b"mimetype" + RELEASE_TYPE
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def signed_part(role, keys, threshold=1):
    """The signed part of TUF metadata, with enough good signatures over its canonical form."""
    said = json.loads(role)
    message = spelled(said["signed"]).encode()
    good = 0
    for signature in said["signatures"]:
        key = keys.get(signature["keyid"])
        if key is None:
            continue
        try:
            check_signature(key, signature["sig"], b"", message)
        except InvalidSignature:
            continue
        good += 1
    assert good >= threshold
    return said["signed"]


def keys_of(root, role):
    ids = root["roles"][role]["keyids"]
    return {one: root["keys"][one]["keyval"]["public"] for one in ids}


def records(members, target):
    return [json.loads(line) for line in gzip.decompress(members[target]).splitlines()]


@pytest.mark.parametrize(("name", "number"), [("release-3.lotse", 3), ("release-4.lotse", 4)])
def test_a_release_by_the_page(name, number, expected):
    members = members_of(name)
    first = json.loads(members["1.root.json"])["signed"]
    root = signed_part(members["1.root.json"], keys_of(first, "root"))
    for version in range(2, 1000):
        if f"{version}.root.json" not in members:
            break
        following = members[f"{version}.root.json"]
        signed_part(following, keys_of(root, "root"))
        root = signed_part(following, keys_of(json.loads(following)["signed"], "root"))
        assert root["version"] == version
    for role in ("timestamp", "snapshot", "targets"):
        signed = signed_part(members[f"{role}.json"], keys_of(root, role))
        assert (signed["version"], signed["expires"][:10]) == (number, "9999-12-31")
    for target, facts in signed["targets"].items():
        assert hashlib.sha256(members[target]).hexdigest() == facts["hashes"]["sha256"]
        assert len(members[target]) == facts["length"]
    assert fingerprint(b"office", members["1.root.json"]) == expected["office_fingerprint"]
    (about,) = records(members, "release.jsonl.gz")
    assert (about["release"], about["format"]) == (number, 1)
    (receipt,) = records(members, "receipts.jsonl.gz")
    assert receipt["hash"] == expected["chain"][receipt["up_to"]]


def test_the_program_follows_the_releases(expected):
    old, new = (open_release((FOLDER / f"release-{n}.lotse").read_bytes()) for n in (3, 4))
    release = verify_release(old, first_trust(old))
    assert release.trust.fingerprint == expected["office_fingerprint"]
    following = verify_release(new, release.trust)
    assert following.number == 4
    assert list(following.records("from-next-year")) == [{"anything": 1.5}]
    assert list(following.records("trainings")) == []


RFC_8032 = (
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
)


@pytest.mark.parametrize(("secret", "public", "message", "signature"), RFC_8032)
def test_ed25519_of_rfc_8032(secret, public, message, signature):
    """Section 7.1, tests 1 to 3; our context is part of the message."""
    key = SigningKey(bytes.fromhex(secret))
    assert key.public == public
    data = bytes.fromhex(message)
    for split in range(len(data) + 1):
        assert key.sign(data[:split], data[split:]) == signature


def test_canonical_json_of_rfc_8785():
    """Sections 3.2.2 and 3.2.3: order of names, numbers, escapes."""
    names = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    order = ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis"]
    order += ["Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"]
    assert list(json.loads(canonical(names)).values()) == order
    assert spelled(names).encode() == canonical(names)
    text = '\u20ac$\x0f\nA\'B"\\\\"/'
    assert canonical(text).decode() == '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'
    numbers = [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001]
    assert rfc8785.dumps(numbers) == b"[333333333.3333333,1e+30,4.5,0.002,1e-27]"
