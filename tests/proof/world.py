"""A small district played through: desks, an office, sticks and what can happen to all of them.

A history is a list of steps, each an action and two numbers from 0 to 255 that choose what it acts
on; so any history can be played again, made smaller, and drawn from a seed. What must hold are the
numbers of docs/formats/exchange.md, "What must hold".
"""

import datetime as dt
import random
from collections.abc import Callable, Sequence

from lotse_desk.sync.batch_reader import DeskKey
from lotse_desk.sync.events import Event
from tests.proof.drawn_steps import Step, by_weight, drawn
from tests.proof.forgery import CONTACT, LIES, liar, with_anothers_id
from tests.proof.must_hold import Genuine, MustHold
from tests.proof.parties import (
    WEEK,
    Desk,
    LogKey,
    Office,
    Release,
    Request,
    Source,
    without_seal,
)

AFTER_RESTORE = 1000
TORN = ("file-incomplete", "file-not-ours", "too-new", "passed-over")
MOST_DESKS, MOST_IMAGES = 4, 8


class World(MustHold):
    """Two desks, an office, three sticks and a drawer of late copies; `play` runs a history."""

    def __init__(self, seed: int = 0) -> None:
        self.source = Source(seed)
        self.office = Office(self.source.hex())
        self.liar = liar(self.source)
        self.office.roster[self.liar.id] = DeskKey(self.liar.public)
        self.truth: dict[str, Event] = {}
        self.owners: dict[str, set[str]] = {}
        self.branches: dict[LogKey, list[list[str]]] = {}
        self.genuine: dict[bytes, Genuine] = {}
        self.sticks: list[list[object]] = [[], [], []]
        self.drawer: list[object] = []
        self.images: list[tuple[int, Desk]] = []
        self.office_images: list[Office] = []
        self.numbers: dict[int, int] = {}
        self.forgetful = False
        self.restored = self.copied = False
        self.today = dt.date(2026, 11, 23)
        self.event_days = 0
        self.contents = 0
        self.purged_before: set[str] = set()
        self.revoked: set[str] = set()
        self.torn: set[bytes] = set()
        self.desks: list[Desk] = []
        for _ in range(2):
            self.add(Desk.new(self.source))
            self.office.roster[self.desks[-1].id] = DeskKey(self.desks[-1].public)

    def add(self, desk: Desk, place: int | None = None) -> None:
        """A machine that lives from now on, with a history of its own."""
        self.branches.setdefault((desk.id, desk.incarnation), []).append(desk.branch)
        if place is None:
            self.desks.append(desk)
        else:
            self.desks[place] = desk

    def noted(self, desk: Desk) -> None:
        """Remember what a desk's log truly holds now."""
        branches = self.branches.setdefault((desk.id, desk.incarnation), [])
        if not any(branch is desk.branch for branch in branches):
            branches.append(desk.branch)
        for event in desk.log.events:
            self.truth.setdefault(event.id, event)
            self.owners.setdefault(event.id, set()).add(desk.id)

    # What happens at a desk

    def log(self, a: int, b: int) -> None:
        desk = self._desk(a)
        for _ in range(1 + b % 3):
            desk.today.append(self.source.coming("contact", CONTACT))
        if b % 5 == 0:
            tally = {"concern": "way", "count": 1 + b, "week": WEEK}
            desk.today.append(self.source.coming("tally", tally))

    def undo(self, a: int, _: int) -> None:
        self._desk(a).undo(self.source)
        self.noted(self._desk(a))

    def close_day(self, a: int, _: int) -> None:
        desk = self._desk(a)
        desk.close(self.source)
        desk.appended.clear()
        self.noted(desk)

    def sync(self, a: int, b: int) -> None:
        self.exchange(self._desk(a), self.sticks[b % 3])

    def exchange(self, desk: Desk, stick: list[object]) -> None:
        """What `desk.exchange.sync` does."""
        releases = [file for file in stick if isinstance(file, Release)]
        newest = max(releases, key=lambda release: release.number, default=None)
        before = desk.release
        if newest is not None and newest.number > desk.release:
            names = newest.roster.get(desk.id)
            if desk.applied is not None or (names is not None and not names.revoked):
                desk.apply(newest, self.source, self.event_days)
                self.check_applied(desk, newest, before)
        behind = newest is not None and bool(desk.release) and _is_behind(desk, newest, releases)
        if desk.state in ("", "unknown") or behind:
            request = Request(desk.id, desk.public)
            if request not in stick:
                stick.append(request)
        if desk.state and desk.state != "revoked":
            desk.close(self.source)
            self.noted(desk)
            for data, first, last in desk.batches(stick, even_if_empty=behind):
                ids = tuple(desk.branch[:last])
                self.genuine[data] = Genuine(desk.id, desk.public, desk.incarnation, first, ids)
                stick.append(data)
        self.keep(self._place(desk))

    def keep(self, place: int) -> None:
        """An image of a desk, as a disk backup makes it; an older one makes room."""
        if len(self.images) >= MOST_IMAGES:
            del self.images[self.source.random.randrange(MOST_IMAGES)]
        self.images.append((place, self.desks[place].copy()))

    def image(self, a: int, _: int) -> None:
        self.keep(a % len(self.desks))

    def put_back(self, a: int, b: int) -> None:
        """A desk becomes an earlier one of itself; with odd `b` the program notices."""
        if not self.images:
            return
        place, image = self.images[a % len(self.images)]
        desk = image.copy()
        desk.double = self.copied = True
        self.add(desk, place % len(self.desks))
        if b % 2:
            desk.renew(self.source)
            self.noted(desk)

    def clone(self, a: int, _: int) -> None:
        if len(self.desks) < MOST_DESKS:
            self._desk(a).double = self.copied = True
            self.add(self._desk(a).copy())

    def golden_image(self, a: int, _: int) -> None:
        """A home set up once and copied to two machines before it was enrolled."""
        if len(self.desks) + 2 <= MOST_DESKS:
            desk = Desk.new(self.source)
            desk.double = self.copied = True
            self.add(desk)
            self.add(desk.copy())

    def enrol_anew(self, a: int, _: int) -> None:
        """The database on a new PC without its key: another id, the same events."""
        desk = self._desk(a)
        desk.id, desk.key, desk.state = self.source.hex(), self.source.key(), "unknown"
        desk.renew(self.source)
        self.noted(desk)

    # What happens at the office

    def intake(self, a: int, b: int) -> None:
        """All files of a stick, in any order, some twice."""
        stick = self.sticks[a % 3]
        files = stick[:]
        random.Random(b).shuffle(files)
        self.take(files + files[: b % 3])

    def take(self, files: Sequence[object]) -> None:
        for file in files:
            if isinstance(file, Release):
                self.office.continue_above(file.number, self.source)
        for file in files:
            if isinstance(file, bytes):
                self._take(file)
        self.check_office()

    def _take(self, data: bytes) -> None:
        expected = self.expected(data)
        before = self.office.state() if expected == "refused" else None
        verdict = self.office.take(data, self.source)
        if expected == "refused":
            assert verdict not in ("accepted", "duplicate", "held", "fork"), f"{verdict}: a bad one"
            after = self.office.state()
            assert before is not None
            assert after[:-1] == before[:-1], "a refused file changed something"
            assert set(after[-1]) <= set(before[-1]), "a refused file is held"
        else:
            assert verdict == expected, f"{verdict} instead of {expected}"
        if data in self.torn and data not in self.genuine:  # torn twice may be whole again
            assert verdict in TORN, f"{verdict}: a torn file is none of that"
        if verdict == "accepted":
            after = self.office.state()
            assert self.office.take(data, self.source) == "duplicate", "6: taken twice"
            assert self.office.state() == after, "6: twice is not once"

    def publish(self, a: int, _: int) -> None:
        self.leave_release(self.sticks[a % 3])

    def leave_release(self, stick: list[object]) -> None:
        self.contents += 1
        release = self.office.publish(self.today, self.contents)
        before = self.numbers.setdefault(release.number, release.content)
        assert self.forgetful or before == release.content, "13: one number, two contents"
        stick.append(release)
        self.office_image(0, 0)

    def week(self, a: int, b: int) -> None:
        """A desk syncs, the office takes all in and publishes; a week passes."""
        self.sync(a, b)
        self.intake(b, a)
        self.publish(b, 0)
        self.today += dt.timedelta(days=7)

    def month(self, a: int, b: int) -> None:
        """Long enough that payloads may go."""
        for _ in range(4):
            self.week(a, b)

    def enrol(self, a: int, _: int) -> None:
        """Somebody compares fingerprints and enrols who waits."""
        for file in self.sticks[a % 3]:
            if isinstance(file, Request):
                self.office.roster.setdefault(file.desk, DeskKey(file.public))

    def revoke(self, a: int, b: int) -> None:
        desk = self._desk(a)
        if b % 3 == 0 and desk.id in self.office.roster:
            self.office.roster[desk.id] = DeskKey(self.office.roster[desk.id].public_key, True)
            self.revoked.add(desk.id)

    def office_image(self, _: int, __: int) -> None:
        if len(self.office_images) >= MOST_IMAGES:
            del self.office_images[self.source.random.randrange(MOST_IMAGES)]
        self.office_images.append(self.office.copy())

    def restore_office(self, a: int, b: int) -> None:
        """The office becomes an earlier one; with odd `b` the program notices."""
        if not self.office_images:
            return
        present = self.office.counter
        self.office = self.office_images[a % len(self.office_images)].copy()
        self.restored = True
        if b % 2:
            self.office.counter = max(self.office.counter, present) + AFTER_RESTORE
            self.office.incarnation = self.source.hex()
        else:
            self.forgetful = True

    def both_forget(self, a: int, b: int) -> None:
        """Office and desk go back to before payloads went, one after the other; sticks are lost."""
        self.log(a, b)
        self.close_day(a, b)
        place = a % len(self.desks)
        desk, office = self.desks[place].copy(), self.office.copy()
        self.month(a, b)
        self.office_images.append(office)
        self.restore_office(len(self.office_images) - 1, b)
        for stick in self.sticks:
            stick.clear()
        self.week(a, b)
        self.week(a, b)
        self.images.append((place, desk))
        self.put_back(len(self.images) - 1, b)
        self.week(a, b)

    def clock(self, a: int, b: int) -> None:
        """The office's PC thinks it is another day; policy may change too."""
        self.today += dt.timedelta(days=(a - 128) * 3)
        self.event_days = (0, 0, 14, 90)[b % 4]

    # What happens to sticks

    def carry(self, a: int, b: int) -> None:
        source, target = self.sticks[a % 3], self.sticks[b % 3]
        target += [file for file in source if file not in target]

    def mix(self, a: int, b: int) -> None:
        """Renamed files: another order."""
        random.Random(b).shuffle(self.sticks[a % 3])

    def lose(self, a: int, b: int) -> None:
        if stick := self.sticks[a % 3]:
            del stick[b % len(stick)]

    def lose_stick(self, a: int, _: int) -> None:
        self.sticks[a % 3].clear()

    def double(self, a: int, b: int) -> None:
        if stick := self.sticks[a % 3]:
            stick.append(stick[b % len(stick)])

    def tear(self, a: int, b: int) -> None:
        """A batch is cut short or a bit of it turns; another copy may lie beside it."""
        batches = [file for file in self.sticks[a % 3] if isinstance(file, bytes)]
        if not batches:
            return
        data = batches[b % len(batches)]
        place = (a * 256 + b) % len(data)
        cut = data[:place]
        flipped = data[:place] + bytes([data[place] ^ (1 << (b % 8))]) + data[place + 1 :]
        stick = self.sticks[a % 3]
        if a % 2:
            stick.remove(data)
        stick.append(cut if b % 2 else flipped)
        self.torn.add(cut if b % 2 else flipped)

    def put_away(self, a: int, b: int) -> None:
        if stick := self.sticks[a % 3]:
            self.drawer.append(stick[b % len(stick)])

    def bring_late(self, a: int, b: int) -> None:
        if self.drawer:
            self.sticks[a % 3].append(self.drawer[b % len(self.drawer)])

    def bring_old_release(self, a: int, b: int) -> None:
        """Any release that ever was reaches a desk alone."""
        every = [f for stick in (*self.sticks, self.drawer) for f in stick]
        releases = [file for file in every if isinstance(file, Release)]
        if releases:
            self.exchange(self._desk(a), [releases[b % len(releases)]])

    def lie(self, a: int, b: int) -> None:
        """An enrolled desk writes what no desk would."""
        others = [desk for desk in self.desks if desk.log.events]
        other = others[b % len(others)] if others else self.liar
        if a % 4 == 0:
            forged = (
                with_anothers_id(self.liar, self.office.records[0].event)
                if (self.office.records)
                else b""
            )
            before = self.office.state()
            if forged:
                assert self.office.take(forged, self.source) == "fork", "12: another's id"
                assert self.office.state() == before
            return
        lie = LIES[b % len(LIES)]
        if lie.__name__.startswith(("for_another_desk", "in_anothers")) and not others:
            return
        self.sticks[a % 3].append(lie(self.liar, other))

    def settle(self) -> None:
        """Three fair rounds; then everything has arrived and nobody is stuck.

        A fourth where an office forgot unnoticed and a desk is there twice: first the office has
        to learn what it was, then the desk that it is not alone, then both can go on.
        """
        stick: list[object] = []
        for _ in range(4 if self.forgetful and self.copied else 3):
            for desk in self.desks:
                self.exchange(desk, stick)
            for file in stick:
                if isinstance(file, Request):
                    self.office.roster.setdefault(file.desk, DeskKey(file.public))
            self.take(stick)
            self.leave_release(stick)
            self.today += dt.timedelta(days=7)
        for desk in self.desks:
            self.exchange(desk, stick)
        for desk in self.desks:
            if desk.id in self.revoked and (self.forgetful or self.office.roster[desk.id].revoked):
                continue  # it stays silent, even if an office put back forgot why
            assert desk.state == "enrolled", "14: not enrolled"
            assert desk.confirmed == len(desk.log.events), "14: somebody is stuck"
            for event in desk.log.events:
                place = self.office.places.get(event.id)
                assert place is not None, "1: lost"
                there = self.office.records[place].event
                assert self.restored or there.payload is not None, "1: content was lost"
                if event.purged or self.bare_for_good(desk, event):
                    continue
                assert there.payload == event.payload, "1: content was lost"

    def bare_for_good(self, desk: Desk, event: Event) -> bool:
        """The one known way in which content a desk still has stays away from the office.

        A copy of the desk sent the event bare to an office that had lost it; this desk goes on in
        the same life, unnoticed, and is told that all of it is there.
        """
        return desk.double and self.restored and event.id in self.purged_before

    def play(self, steps: Sequence[Step]) -> "World":
        """Play a history to its settled end."""
        with without_seal():
            for name, a, b in steps:
                getattr(self, name)(a, b)
            self.settle()
        return self

    def _desk(self, number: int) -> Desk:
        return self.desks[number % len(self.desks)]

    def _place(self, desk: Desk) -> int:
        return next(place for place, one in enumerate(self.desks) if one is desk)


def _is_behind(desk: Desk, newest: Release, releases: list[Release]) -> bool:
    same = {release.content for release in releases if release.number == newest.number}
    assert desk.applied is not None
    return newest.number < desk.release or same != {desk.applied.content}


HOW_OFTEN = """
    log 10, sync 6, week 6, intake 3, put_back 3, publish 2, restore_office 2, month 2, undo 2,
    enrol 2, carry 2, lose 2, tear 2, put_away 2, bring_late 2, lie 2, image 1, office_image 1,
    close_day 1, clone 1, golden_image 1, enrol_anew 1, revoke 1, clock 1, mix 1, lose_stick 1,
    both_forget 1, double 1, bring_old_release 1
"""
NAMES = by_weight(HOW_OFTEN)


def history(seed: int, steps: int) -> list[Step]:
    """The history of a seed."""
    return drawn(seed, steps, NAMES)


def shorter(steps: list[Step], fails: Callable[[list[Step]], bool]) -> list[Step]:
    """A history that fails too, with every step left out that is not needed for it."""
    place = 0
    while place < len(steps):
        without = steps[:place] + steps[place + 1 :]
        if fails(without):
            steps = without
        else:
            place += 1
    return steps
