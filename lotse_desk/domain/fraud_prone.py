"""Fields whose change invites fraud: where people call, write, look or pay."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

FIELDS: Mapping[str, tuple[str, ...]] = {
    "organization": ("email", "website"),
    "service": ("email", "url"),
    "location": ("url",),
    "contact": ("email",),
    "phone": ("number", "extension"),
    "url": ("url",),
    "accessibility": ("url",),
    "schedule": ("schedule_link",),
    "allocation": ("phone",),
}


@dataclass(frozen=True)
class FraudProneChange:
    """A field of a record that said something else before."""

    entity: str
    entity_id: str
    field: str
    old: str
    new: str


def fraud_prone_changes(
    entity: str, entity_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[FraudProneChange]:
    """Changes of such fields between two states of one record; new records bring none."""
    for field in FIELDS.get(entity, ()):
        before, after = old.get(field) or "", new.get(field) or ""
        if before != after:
            yield FraudProneChange(entity, entity_id, field, str(before), str(after))
