"""The tables of HSDS 1.0 to 2.0, what became of them in 3, and by what names their files go.

Sources: the specification of 1.0, packages of 1.1 made by the HSDS transformer of Open Referral,
and the tables of Ohana. 1.2, 1.3 and 2.0 add columns and tables that 3 has too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lotse_desk.formats.column_mapping import normalized


@dataclass(frozen=True)
class Rule:
    """How a table of HSDS 1 is read.

    `table`: the table of HSDS 3 its rows go to. `columns`: columns that are named otherwise there.
    `constants`: what all rows have. `aside`: columns something else is made of. `into`: the rows
    are no records but the text of that column of the record named by `owner`. `vocabulary`: the
    text is a term of this vocabulary on the record named by `owner`. `place`: when to read it.
    """

    table: str
    place: int
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()
    owner: str = ""
    into: str = ""
    vocabulary: str = ""


LISTS = frozenset({"required_documents", "funding_sources", "accepted_payments"})
"""Lists with commas in the services of loose packages."""

_ADDRESS = frozenset({"address_3", "address_4", "organization_id"})

RULES: dict[str, Rule] = {
    "organization": Rule("organization", 0, {"url": "website"}),
    "program": Rule("program", 1),
    "taxonomy": Rule(
        "taxonomy_term",
        1,
        {"vocabulary": "taxonomy", "taxonomy_id": "id"},
        aside=frozenset({"parent_name"}),
    ),
    "service": Rule("service", 2, aside=frozenset({"location_id", "taxonomy_ids", *LISTS})),
    "location": Rule("location", 2),
    "service_at_location": Rule("service_at_location", 3, aside=frozenset({"url", "email"})),
    "contact": Rule("contact", 4),
    "phone": Rule(
        "phone",
        5,
        {"number_type": "type"},
        aside=frozenset({"department", "country_prefix", "language"}),
    ),
    "physical_address": Rule("address", 5, constants={"address_type": "physical"}, aside=_ADDRESS),
    "postal_address": Rule("address", 5, constants={"address_type": "postal"}, aside=_ADDRESS),
    "address": Rule("address", 5, aside=_ADDRESS),
    "regular_schedule": Rule(
        "schedule", 5, {"location": "location_id"}, aside=frozenset({"weekday"})
    ),
    "holiday_schedule": Rule("schedule_exception", 5, owner="service_at_location_id"),
    "funding": Rule("funding", 5, {"service": "service_id"}),
    "eligibility": Rule("service", 5, owner="service_id", into="eligibility_description"),
    "service_area": Rule("service_area", 5, {"service_area": "name"}),
    "required_document": Rule("required_document", 5),
    "fee": Rule("cost_option", 5, {"fee": "amount_description"}),
    "payment_accepted": Rule("attribute", 5, owner="service_id", vocabulary="Zahlungsarten"),
    "accreditation": Rule("attribute", 5, owner="organization_id", vocabulary="Akkreditierungen"),
    "license": Rule("attribute", 5, owner="organization_id", vocabulary="Zulassungen"),
    "interpretation_services": Rule(
        "service", 5, owner="service_id", into="interpretation_services"
    ),
    "language": Rule("language", 5, {"language": "name"}),
    "accessibility_for_disabilities": Rule("accessibility", 5, {"accessibility": "description"}),
    "accessibility": Rule("accessibility", 5, {"accessibility": "description"}),
    "service_taxonomy": Rule(
        "attribute",
        6,
        {"service_id": "link_id", "taxonomy_id": "taxonomy_term_id", "taxonomy_detail": "value"},
        {"link_entity": "service"},
    ),
    "service_attribute": Rule(
        "attribute", 6, {"service_id": "link_id"}, {"link_entity": "service"}
    ),
    "other_attribute": Rule("attribute", 6, {"link_type": "link_entity"}),
    "link_taxonomy": Rule(
        "attribute", 6, {"link_type": "link_entity", "taxonomy_id": "taxonomy_term_id"}
    ),
    "metadata": Rule("metadata", 7),
    "meta_table_description": Rule("meta_table_description", 7),
}
"""Rules by the table's name in HSDS 1."""

TEXT_COLUMNS = {
    "eligibility": "eligibility",
    "interpretation_services": "language",
    "payment_accepted": "payment",
    "accreditation": "accreditation",
    "license": "license",
}
"""The column that holds the text, of tables whose rows are no records."""

_PLURALS = {
    "services_at_location": "service_at_location",
    "services_at_locations": "service_at_location",
    "service_at_locations": "service_at_location",
    "service_location": "service_at_location",
    "service_locations": "service_at_location",
    "services_taxonomy": "service_taxonomy",
    "services_taxonomies": "service_taxonomy",
    "service_taxonomies": "service_taxonomy",
    "taxonomies": "taxonomy",
    "link_taxonomies": "link_taxonomy",
    "eligibilities": "eligibility",
    "payments_accepted": "payment_accepted",
    "accepted_payments": "payment_accepted",
    "interpretation_service": "interpretation_services",
    "mail_address": "postal_address",
    "mail_addresses": "postal_address",
    "mailing_addresses": "postal_address",
    "address": "address",
    "addresses": "address",
    "physical_addresses": "physical_address",
    "postal_addresses": "postal_address",
    "fundings": "funding",
    "metadata": "metadata",
    "meta_data": "metadata",
}
_ONLY_IN_1 = frozenset(
    {
        "regular_schedule",
        "holiday_schedule",
        "physical_address",
        "postal_address",
        "eligibility",
        "payment_accepted",
        "accreditation",
        "license",
        "interpretation_services",
        "accessibility_for_disabilities",
        "service_taxonomy",
        "fee",
    }
)
_NAMED_ONLY_IN_1 = frozenset({"services_at_location", "services_at_locations"})
_TELLING = {
    "taxonomy": frozenset({"vocabulary", "parent_name"}),
    "service": frozenset({"taxonomy_ids"}),
    "phone": frozenset({"number_type", "country_prefix"}),
    "service_area": frozenset({"service_area"}),
}
"""Columns that only HSDS 1 has, of tables whose names both have."""

WEEKDAYS = {
    name: day
    for day, names in {
        "MO": ("monday", "mon", "mo", "1", "montag"),
        "TU": ("tuesday", "tues", "tue", "tu", "2", "dienstag"),
        "WE": ("wednesday", "wed", "we", "3", "mittwoch"),
        "TH": ("thursday", "thurs", "thur", "thu", "th", "4", "donnerstag"),
        "FR": ("friday", "fri", "fr", "5", "freitag"),
        "SA": ("saturday", "sat", "sa", "6", "samstag"),
        "SU": ("sunday", "sun", "su", "7", "0", "sonntag"),
    }.items()
    for name in names
}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST = 200


def rule_of(stem: str) -> tuple[str, Rule] | None:
    """The table of HSDS 1 a file's name tells, and how it is read."""
    name = re.sub(r"^[\d_]+|[\d_]+$", "", normalized(stem))
    name = _PLURALS.get(name, name)
    if name not in RULES and name.endswith("s"):
        name = name.removesuffix("s")
    return (name, RULES[name]) if name in RULES else None


def only_in_1(stem: str, header: tuple[str, ...]) -> bool:
    """Whether a file can only be one of HSDS 1."""
    found = rule_of(stem)
    if found is None:
        return False
    titles = {normalized(title) for title in header}
    if found[0] in _ONLY_IN_1 or normalized(stem) in _NAMED_ONLY_IN_1:
        return True
    return bool(_TELLING.get(found[0], frozenset()) & titles)


def weekdays(text: str) -> str | None:
    """`MO,TU` for weekdays named, listed or spanned in English or German, else None."""
    if len(text) > _LONGEST:
        return None
    days: list[str] = []
    for part in re.split(r"[,;/&|]+|\band\b|\bund\b", text.lower()):
        ends = [end.strip(" .") for end in re.split(r"\s*(?:-|–|to|bis)\s*", part.strip())]
        found = [WEEKDAYS.get(end) for end in ends]
        if None in found or len(found) > 2:
            return None
        first, last = _DAYS.index(str(found[0])), _DAYS.index(str(found[-1]))
        span = range(first, last + 1) if first <= last else (*range(first, 7), *range(last + 1))
        days += [_DAYS[day] for day in span]
    return ",".join(dict.fromkeys(days)) or None
