"""`fundflow why`: the cells that explain the difference between two tables."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated

import typer

from fundflow.cli._times import day


def why(
    start: Annotated[str, typer.Option("--from", help="Bảng như kho biết lúc này. / The table as known then.")],
    end: Annotated[str, typer.Option("--to", help="So với bảng như kho biết lúc này. / Compared with this one.")],
    from_day: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DAY", help="Số liệu đến ngày, bảng đầu. / Day of the first table."),
    ] = None,
    to_day: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DAY", help="Số liệu đến ngày, bảng sau. / Day of the second table."),
    ] = None,
    units: Annotated[str, typer.Option(help="Mã đơn vị bắt đầu bằng. / Unit codes that begin so.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Cho máy đọc. / For machines.")] = False,
) -> None:
    """Vì sao hai bảng khác nhau: các ô đã thêm, bớt, sửa; cộng lại đúng bằng chênh lệch. / Why two tables differ."""
    from fundflow import why as reasons
    from fundflow.migrations import open_warehouse
    from fundflow.settings import load_settings

    before = reasons.Moment(reasons.moment(start), from_day or reasons.LATEST)
    after = reasons.Moment(reasons.moment(end), to_day or reasons.LATEST)
    with open_warehouse(load_settings()) as warehouse:
        explanation = reasons.explain(warehouse, before, after, units)
    if as_json:
        typer.echo(json.dumps(explanation.as_json(), ensure_ascii=False, indent=1, default=str))
    else:
        _print(explanation)
    if explanation.unexplained:
        raise typer.Exit(1)


def _change(amount) -> str:
    from fundflow.money import vnd

    return ("+" if amount >= 0 else "") + vnd(amount)


def _print(explanation) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from fundflow.money import vnd

    console = Console(highlight=False, soft_wrap=True)
    if not explanation.cells:
        console.print("Hai bảng như nhau. / The two tables are the same.")
        return
    for cell in explanation.cells:
        years = f"{cell.money_year_first}-{cell.money_year_last}"
        line = f"{cell.unit_code} {cell.component_code} {cell.capital_type} {years} {cell.measure}"
        place = f"{cell.original_name or cell.sha256[:16]}, {cell.sheet}!{cell.cell} ({cell.said_on:%d/%m/%Y})"
        console.print(f"{_change(cell.change_vnd)}  {escape(line)}  {escape(place)}")
    table = Table("Chỉ tiêu / Measure", "Trước / Before", "Sau / After", "Chênh lệch / Difference")
    for measure, (before, after) in explanation.totals.items():
        table.add_row(measure, vnd(before), vnd(after), vnd(after - before))
    console.print(table)
    if explanation.unexplained:
        console.print(f"[red]Không giải thích được / Not explained: {explanation.unexplained}. fundflow verify[/]")
