"""Airflow's home: its configuration file and the environment of its processes.

COMMON is what the pipeline needs of any Airflow; docker-compose.yaml says the same, and a test compares them.
"""

from __future__ import annotations

import json
import os
from urllib.request import getproxies_environment

from fundflow import embedded
from fundflow.house.ports import HOST, free_port
from fundflow.house.secrets import secret
from fundflow.settings import Settings

COMMON = {
    "core": {
        "executor": "LocalExecutor",
        "load_examples": "False",
        "dags_are_paused_at_creation": "False",
        "parallelism": "4",
    },
    "api": {"instance_name": "Theo dõi giải ngân"},
    "dag_processor": {"refresh_interval": "60"},
}
"""Section, option, value."""

USER = "admin"
PATIENCE_SECONDS = "180"  # Airflow's own 5 to 50 are for servers: a laptop's two cores may be busy with something else


def write(settings: Settings, favourite_port: int = 0) -> str:
    """Writes <home>/airflow/airflow.cfg for this machine; the address of Airflow's pages is returned.

    Without a favourite port it is any free one: two that start at once would both find the same favourite still free.
    """
    address = f"http://{HOST}:{free_port(favourite_port)}"
    settings.airflow_home.mkdir(parents=True, exist_ok=True)
    _write_private(settings.airflow_home / "airflow.cfg", _as_text(_options(settings, address)))
    _write_private(_passwords_file(settings), json.dumps({USER: password(settings)}))
    return address


def password(settings: Settings) -> str:
    """What the user `admin` logs in with, on this machine only."""
    return secret(settings, "airflow-admin")


def environment(settings: Settings) -> dict[str, str]:
    """The environment of Airflow's processes: ours, without what another Airflow on this machine left in it."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("AIRFLOW")}
    return (
        inherited
        | settings.as_environment()
        | {
            "AIRFLOW_HOME": str(settings.airflow_home),
            "AIRFLOW_CONN_FUNDFLOW_SMTP": _mail_connection(settings),
            "GX_ANALYTICS_ENABLED": "false",
            "no_proxy": _past_the_proxy(),
        }
    )


def _past_the_proxy() -> str:
    """Whom no proxy is asked for: Airflow's processes speak with its server on this machine."""
    return ",".join(filter(None, (getproxies_environment().get("no"), HOST)))


def _mail_connection(settings: Settings) -> str:
    """The settings of the mail server as the provider reads them: the connection `fundflow_smtp`."""
    password = settings.smtp_password.get_secret_value() if settings.smtp_password else None
    extra = {"disable_ssl": True, "disable_tls": not settings.smtp_starttls, "from_email": settings.mail_from}
    connection = {"conn_type": "smtp", "host": settings.smtp_host, "port": settings.smtp_port}
    return json.dumps(connection | {"login": settings.smtp_user, "password": password, "extra": extra})


def _options(settings: Settings, address: str) -> dict[str, dict[str, str]]:
    port = address.rsplit(":", 1)[1]
    machine = {
        "core": {
            "dags_folder": str(settings.root / "dags"),
            "plugins_folder": str(settings.root / "plugins"),
            "dagbag_import_timeout": PATIENCE_SECONDS,
            "fernet_key": secret(settings, "airflow-fernet"),
            # Fit for one person on one machine only; docs/operations.md says what takes its place in production.
            "auth_manager": "airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager",
            "simple_auth_manager_users": f"{USER}:admin",
            "simple_auth_manager_passwords_file": str(_passwords_file(settings)),
        },
        "database": {"sql_alchemy_conn": embedded.start(settings, "airflow")},
        "api": {"host": HOST, "port": port, "base_url": address, "secret_key": secret(settings, "airflow-api")},
        "api_auth": {"jwt_secret": secret(settings, "airflow-jwt")},
        "dag_processor": {"dag_file_processor_timeout": PATIENCE_SECONDS},
        "workers": {"execution_api_timeout": PATIENCE_SECONDS},
        "logging": {"base_log_folder": str(settings.airflow_home / "logs")},
    }
    return {section: COMMON.get(section, {}) | machine.get(section, {}) for section in COMMON | machine}


def _as_text(options: dict[str, dict[str, str]]) -> str:
    lines = ["# Written by fundflow at every start: changes are lost. Set AIRFLOW__SECTION__OPTION instead."]
    for section, values in options.items():
        lines += ["", f"[{section}]", *(f"{name} = {value.replace('%', '%%')}" for name, value in values.items())]
    return "\n".join(lines) + "\n"


def _passwords_file(settings: Settings):
    return settings.airflow_home / "passwords.json"


def _write_private(path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
        handle.write(text)
