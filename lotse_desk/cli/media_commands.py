"""Commands about where and when: the sticks and shares that are here, and past exchanges."""

import argparse
import datetime as dt
from dataclasses import asdict
from typing import Any

from lotse_desk.cli.answer import Answer, contacts
from lotse_desk.desk.history import PastExchange, past_exchanges
from lotse_desk.desk.media import MediaHere, SeenMedium, media_here
from lotse_desk.home.home import open_home

_KINDS = {"stick": "Stick", "share": "Freigabe", "disk": "Ordner"}


def register(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `media` and `history`."""
    media = commands.add_parser(
        "media", parents=[common], help="Sticks und Freigaben, die gerade da sind"
    )
    media.set_defaults(run=_media)
    history = commands.add_parser(
        "history", parents=[common], help="bisherige Austausche: was ging, was bestätigt ist"
    )
    history.set_defaults(run=_history)


def _media(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=False) as home:
        here = media_here(home)
    usual = here.usual
    data = {
        "media": [asdict(one) | {"folder": str(one.folder)} for one in here.media],
        "usual": usual and {"label": usual.label, "here": usual.folder is not None},
        "silent": list(here.silent),
    }
    return Answer(data, "\n".join(_media_lines(here)))


def _media_lines(here: MediaHere) -> list[str]:
    lines = [_medium(one) for one in here.media]
    lines += [f"„{label}“ antwortet nicht." for label in here.silent]
    usual = here.usual
    if usual is not None and usual.several:
        lines.append(f"Mehrere könnten der gewohnte Stick „{usual.label}“ sein.")
    elif usual is not None and usual.folder is None:
        lines.append(f"Der gewohnte Stick oder Ordner „{usual.label}“ ist nicht da.")
    return lines or ["Kein Stick und keine Freigabe ist da."]


def _medium(one: SeenMedium) -> str:
    facts = [_KINDS[one.kind]]
    if one.free is not None:
        facts.append(f"{one.free / 1e6:.0f} MB frei")
    facts += ["schreibgeschützt"] if one.read_only else []
    facts += ["Dateien des Austauschs liegen dort"] if one.holds_ours else []
    sign = "* " if one.usual else "  "
    return f"{sign}{one.label}: {', '.join(facts)}\n    {one.folder}"


def _history(arguments: argparse.Namespace) -> Answer:
    with open_home(arguments.home, writing=False) as home:
        past = past_exchanges(home)
    lines = [_exchange(one) for one in past] or ["Hier wurde noch nie ausgetauscht."]
    return Answer({"exchanges": [asdict(one) for one in past]}, "\n".join(lines))


_WHY = {
    "medium-gone": "nicht mehr da",
    "medium-full": "kein Platz mehr",
    "medium-read-only": "schreibgeschützt",
    "medium-locked": "von einem anderen Programm belegt",
    "medium-failure": "nicht zu lesen oder zu schreiben",
    "medium-silent": "antwortete nicht",
    "read-back-differs": "wohl defekt",
    "desk-key-missing": "Schlüssel fehlte",
    "fingerprint-differs": "Fingerabdruck stimmte nicht",
}


def _failed(reason: str) -> str:
    return f"nicht gelungen ({_WHY[reason]})" if reason in _WHY else "nicht gelungen"


def _exchange(one: PastExchange) -> str:
    day = dt.date.fromisoformat(one.on)
    left = [f"{contacts(one.contacts)} geschrieben"] if one.events else []
    left += ["Antrag auf Anmeldung abgelegt"] if one.request else []
    ended = {
        "confirmed": "von der Leitstelle bestätigt",
        "open": "noch nicht bestätigt",
        "nothing": "",
        "stopped": "abgebrochen",
        "failed": _failed(one.reason),
    }[one.state]
    facts = [*(left or ["nichts Neues geschrieben"]), *([ended] if ended else [])]
    facts += [f"Ausgabe {one.release} übernommen"] if one.release is not None else []
    hints = "1 Hinweis" if one.problems == 1 else f"{one.problems} Hinweise"
    facts += [hints] if one.problems else []
    return f"{day:%d.%m.%Y}  {one.place}: {', '.join(facts)}."
