"""`fundflow template FORM`: the clean workbook for a unit's next report."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from fundflow.cli._times import day


def template(
    form: Annotated[str, typer.Argument(help="Mẫu báo cáo: disbursement, 04-SDKP/ĐVDT, … / The report form")],
    unit: Annotated[str, typer.Option("--unit", help="Mã đơn vị / The unit's code")],
    as_of: Annotated[
        date, typer.Option("--as-of", parser=day, metavar="DAY", help="Ngày số liệu / The day that it will speak of")
    ],
    out: Annotated[Path, typer.Option("--out", help="Tệp .xlsx sẽ ghi / The .xlsx to write", dir_okay=False)],
    json: Annotated[bool, typer.Option("--json", help="Kết quả cho máy đọc / For machines")] = False,
) -> None:
    """Tạo mẫu báo cáo đã điền sẵn các dòng và số liệu gần nhất. / Writes the next report's workbook, pre-filled."""
    from fundflow.reports import template as templates
    from fundflow.settings import load_settings

    lines = templates.template(load_settings(), form, unit, as_of, out)
    if json:
        from json import dumps

        typer.echo(dumps({"file": str(out), "lines": lines}, ensure_ascii=False))
    else:
        typer.echo(f"Đã ghi {out} ({lines} dòng vốn). / Written.")
