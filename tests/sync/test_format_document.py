"""The test vectors of docs/formats/exchange.md, read with the program and by hand."""

import hashlib
import json
import re
import zlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lotse_desk.sync.batch_reader import DeskKey, read_batch
from lotse_desk.sync.enrolment import read_request, write_request
from lotse_desk.sync.frame import FileKind, frame
from lotse_desk.sync.keys import SigningKey, seal

DOCUMENT = Path(__file__).parents[2] / "docs" / "formats" / "exchange.md"
KEY = SigningKey(bytes(range(32)))


@pytest.fixture(scope="module")
def vectors():
    blocks = re.findall(r"^```([a-z-]+)\n(.*?)^```", DOCUMENT.read_text("utf-8"), re.M | re.S)
    return {name: text.splitlines() for name, text in blocks}


def test_the_batch(vectors, office_seal):
    body = b"".join(line.encode() + b"\n" for line in vectors["batch"])
    office = "0f" * 16
    data = frame(FileKind.BATCH, office, seal(zlib.compress(body), (office_seal.recipient,)))
    roster = {"d1" * 16: DeskKey(vectors["public-key"][0])}
    batch = read_batch(data, office, (office_seal,), roster)
    events = list(batch.events())
    assert [event.purged for event in events] == [False, True]
    assert [batch.hash_at(seq).hex() for seq in range(3)] == vectors["chain"]
    assert events[0].content()["language"] == "uk"


def test_the_chain_by_hand(vectors):
    header, first, second, trailer = map(json.loads, vectors["batch"])
    payload = json.dumps(first["payload"], sort_keys=True, separators=(",", ":")).encode()
    p = hashlib.sha256(bytes.fromhex(first["nonce"]) + payload).hexdigest()
    chain = [hashlib.sha256(b"lotse-desk log 1\n" + bytes.fromhex(header["incarnation"])).digest()]
    for event, digest in ((first, p), (second, second["p"])):
        link = (
            f'{{"id":"{event["id"]}","kind":"{event["kind"]}","p":"{digest}","seq":{event["seq"]}}}'
        )
        chain.append(hashlib.sha256(chain[-1] + link.encode()).digest())
    assert [digest.hex() for digest in chain] == vectors["chain"]
    assert (header["before"], header["after"]) == (chain[0].hex(), chain[2].hex())
    lines = "".join(f"{line}\n" for line in vectors["batch"][:3]).encode()
    message = b"lotse-desk batch 1\n" + hashlib.sha512(lines).digest()
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(vectors["public-key"][0]))
    key.verify(bytes.fromhex(trailer["signature"]), message)


def test_the_request(vectors):
    head, body, fingerprint = vectors["request"]
    data = bytes.fromhex(head) + body.encode()
    request = read_request(data)
    assert request.fingerprint == fingerprint
    assert write_request(request, KEY) == data
    assert [KEY.public] == vectors["public-key"]
