import pytest

from lotse_desk.formats.free_text import FreePhone, split_address, split_list, split_phones


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Musterweg 1, 45657 Musterstadt",
            {"address_1": "Musterweg 1", "postal_code": "45657", "city": "Musterstadt"},
        ),
        (
            "Musterweg 1\n45657 Musterstadt",
            {"address_1": "Musterweg 1", "postal_code": "45657", "city": "Musterstadt"},
        ),
        (
            "9525 Example Drive, Suite 2, Example Bay, FL 33157",
            {
                "address_1": "9525 Example Drive, Suite 2",
                "city": "Example Bay",
                "state_province": "FL",
                "postal_code": "33157",
            },
        ),
        ("Fort Example, FL", {"city": "Fort Example", "state_province": "FL"}),
        ("State: FL", {"state_province": "FL"}),
        ("im Rathaus", {"address_1": "im Rathaus"}),
    ],
)
def test_addresses_in_one_text(text: str, parts: dict[str, str]) -> None:
    assert split_address(text) == parts


def test_telephone_numbers_in_one_text() -> None:
    phones, rest = split_phones("main: 305-285-5922, Fax: 02361/53-1; +49 (2361) 53 2; nie")
    assert phones == [
        FreePhone("305-285-5922", "main"),
        FreePhone("02361/53-1", "Fax"),
        FreePhone("+49 (2361) 53 2", None),
    ]
    assert rest == ["nie"]


def test_lists_keep_their_order_and_lose_doubles() -> None:
    assert split_list("b; a;;b\nc | d") == ["b", "a", "c", "d"]


@pytest.mark.timeout(10)
def test_hostile_texts_take_no_time() -> None:
    for text in (" " * 500_000 + "1", "1 " * 200_000, ":" * 500_000, "a, " * 200_000):
        split_address(text)
        split_phones(text)
