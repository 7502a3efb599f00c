"""Text modules of German service catalogues (LeiKa): what each becomes of a service.

Codes as in the list urn:de:xzufi:codeliste:leistungstextmodulleika, and as the PVOG numbers what
is no text module there (93 release, 94 source, 95 duration, 97 deadlines, 98 cost).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lotse_desk.formats.html_text import page_text

KEY = re.compile(r"\d{14}")
"""A key of the service catalogue: 14 digits."""

COSTS, DEADLINES, DURATION, RELEASE = "98", "97", "95", "93"
_NAMES = ("03", "02")
_DESCRIPTION = ("24", "05", "06")
_DOCUMENTS = "08"
_COLUMNS = {
    "09": "eligibility_description",
    "11": "application_process",
    COSTS: "fees_description",
    DURATION: "wait_time",
}
_TITLES = {
    DEADLINES: "Fristen",
    "22": "Zuständige Stelle",
    "23": "Ansprechpunkt",
    "14": "Formulare",
    "25": "Rechtsbehelf",
    "16": "Hinweise",
    "15": "Weiterführende Informationen",
    "07": "Rechtsgrundlagen",
    "18": "Urheber",
    RELEASE: "Fachlich freigegeben durch",
    "94": "Quelle",
}
"""Modules HSDS has no column for, in the order in which they are told."""

_CODES = {
    "leistungsbezeichnung": "02",
    "leistungsbezeichnung ii": "03",
    "kurztext": "05",
    "volltext": "06",
    "handlungsgrundlagen": "07",
    "erforderliche unterlagen": "08",
    "voraussetzungen": "09",
    "verfahrensablauf": "11",
    "teaser": "24",
    "kurzinfo": "24",
    **{title.lower(): code for code, title in _TITLES.items()},
}
"""Codes by the titles modules go by where they have no code."""

_USED = frozenset({*_NAMES, *_DESCRIPTION, _DOCUMENTS, *_COLUMNS})
_AMOUNT = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{2}))?\s*(?:€|EUR\b|Euro\b)", re.I)
_ITEM = "- "


@dataclass(frozen=True)
class Module:
    """A module in one language; `text` is plain, `links` are pairs of label and web address.

    `details` are pairs of title and plain text below it.
    """

    code: str
    title: str
    text: str
    links: tuple[tuple[str, str], ...] = ()
    details: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not (self.text or self.links or any(text for pair in self.details for text in pair))

    def lines(self) -> Iterator[str]:
        """Its text with what stands below it, line by line."""
        yield from filter(None, self.text.split("\n"))
        for title, text in self.details:
            one = " ".join(text.split("\n"))
            yield ": ".join(dict.fromkeys(filter(None, (title, one))))


@dataclass
class ServiceTexts:
    """What modules say of a service: columns, documents to bring, cost options, links."""

    language: str
    columns: dict[str, str] = field(default_factory=dict)
    documents: list[str] = field(default_factory=list)
    costs: list[dict[str, object]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


def code_titled(title: str) -> str:
    """The code of a module that has only a title, else the title itself."""
    return _CODES.get(title.replace("_", " ").lower(), title)


def plain(html: str | None) -> tuple[str, tuple[tuple[str, str], ...]]:
    """HTML as lines of text, and its links as pairs of label and address."""
    if not html:
        return "", ()
    page = page_text(html)
    return page.text, page.links


def texts_of(
    modules: Sequence[Module], language: str, *, name: str = "", summary: str = ""
) -> ServiceTexts:
    """The texts of a service; `name` and `summary` are what its record itself says.

    Deadlines and all other modules without a column go under their titles into
    `additional_information`.
    """
    by_code: dict[str, list[Module]] = {}
    for module in modules:
        by_code.setdefault(module.code, []).append(module)

    def lines(*codes: str) -> list[str]:
        found = (
            line for code in codes for module in by_code.get(code, ()) for line in module.lines()
        )
        return list(dict.fromkeys(found))

    texts = ServiceTexts(language, links=[link for module in modules for link in module.links])
    names = list(dict.fromkeys(filter(None, (name, *lines(*_NAMES)))))
    documents = lines(_DOCUMENTS)
    items = [line.removeprefix(_ITEM) for line in documents if line.startswith(_ITEM)]
    beside = [line for line in documents if items and not line.startswith(_ITEM)]
    texts.documents = items or documents
    columns = {
        "name": names[0] if names else "",
        "alternate_name": "; ".join(names[1:]),
        "description": "\n".join(dict.fromkeys([*summary.split("\n"), *lines(*_DESCRIPTION)])),
        **{column: "\n".join(lines(code)) for code, column in _COLUMNS.items()},
        "additional_information": "\n".join(_sections(by_code, beside)),
    }
    texts.columns = {column: text.strip() for column, text in columns.items() if text.strip()}
    texts.costs = [_cost(*detail) for module in by_code.get(COSTS, ()) for detail in module.details]
    return texts


def _sections(by_code: dict[str, list[Module]], documents: Iterable[str]) -> Iterator[str]:
    others = [code for code in by_code if code not in _USED and code not in _TITLES]
    for code in (*_TITLES, *others):
        for module in by_code.get(code, ()):
            lines = list(module.lines()) + [label for label, _ in module.links if label]
            if lines:
                yield f"{module.title or _TITLES.get(code, code)}:"
                yield from lines
    told = list(documents)
    if told:
        yield "Zu den Unterlagen:"
        yield from told


def _cost(title: str, text: str) -> dict[str, object]:
    """A cost option; its amount where exactly one is named."""
    found = {match.groups(default="00") for match in _AMOUNT.finditer(f"{title} {text}")}
    cost: dict[str, object] = {"option": title or None, "amount_description": text or None}
    if len(found) == 1:
        whole, cents = found.pop()
        cost |= {"amount": f"{whole.replace('.', '')}.{cents}", "currency": "EUR"}
    return cost
