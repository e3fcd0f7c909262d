"""`fundflow decide`: what waits for a person, and what that person decides; the same as Airflow's Required Actions."""

from __future__ import annotations

import getpass
import json
from datetime import date
from typing import Annotated

import typer

from fundflow.cli._times import day
from fundflow.exceptions import WrongUse


def decide(
    reference: Annotated[str | None, typer.Argument(help="Số biên nhận. / The receipt.")] = None,
    choice: Annotated[str | None, typer.Argument(help="approve | reject | correct | ask")] = None,
    listed: Annotated[bool, typer.Option("--list", help="Những gì đang chờ. / What waits.")] = False,
    by: Annotated[str | None, typer.Option(help="Người quyết định. / Who decides.")] = None,
    reason: Annotated[str, typer.Option(help="Lý do, người kiểm toán sẽ đọc. / Why, for the auditor.")] = "",
    until: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="Duyệt đến hết ngày. / Last day of an approval.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Cho máy đọc. / For machines.")] = False,
) -> None:
    """Quyết định về tệp đang chờ: duyệt, trả lại, sửa, hỏi đơn vị. / Decides about a file that waits."""
    from fundflow.settings import load_settings

    settings = load_settings()
    if listed or reference is None:
        _list(settings, as_json)
    elif choice is None:
        _show(settings, reference)
    else:
        _decide(settings, reference, choice, by or getpass.getuser(), reason, until, as_json)


def _matters(settings, reference: str | None = None):
    from fundflow.decisions import waiting
    from fundflow.migrations import open_warehouse

    with open_warehouse(settings) as warehouse:
        return waiting(warehouse, reference)


def _list(settings, as_json: bool) -> None:
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    from fundflow.decisions.matters import MATTERS

    found = _matters(settings)
    if as_json:
        typer.echo(json.dumps([_as_json(matter) for matter in found], ensure_ascii=False, indent=1, default=str))
        return
    receipt = Column("Biên nhận / Receipt", no_wrap=True)  # to be copied whole
    table = Table(receipt, "Việc / Matter", "Đơn vị / Unit", "Tệp / File", "Lỗi", "Chờ từ / Since")
    for matter in found:
        since = f"{matter.waiting_since:%d/%m/%Y}"
        unit = matter.unit_name or matter.unit_code or "?"
        cells = (matter.reference, MATTERS[matter.matter], unit, matter.original_name, len(matter.decisive), since)
        table.add_row(*(Text(str(cell)) for cell in cells))  # Text: a file's name is not markup
    Console().print(table)


def _show(settings, reference: str) -> None:
    """What the person has to look at before deciding."""
    from fundflow.reports.receipt import findings_text

    found = _matters(settings, reference)
    if not found:
        raise WrongUse(f"Không có việc nào chờ dưới biên nhận {reference}. / Nothing waits under that receipt.")
    typer.echo(f"{found[0].reference}  {found[0].title}\n")
    typer.echo(findings_text(found[0].findings))


def _decide(settings, reference: str, choice: str, by: str, reason: str, until, as_json: bool) -> None:
    from fundflow import pipeline
    from fundflow.decisions import Choice
    from fundflow.decisions import decide as carry_out

    if choice not in list(Choice):
        raise WrongUse(f"Hãy chọn một trong: {', '.join(Choice)}. / Choose one of them.")
    decided = carry_out(settings, reference, Choice(choice), by=by, reason=reason, until=until)
    pipeline.ingest(settings, [])  # judges the file again, or writes its sender's answer again
    pipeline.build(settings)
    if as_json:
        typer.echo(json.dumps({"decision": decided.decision_id, "choice": choice, "follows": decided.follows}))
    else:
        typer.echo(f"Quyết định / Decision {decided.decision_id}: {choice}. {decided.follows}")


def _as_json(matter) -> dict:
    names = (
        "reference", "original_name", "unit_code", "matter", "rules", "status", "judged_at", "waiting_since", "link",
    )  # fmt: skip
    return {name: getattr(matter, name) for name in names} | {
        "findings": [finding.as_json() for finding in matter.findings]
    }
