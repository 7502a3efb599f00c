"""What of a contact may leave the desk: coarser than it was logged, before anything else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from lotse_desk.domain.contacts import Contact
from lotse_desk.domain.languages import LANGUAGES

OTHER_LANGUAGE = "other"
_ALWAYS_EXPORTED = frozenset({"de", OTHER_LANGUAGE, "unknown"})
DEFAULT_EXPORTED_LANGUAGES = frozenset(LANGUAGES) | {"gsg", "rom"}


@dataclass(frozen=True)
class LogPolicy:
    """What the office's policy says about the log.

    `languages` are exported by name, all others as `other`; `codes` says whether slips carry codes
    at all; `suppressed_below` is the k of small cells, never under 3.
    """

    languages: frozenset[str] = DEFAULT_EXPORTED_LANGUAGES
    codes: bool = True
    suppressed_below: int = 5

    def exported_language(self, code: str) -> str:
        """The code, or `other` where it would stand out."""
        return code if code in self.languages or code in _ALWAYS_EXPORTED else OTHER_LANGUAGE


@dataclass(frozen=True)
class CoarseContact:
    """A contact fit for export; None means left out, not unknown.

    Left out together for sensitive topics: everything the person's language could be read from
    (language, languages of the slip, kind of interpreter) and the half of the day.
    """

    contact: Contact
    half: str | None
    with_language: bool

    def payload(self, week: str) -> dict[str, Any]:
        """The payload of a `contact` event (exchange format)."""
        contact = self.contact
        payload: dict[str, Any] = {
            "concern": contact.concern,
            "topics": list(contact.topics),
            "residence": contact.residence,
            "channel": contact.channel,
            "outcome": contact.outcome,
            "week": week,
        }
        if contact.unmet:
            payload["unmet"] = [{"topic": n.topic, "reason": n.reason} for n in contact.unmet]
        if self.half is not None:
            payload["half"] = self.half
        if self.with_language:
            payload["language"] = contact.language
            payload["slip_languages"] = list(contact.slip_languages)
            payload["interpreter"] = contact.interpreter
        return payload


def coarsen(
    contact: Contact, half: str, policy: LogPolicy, is_sensitive: Callable[[str], bool]
) -> CoarseContact:
    """What may be exported of a contact, before it is shuffled with the others of its day.

    One sensitive topic stands alone: the first named as a topic, else the first unmet need's.
    """
    named = (*contact.topics, *(need.topic for need in contact.unmet))
    sensitive = next(filter(is_sensitive, named), None)
    if sensitive is not None:
        alone = replace(
            contact,
            topics=tuple(topic for topic in contact.topics if topic == sensitive)[:1],
            unmet=tuple(need for need in contact.unmet if need.topic == sensitive),
            language="unknown",
            slip_languages=(),
            interpreter="not-needed",
        )
        return CoarseContact(alone, None, with_language=False)
    coarse = replace(
        contact,
        topics=_sorted(contact.topics),
        language=policy.exported_language(contact.language),
        slip_languages=_sorted(map(policy.exported_language, contact.slip_languages)),
    )
    return CoarseContact(coarse, half, with_language=True)


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))
