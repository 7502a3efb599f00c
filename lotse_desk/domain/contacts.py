"""A contact at the counter, as logged: closed lists only, nobody's name."""

from dataclasses import dataclass

from lotse_desk.domain.reference import Reference

SPECIAL_LANGUAGES = ("gsg", "rom", "other", "unknown")
"""German sign language, Romanes, a language that has no name here, not known."""


@dataclass(frozen=True)
class UnmetNeed:
    """A topic nobody could help with, and why (list `reason`)."""

    topic: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Contact:
    """One contact; every value but `topics` and languages from the closed lists.

    `language` is what the person needed, `slip_languages` what paper was printed in.
    """

    concern: str = "first-advice"
    topics: tuple[str, ...] = ()
    language: str = "de"
    slip_languages: tuple[str, ...] = ()
    residence: str = "this-town"
    channel: str = "counter"
    interpreter: str = "not-needed"
    outcome: str = "informed"
    unmet: tuple[UnmetNeed, ...] = ()

    def checked(self, reference: Reference) -> "Contact":
        """The contact itself if every coded value is known; raises `UnknownValue`."""
        for topic in self.topics:
            reference.topic(topic)
        reference.code("concern", self.concern)
        reference.code("residence", self.residence)
        reference.code("channel", self.channel)
        reference.code("interpreter", self.interpreter)
        reference.code("outcome", self.outcome)
        for need in self.unmet:
            reference.topic(need.topic)
            reference.code("reason", need.reason)
        return self
