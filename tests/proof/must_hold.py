"""What must hold in every history, whatever happens in it."""

from dataclasses import dataclass

from lotse_desk.sync.events import Event
from tests.proof.parties import Desk, LogKey, Office, Release


@dataclass(frozen=True)
class Genuine:
    """What a batch file truly is: whose, of which life, and that life's ids up to its end."""

    desk: str
    public: str
    incarnation: str
    first: int
    ids: tuple[str, ...]


class MustHold:
    """The checks; a number names the line of docs/formats/exchange.md, "What must hold"."""

    office: Office
    truth: dict[str, Event]
    owners: dict[str, set[str]]
    branches: dict[LogKey, list[list[str]]]
    genuine: dict[bytes, Genuine]
    purged_before: set[str]

    def noted(self, desk: Desk) -> None:
        raise NotImplementedError

    def expected(self, data: bytes) -> str:
        """What the office should do with a file, from the true histories alone."""
        if data in self.office.taken:
            return "duplicate"
        file = self.genuine.get(data)
        known = None if file is None else self.office.roster.get(file.desk)
        if file is None or known is None or known.revoked or known.public_key != file.public:
            return "refused"
        chain = self.office.logs.get((file.desk, file.incarnation))
        have = [] if chain is None else [event.id for event in chain.events]
        if file.first > len(have) + 1:
            return "held"
        shared = min(len(have), len(file.ids))
        if list(file.ids[:shared]) != have[:shared]:
            return "fork"
        return "duplicate" if len(file.ids) <= len(have) else "accepted"

    def check_applied(self, desk: Desk, release: Release, before: int) -> None:
        assert desk.release > before, "9: an older release was applied"
        assert desk.confirmed <= len(desk.log.events), "5: confirmed beyond the log"
        if desk.confirmed:
            there = release.logs.get((desk.id, desk.incarnation), ())
            said = tuple(desk.branch[: desk.confirmed])
            assert there[: desk.confirmed] == said, "5: confirmed, but the office has it not"
        for event in desk.log.events:
            if event.purged:
                self.check_purged(desk, event)
        self.noted(desk)

    def check_purged(self, desk: Desk, event: Event) -> None:
        key = desk.id, desk.incarnation
        sure = sum(event.seq <= len(release.logs.get(key, ())) for release in desk.proofs)
        assert sure >= 2 or event.id in self.purged_before, "a payload went after one confirmation"
        self.purged_before.add(event.id)

    def check_office(self) -> None:
        records = self.office.records
        ids = [record.event.id for record in records]
        assert len(ids) == len(set(ids)), "2: an event counts twice"
        for record in records:
            true = self.truth.get(record.event.id)
            assert true is not None, "3: an event was invented"
            assert (record.event.kind, record.event.p) == (true.kind, true.p), "3: altered"
            assert record.event.payload in (true.payload, None), "3: altered"
            assert record.desk in self.owners[record.event.id], "12: another desk's event"
        for key, chain in self.office.logs.items():
            got = [event.id for event in chain.events]
            branches = self.branches.get(key, [])
            assert not got or any(got == true[: len(got)] for true in branches), (
                "4, 7: no prefix of a true history"
            )
        for data in self.office.held:
            assert self.expected(data) != "accepted", "14: a held batch could be taken"
