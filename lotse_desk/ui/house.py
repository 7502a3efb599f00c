"""What the pages know of the house before its home is read: towns, topics, closed lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lotse_desk.domain.reference import DISTRICT, Reference, Town


@dataclass(frozen=True)
class UsualPrinter:
    """The system's name of it, empty for the system's default; `asks`: which one is asked."""

    name: str = ""
    asks: bool = False


@dataclass
class House:
    """The shared facts with this desk's town first."""

    reference: Reference
    town: str = ""
    name: str = ""
    printer: UsualPrinter = UsualPrinter()
    lists: Mapping[str, Mapping[str, str]] = field(init=False)
    topics: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.lists = self.reference.lists
        self.topics = {topic.slug: topic.name for topic in self.reference.topics.values()}

    @property
    def town_name(self) -> str:
        """The name of the desk's town."""
        town = self.reference.towns.get(self.town)
        return town.name if town else ""

    def towns_here_first(self) -> dict[str, str]:
        """Slug to name of the towns, this one first."""
        names = {town.slug: town.name for town in self._towns()}
        return {self.town: self.town_name, **names} if self.town else names

    def other_towns(self) -> dict[str, str]:
        """Slug to "name, postal codes" of the other towns of the district."""
        return {
            town.slug: f"{town.name} · {' '.join(town.postal_codes)}"
            for town in self._towns()
            if town.slug != self.town
        }

    def _towns(self) -> Iterator[Town]:
        return (town for town in self.reference.towns.values() if town.kind != DISTRICT)
