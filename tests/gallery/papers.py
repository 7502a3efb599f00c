"""Every paper in every language a slip exists in, as pictures of its pages."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from lotse_desk.desk.setup import set_up_desk
from lotse_desk.home import wall_papers
from lotse_desk.home.find import find
from lotse_desk.home.home import Home, open_home
from lotse_desk.home.slips import PAPERS, SlipRequest, make_slip
from lotse_desk.ui.person_languages import slip_languages
from tests.gallery.contact_sheet import contact_sheet

PIXELS_PER_POINT = 1.6
MOMENT = dt.datetime(2026, 11, 23, 9, 40)


def take_papers(out: Path, folder: Path) -> Iterator[Path]:
    """Make the slips in a home in `folder` and take a picture of each page."""
    home_folder = folder / "papers"
    set_up_desk(home_folder, town="herten", name="Empfang 1")
    with open_home(home_folder, writing=False) as home:
        sheet: list[Path] = []
        one = (_first(home, "wohngeld"),)
        two = (*one, _first(home, "kita"))
        usual = (_first(home, "personalausweis"),)
        codes = dict(zip((*two, *usual), ("34679ACA", "KM49TWXC", "3CFHN7AP"), strict=True))
        for language in slip_languages():
            for paper in PAPERS:
                request = SlipRequest(one, (language,), paper, interpreter=True, codes=codes)
                yield from _take(out, home, f"{paper}-{language}", request)
            request = SlipRequest(usual, (language,), interpreter=True, codes=codes)
            taken = list(_take(out, home, f"one-service-{language}", request))
            sheet += taken[:1]
            yield from taken
            both = SlipRequest(two, (language,), codes=codes)
            yield from _take(out, home, f"two-services-{language}", both)
            yield from _take(
                out, home, f"discreet-{language}", SlipRequest(one, (language,), discreet=True)
            )
            for name, pdf in _wall(home, language):
                yield from _pictures(out, f"{name}-{language}", pdf)
        for name, pdf in _walls(home):
            yield from _pictures(out, name, pdf)
        yield contact_sheet(sheet, out / "contact-sheet.png")


def _first(home: Home, words: str) -> str:
    return find(home, words).hits[0].id


def _wall(home: Home, language: str) -> Iterator[tuple[str, bytes]]:
    yield "boards", wall_papers.boards(home, language, MOMENT.date(), ("wohnen", "migration"))
    yield "leaflet", wall_papers.leaflet(home, "wohngeld", language, MOMENT.date())
    yield "privacy", wall_papers.privacy_notice(home, language)


def _walls(home: Home) -> Iterator[tuple[str, bytes]]:
    yield "language-card", wall_papers.language_card(home)
    yield "poster", wall_papers.poster(home, MOMENT.date(), _first(home, "wohngeld"))
    yield "today", wall_papers.today_sheet(home, MOMENT)


def _take(out: Path, home: Home, name: str, request: SlipRequest) -> Iterator[Path]:
    return _pictures(out, name, make_slip(home, request, MOMENT).pdf)


def _pictures(out: Path, name: str, pdf: bytes) -> Iterator[Path]:
    buffer = QBuffer()
    buffer.setData(pdf)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    for page in range(document.pageCount()):
        size = (document.pagePointSize(page) * PIXELS_PER_POINT).toSize()
        picture = _on_white(document.render(page, size))
        path = out / f"paper-{name}-{page + 1}.png"
        if not picture.save(str(path)):
            raise OSError(f"cannot write {path}")
        yield path


def _on_white(page: QImage) -> QImage:
    """The page as on paper; what Qt renders has no ground."""
    picture = QImage(page.size(), QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.drawImage(0, 0, page)
    painter.end()
    return picture
