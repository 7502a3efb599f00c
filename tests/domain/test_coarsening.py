import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.domain.coarsening import LogPolicy, coarsen
from lotse_desk.domain.contacts import Contact, UnmetNeed
from lotse_desk.domain.faults import UnknownValue
from lotse_desk.domain.languages import LANGUAGES
from lotse_desk.domain.needed_languages import checked_language, german_name
from lotse_desk.home.reference import shipped_reference
from lotse_desk.sync.kinds import check_record

REFERENCE = shipped_reference()
SENSITIVE = sorted(t for t, topic in REFERENCE.topics.items() if "sensitive" in topic.flags)
TOPICS = st.sampled_from(sorted(REFERENCE.topics))


def is_sensitive(topic: str) -> bool:
    return topic in SENSITIVE


def codes(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(REFERENCE.lists[name]))


NEEDED = st.sampled_from([*LANGUAGES, "gsg", "rom", "other", "unknown", "nl", "hu", "ta", "lt"])
CONTACTS = st.builds(
    Contact,
    concern=codes("concern"),
    topics=st.lists(TOPICS, max_size=4, unique=True).map(tuple),
    language=NEEDED,
    slip_languages=st.lists(st.sampled_from(list(LANGUAGES)), max_size=3).map(tuple),
    residence=codes("residence"),
    channel=codes("channel"),
    interpreter=codes("interpreter"),
    outcome=codes("outcome"),
    unmet=st.lists(
        st.builds(UnmetNeed, topic=TOPICS, reason=codes("reason")), max_size=2, unique=True
    ).map(tuple),
)
POLICIES = st.builds(LogPolicy, languages=st.frozensets(NEEDED))


@given(CONTACTS, st.sampled_from(["am", "pm"]), POLICIES)
def test_nothing_sensitive_leaves(contact: Contact, half: str, policy: LogPolicy) -> None:
    payload = coarsen(contact, half, policy, is_sensitive).payload("2026-W48")
    check_record("contact", payload)
    needs = payload.get("unmet", [])
    named = {*payload["topics"], *(need["topic"] for need in needs)}
    before = {*contact.topics, *(need.topic for need in contact.unmet)}
    assert named <= before
    if any(map(is_sensitive, before)):
        assert len(named) == 1
        assert all(map(is_sensitive, named))
        assert not {"language", "slip_languages", "half", "interpreter"} & set(payload)
        told = json.dumps({k: v for k, v in payload.items() if k != "unmet"})
        assert not any(f'"{topic}"' in told for topic in before - named)
    else:
        assert named == before
        assert payload["half"] == half
        allowed = policy.languages | {"de", "other", "unknown"}
        assert {payload["language"], *payload["slip_languages"]} <= allowed


@given(CONTACTS, st.sampled_from(["am", "pm"]), POLICIES, st.randoms(use_true_random=False))
def test_contacts_alike_but_for_what_is_left_out_leave_alike(
    contact: Contact, half: str, policy: LogPolicy, random: object
) -> None:
    topic = SENSITIVE[0]
    one = Contact(
        topics=(topic, *contact.topics),
        language=contact.language,
        slip_languages=contact.slip_languages,
        interpreter=contact.interpreter,
    )
    other = Contact(topics=(topic,))
    weeks = {
        json.dumps(coarsen(c, h, policy, is_sensitive).payload("2026-W48"), sort_keys=True)
        for c, h in ((one, half), (other, "am"), (other, "pm"))
    }
    assert len(weeks) == 1


def test_a_rare_language_becomes_other_and_a_common_one_stays() -> None:
    for language, exported in (("ta", "other"), ("tr", "tr"), ("gsg", "gsg"), ("unknown",) * 2):
        contact = Contact(language=language)
        payload = coarsen(contact, "am", LogPolicy(), is_sensitive).payload("2026-W48")
        assert payload["language"] == exported


def test_a_sensitive_unmet_need_counts_as_sensitive_too() -> None:
    contact = Contact(
        topics=("wohngeld",), language="ti", unmet=(UnmetNeed("sucht", "no-language"),)
    )
    payload = coarsen(contact, "am", LogPolicy(), is_sensitive).payload("2026-W48")
    assert payload["topics"] == []
    assert payload["unmet"] == [{"topic": "sucht", "reason": "no-language"}]
    assert "language" not in payload


@pytest.mark.parametrize("code", ["de", "ta", "kmr", "prs", "gsg", "rom", "unknown", "de-simple"])
def test_any_language_may_be_needed(code: str) -> None:
    assert checked_language(code) == code
    assert german_name(code) != code


@pytest.mark.parametrize("code", ["", "xx", "deutsch", "und", "DE"])
def test_what_is_no_language_is_refused(code: str) -> None:
    with pytest.raises(UnknownValue):
        checked_language(code)
