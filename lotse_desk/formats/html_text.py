"""From the HTML of a page to plain text in lines, and the links it holds."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    }
)
_SILENT = frozenset({"script", "style", "template", "noscript"})
_SPACES = re.compile(r"[ \t\r\f\v\u00a0\u200b\ufeff]+")


@dataclass(frozen=True)
class PageText:
    """The text of a page, one paragraph or list item a line, and its web links once each."""

    text: str
    links: tuple[tuple[str, str], ...]
    """Pairs of label and web address."""


def page_text(html: str) -> PageText:
    """Strip HTML, however broken; never raises."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.result()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._silent = 0
        self._links: dict[str, str] = {}
        self._open_link: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag in _BLOCKS:
            self._end_line()
        if tag == "li":
            self._line.append("- ")
        if tag == "a":
            self._end_link()
            address = dict(attrs).get("href") or ""
            if address.lower().startswith(("http://", "https://")):
                self._open_link = (address.strip(), [])

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in _BLOCKS:
            self._end_line()
        if tag == "a":
            self._end_link()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self._line.append(data.replace("\n", " "))
        if self._open_link is not None:
            self._open_link[1].append(data)

    def result(self) -> PageText:
        self._end_link()
        self._end_line()
        return PageText("\n".join(self._lines), tuple((v, k) for k, v in self._links.items()))

    def _end_line(self) -> None:
        line = _SPACES.sub(" ", "".join(self._line)).strip()
        self._line.clear()
        if line and line != "-":
            self._lines.append(line)

    def _end_link(self) -> None:
        if self._open_link is not None:
            address, parts = self._open_link
            label = _SPACES.sub(" ", " ".join("".join(parts).split())).strip()
            self._links.setdefault(address, label)
            self._open_link = None
