"""The exchange on the command line: shapes and exit codes of commands.md."""

import json
import shutil

import pytest

from lotse_desk.cli.command_line import run


@pytest.fixture
def say(capsys, tmp_path):
    def command(*words):
        code = run([str(word) for word in (*words, "--json")])
        captured = capsys.readouterr()
        assert captured.err == ""
        assert captured.out.count("\n") == 1
        return code, json.loads(captured.out)

    return command


@pytest.fixture
def places(tmp_path):
    for name in ("stick", "other"):
        (tmp_path / name).mkdir()
    return tmp_path / "desk", tmp_path / "office", tmp_path / "stick"


def done(answer):
    code, data = answer
    assert code == 0, data
    return data


def test_a_week_on_the_command_line(say, places, tmp_path, monkeypatch):
    monkeypatch.setenv("LOTSE_DESK_NOW", "2026-11-23T09:30")
    desk, office, stick = places
    keys = tmp_path / "keys"
    made = done(say("--home", office, "init", "office", "--name", "L", "--keys", keys, "--empty"))
    assert set(made) >= {"role", "id", "fingerprint"}
    new = done(
        say("init", "desk", "--town", "marl", "--name", "Empfang 1", "--empty", "--home", desk)
    )
    first = done(say("--home", desk, "sync", stick))
    assert (first["enrolled"], first["confirmed_up_to"], first["problems"]) == (False, 0, [])
    request = stick / first["request"]
    code, refused = say(
        "--home", office, "office", "enrol", request, "--fingerprint", made["fingerprint"]
    )
    assert (code, refused["error"]["type"]) == (1, "fingerprint-differs")
    enrolled = done(
        say("--home", office, "office", "enrol", request, "--fingerprint", new["fingerprint"])
    )
    assert enrolled["enrolled"] == [new["id"]]
    published = done(say("--home", office, "office", "publish", stick))
    assert published["release"] == 1
    assert (stick / published["file"]).is_file()
    assert {"changed", "warnings"} <= set(published)
    done(say("--home", desk, "log", "tally", "--concern", "way", "--count", "17"))
    done(say("--home", desk, "log", "add", "--topic", "wohngeld"))
    left = done(say("--home", desk, "sync", stick, "--office-fingerprint", made["fingerprint"]))
    assert left["taken"] == {"release": 1}
    assert (left["left"]["batch"], left["left"]["events"]) == (1, 2)
    taken = done(say("--home", office, "office", "intake", stick))
    assert taken["accepted"] == 1
    assert taken["contacts"] == 18
    shape = {"accepted", "duplicates", "held", "gaps", "set_aside", "contacts"}
    assert shape <= set(taken)
    done(say("--home", office, "office", "publish", stick))
    assert done(say("--home", desk, "sync", stick))["confirmed_up_to"] == 2
    listed = done(say("--home", office, "office", "desks"))["desks"]
    assert listed[0]["desk"] == new["id"]
    assert listed[0]["confirmed_up_to"] == 2
    shape = {"desk", "town", "name", "confirmed_up_to", "last_batch", "missing"}
    assert shape <= set(listed[0])
    assert done(say("carry", stick, tmp_path / "other"))["files"] == 3  # the request is gone
    assert done(say("--home", office, "office", "revoke", new["id"]))


def test_what_stands_in_the_way_ends_with_one_clear_sentence(say, places, tmp_path):
    desk, office, stick = places
    done(say("--home", desk, "init", "desk", "--town", "marl", "--name", "E", "--empty"))
    done(say("--home", office, "init", "office", "--name", "L", "--empty"))
    (tmp_path / "letter.txt").write_text("something else, long enough")
    for words, code, kind in (
        (("--home", desk, "sync", tmp_path / "pulled"), 1, "medium-gone"),
        (("--home", desk, "sync", desk), 1, "medium-inside-home"),
        (("--home", desk, "sync", tmp_path / "letter.txt"), 1, "medium-not-a-folder"),
        (("--home", office, "sync", stick), 2, "wrong-role"),
        (("--home", desk, "office", "intake", stick), 2, "wrong-role"),
        (("--home", desk, "office", "publish", stick), 2, "wrong-role"),
        (("--home", office, "office", "enrol", tmp_path / "letter.txt"), 1, "file-not-ours"),
        (("--home", office, "office", "enrol", tmp_path / "none"), 1, "unreadable"),
        (("--home", office, "office", "revoke", "12345678"), 2, "not-found"),
        (("--home", office, "office", "intake", tmp_path / "pulled"), 1, "medium-gone"),
        (("carry", tmp_path / "pulled", stick), 1, "medium-gone"),
        (("--home", desk, "sync"), 2, "no-usual-medium"),
    ):
        answered, data = say(*words)
        assert (answered, data["error"]["type"]) == (code, kind)
        assert data["error"]["text"]


def test_people_read_german(places, capsys, tmp_path):
    desk, office, stick = places
    for words in (
        ("--home", desk, "init", "desk", "--town", "marl", "--name", "E", "--empty"),
        ("--home", office, "init", "office", "--name", "L", "--empty"),
        ("--home", desk, "sync", stick),
    ):
        assert run([str(word) for word in words]) == 0
    said = capsys.readouterr().out
    assert "noch nicht angemeldet" in said
    assert run(["--home", str(office), "office", "intake", str(stick)]) == 0
    assert "Antrag auf Anmeldung" in capsys.readouterr().out
    (stick / "b-torn.lotse").write_bytes(b"\x89LOTSEB1\r\n\x1a\n" + b"\0" * 20)
    assert run(["--home", str(office), "office", "intake", str(stick)]) == 0
    assert "b-torn.lotse: Die Datei ist unvollständig" in capsys.readouterr().out


def test_publishing_says_that_the_office_was_restored(say, places, tmp_path, capsys):
    _, office, stick = places
    done(say("--home", office, "init", "office", "--name", "L", "--empty"))
    shutil.copytree(office, tmp_path / "kept")
    assert done(say("--home", office, "office", "publish", stick))["restored"] is False
    shutil.rmtree(office)
    shutil.copytree(tmp_path / "kept", office)
    shutil.copytree(tmp_path / "kept", tmp_path / "again")
    assert done(say("--home", office, "office", "publish", stick))["restored"] is True
    assert done(say("--home", office, "office", "publish", stick))["restored"] is False
    assert run(["--home", str(tmp_path / "again"), "office", "publish", str(stick)]) == 0
    assert "wurde zurückgesetzt" in capsys.readouterr().out
