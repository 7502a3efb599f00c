"""Commands that say what the terms of sources mean: list, set, drop."""

import argparse
from collections.abc import Iterable
from typing import Any

from lotse_desk.cli.answer import Answer
from lotse_desk.home.home import open_home
from lotse_desk.home.kept_columns import kept_columns
from lotse_desk.home.source_terms import (
    NONE_OF_OURS,
    SourceTerm,
    reopen,
    set_topics,
    source_terms,
)

_STATES = {"open": "offen", "proposed": "vorgeschlagen", "confirmed": "festgelegt"}
_NEXT_TIME = "Das gilt ab dem nächsten Einlesen dieser Quelle."


def register(acts: Any, common: argparse.ArgumentParser) -> None:
    """Add `mapping` with its own commands to those of the directory."""
    mapping = acts.add_parser(
        "mapping", parents=[common], help="welches Thema ein Begriff einer Quelle meint"
    )
    steps = mapping.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    listing = steps.add_parser("list", parents=[common], help="Begriffe und Spalten zeigen")
    listing.add_argument("--open", action="store_true", help="nur die ohne sicheres Thema")
    listing.set_defaults(run=_list)
    setting = steps.add_parser("set", parents=[common], help="Themen eines Begriffs festlegen")
    setting.add_argument("term", metavar="BEGRIFF", help="Name oder Kennung")
    setting.add_argument(
        "topic", nargs="+", metavar="THEMA", help=f"oder {NONE_OF_OURS} für keines unserer Themen"
    )
    setting.set_defaults(run=_set)
    dropping = steps.add_parser("drop", parents=[common], help="eine Festlegung zurücknehmen")
    dropping.add_argument("term", metavar="BEGRIFF", help="Name oder Kennung")
    dropping.set_defaults(run=_drop)
    for step in (listing, setting, dropping):
        step.add_argument("--feed", metavar="QUELLE", help="nur in dieser Quelle")


def _list(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=False) as home:
        terms = source_terms(home, arguments.feed, undecided=arguments.open)
        columns = {} if arguments.open else kept_columns(home)
    told = [
        {"feed": feed, "title": title, "meaning": meaning}
        for feed, titles in columns.items()
        if arguments.feed in (None, feed)
        for title, meaning in titles.items()
    ]
    lines = [_line(term) for term in terms]
    lines += [f"{c['feed']}: Spalte {c['title']} = {c['meaning']}" for c in told]
    data = {"terms": [_object(term) for term in terms], "columns": told}
    return Answer(data, "\n".join(lines) or "Kein Begriff einer Quelle.")


def _set(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        return _changed(set_topics(home, arguments.term, arguments.topic, arguments.feed))


def _drop(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        return _changed(reopen(home, arguments.term, arguments.feed))


def _changed(terms: Iterable[SourceTerm]) -> Answer:
    changed = list(terms)
    lines = [*(_line(term) for term in changed), _NEXT_TIME]
    return Answer({"terms": [_object(term) for term in changed]}, "\n".join(lines))


def _line(term: SourceTerm) -> str:
    meant = ", ".join(
        topic if term.state == "confirmed" else f"{topic} ({weight:.2f})"
        for topic, weight in term.topics
    )
    none = "keines unserer Themen" if term.state == "confirmed" else "nichts gefunden"
    return f"{term.feed}: {term.name} = {meant or none} [{_STATES[term.state]}], {_many(term)}"


def _many(term: SourceTerm) -> str:
    return "1 Leistung" if term.services == 1 else f"{term.services} Leistungen"


def _object(term: SourceTerm) -> dict[str, Any]:
    return {
        "feed": term.feed,
        "term": term.term,
        "name": term.name,
        "vocabulary": term.vocabulary,
        "state": term.state,
        "topics": [{"topic": topic, "weight": round(weight, 3)} for topic, weight in term.topics],
        "services": term.services,
    }
