"""What the counter asks of the home; every function here is one act in the desk's thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lotse_desk.domain.contacts import Contact
from lotse_desk.ui.house import UsualPrinter

if TYPE_CHECKING:
    from lotse_desk.desk.counter_log import CounterLog
    from lotse_desk.desk.log_list import ListedEntry
    from lotse_desk.domain.service_card import ServiceCard
    from lotse_desk.home.find import Found, Hit, SituationHit
    from lotse_desk.home.home import Home
    from lotse_desk.home.house import House
    from lotse_desk.home.noted import Noted
    from lotse_desk.home.slips import SlipRequest
    from lotse_desk.ui.search_filters import Asked

HITS_SHOWN = 30


@dataclass(frozen=True)
class SlipWish:
    """A slip to be made: ids of services, its language, name of its paper.

    `claim` adds the sheet that makes today the day of the claim. `forms` are ids of those handed
    out, `noted` was typed for this paper alone.
    """

    services: tuple[str, ...]
    language: str
    paper: str
    discreet: bool
    interpreter: bool | None
    claim: bool
    forms: tuple[str, ...] = ()
    noted: Noted | None = None


@dataclass(frozen=True)
class LoggedSlip:
    """A contact now in the log, and the PDF of its slip."""

    pdf: bytes
    pages: int
    untranslated: tuple[str, ...]


@dataclass(frozen=True)
class Desk:
    """What the window shows of its home: slug of the town, name of the place, settings."""

    town: str
    name: str
    samples: bool
    counted_languages: tuple[str, ...]
    emergency_text: str
    printer: UsualPrinter
    house: House


EMERGENCY_SETTING = "house.emergency"
PRINTER_SETTING, ASKS_SETTING = "desk.printer", "desk.printer.asks"
ASKS = "1"


def desk(home: Home) -> Desk:
    """The desk as it stands now; raises `WrongRole` in an office's home."""
    from lotse_desk.home import clock
    from lotse_desk.home.home import DESK
    from lotse_desk.home.house import house_of

    home.require(DESK)
    return Desk(
        home.town,
        home.name,
        has_samples(home),
        counted_languages(home, clock.today()),
        home.settings.get(EMERGENCY_SETTING),
        UsualPrinter(home.settings.get(PRINTER_SETTING), home.settings.get(ASKS_SETTING) == ASKS),
        house_of(home),
    )


def load_search() -> tuple[str, ...]:
    """Load what search needs besides a home; answers the languages it knows words of."""
    from lotse_desk.home import find  # noqa: F401 (loading it is the purpose)
    from lotse_desk.home.vocabulary import shipped_vocabulary

    return shipped_vocabulary().lexicon.languages


def prime_search(home: Home, language: str) -> None:
    """Load the words of one language before a keystroke asks for them."""
    from lotse_desk.home.find import Wish, find

    find(home, "wohngeld", Wish(language=language, limit=1))


def warm_up(home: Home) -> None:
    """Load all that a search may need and that is not loaded yet."""
    from lotse_desk.home.find import warm_up as warm_up_find

    warm_up_find(home)


def has_samples(home: Home) -> bool:
    """Whether any record of the directory is marked as a sample."""
    from lotse_desk.domain.supplement import RecordOrigin

    return bool(home.directory.where(RecordOrigin, sample=True))


def counted_languages(home: Home, today: dt.date) -> tuple[str, ...]:
    """Languages of the contacts of the last twelve months, the most frequent first."""
    from lotse_desk.desk.house_totals import LANGUAGE, house_totals

    year_ago = today.replace(year=today.year - 1, day=1)
    totals = house_totals(home, f"{year_ago:%Y-%m}", f"{today:%Y-%m}")
    counted = [t for t in totals if t.dimension == LANGUAGE and t.count]
    return tuple(t.value for t in sorted(counted, key=lambda t: -(t.count or 0)))


def found(home: Home, asked: Asked, language: str) -> Found:
    """The answer at the counter to words, or to a situation: then hits name their department.

    Letters and situations are told in the person's language too.
    """
    from lotse_desk.domain.needed_languages import is_language
    from lotse_desk.home import clock
    from lotse_desk.home.find import Wish, find, find_situation, told_in

    known = language if is_language(language) else "de"
    wish = Wish(
        language="de",
        town=asked.town or None,
        open_at=clock.now() if asked.open_now else None,
        speaks=known if asked.spoken else None,
        step_free=asked.step_free,
        group=asked.group or None,
        limit=HITS_SHOWN,
    )
    if not asked.situation:
        return told_in(home, known, find(home, asked.words, wish))
    whole = told_in(home, known, find_situation(home, asked.situation, wish))
    groups = (_group_name(home, hit) for hit in whole.hits)
    return replace(
        whole,
        hits=tuple(
            replace(hit, why=(group,)) for hit, group in zip(whole.hits, groups, strict=True)
        ),
    )


def _group_name(home: Home, hit: Hit) -> str:
    from lotse_desk.home.topic_groups import GROUP_NAMES

    group = home.reference.topics[hit.topics[0]].group
    return GROUP_NAMES.get(group, group)


def situations(home: Home) -> tuple[SituationHit, ...]:
    """All situations of life there are."""
    from lotse_desk.home.find import situations as all_situations

    return all_situations(home)


def card(home: Home, record_id: str, language: str) -> ServiceCard:
    """A service or master text in German and the person's language."""
    from lotse_desk.home import clock
    from lotse_desk.home.service_cards import service_card

    return service_card(home, record_id, language, clock.today())


def preview(home: Home, wish: SlipWish) -> bytes:
    """The PDF of the slip as it would be printed now, without codes."""
    from lotse_desk.home import clock
    from lotse_desk.home.slips import make_slip

    return make_slip(home, _request(wish), clock.now()).pdf


def log(home: Home, contact: Contact, services: tuple[str, ...]) -> None:
    """Log a contact without paper."""
    from lotse_desk.home import clock

    _counter_log(home).log(contact, clock.now(), services=services, codes={})


def log_with_slip(home: Home, contact: Contact, wish: SlipWish) -> LoggedSlip:
    """Make the slip, then log the contact with its codes; if the slip fails nothing is logged.

    Logged before the printer has answered: a contact must survive a power cut in between, and
    taking back must never meet the one before.
    """
    from lotse_desk.desk.slips import prepare_slip, record_slip
    from lotse_desk.home import clock

    now, counter = clock.now(), _counter_log(home)
    prepared = prepare_slip(home, counter, _request(wish), now)
    record_slip(counter, prepared, now, contact)
    slip = prepared.slip
    return LoggedSlip(slip.pdf, slip.pages, slip.untranslated)


def tally(home: Home, concern: str, count: int) -> None:
    """Count contacts of one concern."""
    from lotse_desk.home import clock

    _counter_log(home).tally(concern, count, clock.now())


def note_missed(home: Home, words: tuple[str, ...]) -> None:
    """Words that a search ended with and found nothing for."""
    from lotse_desk.desk.missed_words import note_missed as note
    from lotse_desk.home import clock

    note(home, words, clock.today())


def undo(home: Home) -> str:
    """Take back today's last entry; says `contact` or `tally`."""
    from lotse_desk.home import clock

    return _counter_log(home).undo(clock.now())


def begin_day(home: Home) -> None:
    """Close an earlier day that is still open."""
    from lotse_desk.home import clock

    _counter_log(home).begin_day(clock.now())


def entries_of_today(home: Home) -> list[ListedEntry]:
    """What was entered today, oldest first."""
    from lotse_desk.desk.desk_events import desk_events
    from lotse_desk.desk.log_list import listed
    from lotse_desk.home import clock

    today = clock.today()
    return [e for e in listed(home, desk_events(home), today, since=today) if e.date]


def put_settings(home: Home, values: Mapping[str, str], house: House) -> None:
    """Change settings of the house, all or none."""
    from lotse_desk.home.house import put_house

    with home.transaction():
        put_house(home, house)
        for key, value in values.items():
            home.settings.put(key, value)


def _request(wish: SlipWish) -> SlipRequest:
    from lotse_desk.home.noted import NOTHING
    from lotse_desk.home.slips import SlipRequest

    return SlipRequest(
        services=wish.services,
        languages=(wish.language,),
        paper=wish.paper,
        discreet=wish.discreet,
        interpreter=wish.interpreter,
        claim=wish.claim,
        forms=wish.forms,
        noted=wish.noted or NOTHING,
    )


def _counter_log(home: Home) -> CounterLog:
    from lotse_desk.desk.counter_log import CounterLog
    from lotse_desk.desk.desk_events import desk_events

    return CounterLog(home, desk_events(home))
