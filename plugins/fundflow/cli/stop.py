"""`fundflow stop`: stops the embedded server."""

from __future__ import annotations

import typer


def stop() -> None:
    """Dừng máy chủ PostgreSQL nhúng. / Stops the embedded PostgreSQL server."""
    from fundflow import embedded
    from fundflow.settings import load_settings

    settings = load_settings()
    stopped = embedded.stop(settings)
    typer.echo("Đã dừng. / Stopped." if stopped else "Máy chủ không chạy. / It was not running.")
