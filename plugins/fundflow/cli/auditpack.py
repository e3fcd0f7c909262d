"""`fundflow auditpack`: a sample of lines with all its evidence, in one zip."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from fundflow.cli._times import day, moment


def auditpack(
    out: Annotated[Path, typer.Option("--out", help="Tệp .zip sẽ ghi. / The .zip to write.", dir_okay=False)],
    size: Annotated[int, typer.Option(min=1, help="Số dòng của mẫu. / Lines to draw.")] = 25,
    seed: Annotated[int, typer.Option(help="Số quyết định mẫu nào. / The number that decides which.")] = 1,
    weighted: Annotated[bool, typer.Option("--weighted", help="Theo tiền. / Weighted by money.")] = False,
    on: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="Ngày của bảng. / Day of the table.")
    ] = None,
    known_at: Annotated[
        datetime | None,
        typer.Option(parser=moment, metavar="MOMENT", help="Như kho biết lúc đó (UTC). / As known then (UTC)."),
    ] = None,
    units: Annotated[str, typer.Option(help="Mã đơn vị bắt đầu bằng. / Unit codes that begin so.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Cho máy đọc. / For machines.")] = False,
) -> None:
    """Chọn mẫu kiểm toán kèm tệp gốc, ô, phát hiện, lịch sử. / Draws an audit sample with all its evidence."""
    from fundflow.auditing.auditpack import Request, build
    from fundflow.settings import load_settings

    request = Request(size, seed, weighted, on, known_at, units)
    manifest = build(load_settings(), request, out)
    if as_json:
        typer.echo(json.dumps(manifest, ensure_ascii=False, indent=1))
    else:
        workbooks = sum(name.startswith("workbooks/") for name in manifest["files"])
        typer.echo(
            f"Đã ghi {out}: {manifest['drawn']} dòng trong {manifest['population']}, {workbooks} tệp gốc. / "
            f"Written: {manifest['drawn']} of {manifest['population']} lines, {workbooks} originals."
        )
