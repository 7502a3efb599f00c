"""What stands there after an exchange, in every number and case, and in the history."""

import datetime as dt
from dataclasses import replace

import pytest

from lotse_desk.desk.batch_export import Left
from lotse_desk.desk.exchange import Synced
from lotse_desk.desk.exchange_state import ExchangeState
from lotse_desk.desk.history import PastExchange
from lotse_desk.desk.offered_releases import Problem
from lotse_desk.domain.exchange_faults import MediumFull, MediumGone
from lotse_desk.ui.exchange_history import rows_of
from lotse_desk.ui.exchange_words import (
    failure_outcome,
    outcome_of,
    reminder_sentence,
    state_sentences,
    stopped_outcome,
)

pytestmark = pytest.mark.usefixtures("german_numbers", "qapp")
TAKE_OUT = "Sie können den Stick abziehen."


def synced(contacts: int = 0, events: int = 0, *problems: str, **named: object) -> Synced:
    return replace(
        Synced(True, None, Left(1, events, contacts), 0, tuple(Problem("", p) for p in problems)),
        **named,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("done", "headline"),
    [
        (synced(42, 50), f"42 Kontakte geschrieben und geprüft. {TAKE_OUT}"),
        (synced(1, 1), f"1 Kontakt geschrieben und geprüft. {TAKE_OUT}"),
        (
            synced(0, 3),
            f"Keine neuen Kontakte. Anderes, etwa Rückmeldungen, geschrieben und geprüft. "
            f"{TAKE_OUT}",
        ),
        (synced(), f"Es gab nichts Neues zu schreiben. {TAKE_OUT}"),
        (synced(0, 0, "desk-revoked", enrolled=False), f"Es wurde nichts geschrieben. {TAKE_OUT}"),
        (
            synced(enrolled=False, request="a.lotse"),
            f"Der Antrag dieses Platzes ist geschrieben und geprüft. {TAKE_OUT}",
        ),
    ],
)
def test_one_sentence_stands_first(done, headline) -> None:
    assert outcome_of(done, take_out=True).headline == headline


def test_nobody_is_told_to_take_out_a_share() -> None:
    assert outcome_of(synced(2, 2), take_out=False).headline == (
        "2 Kontakte geschrieben und geprüft. Der Austausch ist fertig."
    )
    assert "Stick" not in stopped_outcome(take_out=False).headline


def test_what_was_taken_in_comes_next_and_then_what_to_do() -> None:
    outcome = outcome_of(
        synced(1, 1, "clock-before-release", "file-too-new", release=7, kept_local=3),
        take_out=True,
    )
    assert outcome.taken[0] == "Ausgabe 7 des Verzeichnisses übernommen."
    assert "3" in outcome.taken[1]
    assert ["Uhr stellen" in outcome.problems[0], "Technik" in outcome.problems[1]] == [True, True]
    assert not outcome.trouble


@pytest.mark.parametrize("fault", [MediumGone("/m/x"), MediumFull("/m/x", 5, 1)])
def test_what_stopped_it_is_said_with_what_was_kept(fault) -> None:
    outcome = failure_outcome(fault)
    assert outcome.trouble
    assert "ging nichts verloren" in outcome.headline


STATE = ExchangeState("enrolled", "1", "L", None, 3, "2026-11-14", 7, "2026-11-13", True)


def test_the_reminder_names_the_days() -> None:
    today = dt.date(2026, 11, 23)
    assert reminder_sentence(STATE, today) == ("Seit 9 Tagen kein Austausch mit der Leitstelle.")
    assert state_sentences(STATE, today) == [
        "▲ Seit 9 Tagen kein Austausch mit der Leitstelle.",
        "Die Leitstelle hat 3 Kontakte noch nicht bestätigt.",
        "Verzeichnis: Ausgabe 7 vom 13.11.2026.",
    ]
    for day, words in (("2026-11-23", "heute"), ("2026-11-22", "gestern")):
        lately = replace(STATE, reminder=False, exchanged_on=day)
        assert state_sentences(lately, today)[0] == f"Letzter Austausch: {words}."
    calm = replace(STATE, reminder=False, open_contacts=0)
    assert state_sentences(calm, today)[:2] == [
        "Letzter Austausch am 14.11.2026.",
        "Die Leitstelle hat alles bestätigt.",
    ]


def past(state: str, events: int = 0, contacts: int = 0, **named: object) -> PastExchange:
    plain = PastExchange("2026-11-20", "LOTSE", events, contacts, 1, None, state, 0)
    return replace(plain, **named)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "title", "second"),
    [
        (
            past("open", 45, 42, problems=1),
            "42 Kontakte",
            "○ noch nicht bestätigt · auf „LOTSE“ · 1 Hinweis",
        ),
        (
            past("confirmed", 1, 1, release=7),
            "1 Kontakt",
            "✓ bestätigt · auf „LOTSE“ · Ausgabe 7 übernommen",
        ),
        (past("nothing", problems=2), "keine Kontakte", "auf „LOTSE“ · 2 Hinweise"),
        (past("stopped", place=""), "keine Kontakte", "▲ abgebrochen"),
        (
            past("failed", reason="medium-gone"),
            "keine Kontakte",
            "▲ nicht gelungen: nicht mehr da · auf „LOTSE“",
        ),
        (past("failed", 3, 0), "keine Kontakte, nur anderes", "▲ nicht gelungen · auf „LOTSE“"),
    ],
)
def test_a_past_exchange_in_two_lines(one, title, second) -> None:
    [row] = rows_of([one])
    assert (row.title, row.second) == (f"Fr 20.11.2026: {title}", second)


def test_rows_keep_their_keys_when_a_newer_one_comes() -> None:
    older = [past("open", 1, 1), past("nothing")]
    assert [r.key for r in rows_of([past("stopped"), *older])][1:] == [
        r.key for r in rows_of(older)
    ]
