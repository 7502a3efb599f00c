"""Where to exchange: the sticks and shares there are, the usual one chosen, or any folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lotse_desk.ui import colours
from lotse_desk.ui.actions import make_action
from lotse_desk.ui.announcement import announce
from lotse_desk.ui.exchange_watch import MediaWatch
from lotse_desk.ui.folder_dialog import ask_for_folder
from lotse_desk.ui.key_button import KeyButton
from lotse_desk.ui.running_text import RunningText
from lotse_desk.ui.two_line_list import Row, TwoLineList

if TYPE_CHECKING:
    from lotse_desk.desk.media import MediaHere, SeenMedium, UsualMedium

ChooseFolder = Callable[[QWidget, Callable[[str], None]], None]
STICK, SHARE = "stick", "share"
_ROWS_SHOWN = 4


class MediaPanel(QWidget):
    """Looks by itself while it is in front.

    A choice of the Lotse stays as long as that medium is there; where she made none, the usual
    medium is chosen as soon as it is there. A folder typed or picked goes before the list.
    """

    wanted = Signal()

    def __init__(
        self,
        watch: MediaWatch,
        group: QActionGroup,
        choose_folder: ChooseFolder | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._watch = watch
        self._choose_folder = choose_folder or ask_for_folder
        self._seen: MediaHere | None = None
        self._known: set[str] | None = None
        self._fresh = False
        self._handed_over = False
        self._chosen_by_hand = False
        self._setting = False
        self._worked = ""
        self.choose: QAction = make_action(
            group, self.tr("&Ordner wählen …"), "Ctrl+O", self._ask_folder
        )
        self._make_parts()
        self.media.chosen_changed.connect(self._choice_changed)
        self.folder.textChanged.connect(self._folder_changed)
        watch.seen.connect(self.show_seen)
        watch.blind.connect(self._show_blind)

    @property
    def chosen_folder(self) -> Path | None:
        """Where to exchange; None while nothing is chosen."""
        text = self.folder.text().strip() or self.media.chosen
        return Path(text) if text else None

    @property
    def chosen_kind(self) -> str:
        """`stick`, `share`, `disk`, or empty for a folder that was named by hand."""
        medium = self._medium(self.media.chosen)
        return medium.kind if medium is not None and not self.folder.text().strip() else ""

    def arrived(self) -> None:
        """The page has come to the front: what is there first may take the cursor."""
        self._fresh = True
        self._handed_over = False

    def start(self) -> None:
        """Look for what is there, again and again."""
        self._watch.start()

    def pause(self) -> None:
        """The page is gone, or a medium is being written to: leave the media in peace."""
        self._known = None
        self._watch.pause()

    def focus(self) -> None:
        """The cursor belongs on the list or, while it is empty, in the field."""
        place = self.folder if self.media.isHidden() else self.media
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def exchanged(self) -> None:
        """An exchange worked: a folder named by hand moves into the list once it is seen there."""
        self._chosen_by_hand = False
        self._handed_over = True
        self._worked = self.folder.text().strip()

    def show_seen(self, seen: MediaHere) -> None:
        """What is there now."""
        self._seen = seen
        first, self._fresh = self._fresh, False
        rows = [Row(str(one.folder), one.label, self._second(one)) for one in seen.media]
        if not rows and self.media.hasFocus():
            self.folder.setFocus(Qt.FocusReason.OtherFocusReason)
        self._setting = True
        self.media.set_rows(rows)
        if self._moved_into_the_list():
            self.folder.clear()
        if not self.media.chosen:
            self._chosen_by_hand = False
        if not self._chosen_by_hand and not self.folder.text().strip():
            self.media.choose(self._best())
        self._setting = False
        self.media.setVisible(bool(rows))
        self._note()
        self._tell_changes(seen)
        if first and rows and self.folder.hasFocus() and not self.folder.text():
            self.focus()

    def missing(self) -> str:
        """What to do first where nothing is chosen, in words."""
        usual = self._seen.usual if self._seen else None
        if usual is not None and usual.folder is None and not usual.several:
            return f"{self._not_there(usual)} {self._comes_by_itself(usual)}"
        if self.media.rows:
            return self.tr("Bitte erst wählen, auf welchen Stick oder in welchen Ordner.")
        return self.tr("Bitte erst den Stick anstecken oder einen Ordner wählen.")

    # Inside

    def _make_parts(self) -> None:
        self.notice = RunningText(self.tr("Welcher Stick steckt"), self)
        self.media = TwoLineList(
            self.tr("Sticks und Freigaben"), self, most=_ROWS_SHOWN, choosing=True
        )
        self.media.confirmed.connect(self.wanted)
        self.media.hide()
        self.folder = QLineEdit(self)
        self.folder.setPlaceholderText(self.tr("oder ein anderer Ordner"))
        self.folder.setAccessibleName(self.tr("Anderer Ordner"))
        self.folder.returnPressed.connect(self.wanted)
        button = KeyButton(self.choose, self.tr("Wählen …"), parent=self)
        button.setSizePolicy(button.sizePolicy().Policy.Maximum, button.sizePolicy().Policy.Fixed)
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(colours.GAP)
        layout.addWidget(self.notice)
        layout.addWidget(self.media)
        layout.addLayout(row)

    def _ask_folder(self) -> None:
        self._choose_folder(self, self.folder.setText)

    def _choice_changed(self) -> None:
        if self._setting:
            return
        self._chosen_by_hand = bool(self.media.chosen)
        if self.media.chosen:
            self._setting = True
            self.folder.clear()
            self._setting = False
        self._note()

    def _folder_changed(self, text: str) -> None:
        if self._setting:
            return
        self._setting = True
        self._chosen_by_hand = False
        self.media.choose("" if text.strip() else self._best())
        self._setting = False
        self._note()

    def _moved_into_the_list(self) -> bool:
        """Whether the folder in the field is the one that worked and is offered above by now."""
        named = self.folder.text().strip()
        if not named or named != self._worked:
            return False
        return any(one.usual and one.folder == Path(named) for one in self._there())

    def _best(self) -> str:
        """The folder of the medium nobody needs to ask about; empty where somebody must."""
        media = self._there()
        usual = [one for one in media if one.usual]
        ours = [one for one in media if one.holds_ours]
        sticks = [one for one in media if one.kind == STICK]
        alone = next((group[0] for group in (usual, ours, sticks) if len(group) == 1), None)
        return str(alone.folder) if alone is not None else ""

    def _there(self) -> tuple[SeenMedium, ...]:
        return self._seen.media if self._seen is not None else ()

    def _medium(self, folder: str) -> SeenMedium | None:
        return next((one for one in self._there() if str(one.folder) == folder), None)

    def _second(self, medium: SeenMedium) -> str:
        kind = {
            STICK: self.tr("Stick"),
            SHARE: self.tr("Freigabe im Netz"),
        }.get(medium.kind, self.tr("Ordner"))
        parts = [self.tr("der übliche Ort") if medium.usual else "", kind]
        if medium.free is not None:
            free = self.tr("{size} frei").format(size=size_text(medium.free))
            parts.append(free)
        if medium.read_only:
            parts.append(self.tr("schreibgeschützt"))
        return " · ".join(filter(None, parts))

    def _note(self) -> None:
        self.notice.setText(self._notice())

    def _notice(self) -> str:
        if self._seen is None or self.folder.text().strip():
            return ""
        medium, usual = self._medium(self.media.chosen), self._seen.usual
        if medium is not None and medium.read_only:
            words = self.tr(
                "Auf „{label}“ darf nicht geschrieben werden. Schreibschutz lösen oder einen "
                "anderen Stick nehmen."
            )
            return "▲ " + words.format(label=medium.label)
        if usual is not None and usual.several and medium is None:
            words = self.tr("„{label}“ gibt es hier mehrmals. Wählen Sie, wohin.")
            return words.format(label=usual.label)
        if usual is not None and usual.folder is None and not usual.several:
            if self._handed_over:  # she was just told to take it out
                return ""
            chosen = medium and self.tr("Gewählt ist „{label}“.").format(label=medium.label)
            return f"{self._not_there(usual)} {chosen or self._comes_by_itself(usual)}"
        return "" if medium is not None else self._nothing_chosen()

    def _nothing_chosen(self) -> str:
        if self.media.rows:
            return self.tr("Wählen Sie, wohin. Beim nächsten Mal ist es schon gewählt.")
        if self._seen is not None and self._seen.silent:
            words = self.tr("Antwortet gerade nicht: {names}.")
            return words.format(names=", ".join(self._seen.silent))
        return self.tr("Es steckt kein Stick. Stecken Sie einen an, er erscheint hier von selbst.")

    def _not_there(self, usual: UsualMedium) -> str:
        words = {
            STICK: self.tr("Der Stick „{label}“ steckt nicht."),
            SHARE: self.tr("Die Freigabe „{label}“ ist gerade nicht zu erreichen."),
        }.get(usual.kind, self.tr("„{label}“ ist gerade nicht da."))
        return words.format(label=usual.label)

    def _comes_by_itself(self, usual: UsualMedium) -> str:
        if usual.kind == SHARE:
            return self.tr("Sobald das Netz sie wieder erreicht, erscheint sie hier von selbst.")
        return self.tr("Stecken Sie ihn an, er erscheint hier von selbst.")

    def _tell_changes(self, seen: MediaHere) -> None:
        """A screen reader hears what came and went; nobody else needs to be told twice."""
        labels = {str(one.folder): one.label for one in seen.media}
        before, self._known = self._known, set(labels)
        if before is None:
            return
        for folder in labels.keys() - before:
            announce(self.media, self.tr("„{label}“ ist da.").format(label=labels[folder]))
        if before - labels.keys():
            announce(self.notice, self._notice() or self.tr("Ein Stick wurde abgezogen."))

    def _show_blind(self, _: Exception) -> None:
        """Nothing can be seen here; a folder can still be named."""
        self._seen = None
        self.media.set_rows(())
        self.media.hide()
        self.notice.setText(
            self.tr("Sticks sind hier gerade nicht zu erkennen. Wählen Sie den Ordner selbst.")
        )


def size_text(size: int) -> str:
    """A number of bytes in MB or GB with the decimal sign of the window's language."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
