"""German words of reports: titles of tables and names of values."""

from collections.abc import Iterable, Mapping

from lotse_desk.domain.coarsening import DEFAULT_EXPORTED_LANGUAGES
from lotse_desk.domain.iso_weeks import Period
from lotse_desk.domain.needed_languages import german_name
from lotse_desk.domain.reference import Reference
from lotse_desk.home.topic_groups import GROUP_NAMES
from lotse_desk.office.counting import OPEN
from lotse_desk.office.report_towns import OTHER_TOWNS, OTHER_TOWNS_LABEL

OTHER_GROUP = "other"
TOWN = "Stadt"
NOT_GIVEN_LABEL = "Ohne Angabe"
DIMENSIONS = {
    "concern": "Anliegen",
    "language": "Benötigte Sprache",
    "residence": "Wohnort",
    "channel": "Weg",
    "interpreter": "Sprachmittlung",
    "outcome": "Ergebnis",
    "month": "Monat",
    "group": "Themengruppe",
    "topic": "Thema",
    "reason": "Grund",
    "answer": "Rückmeldung",
}
GROUPS = {**GROUP_NAMES, OTHER_GROUP: "Neue Themen"}
_LANGUAGES_FIRST = ("de", "de-simple")

Labels = Mapping[str, str]
"""German names by code, in the order they are shown."""


def labels(reference: Reference, dimension: str, seen: Iterable[str], period: Period) -> Labels:
    """All values of a dimension, closed lists whole, then what else was seen.

    Values a newer desk may send and this version does not know are shown by their code.
    """
    known = _known(reference, dimension, period)
    others = sorted(set(seen) - set(known))
    return {
        **known,
        **{code: german_name(code) if dimension == "language" else code for code in others},
    }


def group_of(reference: Reference, topic: str) -> str:
    """The group of a topic; topics of a newer vocabulary have one of their own."""
    known = reference.topics.get(topic)
    return known.group if known else OTHER_GROUP


def topic_label(reference: Reference, topic: str) -> str:
    """The topic's name, or its slug."""
    known = reference.topics.get(topic)
    return known.name if known else topic


def town_label(reference: Reference, town: str) -> str:
    """The town's name, or its slug; towns that are shown as one have a name of their own."""
    if town == OTHER_TOWNS:
        return OTHER_TOWNS_LABEL
    known = reference.towns.get(town)
    return known.name if known else town


def _known(reference: Reference, dimension: str, period: Period) -> dict[str, str]:
    if dimension == "language":
        languages = sorted(DEFAULT_EXPORTED_LANGUAGES - set(_LANGUAGES_FIRST), key=german_name)
        ordered = (*_LANGUAGES_FIRST, *languages, "other", "unknown")
        return {code: german_name(code) for code in ordered}
    if dimension == "month":
        return {month: f"{month[5:]}.{month[:4]}" for month in period.months()}
    if dimension == "answer":
        return {**reference.lists["return"], OPEN: "Noch nichts zurückgekommen"}
    if dimension == "group":
        return {group: GROUPS.get(group, group) for group in reference.groups}
    return dict(reference.lists[dimension])
