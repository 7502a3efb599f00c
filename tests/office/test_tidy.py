"""Tidying at the office: only our own, only what is done with, only when nobody can need it."""

import contextlib
import datetime as dt
import errno
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.exchange import Synced, sync
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.home.home import open_home
from lotse_desk.office.enrolment import enrol_file, revoke
from lotse_desk.office.intake import Taken, take_in
from lotse_desk.office.publish import Published, publish
from lotse_desk.office.setup import set_up_office
from lotse_desk.office.tidy import Tidied
from lotse_desk.storage.office_log import OfficeLog
from lotse_desk.sync import removal

NOW = dt.datetime(2026, 11, 23, 9, 30)


@dataclass
class Post:
    """An office, a desk and a stick between them; every visit is a week later."""

    folder: Path
    week: int = 0

    @property
    def stick(self) -> Path:
        return self.folder / "stick"

    @property
    def now(self) -> dt.datetime:
        return NOW + dt.timedelta(days=7 * self.week)

    def found(self) -> None:
        self.stick.mkdir()
        set_up_office(self.folder / "office", name="Leitstelle (Muster)", empty=True)
        self.add("desk")

    def add(self, name: str) -> str:
        return set_up_desk(self.folder / name, town="marl", name=f"Empfang {name}", empty=True).id

    def sync(self, name: str = "desk", log: int = 1) -> Synced:
        with open_home(self.folder / name, writing=True) as home:
            for _ in range(log):
                CounterLog(home, desk_events(home)).tally("way", 1, self.now)
            return sync(home, self.stick, self.now)

    def enrol(self) -> None:
        with open_home(self.folder / "office", writing=True) as office:
            for path in self.of("q"):
                enrol_file(office, path, self.now.date())

    def intake(self) -> Taken:
        with open_home(self.folder / "office", writing=True) as office:
            return take_in(office, self.stick, self.now.date())

    def publish(self, *, keep_files: bool = False, medium: Path | None = None) -> Published:
        self.week += 1
        with open_home(self.folder / "office", writing=True) as office:
            return publish(office, medium or self.stick, self.now.date(), keep_files=keep_files)

    def visit(self) -> Published:
        self.intake()
        return self.publish()

    def contacts(self) -> int:
        with open_home(self.folder / "office", writing=False) as office:
            return OfficeLog(office.database).contacts()

    def of(self, letter: str) -> list[Path]:
        return sorted(self.stick.rglob(f"{letter}-*.lotse"))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    post = Post(tmp_path_factory.mktemp("post"))
    post.found()
    post.sync(log=0)
    post.enrol()
    post.publish()
    post.sync(log=2)
    return post.folder


@pytest.fixture
def post(template: Path, tmp_path: Path) -> Post:
    """A request and a release of the first visit; a batch with two contacts nobody took yet."""
    folder = tmp_path / "post"
    shutil.copytree(template, folder)
    return Post(folder, week=1)


def test_a_batch_goes_once_a_release_of_an_earlier_visit_confirmed_it(post: Post) -> None:
    (batch,) = post.of("b")
    assert post.visit().tidied == Tidied(requests=1)
    assert post.of("b") == [batch]
    assert post.visit().tidied == Tidied(batches=1, releases=1)
    assert post.of("b") == []
    assert post.sync(log=0).confirmed_up_to == 2
    assert post.contacts() == 2


def test_a_batch_nobody_took_never_goes(post: Post) -> None:
    (batch,) = post.of("b")
    for _ in range(4):
        post.publish()
    assert post.of("b") == [batch]
    assert post.intake().contacts == 2


def test_nothing_counts_as_confirmed_that_never_left(post: Post) -> None:
    """The release was stored, but the stick was pulled: the next visit is the first to tell."""
    post.intake()
    pulled = post.folder / "pulled"
    pulled.mkdir()
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr("lotse_desk.office.publish._leave", _pulled)
        with pytest.raises(OSError, match="gone"):
            post.publish(medium=pulled)
    assert post.publish().tidied.batches == 0
    assert post.publish().tidied.batches == 1


def _pulled(*_: object) -> str:
    raise OSError("gone")


def test_copies_under_any_name_in_any_folder_go_too(post: Post) -> None:
    (batch,) = post.of("b")
    (post.stick / "alt").mkdir()
    shutil.copy(batch, post.stick / "alt" / "Kopie von Datei.bin")
    post.visit()
    assert post.visit().tidied.batches == 2
    assert list((post.stick / "alt").iterdir()) == []


def test_the_newest_two_releases_stay_and_only_true_ones_go(post: Post) -> None:
    (first,) = post.of("r")
    forged = bytearray(first.read_bytes())
    forged[-30] ^= 1
    (post.stick / "forged.lotse").write_bytes(forged)
    numbers = [post.visit().release for _ in range(3)]
    assert numbers == [2, 3, 4]
    left = {path.name.split("-")[1] for path in post.of("r")}
    assert left == {"3", "4"}
    assert (post.stick / "forged.lotse").read_bytes() == forged


def test_requests_of_strangers_and_of_revoked_desks_stay(post: Post) -> None:
    post.add("new")
    post.sync("new", log=0)
    new = set(post.of("q"))
    with open_home(post.folder / "office", writing=True) as office:
        revoke(office, list_of(post)[0], post.now.date())
    assert post.publish().tidied.requests == 0
    assert post.publish().tidied.requests == 0
    assert set(post.of("q")) == new


def list_of(post: Post) -> list[str]:
    from lotse_desk.office.desk_list import list_desks

    with open_home(post.folder / "office", writing=False) as office:
        return [desk.desk for desk in list_desks(office, post.now.date())]


def test_a_request_stays_until_the_desk_can_know_it_is_enrolled(post: Post) -> None:
    post.add("new")
    post.sync("new", log=0)
    post.enrol()
    assert post.publish().tidied.requests == 1
    assert len(post.of("q")) == 1
    assert post.publish().tidied.requests == 1


def test_what_is_not_ours_is_never_touched(post: Post, tmp_path: Path) -> None:
    other = Post(tmp_path / "other")
    other.folder.mkdir()
    other.found()
    other.sync(log=0)
    other.enrol()
    other.publish()
    other.sync(log=1)
    (batch,) = post.of("b")
    for path in [*other.of("b"), *other.of("r"), *other.of("q")]:
        shutil.copy(path, post.stick / path.name)
    (post.stick / "Brief.docx").write_bytes(b"PK\x03\x04 private")
    (post.stick / "b-torn22.lotse").write_bytes(batch.read_bytes()[:-1])
    strange = {p: p.read_bytes() for p in post.stick.iterdir() if p != batch}
    own = set(post.of("r")) & set(strange) - {post.stick / p.name for p in other.of("r")}
    requests = set(post.of("q")) - {post.stick / p.name for p in other.of("q")}
    for _ in range(3):
        post.visit()
    assert not batch.exists()
    for path, content in strange.items():
        if path not in own | requests:
            assert path.read_bytes() == content


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_nothing_is_deleted_behind_a_link(post: Post) -> None:
    (batch,) = post.of("b")
    outside = post.folder / "archive"
    outside.mkdir()
    batch.rename(outside / batch.name)
    (post.stick / batch.name).symlink_to(outside / batch.name)
    (post.stick / "archiv").symlink_to(outside)
    shutil.copy(outside / batch.name, post.stick / "wirklich.lotse")
    post.visit()
    assert post.visit().tidied.batches == 1
    assert (outside / batch.name).exists()
    assert (post.stick / batch.name).is_symlink()


def test_it_can_be_switched_off(post: Post) -> None:
    before = set(post.stick.iterdir())
    post.intake()
    for _ in range(3):
        assert post.publish(keep_files=True).tidied == Tidied()
    assert before <= set(post.stick.iterdir())


def test_what_was_interrupted_is_done_at_the_next_visit(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.visit()
    real, done = os.unlink, list[str]()

    def unlink(name: str, **more: int) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(name)
        real(name, **more)

    with monkeypatch.context() as killed:
        killed.setattr(removal.os, "unlink", unlink)
        with contextlib.suppress(KeyboardInterrupt):
            post.publish()
    assert len(done) == 1
    assert post.sync(log=0).confirmed_up_to == 2
    assert post.visit().tidied.files >= 1
    assert post.of("b") == []
    assert post.contacts() == 2


def test_a_file_that_cannot_be_deleted_is_said(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    post.visit()

    def unlink(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(removal.os, "unlink", unlink)
    done = post.publish()
    assert done.tidied.files == 0
    assert {reason for _, reason in done.problems} == {"not-removed"}
    assert len(done.problems) == 2


def test_an_office_set_back_deletes_nothing_it_does_not_have(post: Post) -> None:
    image = post.folder / "image"
    shutil.copytree(post.folder / "office", image)
    post.visit()
    shutil.rmtree(post.folder / "office")
    image.rename(post.folder / "office")
    post.publish()
    post.publish()
    assert len(post.of("b")) == 1
    assert post.intake().contacts == 2


def test_a_forked_batch_stays_as_evidence(post: Post) -> None:
    """Two homes that were one: what the second tells lies below what is confirmed, and differs."""
    shutil.copytree(post.folder / "desk", post.folder / "clone")
    before = set(post.of("b"))
    post.sync("desk")
    own = set(post.of("b")) - before
    post.sync("clone")
    cloned = set(post.of("b")) - before - own
    aside = {one.file for one in post.intake().set_aside}
    assert len(aside) == 1
    post.publish()
    assert post.publish().tidied.batches == 2
    assert {path.name for path in post.of("b")} == aside
    assert set(post.of("b")) <= own | cloned
