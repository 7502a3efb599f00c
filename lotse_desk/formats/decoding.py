"""From bytes of unknown encoding to text."""

import codecs
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


@dataclass(frozen=True)
class Decoded:
    """Text of a file; `reason` says in German when its encoding had to be guessed."""

    text: str
    reason: str | None = None


def decode(file: SourceFile) -> Decoded:
    """Read UTF-8, UTF-16, UTF-32 or else Windows-1252.

    Raises `Unreadable`: empty-file, wrong-encoding, not-text.
    """
    content = file.content
    if not content.strip(b"\x00 \t\r\n"):
        raise Unreadable(file.name, "empty-file")
    encoding = _marked(content) or _unmarked_utf16(content) or "utf-8"
    reason = None
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or b"\x00" in content:
            raise Unreadable(file.name, "wrong-encoding") from error
        text = content.decode("cp1252", errors="replace")
        reason = "Die Datei ist kein UTF-8; sie wurde als Windows-1252 gelesen."
    if "\x00" in text:
        raise Unreadable(file.name, "not-text")
    if not text.strip():
        raise Unreadable(file.name, "empty-file")
    return Decoded(text, reason)


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
