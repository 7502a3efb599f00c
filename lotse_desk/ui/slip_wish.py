"""The slip that the panels of the counter describe."""

from lotse_desk.ui.contact_panel import CLAIM_NOTED, ContactPanel
from lotse_desk.ui.counter_actions import CounterActions
from lotse_desk.ui.counter_acts import SlipWish
from lotse_desk.ui.person_languages import slip_languages
from lotse_desk.ui.slip_panel import SlipPanel

_NO_INTERPRETER = "not-needed"


def slip_wish(panel: SlipPanel, contact_panel: ContactPanel, actions: CounterActions) -> SlipWish:
    """What shall be printed now; raises `InvalidValue` for a typed date nobody can read."""
    contact, extras = contact_panel.contact(), panel.extras
    counted = True if contact.interpreter != _NO_INTERPRETER else None
    said = extras.interpreter_needed
    return SlipWish(
        services=tuple(card.id for card in panel.cards),
        language=panel.language if panel.language in slip_languages() else "de",
        paper=actions.paper,
        discreet=actions.discreet.isChecked(),
        interpreter=counted if said is None else said,
        claim=contact.outcome == CLAIM_NOTED,
        forms=extras.chosen_forms,
        noted=extras.noted(),
    )
