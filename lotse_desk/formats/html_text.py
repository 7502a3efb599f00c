"""From the HTML of a page to plain text in lines, and the links it holds."""

import re
from dataclasses import dataclass
from html import unescape

_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("table", "td", "th", "tr", "ul"),
    }
)
_SILENT = frozenset({"script", "style", "template", "noscript", "head"})
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>[^<>]*)>|<[!?][^<>]*>")
_LINK = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_LONGEST_LINK = 4000
_COMMENT, _COMMENT_END = "<!--", "-->"
_SPACES = re.compile(r"[ \t\r\f\v\u00a0\u200b\ufeff]+")


@dataclass(frozen=True)
class PageText:
    """The text of a page, one paragraph or list item a line, and its web links once each.

    `links` are pairs of label and web address.
    """

    text: str
    links: tuple[tuple[str, str], ...]


def page_text(html: str) -> PageText:
    """Strip HTML, however broken; never raises.

    Takes time in proportion to the text, whatever it holds; the parser of the standard library
    does not, where tags are never closed.
    """
    reader = _Reader()
    html = _without_comments(html)
    place = 0
    for tag in _TAG.finditer(html):
        reader.text(unescape(html[place : tag.start()]))
        place = tag.end()
        if tag["name"]:
            reader.tag(tag["name"].lower(), tag["rest"], ends=bool(tag["end"]))
    reader.text(unescape(html[place:]))
    return reader.result()


def _without_comments(html: str) -> str:
    """A comment that never ends is no comment."""
    kept: list[str] = []
    place = 0
    while (start := html.find(_COMMENT, place)) >= 0:
        end = html.find(_COMMENT_END, start)
        if end < 0:
            break
        kept.append(html[place:start])
        place = end + len(_COMMENT_END)
    return "".join((*kept, html[place:]))


class _Reader:
    """Collects lines and links."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._silent = 0
        self._links: dict[str, str] = {}
        self._address: str | None = None
        self._label: list[str] = []

    def tag(self, name: str, rest: str, *, ends: bool) -> None:
        """Take a tag with what stands after its name."""
        if name in _SILENT:
            self._silent = max(0, self._silent + (-1 if ends else 1))
        if name in _BLOCKS:
            self._end_line()
        if name == "li" and not ends:
            self._line.append("- ")
        if name == "a":
            self._end_link()
            link = None if ends else _LINK.search(rest[:_LONGEST_LINK])
            address = unescape(next(filter(None, link.groups()), "")).strip() if link else ""
            if address.lower().startswith(("http://", "https://")):
                self._address = address

    def text(self, text: str) -> None:
        """Take text between tags."""
        if not self._silent and text:
            self._line.append(text.replace("\n", " "))
            if self._address is not None:
                self._label.append(text)

    def result(self) -> PageText:
        """What was collected."""
        self._end_link()
        self._end_line()
        links = ((label, address) for address, label in self._links.items())
        return PageText("\n".join(self._lines), tuple(links))

    def _end_line(self) -> None:
        line = _SPACES.sub(" ", "".join(self._line)).strip()
        self._line.clear()
        if line and line != "-":
            self._lines.append(line)

    def _end_link(self) -> None:
        if self._address is not None:
            label = _SPACES.sub(" ", " ".join("".join(self._label).split())).strip()
            self._links.setdefault(self._address, label)
        self._address = None
        self._label.clear()
