import dataclasses
import re
from pathlib import Path

import pytest

from lotse_desk.domain import exchange_faults, faults
from lotse_desk.domain.faults import Fault
from lotse_desk.home.fault_sentences import sentence

ABSTRACT = {"Fault", "WorldFault", "WrongUse", "MediumFault", "FileRefused"}


def kinds() -> list[type[Fault]]:
    found = {
        kind
        for module in (faults, exchange_faults)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Fault) and kind.__name__ not in ABSTRACT
    }
    return sorted(found, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_every_fault_has_a_german_sentence(kind: type[Fault]) -> None:
    example = {
        field.name: 42
        if field.type in ("int", int)
        else ("A",)
        if "tuple" in str(field.type)
        else "X"
        for field in dataclasses.fields(kind)
    }
    text = sentence(kind(**example))
    assert not text.startswith(kind(**example).kind), text
    assert text.endswith((".", ")", "!")), text
    assert text[0].isupper(), text


def test_every_reason_of_a_file_of_the_town_has_german_words() -> None:
    """All reasons the package gives for a feed that cannot be read, as they stand in its source."""
    package = Path(faults.__file__).parents[1]
    sources = [*package.glob("formats/*.py"), *package.glob("home/feed_*.py")]
    reasons = {
        reason
        for source in sources
        for reason in re.findall(
            r'Unreadable\([^"()]*(?:\([^()]*\))?, "([^"]+)"\)', source.read_text()
        )
    }
    assert {"damaged-workbook", "truncated", "missing"} <= reasons
    for reason in reasons:
        assert f": {reason}." not in sentence(faults.Unreadable("x", reason)), reason


@pytest.mark.parametrize(
    ("limit", "words"),
    [(8192, "8 kB"), (1_000_000, "1 MB"), (128 << 20, "134 MB"), (999, "999 Byte")],
)
def test_limits_are_told_in_a_size_that_is_not_zero(limit: int, words: str) -> None:
    assert f"erlaubt sind {words}" in sentence(exchange_faults.FileOverLimit(limit))
    assert f"erlaubt sind {words}" in sentence(faults.TooLarge("x", limit))
