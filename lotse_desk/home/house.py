"""What paper says of the house a desk stands in: its name and the number to call back."""

from dataclasses import dataclass

from lotse_desk.home.home import Home

NAME, CALLBACK = "house.name", "house.callback"
USUAL_NAME = "Haus der sozialen Leistungen"


@dataclass(frozen=True)
class House:
    """Both may be empty: then the usual name prints, and no number."""

    name: str = ""
    callback: str = ""


def house_of(home: Home) -> House:
    """The house as this desk knows it."""
    return House(home.settings.get(NAME) or USUAL_NAME, home.settings.get(CALLBACK))


def put_house(home: Home, house: House) -> None:
    """Remember the house; belongs to the caller's transaction."""
    home.settings.put(NAME, house.name.strip())
    home.settings.put(CALLBACK, house.callback.strip())
