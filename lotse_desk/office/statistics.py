"""Statistics for people outside the house: counted events as tables, small cells hidden."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from lotse_desk.domain.iso_weeks import Period
from lotse_desk.domain.reference import Reference
from lotse_desk.domain.report import Row, Table
from lotse_desk.domain.suppression import small
from lotse_desk.office import report_labels
from lotse_desk.office.counting import CONTACT_DIMENSIONS, NOT_GIVEN, ByTown, Figures
from lotse_desk.office.report_labels import DIMENSIONS, NOT_GIVEN_LABEL, TOWN
from lotse_desk.office.report_towns import NOT_BY_TOWN, folded
from lotse_desk.office.table_family import (
    Heading,
    Side,
    crossed,
    nested,
    summed,
)

CONTACTS, MENTIONS, SLIPS = "Kontakte", "Nennungen", "Zettel"
HOUSES_FOR_HARD_TOPICS = 3
MOST_PAIRS = 50
TOO_FEW_HOUSES = "entfällt: weniger als drei Häuser"
NO_QUARTER = (
    "entfällt: kein ganzes Quartal im Zeitraum; schwierige Themen werden je Quartal genannt"
)


def tables(
    figures: Figures,
    reference: Reference,
    period: Period,
    k: int,
    few: Collection[str] = frozenset(),
) -> tuple[Table, ...]:
    """All tables of a report; the towns of `few` are shown as one, or none if they are all.

    Every kind of count (contacts, topics named, unmet needs, slips) has a grand total of its own.
    Within one kind, tables cross only along a chain of dimensions, never round a ring, so that what
    each leaves open stays open when all are read together.
    """
    by_town = not few or bool(figures.contacts.keys() - set(few))
    return tuple(_Tables(folded(figures, few), reference, period, k, by_town).all())


class _Tables:
    def __init__(
        self, figures: Figures, reference: Reference, period: Period, k: int, by_town: bool
    ) -> None:
        self._figures, self._reference, self._period, self._k = figures, reference, period, k
        self._by_town = by_town

    def all(self) -> Iterable[Table]:
        yield from self._contacts()
        yield from self._topics()
        yield from self._unmet()
        yield from self._slips()
        yield self._hard()

    def _contacts(self) -> Iterable[Table]:
        by = self._figures.by
        if self._sensitive_would_show():
            by = {
                name: _without(counts, self._figures.sensitive[name]) for name, counts in by.items()
            }
        towns = self._town_side(self._figures.contacts)
        yield self._town_list(Heading("town", TOWN, CONTACTS), towns)
        sides = {name: self._side(name, by.get(name, Counter())) for name in CONTACT_DIMENSIONS}
        for name, side in sides.items():
            yield side.table(Heading(name, side.heading, CONTACTS))
        for name, side in sides.items():
            heading = Heading(f"town-{name}", f"{TOWN} und {side.heading}", CONTACTS)
            yield from self._with_towns(heading, towns, side, by.get(name, Counter()))

    def _topics(self) -> Iterable[Table]:
        topics = self._figures.topics
        groups = self._grouped(topics)
        towns, side = self._town_side(summed(topics, 0)), self._side("group", groups)
        yield self._town_list(Heading("topic-town", f"Themen: {TOWN}", MENTIONS), towns)
        yield side.table(Heading("topic-group", "Themen: Gruppen", MENTIONS))
        heading = Heading("topic-town-group", f"Themen: {TOWN} und Gruppe", MENTIONS)
        yield from self._with_towns(heading, towns, side, groups)
        listed = nested(Heading("topic", "Themen", MENTIONS), side, self._children(side, topics))
        yield listed
        yield self._pairs(listed)

    def _unmet(self) -> Iterable[Table]:
        title = "Ungelöster Bedarf: "
        topics: ByTown = Counter()
        reasons: ByTown = Counter()
        for (town, topic, reason), n in self._figures.unmet.items():
            topics[town, topic] += n
            reasons[report_labels.group_of(self._reference, topic), reason] += n
        by_group = self._grouped(topics)
        towns, groups = self._town_side(summed(topics, 0)), self._side("group", by_group)
        why = self._side("reason", reasons)
        yield self._town_list(Heading("unmet-town", title + TOWN, MENTIONS), towns)
        yield groups.table(Heading("unmet-group", title + groups.heading, MENTIONS))
        yield why.table(Heading("unmet-reason", title + why.heading, MENTIONS))
        heading = Heading("unmet-town-group", f"{title}{TOWN} und Gruppe", MENTIONS)
        yield from self._with_towns(heading, towns, groups, by_group)
        heading = Heading("unmet-group-reason", f"{title}Gruppe und {why.heading}", MENTIONS)
        yield crossed(heading, groups, why, reasons)
        heading = Heading("unmet-topic", f"{title}{DIMENSIONS['topic']}", MENTIONS)
        yield nested(heading, groups, self._children(groups, topics))

    def _slips(self) -> Iterable[Table]:
        answers = self._figures.answers
        towns, side = self._town_side(summed(answers, 0)), self._side("answer", answers)
        yield self._town_list(Heading("slip-town", f"Zettel: {TOWN}", SLIPS), towns)
        yield side.table(Heading("slip-answer", f"Zettel: {side.heading}", SLIPS))
        heading = Heading("slip-town-answer", f"Zettel: {TOWN} und {side.heading}", SLIPS)
        yield from self._with_towns(heading, towns, side, answers)

    def _hard(self) -> Table:
        """Topics found hard, of whole quarters: never of fewer than three houses."""
        quarters = self._period.whole_quarters()
        title = "Themen, die schwierig waren"
        heading = Heading("hard-topic", f"{title} ({_spoken(quarters)})", MENTIONS)
        hard = self._figures.hard
        groups = self._side("group", self._grouped(hard))
        dimensions = (groups.heading, DIMENSIONS["topic"])
        if not quarters:
            return Table(heading.name, title, MENTIONS, dimensions, (), None, NO_QUARTER)
        if len({town for town, _ in hard}) < HOUSES_FOR_HARD_TOPICS:
            return Table(
                heading.name, heading.title, MENTIONS, dimensions, (), None, TOO_FEW_HOUSES
            )
        return nested(heading, groups, self._children(groups, hard))

    def _pairs(self, listed: Table) -> Table:
        """Topics that come together, most frequent first.

        Only of topics whose count is shown, and where the rest of each topic is no small number.
        """
        shown = {row.codes[1]: row.count for row in listed.rows if row.count is not None}
        frequent = [
            (n, pair)
            for pair, n in self._figures.pairs.items()
            if n >= self._k
            and all(topic in shown and not small(shown[topic] - n, self._k) for topic in pair)
        ]
        rows = [
            Row(pair, tuple(report_labels.topic_label(self._reference, t) for t in pair), n)
            for n, pair in sorted(frequent, key=lambda item: (-item[0], item[1]))[:MOST_PAIRS]
        ]
        dimensions = (DIMENSIONS["topic"], "zusammen mit")
        title = f"Themen, die zusammen kommen (ab {self._k})"
        return Table("topic-pair", title, CONTACTS, dimensions, tuple(rows), None)

    def _sensitive_would_show(self) -> bool:
        """Whether comparing tables with and without sensitive contacts would tell a small number.

        Languages of contacts with sensitive topics are not known here, their outcomes are.
        """
        towns = summed(self._figures.sensitive["outcome"], 0)
        return any(small(n, self._k) for n in (*towns.values(), sum(towns.values())))

    def _town_list(self, heading: Heading, towns: Side) -> Table:
        if self._by_town:
            return towns.table(heading)
        return Table(heading.name, heading.title, heading.unit, (TOWN,), (), None, NOT_BY_TOWN)

    def _with_towns(
        self, heading: Heading, towns: Side, across: Side, counts: ByTown
    ) -> Iterable[Table]:
        """Towns crossed with another list; nothing where towns are not shown."""
        if self._by_town:
            yield crossed(heading, towns, across, counts)

    def _town_side(self, counts: Mapping[str, int]) -> Side:
        seen = {town for town, n in self._figures.contacts.items() if n} | set(counts)
        listed = [town for town in self._reference.towns if town in seen]
        towns = (*listed, *sorted(seen - set(listed)))
        named = {town: report_labels.town_label(self._reference, town) for town in towns}
        return Side(TOWN, named, counts, self._k)

    def _side(self, dimension: str, counts: Mapping[tuple[str, str], int]) -> Side:
        totals = summed(counts, 1)
        missing = totals.pop(NOT_GIVEN, 0)
        named = report_labels.labels(self._reference, dimension, totals, self._period)
        apart = (NOT_GIVEN, NOT_GIVEN_LABEL, missing) if missing else ("", "", 0)
        return Side(DIMENSIONS[dimension], named, totals, self._k, apart)

    def _children(self, groups: Side, topics: ByTown) -> dict[str, Side]:
        """For each group the list of its topics."""
        totals = summed(topics, 1)
        known = [*self._reference.topics, *sorted(set(totals) - set(self._reference.topics))]
        return {
            group: Side(
                DIMENSIONS["topic"],
                {
                    topic: report_labels.topic_label(self._reference, topic)
                    for topic in known
                    if report_labels.group_of(self._reference, topic) == group
                },
                totals,
                self._k,
            )
            for group in groups.named
        }

    def _grouped(self, topics: ByTown) -> ByTown:
        groups: ByTown = Counter()
        for (town, topic), n in topics.items():
            groups[town, report_labels.group_of(self._reference, topic)] += n
        return groups


def _spoken(quarters: Iterable[str]) -> str:
    """Quarters as people write them: `4. Quartal 2026`."""
    return ", ".join(f"{quarter[6]}. Quartal {quarter[:4]}" for quarter in quarters)


def _without(counts: Mapping[tuple[str, str], int], apart: ByTown) -> ByTown:
    """The counts with some of them moved to those without a value."""
    moved: ByTown = Counter(counts)
    for (town, value), n in apart.items():
        moved[town, value] -= n
        moved[town, NOT_GIVEN] += n
    return moved
