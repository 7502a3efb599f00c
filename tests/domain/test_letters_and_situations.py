"""Letters and situations keep their topics in order, however the list is spaced."""

from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.domain.supplement import NOT_URGENT, URGENCIES, Letter, Situation

slugs = st.lists(st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True), max_size=14)


@given(slugs=slugs, gap=st.sampled_from([" ", "  ", " \n "]))
def test_topics_come_in_the_order_they_were_written(slugs: list[str], gap: str) -> None:
    written = gap.join(slugs)
    letter = Letter(id="l", slug="l", name="Brief", topics=written or None)
    situation = Situation(id="s", slug="s", name="Lage", topics=written or None)
    assert letter.topic_slugs == situation.topic_slugs == tuple(slugs)


def test_a_letter_is_not_urgent_unless_it_says_so() -> None:
    assert Letter(id="l", slug="l", name="Brief").urgency == NOT_URGENT
    assert NOT_URGENT in URGENCIES
