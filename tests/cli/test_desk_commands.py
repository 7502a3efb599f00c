"""The desk's place in the exchange on the command line, and the office's side of it."""

import csv
import datetime as dt
import shutil
import subprocess
import sys

import pytest

from lotse_desk.cli.command_line import run


@pytest.fixture
def say(command):
    """Runs a command that must succeed; answers its object."""

    def done(*words):
        code, data = command(*words)
        assert code == 0, data
        return data

    return done


@pytest.fixture
def refused(command):
    """Runs a command that must not succeed; answers code and type of the fault."""

    def fails(*words):
        code, data = command(*words)
        assert code != 0
        return code, data["error"]["type"]

    return fails


@pytest.fixture
def office(say, tmp_path):
    folder = tmp_path / "office"
    say(
        *("--home", folder, "init", "office", "--name", "Leitstelle", "--empty"),
        *("--keys", tmp_path / "keys"),
    )
    return folder


@pytest.fixture
def share(tmp_path):
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def init(say, folder, name, *more):
    return say("--home", folder, "init", "desk", "--town", "marl", "--name", name, "--empty", *more)


def test_thirty_desks_are_set_up_unattended_and_enrolled_by_one_list(say, office, share, tmp_path):
    made = [
        init(
            *(say, tmp_path / f"pc{number}", f"Empfang; {number}"),
            *("--request", share, "--list", tmp_path / "liste.csv"),
        )
        for number in range(3)
    ]
    assert all((share / one["request"]).is_file() for one in made)
    with (tmp_path / "liste.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row["fingerprint"] for row in rows] == [one["fingerprint"] for one in made]
    assert {row["name"] for row in rows} == {f"Empfang; {number}" for number in range(3)}
    shutil.move(tmp_path / "liste.csv", share / "liste.csv")
    done = say("--home", office, "office", "enrol", share / "liste.csv")
    assert sorted(done["enrolled"]) == sorted(one["id"] for one in made)
    say("--home", office, "office", "publish", share)
    assert say("--home", tmp_path / "pc0", "sync", share)["enrolled"]


def test_a_place_where_nothing_can_be_left_stops_before_anything_is_made(refused, tmp_path):
    desk = tmp_path / "desk"
    words = ("--home", desk, "init", "desk", "--town", "marl", "--name", "E", "--empty")
    assert refused(*words, "--request", tmp_path / "nowhere") == (1, "medium-gone")
    assert refused(*words, "--list", tmp_path / "list.txt") == (2, "invalid-value")
    assert refused(*words, "--list", "") == (2, "invalid-value")
    assert not desk.exists()


def test_machines_that_write_into_one_list_at_once_wait_for_each_other(say, share, tmp_path):
    homes = [tmp_path / f"pc{number}" for number in range(3)]
    for number, home in enumerate(homes):
        init(say, home, f"Empfang {number}")
    running = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "lotse_desk", "--home", home, "desk", "request"),
                *(share, "--list", share / "liste.csv"),
            ],
            stdout=subprocess.DEVNULL,
        )
        for home in homes
    ]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    lines = (share / "liste.csv").read_text("utf-8").splitlines()
    assert len(lines) == 4
    assert lines[0] == "fingerprint;town;name"
    assert len(set(lines)) == 4


def test_a_desk_without_its_key_says_what_to_do(say, refused, office, share, tmp_path, capsys):
    desk = tmp_path / "desk"
    first = init(say, desk, "Empfang 1", "--request", share)
    say("--home", office, "office", "enrol", share / first["request"])
    say("--home", office, "office", "publish", share)
    say("--home", desk, "sync", share)
    say("--home", desk, "log", "add", "--topic", "wohngeld")
    shutil.rmtree(desk / "keys")
    assert refused("--home", desk, "sync", share) == (1, "desk-key-missing")
    shown = say("--home", desk, "desk", "show")
    assert (shown["key"], shown["state"], shown["open_events"]) == (False, "enrolled", 1)
    assert not say("--home", desk, "check")["ok"]
    assert not say("--home", desk, "desk", "moved")["key"]
    renewed = say("--home", desk, "desk", "renew", "--name", "Empfang Süd", "--request", share)
    assert renewed["id"] != first["id"]
    assert say("--home", desk, "check")["ok"]
    taken = say("--home", office, "office", "intake", share)
    [asked] = taken["requests"]
    assert [one["desk"] for one in asked["follows"]] == [first["id"]]
    done = say(
        *("--home", office, "office", "enrol", asked["file"]),
        *("--fingerprint", renewed["fingerprint"], "--replaces", first["id"][:6]),
    )
    assert (done["revoked"], done["follows"]) == ([first["id"]], {renewed["id"]: [first["id"]]})
    say("--home", office, "office", "publish", share)
    say("--home", desk, "sync", share)
    assert say("--home", office, "office", "intake", share)["contacts"] == 1
    listed = {one["desk"]: one for one in say("--home", office, "office", "desks")["desks"]}
    assert listed[renewed["id"]]["follows"] == [first["id"]]
    assert run(["--home", str(office), "office", "desks"]) == 0
    assert f"folgt auf Empfang 1 ({first['id'][:6]})" in capsys.readouterr().out


def test_renaming_moving_and_leaving(say, refused, office, share, tmp_path):
    desk = tmp_path / "desk"
    first = init(say, desk, "Empfang 1", "--request", share)
    say("--home", office, "office", "enrol", share / first["request"])
    say("--home", office, "office", "publish", share)
    say("--home", desk, "sync", share)
    say("--home", desk, "log", "tally", "--concern", "way", "--count", "3")
    renamed = say("--home", desk, "desk", "rename", "Empfang Nord", "--request", share)
    assert renamed["id"] == first["id"]
    done = say("--home", office, "office", "enrol", share / renamed["request"])
    assert done["renamed"] == {first["id"]: "Empfang 1"}
    assert refused("--home", desk, "desk", "leave") == (1, "not-handed-over")
    assert refused("--home", desk, "desk", "new-place", "--name", "B") == (1, "not-handed-over")
    life = say("--home", desk, "desk", "moved")
    assert (len(life["incarnation"]), life["key"]) == (32, True)
    for _ in range(2):
        say("--home", desk, "sync", share)
        say("--home", office, "office", "intake", share)
        say("--home", office, "office", "publish", share)
    say("--home", desk, "sync", share)
    assert say("--home", desk, "desk", "leave") == {"handed_over": True}
    new = say(
        *("--home", desk, "desk", "new-place", "--name", "Empfang", "--town", "herten"),
        *("--house", "Haus (Muster)", "--request", share),
    )
    assert new["id"] != first["id"]
    assert new["town"] == "herten"
    assert say("--home", desk, "log", "list")["contacts"] == []
    assert refused("--home", office, "desk", "show") == (2, "wrong-role")


def test_batches_are_rescued_from_a_home_that_cannot_be_opened(say, refused, office, tmp_path):
    desk, share = tmp_path / "desk", tmp_path / "post"
    share.mkdir()
    first = init(say, desk, "Empfang 1", "--request", share)
    say("--home", office, "office", "enrol", share / first["request"])
    say("--home", office, "office", "publish", share)
    say("--home", desk, "log", "add")
    assert say("--home", desk, "sync", share)["left"]["contacts"] == 1
    (desk / "lotse-desk.sqlite3").write_bytes(b"no database any more" * 500)
    assert refused("--home", desk, "desk", "show") == (1, "database-damaged")
    rescued = tmp_path / "rescued"
    rescued.mkdir()
    assert say("--home", desk, "rescue", rescued)["files"] == 1
    assert say("--home", office, "office", "intake", rescued)["contacts"] == 1
    assert refused("--home", tmp_path / "none", "rescue", rescued) == (1, "no-home")


def test_the_office_is_reminded_of_desks_that_fell_silent(
    say, office, share, tmp_path, monkeypatch, capsys
):
    first = init(say, tmp_path / "desk", "Empfang 1", "--request", share)
    say("--home", office, "office", "enrol", share / first["request"])
    assert say("--home", office, "office", "intake", share)["reminders"] == {}
    monkeypatch.setenv("LOTSE_DESK_NOW", "2026-12-10T09:30")
    assert say("--home", office, "office", "intake", share)["reminders"] == {
        "never-seen": [first["id"]]
    }
    [desk] = say("--home", office, "office", "desks")["desks"]
    assert (desk["reminders"], desk["silent_days"], desk["seen_on"]) == (["never-seen"], 17, None)
    assert run(["--home", str(office), "office", "intake", str(share)]) == 0
    assert "Seit 14 Tagen oder länger kam nichts von: Empfang 1 (marl)." in capsys.readouterr().out
    assert run(["--home", str(office), "office", "desks"]) == 0
    assert "Seit der Anmeldung am 23.11.2026 kam noch nie etwas." in capsys.readouterr().out


def test_check_warns_before_a_desk_alone_deletes(say, tmp_path, monkeypatch):
    desk = tmp_path / "desk"
    init(say, desk, "Empfang 1")
    say("--home", desk, "log", "add")

    def codes_on(day):
        monkeypatch.setenv("LOTSE_DESK_NOW", f"{day.isoformat()}T09:00")
        return [one["code"] for one in say("--home", desk, "check")["findings"]]

    start = dt.date(2026, 11, 23)
    monkeypatch.setenv("LOTSE_DESK_NOW", "2027-11-01T09:00")
    say("--home", desk, "log", "add")
    assert "deletion-ahead" not in codes_on(start + dt.timedelta(days=300))
    for later in range(375, 381):
        assert codes_on(start + dt.timedelta(days=later)).count("deletion-ahead") == 1
    monkeypatch.setenv("LOTSE_DESK_NOW", "2028-01-20T09:00")
    say("--home", desk, "log", "add")
    assert "deletion-ahead" not in codes_on(dt.date(2028, 1, 20))
