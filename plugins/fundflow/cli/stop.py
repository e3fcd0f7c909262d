"""`fundflow stop`: stops what runs in this home."""

from __future__ import annotations

import typer


def stop() -> None:
    """Dừng PostgreSQL nhúng (và Airflow bị bỏ lại). / Stops the embedded server, and an Airflow left behind."""
    from fundflow import embedded
    from fundflow.house import processes
    from fundflow.settings import load_settings

    settings = load_settings()
    processes.stop_left_behind(settings)
    stopped = embedded.stop(settings)
    typer.echo("Đã dừng. / Stopped." if stopped else "Máy chủ không chạy. / It was not running.")
