"""`fundflow trace`: from a figure of the tables to its cell, and back."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Annotated

import typer

from fundflow.cli._times import day, moment

NOTHING = {
    True: "Không có số liệu nào. Hãy kiểm tra mã đơn vị, dự án, loại vốn, ngày. / No figure: check the codes and the day.",
    False: "Không có số liệu nào đọc từ đó. Hãy ghi trang tính và ô như 'Sheet1!E9'. / No figure was read from there: "
    "write sheet and cell like 'Sheet1!E9'.",
}


def trace(
    what: Annotated[
        str,
        typer.Argument(
            help="Dòng vốn (42.444/GNBV.2/SN/2022), hoặc biên nhận, mã tệp. / A line, or a receipt, a sha256."
        ),
    ],
    cell: Annotated[str | None, typer.Argument(help="Ô của tệp: 'Trang tính!E9'. / A cell of the file.")] = None,
    on: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="Ngày của bảng. / Day of the table.")
    ] = None,
    known_at: Annotated[
        datetime | None,
        typer.Option(parser=moment, metavar="MOMENT", help="Như kho biết lúc đó (UTC). / As known then (UTC)."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Cho máy đọc. / For machines.")] = False,
) -> None:
    """Truy một con số về đúng ô của tệp gốc, và ngược lại. / Follows a figure to its cell, and back."""
    from fundflow import trace as tracing
    from fundflow.migrations import open_warehouse
    from fundflow.settings import load_settings

    with open_warehouse(load_settings()) as warehouse:
        sources = tracing.line(warehouse, what, on, known_at) if "/" in what else tracing.cell(warehouse, what, cell)
    if as_json:
        found = [source.as_json() for source in sources]
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1, default=str))
    elif sources:
        _print(sources)
    else:
        typer.echo(NOTHING["/" in what])


def _print(sources) -> None:
    from rich.console import Console
    from rich.markup import escape

    console = Console(highlight=False, soft_wrap=True)
    file = None
    for source in sources:
        if source.file != file:
            file = source.file
            console.print(f"\n[bold]{file['reference']}[/] {escape(_about(file))}")
        console.print("  " + escape(_figure(source)) + _use(source.fact))


def _about(file: dict) -> str:
    return (
        f"{file['original_name']} · {file['form']} · {file['unit_code']} · {file['as_of']:%d/%m/%Y} · "
        f"sha256 {file['sha256'][:16]}… · fundflow {file['code_version']}, rules {file['rulebook'][:8]}"
    )


def _figure(source) -> str:
    from fundflow.money import vnd

    fact = source.fact
    scale = f" × {vnd(source.scale)} ({source.scale_cell})" if source.scale is not None else ""
    years = f"{fact['money_year_first']}-{fact['money_year_last']}"
    place = f"{fact['sheet']}!{fact['cell']}"
    amount = f"{vnd(fact['amount'])} {fact['currency']}"
    return f"{place}  “{fact['raw_text'] or ''}”{scale} = {amount}  {fact['measure']} {years}"


def _use(fact: dict) -> str:
    if fact.get("superseding_id"):
        return f"  (đã thay lúc / replaced {fact['superseded_at']:%d/%m/%Y %H:%M})"
    if fact.get("used_on"):
        return "  → " + ", ".join(f"{day:%d/%m/%Y}" for day in fact["used_on"])
    return ""
