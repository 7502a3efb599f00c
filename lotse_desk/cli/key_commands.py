"""The keys of the office: what there is, and every change of one, each saying what comes next."""

import argparse
import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lotse_desk.cli.answer import Answer
from lotse_desk.domain.faults import NoHome, WrongRole
from lotse_desk.home.clock import today
from lotse_desk.home.exchange_keys import NOWHERE
from lotse_desk.home.home import open_home
from lotse_desk.office.earlier_life import look_at_medium
from lotse_desk.office.key_ceremonies import (
    MadeKeys,
    add_second_signer,
    recover_keys,
    remove_second_signer,
    renew_recovery_key,
    renew_release_key,
    renew_root,
    renew_seal_key,
)
from lotse_desk.office.office_keys import (
    AWAY,
    OPENS,
    SIGNS,
    KeysOfOffice,
    OfficeKey,
    key_by_itself,
    office_keys,
    which_key,
)
from lotse_desk.office.recovery_sheet import write_sheet

_PLACES = {
    "keystore": "im Schlüsselspeicher dieses Kontos",
    "file": "in einer Datei im Datenordner dieser Leitstelle",
    NOWHERE: "FEHLT auf diesem Rechner",
}
_SAFE_PLACES = {
    "root": "gehört in seinen Umschlag",
    "recovery": "gehört in seinen Umschlag",
    "second": "bei der zweiten Person",
}
_KINDS = {
    "root": "Wurzelschlüssel",
    "release": "Schlüssel für Ausgaben",
    "second": "Schlüssel der zweiten Person",
    "seal": "Schlüssel für Umschläge der Plätze",
    "recovery": "Wiederherstellungs-Schlüssel",
}
_BY_ITSELF = {
    SIGNS: "ein Schlüssel, der unterschreibt: ein Wurzelschlüssel, ein Schlüssel für Ausgaben oder "
    "der einer zweiten Person.",
    OPENS: "ein Schlüssel, der öffnet: ein Wiederherstellungs-Schlüssel oder einer für Umschläge.",
}
_STATES = {
    "holds": "Er gilt.",
    "replaced": "Er wurde ersetzt und gilt nicht mehr.",
}
_PUBLISH = (
    "„lotse-desk office publish ORDNER“ auf jeden Stick: Die Plätze übernehmen es mit der nächsten "
    "Ausgabe."
)
_LOCK_ROOT = "Den Wurzelschlüssel wieder einschließen."


def register(acts: Any, common: argparse.ArgumentParser) -> None:
    """Add `office keys` with its own commands."""
    keys = acts.add_parser("keys", parents=[common], help="Schlüssel: was da ist, und Wechsel")
    keys.set_defaults(run=_overview)
    add = keys.add_subparsers(title="Befehle", metavar="BEFEHL").add_parser
    which = add("which", parents=[common], help="was für ein Schlüssel in einer Datei steht")
    which.add_argument("file", metavar="DATEI")
    which.set_defaults(run=_which)
    release = add("renew-release", parents=[common], help="neuer Schlüssel für Ausgaben")
    add_root_keys(release)
    release.set_defaults(run=_renew_release)
    root = add("renew-root", parents=[common], help="neue Wurzelschlüssel")
    add_root_keys(root)
    root.add_argument("--keys", required=True, metavar="ORDNER", help="wohin mit den neuen")
    root.add_argument("--root-keys", type=int, default=1, metavar="N", help="wie viele es gibt")
    root.add_argument("--needed", type=int, default=1, metavar="M", help="wie viele nötig sind")
    root.set_defaults(run=_renew_root)
    seal = add("renew-seal", parents=[common], help="neuer Schlüssel für Umschläge der Plätze")
    seal.set_defaults(run=_renew_seal)
    recovery = add("renew-recovery", parents=[common], help="neuer Wiederherstellungs-Schlüssel")
    recovery.add_argument("--keys", required=True, metavar="ORDNER")
    recovery.set_defaults(run=_renew_recovery)
    recover = add(
        "recover", parents=[common], help="nach „restore“ auf einem neuen Rechner: neue Schlüssel"
    )
    add_root_keys(recover)
    recover.add_argument("--recovery-key", required=True, metavar="DATEI")
    recover.add_argument("--medium", metavar="ORDNER", help="zuerst sehen, was zuletzt herausging")
    recover.set_defaults(run=_recover)
    second = add("add-second", parents=[common], help="ab jetzt geben zwei Personen heraus")
    second.add_argument("keys", metavar="ORDNER", help="der Stick der zweiten Person")
    add_root_keys(second)
    second.set_defaults(run=_add_second)
    removal = add("remove-second", parents=[common], help="eine zweite Person scheidet aus")
    removal.add_argument("number", metavar="NUMMER", help="wie „office keys“ sie zeigt")
    add_root_keys(removal)
    removal.set_defaults(run=_remove_second)
    sheet = add("sheet", parents=[common], help="das Wiederherstellungsblatt drucken")
    add_root_keys(sheet)
    sheet.add_argument("--recovery-key", metavar="DATEI")
    sheet.add_argument("--out", required=True, metavar="DATEI", help=".pdf oder .txt")
    sheet.set_defaults(run=_sheet)


def add_root_keys(parser: Any, *, required: bool = True) -> None:
    """Add `--root-key`, which takes one file or as many as the office's root needs."""
    parser.add_argument(
        "--root-key",
        required=required,
        nargs="+",
        action="extend",
        metavar="DATEI",
        help="Wurzelschlüssel aus seinem Umschlag, als Datei oder abgetippt",
    )


def lying_lines(lying: Sequence[Path]) -> list[str]:
    """The standing warning while keys that must be locked up are seen by this machine."""
    if not lying:
        return []
    return [
        "Achtung: An diesem Rechner liegen noch Schlüssel, die weggeschlossen gehören:",
        *(f"  {path}" for path in lying),
    ]


def _overview(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=False) as home:
        keys = office_keys(home)
    data = asdict(keys) | {"lying_here": [*map(str, keys.lying_here)]}
    return Answer(data, "\n".join(_listed(keys)))


def _listed(keys: KeysOfOffice) -> list[str]:
    roots = f"Wurzelschlüssel: {len(keys.roots)}, davon nötig: {keys.roots_needed}"
    lines = [roots, *map(_key, keys.roots)]
    lines += ["Schlüssel für Ausgaben", _key(keys.release)]
    if keys.second:
        lines += ["Eine Ausgabe braucht zwei Personen. Schlüssel zweiter Personen:"]
        lines += map(_key, keys.second)
    else:
        lines += ["Eine Ausgabe braucht eine Person."]
    lines += ["Schlüssel für Umschläge der Plätze", _key(keys.seal)]
    lines += [f"{_key(key)} (für Umschläge, die noch unterwegs sind)" for key in keys.earlier_seals]
    lines += ["Wiederherstellungs-Schlüssel", _key(keys.recovery)]
    lines += _missing(keys)
    return lines + lying_lines(keys.lying_here)


def _missing(keys: KeysOfOffice) -> list[str]:
    if NOWHERE not in (keys.release.place, keys.seal.place):
        return []
    lines = ["", "Als Nächstes:"]
    if keys.seal.place == NOWHERE:
        return [
            *lines,
            "Wurzelschlüssel und Wiederherstellungs-Schlüssel aus ihrem Umschlag holen: "
            "„lotse-desk office keys recover --root-key DATEI --recovery-key DATEI“.",
        ]
    return [
        *lines,
        "Den Wurzelschlüssel aus seinem Umschlag holen: „lotse-desk office keys renew-release "
        "--root-key DATEI“.",
    ]


def _key(key: OfficeKey) -> str:
    place = _SAFE_PLACES[key.kind] if key.place == AWAY else _PLACES[key.place]
    facts = [f"  Nr. {key.number}", place]
    facts += [f"seit {_day(key.since)}"] if key.since else []
    facts += [f"bis {_day(key.until)}"] if key.until else []
    return ", ".join(facts)


def _day(iso: str) -> str:
    return f"{dt.date.fromisoformat(iso):%d.%m.%Y}"


def _which(arguments: argparse.Namespace) -> Answer:
    path = Path(arguments.file)
    try:
        with open_home(arguments.home, writing=False) as home:
            known = which_key(home, path)
    except (NoHome, WrongRole):
        does, number = key_by_itself(path)
        text = (
            f"Nr. {number}: {_BY_ITSELF[does]} In {arguments.home} ist keine Leitstelle, mit der "
            "er sich vergleichen ließe; ob er noch gilt, steht nur dort."
        )
        return Answer({"kind": None, "number": number, "state": "not-compared", "does": does}, text)
    data = {"kind": known.kind, "number": known.number, "state": known.state}
    if known.kind is None:
        text = f"Nr. {known.number}: Dieser Schlüssel gehört nicht zu dieser Leitstelle."
    else:
        text = f"{_KINDS[known.kind]} Nr. {known.number}. {_STATES[known.state]}"
    return Answer(data, text)


def _renew_release(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        renew_release_key(home, _root_files(arguments), today())
        keys = office_keys(home)
    said = "Der Schlüssel für Ausgaben ist neu; der alte ist nichts mehr wert."
    return _done({"release": keys.release.number}, said, [_PUBLISH, _LOCK_ROOT])


def _renew_root(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        made = renew_root(
            home,
            _root_files(arguments),
            Path(arguments.keys),
            today(),
            count=arguments.root_keys,
            needed=arguments.needed,
        )
    many = arguments.root_keys > 1
    said = "Die Wurzelschlüssel sind neu" if many else "Der Wurzelschlüssel ist neu"
    if many:
        said += f"; {arguments.needed} von {arguments.root_keys} sind nötig"
    return _made(
        made,
        f"{said}. Frühere sind nichts mehr wert, sobald die Plätze die nächste Ausgabe haben.",
        [
            "Ein neues Wiederherstellungsblatt drucken: „lotse-desk office keys sheet --root-key "
            "DATEI --recovery-key DATEI --out DATEI.pdf“.",
            "Jeden neuen Wurzelschlüssel auf einen eigenen Stick, in einen eigenen Umschlag.",
            _PUBLISH,
            "Die alten Wurzelschlüssel und Blätter erst vernichten, wenn alle Plätze sie haben "
            "(„lotse-desk office desks“).",
        ],
    )


def _renew_seal(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        renew_seal_key(home, today())
        keys = office_keys(home)
    said = "Der Schlüssel für Umschläge ist neu. Der alte öffnet noch, was unterwegs ist."
    return _done({"seal": keys.seal.number}, said, [_PUBLISH])


def _renew_recovery(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        made = renew_recovery_key(home, Path(arguments.keys), today())
    return _made(
        made,
        "Der Wiederherstellungs-Schlüssel ist neu.",
        [
            "Ein neues Wiederherstellungsblatt drucken: „lotse-desk office keys sheet --root-key "
            "DATEI --recovery-key DATEI --out DATEI.pdf“.",
            _PUBLISH,
            "Den alten noch aufheben, bis alle Plätze die nächste Ausgabe haben: Er öffnet, was "
            "bis dahin verschlossen wurde.",
        ],
    )


def _recover(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        if arguments.medium:
            look_at_medium(home, Path(arguments.medium), today())
        recover_keys(home, _root_files(arguments), Path(arguments.recovery_key), today())
        keys = office_keys(home)
    return _done(
        {"release": keys.release.number, "seal": keys.seal.number},
        "Diese Leitstelle hat neue Schlüssel; die verlorenen sind nichts mehr wert.",
        [
            "Jeden Stick einlesen: „lotse-desk office intake ORDNER --recovery-key DATEI“. So "
            "öffnen sich auch Umschläge für den verlorenen Schlüssel.",
            _PUBLISH,
            "Wurzelschlüssel und Wiederherstellungs-Schlüssel wieder einschließen.",
        ],
    )


def _add_second(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        made = add_second_signer(home, _root_files(arguments), Path(arguments.keys), today())
    return _made(
        made,
        "Ab jetzt geben zwei Personen heraus.",
        [
            "Die zweite Person nimmt den Stick an sich und gibt ihn nicht aus der Hand.",
            "„lotse-desk office publish ORDNER --second-key DATEI“: Beide sehen die Änderungen an.",
            _LOCK_ROOT,
        ],
    )


def _remove_second(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        left = remove_second_signer(home, _root_files(arguments), arguments.number, today())
    said = "Der Schlüssel gilt nicht mehr. "
    said += f"Zweite Personen jetzt: {left}." if left else "Eine Person gibt wieder allein heraus."
    return _done({"second_keys": left}, said, [_PUBLISH, _LOCK_ROOT])


def _sheet(arguments: argparse.Namespace) -> Answer:
    recovery = Path(arguments.recovery_key) if arguments.recovery_key else None
    with open_home(arguments.home, writing=True) as home:
        [out] = write_sheet(home, _root_files(arguments), recovery, Path(arguments.out), today())
    steps = [
        f"Drucken, in den Umschlag, und {out} löschen.",
        "Ein früheres Blatt mit einem Schlüssel, der noch gilt, ebenso verwahren oder vernichten.",
    ]
    return _done({"out": str(out)}, "Das Wiederherstellungsblatt ist geschrieben.", steps)


def _made(made: MadeKeys, said: str, steps: Sequence[str]) -> Answer:
    lines = [said]
    many = len(made.files) > 1
    lines += [
        f"Neuer Schlüssel Nr. {number}: {path}"
        for path, number in zip(made.files, made.numbers, strict=True)
    ]
    data = {"files": [*map(str, made.files)], "numbers": list(made.numbers)}
    away = "Den Stick mit den neuen Schlüsseln abziehen und einschließen." if many else ""
    away = away or "Den Stick mit dem neuen Schlüssel abziehen und verwahren."
    return _done(data, "\n".join(lines), [*steps, away])


def _done(data: dict[str, Any], said: str, steps: Sequence[str]) -> Answer:
    numbered = [f"{number}. {step}" for number, step in enumerate(steps, start=1)]
    return Answer(data, "\n".join([said, "Als Nächstes:", *numbered]))


def _root_files(arguments: argparse.Namespace) -> list[Path]:
    return [Path(name) for name in arguments.root_key]
