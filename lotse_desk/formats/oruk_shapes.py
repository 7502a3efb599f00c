"""Open Referral UK: its objects of 1.0 as those of 3, and what its profile asks of each.

Names of 1.0 as its data package and public answers of its API show them.
"""

import re
from collections.abc import Callable, Mapping

from lotse_desk.formats.harvest import LEFT_EMPTY, Harvest
from lotse_desk.formats.hsds_json import Shapes
from lotse_desk.formats.schema import REQUIRED
from lotse_desk.formats.values import read_text, shown

ONLY_IN_1 = frozenset(
    {
        "accessibility_for_disabilities",
        "eligibilitys",
        "holiday_schedules",
        "link_taxonomies",
        "link_taxonomys",
        "regular_schedules",
        "service_taxonomies",
        "service_taxonomys",
    }
)
"""Names in objects that only 1.0 has."""

_ELIGIBILITY = ("eligibilitys", "eligibilities", "eligibility")
_HOLIDAYS = ("holiday_schedules", "holiday_schedule", "holidayScheduleCollection")
_LINKS = ("service_taxonomys", "service_taxonomies", "link_taxonomys", "link_taxonomies")
_RENAMED = {
    "regular_schedules": "schedules",
    "regular_schedule": "schedules",
    "accessibility_for_disabilities": "accessibility",
}
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+")
_FORMATS: dict[str, tuple[re.Pattern[str], str]] = {
    "email": (_MAIL, "E-Mail-Adresse"),
    "assurer_email": (_MAIL, "E-Mail-Adresse"),
    **dict.fromkeys(
        ("url", "website", "uri", "term_uri", "logo", "schedule_link"),
        (_ADDRESS, "Internetadresse"),
    ),
}
_LONGEST = 2000
_ADDRESSES = {"physical_addresses": "physical", "postal_addresses": "postal"}

Raw = Mapping[str, object]


class UkShapes(Shapes):
    """Prepares objects before they are taken, and takes what HSDS 3 keeps elsewhere."""

    repeats = True

    def __init__(self, harvest: Harvest) -> None:
        self._harvest = harvest
        self._checked: set[tuple[str, str, str]] = set()
        self._holidays: list[tuple[str, str, object, str]] = []
        self._older: dict[str, Callable[[dict[str, object], str], None]] = {
            "organization": _organization,
            "location": _location,
            "taxonomy_term": self._term,
        }

    def table(self, table: str, member: Raw) -> str:
        """Terms of 1.0 are named taxonomies."""
        older = table == "taxonomy" and member.keys() & {"vocabulary", "parent"}
        return "taxonomy_term" if older else table

    def prepare(self, table: str, member: Raw, where: str, depth: int) -> Raw:
        """The object with the names of 3; what is wrong with it is reported."""
        raw = dict(member)
        for old, new in _RENAMED.items():
            if old in raw:
                raw.setdefault(new, raw.pop(old))
        for name in _LINKS:
            if isinstance(raw.get(name), list):
                raw["attributes"] = [
                    *_list(raw.get("attributes")),
                    *map(_link, _list(raw.pop(name))),
                ]
        if table in self._older:
            self._older[table](raw, where)
        if not depth:
            self._check_required(table, raw, where)
        self._check_formats(table, raw, where)
        aside = (*_ELIGIBILITY, *_HOLIDAYS)
        return {
            name: value
            for name, value in raw.items()
            if name not in aside or not isinstance(value, (list, dict))
        }

    def follow(self, table: str, record_id: str | None, member: Raw, where: str) -> None:
        """Take eligibility and holidays of an object, whose record has an id by now."""
        for name in _ELIGIBILITY if table == "service" else ():
            for part in _objects(member.get(name)):
                self._eligibility(record_id, part, where)
        for name in _HOLIDAYS:
            for part in _objects(member.get(name)):
                self._harvest.rows += 1
                if record_id is None:
                    self._harvest.drop(where, f"{name}: Der Eintrag darüber fehlt.")
                else:
                    self._holidays.append((table, record_id, part, where))

    def finish(self) -> None:
        """Take holidays, of a service those of its places."""
        places = self._harvest.by_value("service_at_location", "service_id")
        for table, record_id, part, where in self._holidays:
            owners = [(table, record_id)]
            if table == "service":
                owners = [("service_at_location", link) for link in places.get(record_id, ())]
            self._holiday(owners, part, where)

    def _eligibility(self, service: str | None, part: object, where: str) -> None:
        """In 1.0 a list of objects, in 3 a text and two ages of the service."""
        self._harvest.rows += 1
        raw = part if isinstance(part, dict) else {"eligibility": part}
        text = read_text(raw.get("eligibility")).value
        ages = {name: raw.get(name) for name in ("minimum_age", "maximum_age")}
        if service is None or not (text or any(age is not None for age in ages.values())):
            self._harvest.drop(where, "eligibility ohne Angabe.")
            return
        self._harvest.merged += 1
        column = "eligibility_description"
        lines = str(self._harvest.value("service", service, column) or "").split("\n")
        joined = "\n".join(dict.fromkeys(filter(None, [*lines, str(text or "")])))
        if joined:
            self._harvest.put("service", service, column, joined, where)
        for name, age in ages.items():
            if age is not None and self._harvest.value("service", service, name) is None:
                self._harvest.put("service", service, name, age, where)

    def _holiday(self, owners: list[tuple[str, str]], part: object, where: str) -> None:
        raw = part if isinstance(part, dict) else {}
        start, end = raw.get("start_date"), raw.get("end_date")
        closed = str(raw.get("closed")).lower() in ("true", "1", "yes", "t")
        hours = {"opens_at": raw.get("opens_at") or raw.get("open_at")}
        hours["closes_at"] = raw.get("closes_at")
        if not (start or end):
            self._harvest.drop(where, "holiday_schedule: nennt keinen Tag.")
            return
        if not owners:
            self._harvest.drop(where, "holiday_schedule: Die Leistung hat keinen Ort.")
            return
        given: dict[str, object] = {
            "from_date": start or end,
            "to_date": end or start,
            "kind": "closed" if closed or not any(hours.values()) else "special-hours",
            **({} if closed else hours),
        }
        for place, (entity, entity_id) in enumerate(owners):
            own = {"id": raw.get("id")} if raw.get("id") and place == 0 else {}
            exception = {**given, **own, "entity": entity, "entity_id": entity_id}
            self._harvest.take("schedule_exception", exception, where, nested=True, row=place == 0)

    def _term(self, raw: dict[str, object], where: str) -> None:
        """A term of 1.0 names its vocabulary and holds the one above it."""
        vocabulary = raw.pop("vocabulary", None)
        if isinstance(vocabulary, str) and vocabulary.strip():
            raw.setdefault("taxonomy", vocabulary)
            taxonomy = self._harvest.take_derived("taxonomy", {"name": vocabulary}, where)
            raw.setdefault("taxonomy_id", taxonomy)
        above = raw.pop("parent", None)
        if isinstance(above, dict) and above.get("id"):
            raw.setdefault("parent_id", above["id"])
            named = {name: above.get(name) for name in ("id", "name")}
            self._harvest.take("taxonomy_term", named, where, provisional=True)

    def _check_required(self, table: str, raw: Raw, where: str) -> None:
        """Name what is missing in this row, though others may have it."""
        missing = [
            name
            for name in REQUIRED.get(table, ())
            if not name.endswith("_id") and raw.get(name) in (None, "")
        ]
        if missing:
            reason = f"{table} ohne Pflichtangabe: {', '.join(missing)}."
            self._harvest.report(where, reason, "Die Zeile wurde übernommen.")

    def _check_formats(self, table: str, raw: dict[str, object], where: str) -> None:
        """Report each wrong value once, however often the feed shows its record."""
        for name, (pattern, what) in _FORMATS.items():
            value = raw.get(name)
            if value is None or value == "":
                continue
            text = isinstance(value, str)
            if text and pattern.fullmatch(str(value).strip()[:_LONGEST]):
                continue
            if not text:
                raw[name] = None
            key = (table, str(raw.get("id")), f"{name}={value}")
            if key not in self._checked:
                self._checked.add(key)
                reason = f"{name}: {shown(value)} ist keine {what}."
                action = "Übernommen; bitte prüfen." if text else LEFT_EMPTY
                self._harvest.report(where, reason, action)


def _organization(raw: dict[str, object], _where: str) -> None:
    if "website" not in raw and "url" in raw:
        raw["website"] = raw.pop("url")


def _location(raw: dict[str, object], _where: str) -> None:
    for name, kind in _ADDRESSES.items():
        if isinstance(raw.get(name), list):
            raw[name] = [
                {"address_type": kind, **address} if isinstance(address, dict) else address
                for address in _list(raw[name])
            ]


def _link(part: object) -> object:
    """A link to a term, as an attribute of 3."""
    if not isinstance(part, dict):
        return part
    raw = dict(part)
    term = raw.pop("taxonomy", None)
    if isinstance(term, dict):
        raw["taxonomy_term"] = term
    for old, new in (("taxonomy_id", "taxonomy_term_id"), ("link_type", "link_entity")):
        if old in raw:
            raw.setdefault(new, raw.pop(old))
    raw.pop("service_id", None)
    return raw


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _objects(value: object) -> list[object]:
    if isinstance(value, dict):
        return [value]
    return [part for part in _list(value) if part not in (None, "")]
