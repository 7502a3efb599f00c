"""From words to the slip: what is asked goes to the search, what is taken comes onto the slip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lotse_desk.ui import counter_acts
from lotse_desk.ui.said import Said, trouble
from lotse_desk.ui.search_filters import Asked
from lotse_desk.ui.search_panel import SearchPanel
from lotse_desk.ui.service_view import ServiceView
from lotse_desk.ui.slip_panel import SlipPanel

if TYPE_CHECKING:
    from lotse_desk.domain.service_card import ServiceCard
    from lotse_desk.home.find import Found, Hit
    from lotse_desk.ui.home_worker import HomeWorker


class Finding(QObject):
    """Ties search, service and slip together; the reader answers in its own time."""

    said = Signal(object)
    missed = Signal(object)
    """Words the person's search ended with that nothing at all was found for."""

    def __init__(
        self,
        search: SearchPanel,
        service: ServiceView,
        slip: SlipPanel,
        reader: HomeWorker,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._search, self._service, self._slip = search, service, slip
        self._reader = reader
        self._hit: Hit | None = None
        self._home_is_open = False
        self._taking = 0
        self._of_all = 0
        self._after_taking: Callable[[], None] | None = None
        self._answered = ""
        self._missed: tuple[str, ...] = ()
        search.asked.connect(self._ask)
        search.chosen.connect(self._choose)
        search.taken.connect(self.take)
        search.all_taken.connect(self._take_all)
        search.nothing_to_take.connect(self.forget)

    @property
    def hit(self) -> Hit | None:
        """The hit that is shown."""
        return self._hit

    @property
    def is_taking(self) -> bool:
        """Whether something that was taken is still on its way onto the slip."""
        return self._taking > 0 or self._search.will_take

    def home_opened(self) -> None:
        """The home can be read: answer what was asked meanwhile."""
        self._home_is_open = True
        self._search.ask()
        self.read_situations()

    def read_situations(self) -> None:
        """Offer the situations the directory has now."""
        if self._home_is_open:
            self._reader.run(counter_acts.situations, self._search.set_situations)

    def afterwards(self, act: Callable[[], None]) -> None:
        """Do this as soon as everything taken is on the slip."""
        self._after_taking = act

    def forget(self) -> None:
        """Nothing waits for the slip any more."""
        self._after_taking = None

    def load_again(self) -> None:
        """Show the same service anew: the person's language changed."""
        if self._hit is not None:
            self._choose(self._hit)

    def take(self, hit: Hit) -> None:
        """Put the service of a hit on the slip."""
        self._taking += 1
        self._reader.run(self._card(hit), self._taken, self._not_taken)

    def _ask(self, asked: Asked) -> None:
        if not self._home_is_open:
            return  # asked again as soon as it is
        if not asked.words.startswith(self._answered):
            self.tell_missed()
        search = partial(counter_acts.found, asked=asked, language=self._slip.language)
        self._reader.run_latest("search", search, partial(self._found, asked))

    def tell_missed(self) -> None:
        """The search at hand is over: what it found nothing for is worth noting."""
        if self._missed:
            self.missed.emit(self._missed)
        self._answered, self._missed = "", ()

    def _found(self, asked: Asked, found: Found) -> None:
        self._answered, self._missed = asked.words, found.missed
        self._search.show_found(asked, found)

    def _choose(self, hit: Hit | None) -> None:
        self._hit = hit
        if hit is None:
            self._service.clear()
            return
        self._reader.run_latest("card", self._card(hit), partial(self._show_card, hit))

    def _card(self, hit: Hit) -> partial[ServiceCard]:
        return partial(counter_acts.card, record_id=hit.id, language=self._slip.language)

    def _show_card(self, hit: Hit, card: ServiceCard) -> None:
        self._service.show_card(card, self._slip.language, hit.open)

    def _take_all(self, hits: Sequence[Hit]) -> None:
        self._of_all = len(hits)
        for hit in hits:
            self.take(hit)

    def _taken(self, card: ServiceCard) -> None:
        self._taking -= 1
        self._slip.add(card)
        self._search.field.selectAll()
        if self._of_all and not self._taking:
            words = self.tr("{count} Stellen stehen auf dem Zettel.")
            self.said.emit(Said(words.format(count=len(self._slip.cards))))
            self._of_all = 0
        self._go_on()

    def _not_taken(self, error: Exception) -> None:
        self._taking -= 1
        self._of_all = 0
        self.forget()
        self.said.emit(trouble(error))

    def _go_on(self) -> None:
        if self._after_taking is not None and not self.is_taking:
            act, self._after_taking = self._after_taking, None
            act()
