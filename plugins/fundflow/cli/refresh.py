"""`fundflow refresh`: the tables, made again from the facts."""

from __future__ import annotations

from typing import Annotated

import typer


def refresh(
    rebuild: Annotated[
        bool,
        typer.Option("--rebuild", help="Tính lại cả lịch sử các bảng. / Derive the tables' whole history again."),
    ] = False,
) -> None:
    """Làm mới mọi bảng từ số liệu gốc. / Brings every table up to date with the facts."""
    from fundflow import mart
    from fundflow.cli._progress import steps_shown
    from fundflow.migrations import open_warehouse
    from fundflow.settings import load_settings

    with open_warehouse(load_settings()) as warehouse, steps_shown() as progress:
        work = mart.rebuild if rebuild else mart.refresh
        count = work(warehouse, progress=lambda done, total: progress("build", done, total))
    typer.echo(f"Đã làm mới. / Refreshed: {count}")
