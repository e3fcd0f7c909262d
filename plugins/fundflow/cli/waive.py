"""`fundflow waive`: let a fault stand, with a reason and an end; list what stands; take it back."""

from __future__ import annotations

import getpass
import json
from datetime import date
from typing import Annotated

import typer

from fundflow.cli._times import day
from fundflow.exceptions import WrongUse

app = typer.Typer(help="Miễn trừ lỗi có thời hạn. / Waivers: who lets which fault stand, why, until when.")

Why = Annotated[str, typer.Option(help="Lý do. / The reason, for the auditor.")]
By = Annotated[str, typer.Option(help="Người quyết định. / Who decides.", default_factory=getpass.getuser)]


@app.command()
def grant(
    rule: Annotated[str, typer.Argument(help="Mã luật (fundflow rules). / The rule's id.")],
    why: Why,
    until: Annotated[date, typer.Option(parser=day, metavar="DAY", help="Ngày cuối. / The last day.")],
    by: By,
    unit: Annotated[str | None, typer.Option(help="Đơn vị, ví dụ 42.444. / The unit.")] = None,
    file: Annotated[str | None, typer.Option(help="SHA-256 của tệp. / The file's SHA-256.")] = None,
    component: Annotated[str | None, typer.Option(help="Dự án, ví dụ GNBV.3.1. / The component.")] = None,
    sheet: Annotated[str | None, typer.Option(help="Trang tính. / The sheet.")] = None,
    cell: Annotated[str | None, typer.Option(help="Ô. / The cell.")] = None,
) -> None:
    """Cho phép một lỗi tồn tại; tệp bị từ chối vì lỗi đó được xét lại. / Lets a fault stand and judges files again."""
    from fundflow import waivers
    from fundflow.catalogue import require_rule
    from fundflow.migrations import open_warehouse
    from fundflow.settings import load_settings

    settings = load_settings()
    require_rule(settings, rule)
    if until < settings.today:
        raise WrongUse(
            f"Ngày cuối {until:%d/%m/%Y} đã qua; hãy ghi từ hôm nay trở đi. / Its last day is over: name another."
        )
    with open_warehouse(settings) as warehouse:
        number, reopened = waivers.grant(
            warehouse, rule, reason=why, granted_by=by, valid_until=until,
            sha256=file, unit=unit, component=component, sheet=sheet, cell=cell,
        )  # fmt: skip
    typer.echo(f"Miễn trừ / Waiver {number}: {rule}, {until:%d/%m/%Y}")
    typer.echo(f"Tệp được xét lại ở lần nạp tới / Files judged again at the next ingest: {len(reopened)}")


@app.command(name="list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="Cho máy đọc. / For machines.")] = False) -> None:
    """Mọi miễn trừ đã cấp. / Every waiver ever granted."""
    from rich.console import Console
    from rich.table import Column, Table

    from fundflow.migrations import open_warehouse
    from fundflow.settings import load_settings

    with open_warehouse(load_settings()) as warehouse:
        rows = [row._asdict() for row in warehouse.run_sql("waivers/all")]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
        return
    rule = Column("Luật / Rule", overflow="fold")
    table = Table("#", rule, "Phạm vi / Scope", "Lý do / Why", "Ai / Who", "Đến / Until", "Lỗi / Findings")
    for row in rows:
        until = "thu hồi / revoked" if row["revoked_at"] else row["valid_until"]
        cells = (row["waiver_id"], row["rule"], _scope(row), row["reason"], row["granted_by"], until, row["findings"])
        table.add_row(*map(str, cells))
    Console().print(table)


@app.command()
def revoke(number: Annotated[int, typer.Argument(help="Số miễn trừ. / Its number.")], why: Why, by: By) -> None:
    """Thu hồi một miễn trừ. / Takes a waiver back."""
    from fundflow import waivers
    from fundflow.migrations import open_warehouse
    from fundflow.settings import load_settings

    with open_warehouse(load_settings()) as warehouse:
        waivers.revoke(warehouse, number, because=why, revoked_by=by)
    typer.echo(f"Đã thu hồi miễn trừ {number}. / Waiver {number} was taken back.")


def _scope(row: dict) -> str:
    parts = (row["unit_code"], row["component_code"], (row["sha256"] or "")[:12], row["sheet"], row["cell"])
    return " · ".join(part for part in parts if part)
