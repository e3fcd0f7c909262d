"""What every room's tests share: one embedded PostgreSQL for the whole session, a fresh database for each module.

The run's seed is printed at its end, so that a failure can be run again.
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import pytest

from fundflow import embedded
from fundflow.settings import Settings

CHECKOUT = Path(__file__).resolve().parents[1]
_numbers = itertools.count(1)


def pytest_configure(config) -> None:
    """No test sees the settings, or the running house, of the person who runs it; the run has a seed."""
    for name in [name for name in os.environ if name.startswith(("FUNDFLOW_", "AIRFLOW_"))]:
        del os.environ[name]
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    asked_for = os.environ.get("TEST_SEED") or str(random.SystemRandom().randrange(10**6))
    os.environ.setdefault("TEST_SEED_DRAWN", asked_for)  # workers inherit it
    patient = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
    hypothesis.settings.register_profile("patient", patient)  # how fast it goes on a busy machine proves nothing
    hypothesis.settings.load_profile("patient")


def pytest_terminal_summary(terminalreporter) -> None:
    terminalreporter.write_line(f"to draw the same again: TEST_SEED={os.environ['TEST_SEED_DRAWN']}")


@pytest.fixture(scope="session")
def drawn_seed() -> int:
    """What all that is random in this run is drawn from."""
    return int(os.environ["TEST_SEED_DRAWN"])


@pytest.fixture
def seeded(drawn_seed) -> random.Random:
    return random.Random(drawn_seed)


@pytest.fixture(scope="session")
def rounds() -> Callable[[int, int], int]:
    """rounds(3, 1000): how often a proof is repeated, in the daily suite and in `make proofs`."""
    return lambda daily, full: full if os.environ.get("TEST_LONG") else daily


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    """A FUNDFLOW_HOME for the session."""
    with _short_folder() as folder:
        yield folder
        embedded.stop(Settings(home=folder))


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A FUNDFLOW_HOME for one test that needs a server of its own: pytest's tmp_path is too long for a unix socket."""
    with _short_folder() as folder:
        yield folder


@contextmanager
def _short_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="fundflow-test-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def server(home) -> Settings:
    """The embedded PostgreSQL of the session, running."""
    settings = Settings(home=home)
    embedded.start(settings)
    return settings


@pytest.fixture(scope="session")
def migrated(server) -> str:
    """The name of a database with the warehouse's schema and reference data: the mould of all the others."""
    from fundflow.migrations import migrate
    from fundflow.warehouse import Warehouse

    with Warehouse(server) as warehouse:
        migrate(warehouse)
    return "fundflow"


@pytest.fixture(scope="module")
def settings(server, migrated) -> Iterator[Settings]:
    """Settings with a warehouse and folders of the module's own."""
    yield from _house(server, template=migrated)


@pytest.fixture
def fresh(server, migrated) -> Iterator[Settings]:
    """As `settings`, for one test alone."""
    yield from _house(server, template=migrated)


@pytest.fixture
def empty_database(server) -> Iterator[Settings]:
    """Settings whose warehouse holds nothing, not even a schema."""
    yield from _house(server, template="template0")


def _house(server: Settings, template: str) -> Iterator[Settings]:
    database = f"test_{os.getpid()}_{next(_numbers)}"
    _psql(server, f"CREATE DATABASE {database} TEMPLATE {template}")
    folder = server.home / database
    house = Settings(home=folder, warehouse_url=embedded.start(server, database), settle_seconds=0)
    house.make_folders()
    yield house
    _psql(server, f"DROP DATABASE {database} WITH (FORCE)")
    shutil.rmtree(folder, ignore_errors=True)


def _psql(server: Settings, statement: str) -> None:
    url = embedded.start(server, "postgres").replace("+psycopg", "", 1)
    command = [embedded.binary("psql"), "--no-psqlrc", "--quiet", "-v", "ON_ERROR_STOP=1", url, "-c", statement]
    subprocess.run(command, check=True, capture_output=True, text=True)
