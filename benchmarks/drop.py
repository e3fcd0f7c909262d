"""F) A report dropped into the inbox of a running system: how long until its receipt, its lines and its mail are there.

The system is the house of `make up`: Airflow's real scheduler, triggerer and DAGs on the embedded server. The reports
are of communes whose carried-over money is slow, so that each drop ends in a mail to the head of its commune.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.contest import Say
from benchmarks.stage import SEED, Stage
from benchmarks.workbooks.reports import Reports
from fundflow.house import mail_catcher
from fundflow.house.running import House, airflow_running
from fundflow.migrations import migrate
from fundflow.settings import Settings
from fundflow.warehouse import Warehouse

TITLE = "A file dropped into the inbox of a running system"
DROPS, FEW_DROPS = 20, 2
ROUNDS = 1  # of so many drops
AS_OF, TODAY = date(2025, 9, 30), date(2025, 10, 1)
PATIENCE_SECONDS = 240  # the clock's sweep comes after three minutes, if nothing else wakes the system
REST_SECONDS = 5  # between two drops: what the last one woke comes to its end
LINES = "SELECT count(*) FROM mart.fund_status WHERE unit_code = %(unit)s"

Signs = dict[str, Callable[[], bool]]
"""What a drop ends in -> whether it is there."""


def measure(stage: Stage, rounds: int, short: bool, say: Say) -> str:
    reports = Reports(stage.reference, SEED)
    units = [unit for unit in stage.reference.units_on(AS_OF) if unit.kind == "commune"]
    settings = stage.settings
    with mail_catcher.catching(settings.mail) as port:
        mail = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_starttls": False}
        settings = settings.model_copy(update=mail | {"today": TODAY})
        settings.make_folders()
        with airflow_running(settings) as house, Warehouse(settings) as warehouse:
            migrate(warehouse)
            times = []
            for unit in units[: FEW_DROPS if short else DROPS]:
                workbook = stage.folder / "report.xlsx"
                reports.report(workbook, unit, AS_OF)
                times.append(_drop(house, settings, workbook, unit.code, _signs(warehouse, settings, unit.code)))
                say(f"  {unit.code}: " + ", ".join(f"{name} {seconds:.1f} s" for name, seconds in times[-1].items()))
                time.sleep(REST_SECONDS)
    return _table(times)


def _signs(warehouse: Warehouse, settings: Settings, unit: str) -> Signs:
    address = warehouse.value(
        "SELECT email FROM ref.recipient WHERE unit_code = %(unit)s AND role = 'head' AND valid_to IS NULL", unit=unit
    )
    return {
        "receipt": lambda: any((settings.outbox / unit).glob("R-*.txt")),
        "tables": lambda: warehouse.value(LINES, unit=unit) > 0,
        "mail": lambda: any(settings.mail.glob(f"*-{address}.eml")),
    }


def _drop(house: House, settings: Settings, workbook: Path, unit: str, signs: Signs) -> dict[str, float]:
    """Seconds from the drop until each sign is there."""
    folder = settings.inbox / unit
    folder.mkdir(exist_ok=True)
    dropped = time.monotonic()
    os.replace(workbook, folder / workbook.name)
    seconds: dict[str, float] = {}

    def all_there() -> bool:
        for name in signs.keys() - seconds.keys():
            if signs[name]():
                seconds[name] = time.monotonic() - dropped
        return len(seconds) == len(signs)

    house.wait(all_there, PATIENCE_SECONDS, f"receipt, tables and mail of {unit}")
    return {name: seconds[name] for name in signs}


def _table(times: list[dict[str, float]]) -> str:
    lines = ["| from the drop until | median s | worst s |", "|---|---:|---:|"]
    for name in times[0]:
        seconds = [one[name] for one in times]
        lines.append(f"| {name} | {median(seconds):.1f} | {max(seconds):.1f} |")
    text = f"{len(times)} drops, one after the other; a file counts as whole once it has rested for ten seconds."
    return "\n".join([*lines, "", text])
