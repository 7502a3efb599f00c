"""The number of a request: signed, not read out, and within its bounds."""

from dataclasses import replace

import pytest

from lotse_desk.domain.exchange_faults import HeaderInvalid
from lotse_desk.sync.enrolment import (
    MOST_RENAMINGS,
    EnrolmentRequest,
    read_request,
    write_request,
)
from lotse_desk.sync.keys import SigningKey

KEY = SigningKey.generate()
FIRST = EnrolmentRequest("0f" * 16, KEY.public, "marl", "Empfang 1")


@pytest.mark.parametrize("number", [0, 1, MOST_RENAMINGS])
def test_a_request_says_how_late_it_is(number: int) -> None:
    request = replace(FIRST, number=number)
    data = write_request(request, KEY)
    assert read_request(data) == request
    assert request.fingerprint == FIRST.fingerprint
    assert (b"number" in data) == (number > 0)


@pytest.mark.parametrize("number", [-1, MOST_RENAMINGS + 1, True, "1", [1]])
def test_a_number_that_cannot_be_is_refused(number: int) -> None:
    with pytest.raises(HeaderInvalid) as caught:
        read_request(write_request(replace(FIRST, number=number), KEY))
    assert caught.value.reason == "number"
