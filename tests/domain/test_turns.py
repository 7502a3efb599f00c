"""Work in the background gives way to a search, but is never stopped for good."""

import threading
import time

from lotse_desk.domain.turns import LONGEST_WAIT, give_way, searching


def waited() -> float:
    started = time.perf_counter()
    give_way()
    return time.perf_counter() - started


def test_nobody_waits_while_nobody_searches() -> None:
    assert sum(waited() for _ in range(100)) < LONGEST_WAIT


def test_work_waits_for_the_last_of_several_searches() -> None:
    with searching:
        with searching:
            pass
        assert waited() >= LONGEST_WAIT * 0.9
    assert waited() < LONGEST_WAIT * 0.9


def test_work_goes_on_as_soon_as_the_search_ends() -> None:
    going_on = threading.Event()

    def work() -> None:
        give_way()
        going_on.set()

    worker = threading.Thread(target=work)
    with searching:
        worker.start()
    assert going_on.wait(5)
    worker.join()


def test_a_search_that_fails_holds_nobody_up() -> None:
    try:
        with searching:
            raise ValueError
    except ValueError:
        pass
    assert waited() < LONGEST_WAIT * 0.9
