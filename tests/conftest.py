"""Fixtures shared by all tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from lotse_desk.home import machine

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LOTSE_DESK_KEYS", "file")

NIGHT = bool(os.environ.get("LOTSE_DESK_NIGHT"))
settings.register_profile(
    "commit", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "night", deadline=None, max_examples=5000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("night" if NIGHT else "commit")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if NIGHT:
        return
    for item in items:
        if "night" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="long run, only in `make night`"))


@pytest.fixture(scope="session", autouse=True)
def _machine_has_an_id() -> Iterator[None]:
    """Containers often have none; homes of the tests are made on some machine all the same."""
    with pytest.MonkeyPatch.context() as patch:
        if not machine.machine_fingerprint():
            patch.setattr(machine, "_unix_machine_id", lambda: "the machine of the tests")
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real feeds beside the checkout; tests that need it skip without it."""
    named = os.environ.get("LOTSE_DESK_SHARED_DATA")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder with real feeds is not here (LOTSE_DESK_SHARED_DATA)")
    return folder


@pytest.fixture(scope="session", autouse=True)
def application(qapp: object) -> object:
    """One QApplication per process: the paper engine alone would make a lesser one."""
    return qapp
