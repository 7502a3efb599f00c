"""The thread that writes: order of acts, and those that may go between the steps of a long one."""

import threading

import pytest

from lotse_desk.ui.counting import Counting
from lotse_desk.ui.home_worker import HomeWorker


@pytest.fixture
def desk(qtbot, desk_folder):
    worker = HomeWorker(desk_folder, writing=True)
    opened: list[bool] = []
    worker.open(lambda _: opened.append(True), opened.append)
    qtbot.waitUntil(lambda: opened == [True], timeout=20_000)
    yield worker
    worker.close()


class Long:
    """An act that stands still, lets others go first when it is told, and then ends."""

    def __init__(self, desk: HomeWorker, seen: list[str]) -> None:
        self.desk, self.seen = desk, seen
        self.go_on = threading.Event()

    def __call__(self, home) -> None:
        self.go_on.wait(20)
        with home.transaction():
            self.desk.catch_up()
            self.seen.append("inside")
        self.desk.catch_up()
        self.seen.append("end")


def test_others_go_first_in_their_order_but_never_inside_a_transaction(qtbot, desk) -> None:
    seen: list[str] = []
    long = Long(desk, seen)
    desk.run(long)
    desk.run(lambda _: seen.append("later"))
    for name in ("one", "two"):
        desk.run(lambda _, name=name: seen.append(name), meanwhile=True)
    long.go_on.set()
    qtbot.waitUntil(lambda: len(seen) == 5, timeout=20_000)
    assert seen == ["inside", "one", "two", "end", "later"]


def test_without_a_long_act_they_keep_their_place(qtbot, desk) -> None:
    seen: list[str] = []
    hold = threading.Event()
    desk.run(lambda _: hold.wait(20))
    desk.run(lambda _: seen.append("one"))
    desk.run(lambda _: seen.append("two"), meanwhile=True)
    desk.run(lambda _: seen.append("three"))
    hold.set()
    qtbot.waitUntil(lambda: len(seen) == 3, timeout=20_000)
    assert seen == ["one", "two", "three"]


def test_what_waits_when_the_worker_closes_is_still_done(desk) -> None:
    seen: list[str] = []
    hold = threading.Event()
    desk.run(lambda _: hold.wait(20))
    desk.run(lambda _: seen.append("counted"), meanwhile=True)
    hold.set()
    desk.close()
    assert seen == ["counted"]


def test_a_failure_is_told_and_nothing_is_done_afterwards(qtbot, desk) -> None:
    counting = Counting(desk, desk)
    told: list[object] = []

    def fail(_) -> None:
        raise ValueError

    assert not counting.finish_then(lambda: told.append("closed"))
    counting.run(fail, told.append, lambda error: told.append(type(error)))
    assert counting.finish_then(lambda: told.append("closed"))
    qtbot.waitUntil(lambda: counting.waiting == 0, timeout=20_000)
    assert told == [ValueError]
