"""`fundflow up`: the house kept running on this machine."""

from __future__ import annotations

import typer

FAVOURITE_PORT = 8080  # where people expect Airflow's pages


def up() -> None:
    """Chạy hệ thống trên máy này, có trang Airflow; Ctrl+C để dừng. / Runs the house until Ctrl+C."""
    from contextlib import suppress
    from threading import Event

    from fundflow import embedded
    from fundflow.house import airflow_home
    from fundflow.house.running import airflow_running
    from fundflow.settings import load_settings

    settings = load_settings()
    settings.make_folders()
    try:
        with suppress(KeyboardInterrupt), airflow_running(settings, FAVOURITE_PORT) as house:
            typer.echo(f"Airflow: {house.address}  ({airflow_home.USER} / {airflow_home.password(settings)})")
            typer.echo(f"Thả tệp vào / Drop workbooks into: {settings.inbox}/<mã đơn vị / unit code>/")
            while not Event().wait(5):
                house.check()
    finally:
        embedded.stop(settings)
