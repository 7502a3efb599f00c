"""A heading with what belongs at the end of its line."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget


def heading_row(
    text: str, after: str | Sequence[QWidget] = (), *, wide: bool = False
) -> QHBoxLayout:
    """The heading, then at the far end a word of second rank or some controls.

    `wide` controls take all the room there is.
    """
    row = QHBoxLayout()
    row.setSpacing(12)
    heading = QLabel(text)
    heading.setProperty("heading", True)
    row.addWidget(heading)
    if not wide:
        row.addStretch(1)
    if isinstance(after, str):
        second = QLabel(after)
        second.setProperty("second", True)
        row.addWidget(second)
    else:
        for widget in after:
            row.addWidget(widget, int(wide))
    return row
