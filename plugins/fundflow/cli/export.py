"""`fundflow export`: the tables as a workbook."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer


def export(
    name: Annotated[str, typer.Argument(help="status | carryover | slow | coverage")],
    out: Annotated[Path, typer.Option("--out", help="Tệp .xlsx sẽ ghi / The .xlsx to write", dir_okay=False)],
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Như ở ngày này / As the tables stood on this day")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Kết quả cho máy đọc / For machines")] = False,
) -> None:
    """Xuất bảng ra tệp Excel. / Writes the tables as a workbook."""
    from fundflow.reports import workbook
    from fundflow.settings import load_settings

    rows = workbook.export(load_settings(), name, out, on.date() if on else None)
    if json:
        from json import dumps

        typer.echo(dumps({"file": str(out), "rows": rows}, ensure_ascii=False))
    else:
        typer.echo(f"Đã ghi {out} ({rows} dòng). / Written.")
