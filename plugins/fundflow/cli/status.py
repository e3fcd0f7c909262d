"""`fundflow status`: how things stand."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def status(as_json: Annotated[bool, typer.Option("--json", help="Cho máy đọc. / For machines.")] = False) -> None:
    """Tình hình: tệp, báo cáo đến hạn, ngày của số liệu. / Files, due reports, the day that figures speak of."""
    from fundflow.migrations import open_warehouse
    from fundflow.settings import load_settings

    settings = load_settings()
    with open_warehouse(settings) as warehouse:
        state = {
            "data_date": warehouse.value("SELECT mart.data_date()"),
            "files": {row.status: row.receipts for row in warehouse.run_sql("console/receipts_by_state")},
            "coverage": [row._asdict() for row in warehouse.run_sql("console/coverage")],
        }
    if as_json:
        typer.echo(json.dumps(state, ensure_ascii=False, indent=1, default=str))
    else:
        _print(state, settings)


def _print(state: dict, settings) -> None:
    from rich.console import Console
    from rich.table import Column, Table

    console = Console(highlight=False)
    day = state["data_date"]
    console.print(f"Số liệu đến ngày / Figures speak of: {f'{day:%d/%m/%Y}' if day else 'chưa có / none yet'}")
    counts = ", ".join(f"{name} {count}" for name, count in state["files"].items()) or "0"
    console.print(f"Tệp / Files: {counts}")
    if state["coverage"]:
        form, reports = Column("Biểu / Form", overflow="fold"), Column("Số báo cáo / Reports", justify="right")
        period, condition = Column("Kỳ / Period", no_wrap=True), Column("Trạng thái / State", no_wrap=True)
        table = Table(form, period, condition, reports)
        for row in state["coverage"]:
            table.add_row(row["form"], f"{row['period_end']:%d/%m/%Y}", row["state"], str(row["reports"]))
        console.print(table)
    console.print(f"Thư mục nhận / Inbox: {settings.inbox}/<mã đơn vị / unit code>/", soft_wrap=True)
