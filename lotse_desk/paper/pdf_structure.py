"""The structure tree of a tagged PDF (ISO 32000-1, 14.7): what is read, in which order, as what."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFString,
)


@dataclass(eq=False)
class Element:
    """A structure element: `tag` is a standard type (H1, P, L …), `language` BCP-47.

    `alt` describes a figure in words; `scope` is Row or Column on a TH; `box` (left, bottom,
    right, top) is where a figure stands. Children are elements or (page, marked-content id).
    """

    tag: str
    language: str | None = None
    alt: str | None = None
    scope: str | None = None
    box: tuple[float, float, float, float] | None = None
    children: list[Element | tuple[int, int]] = field(default_factory=list)

    def child(
        self,
        tag: str,
        *,
        language: str | None = None,
        alt: str | None = None,
        scope: str | None = None,
    ) -> Element:
        """A new last child."""
        element = Element(tag, language, alt, scope)
        self.children.append(element)
        return element


class StructureTree:
    """The tree of one document and the way back from marked content to it."""

    def __init__(self, language: str) -> None:
        self.root = Element("Document", language)
        self._owners: list[list[Element]] = []

    def begin_page(self) -> int:
        """A new page; its number, counted from 0, is also its /StructParents key."""
        self._owners.append([])
        return len(self._owners) - 1

    def mark(self, element: Element) -> int:
        """The next marked-content id of the current page, owned by the element."""
        page = len(self._owners) - 1
        owners = self._owners[page]
        owners.append(element)
        element.children.append((page, len(owners) - 1))
        return len(owners) - 1

    def reference(
        self, document: PDFDocument, pages: list[PDFObjectReference]
    ) -> PDFObjectReference:
        """Add the tree to the document; `pages` are its page objects in order."""
        tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        tree_reference = document.Reference(tree)
        written: dict[int, PDFObjectReference] = {}
        _prune(self.root)
        tree["K"] = _write(document, self.root, tree_reference, pages, written)
        numbers: list[object] = []
        for page, owners in enumerate(self._owners):
            parents = PDFArray([written[id(owner)] for owner in owners])
            numbers += [page, document.Reference(parents)]
        tree["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        tree["ParentTreeNextKey"] = len(self._owners)
        return tree_reference


def _prune(element: Element) -> None:
    """Drop elements that hold nothing, so that no reader announces an empty list."""
    for child in element.children:
        if isinstance(child, Element):
            _prune(child)
    element.children = [
        child for child in element.children if isinstance(child, tuple) or child.children
    ]


def _write(
    document: PDFDocument,
    element: Element,
    parent: PDFObjectReference,
    pages: list[PDFObjectReference],
    written: dict[int, PDFObjectReference],
) -> PDFObjectReference:
    body = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(element.tag), "P": parent})
    reference = document.Reference(body)
    written[id(element)] = reference
    if element.language:
        body["Lang"] = PDFString(element.language)
    if element.alt is not None:
        body["Alt"] = PDFString(element.alt)
    if attributes := _attributes(element):
        body["A"] = attributes
    own_pages = [child[0] for child in element.children if isinstance(child, tuple)]
    if own_pages:
        body["Pg"] = pages[own_pages[0]]
    kids: list[object] = []
    for child in element.children:
        if isinstance(child, Element):
            kids.append(_write(document, child, reference, pages, written))
        elif child[0] == own_pages[0]:
            kids.append(child[1])
        else:
            kids.append(
                PDFDictionary({"Type": PDFName("MCR"), "Pg": pages[child[0]], "MCID": child[1]})
            )
    body["K"] = PDFArray(kids)
    return reference


def _attributes(element: Element) -> PDFDictionary | None:
    if element.scope:
        return PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(element.scope)})
    if element.tag == "L":
        return PDFDictionary({"O": PDFName("List"), "ListNumbering": PDFName("None")})
    if element.box:
        return PDFDictionary(
            {"O": PDFName("Layout"), "BBox": PDFArray(element.box), "Placement": PDFName("Block")}
        )
    return None
