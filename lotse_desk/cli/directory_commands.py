"""Commands of the directory: import, export, what terms of sources mean."""

import argparse
from pathlib import Path
from typing import Any

from lotse_desk.cli import mapping_commands
from lotse_desk.cli.answer import Answer
from lotse_desk.home.directory_export import EXPORT_FORMATS, export_directory
from lotse_desk.home.directory_import import IMPORT_FORMATS, ImportReport, import_directory
from lotse_desk.home.home import open_home
from lotse_desk.home.kept_columns import parse_columns

_SHOWN_PROBLEMS = 40


def register(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `directory` with its own commands."""
    directory = commands.add_parser(
        "directory", parents=[common], help="das Verzeichnis einlesen und ausgeben"
    )
    acts = directory.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    taking = acts.add_parser("import", parents=[common], help="Datei oder Ordner einlesen")
    taking.add_argument("path", metavar="PFAD")
    taking.add_argument("--format", default="auto", help=" oder ".join(IMPORT_FORMATS))
    taking.add_argument(
        "--own", action="store_true", help="unsere eigene, bearbeitete Ausgabe (hsds oder json)"
    )
    taking.add_argument(
        "--columns",
        default="",
        metavar="SPALTE=BEDEUTUNG;…",
        help="was Spalten einer Liste heißen, zum Beispiel „Was=Leistung; Wer=Stelle; Notiz=-“",
    )
    taking.set_defaults(run=_import)
    mapping_commands.register(acts, common)
    giving = acts.add_parser("export", parents=[common], help="das Verzeichnis ausgeben")
    giving.add_argument("path", metavar="PFAD")
    giving.add_argument("--format", required=True, help=" oder ".join(EXPORT_FORMATS))
    giving.set_defaults(run=_export)


def _import(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=True) as home:
        report = import_directory(
            home,
            Path(arguments.path),
            arguments.format,
            own=arguments.own,
            columns=parse_columns(arguments.columns),
        )
    data = {
        "format": report.format,
        "counts": report.counts,
        "rows": report.rows,
        "open_terms": report.open_terms,
        "problems": [
            {"where": p.where, "reason": p.reason, "action": p.action} for p in report.problems
        ],
    }
    return Answer(data, _import_text(report))


def _import_text(report: ImportReport) -> str:
    rows = report.rows
    lines = [
        f"Gelesen: {rows['read']}, davon eigene Einträge {rows['landed']}, mit anderen vereint "
        f"{rows['merged']}, ausgelassen {rows['dropped']}.",
        f"Übernommen (Format {report.format}):",
        *_table(report.counts),
    ]
    if report.open_terms:
        lines.append(
            f"Begriffe der Quelle ohne sicheres Thema: {report.open_terms} "
            "(directory mapping list --open)."
        )
    if report.problems:
        lines.append(f"Hinweise: {len(report.problems)}")
        lines += [
            f"  {problem.where}: {problem.reason} {problem.action}"
            for problem in report.problems[:_SHOWN_PROBLEMS]
        ]
        rest = len(report.problems) - _SHOWN_PROBLEMS
        if rest > 0:
            lines.append(f"  … und {rest} weitere; alle zeigt --json.")
    return "\n".join(lines)


def _export(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=False) as home:
        counts = export_directory(home, Path(arguments.path), arguments.format)
    data = {"out": arguments.path, "counts": counts}
    return Answer(data, "\n".join([f"{arguments.path} geschrieben:", *_table(counts)]))


def _table(counts: dict[str, int]) -> list[str]:
    return [f"  {count:>7} {table}" for table, count in counts.items()]
