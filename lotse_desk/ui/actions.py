"""Making actions: text, keys and what they do in one line."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

ExclusionPolicy = QActionGroup.ExclusionPolicy


def action_group(
    parent: QObject, *, exclusive: bool = False, optional: bool = False
) -> QActionGroup:
    """A group that is switched on and off with its page.

    An exclusive one holds one choice, an optional one a choice or none.
    """
    group = QActionGroup(parent)
    policy = ExclusionPolicy.Exclusive if exclusive else ExclusionPolicy.None_
    group.setExclusionPolicy(ExclusionPolicy.ExclusiveOptional if optional else policy)
    return group


def make_action(
    group: QActionGroup,
    text: str,
    keys: str | tuple[str, ...] = (),
    act: Callable[[], object] | None = None,
    *,
    data: object = None,
    checkable: bool = False,
) -> QAction:
    """An action of a group; `keys` in Qt's portable notation, the first is the one shown."""
    action = QAction(text, group)
    shortcuts = (keys,) if isinstance(keys, str) else keys
    action.setShortcuts([QKeySequence(key) for key in shortcuts if key])
    action.setCheckable(checkable or group.exclusionPolicy() is ExclusionPolicy.Exclusive)
    action.setData(data)
    if act is not None:
        action.triggered.connect(lambda _=False: act())
    group.addAction(action)
    return action
