"""`fundflow ask`: the auditors' questions, answered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

WIDEST = 10_000  # characters: a table is measured as if it could be so wide


def ask(
    question: Annotated[
        str | None, typer.Argument(help="Số hoặc tên câu hỏi; bỏ trống: liệt kê. / Its number or name; none: list.")
    ] = None,
    given: Annotated[
        list[str] | None, typer.Option("--set", help="on_day=2023-09-30: đặt giá trị / set a value (may be repeated)")
    ] = None,
    sql: Annotated[bool, typer.Option("--sql", help="Chỉ in câu SQL. / Only print the SQL.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Ghi ra tệp .csv. / Write a .csv file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Cho máy đọc. / For machines.")] = False,
) -> None:
    """Trả lời các câu hỏi của kiểm toán. / Answers the auditors' questions."""
    from fundflow.auditing import cookbook
    from fundflow.settings import load_settings

    settings = load_settings()
    if question is None:
        for each in cookbook.read_questions(settings):
            typer.echo(f"{each.number:>2}  {each.name}: {each.vi} / {each.en}")
        return
    wanted = cookbook.find_question(settings, question)
    values = _values(given or [])
    if sql:
        typer.echo(wanted.ready(values), nl=False)
    else:
        _show(wanted, _answer(settings, wanted, values), out, as_json)


def _answer(settings, question, values: dict[str, str]) -> list[dict]:
    from fundflow.auditing import cookbook
    from fundflow.migrations import open_warehouse

    with open_warehouse(settings) as warehouse:
        return [row._asdict() for row in cookbook.ask(warehouse, question, values)]


def _values(given: list[str]) -> dict[str, str]:
    from fundflow.exceptions import WrongUse

    pairs = [one.partition("=") for one in given]
    if wrong := [name for name, equals, _ in pairs if not equals]:
        raise WrongUse(
            f"“{wrong[0]}” thiếu dấu =. Hãy viết --set tên=giá_trị. / “{wrong[0]}” lacks a =. Write --set name=value."
        )
    return {name: value for name, _, value in pairs}


def _show(question, rows: list[dict], out: Path | None, as_json: bool) -> None:
    if out:
        _write(rows, out)
        typer.echo(f"Đã ghi {out} ({len(rows)} dòng). / Written.")
    elif as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
    else:
        _print(question, rows)


def _write(rows: list[dict], out: Path) -> None:
    from fundflow.auditing.files import whole, write_csv

    with whole(out) as half, half.open("w", encoding="utf-8-sig", newline="") as stream:
        write_csv(stream, list(rows[0]) if rows else [], (list(row.values()) for row in rows))


def _print(question, rows: list[dict]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from fundflow.auditing.cookbook import shown

    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]{question.number}. {escape(question.vi)}[/] / {escape(question.en)}")
    table = Table(*(rows[0] if rows else ["Không có dòng nào. / No rows."]))
    for row in rows:
        table.add_row(*(escape(shown(name, value)) for name, value in row.items()))
    if table.__rich_measure__(console, console.options.update(max_width=WIDEST)).maximum <= console.width:
        console.print(table)
    else:
        _print_records(console, rows)


def _print_records(console, rows: list[dict]) -> None:
    """One under the other, where the terminal is too narrow for a table."""
    from rich.markup import escape

    from fundflow.auditing.cookbook import shown

    width = max(len(name) for name in rows[0])
    for number, row in enumerate(rows, 1):
        console.print(f"\n[dim]{number}/{len(rows)}[/]")
        for name, value in row.items():
            console.print(f"{name:<{width}}  {escape(shown(name, value))}")
