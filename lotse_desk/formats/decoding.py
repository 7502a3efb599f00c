"""From bytes of unknown encoding to text."""

import codecs
import io
from dataclasses import dataclass

from lotse_desk.domain.faults import Unreadable
from lotse_desk.formats.source import SourceFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
_CHUNK = 1 << 20
_FALLBACK = "cp1252"
_BLANK = b"\x00 \t\r\n"


@dataclass(frozen=True)
class Decoded:
    """Text of a file; `reason` says in German when its encoding had to be guessed."""

    text: str
    reason: str | None = None


@dataclass(frozen=True)
class Encoding:
    """The encoding of a file; `reason` says in German when it had to be guessed."""

    name: str
    reason: str | None = None


def decode(file: SourceFile) -> Decoded:
    """Read UTF-8, UTF-16, UTF-32 or else Windows-1252, all of it at once.

    Raises `Unreadable`: empty-file, wrong-encoding, not-text; `TooLarge`.
    """
    encoding = find_encoding(file)
    text = file.content.decode(encoding.name, errors=_errors(encoding))
    return Decoded(text, encoding.reason)


def open_text(file: SourceFile, encoding: Encoding) -> io.TextIOWrapper:
    """The text of a file as a stream, line ends as they are."""
    return io.TextIOWrapper(
        file.open(), encoding=encoding.name, errors=_errors(encoding), newline=""
    )


def find_encoding(file: SourceFile) -> Encoding:
    """Read a file through, piece by piece, and tell its encoding.

    Raises `Unreadable`: empty-file, wrong-encoding, not-text.
    """
    with file.open() as stream:
        piece = stream.read(_CHUNK)
        trial = _Trial(_marked(piece) or _unmarked_utf16(piece) or "utf-8")
        while piece:
            trial.take(piece)
            piece = stream.read(_CHUNK)
        trial.take(b"", last=True)
    return trial.result(file.name)


class _Trial:
    """Decodes pieces and remembers what was odd, not what was read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._decoder = codecs.getincrementaldecoder(name)()
        self._failed = self._nul_byte = self._nul_text = False
        self._filled = self._text = False

    def take(self, piece: bytes, *, last: bool = False) -> None:
        """Try the next piece."""
        self._filled = self._filled or bool(piece.strip(_BLANK))
        self._nul_byte = self._nul_byte or b"\x00" in piece
        if self._failed:
            return
        try:
            text = self._decoder.decode(piece, last)
        except UnicodeDecodeError:
            self._failed = True
            return
        self._nul_text = self._nul_text or "\x00" in text
        self._text = self._text or bool(text.strip())

    def result(self, where: str) -> Encoding:
        """The encoding that fits all pieces."""
        if not self._filled:
            raise Unreadable(where, "empty-file")
        if self._failed:
            if self._name != "utf-8" or self._nul_byte:
                raise Unreadable(where, "wrong-encoding")
            reason = "Die Datei ist kein UTF-8; sie wurde als Windows-1252 gelesen."
            return Encoding(_FALLBACK, reason)
        if self._nul_text:
            raise Unreadable(where, "not-text")
        if not self._text:
            raise Unreadable(where, "empty-file")
        return Encoding(self._name)


def _errors(encoding: Encoding) -> str:
    return "replace" if encoding.name == _FALLBACK else "strict"


def _marked(content: bytes) -> str | None:
    return next((name for mark, name in _MARKS if content.startswith(mark)), None)


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without a mark shows as a NUL in every other byte of Latin text."""
    sample = content[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.1:
        return "utf-16-be"
    return None
