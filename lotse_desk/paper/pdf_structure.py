"""The structure tree of a tagged PDF (ISO 32000-1, 14.7): what is read, in which order, as what."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
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


class _ElementObject(PDFObject):  # type: ignore[misc]
    """A structure element as it stands in the file; written by hand, for there are hundreds."""

    def __init__(self, element: Element, parent: PDFObjectReference) -> None:
        self.element, self.parent = element, parent
        self.kids: list[PDFObjectReference | tuple[int, int]] = []
        self.pages: list[PDFObjectReference] = []

    def format(self, document: PDFDocument) -> bytes:
        element = self.element
        parts = [b"<</Type/StructElem/S/", element.tag.encode("ascii")]
        parts += [b"/P ", self.parent.format(document)]
        if element.language:
            parts += [b"/Lang", PDFString(element.language).format(document)]
        if element.alt is not None:
            parts += [b"/Alt", PDFString(element.alt).format(document)]
        if element.scope:
            parts.append(f"/A<</O/Table/Scope/{element.scope}>>".encode("ascii"))
        elif element.tag == "L":
            parts.append(b"/A<</O/List/ListNumbering/None>>")
        elif element.box:
            edges = " ".join(f"{edge:.2f}" for edge in element.box)
            parts.append(f"/A<</O/Layout/Placement/Block/BBox[{edges}]>>".encode("ascii"))
        home = next((kid[0] for kid in self.kids if isinstance(kid, tuple)), None)
        if home is not None:
            parts += [b"/Pg ", self.pages[home].format(document)]
        parts.append(b"/K[" + b" ".join(self._kid(document, k, home) for k in self.kids) + b"]>>")
        return b"".join(parts)

    def _kid(
        self, document: PDFDocument, kid: PDFObjectReference | tuple[int, int], home: int | None
    ) -> bytes:
        if not isinstance(kid, tuple):
            reference: bytes = kid.format(document)
            return reference
        page, number = kid
        if page == home:
            return b"%d" % number
        return b"<</Type/MCR/Pg %b/MCID %d>>" % (self.pages[page].format(document), number)


def _write(
    document: PDFDocument,
    element: Element,
    parent: PDFObjectReference,
    pages: list[PDFObjectReference],
    written: dict[int, PDFObjectReference],
) -> PDFObjectReference:
    body = _ElementObject(element, parent)
    body.pages = pages
    reference = document.Reference(body)
    written[id(element)] = reference
    body.kids = [
        _write(document, child, reference, pages, written) if isinstance(child, Element) else child
        for child in element.children
    ]
    return reference
