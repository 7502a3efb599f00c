import dataclasses

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
