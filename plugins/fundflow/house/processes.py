"""Airflow's processes on this machine: started together, watched, stopped together, even after a crash of ours."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fundflow.exceptions import AirflowError
from fundflow.house.airflow_home import environment
from fundflow.settings import Settings

COMPONENTS = ("api-server", "scheduler", "dag-processor", "triggerer")
GRACE_SECONDS = 15


class Processes:
    """The running components. Each writes to <home>/airflow/logs/<component>.log."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._running: dict[str, subprocess.Popen] = {}

    def start(self) -> None:
        for component in COMPONENTS:
            self._running[component] = _start(self._settings, component)

    def check(self) -> None:
        """Raises AirflowError if one of them has ended."""
        for component, process in self._running.items():
            if process.poll() is not None:
                raise _failure(self._settings, component)

    def stop(self) -> None:
        """The API server last: a task that is ending still reports to it."""
        for component in reversed(COMPONENTS):
            if process := self._running.pop(component, None):
                process.terminate()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(GRACE_SECONDS)
                _kill_session(process.pid)
                _pid_file(self._settings, component).unlink(missing_ok=True)


@contextmanager
def running(settings: Settings) -> Iterator[Processes]:
    """All components, until the block is left."""
    stop_left_behind(settings)
    processes = Processes(settings)
    try:
        processes.start()
        yield processes
    finally:
        processes.stop()


def migrate(settings: Settings) -> None:
    """Brings Airflow's own database to this version's form."""
    if _start(settings, "db", "migrate").wait():
        raise _failure(settings, "db")


def stop_left_behind(settings: Settings) -> None:
    """Stops what an earlier run of this home could not stop, because it was killed itself."""
    import psutil

    for component in COMPONENTS:
        path = _pid_file(settings, component)
        with suppress(OSError, ValueError, psutil.Error):
            process = psutil.Process(int(path.read_text()))
            if process.environ().get("AIRFLOW_HOME") == str(settings.airflow_home):
                _kill_session(process.pid)
        path.unlink(missing_ok=True)


def log_of(settings: Settings, component: str) -> Path:
    return settings.airflow_home / "logs" / f"{component}.log"


def _start(settings: Settings, *command: str) -> subprocess.Popen:
    log = log_of(settings, command[0])
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "airflow", *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment(settings),
            cwd=settings.airflow_home,
            start_new_session=True,
        )
    _pid_file(settings, command[0]).write_text(str(process.pid))
    return process


def _pid_file(settings: Settings, component: str) -> Path:
    return settings.airflow_home / f"{component}.pid"


def _kill_session(leader: int) -> None:
    """Every process of the session that the component led: workers outlive a scheduler that is killed."""
    import psutil

    for process in psutil.process_iter():
        with suppress(psutil.Error, ProcessLookupError):
            if os.getsid(process.pid) == leader:
                process.send_signal(signal.SIGKILL)


def _failure(settings: Settings, component: str) -> AirflowError:
    log = log_of(settings, component)
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
    return AirflowError(
        f"airflow {component} đã dừng giữa chừng. Hãy xem {log}. / "
        f"airflow {component} ended by itself; see {log}.\n{tail}"
    )
