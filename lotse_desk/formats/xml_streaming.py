"""Reads XML record by record, without DTDs, entities and bombs; memory grows with the record."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BufferedReader
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from lotse_desk.domain.faults import TooLarge, Unreadable
from lotse_desk.formats.source import SourceFile

MAX_RECORD = 8 << 20
"""Bytes one record may have."""

MAX_DEPTH = 64
_HEAD = 4096
_TRUNCATED = frozenset({3, 5, 6, 20})
"""Expat's codes for text that ends too early."""


@dataclass
class XmlStream:
    """The records of an XML file: the outermost elements whose local name is one of `tags`.

    `outside` counts what else is filled, by path, once all records were read.
    """

    file: SourceFile
    tags: frozenset[str]
    outside: Counter[str] = field(default_factory=Counter)

    def __iter__(self) -> Iterator[Element]:
        """Each record, complete; its predecessors are forgotten.

        Raises `Unreadable`: empty-file, not-xml, unsafe-xml (DTD, entity), truncated,
        nested-too-deep; `TooLarge` for a record over `MAX_RECORD`.
        """
        self.outside.clear()
        if not self.file.head(_HEAD).strip(b"\x00 \t\r\n\xef\xbb\xbf"):
            raise Unreadable(self.file.name, "empty-file")
        with self.file.open() as stream:
            metered = _Metered(stream, self.file.name)
            try:
                yield from self._records(metered, metered.record_ended)
            except ParseError as error:
                reason = "truncated" if error.code in _TRUNCATED else "not-xml"
                raise Unreadable(self.file.name, reason) from error
            except DefusedXmlException as error:
                raise Unreadable(self.file.name, "unsafe-xml") from error
            except (LookupError, ValueError) as error:
                raise Unreadable(self.file.name, "not-xml") from error

    def _records(self, stream: "_Metered", record_ended: Callable[[], None]) -> Iterator[Element]:
        above: list[Element] = []
        inside = 0
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                above.append(element)
                inside += bool(inside) or local_name(element.tag) in self.tags
                if len(above) > MAX_DEPTH:
                    raise Unreadable(self.file.name, "nested-too-deep")
                continue
            if inside == 1:
                yield element
            elif not inside:
                self._count(above)
            above.pop()
            inside = max(inside - 1, 0)
            if not inside:
                record_ended()
                element.clear()
                if above:
                    above[-1].remove(element)

    def _count(self, above: list[Element]) -> None:
        path = "/".join(local_name(element.tag) for element in above)
        if above[-1].text and above[-1].text.strip():
            self.outside[path] += 1
        for name, value in above[-1].attrib.items():
            if value.strip():
                self.outside[f"{path}@{local_name(name)}"] += 1


def local_name(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2]


class _Metered:
    """A stream that refuses to go on when a record gets too long."""

    def __init__(self, stream: BufferedReader, name: str) -> None:
        self._stream = stream
        self._name = name
        self._read = 0

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        piece = self._stream.read(size)
        self._read += len(piece)
        if self._read > MAX_RECORD:
            raise TooLarge(self._name, MAX_RECORD)
        return piece

    def record_ended(self) -> None:
        """Begin to count anew."""
        self._read = 0
