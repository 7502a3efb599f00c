"""`office keys` on the command line: every command says what comes next."""

import json
import shutil
from pathlib import Path

import pytest

from lotse_desk.cli.command_line import run
from lotse_desk.home.home import open_home
from lotse_desk.office.office_keys import keys_still_here


@pytest.fixture
def place(tmp_path, capsys):
    """An office, its safe on another medium, and sticks; `say` runs a command at the office."""
    office, safe = tmp_path / "office", tmp_path / "safe"

    class Place:
        root, recovery = safe / "root-key.pem", safe / "recovery-key.txt"
        folder = tmp_path
        stick = tmp_path / "stick"

        def say(self, *words, code=0):
            capsys.readouterr()
            assert run(["--home", str(office), *map(str, words)]) == code
            printed = capsys.readouterr()
            return printed.err if code else printed.out

        def answer(self, *words, code=0):
            capsys.readouterr()
            assert run(["--home", str(office), "--json", *map(str, words)]) == code
            return json.loads(capsys.readouterr().out)

        def lock_up(self):
            with open_home(office, writing=False) as home:
                for path in keys_still_here(home):
                    away = safe.parent / "locked" / path.parent.name
                    away.mkdir(parents=True, exist_ok=True)
                    shutil.move(path, away)
            self.root = safe.parent / "locked" / "safe" / "root-key.pem"
            self.recovery = safe.parent / "locked" / "safe" / "recovery-key.txt"

    made = Place()
    made.stick.mkdir()
    made.say("init", "office", "--name", "Leitstelle (Muster)", "--keys", safe, "--empty")
    return made


def test_the_warning_stands_until_the_keys_are_away(place):
    for words in (
        ("office", "keys"),
        ("check",),
        ("office", "publish", place.stick),
        ("office", "intake", place.stick),
    ):
        assert "root-key.pem" in place.say(*words)
    assert len(place.answer("office", "publish", place.stick)["keys_here"]) == 4
    assert len(place.answer("office", "intake", place.stick)["keys_here"]) == 4
    place.lock_up()
    for words in (
        ("office", "keys"),
        ("check",),
        ("office", "publish", place.stick),
        ("office", "intake", place.stick),
    ):
        assert "weggeschlossen" not in place.say(*words)
    assert place.answer("office", "intake", place.stick)["keys_here"] == []


def test_every_change_says_what_comes_next(place):
    place.lock_up()
    keys = ["office", "keys"]
    new, second, spare = (place.folder / name for name in ("new", "second", "spare"))
    for words in (
        [*keys, "renew-release", "--root-key", place.root],
        [*keys, "renew-seal"],
        [*keys, "renew-recovery", "--keys", spare],
        [*keys, "renew-root", "--root-key", place.root, "--keys", new, "--root-keys", "2"],
        [*keys, "add-second", second, "--root-key", new / "root-key-2.pem"],
        [
            *keys,
            "sheet",
            "--root-key",
            new / "root-key-1.pem",
            "--recovery-key",
            spare / "recovery-key.txt",
            "--out",
            place.folder / "blatt.pdf",
        ],
    ):
        said = place.say(*words)
        assert "Als Nächstes:\n1. " in said
    listed = place.answer(*keys)
    assert (len(listed["roots"]), listed["roots_needed"]) == (2, 1)
    assert len(listed["second"]) == 1
    number = listed["second"][0]["number"]
    which = place.answer(*keys, "which", second / "second-key.pem")
    assert which == {"kind": "second", "number": number, "state": "holds"}
    assert place.answer(*keys, "which", place.root)["state"] == "replaced"
    refused = place.say("office", "publish", place.stick, code=1)
    assert "zwei Personen" in refused
    assert "--second-key" in refused
    assert list(place.stick.iterdir()) == []
    done = place.answer("office", "publish", place.stick, "--second-key", second / "second-key.pem")
    assert done["release"] == 1
    assert str(second / "second-key.pem") not in done["keys_here"]
    said = place.say(*keys, "remove-second", number, "--root-key", new / "root-key-1.pem")
    assert "allein" in said


def test_what_is_wrong_is_said_with_what_to_do(place):
    place.lock_up()
    keys = ["office", "keys"]
    typed = place.folder / "typed.txt"
    typed.write_text("3333 3333 3333 3333 3\n" * 4)
    assert "Zeile 1" in place.say(*keys, "which", typed, code=1)
    typed.write_text("3333 3333 3333 3333 3\n")
    assert "Die Abschrift" in place.say(*keys, "which", typed, code=1)
    for words, part in (
        (["renew-release", "--root-key", place.recovery], "kein Schlüssel"),
        (["renew-release", "--root-key", place.folder / "none"], "nicht da"),
        (["recover", "--root-key", place.root, "--recovery-key", place.root], "kein Schlüssel"),
    ):
        assert part in place.say(*keys, *words, code=1)
    place.say("office", "publish", place.stick)
    said = place.say(
        *keys, "renew-root", "--root-key", place.root, "--keys", place.stick / "x", code=1
    )
    assert "anderen" in said
    assert place.say(*keys, "renew-root", "--root-key", place.root, code=2)
    assert place.say(*keys, "renew-release", code=2)
    assert place.say(
        *keys, "renew-root", "--root-key", place.root, "--keys", place.folder / "y",
        "--root-keys", "1", "--needed", "2", code=2,
    )  # fmt: skip
    assert not (place.folder / "y").exists()


def test_an_office_without_its_keys_is_told_what_to_do(place):
    place.lock_up()
    place.say("office", "publish", place.stick)
    shutil.rmtree(place.folder / "office" / "keys")
    assert "office keys recover" in place.say("office", "keys")
    assert "office keys" in place.say("check")
    assert "office keys recover" in place.say("office", "intake", place.stick, code=1)
    assert "office keys" in place.say("office", "publish", place.stick)  # the same file again
    place.say("office", "policy", "--codes", "off")
    assert "office keys renew-release" in place.say("office", "publish", place.stick, code=1)
    place.say(
        "office", "keys", "recover", "--root-key", place.root, "--recovery-key", place.recovery
    )
    assert "FEHLT" not in place.say("office", "keys")
    done = place.answer("office", "intake", place.stick, "--recovery-key", place.recovery)
    assert done["problems"] == []
    assert place.answer("office", "publish", place.stick)["release"] == 2


def test_an_office_from_a_release_and_its_keys(place):
    place.lock_up()
    before = place.answer("office", "publish", place.stick)
    shutil.rmtree(place.folder / "office")
    words = ["init", "office", "--from-release", place.stick]
    assert "--recovery-key" in place.say(*words, "--root-key", place.root, code=2)
    assert place.say("init", "office", code=2)
    said = place.answer(*words, "--root-key", place.root, "--recovery-key", place.recovery)
    assert (said["role"], said["release"], said["desks"]) == ("office", before["release"], 0)
    after = place.answer("office", "publish", place.stick)
    assert after["release"] == before["release"] + 1001
    assert Path(place.stick / after["file"]).is_file()


def test_what_a_key_is_without_an_office_to_ask(place, capsys):
    numbers = {
        "signs": place.answer("office", "keys")["roots"][0]["number"],
        "opens": place.answer("office", "keys")["recovery"]["number"],
    }
    nowhere = ["--home", str(place.folder / "new PC")]
    for does, path in (("signs", place.root), ("opens", place.recovery)):
        capsys.readouterr()
        assert run([*nowhere, "office", "keys", "which", str(path)]) == 0
        said = capsys.readouterr().out
        assert numbers[does] in said
        assert ("Wurzelschlüssel" in said) == (does == "signs")
        assert "keine Leitstelle" in said
    assert run([*nowhere, "office", "keys", "which", str(place.folder / "missing")]) == 1
    assert "die Datei ist nicht da" in capsys.readouterr().err
    assert not (place.folder / "new PC").exists()
