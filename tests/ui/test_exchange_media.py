"""The list of sticks and shares as keys find it: what is chosen, what is said, what stays put."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from lotse_desk.desk.media import MediaHere, SeenMedium, UsualMedium
from lotse_desk.ui.exchange_media import MediaPanel

pytestmark = pytest.mark.usefixtures("german_numbers")

LOTSE = SeenMedium(Path("/m/LOTSE"), "LOTSE", "stick", 14_200_000_000, False, True, True)
OTHER = SeenMedium(Path("/m/OTHER"), "KINGSTON", "stick", 3_100_000_000, False, False, False)
SHARE = SeenMedium(Path("/m/share"), "Austausch", "share", None, False, False, False)
AWAY = UsualMedium("LOTSE", None, kind="stick")


@pytest.fixture
def panel(counter, plugged_in) -> MediaPanel:
    """The page in front, having looked at least once."""
    counter.press("Ctrl+U")
    seen_from(counter, plugged_in)
    return counter.desk.exchange.media


def seen_from(counter, plugged_in) -> None:
    """Until the window has shown what it saw after now."""
    shown: list[object] = []
    watch = counter.desk.media_watch
    connection = watch.seen.connect(shown.append)
    watch.start()
    counter.until(lambda: any(one is plugged_in.here for one in shown))
    watch.seen.disconnect(connection)


def plug(counter, plugged_in, *media: SeenMedium, away: UsualMedium | None = None) -> None:
    plugged_in.show(*media, away=away)
    seen_from(counter, plugged_in)


def chosen(panel: MediaPanel) -> str:
    folder = panel.chosen_folder
    return folder.name if folder is not None else ""


def test_the_usual_one_is_chosen_among_several(panel, counter, plugged_in) -> None:
    plug(counter, plugged_in, LOTSE, OTHER, SHARE)
    assert chosen(panel) == "LOTSE"
    assert panel.chosen_kind == "stick"
    assert [(row.title, row.second) for row in panel.media.rows] == [
        ("LOTSE", "der übliche Ort · Stick · 14,2 GB frei"),
        ("KINGSTON", "Stick · 3,1 GB frei"),
        ("Austausch", "Freigabe im Netz"),
    ]
    assert panel.notice.isHidden()


def test_where_the_usual_one_is_away_it_says_so(panel, counter, plugged_in) -> None:
    plug(counter, plugged_in, away=AWAY)
    assert panel.notice.text() == (
        "Der Stick „LOTSE“ steckt nicht. Stecken Sie ihn an, er erscheint hier von selbst."
    )
    counter.press("Ctrl+Return")
    assert "Der Stick „LOTSE“ steckt nicht." in counter.said
    plug(counter, plugged_in, OTHER, away=AWAY)
    assert panel.notice.text() == "Der Stick „LOTSE“ steckt nicht. Gewählt ist „KINGSTON“."
    assert chosen(panel) == "OTHER"
    plug(counter, plugged_in, LOTSE, OTHER)
    assert chosen(panel) == "LOTSE"
    assert panel.notice.isHidden()


def test_a_share_that_is_offline_is_no_missing_stick(panel, counter, plugged_in) -> None:
    plug(counter, plugged_in, away=UsualMedium("Austausch", None, kind="share"))
    assert "Die Freigabe „Austausch“ ist gerade nicht zu erreichen." in panel.notice.text()


def test_media_that_do_not_answer_are_named(panel, counter, plugged_in) -> None:
    plugged_in.here = MediaHere((), None, ("Austausch",))
    seen_from(counter, plugged_in)
    assert "Antwortet gerade nicht: Austausch." in panel.notice.text()


def test_nothing_plugged_in_is_said(panel) -> None:
    assert "Es steckt kein Stick." in panel.notice.text()
    assert panel.chosen_folder is None


def test_several_of_which_none_is_known_are_asked_for_once(panel, counter, plugged_in) -> None:
    second = SeenMedium(Path("/m/SECOND"), "INTENSO", "stick", None, False, False, False)
    plug(counter, plugged_in, OTHER, second, SHARE)
    assert chosen(panel) == ""
    assert panel.notice.text().startswith("Wählen Sie, wohin.")
    counter.press("Ctrl+Return")
    assert "Bitte erst wählen" in counter.said
    assert panel.media.hasFocus()
    counter.press("Down")
    counter.press("Space")
    assert chosen(panel) == "SECOND"


def test_the_only_stick_is_chosen_and_a_share_alone_is_not(panel, counter, plugged_in) -> None:
    plug(counter, plugged_in, SHARE)
    assert chosen(panel) == ""
    plug(counter, plugged_in, SHARE, OTHER)
    assert chosen(panel) == "OTHER"


def test_the_usual_share_goes_before_a_stick_that_happens_to_be_in(
    panel, counter, plugged_in
) -> None:
    plug(counter, plugged_in, replace(SHARE, usual=True), OTHER)
    assert chosen(panel) == "share"


def test_after_an_exchange_nobody_misses_the_stick_that_was_taken_out(
    panel, counter, plugged_in, tmp_path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    plug(counter, plugged_in, replace(LOTSE, folder=folder))
    counter.press("Ctrl+Return")
    counter.until(lambda: not counter.desk.exchange.run.running)
    plug(counter, plugged_in, away=AWAY)
    assert panel.notice.isHidden()
    counter.press("Ctrl+K")
    counter.press("Ctrl+U")
    counter.until(lambda: "„LOTSE“ steckt nicht" in panel.notice.text())


def test_her_own_choice_stays_while_that_stick_is_there(panel, counter, plugged_in) -> None:
    plug(counter, plugged_in, LOTSE, OTHER)
    panel.focus()
    counter.press("Down")
    assert chosen(panel) == "OTHER"
    plug(counter, plugged_in, LOTSE, OTHER, SHARE)
    assert chosen(panel) == "OTHER"
    plug(counter, plugged_in, LOTSE, SHARE)
    assert chosen(panel) == "LOTSE"


def test_a_look_that_sees_the_same_changes_nothing(panel, counter, plugged_in) -> None:
    plug(counter, plugged_in, LOTSE, OTHER)
    resets: list[int] = []
    panel.media.model().modelReset.connect(lambda: resets.append(1))
    plugged_in.show(LOTSE, OTHER)
    seen_from(counter, plugged_in)
    assert resets == []
    picture = panel.media.grab().toImage()
    seen_from(counter, plugged_in)
    assert panel.media.grab().toImage() == picture


@pytest.mark.parametrize("place", ["list", "field"])
def test_enter_on_what_is_chosen_exchanges(panel, counter, plugged_in, tmp_path, place) -> None:
    plug(counter, plugged_in, replace(LOTSE, folder=tmp_path))
    if place == "list":
        panel.focus()
    else:
        panel.folder.setFocus()
        counter.type(str(tmp_path))
    counter.press("Return")
    run = counter.desk.exchange.run
    counter.until(lambda: not run.running and "Der Antrag" in run.result.text())


def test_the_cursor_stays_where_it_is_when_a_stick_comes_or_goes(
    panel, counter, plugged_in
) -> None:
    button = counter.desk.exchange.run.findChildren(type(counter.page.foot.log))[0]
    button.setFocus()
    plug(counter, plugged_in, LOTSE)
    assert QApplication.focusWidget() is button
    panel.focus()
    assert panel.media.hasFocus()
    plug(counter, plugged_in)
    assert panel.folder.hasFocus()
    plug(counter, plugged_in, LOTSE)
    assert panel.folder.hasFocus()


def test_on_coming_to_the_front_the_cursor_is_on_the_list(counter, plugged_in) -> None:
    plugged_in.show(LOTSE)
    counter.press("Ctrl+U")
    panel = counter.desk.exchange.media
    counter.until(panel.media.hasFocus)


def test_a_folder_goes_before_the_list_until_it_is_emptied(
    panel, counter, plugged_in, tmp_path
) -> None:
    plug(counter, plugged_in, LOTSE)
    panel.folder.setFocus()
    counter.type(str(tmp_path))
    assert panel.chosen_folder == tmp_path
    assert panel.chosen_kind == ""
    assert panel.media.chosen == ""
    seen_from(counter, plugged_in)
    assert panel.chosen_folder == tmp_path
    panel.folder.clear()
    assert chosen(panel) == "LOTSE"
    counter.type("/m/elsewhere")
    panel.focus()
    counter.press("Home")
    counter.press("Space")
    assert chosen(panel) == "LOTSE"
    assert panel.folder.text() == ""


def test_a_folder_that_worked_is_in_the_list_from_then_on(
    panel, counter, plugged_in, tmp_path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    panel.folder.setText(str(folder))
    counter.press("Ctrl+Return")
    counter.until(lambda: not counter.desk.exchange.run.running)
    plug(counter, plugged_in, SeenMedium(folder, "stick", "disk", 1, False, True, True))
    assert panel.folder.text() == ""
    assert panel.chosen_folder == folder


def test_a_stick_that_may_not_be_written_to_is_said_before(panel, counter, plugged_in) -> None:
    plug(counter, plugged_in, SeenMedium(Path("/m/L"), "LOTSE", "stick", 1, True, True, True))
    assert "schreibgeschützt" in panel.media.rows[0].second
    assert "▲ Auf „LOTSE“ darf nicht geschrieben werden." in panel.notice.text()


def test_out_of_sight_nobody_looks(panel, counter, plugged_in, qtbot) -> None:
    counter.press("Ctrl+K")
    counter.until(lambda: not panel.isVisible())
    counter.desk.media_watch._every = 0.01
    before = plugged_in.looks
    qtbot.wait(100)
    assert plugged_in.looks <= before + 1


def test_where_looking_fails_a_folder_can_still_be_named(
    panel, counter, plugged_in, monkeypatch
) -> None:
    plug(counter, plugged_in, LOTSE)
    monkeypatch.setattr(counter.desk.media_watch, "_look", lambda: 1 / 0)
    counter.desk.media_watch.start()
    counter.until(lambda: "nicht zu erkennen" in panel.notice.text())
    assert panel.media.isHidden()
    panel.folder.setText("/m/elsewhere")
    assert panel.chosen_folder == Path("/m/elsewhere")
