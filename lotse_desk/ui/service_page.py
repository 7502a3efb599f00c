"""A service as a page of rich text: where, when, what to bring, what to say."""

import datetime as dt
from html import escape

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPalette

from lotse_desk.domain.hours import DayState
from lotse_desk.domain.needed_languages import german_name
from lotse_desk.domain.service_card import LocalText, Place, ServiceCard, Telephone
from lotse_desk.ui import colours
from lotse_desk.ui.opening_words import day_name, hours_of_day
from lotse_desk.ui.person_languages import is_right_to_left

DAYS = 5


class ServicePage:
    """Turns a card into HTML of the kind QTextBrowser reads; all data is escaped.

    `open_text` is the state now of the first place, as in the list of hits.
    """

    def __init__(
        self,
        card: ServiceCard,
        language: str,
        moment: dt.datetime,
        open_text: str,
        palette: QPalette,
    ) -> None:
        self._card = card
        self._language = language
        self._moment = moment
        self._open_text = open_text
        self._second = colours.muted(palette).name()
        self._line = colours.line(palette).name()
        self._tint = colours.tint(palette).name()

    def html(self) -> str:
        """The whole page."""
        card = self._card
        first = card.places[0] if card.places else None
        parts = [self._head(), self._when_and_where(first)]
        parts += [self._place(place) for place in card.places[1:]]
        parts += [
            self._documents(),
            self._forms(),
            self._say(),
            self._spoken(),
            self._phones(),
            self._text(_tr("Kosten"), "cost"),
            self._text(_tr("Wer kann das bekommen"), "eligibility"),
            self._text(_tr("Ab wann der Antrag zählt"), "claim_start"),
            self._steps(),
            self._text(_tr("Worum es geht"), "short_description", "description"),
            self._text(_tr("Rechtsgrundlage"), "legal_basis"),
            self._checked(),
        ]
        return f"<body>{''.join(parts)}</body>"

    def _head(self) -> str:
        card = self._card
        name = escape(card.name.de)
        if card.former_name:
            name += " (" + _tr("bisher {name}").format(name=escape(card.former_name)) + ")"
        body = ", ".join(filter(None, (card.body, card.unit)))
        if not card.responsible_body_known:
            body = _tr("Zuständige Stelle für diesen Ort nicht bekannt")
        marks = []
        if card.sample:
            marks.append("<b>" + _tr("MUSTER: Raum und Zeiten sind erfunden") + "</b>")
        if card.to_be_checked and card.responsible_body_known:
            marks.append(_tr("Zuständigkeit noch zu prüfen"))
        if "discreet" in card.flags:
            marks.append(_tr("Zettel wird diskret gedruckt"))
        marked = f'<p style="margin:4px 0 0 0">▲ {" · ".join(marks)}</p>' if marks else ""
        return (
            f'<p style="font-size:x-large; font-weight:600; margin:0">{name}</p>'
            f"{self._other(card.name, 'font-size:large; margin:2px 0 0 0')}"
            f'<p style="color:{self._second}; margin:4px 0 0 0">{escape(body)}</p>{marked}'
        )

    def _when_and_where(self, place: Place | None) -> str:
        """The two things said first, side by side: where it is, and when."""
        if place is None:
            return ""
        state = ""
        if self._open_text:
            now = place.state_at(self._moment)
            sign = "●" if now.state is DayState.OPEN else "○"
            state = (
                f'<p style="font-weight:600; margin:0 0 4px 0">{sign} {escape(self._open_text)}</p>'
            )
        where = self._address(place)
        when = state if state and place.by_appointment else state + self._days(place)
        where_heading, when_heading = self._heading(_tr("Wo")), self._heading(_tr("Wann"))
        return (
            f'<table width="100%" cellspacing="0" cellpadding="10" style="margin-top:10px">'
            f'<tr><td width="50%" bgcolor="{self._tint}">{where_heading}{where}</td>'
            f'<td width="50%" bgcolor="{self._tint}">{when_heading}{when}</td></tr>'
            f"</table>"
        )

    def _place(self, place: Place) -> str:
        return self._heading(_tr("Auch hier")) + self._address(place) + self._days(place)

    def _address(self, place: Place) -> str:
        room = ""
        if place.room and not place.allocations:  # where letters decide, no one room is right
            words = _tr("Raum {room}").format(room=escape(place.room))
            room = f'<p style="font-size:xx-large; font-weight:600; margin:0">{words}</p>'
        for part in place.allocations:
            words = escape(f"{part.range_from}–{part.range_to}: {part.room or part.phone or ''}")
            room += f'<p style="font-size:x-large; font-weight:600; margin:0">{words}</p>'
        lines = [
            place.building or place.name,
            place.floor,
            place.street,
            " ".join(filter(None, (place.postal_code, place.city))),
            place.directions,
            place.local_note,
            self._step_free(place),
        ]
        known = [escape(text) for text in lines if text]
        lines_known = "<br>".join(known) or _tr("Adresse nicht bekannt")
        return f'{room}<p style="margin:0">{lines_known}</p>'

    def _step_free(self, place: Place) -> str:
        if place.step_free is None:
            return ""
        return _tr("stufenlos") if place.step_free else _tr("nicht stufenlos")

    def _days(self, place: Place) -> str:
        days = place.next_days(self._moment.date(), DAYS)
        if all(day.state is DayState.UNKNOWN for day in days):
            return _paragraph(_tr("Zeiten nicht bekannt: vorher fragen"))
        if all(day.state is DayState.BY_APPOINTMENT for day in days):
            return _paragraph(_tr("Nur mit Termin"))
        rows = "".join(
            f'<tr><td style="padding-right:12px">{day_name(day.date)}</td>'
            f"<td>{escape(hours_of_day(day))}</td></tr>"
            for day in days
        )
        return f'<table cellspacing="0" cellpadding="1">{rows}</table>'

    def _documents(self) -> str:
        if not self._card.documents:
            return ""
        rows = "".join(self._both(f"☐ {escape(d.de)}", d) for d in self._card.documents)
        return self._heading(_tr("Mitbringen")) + self._table(rows)

    def _forms(self) -> str:
        if not self._card.forms:
            return ""
        rows = "".join(
            self._both(escape(" · ".join(filter(None, (form.name.de, form.number)))), form.name)
            for form in self._card.forms
        )
        return self._heading(_tr("Formulare")) + self._table(rows)

    def _say(self) -> str:
        text = self._card.texts.get("what_to_say")
        if text is None:
            return ""
        return self._heading(_tr("So können Sie es sagen")) + self._table(
            self._both(f"„{escape(text.de)}“", text)
        )

    def _spoken(self) -> str:
        spoken = self._card.languages
        if not spoken:
            return ""
        words = [german_name(s.code) + (f" ({s.note})" if s.note else "") for s in spoken if s.code]
        return self._heading(_tr("Dort wird gesprochen")) + _paragraph(", ".join(words))

    def _phones(self) -> str:
        if not self._card.phones:
            return ""
        numbers = "".join(self._phone(phone) for phone in self._card.phones)
        return self._heading(_tr("Telefon")) + numbers

    def _phone(self, phone: Telephone) -> str:
        number = f"<b>{escape(phone.number)}</b> {escape(phone.description)}"
        if changed := phone.changed_lately(self._moment.date()):
            number += " ▲ " + _tr("geändert am {day:%d.%m.%Y}").format(day=changed)
        return f'<p style="margin:0">{number}</p>'

    def _text(self, heading: str, *fields: str) -> str:
        """The first of these fields that has a text, German and beside it the translation."""
        for field in fields:
            text = self._card.texts.get(field)
            if text is not None:
                return self._heading(heading) + self._table(self._both(escape(text.de), text))
        return ""

    def _steps(self) -> str:
        text = self._card.texts.get("steps")
        if text is None:
            return ""
        german = [step for step in text.de.splitlines() if step]
        other = [step for step in (text.other or "").splitlines() if step]
        both: list[str | None] = [*other] if len(other) == len(german) else [None] * len(german)
        rows = "".join(
            self._both(f"{number}. {escape(step)}", LocalText(step, translated))
            for number, (step, translated) in enumerate(zip(german, both, strict=True), start=1)
        )
        return self._heading(_tr("So geht es weiter")) + self._table(rows)

    def _checked(self) -> str:
        day = self._card.last_checked
        words = _tr("Noch nie geprüft")
        if day:
            words = _tr("Zuletzt geprüft: {day:%d.%m.%Y}").format(day=day)
        return f'<p style="color:{self._second}; margin-top:14px">{words}</p>'

    def _heading(self, text: str) -> str:
        return (
            f'<p style="color:{self._second}; font-weight:600; margin:12px 0 2px 0">'
            f"{escape(text)}</p>"
        )

    def _table(self, rows: str) -> str:
        return f'<table width="100%" cellspacing="0" cellpadding="2">{rows}</table>'

    def _both(self, german: str, text: LocalText) -> str:
        """A row with the German text and, where there is one, its translation beside it."""
        if text.other is None:
            return f'<tr><td dir="ltr">{german}</td></tr>'
        direction = "rtl" if is_right_to_left(self._language) else "ltr"
        align = "right" if direction == "rtl" else "left"
        return (
            f'<tr><td width="50%" dir="ltr" align="left"><p dir="ltr" style="margin:0">{german}</p>'
            f"</td>"
            f'<td width="50%" dir="{direction}" align="{align}">'
            f'<p dir="{direction}" style="margin:0">{escape(text.other)}</p></td></tr>'
        )

    def _other(self, text: LocalText, style: str) -> str:
        if text.other is None:
            return ""
        direction = "rtl" if is_right_to_left(self._language) else "ltr"
        return f'<p dir="{direction}" style="{style}">{escape(text.other)}</p>'


def _paragraph(text: str) -> str:
    return f'<p style="margin:0">{escape(text)}</p>'


def _tr(text: str) -> str:
    return QCoreApplication.translate("", text)
