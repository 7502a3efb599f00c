"""The house a desk stands in: bounded, and known by its address."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.domain.faults import InvalidValue
from lotse_desk.home.home import DESK, create_home
from lotse_desk.home.house import CALLBACK, LONGEST_NAME, NAME, House, house_of, put_house


@pytest.mark.parametrize(
    ("house", "kind"),
    [(("x" * 61,), "house"), (("", "1" * 41), "callback"), (("", "", "y" * 81), "address")],
)
def test_what_no_line_of_paper_takes_is_refused(house: tuple[str, ...], kind: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        House(*house)
    assert refused.value.kind_of_value == kind
    assert len(refused.value.value) <= 21


def test_longer_names_of_an_earlier_version_are_cut(tmp_path: Path) -> None:
    with create_home(tmp_path / "home", role=DESK, name="Empfang 1") as home:
        home.settings.put(NAME, "Haus " * 40)
        home.settings.put(CALLBACK, "0" * 99)
        assert len(house_of(home).name) == LONGEST_NAME
        put_house(home, House(" Haus am Markt ", "02366 00-0", "Markt 1"))
        assert house_of(home) == House("Haus am Markt", "02366 00-0", "Markt 1")


@pytest.mark.parametrize(
    ("address", "street", "same"),
    [
        ("Kurt-Schumacher-Straße 2", "Kurt-Schumacher-Str. 2", True),
        ("kurt schumacher strasse 2, 45699 Herten", "Kurt-Schumacher-Straße 2", True),
        ("Kurt-Schumacher-Straße 2", "Kurt-Schumacher-Straße 20", False),
        ("", "", False),
        ("", "Markt 1", False),
    ],
)
def test_an_address_is_known_however_it_is_written(address: str, street: str, same: bool) -> None:
    assert House(address=address).holds(street) is same


@given(st.text(max_size=80))
def test_every_address_is_its_own(address: str) -> None:
    house = House(address=address)
    assert house.holds(address) is bool(address.strip())
