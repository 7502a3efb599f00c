"""The shared facts as shipped in resources/facts/."""

from functools import cache

from lotse_desk.domain.reference import Reference, parse_reference
from lotse_desk.locations import resources


@cache
def shipped_reference() -> Reference:
    """Towns, topics, responsibilities and closed lists of this version of the program."""
    facts = resources() / "facts"
    return parse_reference(
        *(
            (facts / f"{name}.csv").read_text("utf-8")
            for name in ("towns", "topics", "responsibility", "lists")
        )
    )
