"""The command `demo`: the whole main job in an empty folder."""

import argparse
import sys
from pathlib import Path
from typing import Any

from lotse_desk.cli.answer import Answer
from lotse_desk.home.clock import today
from lotse_desk.home.files import write_whole


def register(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `demo`."""
    demo = commands.add_parser(
        "demo", parents=[common], help="eine Woche zum Ansehen: Leitstelle und zwei Plätze"
    )
    demo.add_argument("out", metavar="ORDNER")
    demo.set_defaults(run=_demo)


def _demo(arguments: argparse.Namespace) -> Answer:
    from lotse_desk.cli.demo.story import tell_story
    from lotse_desk.cli.demo.summary import summary

    folder = Path(arguments.out)
    story = tell_story(folder, today(), lambda step: print(step, file=sys.stderr))
    text = summary(story)
    write_whole(folder / "SUMMARY.md", text.encode())
    ingested = story.taken.contacts if story.taken else 0
    data = {
        "contacts": story.contacts,
        "slips": [str(path) for path in story.slips],
        "batches": story.taken.accepted if story.taken else 0,
        "ingested": ingested,
        "release": story.release,
        "report": str(story.report_path),
        "summary": str(folder / "SUMMARY.md"),
    }
    lines = [
        f"{story.contacts} Kontakte an zwei Plätzen, {len(story.slips)} Zettel",
        f"{data['batches']} Stapel; die Leitstelle zählt {ingested} Kontakte",
        f"Ausgabe {story.release} ist zurück an den Plätzen",
        f"Zum Lesen: {folder / 'SUMMARY.md'}",
    ]
    return Answer(data, "\n".join(lines))
