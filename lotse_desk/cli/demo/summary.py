"""The demo's summary in Markdown: what was said, found, printed, carried and counted."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lotse_desk.cli.demo.counter import DemoDesk, Told
from lotse_desk.cli.demo.story import Story
from lotse_desk.domain.languages import RIGHT_TO_LEFT


def summary(story: Story) -> str:
    """The whole summary; paths relative to the demo's folder."""
    return "\n".join(_lines(story)) + "\n"


def _lines(story: Story) -> Iterator[str]:
    languages = Counter(told.entry.language for desk in story.desks for told in desk.told)
    yield "# Lotse Desk: a sample week"
    yield ""
    yield (
        "Everything here was made by the program just now, without a network. The people and "
        "their words are made up; rooms and hours are samples (slips made from them say MUSTER)."
    )
    yield ""
    yield f"- Week from Monday {story.monday:%Y-%m-%d}; two desks, one district office"
    yield f"- {story.contacts} contacts logged and not undone, in {len(languages)} languages: " + (
        ", ".join(f"{code} {count}" for code, count in languages.most_common())
    )
    yield f"- {len(story.slips)} slips printed, see `slips/`"
    if story.taken:
        yield (
            f"- {story.taken.accepted} batches carried on `stick/`; the office now counts "
            f"**{story.taken.contacts}** contacts"
        )
    confirmed = ", ".join(f"{town}: {number}" for town, number in story.confirmed.items())
    yield f"- Release {story.release} went back; events confirmed at the desks: {confirmed}"
    yield f"- Statistics: `{_relative(story, story.report_path)}`"
    yield ""
    for desk in story.desks:
        yield from _desk_lines(story, desk)


def _desk_lines(story: Story, desk: DemoDesk) -> Iterator[str]:
    yield f"## {desk.town}"
    yield ""
    yield f"Fingerprint compared when the office enrolled it: `{story.fingerprints[desk.town]}`"
    yield ""
    yield "| said | language | first hit | why | slip |"
    yield "|---|---|---|---|---|"
    for told in desk.told:
        yield _row(story, told)
    yield ""


def _row(story: Story, told: Told) -> str:
    words = told.entry.words
    if told.entry.language in RIGHT_TO_LEFT:
        words = f"\u2067{words}\u2069"
    hit = "–"
    if told.hit:
        body = told.hit.body_name or "no body known: a slip leaves lines"
        hit = f"{told.hit.name.de} ({body})"
    why = told.hit.why[0] if told.hit and told.hit.why else "–"
    paper = f"[PDF]({_relative(story, told.slip)})" if told.slip else ""
    undone = " (undone)" if told.entry.undo else ""
    return f"| {words}{undone} | {told.entry.language} | {hit} | {why} | {paper} |"


def _relative(story: Story, path: Path) -> str:
    return path.relative_to(story.folder).as_posix()
