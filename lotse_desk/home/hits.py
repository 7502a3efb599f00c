"""What is asked of find, and what it answers."""

import datetime as dt
from dataclasses import dataclass

from lotse_desk.domain.faults import InvalidValue, UnknownValue
from lotse_desk.domain.hours import OpenState
from lotse_desk.domain.needed_languages import checked_language
from lotse_desk.domain.service_card import LocalText
from lotse_desk.home.explain import Explanation
from lotse_desk.home.home import Home

ALL_TOWNS = "all"
DEFAULT_LIMIT = 10
MAX_LIMIT = 500


@dataclass(frozen=True)
class Hit:
    """A record that answers: `id` of a service or, where no body is known, of a master text.

    `name` holds the translation if there is a current one, `body` the id of the organization.
    `open` is empty where no hours are known. `explanation` says how the score came about, if
    asked for.
    """

    id: str
    source_id: str | None
    name: LocalText
    topics: tuple[str, ...]
    score: float
    why: tuple[str, ...]
    open: str
    open_state: OpenState | None = None
    body: str = ""
    body_name: str = ""
    explanation: tuple[str, ...] = ()


@dataclass(frozen=True)
class LetterHit:
    """A kind of letter the words ask for, its texts in German and, where current, translated.

    `urgency`: today, deadline or none; `deadline_days` from the arrival of the letter.
    """

    id: str
    slug: str
    name: LocalText
    deadline: LocalText
    deadline_days: int | None
    next_step: LocalText
    urgency: str
    topics: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True)
class SituationHit:
    """A situation of life the words ask for; its topics most urgent first, `first` to be done."""

    id: str
    slug: str
    name: LocalText
    topics: tuple[str, ...]
    why: tuple[str, ...]
    first: LocalText


@dataclass(frozen=True)
class Found:
    """The answer to one query; `took_ms` in milliseconds, `explanation` of how it was read.

    `missed`: words of the query, as typed, that nothing at all was found for.
    """

    hits: tuple[Hit, ...]
    took_ms: float
    explanation: Explanation | None = None
    missed: tuple[str, ...] = ()
    letters: tuple[LetterHit, ...] = ()
    situations: tuple[SituationHit, ...] = ()


@dataclass(frozen=True)
class Wish:
    """What a query asks for besides its words.

    `language` of the words is a hint, never a filter. `town`: slug, `ALL_TOWNS`, or None for the
    desk's town. `open_at`: only what is open at this local moment. `speaks`: only where this
    language is spoken. `step_free`: only where somebody said that there are no steps. `group`: only
    topics of this group (slug).
    """

    language: str = "de"
    town: str | None = None
    open_at: dt.datetime | None = None
    speaks: str | None = None
    step_free: bool = False
    group: str | None = None
    limit: int = DEFAULT_LIMIT
    explain: bool = False
    typing: bool = True

    def checked(self, home: Home) -> "Wish":
        """The wish itself; raises `UnknownValue` or `InvalidValue`."""
        if self.town not in (None, ALL_TOWNS):
            home.reference.town(self.town or "")
        for code in (self.language, self.speaks or "de"):
            checked_language(code)
        if self.group is not None and self.group not in home.reference.groups:
            raise UnknownValue("group", self.group, home.reference.groups)
        if not 1 <= self.limit <= MAX_LIMIT:
            raise InvalidValue("limit", str(self.limit), f"1 bis {MAX_LIMIT}")
        return self


@dataclass(frozen=True)
class BatchQuery:
    """A query of a batch, with the id its answer carries and the language of its words."""

    id: object
    words: str
    language: str = "de"
