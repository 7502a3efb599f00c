"""A desk home with the starter directory, made once for all tests that only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lotse_desk.home.home import DESK, Home, create_home, open_home
from lotse_desk.home.reference import shipped_reference
from lotse_desk.home.starter import starter_records


@pytest.fixture(scope="session")
def starter_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("starter") / "home"
    with create_home(folder, role=DESK, name="Empfang 1") as home:
        home.settings.put("desk.town", "herten")
        home.directory.upsert(starter_records(shipped_reference()))
    return folder


@pytest.fixture
def starter_home(starter_folder: Path) -> Iterator[Home]:
    with open_home(starter_folder, writing=False) as home:
        yield home
