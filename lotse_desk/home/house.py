"""What paper says of the house a desk stands in: its name, its number, where it stands."""

from dataclasses import dataclass

from lotse_desk.domain.faults import InvalidValue
from lotse_desk.home.home import Home

NAME, CALLBACK, ADDRESS = "house.name", "house.callback", "house.address"
USUAL_NAME = "Haus der sozialen Leistungen"
LONGEST_NAME, LONGEST_CALLBACK, LONGEST_ADDRESS = 60, 40, 80


@dataclass(frozen=True)
class House:
    """All may be empty: then the usual name prints, no number, and nobody is known to sit here.

    `address` is street and number, as the directory writes them. Raises `InvalidValue` for what
    is longer than a line of paper takes.
    """

    name: str = ""
    callback: str = ""
    address: str = ""

    def __post_init__(self) -> None:
        for kind, value, longest in (
            ("house", self.name, LONGEST_NAME),
            ("callback", self.callback, LONGEST_CALLBACK),
            ("address", self.address, LONGEST_ADDRESS),
        ):
            if len(value.strip()) > longest:
                raise InvalidValue(kind, f"{value.strip()[:20]}…", f"bis {longest} Zeichen")

    def holds(self, street: str) -> bool:
        """Whether a street and number are those of this house."""
        return bool(self.address.strip()) and _plain(street) == _plain(self.address)


def house_of(home: Home) -> House:
    """The house as this desk knows it; what an earlier version stored too long is cut."""
    return House(
        (home.settings.get(NAME) or USUAL_NAME)[:LONGEST_NAME],
        home.settings.get(CALLBACK)[:LONGEST_CALLBACK],
        home.settings.get(ADDRESS)[:LONGEST_ADDRESS],
    )


def put_house(home: Home, house: House) -> None:
    """Remember the house; belongs to the caller's transaction."""
    home.settings.put(NAME, house.name.strip())
    home.settings.put(CALLBACK, house.callback.strip())
    home.settings.put(ADDRESS, house.address.strip())


def _plain(street: str) -> str:
    """A street without what people write in different ways; a city after a comma does not count."""
    words = street.partition(",")[0].casefold().replace("straße", "str").replace("strasse", "str")
    return "".join(letter for letter in words if letter.isalnum())
