"""An XML record whose texts and attributes are ticked off as they are taken."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from lotse_desk.formats.xml_streaming import local_name


class Node:
    """An element by local names; knows what nobody has asked for yet."""

    def __init__(self, element: Element) -> None:
        self.tag = local_name(element.tag)
        self._text = (element.text or "").strip()
        self._attributes = {
            local_name(name): value.strip() for name, value in element.attrib.items()
        }
        self._children = [Node(child) for child in element if isinstance(child.tag, str)]
        tails = [(child.tail or "").strip() for child in element]
        self._between = " ".join(tail for tail in tails if tail)
        self._taken: set[str] = set()
        self.counted = False

    def text(self, *path: str) -> str | None:
        """The text of the element, or of the first one below it at a path of names."""
        node = self.child(*path)
        if node is None:
            return None
        node._taken.add("")
        return node._text or None

    def says(self, text: str) -> bool:
        """Whether its text is this one; then it is ticked off."""
        if self._text == text:
            self._taken.add("")
        return self._text == text

    def texts(self, tag: str) -> list[str]:
        """The filled texts of all children of a name."""
        return [text for text in (child.text() for child in self.children(tag)) if text]

    def attribute(self, name: str) -> str | None:
        """An attribute's value, None when it is empty."""
        self._taken.add(name)
        return self._attributes.get(name) or None

    def child(self, *path: str) -> "Node | None":
        """The first element at a path of names below this one."""
        node: Node | None = self
        for tag in path:
            node = next(iter(node.children(tag)), None) if node is not None else None
        return node

    def children(self, *tags: str) -> list["Node"]:
        """The children with one of these names, in their order."""
        return [child for child in self._children if child.tag in tags]

    @property
    def is_complex(self) -> bool:
        """Whether it holds other elements: what a report counts as a row."""
        return bool(self._children)

    def complex_nodes(self) -> Iterator["Node"]:
        """This element and all below it that hold other elements."""
        if self._children:
            yield self
        for child in self._children:
            yield from child.complex_nodes()

    def is_empty(self, *ignored: str) -> bool:
        """Whether nothing is filled in it or below; children with `ignored` names do not count."""
        return not (self._text or self._between) and all(
            child.is_empty() for child in self._children if child.tag not in ignored
        )

    def take_all(self) -> None:
        """Tick off everything in it and below."""
        self._taken.update(("", "#", *self._attributes))
        for child in self._children:
            child.take_all()

    def left(self, path: str = "") -> Counter[str]:
        """What is filled and was never asked for, by path, with how many times."""
        here = f"{path}/{self.tag}" if path else self.tag
        found: Counter[str] = Counter()
        if self._text and "" not in self._taken:
            found[here] += 1
        if self._between and "#" not in self._taken:
            found[f"{here}, Text zwischen Elementen"] += 1
        for name, value in self._attributes.items():
            if value and name not in self._taken:
                found[f"{here}@{name}"] += 1
        for child in self._children:
            found.update(child.left(here))
        return found
