"""The self test of an installed program: everything once, in a folder thrown away afterwards."""

import argparse
import datetime as dt
import platform
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lotse_desk import __version__
from lotse_desk.cli.answer import Answer
from lotse_desk.desk.counter_log import CounterLog
from lotse_desk.desk.desk_events import desk_events
from lotse_desk.desk.exchange import sync
from lotse_desk.desk.setup import set_up_desk
from lotse_desk.domain.contacts import Contact
from lotse_desk.domain.faults import Fault, SelfTestFailed
from lotse_desk.home.clock import now
from lotse_desk.home.fault_sentences import sentence
from lotse_desk.home.files import write_whole
from lotse_desk.home.find import Wish, find
from lotse_desk.home.home import open_home
from lotse_desk.home.slips import SlipRequest, make_slip
from lotse_desk.office.enrolment import enrol_file
from lotse_desk.office.intake import take_in
from lotse_desk.office.publish import publish
from lotse_desk.office.setup import set_up_office

TOWN = "herten"


@dataclass
class SelfTest:
    """The steps in their order, over one temporary folder."""

    folder: Path
    moment: dt.datetime
    found: str = ""
    done: list[str] = field(default_factory=list)

    def steps(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Name of each step and what runs it; it returns the fact to report."""
        yield "open a new home and migrate", self._set_up
        yield "find", self._find
        yield "print an Arabic slip", self._print
        yield "write a batch and read it back", self._exchange

    def _set_up(self) -> str:
        set_up_desk(self.folder / "desk", town=TOWN, name="Selbsttest")
        set_up_office(self.folder / "office", name="Selbsttest")
        return "desk and office"

    def _find(self) -> str:
        with open_home(self.folder / "desk", writing=False) as home:
            hits = find(home, "Miete zu hoch", Wish()).hits
            self.found = hits[0].id
        return self.found

    def _print(self) -> str:
        with open_home(self.folder / "desk", writing=False) as home:
            slip = make_slip(home, SlipRequest((self.found,), ("ar",)), self.moment)
        return f"{slip.pages} page(s), {len(slip.pdf)} bytes"

    def _exchange(self) -> str:
        medium = self.folder / "medium"
        medium.mkdir()
        with open_home(self.folder / "desk", writing=True) as home:
            request = sync(home, medium, self.moment).request
        with open_home(self.folder / "office", writing=True) as home:
            enrol_file(home, medium / str(request), self.moment.date())
            publish(home, medium, self.moment.date())
        with open_home(self.folder / "desk", writing=True) as home:
            CounterLog(home, desk_events(home)).log(Contact(), self.moment)
            sync(home, medium, self.moment)
        with open_home(self.folder / "office", writing=True) as home:
            taken = take_in(home, medium, self.moment.date())
        if taken.contacts != 1:
            raise SelfTestFailed("exchange", f"{taken.contacts} contacts instead of 1")
        return "1 contact"


def run_self_test(arguments: argparse.Namespace) -> Answer:
    """Run every step; with `--report` also write what happened into a file to be mailed."""
    lines = [f"Lotse Desk {__version__}, {platform.platform()}, Python {platform.python_version()}"]
    failed: tuple[str, str] | None = None
    steps = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        test = SelfTest(Path(folder), now())
        for name, run in test.steps():
            try:
                fact = run()
            except Fault as fault:
                failed = (name, sentence(fault))
            except Exception as error:
                failed = (name, type(error).__name__)
            else:
                steps.append({"step": name, "fact": fact})
                lines.append(f"ok      {name}: {fact}")
                continue
            lines.append(f"FAILED  {name}: {failed[1]}")
            break
    if arguments.report:
        write_whole(Path(arguments.report), ("\n".join(lines) + "\n").encode())
    if failed is not None:
        raise SelfTestFailed(*failed)
    return Answer({"ok": True, "version": __version__, "steps": steps}, "\n".join(lines))
