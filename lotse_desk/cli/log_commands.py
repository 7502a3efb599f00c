"""Commands of the counter's log: add, tally, undo, return, list, words."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lotse_desk.cli.answer import Answer, contacts
from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.log_list import ListedEntry, listed
from lotse_desk.desk.missed_words import show_missed, strike
from lotse_desk.domain.contacts import Contact, UnmetNeed
from lotse_desk.domain.faults import InvalidValue
from lotse_desk.domain.needed_languages import german_name
from lotse_desk.domain.reference import Reference
from lotse_desk.domain.slip_codes import spaced
from lotse_desk.home.clock import now, parse_day
from lotse_desk.home.home import DESK, open_home

_UNDONE = {"contact": "Der letzte Kontakt", "tally": "Der letzte Eintrag der Strichliste"}


def register(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `log` with its own commands."""
    log = commands.add_parser("log", parents=[common], help="Kontakte zählen, ohne zu wissen, wer")
    acts = log.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    _register_add(acts, common)
    tally = acts.add_parser("tally", parents=[common], help="mehrere Kontakte eines Anliegens")
    tally.add_argument("--concern", required=True)
    tally.add_argument("--count", type=int, required=True)
    tally.set_defaults(run=_tally)
    entries = acts.add_parser("list", parents=[common], help="was hier eingetragen ist")
    entries.add_argument("--since", metavar="DATUM", help="ab der Woche dieses Tages, JJJJ-MM-TT")
    entries.set_defaults(run=_list)
    undo = acts.add_parser("undo", parents=[common], help="den letzten Eintrag von heute zurück")
    undo.set_defaults(run=_undo)
    returned = acts.add_parser("return", parents=[common], help="Rückmeldung zu einem Zettel")
    returned.add_argument("code")
    returned.add_argument("value")
    returned.set_defaults(run=_return)
    words = acts.add_parser(
        "words",
        parents=[common],
        help="Wörter ohne Treffer; gezeigt gelten sie als gesehen",
    )
    words.add_argument(
        "--strike", action="append", default=[], metavar="WORT", help="dieses Wort geht nicht mit"
    )
    words.set_defaults(run=_words)


def _register_add(acts: Any, common: argparse.ArgumentParser) -> None:
    add = acts.add_parser("add", parents=[common], help="einen Kontakt eintragen")
    usual = Contact()
    add.add_argument("--concern", default=usual.concern)
    add.add_argument("--topic", action="append", default=[])
    add.add_argument("--language", default=usual.language)
    add.add_argument("--outcome", default=usual.outcome)
    add.add_argument("--channel", default=usual.channel)
    add.add_argument("--interpreter", default=usual.interpreter)
    add.add_argument("--residence", default=usual.residence)
    add.add_argument("--service", action="append", default=[], help="bringt ihre Themen mit")
    add.add_argument("--unmet", action="append", default=[], metavar="THEMA:GRUND")
    add.add_argument("--hard", action="append", default=[], metavar="THEMA")
    add.set_defaults(run=_add)


def _add(arguments: argparse.Namespace) -> Answer:
    contact = Contact(
        concern=arguments.concern,
        topics=tuple(dict.fromkeys(arguments.topic)),
        language=arguments.language,
        residence=arguments.residence,
        channel=arguments.channel,
        interpreter=arguments.interpreter,
        outcome=arguments.outcome,
        unmet=tuple(dict.fromkeys(map(_unmet, arguments.unmet))),
    )
    with _counter_log(arguments) as log:
        logged = log.log(contact, now(), services=arguments.service, hard=arguments.hard)
    codes = "".join(f"\n{spaced(code)}  {service}" for service, code in logged.codes.items())
    return Answer({"id": logged.id, "codes": logged.codes}, f"Eingetragen.{codes}")


def _tally(arguments: argparse.Namespace) -> Answer:
    with _counter_log(arguments) as log:
        entry = log.tally(arguments.concern, arguments.count, now())
    return Answer({"id": entry, "count": arguments.count}, f"{arguments.count} eingetragen.")


def _undo(arguments: argparse.Namespace) -> Answer:
    with _counter_log(arguments) as log:
        kind = log.undo(now())
    return Answer({"undone": kind}, f"{_UNDONE[kind]} von heute ist zurückgenommen.")


def _return(arguments: argparse.Namespace) -> Answer:
    with _counter_log(arguments) as log:
        known = log.record_return(arguments.code, arguments.value, now())
    data = {"service": known.service if known else None, "week": known.week if known else None}
    return Answer(data, "Eingetragen." if known else "Eingetragen; die Leitstelle ordnet es zu.")


def _list(arguments: argparse.Namespace) -> Answer:
    since = parse_day(arguments.since) if arguments.since else None
    with open_home(arguments.home, writing=False) as home:
        home.require(DESK)
        entries = listed(home, desk_events(home), now().date(), since)
        lines = [_line(entry, home.reference) for entry in entries]
    data = {
        "contacts": [_object(entry) for entry in entries if entry.kind == "contact"],
        "tallies": [_object(entry) for entry in entries if entry.kind == "tally"],
        "count": sum(entry.content.get("count", 1) for entry in entries),
    }
    foot = f"{contacts(data['count'])}, nicht Personen."
    return Answer(data, "\n".join([*lines, foot]))


def _words(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        home.require(DESK)
        for word in arguments.strike:
            strike(home, word, now().date())
        words = [waiting.word for waiting in show_missed(home)]
    text = "Kein Wort wartet."
    if words:
        text = "Diese Wörter gehen mit der nächsten Ablage zur Leitstelle:\n" + "\n".join(words)
    return Answer({"words": words, "struck": arguments.strike}, text)


def _object(entry: ListedEntry) -> dict[str, Any]:
    date = {"date": entry.date} if entry.date else {}
    half = {"half": entry.half} if entry.half else {}
    return {"id": entry.id, **date, "week": entry.week, **half, **entry.content}


def _line(entry: ListedEntry, reference: Reference) -> str:
    content = entry.content
    concern = reference.lists["concern"].get(content["concern"], content["concern"])
    if entry.kind == "tally":
        concern = f"{content['count']} × {concern}"
    language = content.get("language")
    topics = [
        reference.topics[slug].name if slug in reference.topics else slug
        for slug in content.get("topics", ())
    ]
    half = {"am": "vormittags", "pm": "nachmittags"}.get(entry.half, "")
    when = " ".join(filter(None, (entry.date or entry.week, half)))
    return "; ".join(filter(None, (when, concern, *topics, language and german_name(language))))


@contextmanager
def _counter_log(arguments: argparse.Namespace) -> Iterator[CounterLog]:
    with open_home(arguments.home, writing=True) as home:
        home.require(DESK)
        yield CounterLog(home, desk_events(home))


def _unmet(text: str) -> UnmetNeed:
    topic, colon, reason = text.partition(":")
    if not (topic and colon and reason):
        raise InvalidValue("unmet", text[:40], "THEMA:GRUND")
    return UnmetNeed(topic, reason)
