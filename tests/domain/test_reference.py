import pytest

from lotse_desk.domain.contacts import Contact, UnmetNeed
from lotse_desk.domain.faults import UnknownValue
from lotse_desk.home.reference import shipped_reference

REFERENCE = shipped_reference()


def test_every_town_has_an_ars_of_twelve_digits_and_its_own_postal_codes() -> None:
    assert all(len(town.ars) == 12 and town.ars.isdigit() for town in REFERENCE.towns.values())
    codes = [code for town in REFERENCE.towns.values() for code in town.postal_codes]
    assert len(codes) == len(set(codes))
    assert REFERENCE.town_of_postal_code("45657") == REFERENCE.town("recklinghausen")
    assert REFERENCE.town_of_postal_code("10115") is None


def test_topics_know_their_flags_and_whether_responsibility_is_open() -> None:
    assert "claim" in REFERENCE.topic("wohngeld").flags
    assert REFERENCE.topic("pflegeberatung").to_be_checked
    assert not REFERENCE.topic("mietschulden").to_be_checked


@pytest.mark.parametrize(
    "contact",
    [
        Contact(concern="gossip"),
        Contact(topics=("no-such-topic",)),
        Contact(outcome="paid"),
        Contact(unmet=(UnmetNeed("wohngeld", "bad-luck"),)),
        Contact(residence="moon"),
    ],
)
def test_a_contact_outside_the_closed_lists_is_refused(contact: Contact) -> None:
    with pytest.raises(UnknownValue):
        contact.checked(REFERENCE)


def test_the_defaults_are_a_complete_contact() -> None:
    assert Contact().checked(REFERENCE) == Contact()
