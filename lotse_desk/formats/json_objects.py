"""A JSON object whose values are ticked off as they are taken."""

from collections import Counter
from collections.abc import Mapping

from lotse_desk.formats.values import read_id, read_text

_EMPTY: tuple[object, ...] = (None, "", [], {}, False)


class JsonObject:
    """An object of a document; knows what nobody has asked for yet."""

    def __init__(self, raw: Mapping[str, object]) -> None:
        self._raw = raw
        self._taken: set[str] = set()
        self._below: list[tuple[str, JsonObject]] = []

    def text(self, *keys: str) -> str | None:
        """The first text filled under one of the keys, all of them ticked off."""
        self._taken.update(keys)
        found = (read_text(self._raw.get(key)).value for key in keys)
        return next((str(value).strip() for value in found if value is not None), None)

    def id(self, key: str = "id") -> str | None:
        """An id, None when there is none."""
        self._taken.add(key)
        value = read_id(self._raw.get(key)).value
        return str(value) if value is not None else None

    def texts(self, key: str) -> list[str]:
        """The filled texts of a list, or the one text that stands in its place."""
        self._taken.add(key)
        value = self._raw.get(key)
        found = (
            read_text(member).value for member in (value if isinstance(value, list) else [value])
        )
        return [str(text).strip() for text in found if text is not None]

    def objects(self, key: str) -> "list[JsonObject]":
        """The objects of a list, or the one object that stands in its place."""
        value = self._raw.get(key)
        members = value if isinstance(value, list) else [value]
        found = [JsonObject(member) for member in members if isinstance(member, dict)]
        if len(found) == sum(member not in _EMPTY for member in members):
            self._taken.add(key)
        self._below += [(key, one) for one in found]
        return found

    def says(self, key: str) -> bool:
        """Whether a value is true."""
        self._taken.add(key)
        return self._raw.get(key) is True

    def has(self, *keys: str) -> bool:
        """Whether one of the keys stands in it, be its value empty."""
        return any(key in self._raw for key in keys)

    def pass_over(self, *keys: str) -> None:
        """Tick off what says nothing about the service itself."""
        self._taken.update(keys)

    def left(self, path: str = "") -> Counter[str]:
        """What is filled and was never asked for, by path, with how many times."""
        found: Counter[str] = Counter()
        for key, value in self._raw.items():
            if key not in self._taken and value not in _EMPTY:
                found[f"{path}{key}"] += 1
        for key, below in self._below:
            found.update(below.left(f"{path}{key}/"))
        return found
