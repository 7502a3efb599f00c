"""Mutants of `lotse_desk.sync`, killed by histories in memory."""

from tests.proof.mutation import Mutant

HISTORIES = "histories in memory"
_READER = "lotse_desk.sync.batch_reader"
_INTAKE = "lotse_desk.sync.intake"
_RECEIPTS = "lotse_desk.sync.receipts"


def _mutant(name: str, where: str, *changes: tuple[str, str]) -> Mutant:
    return Mutant(name, where, changes, HISTORIES)


MUTANTS = (
    _mutant(
        "no chain check",
        f"{_READER}:check_records",
        ("head.hex() != header.after", "False"),
    ),
    _mutant(
        "a number left out is not noticed",
        f"{_READER}:check_records",
        ("event.seq != header.first + number - 1", "False"),
    ),
    _mutant(
        "counts unchecked",
        f"{_READER}:check_records",
        ("dict(counts) != header.counts", "False"),
    ),
    _mutant(
        "records unchecked",
        f"{_READER}:check_records",
        ("check_event(event)", "pass"),
    ),
    _mutant(
        "fewer events than announced",
        f"{_READER}:check_records",
        ("number != count + 1", "False"),
        ("head.hex() != header.after", "False"),
        ("dict(counts) != header.counts", "False"),
    ),
    _mutant(
        "first hash unchecked",
        f"{_READER}:announce",
        ("header.first == 1 and header.before != genesis(header.incarnation).hex()", "False"),
    ),
    _mutant(
        "a desk speaks for another",
        f"{_READER}:announce",
        ("header.desk != batch.desk", "False"),
    ),
    _mutant(
        "another office's batch inside",
        f"{_READER}:announce",
        ("header.office != batch.office", "False"),
    ),
    _mutant(
        "signature not checked",
        f"{_READER}:authenticate",
        ("verify(known.public_key, signature, BATCH_CONTEXT, digest.digest())", "pass"),
    ),
    _mutant(
        "revoked desk accepted",
        f"{_READER}:authenticate",
        ("if known.revoked:", "if False:"),
    ),
    _mutant(
        "something behind the stream ignored",
        "lotse_desk.sync.inflate:inflate",
        ("if not stream.eof or stream.unused_data:", "if False:"),
    ),
    _mutant(
        "torn file not noticed",
        "lotse_desk.sync.frame:unframe",
        ("or hashlib.sha256(body).digest() != data[36:68]", ""),
    ),
    _mutant(
        "gap ignored at the beginning",
        f"{_INTAKE}:plan_batch",
        ("if header.first > 1:", "if False:"),
    ),
    _mutant(
        "gap ignored",
        f"{_INTAKE}:plan_batch",
        ("return Hold(known.up_to + 1, header.first - 1)", "return Append(known.up_to)"),
    ),
    _mutant(
        "fork merged",
        f"{_INTAKE}:plan_batch",
        ("batch.hash_at(known.up_to) != known.head", "False"),
    ),
    _mutant(
        "fork in what is known taken for a duplicate",
        f"{_INTAKE}:plan_batch",
        ("kept is None or kept.hex() == header.after", "True"),
    ),
    _mutant(
        "no de-duplication",
        f"{_INTAKE}:sort_events",
        ("if there is None:", "if True:"),
    ),
    _mutant(
        "known id with other content accepted",
        f"{_INTAKE}:sort_events",
        ("raise HistoryForked(event.seq)", "again.append(event)"),
    ),
    _mutant(
        "content that comes later dropped",
        f"{_INTAKE}:sort_events",
        ("event.payload is not None and not there.has_content", "False"),
    ),
    _mutant(
        "receipt of another incarnation accepted",
        f"{_RECEIPTS}:conclude",
        ("(receipt.desk, receipt.incarnation) == (desk, incarnation)", "receipt.desk == desk"),
    ),
    _mutant(
        "receipt's hash unchecked",
        f"{_RECEIPTS}:conclude",
        (" or hash_at(receipt.up_to) != receipt.head", ""),
    ),
    _mutant(
        "receipt beyond the log accepted",
        f"{_RECEIPTS}:conclude",
        (
            "receipt.up_to > length or hash_at(receipt.up_to) != receipt.head",
            "receipt.up_to <= length and hash_at(receipt.up_to) != receipt.head",
        ),
    ),
    _mutant(
        "restored desk keeps its incarnation",
        f"{_RECEIPTS}:conclude",
        ("return Diverged(receipt.up_to)", "return Unknown()"),
    ),
    _mutant(
        "purge after one confirmation",
        f"{_RECEIPTS}:purgeable",
        ("confirmed_twice(up_to for _, up_to in confirmations)", "2**53"),
        ("min(least, up_to, before)", "min(least, up_to)"),
        ("pairwise(confirmations)", "zip(confirmations, confirmations)"),
    ),
    _mutant(
        "only the newest event in the hash",
        "lotse_desk.sync.events:link",
        ("hashlib.sha256(before + link_bytes(event))", "hashlib.sha256(link_bytes(event))"),
    ),
)
