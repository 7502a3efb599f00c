"""What must hold of real homes: read from their tables, compared with what truly happened."""

import contextlib
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from lotse_desk.desk.enrolment import DESK_ID, STATE
from lotse_desk.desk.trusted_office import APPLIED_DIGEST, known_trust
from lotse_desk.domain.exchange_faults import FileRefused
from lotse_desk.home.home import Home, open_home
from lotse_desk.storage.database import integrity_findings
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.office_log import OfficeLog
from lotse_desk.storage.office_register import OfficeRegister
from lotse_desk.storage.trust_store import APPLIED
from lotse_desk.sync.events import Event
from lotse_desk.sync.release_reader import open_release

LogKey = tuple[str, str]
Logs = dict[LogKey, tuple[str, ...]]


class HomeChecks:
    """The homes of a district and all that is known to be true of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.homes = contextlib.ExitStack()
        self._open: dict[str, tuple[contextlib.ExitStack, Home]] = {}
        self.truth: dict[str, Event] = {}
        self.branches: dict[LogKey, set[tuple[str, ...]]] = {}
        self.releases: dict[str, int] = {}
        self.logs_said: dict[str, Logs] = {}
        self.numbers: dict[int, str] = {}
        self.purged: set[str] = set()
        self.revoked: set[str] = set()
        self.doubles: set[str] = set()
        self.names: list[str] = []
        self.forgetful = self.restored = self.copied = False
        self.homes.callback(self.close_all)

    def home(self, name: str) -> Home:
        """The home of that name, open for writing until it is closed."""
        if name not in self._open:
            stack = contextlib.ExitStack()
            home = stack.enter_context(open_home(self.folder / name, writing=True))
            self._open[name] = stack, home
        return self._open[name][1]

    def close(self, name: str) -> None:
        if name in self._open:
            self._open.pop(name)[0].close()

    def close_all(self) -> None:
        for name in list(self._open):
            self.close(name)

    def desk_id(self, name: str) -> str:
        return self.home(name).settings.get(DESK_ID)

    def enrolled_ids(self) -> set[str]:
        return {desk.id for desk in OfficeRegister(self.home("office").database).desks()}

    def was_put_back(self, name: str, *, noticed: bool) -> None:
        if name == "office":
            self.restored = True
            self.forgetful |= not noticed
        elif noticed:
            self.doubles.discard(name)
        else:
            self.doubles.add(name)
            self.copied = True

    def note_desk(self, name: str) -> None:
        """Remember what a desk's log truly holds now, and that what went was allowed to."""
        home = self.home(name)
        log = EventLog(home.database)
        key, events = (home.settings.get(DESK_ID), log.incarnation), list(log.events())
        self.branches.setdefault(key, set()).add(tuple(event.id for event in events))
        for event in events:
            self.truth.setdefault(event.id, event)
            if event.purged and event.id not in self.purged:
                sure = sum(len(said.get(key, ())) >= event.seq for said in self.logs_said.values())
                assert sure >= 2, "a payload went after fewer than two confirmations"
                self.purged.add(event.id)

    def ids_of_others(self, name: str) -> list[str]:
        own = self.desk_id(name)
        log = EventLog(self.home(name).database)
        mine = {event.id for event in log.events()}
        others = {
            one
            for (desk, _), branches in self.branches.items()
            if desk != own
            for branch in branches
            for one in branch
        }
        return sorted(one for one in others - mine if self.truth[one].kind in ("contact", "tally"))

    # Files

    def files(self, medium: Path) -> list[Path]:
        """All files of a medium, in an order that does not depend on their random names."""
        found = [path for path in medium.rglob("*") if path.is_file()]
        return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))

    def whole_files(self, medium: Path) -> dict[str, int]:
        return {str(path): path.stat().st_size for path in self.files(medium)}

    def note_releases(self, medium: Path) -> None:
        for path in self.files(medium):
            data = path.read_bytes()
            with contextlib.suppress(FileRefused):
                number = open_release(data).number
                self.releases[hashlib.sha256(data).hexdigest()] = number
                self.numbers[number] = hashlib.sha256(data).hexdigest()

    def highest_release(self, medium: Path) -> int:
        """The highest number of a whole release that lies there."""
        digests = (hashlib.sha256(path.read_bytes()).hexdigest() for path in self.files(medium))
        return max((self.releases.get(digest, 0) for digest in digests), default=0)

    def note_published(self, office: Home, number: int, seen: int) -> None:
        last = OfficeRegister(office.database).last_release()
        assert last is not None
        assert last.number == number
        digest = last.digest
        before = self.numbers.setdefault(number, digest)
        assert self.forgetful or before == digest, "13: one number, two contents"
        assert number > seen or self.releases.get(digest) == seen, "13: not above what lies there"
        self.releases[digest] = number
        self.logs_said[digest] = self.office_logs(office)

    @contextlib.contextmanager
    def applying(self, name: str, medium: Path) -> Iterator[None]:
        """Around a sync: what it applied and confirmed is what a release on the medium says."""
        home = self.home(name)
        log = EventLog(home.database)
        before, incarnation = int(home.settings.get(APPLIED, "0")), log.incarnation
        yield
        after = int(home.settings.get(APPLIED, "0"))
        assert after >= before, "9: an older release was applied"
        if known_trust(home) is not None and before:
            assert after >= self.highest_release(medium), "9: not the newest of the medium"
        if after == before or log.incarnation != incarnation:
            return
        said = self.logs_said.get(home.settings.get(APPLIED_DIGEST), {})
        there = said.get((home.settings.get(DESK_ID), incarnation), ())
        own = tuple(event.id for event in log.events(1, log.confirmed))
        assert own == there, "5: confirmed is not what the office said"

    # The office

    def office_logs(self, office: Home) -> Logs:
        rows = office.database.execute(
            "SELECT l.desk, l.incarnation, lower(hex(e.id)) FROM desk_log l"
            " LEFT JOIN log_entry p ON p.log = l.number LEFT JOIN received_event e"
            " ON e.number = p.event ORDER BY l.number, p.seq"
        )
        logs: dict[LogKey, list[str]] = {}
        for desk, incarnation, event in rows:
            logs.setdefault((desk, incarnation), []).extend([event] if event else [])
        return {key: tuple(ids) for key, ids in logs.items()}

    def logs_of_revoked(self, office: Home) -> Logs:
        revoked = {d.id for d in OfficeRegister(office.database).desks() if d.state == "revoked"}
        return {key: ids for key, ids in self.office_logs(office).items() if key[0] in revoked}

    def check_office(self, office: Home) -> None:
        logs = self.office_logs(office)
        for key, ids in logs.items():
            true = self.branches.get(key, set())
            assert not ids or any(ids == branch[: len(ids)] for branch in true), "4, 7: no prefix"
        contents: dict[str, str] = {}
        rows = office.database.execute(
            "SELECT lower(hex(id)), kind, lower(hex(p)), payload FROM received_event"
        )
        for event_id, kind, p, payload in rows:
            true_event = self.truth.get(event_id)
            assert true_event is not None, "3: an event was invented"
            assert (kind, p) == (true_event.kind, true_event.p), "3: altered"
            assert payload is None or true_event.payload in (None, payload.encode()), "3: altered"
            if payload is not None:
                contents[event_id] = payload
        counted = self.contacts(logs, contents)
        assert OfficeLog(office.database).contacts() == counted, "2, 12: contacts miscounted"
        self.check_held(office, logs)

    def contacts(self, logs: Logs, contents: dict[str, str]) -> int:
        """Contacts that count: of each event once, unless a desk took back what is its own."""
        held: dict[str, set[str]] = {}
        for (desk, _), ids in logs.items():
            held.setdefault(desk, set()).update(ids)
        undone: set[str] = set()
        for event_id, payload in contents.items():
            if self.truth[event_id].kind == "undo":
                target = json.loads(payload)["event"]
                if any({event_id, target} <= ids for ids in held.values()):
                    undone.add(target)
        total = 0
        for event_id, payload in contents.items():
            if event_id not in undone:
                kind = self.truth[event_id].kind
                total += 1 if kind == "contact" else 0
                total += json.loads(payload)["count"] if kind == "tally" else 0
        return total

    def check_held(self, office: Home, logs: Logs) -> None:
        rows = office.database.execute(
            "SELECT desk, incarnation, first FROM received_batch WHERE verdict = 'held'"
        )
        for desk, incarnation, first in rows:
            have = len(logs.get((desk, incarnation), ()))
            assert first > have + 1, "14: a held batch could be taken"

    # The end

    def unsettled(self, office: Home) -> str:
        """What is not as it should be at the end; empty if nothing."""
        states = {d.id: d.state for d in OfficeRegister(office.database).desks()}
        rows = office.database.execute("SELECT lower(hex(id)), payload FROM received_event")
        there = dict(rows.fetchall())
        for name in self.names:
            home, desk = self.home(name), self.desk_id(name)
            if desk in self.revoked and self.forgetful:
                continue
            if states.get(desk) == "revoked":
                if home.settings.get(STATE) not in ("", "revoked"):
                    return "a revoked desk does not know"
                continue
            log = EventLog(home.database)
            if home.settings.get(STATE) != "enrolled":
                return "14: not enrolled"
            if log.confirmed != log.length:
                return "14: somebody is stuck"
            for event in log.events():
                if event.id not in there:
                    return "1: lost"
                content = there[event.id]
                if content is None and not self.restored:
                    return "1: content was lost"
                bare = name in self.doubles and self.restored and event.id in self.purged
                if content is None and not event.purged and not bare:
                    return "1: content was lost"
        return ""

    def all_settled(self, office: Home) -> bool:
        return not self.unsettled(office)

    def check_settled(self, office: Home) -> None:
        assert not self.unsettled(office), self.unsettled(office)
        for name in ("office", *self.names):
            assert integrity_findings(self.home(name).database) == []
            if name != "office":
                assert EventLog(self.home(name).database).broken_links() == []
