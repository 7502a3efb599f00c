"""Commands of the office's lexicon: words desks missed, words the office adds."""

import argparse
import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lotse_desk.cli.answer import Answer
from lotse_desk.domain.faults import InvalidValue
from lotse_desk.domain.supplement import Synonym
from lotse_desk.home.clock import today
from lotse_desk.home.home import open_home
from lotse_desk.office.missed_words import done, missed_words
from lotse_desk.office.own_lexicon import add_words, own_words, remove_word

_UNUSABLE = {
    "columns": "drei Spalten fehlen (term;kind;target)",
    "kind": "die Art ist unbekannt",
    "target": "das Ziel ist unbekannt",
    "term": "das Wort ist leer oder zu lang",
}


def register(acts: Any, common: argparse.ArgumentParser) -> None:
    """Add `words` and `lexicon` to the commands of the office."""
    words = acts.add_parser(
        "words", parents=[common], help="Wörter, zu denen an den Plätzen nichts gefunden wurde"
    )
    words.add_argument("--done", action="append", default=[], metavar="WORT", help="erledigt")
    words.set_defaults(run=_words)
    lexicon = acts.add_parser("lexicon", parents=[common], help="eigene Wörter für die Suche")
    lexicon.add_argument("file", nargs="?", metavar="DATEI", help="Tabelle term;kind;target")
    lexicon.add_argument("--language", default="de", help="Sprache der Wörter")
    lexicon.add_argument("--remove", action="append", default=[], metavar="WORT")
    lexicon.set_defaults(run=_lexicon)


def _words(arguments: argparse.Namespace) -> Answer:
    if arguments.done:
        with open_home(arguments.home, writing=True) as home:
            for word in arguments.done:
                done(home, word, today().isoformat())
    with open_home(arguments.home, writing=False) as home:
        listed = missed_words(home)
    lines = [f"{missed.word}  ({_towns(missed.towns)})" for missed in listed]
    data = [{"word": missed.word, "towns": missed.towns} for missed in listed]
    return Answer({"words": data}, "\n".join(lines) or "Kein Wort wartet.")


def _towns(count: int) -> str:
    return "1 Stadt" if count == 1 else f"{count} Städte"


def _lexicon(arguments: argparse.Namespace) -> Answer:
    if arguments.file and arguments.remove:
        raise InvalidValue("file", arguments.file[:40], "entweder eine Datei oder --remove")
    if arguments.file:
        return _taken(arguments)
    if arguments.remove:
        with open_home(arguments.home, writing=True) as home:
            removed = sum(remove_word(home, w, arguments.language) for w in arguments.remove)
        return Answer({"removed": removed}, f"Entfernte Einträge: {removed}.")
    with open_home(arguments.home, writing=False) as home:
        own = own_words(home)
    return Answer({"words": [_object(synonym) for synonym in own]}, _table(own))


def _table(own: Iterable[Synonym]) -> str:
    """The words as a table that can be taken in again."""
    text = io.StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\n")
    table.writerow(("term", "kind", "target"))
    table.writerows((synonym.term, synonym.kind, synonym.target) for synonym in own)
    return text.getvalue().rstrip("\n")


def _taken(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        taken = add_words(home, Path(arguments.file), arguments.language)
    problems = [
        {"line": problem.line, "reason": _UNUSABLE[problem.reason]} for problem in taken.problems
    ]
    lines = [f"{taken.added} neue Einträge. Sie gelten hier sofort, sonst ab der nächsten Ausgabe."]
    lines += [f"Zeile {problem['line']}: {problem['reason']}" for problem in problems]
    return Answer({"added": taken.added, "problems": problems}, "\n".join(lines))


def _object(synonym: Synonym) -> dict[str, str]:
    return {
        "term": synonym.term,
        "language": synonym.language,
        "kind": synonym.kind,
        "target": synonym.target,
    }
