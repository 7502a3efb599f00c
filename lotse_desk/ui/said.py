"""What a page says to the person at the counter, and how it is meant."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication


@dataclass(frozen=True)
class Said:
    """A sentence for the line at the foot of the window; `trouble` asks for attention."""

    text: str
    trouble: bool = False


def trouble(error: Exception) -> Said:
    """The sentence for a fault, or for a bug its bare type."""
    from lotse_desk.domain.faults import Fault
    from lotse_desk.home.fault_sentences import sentence

    if isinstance(error, Fault):
        return Said(sentence(error), trouble=True)
    words = QCoreApplication.translate(
        "Said",
        "Das Programm hat einen Fehler gemacht. Jeder fertige Schritt bleibt, keiner ist halb "
        "getan. Bitte melden Sie diese Zeile: {kind}",
    )
    return Said(words.format(kind=_kind(error)), trouble=True)


def _kind(error: Exception) -> str:
    """Type and place of a bug; its message may hold data and stays out."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    file = trace.tb_frame.f_code.co_filename.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{type(error).__name__} ({file}:{trace.tb_lineno})"
