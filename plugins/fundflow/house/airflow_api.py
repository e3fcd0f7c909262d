"""As much of Airflow's REST API as the house needs: is it well, start a run, how did the runs end."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import ProxyHandler, Request, build_opener

from fundflow.exceptions import AirflowError

_directly = build_opener(ProxyHandler({})).open  # what is said on this machine, a password too, is not for its proxy


@dataclass(frozen=True, slots=True)
class Run:
    """One DAG run. `state`: queued, running, success, failed. `run_type`: manual, scheduled, asset_triggered."""

    dag_id: str
    run_id: str
    state: str
    run_type: str


class AirflowApi:
    """Airflow at `address`, as the user `user`."""

    def __init__(self, address: str, user: str, password: str) -> None:
        self._address = address
        self._login = {"username": user, "password": password}
        self._token: str | None = None

    def is_well(self) -> bool:
        """True once the database and every component that has no pages answers; what is still starting may say anything."""
        try:
            health = self._call("GET", "/api/v2/monitor/health")
        except (OSError, HTTPException, AirflowError):
            return False
        return all(
            health[part]["status"] == "healthy" for part in ("metadatabase", "scheduler", "dag_processor", "triggerer")
        )

    def dag_ids(self) -> set[str]:
        return {dag["dag_id"] for dag in self._get("/dags?limit=100")["dags"]}

    def import_errors(self) -> list[str]:
        return [error["stack_trace"] for error in self._get("/importErrors")["import_errors"]]

    def trigger(self, dag_id: str) -> None:
        self._call("POST", f"/api/v2/dags/{dag_id}/dagRuns", {"logical_date": None}, token=self._access())

    def runs(self, dag_id: str, since: datetime) -> list[Run]:
        """The DAG's runs that were queued after `since`, the latest first."""
        answer = self._get(f"/dags/{dag_id}/dagRuns?limit=100&order_by=-id")["dag_runs"]
        recent = [run for run in answer if datetime.fromisoformat(run["queued_at"]) >= since]
        return [Run(dag_id, run["dag_run_id"], run["state"], run["run_type"]) for run in recent]

    def task_states(self, run: Run) -> set[str]:
        return {task["state"] for task in self._tasks(run)}

    def log_of(self, run: Run) -> str:
        """The last lines that the failed tasks of a run wrote."""
        failed = [task for task in self._tasks(run) if task["state"] == "failed"]
        return "\n".join(self._last_lines(run, task) for task in failed)

    def _tasks(self, run: Run) -> list[dict]:
        return self._get(f"/dags/{run.dag_id}/dagRuns/{quote(run.run_id)}/taskInstances")["task_instances"]

    def _last_lines(self, run: Run, task: dict) -> str:
        task_path = f"/dags/{run.dag_id}/dagRuns/{quote(run.run_id)}/taskInstances/{task['task_id']}"
        entries = self._get(f"{task_path}/logs/{task['try_number']}?map_index={task['map_index']}")["content"]
        return "\n".join(_as_line(entry) for entry in entries[-10:])

    def _get(self, path: str) -> dict:
        return self._call("GET", "/api/v2" + path, token=self._access())

    def _access(self) -> str:
        if self._token is None:
            self._token = self._call("POST", "/auth/token", self._login)["access_token"]
        return self._token

    def _call(self, method: str, path: str, body: dict | None = None, token: str | None = None) -> dict:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        data = None if body is None else json.dumps(body).encode()
        try:
            with _directly(Request(self._address + path, data, headers, method=method), timeout=30) as answer:
                return json.load(answer)
        except HTTPError as error:
            reason = error.read().decode(errors="replace")[:300]
            raise AirflowError(f"Airflow: {method} {path}: {error.code} {reason}") from error


def _as_line(entry: dict | str) -> str:
    """One line of a task's log; an exception is told by its last word."""
    if isinstance(entry, str):
        return entry
    errors = [f"{error['exc_type']}: {error['exc_value']}" for error in entry.get("error_detail") or []]
    return " ".join([str(entry.get("event", "")), *errors])
