"""P3: a bilingual slip with QR code, against the same text set by WeasyPrint in the same run."""

import datetime as dt
import html
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

from lotse_desk.desk.setup import set_up_desk
from lotse_desk.domain.service_card import LocalText, ServiceCard
from lotse_desk.home.home import open_home
from lotse_desk.home.qt_runtime import hold_constants
from lotse_desk.home.service_cards import service_card
from lotse_desk.home.slips import SlipRequest, make_slip
from lotse_desk.locations import resources

MOMENT = dt.datetime(2026, 11, 23, 9, 30)
SERVICE, LANGUAGE, LINK = "wohngeld.stadt-herten", "ar", "https://www.herten.de"
PRINTED = ("name", "cost", "what_to_say")
ROUNDS = 15
RUN = 200


def figures() -> list[dict[str, Any]]:
    """Milliseconds of a warm slip, seconds of the whole command, pages a second of a long run."""
    hold_constants()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "home"
        set_up_desk(path, town="herten", name="Muster")
        with open_home(path, writing=False) as home:
            request = SlipRequest((SERVICE,), (LANGUAGE,))
            warm = _median(lambda: make_slip(home, request, MOMENT))
            theirs = _median(_weasyprint(service_card(home, SERVICE, LANGUAGE, MOMENT.date())))
            before = _memory()
            started = time.perf_counter()
            pages = sum(make_slip(home, request, MOMENT).pages for _ in range(RUN))
            rate = pages / (time.perf_counter() - started)
            grown = _memory() - before
        cold = _median(lambda: _command(path, Path(folder) / "slip.pdf"), 5)
    return [
        {
            "figure": "P3",
            "warm_ms": round(warm * 1000, 1),
            "weasyprint_ms": round(theirs * 1000, 1) if theirs else "not installed",
            "ratio": round(theirs / warm, 1) if theirs else "",
        },
        {"figure": "P3 cold", "command_s": round(cold, 2)},
        {
            "figure": "P3 run",
            "slips": RUN,
            "pages_per_s": round(rate, 1),
            "memory_grew_mb": round(grown, 1),
        },
    ]


def _median(act: Callable[[], object] | None, rounds: int = ROUNDS) -> float:
    if act is None:
        return 0.0
    act()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _command(home: Path, out: Path) -> None:
    command = ["--home", str(home), "slip", "--service", SERVICE, "--language", LANGUAGE]
    subprocess.run(
        [sys.executable, "-m", "lotse_desk", *command, "--out", str(out)],
        check=True,
        capture_output=True,
        env=os.environ | {"LOTSE_DESK_NOW": MOMENT.isoformat()},
    )


def _weasyprint(card: ServiceCard) -> Callable[[], object] | None:
    """Sets the card's texts in two columns with our fonts as tagged PDF; None if not there."""
    try:
        from weasyprint import HTML
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError):
        return None
    page, fonts = _page(card), FontConfiguration()
    return lambda: HTML(string=page).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1")


def _page(card: ServiceCard) -> str:
    printed = [card.texts[field] for field in PRINTED if field in card.texts]
    rows = "".join(_row(text) for text in (*printed, *card.documents))
    place = card.places[0]
    week = "".join(
        f"<tr><td>{s.byday}</td><td>{s.opens_at}–{s.closes_at}</td></tr>" for s in place.schedules
    )
    svg = BytesIO()
    segno.make(LINK).save(svg, kind="svg", scale=3)
    faces = "".join(
        f"@font-face {{ font-family: slip; src: url('{path.as_uri()}'); font-weight: {weight} }}"
        for name in ("NotoSans", "NotoNaskhArabic")
        for style, weight in (("Regular", 400), ("Bold", 700))
        if (path := resources() / "fonts" / f"{name}-{style}.ttf")
    )
    return f"""<html lang="de"><head><title>Slip</title><style>{faces}
        body {{ font: 10pt slip }} td {{ width: 50%; vertical-align: top }}</style></head><body>
        <h1>{html.escape(card.name.de)}</h1><p>{html.escape(card.body)} {place.street}
        {place.postal_code} {place.city}</p><h2>{place.room}</h2><table>{rows}</table>
        <table>{week}</table>{svg.getvalue().decode().partition("?>")[2]}<p>{LINK}</p>
        </body></html>"""


def _row(text: LocalText) -> str:
    other = html.escape(text.other or "")
    return f'<tr><td>{html.escape(text.de)}</td><td dir="rtl" lang="ar">{other}</td></tr>'
