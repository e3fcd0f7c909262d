"""A running house: the embedded database, and Airflow on top of it, for as long as a block lasts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.error import URLError

from rich.console import Console

from fundflow.exceptions import AirflowError
from fundflow.house import airflow_home, processes
from fundflow.house.airflow_api import AirflowApi
from fundflow.settings import Settings

WAITING_FOR_PEOPLE = "decide_held_files"  # its runs last until somebody decides
DAGS = frozenset(
    {
        "ingest_workbooks",
        "build_warehouse",
        "alert_slow_disbursement",
        "publish_reports",
        "maintain_warehouse",
        WAITING_FOR_PEOPLE,
    }
)
START_SECONDS = 600  # two busy cores, nothing in the disk cache; what has ended is noticed at once

console = Console(highlight=False)


@dataclass(frozen=True, slots=True)
class House:
    """Airflow at `address`; `check` raises AirflowError if a process of it has ended."""

    address: str
    api: AirflowApi
    check: Callable[[], None]

    def wait(self, arrived: Callable[[], bool], seconds: float, what: str) -> None:
        """Until `arrived()`, which may ask the API: that it is too busy to answer is no answer. Raises AirflowError after
        so many seconds, or when a process has ended.
        """
        deadline = time.monotonic() + seconds
        while not _said(arrived):
            self.check()
            if time.monotonic() > deadline:
                raise AirflowError(
                    f"Chờ quá {seconds:.0f} giây: {what}. Hãy xem FUNDFLOW_HOME/airflow/logs. / "
                    f"No {what} after {seconds:.0f} s; see FUNDFLOW_HOME/airflow/logs."
                )
            time.sleep(0.5)


def _said(arrived: Callable[[], bool]) -> bool:
    with suppress(TimeoutError, ConnectionError, URLError):
        return bool(arrived())
    return False


@contextmanager
def airflow_running(settings: Settings, favourite_port: int = 0) -> Iterator[House]:
    """Airflow with our DAGs read and its scheduler at work, until the block is left.

    Its pages are at `favourite_port` where that is free, else at any other port.
    """
    with step("Cơ sở dữ liệu của Airflow / Airflow's database"):
        address = airflow_home.write(settings, favourite_port)
        processes.migrate(settings)
    with processes.running(settings) as running:
        api = AirflowApi(address, airflow_home.USER, airflow_home.password(settings))
        house = House(address, api, running.check)
        with step(f"Airflow: {address}"):
            house.wait(api.is_well, START_SECONDS, "Airflow")
            house.wait(lambda: _dags_are_read(api), START_SECONDS, "DAG")
        yield house


@contextmanager
def step(name: str) -> Iterator[None]:
    """Says what is going on, and how long it took."""
    started = time.monotonic()
    with console.status(name):
        yield
    console.print(f"  {time.monotonic() - started:5.1f} s  {name}", soft_wrap=True)


def _dags_are_read(api: AirflowApi) -> bool:
    if errors := api.import_errors():
        raise AirflowError("DAG hỏng, hãy sửa: / A DAG does not load; mend it:\n" + "\n".join(errors))
    return api.dag_ids() >= DAGS
