"""Restore drills with the real commands: after three fair rounds nothing is lost or doubled."""

import contextlib
import datetime as dt
import io
import json
import random
import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtPdf import QPdfDocument

from lotse_desk.cli.command_line import run
from lotse_desk.domain.faults import NothingDamaged, NothingReadable
from lotse_desk.home.backup import restore
from lotse_desk.home.backups import kept_backups
from lotse_desk.home.home import DATABASE_NAME, open_home
from lotse_desk.home.recovery import recover
from lotse_desk.storage.database import integrity_findings
from lotse_desk.storage.event_log import EventLog
from lotse_desk.storage.office_log import OfficeLog
from lotse_desk.storage.received_batches import ReceivedBatches
from lotse_desk.sync.events import Event, genesis, link
from lotse_desk.sync.key_files import parse_key

MONDAY = dt.datetime(2026, 11, 23, 9, 30)


class Drill:
    """An office and two desks, spoken to by commands alone."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.stick = folder, folder / "stick"
        self.day = 0
        self.releases: dict[int, bytes] = {}

    def copy(self, folder: Path) -> "Drill":
        shutil.copytree(self.folder, folder)
        other = Drill(folder)
        other.day, other.releases = self.day, dict(self.releases)
        return other

    def go_on(self, days: int) -> None:
        self.day += days

    def lotse(self, name: str, *words: object) -> dict:
        said = io.StringIO()
        now = (MONDAY + dt.timedelta(days=self.day)).isoformat()
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
            patch.setenv("LOTSE_DESK_NOW", now)
            home = self.folder / name
            code = run(["--home", str(home), *(str(word) for word in words), "--json"])
        answer = json.loads(said.getvalue())
        assert code == 0, answer
        return answer

    def set_up(self) -> None:
        self.stick.mkdir(parents=True)
        keys = self.folder / "keys"
        self.lotse("office", "init", "office", "--name", "L", "--keys", keys, "--empty")
        for name in ("a", "b"):
            self.lotse(name, "init", "desk", "--town", "marl", "--name", name, "--empty")
            request = self.lotse(name, "sync", self.stick)["request"]
            self.lotse("office", "office", "enrol", self.stick / request)
        self.publish()
        for name in ("a", "b"):
            self.lotse(name, "sync", self.stick)

    def log(self, name: str, times: int) -> None:
        for _ in range(times):
            self.lotse(name, "log", "add", "--topic", "wohngeld", "--language", "uk")

    def publish(self) -> None:
        done = self.lotse("office", "office", "publish", self.stick)
        content = (self.stick / done["file"]).read_bytes()
        assert self.releases.setdefault(done["release"], content) == content

    def round(self) -> None:
        self.exchange()
        self.go_on(7)

    def exchange(self) -> None:
        for name in ("a", "b"):
            self.lotse(name, "sync", self.stick)
        self.lotse("office", "office", "intake", self.stick)
        self.publish()

    def ids(self, name: str) -> set[str]:
        with open_home(self.folder / name, writing=False) as home:
            if home.role == "office":
                found = [event.id for event in OfficeLog(home.database).events(["contact"])]
                assert len(found) == len(set(found))
                assert ReceivedBatches(home.database).held() == []
                return set(found)
            return {e.id for e in EventLog(home.database).events() if e.kind == "contact"}

    def restore(self, name: str, days_ago: int) -> None:
        """The backup made so many days ago, from the list the command shows."""
        day = (MONDAY + dt.timedelta(days=self.day - days_ago)).date().isoformat()
        listed = self.lotse(name, "restore")["backups"]
        [backup] = [one for one in listed if one["made_on"] == day]
        assert backup["name"]
        self.lotse(name, "restore", backup["path"])

    def damage(self, name: str, seed: int) -> None:
        """A quarter of the pages, and the header."""
        path = self.folder / name / DATABASE_NAME
        noise = random.Random(seed)
        pages = path.stat().st_size // 4096
        with path.open("r+b") as file:
            for page in {0, *noise.sample(range(pages), pages // 4)}:
                file.seek(page * 4096)
                file.write(noise.randbytes(4096))

    def three_fair_rounds(self) -> set[str]:
        """Nothing a living desk or the office holds now is lost or doubled."""
        held = self.ids("office") | self.ids("a") | self.ids("b")
        for _ in range(3):
            self.round()
        arrived = self.ids("office")
        assert arrived >= held | self.ids("a") | self.ids("b")
        for name in ("a", "b"):
            answer = self.lotse(name, "sync", self.stick)
            assert (answer["left"]["events"], answer["problems"]) == (0, [])
        return arrived


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Drill:
    drill = Drill(tmp_path_factory.mktemp("drill") / "district")
    drill.set_up()
    for day in range(5):
        for name in ("a", "b", "office"):
            drill.lotse(name, "backup")
        drill.log("a", 3)
        drill.log("b", 2)
        if day % 2:
            drill.exchange()
        drill.go_on(1)
    return drill


@pytest.fixture
def drill(template, tmp_path) -> Drill:
    """A week of work with a backup every day; every second day an exchange."""
    return template.copy(tmp_path / "district")


def test_a_desk_restored(drill):
    before = drill.ids("office")
    drill.restore("a", 3)
    drill.log("a", 2)
    assert drill.three_fair_rounds() >= before


def test_the_office_restored(drill):
    number = max(drill.releases)
    drill.restore("office", 4)
    arrived = drill.three_fair_rounds()
    assert len(arrived) == 25
    assert max(drill.releases) > number + 900


def test_both_restored_from_different_days(drill):
    before = set(drill.releases)
    drill.restore("office", 5)
    drill.restore("a", 2)
    drill.log("a", 4)
    drill.log("b", 1)
    drill.lotse("a", "rescue", drill.stick)
    arrived = drill.three_fair_rounds()
    assert arrived >= drill.ids("b")
    assert len(drill.ids("b")) == 11
    assert min(set(drill.releases) - before) > max(before)


@pytest.mark.parametrize("seed", range(2))
def test_a_damaged_desk_recovered(drill, seed):
    truth = drill.ids("a")
    backed_up = drill.lotse("a", "restore")["backups"]
    drill.damage("a", seed)
    answer = drill.lotse("a", "recover")
    assert answer["set_aside"]
    assert answer["backup"] == backed_up[0]["path"]
    assert drill.ids("a") <= truth
    drill.three_fair_rounds()


@pytest.mark.parametrize("with_backup", [True, False])
@pytest.mark.parametrize("seed", range(2))
def test_a_damaged_office_recovered(drill, seed, with_backup):
    truth = drill.ids("office") | drill.ids("a") | drill.ids("b")
    if not with_backup:
        shutil.rmtree(drill.folder / "office" / "backups")
        path = drill.folder / "office" / DATABASE_NAME
        path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    else:
        drill.damage("office", seed)
    drill.lotse("office", "recover")
    assert drill.three_fair_rounds() == truth | drill.ids("a") | drill.ids("b")


def test_a_desk_whose_disk_is_gone_comes_back_from_the_second_folder(drill, tmp_path):
    key, copy = sealed_away(drill, "a", tmp_path)
    shutil.copytree(drill.folder / "a" / "keys", tmp_path / "saved-keys")
    held = drill.ids("a")
    shutil.rmtree(drill.folder / "a")
    drill.lotse("a", "restore", copy, "--recovery-key", key)
    shutil.rmtree(drill.folder / "a" / "keys", ignore_errors=True)
    shutil.copytree(tmp_path / "saved-keys", drill.folder / "a" / "keys")
    assert drill.ids("a") == held
    drill.three_fair_rounds()


def sealed_away(drill, name: str, folder: Path) -> tuple[Path, Path]:
    """A sheet printed, a second folder named: what somebody types from it, and the one copy."""
    second, sheet = folder / f"{name}-second", folder / f"{name}-sheet.pdf"
    second.mkdir()
    drill.lotse(name, "backup", "--sheet", sheet)
    drill.lotse(name, "backup", "--folder", second)
    typed = folder / f"{name}-typed.txt"
    typed.write_text("\n".join(typed_from(sheet)))
    sheet.unlink()
    [copy] = second.iterdir()
    return typed, copy


def typed_from(sheet: Path) -> list[str]:
    """The four lines as they stand on the paper, without their numbers."""
    words = re.findall(r"\b[34679ACDEFGHJKMNPRTUVWX]{4}\b|\b[1-4]\)|\b[34679A-Z]\b", text_of(sheet))
    lines: list[str] = []
    for word in words:
        if word.endswith(")"):
            lines.append("")
        elif lines and len(lines[-1].replace(" ", "")) < 17:
            lines[-1] += f" {word}"
    return [line.strip().lower() for line in lines[:4]]


def text_of(sheet: Path) -> str:
    document = QPdfDocument()
    document.load(str(sheet))
    return "\n".join(document.getAllText(page).text() for page in range(document.pageCount()))


def test_a_lost_pc_comes_back_from_the_second_folder_and_the_paper_alone(drill, tmp_path, capsys):
    key, copy = sealed_away(drill, "a", tmp_path)
    other_key, _ = sealed_away(drill, "b", tmp_path)
    held, counted = drill.ids("a"), drill.ids("office")
    shutil.rmtree(drill.folder / "a")
    new_pc = drill.folder / "a"
    for words, said in (
        ([copy], "Wiederherstellungsblatt vom 28.11.2026"),
        ([copy, "--recovery-key", other_key], "Blatts (Nr."),
    ):
        assert run(["--home", str(new_pc), "restore", *map(str, words)]) == 1
        told = capsys.readouterr().err
        assert said in told
        assert "vom 28.11.2026" in told
        assert not (new_pc / DATABASE_NAME).exists()
    torn = tmp_path / "torn.sealed"
    torn.write_bytes(copy.read_bytes()[:-1])
    assert run(["--home", str(new_pc), "restore", str(torn), "--recovery-key", str(key)]) == 1
    drill.lotse("a", "restore", copy, "--recovery-key", key)
    assert drill.ids("a") == held
    drill.lotse("a", "desk", "renew")
    request = drill.lotse("a", "sync", drill.stick)["request"]
    drill.lotse("office", "office", "enrol", drill.stick / request)
    assert drill.three_fair_rounds() >= counted | held
    again = tmp_path / "again"
    again.mkdir()
    drill.lotse("a", "backup", "--folder", again)  # the paper in the envelope still holds
    [sealed] = again.iterdir()
    drill.lotse("a", "restore", sealed, "--recovery-key", key)


def test_an_office_seals_to_the_recovery_key_in_its_envelope(drill, tmp_path):
    second = tmp_path / "second"
    second.mkdir()
    drill.lotse("office", "backup", "--folder", second)
    held = drill.ids("office")
    [copy] = second.iterdir()
    key = drill.folder / "keys" / "recovery-key.txt"
    drill.lotse("elsewhere", "restore", copy, "--recovery-key", key)
    assert drill.ids("elsewhere") == held


@pytest.mark.parametrize("with_key", [True, False])
def test_recovery_takes_a_sealed_copy_only_with_its_key(drill, tmp_path, with_key):
    key, copy = sealed_away(drill, "a", tmp_path)
    for backup in (drill.folder / "a" / "backups").glob("desk-*"):
        backup.unlink()
    path = drill.folder / "a" / DATABASE_NAME
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    answer = drill.lotse("a", "recover", *(["--recovery-key", key] if with_key else []))
    assert answer["backup"] == (str(copy) if with_key else None)


def test_no_secret_is_left_behind(drill, tmp_path):
    key, _ = sealed_away(drill, "a", tmp_path)
    secret = parse_key(key.read_bytes(), "typed")
    wanted = (secret.secret.encode(), b"".join(key.read_bytes().upper().split()))
    for path in drill.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [one for one in wanted if one in content], path


def test_intake_makes_the_backup_of_the_day(drill):
    made = {backup.made_on for backup in kept_backups(drill.folder / "office")}
    today = (MONDAY + dt.timedelta(days=drill.day)).date()
    assert today not in made
    assert drill.lotse("office", "office", "intake", drill.stick)["not_backed_up"] == []
    assert kept_backups(drill.folder / "office")[0].made_on == today


def office_ids(folder: Path) -> list[str]:
    """Ids of all events the office has; the chain of every log must be whole."""
    with open_home(folder, writing=False) as home:
        assert integrity_findings(home.database) == []
        for number, incarnation, up_to, head in home.database.execute(
            "SELECT number, incarnation, up_to, head FROM desk_log"
        ).fetchall():
            rows = home.database.execute(
                "SELECT e.seq, lower(hex(r.id)), r.kind, lower(hex(r.p)), e.hash FROM log_entry e"
                " JOIN received_event r ON r.number = e.event WHERE e.log = ? ORDER BY e.seq",
                [number],
            ).fetchall()
            chain = genesis(incarnation)
            for place, (seq, identity, kind, p, kept) in enumerate(rows, 1):
                chain = link(chain, Event(seq, identity, kind, p, None, None))
                assert (seq, chain) == (place, kept)
            assert (len(rows), chain) == (up_to, head)
        rows = home.database.execute("SELECT lower(hex(id)) FROM received_event").fetchall()
        return [identity for (identity,) in rows]


@settings(max_examples=10)
@given(data=st.data())
def test_whatever_pages_of_an_office_are_hit_nothing_is_invented(template, data):
    truth = set(office_ids(template.folder / "office"))
    with_backup = data.draw(st.booleans())
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "office"
        shutil.copytree(template.folder / "office", folder)
        path = folder / DATABASE_NAME
        pages = path.stat().st_size // 4096
        hit = data.draw(st.sets(st.integers(0, pages - 1), min_size=1, max_size=pages // 3))
        noise = random.Random(data.draw(st.integers()))
        with path.open("r+b") as file:
            for page in sorted(hit):
                file.seek(page * 4096)
                file.write(noise.randbytes(4096))
        backed_up = set()
        if with_backup:
            newest = kept_backups(folder)[0].path
            restore(Path(place) / "copy", newest)
            backed_up = set(office_ids(Path(place) / "copy"))
        else:
            shutil.rmtree(folder / "backups")
        try:
            recover(folder, MONDAY.date())
        except NothingDamaged:
            return
        except NothingReadable:
            assert not with_backup
            return
        found = office_ids(folder)
        assert len(found) == len(set(found))
        assert backed_up <= set(found) <= truth
