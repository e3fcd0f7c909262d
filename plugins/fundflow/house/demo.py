"""The demonstration: sample workbooks into the inbox, the real scheduler, the result on the screen, and the house shut.

It takes the way that every day takes; only the mails go to a catcher, and the day asked about lies in 2023.
"""

from __future__ import annotations

import shutil
import time
from datetime import UTC, date, datetime

from fundflow import embedded
from fundflow.exceptions import AirflowError
from fundflow.house import mail_catcher
from fundflow.house.airflow_api import Run
from fundflow.house.running import DAGS, WAITING_FOR_PEOPLE, House, airflow_running, step
from fundflow.settings import Settings

SAMPLES = "samples/ha_tinh_2023"
DAY = date(2023, 10, 2)  # the Monday after the last day that the sample reports speak of
RUN_SECONDS = 600
QUIET_SECONDS = 3  # the scheduler turns an event into a run within one
OVER = ("success", "failed")


def run_demo(settings: Settings) -> None:
    """Raises AirflowError when a process ends, a DAG fails or nothing moves."""
    from fundflow.house.summary import print_summary

    started = datetime.now(UTC)
    try:
        with step("Máy chủ dữ liệu, tệp mẫu vào thư mục nhận / Database, sample workbooks into the inbox"):
            embedded.start(settings)
            drop_samples(settings)
        with mail_catcher.catching(settings.mail) as port:
            changes = {"today": DAY, "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_starttls": False}
            settings = settings.model_copy(update=changes)
            with airflow_running(settings) as house:
                follow(house, started)
        print_summary(settings)
    finally:
        embedded.stop(settings)


def drop_samples(settings: Settings) -> None:
    """Puts the sample workbooks where units put theirs; what lies there already is left alone."""
    settings.make_folders()
    for file in sorted((settings.include / SAMPLES).glob("*/*")):
        target = settings.inbox / file.parent.name / file.name
        target.parent.mkdir(exist_ok=True)
        if not target.exists():
            shutil.copyfile(file, target)


def follow(house: House, since: datetime) -> None:
    """Wakes the first DAG, as its clock would, and waits for all that follows from it.

    Where nothing is new the DAG is skipped and wakes no other; the next one is woken by hand then, for what a run
    that was killed may have left half done.
    """
    house.api.trigger("ingest_workbooks")
    if _did_something(house, "ingest_workbooks", "manual", since):
        built = _did_something(house, "build_warehouse", "asset_triggered", since)
    else:
        house.api.trigger("build_warehouse")
        built = _did_something(house, "build_warehouse", "manual", since)
    if built:
        _did_something(house, "alert_slow_disbursement", "asset_triggered", since)
        _did_something(house, "publish_reports", "asset_triggered", since)
    with step("Chờ yên / Nothing more to do"):
        house.wait(lambda: _is_quiet(house, since), RUN_SECONDS, "an end of all runs")


def _did_something(house: House, dag_id: str, run_type: str, since: datetime) -> bool:
    """Waits until a run of that type and all others of the DAG have ended; True if one of them found work.

    The clock may have woken the DAG, too: what it did counts. Raises AirflowError if a run failed.
    """
    with step(f"DAG {dag_id}"):
        house.wait(lambda: _ended(house.api.runs(dag_id, since), run_type), RUN_SECONDS, f"DAG {dag_id}")
        runs = house.api.runs(dag_id, since)
        for run in runs:
            if run.state == "failed":
                raise AirflowError(
                    f"DAG {dag_id} hỏng; hãy xem nhật ký trong FUNDFLOW_HOME/airflow/logs. / DAG {dag_id} failed; "
                    f"see FUNDFLOW_HOME/airflow/logs.\n{house.api.log_of(run)}"
                )
        return any("success" in house.api.task_states(run) for run in runs)


def _is_quiet(house: House, since: datetime) -> bool:
    """No run is active now, nor a moment later: an event may be on its way still. Nobody decides here."""
    for pause in (0, QUIET_SECONDS):
        time.sleep(pause)
        if not all(
            run.state in OVER for dag_id in DAGS - {WAITING_FOR_PEOPLE} for run in house.api.runs(dag_id, since)
        ):
            return False
    return True


def _ended(runs: list[Run], run_type: str) -> bool:
    return any(run.run_type == run_type for run in runs) and all(run.state in OVER for run in runs)
