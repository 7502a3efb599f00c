"""Reads JSON member by member, so that memory grows with the longest member, not with the file."""

import io
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from lotse_desk.domain.faults import TooLarge, Unreadable
from lotse_desk.formats.decoding import find_encoding, open_text
from lotse_desk.formats.source import SourceFile

MAX_MEMBER = 32 << 20
"""Characters a member of a list may have, or all values of an object that are no lists."""

_PIECE = 64 << 10
_SLACK = 16
_KEY = 64
_SPACE = " \t\r\n"
_SCANNER = json.JSONDecoder()


@dataclass(frozen=True)
class Outline:
    """What a JSON file is made of; `kind`: list, lines (JSON lines), object or value.

    For an object: `plain` holds its values that are no lists, `lists` how many members its lists
    have. `reason` says in German when the encoding was guessed.
    """

    kind: str
    plain: dict[str, object] = field(default_factory=dict)
    lists: Counter[str] = field(default_factory=Counter)
    reason: str | None = None


class JsonStream:
    """A JSON file, read through once for its outline and then as often as needed."""

    def __init__(self, file: SourceFile) -> None:
        """Raises `TooLarge`, `Unreadable`: truncated, not-json, nested-too-deep, or of `decode`."""
        self.name = file.name
        self._file = file
        self._encoding = find_encoding(file)
        self.outline = self._outlined()

    def members(self) -> Iterator[object]:
        """The members of the outermost list, or the lines."""
        with self._window() as window:
            yield from window.lines() if self.outline.kind == "lines" else window.members()

    def members_of_lists(self) -> Iterator[tuple[str, object]]:
        """The members of all lists in the outermost object, each with its list's name."""
        with self._window() as window:
            for key in window.fields():
                if window.next() == "[":
                    yield from ((key, member) for member in window.members())
                else:
                    window.value()

    def whole(self) -> object:
        """The value of the file at once. Raises `TooLarge` over `MAX_MEMBER`."""
        with self._window() as window:
            return window.value()

    def _outlined(self) -> Outline:
        with self._window() as window:
            outline = _outlined(window, self._encoding.reason)
            if not window.next():
                return outline
        with self._window() as window:
            for _ in window.lines():
                pass
        return Outline("lines", reason=self._encoding.reason)

    @contextmanager
    def _window(self) -> Iterator["_Window"]:
        with open_text(self._file, self._encoding) as text:
            yield _Window(self.name, text)


def first_members(file: SourceFile, count: int) -> Iterator[object]:
    """The first members of the outermost list, or objects with the first ones of their lists.

    Enough to tell what a file holds, without reading all of it. Raises what `JsonStream` raises.
    """
    with open_text(file, find_encoding(file)) as text:
        window = _Window(file.name, text)
        if window.next() == "{":
            sample: dict[str, object] = {}
            for key in window.fields():
                if window.next() != "[":
                    sample[key] = window.value()
                    continue
                sample[key] = [
                    member for member, _ in zip(window.members(), range(count), strict=False)
                ]
                if sample[key]:
                    break
            yield sample
        elif window.next() == "[":
            yield from (member for member, _ in zip(window.members(), range(count), strict=False))
        else:
            yield window.value()


def _outlined(window: "_Window", reason: str | None) -> Outline:
    first = window.next()
    if first == "[":
        window.skip_members()
        return Outline("list", reason=reason)
    if first != "{":
        window.value()
        return Outline("value", reason=reason)
    outline = Outline("object", reason=reason)
    held = 0
    for key in window.fields():
        if window.next() == "[":
            outline.lists[key] += window.skip_members()
            held = _bounded(window, held + len(key))
            continue
        before = window.place
        outline.plain[key] = window.value()
        held = _bounded(window, held + len(key) + window.place - before)
    return outline


def _bounded(window: "_Window", held: int) -> int:
    """What is held of an object, with something for each key, if it is not too much."""
    if held > MAX_MEMBER:
        raise TooLarge(window.name, MAX_MEMBER)
    return held + _KEY


class _Window:
    """The part of a text that is being read; grows only as far as one value needs."""

    def __init__(self, name: str, text: io.TextIOBase) -> None:
        self.name = name
        self._text = text
        self._held = ""
        self._start = 0
        self._at = 0
        self._ended = False

    @property
    def place(self) -> int:
        """Characters read so far."""
        return self._start + self._at

    def next(self) -> str:
        """The next character that is no white space, not consumed; empty at the end."""
        while True:
            while self._at < len(self._held):
                if self._held[self._at] not in _SPACE:
                    return self._held[self._at]
                self._at += 1
            if not self._grow():
                return ""

    def value(self) -> object:
        """The next value, whatever it is."""
        self.next()
        while True:
            try:
                value, end = _SCANNER.raw_decode(self._held, self._at)
            except RecursionError as error:
                raise Unreadable(self.name, "nested-too-deep") from error
            except json.JSONDecodeError as error:
                if self._is_cut(error) and self._grow():
                    continue
                raise Unreadable(self.name, self._fault(error)) from error
            except ValueError as error:
                raise Unreadable(self.name, "not-json") from error
            if end == len(self._held) and self._grow():
                continue
            self._at = end
            return value

    def members(self) -> Iterator[object]:
        """The members of the list that begins here."""
        self._consume("[")
        if self.next() == "]":
            self._at += 1
            return
        while True:
            yield self.value()
            if self._consume(",]") == "]":
                return

    def skip_members(self) -> int:
        """Read past the list that begins here; returns how many members it has."""
        return sum(1 for _ in self.members())

    def fields(self) -> Iterator[str]:
        """The keys of the object that begins here; its values must be read in between."""
        self._consume("{")
        if self.next() == "}":
            self._at += 1
            return
        while True:
            if self.next() != '"':
                raise Unreadable(self.name, "not-json" if self.next() else "truncated")
            key = str(self.value())
            self._consume(":")
            self.next()
            yield key
            if self._consume(",}") == "}":
                return

    def lines(self) -> Iterator[object]:
        """Values one after the other to the end; anything odd among them is no JSON."""
        while self.next():
            try:
                yield self.value()
            except Unreadable as error:
                reason = "not-json" if error.reason == "truncated" else error.reason
                raise Unreadable(self.name, reason) from error

    def _consume(self, wanted: str) -> str:
        found = self.next()
        if not found or found not in wanted:
            raise Unreadable(self.name, "not-json" if found else "truncated")
        self._at += 1
        return found

    def _grow(self) -> bool:
        """Read on, twice as much each time; False at the end of the text."""
        if self._ended:
            return False
        rest = len(self._held) - self._at
        if rest > MAX_MEMBER:
            raise TooLarge(self.name, MAX_MEMBER)
        piece = self._text.read(max(_PIECE, rest))
        self._ended = not piece
        self._start += self._at
        self._held = self._held[self._at :] + piece
        self._at = 0
        return bool(piece)

    def _is_cut(self, error: json.JSONDecodeError) -> bool:
        """Whether more text could make this a value."""
        unterminated = error.msg.startswith("Unterminated string")
        return unterminated or error.pos >= len(self._held) - _SLACK

    def _fault(self, error: json.JSONDecodeError) -> str:
        end = len(self._held.rstrip(_SPACE))
        cut = error.pos >= end or error.msg.startswith("Unterminated string")
        return "truncated" if cut else "not-json"
