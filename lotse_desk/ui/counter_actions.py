"""Everything one can do at the counter, as actions with keys; what is chosen is held by them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup

from lotse_desk.ui.actions import action_group, make_action
from lotse_desk.ui.page import MenuEntries

LANGUAGE_KEYS = 8
EMERGENCY = "emergency"
USUAL_PAPER = "a4"
USUAL_CONCERN = "first-advice"


class CounterActions(QObject):
    """Actions of the counter page.

    Exclusive groups hold the concern, the person's language, where the person lives and, if it is
    not A4, the paper. The function keys follow the keyboard: three blocks of four.
    """

    tallied = Signal(str)
    emergency = Signal()

    def __init__(self, lists: Mapping[str, Mapping[str, str]], parent: QObject) -> None:
        super().__init__(parent)
        self.acts = action_group(self)
        self.concerns = action_group(self, exclusive=True)
        self.tallies = action_group(self)
        self.languages = action_group(self, exclusive=True)
        self.residences = action_group(self, exclusive=True)
        self.papers = action_group(self, optional=True)
        self._make_papers()
        self._make_acts()
        self._make_concerns(lists["concern"])
        self._make_person(lists["residence"])
        self.reset()

    @property
    def groups(self) -> tuple[QActionGroup, ...]:
        """All groups, to be switched off while another page is shown."""
        return (
            *(self.acts, self.concerns, self.tallies, self.languages, self.residences),
            self.papers,
        )

    @property
    def concern(self) -> str:
        """Code of the chosen concern."""
        return _chosen(self.concerns.checkedAction())

    @property
    def language(self) -> str:
        """Code of the language chosen by key; empty when it is another one."""
        return _chosen(self.languages.checkedAction())

    @property
    def paper(self) -> str:
        """Name of the paper of the slip."""
        return _chosen(self.papers.checkedAction()) or USUAL_PAPER

    @property
    def residence(self) -> str:
        """Code of where the person lives."""
        return _chosen(self.residences.checkedAction())

    def set_languages(self, named: Sequence[tuple[str, str]]) -> None:
        """The languages on keys, (code, own name) by how often they are needed here."""
        chosen = self.language
        for number, action in enumerate(self.language_keys):
            action.setVisible(number < len(named))
            if number < len(named):
                code, name = named[number]
                action.setText(name)
                action.setData(code)
        if chosen:
            codes = [code for code, _ in named]
            at = codes.index(chosen) if chosen in codes else 0
            self.language_keys[at].setChecked(True)

    def use_usual_concern(self) -> None:
        """First advice, unless a key says otherwise."""
        for action in self.concerns.actions():
            action.setChecked(action.data() == USUAL_CONCERN)

    def reset(self) -> None:
        """As for a person one knows nothing about."""
        self.use_usual_concern()
        self.language_keys[0].setChecked(True)
        self.residences.actions()[0].setChecked(True)
        for toggle in (*self.papers.actions(), self.discreet, self.extras, self.unmet):
            toggle.setChecked(False)

    def menus(self) -> MenuEntries:
        """Menus with every action of the counter; None is a line between."""
        return [
            (self.tr("&Kontakt"), self._contact_menu),
            (self.tr("&Anliegen"), list(self.concerns.actions())),
            (self.tr("Strich&liste"), list(self.tallies.actions())),
            (
                self.tr("&Person"),
                [
                    *self.languages.actions(),
                    self.all_languages,
                    None,
                    *self.residences.actions(),
                ],
            ),
        ]

    def _make_acts(self) -> None:
        def act(text: str, *keys: str, checkable: bool = False) -> QAction:
            return make_action(self.acts, text, keys, checkable=checkable)

        self.find = act(self.tr("&Suchen"), "Ctrl+F")
        self.open_now = act(self.tr("Nur was jetzt &offen ist"), "Alt+O", checkable=True)
        self.spoken = act(self.tr("Nur wo diese Sprache gesprochen wird"), "Alt+R", checkable=True)
        self.step_free = act(self.tr("Nur wo es &stufenlos ist"), "Alt+F", checkable=True)
        self.town = act(self.tr("Stadt der Suche wählen"), "Alt+T")
        self.group = act(self.tr("Themengruppe der Suche wählen"), "Alt+G")
        self.situation = act(self.tr("&Lebenslage wählen"), "Ctrl+L")
        self.guidance = act(self.tr("Zum &Brief über den Treffern"), "Alt+B")
        self.take = act(self.tr("Auf den &Zettel nehmen"), "Ctrl+E")
        self.take_all = act(self.tr("&Alle Stellen der Lebenslage nehmen"), "Ctrl+Shift+E")
        self.drop = act(self.tr("Letzte Leistung vom Zettel &entfernen"), "Ctrl+R")
        self.preview = act(self.tr("&Vorschau des Zettels"), "Ctrl+T", checkable=True)
        self.discreet = act(self.tr("&Diskreter Zettel ohne Thema"), "Ctrl+D", checkable=True)
        self.extras = act(
            self.tr("Auf den Zettel: &Termin, Frist, Anliegen, Formular"), "Ctrl+M", checkable=True
        )
        self.outcome = act(self.tr("Ergebnis wählen"), "Alt+E")
        self.channel = act(self.tr("Weg zu uns wählen"), "Alt+W")
        self.interpreter = act(self.tr("Sprachmittlung wählen"), "Alt+M")
        self.unmet = act(self.tr("Etwas blieb offen: un&gedeckt"), "Ctrl+O", checkable=True)
        self.print_and_log = act(self.tr("&Drucken und zählen"), "Ctrl+P", "Ctrl+Return")
        self.log = act(self.tr("Zählen &ohne Zettel"), "Ctrl+S")
        self.undo = act(self.tr("Letzten Eintrag &zurücknehmen"), "Ctrl+Z")
        self.clear = act(self.tr("&Neu beginnen, nichts zählen"), "Ctrl+N")
        self.reprint = act(self.tr("Letzten Zettel noch &einmal drucken"), "Ctrl+Shift+P")
        self.save_slip = act(self.tr("Letzten Zettel als &Datei speichern …"), "Ctrl+Shift+S")
        self.take_all.setEnabled(False)
        self.guidance.setEnabled(False)
        self.reprint.setEnabled(False)
        self.save_slip.setEnabled(False)
        self._contact_menu: list[QAction | None] = [
            *(self.find, self.open_now, self.step_free, self.spoken, self.town, self.group, None),
            *(self.situation, self.take_all, self.guidance, None),
            *(self.take, self.drop, self.preview, self.discreet, self.extras, None),
            *(*self.papers.actions(), None),
            *(self.outcome, self.channel, self.interpreter, self.unmet, None),
            *(self.print_and_log, self.log, self.undo, self.clear, None),
            *(self.reprint, self.save_slip),
        ]

    def _make_papers(self) -> None:
        for name, text, key in (
            ("a5", self.tr("Zettel auf A&5 statt A4"), "Ctrl+B"),
            ("large", self.tr("&Großer Zettel: große Schrift, Bilder, einfach"), "Ctrl+G"),
            ("a5x2", self.tr("&Zwei A5 auf einem Blatt"), "Ctrl+Shift+B"),
            ("receipt", self.tr("&Bon, 80 mm"), "Ctrl+Shift+K"),
            ("letter", self.tr("&Brief im Fensterumschlag"), "Ctrl+Shift+U"),
        ):
            make_action(self.papers, text, key, data=name, checkable=True)
        self.a5, self.large, *_ = self.papers.actions()

    def _make_concerns(self, concerns: Mapping[str, str]) -> None:
        for number, (code, name) in enumerate(concerns.items(), start=1):
            key = f"F{number}" if number <= 12 else ""
            concern = make_action(self.concerns, name, key, data=code)
            if code == EMERGENCY:
                concern.triggered.connect(self._emergency_key)
            one = make_action(self.tallies, f"+1 {name}", f"Shift+{key}" if key else "", data=code)
            one.triggered.connect(lambda _=False, of=code: self.tallied.emit(of))

    def _emergency_key(self) -> None:
        self.emergency.emit()

    def _make_person(self, residences: Mapping[str, str]) -> None:
        self.language_keys = [
            make_action(self.languages, "Deutsch", f"Alt+{number}", data="de")
            for number in range(1, LANGUAGE_KEYS + 1)
        ]
        self.other_language = make_action(self.languages, self.tr("Andere Sprache"), data="")
        self.all_languages = make_action(self.acts, self.tr("Andere Sprache wählen …"), "Alt+9")
        for number, (code, name) in enumerate(residences.items(), start=1):
            make_action(self.residences, name, f"Ctrl+{number}", data=code)


def _chosen(action: QAction | None) -> str:
    return str(action.data() or "") if action is not None else ""
