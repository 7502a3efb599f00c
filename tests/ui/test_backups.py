"""Backups in the window: made by itself, brought back on two keys, and a damaged home rescued."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from lotse_desk.home.backup_places import put_second_folder
from lotse_desk.home.backups import kept_backups, make_backup_now
from lotse_desk.home.home import DATABASE_NAME, open_home
from lotse_desk.home.recovery_key import RecoveryKey, keep_recovery_key, recovery_key_of
from lotse_desk.storage.event_log import EventLog
from lotse_desk.sync.key_files import lines_of
from lotse_desk.sync.keys import SealIdentity
from lotse_desk.ui.application import DeskWindow
from lotse_desk.ui.bringing_back import BringingBack
from lotse_desk.ui.printing import PrintResult
from lotse_desk.ui.said import Said

TODAY = dt.date(2026, 11, 23)
FRIDAY = dt.date(2026, 11, 20)


def print_sheet(counter) -> None:
    counter.desk.printer.found = lambda _: True
    counter.desk.printer.ask = lambda _, choose: choose(object())
    counter.press("Ctrl+P")
    counter.until_said("gilt ab jetzt")


def sheet_of(folder: Path) -> tuple[str, ...]:
    """Let a new recovery key hold; answers the lines on its paper."""
    identity = SealIdentity.generate()
    keep_recovery_key(folder, RecoveryKey(identity.recipient, TODAY))
    return lines_of(identity)


def count_one(counter) -> None:
    before = len(counter.today())
    counter.press("Shift+F2")
    counter.until_said("Gezählt")
    assert len(counter.today()) == before + 1


def incarnation(folder: Path) -> str:
    with open_home(folder, writing=False) as home:
        return EventLog(home.database).incarnation


def damage(folder: Path) -> bytes:
    path = folder / DATABASE_NAME
    path.write_bytes(b"\0" * 4096 + path.read_bytes()[4096:])
    return path.read_bytes()


@pytest.fixture
def opened(qtbot, printer):
    made = []

    def open_on(folder: Path) -> DeskWindow:
        desk = DeskWindow(folder, printer)
        qtbot.addWidget(desk.window)
        desk.window.resize(1366, 698)
        desk.window.show()
        desk.start()
        made.append(desk)
        return desk

    yield open_on
    for desk in made:
        desk.close()


def test_the_backup_of_the_day_is_made_by_itself(counter, desk_folder) -> None:
    assert kept_backups(desk_folder) == []
    counter.until(lambda: bool(kept_backups(desk_folder)))
    [kept] = kept_backups(desk_folder)
    assert kept.made_on == TODAY
    counter.press("Ctrl+J")
    page = counter.desk.backups
    counter.until(lambda: page.list.count() == 1)
    assert "heute" in page.state.text()
    assert "gelöscht am 28.12.2026" in page.list.item(0).text()


def test_a_backup_that_fails_is_said_and_work_goes_on(counter, desk_folder) -> None:
    (desk_folder / "backups").write_bytes(b"no folder")
    counter.until_said("Die Sicherung von heute ist nicht gelungen")
    count_one(counter)


def test_brought_back_on_two_keys_after_a_yes(counter, desk_folder) -> None:
    make_backup_now(desk_folder, FRIDAY)
    before = incarnation(desk_folder)
    count_one(counter)
    counter.press("Ctrl+J")
    page = counter.desk.backups
    counter.until(lambda: page.list.count() >= 1)
    page.list.setCurrentRow(page.list.count() - 1)
    counter.press("Ctrl+Z")
    assert "Freitag, 20.11.2026" in page.question.words.text()
    assert "90 Tagen" in page.question.words.text()
    counter.press("Esc")
    assert "nichts geändert" in counter.said
    assert len(counter.today()) == 1
    counter.press("Ctrl+Z")
    counter.press("Ctrl+B")
    counter.until_said("Zurückgeholt: Sicherung von Freitag")
    counter.until(counter.page.isVisible)
    assert counter.today() == []
    assert incarnation(desk_folder) != before
    assert len(list(desk_folder.glob("set-aside-*.sqlite3"))) == 1
    count_one(counter)


def test_a_second_folder_gets_every_backup(counter, desk_folder, tmp_path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    counter.press("Ctrl+J")
    page = counter.desk.backups
    page._ask_folder = lambda _, chosen: chosen(str(second))
    counter.until(lambda: page.list.count() >= 1)
    counter.press("Ctrl+Shift+O")
    counter.until_said("noch kein Wiederherstellungsblatt")
    print_sheet(counter)
    counter.press("Ctrl+Shift+O")
    counter.until_said("Gesichert und geprüft")
    counter.until(lambda: str(second) in page.state.text())
    [sealed] = second.iterdir()
    assert sealed.suffix == ".sealed"
    counter.until(lambda: page.list.count() == 2)
    rows = [page.list.item(row).text() for row in range(2)]
    assert ["Wiederherstellungsblatt vom 23.11.2026" in row for row in rows].count(True) == 1


def test_a_sheet_that_is_not_printed_does_not_hold(counter, desk_folder, printer, tmp_path) -> None:
    counter.press("Ctrl+J")
    page = counter.desk.backups
    counter.desk.printer.found = lambda _: True
    counter.desk.printer.ask = lambda _, choose: choose(None)
    counter.press("Ctrl+P")
    counter.until_said("es bleibt, wie es war")
    printer.answer = PrintResult.REFUSED
    counter.desk.printer.ask = lambda _, choose: choose(object())
    page.sheets.ask_where = lambda _page, _chosen, left: left()
    counter.desk.window.say(Said(""))
    counter.press("Ctrl+P")
    counter.until_said("es bleibt, wie es war")
    assert recovery_key_of(desk_folder) is None
    taken = tmp_path / "there.pdf"
    taken.write_bytes(b"theirs")
    page.sheets.ask_where = lambda _page, chosen, _left: chosen(str(taken))
    counter.press("Ctrl+Shift+P")
    counter.until_said("gibt es schon")
    assert (taken.read_bytes(), recovery_key_of(desk_folder)) == (b"theirs", None)
    page.sheets.ask_where = lambda _page, chosen, _left: chosen(str(tmp_path / "new.pdf"))
    counter.press("Ctrl+Shift+P")
    counter.until_said("gilt ab jetzt")
    assert (tmp_path / "new.pdf").stat().st_mode & 0o077 == 0
    assert recovery_key_of(desk_folder) is not None


def test_a_new_pc_begins_with_a_sealed_backup_and_its_paper(
    opened, qtbot, desk_folder, tmp_path
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    old, sheet = sheet_of(desk_folder), sheet_of(desk_folder)
    put_second_folder(desk_folder, second)
    make_backup_now(desk_folder, FRIDAY)
    [sealed] = second.iterdir()
    shutil.rmtree(desk_folder)
    desk = opened(tmp_path / "new-pc")
    qtbot.waitUntil(lambda: hasattr(desk, "setup") and desk.setup.isVisible(), timeout=20_000)
    desk.setup.from_backup.click()
    page = desk.bringing_back.page
    page._ask_file = lambda _, chosen: chosen(str(sealed))
    page._file.trigger()
    field = page.question.key
    assert field.isVisible()
    assert field.accessibleName()
    assert "Wiederherstellungsblatt vom 23.11.2026" in page.question.hint.text()

    def answer(typed: str, said: str) -> None:
        field.setPlainText(typed)
        page._yes.trigger()
        qtbot.waitUntil(lambda: said in page.result.text(), timeout=20_000)
        assert page.question.asked

    answer("\n".join(old), "Schlüssel eines anderen Blatts")
    answer("irgendwas", "kein Schlüssel")
    wrong = list(sheet)
    wrong[2] = wrong[2][:6] + ("A" if wrong[2][6] != "A" else "C") + wrong[2][7:]
    answer("\n".join(wrong), "Zeile 3, Gruppe 2,")
    assert field.textCursor().blockNumber() == 2
    field.setPlainText("\n".join(line.lower().replace(" ", "-") for line in sheet))
    page._yes.trigger()
    qtbot.waitUntil(lambda: desk.house.town == "herten", timeout=60_000)
    qtbot.waitUntil(desk.counter.isVisible, timeout=20_000)
    assert field.toPlainText() == ""
    known = recovery_key_of(tmp_path / "new-pc")
    assert known is not None
    assert known.since == TODAY


def test_a_damaged_home_waits_and_is_rescued(opened, qtbot, desk_folder) -> None:
    make_backup_now(desk_folder, FRIDAY)
    damaged = damage(desk_folder)
    desk = opened(desk_folder)
    qtbot.waitUntil(lambda: "bringing_back" in vars(desk), timeout=20_000)
    page = desk.bringing_back.page
    qtbot.waitUntil(page.isVisible, timeout=20_000)
    qtbot.waitUntil(lambda: page.list.count() == 1, timeout=20_000)
    assert "noch nichts verändert" in page.notice.text()
    assert (desk_folder / DATABASE_NAME).read_bytes() == damaged
    page._rescue.trigger()
    assert "letzte gute Sicherung" in page.question.words.text()
    page._yes.trigger()
    qtbot.waitUntil(lambda: "Zurückgeholt" in desk.window.line.text, timeout=60_000)
    qtbot.waitUntil(desk.counter.isVisible, timeout=20_000)
    [aside] = desk_folder.glob("set-aside-*.sqlite3")
    assert aside.read_bytes() == damaged
    assert not page._rescue.isVisible()


def test_a_home_that_is_well_again_is_opened_on_a_second_try(opened, qtbot, desk_folder) -> None:
    path = desk_folder / DATABASE_NAME
    whole = path.read_bytes()
    damage(desk_folder)
    desk = opened(desk_folder)
    qtbot.waitUntil(lambda: "bringing_back" in vars(desk), timeout=20_000)
    page = desk.bringing_back.page
    qtbot.waitUntil(page.isVisible, timeout=20_000)
    path.write_bytes(whole)
    page._again.trigger()
    qtbot.waitUntil(desk.counter.isVisible, timeout=20_000)
    assert page.notice.text() == ""
    assert not page._rescue.isEnabled()


def test_a_database_that_is_gone_is_no_first_start(opened, qtbot, desk_folder) -> None:
    make_backup_now(desk_folder, FRIDAY)
    (desk_folder / DATABASE_NAME).unlink()
    desk = opened(desk_folder)
    qtbot.waitUntil(lambda: "bringing_back" in vars(desk), timeout=20_000)
    page = desk.bringing_back.page
    qtbot.waitUntil(page.isVisible, timeout=20_000)
    page._rescue.trigger()
    page._yes.trigger()
    qtbot.waitUntil(lambda: desk.house.town == "herten", timeout=60_000)


def test_a_new_pc_begins_with_a_backup(opened, qtbot, desk_folder, tmp_path) -> None:
    make_backup_now(desk_folder, FRIDAY)
    [kept] = kept_backups(desk_folder)
    shutil.copy(kept.path, tmp_path / "brought.sqlite3")
    desk = opened(tmp_path / "new-pc")
    qtbot.waitUntil(lambda: hasattr(desk, "setup") and desk.setup.isVisible(), timeout=20_000)
    desk.setup.from_backup.click()
    page = desk.bringing_back.page
    assert page.isVisible()
    assert "noch kein Platz" in page.notice.text()
    page._ask_file = lambda _, chosen: chosen(str(tmp_path / "brought.sqlite3"))
    page._file.trigger()
    page._yes.trigger()
    qtbot.waitUntil(lambda: desk.house.town == "herten", timeout=60_000)
    qtbot.waitUntil(desk.counter.isVisible, timeout=20_000)


def test_a_file_that_is_no_backup_changes_nothing(counter, desk_folder, tmp_path) -> None:
    count_one(counter)
    (tmp_path / "other.sqlite3").write_bytes(b"something else" * 100)
    counter.press("Ctrl+J")
    page = counter.desk.backups
    page._ask_file = lambda _, chosen: chosen(str(tmp_path / "other.sqlite3"))
    counter.press("Ctrl+O")
    counter.press("Ctrl+B")
    counter.until(lambda: page.result.text().startswith("▲"))
    counter.until(counter.page.isVisible)
    assert len(counter.today()) == 1


def test_damage_met_at_work_opens_the_way_out(counter, desk_folder) -> None:
    from lotse_desk.domain.faults import DatabaseDamaged

    counter.desk._failed(DatabaseDamaged("x", "row 3 missing from index"))
    assert isinstance(counter.desk.bringing_back, BringingBack)
    counter.press("Ctrl+J")
    assert counter.desk.backups._rescue.isVisible()
    assert "row 3" in counter.desk.backups.finding.text()
